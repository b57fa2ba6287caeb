"""What is told about parts of schemas: joined branches, items at positions, names, what is left over."""

import pytest

from driftwatch.compare.structural import difference
from tests.compare.schema_documents import body_changes, changes, document, put, said

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
A = {"type": "object", "title": "A", "properties": {"a": TEXT}}
B = {"type": "object", "title": "B", "properties": {"b": TEXT}}

FOUND = {
    "joined bounds": (
        {"allOf": [{"type": "number", "minimum": 1, "maximum": 9}, {"minimum": 3, "maximum": 7}]},
        {"allOf": [{"type": "number", "minimum": 4, "maximum": 8}, {"minimum": 2, "maximum": 7}]},
        [("field.minimum.raised", None)],
    ),
    "joined values": (
        {"allOf": [TEXT | {"enum": ["a", "b", "c"]}, {"enum": ["b", "c", "d"]}]},
        {"allOf": [TEXT | {"enum": ["a", "b"]}, {"enum": ["b", "c", "d"]}]},
        [("field.enum.value-removed", None)],
    ),
    "joined patterns": (
        {"allOf": [TEXT | {"pattern": "^a"}, {"pattern": "z$"}]},
        {"allOf": [TEXT | {"pattern": "^b"}, {"pattern": "z$"}]},
        [("field.pattern.changed", None)],
    ),
    "joined dependencies": (
        {"allOf": [A | {"dependentRequired": {"a": ["x"]}}, {"dependentRequired": {"b": ["y"]}, "title": "B"}]},
        {"allOf": [A | {"dependentRequired": {"a": ["x"]}}, {"dependentRequired": {"b": ["z"]}, "title": "B"}]},
        [("field.dependent-required.changed", None)],
    ),
    "joined openness": (
        {"allOf": [A | {"additionalProperties": True}, {"additionalProperties": True, "title": "x"}]},
        {"allOf": [A | {"additionalProperties": True}, {"additionalProperties": False, "title": "x"}]},
        [("field.additional-properties.closed", None)],
    ),
    "joined types": (
        {"allOf": [{"type": "number"}, {"type": ["integer", "string"]}]},
        {"allOf": [{"type": "number"}, {"type": ["number", "string"]}]},
        [("field.type.promoted", None)],
    ),
    "names required of a branch": (
        {"allOf": [A | {"required": ["x"]}, B]},
        {"allOf": [A | {"required": ["x", "b"]}, B]},
        [("field.became-required", "b")],
    ),
    "a property that was only required is described": (
        {"type": "object", "required": ["x"]},
        {"type": "object", "required": ["x"], "properties": {"x": TEXT}},
        [("field.added", "x")],
    ),
    "a property that is still required is not described": (
        {"type": "object", "required": ["x"], "properties": {"x": TEXT}},
        {"type": "object", "required": ["x"]},
        [("field.removed", "x")],
    ),
    "positions": (
        {"type": "array", "prefixItems": [TEXT, TEXT]},
        {"type": "array", "prefixItems": [WHOLE, TEXT, TEXT]},
        [("field.prefix-items.added", None), ("field.type.changed", "<prefixItems:0>")],
    ),
    "properties by pattern": (
        {"type": "object", "patternProperties": {"^x-": TEXT}},
        {"type": "object", "patternProperties": {"^x-": WHOLE}},
        [("field.type.changed", "<patternProperties:^x->")],
    ),
    "map values": (
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "additionalProperties": WHOLE},
        [("field.type.changed", "*")],
    ),
    "items that were not described": (
        {"type": "array"},
        {"type": "array", "items": TEXT},
        [("field.type.added", "[]")],
    ),
    "further properties by schema": (
        {"type": "object", "unevaluatedProperties": TEXT},
        {"type": "object", "unevaluatedProperties": WHOLE},
        [("field.type.changed", "<unevaluatedProperties>")],
    ),
    "further properties of a schema, then none": (
        {"type": "object", "unevaluatedProperties": TEXT},
        {"type": "object", "unevaluatedProperties": False},
        [("field.unevaluated-properties.added", None)],
    ),
    "what is ruled out": (
        {"not": {"const": "a"}},
        {"not": {"const": "b"}},
        [("field.not.changed", None)],
    ),
    "alternatives that may now apply at once": (
        {"oneOf": [A, B]},
        {"anyOf": [B, A]},
        [("field.one-of.to-any-of", None)],
    ),
    "an alternative of a type with another bound": (
        {"oneOf": [TEXT | {"maxLength": 3}, WHOLE]},
        {"oneOf": [WHOLE, TEXT | {"maxLength": 5}]},
        [("field.max-length.raised", "<oneOf:string>")],
    ),
    "alternatives told apart by a mapping": (
        {"oneOf": [A, B], "discriminator": {"propertyName": "k", "mapping": {"a": "A", "b": "B"}}},
        {"oneOf": [A, B], "discriminator": {"propertyName": "k", "mapping": {"a": "B", "b": "B"}}},
        [("field.discriminator-mapping.changed", None)],
    ),
    "alternatives told apart by lists of one value": (
        {"oneOf": [{"properties": {"k": {"enum": ["a"]}}}, {"properties": {"k": {"enum": ["b"]}}}]},
        {"oneOf": [{"properties": {"k": {"enum": ["b"]}, "more": TEXT}}, {"properties": {"k": {"enum": ["a"]}}}]},
        [("field.added", "<oneOf:any~2>.more")],
    ),
    "another type, and all that went with the old one": (
        TEXT | {"enum": ["a"], "maxLength": 3, "minLength": 1, "default": "a", "pattern": "^a"},
        WHOLE | {"minimum": 1},
        [("field.type.changed", None)],
    ),
    "a type and a format at once": (
        {"type": ["string", "integer"], "format": "int32"},
        {"type": "integer", "format": "int64"},
        [("field.type.changed", None)],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), FOUND.values(), ids=FOUND.keys())
