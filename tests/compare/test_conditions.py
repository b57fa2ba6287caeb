"""What is demanded under a condition: one that more values meet demands more by `then`, and less by `else`."""

from itertools import product

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
BOX = {"type": "object", "properties": {"kind": {"enum": ["a", "b", "c"]}, "size": WHOLE, "lid": TEXT}}
LID, SIZE, BOTH = ({"required": names} for names in (["lid"], ["size"], ["lid", "size"]))


def kind(*values, **more):
    return {"properties": {"kind": {"enum": [*values]}, **more}}


def told(old, new, place="request-body"):
    sides = (document(put(place, {**BOX, **side})) for side in (old, new))
    return [(one.id.removeprefix(f"{place}-"), one.level, one.message) for one in judge(changes(*sides))]


def levels(old, new):
    """The levels of the only finding: in what is sent and in what is received, both ways."""
    found = [told(*sides, place) for place in ("request-body", "response-body") for sides in ((old, new), (new, old))]
    assert all([each[0] for each in some] == ["if-changed"] for some in found)
    return [some[0][1] for some in found]


A, A_OR_B = kind("a"), kind("a", "b")
NARROWER = ["breaking", "info", "info", "warning"]
WIDER = ["info", "breaking", "warning", "info"]


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ({"then": LID}, NARROWER),
        ({"else": LID}, WIDER),
        ({"then": BOTH, "else": LID}, NARROWER),
        ({"then": LID, "else": BOTH}, WIDER),
        ({"then": LID, "else": SIZE}, ["breaking"] * 4),
        ({"then": LID, "else": LID}, ["info"] * 4),
    ],
)
def test_a_condition_that_more_values_meet_is_judged_by_what_follows(following, expected):
    assert levels({"if": A, **following}, {"if": A_OR_B, **following}) == expected


@pytest.mark.parametrize(
    ("few", "many"),
    [
        (kind("a", size={"minimum": 5}), A),
        (A | {"required": ["kind"]}, A),
        ({"not": A_OR_B}, {"not": A}),
        (A, {"anyOf": [A, kind("b")]}),
        ({"allOf": [A, {"required": ["size"]}]}, A),
        ({"properties": {"size": {"minimum": 5}}}, {"properties": {"size": {"minimum": 3}}}),
        ({"required": ["size", "kind"]}, {"required": ["size"]}),
    ],
)
def test_what_a_condition_asks_besides_makes_fewer_meet_it(few, many):
    assert levels({"if": few, "then": LID}, {"if": many, "then": LID}) == NARROWER


def test_another_condition_binds_other_values():
    assert levels({"if": A, "then": LID}, {"if": kind("b"), "then": LID}) == ["breaking"] * 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"if": {"properties": {"kind": {"const": "a"}}}, "then": LID}, {"if": A, "then": LID}),
        ({"if": A, "then": LID, "else": SIZE}, {"if": {"not": A}, "then": SIZE, "else": LID}),
        ({"if": A | {"allOf": [{"required": ["size"]}]}, "then": LID}, {"if": A | {"required": ["size"]}, "then": LID}),
    ],
)
def test_other_words_for_the_same_condition_demand_nothing_else(one, other):
    for sides in ((one, other), (other, one)):
        assert {each[1] for each in told(*sides)} <= {"info"}
        assert not [each for each in told(*sides) if each[0] != "change-not-explained"]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"if": A, "then": LID}, {"if": A_OR_B, "then": LID}, "`if kind is a or b` now, before `if kind is a`"),
        ({"if": A, "else": LID}, {"if": A_OR_B, "else": LID}, "`unless kind is a or b` now, before `unless kind is a`"),
        (
            {"if": {"not": A, "required": ["kind"]}, "then": LID},
            {"if": {"not": kind("c"), "required": ["kind"]}, "then": LID},
            "`if kind is given and not (kind is c)` now, before `if kind is given and not (kind is a)`",
        ),
        (
            {"if": {"properties": {"size": {"minimum": 5, "multipleOf": 2}}}, "then": LID},
            {"if": {"properties": {"lid": {"type": "string", "pattern": "^x"}}}, "then": LID},
            "`if lid matches ^x` now, before `if size is at least 5 and size is a multiple of 2`",
        ),
        (
            {"if": {"properties": {"tags": {"items": {"format": "uuid"}, "contains": {"const": 1}}}}, "then": LID},
            {"if": {"properties": {"box": {"required": ["top"], "properties": {"top": {"type": "null"}}}},
                    "required": ["box"]}, "then": LID},
            "`if box.top is given and is of type null and box is given` now",
        ),
        (
            {"if": {"anyOf": [A, {"required": ["size"]}]}, "then": LID},
            {"if": {"$ref": "#/components/schemas/Wide"}, "then": LID},
            "`if it is a Wide` now, before `if (kind is a or size is given)`",
        ),
    ],
)  # fmt: skip
def test_a_condition_is_named_in_words(before, after, words):
    found = [message for id_, _, message in told(before, after) if id_ == "if-changed"]
    assert len(found) == 1
    assert words in found[0]
    assert "[]" not in found[0]
    assert "\\" not in found[0]


