"""A part that does not come may have been lost on its way: it is told at once, and believed to be gone later."""

import json
from functools import partial

import pytest
from msgspec import structs

from driftwatch.model.facts import Unresolved
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.text import FORM, Line, PageText
from driftwatch.presence.came import Came, Ending
from driftwatch.presence.lessened import part_of
from driftwatch.presence.missing import LESSENED
from driftwatch.presence.silence import ending_of, silent
from tests.presence.island import JSON, SPEC, Answer, Island, Watch, page_about

PAGE = "/api/parcels.md"
PLACE = "api/parcels"
ERRORS = "## Errors"


def without(text: str, first: str, last: str) -> str:
    """A page without what stands from one heading to before another one, or to its end."""
    before, _, rest = text.partition(first)
    return before + (rest[rest.index(last) :] if last else "")


NO_ERRORS = without(page_about("parcels"), ERRORS, "Rate limit")
NO_END = without(page_about("parcels"), "| 409", "")
GONE = ["error-rule-removed", "error-rule-removed", "page-section-removed", "page-section-removed"]


def watched(**settings: object) -> tuple[Island, Watch]:
    site = Island()
    watch = Watch(site, **settings)
    watch.next_day()
    return site, watch


def ids(findings: list[Finding]) -> list[str]:
    return sorted(each.id for each in findings)


@pytest.mark.parametrize("body", [NO_ERRORS, NO_END], ids=["middle", "end"])
def test_a_part_that_is_back_the_day_after_was_never_removed(body: str) -> None:
    site, watch = watched()
    before = watch.facts()
    site.answers[PAGE] = Answer(body)
    (told,) = watch.next_day()
    assert told.id == "document-incomplete"
    assert told.level == "info"
    assert "`409 The parcel exists already. No`" in told.message
    assert "once `driftwatch run` misses it on another date too" in told.message, "as told of `diff ... live` as well"
    site.answers[PAGE] = Answer(page_about("parcels"))
    assert watch.next_day() == []
    assert watch.facts() == before


def test_a_part_that_lacks_on_two_days_is_removed() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(NO_ERRORS)
    assert ids(watch.next_day()) == ["document-incomplete"]
    assert watch.next_day(0) == [], "the same day says nothing new"
    assert ids(watch.next_day()) == GONE
    assert watch.next_day() == []
    assert watch.known is not None
    document = watch.known.documents[PLACE]
    assert (document.state, document.missing_since, document.answered, document.lacks) == ("read", "", "", ())


def test_another_part_each_day_is_lost_on_the_way_each_day() -> None:
    site, watch = watched()
    for day, body in enumerate((NO_ERRORS, NO_END, NO_ERRORS, NO_END)):
        site.answers[PAGE] = Answer(body)
        assert ids(watch.next_day()) == ["document-incomplete"], day
    assert ids(watch.next_day())[0] == "error-rule-removed"


def test_who_awaits_nothing_is_told_at_once() -> None:
    site, watch = watched(confirm_removals=1)
    site.answers[PAGE] = Answer(NO_ERRORS)
    assert ids(watch.next_day()) == GONE
    site, watch = watched()
    site.answers[PAGE] = Answer(NO_ERRORS)
    assert ids(watch.next_day(accept_loss=True)) == GONE


def test_an_error_after_a_part_confirms_nothing() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(NO_ERRORS)
    watch.next_day()
    site.answers[PAGE] = Answer("no", status=404)
    assert ids(watch.next_day()) == ["document-missing"]
    site.answers[PAGE] = Answer("no", status=503)
    assert watch.next_day() == []
    site.answers[PAGE] = Answer("no", status=404)
    assert "api-path-removed-without-deprecation" in ids(watch.next_day())


def test_several_rows_in_the_midst_of_a_section_are_told_on_the_second_date() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(without(page_about("parcels"), "| Name", ERRORS))
    assert ids(watch.next_day()) == ["document-incomplete"]
    assert ids(watch.next_day()) == ["page-row-removed", "request-body-removed"]


