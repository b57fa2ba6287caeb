"""A name that is given to something else: what had it before and what has it now need have nothing in common."""

from typing import Any

import pytest

from tests.compare.schema_documents import changes, document, put

TEXT = {"type": "string"}
MARK = {"type": "object", "properties": {"id": TEXT}, "required": ["id"]}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def spec(fields: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    return document(put("response-body", {"type": "object", "properties": fields}, whole=True), **schemas)


def kinds(old: dict[str, Any], new: dict[str, Any]) -> set[tuple[str, str | None]]:
    return {(change.kind, change.field) for change in changes(old, new)}


def test_what_got_the_name_of_something_else_is_not_held_against_it():
    old = spec({"term": ref("Term")}, Term={"type": "object", "properties": {"at": ref("Mark")}}, Mark=TEXT)
    inner = {"type": "object", "properties": {"at": ref("Text")}}
    new = spec({"term": ref("Term"), "mark": ref("Mark")}, Term=inner, Mark=MARK, Text=TEXT)
    assert {kind for kind, _ in kinds(old, new)} == {"field.added"}
    assert {kind for kind, _ in kinds(new, old)} == {"field.removed", "schema.removed"}


def test_what_still_refers_to_a_name_is_told_what_it_means_now():
    old, new = (spec({"at": ref("Mark")}, Mark=mark) for mark in (TEXT, MARK))
    assert ("field.type.changed", None) in kinds(old, new)
    assert ("field.type.changed", None) in kinds(new, old)


def test_under_a_new_name_of_what_refers_it_is_told_as_well():
    def named(name: str, mark: Any) -> dict[str, Any]:
        inner = {"type": "object", "properties": {"at": ref("Mark")}, "required": ["at"]}
        return spec({"term": ref(name)}, Mark=mark, **{name: inner})

    assert ("field.type.changed", None) in kinds(named("Term", TEXT), named("Word", MARK))


def test_what_has_none_of_the_fields_of_the_one_that_had_its_name_is_something_else():
    raw, box = {"type": "object"}, {"type": "object", "properties": {"id": TEXT, "size": TEXT}}
    old = spec({"plain": ref("Raw"), "boxes": {"type": "array", "items": ref("Box")}}, Raw=raw, Box=box)
    new = spec({"plain": ref("Box"), "boxes": {"type": "array", "items": ref("Entry")}}, Box=raw, Entry=box)
    assert {kind for kind, _ in kinds(old, new)} == {"schema.removed"}
    stays = spec({"plain": ref("Raw"), "boxes": {"type": "array", "items": ref("Box")}}, Raw=raw, Box=raw)
    assert {("field.removed", "id"), ("field.removed", "size")} == kinds(old, stays)


def test_what_refers_to_a_schema_through_a_name_that_is_nothing_else_is_told_of_the_schema_alone():
    size, more = ({"type": "object", "properties": fields} for fields in ({"a": TEXT}, {"a": TEXT, "b": TEXT}))
    old, new = spec({"k": ref("Size")}, Size=size), spec({"k": ref("Alias")}, Size=more, Alias=ref("Size"))
    for sides, kind in (((old, new), "field.added"), ((new, old), "field.removed")):
        told = [(change.kind, change.owner.name) for change in changes(*sides) if change.kind != "schema.removed"]
        assert [(kind, "Size")] == told


@pytest.mark.thorough
def test_schemas_in_a_circle_are_known_through_names_of_their_own():
    names = [f"Part{number}" for number in range(12)]

    def circle(prefix: str) -> dict[str, Any]:
        fields = {name: {"anyOf": [ref(prefix + name), TEXT]} for name in names}
        parts = {name: {"type": "object", "properties": {**fields, "own": {"enum": [name]}}} for name in names}
        aliases = {prefix + name: ref(name) for name in names} if prefix else {}
        return spec({"whole": ref(prefix + names[0])}, **parts, **aliases)

    plain, named = circle(""), circle("Known")
    assert set() == kinds(plain, named)
    assert {("schema.removed", None)} >= kinds(named, plain)


def test_a_value_that_names_a_schema_of_before_leads_there_under_its_new_name():
    def pets(suffix: str, **mapping: Any) -> dict[str, Any]:
        kind = {"type": "object", "required": ["kind"], "properties": {"kind": TEXT}}
        parts = {
            f"{name}{suffix}": {**kind, "properties": {**kind["properties"], name: TEXT}} for name in ("Lid", "Box")
        }
        union = {"oneOf": [ref(name) for name in parts], "discriminator": {"propertyName": "kind", **mapping}}
        return spec({"part": union}, **parts)

    by_name = {name: f"#/components/schemas/{name}Dto" for name in ("Lid", "Box")}
    plain, known = pets(""), pets("Dto", mapping=by_name)
    assert {kind for kind, _ in kinds(plain, known) | kinds(known, plain)} <= {"schema.renamed"}
    other = pets("Dto", mapping={**by_name, "Jar": by_name["Box"]})
    assert ("field.discriminator-mapping.added", "part") in kinds(plain, other)


def test_a_new_schema_of_the_same_fields_is_another_one_where_something_else_stands_in_place_of_the_old_one():
    named = {"type": "object", "properties": {"name": TEXT}, "required": ["name"]}
    rule = {"type": "object", "properties": {"event": TEXT, "size": TEXT, "name": TEXT}, "required": ["name"]}
    old = spec({"gone": ref("RuleGone"), "rule": ref("Rule")}, RuleGone=named, Rule=rule)
    new = spec({"gone": ref("Rule"), "rule": ref("Rule"), "set": ref("SetGone")}, SetGone=named, Rule=rule)
    assert {("schema.removed", None), ("field.added", "set")} <= kinds(old, new)
    assert "schema.renamed" not in {kind for kind, _ in kinds(old, new)}
    # What stands elsewhere under the new name is the old one all the same.
    old, new = (
        spec({"gone": ref(gone), "rule": ref("Rule"), "set": ref(known)}, Rule=rule, **{known: named})
        for gone, known in (("RuleGone", "RuleGone"), ("Rule", "SetGone"))
    )
    assert ("schema.renamed", None) in kinds(old, new)


def test_a_schema_that_takes_the_place_of_another_one_is_no_third_one_of_the_same_fields_in_both_directions():
    note, problem = {"type": "object", "properties": {"text": TEXT}}, {"type": "object", "properties": {"title": TEXT}}
    one = spec({"first": ref("Note")}, Note=note)
    other = spec({"first": ref("Problem"), "second": ref("Memo")}, Problem=problem, Memo=note)
    for sides in ((one, other), (other, one)):
        assert "schema.renamed" not in {kind for kind, _ in kinds(*sides)}
        assert "schema.removed" in {kind for kind, _ in kinds(*sides)}
