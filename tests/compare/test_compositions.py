"""A schema that becomes one of several, or the only one of several: told once, as what it does to values."""

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import body_changes, changes, document, put

A = {"type": "object", "title": "A", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
B = {"type": "object", "title": "B", "properties": {"x": {"type": "string"}, "y": {"type": "integer"}}}
NULL = {"type": "null"}
NAMED = {"A": A}
REF = {"$ref": "#/components/schemas/A"}
NESTED = {"oneOf": [REF, {"type": "string"}], "discriminator": {"propertyName": "a"}}


def _kinds(old, new, place="request-property"):
    return [(change.kind, "kept" in change.traits) for change in body_changes(old, new, place=place, components=NAMED)]


@pytest.mark.parametrize("branch", [{"type": "integer"}, A, REF, NESTED], ids=["scalar", "object", "named", "nested"])
def test_a_branch_more_beside_one_and_null_keeps_what_was(branch):
    old = {"anyOf": [branch, NULL], "title": "Old", "description": "One."}
    new = {"anyOf": [branch, NULL, B], "title": "New", "description": "Two."}
    assert _kinds(old, new) == [("field.any-of.wrapped", True)]


@pytest.mark.parametrize("branch", [{"type": "integer"}, A, REF, NESTED], ids=["scalar", "object", "named", "nested"])
def test_the_last_branch_beside_null_is_what_remains(branch):
    old, new = {"anyOf": [branch, NULL, B]}, {"anyOf": [branch, NULL]}
    assert _kinds(old, new) == [("field.any-of.unwrapped", False)]


def test_one_of_several_that_is_null_no_more_is_told_as_null_beside_the_further_branch():
    assert _kinds({"anyOf": [A, NULL]}, {"anyOf": [A, B]}) == [
        ("field.any-of.wrapped", True),
        ("field.became-not-nullable", False),
    ]


def test_what_stands_beside_the_branches_is_still_said():
    old = {"anyOf": [{"type": "string"}, NULL], "default": "x"}
    new = {"anyOf": [{"type": "string"}, NULL, B], "default": "x"}
    assert _kinds(old, new) == [("field.any-of.wrapped", True)]


def test_null_is_null_whatever_is_said_of_it():
    old = {"anyOf": [{"type": "integer"}, NULL]}
    new = {"anyOf": [{"type": "integer"}, {"type": ["null"], "deprecated": True, "default": None, "x-note": "none"}]}
    assert _kinds(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ({"type": "number"}, {"type": "integer"}, "field.type.specialized"),
        ({"type": "string", "maxLength": 5}, {"maxLength": 5}, "field.type.removed"),
    ],
)
def test_a_branch_whose_type_is_another_range_of_the_same_is_compared(old, new, kind):
    assert _kinds({"oneOf": [old, A, B]}, {"oneOf": [new, A, B]}) == [(kind, False)]


def test_a_renamed_property_in_an_all_of_branch_is_one_rename():
    old = {"allOf": [REF, {"type": "object", "properties": {"filtered": {"type": "boolean"}}}]}
    new = {"allOf": [REF, {"type": "object", "properties": {"filtered_value": {"type": "boolean"}}}]}
    assert _kinds(old, new) == [("field.renamed", False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            {"oneOf": [{**REF, "deprecated": True}, {"type": "object", "title": "C"}]},
            {"oneOf": [{"allOf": [REF], "deprecated": True}, {"type": "object", "title": "C"}]},
            id="beside-a-reference",
        ),
        pytest.param(
            {"anyOf": [NESTED, NULL]},
            {"anyOf": [{**NESTED, "readOnly": False}, NULL], "readOnly": False, "deprecated": False},
            id="flags-that-say-nothing",
        ),
        pytest.param(
            {"type": "object", "additionalProperties": {}},
            {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Any"}},
            id="anything-by-name",
        ),
        pytest.param({"maximum": 9223372036854775807}, {"maximum": 9223372036854775807.0}, id="beyond-doubles"),
    ],
)
@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_two_ways_to_write_one_thing_are_silent(one, other, place):
    named = {**NAMED, "Any": {"description": "Anything."}}
    found = (
        *body_changes(one, other, place=place, components=named),
        *body_changes(other, one, place=place, components=named),
    )
    assert found == ()


