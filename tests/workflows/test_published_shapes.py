"""What is published about outputs is true of real ones: the JSON Schemas, and the shapes of docs/json.md."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from driftwatch.demo.build import VERSIONS
from driftwatch.manifests.file.schema import manifest_schema
from driftwatch.model import contract
from driftwatch.reports import history_shapes, json_shapes, observed_shapes
from pages.structs import members, structs_below
from tests.e2e.workshop import Workshop

DOCS = Path(__file__).parents[2] / "docs"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((DOCS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture
def team(drifted: Workshop) -> Workshop:
    """A repository in which the site drifted, and a manifest of one of its operations."""
    code, _ = drifted.driftwatch("manifest", "init", "POST /v1/chat/completions", "--owner", "chat-team")
    assert code == 0, drifted.err
    drifted.site.switch(VERSIONS[2])
    return drifted


def printed(team: Workshop, *arguments: str) -> Any:
    code, out = team.driftwatch(*arguments, "--format", "json")
    assert code in (0, 1), team.err
    return json.loads(out)


@pytest.mark.parametrize(
    "arguments",
    [("diff", VERSIONS[0], VERSIONS[1]), ("diff", "--open"), ("diff", "live"), ("check",), ("diff", "HEAD", "HEAD")],
    ids=" ".join,
)
def test_reports_fit_the_schema_of_findings(team: Workshop, arguments: tuple[str, ...]) -> None:
    report = printed(team, *arguments)
    assert list(validator("findings.schema.json").iter_errors(report)) == []
    assert undescribed(report, json_shapes.Findings) == []
    if arguments[:2] == ("diff", VERSIONS[0]):
        assert len(report["findings"]) > 20


def test_a_report_that_lacks_a_member_or_has_another_type_does_not_fit() -> None:
    schema = validator("findings.schema.json")
    report = {"schema": "driftwatch.findings/1", "old": {"label": "", "digest": ""}, "new": {"label": "", "digest": ""},
              "findings": [], "summary": {"breaking": 0, "warning": 0, "info": 0}}  # fmt: skip
    assert schema.is_valid(report)
    for wrong in (report | {"schema": "driftwatch.findings/2"}, report | {"summary": {}}, report | {"findings": [{}]}):
        assert not schema.is_valid(wrong)


@pytest.mark.parametrize(
    ("arguments", "shape"),
    [
        (("history", "--all"), list[history_shapes.HistoryCapture]),
        (("blame", "POST /v1/chat/completions"), list[history_shapes.BlamedOperation]),
        (("operations",), list[history_shapes.ListedOperation]),
        (("show", "POST /v1/chat/completions"), list[history_shapes.DocumentedOperation]),
        (("gate",), json_shapes.Gates),
        (("manifest", "show"), list[json_shapes.PrintedContract]),
        (("manifest", "todo"), list[contract.Question]),
        (("observe", "show"), observed_shapes.WitnessList),
        (("triage", "429"), observed_shapes.Triage),
        (("rules",), list[json_shapes.RuleSummary]),
        (("rules", "request-property-became-required"), json_shapes.RuleExplained),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_other_commands_print_has_the_shapes_of_the_page(team: Workshop, arguments: Any, shape: Any) -> None:
    value = printed(team, *arguments)
    assert value
    msgspec.convert(value, shape, strict=True)
    assert undescribed(value, shape) == []


def undescribed(value: Any, shape: Any) -> list[str]:
    """Members of a value, at any depth, that its shape does not name."""
    known = {name for kind in structs_below(shape) for name in (each.name for each in members(kind))}
    return sorted(set(named(value)) - known)


def named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            if name not in {"before", "after", "says", "said_before"}:
                yield from named(each)
    elif isinstance(value, list):
        for each in value:
            yield from named(each)


def test_every_line_of_a_snapshot_fits_its_schema(team: Workshop) -> None:
    lines = {line for path in (team.root / "snapshots").rglob("*.jsonl") for line in path.read_text().splitlines()}
    values = [json.loads(line) for line in sorted(lines)]
    assert {value.get("fact") for value in values} >= {
        "operation",
        "field",
        "response",
        "server",
        "error-rule",
        "notice",
    }
    schema = validator("snapshot.schema.json")
    assert [] == [value for value in values if not schema.is_valid(value)]


@pytest.mark.parametrize(
    "line",
    [
        {"fact": "field"}, {"fact": "field", "at": "request", "colour": "red"}, {"fact": "unknown", "at": "x"},
        {"owner": "nobody", "name": "x"}, {"fact": "field", "at": "x", "minimum": "1"}, {"place": "x"}, [], "text",
    ],
)  # fmt: skip
def test_what_is_no_line_of_a_snapshot_does_not_fit(line: Any) -> None:
    assert not validator("snapshot.schema.json").is_valid(line)


def test_the_published_schema_of_manifests_is_one() -> None:
    Draft202012Validator.check_schema(manifest_schema())
