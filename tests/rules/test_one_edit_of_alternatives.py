"""What one edit does to a union and to each of its alternatives is told once."""

import pytest

from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
MAYBE = "null"


def told(old, new):
    return [(one.id, one.level) for one in folded(judge(changes(old, new))) if not one.id.startswith("api-schema-")]


def spec(way, schema):
    return document(put(way, schema))


def union(group, *branches, null=False):
    said = [{**one, "type": [one["type"], MAYBE]} if null else one for one in branches]
    return {group: [*said, {"type": MAYBE}] if null else said}


@pytest.mark.parametrize("way", ["request-property", "response-property"])
@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
def test_null_that_leaves_a_union_and_each_of_its_branches_is_one_finding(way, group):
    with_null, without = (union(group, TEXT, NUMBER, null=null) for null in (True, False))
    for sides, done in (((with_null, without), "not-nullable"), ((without, with_null), "nullable")):
        found = told(*(spec(way, side) for side in sides))
        assert [f"{way}-became-{done}"] == [id_ for id_, _ in found]


def answers(schemas):
    contents = {name: {"content": {"application/json": {"schema": one}}} for name, one in schemas.items()}
    paths = {f"/{name}": {"get": {"responses": {"200": {"description": "-", **one}}}} for name, one in contents.items()}
    return {"openapi": "3.1.0", "info": {"title": "-", "version": "1"}, "paths": paths}


def test_bodies_that_came_out_of_one_property_are_one_finding_whatever_they_hold():
    lid = {"type": "object", "properties": {"lid": TEXT, "size": NUMBER}}
    pot = {"type": "object", "properties": {"pot": TEXT, "depth": NUMBER}}
    named = {"components": {"schemas": {"Lid": lid, "Pot": pot}}}
    held = {"a": lid, "b": pot, "c": {"$ref": "#/components/schemas/Lid"}, "d": {"$ref": "#/components/schemas/Pot"}}
    below = {name: {"type": "object", "properties": {"data": one}} for name, one in held.items()}
    inner, outer = answers(held) | named, answers(below) | named
    assert [("response-body-unwrapped-from-property", "breaking")] == told(outer, inner)
    assert [("response-body-wrapped-in-property", "breaking")] == told(inner, outer)


def test_bodies_that_came_out_of_several_properties_are_several_findings():
    lid = {"type": "object", "properties": {"lid": TEXT, "size": NUMBER}}
    below = {name: {"type": "object", "properties": {name: lid}} for name in ("data", "result")}
    found = told(answers(below), answers(dict.fromkeys(below, lid)))
    assert [("response-body-unwrapped-from-property", "breaking")] * 2 == found


def test_values_by_which_schemas_are_chosen_anyway_are_written_out_once():
    def chosen(names, stated):
        schemas = {
            name: {"type": "object", "properties": {"kind": TEXT | ({"const": name} if stated else {}), name: TEXT}}
            for name in names
        }
        said = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}
        return document(put("request-body", said | {"discriminator": {"propertyName": "kind"}}), **schemas)

    names = ("Lid", "Pot", "Pan")
    (found,) = folded(judge(changes(chosen(names, stated=False), chosen(names, stated=True))))
    assert ("info", len(names)) == (found.level, len(found.members))
    assert "The same kind of change holds for schemas `Pan`, `Pot`" in found.message


def test_values_of_their_own_that_schemas_demand_are_told_each():
    def demanding(stated):
        fields = {name: TEXT | ({"const": name} if stated else {}) for name in ("lid", "pot")}
        return document(put("request-body", {"type": "object", "properties": fields}))

    found = told(demanding(stated=False), demanding(stated=True))
    assert [("request-property-const-added", "breaking")] * 2 == found
