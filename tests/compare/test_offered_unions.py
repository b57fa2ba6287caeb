"""Alternatives that are offered by one of several, by its name or in another way, are offered all the same."""

from typing import Any

import pytest

from tests.compare.schema_documents import body_changes

PLACES = ("request-body", "request-property", "response-body", "response-property")


def thing(name: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string"}, "n": {"type": "integer"}}, "required": [name]}


def to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


A, B, C, D = map(to, "ABCD")
KNOWN = {"discriminator": {"propertyName": "n", "mapping": {"1": A["$ref"], "2": B["$ref"]}}}
NAMED = {
    **{name: thing(name.lower()) for name in "ABCD"},
    "Either": {"oneOf": [A, B]},
    "Known": {"oneOf": [A, B], **KNOWN},
    "Objects": {"type": "object", "oneOf": [A, B]},
    "Any": {"anyOf": [A, B]},
    "Itself": {"oneOf": [A, B, to("Itself")]},
    "Outer": {"oneOf": [to("Either"), C]},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "nested",
    [
        [to("Either"), C], [to("Known"), C], [to("Objects"), C], [to("Outer")],
        [{"type": "object", "oneOf": [A, B]}, C],
    ],
    ids=["named", "known apart", "objects", "nested twice", "inline"],
)  # fmt: skip
def test_what_is_offered_by_name_is_offered(nested: list[Any], place: str) -> None:
    flat = {"oneOf": [A, B, C]}
    if nested == [to("Outer")]:
        flat, nested = {"oneOf": [A, B, C, D]}, [to("Outer"), D]
    assert body_changes(flat, {"oneOf": nested}, place=place, components=NAMED) == ()
    assert body_changes({"oneOf": nested}, flat, place=place, components=NAMED) == ()


@pytest.mark.parametrize("nested", [[to("Itself"), C], [to("Either"), A, C]], ids=["itself", "one twice"])
def test_what_offers_itself_or_one_twice_takes_nothing_away(nested: list[Any]) -> None:
    told = body_changes({"oneOf": [A, B, C]}, {"oneOf": nested}, components=NAMED)
    assert {change.kind for change in told} <= {"comparison.not-explained"}


@pytest.mark.parametrize("place", PLACES)
def test_what_one_more_offers_that_was_offered_already_is_nothing_new(place: str) -> None:
    assert body_changes({"anyOf": [A, B, C]}, {"anyOf": [A, B, C, to("Any")]}, place=place, components=NAMED) == ()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("inner", [to("Any"), {"anyOf": [A, B]}], ids=["named", "inline"])
def test_that_some_may_fit_together_is_told_alone(inner: Any, place: str) -> None:
    flat, nested = {"oneOf": [A, B, C]}, {"oneOf": [inner, C]}
    kinds = [[one.kind for one in body_changes(*pair, place=place, components=NAMED)] for pair in
             ((flat, nested), (nested, flat))]  # fmt: skip
    assert kinds == [["field.one-of.to-any-of"], ["field.any-of.to-one-of"]]


@pytest.mark.parametrize("place", PLACES)
def test_what_is_offered_besides_is_told_by_its_name(place: str) -> None:
    old, new = {"oneOf": [A, C]}, {"oneOf": [to("Either"), C]}
    for one, other, what in ((old, new, "added"), (new, old, "removed")):
        told = body_changes(one, other, place=place, components=NAMED)
        assert [(change.kind, change.before or change.after) for change in told] == [(f"field.one-of.{what}", ["B"])]


def test_a_union_of_which_nothing_was_offered_is_told_whole() -> None:
    (told,) = body_changes({"oneOf": [C, D]}, {"oneOf": [C, D, to("Either")]}, components=NAMED)
    assert (told.kind, told.after) == ("field.one-of.added", ["Either"])


def test_a_union_that_says_more_is_no_mere_offer() -> None:
    more = NAMED | {"Either": {"oneOf": [A, B], "required": ["n"]}}
    told = body_changes({"oneOf": [A, B, C]}, {"oneOf": [to("Either"), C]}, components=more)
    assert {change.kind for change in told} == {"field.one-of.removed"}


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("place", PLACES)
def test_an_alternative_that_is_named_twice_is_one(keyword: str, place: str) -> None:
    def found(old: list[Any], new: list[Any]) -> list[tuple[str, Any]]:
        sides = {keyword: old}, {keyword: new}
        told = body_changes(*sides, place=place, components=NAMED)
        return [(one.kind.rpartition(".")[2], one.before or one.after) for one in told]

    twice, further = [A, A, B], {"type": "string"}
    assert not {"added", "removed"} & {kind for kind, _ in (*found(twice, [A, B]), *found([A, B], twice))}
    # What stands there once goes and comes, be there one twice beside it; what stood there twice may go as a whole.
    assert ("removed", ["string"]) in found([*twice, further], twice)
    assert ("added", ["string"]) in found(twice, [*twice, further])
    assert ("removed", ["A", "A~2"]) in found([*twice, further], [B, further])


TEXT = to("Text")


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("stays", "other"),
    [
        ({**A, "required": ["n"]}, A),
        ({**A, "minProperties": 2}, A),
        ({**TEXT, "maxLength": 5}, TEXT),
        ({**TEXT, "enum": ["x"]}, {**TEXT, "enum": ["y"]}),
    ],
    ids=["required", "size", "length", "other values"],
)
def test_a_name_with_something_else_beside_it_is_another_alternative(
    stays: dict[str, Any], other: dict[str, Any], place: str, keyword: str
) -> None:
    named, further = NAMED | {"Text": {"type": "string"}}, {"type": "integer"}
    few, many = {keyword: [stays, further]}, {keyword: [stays, other, further]}
    for old, new, what in ((few, many, "added"), (many, few, "removed")):
        told = [one.kind for one in body_changes(old, new, place=place, components=named)]
        assert [kind.rpartition(".")[2] for kind in told] == [what], told
