"""What loses its items or its definition: told as what it is, in both directions, and never a crash."""

import json
from pathlib import Path

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.schema_documents import document, put
from tests.rules.examples import findings_between

PAIRS = Path(__file__).parent / "pairs"
TEXT = {"type": "string"}
THING = {"type": "object", "required": ["id"], "properties": {"id": TEXT, "note": TEXT}}
REFERENCE = {"$ref": "#/components/schemas/Thing"}
WIDER, NARROWER = "wider", "narrower"


def told(old, new):
    sides = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    return [(one.id, one.level, one.field) for one in findings_between(*sides)]


def told_of_pair(name, *, back=False):
    old, new = (json.loads((PAIRS / f"{name}-{side}.json").read_text("utf-8")) for side in ("old", "new"))
    return told(new, old) if back else told(old, new)


def told_of(place, old, new, before=None, after=None):
    before = {} if before is None else before
    after = before if after is None else after
    return told(document(put(place, old), **before), document(put(place, new), **after))


@pytest.mark.parametrize("name", sorted({path.stem.rpartition("-")[0] for path in PAIRS.glob("*.json")}))
@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_each_pair_that_ended_the_run_tells_something(name, back):
    assert told_of_pair(name, back=back)


@pytest.mark.parametrize(
    "items",
    [
        TEXT, THING, REFERENCE, {"enum": ["a", "b"]}, {"type": "array", "items": TEXT},
        {"type": "string", "minLength": 2, "nullable": True},
        {"oneOf": [{"type": "object", "title": "A"}, {"type": "string", "enum": ["a"]}]},
        {"anyOf": [TEXT, {"type": "integer"}]},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("request-body", "[]"), ("request-property", "f[]"), ("request-parameter", "thing[]"), ("response-body", "[]"),
        ("response-property", "f[]"), ("response-header", "x-thing[]"),
    ],
)  # fmt: skip
def test_lost_items_widen_and_new_ones_narrow_and_each_is_one_finding(items, place, field):
    with_items, without, named = {"type": "array", "items": items}, {"type": "array"}, {"Thing": THING}
    ((_, lost, where),) = told_of(place, with_items, without, named)
    ((_, gained, back),) = told_of(place, without, with_items, named)
    assert (field, field) == (where, back)
    assert (_where_it_counts(place, items), "info") == (
        (lost, gained) if place.startswith("response") else (gained, lost)
    )


def _where_it_counts(place, said):
    """Return the level of what is said of a value or not: what is sent as text is one anyway, or a list of one."""
    is_text = said in (TEXT, {"type": "array", "items": TEXT})
    return "info" if is_text and place in {"request-parameter", "response-header"} else "breaking"


@pytest.mark.parametrize("items", [{}, True, {"description": "anything"}], ids=str)
def test_items_that_admit_anything_may_go_in_silence(items):
    assert [] == told_of("response-body", {"type": "array", "items": items}, {"type": "array"})


def test_items_of_a_nested_array_in_a_shared_schema_are_told_where_they_stand():
    def shared(rows):
        return {"Thing": {"type": "object", "properties": {"rows": {"type": "array", "items": rows}}}}

    found = told_of(
        "response-body", REFERENCE, REFERENCE, shared({"type": "array", "items": TEXT}), shared({"type": "array"})
    )
    assert [("response-property-type-changed", "breaking", "rows[][]")] == found


def test_a_required_parameter_that_loses_its_items_is_compared():
    def listed(schema):
        return {"parameters": [{"name": "ids", "in": "query", "required": True, "schema": schema}]}

    found = told(document(listed({"type": "array", "items": TEXT})), document(listed({"type": "array"})))
    assert [("request-parameter-property-type-generalized", "info", "ids[]")] == found


@pytest.mark.parametrize("place", ["request-body", "request-property", "response-body", "response-property"])
def test_a_definition_that_goes_while_it_is_referred_to_is_unknown_not_gone(place):
    found = told_of(place, REFERENCE, REFERENCE, {"Thing": THING}, {})
    assert [("reference-unresolved", "warning", None)] == found


