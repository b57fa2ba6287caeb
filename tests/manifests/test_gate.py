import json
import re
from datetime import date, timedelta

import pytest
from msgspec import structs

from driftwatch import __version__
from driftwatch.cli.main import driftwatch
from driftwatch.cli.program import run
from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.gate.checklist import Asked, gate_of
from driftwatch.manifests.gate.evidence import Evident
from driftwatch.manifests.gate.hints import HINTS
from driftwatch.manifests.observations.file import written_observation
from driftwatch.model.observation import Answer, Observation, ObservedCase, ObservingRun, Target
from driftwatch.model.selftest import SelfTest
from driftwatch.reports.gate_report import GATE_FORMATS
from tests.manifests.documentation import PAGE, TODAY, manifest, snapshot, text_of

CASES = {
    name: {"status": status, "retry": "never", "evidence": "documented"}
    for name, status in (
        ("auth-missing", 401),
        ("auth-invalid", 401),
        ("missing-required-field", 400),
        ("unknown-resource", 404),
        ("rate-limited", 429),
        ("timeout", 504),
        ("upstream-5xx", "5xx"),
    )
}
COMMAND = re.compile(r"`((?:driftwatch|pytest)\b[^`]*)`")
WHOLE = {
    "docs": {"url": PAGE, "accessed": "2026-11-20", "snapshot": "1" * 64},
    "request": {"fields": {"name": "string"}, "minimal": "minimal.json", "production": "production.json"},
    "response": {"fields": {"id": "string"}, "fixture": "response.json"},
    "errors": {"cases": CASES},
    "limits": {"rate": "unknown", "quota": "unknown", "billing": {"evidence": "documented", "says": "by the token"}},
    "client": {"timeout_s": 30, "attempts": 3, "review": {"by": "jonas", "at": "2026-11-01"}},
    "owner": {
        "team": "things-team",
        "approved_by": "lead",
        "escalation": "docs/run.md#help",
        "review_by": "2027-01-01",
    },
    "review": {"by": "jonas", "at": "2026-11-01"},
    "gate": {
        "rollback": "docs/run.md#rollback",
        "runbook": "docs/run.md",
        "readme": "README.md",
        "index": "docs/index.md",
        "tests": {"request": "tests/test_request.py", "redaction": "tests/test_redaction.py"},
        "observation": "obs.yaml",
    },
}
FILES = (
    "docs/run.md#help", "docs/run.md#rollback", "docs/run.md", "README.md", "docs/index.md",
    "tests/test_request.py", "tests/test_redaction.py",
)  # fmt: skip
NAMES = {"valid": "valid-minimal", "missing": "auth-missing", "invalid": "auth-invalid"}


def case(name, status, **more):
    return ObservedCase(name=name, answer=Answer(status=status) if status else None, **more)


def observed(at="2026-11-20", *, contract="POST /things", by="probe", cases=None, **statuses):
    told = {"valid": 200, "missing": 401, "invalid": 401} | statuses
    made = tuple(case(NAMES[mode], status, verdict="pass") for mode, status in told.items())
    return Observation(
        contract=contract,
        target=Target(origin="https://api.example.com"),
        run=ObservingRun(by=by, at=f"{at}T09:01:00Z"),
        cases=made if cases is None else cases,
    )


SEEN = observed()
PROOF = SelfTest(
    verdict="pass",
    at="2026-11-20T09:00:00Z",
    tool=f"driftwatch {__version__}",
    attacks=43,
    commands=4000,
    refused=1000,
    files=400,
    bytes=2_000_000,
)
BODIES = {"minimal.json": {"name": "a"}, "production.json": {"name": "b"}, "response.json": {"id": "x"}}


def evident(**more):
    seen = more.pop("observation", SEEN)
    observations = more.pop("observations", () if seen is None else (seen,))
    return Evident(
        **{
            "states": dict.fromkeys(FILES, "there"),
            "bodies": BODIES,
            "observations": observations,
            "selftest": PROOF,
            **more,
        }
    )


def gate(parts=None, *, target="production", findings=(), **more):
    asked = Asked(
        manifest=manifest({**WHOLE, **(parts or {})}),
        target=target,
        today=TODAY,
        evident=evident(**more),
        documented=Documented(
            snapshot(
                pages=[{"fact": "notice", "at": "notice · billing · a", "topic": "billing", "text": "by the token"}]
            )
        ),
        findings=findings,
    )
    return gate_of(asked)


