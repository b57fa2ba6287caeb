"""Which operations a change in a shared schema reaches, and as what."""

from typing import Any

import pytest

from driftwatch.compare.schemas.reach import Reach
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.model.tree import referring, usage_of
from tests.compare.schema_documents import changes, document, put
from tests.rules.examples import findings_between

THING = Owner("schema", "Thing")
REFERENCE = {"$ref": "#/components/schemas/Thing"}
SIZE = {"type": "integer", "maximum": 5}
SMALLER = {"type": "integer", "maximum": 4}


def snapshot(spec):
    return snapshot_of_openapi(spec, place="spec", label="spec")


def flows(operation, **components):
    reach = Reach(snapshot(document(operation, Thing=SIZE, **components)))
    return {flow: sorted(owner.name for owner in owners) for flow, owners in reach.flows(THING).items()}


def places(operation, **components):
    sides = [document(operation, Thing=thing, **components) for thing in (SIZE, SMALLER)]
    return [(one.role, one.location) for one in changes(*sides)]


def test_each_way_of_flowing_is_told_apart():
    for place, flow in {
        "request-body": "request",
        "response-property": "response",
        "request-parameter": "parameter",
        "response-header": "header",
    }.items():
        assert {flow: ["POST /things"]} == flows(put(place, REFERENCE))


def test_a_change_at_the_root_has_the_place_of_each_use():
    assert [("request-body", "request.body")] == places(put("request-body", REFERENCE))
    assert [("request-property", "request.body")] == places(put("request-property", REFERENCE))
    assert [("response-body", "response.body")] == places(put("response-body", {"allOf": [REFERENCE]}))
    assert [("request-parameter", "request.query")] == places(put("request-parameter", REFERENCE))
    assert [("request-parameter-property", "request.query")] == places(put("request-parameter-property", REFERENCE))
    assert [("response-header", "response.header")] == places(put("response-header", REFERENCE))


def test_a_schema_reached_through_another_one_is_a_property():
    outer = {"type": "object", "properties": {"thing": REFERENCE}}
    uses = put("response-body", {"$ref": "#/components/schemas/Outer"})
    assert [("response-property", "response.body")] == places(uses, Outer=outer)


def test_what_a_callback_is_sent_is_received():
    back = {"post": {**put("request-body", REFERENCE), "responses": {"204": {"description": "Read."}}}}
    operation = {"callbacks": {"done": {"{$request.body#/url}": back}}}
    assert {"response": ["POST /things"]} == flows(operation)
    assert [("response-body", "response.body")] == places(operation)


def test_what_a_webhook_is_sent_is_received():
    spec = document({}, Thing=SIZE)
    spec["webhooks"] = {"done": {"post": {**put("request-body", REFERENCE), "responses": {}}}}
    (flow,) = Reach(snapshot(spec)).flows(THING)
    assert "response" == flow


def test_an_operation_that_is_new_is_not_reached_by_the_change():
    old, new = (
        document(put("request-body", REFERENCE), Thing=SIZE),
        document(put("request-body", REFERENCE), Thing=SMALLER),
    )
    new["paths"]["/more"] = {"get": {**put("response-body", REFERENCE)}}
    (found,) = (one for one in changes(old, new) if one.kind.startswith("field."))
    assert ["POST /things"] == [owner.name for owner in found.operations]


def test_a_stored_snapshot_names_the_same_uses_as_its_document():
    parts = [put(place, REFERENCE) for place in ("request-body", "response-property", "request-parameter")]
    operation = {key: value for part in parts for key, value in part.items()}
    back = {"post": {**put("response-header", REFERENCE), **put("request-parameter", REFERENCE)}}
    spec = document({**operation, "callbacks": {"done": {"{$request.body#/url}": back}}}, Thing=SIZE)
    for entry in snapshot(spec).entries.values():
        is_call = entry.owner.kind == "operation"
        uses = {(one.ref, usage_of(one.at, inbound=False) if is_call else "either") for one in referring(entry.facts)}
        assert {(one.schema, one.usage) for one in entry.references} == uses


def test_a_schema_of_a_parameter_is_reached_through_another_one():
    outer = {"type": "array", "items": REFERENCE}
    uses = put("request-parameter", {"$ref": "#/components/schemas/Outer"})
    assert [("request-parameter-property", "request.query")] == places(uses, Outer=outer)


def test_the_default_of_a_schema_says_nothing_where_its_parameter_is_always_sent():
    for required in (False, True):
        operation = {"parameters": [{"name": "size", "in": "query", "required": required, "schema": REFERENCE}]}
        sides = [document(operation, Thing={"type": "integer", "default": default}) for default in (3, 4)]
        assert [one.kind for one in changes(*sides)] == ([] if required else ["field.default.changed"])


LIST = {"type": "array", "items": SIZE}


