"""An object that stands below a property now, or no longer does, is one edit."""

from typing import Any

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.schema_documents import body_changes, changes, document, put, said
from tests.rules.examples import findings_between

TEXT = {"type": "string"}
PLACES = ("request-body", "response-body")


def box(**more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"size": TEXT, "colour": TEXT, "lid": {"type": "boolean"}, **more}}


def below(schema: dict[str, Any], name: str = "data", **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {name: schema, **more}}


@pytest.mark.parametrize("place", PLACES)
def test_a_body_that_stands_below_a_property_now_is_told_once(place: str) -> None:
    (change,) = body_changes(box(), below(box()), place=place)
    assert (change.kind, change.field, change.after) == ("field.wrapped", None, "data")
    (back,) = body_changes(below(box()), box(), place=place)
    assert (back.kind, back.field, back.before) == ("field.unwrapped", None, "data")


@pytest.mark.parametrize("place", PLACES)
def test_what_differs_inside_is_told_as_well(place: str) -> None:
    longer = {"type": "string", "maxLength": 9}
    assert said(body_changes(box(), below(box(size=longer)), place=place)) == [
        ("field.max-length.set", "data.size"),
        ("field.wrapped", None),
    ]
    assert said(body_changes(below(box()), box(size=longer), place=place)) == [
        ("field.max-length.set", "size"),
        ("field.unwrapped", None),
    ]


@pytest.mark.parametrize("place", PLACES)
def test_what_comes_beside_is_new(place: str) -> None:
    assert said(body_changes(box(), below(box(), more={"type": "boolean"}), place=place)) == [
        ("field.added", "more"),
        ("field.wrapped", None),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (box(), below({"type": "object", "properties": {"weight": TEXT, "height": TEXT}})),
        (box(), below(box(), other=box())),
        (box(), below({"type": "array", "items": box()})),
    ],
    ids=["another thing", "two of them", "a list of them"],
)
def test_what_is_no_envelope_is_told_field_by_field(old: dict[str, Any], new: dict[str, Any]) -> None:
    kinds = {change.kind for change in body_changes(old, new, place="response-body")}
    assert "field.removed" in kinds
    assert not {"field.wrapped", "field.unwrapped"} & kinds


@pytest.mark.parametrize(
    ("word", "sides"), [("wrapped-in", (box(), below(box()))), ("unwrapped-from", (below(box()), box()))]
)
def test_a_named_schema_is_told_of_bodies_and_of_what_holds_it(word: str, sides: tuple[Any, Any]) -> None:
    def calls(schema: dict[str, Any]) -> dict[str, Any]:
        known = {"$ref": "#/components/schemas/Box"}
        listed = {"type": "object", "properties": {"all": {"type": "array", "items": known}}}
        answers = {"/boxes": listed, "/boxes/first": known}
        paths = {
            path: {"get": {"responses": {"200": {"description": "-", "content": {"application/json": {"schema": of}}}}}}
            for path, of in answers.items()
        }
        info = {"title": "Boxes", "version": "1"}
        return {"openapi": "3.0.0", "info": info, "paths": paths, "components": {"schemas": {"Box": schema}}}

    old, new = (snapshot_of_openapi(calls(side), place="spec", label="side") for side in sides)
    assert {(one.id, one.level, one.operations) for one in findings_between(old, new)} == {
        (f"response-body-{word}-property", "breaking", ("GET /boxes/first",)),
        (f"response-property-{word}-property", "breaking", ("GET /boxes",)),
    }


def test_what_bears_the_same_name_below_a_property_and_is_something_else_is_no_envelope():
    job = {"type": "object", "properties": {"id": {"type": "string"}}}
    old = {"type": "object", "properties": {"id": job}}
    new = {"type": "object", "properties": {"job": job}}
    kinds = {change.kind for change in body_changes(old, new, place="response-body")}
    assert not kinds & {"field.wrapped", "field.unwrapped", "field.type.changed"}
    assert "field.wrapped" in {change.kind for change in body_changes(job, new, place="response-body")}


