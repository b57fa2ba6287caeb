"""oasdiff says something else only where a reason is written, and every difference is on the list.

The list (differences.txt) is written anew by `python -m tests.conformance.test_differences`.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.rules import explain
from driftwatch.model.finding import Level
from driftwatch.rules.differences import DIFFERENCES, differences_of
from tests.conformance.differing import differences
from tests.conformance.situations import PAIRS

HERE = Path(__file__).parent
LIST = HERE / "differences.txt"
ANSWER: dict[str, Any] = {"description": "Fine."}


def in_an_object(schema: Any) -> Any:
    return {"type": "object", "properties": {"f": schema}}


def in_a_list(schema: Any) -> Any:
    return {"type": "object", "properties": {"data": {"type": "array", "items": in_an_object(schema)}}}


def answer(schema: Any, *, status: str = "200") -> Any:
    given = {**ANSWER, "content": {"application/json": {"schema": schema}}}
    return {"responses": {"200": ANSWER, status: given}}


def body(schema: Any) -> Any:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def parameter(name: str, within: str, schema: Any) -> Any:
    return {"parameters": [{"name": name, "in": within, "schema": schema}]}


def header(schema: Any) -> Any:
    return {"responses": {"200": {**ANSWER, "headers": {"X-R": {"schema": schema}}}}}


PLACES = {
    "req-body": body,
    "req-prop": lambda schema: body(in_an_object(schema)),
    "query": lambda schema: parameter("q", "query", schema),
    "header": lambda schema: parameter("X-H", "header", schema),
    "resp-body": answer,
    "resp-prop": lambda schema: answer(in_an_object(schema)),
    "items-prop": lambda schema: answer(in_a_list(schema)),
    "err-prop": lambda schema: answer(in_an_object(schema), status="400"),
    "resp-header": header,
}


def document(operation: Any) -> Any:
    part = {"type": "object", "title": "A", "required": ["a"], "properties": {"a": {"type": "string"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1.0.0"},
        "paths": {"/v1/things": {"post": {"responses": {"200": ANSWER}, **operation}}},
        "components": {"schemas": {"R1": part}},
    }


def changes_of_schemas() -> Iterator[tuple[str, Any, Any, dict[str, Level]]]:
    """One change of a schema in one place, as oasdiff sees it: name, old, new, levels by id."""
    for line in (HERE / "schema_changes.jsonl").read_text(encoding="utf-8").splitlines():
        change = json.loads(line)
        for place, ids in change["oasdiff"].items():
            sides = [document(PLACES[place](change[side])) for side in ("before", "after")]
            yield f"{change['change']} at {place}", *sides, ids


@cache
def told() -> dict[str, dict[str, str]]:
    """Every difference by the name of its pair, with its reason."""
    pairs = [*changes_of_schemas(), *((name, *pair) for name, pair in PAIRS.items())]
    found = {
        name: differences(old, new, {(rule_id, ""): level for rule_id, level in ids.items()})
        for name, old, new, ids in pairs
    }
    return {name: each for name, each in sorted(found.items()) if each}


def listed() -> str:
    return "".join(
        f"{name}: {what}\n    {why or 'NO REASON'}\n"
        for name, each in told().items()
        for what, why in sorted(each.items())
    )


def test_every_difference_has_a_written_reason() -> None:
    silent = {name: each for name, each in told().items() if not all(each.values())}
    assert {} == silent


def test_every_difference_is_on_the_list() -> None:
    assert LIST.read_text(encoding="utf-8") == listed()


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.title)
def test_every_written_reason_is_needed(difference) -> None:
    assert difference.title in {why for each in told().values() for why in each.values()}


def test_a_difference_without_a_reason_is_noticed() -> None:
    plain = document(body(in_an_object({"type": "string"})))
    assert {"webhook-removed is missing (breaking)": ""} == differences(
        plain, plain, {("webhook-removed", ""): "breaking"}
    )


def test_what_is_told_of_a_rule_names_the_situations_where_it_differs() -> None:
    assert "Callbacks" in [each.title for each in differences_of("response-property-type-changed")]
    assert "differs: Operations in draft or alpha: oasdiff leaves out" in explain("endpoint-deprecated", "text")
    assert any("draft or alpha" in each for each in json.loads(explain("endpoint-deprecated", "json"))["deviations"])


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8", newline="\n")
