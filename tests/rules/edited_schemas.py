"""Documents of one call and its named schemas, and what is told of two of them."""

from typing import Any

from driftwatch.model.finding import Finding, Level, Side, Strictness
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXT: dict[str, Any] = {"type": "string"}
SIDES: dict[str, Any] = {"source": "store", "old": Side(label="old"), "new": Side(label="new")}


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*required]}


def used(place: str, **schemas: Any) -> dict[str, Any]:
    """One operation that sends, receives, or both, what is called `Thing`."""
    places = ("request-body", "response-body") if place == "both" else (place,)
    operation: dict[str, Any] = {}
    for each in places:
        operation |= put(each, {"$ref": "#/components/schemas/Thing"})
    return document(operation, **schemas)


def judged(old: dict[str, Any], new: dict[str, Any], strictness: Strictness = "tolerant") -> tuple[Finding, ...]:
    return judge(changes(old, new), strictness=strictness)


def told(old: dict[str, Any], new: dict[str, Any], strictness: Strictness = "tolerant") -> list[tuple[str, Level, int]]:
    return [(one.id, one.level, len(one.single)) for one in folded(judged(old, new, strictness))]