@pytest.mark.parametrize("place", ["request-body", "response-body", "response-property"])
def test_a_name_that_meant_a_list_and_means_its_item_is_no_change_where_the_list_is_written_out(place):
    listed = {"type": "array", "items": REFERENCE}
    old, new = document(put(place, REFERENCE), Thing=LIST), document(put(place, listed), Thing=SIZE)
    assert [] == list(changes(old, new)) == list(changes(new, old))
    smaller = document(put(place, listed), Thing=SMALLER)
    told = changes(old, smaller)
    assert told
    assert all(one.kind.startswith("field.") and "[]" in (one.field or "") for one in told)


def test_a_name_that_meant_a_list_and_means_its_item_is_told_where_it_is_referred_to_still():
    listed = {"type": "array", "items": REFERENCE}
    old, new = document(put("response-body", REFERENCE), Thing=LIST), document(put("response-body", listed), Thing=SIZE)
    for side in (old, new):
        side["paths"]["/more"] = {"get": put("response-body", REFERENCE)}
        side["paths"]["/deep"] = {"get": put("response-property", {"$ref": "#/components/schemas/Outer"})}
        side["components"]["schemas"]["Outer"] = {"type": "object", "properties": {"f": REFERENCE}}
    told = [one for one in changes(old, new) if one.kind == "field.type.changed"]
    assert told
    assert {"GET /more", "GET /deep"} == {owner.name for one in told for owner in one.operations}


@pytest.mark.parametrize("hidden", [{"readOnly": True}, {}], ids=["hidden", "shown"])
@pytest.mark.parametrize("inner", [REFERENCE, {"type": "array", "items": REFERENCE}], ids=["one", "list"])
def test_what_stands_below_what_is_read_only_is_not_sent(hidden, inner):
    part = {"allOf": [inner], **hidden} if inner is REFERENCE else {**inner, **hidden}
    box = {"type": "object", "properties": {"part": part, "label": {"type": "string"}}}
    whole = {"$ref": "#/components/schemas/Box"}
    both = {**put("request-body", whole), **put("response-body", whole)}
    way = {"response": ["POST /things"]}
    assert flows(both, Box=box) == (way if hidden else {"request": ["POST /things"], **way})
    other = {"type": "object", "properties": {"lid": REFERENCE, "part": part}}
    assert "request" in flows(both, Box=other)


def test_what_was_read_only_by_its_own_schema_is_not_missed():
    box = {"type": "object", "properties": {"used": {"$ref": "#/components/schemas/Used"}, "label": {"type": "string"}}}
    used = {"type": "object", "readOnly": True, "properties": {"calls": {"type": "integer"}}}
    left = {"type": "object", "properties": {"label": {"type": "string"}}, "additionalProperties": False}
    old, new = (document(put("request-body", each, whole=True), Used=used) for each in (box, left))
    assert "field.removed" not in {change.kind for change in changes(old, new)}


def _pets(**changed: Any) -> dict[str, Any]:
    base = {"type": "object", "properties": {"kind": {"type": "string"}}, "discriminator": {"propertyName": "kind"}}
    own = {"type": "object", "properties": {"lives": {"type": "integer"}}}
    parts = {"Pet": base, "Cat": own, "Dog": own} | changed
    base_ref = {"$ref": "#/components/schemas/Pet"}
    return {
        name: one if name == "Pet" else {"allOf": [base_ref, one]} if "$ref" not in one else one
        for name, one in parts.items()
    }


def _of_pets(schemas: dict[str, Any], **shapes: Any) -> Snapshot:
    def body(name: str) -> dict[str, Any]:
        return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}

    answer = {"200": {"description": "ok", **body("Pet")}}
    nothing = {"204": {"description": "nothing"}}
    paths = {
        "/pets": {"get": {"responses": answer}},
        "/cats": {"post": {"requestBody": body("Cat"), "responses": nothing}},
    }
    spec = {"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": paths}
    return snapshot(spec | {"components": {"schemas": schemas, "x-shapes": shapes}})


def _flows(snapshot: Snapshot, name: str) -> dict[str, list[str]]:
    flows = Reach(snapshot).flows(Owner("schema", name))
    return {flow: sorted(owner.name for owner in owners) for flow, owners in flows.items()}


def test_what_extends_a_schema_with_a_discriminator_is_reached_where_that_is_used_and_where_it_is_itself():
    pets = _of_pets(_pets())
    assert {"response": ["GET /pets"]} == _flows(pets, "Dog")
    assert {"response": ["GET /pets"], "request": ["POST /cats"]} == _flows(pets, "Pet")
    plain = _of_pets(_pets(Pet={"type": "object", "properties": {"kind": {"type": "string"}}}))
    assert {} == _flows(plain, "Dog")


