"""Hold a located value against a JSON Schema; each problem names the leaf that is wrong.

This knows the keywords that the schemas of manifests and of driftwatch.toml use, no more. The jsonschema library takes
9 ms for a long manifest and 120 ms to import (measured), says "is not valid under any of the given schemas", and
repeats values that may be credentials; it is the oracle in tests/manifests/test_shape.py.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar, Final, TypeAlias

from msgspec import Struct

from driftwatch.located.problem import shown
from driftwatch.located.value import Key, Located, plain
from driftwatch.model.json_values import Json, canonical, same_json
from driftwatch.spelling import did_you_mean

Schema: TypeAlias = Mapping[str, Any]
Path: TypeAlias = tuple[Key, ...]
Says: TypeAlias = Callable[[], str]
"""Words for a problem, made when they are needed: deciding an `if` needs none."""


class Misfit(Struct, frozen=True):
    """A value that does not fit, its path of keys, what to say of it, and for an unknown key the known ones."""

    at: Located
    path: Path
    says: Says
    known: tuple[str, ...] = ()


class Shape:
    """A JSON Schema as it is told to people; a subclass says what its language or its files call things.

    Args:
        root: the schema; `$ref` points into it.
    """

    kinds: ClassVar[Mapping[str, str]] = {
        "string": "text",
        "object": "a mapping",
        "array": "a list",
        "integer": "a whole number",
        "number": "a number",
    }
    """What people call a type."""
    whole_floats: ClassVar[bool] = True
    """Whether 1.0 is a whole number: it is in JSON and YAML."""

    def __init__(self, root: Schema) -> None:
        self._root = root
        self._parts: dict[str, Schema] = {}

    def misfits(self, document: Located) -> Iterator[Misfit]:
        """Yield what is wrong with a document, a parent before what it holds."""
        return self._check(document, self._root, ())

    def fits(self, value: Located, schema: Schema) -> bool:
        """Tell whether a value fits a part of the schema."""
        return next(self._check(value, schema, ()), None) is None

    def part(self, pointer: str) -> Schema:
        """Return what a `$ref` points at."""
        if pointer not in self._parts:
            found: Any = self._root
            for step in pointer.removeprefix("#/").split("/"):
                found = found[step]
            self._parts[pointer] = found
        return self._parts[pointer]

    def is_a(self, value: Json, kind: str) -> bool:
        """Tell whether a value is of a type of JSON Schema."""
        if kind in {"integer", "number"}:
            if isinstance(value, bool) or not isinstance(value, int | float):
                return False
            return kind == "number" or isinstance(value, int) or (self.whole_floats and value.is_integer())
        kinds = {"string": str, "object": dict, "array": tuple, "boolean": bool, "null": type(None)}
        return isinstance(value, kinds[kind])

    def not_typed(self, at: Located, schema: Schema, path: Path) -> str:
        """Say that a value has none of the types that it may have."""
        wanted = schema["type"]
        kinds = [wanted] if isinstance(wanted, str) else wanted
        names = " or ".join(self.kinds.get(kind, f"a {kind}") for kind in kinds)
        return f"{shown(plain(at), path)} is not {names}{_explained(schema)}"

    def not_listed(self, at: Located, path: Path, names: list[str]) -> str:
        """Say that a value is none of those that it may be."""
        guess = did_you_mean(at.value, names) if isinstance(at.value, str) else ""
        return f"{shown(plain(at), path)} is not one of {', '.join(names)}{guess}"

    def not_fitting(self, at: Located, schema: Schema, path: Path) -> str:
        """Say that a text does not fit a pattern."""
        return f"{shown(at.value, path)} does not fit{_explained(schema)}"

    def _check(self, at: Located, schema: Schema, path: Path) -> Iterator[Misfit]:
        if "$ref" in schema:
            yield from self._check(at, self.part(schema["$ref"]), path)
        if "if" in schema:
            branch = "then" if self.fits(at, schema["if"]) else "else"
            yield from self._check(at, schema.get(branch, {}), path)
        for part in schema.get("allOf", ()):
            yield from self._check(at, part, path)
        if "type" in schema and not self._is_typed(at, schema["type"]):
            yield Misfit(at, path, partial(self.not_typed, at, schema, path))
            return
        for keyword, rule in _VALUE_RULES:
            if keyword in schema and (says := rule(self, at, schema, path)):
                yield Misfit(at, path, says)
        yield from self._inside(at, schema, path)

    def _is_typed(self, at: Located, wanted: str | list[str]) -> bool:
        return any(self.is_a(at.value, kind) for kind in ([wanted] if isinstance(wanted, str) else wanted))

    def _inside(self, at: Located, schema: Schema, path: Path) -> Iterator[Misfit]:
        if at.is_mapping:
            yield from self._mapping(at, schema, path)
        if "items" in schema:
            for index, item in enumerate(at.items()):
                yield from self._check(item, schema["items"], (*path, index))

    def _mapping(self, at: Located, schema: Schema, path: Path) -> Iterator[Misfit]:
        entries = at.entries()
        for key in schema.get("required", ()):
            if key not in entries:
                yield Misfit(at, path, partial(_missing, key, at, schema))
        if schema.get("minProperties", 0) > len(entries):
            yield Misfit(at, path, lambda: "is empty")
        known = schema.get("properties", {})
        for key, value in entries.items():
            if "propertyNames" in schema:
                yield from self._check(Located(key, value.line, value.column), schema["propertyNames"], path)
            if key in known:
                yield from self._check(value, known[key], (*path, key))
            elif not any(re.search(pattern, key) for pattern in schema.get("patternProperties", ())):
                yield from self._unknown(key, value, schema, path)

    def _unknown(self, key: str, value: Located, schema: Schema, path: Path) -> Iterator[Misfit]:
        more = schema.get("additionalProperties", True)
        known = tuple(schema.get("properties", ()))
        if more is False:
            yield Misfit(value, path, lambda: f"unknown key {shown(key, ())}{did_you_mean(key, known)}", known)
        elif isinstance(more, dict):
            yield from self._check(value, more, (*path, key))


Rule: TypeAlias = Callable[[Shape, Located, Schema, Path], Says | None]


def _enum(shape: Shape, at: Located, schema: Schema, path: Path) -> Says | None:
    known = schema["enum"]
    if at.value in known if isinstance(at.value, str) else any(same_json(plain(at), one) for one in known):
        return None
    return partial(shape.not_listed, at, path, [str(one) for one in known])


def _const(_: Shape, at: Located, schema: Schema, path: Path) -> Says | None:
    if same_json(plain(at), schema["const"]):
        return None
    return lambda: f"{shown(plain(at), path)} is not {canonical(schema['const'])}{_explained(schema)}"


def _pattern(shape: Shape, at: Located, schema: Schema, path: Path) -> Says | None:
    if not isinstance(at.value, str) or re.search(schema["pattern"], at.value):
        return None
    return partial(shape.not_fitting, at, schema, path)


def _min_length(_: Shape, at: Located, schema: Schema, path: Path) -> Says | None:
    if not isinstance(at.value, str) or len(at.value) >= schema["minLength"]:
        return None
    return lambda: f"{shown(at.value, path)} is too short{_explained(schema)}"


def _min_items(_: Shape, at: Located, schema: Schema, __: Path) -> Says | None:
    if not isinstance(at.value, tuple) or len(at.value) >= schema["minItems"]:
        return None
    return lambda: "needs at least one item"


def _unique(_: Shape, at: Located, __: Schema, path: Path) -> Says | None:
    seen: set[str] = set()
    for item in at.items():
        text = canonical(plain(item))
        if text in seen:
            return partial(_twice, item, path)
        seen.add(text)
    return None


def _twice(item: Located, path: Path) -> str:
    return f"{shown(plain(item), path)} stands twice"


def _bound(keyword: str, holds: Callable[[float, float], bool], words: str) -> Rule:
    def rule(shape: Shape, at: Located, schema: Schema, path: Path) -> Says | None:
        if not shape.is_a(at.value, "number") or holds(at.value, schema[keyword]):
            return None
        if "minimum" in schema and "maximum" in schema:
            return lambda: f"{shown(at.value, path)} is not between {schema['minimum']} and {schema['maximum']}"
        return lambda: f"{shown(at.value, path)} is {words} {schema[keyword]}"

    return rule


def _any_of(shape: Shape, at: Located, schema: Schema, path: Path) -> Says | None:
    branches = schema["anyOf"]
    if any(shape.fits(at, one) for one in branches):
        return None
    keys = [key for one in branches for key in one.get("required", ())]
    names = [str(name) for one in branches for name in one.get("enum", ())]
    if keys:
        return lambda: f"missing key {' or '.join(map(repr, keys))}"
    if names:
        return partial(shape.not_listed, at, path, names)
    return lambda: f"{shown(plain(at), path)} does not fit{_explained(schema)}"


_VALUE_RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("enum", _enum),
    ("const", _const),
    ("pattern", _pattern),
    ("minLength", _min_length),
    ("minItems", _min_items),
    ("uniqueItems", _unique),
    # A bound is one that holds, not one that is broken: NaN is neither below nor above anything.
    ("minimum", _bound("minimum", lambda value, limit: value >= limit, "below")),
    ("maximum", _bound("maximum", lambda value, limit: value <= limit, "above")),
    ("exclusiveMinimum", _bound("exclusiveMinimum", lambda value, limit: value > limit, "not above")),
    ("anyOf", _any_of),
)


def _missing(key: str, at: Located, schema: Schema) -> str:
    misspelt = {name for name in at.entries() if name not in schema.get("properties", {})}
    return f"missing key {key!r}{did_you_mean(key, misspelt)}"


def _explained(schema: Schema) -> str:
    words = schema.get("description")
    return f": {words}" if words else ""