def verdict(item, parts=None, **more):
    return next(one for one in gate(parts, **more).items if one.id == item).verdict


def test_a_contract_with_everything_in_place_passes():
    checklist = gate()
    assert [] == [(one.id, one.evidence) for one in checklist.items if one.verdict != "pass"]
    assert checklist.is_open(unknown_blocks=True)


def without(key, part):
    return {key: {name: value for name, value in WHOLE[key].items() if name != part}}


@pytest.mark.parametrize(
    ("item", "parts", "more", "expected"),
    [
        ("docs-source", {"docs": {"url": PAGE, "accessed": "2026-11-20", "snapshot": "2" * 64}}, {}, "fail"),
        ("docs-source", {"docs": {"url": PAGE, "accessed": "2026-11-20"}}, {}, "unknown"),
        ("docs-source", {"docs": {"url": PAGE, "accessed": "2026-01-20", "snapshot": "1" * 64}}, {}, "fail"),
        ("path-reviewed", {"review": {"by": "jonas", "at": "2026-11-01"}, "owner": "things-team"}, {}, "unknown"),
        ("auth-tested", {}, {"observation": None}, "unknown"),
        ("auth-tested", {}, {"observation": observed("2026-01-01")}, "unknown"),
        ("auth-tested", {}, {"observation": observed(missing=200)}, "fail"),
        ("request-tests", {}, {"bodies": {**BODIES, "minimal.json": {}}}, "fail"),
        ("request-tests", {}, {"bodies": {**BODIES, "production.json": {"name": "a", "extra": 1}}}, "fail"),
        ("request-tests", without("request", "minimal"), {}, "unknown"),
        ("reads-listed", {}, {"bodies": {**BODIES, "response.json": {"id": 3}}}, "fail"),
        ("errors-classified", {"errors": {"cases": {"timeout": CASES["timeout"]}}}, {}, "unknown"),
        ("timeouts-reviewed", without("client", "review"), {}, "unknown"),
        ("limits-stated", {}, {"target": "load-test"}, "fail"),
        ("limits-stated", {"limits": {"rate": "unknown"}}, {}, "pass"),
        ("redaction-verified", {}, {"selftest": None}, "unknown"),
        ("redaction-verified", {}, {"selftest": None, "selftest_is_there": True}, "fail"),
        ("redaction-verified", {}, {"selftest": structs.replace(PROOF, at="2026-09-30T09:00:00Z")}, "fail"),
        ("redaction-verified", {}, {"selftest": structs.replace(PROOF, at="2031-01-01T09:00:00Z")}, "fail"),
        ("redaction-verified", {}, {"selftest": structs.replace(PROOF, at="yesterday")}, "fail"),
        ("redaction-verified", {}, {"selftest": structs.replace(PROOF, verdict="fail", leaks=("a: stdout",))}, "fail"),
        ("redaction-verified", {}, {"selftest": structs.replace(PROOF, leaks=("a: stdout",))}, "fail"),
        ("redaction-verified", {}, {"selftest": structs.replace(PROOF, tool="driftwatch 0.0.9")}, "unknown"),
        ("redaction-verified", {}, {"unreadable": {"r.json": "what looks like a credential"}}, "fail"),
        ("rollback", without("gate", "rollback"), {}, "unknown"),
        ("rollback", {}, {"states": {**dict.fromkeys(FILES, "there"), "docs/run.md#rollback": "no heading"}}, "fail"),
        ("owner-escalation", {"owner": "things-team"}, {}, "unknown"),
        ("links", without("gate", "index"), {}, "unknown"),
    ],
)
def test_each_item_says_fail_or_unknown_when_its_evidence_is_missing(item, parts, more, expected):
    assert expected == verdict(item, parts, **more)
    assert (expected == "pass") == (COMMAND.findall(hint(item, parts, **more)) == [])


def waiver(item, **more):
    waive = {"item": item, "because": "settled in another way", "by": "jonas", "until": "2027-01-31", **more}
    return {"gate": {**WHOLE["gate"], "index": "nowhere.md", "waive": [waive]}}


def test_a_waiver_holds_until_its_day():
    assert "waived" == verdict("links", waiver("links"))
    assert "fail" == verdict("links", waiver("links", until="2026-11-01"))


def test_whoever_approved_the_contract_can_not_waive_what_needs_two_people():
    assert "fail" == verdict("auth-tested", waiver("auth-tested", by="lead"), observation=None)
    assert "waived" == verdict("auth-tested", waiver("auth-tested"), observation=None)


