"""The law of drafts: a manifest that was written from a snapshot agrees with that snapshot."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.manifests.check.check import check
from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.scaffold.manifest import Wanted, base_question, scaffold
from driftwatch.model.facts import Operation, Server
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.workflows.resolve import OnDisk
from tests.compare.page_snapshots import site
from tests.manifests.documentation import TODAY

EXAMPLE = Path(__file__).parents[2] / "snapshots" / "example"
CALL = "# {0}\n\n`POST https://api.example.com/v1/{0}`\n\n| Field | Type |\n| --- | --- |\n| `size` | integer |\n\n"
LONG = " ".join(f"In region {number} each key may send {number}0 requests per minute." for number in range(1, 12))
WORDS = "On days of rest the hall of boxes is open for everybody who likes to look at them, and there is tea, " * 4
COMMENTED = re.compile(r"^(    )# (?=[^ ]+: \{type: [^#]*\}  # (?!TODO))", re.MULTILINE)
"""A field that a draft holds as a comment, below `fields`."""
SITES = {
    "limits longer than what a manifest repeats": {"boxes": CALL.format("boxes") + LONG},
    "one sentence longer than that": {"boxes": f"{CALL.format('boxes')}{WORDS}but at most 30 requests per minute."},
    "a limit on the page of another call": {
        "boxes": CALL.format("boxes"),
        "lids": CALL.format("lids") + "Each key may send up to 60 requests per minute.\n",
    },
    "limits in a table": {
        "boxes": CALL.format("boxes"),
        "limits": "# Rate limits\n\n| Plan | Requests per minute |\n| --- | --- |\n| Free | 60 |\n| Pro | 600 |\n",
    },
    "limits and prices on one page": {
        "boxes": CALL.format("boxes") + "Each box costs $2. At most 5 concurrent requests. 1,000 requests per month.\n",
        "pricing": "# Pricing\n\nFailed requests are not billed. A box costs $3 per 100 requests.\n",
    },
}


def drafted(snapshot: Snapshot, *, whole: bool = False) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each operation of a snapshot with the kinds of breaches of its draft; that it is deprecated is none.

    Args:
        snapshot: what is documented.
        whole: the fields that the draft holds as comments count as well.
    """
    for key in sorted({owner.name for owner in snapshot.entries if owner.kind == "operation"}):
        wanted = Wanted(operation=key, accessed=TODAY, owner="boxes-team")
        if base_question(snapshot, wanted):
            wanted = structs.replace(wanted, base_url="https://api.example.com")
        text = scaffold(snapshot, wanted)
        if whole:
            text = COMMENTED.sub(r"\1", text).replace("fields: {}  # without the braces", "fields:  # with them")
        found = lint(text.encode(), file="m.yaml", today=TODAY)
        assert () == found.errors
        kinds = (breach.change.kind for breach in check(found.manifests, snapshot, today=TODAY))
        yield key, tuple(kind for kind in kinds if kind != "manifest.operation.deprecated")


@pytest.mark.parametrize("name", SITES)
def test_the_draft_of_a_page_agrees_with_it(name: str) -> None:
    found = dict(drafted(site(**SITES[name])))
    assert found
    assert set(found.values()) == {()}


def test_the_drafts_of_the_bundled_site_agree_with_it() -> None:
    found = dict(drafted(OnDisk().side(EXAMPLE, "example").snapshot))
    assert found
    assert set(found.values()) == {()}


def test_what_a_draft_holds_as_a_comment_agrees_with_the_documentation_as_well() -> None:
    found = dict(drafted(OnDisk().side(EXAMPLE, "example").snapshot, whole=True))
    assert set(found.values()) == {()}


def test_optional_fields_and_lists_of_a_specification_can_be_taken_out_of_their_comments() -> None:
    tray = {"type": "object", "required": ["size"], "properties": {"size": {"type": "string"}}}
    box = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string"}, "note": {"nullable": True}, "label": {"type": "string"}},
    }
    body = {
        "type": "object",
        "required": ["trays"],
        "properties": {
            "trays": {"type": "array", "items": tray},
            "names": {"type": "array", "items": {"type": "string"}},
        },
    }
    only_optional = {"type": "object", "properties": {"filter": {"type": "string"}}}
    ok = {"200": {"description": "ok", "content": {"application/json": {"schema": box}}}}
    calls = {
        path: {"post": {"requestBody": {"content": {"application/json": {"schema": sent}}}, "responses": ok}}
        for path, sent in (("/boxes", body), ("/searches", only_optional))
    }
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Boxes", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": calls,
    }
    snapshot = snapshot_of_openapi(document, place="boxes.json", label="test")
    documents = [structs.replace(each, url="https://docs.vendor.io/boxes.json") for each in snapshot.documents.values()]
    snapshot = snapshot.with_parts(documents=documents)
    text = scaffold(snapshot, Wanted(operation="POST /searches", accessed=TODAY))
    assert "fields: {}  # without the braces, once a line below counts\n    # filter: " in text
    assert dict(drafted(snapshot, whole=True)) == {"POST /boxes": (), "POST /searches": ()}


def test_a_base_url_of_ones_own_agrees_with_pages_that_call_this_machine() -> None:
    calls = "# Boxes\n\n`GET /boxes`\n\n```\ncurl http://localhost:9200/boxes\n```\n\nThe base URL is `http://localhost:9200`.\n"
    assert set(dict(drafted(site(boxes=calls))).values()) == {()}


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_base_url_ends_before_what_the_path_of_the_call_begins_with(slash: str) -> None:
    call = Operation(at="operation", method="GET", path="/v1/boxes")
    base = Server(at="server", url=f"https://api.boxes.io/v1{slash}", stated_by="prose")
    entries = [
        entry_of(Owner("operation", "GET /v1/boxes"), ("boxes",), (call,)),
        entry_of(Owner("api", ""), ("boxes",), (base,)),
    ]
    view = Documented(Snapshot(entries)).operations("GET /v1/boxes")[0]
    assert view.own_servers == ("https://api.boxes.io",)


@pytest.mark.parametrize("is_needed", [True, False])
def test_a_name_in_path_and_query_is_claimed_where_it_is_needed(*, is_needed: bool) -> None:
    places = (("path", "string", True), ("query", "integer", is_needed))
    parameters = [
        {"name": "id", "in": within, "required": required, "schema": {"type": kind}}
        for within, kind, required in places
    ]
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/boxes/{id}": {"get": {"parameters": parameters, "responses": {"200": {"description": "OK"}}}}},
    }
    known = snapshot_of_openapi(document, place="boxes.json", label="test")
    documents = [structs.replace(each, url="https://docs.vendor.io/boxes.json") for each in known.documents.values()]
    assert dict(drafted(known.with_parts(documents=documents))) == {"GET /boxes/{}": ()}
