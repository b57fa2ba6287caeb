"""Thousands of one kind on each side, all of them others: what it costs grows with their number. Calls are counted."""

from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.counting import calls_of

TEXT = {"type": "string"}


def document(call: dict[str, Any], **more: Any) -> dict[str, Any]:
    answers = {"responses": {"200": {"description": "ok"}}}
    return {
        "openapi": "3.1.0", "info": {"title": "Many", "version": "1"}, "paths": {"/many": {"post": answers | call}},
    } | more  # fmt: skip


def forms(side: str, size: int) -> dict[str, Any]:
    content = {f"application/{side}{number}+json": {"schema": TEXT} for number in range(size)}
    return document({"responses": {"200": {"description": "ok", "content": content}}})


def versions_of_a_form(side: str, size: int) -> dict[str, Any]:
    content = {f"application/json;v={side}{number}": {"schema": TEXT} for number in range(size)}
    return document({"responses": {"200": {"description": "ok", "content": content}}})


def schemes(side: str, size: int) -> dict[str, Any]:
    named = {f"{side}{n}": {"type": "apiKey", "in": "header", "name": f"X-{side}{n}"} for n in range(size)}
    return document({}, security=[{name: [] for name in named}], components={"securitySchemes": named})


def schemes_with_other_names(side: str, size: int) -> dict[str, Any]:
    named = {f"{side}{n}": {"type": "apiKey", "in": "header", "name": f"X-{n}"} for n in range(size)}
    return document({}, security=[{name: [] for name in named}], components={"securitySchemes": named})


def places(side: str, size: int) -> dict[str, Any]:
    within = "query" if side == "a" else "header"
    return document({"parameters": [{"in": within, "name": f"p{n}", "schema": TEXT} for n in range(size)]})


def headers(side: str, size: int) -> dict[str, Any]:
    stated = {"schema": {"type": "string" if side == "a" else "integer"}}
    return document({"responses": {"200": {"description": "ok", "headers": {f"X-{n}": stated for n in range(size)}}}})


def properties(side: str, size: int) -> dict[str, Any]:
    schema = {"type": "object", "properties": {f"{side}{n * 7919 % size}": TEXT for n in range(size)}}
    return document({"requestBody": {"content": {"application/json": {"schema": schema}}}})


def servers(side: str, size: int) -> dict[str, Any]:
    where = "https://a.example" if side == "a" else "https://{host}.example"
    variables = {} if side == "a" else {"variables": {"host": {"default": "a"}}}
    return document({}, servers=[{"url": f"{where}/v{number}"} | variables for number in range(size)])


@pytest.mark.parametrize(
    "made", [forms, versions_of_a_form, schemes, schemes_with_other_names, places, headers, properties, servers]
)
@pytest.mark.parametrize("sides", ["ab", "ba"])
def test_twice_as_many_cost_about_twice_as_much(made, sides):
    def cost(size: int) -> int:
        old, new = (snapshot_of_openapi(made(side, size), place="spec", label=side) for side in sides)
        found: list[Any] = []
        calls = calls_of(lambda: found.extend(compare(old, new)))
        assert found
        return calls

    cost(10)  # what is made once, whatever the size
    assert cost(200) < 2.3 * cost(100)
