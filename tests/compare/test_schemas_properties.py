"""What holds for any schema: nothing differs from itself, order means nothing, each single mutation is found once."""

import copy
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compare.schema_documents import body_changes, changes, document, put

NAMES = ["alpha", "beta_value", "gamma", "deltaItem", "x"]
SCALARS = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("string")},
        optional={
            "enum": st.lists(st.sampled_from("abcd"), min_size=2, max_size=3, unique=True),
            "maxLength": st.integers(5, 50),
            "pattern": st.sampled_from(["^a", "b$"]),
            "default": st.sampled_from(["a", "b"]),
        },
    ),
    st.fixed_dictionaries(
        {"type": st.sampled_from(["integer", "number"])},
        optional={"minimum": st.integers(0, 5), "maximum": st.integers(6, 9), "deprecated": st.sampled_from([True])},
    ),
    st.just({"type": ["string", "null"]}),
    st.just({"type": "boolean", "const": True}),
    st.just({}),
)


def containers(inner):
    objects = st.dictionaries(st.sampled_from(NAMES), inner, max_size=4).flatmap(
        lambda properties: st.builds(
            lambda required, extra: {"type": "object", "properties": properties, "required": required, **extra},
            st.lists(st.sampled_from(sorted(properties)), unique=True) if properties else st.just([]),
            st.sampled_from([{}, {"additionalProperties": False}, {"minProperties": 1}]),
        )
    )
    arrays = st.builds(
        lambda items, most: {"type": "array", "items": items, "maxItems": most}, inner, st.integers(1, 9)
    )
    maps = st.builds(lambda values: {"type": "object", "additionalProperties": values}, inner)
    groups = st.builds(
        lambda keyword, branches: {keyword: branches},
        st.sampled_from(["oneOf", "anyOf", "allOf"]),
        st.lists(objects, min_size=2, max_size=3),
    )
    return st.one_of(objects, arrays, maps, groups)


SCHEMAS = st.recursive(SCALARS, containers, max_leaves=12)
FEW = settings(max_examples=40)


def shuffled(schema, random):
    """The same schema with everything in another order that has none."""
    if isinstance(schema, list):
        return random.sample([shuffled(one, random) for one in schema], len(schema))
    if isinstance(schema, dict):
        return {key: shuffled(schema[key], random) for key in random.sample(sorted(schema), len(schema))}
    return schema


def objects_in(schema):
    """Every object schema that is reached by properties, items and map values."""
    if not isinstance(schema, dict):
        return
    if "properties" in schema:
        yield schema
    for below in (*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")):
        yield from objects_in(below)


@pytest.mark.slow
@FEW
@given(SCHEMAS)
def test_nothing_differs_from_itself(schema):
    assert () == body_changes(schema, copy.deepcopy(schema))


@pytest.mark.slow
@FEW
@given(SCHEMAS, st.randoms(use_true_random=False))
def test_order_means_nothing(schema, random):
    assert () == body_changes(schema, shuffled(schema, random), place="response-body")


@pytest.mark.slow
@FEW
@given(SCHEMAS)
def test_where_a_schema_is_written_means_nothing(schema):
    reference = {"$ref": "#/components/schemas/Thing"}
    assert () == body_changes(schema, reference, components={"Thing": schema})
    assert () == body_changes(reference, {"allOf": [reference]}, components={"Thing": schema})


@pytest.mark.slow
@FEW
@given(SCHEMAS, SCHEMAS)
def test_the_same_input_gives_the_same_changes(old, new):
    assert body_changes(old, new) == body_changes(copy.deepcopy(old), copy.deepcopy(new))


@pytest.mark.slow
@FEW
@given(SCHEMAS, SCHEMAS, st.randoms(use_true_random=False))
def test_changes_do_not_depend_on_order(old, new, random):
    def told(found):
        # Alternatives with the same label are numbered by their text, which the shuffling changed.
        return sorted((one.kind, one.role, re.sub(r"~\d+", "", one.field or "")) for one in found)

    assert told(body_changes(old, new)) == told(body_changes(shuffled(old, random), shuffled(new, random)))


@pytest.mark.slow
@FEW
@given(SCHEMAS)
def test_a_shared_schema_tells_what_an_inline_one_tells(schema):
    changed = {"type": "object", "properties": {"own": schema, "more": {"type": "string"}}}
    schema = {"type": "object", "properties": {"own": schema}}
    shared = changes(
        document(put("response-body", {"$ref": "#/components/schemas/Thing"}), Thing=schema),
        document(put("response-body", {"$ref": "#/components/schemas/Thing"}), Thing=changed),
    )
    inline = body_changes(schema, changed, place="response-body")
    assert [(one.kind, one.field) for one in inline] == [(one.kind, one.field) for one in shared]


MUTATIONS = {
    "added": lambda schema: schema["properties"].__setitem__("brand_new", {"type": "string", "maxLength": 3}),
    "closed": lambda schema: schema.__setitem__("maxProperties", 17),
    "typed": lambda schema: schema["properties"].__setitem__("probe", {"type": "integer"}),
    "limited": lambda schema: schema["properties"].__setitem__("probe", {"type": "string", "maxLength": 7}),
    "nulled": lambda schema: schema["properties"].__setitem__("probe", {"type": ["string", "null"]}),
    "removed": lambda schema: schema["properties"].pop("probe"),
    "described": lambda schema: schema.update(deprecated=True),
}


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS.keys())
@FEW
@given(schema=SCHEMAS, data=st.data())
def test_each_single_mutation_is_found_once(mutation, schema, data):
    schema = {"type": "object", "properties": {"own": schema}}
    for one in objects_in(schema):
        one["properties"]["probe"] = {"type": "string"}
        one.pop("deprecated", None)
    changed = copy.deepcopy(schema)
    places = list(objects_in(changed))
    mutation(places[data.draw(st.integers(0, len(places) - 1))])
    assert 1 == len(body_changes(schema, changed))


@pytest.mark.parametrize(("place", "guard"), [("request-property", "readOnly"), ("response-property", "writeOnly")])
def test_what_never_travelled_is_told_as_that_and_not_by_what_it_must_be(place, guard):
    old = {"type": "string", guard: True}
    new = {"type": "integer", "maximum": 9}
    noun = {"readOnly": "read-only", "writeOnly": "write-only"}[guard]
    assert [change.kind for change in body_changes(old, new, place=place)] == [f"field.became-not-{noun}"]
    assert [change.kind for change in body_changes(new, old, place=place)] == [f"field.became-{noun}"]


@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_a_smallest_number_of_properties_counts_those_that_must_be_there(place):
    def thing(required=(), **keywords):
        properties = {"id": {"type": "string"}, "code": {"type": "string"}}
        return {"type": "object", "properties": properties, "required": list(required), **keywords}

    def told(old, new):
        return {change.kind for change in body_changes(old, new, place=place)}

    assert told(thing(["id"]), thing(minProperties=1)) == {"field.became-optional"}
    assert told(thing(minProperties=1), thing(["id"])) == {"field.became-required"}
    assert told(thing(["id"]), thing(["id"], minProperties=1)) == set()
    assert told(thing(["id"]), thing(["id"], minProperties=2)) == {"field.min-properties.raised"}
    assert told(thing(), thing(minProperties=1)) == {"field.min-properties.raised"}
