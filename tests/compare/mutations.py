"""Edits of samples with known truth: what each must be told as to a strict reader, and nothing else."""

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.compare.wide_spec import PLACES

Json = Any
_REMOVE = object()
_INFO, _WARN, _BREAK = "info", "warning", "breaking"


class Edit(NamedTuple):
    """An edit of one property of a sample."""

    name: str
    keyword: str | None
    """What is set; None for an edit of the whole property."""
    value: Json
    request: tuple[str, str]
    """Id behind `request-property-`, or whole when it begins with `=`; and the level."""
    response: tuple[str, str]


class Told(NamedTuple):
    """A finding as the truth states it."""

    id: str
    level: str
    operations: tuple[str, ...]


def _narrow(name: str, keyword: str, value: Json, ids: str) -> Edit:
    return Edit(name, keyword, value, (ids, _BREAK), (ids, _INFO))


def _widen(name: str, keyword: str, value: Json, ids: str) -> Edit:
    return Edit(name, keyword, value, (ids, _INFO), (ids, _BREAK))


def _note(name: str, keyword: str, value: Json, ids: str, level: str = _INFO) -> Edit:
    return Edit(name, keyword, value, (ids, level), (ids, level))


def _without_last(keyword: str) -> Callable[[Json], Json]:
    return lambda schema: {**schema, keyword: schema[keyword][:-1]}


def _with_one_more(keyword: str) -> Callable[[Json], Json]:
    return lambda schema: {**schema, keyword: [_STRANGER, *schema[keyword]]}


