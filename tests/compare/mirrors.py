"""A pair of schemas and its mirror image: what is sent comes, and what comes is sent; before is after."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.extract.openapi.swagger2 import upgraded
from driftwatch.model.address import ROOT
from driftwatch.model.change import Change, Role
from driftwatch.model.finding import LEVELS, Level
from driftwatch.model.paths import parent
from driftwatch.rules.judge import judge
from driftwatch.rules.rows.lifecycle import Calendar
from tests.compare.schema_documents import document, put
from tests.rules.examples import TODAY
from tests.rules.test_strictness import NO_SET_OF_VALUES, turned

Json = Any
TOLD_OTHERWISE = {
    "field.one-of.wrapped": "whether all of a union around what there was comes is not known",
    "field.one-of.unwrapped": "whether all of a union around what there was came is not known",
    "field.all-of.added": "a demand of a request as a whole; of a response its fields are new",
}
"""Beginnings of kinds of change whose mirror image is told by other kinds, with the reason."""


class Side(NamedTuple):
    """A schema with the named schemas of its document."""

    schema: Json
    components: Json
    version: str = "3.1.0"


class Told(NamedTuple):
    levels: frozenset[str]
    kinds: frozenset[str]


def told(old: Side, new: Side, place: Role) -> Told:
    """Return what a strict reader is told of values, the harmless left out."""
    found = changes(old, new, place)
    of_values = tuple(change for change in found if _is_of_values(change))
    fields = tuple(change for change in found if _tells_that_its_type_went(change, found))
    levels = {*_levels(of_values), *sorted(_levels(fields), key=LEVELS.index)[:1]}
    return Told(frozenset(levels - {"info"}), frozenset(change.kind for change in of_values))


def _levels(found: tuple[Change, ...]) -> set[Level]:
    return {one.level for one in judge(found, calendar=Calendar(today=TODAY), strictness="strict")}


def changes(old: Side, new: Side, place: Role) -> tuple[Change, ...]:
    """Return all that differs between two schemas at a place of an operation."""
    return compare(*(_snapshot(side, place) for side in (old, new)))


def images(old: Side, new: Side) -> Iterator[tuple[Told, Told]]:
    """Yield what is told of a pair as a request and of its mirror image as a response, and the other way round."""
    before, after = (Side(turned(side.schema), turned(side.components), side.version) for side in (old, new))
    yield told(old, new, "request-body"), told(after, before, "response-body")
    yield told(old, new, "response-body"), told(after, before, "request-body")


def is_told_otherwise(*sides: Told) -> bool:
    """Tell whether any kind of what is told has another one for its mirror image."""
    return any(kind.startswith(tuple(TOLD_OTHERWISE)) for side in sides for kind in side.kinds)


def bodies(written: Json) -> dict[tuple[str, ...], Side]:
    """Return the schemas of all bodies of a document, by where they stand."""
    described = upgraded(written)
    found = {}
    for path, item in _objects(described.get("paths")):
        for method, operation in _objects(item):
            if isinstance(operation.get("responses"), dict):
                holders = {"request": operation.get("requestBody"), **dict(_objects(operation.get("responses")))}
                for part, holder in holders.items():
                    for media, schema in _schemas(holder):
                        version = str(described.get("openapi", "3.0.0"))
                        side = Side(schema, described.get("components") or {}, version)
                        found[str(path), method, str(part), media] = side
    return found


def _schemas(holder: Json) -> Iterator[tuple[str, Json]]:
    for name, media in _objects(holder.get("content") if isinstance(holder, dict) else None):
        if "schema" in media:
            yield name, media["schema"]


def _objects(node: Json) -> Iterator[tuple[str, Json]]:
    """Yield the members of an object that are objects."""
    yield from (
        (key, value) for key, value in (node if isinstance(node, dict) else {}).items() if isinstance(value, dict)
    )


def _snapshot(side: Side, place: Role) -> Any:
    written = {**document(put(place, side.schema)), "components": side.components, "openapi": side.version}
    return snapshot_of_openapi(written, place="spec", label="side")


def _is_of_values(change: Change) -> bool:
    return change.kind.startswith("field.") and not change.kind.startswith(tuple(NO_SET_OF_VALUES))


def _tells_that_its_type_went(change: Change, found: tuple[Change, ...]) -> bool:
    """Tell whether a field went with all others of an answer that may be anything now: the gravest of these tells that.

    Of a request it says nothing of values: all that was sent still is accepted.
    """
    above = {whole.field or ROOT for whole in found if "by-its-fields" in whole.traits}
    gone = change.kind == "field.removed" and change.direction == "response"
    return gone and change.field is not None and parent(change.field) in above
