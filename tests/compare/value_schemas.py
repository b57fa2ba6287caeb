"""Small schemas drawn at random, all values that they can tell apart, and who accepts which: an oracle of verdicts."""

import copy
import json
from itertools import product
from typing import Any, Literal

import jsonschema
from hypothesis import strategies as st

from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.compare.values.verdict import Verdict, Verdicts
from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.schema_documents import document, put

Json = Any
REFERENCES = ("Named", "Other")
ROOT = "request · application/json"

_SCALARS = st.one_of(
    st.builds(lambda name: {"type": name}, st.sampled_from(["string", "integer", "number", "boolean", "null"])),
    st.builds(
        lambda few: {"enum": few}, st.lists(st.sampled_from(["a", "b", 1, 2, True, None]), min_size=1, max_size=3)
    ),
    st.builds(lambda few: {"type": "string", "enum": few}, st.lists(st.sampled_from("abc"), min_size=1, max_size=2)),
    st.builds(lambda one: {"const": one}, st.sampled_from(["a", "b", 1, True, None])),
    st.fixed_dictionaries(
        {"type": st.sampled_from(["integer", "number"])},
        optional={
            "minimum": st.integers(0, 2),
            "maximum": st.integers(1, 3),
            "exclusiveMinimum": st.integers(0, 1),
            "exclusiveMaximum": st.integers(2, 3),
            "multipleOf": st.sampled_from([1, 2]),
            "format": st.sampled_from(["int32", "int64", "double"]),
        },
    ),
    st.fixed_dictionaries(
        {"type": st.just("string")},
        optional={
            "minLength": st.integers(0, 2),
            "maxLength": st.integers(0, 2),
            "pattern": st.sampled_from(["^a", "b$", ".*"]),
        },
    ),
    st.just({}),
)


def _containers(inner: Any) -> Any:
    members = st.dictionaries(st.sampled_from("pq"), inner, max_size=2)
    objects = st.builds(
        lambda properties, required, extra: {"type": "object", "properties": properties, **required, **extra},
        members,
        st.sampled_from([{}, {"required": ["p"]}, {"required": ["p", "q"]}]),
        st.one_of(
            st.sampled_from([{}, {}, {"additionalProperties": False}, {"minProperties": 1}, {"maxProperties": 1}]),
            st.builds(lambda schema: {"additionalProperties": schema}, inner),
            st.builds(lambda schema: {"patternProperties": {"^p": schema}, "additionalProperties": False}, inner),
        ),
    )
    arrays = st.builds(
        lambda items, more: {"type": "array", **items, **more},
        st.one_of(
            st.builds(lambda schema: {"items": schema}, inner),
            st.builds(
                lambda one, rest: {"prefixItems": [one], "items": rest}, inner, st.one_of(st.just(value=False), inner)
            ),
        ),
        st.sampled_from([{}, {"minItems": 1}, {"maxItems": 1}, {"uniqueItems": True}]),
    )
    groups = st.builds(
        lambda keyword, branches: {keyword: branches},
        st.sampled_from(["anyOf", "oneOf", "allOf"]),
        st.lists(inner, min_size=1, max_size=3),
    )
    beside = st.builds(
        lambda branches: {"type": "object", "anyOf": branches},
        st.lists(st.sampled_from([{"required": ["p"]}, {"required": ["q"]}, {"maxProperties": 1}]), min_size=1),
    )
    negated = st.builds(lambda schema: {"not": schema}, inner)
    return st.one_of(objects, objects, arrays, groups, groups, beside, negated)


_REFERENCE = st.builds(lambda name: {"$ref": f"#/components/schemas/{name}"}, st.sampled_from(REFERENCES))
SCHEMAS = st.recursive(st.one_of(_SCALARS, _SCALARS, _REFERENCE), _containers, max_leaves=6)
COMPONENTS = st.fixed_dictionaries(dict.fromkeys(REFERENCES, st.recursive(_SCALARS, _containers, max_leaves=3)))

_BASE: tuple[Json, ...] = (None, True, False, 0, 1, 2, 3, 1.5, 2.0, -1, 2**40, "", "a", "b", "c", "ab", "abc")
_SOME: tuple[Json, ...] = (None, True, 1, 1.5, "a", "b", {}, {"p": 1}, [], ["a"])
UNIVERSE: tuple[Json, ...] = (
    *_BASE,
    {},
    *({name: value} for name in "pqx" for value in (*_BASE, *_SOME[6:])),
    *({"p": one, "q": other} for one, other in product(_SOME, _SOME)),
    *({"p": one, "x": other} for one, other in product(_SOME[1:5], _SOME[:3])),
    [],
    *([value] for value in (*_BASE, *_SOME[6:])),
    *([one, other] for one, other in product(_SOME, _SOME)),
    [1, 1, 2],
)


def accepted(schema: Json, components: Json) -> frozenset[int]:
    """Return which values of the universe a schema accepts; of a oneOf any number of branches may fit."""
    text = json.dumps({"all": schema, "components": {"schemas": components}}).replace('"oneOf"', '"anyOf"')
    known = json.loads(text)
    validator = jsonschema.Draft202012Validator({"allOf": [known.pop("all")], **known})
    return frozenset(index for index, value in enumerate(UNIVERSE) if validator.is_valid(value))


def root(schema: Json, components: Json) -> Node:
    """Return the root of a schema as the comparison sees it."""
    built = document(put("request-body", copy.deepcopy(schema)), **copy.deepcopy(components))
    snapshot = snapshot_of_openapi(built, place="spec", label="side")
    (entry,) = (entry for owner, entry in snapshot.entries.items() if owner.kind == "operation")
    found = SchemaSide(entry, snapshot).root(ROOT)
    assert found is not None
    return found


def verdict(old: Json, new: Json, components: Json, after: Json = None) -> Verdict | Literal["disjoint"]:
    """Return how two schemas relate, or that no value fits both; `after` are the named schemas of the new side."""
    sides = root(old, components), root(new, components if after is None else after)
    said = Verdicts().of((sides[0],), (sides[1],))
    if not Verdicts().are_disjoint((sides[0],), (sides[1],)):
        return said
    assert said == "other"
    return "disjoint"
