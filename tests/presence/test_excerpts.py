"""A page that embeds a part of a specification is held against what it stated, and against other pages of the file."""

import pytest

from driftwatch.model.facts import Field, Operation, Unresolved
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.text import PageText
from driftwatch.presence.came import Came
from driftwatch.presence.silence import silent
from driftwatch.presence.specifications import lacks_what_it_embedded
from tests.counting import counted
from tests.presence.island import Answer, Island, Watch

NOUNS = ("boxes", "crates", "pallets", "sacks")
REFERENCE = "{$ref: '#/components/schemas/Failure'}"
FAILURE = (
    "    Failure:\n      type: object\n      properties:\n"
    "        code: {type: string}\n        reason: {type: string}\n"
    "        ticket: {type: string}\n"
)


def excerpt(noun: str, *, failure: str = FAILURE) -> str:
    """The call of a page, with the schemas that it uses."""
    return (
        f"openapi: 3.1.0\ninfo: {{title: Depot, version: '1'}}\nservers:\n- url: https://depot.example.com\n"
        f"paths:\n  /v1/{noun}:\n    post:\n"
        f"      parameters:\n      - {{name: since, in: query, schema: {{type: string}}}}\n"
        f"      - {{name: until, in: query, schema: {{type: string}}}}\n"
        f"      requestBody:\n        content:\n          application/json:\n            schema:\n"
        f"              type: object\n              properties:\n                weight: {{type: integer}}\n"
        f"                label: {{type: string}}\n                sender: {{type: string}}\n"
        f"      responses:\n        '200':\n          description: All {noun}\n"
        f"        '409':\n          description: It exists\n          content:\n            application/json:\n"
        f"              schema: {REFERENCE}\n"
        f"components:\n  schemas:\n{failure}"
    )


def page(noun: str, body: str) -> str:
    said = f"# Store {noun}\n\n> Whoever brings {noun} to the depot calls this.\n\n## OpenAPI\n\n"
    return f"{said}````yaml depot.yaml POST /v1/{noun}\n{body}````\n"


def depot(number: int = 4) -> tuple[Island, Watch]:
    site = Island()
    for noun in NOUNS[:number]:
        site.answers[f"/depot/{noun}.md"] = Answer(page(noun, excerpt(noun)))
        site.listed.append(f"/depot/{noun}.md")
    watch = Watch(site)
    watch.next_day()
    return site, watch


def ids(findings: list[Finding]) -> list[str]:
    return sorted({each.id for each in findings})


def told(site: Island, watch: Watch, noun: str, body: str) -> list[str]:
    site.answers[f"/depot/{noun}.md"] = Answer(page(noun, body))
    return ids(watch.next_day())


WHOLE = excerpt("crates")
LOST = {
    "the schemas": WHOLE.partition("components")[0],
    "a part of a schema": WHOLE.partition("        reason")[0],
    "the answers": WHOLE.partition("      responses")[0],
    "the body and what follows": WHOLE.partition("      requestBody")[0] + "components:\n  schemas:\n" + FAILURE,
}


@pytest.mark.parametrize("body", LOST.values(), ids=LOST)
def test_what_a_page_lost_of_its_excerpt_and_has_again_was_never_removed(body: str) -> None:
    site, watch = depot()
    before = watch.facts()
    assert set(told(site, watch, "crates", body)) <= {"document-incomplete", "document-unreadable"}
    assert told(site, watch, "crates", WHOLE) == []
    assert watch.facts() == before


def test_an_example_that_half_a_list_of_values_rules_out_is_nothing_new() -> None:
    listed = FAILURE.replace("code: {type: string}", "code: {type: string, enum: [shut, full], example: full}")
    site, watch = depot()
    for noun in NOUNS:
        site.answers[f"/depot/{noun}.md"] = Answer(page(noun, excerpt(noun, failure=listed)))
    watch.next_day()
    before = watch.facts()
    less = excerpt("crates", failure=listed.replace("[shut, full]", "[shut]"))
    assert told(site, watch, "crates", less) == ["document-incomplete"]
    assert told(site, watch, "crates", excerpt("crates", failure=listed)) == []
    assert watch.facts() == before


def test_what_a_page_lost_of_its_excerpt_on_two_dates_is_removed() -> None:
    site, watch = depot()
    body = LOST["the body and what follows"]
    site.answers["/depot/crates.md"] = Answer(page("crates", body))
    (finding,) = watch.next_day()
    assert "`POST /v1/crates: request application/json label`" in finding.message
    assert "request-body-removed" in told(site, watch, "crates", body)
    assert told(site, watch, "crates", body) == []


def test_an_excerpt_is_edited_at_once() -> None:
    site, watch = depot()
    less = WHOLE.replace("                label: {type: string}\n", "")
    assert "request-property-removed" in told(site, watch, "crates", less)
    site, watch = depot(1)
    less = excerpt("boxes", failure=FAILURE.replace("        reason: {type: string}\n", ""))
    assert "response-optional-property-removed" in told(site, watch, "boxes", less), "no other page knows better"
    site, watch = depot()
    written = LOST["the body and what follows"].replace("since", "from").replace("until", "to")
    assert "request-body-removed" in told(site, watch, "crates", written), "something else stands there"


def test_a_schema_that_loses_a_field_on_all_its_pages_is_edited() -> None:
    site, watch = depot()
    less = FAILURE.replace("        reason: {type: string}\n", "")
    for noun in NOUNS:
        site.answers[f"/depot/{noun}.md"] = Answer(page(noun, excerpt(noun, failure=less)))
    assert "response-optional-property-removed" in ids(watch.next_day())


