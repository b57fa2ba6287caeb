"""driftwatch observe add and show: what somebody saw, and the three witnesses side by side."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from driftwatch.cli.program import run
from driftwatch.reports.witnessed import SHOW_FORMATS

LATEST = Path("observations/post-things/api.example.com/latest.yaml")
ADD = ("observe", "add", "POST /things", "--case", "rate-limited", "--status", "429", "--at", "2026-11-20T17:05:00Z")


def kept() -> dict[str, Any]:
    value = yaml.safe_load(LATEST.read_text())
    assert isinstance(value, dict)
    return value


def imported(*lines: dict[str, Any]) -> int:
    call = {"method": "POST", "url": "https://api.example.com/things", "status": 200, "at": "2026-11-21T00:00:00Z"}
    Path("calls.ndjson").write_text("\n".join(json.dumps(call | each) for each in lines))
    return run(["observe", "import", "calls.ndjson"])


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert run(["observe", "show", "--format", "json", *arguments]) == 0
    (one,) = json.loads(capsys.readouterr().out)["contracts"]
    return {f"{row['kind']} {row['name']}": row for row in one["rows"]}


def test_what_somebody_saw_is_observed_only(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ADD, "--request-id", "r-17", "--note", "Ticket 9"]) == 0
    assert f"wrote {LATEST}: rate-limited, 429, observed only" in capsys.readouterr().out
    assert kept()["run"]["by"] == "hand"
    assert kept()["cases"]["rate-limited"] == {
        "got": {"status": 429, "request_id": {"from": "header", "value": "r-17"}},
        "retry": {"expected": "after-header"},
        "verdict": "pass",
        "note": "Ticket 9",
    }
    assert sorted(path.name for path in LATEST.parent.iterdir()) == ["2026-11-20T170500Z.yaml", "latest.yaml"]
    assert run(["observe", "lint"]) == 0


def test_what_somebody_saw_joins_what_was_imported(project: Path) -> None:
    assert imported({"response": {"id": "a"}}) == 0
    assert run([*ADD]) == 0
    assert kept()["run"]["by"] == "import"
    assert kept()["cases"]["rate-limited"]["by"] == "hand"
    assert kept()["cases"]["rate-limited"]["at"] == "2026-11-20T17:05:00Z"
    assert imported({"response": {"id": "a"}}, {"status": 429}) == 0
    assert "by" not in kept()["cases"]["rate-limited"]


def test_what_was_recorded_is_not_replaced_by_hand(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported({"status": 429})
    before = LATEST.read_bytes()
    assert run([*ADD]) == 2
    assert "rate-limited was observed on 2026-11-21 already, by import" in capsys.readouterr().err
    assert LATEST.read_bytes() == before


def test_a_status_that_the_case_does_not_have_differs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ADD, "--status", "503"]) == 0
    assert "it differs: the manifest expects 429" in capsys.readouterr().err
    assert kept()["cases"]["rate-limited"]["verdict"] == "differs"


KEY = "sk-" + "Zk3Qp9Lm2Xv7Rt5W"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--case", "rate-limitd"], "there is no case 'rate-limitd'; did you mean 'rate-limited'?"),
        (["--status", "42"], "42 is not in the range"),
        (["--at", "yesterday"], "'yesterday' is no time with its zone"),
        (["--at", "2026-11-20T17:05:00"], "is no time with its zone"),
        (["--at", "2031-11-20T17:05:00Z"], "is yet to come"),
        (["--note", KEY], "--note holds what looks like a credential"),
        (["--request-id", KEY], "--request-id holds what looks like a credential"),
        (["--note", "a\nb"], "--note is no line of 500 characters"),
        (["--variant", "large"], "has no variant 'large'"),
    ],
)
def test_a_wrong_input_writes_nothing(
    project: Path, options: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*ADD, *options]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert KEY not in told
    assert not Path("observations").exists()


def test_a_contract_that_nobody_relies_on_is_told_with_what_is_close(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*ADD[:2], "POST /thing", *ADD[3:]]) == 2
    told = capsys.readouterr().err
    assert "no manifest is about 'POST /thing'; did you mean 'POST /things'?" in told
    assert "  hint: name it as in the manifest: POST /things\n" in told
    assert run(["observe", "add", "contracts/things.yaml", *ADD[3:]]) == 0


def test_three_witnesses_stand_side_by_side(documented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported({"response": {"id": "a", "extra": [], "note": None}}, {"response": {"id": 1}}, {"status": 429, "n": 3})
    rows = shown(capsys)
    assert rows["read id"] | {"kind": "", "name": ""} == {
        "kind": "",
        "name": "",
        "documented": "string",
        "relied_on": "string, api, documented",
        "observed": "integer or string",
    }
    assert rows["read note"]["observed"] == "null, 1 of 2"
    assert rows["read note"]["documented"] == rows["read note"]["relied_on"] == ""
    limited = rows["failure rate-limited"]
    assert limited["documented"] == "429: retry yes"
    assert limited["relied_on"] == "429, retry after-header, documented"
    assert limited["observed"] == "429, 3 x, 2026-11-21"


def test_a_contract_is_held_against_the_source_of_its_pages(
    documented: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = documented / "driftwatch.toml"
    config.write_text('[sources.another]\nindex = "https://another.example/llms.txt"\n' + config.read_text())
    assert shown(capsys)["read id"]["documented"] == "string"
    run(["triage", "429"])
    assert "retry yes" in capsys.readouterr().out
    run(["triage", "429", "--contract", "POST /things"])
    assert "retry yes" in capsys.readouterr().out


def test_what_is_old_or_was_not_seen_is_unknown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys)["read id"]["observed"] == "?"
    imported({"response": {"id": "a"}, "at": "2026-01-01T00:00:00Z"})
    assert shown(capsys)["read id"]["observed"] == "?"
    imported({"response": {}})
    assert shown(capsys)["read id"]["observed"] == "never"


def test_a_list_without_items_says_nothing_of_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "contracts" / "things.yaml"
    value = yaml.safe_load(path.read_text())
    value["response"]["fields"] = {"data.*.id": "string", "other.*.id": "string"}
    path.write_text(yaml.safe_dump(value, sort_keys=False))
    imported({"response": {"data": [], "other": [{}]}})
    rows = shown(capsys, "POST /things")
    assert (rows["read data.*.id"]["observed"], rows["read other.*.id"]["observed"]) == ("?", "never")


@pytest.mark.parametrize("form", sorted(SHOW_FORMATS))
def test_every_format_tells_all_three(documented: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    imported({"response": {"id": "a"}})
    run([*ADD])
    capsys.readouterr()
    assert run(["observe", "show", "--format", form]) == 0
    told = capsys.readouterr().out
    for each in ("POST /things", "string, api, documented", "429, 1 x, 2026-11-20, observed only", "by import"):
        assert each in told


def test_an_observation_that_cannot_be_used_is_told_and_the_rest_shown(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    LATEST.parent.mkdir(parents=True)
    LATEST.write_text("driftwatch_observation: 1\n")
    assert run(["observe", "show"]) == 2
    told = capsys.readouterr()
    assert "response id" in told.out
    assert f"{LATEST}:1:1" in told.err
    assert run(["observe", "lint"]) == 2


def test_what_is_sent_stands_beside_what_is_claimed(documented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = documented / "contracts" / "things.yaml"
    value = yaml.safe_load(path.read_text())
    value["request"] = {"fields": {"name": "string", "size": "integer"}}
    path.write_text(yaml.safe_dump(value, sort_keys=False))
    assert shown(capsys)["sent name"]["observed"] == "?"
    imported({"response": {"id": "a"}, "request": {"name": "x", "colour": "red"}})
    rows = shown(capsys)
    assert rows["sent name"]["documented"] == "string"
    assert [rows[f"sent {name}"]["observed"] for name in ("name", "size", "colour")] == ["sent", "not sent", "sent"]
    assert rows["sent size"]["documented"] == rows["sent colour"]["relied_on"] == ""


def test_each_variant_that_is_used_stands_by_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "contracts" / "things.yaml"
    value = yaml.safe_load(path.read_text())
    value["variants"] = {
        name: {"docs": f"https://docs.example.com/{name}", "when": {"model": f"{name}-*"}}
        for name in ("large", "small")
    }
    path.write_text(yaml.safe_dump(value, sort_keys=False))
    imported({"response": {"id": "a"}, "request": {"model": "large-1"}})
    run([*ADD, "--variant", "small"])
    assert sorted(each.parent.parent.name for each in Path("observations").glob("*/*/latest.yaml")) == [
        "post-things~large",
        "post-things~small",
    ]
    capsys.readouterr()
    for form in ("text", "markdown"):
        assert run(["observe", "show", "--format", form]) == 0
        told = capsys.readouterr().out
        assert told.index("POST /things (large)") < told.index("POST /things (small)")
        assert "in the newest snapshot" in told
    assert run([*ADD, "--variant", "huge"]) == 2
    assert "known: large, small" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("case", "verdict"),
    [("timeout", "differs"), ("status-418", "differs"), ("success", "pass"), ("rate-limited", "pass")],
)
def test_a_case_that_the_manifest_has_not_differs(project: Path, case: str, verdict: str) -> None:
    assert run([*ADD, "--case", case]) == 0
    assert kept()["cases"][case]["verdict"] == verdict


def test_a_folder_in_place_of_a_file_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    LATEST.mkdir(parents=True)
    assert run(["observe", "show"]) == 2
    assert f"{LATEST}:1:1" in capsys.readouterr().err


def test_nothing_to_lint_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["observe", "lint"]) == 2
    assert "there is no folder observations/" in capsys.readouterr().err


def test_the_gate_holds_a_contract_against_the_source_of_its_pages(
    documented: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def checklist() -> str:
        run(["gate", "--dry-run", "--format", "json"])
        return capsys.readouterr().out

    alone = checklist()
    config = documented / "driftwatch.toml"
    config.write_text('[sources.another]\nindex = "https://another.example/llms.txt"\n' + config.read_text())
    assert checklist() == alone
