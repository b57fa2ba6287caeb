"""Alternatives and parts that are forms of known ones: another value, further fields, what another part joins."""

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import body_changes, changes, document, put
from tests.compare.test_ends_and_alternatives import told_of

TEXT = {"type": "string"}
B = {"type": "object", "title": "B", "properties": {"x": TEXT, "y": {"type": "integer"}}}


def _failure(name, **more):
    fields = {"error": {"type": "string", "const": name}, "detail": {"type": "string"}, **more}
    return {"type": "object", "required": ["error", "detail"], "properties": fields}


def _judged(old, new):
    return [(one.id, one.level) for change in body_changes(old, new, place="response-body") for one in judge([change])]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize(
    "old", [_failure("Closed"), {"anyOf": [_failure("Closed"), {"type": "array"}]}], ids=["alone", "one"]
)
def test_a_branch_that_only_fixes_another_value_is_one_value_more_of_a_property(old, keyword):
    known = old.get("anyOf", [old])
    old = {keyword: known} if len(known) > 1 else old
    noun = {"anyOf": "any-of", "oneOf": "one-of"}[keyword]
    assert [(f"response-body-{noun}-added", "warning")] == _judged(old, {keyword: [*known, _failure("Locked")]})
    other = _failure("Locked", until={"type": "string"})
    assert {"breaking"} == {level for _, level in _judged(old, {keyword: [*known, other]})}


PLAIN_ERROR = {"type": "object", "required": ["error"], "properties": {"error": TEXT, "hint": TEXT}}
NAMED_ERROR = {"type": "object", "required": ["error", "id"], "properties": {"error": TEXT, "id": TEXT}}


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize("known", [[PLAIN_ERROR], [PLAIN_ERROR, {"type": "array", "items": TEXT}]], ids=["one", "two"])
def test_a_branch_of_a_response_that_only_has_further_fields_surprises_no_reader(keyword, known):
    old = {keyword: known} if len(known) > 1 else known[0]
    assert {"info"} == {level for _, level in _judged(old, {keyword: [*known, NAMED_ERROR]})}
    without = {**NAMED_ERROR, "required": ["id"]}
    assert "breaking" in {level for _, level in _judged(old, {keyword: [*known, without]})}
    several = {keyword: [PLAIN_ERROR, B]}
    assert {"warning"} == {level for _, level in _judged(several, {keyword: [PLAIN_ERROR, B, NAMED_ERROR]})}
    other = {**NAMED_ERROR, "properties": {"error": {"type": "integer"}, "id": TEXT}}
    assert "breaking" in {level for _, level in _judged(old, {keyword: [*known, other]})}


def test_a_branch_without_the_fields_of_an_object_that_requires_none_is_another_shape():
    old = {"type": "object", "properties": {"a": TEXT}}
    new = {"anyOf": [old, {"type": "object", "properties": {"b": TEXT}}]}
    assert {"breaking"} == {level for _, level in _judged(old, new)}


def test_a_part_that_another_part_joins_is_still_demanded():
    base = {"type": "object", "required": ["id"], "properties": {"id": TEXT}, "discriminator": {"propertyName": "id"}}
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in ("Base", "More")]
    note = {"properties": {"note": TEXT}}
    more = {"type": "object", **note}, {"type": "object", "required": ["note"], "allOf": [refs[0], note]}
    sides = [
        document(
            put("response-property", {"$ref": "#/components/schemas/Whole"}),
            Base=base,
            More=part,
            Whole={"type": "object", "allOf": joined},
        )
        for part, joined in zip(more, (refs, refs[1:]), strict=True)
    ]
    for old, new in (sides, sides[::-1]):
        told = {change.kind for change in changes(old, new) if change.owner.name == "Whole"}
        assert not told & {"field.all-of.removed", "field.all-of.added"}


def test_what_a_part_states_in_place_of_another_one_is_told_with_its_type():
    lost = {"$ref": "other.yaml#/Base"}
    named = {"One": {"type": "object", "properties": {"a": TEXT}}, "Two": {"type": "object", "properties": {"b": TEXT}}}
    old, new = ({"allOf": [lost, {"$ref": f"#/components/schemas/{name}"}]} for name in named)
    told = {(one.kind, one.field) for one in body_changes(old, new, place="response-body", components=named)}
    assert {("field.removed", "a"), ("field.added", "b")} == told


