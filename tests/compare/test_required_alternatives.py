"""Alternatives of required properties are judged by what is documented: nobody sends or gets any other property."""

import pytest

from tests.compare.schema_documents import document, put
from tests.compare.test_ends_and_alternatives import told

TEXT = {"type": "string"}


def thing(*names, required=(), **more):
    properties = dict.fromkeys(names, TEXT)
    return {"type": "object", "properties": properties} | ({"required": list(required)} if required else {}) | more


def either(keyword, *groups):
    return {keyword: [{"required": list(names)} for names in groups]}


def levels(place, old, new):
    return {level for _, level in told(document(put(place, old)), document(put(place, new)))}


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("second", [thing("size", required=["size"]), thing("id", "size")])
def test_a_field_that_was_always_there_may_stay_away_where_one_alternative_has_it(keyword, second):
    def offering(*boxes):
        return thing("kind", **{keyword: [thing(required=["box"], properties={"box": box}) for box in boxes]})

    first = thing("id", required=["id"])
    plain = {"type": "object", "properties": {"box": first, "kind": TEXT}, "required": ["box"]}
    sides = document(put("response-body", plain)), document(put("response-body", offering(first, second)))
    assert ("response-property-became-optional", "warning") in told(*sides)
    assert ("response-property-became-required", "info") in told(*sides[::-1])
    alike = document(put("response-body", offering(thing("id", required=["id"]), thing("id", "size", required=["id"]))))
    assert not any("optional" in rule or "removed" in rule for rule, _ in told(sides[0], alike))


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_one_that_was_always_met_asks_nothing_new(keyword):
    old = thing("id", required=["id"])
    new = thing("id", "name", **either(keyword, ["id"], ["name"]))
    assert "breaking" not in levels("request-body", old, new)


@pytest.mark.parametrize(
    ("keyword", "old"),
    [
        ("oneOf", thing("id", "name", required=["id"])),
        ("oneOf", thing("id")),
        ("anyOf", thing("id", "name")),
        ("oneOf", thing("id", "name", required=["id", "name"])),
    ],
    ids=["two may be there", "none may be there", "none of them", "both are"],
)
def test_one_that_some_call_by_the_documentation_does_not_meet_is_a_demand(keyword, old):
    new = thing("id", "name", **either(keyword, ["id"], ["name"]))
    assert "breaking" in levels("request-body", old, new)


@pytest.mark.parametrize(("required", "is_told"), [(["id", "name"], False), (["id"], True)])
def test_what_comes_always_by_now_needs_no_alternatives(required, is_told):
    old = thing("id", "name", "title", **either("oneOf", ["id", "name"], ["id", "title"]))
    new = thing("id", "name", required=required)
    sides = (document(put("response-body", side)) for side in (old, new))
    rules = {rule for rule, _ in told(*sides)}
    assert ("response-body-one-of-dropped" in rules) is is_told


@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_what_was_always_there_and_is_one_of_two_by_now_is_told_as_that_alone(place):
    old = thing("id", "name", required=["id", "name"])
    new = thing("id", "name", "title", required=["id"], **either("oneOf", ["name"], ["title"]))
    documents = (document(put(place, side)) for side in (old, new))
    optional = place.replace("body", "property-became-optional")
    level = {"request-body": "info", "response-body": "warning"}[place]
    found = set(told(*documents))
    assert (optional, level) in found
    assert not [rule for rule, _ in found if "one-of" in rule]


def test_where_nothing_may_stay_away_the_alternatives_are_told():
    old, new = (thing("id", "name", required=["name"], **more) for more in ({}, either("oneOf", ["name"], ["id"])))
    assert levels("request-body", old, new)