@pytest.mark.parametrize(
    "unsaid",
    [
        {"dependentSchemas": {"kind": LID}},
        kind(*"abcdefgh"),
        {"required": list("abcdefgh")},
        {"anyOf": [{"dependentSchemas": {"kind": LID}}]},
        {"not": {"dependentSchemas": {"kind": LID}}},
        {},
    ],
)
def test_a_condition_without_words_is_told_without(unsaid):
    ((_, level, message),) = told({"if": A, "then": BOTH}, {"if": unsaid, "then": BOTH})
    assert level == "breaking"
    assert message.endswith("values of the request body must meet a demand.") or "than before" in message


def test_what_follows_otherwise_is_told_beside_another_condition_by_itself():
    found = told({"if": A, "then": LID}, {"if": A_OR_B, "then": BOTH})
    assert [each[:2] for each in found] == [
        ("if-changed", "breaking"),
        ("request-property-became-required", "breaking"),
    ]
    back = told({"if": A_OR_B, "then": BOTH}, {"if": A, "then": LID})
    assert [each[1] for each in back] == ["info", "info"]


def test_a_condition_from_which_nothing_followed_is_told_by_what_follows():
    assert [each[:2] for each in told({"if": A}, {"if": kind("b"), "then": LID})] == [("then-added", "breaking")]
    assert [each[:2] for each in told({"if": kind("b"), "then": LID}, {"if": A})] == [("then-removed", "info")]


def test_what_says_that_anything_may_follow_is_no_demand():
    for place in ("request-body", "response-body"):
        assert [each[0] for each in told({"if": A}, {"if": A, "then": {}}, place)] == ["change-not-explained"]
        assert [each[0] for each in told({"if": A, "then": LID}, {"if": A, "then": {}}, place)] == ["then-removed"]
    assert [each[:2] for each in told({"if": A, "then": {}}, {"if": A, "then": LID})] == [("then-added", "breaking")]


def test_of_several_conditions_those_of_which_the_same_follows_are_held_against_each_other():
    def several(*conditions):
        return {"allOf": [{"if": kind(*values), "then": then} for values, then in conditions]}

    few, many = several(("a", LID), ("b", SIZE)), several(("ac", LID), ("bc", SIZE))
    assert [each[:2] for each in told(few, many)] == [("if-changed", "breaking")] * 2
    assert [each[:2] for each in told(many, few)] == [("if-changed", "info")] * 2
    others = several(("ac", BOTH), ("bc", {"maxProperties": 2}))
    assert [each[:2] for each in told(few, others)] == [("if-added", "breaking"), ("if-removed", "info")]


ASKED = st.sampled_from(
    [A, A_OR_B, kind("b"), kind("a") | {"required": ["kind"]}, {"required": ["kind"]}, {"required": ["size"]},
     {"not": A}, {"not": A_OR_B}, kind("a", size={"minimum": 5}), {"anyOf": [A, {"required": ["lid"]}]}, {},
     {"properties": {"size": {"maximum": 3}}}]
)  # fmt: skip
FOLLOWING = st.sampled_from([LID, SIZE, BOTH, {}, {"properties": {"size": {"minimum": 5}}}, {"maxProperties": 2}])
CONDITIONS = st.fixed_dictionaries({"if": ASKED}, optional={"then": FOLLOWING, "else": FOLLOWING}).filter(
    lambda side: len(side) > 1
)
VALUES = [
    {name: value for name, value in zip(("kind", "size", "lid"), each, strict=True) if value is not None}
    for each in product((None, "a", "b", "c"), (None, 1, 4, 6), (None, "x"))
]


