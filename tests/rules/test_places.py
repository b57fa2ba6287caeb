"""Paths of fields in words, by each keyword that something can hang on a schema by."""

import pytest

from driftwatch.rules.places import Spoken, spoken


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("pair<prefixItems:1>.label", "pair[1].label"),
        ("rows[]<prefixItems:0>.label", "rows[][0].label"),
        ("tags<contains>.label", "tags[].label"),
        ("extra.*.label", "extra.*.label"),
        ("*.label", "*.label"),
        ("extra<patternProperties:^x->.label", "extra.*.label"),
        ("extra<unevaluatedProperties>.label", "extra.*.label"),
        ("extra<not>.label", "extra.label"),
        (r"\[label]", "[label]"),
        (r"\[label].size", "[label].size"),
    ],
)
def test_what_lies_on_the_way_to_a_field_is_part_of_its_name(path: str, name: str) -> None:
    assert spoken(path) == Spoken("", name, "")


@pytest.mark.parametrize(
    ("path", "each"),
    [
        ("pair<prefixItems:1>", "item 1 of "),
        ("pair<patternProperties:^x->", "each property with a name by pattern of "),
        ("pair.*[]", "each item of each further value of "),
    ],
)
def test_what_hangs_on_a_field_is_told_in_front_of_it(path: str, each: str) -> None:
    assert spoken(path) == Spoken(each, "pair", "")