@pytest.mark.parametrize(
    "body",
    [
        without(page_about("parcels"), ERRORS, "## Limits"),
        page_about("parcels").replace("| 409 | The parcel exists already. | No |\n", ""),
        without(page_about("parcels"), ERRORS, "## Limits").replace(
            "## Limits", "## Failures\n\nWhat fails is told in the dashboard alone.\n\n## Limits"
        ),
    ],
    ids=["a section less", "a row less", "something else in its place"],
)  # fmt: skip
def test_an_edit_is_told_at_once(body: str) -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(body)
    assert "error-rule-removed" in ids(watch.next_day())


def test_whoever_takes_out_the_last_sections_is_told_on_the_second_date() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(without(page_about("parcels"), ERRORS, ""))
    assert ids(watch.next_day()) == ["document-incomplete"], "so does an answer that ends early"
    assert "error-rule-removed" in ids(watch.next_day())
    assert watch.next_day() == []


def test_whoever_takes_out_the_last_section_and_another_one_is_told_at_once() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(without(without(page_about("parcels"), "## Limits", ""), "## Request body", ERRORS))
    assert "request-body-removed" in ids(watch.next_day())


@pytest.mark.parametrize(
    ("ending", "code", "told"),
    [("markup", 8, LESSENED), ("line", 8, ""), ("markup", 40, "")],
    ids=["a block that does not end", "an edit", "more is new than code could be"],
)
def test_what_is_lost_up_to_the_midst_of_a_block_of_code_makes_that_block_sentences(
    ending: Ending, code: int, told: str
) -> None:
    said = tuple(Line("sentence", (f"A parcel of kind {number} goes over bridge {number}.",)) for number in range(9))
    was_code = Line("sentence", (" ".join(f"key{number}" for number in range(code)),))
    came = Came(
        path=PLACE,
        digest="9",
        facts=0,
        owners=0,
        text=PageText(lines=(*said[:3], was_code, *said[7:])),
        ending=ending,
    )
    others = {name: Came(path=name, digest="1", facts=0, owners=0, ending="line") for name in ("one", "two")}
    known = Document(path=PLACE, url="https://example.com/api/parcels", digest="1")
    before = Snapshot((), [known], texts={PLACE: lambda: PageText(lines=said)})
    assert silent(before, {PLACE: came, **others}).get(PLACE, "") == told


NAMED = "- [Errors](#errors)\n"
CONTENTS = f"- [Request body](#request-body)\n{NAMED}- [Limits](#limits)\n\n## Request body"


@pytest.mark.parametrize(
    ("left", "told"),
    [(NAMED, "document-incomplete"), ("", "error-rule-removed")],
    ids=["its contents name it still", "they do not"],
)
def test_a_section_is_taken_out_together_with_what_points_at_it(left: str, told: str) -> None:
    site, watch = watched()
    whole = page_about("parcels").replace("## Request body", CONTENTS)
    site.answers[PAGE] = Answer(whole)
    watch.next_day()
    site.answers[PAGE] = Answer(without(whole, ERRORS, "## Limits").replace(NAMED, left))
    assert told in ids(watch.next_day())
    if left:
        assert "error-rule-removed" in ids(watch.next_day())


def test_headings_go_with_what_stands_below_them() -> None:
    heads = [Line("heading", (each,), level=2) for each in ("Boats", "Sails", "Anchors", "Masts")]
    said = [Line("sentence", (f"What is said of {each.words} is short.",)) for each in heads]
    was = PageText(lines=tuple(line for both in zip(heads, said, strict=True) for line in both))
    previous = Snapshot([], [Document(path="a", url="a", digest="0")], texts={"a": lambda: was}, label="before")
    for left in (was.lines[:1] + was.lines[1::2], was.lines[:2]):
        came = Came(path="a", digest="1", facts=1, owners=1, text=PageText(lines=left), ending="line")
        found = silent(previous, {"a": came})
        assert found == {"a": "lessened"}, left


def test_what_all_pages_lose_was_edited() -> None:
    shared = "## Support\n\n" + "".join(
        f"- {word}: ask for help {word}.\n" for word in ("phone", "mail", "chat", "fax")
    )
    limits = "\n## Quota\n\nRate limit: 77 requests per minute for all of this.\n\n"
    site = Island()
    for path in site.calls:
        site.answers[path] = Answer(site.answers[path].body + limits + shared)
    watch = Watch(site)
    watch.next_day()
    for path in site.calls:
        site.answers[path] = Answer(site.answers[path].body.removesuffix(limits + shared))
    assert "document-incomplete" not in ids(watch.next_day())


