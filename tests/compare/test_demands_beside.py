"""What is demanded beside something else: of properties that an object has anyway, and of numbers that fit twice."""

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXT, WHOLE, NUMBER = ({"type": name} for name in ("string", "integer", "number"))
BOX = {"type": "object", "properties": {"kind": TEXT, "size": WHOLE}}
FIVE = {"properties": {"size": {"minimum": 5}}}


def told(old, new, place="request-body", **components):
    sides = (document(put(place, side), **components) for side in (old, new))
    return [(one.id, one.level, one.message) for one in judge(changes(*sides))]


def under(demand, keyword):
    if keyword == "dependentSchemas":
        return BOX | {"dependentSchemas": {"kind": demand}}
    return BOX | {"if": {"required": ["kind"]}, keyword: demand}


@pytest.mark.parametrize(
    ("keyword", "where"),
    [
        ("then", "what follows from the condition of "),
        ("else", "what follows without the condition of "),
        ("dependentSchemas", "what is demanded beside `kind` of "),
    ],
)
def test_a_property_that_is_bound_under_a_condition_is_no_new_one(keyword, where):
    some = under({"maxProperties": 9}, keyword), under({"maxProperties": 9, **FIVE}, keyword)
    [(id_, level, message)] = told(*some)
    assert (id_, level) == ("request-property-min-set", "breaking")
    assert f"field `size` of {where}the request body is now `5`" in message
    assert [each[:2] for each in told(*some[::-1])] == [("request-property-min-unset", "info")]
    deeper = [{"type": "object", "properties": {"box": side}} for side in some]
    assert f"field `box.size` of {where}`box` of the request body" in told(*deeper)[0][2]


def test_an_object_on_which_very_much_hangs_is_not_looked_into_under_each_of_its_conditions():
    for count, expected in ((9, "request-property-min-set"), (99, "new-optional-request-property")):
        wide = {"properties": BOX["properties"] | {f"p{number}": TEXT for number in range(count)}}
        old, new = (under(demand, "dependentSchemas") | wide for demand in ({"maxProperties": 9}, FIVE))
        assert expected in [each[0] for each in told(old, new)]


def test_a_property_that_is_required_and_bound_under_a_condition_is_told_by_both():
    found = told(under({"required": ["size"]}, "then"), under(FIVE, "then"))
    assert {each[:2] for each in found} == {
        ("request-property-min-set", "breaking"), ("request-property-became-optional", "info"),
    }  # fmt: skip


def test_a_property_that_only_a_condition_names_is_new():
    found = told(under({"maxProperties": 9}, "then"), under({"properties": {"lid": TEXT}}, "then"))
    assert ("new-optional-request-property", "info") in [each[:2] for each in found]


@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_a_number_that_is_one_of_whole_and_any_numbers_is_told_in_words(place):
    both = [WHOLE, NUMBER]
    assert [each[:2] for each in told(NUMBER, {"oneOf": both}, place)] == [(f"{place}-one-of-imposed", "info")]
    assert [each[:2] for each in told({"oneOf": both}, NUMBER, place)] == [(f"{place}-one-of-dropped", "info")]
    assert [each[0] for each in told({"anyOf": both}, {"oneOf": both}, place)] == [f"{place}-any-of-became-one-of"]


def test_alternatives_that_exclude_each_other_may_be_any_or_one_whatever_becomes_of_null():
    kinds = [{"type": "object", "required": ["kind"], "properties": {"kind": {"enum": [name]}}} for name in "ab"]
    one, other = {"anyOf": kinds}, {"oneOf": [*kinds, {"type": "null"}]}
    assert [each[:2] for each in told(one, other)] == [("request-body-became-nullable", "info")]
    assert [each[:2] for each in told(other, one)] == [("request-body-became-not-nullable", "breaking")]


def test_credentials_of_which_some_are_enough_anyway_go_without_harm():
    key, both, token = {"key": []}, {"key": [], "tenant": []}, {"token": []}

    def spec(*needs):
        schemes = {name: {"type": "apiKey", "in": "header", "name": f"X-{name}"} for name in ("key", "tenant", "token")}
        return {**document({"security": [*needs]}), "components": {"securitySchemes": schemes}}

    def became(old, new):
        found = judge(changes(spec(*old), spec(*new)))
        return [
            (one.id.removeprefix("api-security-"), one.level, one.message.partition(" no longer ")[2]) for one in found
        ]

    lists = ("removed", "info", "lists `key + tenant`: a part of it was enough, and still is.")
    assert became((key, both), (key,)) == became((key, both, token), (key, token)) == [lists]
    assert became((token, both), (token,)) == [("removed", "breaking", "accepts `key + tenant`.")]
    assert became((token, both), (token, key)) == [("weakened", "info", "")]
    assert became((key, both), (key, token)) == [lists, ("added", "info", "")]
    needs_none = ("removed", "info", "accepts `key + tenant`; it needs no credentials.")
    assert became(({}, key, both), ({}, key)) == [needs_none]
    assert became((key, both), ({}, key)) == [("became-optional", "info", ""), needs_none]


