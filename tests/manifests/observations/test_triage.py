"""driftwatch triage: which failure a live answer is, and whether to try again."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.program import run
from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.failures import rules_for
from driftwatch.model.stored import CAPTURES, files_of
from tests.manifests.documentation import snapshot, text_of

CASES = {
    "rate-limited": {"status": 429, "retry": "after-header", "evidence": "documented"},
    "quota-exhausted": {"status": 429, "body": {"error.code": "quota"}, "retry": "never", "evidence": "documented"},
    "upstream-5xx": {"status": "5xx", "retry": "unknown", "repeat": "may-bill-twice", "evidence": "assumption"},
}
CAPTURE = (
    '{{"at":"2026-11-{}T05:00:00Z","digest":"{}","documents":{{"read":1,"unchanged":0,"unseen":0,"gone":0,'
    '"left_out":0}},"operations":1,"facts":1}}\n'
)


def rule(signal: str, retry: str, status: int, **more: str) -> dict[str, Any]:
    return {
        "fact": "error-rule",
        "at": f"error-rule · {signal}",
        "signal": signal,
        "status": status,
        "retry": retry,
    } | more


RULES = [
    rule("429", "yes", 429, action="Slow down"),
    rule("500 with error.code: bad", "no", 500, action="Mend the request"),
    rule("500", "yes", 500),
]


def captured(root: Path, day: str, rules: list[dict[str, Any]]) -> None:
    lines = root / "snapshots" / "docs" / CAPTURES
    before = lines.read_bytes() if lines.is_file() else b""
    for name, content in {
        **files_of(snapshot(pages=rules)),
        CAPTURES: before + CAPTURE.format(day, day).encode(),
    }.items():
        path = root / "snapshots" / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    when = f"2026-11-{day}T05:00:00Z"
    for command in (["git", "init", "-q", "."], ["git", "add", "."], [*git, "commit", "-q", "-m", "c", "--date", when]):
        subprocess.run(
            command,
            cwd=root,
            check=True,
            capture_output=True,
            env={"GIT_COMMITTER_DATE": when, "PATH": "/usr/bin:/bin:/usr/local/bin"},
        )


@pytest.fixture
def team(project: Path) -> Path:
    """A manifest with three failures, and two captures of what is documented of them."""
    evidence = {"label": "assumption", "by": "jonas", "expires": "2027-01-01"}
    cases = CASES | {"upstream-5xx": CASES["upstream-5xx"] | {"evidence": evidence}}
    (project / "contracts" / "things.yaml").write_bytes(text_of({"errors": {"cases": cases}}))
    captured(project, "20", RULES[:1])
    captured(project, "22", RULES)
    return project


def asked(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    assert run(["triage", *arguments, "--format", "json"]) == code
    (one,) = json.loads(capsys.readouterr().out)["answers"]
    assert isinstance(one, dict)
    return one


def test_the_most_specific_case_of_the_manifest_is_told(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, quota = asked(capsys, "429"), asked(capsys, "429", '{"error": {"code": "quota"}}')
    assert (plain["case"], plain["retry"]) == ("rate-limited", "after-header")
    assert (quota["case"], quota["retry"]) == ("quota-exhausted", "never")
    lines = (team / "contracts" / "things.yaml").read_text().splitlines()
    file, _, line = quota["manifest"].partition(":")
    assert file == "contracts/things.yaml"
    assert "quota-exhausted" in lines[int(line) - 1]


def test_where_the_manifest_does_not_know_the_documentation_says_whether_to_try_again(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(capsys, "500")["retry"] == "backoff"
    bad = asked(capsys, "500", '{"error": {"code": "bad"}}')
    assert bad["retry"] == "never"
    assert [each["signal"] for each in bad["stated"]] == ["500 with error.code: bad", "500"]


def test_since_when_it_is_documented_is_told(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (first,) = asked(capsys, "429")["stated"]
    (later,) = asked(capsys, "500")["stated"]
    assert (first["since"], first["at_least"]) == ("2026-11-20", True)
    assert (later["since"], later["at_least"]) == ("2026-11-22", False)
    assert later["page"] == "https://docs.example.com/limits"


def test_what_nobody_has_a_place_for_exits_with_1(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not asked(capsys, "418", code=1)["known"]
    assert run(["triage", "418"]) == 1
    told = capsys.readouterr().out
    assert told == "418 of POST /things\n  is no case of contracts/things.yaml\n  retry: unknown\n  not documented\n"


def test_the_text_says_all_of_it(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["triage", "500", "--contract", "POST /things"]) == 0
    told = capsys.readouterr().out
    assert "  is upstream-5xx: contracts/things.yaml:" in told
    assert "  retry: backoff; a repeated call may bill twice\n" in told
    assert "  documented: 500, retry yes, since 2026-11-22 (https://docs.example.com/limits)\n" in told


def test_a_good_status_is_no_failure_unless_it_holds_an_error(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "200", "{}")["kind"] == "success"
    assert run(["triage", "200", "{}"]) == 0
    assert capsys.readouterr().out == "200 of POST /things\n  is no failure\n"
    assert asked(capsys, "200", '{"error": {"code": "bad"}}', code=1)["kind"] == "failure"


def test_nothing_of_the_body_is_told(
    team: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "sk-Zk3Qp9Lm2Xv7Rt5W"
    for body in (f'{{"error": {{"code": "quota", "message": "{key}"}}}}', key, "{", "[" * 100_000):
        for form in ("text", "json"):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body.encode())))
            assert run(["triage", "429", "-", "--format", form]) == 0
            told = capsys.readouterr()
            assert key[3:11] not in told.out + told.err


def test_an_operation_without_a_manifest_is_asked_of_the_documentation(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (team / "contracts" / "things.yaml").unlink()
    assert asked(capsys, "429", "--contract", "POST /things")["retry"] == "backoff"
    assert asked(capsys, "429")["contract"] == ""
    assert run(["triage", "429", "--contract", "POST /other"]) == 2
    assert "no manifest is about 'POST /other'" in capsys.readouterr().err


def test_without_documentation_the_manifest_alone_answers(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = asked(capsys, "429")
    assert (one["case"], one["stated"]) == ("rate-limited", [])


@pytest.mark.parametrize("commands", [[], [["git", "init", "-q", "."]]])
def test_without_a_history_nobody_knows_since_when(
    documented: Path, commands: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    for command in commands:
        subprocess.run(command, check=True, cwd=documented)
    (stated,) = asked(capsys, "429")["stated"]
    assert (stated["signal"], stated["since"]) == ("429", "")


@pytest.mark.parametrize("status", ["42", "600", "none"])
def test_what_is_no_status_is_refused(project: Path, status: str) -> None:
    assert run(["triage", status]) == 2


def test_a_rule_of_another_value_or_status_says_nothing() -> None:
    documented = Documented(snapshot(pages=[*RULES, rule("5xx", "yes", 500)]))

    def signals(status: int, body: Any) -> list[str]:
        return [each.signal for each, _ in rules_for((), documented, status=status, body=body)]

    assert signals(500, {"error": {"code": "bad"}}) == ["500 with error.code: bad", "500", "5xx"]
    assert signals(500, {"error": {"code": "other"}, "code": "bad"}) == ["500", "5xx"]
    assert signals(503, None) == ["5xx"]
    assert signals(429, {"error": {"code": "bad"}}) == ["429"]


CODES = [
    rule("missing_key", "no", 401, meaning="No key was sent"),
    rule("no_funds", "no", 402, meaning="The balance does not cover it"),
    rule("busy", "yes", 503),
    rule("closed", "no", 503),
    rule("silent", "unspecified", 504),
]


def test_a_row_that_is_named_by_a_code_is_told_of_answers_with_its_status(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captured(team, "23", CODES)
    held = asked(capsys, "401", '{"error": {"code": "missing_key"}}')
    assert ([each["signal"] for each in held["stated"]], held["retry"]) == (["missing_key"], "never")
    bare = asked(capsys, "402")
    assert ([each["signal"] for each in bare["stated"]], bare["retry"]) == (["no_funds"], "never")
    assert asked(capsys, "401", "<html>no</html>")["known"]
    assert run(["triage", "402"]) == 0
    assert "documented: no_funds (if that is its code), retry no, since" in capsys.readouterr().out


def test_another_code_of_the_same_status_is_not_the_one_that_is_documented(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captured(team, "23", CODES)
    assert asked(capsys, "401", '{"error": {"code": "stale_key"}}', code=1)["stated"] == []


def test_codes_of_one_status_that_disagree_advise_nothing_until_the_code_is_known(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captured(team, "23", CODES)
    manifest = team / "contracts" / "things.yaml"
    manifest.write_bytes(text_of({"errors": {"cases": {}}}))
    assert asked(capsys, "503")["retry"] == "unknown"
    assert asked(capsys, "503", '{"code": "busy"}')["retry"] == "backoff"
    assert asked(capsys, "503", '{"code": "closed"}')["retry"] == "never"
    assert asked(capsys, "504")["retry"] == "unknown"
