"""The audit: what differs and nobody told is told; what was told, and what is only written otherwise, is not."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from msgspec import UNSET

from driftwatch.compare import audit
from driftwatch.compare import compare as whole_comparing
from driftwatch.compare import comparison as comparing
from driftwatch.compare.compare import compare
from driftwatch.compare.failures import Failures
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.change import Change
from driftwatch.rules.catalogue import RULES
from tests.compare.schema_documents import document, put
from tests.compare.test_structural_edits import drawn, snapshot
from tests.conformance.test_other_differs import CASES, sides_of
from tests.rules.examples import placed, rows_by_role

Json = Any
TEXT = {"type": "string"}
SHELF = {"type": "object", "required": ["id"], "properties": {"id": TEXT, "rows": {"type": "integer", "minimum": 1}}}
REST = {"required": ["id"], "properties": SHELF["properties"]}


def whole(old: Json, new: Json, **how: bool) -> tuple[Change, ...]:
    sides = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    return compare(*sides, **how)


def audited(old: Json, new: Json) -> tuple[Change, ...]:
    return tuple(change for change in whole(old, new) if change.kind == audit.NOT_EXPLAINED)


def of_body(old: Json, new: Json, **named: Json) -> tuple[Change, ...]:
    return audited(document(put("request-body", old), **named), document(put("request-body", new), **named))


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody forgot to compare: nothing is told of operations."""

    def nothing(*_: object) -> Iterator[Change]:
        yield from ()

    monkeypatch.setattr(comparing, "operation_changes", nothing)


@pytest.mark.usefixtures("deaf")
def test_what_nobody_told_is_told_with_its_address():
    (told,) = of_body(SHELF, {**SHELF, "required": []})
    assert (told.before, told.after) == (UNSET, ["request · application/json · id: required"])
    assert told.operations == (told.owner,)


@pytest.mark.usefixtures("deaf")
def test_a_fact_that_only_one_side_has_is_told_as_a_whole():
    (told,) = of_body({"type": "object"}, {"type": "object", "properties": {"id": TEXT}})
    assert told.after == ["request · application/json · id"]


def test_what_was_told_is_not_told_again():
    assert of_body(SHELF, {**SHELF, "required": []}) == ()
    assert of_body(SHELF, {"type": "object", "properties": {"id": {"type": "integer"}}}) == ()


@pytest.mark.usefixtures("deaf")
@pytest.mark.parametrize(
    "rewritten",
    [
        {"allOf": [SHELF]},
        {"type": "object", "required": ["id"], "allOf": [{"properties": SHELF["properties"]}]},
        {"anyOf": [SHELF]},
        {**SHELF, "title": "A shelf"},
    ],
)
def test_what_is_only_written_otherwise_is_not_told(rewritten):
    assert of_body(SHELF, rewritten) == ()
    assert of_body(rewritten, SHELF) == ()


@pytest.mark.usefixtures("deaf")
def test_what_an_operation_joins_from_a_named_schema_is_known():
    inline = {"type": "object", "properties": {"id": TEXT}}
    assert of_body({"allOf": [{"$ref": "#/components/schemas/Base"}]}, inline, Base=inline) == ()


def test_a_schema_under_another_name_is_told_there():
    old, new = (
        document(put("request-body", {"properties": {"f": {"$ref": f"#/components/schemas/{name}"}}}), **{name: schema})
        for name, schema in (("Shelf", SHELF), ("Rack", {**SHELF, "maxProperties": 5}))
    )
    assert audited(old, new) == ()


