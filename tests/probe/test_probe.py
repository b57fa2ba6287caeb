"""driftwatch probe against a gateway on loopback: every case, every way to present a credential, every kind of body."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml

from driftwatch.adapters.probe.client import ProbeClient
from driftwatch.cli.program import run
from driftwatch.model.probe import ProbeRequest, Reply
from tests.fakegate import KEY, SECOND, FakeGate
from tests.probe.contracts import CHAT

CHAT_CALL = "POST /v1/chat/completions"
BUDGET = ("--max-requests", "30")
SENT = ["auth-missing", "auth-invalid", "malformed-json", "path-mistake", "missing-required-field", "unknown-resource"]
Told = pytest.CaptureFixture[str]

pytestmark = pytest.mark.slow


def probe(gate: FakeGate, *options: str, contract: str = CHAT_CALL, base: str = "") -> int:
    return run(["probe", contract, "--send", "--target", gate.origin + base, *options])


def told(capsys: Told) -> dict[str, Any]:
    value = json.loads(capsys.readouterr().out)
    assert isinstance(value, dict)
    return value


def verdicts(capsys: Told) -> dict[str, str]:
    (one,) = told(capsys)["contracts"]
    return {case["name"]: case["verdict"] for case in one["cases"]}


def latest(folder: str = "post-v1-chat-completions") -> Path:
    (path,) = Path("observations", folder).glob("*/latest.yaml")
    return path


def kept(folder: str = "post-v1-chat-completions") -> dict[str, Any]:
    value = yaml.safe_load(latest(folder).read_text())
    assert isinstance(value, dict)
    return value


def edit(name: str, before: str, after: str) -> None:
    path = Path("contracts", f"{name}.yaml")
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_a_dry_run_prints_the_plan_and_sends_nothing(gate: FakeGate, project: Path, capsys: Told) -> None:
    assert run(["probe", CHAT_CALL, "--target", gate.origin, *BUDGET]) == 0
    out = capsys.readouterr().out
    assert "missing-required-field without messages" in out
    assert KEY[-8:] not in out
    assert "9 calls, 5 of them may bill, 80 tokens at the most. Nothing was sent: add --send." in out
    assert gate.calls == []
    assert not Path("observations").exists()


def test_one_case_is_one_call(gate: FakeGate, project: Path, capsys: Told) -> None:
    asked = [CHAT_CALL, "--target", gate.origin, *BUDGET, "--cases", "auth-missing"]
    assert run(["probe", *asked]) == 0
    assert "1 call, 0 of them may bill" in capsys.readouterr().out
    assert run(["probe", *asked, "--send"]) == 0
    assert "skipped; 1 call, 0 of them may have billed" in capsys.readouterr().out


def test_every_case_passes_on_a_correct_gateway(gate: FakeGate, project: Path, capsys: Told) -> None:
    assert probe(gate, *BUDGET, "--format", "json") == 0
    (one,) = told(capsys)["contracts"]
    assert {case["name"]: case["verdict"] for case in one["cases"]} == {
        **dict.fromkeys([*SENT, "valid-minimal", "valid-production"], "pass"),
        "timeout": "skipped",
        "rate-limited": "unknown",
        "upstream-5xx": "unknown",
    }
    assert (one["requests"], one["billable"], one["became"]) == (9, 5, "new")
    assert gate.billed == 2
    assert all(case["leak_check"] == "clean" for case in one["cases"] if case["answers"])
    assert all(case["retry_verdict"] == "agree" for case in one["cases"] if case["name"] in SENT)
    seen = kept()
    assert seen["run"]["by"] == "probe"
    assert seen["target"] == {"origin": gate.origin, "environment": "local", "credential": "FAKE_KEY"}
    assert sorted(seen["cases"]) == sorted([*SENT, "valid-minimal", "valid-production"])
    assert seen["cases"]["auth-invalid"]["got"]["request_id"] == {
        "from": "header", "name": "x-request-id", "value": "req-401",
    }  # fmt: skip
    assert run(["observe", "lint"]) == 0


def test_nothing_of_a_credential_or_a_value_is_kept(gate: FakeGate, project: Path, capsys: Told) -> None:
    probe(gate, *BUDGET)
    captured = capsys.readouterr()
    written = "".join(path.read_text() for path in Path("observations").rglob("*.yaml"))
    for word in (KEY, KEY[-8:], "Hello", "is required", "hi"):
        assert word not in written.replace("highest", "")
        assert word not in captured.out or word == "hi"
    assert KEY[-8:] not in captured.err


def test_without_a_budget_only_the_free_cases_are_sent(gate: FakeGate, project: Path, capsys: Told) -> None:
    assert probe(gate) == 0
    assert gate.billed == 0
    assert len(gate.calls) == 4
    assert sorted(kept()["cases"]) == ["auth-invalid", "auth-missing", "malformed-json", "path-mistake"]
    assert "may bill, and there is no budget" in capsys.readouterr().out


def test_the_credential_goes_with_the_cases_that_need_it(gate: FakeGate, project: Path) -> None:
    probe(gate)
    sent = [call.header("authorization") for call in gate.calls]
    assert sent[0] == ""
    assert sent[1].startswith("Bearer sk-canary-")
    assert sent[2:] == [f"Bearer {KEY}"] * 2


@pytest.mark.parametrize(
    ("base", "auth"),
    [
        ("/header", "auth: {header: X-Api-Key, env: FAKE_KEY}"),
        ("/query", "auth: {query: api_key, env: FAKE_KEY}"),
        ("/two", "auth: {header: X-Api-Key, env: FAKE_KEY}\nheaders: {X-Organization: {env: FAKE_ORG}}"),
        ("/basic", "auth: Basic $FAKE_PAIR"),
    ],
)
def test_every_way_to_present_a_credential(
    base: str, auth: str, gate: FakeGate, project: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_PAIR", f"user:{KEY}")
    edit("chat", "auth: Bearer $FAKE_KEY", auth)
    assert probe(gate, *BUDGET, "--format", "json", base=base) == 0
    captured = capsys.readouterr()
    assert {case["verdict"] for case in json.loads(captured.out)["contracts"][0]["cases"]} == {
        "pass", "skipped", "unknown",
    }  # fmt: skip
    everything = captured.out + captured.err + "".join(path.read_text() for path in Path("observations").rglob("*.y*"))
    assert KEY[-8:] not in everything
    assert SECOND[-8:] not in everything


def test_files_are_sent_in_parts(gate: FakeGate, project: Path, capsys: Told) -> None:
    assert probe(gate, *BUDGET, "--format", "json", contract="POST /v1/uploads") == 0
    found = verdicts(capsys)
    assert [found[name] for name in ("malformed-json", "missing-required-field", "valid-minimal")] == ["pass"] * 3
    assert found["unknown-resource"] == "skipped"
    assert any(b"\x89PNG" in call.body for call in gate.calls)


def test_a_job_is_created_and_asked_about_until_it_is_done(gate: FakeGate, project: Path, capsys: Told) -> None:
    skip = ("--skip", "unknown-resource")
    assert probe(gate, *BUDGET, "--poll", "--format", "json", *skip, contract="POST /v1/images") == 0
    (one,) = told(capsys)["contracts"]
    polled = next(case for case in one["cases"] if case["name"] == "polled-job")
    assert (polled["verdict"], polled["status"], polled["answers"]) == ("pass", 200, 2)
    assert gate.jobs == {"job-1": 2}
    assert all(json.loads(call.body).get("n", 1) == 1 for call in gate.calls if call.body.endswith(b"}"))
    assert kept("post-v1-images")["cases"]["polled-job"]["shape"]["output.*.url"] == "string"


def test_a_get_is_probed_without_a_recording(gate: FakeGate, project: Path, capsys: Told) -> None:
    gate.jobs["job-7"] = 5
    text = Path("contracts/images.yaml").read_text()
    text = text.replace("POST /v1/images", "GET /v1/images/{id}").replace("status: 202", "status: 200")
    head, _, rest = text.partition("request:")
    fields = "request: {fields: {id: {type: string, in: path}}}\n"
    known = "identifiers: [{field: id, value: job-7, source: 'https://docs.example.com/api', evidence: documented}]\n"
    rest = rest.partition("\n")[2].replace("model_not_found", "job_not_found")
    Path("contracts/images.yaml").write_text(head + fields + rest + known)
    assert probe(gate, *BUDGET, "--format", "json", contract="GET /v1/images/{id}") == 0
    found = verdicts(capsys)
    assert [found[name] for name in ("auth-missing", "unknown-resource", "valid-minimal")] == ["pass"] * 3
    assert all(call.method == "GET" and call.body == b"" for call in gate.calls)


def test_a_job_that_is_not_done_when_the_budget_ends_is_unknown(gate: FakeGate, project: Path, capsys: Told) -> None:
    gate._polls = 99
    options = ("--max-requests", "8", "--poll", "--format", "json", "--skip", "unknown-resource")
    assert probe(gate, *options, contract="POST /v1/images") == 0
    (one,) = told(capsys)["contracts"]
    polled = next(case for case in one["cases"] if case["name"] == "polled-job")
    assert (polled["verdict"], polled["answers"]) == ("unknown", 2)
    assert "none of done, failed" in polled["because"]
    assert "--max-requests is 8" in polled["note"]
    assert len(gate.calls) == 8


def test_a_job_is_not_created_unless_the_manifest_says_so(gate: FakeGate, project: Path) -> None:
    edit("images", ", billable: opt-in", "")
    assert probe(gate, *BUDGET, contract="POST /v1/images") == 0
    assert gate.jobs == {}


def test_events_are_read_as_one_answer(gate: FakeGate, project: Path, capsys: Told) -> None:
    Path("fixtures/chat.prod.json").write_text(
        '{"model": "fake-1", "messages": [{"role": "user", "content": "hi"}], "stream": true}'
    )
    edit("chat", "status: 200\n  content_type: application/json", "status: 200\n  content_type: text/event-stream")
    edit("chat", "    id: {type: string}\n    choices.*.message", "    choices.*.delta")
    edit("chat", "    usage.total_tokens: {type: integer}\n", "")
    assert probe(gate, *BUDGET, "--cases", "valid-production", "--format", "json") == 0
    assert verdicts(capsys)["valid-production"] == "pass"
    found = kept()["cases"]["valid-production"]
    assert found["note"] == "server-sent events, [DONE] came"
    assert found["shape"]["choices.*.delta.content"] == "string"


def test_variants_are_probed_each_for_itself(gate: FakeGate, project: Path, capsys: Told) -> None:
    more = (
        "variants:\n  small: {docs: https://docs.example.com/small, when: {model: fake-1}}\n"
        "  large: {docs: https://docs.example.com/large, when: {model: fake-9}, used: false}\n"
        "  other: {docs: https://docs.example.com/other, when: {model: other-*}}\n"
    )
    Path("contracts/chat.yaml").write_text(CHAT.replace("docs: https://docs.example.com/api\n", "") + more)
    assert probe(gate, "--format", "json") == 0
    assert [one["variant"] for one in told(capsys)["contracts"]] == ["small", "other"]
    assert sorted(path.parts[1] for path in Path("observations").rglob("latest.yaml")) == [
        "post-v1-chat-completions~other", "post-v1-chat-completions~small",
    ]  # fmt: skip


def test_the_first_call_that_is_served_without_right_ends_the_free_part(
    gate: FakeGate, project: Path, capsys: Told
) -> None:
    assert probe(gate, "--format", "json", base="/echo-outside") == 1
    (one,) = told(capsys)["contracts"]
    cases = {case["name"]: case for case in one["cases"]}
    assert cases["auth-missing"]["verdict"] == "differs"
    assert cases["auth-invalid"]["because"] == "auth-missing was served, so that this one may bill as well"
    assert len(gate.calls) == 1


def test_two_429_stop_the_run(gate: FakeGate, project: Path, capsys: Told) -> None:
    gate.statuses["/v1/chat/completions"] = 429
    assert probe(gate, *BUDGET, "--format", "json") == 1
    result = told(capsys)
    assert result["stopped"] == "2 calls were answered with 429"
    assert len(gate.calls) == 2
    cases = {case["name"]: case for case in result["contracts"][0]["cases"]}
    assert cases["valid-minimal"]["because"] == "not sent: 2 calls were answered with 429"
    assert cases["valid-minimal"]["verdict"] == "unknown"


def test_a_server_error_that_nobody_expects_stops_the_run(gate: FakeGate, project: Path, capsys: Told) -> None:
    gate.statuses["/v1/chat/completions"] = 500
    assert run(["probe", CHAT_CALL, "POST /v1/images", "--send", "--target", gate.origin, "--format", "json"]) == 1
    result = told(capsys)
    assert result["stopped"] == "auth-missing was answered with 500"
    assert len(gate.calls) == 1
    first = result["contracts"][0]["cases"][0]
    assert first["because"].startswith("500 for a client's mistake: check your retries")
    assert (first["matched"], first["retry_verdict"]) == ("upstream-5xx", "differs")


def test_the_case_timeout_is_opt_in(gate: FakeGate, project: Path, capsys: Told) -> None:
    assert probe(gate, *BUDGET, "--cases", "timeout", "--format", "json", base="/hung") == 0
    assert verdicts(capsys)["timeout"] == "pass"
    assert kept()["cases"]["timeout"]["verdict"] == "pass"


def test_an_api_that_is_not_there_leaves_the_run_unfinished(gate: FakeGate, project: Path, capsys: Told) -> None:
    with FakeGate() as gone:
        origin = gone.origin
    assert run(["probe", CHAT_CALL, "--send", "--target", origin, "--cases", "auth-missing"]) == 3
    assert "nothing came back: unreachable" in capsys.readouterr().out
    assert not Path("observations").exists()


def test_a_200_with_an_error_is_an_error_and_html_is_no_envelope(gate: FakeGate, project: Path, capsys: Told) -> None:
    assert probe(gate, *BUDGET, "--format", "json", base="/error-200") == 1
    found = told(capsys)["contracts"][0]["cases"]
    assert {case["name"]: case["because"] for case in found}["valid-minimal"] == "answered with 200, an error object"
    assert probe(gate, "--cases", "path-mistake", "--format", "json", base="/html-301") == 1
    assert told(capsys)["contracts"][0]["cases"][3]["because"] == "answered with 301, not 404"
    assert all(call.path.startswith(("/error-200", "/html-301")) for call in gate.calls)


def test_an_unchanged_run_changes_one_line_and_a_failing_one_is_kept(
    gate: FakeGate, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe(gate, *BUDGET)
    before = latest().read_text().splitlines()
    assert len(list(latest().parent.iterdir())) == 2
    monkeypatch.setenv("DRIFTWATCH_NOW", "2026-11-26T15:00:00Z")
    probe(gate, *BUDGET)
    after = latest().read_text().splitlines()
    assert [line for line in after if line not in before] == ['  confirmed_at: "2026-11-26T15:00:00Z"']
    assert len(list(latest().parent.iterdir())) == 2
    edit("chat", "path-mistake: {status: 404", "path-mistake: {status: 301")
    for hour in ("16", "17"):
        monkeypatch.setenv("DRIFTWATCH_NOW", f"2026-11-26T{hour}:00:00Z")
        assert probe(gate) == 1
    assert sorted(path.name for path in latest().parent.iterdir()) == [
        "2026-11-26T090000Z.yaml", "2026-11-26T160000Z.yaml", "2026-11-26T170000Z.yaml", "latest.yaml",
    ]  # fmt: skip
    assert sorted(kept()["cases"]) == sorted([*SENT, "valid-minimal", "valid-production"])


def test_a_check_after_an_incident_is_marked_and_kept(
    gate: FakeGate, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe(gate)
    monkeypatch.setenv("DRIFTWATCH_NOW", "2026-11-26T15:00:00Z")
    probe(gate, "--incident", "INC-17")
    marked = yaml.safe_load(latest().with_name("2026-11-26T150000Z.yaml").read_text())
    assert marked["run"]["incident"] == "INC-17"
    assert run(["observe", "lint"]) == 0


@pytest.mark.parametrize("form", ["text", "markdown", "junit", "json"])
def test_every_form_of_report_tells_every_case(form: str, gate: FakeGate, project: Path, capsys: Told) -> None:
    for options in ((), ("--send",)):
        run(["probe", CHAT_CALL, "--target", gate.origin, *BUDGET, "--format", form, *options])
        out = capsys.readouterr().out
        assert all(name in out for name in [*SENT, "valid-minimal", "timeout", "upstream-5xx"])
        if form == "junit":
            suites = ET.fromstring(out)  # noqa: S314 - written by us
            counts = (suites[0].get("tests"), suites[0].get("failures"))
            assert counts == (("11" if options else "12"), "0")


def test_several_contracts_share_one_budget(gate: FakeGate, project: Path, capsys: Told) -> None:
    assert run(["probe", "--send", "--target", gate.origin, "--max-requests", "7", "--format", "json"]) in {0, 1}
    result = told(capsys)
    assert sum(one["requests"] for one in result["contracts"]) == len(gate.calls) == 7


def test_time_that_is_over_ends_a_run(gate: FakeGate, project: Path, capsys: Told) -> None:
    assert probe(gate, "--max-seconds", "0.4", "--format", "json", base="/hung") == 3
    result = told(capsys)
    assert result["stopped"] == "--max-seconds 0.4 are over"
    assert len(gate.calls) == 1


def test_an_interrupt_says_what_was_sent_and_kept(
    gate: FakeGate, project: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = ProbeClient.send

    def interrupted(client: ProbeClient, request: ProbeRequest) -> Reply:
        if "images" in request.path and request.case == "malformed-json":
            raise KeyboardInterrupt
        return send(client, request)

    monkeypatch.setattr(ProbeClient, "send", interrupted)
    assert run(["probe", CHAT_CALL, "POST /v1/images", "--send", "--target", gate.origin]) == 130
    assert f"interrupted; 7 calls were sent; kept: {latest()}" in capsys.readouterr().err


def test_a_target_that_the_manifest_names_has_its_own_credential(
    gate: FakeGate, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FAKE_KEY")
    monkeypatch.setenv("LOCAL_KEY", KEY)
    with Path("contracts/chat.yaml").open("a") as file:
        file.write(f"probe: {{targets: {{here: {{base_url: '{gate.origin}', environment: local, env: LOCAL_KEY}}}}}}\n")
    assert run(["probe", CHAT_CALL, "--send", "--target", "here"]) == 0
    assert kept()["target"]["credential"] == "LOCAL_KEY"
    monkeypatch.delenv("LOCAL_KEY")
    Path("key").write_text(f"{KEY}\n")
    assert run(["probe", CHAT_CALL, "--send", "--target", "here", "--key-file", "key"]) == 0


def test_the_variable_of_the_manifest_says_where(
    gate: FakeGate, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("contracts/chat.yaml").open("a") as file:
        file.write("probe: {base_url_env: FAKE_URL}\n")
    monkeypatch.setenv("FAKE_URL", gate.origin)
    assert run(["probe", CHAT_CALL, "--send", "--cases", "auth-missing"]) == 0
    assert len(gate.calls) == 1
