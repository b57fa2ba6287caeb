"""A field that two tables of one page state otherwise: both sides are kept, and an edit of either is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.model.facts import Contradiction
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_snapshots import site
from tests.compare.pages_of_one_call import Edited, Shown, edits, written

TITLES = ("Request", "Parameters")


def twice(one: tuple[Shown, ...], two: tuple[Shown, ...], *, titles: tuple[str, str] = TITLES) -> Snapshot:
    first, second = (
        written(fields, "table", "Create").partition("## Request parameters\n\n")[2] for fields in (one, two)
    )
    return site(guide=f"# Create\n\n`POST /v1/pictures`\n\n## {titles[0]}\n\n{first}\n## {titles[1]}\n\n{second}")


COUNT = Shown("n", "integer", required=False, default=1)


def said(snapshot: Snapshot) -> list[tuple[str, str, list[object]]]:
    return [
        (fact.aspect, fact.subject, [each.says for each in fact.statements])
        for entry in snapshot.entries.values()
        for fact in entry.facts
        if isinstance(fact, Contradiction)
    ]


@pytest.mark.parametrize(
    ("one", "two", "aspect", "sides"),
    [
        (COUNT, structs.replace(COUNT, default=4), "default", (1, 4)),
        (COUNT, structs.replace(COUNT, required=True), "required", (True, False)),
        (COUNT, structs.replace(COUNT, type="string", default=None), "type", (["integer"], ["string"])),
    ],
)
def test_what_two_tables_state_otherwise_is_a_contradiction_that_keeps_both(one, two, aspect, sides):
    (found,) = said(twice((one,), (two,)))
    assert found[:2] == (aspect, "request · application/json · n")
    assert sorted(map(str, found[2])) == sorted(map(str, sides))
    assert said(twice((one,), (one,))) == []


def test_tables_under_headings_of_their_own_need_not_be_about_the_same():
    titles = ("While indexing", "While searching")
    assert said(twice((COUNT,), (structs.replace(COUNT, default=4),), titles=titles)) == []


@given(edits(), st.sampled_from(("first", "second")))
def test_an_edit_of_either_table_is_told_with_the_name_of_its_field(edit: Edited, table: str):
    before = twice(edit.before, edit.before)
    after = twice(edit.after, edit.before) if table == "first" else twice(edit.before, edit.after)
    for old, new in ((before, after), (after, before)):
        told = [each for each in compare(old, new) if each.location != "text"]
        assert any(edit.name in (each.name, each.field, _field(each.name)) for each in told)


def _field(subject: str | None) -> str:
    return str(subject).rpartition(" · ")[2]


@given(edits())
def test_the_order_of_the_tables_says_nothing(edit: Edited):
    other = tuple(structs.replace(field, default=None) for field in edit.after)
    assert compare(twice(edit.before, other), twice(other, edit.before, titles=("Parameters", "Request"))) == ()