def test_a_schema_under_another_name_that_says_what_was_joined_with_it_is_told_there():
    def shelf(**more: Json) -> Json:
        return {"type": "object", "required": ["id"], "properties": {**SHELF["properties"], "kind": TEXT, **more}}

    def side(items: Json, **named: Json) -> Json:
        shelves = {"type": "object", "properties": {"data": {"type": "array", "items": items}}}
        return document(put("response-body", {"$ref": "#/components/schemas/Shelves"}), Shelves=shelves, **named)

    links = {"type": "object", "properties": {"to": TEXT}}
    old = side({"allOf": [{"$ref": "#/components/schemas/Rack"}, {"properties": {"links": links}}]}, Rack=shelf())
    new = side({"$ref": "#/components/schemas/Shelf"}, Shelf=shelf(links=links, size=TEXT))
    assert [(one.owner.name, one.kind, one.field) for one in whole(old, new)] == [
        ("Shelf", "field.added", "size"),
        ("Shelf", "schema.renamed", None),
    ]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_null_that_a_part_of_its_own_admits_is_null_of_the_whole(version):
    old = {"allOf": [{"$ref": "#/components/schemas/Size"}, {"nullable": True}]}
    new = {"$ref": "#/components/schemas/SizeOrNull"}
    named = {"Size": {"type": "string", "enum": ["s", "m"]}, "SizeOrNull": {"nullable": True, "enum": ["s", "m", None]}}
    sides = (
        document(put("request-body", {"properties": {"f": one}}), **named) | {"openapi": version} for one in (old, new)
    )
    assert whole(*sides) == ()


def test_a_field_that_is_called_otherwise_is_told_by_its_old_name():
    old, new = (
        {"type": "object", "properties": {name: {"type": "string", "pattern": "^s_[a-z]{4}$", "maxLength": 6}}}
        for name in ("shelf_id", "shelfId")
    )
    assert of_body(old, new) == ()


@pytest.mark.usefixtures("deaf")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"$ref": "#/components/schemas/Rack"}, {"$ref": "#/components/schemas/Shelf"}),
        ({"allOf": [{"$ref": "#/components/schemas/Rack"}]}, SHELF),
        ({"oneOf": [{"$ref": "#/components/schemas/Rack"}, {"type": "null"}]}, {"type": ["object", "null"], **REST}),
    ],
)
def test_another_schema_that_demands_the_same_is_not_told(old, new):
    named = {"Rack": {"allOf": [{"type": "object", "required": ["id"]}, {"properties": SHELF["properties"]}]}}
    both = ((old, new), (new, old))
    assert ((), ()) == tuple(of_body(*sides, **named, Shelf=SHELF) for sides in both)


def test_a_list_that_grows_with_the_schema_that_it_is_joined_with_is_told_there():
    def side(*values: str) -> Json:
        listed = {"type": "string", "oneOf": [{"const": value} for value in ("a", "c", *values)]}
        items = {"type": "string", "enum": ["a", *values], "allOf": [{"$ref": "#/components/schemas/Event"}]}
        return document(put("request-body", {"type": "array", "items": items}), Event=listed)

    assert audited(side(), side("d")) == ()


def test_titles_for_people_are_no_difference():
    old, new = ({**document(put("request-body", SHELF))} for _ in range(2))
    new["info"] = {**new["info"], "title": "Another title"}
    assert audited(old, new) == ()


def test_what_is_never_sent_binds_nobody_where_the_schema_comes_only_now():
    ref = {"$ref": "#/components/schemas/Lid"}

    def side(answer: Json, **more: Json) -> Json:
        whole = document(put("request-property", ref), Lid={"type": "object", "properties": {"size": TEXT, **more}})
        got = put("response-body", {"type": "object", "properties": {"id": TEXT, **answer}})
        return {**whole, "paths": {**whole["paths"], "/lids": {"get": got}}}

    told = whole(side({}), side({"lid": ref}, made={**TEXT, "readOnly": True}))
    assert [("field.added", "lid")] == [(one.kind, one.field) for one in told]


@pytest.mark.usefixtures("deaf")
def test_what_differs_inside_an_attribute_is_told_with_its_path():
    sides = ({"type": "string", "default": {"mode": mode, "size": 1}} for mode in ("fast", "slow"))
    (told,) = of_body(*({"type": "object", "properties": {"id": side}} for side in sides))
    assert told.after == ["request · application/json · id: default.mode"]


