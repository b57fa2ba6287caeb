"""A property that a named schema loses or gains, and that another part of what joins it declares as well.

Both demands hold there: what the one demanded beyond the other is gone, or new, though the property is there as before.
"""

from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.change import Change
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXT = {"type": "string"}
SHORT = {"type": "string", "maxLength": 5}
PLACES = ("request-body", "response-body")


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def having(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"z": TEXT, **properties}}


def described(place: str, one: Any, two: Any, *, body: Any = None, **further: Any) -> dict[str, Any]:
    top = {"allOf": [ref("One"), ref("Two")]}
    return document(put(place, body or ref("Top")), One=one, Two=two, Top=top, **further)


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    found = compare(
        snapshot_of_openapi(old, place="s", label="old"), snapshot_of_openapi(new, place="s", label="new"), audit=True
    )
    return [(change.kind, change.owner.name, change.field) for change in found]


def levels(found: tuple[Change, ...]) -> set[tuple[str, str]]:
    return {(one.id, one.level) for one in judge(found)}


@pytest.mark.parametrize(
    ("place", "lost", "gained"),
    [
        (
            "request-body",
            ("request-property-max-length-unset", "info"),
            ("request-property-max-length-set", "breaking"),
        ),
        ("response-body", ("response-property-max-length-unset", "info"), ("response-property-max-length-set", "info")),
    ],
)
def test_a_bound_that_goes_with_a_property_is_told_where_another_part_declares_it(
    place: str, lost: tuple[str, str], gained: tuple[str, str]
) -> None:
    old, new = described(place, having(a=SHORT), having(a=TEXT)), described(place, having(), having(a=TEXT))
    assert told(old, new) == [("field.max-length.unset", "One", "a")]
    assert told(new, old) == [("field.max-length.set", "One", "a")]
    assert levels(changes(old, new)) == {lost}
    assert levels(changes(new, old)) == {gained}


@pytest.mark.parametrize("place", PLACES)
def test_fields_and_values_that_go_with_a_property_are_told(place: str) -> None:
    base = {"type": "object", "properties": {"b": TEXT, "x": {"type": "integer"}}}
    leaf = {"type": "object", "properties": {"b": {"type": "string", "enum": ["k"]}}, "required": ["b"]}
    named = {"Base": base, "Leaf": leaf}
    old = described(place, having(a=ref("Base")), having(a=ref("Leaf")), **named)
    new = described(place, having(), having(a=ref("Leaf")), **named)
    assert told(old, new) == [("field.removed", "One", "a.x")]
    assert told(new, old) == [("field.added", "One", "a.x")]
    old = described(place, having(a=ref("Leaf")), having(a=ref("Base")), **named)
    new = described(place, having(), having(a=ref("Base")), **named)
    assert told(old, new) == [("field.became-optional", "One", "a.b"), ("field.enum.unset", "One", "a.b")]
    assert told(new, old) == [("field.became-required", "One", "a.b"), ("field.enum.set", "One", "a.b")]


@pytest.mark.parametrize("place", PLACES)
def test_that_a_property_is_required_goes_with_it(place: str) -> None:
    old = described(place, {**having(a=TEXT), "required": ["a"]}, having(a=TEXT))
    new = described(place, having(), having(a=TEXT))
    assert told(old, new) == [("field.became-optional", "One", "a")]
    assert told(new, old) == [("field.became-required", "One", "a")]


@pytest.mark.parametrize("place", PLACES)
def test_what_a_body_joins_itself_is_looked_at_as_well(place: str) -> None:
    body = {"allOf": [ref("One"), ref("Two")]}
    old = described(place, having(a=SHORT), having(a=TEXT), body=body)
    new = described(place, having(), having(a=TEXT), body=body)
    assert told(old, new) == [("field.max-length.unset", "One", "a")]
    assert told(new, old) == [("field.max-length.set", "One", "a")]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("one", [TEXT, SHORT, {"type": "string", "maxLength": 9}, {}])
def test_what_the_other_part_demands_all_the_same_is_not_told(place: str, one: Any) -> None:
    old, new = described(place, having(a=one), having(a=SHORT)), described(place, having(), having(a=SHORT))
    assert told(old, new) == told(new, old) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_property_that_moved_between_parts_is_told_once(place: str) -> None:
    def moved(one: Any, two: Any) -> list[tuple[str, str, str | None]]:
        return told(described(place, having(a=one), having()), described(place, having(), having(a=two)))

    assert moved(SHORT, SHORT) == []
    assert moved(SHORT, TEXT) == [("field.max-length.unset", "One", "a")]
    assert moved(TEXT, SHORT) == [("field.max-length.set", "One", "a")]


@pytest.mark.parametrize("place", PLACES)
def test_a_property_that_moved_into_what_joins_the_schema_is_told_there_alone(place: str) -> None:
    def held(base: Any, own: Any) -> dict[str, Any]:
        return document(put(place, ref("Top")), Base=base, Top={"allOf": [ref("Base"), own]})

    old, new = held(having(a=SHORT), having(b=TEXT)), held(having(), having(a=TEXT, b=TEXT))
    assert told(old, new) == [("field.max-length.unset", "Top", "a")]
    assert told(new, old) == [("field.max-length.set", "Top", "a")]


@pytest.mark.parametrize("place", PLACES)
def test_who_knows_the_property_by_the_schema_alone_is_told_that_it_is_gone_and_nothing_else(place: str) -> None:
    def calls(one: Any) -> dict[str, Any]:
        whole = described(place, one, having(a=TEXT))
        return {
            **whole,
            "paths": {
                **whole["paths"],
                "/ones": {"post": document(put(place, ref("One")))["paths"]["/things"]["post"]},
            },
        }

    found = changes(calls(having(a=SHORT)), calls(having()))
    assert [(change.kind, [owner.name for owner in change.operations]) for change in found] == [
        ("field.max-length.unset", ["POST /things"]),
        ("field.removed", ["POST /ones"]),
    ]


@pytest.mark.parametrize("place", PLACES)
def test_a_branch_that_offers_what_another_part_declares_tells_what_it_demands_of_that(place: str) -> None:
    base = having()
    old = described(place, {"allOf": [ref("Base")]}, having(a=TEXT), Base=base)
    new = described(place, {"allOf": [ref("Base"), having(a=SHORT)]}, having(a=TEXT), Base=base)
    assert ("field.max-length.set", "One", "a") in told(old, new)
    assert told(new, old) == [("field.max-length.unset", "One", "a")]
