"""What is one edit and no narrower, though it is written with other keywords: ends of ranges, alternatives, types."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.rules.folding import folded
from tests.compare.schema_documents import document, put
from tests.rules.examples import findings_between

INTEGER = {"type": "number"}
TEXT = {"type": "string"}
BOX = {"type": "object", "properties": {"wide": TEXT}}
LID = {"type": "object", "properties": {"high": {"type": "integer"}}}
NAMED = {"$ref": "#/components/schemas/Thing"}


def told_of(place, old, new, before=None, after=None):
    before = before or {}
    sides = (document(put(place, old), **before), document(put(place, new), **(before if after is None else after)))
    return told(*sides)


def told(old, new):
    sides = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    return [(one.id, one.level) for one in findings_between(*sides)]


@pytest.mark.parametrize(
    ("inclusive", "exclusive", "name"), [("minimum", "exclusiveMinimum", "min"), ("maximum", "exclusiveMaximum", "max")]
)
@pytest.mark.parametrize("place", ["request-property", "request-parameter", "response-property"])
def test_an_end_stated_by_the_other_keyword_is_one_finding_by_what_it_does(place, inclusive, exclusive, name):
    loose, tight = INTEGER | {inclusive: 9}, INTEGER | {exclusive: 9}
    tighter, looser = ("increased", "decreased") if name == "min" else ("decreased", "increased")
    sent = place.startswith("request")
    assert told_of(place, tight, loose) == [(f"{place}-{name}-{looser}", "info" if sent else "warning")]
    assert told_of(place, loose, tight) == [(f"{place}-{name}-{tighter}", "breaking" if sent else "info")]


def test_both_keywords_at_once_are_told_by_themselves():
    one, other = INTEGER | {"minimum": 1}, INTEGER | {"minimum": 2, "exclusiveMinimum": 3}
    assert [id_ for id_, _ in told_of("request-property", one, other)] == [
        "request-property-exclusive-min-set", "request-property-min-increased",
    ]  # fmt: skip


@pytest.mark.parametrize("type_", ["number", "integer"])
@pytest.mark.parametrize("lower", [True, False])
def test_a_keyword_that_binds_nothing_beside_the_other_one_breaks_nobody(type_, lower):
    def levels(before, after):
        """What is told of keywords of one end; at the other one something else changes as well."""
        names, sign = (("minimum", "exclusiveMinimum"), 1) if lower else (("maximum", "exclusiveMaximum"), -1)
        sides = [{name: sign * value for name, value in zip(names, ends, strict=True) if value is not None}
                 for ends in (before, after)]  # fmt: skip
        one, other = ({"type": type_, "multipleOf": number} | side for side, number in zip(sides, (4, 3), strict=True))
        found = [told_of(place, one, other) for place in ("request-property", "response-property")]
        return [sorted(level for id_, level in each if "multiple" not in id_) for each in found]

    assert levels((5, 3), (5, None)) == levels((5, None), (5, 3)) == [[], []]
    assert levels((5, 3), (6, None)) == levels((5, 3), (None, 6)) == [["breaking", "info"], ["info", "info"]]
    assert levels((6, None), (5, 3)) == [["info", "info"], ["info", "warning"]]
    assert levels((5, 5), (5, None)) == [["info"], ["warning"]]
    assert levels((5, 4), (None, 4)) == ([[], []] if type_ == "integer" else [["info"], ["warning"]])


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_null_in_a_list_of_texts_is_none_of_them(place):
    one, other = TEXT | {"enum": ["on", None]}, TEXT | {"enum": ["on", "none"]}
    added, removed = told_of(place, one, other), told_of(place, other, one)
    assert [id_ for id_, _ in (*added, *removed)] == [f"{place}-enum-value-added", f"{place}-enum-value-removed"]


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        (TEXT | {"enum": ["a", None], "nullable": True}, TEXT | {"enum": ["b"], "nullable": True}, ["a"]),
        ({"enum": ["a", None]}, {"enum": ["b"]}, ["a"]),
    ],
)  # fmt: skip
def test_null_in_a_list_counts_where_it_can_be(old, new, gone):
    assert gone == ["a"]
    assert ("request-property-enum-value-removed", "breaking") in told_of("request-property", old, new)


def test_a_list_beside_alternatives_of_one_type_that_is_gone_is_a_looser_one():
    branches = [TEXT | {"enum": ["a", "b"]}, TEXT]
    old, new = {"enum": ["a", "b", "c"], "oneOf": branches}, {"oneOf": branches}
    assert told_of("response-property", old, new) == [("response-property-enum-value-removed", "warning")]
    loose = [TEXT, {"minLength": 2}]
    assert told_of("response-property", {"enum": ["a", 1], "anyOf": loose}, {"anyOf": loose}) == [
        ("response-property-enum-value-removed", "breaking")
    ]


EITHER = {
    "type": "object", "properties": {"box": BOX, "lid": LID}, "additionalProperties": False,
    "oneOf": [{"required": ["box"]}, {"required": ["lid"]}],
}  # fmt: skip


def _alone(name, schema):
    return {"type": "object", "properties": {name: schema}, "required": [name], "additionalProperties": False}


def test_either_of_two_properties_is_either_of_two_objects():
    apart = {"oneOf": [_alone("box", BOX), _alone("lid", LID)]}
    assert not [one for one in told_of("request-property", EITHER, apart) if one[1] != "info"]
    assert not [one for one in told_of("request-property", apart, EITHER) if one[1] != "info"]


def test_a_further_object_beside_either_of_two_properties_takes_nothing_away():
    more = {"oneOf": [_alone("box", BOX), _alone("lid", LID), _alone("bag", BOX)]}
    assert not [one for one in told_of("request-property", EITHER, more) if one[1] != "info"]
    assert [one for one in told_of("request-property", more, EITHER) if one[1] == "breaking"]


@pytest.mark.parametrize("kept", [[], [LID]])
@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_an_alternative_that_another_one_holds_names_properties_that_only_it_has(place, kept):
    more = {"allOf": [NAMED, {"type": "object", "properties": {"long": TEXT, "wide": TEXT}, "required": ["long"]}]}
    few, many = ({"anyOf": [*parts, *kept]} for parts in ([NAMED], [NAMED, more]))
    come, gone = told_of(place, few, many, {"Thing": BOX}), told_of(place, many, few, {"Thing": BOX})
    sent = place.startswith("request")
    assert come == [("new-optional-request-property" if sent else "response-optional-property-added", "info")]
    assert gone == [
        ("request-property-removed", "warning") if sent else ("response-optional-property-removed", "breaking")
    ]
    bare = {"allOf": [NAMED, {"required": ["wide"]}]}
    assert told_of(place, few, {"anyOf": [NAMED, bare, *kept]}, {"Thing": BOX}) == []
    one, other = (
        {"anyOf": [NAMED, {"allOf": [NAMED, {"required": ["long"], "properties": {"long": TEXT, name: TEXT}}]}, *kept]}
        for name in ("first", "other")
    )
    assert sorted(level for _, level in told_of(place, one, other, {"Thing": BOX})) == ["info", "warning"]


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_of_alternatives_that_are_too_many_or_too_deep_to_be_looked_into_no_property_is_missed(place):
    parts = {f"P{n}": {"type": "object", "properties": {f"p{n}": TEXT}, "required": [f"p{n}"]} for n in range(45)}
    held = [{"allOf": [NAMED, part]} for part in parts.values()]
    few, many = ({"anyOf": [NAMED, *held[:count]]} for count in (38, 41))
    flat, deep = few, few
    for _ in range(4):
        deep = {"anyOf": [deep, {"type": "integer"}]}
    for one, other in ((few, many), ({"anyOf": [flat, {"type": "integer"}]}, deep)):
        assert told_of(place, one, other, {"Thing": BOX}) == told_of(place, other, one, {"Thing": BOX}) == []


@pytest.mark.parametrize(
    "branches",
    [
        [{"required": ["box"]}, {"required": ["box"]}],
        [{"required": ["box", "lid"]}, {"required": ["lid"]}],
        [{"required": ["box"]}, {"properties": {"lid": {"minProperties": 1}}, "required": ["lid"]}],
        [{"required": ["box"]}, {"type": "string"}],
    ],
)
def test_other_alternatives_than_one_property_each_stay_what_they_are(branches):
    other = EITHER | {"oneOf": branches}
    assert told_of("request-property", EITHER, other)
    assert told_of("request-property", other, EITHER)


def test_an_object_with_one_of_two_properties_is_served_by_the_alternative_that_requires_it():
    loose = {
        "type": "object", "properties": {"at": TEXT, "box": TEXT, "lid": TEXT}, "required": ["at"],
        "oneOf": [{"required": ["box"]}, {"required": ["lid"]}],
    }  # fmt: skip
    named = [
        {"type": "object", "properties": {"at": TEXT, name: TEXT, "kind": {"enum": [name]}}, "required": ["at", name]}
        for name in ("box", "lid")
    ]
    assert not [one for one in told_of("response-property", loose, {"oneOf": named}) if one[1] == "breaking"]


@pytest.mark.parametrize("old", [{"type": "array", "items": TEXT}, TEXT, {"type": "null"}])
@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("more", [False, TEXT])
def test_of_what_was_no_object_no_further_properties_are_ruled_out(place, old, more):
    new = {"type": "object", "properties": {"a": TEXT}, "additionalProperties": more}
    for found in (told_of(place, old, new), told_of(place, new, old)):
        assert [level for _, level in found if level != "info"] == ["breaking"]
        assert not [id_ for id_, _ in found if "additional-properties" in id_]


def test_a_part_of_all_of_that_restates_the_type_of_another_is_nothing():
    parts = [{"$ref": "#/components/schemas/Base"}, {"$ref": "#/components/schemas/More"}]
    base, more = BOX, {"allOf": [{"type": "object"}, LID]}
    named = {"allOf": [{"type": "object", "properties": {"name": TEXT}}, LID], "required": ["name"]}
    before, after = {"Base": base, "More": more}, {"Base": base, "More": named}
    old, new = {"allOf": [parts[0], {"type": "object"}, parts[1]]}, {"allOf": parts}
    found = told_of("response-property", old, new, before, after)
    assert found
    assert not [one for one in found if one[1] != "info"]
    back = told_of("response-property", new, old, after, before)
    assert "response-property-all-of-added" not in [id_ for id_, _ in back]


def _calling(**callbacks):
    back = {
        "requestBody": {"content": {"application/json": {"schema": BOX}}},
        "responses": {"200": {"description": "-"}},
    }
    return document(
        {"callbacks": {name: {"{$request.body#/url}": {"post": back | more}} for name, more in callbacks.items()}}
    )


def test_a_callback_under_another_name_calls_where_it_did():
    assert told(_calling(done={}), _calling(ready={})) == [("callback-renamed", "info")]
    changed = {"requestBody": {"content": {"application/json": {"schema": LID}}}}
    assert ("response-optional-property-removed", "breaking") in told(_calling(done={}), _calling(ready=changed))


def test_of_several_callbacks_the_one_with_a_name_alike_is_the_one_that_was():
    one, two = _calling(bookDone={}), _calling(bookIsDone={}, lidLost={})
    assert sorted(told(one, two)) == [("callback-added", "info"), ("callback-renamed", "info")]
    assert sorted(told(two, one)) == [("callback-removed", "breaking"), ("callback-renamed", "info")]


def test_of_callbacks_that_look_all_alike_none_is_taken_for_another():
    assert sorted(told(_calling(a={}, b={}), _calling(x={}))) == [
        ("callback-added", "info"), ("callback-removed", "breaking"), ("callback-removed", "breaking"),
    ]  # fmt: skip


def test_where_others_call_the_same_address_it_says_of_no_callback_which_it_was():
    one, two = _calling(bookDone={}, shelfMoved={}), _calling(bookDone={}, lidLost={})
    assert sorted(told(one, two)) == [("callback-added", "info"), ("callback-removed", "breaking")]
    alike = _calling(bookDone={}, shelfIsMoved={})
    assert told(one, alike) == [("callback-renamed", "info")]


def test_the_body_of_an_error_that_is_gone_is_a_warning_and_that_of_a_success_is_not():
    body = {"content": {"application/json": {"schema": BOX}}}

    def answering(**statuses):
        return document({"responses": {key: {"description": "-", **more} for key, more in statuses.items()}})

    old = answering(**{"200": body, "default": body})
    assert told(old, answering(**{"200": body, "default": {}})) == [("response-media-type-removed", "warning")]
    assert told(old, answering(**{"200": {}, "default": body})) == [("response-media-type-removed", "breaking")]


@pytest.mark.parametrize("status", ["204", "205", "304"])
def test_a_body_that_never_came_is_missed_by_nobody(status):
    old, new = (
        document({"responses": {status: {"description": "-", **more}}})
        for more in ({"content": {"application/json": {"schema": BOX}}}, {})
    )
    assert told(old, new) == [("response-media-type-removed", "info")]


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_branches_that_are_as_much_alike_are_told_apart_by_what_is_inside(length):
    def session(*links, **more):
        inner = {"type": "object", "required": [*links], "properties": dict.fromkeys(links, TEXT | more)}
        return {"type": "object", "required": ["links"], "properties": {"links": inner}}

    old = {"oneOf": [session("partner", "back"), session("partner")]}
    new = {"oneOf": [session("partner", "back", maxLength=length), session("partner", maxLength=length)]}
    assert {id_ for id_, _ in told_of("request-property", old, new)} == {"request-property-max-length-set"}
    assert {id_ for id_, _ in told_of("request-property", new, old)} == {"request-property-max-length-unset"}


@pytest.mark.parametrize("wrong", ["object", "string"])
def test_types_that_ruled_each_other_out_and_are_corrected_are_a_warning_to_readers(wrong):
    old, new = {"type": wrong, "allOf": [{"type": "integer"}]}, {"type": "integer"}
    assert told_of("response-property", old, new) == [("response-property-type-generalized", "warning")]
    assert told_of("request-property", old, new) == [("request-property-type-generalized", "info")]
    assert [level for _, level in told_of("response-property", TEXT, new)] == ["breaking"]


KINDS = [{"type": "object", "properties": {"kind": {"const": name}, "id": TEXT}} for name in ("user", "team")]
OWN = [{"type": "object", "properties": {"id": TEXT, name: TEXT}} for name in ("wide", "high")]


@pytest.mark.parametrize(
    ("branches", "names"),
    [(KINDS, "`object with kind team`, `object with kind user`"), (OWN, "`object with high`, `object with wide`")],
)
def test_objects_without_a_name_are_called_by_what_the_others_lack(branches, names):
    sides = (document(put("response-property", schema)) for schema in (TEXT, {"oneOf": branches}))
    (found,) = findings_between(*(snapshot_of_openapi(side, place="spec", label="side") for side in sides))
    assert found.message == f"Response field `f` of response `200` is now one of {names}."


def test_what_differs_between_a_schema_and_another_one_in_its_place_has_one_cause():
    def using(name, fields):
        holder = {"type": "object", "properties": {"thing": {"$ref": f"#/components/schemas/{name}"}, "id": TEXT}}
        return document(
            put("response-body", holder), **{name: {"type": "object", "properties": dict.fromkeys(fields, TEXT)}}
        )

    def causes(old, new):
        found = findings_between(*(snapshot_of_openapi(side, place="spec", label="side") for side in (old, new)))
        return [one.cause for one in found if one.level == "breaking"]

    replaced = causes(using("Thing", "abcdefgh"), using("ThingInfo", "hx"))
    assert (7, 1) == (len(replaced), len(set(replaced)))
    renamed = causes(using("Thing", "abcdefgh"), using("ThingInfo", "abcdef"))
    assert (2, 1) == (len(renamed), len(set(renamed)))  # both go from the same object


def test_a_status_that_is_documented_with_all_of_its_kind_still_comes():
    one, other = (document({"responses": {status: {"description": "-"}}}) for status in ("200", "2XX"))
    assert told(one, other) == [("response-success-status-removed", "warning")]
    assert told(other, one) == [("response-success-status-removed", "breaking")]


def test_errors_that_are_documented_with_all_of_their_kind_are_one_edit_that_loses_nothing():
    def answering(*statuses):
        return document({"responses": {status: {"description": "-"} for status in ("200", *statuses)}})

    sides = (snapshot_of_openapi(answering(*each), place="spec", label="side") for each in (("400", "404"), ("4XX",)))
    (one,) = folded(findings_between(*sides))
    assert (one.level, len(one.single), one.after) == ("info", 2, "4XX")
    assert "with all others of its kind, as `4XX`. The same holds for response `404`." in one.message
    for apart in (("4XX", "404"), ("404", "5XX")):
        assert {level for _, level in told(*map(answering, apart))} == {"warning", "info"}
    staying = answering("4XX", "404"), answering("4XX")
    assert told(*staying) == [("response-non-success-status-removed", "info")]


def _failing(**answers):
    return document({"responses": {"200": {"description": "-"}} | {code[1:]: answers[code] for code in answers}})


def test_a_range_that_says_less_than_the_error_in_whose_place_it_comes_does_not_stand_for_it():
    plain = {"description": "-"}
    error = plain | {"content": {"application/json": {"schema": {"type": "object", "properties": {"error": TEXT}}}}}
    text = plain | {"content": {"text/plain": {"schema": TEXT}}}
    waiting = plain | {"headers": {"Retry-After": {"required": True, "schema": TEXT}}}
    removed = "response-non-success-status-removed"
    for before, after in ((error, plain), (error, text), (waiting, plain)):
        for more in ({}, {"_4XX": after}):
            found = told(_failing(_404=before, **more), _failing(_4XX=after))
            assert (removed, "warning") in found
    fields = plain | {"content": {"application/json": {"schema": {"type": "object", "properties": {"fields": TEXT}}}}}
    found = told(_failing(_404=error, _400=fields), _failing(_4XX=error))
    assert sorted(found) == [(removed, "info"), (removed, "warning")]
    assert told(_failing(_404=error, _400=error), _failing(_4XX=error)) == [(removed, "info")] * 2


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_a_bound_that_all_alternatives_had_is_not_new(keyword):
    branches = [TEXT | {"pattern": "^[0-9]+$", "maxLength": 26}, TEXT | {"pattern": "^[a-z]+$", "maxLength": 63}]
    old = TEXT | {keyword: branches}
    for most, is_new in ((64, False), (63, False), (62, True)):
        found = told_of("request-property", old, TEXT | {"maxLength": most})
        assert (("request-property-max-length-set", "breaking") in found) is is_new
    unbounded = told_of("request-property", TEXT | {keyword: [branches[0], TEXT]}, TEXT | {"maxLength": 64})
    assert ("request-property-max-length-set", "breaking") in unbounded
