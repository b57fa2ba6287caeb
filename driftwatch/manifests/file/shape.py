"""Hold a located value against the manifest's JSON Schema; each problem names the leaf that is wrong.

This knows the keywords that our schema uses, no more. The jsonschema library takes 9 ms for a long manifest and 120 ms
to import (measured), says "is not valid under any of the given schemas", and repeats values that may be credentials; it
is the oracle in tests/manifests/test_shape.py.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, Final, TypeAlias

from driftwatch.located.problem import Problem, problem, shown
from driftwatch.located.value import Key, Located, plain
from driftwatch.manifests.file.schema import manifest_schema
from driftwatch.model.json_values import Json, canonical, same_json
from driftwatch.spelling import did_you_mean

Schema: TypeAlias = Mapping[str, Any]
Path: TypeAlias = tuple[Key, ...]

_NEEDS: Final = {
    "confirmed by support": "by, at and ref",
    "account contract": "by, at and ref",
    "observed only": "at and ref",
    "assumption": "by and expires",
}


Says: TypeAlias = Callable[[], str]
"""Words for a problem, made when they are needed: deciding an `if` needs none."""
Wrong: TypeAlias = tuple[Located, Path, Says]
Rule: TypeAlias = Callable[[Located, Schema, Path], Says | None]


def shape_problems(document: Located, *, file: str) -> tuple[Problem, ...]:
    """Return what the schema finds wrong with a document, in the order of the file."""
    found = {problem(file, at, path, says()) for at, path, says in _check(document, manifest_schema(), ())}
    return tuple(sorted(found))


def fits(value: Located, schema: Schema) -> bool:
    """Tell whether a value fits a part of the manifest's schema."""
    return next(_check(value, schema, ()), None) is None


def _check(at: Located, schema: Schema, path: Path) -> Iterator[Wrong]:
    if "$ref" in schema:
        yield from _check(at, _resolved(schema["$ref"]), path)
    if "if" in schema:
        branch = "then" if fits(at, schema["if"]) else "else"
        yield from _check(at, schema.get(branch, {}), path)
    for part in schema.get("allOf", ()):
        yield from _check(at, part, path)
    if "type" in schema and (says := _type(at, schema, path)):
        yield at, path, says
        return
    for keyword, rule in _VALUE_RULES:
        if keyword in schema and (says := rule(at, schema, path)):
            yield at, path, says
    yield from _inside(at, schema, path)


def _inside(at: Located, schema: Schema, path: Path) -> Iterator[Wrong]:
    if at.is_mapping:
        yield from _mapping(at, schema, path)
    if "items" in schema:
        for index, item in enumerate(at.items()):
            yield from _check(item, schema["items"], (*path, index))


def _mapping(at: Located, schema: Schema, path: Path) -> Iterator[Wrong]:
    entries = at.entries()
    for key in schema.get("required", ()):
        if key not in entries:
            yield at, path, partial(_missing, key, at, schema)
    if schema.get("minProperties", 0) > len(entries):
        yield at, path, lambda: "is empty"
    known = schema.get("properties", {})
    for key, value in entries.items():
        if "propertyNames" in schema:
            yield from _check(Located(key, value.line, value.column), schema["propertyNames"], path)
        if key in known:
            yield from _check(value, known[key], (*path, key))
        elif not any(re.search(pattern, key) for pattern in schema.get("patternProperties", ())):
            yield from _unknown(key, value, schema, path)


def _unknown(key: str, value: Located, schema: Schema, path: Path) -> Iterator[Wrong]:
    more = schema.get("additionalProperties", True)
    if more is False:
        yield value, path, lambda: f"unknown key {shown(key, ())}{did_you_mean(key, schema.get('properties', {}))}"
    elif isinstance(more, dict):
        yield from _check(value, more, (*path, key))


def _type(at: Located, schema: Schema, path: Path) -> Says | None:
    wanted = schema["type"]
    kinds = [wanted] if isinstance(wanted, str) else wanted
    if any(_is(at.value, kind) for kind in kinds):
        return None
    return lambda: f"{shown(plain(at), path)} is not {_kinds(kinds)}{_explained(schema)}"


def _enum(at: Located, schema: Schema, path: Path) -> Says | None:
    known = schema["enum"]
    if at.value in known if isinstance(at.value, str) else any(same_json(plain(at), one) for one in known):
        return None
    names = [str(one) for one in known]
    needs = _NEEDS.get(at.value, "") if isinstance(at.value, str) and "assumption" not in names else ""
    if needs and names == ["documented", "unknown"]:
        return lambda: f"{shown(at.value, path)} needs {needs}: write {{label: {at.value}, ...}}"
    return lambda: f"{shown(plain(at), path)} is not one of {', '.join(names)}{_guess(at, names)}"