def test_branches_that_state_defaults_are_told_apart_by_the_rest():
    def branch(items, **more):
        return {"type": "object", "properties": {"labels": {"type": "array", "items": items, **more}}, **more}

    named = {"type": "object", "properties": {"name": {"type": "string"}}}
    old = {"oneOf": [branch({"type": "string"}), branch(named)]}
    spelled = {"additionalProperties": True, "minProperties": 0, "minItems": 0, "uniqueItems": False, "required": []}
    new = {"oneOf": [branch({**named, **spelled}, **spelled), branch({"type": "string", "minLength": 0}, **spelled)]}
    assert _kinds(old, new) == []


def test_an_all_of_branch_that_is_split_again_stays():
    own = {"type": "object", "properties": {"c": {"type": "string"}, "d": {"type": "string"}}, "required": ["d"]}
    parts = {
        "allOf": [
            {"type": "object", "properties": {"c": {"type": "string"}}},
            {"type": "object", "properties": {"d": {"type": "string"}}, "required": ["d"]},
        ]
    }
    assert _kinds({"allOf": [REF, own]}, {"allOf": [REF, parts]}) == []


def test_a_branch_whose_name_and_titles_changed_is_the_same():
    old_a = {
        "type": "object",
        "title": "Old",
        "oneOf": [{"title": "P", "required": ["p"]}, {"title": "Q", "required": ["q"]}],
    }
    new_a = {
        "type": "object",
        "title": "New",
        "oneOf": [{"title": "R", "required": ["p"]}, {"title": "S", "required": ["q"]}],
    }
    found = body_changes(
        {"anyOf": [{"$ref": "#/components/schemas/X"}, A]},
        {"anyOf": [{"$ref": "#/components/schemas/NewX"}, A]},
        components={"X": old_a},
        after={"NewX": new_a},
    )
    assert [change.kind for change in found] == ["schema.renamed"]


def test_great_numbers_that_differ_by_one_differ():
    old, new = {"type": "integer", "maximum": 9223372036854775807}, {"type": "integer", "maximum": 9223372036854775806}
    assert _kinds(old, new) == [("field.maximum.lowered", False)]


