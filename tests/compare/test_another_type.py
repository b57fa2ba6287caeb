"""A schema of another type: what its values were, or are by now, is told by that alone."""

from typing import Any

import pytest

from tests.compare.schema_documents import body_changes, changes, document, put, said
from tests.compare.test_ends_and_alternatives import told_of

TEXT = {"type": "string"}
LIST = {"type": "array", "items": {"type": "object", "properties": {"size": TEXT}}}
CHOICE = {
    "type": "object",
    "properties": {"colour": TEXT, "label": TEXT},
    "required": ["colour"],
    "oneOf": [{"required": ["colour"]}, {"required": ["label"]}],
    "not": {"required": ["colour", "label"]},
}


@pytest.mark.parametrize("place", ["request-body", "response-body", "request-property", "response-property"])
@pytest.mark.parametrize("other", [LIST, TEXT], ids=["list", "text"])
@pytest.mark.parametrize("whole", [CHOICE, {**CHOICE, "oneOf": [{"title": "a", **TEXT}, {"title": "b", **TEXT}]}])
def test_what_an_object_demands_in_place_of_something_else_is_told_by_its_type(
    place: str, other: dict[str, Any], whole: dict[str, Any]
) -> None:
    assert [kind for kind, _ in said(body_changes(whole, other, place=place))] == ["field.type.changed"]
    # What there is to read or to send now may be news; that some of it must be sent is not.
    found = body_changes(other, whole, place=place)
    assert [change.kind for change in found if change.kind != "field.added"] == ["field.type.changed"]
    assert "request" not in place or not [change for change in found if "required" in change.traits]


@pytest.mark.parametrize("place", ["response-body", "response-property"])
def test_what_may_be_anything_now_is_told_once(place: str) -> None:
    values = {"type": "object", "additionalProperties": {"type": "object", "properties": {"size": TEXT}}}
    assert [kind for kind, _ in said(body_changes(values, {}, place=place))] == ["field.type.removed"]
    assert [kind for kind, _ in said(body_changes({**values, "additionalProperties": False}, {}, place=place))] == [
        "field.type.removed"
    ]
    assert [kind for kind, _ in said(body_changes({}, values, place=place))] == ["field.type.added"]
    assert [kind for kind, _ in said(body_changes({}, {**values, "additionalProperties": False}, place=place))] == [
        "field.type.added"
    ]


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_a_type_and_its_format_in_one_word_are_what_they_are_in_two(place: str) -> None:
    one, two = {"type": "string (url)"}, {"type": "string", "format": "url"}
    for old, new in ((one, two), (two, one)):
        assert "field.type.changed" not in {change.kind for change in body_changes(old, new, place=place)}


@pytest.mark.parametrize("place", ["request-body", "response-property"])
def test_that_the_names_of_properties_are_texts_says_nothing(place: str) -> None:
    plain = {"type": "object", "properties": {"size": TEXT}}
    either = {"anyOf": [TEXT, {**TEXT, "maxLength": 3}]}
    for names in (TEXT, {}, True, {"type": ["string", "null"]}, {**TEXT, "description": "A colour."}, either):
        for sides in ((plain, {**plain, "propertyNames": names}), ({**plain, "propertyNames": names}, plain)):
            assert [] == said(body_changes(*sides, place=place))
    short = {**plain, "propertyNames": {**TEXT, "maxLength": 3}}
    assert ["field.property-names.added"] == [kind for kind, _ in said(body_changes(plain, short, place=place))]
    named = {**plain, "propertyNames": TEXT}
    assert ["field.property-names.added"] == [kind for kind, _ in said(body_changes(named, short, place=place))]


@pytest.mark.parametrize("place", ["request-body", "response-body"])
@pytest.mark.parametrize(("media", "traits"), [("text/csv", {"as-rows"}), ("text/csv; header=present", {"as-rows"})])
def test_rows_that_travel_as_text_are_a_list_of_them_and_a_text(place: str, media: str, traits: set[str]) -> None:
    for old, new in ((LIST, TEXT), (TEXT, LIST)):
        (change,) = changes(*(document(put(place, side, media=media)) for side in (old, new)))
        assert (change.kind, change.traits & {"as-rows"}) == ("field.type.changed", traits)
        (change,) = changes(*(document(put(place, side)) for side in (old, new)))
        assert "as-rows" not in change.traits
    (change,) = changes(*(document(put(place, side, media=media)) for side in (LIST, {**TEXT, "maxLength": 9})))
    assert "as-rows" not in change.traits


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("str", "string"),
        ("int", "integer"),
        ("float", "number"),
        ("bool", "boolean"),
        ("dict", "object"),
        ("list", "array"),
        ("int64", "integer"),
        ("long", "integer"),
        ("date", "string"),
        ("String", "string"),
        ("strng", "string"),
        ("stirng", "string"),
        ("Intger", "integer"),
        ("bolean", "boolean"),
        ("objekt", "object"),
    ],
)
@pytest.mark.parametrize("place", ["request-property", "response-property", "request-parameter"])
def test_a_type_as_a_programming_language_calls_it_is_that_type(word, name, place):
    for old, new in ((word, name), (name, word)):
        assert {level for _, level in told_of(place, {"type": old}, {"type": new})} == {"info"}
    assert "breaking" in {level for _, level in told_of("request-property", {"type": "tuple"}, {"type": name})}