@pytest.mark.usefixtures("deaf")
def test_where_the_budget_ends_it_says_how_far_it_came(monkeypatch):
    monkeypatch.setattr(whole_comparing, "Budget", partial(audit.Budget, questions=1))
    paths = {f"/things/{number}": {"post": put("request-body", SHELF)} for number in range(3)}
    old, new = ({**document({}), "paths": json.loads(json.dumps(paths))} for _ in range(2))
    for item in new["paths"].values():
        item["post"]["requestBody"]["content"]["application/json"]["schema"]["required"] = []
    found = whole(old, new)
    (ended,) = (change for change in found if change.kind == audit.AUDIT_ENDED)
    assert (ended.before, ended.after) == (3, 1)
    assert 1 == sum(change.kind == audit.NOT_EXPLAINED for change in found)
    found = whole(old, new, audit=True)
    assert 3 == sum(change.kind == audit.NOT_EXPLAINED for change in found)
    assert audit.AUDIT_ENDED not in {change.kind for change in found}


UNHEARD = {
    "api.version.lowered": "waived: a higher number is no difference",
    "field.all-of.annotation-added": "it admits what was admitted",
    "field.all-of.annotation-removed": "it admits what was admitted",
    "field.format-remark.changed": "it admits what was admitted",
    "operation.moved": "the call is the identity of its owner",
    "operation.slash.added": "a last slash is no part of the identity, as the path is waived",
    "operation.slash.removed": "a last slash is no part of the identity, as the path is waived",
}
"""Kinds of change of which the audit does not hear when nobody tells them, or not in one circumstance, and why."""
ELSEWHERE = ("comparison.", "document.", "page.", "pages.", "capture.", "reading.", "sample.", "manifest.", "schema.")
"""Beginnings of kinds that are about documents, words, or whole names: the audit is about owners of both sides."""
OF_BOTH = [
    (rule, role)
    for rule, role in rows_by_role(RULES)
    if not rule.on.startswith(ELSEWHERE) and rule.example.within != "manifest"
    if rule.on not in ("operation.added", "operation.removed", "variant.added", "variant.removed")
    if not {"read-only", "write-only", "in-header"} & rule.when  # what is never sent binds nobody
]


@pytest.mark.thorough
@pytest.mark.parametrize(("rule", "role"), OF_BOTH, ids=[f"{rule.on}-{rule.id_at(role)}" for rule, role in OF_BOTH])
def test_whatever_a_rule_knows_is_heard_by_the_audit_when_nobody_tells_it(rule, role):
    comparison = comparing.Comparison(*placed(rule.example, role), Failures())
    changes = tuple(comparison.changes())
    heard = tuple(comparison.unexplained((), audit.Budget()))
    named = {rule.on, *(f"{rule.on} if {trait}" for trait in rule.when)}
    assert bool(heard) is named.isdisjoint(UNHEARD) or rule.on not in {change.kind for change in changes}
    assert () == tuple(comparison.unexplained(changes, audit.Budget()))


KNOWN = {
    30: "an error body as a whole is write-only: no reader is told what that means",
    357: "the default stands in a branch that admits nothing",
}
"""Random edits after which something differs and nothing is told, with what it is."""


@pytest.mark.slow
def test_random_edits_leave_only_what_is_known_unexplained():
    found = set()
    for number in range(500):
        old, new, _ = drawn(number)
        sides = snapshot(old), snapshot(new)
        if sides[0] is not None and sides[1] is not None:
            told = {change.kind for change in compare(*sides)}
            found |= {number} if "comparison.not-explained" in told else set()
    assert found == KNOWN.keys()


NEVER_SENT = "azure.added_readonly_required_property"
"""What is read-only is never sent: that it is required says nothing to a caller."""