_STRANGER = {"type": "object", "title": "New", "properties": {"zz": {"type": "string"}, "yy": {"type": "string"}}}
EDITS: tuple[Edit, ...] = (
    _narrow("coded", "minLength", 3, "min-length-increased"),
    _widen("coded", "minLength", 1, "min-length-decreased"),
    _narrow("coded", "maxLength", 8, "max-length-decreased"),
    _widen("coded", "maxLength", 10, "max-length-increased"),
    _widen("coded", "maxLength", _REMOVE, "max-length-unset"),
    _narrow("text", "maxLength", 40, "max-length-set"),
    _narrow("text", "pattern", "^x", "pattern-added"),
    _widen("coded", "pattern", _REMOVE, "pattern-removed"),
    Edit("coded", "pattern", "^ab", ("pattern-changed", _BREAK), ("pattern-changed", _BREAK)),
    _widen("ratio", "minimum", 0, "min-decreased"),
    _narrow("ratio", "minimum", 2, "min-increased"),
    _widen("ratio", "maximum", 91, "max-increased"),
    _narrow("ratio", "maximum", 89, "max-decreased"),
    _narrow("count", "maximum", 7, "max-set"),
    _narrow("count", "minimum", 7, "min-set"),
    _widen("ratio", "maximum", _REMOVE, "max-unset"),
    _narrow("bounded", "exclusiveMinimum", 1, "exclusive-min-increased"),
    _widen("bounded", "exclusiveMaximum", 10, "exclusive-max-increased"),
    _narrow("list", "minItems", 3, "min-items-increased"),
    _widen("list", "maxItems", 10, "max-items-increased"),
    _narrow("row", "maxItems", 4, "max-items-set"),
    _narrow("open", "minProperties", 2, "min-properties-increased"),
    _narrow("labels", "maxProperties", 4, "max-properties-set"),
    _widen("list", "uniqueItems", _REMOVE, "unique-items-unset"),
    _narrow("row", "uniqueItems", value=True, ids="unique-items-set"),
    _widen("ratio", "multipleOf", 1, "multiple-of-generalized"),
    _narrow("count", "multipleOf", 5, "multiple-of-set"),
    _narrow("choice", "enum", ["low", "mid"], "enum-value-removed"),
    Edit("choice", "enum", ["low", "mid", "high", "top"], ("enum-value-added", _INFO), ("enum-value-added", _BREAK)),
    Edit("fixed", "const", "y", ("const-changed", _BREAK), ("const-changed", _BREAK)),
    _note("preset", "default", "two", "default-value-changed", _WARN),
    Edit("preset", "default", _REMOVE, ("default-value-removed", _WARN), ("default-value-removed", _INFO)),
    Edit("text", "default", "three", ("default-value-added", _WARN), ("default-value-added", _INFO)),
    _note("text", "deprecated", value=True, ids="deprecated"),
    _note("old", "deprecated", _REMOVE, "reactivated"),
    Edit("count", "type", "number", ("type-generalized", _INFO), ("type-changed", _BREAK)),
    Edit("temperature", "type", "integer", ("type-changed", _BREAK), ("type-specialized", _INFO)),
    Edit("flag", "type", "integer", ("type-changed", _BREAK), ("type-changed", _BREAK)),
    _widen("text", "type", ["string", "null"], "became-nullable"),
    _narrow("maybe", "type", "string", "became-not-nullable"),
    Edit("coded", "format", "email", ("type-changed", _BREAK), ("type-changed", _BREAK)),
    Edit("row", "items", {"type": "boolean"}, ("type-changed", _BREAK), ("type-changed", _BREAK)),
    Edit("labels", "additionalProperties", {"type": "integer"}, ("type-changed", _BREAK), ("type-changed", _BREAK)),
    _narrow("labels", "additionalProperties", value=False, ids="additional-properties-disallowed"),
    _widen("labels", "additionalProperties", value=True, ids="additional-properties-unrestricted"),
    _narrow("open", "additionalProperties", value=False, ids="additional-properties-disallowed"),
    _narrow("open", "additionalProperties", {"type": "string"}, "additional-properties-restricted"),
    _widen("closed", "additionalProperties", _REMOVE, "additional-properties-allowed"),
    _narrow("text", "not", {"enum": ["no"]}, "not-added"),
    _narrow("open", "propertyNames", {"pattern": "^a"}, "property-names-added"),
    _narrow("open", "dependentRequired", {"a": ["b"]}, "dependent-required-added"),
    Edit("open", "required", ["a"], ("became-required", _BREAK), ("became-required", _INFO)),
    Edit(
        "open",
        "properties",
        {"a": {"type": "string"}, "b": {"type": "string"}},
        ("=new-optional-request-property", _INFO),
        ("=response-optional-property-added", _INFO),
    ),
    Edit("either", None, _without_last("oneOf"), ("one-of-removed", _BREAK), ("one-of-removed", _INFO)),
    Edit("either", None, _with_one_more("oneOf"), ("one-of-added", _INFO), ("one-of-added", _BREAK)),
    Edit("any", None, _with_one_more("anyOf"), ("any-of-added", _INFO), ("any-of-added", _BREAK)),
    Edit("spare", None, _REMOVE, ("=request-property-removed", _WARN), ("=response-optional-property-removed", _WARN)),
    Edit(
        "needed", None, _REMOVE, ("=request-property-removed", _WARN), ("=response-required-property-removed", _BREAK)
    ),
)


def edited(document: Json, place: str, edit: Edit) -> Json:
    """Return a copy of a document with one edit of one sample."""
    new = copy.deepcopy(document)
    holder = new
    for step in PLACES[place].path:
        holder = holder[step]
    properties = holder["properties"]
    if edit.keyword is not None:
        properties[edit.name].pop(edit.keyword, None)
        properties[edit.name] |= {} if edit.value is _REMOVE else {edit.keyword: edit.value}
    elif edit.value is _REMOVE:
        del properties[edit.name]
        holder["required"] = [name for name in holder["required"] if name != edit.name]
    else:
        properties[edit.name] = edit.value(properties[edit.name])
    return new


def truth(place: str, edit: Edit) -> list[Told]:
    """Return what an edit must be told as: once for each direction in which the sample flows."""
    found = []
    for direction, operations in PLACES[place].operations.items():
        name, level = edit.request if direction == "request" else edit.response
        whole = name[1:] if name.startswith("=") else f"{direction}-property-{name}"
        found.append(Told(whole, level, operations))
    return found
