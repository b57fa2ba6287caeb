"""What two documents accept, held together by a validator that is not ours: the oracle of what may be silent."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import jsonschema

from tests.compare.structural_edits import SCHEMAS

Json = Any
_ANY: tuple[Json, ...] = (
    None,
    True,
    0,
    5,
    -3,
    1.5,
    10**6,
    "",
    "a",
    "abc",
    "x" * 60,
    [],
    [1],
    ["a", "a"],
    {},
    {"zz": 1},
)
_TYPING = {"type", "enum", "const", "$ref", "allOf", "anyOf", "oneOf"}
_NAMING = {"properties", "patternProperties", "dependentSchemas", "schemas"}
_IMPLYING = {
    "object": {"properties", "patternProperties", "propertyNames", "dependentSchemas", "minProperties"}
    | {"maxProperties", "dependentRequired"},
    "array": {"items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"},
}
_COUNTING = {"minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"}
_COUNTING |= {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
_BYTES = {"type": "string", "format": "binary"}
"""What OpenAPI 3.0 writes for a body of which 3.1 says nothing: whatever bytes there are."""
_MOST = 100
_LONGEST = 4_000
_PLACES = 6
_DEPTH = 3


def difference(old: Json, new: Json) -> tuple[tuple[str, ...], Json] | None:
    """Find a value that one of two documents accepts somewhere and the other one does not: where, and which.

    What no validator can judge, a keyword with a value of the wrong type or a loop, counts as no difference.
    """
    for place, one, other in islice(_places(old, new), _PLACES):
        validators = _validator(one, old), _validator(other, new)
        for value in _told_apart((*_ANY, *_values(one, old), *_values(other, new))):
            verdicts = [_accepts(validator, value) for validator in validators]
            if None in verdicts:
                break
            if verdicts[0] != verdicts[1]:
                return place, value
    return None


def _told_apart(values: tuple[Json, ...]) -> list[Json]:
    """Leave out what comes again, and what is so large that a validator takes a while."""
    by_text = {json.dumps(value, sort_keys=True): value for value in values}
    return [value for text, value in by_text.items() if len(text) < _LONGEST]


def _written(schema: Json, document: Json) -> str:
    """Write a schema with all named ones that it leads to."""
    named = _at(_at(document, "components"), "schemas")
    text = json.dumps(schema, sort_keys=True)
    texts, waiting = {"": text}, [text]
    while waiting:
        for name in re.findall(r'"\$ref": "#/components/schemas/([^"]*)"', waiting.pop()):
            if name not in texts:
                texts[name] = json.dumps(_at(named, name), sort_keys=True)
                waiting.append(texts[name])
    return json.dumps(texts, sort_keys=True)


def _places(old: Json, new: Json) -> Iterator[tuple[tuple[str, ...], Json, Json]]:
    """Yield the schemas of bodies and parameters that are written otherwise at the same place of both documents."""
    olds, news = dict(_stated(old)), dict(_stated(new))
    for place in sorted(olds.keys() & news.keys()):
        if _written(olds[place], old) != _written(news[place], new):
            yield place, olds[place], news[place]


def _stated(document: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    for path, item in _members(document, "paths"):
        for method, call in _members({"": item}, ""):
            for media, content in _members(_at(call, "requestBody"), "content"):
                yield (path, method, "request", media), _at(content, "schema")
            for status, response in _members(call, "responses"):
                for media, content in _members(response, "content"):
                    yield (path, method, status, media), _body(content)
            for parameter in _at(call, "parameters") or ():
                if isinstance(parameter, dict) and isinstance(parameter.get("name"), str):
                    yield (path, method, str(parameter.get("in")), parameter["name"]), parameter.get("schema")


def _body(content: Json) -> Json:
    schema = _at(content, "schema")
    return None if isinstance(schema, dict) and schema == {**schema, **_BYTES} else schema


def _members(node: Json, key: str) -> list[tuple[str, Json]]:
    found = _at(node, key)
    return [(str(name), value) for name, value in found.items()] if isinstance(found, dict) else []


def _at(node: Json, key: str) -> Json:
    return node.get(key) if isinstance(node, dict) else None


def _validator(schema: Json, document: Json) -> jsonschema.Draft202012Validator:
    stated = schema if isinstance(schema, dict | bool) else True
    is_alone = str(document.get("openapi")).startswith("3.0")
    text = json.dumps(_typed({"all": stated, "components": document.get("components")}, is_alone=is_alone))
    # A union of nothing is no schema; what it means nobody says.
    text = re.sub(r'"(?:all|any|one)Of": \[\]', '"x-nothing": []', text)
    known = json.loads(text)
    return jsonschema.Draft202012Validator({"allOf": [known.pop("all")], **known})


def _typed(node: Json, *, is_alone: bool) -> Json:
    """Write the type out where only what hangs on a schema tells it, and leave out what is no type, and no count.

    By the letter `properties` alone let any text pass. The design takes them to imply the type: those sets are equal.

    Args:
        node: a schema, or what holds schemas.
        is_alone: a reference stands alone, whatever stands beside it, as OpenAPI 3.0 has it.
    """
    if isinstance(node, list):
        return [_typed(item, is_alone=is_alone) for item in node]
    if not isinstance(node, dict):
        return node
    if is_alone and isinstance(node.get("$ref"), str):
        return {"$ref": node["$ref"]}
    found = {
        key: {name: _typed(below, is_alone=is_alone) for name, below in item.items()}
        if key in _NAMING and isinstance(item, dict)
        else _typed(item, is_alone=is_alone)
        for key, item in node.items()
        if not (key in _COUNTING and isinstance(item, bool))
    }
    if not isinstance(found.get("additionalProperties", {}), dict | bool):
        del found["additionalProperties"]
    if any(branch in ({}, True) for branch in found["oneOf"]) if isinstance(found.get("oneOf"), list) else False:
        found.setdefault("anyOf", found.pop("oneOf"))  # nobody means "all but the others" by a branch of anything
    if "type" in found and not (isinstance(found["type"], str | list) and found["type"]):
        del found["type"]
    if _TYPING.isdisjoint(found):
        implied = [name for name, keywords in _IMPLYING.items() if not keywords.isdisjoint(found)]
        return {**found, "type": implied} if implied else found
    return found


def _accepts(validator: jsonschema.Draft202012Validator, value: Json) -> bool | None:
    try:
        return validator.is_valid(value)
    except Exception:  # noqa: BLE001 - the validator's own: bad patterns, bad references, loops
        return None


def _values(schema: Json, document: Json) -> list[Json]:
    found: list[Json] = []
    for value in _drawn(schema, document, _DEPTH):
        found.append(value)
        if len(found) >= _MOST:
            break
    return found


def _drawn(schema: Json, document: Json, depth: int) -> Iterator[Json]:
    """Yield values at and beside the edges of a schema, each member of an object varied alone."""
    if not isinstance(schema, dict) or depth <= 0:
        yield "a"
        return
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith(SCHEMAS):
        yield from _drawn(
            _at(_at(_at(document, "components"), "schemas"), reference[len(SCHEMAS) :]), document, depth - 1
        )
    for keyword in ("allOf", "oneOf", "anyOf"):
        for branch in schema[keyword] if isinstance(schema.get(keyword), list) else ():
            yield from _drawn(branch, document, depth - 1)
    yield from _scalars(schema)
    items = next(_drawn(schema.get("items"), document, depth - 1), "a")
    if "items" in schema or schema.get("type") == "array":
        yield from ([items] * count for count in range(4))
        yield from ([value] for value in _ANY)
    yield from _objects(schema, document, depth)
    yield from (None, "abc", 3, 1.5, True)


def _scalars(schema: Json) -> Iterator[Json]:
    yield from schema["enum"] if isinstance(schema.get("enum"), list) else ()
    yield from [schema["const"]] if "const" in schema else []
    for keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"):
        if isinstance(schema.get(keyword), int | float):
            yield from (schema[keyword] + step for step in (-1, 0, 1))
    for keyword in ("minLength", "maxLength"):
        if isinstance(schema.get(keyword), int) and 0 <= schema[keyword] < 100:
            yield from ("a" * max(schema[keyword] + step, 0) for step in (-1, 0, 1))


def _objects(schema: Json, document: Json, depth: int) -> Iterator[Json]:
    members = schema.get("properties")
    if not isinstance(members, dict):
        return
    whole = {name: next(_drawn(below, document, depth - 1), "a") for name, below in members.items()}
    yield whole
    yield {**whole, "zz": 1}
    for name, below in members.items():
        yield {key: value for key, value in whole.items() if key != name}
        for value in (*_ANY[:6], *islice(_drawn(below, document, depth - 1), 12)):
            yield {**whole, name: value}