def test_what_extends_it_through_another_one_is_reached_and_another_name_for_it_is_not():
    pets = _pets(Puppy={"type": "object"}, Animal={"$ref": "#/components/schemas/Pet"})
    pets["Puppy"]["allOf"][0] = {"$ref": "#/components/schemas/Dog"}
    reached = _of_pets(pets)
    assert {"response": ["GET /pets"]} == _flows(reached, "Puppy")
    assert {} == _flows(reached, "Animal")


def test_what_extends_a_base_is_known_where_parts_stand_elsewhere_and_out_of_a_snapshot_on_disk():
    """Whether facts have to be read for it is told by text: by that of what references lead to as well."""
    pets = _pets()
    pets |= {"Toy": {"type": "object"}, "Hound": {"$ref": "#/components/x-shapes/Hound"}}
    document = _of_pets(pets, Hound=pets["Dog"])
    stored = snapshot_of_files(files_of(document), label="spec")
    for reached in (document, stored):
        assert {"response": ["GET /pets"]} == _flows(reached, "Dog") == _flows(reached, "Hound")
        assert {} == _flows(reached, "Toy")
        joining = {owner.name for owner, entry in reached.entries.items() if owner.kind == "schema" and entry.joins}
        assert {"Pet", "Cat", "Dog", "Hound"} == joining


def _base(**discriminator: Any) -> dict[str, Any]:
    kind = {"type": "object", "properties": {"kind": {"type": "string"}}}
    return kind | {"discriminator": {"propertyName": "kind", **discriminator}}


def _leading_to(*names: str) -> dict[str, Any]:
    return _base(mapping={name.lower(): f"#/components/schemas/{name}" for name in names})


def test_what_is_the_body_of_a_call_itself_is_reached_there_alone_unless_a_mapping_names_it():
    assert {"request": ["POST /cats"]} == _flows(_of_pets(_pets()), "Cat")
    named = _of_pets(_pets(Pet=_leading_to("Cat")))
    assert {"response": ["GET /pets"], "request": ["POST /cats"]} == _flows(named, "Cat")


def test_what_a_mapping_does_not_name_is_not_reached_where_it_leads_to_others():
    assert {} == _flows(_of_pets(_pets(Pet=_leading_to("Cat"))), "Dog")
    assert {"response": ["GET /pets"]} == _flows(_of_pets(_pets(Pet=_leading_to("Cat", "Dog"))), "Dog")
    nowhere = _base(mapping={"cat": "https://127.0.0.1/cat.json"})
    assert {"response": ["GET /pets"]} == _flows(_of_pets(_pets(Pet=nowhere)), "Dog")


def test_what_a_mapping_names_is_reached_over_what_it_does_not_name_and_by_no_other_mapping():
    pets = _pets(Pet=_leading_to("Puppy"), Puppy={"type": "object"})
    pets["Puppy"]["allOf"][0] = {"$ref": "#/components/schemas/Dog"}
    assert {"response": ["GET /pets"]} == _flows(_of_pets(pets), "Puppy")
    other = _pets(Pet=_leading_to("Cat"), Thing=_leading_to("Dog"), Dog={"type": "object"})
    other["Thing"] = other["Thing"]["allOf"][1]
    other["Dog"]["allOf"].append({"$ref": "#/components/schemas/Thing"})
    assert {} == _flows(_of_pets(other), "Dog")


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("within", [False, True], ids=["beside", "in a part"])
def test_a_schema_with_alternatives_stands_for_those_alone(keyword, within):
    listed = {keyword: [{"$ref": "#/components/schemas/Bird"}]}
    pets = _pets(Pet=_base() | ({"allOf": [listed]} if within else listed))
    reached = _of_pets(pets | {"Bird": {"type": "object", "properties": {"song": {"type": "string"}}}})
    assert {"response": ["GET /pets"], "request": ["POST /cats"]} == _flows(reached, "Bird")
    assert {} == _flows(reached, "Dog")
    inner = _base()
    inner["properties"]["toy"] = listed
    assert {"response": ["GET /pets"]} == _flows(_of_pets(_pets(Pet=inner, Bird={"type": "object"})), "Dog")


def test_what_is_judged_by_what_can_come_is_told_of_nobody_else():
    old, new = (
        _of_pets(_pets(Pet=_leading_to("Cat"), Dog=own))
        for own in ({"type": "object", "properties": {"lives": {"type": kind}}} for kind in ("integer", "string"))
    )
    assert ["info"] == [one.level for one in findings_between(old, new)]


def test_what_extends_it_is_judged_as_what_is_used_there():
    old, new = _of_pets(_pets()), _of_pets(_pets(Dog={"type": "object", "properties": {}}))
    (found,) = findings_between(old, new)
    assert (found.level, found.operations, found.field) == ("breaking", ("GET /pets",), "lives")
