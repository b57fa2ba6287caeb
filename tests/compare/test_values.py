"""Schemas written in other words are silent, and what changed is told as what it does to the set of values."""

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import body_changes, changes, document, put

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
OBJECT = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": TEXT, "kind": {"type": "string", "enum": ["a", "b"]}},
}
PLACES = ["request-property", "response-property"]

SPELLINGS = {
    "one constant": ({"const": "x"}, {"type": "string", "enum": ["x"]}),
    "constants": ({"oneOf": [{"const": "a"}, {"const": "b"}]}, {"enum": ["b", "a"]}),
    "lists of one": (
        {"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["b"]}]},
        {"type": "string", "enum": ["a", "b"]},
    ),
    "lists that overlap": ({"anyOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, {"enum": ["a", "b", "c"]}),
    "a list of types": ({"type": ["string", "integer"]}, {"anyOf": [TEXT, NUMBER]}),
    "null in a list": ({"enum": ["a", None]}, {"anyOf": [{"enum": ["a"]}, {"type": "null"}]}),
    "null in one branch": (
        {"anyOf": [{"type": ["string", "null"]}, NUMBER]},
        {"anyOf": [TEXT, NUMBER, {"type": "null"}]},
    ),
    "null beside a reference": (
        {"anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]},
        {"allOf": [{"$ref": "#/components/schemas/Thing"}], "nullable": True},
    ),
    "an object by its properties": (OBJECT, {key: OBJECT[key] for key in ("required", "properties")}),
    "a list by its items": ({"type": "array", "items": TEXT}, {"items": TEXT}),
    "a branch that another contains": (
        {"anyOf": [TEXT, {"type": "string", "maxLength": 5}, NUMBER]},
        {"anyOf": [TEXT, NUMBER]},
    ),
    "whole numbers": ({"type": "integer", "exclusiveMinimum": 4}, {"type": "integer", "minimum": 5}),
    "a hint for numbers": (NUMBER, {"type": "integer", "format": "int64"}),
    "another hint for numbers": ({"type": "number", "format": "float"}, {"type": "number", "format": "double"}),
    "a hint for texts": (TEXT, {"type": "string", "format": "password"}),
    "bytes": (
        {"type": "string", "format": "binary"},
        {"type": "string", "contentMediaType": "application/octet-stream"},
    ),
    "base64": ({"type": "string", "format": "byte"}, {"type": "string", "contentEncoding": "base64"}),
    "demands beside a union": (
        {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"anyOf": [{"type": "object", "required": ["b"]}, {"type": "object", "required": ["a"]}]},
    ),
    "unions in unions": (
        {"anyOf": [{"anyOf": [TEXT, NUMBER]}, {"type": "boolean"}]},
        {"anyOf": [TEXT, NUMBER, {"type": "boolean"}]},
    ),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("one", "other"), SPELLINGS.values(), ids=SPELLINGS)
def test_another_spelling_of_the_same_values_is_silent(one, other, place):
    named = {"Thing": OBJECT}
    assert () == body_changes(one, other, place=place, components=named)
    assert () == body_changes(other, one, place=place, components=named)


def told(old, new, place):
    return [(one.id, one.level, one.field) for one in judge(body_changes(old, new, place=place))]


def test_a_union_that_gains_a_branch_beside_null_says_nothing_of_null():
    old, new = {"anyOf": [NUMBER, {"type": "null"}]}, {"anyOf": [TEXT, NUMBER, {"type": "null"}]}
    assert told(old, new, "request-property") == [("request-property-list-of-types-widened", "info", "f")]
    assert told(new, old, "request-property") == [("request-property-list-of-types-narrowed", "breaking", "f")]
    assert told(old, new, "response-property") == [("response-property-list-of-types-widened", "breaking", "f")]


def test_an_object_that_became_a_branch_is_compared_with_it():
    grown = {**OBJECT, "properties": {**OBJECT["properties"], "new": TEXT}}
    found = told(OBJECT, {"oneOf": [{"type": "boolean"}, grown]}, "request-property")
    assert found == [
        ("request-property-one-of-added", "info", "f"),
        ("new-optional-request-property", "info", "f<oneOf:object>.new"),
    ]
    back = told({"oneOf": [{"type": "boolean"}, grown]}, OBJECT, "request-property")
    assert back == [
        ("request-property-one-of-removed", "breaking", "f"),
        ("request-property-removed", "warning", "f<oneOf:object>.new"),
    ]


def test_a_demand_that_gives_way_to_a_choice_loosens_it():
    both = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
    old, new = {**both, "required": ["a"]}, {**both, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    assert {level for _, level, _ in told(old, new, "request-property")} == {"info"}
    assert "breaking" in {level for _, level, _ in told(new, old, "request-property")}


def test_one_shape_in_place_of_several_others_breaks_both_sides():
    several = {"oneOf": [OBJECT, {"type": "object", "required": ["z"], "properties": {"z": NUMBER}}]}
    for place in PLACES:
        (found,) = told(several, {"type": "array", "items": {"type": "boolean"}}, place)
        assert found == (f"{place}-one-of-replaced", "breaking", "f")


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_a_union_that_loses_what_another_branch_admits_as_well_only_gains(keyword):
    wide, narrow, new = TEXT, {"type": "string", "maxLength": 3}, {"type": "array", "items": TEXT}
    found = told({keyword: [wide, narrow, OBJECT]}, {keyword: [wide, new, OBJECT]}, "request-property")
    assert [level for _, level, _ in found] == ["info"]


def test_the_fields_of_a_dropped_part_of_a_response_are_named():
    part = {"title": "C", "type": "object", "required": ["c"], "properties": {"c": TEXT, "d": TEXT}}
    assert told({"allOf": [OBJECT, part]}, {"allOf": [OBJECT]}, "response-body") == [
        ("response-required-property-removed", "breaking", "c"),
        ("response-optional-property-removed", "warning", "d"),
    ]


def test_another_type_with_another_list_of_values_is_both():
    kinds = [
        rule
        for rule, _, _ in told({"type": "string", "enum": ["1"]}, {"type": "integer", "enum": [1]}, "request-property")
    ]
    assert kinds == [
        "request-property-enum-value-added",
        "request-property-enum-value-removed",
        "request-property-type-changed",
    ]


def test_an_item_that_is_looked_for_no_more_is_told_once():
    counted = {"type": "array", "items": TEXT, "contains": {"const": "a"}, "minContains": 2, "maxContains": 4}
    for place in PLACES:
        (found,) = told(counted, {"type": "array", "items": TEXT}, place)
        assert found[0] == f"{place}-contains-removed"


def test_a_keyword_about_another_type_rules_nothing_out_and_is_told_all_the_same():
    (found,) = told({"type": "string", "contains": NUMBER}, TEXT, "response-property")
    assert found[0] == "response-property-contains-removed"


REPEATED = {
    "any text": (TEXT, "info"),
    "numbers": ({"type": "number"}, "breaking"),
    "some texts": ({"type": "string", "pattern": "^[a-z]+$"}, "breaking"),
}


@pytest.mark.parametrize(("items", "level"), REPEATED.values(), ids=REPEATED)
def test_a_parameter_that_may_be_repeated_admits_what_its_items_admit(items, level):
    sides = [document(put("request-parameter", schema)) for schema in (TEXT, {"type": "array", "items": items})]
    assert [one.level for one in judge(changes(*sides))] == [level]


SEPARATED = {
    "listed texts": ({"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["a", "b"]}, "info"),
    "one text": ({"type": "string", "const": "a"}, {"type": "string", "enum": ["a", "b"]}, "info"),
    "numbers": ({"type": "integer"}, {"type": "integer"}, "info"),
    "fewer texts": ({"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["a"]}, "breaking"),
    "any text": (TEXT, TEXT, "breaking"),
    "texts with the separator": ({"type": "string", "enum": ["a,b"]}, {"type": "string", "enum": ["a,b"]}, "breaking"),
}


@pytest.mark.parametrize(("one", "items", "level"), SEPARATED.values(), ids=SEPARATED)
@pytest.mark.parametrize("header", [True, False])
def test_what_has_no_separator_is_a_list_of_one(one, items, level, header):
    sides = [
        document(put("request-parameter", each, header=header)) for each in (one, {"type": "array", "items": items})
    ]
    for side in sides:
        for parameter in side["paths"]["/things"]["post"]["parameters"]:
            parameter["explode"] = False
    assert {found.level for found in judge(changes(*sides))} == {level}


@pytest.mark.parametrize(("explode", "level"), [(False, "info"), (True, "breaking")])
@pytest.mark.parametrize("new", [TEXT, {"type": "string", "maxLength": 9}], ids=["any", "short"])
def test_a_list_that_is_sent_as_one_text_is_a_text_like_any(new, explode, level):
    sides = [document(put("request-parameter", each)) for each in ({"type": "array", "items": TEXT}, new)]
    for side in sides:
        for parameter in side["paths"]["/things"]["post"]["parameters"]:
            parameter["explode"] = explode
    wanted = level if new == TEXT else "breaking"
    assert wanted in {found.level for found in judge(changes(*sides))}
    assert {found.level for found in judge(changes(*sides))} <= {wanted, "info"}


def test_a_text_in_the_path_of_a_cookie_is_no_list():
    one, many = put("request-parameter", {"enum": ["a"]}), put("request-parameter", {"type": "array"})
    for side in (one, many):
        side["parameters"][0] |= {"style": "deepObject"}
    assert "breaking" in {found.level for found in judge(changes(document(one), document(many)))}


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_alternatives_of_which_one_takes_anything_say_nothing(place):
    assert [] == told({"type": "string", "anyOf": [TEXT, {}]}, TEXT, place)
    loose = {"type": "string", "maxLength": 9, "oneOf": [TEXT, {}, {"type": "null"}]}
    plain = {"type": ["string", "null"], "maxLength": 9}
    assert {"info"} == {level for _, level, _ in (*told(loose, plain, place), *told(plain, loose, place))}


def test_a_schema_that_became_alternatives_of_which_one_takes_anything_takes_anything():
    whole = {"anyOf": [{}, NUMBER]}
    assert [("request-property-type-generalized", "info", "f")] == told(TEXT, whole, "request-property")


NULLS = {
    "a type": ({"type": ["string", "null"]}, TEXT),
    "a branch": ({"anyOf": [TEXT, {"type": "null"}]}, TEXT),
    "listed": ({"enum": ["a", None]}, {"type": "string", "enum": ["a"]}),
    "listed beside a type": ({"type": ["string", "null"], "enum": ["a", None]}, {"type": "string", "enum": ["a"]}),
    "a text in its place": ({"type": "string", "enum": ["a", "null"]}, {"type": "string", "enum": ["a", None]}),
    "a text in its place beside a type": (
        {"type": ["string", "null"], "enum": ["a", "null"]},
        {"type": ["string", "null"], "enum": ["a", None]},
    ),
    "of items": ({"type": "array", "items": {"type": ["string", "null"]}}, {"type": "array", "items": TEXT}),
}


@pytest.mark.parametrize("place", ["request-parameter", "response-header"])
@pytest.mark.parametrize(("with_null", "without"), NULLS.values(), ids=NULLS)
def test_null_cannot_travel_as_text(with_null, without, place):
    for one, other in ((with_null, without), (without, with_null)):
        sides = [document(put(place, schema)) for schema in (one, other)]
        assert {found.level for found in judge(changes(*sides))} <= {"info"}


def test_null_is_refused_in_a_parameter_of_json():
    sides = [document(put("request-parameter", one, in_json=True)) for one in ({"type": ["string", "null"]}, TEXT)]
    assert [(one.id, one.level) for one in judge(changes(*sides))] == [
        ("request-parameter-became-not-nullable", "breaking")
    ]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("values", [["a", "b"], [1, 2], [0.5, 2]], ids=["texts", "integers", "numbers"])
def test_a_list_of_values_says_of_which_type_they_are(values, place):
    type_ = {"str": "string", "int": "integer", "float": "number"}[type(values[0]).__name__]
    one, other = {"enum": values}, {"type": type_, "enum": values[:1]}
    assert [rule for rule, _, _ in told(one, other, place)] == [f"{place}-enum-value-removed"]
    assert [rule for rule, _, _ in told(other, one, place)] == [f"{place}-enum-value-added"]


REQUIRING = {"type": "object", "required": ["name", "team"], "properties": {"team": TEXT}}


UNNAMED = [REQUIRING, {"properties": {"team": TEXT, "x": TEXT}, "required": ["team", "name"]}]


@pytest.mark.parametrize("branch", UNNAMED, ids=["an object", "fields alone"])
def test_what_a_further_part_of_a_request_requires_is_told_field_by_field(branch):
    base = {"type": "object", "properties": {"name": TEXT}}
    schemas = [{"allOf": [{"$ref": "#/components/schemas/Base"}, *more]} for more in ((), (branch,))]
    for place, at in (("request-body", ""), ("request-property", "f.")):
        sides = [document(put(place, schema), Base=base) for schema in schemas]
        assert {(one.id, one.field) for one in judge(changes(*sides)) if one.level == "breaking"} == {
            ("request-property-became-required", f"{at}name"),
            ("new-required-request-property", f"{at}team"),
        }


def test_a_further_part_with_a_title_of_its_own_fields_is_told_by_that():
    part = {**REQUIRING, "required": ["team"], "title": "Membership"}
    assert told({"allOf": [OBJECT]}, {"allOf": [OBJECT, part]}, "request-body") == [
        ("request-body-all-of-added", "breaking", None)
    ]


def test_a_further_part_that_only_requires_makes_no_part_of_it():
    old, new = ({"allOf": [OBJECT, *more]} for more in ((), ({"required": ["kind"]},)))
    assert told(old, new, "request-body") == [("request-property-became-required", "breaking", "kind")]


def test_a_property_that_became_a_further_one_of_a_part_must_be_what_those_are():
    whole = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
    parted = {"type": "object", "properties": {"a": TEXT}, "allOf": [{"properties": {"b": TEXT}}]}
    old, new = ({**one, "additionalProperties": {"type": "string", "maxLength": 5}} for one in (whole, parted))
    assert told(old, new, "request-body") == [("request-property-max-length-set", "breaking", "b")]
    assert told(new, old, "response-body") == [("response-property-max-length-unset", "info", "b")]
    old, new = ({**one, "additionalProperties": False} for one in (whole, parted))
    assert told(old, new, "request-body") == [("request-property-schema-became-false", "breaking", "b")]
    assert told(new, old, "request-body") == [("request-property-schema-became-not-false", "info", "b")]
    assert told(old, new, "response-body") == [("response-property-schema-became-false", "warning", "b")]
    assert told(new, old, "response-body") == [("response-property-schema-became-not-false", "info", "b")]
    for further in ({}, True, {"description": "Anything."}):
        old, new = ({**one, "additionalProperties": further} for one in (whole, parted))
        assert told(old, new, "request-body") == told(new, old, "request-body") == []


def test_what_was_a_further_property_of_a_part_all_along_is_not_told_again():
    parts = [{"type": "object", "properties": {"a": TEXT}, "additionalProperties": False}, {"properties": {"b": TEXT}}]
    (found,) = told({"allOf": parts}, {"allOf": [*parts[:1], {"properties": {"b": NUMBER}}]}, "request-body")
    assert found == ("request-property-type-changed", "breaking", "b")


def test_what_a_one_of_deep_below_refuses_is_told_there():
    texts = [TEXT, {"type": "string", "maxLength": 5}, NUMBER]
    lists = [{"type": "array", "items": {keyword: texts}} for keyword in ("anyOf", "oneOf")]
    old, new = ({"oneOf": [OBJECT, one]} for one in lists)
    for one, other in ((old, new), (new, old)):
        for place in PLACES:
            (found,) = told(one, other, place)
            assert found[2] == "f<oneOf:array>[]"
            assert found[0].startswith(f"{place}-")
            assert "-became-" in found[0]


def test_another_branch_of_a_one_of_whose_branches_overlap_is_told():
    old, new = (
        {"oneOf": [TEXT, {"type": "string", **limit}, NUMBER]} for limit in ({"maxLength": 5}, {"maxLength": 9})
    )
    for one, other in ((old, new), (new, old)):
        for place in PLACES:
            assert [each[0] for each in told({"items": one}, {"items": other}, place)]


def test_one_more_branch_of_joined_objects_comes_to_an_open_union():
    parts = [{"allOf": [{"title": t, "type": "object", "properties": {t: TEXT}}, {"title": "Info"}]} for t in "abc"]
    found = told({"oneOf": parts[:2]}, {"oneOf": parts}, "response-property")
    assert [level for _, level, _ in found] == ["warning"]


OFFERING = {"type": "object", "properties": {"size": TEXT, "weight": TEXT}}
NAMED_PART = {"$ref": "#/components/schemas/Part"}


def with_a_further_part(part):
    schemas = [{"allOf": [{"$ref": "#/components/schemas/Base"}, *more]} for more in ((), (part,))]
    return [document(put("request-body", schema), Base=OBJECT, Part=OFFERING) for schema in schemas]


def test_optional_fields_of_a_further_part_without_a_name_come_together_and_go_one_by_one():
    old, new = with_a_further_part(OFFERING)
    (found,) = judge(changes(old, new))
    assert (found.id, found.level, found.after) == ("request-body-all-of-added", "info", ["size", "weight"])
    assert [(one.id, one.level, one.field) for one in judge(changes(new, old))] == [
        ("request-property-removed", "warning", "size"),
        ("request-property-removed", "warning", "weight"),
    ]


@pytest.mark.parametrize(
    ("part", "level"), [(OFFERING, "info"), ({**OFFERING, "required": ["size"]}, "breaking")], ids=["offers", "demands"]
)
def test_a_further_part_with_a_name_counts_by_what_it_demands(part, level):
    old, new = (
        {**side, "components": {"schemas": {"Base": OBJECT, "Part": part}}} for side in with_a_further_part(NAMED_PART)
    )
    (found,) = [one for one in judge(changes(old, new)) if one.field is None]
    assert (found.id, found.level) == ("request-body-all-of-added", level)


def test_a_further_part_with_a_name_that_limits_a_field_beside_it_breaks():
    old, new = with_a_further_part({"title": "Part", "properties": {"id": {**TEXT, "maxLength": 3}}})
    assert {one.level for one in judge(changes(old, new))} >= {"breaking"}


NAMING_PART = {"type": "object", "required": ["name"], "properties": {"name": TEXT}}
WITHOUT_NAME = {"type": "object", "required": ["kind"], "properties": {"kind": TEXT}}
WITH_NAME = {"type": "object", "required": ["kind", "name"], "properties": {"kind": TEXT, "name": TEXT}}


@pytest.mark.parametrize("name", ["Rule", "RuleCreate"], ids=["of the same name", "renamed"])
def test_a_field_that_moved_into_a_schema_that_is_joined_is_not_gone(name):
    old = {"allOf": [{"$ref": "#/components/schemas/Rule"}, NAMING_PART]}
    new = {"allOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "object"}]}
    for place in ("response-body", "request-body"):
        sides = document(put(place, old), Rule=WITHOUT_NAME), document(put(place, new), **{name: WITH_NAME})
        for there in (sides, reversed(sides)):
            assert [one for one in judge(changes(*there)) if one.schema is None and one.field == "name"] == []


def test_a_field_that_moved_and_need_not_be_there_any_more_is_told_so():
    old = {"allOf": [{"$ref": "#/components/schemas/Rule"}, NAMING_PART]}
    new = {"allOf": [{"$ref": "#/components/schemas/Rule"}, {"type": "object"}]}
    optional = {**WITH_NAME, "required": ["kind"]}
    sides = document(put("response-body", old), Rule=WITHOUT_NAME), document(put("response-body", new), Rule=optional)
    assert ("response-property-became-optional", "name") in [(one.id, one.field) for one in judge(changes(*sides))]


def test_that_anything_goes_now_is_told_once():
    listed = {"type": "string", "enum": ["a", "b"], "maxLength": 9, "default": "a"}
    for new, more in (({}, ["field.default.unset"]), ({"default": "a"}, [])):
        found = [one.kind for one in changes(*(document(put("response-property", one)) for one in (listed, new)))]
        assert found == [*more, "field.type.removed"]


def test_fields_that_are_required_of_a_list_are_no_demand():
    one, other = ({"type": "array", "required": names, "items": OBJECT} for names in (["id", "kind"], ["id", "size"]))
    for place in ("request-body", "response-property"):
        sides = [document(put(place, {"type": "object", "properties": {"l": schema}})) for schema in (one, other)]
        assert changes(*sides) == ()


@pytest.mark.parametrize(
    "other", [{"type": "null"}, {"type": "array", "items": TEXT}, TEXT], ids=["null", "list", "text"]
)
def test_the_fields_of_what_is_no_object_any_more_are_told_with_its_type(other):
    for place in ("request-property", "response-property"):
        found = [one.kind for one in changes(*(document(put(place, one)) for one in (OBJECT, other)))]
        assert found == ["field.type.changed"]


JOINS = {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"x": TEXT}}]}
JOINS_TIER = {"allOf": [JOINS["allOf"][0], {"type": "object", "properties": {"x": TEXT, "tier": TEXT}}]}


def test_a_field_that_moved_out_of_a_joined_schema_is_gone_where_nothing_else_declares_it():
    left = {"type": "object", "properties": {"kind": TEXT}}
    shared = {**left, "properties": {"kind": TEXT, "tier": TEXT}}
    parts = [{"Base": shared, "Whole": JOINS}, {"Base": left, "Whole": JOINS_TIER}]
    whole = put("response-body", {"$ref": "#/components/schemas/Whole"})
    sides = [document(whole, **part) for part in parts]
    for there in (sides, sides[::-1]):
        assert [one.id for one in judge(changes(*there))] == []
    body = put("request-body", {"$ref": "#/components/schemas/Base"})
    sides = [document({**whole, **body}, **part) for part in parts]
    assert "request-property-removed" in {one.id for one in judge(changes(*sides))}


def test_a_field_that_moved_out_of_a_joined_schema_and_changed_is_told_as_changed():
    parts = []
    for own, base in ({}, {"tier": {"enum": ["a"]}}), ({"tier": {"enum": ["a", "b"]}}, {}):
        whole = {"allOf": [JOINS["allOf"][0], {"type": "object", "properties": {"x": TEXT, **own}}]}
        parts.append({"Base": {"type": "object", "properties": {"kind": TEXT, **base}}, "Whole": whole})
    body = put("response-body", {"$ref": "#/components/schemas/Whole"})
    sides = [document(body, **part) for part in parts]
    assert [(one.id, one.field) for one in judge(changes(*sides))] == [("response-property-enum-value-added", "tier")]
    assert [(one.id, one.field) for one in judge(changes(*sides[::-1]))] == [
        ("response-property-enum-value-removed", "tier")
    ]


def test_a_list_that_is_opened_or_closed_is_told_once():
    closed = {"type": "string", "enum": ["a", "b"]}
    opened, longer = ({"type": "string", "x-extensible-enum": names} for names in (["a", "b"], ["a", "b", "c"]))
    assert told(closed, opened, "response-property") == [("response-property-enum-value-removed", "warning", "f")]
    assert told(closed, longer, "response-property") == [
        ("response-property-enum-value-removed", "warning", "f"),
        ("response-property-x-extensible-enum-value-added", "info", "f"),
    ]
    assert [rule for rule, _, _ in told(longer, closed, "response-property")] == ["response-property-enum-value-added"]
    assert told(longer, closed, "request-property") == [("request-property-became-enum", "breaking", "f")]


def test_what_refers_in_a_way_that_nobody_reads_is_no_join():
    parts = [{"Base": {"type": "object", "properties": {"kind": TEXT, **more}}} for more in ({}, {"tier": TEXT})]
    body = put("response-property", {"x-anyOf": [{"$ref": "#/components/schemas/Base"}]})
    sides = [document(body, **part) for part in parts]
    assert {one.field for one in judge(changes(*sides))} == {"tier"}


@pytest.mark.parametrize(("meant", "registered"), [("url", "uri"), ("datetime", "date-time"), ("guid", "uuid")])
@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_another_name_of_a_registered_format_is_no_other_format(meant, registered, place):
    one, other = ({"type": "string", "format": name} for name in (meant, registered))
    assert {"info"} == {level for _, level, _ in (*told(one, other, place), *told(other, one, place))}


@pytest.mark.parametrize("place", ["request-parameter", "request-property", "response-property"])
@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
def test_null_in_the_branches_of_a_list_of_values_is_null(place, group):
    def sizes(*lists, **more):
        return {group: [{"title": str(values[0]), "type": "integer", "enum": values, **more} for values in lists]}

    old, new = sizes([1, 2], [9]), sizes([1, 2], [9], nullable=True)
    assert [change.kind for change in body_changes(old, new, place=place)] == ["field.became-nullable"]
    assert [change.kind for change in body_changes(new, old, place=place)] == ["field.became-not-nullable"]
    wider = sizes([1, 2, 3], [9], nullable=True)
    assert sorted(change.kind for change in body_changes(old, wider, place=place)) == [
        "field.became-nullable",
        "field.enum.value-added",
    ]