def test_a_page_that_came_with_the_call_of_another_one_waits() -> None:
    site, watch = depot()
    before = watch.facts()
    assert told(site, watch, "crates", excerpt("sacks")) == ["document-incomplete"]
    assert told(site, watch, "crates", WHOLE) == []
    assert watch.facts() == before
    assert "document-incomplete" not in told(site, watch, "crates", excerpt("jars")), "no page is about that one"


def test_a_page_whose_words_are_left_without_its_excerpt_waits() -> None:
    site, watch = depot()
    before, whole = watch.facts(), page("crates", WHOLE)
    site.answers["/depot/crates.md"] = Answer(whole.partition("````")[0])
    assert ids(watch.next_day()) == ["document-incomplete"]
    site.answers["/depot/crates.md"] = Answer(whole)
    assert ids(watch.next_day()) == []
    assert watch.facts() == before


def test_a_page_that_came_without_a_schema_which_it_still_names_waits_whatever_is_new() -> None:
    box = "    Box:\n      type: object\n      properties:\n        lid: {type: string}\n"
    whole = WHOLE.replace(REFERENCE, "{$ref: '#/components/schemas/Box'}") + box
    other = whole.replace(box, box.replace("Box", "Jar").replace("lid", "cork"))
    site, watch = depot()
    told(site, watch, "crates", whole)
    assert told(site, watch, "crates", other) == ["document-incomplete"]
    assert told(site, watch, "crates", whole) == []


def test_a_page_that_breaks_off_in_a_block_and_names_no_call_waits() -> None:
    site, watch = depot()
    before = watch.facts()
    site.answers["/depot/crates.md"] = Answer(page("crates", WHOLE).partition("      requestBody")[2])
    assert ids(watch.next_day()) == ["document-missing"]
    site.answers["/depot/crates.md"] = Answer(page("crates", WHOLE))
    assert ids(watch.next_day()) == []
    assert watch.facts() == before


LESS = FAILURE.replace("        reason: {type: string}\n", "")


def test_a_page_that_says_another_type_is_edited_whatever_it_lost() -> None:
    site, watch = depot()
    site.answers["/depot/crates.md"] = Answer(page("crates", excerpt("crates", failure=LESS)))
    (finding,) = watch.next_day()
    assert "which still stands: `Failure: schema reason`" in finding.message
    site, watch = depot()
    edited = excerpt("crates", failure=LESS).replace("label: {type: string}", "label: {type: integer}")
    found = told(site, watch, "crates", edited)
    assert "document-incomplete" not in found, "no seam writes another type"
    assert "request-property-type-changed" in found


def test_a_schema_of_the_same_name_that_says_something_else_tells_nothing_of_it() -> None:
    site, watch = depot(1)
    more = FAILURE + "        moment: {type: string}\n"
    other = page("jars", excerpt("jars", failure=more)).replace("depot.", "cellar.")
    site.answers["/depot/jars.md"] = Answer(other)
    site.listed.append("/depot/jars.md")
    watch.next_day()
    assert "document-incomplete" not in told(site, watch, "boxes", excerpt("boxes", failure=LESS))


def _schema(at: int, fields: str) -> Entry:
    facts = [Field(at=f"{field}{at}", type=("string",)) for field in fields]
    return entry_of(Owner("schema", "Answer", scope=f"GET /{at}"), (f"p{at}",), facts)


def _held_of(number: int) -> tuple[dict[str, str], int]:
    """What waits, and the work that it takes, where each page lost a field of a schema of its own, of one name."""
    calls = [
        entry_of(
            Owner("operation", f"GET /{at}"),
            (f"p{at}",),
            [
                Operation(at="operation", method="GET", path=f"/{at}", schemas=f"GET /{at}"),
                Field(at="response · 200 · $", ref="Answer"),
            ],
        )
        for at in range(number)
    ]
    text = PageText(lines=())
    came = {
        f"p{at}": Came(
            path=f"p{at}", digest=f"2{at}", facts=9, owners=2, text=text, entries=(call, _schema(at, "abcdefgh"))
        )
        for at, call in enumerate(calls)
    }
    known = [Document(path=place, url=place, digest=f"1{place}") for place in came]
    was = [*calls, *(_schema(at, "abcdefghi") for at in range(number))]
    before = Snapshot(was, known, texts=dict.fromkeys(came, lambda: text))
    return counted(lambda: silent(before, came))


def test_many_pages_that_lost_a_field_each_are_looked_at_once() -> None:
    (few, less), (many, more) = _held_of(20), _held_of(80)
    assert (few, many) == ({}, {})
    assert more < 5 * less


def test_an_excerpt_that_names_what_did_not_come_with_it_lacks_it() -> None:
    owner, call = Owner("operation", "POST /v1/boxes"), Operation(at="operation", method="POST", path="/v1/boxes")
    size = Field(at="request · application/json · size", type=("integer",))
    nowhere = Unresolved(at="unresolved · response · 200", reference="#/components/schemas/Box")
    cited, dangling = (entry_of(owner, ("boxes.md",), [call, each]) for each in (size, nowhere))
    asked = {"schemas": (), "place": "boxes.md", "is_elsewhere": set().__contains__, "is_stated": bool}
    assert lacks_what_it_embedded([dangling], [cited], **asked)
    assert not lacks_what_it_embedded([cited], [cited], **asked)