@pytest.mark.parametrize("name", sorted(GATE_FORMATS))
def test_every_format_names_every_item_and_its_verdict(name):
    text = GATE_FORMATS[name]((gate(observation=None),), unknown_blocks=True)
    for item in gate().items:
        assert item.id in text
    assert "unknown" in text


def test_the_json_checklist_counts_and_judges():
    value = json.loads(GATE_FORMATS["json"]((gate(observation=None),), unknown_blocks=True))
    assert ("driftwatch.gate/1", False, 1) == (
        value["schema"],
        value["gates"][0]["open"],
        value["gates"][0]["summary"]["unknown"],
    )


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        (observed(), "pass"),
        (observed(missing=403, invalid=400), "pass"),
        (observed(valid=401), "fail"),
        (observed(valid=503), "fail"),
        (observed(valid=0), "unknown"),
        (observed(valid=302), "fail"),
        (observed(missing=200), "fail"),
        (observed(invalid=503), "unknown"),
        (observed(missing=429), "unknown"),
        (observed(missing=0), "unknown"),
    ],
)
def test_only_an_answer_and_two_refusals_show_that_a_credential_is_asked_for(seen, says):
    assert verdict("auth-tested", observation=seen) == says


def test_what_is_dated_in_the_future_proves_nothing():
    assert verdict("auth-tested", observation=observed(at="2031-01-01")) == "fail"
    assert verdict("redaction-verified", selftest=structs.replace(PROOF, at="2031-01-01T09:00:00Z")) == "fail"
    tomorrow = f"{date.fromisoformat(TODAY) + timedelta(days=1)}"
    assert verdict("auth-tested", observation=observed(at=tomorrow)) == "pass"


def evidence(item, parts=None, **more):
    return next(one for one in gate(parts, **more).items if one.id == item).evidence


def hint(item, parts=None, **more):
    return next(one for one in gate(parts, **more).items if one.id == item).hint


def test_the_recording_that_is_missing_is_told_and_no_other():
    assert "request.production names no recording" == evidence("request-tests", without("request", "production"))
    assert "request.minimal names no recording" == evidence("request-tests", without("request", "minimal"))
    neither = {
        "request": {name: value for name, value in WHOLE["request"].items() if name not in ("minimal", "production")}
    }
    assert "request.minimal and request.production name no recordings" == evidence("request-tests", neither)


def changed(name, **more):
    cases = tuple(structs.replace(one, **more) if one.name == name else one for one in SEEN.cases)
    return observed(cases=cases)


@pytest.mark.parametrize(
    ("seen", "expected", "says"),
    [
        (SEEN, "pass", "observation of 2026-11-20: 200 / 401 / 401"),
        (observed(by="import", cases=(case("success", 201), *SEEN.cases[1:])), "pass", "201 / 401 / 401"),
        (observed(contract="GET /x"), "fail", "the observation is of `GET /x`"),
        (observed(missing=0), "unknown", "of 2026-11-20 has no answer without a credential (auth-missing)"),
        (observed(invalid=0), "unknown", "has no answer to an invalid credential (auth-invalid)"),
        (observed(valid=0), "unknown", "has no answer to a valid credential (valid-minimal)"),
        (observed(by="hand"), "unknown", "was written down by hand, which is observed only"),
        (changed("auth-missing", by="hand"), "unknown", "the answer without a credential was written down by hand"),
        (changed("auth-invalid", at="2026-01-01T00:00:00Z"), "unknown", "of 2026-01-01 is older than 30 days"),
        (changed("valid-minimal", at="2026-11-02T00:00:00Z"), "pass", "observation of 2026-11-02"),
        (changed("valid-minimal", verdict="differs"), "fail", "answered with 200, and did not pass"),
        (changed("auth-invalid", leak_check="leaked"), "fail", "an answer repeated the credential"),
    ],
)
def test_the_checklist_says_what_an_observation_of_credentials_lacks(seen, expected, says):
    assert (expected, True) == (
        verdict("auth-tested", observation=seen),
        says in evidence("auth-tested", observation=seen),
    )


def test_an_observation_that_is_not_there_is_told_with_what_makes_one():
    assert evidence("auth-tested", observation=None) == "`obs.yaml` is not there"
    assert hint("auth-tested", observation=None).startswith(
        'leave out gate.observation, or `driftwatch probe "POST /things" --send'
    )
    parts = without("gate", "observation")
    assert evidence("auth-tested", parts, observation=None) == "nothing of `POST /things` was observed"
    assert hint("auth-tested", parts, observation=None).startswith(
        '`driftwatch probe "POST /things" --send --max-requests N` makes it'
    )