def test_a_branch_that_joins_an_object_by_reference_is_one_of_several_objects():
    def shape(kind):
        own = {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": [kind]}}}
        return {"allOf": [own, {"$ref": "#/components/schemas/Base"}]}

    named = {
        "Base": {"type": "object", "properties": {"size": {"type": "integer"}}},
        **{name: shape(name) for name in ("Round", "Square", "Flat")},
    }
    old, new = ({"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]} for names in (
        ("Round", "Square"), ("Round", "Square", "Flat"),
    ))  # fmt: skip
    (change,) = body_changes(old, new, place="response-property", components=named)
    assert change.kind == "field.one-of.added"
    assert "open-union" in change.traits


def _listing(*items, **more):
    return {"type": "object", "properties": {"labels": {"type": "array", "items": items[0], **more}}}


PLAIN, NAMING = {"type": "string"}, {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
MORE = {**NAMING, "properties": {**NAMING["properties"], "sure": {"enum": ["low", "high"]}}}


def test_an_alternative_whose_calls_another_one_takes_is_no_longer_told_apart_at_info():
    old = {"oneOf": [_listing(PLAIN), _listing(NAMING)]}
    new = {"oneOf": [_listing({"oneOf": [PLAIN, MORE]})]}
    told = {one.id: one.level for one in judge(body_changes(old, new, place="request-property"))}
    assert told == {
        "request-property-one-of-removed": "info",
        "request-property-one-of-added": "info",
        "new-optional-request-property": "info",
    }


def test_an_alternative_whose_calls_no_other_one_takes_is_gone():
    old = {"oneOf": [_listing(PLAIN), _listing(NAMING)]}
    for item in ({"oneOf": [PLAIN, {**MORE, "required": ["name", "sure"]}]}, {"oneOf": [PLAIN, {"type": "integer"}]}):
        told = judge(body_changes(old, {"oneOf": [_listing(item)]}, place="request-property"))
        assert "breaking" in {one.level for one in told}, item


def test_an_object_that_may_be_a_list_of_such_as_well_is_compared_with_the_object():
    old = {"type": "object", "required": ["kind"], "properties": dict.fromkeys(("kind", "params", "name"), PLAIN)}
    rule = {
        "type": "object",
        "required": ["kind", "event"],
        "properties": dict.fromkeys(("kind", "event", "tag", "params"), PLAIN),
    }
    new = {"oneOf": [rule, {"type": "array", "items": rule}]}
    told = {(one.id, one.level, one.field) for one in judge(body_changes(old, new, place="request-body"))}
    assert told >= {
        ("new-required-request-property", "breaking", "<oneOf:object>.event"),
        ("request-body-one-of-added", "info", None),
    }
    assert "request-body-wrapped-in-one-of" not in {one[0] for one in told}


@pytest.mark.parametrize("null", [[], [NULL]], ids=["as before", "null as well"])
def test_any_object_that_became_one_of_several_is_limited_to_them_whatever_null_does(null):
    old, new = {"type": "object"}, {"oneOf": [A, B, *null]}
    told = {one.id: one.level for one in judge(body_changes(old, new, place="response-property"))}
    limited = {"response-property-one-of-imposed": "info"}
    assert told == (limited | {"response-property-became-nullable": "warning"} if null else limited)
    back = {one.id: one.level for one in judge(body_changes(new, old, place="request-property"))}
    assert back["request-property-one-of-dropped"] == "info"


KEY = {"type": "object", "required": ["id"], "properties": {"id": PLAIN, "use": PLAIN, "note": PLAIN}}
ROUND = {"type": "object", "required": ["id"], "properties": {"id": PLAIN, "use": {"enum": ["a"]}, "r": PLAIN}}
FLAT = {"type": "object", "properties": {"id": PLAIN, "use": {"enum": ["b"]}, "w": PLAIN, "h": PLAIN}}


def test_a_field_that_moved_into_the_alternatives_is_not_gone():
    new = {"type": "object", "oneOf": [ROUND, FLAT]}
    told = {(one.id, one.level, one.field) for one in judge(body_changes(KEY, new, place="response-body"))}
    assert told >= {
        ("response-property-became-optional", "warning", "id"),
        ("response-optional-property-removed", "warning", "note"),
    }
    assert not [one for one in told if one[2] in {"use", "r", "w"}]
    back = {(one.id, one.field) for one in judge(body_changes(new, KEY, place="request-body"))}
    assert back >= {("request-property-became-required", "id"), ("new-optional-request-property", "note")}
    assert not [one for one in back if one[1] == "use"]


def test_a_field_that_is_required_beside_the_alternatives_that_declare_it_is_not_gone():
    old = {"type": "object", "required": ["use"], "properties": {"use": {"enum": ["a", "b"]}}}
    ones = ({"properties": {"use": {"enum": ["a"]}}}, {"properties": {"use": {"enum": ["b"]}}, "required": ["r"]})
    new = {"type": "object", "required": ["use"], "oneOf": list(ones)}
    for place in ("request-body", "response-body"):
        assert "use" not in {one.field for one in judge(body_changes(old, new, place=place))}
        assert "use" not in {one.field for one in judge(body_changes(new, old, place=place))}
    loose = {**new, "required": []}
    assert "response-property-became-optional" in {
        one.id for one in judge(body_changes(old, loose, place="response-body"))
    }


def test_a_field_that_all_alternatives_require_is_as_it_was():
    new = {"type": "object", "oneOf": [ROUND, {**FLAT, "required": ["id"]}]}
    assert "id" not in {one.field for one in judge(body_changes(KEY, new, place="response-body"))}


TEXT, SHORT = {"type": "string"}, {"type": "string", "maxLength": 3}


@pytest.mark.parametrize("place", ["request-property", "request-parameter"])
@pytest.mark.parametrize(
    ("said", "says", "told"),
    [
        ({"default": "a"}, {"default": "a"}, []),
        ({"deprecated": True}, {"deprecated": True}, []),
        ({"default": "a"}, {"default": "b"}, ["field.default.changed"]),
        ({"default": "a"}, {}, ["field.default.unset"]),
        ({"deprecated": True}, {}, ["field.reactivated"]),
        ({}, {"deprecated": True}, ["field.deprecated"]),
    ],
)
def test_what_stands_beside_alternatives_is_held_against_what_the_one_said_that_there_was(said, says, told, place):
    alone = {"anyOf": [TEXT, {"type": "null"}], **said}
    nested = {"anyOf": [{"anyOf": [TEXT, SHORT]}, {"type": "null"}], **says}
    found = changes(document(put(place, alone)), document(put(place, nested)))
    assert told == [change.kind for change in found]
    back = changes(document(put(place, nested)), document(put(place, alone)))
    assert len(told) == len(back)


@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_values_listed_beside_a_branch_that_is_any_text_are_known_by_name_alone(group, place):
    def side(*values):
        return {group: [{"type": "string", "enum": [*values], "title": "Known"}, {"type": "string", "title": "Any"}]}

    old, new = (
        document(put(place, {"type": "object", "properties": {"voice": side(*values)}}))
        for values in (("low", "high"), ("low", "soft"))
    )
    assert {"info"} == {finding.level for finding in judge(changes(old, new))}


def event(name, **said):
    return {
        "type": "object",
        "properties": {"id": {"type": "string"}, "at": {"type": "string"}, "event": {"const": name}, **said},
        "required": ["id", "at", "event", *said],
    }


def test_a_branch_for_another_purpose_is_no_other_version_of_one_that_went():
    data = {"type": "object", "properties": {"state": {"type": "string"}}}
    old = {"oneOf": [event("box.sent"), event("box.lost", box=data), event("box.kept")]}
    new = {"oneOf": [event("box.sent"), event("box.kept"), event("key.made", key=data), event("key.gone", key=data)]}
    found = judge(body_changes(old, new, place="response-body"))
    assert {("response-body-one-of-removed", "info"), ("response-body-one-of-added", "warning")} == {
        (finding.id, finding.level) for finding in found
    }


@pytest.mark.parametrize("within", ["query", "header", "path"])
@pytest.mark.parametrize("text", [{"type": "string"}, {"type": "array", "items": {"type": "string"}}])
def test_a_parameter_of_which_nothing_was_said_is_a_text_anyway(within, text):
    def side(**said):
        return document({"parameters": [{"name": "code", "in": within, "required": True, **said}]})

    def levels(old, new):
        return [finding.level for finding in judge(changes(old, new))]

    said, date = side(schema=text), side(schema={"type": "string", "format": "date"})
    assert levels(side(), said) == levels(side(schema={}), said) == levels(said, side()) == ["info"]
    assert levels(side(), date) == levels(side(), side(schema={"type": "integer"})) == ["breaking"]
    assert "breaking" in levels(side(), side(schema={"type": "string", "minLength": 3}))
    assert "breaking" in levels(side(), side(schema={"type": "object", "properties": {"a": {}}}))


def test_a_parameter_that_is_sent_as_json_may_be_no_text():
    def side(said):
        content = {"application/json": {"schema": said}}
        return document({"parameters": [{"name": "code", "in": "query", "content": content}]})

    assert ["breaking"] == [finding.level for finding in judge(changes(side({}), side({"type": "string"})))]


def test_a_header_of_which_nothing_is_said_any_more_is_a_text_still():
    def side(**said):
        return document({"responses": {"200": {"description": "-", "headers": {"X-Code": said}}}})

    assert ["info"] == [finding.level for finding in judge(changes(side(schema={"type": "string"}), side()))]
    assert ["breaking"] == [finding.level for finding in judge(changes(side(schema={"type": "integer"}), side()))]


@pytest.mark.parametrize("place", ["request-property", "response-property", "request-body", "response-body"])
def test_a_format_that_no_registry_lists_is_a_remark(place):
    plain, money, price, uuid = (
        {"type": "string", **more} for more in ({}, {"format": "money"}, {"format": "price"}, {"format": "uuid"})
    )

    def told(old, new):
        return {(one.id.removeprefix(place), one.level) for one in judge(body_changes(old, new, place=place))}

    remark = {("-format-remark-changed", "info")}
    assert told(plain, money) == told(money, plain) == told(money, price) == remark
    assert told(money, uuid) == told(plain, uuid)
    assert told(uuid, money) == told(uuid, plain)
    assert not told(plain, {"type": "string", "format": "password"})
    assert not told({"type": "number"}, {"type": "number", "format": "money"})
    int64, ticket, double = ({"type": "integer", "format": name} for name in ("int64", "ticket", "double"))
    assert told(int64, ticket) == told(ticket, int64) == remark
    assert not told(int64, double)


def test_a_schema_that_was_split_in_two_is_held_against_neither_half():
    def query(*values, **more):
        kind = {"type": "string", "enum": list(values)}
        fields = {"title": {"type": "string"}, "service": {"type": "string"}, "kind": kind, **more}
        return {"type": "object", "properties": fields, "required": ["title", "kind"]}

    one = query("map", "stream")
    halves = {"oneOf": [query("map", zoom={"type": "integer"}), query("stream", time={"type": "string"})]}
    told = {(each.id, each.level) for each in judge(body_changes(one, halves, place="request-body"))}
    assert not {rule for rule, _ in told if "enum" in rule}
    assert {"breaking"} == {level for _, level in told}
    assert len(told) == 1


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"type": "array", "items": {"type": "array", "items": PLAIN}}, "array of array"),
        (
            {"type": "array", "items": {"anyOf": [{"type": "number"}, {"type": "boolean"}]}},
            "array of boolean or number",
        ),
        (
            {"type": "array", "items": {"oneOf": [{"minimum": 1}, {"maxLength": 2}, {"type": "number"}]}},
            "array of anything or number",
        ),
        ({"type": "string", "format": "date"}, "string (date)"),
    ],
)
def test_a_branch_of_a_type_that_another_one_has_is_named_by_what_it_is_made_of(more, name):
    old = {"oneOf": [{"type": "string", "format": "uuid"}, {"type": "array", "items": PLAIN}]}
    (change,) = body_changes(old, {"oneOf": [*old["oneOf"], more]}, place="response-property")
    assert (change.kind, change.after) == ("field.one-of.added", [name])


