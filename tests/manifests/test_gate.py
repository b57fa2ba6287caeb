import json
from datetime import date, timedelta

import pytest

from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.gate.checklist import Asked, gate_of
from driftwatch.manifests.gate.evidence import Evident
from driftwatch.manifests.gate.observation import Observation, ObservedCase, observation_of
from driftwatch.reports.gate_report import GATE_FORMATS
from tests.manifests.documentation import PAGE, TODAY, manifest, snapshot

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
        "redaction_at": "2026-11-20",
        "observation": "obs.yaml",
    },
}
FILES = (
    "docs/run.md#help", "docs/run.md#rollback", "docs/run.md", "README.md", "docs/index.md",
    "tests/test_request.py", "tests/test_redaction.py",
)  # fmt: skip
SEEN = Observation(
    contract="POST /things",
    at="2026-11-20",
    cases=(
        ObservedCase(name="valid-minimal", status=200),
        ObservedCase(name="auth-missing", status=401, leak_check="clean", retry_verdict="agree"),
        ObservedCase(name="auth-invalid", status=401, leak_check="clean", retry_verdict="agree"),
    ),
)
BODIES = {"minimal.json": {"name": "a"}, "production.json": {"name": "b"}, "response.json": {"id": "x"}}


def evident(**more):
    return Evident(**{"states": dict.fromkeys(FILES, "there"), "bodies": BODIES, "observation": SEEN, **more})


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
        (
            "auth-tested",
            {},
            {"observation": Observation(contract="POST /things", at="2026-01-01", cases=SEEN.cases)},
            "unknown",
        ),
        (
            "auth-tested",
            {},
            {
                "observation": Observation(
                    contract="POST /things",
                    at="2026-11-20",
                    cases=(*SEEN.cases[:1], ObservedCase(name="auth-missing", status=200), SEEN.cases[2]),
                )
            },
            "fail",
        ),
        ("request-tests", {}, {"bodies": {**BODIES, "minimal.json": {}}}, "fail"),
        ("request-tests", {}, {"bodies": {**BODIES, "production.json": {"name": "a", "extra": 1}}}, "fail"),
        ("request-tests", without("request", "minimal"), {}, "unknown"),
        ("reads-listed", {}, {"bodies": {**BODIES, "response.json": {"id": 3}}}, "fail"),
        ("errors-classified", {"errors": {"cases": {"timeout": CASES["timeout"]}}}, {}, "unknown"),
        ("timeouts-reviewed", without("client", "review"), {}, "unknown"),
        ("limits-stated", {}, {"target": "load-test"}, "fail"),
        ("limits-stated", {"limits": {"rate": "unknown"}}, {}, "pass"),
        ("redaction-verified", {"gate": {**WHOLE["gate"], "redaction_at": "2026-09-30"}}, {}, "fail"),
        ("redaction-verified", {}, {"unreadable": {"r.json": "what looks like a credential"}}, "fail"),
        ("rollback", without("gate", "rollback"), {}, "unknown"),
        ("rollback", {}, {"states": {**dict.fromkeys(FILES, "there"), "docs/run.md#rollback": "no heading"}}, "fail"),
        ("owner-escalation", {"owner": "things-team"}, {}, "unknown"),
        ("links", without("gate", "index"), {}, "unknown"),
    ],
)
def test_each_item_says_fail_or_unknown_when_its_evidence_is_missing(item, parts, more, expected):
    assert expected == verdict(item, parts, **more)


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


def test_an_observation_is_read_and_anything_else_is_none():
    head = "driftwatch_observation: 1\ncontract: POST /things\nrun: {at: '2026-11-20T09:01:00Z'}\n"
    seen = observation_of(f"{head}cases: {{a: {{got: {{status: 200}}}}}}")
    assert ("2026-11-20", 200) == (seen.at, seen.case("a").status)
    assert observation_of("contract: POST /things") is None


