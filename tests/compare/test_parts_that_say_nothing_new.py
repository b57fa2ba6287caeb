"""What an allOf joins twice holds once, and a union of bare types says what a list of types says."""

import pytest

from tests.compare.schema_documents import body_changes

TEXT, COUNT = {"type": "string"}, {"type": "integer"}
PLACES = ("request-body", "request-property", "response-body", "response-property")
PERSON = {"type": "object", "properties": {"tax": TEXT}}
FIRM = {"type": "object", "properties": {"seat": TEXT}}
PAYER = {"oneOf": [{"$ref": "#/components/schemas/Person"}, {"$ref": "#/components/schemas/Firm"}]}
ASKED = {"type": "object", "required": ["sum"], "properties": {"sum": TEXT, "payer": PAYER}}
MADE = {"type": "object", "required": ["sum", "id"], "properties": {"sum": TEXT, "payer": PAYER, "id": TEXT}}
NAMED = {"Person": PERSON, "Firm": FIRM, "Asked": ASKED, "Made": MADE}
TO_ASKED, TO_MADE = ({"$ref": f"#/components/schemas/{name}"} for name in ("Asked", "Made"))


@pytest.mark.parametrize("place", PLACES)
def test_a_part_that_another_one_holds_whole_is_none_more(place):
    state = {"type": "object", "properties": {"state": TEXT}}
    twice, once = {"allOf": [TO_ASKED, TO_MADE, state]}, {"allOf": [TO_MADE, state]}
    assert body_changes(twice, once, place=place, components=NAMED) == ()
    assert body_changes(once, twice, place=place, components=NAMED) == ()


@pytest.mark.parametrize("place", PLACES)
def test_a_part_that_holds_more_than_the_others_is_told(place):
    less = NAMED | {"Made": {**MADE, "required": ["id"]}}
    twice, once = {"allOf": [TO_ASKED, TO_MADE]}, {"allOf": [TO_MADE]}
    assert [one.kind for one in body_changes(twice, once, place=place, components=less)] == ["field.all-of.removed"]


def union(*names, **more):
    return {"anyOf": [{"type": name} for name in names], **more}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "more",
    [
        {"properties": {"slot": COUNT, "id": TEXT}},
        {"properties": {"slot": COUNT}, "required": ["slot"], "additionalProperties": False},
        {"items": TEXT, "maxItems": 3},
        {"maxLength": 4},
    ],
    ids=str,
)
def test_what_stands_beside_bare_types_holds_as_beside_a_list_of_them(more, place):
    listed = {"type": ["object", "array", "string", "null"], **more}
    spelled = union("object", "array", "string", "null", **more)
    assert body_changes(listed, spelled, place=place) == ()
    assert body_changes(spelled, listed, place=place) == ()


@pytest.mark.parametrize("place", PLACES)
def test_what_no_longer_stands_beside_bare_types_is_told_where_it_stood(place):
    old = {"type": ["object", "string"], "properties": {"id": TEXT}, "maxLength": 4}
    told = body_changes(old, union("object", "string"), place=place)
    root = "f" if place.endswith("property") else None
    assert {(one.kind, one.field) for one in told} == {
        ("field.removed", "f.id" if root else "id"),
        ("field.max-length.unset", root),
    }


@pytest.mark.parametrize("place", PLACES)
def test_a_part_that_another_one_holds_whole_is_none_more_whatever_else_changed(place):
    after = NAMED | {"Person": {**PERSON, "properties": {"tax": {**TEXT, "maxLength": 9}}}}
    twice, once = {"allOf": [TO_ASKED, TO_MADE]}, {"allOf": [TO_MADE, {"type": "object", "required": ["payer"]}]}
    there = body_changes(twice, once, place=place, components=NAMED, after=after)
    back = body_changes(once, twice, place=place, components=after, after=NAMED)
    assert {one.kind for one in there} == {"field.max-length.set", "field.became-required"}
    assert {one.kind for one in back} == {"field.max-length.unset", "field.became-optional"}


def test_parts_that_say_the_same_go_only_once():
    told = body_changes({"allOf": [TO_ASKED, TO_MADE]}, {"type": "object"}, place="request-body", components=NAMED)
    assert told


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("twice", [{**TEXT, "pattern": "^a"}, COUNT], ids=["text", "number"])
def test_an_alternative_that_one_part_has_twice_itself_is_told_when_it_goes_once(twice, place):
    once = {"oneOf": [{"type": "boolean"}, twice]}
    told = body_changes({"allOf": [{"oneOf": [*once["oneOf"], twice]}]}, {"allOf": [once]}, place=place)
    assert [one.kind for one in told] == ["field.one-of.removed"]


@pytest.mark.parametrize("place", PLACES)
def test_alternatives_that_two_parts_have_in_any_order_are_those_of_one(place):
    offered = [{"type": "boolean"}, TEXT, {**TEXT, "pattern": "^a"}]
    both = {"allOf": [{"anyOf": offered}, {"anyOf": offered[::-1]}]}
    assert body_changes(both, {"anyOf": offered}, place=place) == ()
    assert body_changes({"anyOf": offered}, both, place=place) == ()