def test_an_observation_that_cannot_be_used_fails():
    fault = {"observation": None, "observation_fault": "`o.yaml:3:1` cannot be used: run.at: is missing"}
    assert verdict("auth-tested", **fault) == "fail"
    assert evidence("auth-tested", **fault).endswith("is missing")
    assert "`driftwatch observe lint`" in hint("auth-tested", **fault)


def test_a_difference_of_the_answer_with_a_good_credential_is_told_with_its_reason():
    seen = changed("valid-minimal", verdict="differs", because="`choices` is absent")
    assert evidence("auth-tested", observation=seen).endswith("and its answer did not pass: `choices` is absent")


def test_every_item_that_does_not_pass_names_the_command_that_makes_what_is_missing():
    asked = Asked(manifest=manifest(), target="production", today=TODAY, evident=Evident(), release="v1")
    items = gate_of(asked).items
    assert {one.id for one in items} == HINTS.keys() - {"monitoring"}
    assert {one.id for one in items if one.verdict == "pass"} == set()
    for one in items:
        assert COMMAND.findall(one.hint), one.id
        assert not re.search(r"\{(?:file|contract)\}|\{\{", one.hint), one.id


def test_every_command_that_a_hint_names_exists():
    commands = [command.split() for row in HINTS.values() for command in COMMAND.findall(row)]
    named = {words[1] for words in commands if words[0] == "driftwatch"}
    assert {"manifest", "observe", "gate", "check", "triage"} <= named
    assert set() == named - set(driftwatch.list_commands(None))


def test_an_item_that_passes_or_is_waived_has_no_hint():
    assert {one.hint for one in gate(waiver("links")).items if one.verdict in {"pass", "waived"}} == {""}


@pytest.mark.parametrize("name", sorted(GATE_FORMATS))
def test_every_format_tells_the_hints(name):
    text = GATE_FORMATS[name]((gate(observation=None),), unknown_blocks=True)
    assert "--send --max-requests N" in text


@pytest.mark.parametrize("more", [{"contract": "GET /x"}, {"at": "2031-01-01"}])
def test_an_observation_that_cannot_be_one_of_the_contract_contradicts_no_class(more):
    other = (case("timeout", 504, retry_verdict="differs"),)
    assert verdict("errors-classified", observation=observed(cases=other, **more)) == "pass"
    assert verdict("errors-classified", observation=observed(cases=other)) == "fail"


def file_of(project, name, seen):
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written_observation(seen))


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRIFTWATCH_NOW", f"{TODAY}T09:00:00Z")
    (tmp_path / "driftwatch.toml").write_text('[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n')
    return tmp_path


def asked(project, capsys, parts=None):
    """What `driftwatch gate` says of credentials."""
    path = project / "contracts" / "things.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text_of(parts))
    run(["gate", "--format", "json", "--dry-run"])
    (gate,) = json.loads(capsys.readouterr().out)["gates"]
    return next((one["verdict"], one["evidence"]) for one in gate["items"] if one["id"] == "auth-tested")


def test_the_newest_observation_of_the_folder_counts_unless_the_manifest_names_one(project, capsys):
    assert asked(project, capsys)[0] == "unknown"
    place = "observations/post-things/{}/latest.yaml"
    file_of(project, place.format("api.example.com"), observed("2026-11-18"))
    file_of(project, place.format("other.example.com"), observed("2026-11-19", missing=403))
    file_of(project, "observations/get-x/api.example.com/latest.yaml", observed("2026-11-20", contract="GET /x"))
    assert asked(project, capsys) == ("pass", "observation of 2026-11-19: 200 / 403 / 401")
    file_of(project, "obs.yaml", observed("2026-11-20", by="hand"))
    named = {"gate": {"observation": "obs.yaml"}}
    assert asked(project, capsys, named)[0] == "unknown"
    assert "written down by hand" in asked(project, capsys, named)[1]


def test_what_another_place_does_says_nothing_of_the_one_that_is_released_to(project, capsys):
    local = structs.replace(observed("2026-11-20"), target=Target(origin="http://127.0.0.1:4001", environment="local"))
    file_of(project, "observations/post-things/http-127.0.0.1-4001/latest.yaml", local)
    verdict, says = asked(project, capsys)
    assert verdict == "unknown"
    assert says.startswith("nothing of `POST /things` was observed")


