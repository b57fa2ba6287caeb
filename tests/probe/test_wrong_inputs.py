"""What is wrong with a call of `driftwatch probe` is told in one error, before anything is sent."""

from collections.abc import Callable
from pathlib import Path

import pytest

from driftwatch.cli.program import run
from tests.fakegate import KEY, FakeGate

CHAT = "POST /v1/chat/completions"

pytestmark = pytest.mark.slow

Change = Callable[[pytest.MonkeyPatch], object]


def nothing(_: pytest.MonkeyPatch) -> None:
    """Leave the project as it is."""


def variable(name: str, value: str | None) -> Change:
    return lambda patch: patch.delenv(name) if value is None else patch.setenv(name, value)


def written(name: str, text: str) -> Change:
    return lambda _: Path(name).write_text(text)


def removed(name: str) -> Change:
    return lambda _: Path(name).unlink()


def edited(before: str, after: str, name: str = "contracts/chat.yaml") -> Change:
    def change(_: pytest.MonkeyPatch) -> None:
        text = Path(name).read_text()
        assert before in text
        Path(name).write_text(text.replace(before, after))

    return change


def section(text: str) -> Change:
    return lambda _: Path("contracts/chat.yaml").write_text(Path("contracts/chat.yaml").read_text() + text)


BAD_FIXTURE = '{"model": "fake-1", "messages": [], "note": "sk-Zk3Qp9Lm2Xv7Rt5WqYh8"}'
HERE = "TARGET"
"""Stands for the origin of the gateway."""
WRONG: dict[str, tuple[Change, list[str], str]] = {
    "a contract that no manifest is about": (nothing, ["POST /v1/chats"], "no manifest is about 'POST /v1/chats'"),
    "a mistyped contract": (nothing, ["POST /v1/chat/completion"], "did you mean"),
    "a mistyped case": (nothing, [CHAT, "--cases", "auth-mising"], "did you mean 'auth-missing'"),
    "a case to skip that there is not": (nothing, [CHAT, "--skip", "nothing"], "there is no case 'nothing'"),
    "an opt-in case that there is not": (nothing, [CHAT, "--with", "timeouts"], "did you mean 'timeout'"),
    "a case that is never provoked": (nothing, [CHAT, "--cases", "rate-limited"], "never provoked"),
    "no case that is left": (nothing, [CHAT, "--cases", "auth-missing", "--skip", "auth-missing"], "no case"),
    "no host typed out": (nothing, [CHAT, "--send"], "--allow-production api.example.com"),
    "another host typed out": (
        nothing, [CHAT, "--send", "--allow-production", "api.example.org"], "api.example.org is not its host",
    ),
    "a host with its scheme": (
        nothing, [CHAT, "--send", "--allow-production", "https://api.example.com"], "is not its host",
    ),
    "a target that nobody named": (nothing, [CHAT, "--target", "staging"], "knows no target 'staging'"),
    "a mistyped target": (
        section("probe: {targets: {staging: {base_url: 'https://s.example.com', environment: sandbox}}}\n"),
        [CHAT, "--target", "stagin"],
        "did you mean 'staging'",
    ),
    "http that leaves this machine": (nothing, [CHAT, "--target", "http://api.example.com"], "without https"),
    "a host that nobody allows": (nothing, [CHAT, "--target", "https://evil.example.org"], "none of the hosts"),
    "a lookalike of this machine": (nothing, [CHAT, "--target", "http://127.0.0.1.example.org"], "without https"),
    "a user in the target": (nothing, [CHAT, "--target", f"https://u:{KEY}@api.example.com"], "carries credentials"),
    "a query in the target": (nothing, [CHAT, "--target", f"https://api.example.com?key={KEY}"], "carries a query"),
    "a placeholder": (nothing, [CHAT, "--target", "https://{host}"], "placeholder"),
    "no host at all": (nothing, [CHAT, "--target", "https://"], "malformed"),
    "a port that is none": (nothing, [CHAT, "--target", "https://api.example.com:x"], "malformed"),
    "another scheme": (nothing, [CHAT, "--target", "ftp://api.example.com"], "malformed"),
    "a bad URL in the variable": (
        lambda patch: (section("probe: {base_url_env: FAKE_URL}\n")(patch), patch.setenv("FAKE_URL", "api.e.com")),
        [CHAT], "FAKE_URL: the URL is malformed",
    ),
    "a host that the section leaves out": (
        section("probe: {allow_hosts: [api.example.com]}\n"), [CHAT, "--target", HERE], "127.0.0.1 is none of",
    ),
    "no credential": (variable("FAKE_KEY", None), [CHAT, "--send", "--target", HERE], "FAKE_KEY is not set"),
    "an empty credential": (variable("FAKE_KEY", ""), [CHAT, "--send", "--target", HERE], "it is empty"),
    "a credential with its scheme": (
        variable("FAKE_KEY", f"Bearer {KEY}"), [CHAT, "--send", "--target", HERE], "begins with the name of a scheme",
    ),
    "a credential with a line break": (
        variable("FAKE_KEY", f"{KEY}\n"), [CHAT, "--send", "--target", HERE], "ends with a line break",
    ),
    "a credential in quotes": (variable("FAKE_KEY", f'"{KEY}"'), [CHAT, "--send", "--target", HERE], "quotes"),
    "a credential that is a placeholder": (
        variable("FAKE_KEY", "your-api-key-here"), [CHAT, "--send", "--target", HERE], "placeholder",
    ),
    "a short credential": (variable("FAKE_KEY", "abc12"), [CHAT, "--send", "--target", HERE], "at least 12"),
    "a file of the credential that is not there": (
        nothing, [CHAT, "--send", "--target", HERE, "--key-file", "none"], "--key-file cannot be read",
    ),
    "a second credential that is missing": (
        lambda patch: (edited("auth: Bearer", "headers: {X-Org: {env: FAKE_ORG}}\nauth: Bearer")(patch),
                       patch.delenv("FAKE_ORG")),
        [CHAT, "--send", "--target", HERE], "FAKE_ORG is not set",
    ),
    "a recording that is not there": (removed("fixtures/chat.min.json"), [CHAT], "fixtures/chat.min.json is not there"),
    "a recording that is no JSON": (written("fixtures/chat.min.json", "{"), [CHAT], "fixtures/chat.min.json"),
    "a recording with a credential": (written("fixtures/chat.min.json", BAD_FIXTURE), [CHAT], "value at note looks"),
    "a recording outside the project": (
        edited("fixtures/chat.min.json", "../chat.min.json"), [CHAT], "lies outside the project",
    ),
    "a file to send that is not there": (removed("fixtures/cat.png"), ["POST /v1/uploads"], "fixtures/cat.png is not"),
    "a file to send outside the project": (
        written("fixtures/upload.json", '{"file": "@/etc/hostname"}'), ["POST /v1/uploads"], "lies outside the project",
    ),
    "a file to send with a credential": (
        written("fixtures/cat.png", "api_key=sk-Zk3Qp9Lm2Xv7Rt5WqYh8"), ["POST /v1/uploads"], "looks like a credential",
    ),
    "a job that no manifest asks about": (nothing, [CHAT, "--poll"], "write probe.poll"),
    "no budget at all": (nothing, [CHAT, "--max-requests", "0"], "0 is not in the range"),
    "a budget that is no number": (nothing, [CHAT, "--max-requests", "many"], "'many' is no whole number from 1"),
    "no time": (nothing, [CHAT, "--max-seconds", "0"], "is not in the range"),
    "an incident that is no id": (nothing, [CHAT, "--incident", "a\nb"], "--incident is no id"),
    "a credential for an incident": (nothing, [CHAT, "--incident", f"key={KEY}"], "--incident is no id"),
    "nothing left to send": (
        section("probe: {billable: never}\n"),
        [CHAT, "--send", "--target", HERE, "--cases", "valid-minimal", "--max-requests", "3"], "no case is left",
    ),
    "a report that cannot be written": (nothing, [CHAT, "--output", "none/report.txt"], "cannot be written"),
    "a form that there is not": (nothing, [CHAT, "--format", "sarif"], "'sarif' is not one of"),
    "an observation that cannot be used": (
        lambda _: [
            path.parent.mkdir(parents=True) or path.write_text("driftwatch_observation: 1\n")
            for path in [Path("observations/post-v1-chat-completions/http-127.0.0.1-PORT/latest.yaml")]
        ],
        [CHAT, "--send", "--target", HERE], "observe lint",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(WRONG))
def test_it_is_told_in_one_error_and_nothing_is_sent(
    name: str, gate: FakeGate, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change, arguments, says = WRONG[name]
    change(monkeypatch)
    for path in Path("observations").glob("*/*PORT*"):
        path.rename(str(path).replace("PORT", gate.origin.rpartition(":")[2]))
    assert run(["probe", *(gate.origin if one == HERE else one for one in arguments)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert says in captured.err
    assert captured.err.count("error:") == 1
    assert "Traceback" not in captured.err
    assert KEY[-8:] not in captured.err
    assert gate.calls == []


def test_there_are_enough_of_them() -> None:
    assert len(WRONG) >= 30
