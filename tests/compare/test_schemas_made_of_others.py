"""A schema that gave way to the one that it is made of: what changed in that one is told of it alone."""

import pytest

from tests.compare.schema_documents import changes, document, put

TEXT = {"type": "string"}
BOX = {"type": "object", "properties": {"size": TEXT, "colour": TEXT}}
SMALL = {"type": "object", "properties": {"size": TEXT}}
NAMED = {"Box": BOX}
TO_BOX, TO_PARCEL = {"$ref": "#/components/schemas/Box"}, {"$ref": "#/components/schemas/Parcel"}


def parcel(*more):
    return {"allOf": [TO_BOX, *more]}


def told(old, new):
    return [(one.kind, one.owner.name, one.field) for one in changes(old, new) if one.kind.startswith("field.")]


@pytest.mark.parametrize("place", ["request-body", "response-body", "response-property"])
def test_what_changed_in_the_part_is_told_once(place):
    old = document(put(place, TO_PARCEL), Box=BOX, Parcel=parcel())
    new = document(put(place, TO_BOX), Box=SMALL)
    assert [("field.removed", "Box", "colour")] == told(old, new)
    assert [("field.added", "Box", "colour")] == told(new, old)


@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_what_stood_beside_the_part_is_told_where_it_stood(place):
    old = document(put(place, TO_PARCEL), Box=BOX, Parcel=parcel({"type": "object", "properties": {"weight": TEXT}}))
    new = document(put(place, TO_BOX), Box=SMALL)
    assert {("field.removed", "POST /things", "weight"), ("field.removed", "Box", "colour")} == set(told(old, new))
    assert {("field.added", "POST /things", "weight"), ("field.added", "Box", "colour")} == set(told(new, old))


@pytest.mark.parametrize("place", ["request-body", "response-body"])
@pytest.mark.parametrize(
    ("fields", "kind", "after"),
    [
        ({"size": TEXT, "note": TEXT}, "field.all-of.offered", ["note"]),
        ({"size": {"type": "integer"}, "note": TEXT}, "field.all-of.added", ["Parcel"]),
    ],
)
def test_a_part_that_states_again_what_stands_beside_it_demands_nothing_by_that(place, fields, kind, after):
    more = {"type": "object", "properties": {"weight": TEXT}}
    old, new = (
        document(put(place, {"allOf": parts}), **NAMED, Parcel={**BOX, "properties": fields})
        for parts in ([TO_BOX, more], [TO_BOX, TO_PARCEL, more])
    )
    assert [(kind, after)] == [(one.kind, one.after) for one in changes(old, new) if one.kind.startswith("field.")]


def test_a_part_that_only_states_again_what_stands_beside_it_is_silent():
    old, new = (
        document(put("request-body", {"allOf": parts}), **NAMED, Parcel=SMALL)
        for parts in ([TO_BOX, {"type": "object"}], [TO_BOX, TO_PARCEL, {"type": "object"}])
    )
    assert [] == told(old, new)


def _asked(*parts):
    rules = [
        {"if": {"properties": {"k": {"const": value}}}, "then": {"required": list(names)}} for value, *names in parts
    ]
    return {"type": "object", "properties": {name: {"type": "string"} for name in "kxyz"}, "allOf": rules}


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_of_several_conditions_each_is_held_against_the_one_that_asks_the_same(place):
    def found(old, new):
        return sorted(
            (one.kind, one.field) for one in changes(*(document(put(place, _asked(*side))) for side in (old, new)))
        )

    both = ("a", "x"), ("b", "y")
    swapped = ("a", "y"), ("b", "x")
    demands = [(f"field.became-{how}", f"f<then>.{name}") for how in ("optional", "required") for name in "xy"]
    assert found(both, swapped) == found(swapped, both) == demands
    assert found(both, both[::-1]) == []
    assert found(both, (both[0], ("b", "y", "z"))) == [("field.became-required", "f<then>.z")]
    assert found(both, (both[0], ("c", "y"))) == [("field.if.changed", "f")]
    assert found(both[:1], (("c", "x"),)) == [("field.if.changed", "f")]
    assert found(both, (*both, ("c", "z"))) == [("field.all-of.added", "f")]
    assert found((*both, ("c", "z")), both) == [("field.all-of.removed", "f")]