def test_a_file_of_the_folder_that_cannot_be_used_is_told_with_its_place(project, capsys):
    path = project / "observations/post-things/api.example.com/latest.yaml"
    file_of(project, str(path), observed("2031-01-01"))
    told = asked(project, capsys)
    assert told[0] == "fail"
    assert "latest.yaml:8:3` cannot be used: 2031-01-01 is yet to come" in told[1]


WORKFLOW = ".github/workflows/monitoring.yml"
MONITORED = {"gate": {**WHOLE["gate"], "monitoring": WORKFLOW}}
RUNS = {"states": {**dict.fromkeys(FILES, "there"), WORKFLOW: "there"}, "probing": frozenset({WORKFLOW})}


def failing(count):
    return structs.replace(SEEN, run=structs.replace(SEEN.run, failures=count))


def test_a_manifest_that_names_no_monitoring_has_no_item_of_it():
    assert "monitoring" not in {one.id for one in gate().items}
    assert len(gate().items) == 13


@pytest.mark.parametrize(
    ("more", "expected", "says"),
    [
        (RUNS, "pass", f"`{WORKFLOW}`, last probed on 2026-11-20"),
        ({}, "fail", "does not exist"),
        ({**RUNS, "probing": frozenset()}, "fail", "does not run `driftwatch probe` on a schedule"),
        ({**RUNS, "observation": None}, "unknown", "has not brought an observation yet"),
        ({**RUNS, "observation": observed(by="import")}, "unknown", "has not brought an observation yet"),
        ({**RUNS, "observation": observed("2026-01-01")}, "fail", "on 2026-01-01, more than 30 days ago"),
        ({**RUNS, "observation": failing(1)}, "pass", "last probed"),
        ({**RUNS, "observation": failing(2)}, "fail", "the last 2 probes failed"),
        ({**RUNS, "observation": failing(2), "patience": 3}, "pass", "last probed"),
    ],
)
def test_monitoring_that_is_named_is_looked_up(more, expected, says):
    assert verdict("monitoring", MONITORED, **more) == expected
    assert says in evidence("monitoring", MONITORED, **more)
    assert (expected == "pass") == (hint("monitoring", MONITORED, **more) == "")


def test_monitoring_that_somebody_else_does_cannot_be_looked_up():
    parts = {"gate": {**WHOLE["gate"], "monitoring": "https://status.example.com/things"}}
    states = {**RUNS["states"], "https://status.example.com/things": "elsewhere"}
    assert verdict("monitoring", parts, states=states) == "pass"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on:\n  schedule: []\njobs: {a: {steps: [{with: {mode: probe}}]}}\n", "unknown"),
        ("on:\n  schedule: []\njobs: {a: {steps: [{run: driftwatch probe --send}]}}\n", "unknown"),
        ("on:\n  push:\njobs: {a: {steps: [{with: {mode: probe}}]}}\n", "fail"),
        ("on:\n  schedule: []\njobs: {a: {steps: [{with: {mode: commit}}]}}\n", "fail"),
        ("on:\n  schedule: []\n# mode: probe\n", "fail"),
    ],
)
def test_a_workflow_monitors_when_it_probes_by_itself(project, capsys, text, expected):
    (project / WORKFLOW).parent.mkdir(parents=True)
    (project / WORKFLOW).write_text(text)
    (project / "contracts").mkdir()
    (project / "contracts" / "things.yaml").write_bytes(text_of({"gate": {"monitoring": WORKFLOW}}))
    run(["gate", "--format", "json", "--dry-run"])
    (told,) = json.loads(capsys.readouterr().out)["gates"]
    assert next(one["verdict"] for one in told["items"] if one["id"] == "monitoring") == expected


def test_a_typed_date_proves_no_redaction_and_the_command_that_proves_it_is_named():
    typed = {"gate": {**WHOLE["gate"], "redaction_at": TODAY}}
    assert verdict("redaction-verified", typed, selftest=None) == "unknown"
    told = hint("redaction-verified", typed, selftest=None, selftest_file="observations/selftest-redaction.json")
    assert "`driftwatch selftest redaction --output observations/selftest-redaction.json` makes it" in told


def test_what_the_self_test_found_is_the_evidence():
    assert evidence("redaction-verified").endswith(
        "self-test of 2026-11-20: 43 attacks, no credential in 2,000,000 bytes"
    )