def _with(*required, **properties):
    return {"type": "object", "properties": properties, **({"required": [*required]} if required else {})}


ONE, OTHER = _with(lid=_with(size=TEXT)), _with(lid=_with(made=TEXT), owner=_with(name=TEXT))
ALL = _with(lid=_with(size=TEXT, made=TEXT), owner=_with(name=TEXT))


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_one_object_that_has_what_all_alternatives_had_surprises_nobody(keyword, place):
    def judged(old, new):
        return [one.level for change in body_changes(old, new, place=place) for one in judge([change])]

    old = {keyword: [ONE, OTHER]}
    assert ["info"] == judged(old, ALL)
    # Whoever read one of them found a field there that may stay away now; or finds another one under its name.
    sure = {keyword: [_with(lid=_with("size", size=TEXT)), OTHER]}
    assert "response" not in place or "breaking" in judged(sure, ALL)
    assert "breaking" in judged(old, _with(lid=_with(size={"type": "integer"}, made=TEXT), owner=_with(name=TEXT)))
    assert "breaking" in judged(old, _with("new", new=TEXT, **ALL["properties"])) or "response" in place


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_one_object_of_which_more_always_comes_by_now_surprises_no_reader(keyword):
    surely = {**ALL, "required": ["lid"]}
    told = {
        place: {one.level for one in judge(body_changes({keyword: [ONE, OTHER]}, surely, place=place))}
        for place in ("response-body", "request-body")
    }
    assert told["response-body"] == {"info"}
    assert "breaking" in told["request-body"]


CODE = {"type": "string", "pattern": "^[a-z]+$", "maxLength": 9}
NO_CODE = {"type": "string", "maxLength": 0}


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        (CODE, [CODE, NO_CODE], "warning"),
        (CODE, [{**CODE, "nullable": True}, NO_CODE], "warning"),
        (CODE, [CODE, {"type": "integer"}], "breaking"),
        (CODE, [CODE, {"type": "object", "properties": {"id": {"type": "string"}}}], "breaking"),
        (B, [B, CODE], "breaking"),
    ],
)
def test_an_alternative_of_the_one_simple_type_only_loosens_what_comes(keyword, old, new, level):
    found = [each for _, each in told_of("response-property", old, {keyword: new})]
    assert level in found
    assert ("breaking" in found) is (level == "breaking")
    assert {each for _, each in told_of("request-property", old, {keyword: new})} == {"info"}


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_an_alternative_that_names_no_type_is_of_the_one_that_stands_beside(keyword):
    listed = {"enum": ["none", "all"]}
    old = {"type": "string", keyword: [listed, CODE]}
    new = {"type": "string", keyword: [listed, CODE, NO_CODE]}
    assert "breaking" not in {level for _, level in told_of("response-property", old, new)}


def test_an_object_that_is_parted_by_a_value_is_told_apart_and_comes_as_nothing_new():
    def filter_of(operations, value):
        fields = {"key": TEXT, "operation": {"type": "string", "enum": operations}, "value": value}
        return {"required": ["key", "operation", "value"], "properties": fields}

    maybe = {"type": ["string", "null"]}
    old = filter_of(["is", "in"], {"oneOf": [maybe, {"type": ["array", "null"], "items": TEXT}]})
    apart = [filter_of(["is"], maybe), filter_of(["in"], {"type": "array", "items": maybe})]
    found = told_of("response-property", old, {"oneOf": [{"type": "object", **one} for one in apart]})
    assert ("response-property-one-of-added", "info") in found


@pytest.mark.parametrize(("place", "level"), [("request-property", "info"), ("response-property", "breaking")])
def test_one_object_that_has_what_each_of_several_had_takes_all_that_was_sent(place, level):
    text, number = {"type": "string"}, {"type": "integer"}
    known = {"title": text, "number": number}
    several = [{"type": "object", "required": [name], "properties": {name: one}} for name, one in known.items()]
    found = judge(body_changes({"oneOf": several}, {"type": "object", "properties": known}, place=place))
    assert {one.level for one in found} == {level}