def observed(at="2026-11-20", **statuses):
    names = {"valid": "valid-minimal", "missing": "auth-missing", "invalid": "auth-invalid"}
    told = {"valid": 200, "missing": 401, "invalid": 401} | statuses
    cases = (ObservedCase(name=names[mode], status=status, verdict="ok") for mode, status in told.items())
    return Observation(contract="POST /things", at=at, cases=tuple(cases))


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        (observed(), "pass"),
        (observed(missing=403, invalid=400), "pass"),
        (observed(valid=401), "fail"),
        (observed(valid=503), "fail"),
        (observed(valid=0), "fail"),
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
    assert verdict("redaction-verified", {"gate": {**WHOLE["gate"], "redaction_at": "2031-01-01"}}) == "fail"
    tomorrow = f"{date.fromisoformat(TODAY) + timedelta(days=1)}"
    assert verdict("auth-tested", observation=observed(at=tomorrow)) == "pass"


def evidence(item, parts=None, **more):
    return next(one for one in gate(parts, **more).items if one.id == item).evidence


def told_of(head="contract: POST /things\nrun: {at: '2026-11-20T09:01:00Z'}", **cases):
    """What the checklist says of an observation file, about credentials."""
    names = {"valid": "valid-minimal", "missing": "auth-missing", "invalid": "auth-invalid"}
    lines = [f"  {names[mode]}: {written}" for mode, written in cases.items()]
    return observation_of("\n".join(["driftwatch_observation: 1", head, "cases:", *lines]))


ALL = {"valid": "{got: {status: 200}}", "missing": "{got: {status: 401}}", "invalid": "{got: {status: 401}}"}


@pytest.mark.parametrize(
    ("seen", "expected", "says"),
    [
        (told_of(**ALL), "pass", "200 / 401 / 401"),
        (told_of(**ALL | {"valid": "{got: {status: '201'}}"}), "pass", "201 / 401 / 401"),
        (told_of("contract: POST /things", **ALL), "unknown", "the observation has no date: run.at"),
        (
            told_of("contract: POST /things\nrun: {at: 2026-13-45}", **ALL),
            "fail",
            "the observation is dated `2026-13-45`, which is no day of the calendar",
        ),
        (told_of("run: {at: 2026-11-20}", **ALL), "fail", "the observation does not say of which contract it is"),
        (told_of("contract: GET /x\nrun: {at: 2026-11-20}", **ALL), "fail", "the observation is of `GET /x`"),
        (
            told_of(valid=ALL["valid"], invalid=ALL["invalid"]),
            "unknown",
            "the observation of 2026-11-20 has no answer without a credential (auth-missing)",
        ),
        (
            told_of(valid=ALL["valid"], missing=ALL["missing"]),
            "unknown",
            "the observation of 2026-11-20 has no answer to an invalid credential (auth-invalid)",
        ),
        (
            told_of(missing=ALL["missing"], invalid=ALL["invalid"]),
            "unknown",
            "the observation of 2026-11-20 has no answer to a valid credential (valid-minimal)",
        ),
        (
            told_of(**ALL | {"valid": "{verdict: skipped, because: may bill}"}),
            "unknown",
            "the observation of 2026-11-20 has no answer to a valid credential (valid-minimal)",
        ),
        (
            told_of(**ALL | {"valid": "{got: {status: 200}, verdict: fail}"}),
            "fail",
            "the call with a valid credential was answered with 200, and its answer did not pass",
        ),
        (told_of(**ALL | {"missing": "{got: {status: true}}"}), "unknown", "(auth-missing)"),
    ],
)
def test_the_checklist_says_what_an_observation_of_credentials_lacks(seen, expected, says):
    assert (expected, True) == (
        verdict("auth-tested", observation=seen),
        says in evidence("auth-tested", observation=seen),
    )


def test_an_observation_that_is_named_and_not_there_is_told_by_its_name():
    assert evidence("auth-tested", observation=None) == "`obs.yaml` is not there, or is no observation"
    assert "name it under gate.observation" in evidence("auth-tested", without("gate", "observation"), observation=None)


@pytest.mark.parametrize("more", [{"contract": "GET /x"}, {"at": "2031-01-01"}, {"at": ""}])
def test_an_observation_that_cannot_be_one_of_the_contract_contradicts_no_class(more):
    other = ObservedCase(name="timeout", status=504, retry_verdict="differs")
    stated = {"contract": "POST /things", "at": "2026-11-20", **more}
    assert verdict("errors-classified", observation=Observation(cases=(other,), **stated)) == "pass"
    mine = {"contract": "POST /things", "at": "2026-11-20"}
    assert verdict("errors-classified", observation=Observation(cases=(other,), **mine)) == "fail"
