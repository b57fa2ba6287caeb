"""Pages that a specification takes the place of: their calls are compared, and what only differs in form is none."""

import json
from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import site

HEADERS = (
    "## Headers\n\n| Header | Description |\n| --- | --- |\n| `Accept` | JSON. |\n| `Authorization` | Your key. |\n"
)
BODY = "## Body\n\n| Name | Description |\n| --- | --- |\n| `colour` | Its colour. |\n"
KEPT = "# Words\n\nNothing of it changes.\n"


def page(thing: str, rest: str = "") -> str:
    return f"# Make {thing}\n\nIt makes one of the {thing}.\n\n`POST /v1/{thing}`\n\n{rest}"


def specified(*things: str, **more: Any) -> str:
    body = {
        "content": {"application/json": {"schema": {"type": "object", "properties": {"colour": {"type": "string"}}}}}
    }
    call = {"requestBody": body, "responses": {"200": {"description": "Made."}}, **more}
    paths = {f"/v1/{thing}": {"post": call} for thing in things}
    return json.dumps({"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths})


def told(old: Snapshot, new: Snapshot) -> dict[str, list[str]]:
    """Return the fields and documents that findings above info are about, by rule."""
    found: dict[str, list[str]] = {}
    for each in judge(compare(old, new)):
        if each.level != "info":
            found.setdefault(each.id, []).append(each.field or each.sources[0].url)
    return found


def test_pages_whose_calls_one_new_specification_documents_moved_into_it() -> None:
    pages = {thing: page(thing, BODY) for thing in ("boxes", "bags", "cups")}
    old, new = site(words=KEPT, **pages), site(words=KEPT, **{"openapi.json": specified(*pages)})
    changes = [each for each in compare(old, new) if each.kind.startswith("document.")]
    assert {each.kind for each in changes} == {"document.moved"}
    assert len(changes) == len(pages)
    assert told(old, new) == {}


def test_a_call_that_the_specification_leaves_out_is_told_and_its_page_is_not_told_again() -> None:
    pages = {thing: page(thing, BODY) for thing in ("boxes", "bags")}
    both = page("cups", BODY) + "\n`POST /v1/lids`\n"
    old = site(words=KEPT, both=both, **pages)
    found = told(old, site(words=KEPT, **{"openapi.json": specified("cups", *pages)}))
    assert set(found) == {"api-path-removed-without-deprecation"}


@pytest.mark.parametrize("back", [False, True])
def test_headers_for_which_openapi_has_other_words_neither_come_nor_go(*, back: bool) -> None:
    sides = site(words=KEPT, boxes=page("boxes", HEADERS + BODY)), site(**{"words": KEPT, "o.json": specified("boxes")})
    old, new = reversed(sides) if back else sides
    assert not [each for each in compare(old, new) if each.kind.startswith("parameter.")]
    other = site(words=KEPT, boxes=page("boxes", HEADERS.replace("Accept", "X-Trace") + BODY))
    old, new = (sides[1], other) if back else (other, sides[1])
    assert [each.name for each in compare(old, new) if each.kind.startswith("parameter.")] == ["X-Trace"]


def test_a_header_that_a_page_no_longer_lists_is_told() -> None:
    old, new = (site(boxes=page("boxes", rest)) for rest in (HEADERS + BODY, BODY))
    names = [each.name for each in compare(old, new) if each.kind == "parameter.removed"]
    assert names == ["Accept", "Authorization"]


def test_the_first_type_that_is_stated_of_a_field_of_a_page_narrows_nothing() -> None:
    old = site(words=KEPT, boxes=page("boxes", BODY))
    typed = BODY.replace("| Description |\n| --- |", "| Type | Description |\n| --- | --- |").replace(
        "| Its", "| string | Its"
    )
    for new in (site(words=KEPT, boxes=page("boxes", typed)), site(**{"words": KEPT, "o.json": specified("boxes")})):
        types = [each for each in judge(compare(old, new)) if "type" in each.id]
        assert [(each.field, each.level) for each in types] == [("colour", "info")]


def test_a_first_type_in_a_specification_narrows_what_any_value_was() -> None:
    loose = specified("boxes").replace('{"type": "string"}', "{}")
    found = judge(compare(site(**{"o.json": loose}), site(**{"o.json": specified("boxes")})))
    assert [(each.field, each.level) for each in found] == [("colour", "breaking")]
