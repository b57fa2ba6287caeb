"""Whole documents, and exactly what is found between them: ids, levels, operations; nothing missed or invented."""

from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.rules.judge import documented_paths, judge

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}


def spec(*, version: str = "3.0.3", paths: dict[str, Any], schemas: dict[str, Any] | None = None) -> dict[str, Any]:
    head = {"openapi": version, "info": {"title": "Shop", "version": "1.0.0"}}
    return {**head, "paths": paths, "components": {"schemas": schemas or {}}}


def order_api(order: Any, *, version: str = "3.0.3", **schemas: Any) -> dict[str, Any]:
    """An API that takes, gives and lists orders; `order` is the schema of one."""
    reference = {"$ref": "#/components/schemas/Order"}
    one = {"200": {"description": "One.", "content": {"application/json": {"schema": reference}}}}
    listed = {"type": "object", "properties": {"data": {"type": "array", "items": reference}}}
    many = {"200": {"description": "Many.", "content": {"application/json": {"schema": listed}}}}
    body = {"required": True, "content": {"application/json": {"schema": reference}}}
    number = {"name": "id", "in": "path", "required": True, "schema": TEXT}
    paths = {
        "/orders": {"post": {"requestBody": body, "responses": one}, "get": {"responses": many}},
        "/orders/{id}": {"get": {"parameters": [number], "responses": one}},
    }
    return spec(version=version, paths=paths, schemas={"Order": order, **schemas})


def obj(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties} | ({"required": list(required)} if required else {})


