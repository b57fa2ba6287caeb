"""What is demanded of the properties and items that are not declared, and of items at fixed positions."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.rules.folding import folded
from tests.compare.schema_documents import document, put
from tests.compare.test_ends_and_alternatives import told_of
from tests.rules.examples import findings_between

TEXT = {"type": "string"}
BOX = {"type": "object", "properties": {"wide": TEXT}}
LIST = {"type": "array"}
REST = {"unevaluatedProperties": BOX, "unevaluatedItems": LIST, "additionalProperties": BOX}
PLACES = ("request-property", "response-property")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("keyword", [*REST])
def test_a_demand_on_the_rest_that_anything_fits_is_none(place, keyword):
    carrier = REST[keyword]
    assert told_of(place, carrier, carrier | {keyword: {}}) == told_of(place, carrier | {keyword: {}}, carrier) == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("keyword", [*REST])
def test_a_demand_on_the_rest_that_nothing_fits_is_no_rest(place, keyword):
    carrier = REST[keyword]
    spelled, plain = carrier | {keyword: {"not": {}}}, carrier | {keyword: False}
    assert told_of(place, spelled, plain) == told_of(place, plain, spelled) == []
    assert told_of(place, carrier, spelled) == told_of(place, carrier, plain) != []
    assert told_of(place, spelled, carrier) == told_of(place, plain, carrier) != []


SHUT, LEFT_OVER = {"additionalProperties": False}, {"unevaluatedProperties": False}


@pytest.mark.parametrize("place", PLACES)
def test_an_object_that_is_closed_by_the_other_keyword_is_closed_as_before_whatever_else_is_edited(place):
    other = {"type": "object", "properties": {"wide": TEXT, "long": TEXT}}
    for one, two in ((SHUT, LEFT_OVER), (LEFT_OVER, SHUT), (SHUT | LEFT_OVER, SHUT)):
        assert told_of(place, BOX | one, other | two) == told_of(place, BOX | SHUT, other | SHUT) != []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "beside",
    [
        {"allOf": [BOX]},
        {"anyOf": [BOX, {"properties": {"long": TEXT}}]},
        {"dependentSchemas": {"deep": BOX}},
        {"$ref": "#/components/schemas/Box"},
    ],
)
def test_where_something_beside_may_declare_as_well_both_keywords_are_told_each_way(place, beside):
    carrier = {"type": "object", "properties": {"deep": TEXT}, **beside}
    sides = (carrier | SHUT, carrier | LEFT_OVER)
    told = [told_of(place, *each, {"Box": BOX}) for each in (sides, sides[::-1])]
    freed = "warning" if place.startswith("response") else "info"
    shut = "info" if place.startswith("response") else "breaking"
    assert [sorted(level for _, level in each) for each in told] == [sorted((freed, shut))] * 2


def test_objects_that_are_all_closed_at_once_are_told_once_and_in_words():
    names = ("box", "lid")
    sides = [
        document(put("request-body", {"type": "object", "properties": dict.fromkeys(names, BOX | shut)}, whole=True))
        for shut in ({}, {"unevaluatedProperties": {"not": {}}})
    ]
    snapshots = (snapshot_of_openapi(side, place="spec", label="side") for side in sides)
    (one,) = folded(findings_between(*snapshots))
    assert one.message == "Request field `box` no longer allows further properties. The same holds for field `lid`."
    assert (one.level, len(one.members)) == ("breaking", 2)


def test_one_item_at_a_fixed_position_that_becomes_any_item_narrows_what_comes():
    fixed, any_ = LIST | {"prefixItems": [BOX]}, LIST | {"items": BOX}
    assert {level for _, level in told_of("response-property", fixed, any_)} == {"info"}
    assert {level for _, level in told_of("request-property", any_, fixed)} == {"info"}
    assert ("request-property-type-changed", "breaking") in told_of("request-property", fixed, any_)


def test_an_item_at_a_fixed_position_that_differs_from_what_all_are_now_is_told_as_that():
    fixed, any_ = LIST | {"prefixItems": [TEXT], "items": BOX}, LIST | {"items": BOX}
    assert ("response-property-type-changed", "breaking") in told_of("response-property", fixed, any_)
    assert ("response-property-type-changed", "breaking") in told_of("response-property", any_, fixed)


def test_a_demand_on_names_that_is_no_demand_is_none_under_a_name_either():
    named = {"$ref": "#/components/schemas/Name"}
    sides = [document(put("request-property", BOX | {"propertyNames": one}), Name=TEXT) for one in (TEXT, named)]
    snapshots = [snapshot_of_openapi(side, place="spec", label="side") for side in sides]
    assert () == findings_between(*snapshots) == findings_between(*snapshots[::-1])


@pytest.mark.parametrize(("pattern", "level"), [(".+", "info"), ("^.+$", "info"), ("[a-z]+", "breaking")])
def test_a_pattern_that_every_step_of_a_path_matches_refuses_none(pattern, level):
    def at(**stated):
        step = {"name": "id", "in": "path", "required": True, "schema": TEXT | stated}
        return {
            "openapi": "3.1.0", "info": {"title": "Boxes", "version": "1"},
            "paths": {"/boxes/{id}": {"get": {"parameters": [step], "responses": {"204": {"description": "-"}}}}},
        }  # fmt: skip

    sides = [snapshot_of_openapi(side, place="spec", label="side") for side in (at(), at(pattern=pattern))]
    assert [(one.id, one.level) for one in findings_between(*sides)] == [("request-parameter-pattern-added", level)]


def test_what_is_demanded_of_each_value_of_several_lists_is_told_once():
    def at(**stated):
        listed = {"schema": {"type": "array", "items": TEXT | stated}}
        lists = [{"name": name, "in": "query", **listed} for name in ("tags", "not-tags")]
        return document({"parameters": lists})

    sides = [snapshot_of_openapi(side, place="spec", label="side") for side in (at(), at(maxLength=9))]
    (one,) = folded(findings_between(*sides))
    assert (one.level, len(one.members)) == ("breaking", 2)
    assert "`tags`" in one.message
    assert "`not-tags`" in one.message


SAME = {
    "unevaluated": (BOX | {"additionalProperties": False}, BOX | {"unevaluatedProperties": False}),
    "unevaluated schema": (BOX | {"additionalProperties": TEXT}, BOX | {"unevaluatedProperties": TEXT}),
    "one item at least": (LIST | {"contains": TEXT}, LIST | {"contains": TEXT, "minContains": 1}),
    "no item at least": (LIST, LIST | {"contains": TEXT, "minContains": 0}),
    "items that are not looked for": (LIST, LIST | {"minContains": 3}),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("case", [*SAME])
def test_other_words_for_the_same_demand_are_silent(place, case):
    one, other = SAME[case]
    assert told_of(place, one, other) == told_of(place, other, one) == []


def test_what_is_left_over_beside_a_condition_is_not_what_no_property_names():
    beside = BOX | {"if": {"required": ["wide"]}, "then": {"properties": {"high": TEXT}}}
    one, other = beside | {"additionalProperties": False}, beside | {"unevaluatedProperties": False}
    assert told_of("request-property", one, other) != []


NARROWER = {
    "names by pattern of a closed object": (
        BOX | {"additionalProperties": False, "patternProperties": {"^x-": TEXT}}, BOX | {"additionalProperties": False}
    ),
    "names by pattern of an object that nothing is left over of": (
        BOX | {"unevaluatedProperties": False, "patternProperties": {"^x-": TEXT}},
        BOX | {"unevaluatedProperties": False},
    ),
    "one item at least, not none": (LIST | {"contains": TEXT, "minContains": 0}, LIST | {"contains": TEXT}),
    "two items at least, not one": (LIST | {"contains": TEXT}, LIST | {"contains": TEXT, "minContains": 2}),
    "three items at most, none at least": (
        LIST | {"maxContains": 1}, LIST | {"contains": TEXT, "minContains": 0, "maxContains": 3}
    ),
    "one more along with what another part asks for": (
        {"allOf": [BOX, {"dependentRequired": {"wide": ["high"]}}]},
        {"allOf": [BOX, {"dependentRequired": {"wide": ["high"]}}, {"dependentRequired": {"wide": ["deep"]}}]},
    ),
    "one more along with each of two": (
        BOX | {"dependentRequired": {"wide": ["high"]}},
        BOX | {"dependentRequired": {"wide": ["deep", "high"], "high": ["deep"]}},
    ),
    "one more along with another": (
        BOX | {"dependentRequired": {"wide": ["high"]}}, BOX | {"dependentRequired": {"wide": ["deep", "high"]}}
    ),
    "tenths, not hundredths": ({"type": "number", "multipleOf": 0.01}, {"type": "number", "multipleOf": 0.1}),
    "whole numbers, not halves": ({"type": "number", "multipleOf": 0.5}, {"type": "number", "multipleOf": 2}),
}  # fmt: skip


@pytest.mark.parametrize("case", [*NARROWER])
def test_what_admits_less_is_told_as_that_both_ways(case):
    old, new = NARROWER[case]
    assert [level for _, level in told_of("request-property", old, new)] == ["breaking"]
    assert [level for _, level in told_of("request-property", new, old)] == ["info"]
    assert [level for _, level in told_of("response-property", old, new)] == ["info"]
    assert [level for _, level in told_of("response-property", new, old)] == ["warning"]


def test_numbers_that_divide_no_other_one_are_told():
    for one, other in ((0, 2), (float("inf"), 2), (float("nan"), 2), (0.3, 0.2)):
        sides = {"type": "number", "multipleOf": one}, {"type": "number", "multipleOf": other}
        assert told_of("request-property", *sides) == [("request-property-multiple-of-changed", "breaking")]


def test_a_part_of_allof_that_only_bounds_the_others_is_told_by_its_bounds():
    for more, rule, received in (
        ({"maxProperties": 2}, "max-properties", "warning"), ({"maxLength": 9}, "max-length", "info")
    ):  # fmt: skip
        carrier = TEXT if "maxLength" in more else BOX
        bare, bound = {"allOf": [carrier]}, {"allOf": [carrier, more]}
        assert told_of("request-property", bare, bound) == [(f"request-property-{rule}-set", "breaking")]
        assert told_of("response-property", bound, bare) == [(f"response-property-{rule}-unset", received)]
    needed = {"required": ["wide"]}
    for more in (needed, {"type": "object", **needed}, {"allOf": [needed]}):
        bare, bound = {"allOf": [BOX]}, {"allOf": [BOX, more]}
        assert told_of("request-property", bare, bound) == [("request-property-became-required", "breaking")]
        assert told_of("request-property", bound, bare) == [("request-property-became-optional", "info")]
        assert told_of("response-property", bound, bare) == [("response-property-became-optional", "warning")]


def test_what_a_text_holds_is_told_in_a_union_as_well():
    def either(type_):
        held = {"type": "object", "properties": {"wide": {"type": type_}}}
        text = {"type": "string", "contentMediaType": "application/json", "contentSchema": held}
        return {"oneOf": [text, {"type": "boolean"}]}

    for place in PLACES:
        assert told_of(place, either("string"), either("integer")) == [(f"{place}-type-changed", "breaking")]


def test_another_kind_of_what_a_text_holds_is_no_other_alternative():
    def either(type_):
        return {"oneOf": [{"contentSchema": {"type": type_}, "minLength": 1}, {"type": "number"}]}

    for place in PLACES:
        assert told_of(place, either("object"), either("array")) == [(f"{place}-type-changed", "breaking")]


def test_a_list_that_need_hold_none_is_silent_beside_what_changed():
    one, other = LIST | {"contains": TEXT, "minContains": 0}, LIST | {"maxItems": 9}
    assert told_of("request-property", one, other) == [("request-property-max-items-set", "breaking")]
    assert told_of("request-property", other, one) == [("request-property-max-items-unset", "info")]


def test_what_properties_require_is_told_once_and_by_name():
    asked = {"dependentRequired": {"wide": ["deep", "high"], "high": ["deep", "high"]}}
    plain = BOX | {"dependentRequired": {"wide": ["high"], "deep": []}}
    sides = [document(put("request-property", one)) for one in (plain, BOX | asked)]
    snapshots = [snapshot_of_openapi(side, place="spec", label="side") for side in sides]
    (come,), (gone,) = findings_between(*snapshots), findings_between(*snapshots[::-1])
    for one in (come, gone):
        assert one.message.endswith(
            "another one (dependentRequired): `deep` along with `high`; `deep` along with `wide`."
        )


def test_what_a_part_without_a_name_declared_is_gone_from_a_request_as_well():
    more = {"required": ["wide"], "properties": {"deep": TEXT}}
    old, new = {"allOf": [BOX, more]}, {"allOf": [BOX]}
    told = [("request-property-became-optional", "info"), ("request-property-removed", "warning")]
    assert sorted(told_of("request-property", old, new)) == told
    named = {"allOf": [BOX, more | {"title": "Deep"}]}
    assert told_of("request-property", named, new) == [("request-property-all-of-removed", "info")]