def test_a_definition_that_goes_is_told_once_for_all_operations_that_refer_to_it():
    def calls(**components):
        one = document(put("response-body", REFERENCE), **components)
        return {**one, "paths": dict.fromkeys(("/a", "/b", "/c"), one["paths"]["/things"])}

    old, new = (snapshot_of_openapi(side, place="spec", label="side") for side in (calls(Thing=THING), calls()))
    (found,) = findings_between(old, new)
    assert ("reference-unresolved", ("POST /a", "POST /b", "POST /c")) == (found.id, found.operations)
    assert "`Thing`" in found.message


def test_a_definition_that_comes_tells_what_it_requires_of_callers_that_could_not_know():
    assert [
        ("new-required-request-property", "breaking", "id"),
        ("new-optional-request-property", "info", "note"),
        ("reference-resolved", "info", None),
    ] == told_of("request-body", REFERENCE, REFERENCE, {}, {"Thing": THING})


@pytest.mark.parametrize("target", ["#/components/schemas/Gone", "other.yaml#/Thing", "#/paths/~1gone"])
@pytest.mark.parametrize("old", [TEXT, THING, REFERENCE, {"oneOf": [TEXT, THING]}], ids=str)
def test_what_becomes_a_reference_to_nothing_is_unknown_not_gone(old, target):
    found = told_of("response-property", old, {"$ref": target}, {"Thing": THING})
    assert [("reference-unresolved", "warning", "f")] == found


def test_a_reference_that_comes_to_lead_elsewhere_but_nowhere_is_told():
    old, new = ({"$ref": f"other.yaml#/{name}"} for name in ("One", "Two"))
    assert [("reference-unresolved", "warning", "f")] == told_of("response-property", old, new)


def test_a_reference_that_leads_nowhere_is_told_once():
    nowhere = {"$ref": "#/components/schemas/Gone"}
    assert [] == told_of("response-property", nowhere, nowhere)
    assert [] == told_of("response-property", nowhere, {"allOf": [nowhere]})


@pytest.mark.parametrize("named", [False, True])
def test_a_part_that_leads_nowhere_on_both_sides_may_state_the_type_that_comes_beside_it(named):
    nowhere = {"$ref": "other.yaml#/Thing"}
    joined = {"allOf": [nowhere, {"type": "object", "properties": {"x": TEXT}}]}
    new = {"$ref": "#/components/schemas/More"} if named else joined
    components = {"More": joined} if named else {}
    come, gone = (
        [one for one in told_of("request-property", *sides, components) if one[2]]
        for sides in ((nowhere, new), (new, nowhere))
    )
    assert [("new-optional-request-property", "info", "f.x")] == come
    assert [("request-property-removed", "warning", "f.x")] == gone


def test_what_stands_beside_a_part_that_leads_nowhere_is_still_compared():
    def joined(name, kind):
        inline = {"type": "object", "properties": {"x": {"type": kind}}}
        return {"allOf": [{"$ref": f"#/components/schemas/{name}"}, inline]}

    found = told_of("response-body", joined("Thing", "string"), joined("Thnig", "integer"), {"Thing": THING})
    assert {("response-property-type-changed", "breaking", "x"), ("reference-unresolved", "warning", None)} == set(
        found
    )


def test_a_reference_that_was_mended_by_writing_it_out_is_no_silent_narrowing():
    found = told_of("request-property", {"$ref": "#/components/schemas/Gone"}, {"type": "integer"})
    assert {("request-property-type-changed", "breaking", "f"), ("reference-resolved", "info", "f")} == set(found)


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("lost", ["other.yaml#/Thing", "https://store.example.com/other.yaml"])
@pytest.mark.parametrize("new", [{"type": "integer"}, REFERENCE, {"oneOf": [TEXT, THING]}], ids=str)
def test_what_stood_in_a_document_that_was_not_read_is_told_as_known_now_and_no_more(place, lost, new):
    assert [("reference-resolved", "info", "f")] == told_of(place, {"$ref": lost}, new, {"Thing": THING})


def test_a_field_that_moves_to_another_branch_under_another_reference_does_not_make_its_old_schema_dangle():
    assert "reference-unresolved" not in {rule for rule, *_ in told_of_pair("field-moved-between-allOf-branches")}