def test_of_a_page_whose_words_are_not_kept_no_word_is_told() -> None:
    site, watch = watched(text="digest")
    site.answers[PAGE] = Answer(NO_ERRORS)
    (told,) = watch.next_day()
    assert told.message.endswith("which still stands: `words of which hashes alone are kept`.")
    assert "error-rule-removed" in ids(watch.next_day())


# ------------------------------------------------------------------------------------------------ specifications

OPERATIONS = [f"GET /v1/boxes/{number}" for number in range(8)]


def fate(*names: str, body: str = "paths:\n  /v1: {}\n  /v2") -> tuple[dict[str, str], Came, list[Entry]]:
    entries, stated = (
        [entry_of(Owner("operation", name), ("api.yaml",), ()) for name in side] for side in (OPERATIONS, names)
    )
    known = Document(path="api.yaml", url="https://docs.example.com/api.yaml", digest="1")
    came = Came(
        path="api.yaml",
        digest="2",
        facts=len(names),
        owners=len(names),
        entries=tuple(stated),
        ending=ending_of(body),
    )
    return silent(Snapshot(entries, [known]), {"api.yaml": came}), came, entries


@pytest.mark.parametrize("body", ["paths:\n  /v1: {}\n  /v2", "paths:\n", '{"paths": {}}'])
def test_a_specification_that_lost_several_operations_may_have_been_cut_wherever_it_ends(body: str) -> None:
    found, came, entries = fate(*OPERATIONS[:5], body=body)
    assert found == {"api.yaml": LESSENED}
    assert part_of(None, came, entries, place="api.yaml").lacks == tuple(OPERATIONS[5:])


@pytest.mark.parametrize(
    ("names", "body"),
    [
        (OPERATIONS[:6], '{"paths": {}}'),
        (OPERATIONS[:6], "paths:"),
        ([*OPERATIONS[:4], "GET /v2/boxes"], "paths:"),
    ],
    ids=["two less in JSON", "two less", "a new one"],
)
def test_any_other_specification_was_edited(names: list[str], body: str) -> None:
    assert fate(*names, body=body)[0] == {}


@pytest.mark.parametrize("body", ["paths:\n", '{"paths": {}}'])
def test_a_specification_lost_something_where_its_references_lead_to_what_did_not_come(body: str) -> None:
    lost = Unresolved(at="unresolved · response · 200", reference="#/components/schemas/Box")
    _, came, _ = fate(*OPERATIONS[:5], body=body)
    entries = [entry_of(Owner("operation", name), ("api.yaml",), (lost,)) for name in OPERATIONS[:5]]
    dangling = structs.replace(came, entries=tuple(entries))
    known = Document(path="api.yaml", url="https://docs.example.com/api.yaml", digest="1")
    whole = [entry_of(Owner("operation", name), ("api.yaml",), ()) for name in OPERATIONS[:7]]
    assert silent(Snapshot(whole, [known]), {"api.yaml": dangling}) == {"api.yaml": LESSENED}
    before = [*entries, *whole[5:]]
    assert silent(Snapshot(before, [known]), {"api.yaml": dangling}) == {}, "they led nowhere before"


def _itself(text: PageText) -> PageText:
    return text


def test_of_what_lacks_much_the_first_lines_are_told_and_a_number() -> None:
    lines = [Line("sentence", (f"Sentence {number} of the page.",)) for number in range(50)]
    came = Came(path="boxes", digest="2", facts=0, owners=0, text=PageText(lines=lines[:10]))
    part = part_of(PageText(lines=lines), came, (), place="boxes")
    assert part.lacks[0] == "Sentence 10 of the page."
    assert part.lacks[-1] == "and 20 more"
    assert part.instead == ()