def test_a_property_that_is_demanded_beside_as_it_always_is_demands_nothing():
    for keyword in ("then", "else", "dependentSchemas"):
        few, many = (
            under({"maxProperties": 9}, keyword),
            under({"maxProperties": 9, "properties": BOX["properties"]}, keyword),
        )
        assert told(few, many) == told(many, few) == []


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
def test_types_beside_the_one_that_is_stated_are_never_sent(place, group):
    made = {"type": "object", group: [{"type": "object"}, TEXT], "properties": {"kind": TEXT}}
    rows = {"type": "array", "items": TEXT}
    for sides in ((rows, made), (made, rows)):
        assert told(*sides, place)[0][:2] == (f"{place}-type-changed", "breaking")
        assert not [each for each in told(*sides, place) if "list-of-types" in each[0]]
    wider = {"type": "object", "properties": {"kind": WHOLE}}
    assert [each[0] for each in told(made, wider, place)] == [f"{place}-type-changed"]
    assert told(made, {"type": "object", "properties": {"kind": TEXT}}, place) == []


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([{"type": "object"}, TEXT], [{"type": "object", "properties": {"kind": TEXT}}, TEXT], "property"),
        ([TEXT, WHOLE], [{**TEXT, "minLength": 3}, WHOLE], "min-length-increased"),
        ([TEXT, WHOLE], [WHOLE], "list-of-types-narrowed"),
        ([NUMBER, {"type": "boolean"}], [NUMBER, WHOLE], "list-of-types-narrowed"),
    ],
)
def test_types_beside_the_one_that_is_stated_count_where_one_side_says_more(place, old, new, expected):
    (stated,) = {each["type"] for each in old[:1]}
    found = told({"type": stated, "oneOf": old}, {"type": stated, "oneOf": new}, place)
    assert [each[0] for each in found if expected in each[0]]
    assert not [each for each in found if "imposed" in each[0] or ("widened" in each[0] and "object" in each[2])]


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_whole_numbers_that_fit_twice_are_refused_by_nobody(place):
    both = {"oneOf": [WHOLE, NUMBER]}
    for other in ({"oneOf": [NUMBER]}, NUMBER, {"oneOf": [NUMBER, WHOLE]}):
        assert {each[1] for sides in ((both, other), (other, both)) for each in told(*sides, place)} <= {"info"}


def test_an_object_that_fits_two_alternatives_is_refused():
    made, named = {"type": "object"}, {"type": "object", "required": ["kind"]}
    assert [each[:2] for each in told(made, {"oneOf": [made, named]})] == [("request-body-one-of-imposed", "breaking")]


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_a_branch_that_is_written_out_now_and_bound_otherwise_is_told_by_what_is_bound(place):
    lid, box = (
        {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string", "enum": [name]}, name: WHOLE},
        }
        for name in ("lid", "box")
    )
    tall = {**box, "properties": {**box["properties"], "box": TEXT}}
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in ("Lid", "Box")]
    sides = {"oneOf": refs}, {"oneOf": [refs[0], tall]}
    for one, other in (sides, sides[::-1]):
        assert [each[0] for each in told(one, other, place, Lid=lid, Box=box)] == [f"{place}-type-changed"]


@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
def test_what_any_numbers_are_bound_to_in_place_of_whole_ones_is_told(group):
    whole, bound = {group: [WHOLE, TEXT]}, {group: [{**NUMBER, "maximum": 9}, TEXT]}
    place = "request-property"
    assert {each[:2] for each in told(whole, bound, place)} == {
        (f"{place}-max-set", "breaking"), (f"{place}-list-of-types-widened", "info"),
    }  # fmt: skip
    assert {each[:2] for each in told(bound, whole, place)} == {
        (f"{place}-list-of-types-narrowed", "breaking"), (f"{place}-max-unset", "info"),
    }  # fmt: skip
    for stated in ({"type": ["number", "string"], "maximum": 9}, {"type": ["integer", "string"], "maximum": 9}):
        less = {group: [{"type": {"number": "integer", "integer": "number"}[stated["type"][0]], "maximum": 19}, TEXT]}
        assert f"{place}-max-decreased" in [each[0] for each in told(less, stated, place)]
        assert f"{place}-max-increased" in [each[0] for each in told(stated, less, place)]
