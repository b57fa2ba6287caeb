"""driftwatch observe import: what recorded traffic leaves, and what it never leaves."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from driftwatch.cli.program import run
from tests.manifests.documentation import text_of

URL = "https://api.example.com/things"
LATEST = Path("observations/post-things/api.example.com/latest.yaml")


def line(status: int = 200, response: Any = None, **more: Any) -> str:
    body = {"id": "a"} if response is None and status == 200 else response
    return json.dumps({"method": "POST", "url": URL, "status": status, "response": body, **more})


def traffic(*lines: str, name: str = "calls.ndjson") -> str:
    Path(name).write_text("\n".join(lines))
    return name


def kept() -> dict[str, Any]:
    value = yaml.safe_load(LATEST.read_text())
    assert isinstance(value, dict)
    return value


def test_traffic_becomes_an_observation_and_a_dated_one_beside_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = traffic(line(at="2026-11-25T08:00:00+02:00"), line(429, n=3), line(url="https://api.example.com/u/9"))
    assert run(["observe", "import", calls]) == 0
    told = capsys.readouterr().out
    assert "success                200       1 x  pass" in told
    assert "rate-limited           429       3 x  pass" in told
    assert "1 of 5 calls are of no manifest:\n       1 x 200 POST /u/{}" in told
    assert kept()["run"]["at"] == "2026-11-25T06:00:00Z"
    assert kept()["run"]["manifest"].startswith("sha256:")
    dated = LATEST.with_name("2026-11-25T060000Z.yaml")
    assert sorted(LATEST.parent.iterdir()) == sorted(
        [dated.absolute(), LATEST.absolute()] if LATEST.parent.is_absolute() else [dated, LATEST]
    )
    assert run(["observe", "lint"]) == 0


def test_an_unchanged_import_changes_one_line(project: Path) -> None:
    run(["observe", "import", traffic(line(at="2026-11-20T08:00:00Z"), line(429, headers={"Retry-After": "3"}))])
    for day, wait in (("21", "7"), ("22", "9")):
        before = LATEST.read_text().splitlines()
        lines = [line(at=f"2026-11-{day}T08:00:00Z")] * 5 + [line(429, headers={"retry-after": wait}, n=4)]
        assert run(["observe", "import", traffic(*lines)]) == 0
        after = LATEST.read_text().splitlines()
        assert [each for each in after if each not in before] == [f'  confirmed_at: "2026-11-{day}T08:00:00Z"']
        assert len(after) - len(before) == (1 if day == "21" else 0)
    assert len(list(LATEST.parent.iterdir())) == 2


def test_the_same_import_again_changes_nothing(project: Path) -> None:
    calls = traffic(line(at="2026-11-20T08:00:00Z"))
    run(["observe", "import", calls])
    before = LATEST.read_bytes()
    run(["observe", "import", calls])
    assert LATEST.read_bytes() == before


def test_what_changed_is_dated_and_a_case_that_was_not_seen_stays(project: Path) -> None:
    run(["observe", "import", traffic(line(at="2026-11-20T08:00:00Z"), line(429))])
    run(["observe", "import", traffic(line(200, {"id": "a", "new": 1}, at="2026-11-21T08:00:00Z"))])
    cases = kept()["cases"]
    assert cases["success"]["shape"] == {"id": "string", "new": "integer"}
    assert cases["rate-limited"]["at"] == "2026-11-20T08:00:00Z"
    assert "at" not in cases["success"]
    assert (LATEST.parent / "2026-11-21T080000Z.yaml").read_bytes() == LATEST.read_bytes()


def test_older_traffic_adds_what_it_alone_knows_and_replaces_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["observe", "import", traffic(line(at="2026-11-20T08:00:00Z"))])
    before = LATEST.read_bytes()
    run(["observe", "import", traffic(line(200, {"id": 1}, at="2026-10-01T08:00:00Z"))])
    assert LATEST.read_bytes() == before
    assert f"nothing new for {LATEST}" in capsys.readouterr().out
    run(["observe", "import", traffic(line(429, at="2026-10-01T08:00:00Z"))])
    assert kept()["cases"]["rate-limited"]["at"] == "2026-10-01T08:00:00Z"
    assert kept()["run"]["at"] == "2026-11-20T08:00:00Z"


def test_a_recording_is_never_newer_than_today(project: Path) -> None:
    run(["observe", "import", traffic(line(at="2031-01-01T00:00:00Z"))])
    assert kept()["run"]["at"] == "2026-11-26T09:00:00Z"


def test_what_differs_exits_with_1_and_is_told_as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["observe", "import", traffic(line(200, {"id": 7})), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "driftwatch.observe-import/1"
    (one,) = told["contracts"]
    assert one["cases"] == [
        {
            "name": "success",
            "status": 200,
            "answers": 1,
            "verdict": "differs",
            "because": "`id` is integer, not string",
        }
    ]


def test_a_dry_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["observe", "import", traffic(line()), "--dry-run"]) == 0
    assert f"would write {LATEST}" in capsys.readouterr().out
    assert not Path("observations").exists()


def test_a_configured_folder_is_used_and_standard_input_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Path("driftwatch.toml")
    config.write_text('observations = "seen"\n' + config.read_text())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line().encode())))
    assert run(["observe", "import", "-"]) == 0
    assert Path("seen/post-things/api.example.com/latest.yaml").is_file()


@pytest.mark.parametrize("folder", [".", ".git/seen", "/seen", "snapshots"])
def test_a_folder_that_is_none_of_its_own_is_refused(
    project: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    config = Path("driftwatch.toml")
    config.write_text(f'observations = "{folder}"\n' + config.read_text())
    assert run(["observe", "import", traffic(line())]) == 2
    assert "observations" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no call in it"),
        ('{"log": {"entries": []}}', "no call in it"),
        ("[1]", "calls.ndjson:1: is no JSON object"),
        ('{"log": {"entries": [{"request": {', "is cut off, or not JSON"),
        ('{"log": {"entries": [' + "1" * 5000, "a call is too large or nested too deeply"),
    ],
)
def test_what_is_no_traffic_writes_nothing(
    project: Path, content: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["observe", "import", traffic(line(), name="good.ndjson"), traffic(content)]) == (
        2 if "no call" not in says else 0
    )
    assert run(["observe", "import", "calls.ndjson"]) == 2
    assert says in capsys.readouterr().err


def test_a_file_that_is_there_and_cannot_be_used_is_left(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    LATEST.parent.mkdir(parents=True)
    LATEST.write_text("driftwatch_observation: 1\n")
    assert run(["observe", "import", traffic(line())]) == 2
    assert f"{LATEST}:1:1" in capsys.readouterr().err
    assert LATEST.read_text() == "driftwatch_observation: 1\n"


def test_what_is_too_large_to_be_read_again_is_not_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body: dict[str, Any] = {f"leaf_{chr(97 + number % 26) * (number // 26 + 1)}": 1 for number in range(100)}
    for _ in range(15):
        body = {"a" * 60: body, "b" * 60: body} if len(json.dumps(body)) < 100_000 else {"c" * 60: body}
    assert run(["observe", "import", traffic(line(200, body))]) == 2
    assert "the observation of POST /things is not written" in capsys.readouterr().err
    assert not Path("observations").exists()


def test_of_two_manifests_of_one_call_the_first_says_what_it_is(project: Path) -> None:
    second = Path("contracts/things.yaml").read_bytes().replace(b"owner: things-team", b"owner: other-team")
    Path("contracts/z.yaml").write_bytes(second)
    run(["observe", "import", traffic(line())])
    assert len(list(Path("observations").glob("*/*/latest.yaml"))) == 1


@pytest.mark.parametrize("missing", ["nothing.har", "contracts"])
def test_a_file_that_cannot_be_read_is_told(project: Path, missing: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["observe", "import", missing]) == 2
    assert f"{missing} cannot be read" in capsys.readouterr().err


def test_a_recording_of_the_three_modes_is_enough_for_the_gate(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = {"status": 401, "retry": "never", "evidence": "documented"}
    parts = {"errors": {"cases": {"auth-missing": refused, "auth-invalid": refused}}}
    Path("contracts/things.yaml").write_bytes(text_of(parts))
    sent = {"sent_headers": ["Authorization"], "at": "2026-11-25T00:00:00Z"}
    assert run(["observe", "import", traffic(line(**sent), line(401, **sent), line(401, sent_headers=[]))]) == 0
    capsys.readouterr()
    run(["gate", "--dry-run"])
    assert "pass     auth-tested         observation of 2026-11-25: 200 / 401 / 401" in capsys.readouterr().out


KEY = "Zk3Qp9Lm2Xv7Rt5WnB4c"
WORD = "heliotrope"


def pair(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


def hostile() -> list[dict[str, Any]]:
    """Calls in which credential and value stand wherever a recording has a place for them."""
    secret = f"sk-{KEY}"
    request = {
        "method": "POST",
        "url": f"{URL}?api_key={secret}&q={WORD}",
        "headers": [pair("Authorization", f"Bearer {secret}"), pair("X-Api-Key", KEY), pair("Cookie", f"s={KEY}")],
        "postData": {"text": json.dumps({"name": WORD, secret: WORD, f"{WORD} {KEY}": 1})},
    }
    names = ("content-type", "retry-after", "x-request-id", "www-authenticate", "allow", "sunset", "deprecation",
             "x-ratelimit-limit", "ratelimit-policy", "ratelimit", "set-cookie", "location", "server")  # fmt: skip
    texts = (secret, KEY, WORD, f"{KEY} {WORD}", f"Bearer {secret}", f"id-{KEY[:12]}")
    return [
        {
            "request": request | more,
            "startedDateTime": text,
            "response": {
                "status": status,
                "statusText": text,
                "headers": [pair(name, text) for name in names],
                "content": {
                    "mimeType": text,
                    "text": json.dumps({"id": text, "error": {"message": text, f"{text} {KEY}": 1}}),
                },
            },
        }
        for text in texts
        for status in (200, 401, 429)
        for more in (
            {},
            {"url": f"https://api.example.com/{text}7/{KEY}?k={text}"},
            {"method": text},
            {"url": f"{text}://{text}7"},
        )
    ]


def leaked(text: str) -> list[str]:
    windows = [KEY[at : at + 8] for at in range(len(KEY) - 7)]
    return [part for part in (WORD, *windows) if part in text]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("kind", ["har", "ndjson", "broken"])
def test_no_value_and_no_credential_reaches_a_file_or_a_terminal(
    project: Path, form: str, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    calls = hostile()
    content: dict[str, Callable[[], str]] = {
        "har": lambda: json.dumps({"log": {"entries": calls}}),
        "broken": lambda: json.dumps({"log": {"entries": calls}})[:-40],
        "ndjson": lambda: "\n".join(
            json.dumps(
                {
                    "method": "POST",
                    "url": each["request"]["url"],
                    "status": each["response"]["status"],
                    "headers": {one["name"]: one["value"] for one in each["response"]["headers"]},
                    "request": json.loads(each["request"]["postData"]["text"]),
                    "response": json.loads(each["response"]["content"]["text"]),
                    "at": each["startedDateTime"],
                }
            )
            for each in calls
        ),
    }
    recording = project.parent / f"{project.name}-recording"
    recording.write_text(content[kind]())
    code = run(["-v", "observe", "import", str(recording), "--format", form])
    told = capfd.readouterr()
    assert code == (2 if kind == "broken" else 1), told.err
    files = [path.read_text() for path in project.rglob("*") if path.is_file()]
    assert len(files) == (2 if kind == "broken" else 4)
    assert leaked("".join([told.out, told.err, *files, *map(str, project.rglob("*"))])) == []


@pytest.mark.parametrize(("wait", "says"), [("3", "agree"), ("", "unknown")])
def test_what_is_documented_of_a_failure_is_held_against_what_the_client_does(
    documented: Path, wait: str, says: str
) -> None:
    headers = {"retry-after": wait} if wait else {}
    assert run(["observe", "import", traffic(line(429, headers=headers))]) == 0
    assert kept()["cases"]["rate-limited"]["retry"] == {"expected": "after-header", "verdict": says}


def test_a_client_that_gives_up_where_the_documentation_says_to_try_again_differs(documented: Path) -> None:
    parts = {"errors": {"cases": {"rate-limited": {"status": 429, "retry": "never", "evidence": "documented"}}}}
    (documented / "contracts" / "things.yaml").write_bytes(text_of(parts))
    run(["observe", "import", traffic(line(429))])
    assert kept()["cases"]["rate-limited"]["retry"] == {"expected": "never", "verdict": "differs"}
