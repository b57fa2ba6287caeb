"""The history as lines, and the queries over them that docs/scale.md shows."""

import json
import re
from pathlib import Path

import pytest

from tests.e2e.workshop import Workshop

ROOT = Path(__file__).parents[2]
QUERIES = re.findall(r"```sql\n(.+?)```", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def drifted(captured: Workshop) -> Workshop:
    captured.capture("2026-05-28", "--fail-on", "never")
    return captured


def test_a_line_is_a_finding_and_a_capture_without_any_has_one(drifted: Workshop) -> None:
    code, out = drifted.driftwatch("history", "--format", "jsonl")
    assert code == 0
    lines = [json.loads(line) for line in out.splitlines()]
    captures = json.loads(drifted.driftwatch("history", "--format", "json")[1])
    assert len(lines) == sum(max(len(each["findings"]), 1) for each in captures)
    assert [line["id"] for line in lines if line["first"]] == [None]
    assert {line["source"] for line in lines} == {"cometapi"}
    told = [finding["fingerprint"] for each in captures for finding in each["findings"]]
    assert [line["fingerprint"] for line in lines if not line["first"]] == told


def test_the_lines_are_of_all_sources_when_none_is_named(drifted: Workshop) -> None:
    drifted.configure(f'[sources.another]\nindex = "{drifted.site.index_url}"\n')
    drifted.on("2026-05-29")
    drifted.driftwatch("run", "--source", "another", "--fail-on", "never")
    _, out = drifted.driftwatch("history", "--format", "jsonl")
    assert {json.loads(line)["source"] for line in out.splitlines()} == {"cometapi", "another"}
    _, out = drifted.driftwatch("history", "--format", "jsonl", "--source", "another")
    assert {json.loads(line)["source"] for line in out.splitlines()} == {"another"}


def test_the_documented_queries_answer(drifted: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: `make setup` does it")
    _, out = drifted.driftwatch("history", "--format", "jsonl")
    (drifted.root / "history.jsonl").write_text(out)
    monkeypatch.chdir(drifted.root)
    lines = [json.loads(line) for line in out.splitlines()]
    by_source, by_operation = (duckdb.sql(query).fetchall() for query in QUERIES)
    levels = [line["level"] for line in lines if line["level"]]
    assert by_source == [("cometapi", levels.count("breaking"), levels.count("warning"))]
    reached = {operation for line in lines for operation in line["operations"]}
    assert {operation for operation, *_ in by_operation} <= reached
    assert by_operation == sorted(by_operation, key=lambda row: (-row[1], row[0]))
    assert by_operation
