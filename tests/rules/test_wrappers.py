"""What is done to all wrappers, or to all objects, of an API is one edit, whatever they hold."""

from typing import Any

from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes

TEXT: dict[str, Any] = {"type": "string"}
HELD = {"Boat": {"mast": TEXT}, "Crew": {"name": TEXT}, "Port": {"berths": {"type": "integer"}}}


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*required]}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def rows(name: str) -> dict[str, Any]:
    return {"type": "array", "items": ref(name)}


def api(bodies: dict[str, Any], *, sent: bool = False, **more: Any) -> dict[str, Any]:
    """One operation for each body, and the named schemas that bodies refer to."""

    def call(body: Any) -> dict[str, Any]:
        content = {"content": {"application/json": {"schema": body}}}
        answer = {"200": {"description": "Done."} if sent else {"description": "Done.", **content}}
        return {"responses": answer, **({"requestBody": content} if sent else {})}

    named = {name: thing(**properties) for name, properties in HELD.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {f"/{name}": {"post": call(body)} for name, body in bodies.items()},
        "components": {"schemas": {**named, **more}},
    }


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, int]]:
    found = folded(judge(changes(old, new)))
    return [(one.id, len(one.single)) for one in found if one.level == "breaking"]


def wrapped(by: str, *names: str) -> dict[str, Any]:
    return {name: thing(by, **{by: rows(name)}) for name in names}


def test_the_field_that_wraps_what_each_operation_answers_is_told_once_where_another_one_takes_its_place() -> None:
    sides = api(wrapped("data", *HELD)), api(wrapped("items", *HELD))
    assert told(*sides) == [("response-required-property-removed", 3)]
    assert told(*sides[::-1]) == [("response-required-property-removed", 3)]


def test_so_it_is_where_the_wrappers_have_names() -> None:
    def named(by: str) -> dict[str, Any]:
        lists = {f"{name}List": body for name, body in wrapped(by, *HELD).items()}
        return api({name: ref(f"{name}List") for name in HELD}, **lists)

    assert told(named("data"), named("items")) == [("response-required-property-removed", 3)]


def test_a_wrapper_that_must_be_sent_is_told_once() -> None:
    plain = api({name: thing(**properties) for name, properties in HELD.items()}, sent=True)
    sent = api({name: {**thing("item", **properties, item=ref(name))} for name, properties in HELD.items()}, sent=True)
    assert told(plain, sent) == [("new-required-request-property", 3)]


def test_two_that_lose_a_field_of_the_same_name_are_two_edits() -> None:
    sides = api(wrapped("data", "Boat", "Crew")), api(wrapped("items", "Boat", "Crew"))
    assert told(*sides) == [("response-required-property-removed", 1)] * 2


def test_objects_that_lose_other_fields_beside_are_told_apart() -> None:
    old = {name: thing("data", "more", data=rows(name), more=TEXT, left=TEXT) for name in HELD}
    new = {
        name: thing(*kept, left=TEXT, **{one: {"data": rows(name), "more": TEXT}[one] for one in kept})
        for name, kept in zip(HELD, ((), ("more",), ("more",)), strict=True)
    }
    one, both = (("response-required-property-removed", count) for count in (1, 2))
    assert sorted(told(api(old), api(new))) == [one, one, both]  # the two that go from one object are one edit of it


def test_what_a_schema_demands_by_now_it_demands_where_it_took_the_place_of_another_one() -> None:
    def side(last: str, **named: Any) -> dict[str, Any]:
        return api({"a": ref("Boat"), "b": ref(last)}, sent=True, Boat=named["Boat"], Crew=thing(mast=TEXT))

    mast = {"type": "string", "pattern": "^[a-z]+$"}
    old, new = side("Crew", Boat=thing(mast=TEXT)), side("Boat", Boat=thing(mast=mast))
    assert told(old, new) == [("request-property-pattern-added", 2)]


def test_objects_that_are_closed_all_over_an_api_are_one_edit_where_others_took_their_place() -> None:
    def side(last: str, **more: Any) -> dict[str, Any]:
        inner = {"Berth": {**thing(kind=TEXT), **more}, "Quay": {**thing(kind=TEXT), **more}}
        bodies = {name: {**thing(**properties), **more} for name, properties in HELD.items()}
        return api({**bodies, "last": thing(one=ref(last))}, sent=True, **inner)

    found = told(side("Berth"), side("Quay", additionalProperties=False))
    assert found == [("request-body-additional-properties-disallowed", 4)]


def test_a_value_that_is_gone_is_one_edit_wherever_it_was_listed() -> None:
    def rigs(*known: str, beside: str = "") -> dict[str, Any]:
        rig = {"type": "string", "enum": [*known]}
        document = api({"boat": thing(rig=rig)}, sent=True)
        document["paths"]["/boat"]["post"]["parameters"] = [
            {"name": "rig", "in": "query", "schema": rig},
            {"name": "rigs", "in": "header", "schema": {"type": "array", "items": rig}},
            {
                "name": "side",
                "in": "query",
                "schema": {"type": "string", "enum": ["port", *([beside] if beside else [])]},
            },
        ]
        return document

    assert told(rigs("sloop", "ketch"), rigs("sloop")) == [("request-parameter-enum-value-removed", 3)]
    apart = told(rigs("sloop", "ketch", beside="lee"), rigs("sloop"))
    assert sorted(count for _, count in apart) == [1, 3]


def test_lists_whose_items_must_all_differ_by_now_are_one_edit() -> None:
    def lists(**more: Any) -> dict[str, Any]:
        each = {"type": "array", "items": TEXT, **more}
        return api({"boat": thing(masts=each, sails=each)}, sent=True)

    assert told(lists(), lists(uniqueItems=True)) == [("request-property-unique-items-set", 2)]
