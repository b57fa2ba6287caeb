"""What a real gateway answers in each case; a row that is another in a new version is worth a look."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from driftwatch.cli.program import run
from tests.litellm.conftest import KEY

pytestmark = [pytest.mark.litellm, pytest.mark.slow]

MANIFEST = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/chat
accessed: 2026-11-20
auth: Bearer $LITELLM_KEY
request:
  content_type: application/json
  minimal: minimal.json
  production: production.json
  fields: {model: string, messages: array, max_tokens: {type: integer, required: optional}}
response:
  status: 200
  content_type: application/json
  fields: {id: {type: string}, choices.*.message.content: {type: string}, usage.total_tokens: {type: integer}}
errors:
  content_type: application/json
  fields: {error.message: {type: string}, error.type: {type: [string, "null"]}, error.code: {type: string}}
  cases:
    auth-missing: {status: 401, retry: never, evidence: documented}
    auth-invalid: {status: 401, retry: never, evidence: documented}
    malformed-json: {status: 400, body: {error.type: invalid_request_error}, retry: never, evidence: documented}
    missing-required-field: {status: 400, retry: never, evidence: documented}
    unknown-resource: {status: 400, retry: never, evidence: documented}
    path-mistake: {status: 404, retry: never, evidence: documented}
    timeout: {retry: once, evidence: documented}
    rate-limited: {status: 429, retry: backoff, evidence: documented}
    upstream-5xx: {status: 5xx, retry: backoff, evidence: documented}
owner: llm
"""
CASES = {
    "auth-missing": 401,
    "auth-invalid": 401,
    "malformed-json": 400,
    "path-mistake": 404,
    "missing-required-field": 400,
    "unknown-resource": 400,
    "valid-minimal": 200,
    "valid-production": 200,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LITELLM_KEY", KEY)
    (tmp_path / "driftwatch.toml").write_text('[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n')
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "chat.yaml").write_text(MANIFEST)
    record("small-1")
    return tmp_path


def record(model: str, **more: Any) -> None:
    body = {"model": model, "messages": [{"role": "user", "content": "hi"}]}
    Path("minimal.json").write_text(json.dumps(body))
    Path("production.json").write_text(json.dumps({**body, "max_tokens": 900, **more}))


def probed(proxy: str, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, dict[str, Any]]]:
    code = run(["probe", "--send", "--target", proxy, "--max-requests", "20", "--format", "json", *options])
    (one,) = json.loads(capsys.readouterr().out)["contracts"]
    return code, {case["name"]: case for case in one["cases"]}


def test_every_case_is_answered_as_measured(proxy: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, cases = probed(proxy, capsys)
    assert {name: cases[name]["status"] for name in CASES} == CASES
    assert {name: cases[name]["verdict"] for name in CASES} == dict.fromkeys(CASES, "pass")
    assert code == 0
    (latest,) = Path("observations").rglob("latest.yaml")
    seen = yaml.safe_load(latest.read_text())["cases"]
    assert seen["path-mistake"]["shape"] == {"detail": "string"}
    assert "request_id" not in seen["auth-missing"]["got"]
    assert seen["unknown-resource"]["got"]["request_id"]["name"] == "x-litellm-call-id"
    assert KEY[-8:] not in latest.read_text()


def test_a_time_out_is_a_real_one(proxy: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record("slow-1")
    assert probed(proxy, capsys, "--cases", "timeout")[1]["timeout"]["verdict"] == "pass"


@pytest.mark.parametrize(
    ("model", "status", "case"), [("full-1", 429, "rate-limited"), ("down-1", 500, "upstream-5xx")]
)
def test_a_failure_behind_the_gateway_is_known_by_its_case(
    model: str, status: int, case: str, proxy: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(model)
    code, cases = probed(proxy, capsys, "--cases", "valid-minimal")
    found = cases["valid-minimal"]
    assert (code, found["status"], found["verdict"], found["matched"]) == (1, status, "differs", case)


def test_events_come_whole(proxy: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record("small-1", stream=True)
    text = Path("contracts/chat.yaml").read_text()
    text = text.replace(
        "status: 200\n  content_type: application/json", "status: 200\n  content_type: text/event-stream"
    )
    text = text.replace("choices.*.message.content", "choices.*.delta.content")
    Path("contracts/chat.yaml").write_text(text.replace(", usage.total_tokens: {type: integer}", ""))
    found = probed(proxy, capsys, "--cases", "valid-production")[1]["valid-production"]
    assert (found["verdict"], found["note"]) == ("pass", "server-sent events, [DONE] came")