def test_an_object_that_names_nothing_of_what_several_had_is_of_another_shape():
    several = [_with("lid", lid=TEXT), _with("seal", seal=TEXT)]
    found = judge(body_changes({"oneOf": several}, _with(place=TEXT), place="request-body"))
    assert "breaking" in {one.level for one in found}


LABELS = {"type": ["array", "string"], "items": TEXT, "maxItems": 10, "maxLength": 128}


def _parted(keyword="oneOf", **more):
    texts, lists = {"type": "string", "maxLength": 128}, {"type": "array", "items": TEXT, "maxItems": 10, **more}
    return {"allOf": [{keyword: [{"$ref": "#/components/schemas/Label"}, lists]}]}, {"Label": texts}


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_several_types_that_became_a_branch_each_are_held_against_their_own(place, keyword):
    parted, named = _parted(keyword)
    assert told_of(place, LABELS, parted, named) == told_of(place, parted, LABELS, named) == []
    plain = {"type": ["array", "string"], "items": TEXT}
    prefix, level = place, "breaking" if place.startswith("request") else "info"
    assert sorted(told_of(place, plain, parted, named)) == [
        (f"{prefix}-max-items-set", level),
        (f"{prefix}-max-length-set", level),
    ]
    fewer, _ = _parted(keyword, uniqueItems=True)
    assert told_of(place, LABELS, fewer, named) == [(f"{prefix}-unique-items-set", level)]


def test_a_property_of_an_object_is_none_of_a_text():
    box = {"type": ["object", "string"], "properties": {"size": TEXT}, "required": ["size"]}
    parted = {"oneOf": [TEXT, {"type": "object"}]}
    assert told_of("request-property", box, parted) == told_of("request-property", box, {"type": ["object", "string"]})


def test_a_field_of_one_of_several_objects_is_told_with_what_that_object_alone_fixes_or_has():
    def event(kind, **more):
        return {"type": "object", "properties": {"kind": {"type": "string", "enum": [kind]}, **more}}

    def said(*others):
        def sent(*methods):
            changed = event("opened", by={"type": "string", "enum": list(methods)})
            return document(put("response-body", {"oneOf": [event("closed"), changed, event("moved"), *others]}))

        (found,) = judge(changes(sent("hand", "foot"), sent("hand", "foot", "key")))
        return found.message

    told = "Response field `by` (as `object with {}`) of response `200` now documents `key`."
    assert said() == told.format("kind opened")
    assert said({"type": "object", "properties": {"lid": TEXT}}) == told.format("kind opened")
    assert said(event("opened", lid=TEXT)) == told.format("by")


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_an_object_that_became_several_which_read_as_it_surprises_no_reader(keyword):
    step = {"type": "object", "required": ["n"], "properties": {"n": TEXT}}
    by_whom = {**step, "properties": {"n": TEXT, "by": TEXT}}
    orders = [{"anyOf": [{"type": "array", "items": items}, {"type": "null"}]} for items in (step, by_whom)]
    old, *forms = (
        {"type": "object", "required": ["id"], "properties": {"id": TEXT, "steps": steps, **more}}
        for steps, more in ((orders[0], {}), (orders[1], {"k": {"const": "a"}}), (orders[1], {"k": {"const": "b"}}))
    )
    assert {"info"} == {level for _, level in _judged(old, {keyword: forms})}
    needed = [{**form, "required": ["id", "k"]} for form in forms]
    noun = {"anyOf": "any-of", "oneOf": "one-of"}[keyword]
    assert [(f"response-body-{noun}-imposed", "info")] == _judged(old, {keyword: needed})
    for spoiled in (TEXT, {"type": "array", "items": TEXT}, {**orders[1], "anyOf": [*orders[1]["anyOf"], TEXT]}):
        other = {**forms[1], "properties": {**forms[1]["properties"], "steps": spoiled}}
        assert "breaking" in {level for _, level in _judged(old, {keyword: [forms[0], other]})}
    bare = {**old, "properties": {**old["properties"], "steps": {"type": "array", "items": step}}}
    assert "breaking" in {level for _, level in _judged(bare, {keyword: forms})}