def _const(at: Located, schema: Schema, path: Path) -> Says | None:
    if same_json(plain(at), schema["const"]):
        return None
    return lambda: f"{shown(plain(at), path)} is not {canonical(schema['const'])}{_explained(schema)}"


def _pattern(at: Located, schema: Schema, path: Path) -> Says | None:
    if not isinstance(at.value, str) or re.search(schema["pattern"], at.value):
        return None
    hint = _as_path(at.value) if schema["pattern"] == _resolved("#/$defs/path")["pattern"] else ""
    return lambda: f"{shown(at.value, path)} does not fit{_explained(schema)}{hint}"


def _as_path(text: str) -> str:
    """Guess the field path that was meant by `choices[0].id` or `$.choices[].id`."""
    guess = re.sub(r"\[[^\[\]]{0,40}\]", ".*", text[:200]).removeprefix("$").strip(".")
    return f"; did you mean {guess!r}?" if guess != text and guess else ""


def _min_length(at: Located, schema: Schema, path: Path) -> Says | None:
    if not isinstance(at.value, str) or len(at.value) >= schema["minLength"]:
        return None
    return lambda: f"{shown(at.value, path)} is too short{_explained(schema)}"


def _min_items(at: Located, schema: Schema, _: Path) -> Says | None:
    if not isinstance(at.value, tuple) or len(at.value) >= schema["minItems"]:
        return None
    return lambda: "needs at least one item"


def _unique(at: Located, _: Schema, path: Path) -> Says | None:
    seen: set[str] = set()
    for item in at.items():
        text = canonical(plain(item))
        if text in seen:
            return partial(_twice, item, path)
        seen.add(text)
    return None


def _twice(item: Located, path: Path) -> str:
    return f"{shown(plain(item), path)} stands twice"


def _bound(keyword: str, broken: Callable[[float, float], bool], words: str) -> Rule:
    def rule(at: Located, schema: Schema, path: Path) -> Says | None:
        if not _is(at.value, "number") or not broken(at.value, schema[keyword]):
            return None
        return lambda: f"{shown(at.value, path)} is {words} {schema[keyword]}"

    return rule


def _any_of(at: Located, schema: Schema, path: Path) -> Says | None:
    branches = schema["anyOf"]
    if any(fits(at, one) for one in branches):
        return None
    keys = [key for one in branches for key in one.get("required", ())]
    names = [str(name) for one in branches for name in one.get("enum", ())]
    if keys:
        return lambda: f"missing key {' or '.join(map(repr, keys))}"
    if names:
        return lambda: f"{shown(plain(at), path)} is not one of {', '.join(names)}{_guess(at, names)}"
    return lambda: f"{shown(plain(at), path)} does not fit{_explained(schema)}"


_VALUE_RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("enum", _enum),
    ("const", _const),
    ("pattern", _pattern),
    ("minLength", _min_length),
    ("minItems", _min_items),
    ("uniqueItems", _unique),
    ("minimum", _bound("minimum", lambda value, limit: value < limit, "below")),
    ("maximum", _bound("maximum", lambda value, limit: value > limit, "above")),
    ("exclusiveMinimum", _bound("exclusiveMinimum", lambda value, limit: value <= limit, "not above")),
    ("anyOf", _any_of),
)


def _guess(at: Located, names: list[str]) -> str:
    return did_you_mean(at.value, names) if isinstance(at.value, str) else ""


def _missing(key: str, at: Located, schema: Schema) -> str:
    misspelt = {name for name in at.entries() if name not in schema.get("properties", {})}
    return f"missing key {key!r}{did_you_mean(key, misspelt)}"


def _kinds(kinds: list[str]) -> str:
    names = {
        "string": "text",
        "object": "a mapping",
        "array": "a list",
        "integer": "a whole number",
        "number": "a number",
    }
    return " or ".join(names.get(kind, f"a {kind}") for kind in kinds)


def _explained(schema: Schema) -> str:
    words = schema.get("description")
    return f": {words}" if words else ""


def _is(value: Json, kind: str) -> bool:
    if kind in {"integer", "number"}:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and (kind == "number" or isinstance(value, int) or value.is_integer())
    return isinstance(value, {"string": str, "object": dict, "array": tuple, "boolean": bool, "null": type(None)}[kind])


@lru_cache(maxsize=128)
def _resolved(pointer: str) -> Schema:
    found: Any = manifest_schema()
    for step in pointer.removeprefix("#/").split("/"):
        found = found[step]
    return found  # type: ignore[no-any-return]