@pytest.mark.parametrize(
    "word",
    [
        *("objectid", "tuple", "money", "nub", "stringlist"),
        *("integers", "strings", "Strings", "numbers", "booleans", "objects", "arrays"),
        *("string?", "string*", "integer+"),
    ],
)
def test_a_word_that_is_close_to_no_type_or_means_several_is_another_one(word):
    for name in ("string", "number", "integer", "boolean", "object", "array"):
        for old, new in ((word, name), (name, word)):
            assert {level for _, level in told_of("response-property", {"type": old}, {"type": new})} == {"breaking"}


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_what_was_anything_and_is_one_of_a_list_is_told_by_the_list(place: str) -> None:
    for listed in ({"enum": ["red", "blue"]}, {"const": "red"}):
        (there,) = body_changes({}, {**TEXT, **listed}, place=place)
        (back,) = body_changes({**TEXT, **listed}, {}, place=place)
        assert there.kind == f"field.{next(iter(listed))}.set"
        assert back.kind == "field.type.removed"


@pytest.mark.parametrize("needed", [[], ["size"]])
def test_an_object_that_may_be_anything_now_breaks_its_readers_by_the_fields_that_went(needed: list[str]) -> None:
    whole = {"type": "object", "properties": {"size": TEXT, "note": TEXT}, "required": needed}
    found = told_of("response-body", whole, {})
    assert ("response-body-type-changed", "info") in found
    gone = "response-required-property-removed" if needed else "response-optional-property-removed"
    assert (gone, "breaking") in found
    assert told_of("response-body", {"type": "object"}, {}) == [("response-body-type-changed", "breaking")]


@pytest.mark.parametrize(
    "said",
    [
        {"properties": {"size": {**TEXT, "writeOnly": True}}},
        {"properties": {"size": {**TEXT, "deprecated": True}}},
        {"required": ["size"]},
        {"properties": {"note": TEXT}, "required": ["size"]},
    ],
)
def test_an_object_none_of_whose_fields_is_missed_breaks_its_readers_when_it_may_be_anything(
    said: dict[str, object],
) -> None:
    assert ("response-body-type-changed", "breaking") in told_of("response-body", {"type": "object", **said}, {})


@pytest.mark.parametrize(
    ("scalar", "text", "is_same"),
    [
        ({"type": "integer"}, TEXT, True),
        ({"type": "integer"}, {**TEXT, "enum": ["low", "high"]}, False),
        ({"type": "number"}, {"oneOf": [{**TEXT, "enum": ["low"]}, {**TEXT, "enum": ["high"]}]}, False),
        ({"type": "integer", "enum": [1, 2]}, {**TEXT, "enum": ["1", "2", "many"]}, True),
        ({"type": "integer", "enum": [1, 3]}, {**TEXT, "enum": ["1", "2"]}, False),
        ({"type": "boolean"}, {**TEXT, "enum": ["true", "false", "all"]}, True),
        ({"type": "boolean"}, {**TEXT, "enum": ["yes", "no"]}, False),
    ],
)
def test_a_number_that_is_called_one_of_some_texts_in_a_parameter_is_the_same_only_if_they_say_it(
    scalar: dict[str, Any], text: dict[str, Any], *, is_same: bool
) -> None:
    for one, other in ((scalar, text), ({"type": "array", "items": scalar}, {"type": "array", "items": text})):
        old, new = (document(put("request-parameter", side)) for side in (one, other))
        kinds = {change.kind for change in changes(old, new)}
        assert ("field.type.stringified" in kinds) is is_same
        assert is_same or any(kind in {"field.type.changed", "field.type.specialized"} for kind in kinds)
