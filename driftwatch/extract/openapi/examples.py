"""Whether an example fits its schema: only what is beyond doubt counts as a mismatch.

What a documentation tool renders proves nothing, so callers give only `example`, `examples` and `default` of an OpenAPI
document. Null, placeholders (`<string>`) and binary content are not judged. In forms every value is text.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.openapi.references import Pointers
from driftwatch.model import address
from driftwatch.model.json_values import Json, as_text, same_json
from driftwatch.patterns import lazy_regex

Direction: TypeAlias = Literal["request", "response", "either"]

MOST_VISITS: Final = 5_000
"""Pairs of value and schema looked at for one example; a costlier one is not judged."""

_MAX_ITEMS: Final = 20
_MAX_DEPTH: Final = 60
_PLACEHOLDER: Final = lazy_regex(r"\s*(?:<[^<>]{0,80}>|\{\{?[^{}]{0,80}\}\}?|\.\.\.|…|\$\w{1,60})\s*")
_NUMBER: Final = lazy_regex(r"-?\d{1,30}(?:\.\d{1,30})?(?:[eE][-+]?\d{1,3})?")


class Mismatch(Struct, frozen=True, kw_only=True):
    """One way in which a value does not fit; `path` is the field path of the node that it does not fit."""

    path: str
    kind: Literal["type", "enum", "missing", "additional", "branch"]
    expected: Json
    got: Json


class _TooCostlyError(Exception):
    """The example takes more visits than an example is worth."""


def mismatches(
    value: Json, schema: Json, pointers: Pointers, *, direction: Direction, is_form: bool
) -> tuple[Mismatch, ...]:
    """Return how a value fails to fit a schema of the document behind `pointers`; () when in doubt."""
    try:
        return tuple(_Check(pointers, direction, is_form).all(value, schema, address.ROOT, 0))
    except (_TooCostlyError, RecursionError):
        return ()


def type_of(value: Json) -> str:
    """Name the JSON Schema type of a value; a number without fraction is an integer."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


class _Check:
    def __init__(self, pointers: Pointers, direction: Direction, is_form: bool) -> None:  # noqa: FBT001
        self.pointers = pointers
        self.direction = direction
        self.is_form = is_form
        self.visits = 0

    def all(self, value: Json, node: Json, path: str, depth: int, *, closed: bool = True) -> Iterator[Mismatch]:
        self.visits += 1
        if self.visits > MOST_VISITS or depth > _MAX_DEPTH:
            raise _TooCostlyError
        schema = self.pointers.resolved(node)
        value = _unpacked(value, schema)
        if not schema or _is_open(value, schema):
            return
        wrong = self._type(value, schema, path) or self._choice(value, schema, path)
        if wrong:
            yield wrong
            return
        closed = closed and not any(loose.items(schema.get(key)) for key in ("allOf", "anyOf", "oneOf"))
        if isinstance(value, dict):
            yield from self._object(value, schema, path, depth, closed=closed)
        elif isinstance(value, list):
            for item in value[:_MAX_ITEMS]:
                yield from self.all(item, schema.get("items"), address.child(path, "[]"), depth + 1)
        for branch in loose.items(schema.get("allOf")):
            yield from self.all(value, branch, path, depth + 1, closed=False)
        yield from self._branches(value, schema, path, depth)

    def _type(self, value: Json, schema: Mapping[str, Json], path: str) -> Mismatch | None:
        stated = schema.get("type")
        allowed = {stated} if isinstance(stated, str) else set(loose.names(stated))
        got = type_of(value)
        fits = not allowed or got in allowed or (got == "integer" and "number" in allowed)
        if fits or (self.is_form and _fits_as_text(value, allowed)):
            return None
        return Mismatch(path=path, kind="type", expected=sorted(allowed), got=got)

    def _choice(self, value: Json, schema: Mapping[str, Json], path: str) -> Mismatch | None:
        choices = [schema["const"]] if "const" in schema else schema.get("enum")
        if not isinstance(choices, list) or not choices:
            return None
        same = any(same_json(value, choice) for choice in choices)
        if same or (self.is_form and any(as_text(value) == as_text(choice) for choice in choices)):
            return None
        return Mismatch(path=path, kind="enum", expected=choices, got=value)

    def _object(
        self, value: dict[str, Json], schema: Mapping[str, Json], path: str, depth: int, *, closed: bool
    ) -> Iterator[Mismatch]:
        properties = loose.mapping(schema.get("properties"))
        for name in loose.names(schema.get("required")):
            if name not in value and not self._is_for_the_other_way(properties.get(name)):
                yield Mismatch(
                    path=address.child(path, address.escape(name)), kind="missing", expected="required", got="absent"
                )
        extra = schema.get("additionalProperties")
        for name, item in value.items():
            where = address.child(path, address.escape(str(name)))
            if name in properties:
                yield from self.all(item, properties[name], where, depth + 1)
            elif extra is False and closed and "patternProperties" not in schema:
                yield Mismatch(path=where, kind="additional", expected="no other properties", got="present")
            elif isinstance(extra, Mapping):
                yield from self.all(item, extra, address.child(path, ".*"), depth + 1)

    def _is_for_the_other_way(self, node: Json) -> bool:
        schema = self.pointers.resolved(node)
        if self.direction != "response" and schema.get("readOnly") is True:
            return True
        return self.direction != "request" and schema.get("writeOnly") is True

    def _branches(self, value: Json, schema: Mapping[str, Json], path: str, depth: int) -> Iterator[Mismatch]:
        for keyword in ("oneOf", "anyOf"):
            branches = loose.items(schema.get(keyword))
            failures: list[list[Mismatch]] = []
            for branch in branches:
                failed = list(self.all(value, branch, path, depth + 1, closed=False))
                if not failed:
                    break
                failures.append(failed)
            else:
                if len(branches) == 1:
                    yield from failures[0]
                elif branches:
                    yield Mismatch(
                        path=path, kind="branch", expected=f"one of {len(branches)} shapes", got=type_of(value)
                    )


def _is_open(value: Json, schema: Mapping[str, Json]) -> bool:
    if value is None or str(schema.get("format")) in {"binary", "byte"} or "contentMediaType" in schema:
        return True
    return isinstance(value, str) and _PLACEHOLDER.fullmatch(value[:200]) is not None


def _unpacked(value: Json, schema: Mapping[str, Json]) -> Json:
    """Read an object or array that the document wrote as JSON text; text that is no JSON is not judged."""
    if not isinstance(value, str) or str(schema.get("type")) not in {"object", "array"}:
        return value
    if not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return read_json(value)
    except DocumentError:
        return None


def _fits_as_text(value: Json, allowed: set[str]) -> bool:
    if isinstance(value, str):
        if allowed & {"integer", "number"}:
            return _NUMBER.fullmatch(value[:80]) is not None
        return bool(allowed & {"array", "object"}) or ("boolean" in allowed and value in {"true", "false"})
    return ("string" in allowed and not isinstance(value, dict | list)) or ("array" in allowed)