def test_words_of_another_normal_form_are_no_loss() -> None:
    lines = [Line("sentence", (f"Sentence {number} of the page.",)) for number in range(50)]
    known = Document(path="boxes", url="https://docs.example.com/boxes", digest="1")
    text = PageText(lines=lines, form=FORM - 1)
    came = Came(path="boxes", digest="2", facts=0, owners=0, text=PageText(lines=lines[10:]))
    assert silent(Snapshot((), (known,), texts={"boxes": partial(_itself, text)}), {"boxes": came}) == {}


NOTE = "<Note>\n  Ask the people of the depot first.\n</Note>\n\n"
NOTED = page_about("parcels").replace("## Errors", f"{NOTE}## Errors")


def test_a_section_that_went_with_the_end_of_what_stands_above_it_was_lost_on_the_way() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(NOTED)
    watch.next_day()
    before = watch.facts()
    site.answers[PAGE] = Answer(without(NOTED, "</Note>", "## Limits"))
    assert set(ids(watch.next_day())) <= {"document-incomplete", "document-missing"}
    site.answers[PAGE] = Answer(NOTED)
    assert (watch.next_day(), watch.facts()) == ([], before)
    site.answers[PAGE] = Answer(without(NOTED, "## Errors", "## Limits"))
    assert "error-rule-removed" in ids(watch.next_day()), "a section alone is taken out by people"


def beside_a_specification() -> tuple[Island, Watch]:
    """A page whose call a specification documents as well, that says otherwise of one field."""
    site = Island()
    schema = {
        "type": "object",
        "required": ["weight"],
        "properties": {"weight": {"type": "integer"}, "fragile": {"type": "boolean"}, "contents": {"type": "integer"}},
    }
    call = {
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"409": {"description": "The parcel exists already."}, "429": {"description": "Too many."}},
    }
    spec = {**SPEC, "servers": [{"url": "https://api.example.com"}], "paths": {"/v1/parcels": {"post": call}}}
    site.answers["/openapi.json"] = Answer(json.dumps(spec, indent=1), JSON)
    watch = Watch(site)
    watch.next_day()
    return site, watch


def test_a_page_that_parts_from_a_specification_loses_its_rows_on_the_way_as_any_other() -> None:
    site, watch = beside_a_specification()
    before = watch.facts()
    site.answers[PAGE] = Answer(NO_ERRORS)
    assert ids(watch.next_day()) == ["document-incomplete"]
    site.answers[PAGE] = Answer(page_about("parcels"))
    assert (watch.next_day(), watch.facts()) == ([], before)


def test_sentences_that_such_a_page_lost_were_taken_out() -> None:
    site, watch = beside_a_specification()
    words = "\n\nAsk in the morning. Ask by letter. Ask for Ida.\n\n"
    site.answers[PAGE] = Answer(page_about("parcels").replace("\n\n## Errors", f"{words}## Errors"))
    watch.next_day()
    site.answers[PAGE] = Answer(page_about("parcels").replace("\n\n## Errors", "\n\nAsk.\n\n## Errors"))
    assert "document-incomplete" not in ids(watch.next_day())


RETIRED = (
    page_about("parcels")
    .replace("`POST https://api.example.com/v1/parcels`", "This call is retired. Use:\n\n`POST /v1/couriers`")
    .replace("\n\n## Limits", "\n\nAll parcels that were made here are kept.\n\n## Limits")
)


def test_a_page_that_says_that_its_call_is_retired_is_believed() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(RETIRED)
    found = ids(watch.next_day())
    assert "document-incomplete" not in found
    assert {"api-path-removed-without-deprecation", "deprecation-notice-added"} & {*found}


def test_what_another_page_says_of_its_own_call_retires_none() -> None:
    note = "`POST /v1/couriers` is deprecated and will be removed in May."
    theirs = page_about("couriers").replace("## Request body", f"{note}\n\n## Request body")
    site, watch = watched()
    site.answers["/api/couriers.md"] = Answer(theirs)
    watch.next_day()
    before = watch.facts()
    site.answers[PAGE] = Answer(theirs.replace("working", "office").replace("Number that", "The number that"))
    assert set(ids(watch.next_day())) <= {"document-incomplete", "document-missing"}
    site.answers[PAGE] = Answer(page_about("parcels"))
    assert (watch.next_day(), watch.facts()) == ([], before)
