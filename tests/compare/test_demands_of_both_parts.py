"""What a schema and one that it joins both say otherwise of a property: it is told of the one that is joined, once."""

from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.schema_documents import document, put

PLACES = ("request-body", "response-body")
OPEN = {"type": "string"}
LIST = {"type": "string", "enum": ["k", "l"]}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def described(place: str, base: Any, own: Any, *, name: str = "Base", **named: Any) -> dict[str, Any]:
    body = {"type": "object", "properties": {"p": base, "q": OPEN}}
    top = {"allOf": [ref(name), {"type": "object", "properties": {"p": own, "r": OPEN}}]}
    return document(put(place, ref("Top")), **{name: body, "Top": top, **named})


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    sides = (snapshot_of_openapi(each, place="s", label=str(number)) for number, each in enumerate((old, new)))
    return [(change.kind, change.owner.name, change.field) for change in compare(*sides, audit=True)]


@pytest.mark.parametrize("place", PLACES)
def test_what_both_say_alike_is_told_of_the_one_that_is_joined_in_either_direction(place: str) -> None:
    old, new = described(place, LIST, LIST), described(place, OPEN, OPEN)
    assert told(old, new) == [("field.enum.unset", "Base", "p")]
    assert told(new, old) == [("field.enum.set", "Base", "p")]


@pytest.mark.parametrize("place", PLACES)
def test_so_it_is_where_the_one_that_is_joined_was_renamed(place: str) -> None:
    named = {"Leaf": LIST, "Other": LIST}
    old = described(place, ref("Other"), ref("Other"), **named)
    new = described(place, ref("Leaf"), ref("Leaf"), name="New", **{**named, "Leaf": OPEN})
    assert told(old, new) == [("field.enum.unset", "New", "p"), ("schema.renamed", "New", None)]
    assert told(new, old) == [("field.enum.set", "Base", "p"), ("schema.renamed", "Base", None)]


@pytest.mark.parametrize("place", PLACES)
def test_what_the_schema_alone_says_otherwise_is_told_of_it(place: str) -> None:
    old, new = described(place, OPEN, LIST), described(place, OPEN, OPEN)
    assert told(old, new) == [("field.enum.unset", "Top", "p")]
    assert told(new, old) == [("field.enum.set", "Top", "p")]


@pytest.mark.parametrize("place", PLACES)
def test_what_it_demands_beyond_the_one_that_is_joined_is_told_of_it(place: str) -> None:
    short = {**LIST, "enum": ["k"]}
    found = told(described(place, OPEN, OPEN), described(place, LIST, short))
    assert {(owner, field) for _, owner, field in found} == {("Base", "p"), ("Top", "p")}


@pytest.mark.parametrize("place", PLACES)
def test_what_only_one_side_of_the_one_that_is_joined_declares_is_told_of_both(place: str) -> None:
    """A field that the joined one lost altogether: nothing stands beside the own one by now."""
    bare = document(
        put(place, ref("Top")),
        Base={"type": "object", "properties": {"q": OPEN}},
        Top={"allOf": [ref("Base"), {"type": "object", "properties": {"p": OPEN, "r": OPEN}}]},
    )
    found = told(bare, described(place, LIST, LIST))
    assert ("field.enum.set", "Top", "p") in found
