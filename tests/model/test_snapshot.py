"""What an entry and a snapshot answer of themselves."""

from typing import Any

from msgspec import structs

from driftwatch.extract.openapi.document import entries_of_openapi
from driftwatch.model.facts import Field, Operation
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.stored import entry_of

PLACE = "spec"


def described() -> dict[str, Any]:
    """Return an API of one operation with a callback; its schemas refer to each other and to one that there is not."""

    def json_of(name: str) -> dict[str, Any]:
        return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}

    told = {"post": {"requestBody": json_of("Event"), "responses": {"200": {"description": "fine"}}}}
    call = {"callbacks": {"told": {"{$request.body#/url}": told}}, "requestBody": json_of("Subscription")}
    node = {"$ref": "#/components/schemas/Node"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Subs", "version": "1"},
        "paths": {"/subs/{id}": {"post": call}},
        "components": {
            "schemas": {
                "Subscription": {"type": "object", "properties": {"node": node, "lost": {"$ref": "#/nowhere"}}},
                "Node": {"type": "object", "properties": {"next": node}},
                "Event": {"type": "string"},
                "Alone": {"type": "object", "properties": {"node": node}},
            }
        },
    }


def snapshot() -> Snapshot:
    document = Document(path=PLACE, url="https://docs.example.com/spec.json")
    return Snapshot(entries_of_openapi(described(), place=PLACE, scope="s", api="main"), (document,))


def called(known: Snapshot) -> Entry:
    return known.entries[Owner("operation", "POST /subs/{}")]


def test_the_operation_of_an_entry_is_the_call_itself_and_not_its_callback() -> None:
    entry = called(snapshot())
    assert entry.facts[0].at.startswith("callback")
    assert entry.operation is not None
    assert (entry.operation.at, entry.operation.call) == ("operation", "POST /subs/{id}")
    assert (entry.api, entry.scope) == ("main", "s")


def test_other_owners_have_no_operation() -> None:
    known = snapshot()
    schema = known.schema("Event", "s")
    assert schema is not None
    assert (schema.operation, schema.api, schema.scope, known.api_of(schema)) == (None, None, "s", None)
    assert known.schema("Event", "") is None
    misplaced = entry_of(Owner("page", "a"), (), (Operation(at="operation", method="GET", path="/a"),))
    assert misplaced.operation is None


def test_what_is_reached_is_what_references_lead_to_however_deep() -> None:
    known = snapshot()
    assert [entry.owner.name for entry in known.reached(called(known))] == ["Event", "Node", "Subscription"]
    alone = known.schema("Alone", "s")
    assert alone is not None
    assert [entry.owner.name for entry in known.reached(alone)] == ["Node"]


def test_a_fact_is_documented_where_it_says_or_where_its_owner_is() -> None:
    known = snapshot()
    entry = called(known)
    url = "https://docs.example.com/spec.json"
    assert known.source(entry) == Source(url=url)
    own = Field(at="request · application/json · a", locator="row 3", stated_by="table")
    assert known.source(entry, own) == Source(url=url, locator="row 3", stated_by="table")
    other = Field(at="request · application/json · a", document="elsewhere")
    assert known.source(entry, other) == Source(url="elsewhere")


def test_a_document_of_which_a_part_came_is_not_lost():
    document = Document(path=PLACE, url="https://docs.example.com/spec.json", missing_since="2026-10-01")
    assert document.is_lost
    assert not structs.replace(document, answered="d" * 32).is_lost
    assert not structs.replace(document, missing_since="").is_lost
