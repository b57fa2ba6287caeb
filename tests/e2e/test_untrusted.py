"""In JSON every text that came from a page stands below one of the paths that `untrusted` names."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import Struct
from msgspec import inspect as types

from driftwatch.reports import json_shapes, observed_shapes
from driftwatch.reports.untrusted import paths_in
from tests.e2e.vendor import Team, Vendor

MARK = "zqx"
"""Stands in every name and word of the documentation, and in nothing of ours."""


def specification(**more: Any) -> str:
    """Write a specification in which everything that a document can name bears the mark."""
    field = {"type": "string", "description": f"{MARK} words", "enum": [f"{MARK}-1", f"{MARK}-2"]}
    body = {"type": "object", "properties": {f"{MARK}_field": field, f"{MARK}_other": {"type": "string"}} | more}
    operation = {
        "summary": f"Make a {MARK}",
        "operationId": f"{MARK}Make",
        "tags": [f"{MARK}-tag"],
        "parameters": [
            {"name": f"{MARK}_id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": f"X-{MARK}", "in": "header", "schema": {"type": "string"}, "description": f"{MARK} header"},
        ],
        "requestBody": {"content": {f"application/{MARK}+json": {"schema": {"$ref": f"#/components/schemas/{MARK}"}}}},
        "responses": {"200": {"description": f"{MARK} made", "content": {"application/json": {"schema": body}}}},
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": MARK, "version": f"{MARK}-1"},
            "servers": [{"url": f"https://{MARK}.example.com/v1"}],
            "paths": {f"/v1/{MARK}/{{{MARK}_id}}": {"post": operation}},
            "components": {"schemas": {MARK: body}},
        }
    )


PAGE = """\
# Create zqx

`POST /v1/zqx-things`

## Request body

| Field | Type | Required | Description |
|---|---|---|---|
| `zqx_name` | {type} | yes | zqx words |

## zqx errors

| Status | Meaning | Retry |
|---|---|---|
| 429 | zqx too many | {retry} |

zqx sentences end here: {words}.
"""
MANIFEST = """\
driftwatch: 1
contract: POST /v1/zqx-things
base_url: https://api.zqx.example.com
environment: sandbox
docs: https://docs.zqx.example.com/things
accessed: 2026-01-05
auth: Bearer $THINGS_KEY
request: [zqx_name, zqx_gone]
response: [zqx_id]
owner: chat-team
"""


@pytest.fixture
def team(watching: Team, vendor: Vendor) -> Team:
    """Two captures of pages in which everything that a page can say bears the mark, and a manifest."""
    vendor.edit("2026-01-01", things=PAGE.format(type="string", retry="yes", words="zqx one"))
    watching.on("2026-01-02")
    assert watching.driftwatch("run", "--fail-on", "never")[0] == 0
    vendor.edit("2026-02-01", things=PAGE.format(type="integer", retry="no", words="zqx two"))
    watching.on("2026-02-02")
    assert watching.driftwatch("run", "--fail-on", "never")[0] == 0
    (watching.root / "contracts").mkdir()
    (watching.root / "contracts" / "things.yaml").write_text(MANIFEST)
    return watching


def marked(value: Any, path: str = "$") -> Iterator[str]:
    """Yield the paths of all texts and names of members that bear the mark."""
    if isinstance(value, str) and MARK in value.lower():
        yield path
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from marked(each, f"{path}[{number}]")
    elif isinstance(value, dict):
        for name, each in value.items():
            if MARK in name.lower():
                yield path
            yield from marked(each, f"{path}.{name}")


def is_below(path: str, above: str) -> bool:
    pattern = re.escape(above).replace(re.escape("[*]"), r"\[\d+\]")
    return re.match(rf"{pattern}(?=$|[.\[])", path) is not None


def told(out: str) -> int:
    """Hold the output of a command against its `untrusted`; returns how many marked texts stand in it."""
    value = json.loads(out)
    found = 0
    for each in value if isinstance(value, list) else [value]:
        paths = list(marked({name: member for name, member in each.items() if name != "untrusted"}))
        assert [path for path in paths if not any(is_below(path, above) for above in each["untrusted"])] == []
        found += len(paths)
    return found


def test_every_marked_text_of_a_comparison_is_named(team: Team) -> None:
    (team.root / "old.json").write_text(specification())
    new = specification(**{f"{MARK}_new": {"type": "integer"}}).replace(f"{MARK}_other", f"{MARK}_another")
    (team.root / "new.json").write_text(new.replace(f'"{MARK}-2"', f'"{MARK}-3"'))
    _, out = team.driftwatch("diff", "old.json", "new.json", "--format", "json", "--fail-on", "never")
    assert told(out) > 20


@pytest.mark.parametrize(
    ("command", "least"),
    [
        (("diff", "--open"), 9),
        (("history",), 4),
        (("blame", "POST /v1/zqx-things"), 4),
        (("operations",), 1),
        (("show", "POST /v1/zqx-things"), 5),
        (("coverage",), 0),
        (("check",), 3),
        (("gate",), 3),
        (("triage", "429", "--contract", "POST /v1/zqx-things"), 2),
        (("observe", "show"), 3),
        (("probe",), 3),
    ],
)
def test_every_marked_text_of_a_command_is_named(team: Team, command: tuple[str, ...], least: int) -> None:
    code, out = team.driftwatch(*command, "--format", "json")
    assert code in (0, 1), team.err
    assert told(out) >= least


def test_every_marked_text_of_an_explanation_is_named(team: Team) -> None:
    findings = json.loads(team.driftwatch("diff", "--open", "--format", "json", "--fail-on", "never")[1])["findings"]
    for finding in findings:
        code, out = team.driftwatch("explain", finding["fingerprint"], "--format", "json")
        assert code == 0
        assert told(out) > 0


def every_shape() -> list[type[Struct]]:
    modules = (json_shapes, observed_shapes)
    found = [each for module in modules for each in vars(module).values() if isinstance(each, type)]
    return [each for each in found if issubclass(each, Struct) and "untrusted" in each.__struct_fields__]


@pytest.mark.parametrize("shape", every_shape(), ids=lambda shape: shape.__name__)
def test_no_member_of_free_text_is_forgotten(shape: type[Struct]) -> None:
    paths = paths_in(shape)
    assert paths
    names = {field.encode_name for field in types.type_info(shape).fields}  # type: ignore[attr-defined]
    assert {re.split(r"[.\[]", path)[1] for path in paths} <= names


def test_a_named_schema_of_the_documentation_is_from_outside() -> None:
    assert "$.findings[*].members[*].schema" in paths_in(json_shapes.Findings)
    assert not any(path.endswith((".fingerprint", ".level", ".id")) for path in paths_in(json_shapes.Findings))