LETTER = dict.fromkeys(("street", "town", "code", "land"), TEXT)


def _of_kinds(*kinds, **fields):
    return {"type": "object", "properties": {"kind": {"type": "string", "enum": list(kinds)}, **fields}}


def test_alternatives_that_share_out_the_values_of_one_object_are_told_and_none_of_them_is_that_object():
    old = _of_kinds("letter", "mail", **LETTER, address=TEXT)
    letter = {**_of_kinds("letter", **LETTER), "required": ["street", "town"]}
    mail = {**_of_kinds("mail", address=TEXT), "required": ["kind", "address"]}
    found = [one for change in body_changes(old, {"oneOf": [letter, mail]}) for one in judge([change])]
    assert [(one.id, one.level) for one in found] == [("request-body-wrapped-in-one-of", "breaking")]


def test_what_an_alternative_lost_that_no_other_one_has_is_still_told_of_it():
    old = _of_kinds("letter", "mail", **LETTER)
    letter = {**_of_kinds("letter", **LETTER), "required": ["street"]}
    other = {"type": "array", "items": TEXT}
    found = {one.id for change in body_changes(old, {"oneOf": [letter, other]}) for one in judge([change])}
    assert {"request-property-enum-value-removed", "request-property-became-required"} <= found


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_one_object_in_place_of_alternatives_that_read_alike_is_none_that_went(keyword, place):
    alike = {keyword: [{**PLAIN_ERROR, "title": "Missing"}, {"allOf": [PLAIN_ERROR, {"type": "object"}]}]}
    judged = [one for change in body_changes(alike, PLAIN_ERROR, place=place) for one in judge([change])]
    assert {"info"} >= {one.level for one in judged}
    less = {**PLAIN_ERROR, "properties": {"hint": TEXT}, "required": ["hint"]}
    judged = [one for change in body_changes(alike, less, place=place) for one in judge([change])]
    assert "breaking" in {one.level for one in judged}


KINDS = {
    name: {
        "type": "object",
        "required": ["kind", name],
        "properties": {"kind": {"const": name}, name: TEXT} | {f"{name}{number}": TEXT for number in range(4)},
    }
    for name in ("north", "east", "south", "west", "noon", "dusk", "dawn")
}


def _lists(*lists):
    """A union of lists, each of some kinds of items."""
    return {"oneOf": [{"type": "array", "items": {"oneOf": [KINDS[name] for name in names]}} for names in lists]}


@pytest.mark.parametrize(
    ("come", "told"),
    [
        (("east", "south", "west"), {("response-property-one-of-added", "warning")}),
        (("south",), {("response-property-one-of-added", "warning"), ("response-property-one-of-removed", "info")}),
    ],
    ids=["more", "others"],
)
def test_a_list_among_lists_that_has_other_kinds_of_items_is_the_same_list(come, told):
    old = _lists(("north", "east"), ("noon", "dusk"))
    new = _lists(("north", *come), ("noon", "dusk"))
    found = body_changes(old, new, place="response-body")
    assert all(change.field.endswith("[]") for change in found)
    assert told == {(one.id, one.level) for change in found for one in judge([change])}


def test_a_list_of_nothing_but_new_kinds_among_lists_is_another_list():
    old = _lists(("north", "east"), ("noon", "dusk"))
    new = _lists(("south", "west"), ("noon", "dusk"))
    assert ("response-body-one-of-added", "breaking") in _judged(old, new)


def test_lists_that_share_their_kinds_with_several_are_not_paired_at_random():
    old = _lists(("north", "east", "south"), ("noon", "dusk"))
    new = _lists(("north", "west"), ("east", "south", "dawn"), ("noon", "dusk"))
    assert ("response-body-one-of-added", "breaking") in _judged(old, new)