def test_an_envelope_of_which_one_field_is_something_else_by_now_is_one():
    def payment(amount):
        return {"type": "object", "properties": {"amount": amount, "note": {"type": "string"}}}

    old, new = payment({"type": "number"}), payment({"type": "string"})
    after = {"type": "object", "properties": {"payment": new}}
    kinds = {change.kind for change in body_changes(old, after, place="request-body")}
    assert {"field.wrapped", "field.type.changed"} <= kinds


def _answering(answer: dict[str, Any], **named: Any) -> Any:
    document_ = document(put("response-body", answer), **named)
    return snapshot_of_openapi(document_, place="spec", label="side")


@pytest.mark.parametrize("name", ["data", "result"])
def test_an_envelope_that_moves_from_a_named_schema_to_what_refers_to_it_says_nothing(name: str) -> None:
    known, rest = {"$ref": "#/components/schemas/Box"}, {"type": "object", "properties": {"code": {"type": "integer"}}}
    inside = _answering({"allOf": [rest, known]}, Box=below(box(), name))
    outside = _answering({"allOf": [rest, below(known, name)]}, Box=box())
    assert findings_between(inside, outside) == findings_between(outside, inside) == ()


def test_an_envelope_in_a_named_schema_is_told_where_that_is_one_part_of_what_refers_to_it() -> None:
    known, rest = {"$ref": "#/components/schemas/Box"}, {"type": "object", "properties": {"code": {"type": "integer"}}}
    alone, joined = _answering(known, Box=below(box())), _answering({"allOf": [known, rest]}, Box=box())
    assert "response-body-unwrapped-from-property" in {one.id for one in findings_between(alone, joined)}


NUMBER, LIST = {"type": "number"}, {"type": "array", "items": box()}
SWITCH = {"type": "string", "enum": ["on", "off"]}


def calls(*answers: dict[str, Any]) -> dict[str, Any]:
    """An API with a call for each answer."""
    paths = {}
    for number, schema in enumerate(answers):
        content = {"application/json": {"schema": schema}}
        paths[f"/things/{number}"] = {"get": {"responses": {"200": {"description": "Done.", "content": content}}}}
    return {"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths}


def kinds_of(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return said(changes(calls(*old), calls(*new)))


@pytest.mark.parametrize("values", [[NUMBER, box()], [NUMBER, LIST, SWITCH], [LIST, box(), box(more=TEXT)]], ids=str)
def test_values_that_stand_below_a_property_as_objects_or_others_do_are_told_as_that(
    values: list[dict[str, Any]],
) -> None:
    outer = [below(value) for value in values]
    assert kinds_of(values, outer) == [("field.wrapped", None)] * len(values)
    assert kinds_of(outer, values) == [("field.unwrapped", None)] * len(values)


@pytest.mark.parametrize("values", [[NUMBER], [NUMBER, LIST]], ids=str)
def test_a_value_or_two_below_a_property_are_bodies_of_another_type(values: list[dict[str, Any]]) -> None:
    outer = [below(value) for value in values]
    assert {kind for kind, _ in kinds_of(values, outer)} == {"field.type.changed", "field.added"}
    assert {kind for kind, _ in kinds_of(outer, values)} == {"field.type.changed"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (below(NUMBER, more=TEXT), NUMBER),
        (below(NUMBER), TEXT),
        (below(NUMBER), {"type": "number", "maximum": 9}),
        (below({"type": "object"}), {"type": "object"}),
        ({**below(NUMBER), "type": ["object", "string"]}, NUMBER),
    ],
    ids=["one of two", "another type", "another number", "a bare object", "an object or a text"],
)
def test_a_value_that_was_not_all_there_is_below_a_property_is_another_one(old: Any, new: Any) -> None:
    olds, news = [below(box()), old], [box(), new]
    assert [kind for kind, _ in kinds_of(olds, news)].count("field.unwrapped") == 1
    assert [kind for kind, _ in kinds_of(news, olds)].count("field.wrapped") == 1