@pytest.mark.slow
def test_the_cases_of_other_differs_leave_no_field_unexplained():
    found = {}
    for name, case in CASES.items():
        gaps = [at for change in audited(*sides_of(case)) for at in change.after]
        fields = [at for at in gaps if "request · " in at or "response · " in at or at.startswith("schema")]
        if fields and name != NEVER_SENT:
            found[name] = fields
    assert found == {}


@pytest.mark.parametrize(("place", "guard"), [("request-body", "readOnly"), ("response-body", "writeOnly")])
def test_what_lies_below_a_field_that_never_travels_this_way_binds_nobody(place, guard):
    def joined(**more: Json) -> Json:
        schema = {
            "allOf": [{"$ref": "#/components/schemas/Rest"}, {"type": "object", "properties": {"w": TEXT, **more}}]
        }
        return document(put(place, {"$ref": "#/components/schemas/Whole"}), Rest=REST, Whole=schema)

    guarded = {guard: True, "type": "array", "items": {"type": "object", "properties": {"deep": TEXT}}}
    assert () == audited(joined(m=guarded), joined()) == audited(joined(), joined(m=guarded))


@pytest.mark.parametrize("name", ["rows[]", "a.b", "at[0]", "<x>", "$"])
def test_a_field_that_had_a_name_of_special_characters_is_explained_by_its_new_one(name):
    def shelf(called: str) -> Json:
        return {"type": "object", "properties": {called: {"type": "array", "items": {"enum": ["a", "b"]}}, "x": TEXT}}

    assert () == of_body(shelf(name), shelf("rows")) == of_body(shelf("rows"), shelf(name))


READ = {"type": "object", "required": ["id"], "properties": {"id": {**TEXT, "readOnly": True}, "name": TEXT}}
SENT = {"type": "object", "properties": {"name": TEXT}}
BOX, BOX_REQUEST = {"$ref": "#/components/schemas/Box"}, {"$ref": "#/components/schemas/BoxRequest"}


@pytest.mark.parametrize("sent", [BOX_REQUEST, SENT], ids=["named", "written out"])
def test_a_body_without_the_fields_that_are_only_read_is_told_in_silence(sent):
    def side(body, **named):
        read = {"responses": {"200": {"description": "-", "content": {"application/json": {"schema": BOX}}}}}
        stated = {**read, "requestBody": {"content": {"application/json": {"schema": body}}}}
        return document(stated, Box=READ, **named)

    old, new = side(BOX), side(sent, BoxRequest=SENT)
    assert audited(old, new) == audited(new, old) == ()


def test_of_what_is_joined_one_part_may_move_and_another_one_change_where_it_is_named():
    """The lids move out of the base, into one that is joined anew; the sizes change, and both are told there."""
    lids = {"lids": {"type": "array", "items": TEXT}}

    def side(parts: list[str], sizes: str, **named: Json) -> Json:
        refs = {name: {"$ref": f"#/components/schemas/{name}"} for name in (*named, "Box")}
        joined = [*map(refs.get, parts), {"type": "object", "properties": {"sizes": refs[sizes]}}]
        got = {"type": "object", "properties": {"box": refs["Box"], "base": refs["Base"], "sizes": refs["Sizes"]}}
        return document(put("response-property", got), Box={"allOf": joined}, **named)

    deep, flat = ({"type": "object", "properties": {"width": one, "more": TEXT}} for one in ({"type": "object"}, TEXT))
    wide = {"allOf": [{"$ref": "#/components/schemas/Sizes"}, {"properties": {"width": {"type": "array"}}}]}
    thin = {"type": "object", "properties": {"more": TEXT}}
    base = {"type": "object", "properties": {"id": TEXT}}
    old = side(["Base"], "Sizes", Base={"type": "object", "properties": {"id": TEXT, **lids}}, Sizes=deep)
    new = side(["Base", "Lidded"], "Wide", Base=base, Sizes=thin, Wide=wide, Lidded={"properties": lids})
    told = {(one.owner.name, one.field) for one in whole(old, new) if one.field}
    assert told >= {("Base", "lids"), ("Sizes", "width"), ("Box", "sizes.width")}
    assert audited(old, new) == audited(new, old) == ()
    # Where the part that is joined anew says something else of the lids, that is told.
    other = side(["Base", "Lidded"], "Sizes", Base=base, Sizes=deep, Lidded={"properties": {"lids": flat}})
    assert "Box" in {one.owner.name for one in whole(old, other)}


