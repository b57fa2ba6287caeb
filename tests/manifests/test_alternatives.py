"""What one of several alternatives requires is not required: drafts do not say so, and `check` does not ask for it."""

from time import process_time
from typing import Any

import pytest
import yaml

from driftwatch.manifests.check.check import check
from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.scaffold.manifest import Wanted, scaffold
from driftwatch.rules.judge import judge
from tests.manifests.documentation import TODAY, manifest, snapshot

TEXT = {"type": "string"}


def body(*required: str, **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": dict.fromkeys(required, TEXT), "required": list(required), **more}


def documented(sent: dict[str, Any]) -> Any:
    return snapshot({"requestBody": {"content": {"application/json": {"schema": sent}}}})


def drafted(sent: dict[str, Any]) -> dict[str, str]:
    """The fields of the request that a draft holds, and whether each is required; the draft agrees with the page."""
    known = documented(sent)
    text = scaffold(known, Wanted(operation="POST /things", accessed=TODAY, owner="things-team"))
    found = lint(text.encode(), file="m.yaml", today=TODAY)
    assert not list(judge(breach.change for breach in check(found.manifests, known, today=TODAY)))
    fields = yaml.safe_load(text)["request"]["fields"] or {}
    return {name: claim["required"] for name, claim in fields.items()}


BY_KEY = body("name", "key")
BY_MAIL = body("name", "mail")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"oneOf": [BY_KEY, BY_MAIL]}, {"name": "api"}),
        ({"anyOf": [BY_KEY, BY_MAIL]}, {"name": "api"}),
        ({"allOf": [body("id"), {"oneOf": [BY_KEY, BY_MAIL]}]}, {"id": "api", "name": "api"}),
        (
            {"allOf": [body("id"), {"oneOf": [{"oneOf": [BY_KEY, BY_MAIL]}, body("name")]}]},
            {"id": "api", "name": "api"},
        ),
        ({**body("id"), "oneOf": [body("a"), body("b")]}, {"id": "api"}),
        ({"oneOf": [body("a"), body("b"), {}]}, {}),
        ({"oneOf": [body("a", "b"), {"type": "null"}]}, {"a": "api", "b": "api"}),
        ({"allOf": [body("a"), body("b")]}, {"a": "api", "b": "api"}),
        ({**body("id"), "if": body("id"), "then": body("code")}, {"id": "api"}),
    ],
)
def test_a_draft_requires_what_every_alternative_requires(sent: dict[str, Any], expected: dict[str, str]) -> None:
    assert drafted(sent) == expected


def test_what_stands_below_an_alternative_is_as_optional_as_that() -> None:
    inner = {"oneOf": [body("street"), body("box")]}
    sent = {"type": "object", "properties": {"to": inner, "from": body("street")}, "required": ["to", "from"]}
    assert drafted(sent).keys() == {"to", "from", "from.street"}


def told(sent: dict[str, Any], **fields: str) -> list[str]:
    claims = {name: {"type": "string", "required": required, "documented": True} for name, required in fields.items()}
    mine = manifest({"request": {"content_type": "application/json", "fields": claims}})
    found = judge(breach.change for breach in check((mine,), documented(sent), today=TODAY))
    return [one.field for one in found if one.id.startswith("manifest-required")]


def test_the_field_of_an_alternative_may_be_claimed_as_either() -> None:
    sent = {"oneOf": [BY_KEY, BY_MAIL]}
    assert told(sent, name="api", key="optional") == []
    assert told(sent, name="api", key="api") == []


def test_what_every_alternative_requires_is_told_of_who_calls_it_optional() -> None:
    assert told({"oneOf": [BY_KEY, BY_MAIL]}, name="optional", key="optional") == ["name"]


def test_a_response_that_one_alternative_promises_is_borne_when_it_is_absent() -> None:
    answer = {"200": {"description": "ok", "content": {"application/json": {"schema": {"oneOf": [BY_KEY, BY_MAIL]}}}}}
    text = scaffold(snapshot({"responses": answer}), Wanted(operation="POST /things", accessed=TODAY, owner="a-team"))
    fields = yaml.safe_load(text)["response"]["fields"]
    assert {name: claim.get("required", True) for name, claim in fields.items()} == {
        "name": True,
        "key": False,
        "mail": False,
    }


def test_alternatives_that_lead_back_to_themselves_are_not_followed_without_end() -> None:
    case = {"if": body("q"), "then": body("p")}
    again = {"allOf": [{"oneOf": [{"$ref": "#/components/schemas/Again"}]} for _ in range(40)], **case}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Again"}}}
    known = snapshot({"requestBody": {"content": content}}, components={"schemas": {"Again": again}})
    begun = process_time()
    text = scaffold(known, Wanted(operation="POST /things", accessed=TODAY, owner="a-team"))
    assert process_time() - begun < 5, "more than a minute if each is followed from each"
    assert "api" not in [claim["required"] for claim in (yaml.safe_load(text)["request"]["fields"] or {}).values()]