@pytest.mark.parametrize("schema", [TEXT, THING, REFERENCE, {"enum": ["a"]}, {"type": "array", "items": TEXT}], ids=str)
@pytest.mark.parametrize("place", ["request-parameter", "response-header"])
def test_a_parameter_or_header_without_a_schema_takes_any_value(place, schema):
    def bare(value):
        described = put(place, value)
        text = (
            json.dumps(described)
            .replace(f', "schema": {json.dumps(None)}', "")
            .replace(f'"schema": {json.dumps(None)}', "")
        )
        return document(json.loads(text), Thing=THING)

    ((_, lost, _),), ((_, gained, _),) = told(bare(schema), bare(None)), told(bare(None), bare(schema))
    level = _where_it_counts(place, schema)
    assert (level, "info") == ((lost, gained) if place.startswith("response") else (gained, lost))
    assert [] == told(bare({}), bare(None)) == told(bare(None), bare({}))


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_schema_that_went_where_its_name_became_a_reference_to_nothing_is_unknown_not_renamed(wrapped):
    def refers(target):
        return {"allOf": [{"$ref": target}]} if wrapped else {"$ref": target}

    found = told_of(
        "response-property", refers("#/components/schemas/Thing"), refers("o.yaml#/T"), {"Thing": THING}, {}
    )
    assert ("reference-unresolved", "warning", "f") in found


def _asking(*parameters: str, **rest):
    """A call with query parameters, or with references to some that nobody can read: those have a `#`."""
    stated = [{"$ref": name} if "#" in name else {"name": name, "in": "query", "schema": TEXT} for name in parameters]
    return document({"parameters": stated, **rest})


@pytest.mark.parametrize("lost", ["#/components/parameters/Page", "parts.yaml#/Page"])
def test_what_neither_side_can_read_hides_no_other_parameter_that_comes_or_goes(lost):
    one, other = _asking(lost, "size"), _asking(lost, "size", "colour")
    assert [("new-optional-request-parameter", "info")] == [row[:2] for row in told(one, other)]
    assert [("request-parameter-removed", "warning")] == [row[:2] for row in told(other, one)]


def test_what_one_side_alone_cannot_read_may_be_the_parameter_that_is_missing_there():
    known, lost = _asking("size", "colour"), _asking("size", "#/components/parameters/Colour")
    others = _asking("size", "#/components/parameters/Colour", "#/components/parameters/Page")
    assert {"reference-unresolved"} == {row[0] for row in told(known, lost)}
    assert {"reference-resolved"} == {row[0] for row in told(lost, known)}
    assert {"reference-unresolved"} == {row[0] for row in told(_asking("size", "#/components/parameters/Page"), others)}


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_what_two_parts_say_of_a_field_that_was_unknown_in_both_is_unknown_too(place):
    """One part is named and compared where it is named; what the other one says of the field is known now as well."""

    def side(field: object, **named: object) -> tuple[object, dict[str, object]]:
        fields = {"type": "object", "properties": {"box": field}}
        return {"allOf": [fields, {"$ref": "#/components/schemas/Base"}]}, {"Base": fields, **named}

    nowhere = {"$ref": "../common.yaml#/components/schemas/Box"}
    box = {"type": "object", "minProperties": 1, "properties": {"lid": TEXT}}
    unread, known = side(nowhere), side({"$ref": "#/components/schemas/Box"}, Box=box)
    assert {"reference-resolved"} == {one for one, _, _ in told_of(place, unread[0], known[0], unread[1], known[1])}
    assert {"reference-unresolved", "api-schema-removed"} == {
        one for one, _, _ in told_of(place, known[0], unread[0], known[1], unread[1])
    }
    assert [] == told_of(place, unread[0], unread[0], unread[1])
    # What is unknown on both sides hides nothing that stands beside it.
    more = {"allOf": [*unread[0]["allOf"], {"properties": {"box": {"maxProperties": 2}}}]}
    assert told_of(place, unread[0], more, unread[1])


