"""What several pages state of one call is compared page by page: an edit is told of its page, with the field's name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_snapshots import site, site_after
from tests.compare.pages_of_one_call import Edited, Form, Shown, beside, edits, edits_of_both, written

pytestmark = pytest.mark.thorough

few = settings(max_examples=25)
"""Each example reads four sites."""

FORMS: tuple[Form, ...] = ("table", "component", "specification")
PAIRS = st.tuples(st.sampled_from(FORMS), st.sampled_from(FORMS)).filter(lambda pair: "specification" not in pair[1:])
BEFORE = (
    Shown("prompt", "string", required=True),
    Shown("count", "integer", required=False, default=1),
    Shown("style", "string", required=False),
)


def place(form: Form, name: str) -> str:
    return f"{name}.json" if form == "specification" else name


def pages(
    forms: tuple[Form, Form], one: tuple[Shown, ...], two: tuple[Shown, ...], *, turned: bool = False
) -> Snapshot:
    """Read two pages of one call; `turned`: in the other order."""
    texts = {
        place(forms[0], "create"): written(one, forms[0], "Create"),
        place(forms[1], "guide"): written(two, forms[1], "Guide"),
    }
    return site(**dict(reversed(texts.items()) if turned else texts.items()))


def told(before: Snapshot, after: Snapshot) -> list[tuple[str, str | None, str]]:
    """Return kind, field, and the page of each change of a fact."""
    return [(each.kind, each.field, page(each)) for each in compare(before, after) if is_of_fact(each)]


def is_of_fact(change: Change) -> bool:
    return change.kind.startswith("field.")


def page(change: Change) -> str:
    return change.sources[0].url.rpartition("/")[2]


@few
@given(PAIRS, edits())
def test_an_edit_of_one_fact_on_one_page_is_told_with_the_name_of_its_field(forms: tuple[Form, Form], edit: Edited):
    for number, name in enumerate(("create", "guide")):
        if number and not is_stated_outright(forms, edit):
            continue
        sides = [edit.before, edit.before]
        sides[number] = edit.after
        changes = compare(pages(forms, edit.before, edit.before), pages(forms, *sides))
        found = [each for each in changes if is_of_fact(each)]
        assert [(each.field, page(each)) for each in found] == [(edit.name, place(forms[number], name))]
        assert not [each.kind for each in changes if each.kind.startswith(("variant.", "operation.", "page."))]
        back = compare(pages(forms, *sides), pages(forms, edit.before, edit.before))
        assert [(each.field, page(each)) for each in back if is_of_fact(each)] == [
            (edit.name, place(forms[number], name))
        ]


def is_stated_outright(forms: tuple[Form, Form], edit: Edited) -> bool:
    """Tell whether a page beside a specification says the edited fact itself: a component says no need by silence."""
    if forms[0] != "specification" or forms[1] == "table":
        return True
    was, now = ({field.name: field for field in fields}[edit.name] for fields in (edit.before, edit.after))
    return was.required == now.required


@few
@given(edits())
def test_an_edit_of_a_table_beside_the_specification_of_its_own_page_is_told(edit: Edited):
    before, after = (site(create=beside(fields, edit.before)) for fields in (edit.before, edit.after))
    assert [(field, page) for _, field, page in told(before, after)] == [(edit.name, "create")]
    assert [(field, page) for _, field, page in told(after, before)] == [(edit.name, "create")]


def test_a_page_that_was_not_edited_states_what_it_did_when_the_specification_begins_or_ends_to_contradict_it() -> None:
    """Its values were among those of the specification, so that nothing was kept of what it says itself."""
    wide, narrow, page = (
        (Shown("style", "string", required=False, enum=values), Shown("prompt", "string", required=True))
        for values in (("plain", "vivid", "soft"), ("plain", "soft"), ("plain", "vivid"))
    )
    forms: tuple[Form, Form] = ("specification", "component")
    before, after = pages(forms, wide, page), pages(forms, narrow, page)
    assert told(before, after) == [("field.enum.value-removed", "style", "create.json")]
    assert told(after, before) == [("field.enum.value-added", "style", "create.json")]


@few
@given(PAIRS, edits(), st.permutations((0, 1)))
def test_the_order_in_which_pages_are_read_says_nothing(forms: tuple[Form, Form], edit: Edited, which: list[int]):
    sides = [(edit.before, edit.after)[number] for number in which]
    plain = compare(pages(forms, edit.before, edit.before), pages(forms, *sides))
    turned = compare(pages(forms, edit.before, edit.before, turned=True), pages(forms, *sides, turned=True))
    assert turned == plain


@few
@given(edits(), st.sampled_from(("table", "component")))
def test_which_of_two_pages_sorts_first_says_nothing(edit: Edited, form: Form):
    one = told(pages((form, form), edit.before, edit.before), pages((form, form), edit.after, edit.before))
    two = told(pages((form, form), edit.before, edit.before), pages((form, form), edit.before, edit.after))
    assert [(kind, field) for kind, field, _ in one] == [(kind, field) for kind, field, _ in two]


@few
@given(PAIRS, edits(), st.sampled_from((0, 1)))
def test_a_page_that_moves_is_no_change(forms: tuple[Form, Form], edit: Edited, moved: int):
    names = ["create", "guide"]
    facts = (edit.before, edit.after)
    texts = [written(facts[number], forms[number], name.title()) for number, name in enumerate(names)]
    before = site(**{place(forms[number], name): texts[number] for number, name in enumerate(names)})
    names[moved] = "a-place"
    after = site(**{place(forms[number], name): texts[number] for number, name in enumerate(names)})
    assert {each.kind for each in compare(before, after)} <= {"document.moved"}


@few
@given(edits_of_both())
def test_pages_that_are_edited_each_in_its_own_way_are_told_each(both: tuple[Edited, Edited]):
    one, two = both
    changes = compare(
        pages(("table", "table"), one.before, one.before), pages(("table", "table"), one.after, two.after)
    )
    assert not [each.kind for each in changes if each.kind.startswith(("variant.", "page."))]
    for name, after in (("create", one.after), ("guide", two.after)):
        differ = {field.name for field, known in zip(after, one.before, strict=True) if field != known}
        told_there = {
            each.field for each in changes if is_of_fact(each) and any(s.url.endswith(name) for s in each.sources)
        }
        assert told_there == differ


def test_what_all_pages_of_a_call_say_now_is_told_once_with_all_of_them():
    after = (*BEFORE[:2], structs.replace(BEFORE[2], required=True))
    changes = compare(pages(("table", "table"), BEFORE, BEFORE), pages(("table", "table"), after, after))
    assert [(each.kind, each.field, [s.url.rpartition("/")[2] for s in each.sources]) for each in changes] == [
        ("field.became-required", "style", ["create", "guide"])
    ]


@pytest.mark.parametrize("forms", [("table", "table"), ("component", "component")])
def test_a_page_that_comes_or_goes_beside_another_that_says_the_same_changes_no_fact(forms: tuple[Form, Form]):
    both = pages(forms, BEFORE, BEFORE)
    alone = site(create=written(BEFORE, forms[0], "Create"))
    assert {each.kind for each in (*compare(alone, both), *compare(both, alone))} == {
        "document.added",
        "document.removed",
    }


def test_a_row_that_goes_from_a_page_takes_nothing_back_that_the_specification_says():
    otherwise = (*BEFORE[:2], structs.replace(BEFORE[2], required=True))
    forms: tuple[Form, Form] = ("specification", "table")
    changes = compare(pages(forms, BEFORE, otherwise), pages(forms, BEFORE, otherwise[:2]))
    assert [(each.kind, each.field) for each in changes if is_of_fact(each)] == []
    assert "contradiction.resolved" in {each.kind for each in changes}


@pytest.mark.parametrize("forms", [("table", "table"), ("component", "component"), ("specification", "table")])
@pytest.mark.parametrize("away", ["create", "guide"])
def test_a_page_that_cannot_be_read_says_what_it_said(forms: tuple[Form, Form], away: str):
    other = BEFORE if forms[0] != "specification" else (*BEFORE[:2], structs.replace(BEFORE[2], required=True))
    texts = {
        place(forms[0], "create"): written(BEFORE, forms[0], "Create"),
        place(forms[1], "guide"): written(other, forms[1], "Guide"),
    }
    before = site(**texts)
    lost = place(forms[0], away) if away == "create" else away
    without = site_after(before, {lost: "unreachable"}, **{name: text for name, text in texts.items() if name != lost})
    assert compare(before, without) == ()
    assert compare(without, site_after(without, {}, **texts)) == ()


def test_of_two_pages_that_contradict_a_specification_one_goes_on_to_when_it_cannot_be_read():
    texts = {"create.json": written(BEFORE, "specification", "")}
    for name, kind in (("guide", "boolean"), ("manual", "integer")):
        fields = (*BEFORE[:2], structs.replace(BEFORE[2], type=kind))
        texts[name] = written(fields, "table", name.title())
    before = site(**texts)
    for away in ("guide", "manual"):
        read = {name: text for name, text in texts.items() if name != away}
        without = site_after(before, {away: "unreachable"}, **read)
        assert compare(before, without) == ()
        assert compare(without, site_after(without, {}, **texts)) == ()


@given(edits())
@few
def test_an_edit_is_told_while_another_page_of_the_call_cannot_be_read(edit: Edited):
    before = pages(("table", "table"), edit.before, edit.before)
    create, guide = written(edit.after, "table", "Create"), written(edit.before, "table", "Guide")
    without = site_after(before, {"guide": "unreachable"}, create=create)
    assert [(field, page) for _, field, page in told(before, without)] == [(edit.name, "create")]
    assert compare(without, site_after(without, {}, create=create, guide=guide)) == ()


def test_a_page_that_a_second_specification_leaves_alone_is_no_further_documentation():
    one, two = written(BEFORE, "specification", ""), written(BEFORE[:2], "specification", "")
    page = written((*BEFORE, Shown("seed", "integer", required=False)), "table", "Guide")
    before = site(**{"create.json": one, "guide": page})
    edited = page.replace("# Guide", "# The guide")
    after = site(**{"create.json": one, "other.json": two, "guide": edited})
    for changes in (compare(before, after), compare(after, before)):
        assert not [each.kind for each in changes if is_of_fact(each)]
        assert {each.sources[0].url.rpartition("/")[2] for each in changes if "variant" in each.kind} <= {"other.json"}


@pytest.mark.parametrize("name", ["a-guide", "the-guide"])
def test_a_page_that_comes_is_the_further_documentation_wherever_it_sorts(name: str):
    otherwise = (*BEFORE[:2], structs.replace(BEFORE[2], required=True))
    before = site(create=written(BEFORE, "table", "Create"))
    after = site(**{"create": written(BEFORE, "table", "Create!"), name: written(otherwise, "table", "Guide")})
    changes = [each for each in compare(before, after) if not each.kind.startswith(("page.", "document."))]
    assert [(each.kind, page(each)) for each in changes] == [("variant.added", name)]


def test_a_specification_that_moves_with_its_page_beside_another_documentation_is_not_gone():
    other = written((*BEFORE[:2], Shown("voice", "string", required=True)), "specification", "")
    one, guide = written(BEFORE, "specification", ""), written(BEFORE, "table", "Create")
    before = site(**{"old/create.json": one, "old/create": guide, "other.json": other})
    edited = written((*BEFORE, Shown("seed", "integer", required=False)), "specification", "")
    after = site(**{"new/draw.json": edited, "new/draw": guide, "other.json": other})
    changes = compare(before, after)
    assert {each.kind for each in changes} == {"document.moved", "field.added"}