def admitted(side):
    validator = jsonschema.Draft202012Validator({**BOX, **side})
    return {number for number, value in enumerate(VALUES) if validator.is_valid(value)}


@given(CONDITIONS, CONDITIONS)
def test_what_a_condition_refuses_newly_breaks_who_sends_it_and_what_it_admits_newly_is_told_to_who_reads_it(old, new):
    before, after = admitted(old), admitted(new)
    if before - after:
        assert "breaking" in [each[1] for each in told(old, new)]
    if after - before:
        assert {"breaking", "warning"} & {each[1] for each in told(old, new, "response-body")}


NAMED = {"$ref": "#/components/schemas/Kind"}
HOLDING = {"$ref": "#/components/schemas/Holding"}


def told_of_named(old, new, asking):
    """What is told of a schema that asks by another one, which differs; of that one nothing is told beside it."""
    sides = (document(put("request-body", HOLDING), Kind=side, Holding={**BOX, **asking}) for side in (old, new))
    found = judge(changes(*sides))
    told = [(one.id.removeprefix("request-body-"), one.level) for one in found if one.schema == "Holding"]
    assert len(told) in {0, len(found)}
    return told


@pytest.mark.parametrize(
    ("asking", "kept", "lost"),
    [
        ({"not": NAMED}, ("not-changed", "breaking"), ("not-changed", "info")),
        ({"not": {"allOf": [NAMED, SIZE]}}, ("not-changed", "breaking"), ("not-changed", "info")),
        ({"not": {"not": NAMED}}, ("not-changed", "breaking"), ("not-changed", "breaking")),
        ({"if": NAMED, "then": LID}, ("if-changed", "breaking"), ("if-changed", "info")),
        ({"if": NAMED, "else": LID}, ("if-changed", "info"), ("if-changed", "breaking")),
        ({"allOf": [{"if": NAMED, "then": LID}]}, ("if-changed", "breaking"), ("if-changed", "info")),
    ],
)
def test_what_is_only_asked_by_a_named_schema_is_judged_by_what_follows_from_it(asking, kept, lost):
    one, both = kind("a", size={"type": "integer"}), kind("a", "b")
    assert told_of_named(one, both, asking) == [kept]
    assert told_of_named(both, one, asking) == [lost]
    assert told_of_named(one, {**one, "description": "Which it is."}, asking) == []
    assert told_of_named(one, {"allOf": [one]}, asking) == []


def test_a_named_schema_by_which_nothing_follows_is_told_of_nobody():
    assert told_of_named(kind("a"), A_OR_B, {"if": NAMED}) == []


def test_a_named_schema_that_is_asked_by_and_held_is_judged_as_both():
    holding = {**BOX, "properties": {**BOX["properties"], "own": NAMED}, "not": NAMED}
    sides = (document(put("request-body", HOLDING), Kind=side, Holding=holding) for side in (kind("a"), A_OR_B))
    found = judge(changes(*sides))
    assert {(one.id, one.level, one.schema) for one in found} == {
        ("request-body-not-changed", "breaking", "Holding"),
        ("request-property-enum-value-added", "info", "Kind"),
    }


def test_a_condition_below_a_property_is_told_of_the_property():
    holding = {"properties": {"box": {**BOX, "if": NAMED, "then": LID}}}
    sides = (document(put("request-body", HOLDING), Kind=side, Holding=holding) for side in (kind("a"), A_OR_B))
    assert [(one.id, one.field, one.schema) for one in judge(changes(*sides))] == [
        ("request-property-if-changed", "box", "Holding")
    ]