def _fixing(value, **more):
    return {
        "type": "object",
        "properties": {"sort": {"type": "string", "enum": [value]}, "a": {"type": "string"}, **more},
    }


@pytest.mark.parametrize(
    "beside",
    [[{"type": "integer"}], [{"type": "integer"}, {"type": "string"}], [REF], [B | {"title": ""}]],
    ids=["scalar", "scalars", "named", "object"],
)
def test_a_value_that_only_one_branch_fixes_is_told_where_it_stands(beside):
    old, new = ({"oneOf": [_fixing(value), *beside]} for value in ("x", "y"))
    told = body_changes(old, new, place="request-property", components=NAMED)
    assert [(change.kind, change.before, change.after) for change in told] == [("field.const.changed", "x", "y")]
    assert all(change.field is not None and change.field.endswith(".sort") for change in told)


def test_a_value_by_which_branches_are_told_apart_is_for_another_one():
    old, new = ({"oneOf": [_fixing(value), _fixing("z", b={"type": "integer"})]} for value in ("x", "y"))
    assert _kinds(old, new) == [("field.one-of.added", False), ("field.one-of.removed", False)]


def test_another_shape_under_another_value_is_no_change_of_the_value():
    old, new = {"oneOf": [_fixing("x"), REF]}, {"oneOf": [_fixing("y", b=A, c=B, d=NULL, e=NULL, g=B), REF]}
    assert _kinds(old, new) == [("field.one-of.added", False), ("field.one-of.removed", False)]


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
def test_the_only_object_among_alternatives_is_the_same_one_with_other_properties(place, group):
    size = {"type": "object", "properties": {"unit": {"type": "string", "readOnly": True}, "size": {"type": "string"}}}
    titled = {"type": "object", "title": "Size", "properties": {"size": {"description": "As it is printed."}}}
    text = {"type": "string"}
    found = body_changes({group: [text, size]}, {group: [{**text, "title": "Words"}, titled]}, place=place)
    assert {"field.type.removed"} <= {change.kind for change in found}
    assert not [change.kind for change in found if "-of." in change.kind]