def test_a_name_of_several_partners_means_the_one_that_stands_there_by_now():
    """Two names became one: null, which one of them admits, is told there, wherever it is said once more."""
    clock = {"type": "string", "format": "date-time"}
    refs = {name: {"$ref": f"#/components/schemas/{name}"} for name in ("Clock", "ClockOrNull", "Text")}

    def side(at: Json, by: Json, **named: Json) -> Json:
        whole = {"type": "object", "properties": {"at": at, "by": by}}
        return document(put("response-property", {"$ref": "#/components/schemas/Push"}), Push=whole, **named)

    old = side(
        {"nullable": True, "anyOf": [refs["ClockOrNull"]]},
        refs["Clock"],
        Clock=clock,
        ClockOrNull={**clock, "type": ["string", "null"]},
    )
    new = side(refs["Text"], refs["Text"], Text=TEXT)
    assert audited(old, new) == audited(new, old) == ()


@pytest.mark.parametrize("guard", ["readOnly", "writeOnly"])
@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("schema", [TEXT, {"type": "object", "properties": {"x": TEXT}}], ids=["text", "object"])
def test_who_may_send_a_named_schema_is_told_of_it_wherever_it_is_a_field(schema, place, guard):
    ref = {"$ref": "#/components/schemas/Lid"}
    open_, guarded = (document(put(place, ref), Lid=lid) for lid in (schema, {**schema, guard: True}))
    word = {"readOnly": "read-only", "writeOnly": "write-only"}[guard]
    assert [f"field.became-{word}"] == [one.kind for one in whole(open_, guarded)]
    assert [f"field.became-not-{word}"] == [one.kind for one in whole(guarded, open_)]
    # Of a body as a whole it says nothing, and nothing where both say it.
    assert () == whole(guarded, guarded)
    bodies = (
        document(put(place.replace("property", "body"), ref), Lid=lid) for lid in (schema, {**schema, guard: True})
    )
    assert "field." not in str([one.kind for one in whole(*bodies)])


def test_what_is_never_sent_binds_nobody_where_other_calls_answer_with_it_by_now():
    """What was answered got a schema of its own; other calls answer with the old name, which is all new there."""
    ref, own = ({"$ref": f"#/components/schemas/{name}"} for name in ("Code", "CodeRead"))
    made = {"made": {**TEXT, "readOnly": True}}

    def side(answer: Json, other: Json, fields: Json, **named: Json) -> Json:
        call = {**put("request-body", ref), **put("response-body", answer)}
        stated = document(call, Code={"type": "object", "properties": fields}, **named)
        return {**stated, "paths": {**stated["paths"], "/others": {"get": put("response-body", other)}}}

    old = side(ref, TEXT, {"size": TEXT, **made})
    new = side(own, ref, {"size": TEXT}, CodeRead={"type": "object", "properties": {"size": TEXT, **made}})
    assert audited(old, new) == audited(new, old) == ()
    # What both sides send in one call is told.
    assert [("field.removed", "made")] == [
        (one.kind, one.field) for one in whole(old, side(ref, TEXT, {"size": TEXT})) if one.field
    ]


def test_what_says_nothing_of_how_firm_it_is_is_stable() -> None:
    bare, stated = document({}), document({"x-stability-level": "stable"})
    assert whole(bare, stated) == whole(stated, bare) == ()
    assert whole(stated, document({"x-stability-level": "beta"})) != ()
