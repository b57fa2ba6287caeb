"""Alternatives that are made of parts are told from each other by what one of the parts fixes."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.compare.schema_documents import changes, document, put

TEXT = {"type": "string"}
EITHER = {"oneOf": [{"type": "object", "required": [name], "properties": {name: TEXT}} for name in ("person", "group")]}
BOTH = {"type": "object", "properties": {"person": TEXT, "group": TEXT}}


def right(value: str) -> dict[str, Any]:
    fixed = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "enum": [value]}}}
    return {"allOf": [{"$ref": "#/components/schemas/Holder"}, fixed]}


def union(group: str, holder: Any, rights: Mapping[str, str], *, named: bool) -> dict[str, Any]:
    """A union of rights, each the schema of a name or written out, which hold whom they are for in another schema."""
    schemas = {name: right(value) for name, value in rights.items()}
    said = [{"$ref": f"#/components/schemas/{name}"} for name in schemas] if named else [*schemas.values()]
    places = put("request-body", {"$ref": "#/components/schemas/Right"}) | put(
        "response-body", {"$ref": "#/components/schemas/Right"}
    )
    return document(places, Right={group: said}, Holder=holder, **(schemas if named else {}))


def told(old: Any, new: Any) -> set[tuple[str, str]]:
    """What is told of the union and its alternatives, but for the schema in them: kinds and what they name."""
    return {(one.kind, str(one.before or one.after)) for one in changes(old, new) if one.owner.name == "Right"}


RIGHTS = {"RightToSee": "see", "RightToUse": "use", "RightToOwn": "own"}


@pytest.mark.parametrize("group", ["oneOf", "anyOf"])
@pytest.mark.parametrize("holders", [(EITHER, BOTH), (BOTH, EITHER), (BOTH, BOTH)])
def test_alternatives_that_got_names_are_the_same_whatever_else_changed_in_them(group: str, holders: Any) -> None:
    old, new = (union(group, holder, RIGHTS, named=named) for holder, named in zip(holders, (False, True), strict=True))
    assert told(old, new) == set()
    assert told(new, old) == set()


def test_one_that_fixes_a_further_value_is_new_and_only_that_one() -> None:
    old = union("oneOf", EITHER, RIGHTS, named=False)
    new = union("oneOf", BOTH, {**RIGHTS, "RightToGive": "give"}, named=True)
    ((kind, named),) = told(old, new)
    assert (kind, "RightToGive" in named, "RightToSee" in named) == ("field.one-of.added", True, False)


def test_one_that_fixes_another_value_is_another_one() -> None:
    old = union("oneOf", EITHER, RIGHTS, named=False)
    new = union("oneOf", BOTH, {**RIGHTS, "RightToOwn": "lend"}, named=True)
    assert told(old, new)


def test_two_that_fix_the_same_value_are_told_from_each_other_by_nothing() -> None:
    twice = {"RightToSee": "see", "RightToLook": "see", "RightToUse": "use"}
    assert told(union("anyOf", EITHER, RIGHTS, named=False), union("anyOf", BOTH, twice, named=True))


@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("holders", [(EITHER, BOTH), (BOTH, EITHER)])
def test_a_part_that_lists_all_values_does_not_hide_which_one_another_part_fixes(holders: Any, place: int) -> None:
    listed = {"type": "object", "properties": {"kind": {"type": "string", "enum": [*RIGHTS.values()]}}}

    def side(holder: Any, *, named: bool) -> Any:
        made = union("oneOf", holder, RIGHTS, named=named)
        schemas = made["components"]["schemas"]
        for each in [schemas[name] for name in RIGHTS] if named else schemas["Right"]["oneOf"]:
            each["allOf"].insert(place, listed)
        return made

    old, new = (side(holder, named=named) for holder, named in zip(holders, (False, True), strict=True))
    assert told(old, new) == set()
    assert told(new, old) == set()


@pytest.mark.parametrize("place", ["request-property", "response-property"])
def test_what_only_one_alternative_has_beside_the_one_that_takes_it_goes_with_it(place: str) -> None:
    plain = {"$ref": "#/components/schemas/Plain"}
    old, new = (
        document(put(place, one), Plain={"type": "object", "properties": {"name": TEXT}})
        for one in ({"anyOf": [plain, {"allOf": [plain, {"properties": {"size": TEXT}}]}]}, plain)
    )
    for sides, kind in (((old, new), "field.removed"), ((new, old), "field.added")):
        ((found, field),) = {(one.kind, one.field) for one in changes(*sides)}
        assert (found, str(field).rpartition(".")[2]) == (kind, "size")
