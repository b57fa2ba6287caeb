"""Sides swapped and the flow turned, narrower is narrower still: what a strict reader is told is the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compare.mirrors import TOLD_OTHERWISE, Side, Told, bodies, changes, images, is_told_otherwise, told
from tests.compare.value_schemas import COMPONENTS, SCHEMAS
from tests.conformance.test_other_differs import CASES, sides_of

CHANGES = Path(__file__).parents[1] / "conformance" / "schema_changes.jsonl"


def pairs_of_suites():
    """Yield the schemas that differ in every case of the suites, once each."""
    seen = set()
    for name, case in CASES.items():
        old, new = map(bodies, sides_of(case))
        for place in sorted(old.keys() & new.keys()):
            key = repr((old[place], new[place]))
            if old[place] != new[place] and key not in seen:
                seen.add(key)
                yield name, old[place], new[place]
    for line in CHANGES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if "before" in case and "after" in case:
            yield case["change"], Side(case["before"], {}), Side(case["after"], {})


@pytest.mark.slow
def test_every_case_of_the_suites_and_its_mirror_image_are_told_alike():
    unlike, otherwise = set(), set()
    for name, old, new in pairs_of_suites():
        for there, back in images(old, new):
            if there.levels != back.levels and is_told_otherwise(there, back):
                otherwise |= there.kinds | back.kinds
            elif there.levels != back.levels:
                unlike.add(name)
    assert unlike == {"inline-to-ref"}  # what the reference leads to is not in the document of that case
    assert {each for each in TOLD_OTHERWISE if any(kind.startswith(each) for kind in otherwise)} == {*TOLD_OTHERWISE}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(SCHEMAS, SCHEMAS, COMPONENTS, st.sampled_from(["", "anyOf", "allOf"]))
def test_any_two_schemas_and_their_mirror_image_are_told_alike(old, new, named, keyword):
    components = {"schemas": named}
    after = {keyword: [new, old]} if keyword else new
    for there, back in images(Side(old, components), Side(after, components)):
        assert is_told_otherwise(there, back) or there.levels == back.levels


def test_one_of_which_all_that_was_sent_fits_the_one_that_stays_is_told_alike():
    one, other = {"type": "object", "properties": {}}, {"type": "object", "properties": {"p": {"type": "string"}}}
    for there, back in images(Side(one, {}), Side({"anyOf": [other, one]}, {})):
        assert there.levels == back.levels == frozenset()


NEEDS_P = {"type": "object", "required": ["p"]}
FEW = {**NEEDS_P, "maxProperties": 1}
CLOSED = {**NEEDS_P, "additionalProperties": {"not": {}}}
TEXTS = {**NEEDS_P, "additionalProperties": {"type": "string"}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"type": "object", "anyOf": [{"required": ["p"]}, {"required": ["p"]}]},
            OF_P := {**NEEDS_P, "properties": {"p": {"type": "string"}}},
        ),
        ({"type": "object", "anyOf": [{"required": ["p"]}, {"required": ["q"]}]}, OF_P),
        (FEW, {"anyOf": [NEEDS_P, FEW]}),
        (CLOSED, {"anyOf": [NEEDS_P, CLOSED]}),
        (CLOSED, {"anyOf": [OF_P, CLOSED]}),
        (TEXTS, {"anyOf": [{**NEEDS_P, "properties": {"q": {"type": "integer"}}}, TEXTS]}),
        (FEW, {"anyOf": [{**NEEDS_P, "additionalProperties": {"type": "object"}}, FEW]}),
        ({}, {"type": "object", "properties": {"p": {"type": "string"}}}),
        ({"not": {"type": "string"}}, {"type": "object", "properties": {"q": {}}, "required": ["p"]}),
        ({}, {"enum": ["b"], "pattern": "b$", "maxLength": 1}),
        ({"type": "string"}, {"type": "string", "enum": ["b"], "pattern": "b$"}),
    ],
)
def test_what_random_pairs_were_told_otherwise_than_their_mirror_image_is_told_alike(one, other):
    for old, new in ((one, other), (other, one)):
        for there, back in images(Side(old, {}), Side(new, {})):
            assert there.levels == back.levels


def test_which_of_several_properties_must_be_there_is_told_by_the_property_alone():
    before = {"type": "object", "anyOf": [{"required": ["p"]}, {"required": ["q"]}]}
    assert told(Side(before, {}), Side(NEEDS_P, {}), "request-body").kinds == {"field.became-required"}
    assert told(Side(NEEDS_P, {}), Side(before, {}), "request-body").kinds == {"field.became-optional"}


@pytest.mark.parametrize("before", [{"allOf": [{}]}, {"allOf": [{"type": "string"}]}, {"anyOf": [{"type": "string"}]}])
def test_a_part_that_demands_an_object_of_what_was_none_is_no_offer_of_fields(before):
    part = {"type": "object", "properties": {"p": {}}}
    old, new = Side(before, {}), Side({"allOf": [part, before]}, {})
    assert told(old, new, "request-body").kinds != frozenset()
    assert told(old, new, "response-body").kinds != frozenset()


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        ({}, {"field.removed", "field.became-optional", "field.type.removed"}),
        ({"type": "string"}, {"field.removed", "field.became-optional", "field.type.generalized"}),
    ],
)
def test_a_response_without_the_part_that_made_an_object_of_it_names_all_that_went_with_it(after, lost):
    part = {"type": "object", "properties": {"p": {}}, "required": ["p", "q"]}
    for before in ({"allOf": [part, after]}, {"allOf": [{"allOf": [part]}, after]}):
        for now in (after, {"allOf": [after]}):
            assert lost <= {change.kind for change in changes(Side(before, {}), Side(now, {}), "response-body")}


def test_types_that_no_value_can_all_be_are_narrower_than_any_one_of_them():
    both = {"allOf": [{"type": "string"}, {"type": "object"}]}
    assert told(Side({"type": "string"}, {}), Side(both, {}), "request-body") == told_as(["breaking"], "specialized")
    assert told(Side(both, {}), Side({"type": "string"}, {}), "request-body") == told_as([], "generalized")
    assert told(Side(both, {}), Side({"type": "string"}, {}), "response-body") == told_as(["breaking"], "generalized")


@pytest.mark.parametrize("listed", [{"const": "a"}, {"enum": ["a", "b"]}, {"anyOf": [{"const": "a"}]}])
def test_values_none_of_which_is_of_the_type_beside_them_are_like_types_that_no_value_can_all_be(listed):
    part = {"type": "object", "required": ["p"]}
    old, new = Side({"allOf": [listed]}, {}), Side({"allOf": [part, listed]}, {})
    assert "field.type.specialized" in told(old, new, "request-body").kinds
    for there, back in images(old, new):
        assert there.levels == back.levels


def told_as(levels, relation):
    return Told(frozenset(levels), frozenset([f"field.type.{relation}"]))