def test_what_differs_below_is_told_where_it_is(old, new, expected):
    assert expected == said(body_changes(old, new))
    assert () == body_changes(new, new)


def test_two_parts_that_cannot_both_hold_are_still_compared():
    impossible = {"allOf": [TEXT, WHOLE]}
    assert () == body_changes(impossible, {"allOf": [WHOLE, TEXT]})
    assert body_changes(impossible, TEXT)


def test_branches_renamed_together_with_their_mapping_are_the_same():
    def group(*names):
        return {
            "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names],
            "discriminator": {"propertyName": "k", "mapping": dict(zip(("a", "b"), names, strict=True))},
        }

    old = document(put("request-body", group("A", "B")), A=A, B=B)
    new = document(put("request-body", group("First", "Second")), First=A, Second=B | {"required": ["b"]})
    assert [("field.became-required", "b")] == [one for one in said(changes(old, new)) if one[0].startswith("field")]


def test_a_difference_of_json_values_is_said_as_small_as_possible():
    assert None is difference({"a": 1}, {"a": 1.0})
    assert ([1], [True]) == difference([1], [True])
    assert ([1, 1, 2], [1, 2, 2]) == difference([1, 1, 2], [1, 2, 2])
    assert ({"a": [1], "z": {"b": []}}, {"a": {}}) == difference({"x": 1, "a": [1], "z": {"b": []}}, {"x": 1, "a": {}})
    assert ({"a.b[0]": 1}, {"a.b[0]": True, "c": None}) == difference(
        {"a": {"b": [1]}}, {"a": {"b": [True]}, "c": None}
    )


def test_a_huge_json_value_is_said_as_a_whole():
    old, new = {str(number): number for number in range(3000)}, {"0": 1}
    assert (old, new) == difference(old, new)


@pytest.mark.parametrize(
    ("old", "new", "apart"),
    [
        ("^MB[0-9]+$", "^CH[0-9]+$", True),
        ("^MB[0-9]+$", "^MB[0-9a-f]+$", False),
        ("^M", "^MB[0-9]+$", False),
        ("^ab*$", "^ac*$", False),
        ("^ab*$", "^b", True),
        ("^a?b", "^c", False),
        ("^a|^b", "^c", False),
        ("a", "^b", False),
        ("^[a-z]+$", "^[0-9]+$", False),
    ],
)
def test_patterns_that_say_how_a_text_begins_have_nothing_in_common_where_it_begins_otherwise(old, new, apart):
    for before, after in ((old, new), (new, old)):
        sides = ({"type": "string", "pattern": pattern} for pattern in (before, after))
        (change,) = body_changes(*sides, place="request-property")
        assert ("disjoint" in change.traits) is apart