def test_a_named_schema_that_is_only_asked_by_and_is_gone_is_told():
    sides = [document(put("request-body", HOLDING), Kind=A, Holding={**BOX, "if": NAMED, "then": LID}) for _ in "ab"]
    del sides[1]["components"]["schemas"]["Kind"]
    assert [one.id for one in judge(changes(*sides))] == ["reference-unresolved"]
    assert {one.id for one in judge(changes(*sides[::-1]))} >= {"reference-resolved"}


FEW, MANY = {"enum": ["a", "b"]}, {"enum": ["a", "b", "c"]}


def referring(name):
    return {"$ref": f"#/components/schemas/{name}"}


def told_below(asking, between, *, places=None, sides=(FEW, MANY), **more):
    """What is told where Holding asks by a schema that leads to Word, which differs."""
    named = {"Holding": {**BOX, **asking}, "Kind": between, **more}
    used = put("request-body", HOLDING) if places is None else places
    found = judge(changes(*(document(used, Word=side, **named) for side in sides)))
    return [(one.id, one.level, one.schema, len(one.operations)) for one in found]


LEADING = [
    ({"properties": {"kind": referring("Word")}, "required": ["kind"]}, {}),
    ({"allOf": [referring("Between")]}, {"Between": {"properties": {"list": {"items": referring("Word")}}}}),
    (
        {"properties": {"kind": referring("Word"), "more": referring("Kind")}},
        {},
    ),
]


@pytest.mark.parametrize(("between", "more"), LEADING)
@pytest.mark.parametrize(
    ("asking", "rule"), [({"not": NAMED}, "not-changed"), ({"if": NAMED, "then": LID}, "if-changed")]
)
def test_what_differs_below_what_is_asked_is_told_where_it_is_asked(asking, rule, between, more):
    told = [told_below(asking, between, sides=sides, **more) for sides in ((FEW, MANY), (MANY, FEW))]
    assert told == [[(f"request-body-{rule}", level, "Holding", 1)] for level in ("breaking", "info")]
    assert told_below(asking, between, sides=(FEW, {**FEW, "description": "A word."}), **more) == []


@pytest.mark.parametrize("sides", [(FEW, MANY), (MANY, FEW)])
@pytest.mark.parametrize("between", [{"not": referring("Word")}, {"oneOf": [referring("Word"), {"type": "integer"}]}])
def test_what_differs_below_what_turns_it_round_is_told_as_something_else(between, sides):
    assert told_below({"not": NAMED}, between, sides=sides) == [("request-body-not-changed", "breaking", "Holding", 1)]


def test_what_differs_below_what_is_asked_is_told_of_those_that_use_it_themselves():
    places = put("request-body", HOLDING) | put("response-body", referring("Word"))
    assert told_below({"not": NAMED}, LEADING[0][0], places=places) == [
        ("request-body-not-changed", "breaking", "Holding", 1),
        ("response-body-enum-value-added", "warning", "Word", 1),
    ]


def test_what_differs_below_what_nobody_uses_is_told_once():
    told = told_below({"not": NAMED}, LEADING[0][0], places=put("request-body", TEXT))
    assert told == [("response-body-not-changed", "info", "Holding", 0)]


def test_what_is_said_beside_the_values_is_told_of_what_is_only_asked_as_well():
    told = told_below({"not": NAMED}, LEADING[0][0], sides=(FEW, {**MANY, "deprecated": True}))
    assert told == [
        ("request-body-not-changed", "breaking", "Holding", 1),
        ("request-property-deprecated", "info", "Word", 1),
    ]


def test_schemas_that_rule_each_other_out_are_told_where_nobody_uses_them():
    ring = {
        "One": {"not": referring("Other")},
        "Other": {"properties": {"w": referring("Word")}, "not": referring("One")},
    }
    assert "Other" in {schema for _, _, schema, _ in told_below({}, TEXT, places=put("request-body", TEXT), **ring)}


def test_what_lies_below_very_many_schemas_is_told_as_what_its_own_values_are():
    deep = {f"Deep{number}": {"properties": {"w": referring(f"Deep{number + 1}")}} for number in range(70)}
    told = told_below({"not": NAMED}, {"properties": {"w": referring("Deep0")}}, **deep, Deep70=referring("Word"))
    assert told == [("request-property-enum-value-added", "info", "Word", 1)]