@pytest.mark.parametrize("kind", ["parameters", "headers", "responses", "requestBodies"])
def test_a_reference_to_a_component_that_is_no_schema_leads_nowhere(kind):
    """That it reads as anything would say that any value may come; nobody knows what was meant."""
    one = {"name": "size", "in": "query", "description": "-", "schema": {"type": "integer"}}

    def side(schema, component=one):
        stated = document(put("response-property", schema))
        return {**stated, "components": {**stated["components"], kind: {"Size": component}}}

    whole = {"$ref": f"#/components/{kind}/Size"}
    assert [("reference-unresolved", "warning", "f")] == told(side(TEXT), side(whole))
    assert ["reference-resolved"] == [one for one, _, _ in told(side(whole), side(TEXT)) if "reference" in one]
    assert [] == told(side(whole), side(whole))
    # The schema of one is a schema, and so is what somebody put there by mistake.
    assert [] == told(side({"type": "integer"}), side({"$ref": f"#/components/{kind}/Size/schema"}))
    assert [] == told(side(TEXT, TEXT), side(whole, TEXT))


def test_what_leads_nowhere_inside_of_a_named_part_does_so_where_that_is_written_out():
    nowhere = {"$ref": "../common.yaml#/components/schemas/Box"}
    few = {"allOf": [nowhere, {"maxProperties": 1}]}
    base = {"type": "object", "properties": {"box": nowhere}}

    def side(box):
        return {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"box": box}}]}

    named, written = side({"$ref": "#/components/schemas/Few"}), side(few)
    components = {"Base": base, "Few": few}
    assert [] == told_of("response-body", named, written, components)
    assert [] == told_of("response-body", written, named, components)


@pytest.mark.parametrize("kind", ["parameters", "headers", "responses", "requestBodies"])
@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ({"minimum": 1, "maximum": 5}, {"minimum": 1, "maximum": 3}, "request-property-max-decreased"),
        ({"maxLength": 5, "description": "-"}, {"maxLength": 3, "description": "-"}, "max-length-decreased"),
        ({"name": "size", "in": "query", "maximum": 5}, {"name": "size", "in": "query", "maximum": 3}, "max-decreased"),
        ({"format": "uuid"}, {"format": "date"}, "type-changed"),
        ({"default": 3}, {"default": 4}, "default-value-changed"),
    ],
)
def test_what_a_schema_in_the_drawer_of_another_kind_demands_is_compared(kind, before, after, name):
    def side(component):
        stated = document(put("request-property", {"$ref": f"#/components/{kind}/Size"}))
        return {**stated, "components": {**stated["components"], kind: {"Size": component}}}

    assert [True] == [name in one for one, _, _ in told(side(before), side(after))]


@pytest.mark.parametrize("component", [{}, {"description": "-"}, {"in": "query", "name": "size", "required": True}])
def test_a_component_that_says_what_its_kind_does_and_no_more_is_no_schema(component):
    stated = document(put("request-property", {"$ref": "#/components/parameters/Size"}))
    stated = {**stated, "components": {**stated["components"], "parameters": {"Size": component}}}
    assert ["reference-unresolved"] == [one for one, _, _ in told(document(put("request-property", TEXT)), stated)]


def test_what_a_part_that_nobody_can_read_required_of_a_field_of_another_part_is_unknown():
    """The part is named on both sides; the field that stands beside it changed as well."""
    read = {"type": "object", "required": ["code"], "properties": {"code": TEXT, "note": TEXT}}

    def side(part: object, *codes: str) -> tuple[object, dict[str, object]]:
        beside = {"type": "object", "properties": {"code": {"enum": list(codes)}}}
        return {"allOf": [{"$ref": "#/components/schemas/Base"}, beside]}, {"Base": part}

    (old, known), (new, lost) = side(read, "a", "b"), side({"$ref": "other.yaml#/Base"}, "a", "b", "c")
    assert {
        ("reference-unresolved", "warning", None),
        ("response-property-enum-value-added", "warning", "code"),
    } == set(told_of("response-body", old, new, known, lost))
    assert {"reference-resolved", "response-property-enum-value-removed"} == {
        rule for rule, *_ in told_of("response-body", new, old, lost, known)
    }