def test_another_object_among_alternatives_is_another_one():
    old, new = {"oneOf": [{"type": "string"}, A]}, {"oneOf": [{"type": "string"}, B]}
    assert [kind for kind, _ in _kinds(old, new)] == ["field.one-of.added", "field.one-of.removed"]


CLOSED = {"type": "object", "additionalProperties": False}
CARD = {**CLOSED, "properties": {"id": {"type": "string"}, "number": {"type": "string"}}}
BANK = {**CLOSED, "properties": {"id": {"type": "string"}, "iban": {"type": "string"}}}
TAGGED = {**CLOSED, "properties": {**BANK["properties"], "number": {"type": "string"}}}


def test_the_branch_that_remains_under_its_name_is_held_against_itself():
    both = {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Bank"}]}
    alone = {"$ref": "#/components/schemas/Bank"}
    before, after = {"Card": CARD, "Bank": BANK}, {"Card": CARD, "Bank": TAGGED}
    found = body_changes(both, alone, place="response-property", components=before, after=after)
    assert {("field.one-of.removed", "f"), ("field.added", "number")} == {(each.kind, each.field) for each in found}
    back = body_changes(alone, both, place="response-property", components=after, after=before)
    assert {("field.one-of.added", "f"), ("field.removed", "number")} == {(each.kind, each.field) for each in back}


def test_a_value_that_a_branch_fixes_by_a_reference_tells_it_apart():
    def blocks(suffix, fix, *names):
        made = {
            f"{name.title()}Block{suffix}": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": fix(name), "of": {"type": "string"}, "data": {"type": "string"}},
            }
            for name in names
        }
        return {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in made]}, made

    old, named = blocks("", lambda name: {"$ref": f"#/components/schemas/{name}"}, "rule", "spacer")
    kinds = {name: {"type": "string", "enum": [name]} for name in ("rule", "spacer")}
    new, after = blocks("V0", lambda name: {"type": "string", "enum": [name]}, "drop", "rule", "spacer")
    found = body_changes(old, new, place="request-property", components={**named, **kinds}, after=after)
    assert [("field.one-of.added", ["DropBlockV0"])] == [
        (each.kind, each.after) for each in found if each.kind.startswith("field.")
    ]


@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_one_of_two_properties_in_place_of_the_one_is_told_by_which_may_stay_away(group, place):
    fields = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
    either = {**fields, group: [{"required": ["id"]}, {"required": ["name"]}]}
    found = [(each.kind, each.field) for each in body_changes({**fields, "required": ["id"]}, either, place=place)]
    if group == "anyOf":
        assert found == [("field.became-optional", "f.id")]
    assert ("field.became-optional", "f.id") in found


def test_an_alternative_that_goes_is_told_apart_from_one_of_its_type_that_stays():
    named, called = (
        {"type": "object", "required": [name], "properties": {name: {"type": "string"}}} for name in ("title", "label")
    )
    text = {"type": "string", "enum": ["none"]}
    number = {"type": "integer"}
    found = body_changes({"oneOf": [text, {**named, "additionalProperties": False}]}, {"oneOf": [number, called]})
    told = [change.before for change in found if change.kind == "field.one-of.removed"]
    assert told == [["object with title", "string"]]
