"""Named schemas of several documents: whose they are changes when documents come, go and differ."""

from typing import Any

from driftwatch.assemble.assembly import assemble
from driftwatch.compare.compare import compare
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms.detection import statements_of
from tests.platforms.pages_of_ours import fenced, operation

TASK = {"id": {"type": "string"}}
MORE = {**TASK, "state": {"type": "string"}}
OTHER = {**TASK, "state": {"type": "integer"}}


def pages(**tasks: dict[str, Any]) -> Snapshot:
    """Pages of one operation each, named after it, that answer with a `Task` of some properties."""
    stated = []
    for name, properties in tasks.items():
        document = operation({"prompt": {"type": "string"}}, path=f"/v1/{name}")
        document["components"]["schemas"]["Task"]["properties"] = properties
        (document["paths"][f"/v1/{name}"]["post"]).pop("operationId")
        stated.append(statements_of(fenced(f"/{name}", document, title=name)))
    found = assemble(stated)
    return Snapshot(found.entries, found.documents)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(each.kind, each.field, tuple(owner.name for owner in each.operations)) for each in changes]


def test_a_schema_that_leaves_the_common_scope_is_compared_with_what_it_was() -> None:
    old, new = pages(boxes=MORE, lids=TASK), pages(boxes=OTHER, lids=MORE)
    assert told(compare(old, new)) == [
        ("field.type.changed", "state", ("POST /v1/boxes",)),
        ("field.added", "state", ("POST /v1/lids",)),
    ]


def test_what_changed_in_a_schema_is_told_although_another_page_with_its_name_is_gone() -> None:
    old, new = pages(boxes=MORE, lids=TASK), pages(lids=OTHER)
    assert told(compare(old, new)) == [
        ("operation.removed", None, ("POST /v1/boxes",)),
        ("field.added", "state", ("POST /v1/lids",)),
    ]


def test_a_schema_whose_scope_alone_changed_is_no_change() -> None:
    assert told(compare(pages(boxes=MORE, lids=TASK), pages(lids=TASK))) == [
        ("operation.removed", None, ("POST /v1/boxes",))
    ]