@pytest.mark.parametrize("place", ["request-body", "response-body"])
def test_a_named_schema_that_comes_from_one_of_several_is_held_against_it_as_the_other_way_round(place):
    """Both have names that their side alone has: a schema was parted in two, or two are one again."""
    alone = {"type": "object", "required": ["id", "kind"], "properties": {"id": TEXT, "kind": TEXT, "note": TEXT}}
    north, south = (
        {
            "type": "object",
            "required": ["id"],
            "properties": {"id": TEXT, "note": TEXT, "open": {"type": "boolean"}, "kind": {"const": name}} | more,
        }
        for name, more in (("north", {}), ("south", {"a": TEXT, "b": TEXT, "c": TEXT, "d": TEXT, "e": TEXT}))
    )
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in ("Station", "NorthStation", "SouthStation")]
    one = document(put(place, refs[0]), Station=alone)
    several = document(put(place, {"oneOf": refs[1:]}), NorthStation=north, SouthStation=south)
    both_ways = ((one, several), (several, one))
    there, back = ({(change.kind.split(".")[1], change.field) for change in changes(*sides)} for sides in both_ways)
    assert ("one-of", None) in there
    assert {field for _, field in there if field} == {field for _, field in back if field} >= {"open"}


def test_of_alternatives_that_look_alike_one_whose_name_was_extended_is_the_same_one():
    """What each has besides the common fields moved on with its name, though others are closer to it by now."""

    def order(*names):
        return {"type": "object", "required": ["id"], "properties": dict.fromkeys(("id", "a", "b", *names), TEXT)}

    def union(schemas):
        refs = [{"$ref": f"#/components/schemas/{name}"} for name in schemas]
        return document(put("request-body", {"oneOf": refs}), **schemas)

    old = union({"InnerOrder": order("c", "d"), "OuterOrder": order("c", "e")})
    new = union({"InnerBulkOrder": order("c", "e", "f"), "OuterBulkOrder": order("c", "d", "f")})
    told = {
        (change.owner.name, change.kind, change.field)
        for change in changes(old, new)
        if change.owner.kind == "schema" and change.field in {"d", "e"}
    }
    assert told == {
        ("InnerBulkOrder", "field.removed", "d"),
        ("InnerBulkOrder", "field.added", "e"),
        ("OuterBulkOrder", "field.removed", "e"),
        ("OuterBulkOrder", "field.added", "d"),
    }


@pytest.mark.parametrize("whole", ["Msg", "StreamedChatMessage"])
@pytest.mark.parametrize("name", ["MessageDelta", "MessageList", "ChatMessageEvent"])
def test_a_longer_name_is_not_the_old_alternative_where_one_holds_all_of_it(name, whole):
    """A part, a list or an event of something is named after it; what is left of the thing itself says which it is."""

    def union(**schemas):
        refs = [{"$ref": f"#/components/schemas/{name}"} for name in schemas]
        return document(put("response-body", {"oneOf": refs}), **schemas)

    def thing(*names):
        return {"type": "object", "properties": dict.fromkeys(names, TEXT)}

    other = thing("bark", "weight")
    old = union(Message=thing("id", "role", "content", "model", "usage"), Dog=other)
    part = thing("id", "role", "content", "delta")
    new = union(Dog=other, **{whole: thing("id", "role", "content", "model", "usage", "stop"), name: part})
    assert "field.removed" not in {change.kind for change in changes(old, new)}
    assert "field.added" not in {change.kind for change in changes(new, old)}


def test_a_longer_name_decides_between_alternatives_that_are_about_as_much_alike():
    def union(**schemas):
        refs = [{"$ref": f"#/components/schemas/{name}"} for name in schemas]
        return document(put("response-body", {"oneOf": refs}), **schemas)

    def thing(*names):
        return {"type": "object", "properties": dict.fromkeys(("id", "role", "content", "model", *names), TEXT)}

    other = {"type": "object", "properties": dict.fromkeys(("bark", "weight"), TEXT)}
    old = union(Message=thing("usage"), Dog=other)
    new = union(Answer=thing("usage", "stop"), MessageV2=thing("usage", "stop", "reason"), Dog=other)
    told = {(change.kind, change.owner.name, change.field) for change in changes(old, new)}
    assert ("field.added", "MessageV2", "reason") in told
    assert not {owner for kind, owner, _ in told if kind == "field.added"} - {"MessageV2"}