def found(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    sides = [snapshot_of_openapi(side, place="spec", label="") for side in (old, new)]
    changes = compare(*sides)
    findings = judge(changes, paths=documented_paths(changes, *sides))
    return sorted((one.id, one.level, one.operations) for one in findings)


TAKES = ("POST /orders",)
GIVES = ("GET /orders", "GET /orders/{id}", "POST /orders")
BASE = obj(("item",), item=TEXT, count=NUMBER, note=TEXT | {"maxLength": 100})

CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[tuple[str, str, tuple[str, ...]]]]] = {
    "a required property is new": (
        order_api(BASE),
        order_api(BASE | {"required": ["item", "currency"], "properties": BASE["properties"] | {"currency": TEXT}}),
        [("new-required-request-property", "breaking", TAKES), ("response-required-property-added", "info", GIVES)],
    ),
    "a property is gone": (
        order_api(BASE),
        order_api(obj(("item",), item=TEXT, count=NUMBER)),
        [("request-property-removed", "warning", TAKES), ("response-optional-property-removed", "warning", GIVES)],
    ),
    "a property is deeper and wider": (
        order_api(obj(lines={"type": "array", "items": obj(sku=TEXT, size=NUMBER)})),
        order_api(obj(lines={"type": "array", "items": obj(sku=TEXT, size={"type": "number"})})),
        [("request-property-type-generalized", "info", TAKES), ("response-property-type-changed", "breaking", GIVES)],
    ),
    "a limit moved": (
        order_api(BASE),
        order_api(obj(("item",), item=TEXT, count=NUMBER, note=TEXT | {"maxLength": 50})),
        [
            ("request-property-max-length-decreased", "breaking", TAKES),
            ("response-property-max-length-decreased", "info", GIVES),
        ],
    ),
    "a component is renamed": (
        order_api(
            BASE | {"properties": BASE["properties"] | {"who": {"$ref": "#/components/schemas/Person"}}},
            Person=obj(a=TEXT),
        ),
        order_api(
            BASE | {"properties": BASE["properties"] | {"who": {"$ref": "#/components/schemas/Client"}}},
            Client=obj(a=TEXT),
        ),
        [("api-schema-renamed", "info", ())],
    ),
    "3.0 became 3.1": (
        order_api(obj(a=TEXT | {"nullable": True}, b={"type": "number", "minimum": 0, "exclusiveMinimum": True})),
        order_api(obj(a={"type": ["string", "null"]}, b={"type": "number", "exclusiveMinimum": 0}), version="3.1.0"),
        [],
    ),
    "null became possible": (
        order_api(obj(a=TEXT)),
        order_api(obj(a={"anyOf": [TEXT, {"type": "null"}]}), version="3.1.0"),
        [("request-property-became-nullable", "info", TAKES), ("response-property-became-nullable", "warning", GIVES)],
    ),
    "everything is written in another way": (
        order_api(BASE),
        order_api(
            {"allOf": [obj(note=TEXT | {"maxLength": 100}), {"required": ["item"]}, obj(count=NUMBER, item=TEXT)]}
        ),
        [],
    ),
    "an object is open, then closed": (
        order_api(BASE),
        order_api(BASE | {"additionalProperties": False}),
        [
            ("request-body-additional-properties-disallowed", "breaking", TAKES),
            ("response-body-additional-properties-disallowed", "info", ("GET /orders/{id}", "POST /orders")),
            ("response-property-additional-properties-disallowed", "info", ("GET /orders",)),
        ],
    ),
    "a value is new": (
        order_api(obj(state=TEXT | {"enum": ["open", "sent"]})),
        order_api(obj(state=TEXT | {"enum": ["sent", "lost", "open"]})),
        [
            ("request-property-enum-value-added", "info", TAKES),
            ("response-property-enum-value-added", "warning", GIVES),
        ],
    ),
    "values are gone": (
        order_api(obj(state=TEXT | {"enum": ["open", "sent", "lost"]})),
        order_api(obj(state=TEXT | {"enum": ["sent"]})),
        [
            ("request-property-enum-value-removed", "breaking", TAKES),
            ("response-property-enum-value-removed", "info", GIVES),
        ],
    ),
    "a property is received only": (
        order_api(BASE),
        order_api(BASE | {"properties": BASE["properties"] | {"id": TEXT | {"readOnly": True}}}),
        [("response-optional-property-added", "info", GIVES)],
    ),
    "a property is sent only": (
        order_api(BASE),
        order_api(BASE | {"properties": BASE["properties"] | {"pin": TEXT | {"writeOnly": True}}}),
        [
            ("new-optional-request-property", "info", TAKES),
            ("response-optional-write-only-property-added", "info", GIVES),
        ],
    ),
    "a property has another name": (
        order_api(obj(("shipping_date",), shipping_date=TEXT | {"format": "date"})),
        order_api(obj(("shippingDate",), shippingDate=TEXT | {"format": "date"})),
        [("request-property-renamed", "breaking", TAKES), ("response-property-renamed", "breaking", GIVES)],
    ),
    "an optional property has another name where others are required": (
        order_api(obj(("item",), item=TEXT, shipping_date=TEXT)),
        order_api(obj(("item",), item=TEXT, shippingDate=TEXT)),
        [("request-property-renamed", "warning", TAKES), ("response-property-renamed", "warning", GIVES)],
    ),
    "a property has another name where none is required and none is refused": (
        order_api(obj(shipping_date=TEXT)),
        order_api(obj(shippingDate=TEXT)),
        [("request-property-renamed", "warning", TAKES), ("response-property-renamed", "breaking", GIVES)],
    ),
    "a property has another name where no further ones are taken": (
        order_api(obj(("item",), item=TEXT, shipping_date=TEXT) | {"additionalProperties": False}),
        order_api(obj(("item",), item=TEXT, shippingDate=TEXT) | {"additionalProperties": False}),
        [("request-property-renamed", "breaking", TAKES), ("response-property-renamed", "warning", GIVES)],
    ),
    "an alternative is new": (
        order_api(obj(pay={"oneOf": [obj(card=TEXT), obj(bank=TEXT)]})),
        order_api(obj(pay={"oneOf": [obj(coupon=NUMBER), obj(bank=TEXT), obj(card=TEXT)]})),
        [("request-property-one-of-added", "info", TAKES), ("response-property-one-of-added", "warning", GIVES)],
    ),
    "a type is another one, with what is below it": (
        order_api(obj(total=NUMBER)),
        order_api(obj(total=obj(amount=NUMBER))),
        [
            ("new-optional-request-property", "info", TAKES),
            ("request-property-type-changed", "breaking", TAKES),
            ("response-optional-property-added", "info", GIVES),
            ("response-property-type-changed", "breaking", GIVES),
        ],
    ),
    "a property without a name has another type": (
        order_api(obj(**{"": TEXT, "item": obj(**{"": NUMBER})})),
        order_api(obj(**{"": NUMBER, "item": obj(**{"": NUMBER})})),
        [("request-property-type-changed", "breaking", TAKES), ("response-property-type-changed", "breaking", GIVES)],
    ),
    "a name that stood for nothing is no longer required": (
        order_api(obj(("",), item=TEXT)),
        order_api(obj(("item",), item=TEXT)),
        [
            ("request-property-became-required", "breaking", TAKES),
            ("response-property-became-required", "info", GIVES),
        ],
    ),
    "a property is named like the root": (
        order_api(obj(**{"$": TEXT})),
        order_api(obj(**{"$": NUMBER})),
        [("request-property-type-changed", "breaking", TAKES), ("response-property-type-changed", "breaking", GIVES)],
    ),
    "a default is another one": (
        order_api(obj(count=NUMBER | {"default": 1})),
        order_api(obj(count=NUMBER | {"default": 2})),
        [
            ("request-property-default-value-changed", "warning", TAKES),
            ("response-property-default-value-changed", "warning", GIVES),
        ],
    ),
    "a condition is new": (
        order_api(BASE, version="3.1.0"),
        order_api(BASE | {"dependentRequired": {"note": ["count"]}}, version="3.1.0"),
        [
            ("request-body-dependent-required-added", "breaking", TAKES),
            ("response-body-dependent-required-added", "info", ("GET /orders/{id}", "POST /orders")),
            ("response-property-dependent-required-added", "info", ("GET /orders",)),
        ],
    ),
    "a schema nobody uses changed": (
        order_api(BASE, Loose=obj(a=TEXT)),
        order_api(BASE, Loose=obj(a=NUMBER)),
        [("response-property-type-changed", "info", ())],
    ),
    "a reference leads nowhere": (
        order_api(BASE | {"properties": BASE["properties"] | {"who": {"$ref": "#/components/schemas/Nobody"}}}),
        order_api(
            BASE | {"properties": BASE["properties"] | {"who": {"$ref": "#/components/schemas/Nobody"}}, "title": "x"}
        ),
        [],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES.keys())
def test_exactly_this_is_found(old, new, expected):
    assert sorted(expected) == found(old, new)


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES.keys())
def test_nothing_is_found_against_itself(old, new, expected):
    assert [] == found(old, old)
    assert [] == found(new, new)


def test_findings_and_fingerprints_are_the_same_in_every_run():
    for old, new, _ in CASES.values():
        sides = [snapshot_of_openapi(side, place="spec", label="") for side in (old, new)]
        again = [snapshot_of_openapi(side, place="spec", label="") for side in (old, new)]
        assert judge(compare(*sides)) == judge(compare(*again))
