"""What a probe means to send and what it found, in every form; text from outside stays text."""

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.manifests.probe.plan import Recorded
from driftwatch.model.observation import Answer, ObservedCase, RequestId
from driftwatch.model.probing import ProbedContract, Probing
from driftwatch.reports.probe_plan import PLAN_FORMATS
from driftwatch.reports.probed import PROBED_FORMATS
from tests.attacks.inert import commands, github, references, unseen
from tests.manifests.probe.contracts import GET, manifest_of, plan

HOSTILE = "</failure>]]>`|<script>\x1b[31m::error::@octocat #1\n| a |"
CASES = (
    ObservedCase(
        name="auth-invalid",
        answer=Answer(status=500, milliseconds=1234, request_id=RequestId(value="r-1")),
        retry="never",
        retry_verdict="differs",
        matched="upstream-5xx",
        leak_check="clean",
        new_fields=tuple(f"a.{number}" for number in range(7)),
        verdict="differs",
        because=f"500, not 401 {HOSTILE}",
        note="a note",
    ),
    ObservedCase(name="valid-minimal", answer=Answer(status=200), verdict="pass"),
    ObservedCase(name="timeout", answers=0, verdict="skipped", because="only with `--with timeout`"),
    ObservedCase(name="upstream-5xx", answers=0, verdict="unknown", because="never provoked"),
)
CONTRACT = ProbedContract(
    contract="POST /v1/x",
    variant="small",
    manifest="contracts/x.yaml",
    origin="https://api.example.com",
    environment="production",
    cases=CASES,
    requests=2,
    billable=1,
    file="observations/post-v1-x~small/api.example.com/latest.yaml",
    became="new",
)
TAGS = frozenset(["h2", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "strong"])
RESULT = Probing(contracts=(CONTRACT, ProbedContract(
    contract="GET /v1/y", variant="", manifest="y.yaml", origin="http://127.0.0.1:1", environment="local", cases=(),
)), stopped="2 calls were answered with 429")  # fmt: skip


def test_the_result_for_a_terminal_tells_what_there_is_to_know() -> None:
    lines = PROBED_FORMATS["text"](RESULT).splitlines()
    assert lines[0] == "POST /v1/x (small)  https://api.example.com (production)"
    assert lines[1].startswith("  auth-invalid            500   1234 ms  differs  500, not 401 </failure>")
    assert "to the client it is upstream-5xx; retry: never is expected" in lines[1]
    assert lines[1].endswith("new: a.0, a.1, a.2, a.3, a.4, …")
    assert lines[2] == "  valid-minimal           200      0 ms  pass"
    assert "\x1b" not in "".join(lines)
    assert lines[5] == "  wrote observations/post-v1-x~small/api.example.com/latest.yaml"
    assert lines[7] == "GET /v1/y  http://127.0.0.1:1 (local)"
    assert lines[-1].startswith("1 differs, 1 pass, 1 unknown, 1 skipped; 2 calls, 1 of them may have billed. Stopped:")


def test_the_result_in_markdown_keeps_its_tables() -> None:
    text = PROBED_FORMATS["markdown"](RESULT)
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) == len(CASES)
    assert rows[0].startswith("| `auth-invalid` | 500 | 1234 ms | **differs** | ")
    assert rows[2] == "| `timeout` | - | - | skipped | only with `--with timeout` |"


@given(st.text(max_size=60) | st.just(HOSTILE))
def test_nothing_from_outside_comes_to_life(text: str) -> None:
    case = structs.replace(CASES[0], because=text, note=text, new_fields=(text or "x",), matched=text)
    one = structs.replace(CONTRACT, variant=text, origin=text, cases=(case,))
    result = Probing(contracts=(one,), stopped=text)
    rendered = github(PROBED_FORMATS["markdown"](result))
    assert {tag.strip("/") for tag in rendered.tags} <= TAGS
    assert not any(references(rendered.bare).values())
    plain = PROBED_FORMATS["text"](result)
    assert unseen(plain) == []
    assert commands(plain) == []
    ET.fromstring(PROBED_FORMATS["junit"](result))  # noqa: S314 - written by us


def test_the_result_in_junit_fails_what_differs_alone() -> None:
    root = ET.fromstring(PROBED_FORMATS["junit"](RESULT))  # noqa: S314 - written by us
    first = root[0]
    assert (first.get("tests"), first.get("failures"), first.get("skipped")) == ("4", "1", "2")
    assert [child.tag for case in first for child in case] == ["failure", "system-out", "skipped", "skipped"]
    assert first[0].get("time") == "1.234"


def test_the_result_in_json_has_a_schema() -> None:
    value = json.loads(PROBED_FORMATS["json"](RESULT))
    assert value["schema"] == "driftwatch.probe/1"
    assert value["contracts"][0]["cases"][0]["request_id"] == "r-1"
    assert value["contracts"][0]["cases"][2]["status"] is None
    assert value["contracts"][1]["became"] == ""


@pytest.mark.parametrize("form", ["text", "markdown", "json", "junit"])
def test_a_plan_names_every_case_and_no_value_that_is_sent(form: str) -> None:
    told = PLAN_FORMATS[form]((plan(max_requests=20, max_output_tokens=9),))
    for name in ("auth-missing", "missing-required-field", "valid-production", "timeout", "upstream-5xx"):
        assert name in told
    assert "small-1" not in told


def test_a_plan_says_where_it_goes_and_what_it_may_cost() -> None:
    found = plan(max_requests=20)
    text = PLAN_FORMATS["text"]((found,))
    assert text.startswith("POST /v1/chat/completions  https://api.example.com (production, counts as production)\n")
    assert "bills, 16 tokens: POST /v1/chat/completions, " in text
    assert text.endswith("9 calls, 5 of them may bill, 80 tokens at the most. Nothing was sent: add --send.\n")
    unsaid = plan(manifest_of(headers="{X-A: {required: api}}"))
    assert PLAN_FORMATS["text"]((unsaid,)).endswith("No call is left to send.\n")
    assert found.name == "POST /v1/chat/completions"


def test_a_query_is_shown_by_its_names() -> None:
    text = PLAN_FORMATS["text"]((plan(manifest_of(GET), Recorded(), max_requests=9),))
    assert "GET /v1/jobs/job%2F7/files?limit=…, 0 bytes, your credential" in text
    assert "limit=5" not in text
