"""Verdicts by what settles them, one demand after the other; a validator that is not ours holds against each."""

import pytest

from tests.compare.test_verdicts import MIRRORED, check
from tests.compare.value_schemas import verdict

pytestmark = pytest.mark.thorough

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
LIST = {"type": "array"}
OBJECT = {"type": "object"}
NAMED = {"Named": {"type": "object", "properties": {"p": TEXT}, "required": ["p"]}, "Other": {"type": "string"}}
BY_NAME = {"$ref": "#/components/schemas/Named"}


def pair(*schemas):
    """Tell a list of two items by the schema of each."""
    return {**LIST, "prefixItems": list(schemas), "minItems": len(schemas)}


def holding(**properties):
    return {**OBJECT, "properties": properties, "required": sorted(properties)}


def below(depth, schema):
    """Put a schema below so many objects."""
    for _ in range(depth):
        schema = {**OBJECT, "properties": {"p": schema}}
    return schema


BY_PATTERN = [{**TEXT, "pattern": f"^{number}"} for number in range(45)]
ONE_BY_ONE = [{"enum": [f"v{number}"]} for number in range(45)]
CHOICES = [
    {"anyOf": [{**OBJECT, "properties": {f"{place}{number}": TEXT}} for number in range(6)]} for place in "abcde"
]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # texts
        ({**TEXT, "maxLength": 1}, {**TEXT, "maxLength": 2}, "wider"),
        ({**TEXT, "minLength": 1}, {**TEXT, "minLength": 2}, "narrower"),
        ({**TEXT, "maxLength": 1}, {**TEXT, "minLength": 2}, "disjoint"),
        ({**TEXT, "maxLength": 2}, {**TEXT, "minLength": 2}, "other"),
        ({"enum": ["a", "b"]}, {**TEXT, "maxLength": 1}, "wider"),
        ({"enum": ["a", "abc"]}, {**TEXT, "maxLength": 1}, "other"),
        ({"enum": ["abc"]}, {**TEXT, "maxLength": 1}, "disjoint"),
        ({"enum": ["a", "b"]}, {"enum": ["c", 1]}, "disjoint"),
        ({"enum": ["a", "b"]}, {"enum": ["b", "c"]}, "other"),
        ({"enum": ["a", "b"]}, TEXT, "wider"),
        (TEXT, WHOLE, "disjoint"),
        # texts that a pattern rules out, and that are listed beside it
        ({**TEXT, "pattern": "^a"}, TEXT, "wider"),
        ({**TEXT, "pattern": "^a", "enum": ["a", "ab"]}, {**TEXT, "pattern": "^a", "maxLength": 2}, "wider"),
        ({**TEXT, "pattern": "^a", "enum": ["a", "ab"]}, {**TEXT, "pattern": "^a", "enum": ["a"]}, "narrower"),
        ({**TEXT, "pattern": "^a", "enum": ["a"]}, {**TEXT, "pattern": "^a", "enum": ["ab"]}, "disjoint"),
        ({**TEXT, "pattern": "^a", "enum": ["a"]}, {"enum": ["a", "b"]}, "wider"),
        ({**TEXT, "pattern": "^a", "enum": ["a"]}, {"enum": ["b"]}, "disjoint"),
        # numbers
        (WHOLE, {"type": "number"}, "wider"),
        ({**WHOLE, "minimum": 1}, {**WHOLE, "exclusiveMinimum": 1}, "narrower"),
        ({**WHOLE, "maximum": 1}, {**WHOLE, "minimum": 2}, "disjoint"),
        ({**WHOLE, "multipleOf": 4}, {**WHOLE, "multipleOf": 2}, "wider"),
        (WHOLE, {**WHOLE, "multipleOf": 2}, "narrower"),
        ({"enum": [1, 2]}, {**WHOLE, "maximum": 3}, "wider"),
        ({"enum": [1, 2]}, {**WHOLE, "maximum": 1}, "other"),
        ({"enum": [2, 3]}, {**WHOLE, "maximum": 1}, "disjoint"),
        ({"enum": [1.5]}, WHOLE, "disjoint"),
        ({"enum": [1.5]}, {"type": "number"}, "wider"),
        ({"enum": [2]}, {**WHOLE, "multipleOf": 2}, "other"),
        # null and booleans
        ({"enum": [True]}, {"type": "boolean"}, "wider"),
        ({"enum": [True, False]}, {"type": "boolean"}, "equal"),
        ({"type": "null"}, {"type": ["string", "null"]}, "wider"),
        # lists and objects that are listed as a whole
        ({"enum": [["a"]]}, LIST, "wider"),
        ({"enum": [["a"]]}, {**LIST, "minItems": 2}, "disjoint"),
        ({"enum": [["a"]]}, {**LIST, "items": TEXT}, "other"),
        ({"enum": [{"p": 1}]}, OBJECT, "wider"),
        ({"enum": [{"p": 1}]}, {**OBJECT, "maxProperties": 0}, "disjoint"),
        # items
        ({**LIST, "items": WHOLE}, {**LIST, "items": {"type": "number"}}, "wider"),
        ({**LIST, "items": WHOLE}, LIST, "wider"),
        ({**LIST, "maxItems": 1}, {**LIST, "maxItems": 2}, "wider"),
        (pair(TEXT), pair({"enum": ["a"]}), "narrower"),
        (pair(TEXT, WHOLE), pair(WHOLE, TEXT), "disjoint"),
        (pair(TEXT), pair(TEXT, TEXT), "narrower"),
        ({**LIST, "items": TEXT, "minItems": 1}, {**LIST, "items": WHOLE, "minItems": 1}, "disjoint"),
        ({**LIST, "items": TEXT}, {**LIST, "items": WHOLE}, "other"),
        ({**LIST, "prefixItems": [TEXT], "items": False}, {**LIST, "prefixItems": [TEXT], "maxItems": 1}, "equal"),
        ({**LIST, "uniqueItems": True}, LIST, "wider"),
        # properties
        (holding(p=TEXT), {**OBJECT, "properties": {"p": TEXT}}, "wider"),
        (holding(p=TEXT), holding(p=WHOLE), "disjoint"),
        (holding(p=holding(p=TEXT)), holding(p=holding(p=WHOLE)), "disjoint"),
        (holding(p=TEXT), holding(p={"enum": ["a"]}), "narrower"),
        ({**OBJECT, "properties": {"p": TEXT}}, {**OBJECT, "properties": {"p": WHOLE}}, "other"),
        ({**holding(p=TEXT), "additionalProperties": False}, holding(p=TEXT), "wider"),
        ({**holding(p=TEXT), "additionalProperties": False}, holding(q=TEXT), "disjoint"),
        ({**holding(p=TEXT), "additionalProperties": False}, {**OBJECT, "properties": {"p": TEXT, "q": TEXT}}, "wider"),
        (holding(p=TEXT), {**OBJECT, "required": ["p"]}, "wider"),
        # what no value fits, written as what is ruled out
        ({**OBJECT, "properties": {"p": TEXT}}, {**OBJECT, "properties": {"p": {"not": {}}}}, "narrower"),
        ({**OBJECT, "properties": {"p": False}}, {**OBJECT, "properties": {"p": {"not": {}}}}, "equal"),
        (holding(p=TEXT), holding(p={"not": {}}), "narrower"),
        ({"anyOf": [TEXT, {"not": {}}]}, TEXT, "equal"),
        (TEXT, {**TEXT, "not": {}}, "narrower"),
        (TEXT, {"not": {"not": {}}}, "other"),
        # names, unions, and what is too much to be told
        (BY_NAME, {"anyOf": [BY_NAME, TEXT]}, "wider"),
        (BY_NAME, NAMED["Named"], "equal"),
        ({"oneOf": [TEXT, WHOLE]}, {"oneOf": [TEXT, WHOLE, {"type": "boolean"}]}, "wider"),
        ({"anyOf": [TEXT, WHOLE]}, {"oneOf": [TEXT, WHOLE]}, "equal"),
        ({"oneOf": [TEXT, {**TEXT, "maxLength": 1}]}, TEXT, "wider"),
        (TEXT, {"oneOf": [TEXT, {**TEXT, "maxLength": 1}]}, "narrower"),
        ({"allOf": [TEXT, {"maxLength": 1}]}, {**TEXT, "maxLength": 1}, "equal"),
        (below(40, TEXT), below(40, {**TEXT, "maxLength": 3}), "narrower"),
        (below(60, TEXT), below(60, {**TEXT, "maxLength": 3}), "other"),
        ({"oneOf": ONE_BY_ONE}, {"oneOf": [{**TEXT, **one} for one in ONE_BY_ONE]}, "equal"),
        ({"oneOf": BY_PATTERN}, {"anyOf": BY_PATTERN}, "wider"),
        ({"allOf": CHOICES}, {"allOf": CHOICES, "maxProperties": 3}, "other"),
        ({"allOf": CHOICES}, TEXT, "other"),
    ],
)
def test_what_settles_a_verdict(old, new, expected):
    assert verdict(old, new, NAMED) == expected
    assert verdict(new, old, NAMED) == MIRRORED.get(expected, expected)
    check(old, new, NAMED)
