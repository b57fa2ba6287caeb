"""Schemas that no operation uses, as the payloads of events: told when they come, change and go."""

from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.rules.examples import findings_between

TEXT = {"type": "string"}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def of(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields}


def snapshot(schemas: dict[str, Any], *, answers: str | None = None, hook: str | None = None) -> Any:
    content = {"application/json": {"schema": ref(answers)}} if answers else {}
    hooks = (
        {"hook": {"post": {"requestBody": {"content": {"application/json": {"schema": ref(hook)}}}}}} if hook else {}
    )
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"get": {"responses": {"200": {"description": "ok", "content": content}}}}},
        "webhooks": hooks,
        "components": {"schemas": schemas},
    }
    return snapshot_of_openapi(document, place="spec", label="side")


def told(old: Any, new: Any) -> list[tuple[str, Any]]:
    return sorted((one.kind, one.name or one.after) for one in compare(old, new) if one.owner.kind != "operation")


def test_it_is_told_once_when_it_comes_and_once_when_it_goes():
    bare, full = snapshot({}), snapshot({"Paid": of(id=TEXT)})
    assert [("schema.added", "Paid")] == told(bare, full)
    assert [("schema.removed", "Paid")] == told(full, bare)


def test_one_that_an_operation_or_a_webhook_uses_is_told_there():
    assert [] == told(snapshot({}), snapshot({"Paid": of(id=TEXT)}, answers="Paid"))
    assert [] == told(snapshot({}), snapshot({"Paid": of(id=TEXT)}, hook="Paid"))
    below = {"Paid": of(of=ref("Sum")), "Sum": of(amount=TEXT)}
    assert [] == told(snapshot({}), snapshot(below, answers="Paid"))


def test_one_that_a_schema_of_before_uses_is_told_there_though_no_operation_does():
    old, new = snapshot({"Paid": of(id=TEXT)}), snapshot({"Paid": of(id=TEXT, of=ref("Sum")), "Sum": of(amount=TEXT)})
    assert ["field.added"] == [kind for kind, _ in told(old, new)]


def test_new_ones_that_only_use_each_other_are_told():
    ring = {"One": of(other=ref("Two")), "Two": of(other=ref("One"))}
    assert [("schema.added", "One"), ("schema.added", "Two")] == told(snapshot({}), snapshot(ring))


def test_another_name_is_no_new_schema():
    old, new = ({name: of(id=TEXT, sum=TEXT, paid_at=TEXT)} for name in ("Paid", "Settled"))
    assert ["schema.renamed"] == [kind for kind, _ in told(snapshot(old), snapshot(new))]


@pytest.mark.parametrize("many", [3, 20, 21, 300])
def test_many_of_one_edit_are_one_finding_at_info(many: int):
    schemas = {f"Event{number}": of(**{f"field{number}": TEXT}) for number in range(many)}
    found = findings_between(snapshot({}), snapshot(schemas))
    assert {("api-schema-added", "info")} == {(one.id, one.level) for one in found}
    assert len(found) == (many if many <= 20 else 1)
