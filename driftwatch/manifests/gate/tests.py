"""The items of the checklist that tests, recordings and observations answer."""

from typing import Final

from driftwatch.manifests.conformity import misfits, unlisted
from driftwatch.manifests.file.lint_rules import AHEAD_DAYS, days_between
from driftwatch.manifests.gate.evidence import Answer, Evident, failed, passed, unknown
from driftwatch.manifests.gate.observation import Observation
from driftwatch.model.manifest import Claims, Manifest

RUNBOOK_CASES: Final = (
    "auth-missing",
    "auth-invalid",
    "missing-required-field",
    "unknown-resource",
    "rate-limited",
    "timeout",
    "upstream-5xx",
)
"""Failures that must have a class before a release."""
FRESH_REDACTION_DAYS: Final = 30
_VALID: Final = ("valid-minimal", "valid-production", "valid")
_OK: Final = range(200, 300)
_REFUSALS: Final = frozenset(range(400, 500)) - {408, 429}
"""What refuses a call for what it sent; a timeout or a rate limit says nothing of the credential, nor does a 5xx."""


def auth_tested(manifest: Manifest, evident: Evident, *, today: str) -> Answer:
    """Judge whether a fresh observation tried a valid, a missing and an invalid credential."""
    seen = evident.observation
    if seen is None:
        return unknown("no observation: name it under gate.observation")
    if seen.contract != manifest.contract:
        return failed(f"the observation is of `{seen.contract}`")
    age = days_between(seen.at, today)
    if age is not None and age < -AHEAD_DAYS:
        return failed(f"the observation is dated {seen.at}, which is yet to come")
    if age is None or age > manifest.fresh_days:
        return unknown(f"the observation of {seen.at or 'no date'} is older than {manifest.fresh_days} days")
    return _three_modes(seen)


def _three_modes(seen: Observation) -> Answer:
    valid, missing, invalid = seen.case(*_VALID), seen.case("auth-missing"), seen.case("auth-invalid")
    if valid is None or missing is None or invalid is None:
        return unknown(f"the observation of {seen.at} lacks one of valid, auth-missing and auth-invalid")
    if missing.status in _OK or invalid.status in _OK:
        return failed(f"a call without a good credential was answered with {min(missing.status, invalid.status)}")
    if valid.status not in _OK:
        return failed(
            f"the call with a valid credential was answered with {valid.status or 'nothing'}: "
            "then a refusal of the others proves nothing; observe it again with a credential that works"
        )
    for one in (missing, invalid):
        if one.status not in _REFUSALS:
            return unknown(f"{one.name} was answered with {one.status or 'nothing'}, which refuses no credential")
    if any(one.leak_check not in {"", "clean"} for one in (valid, missing, invalid)):
        return failed("an answer repeated the credential")
    return passed(f"observation of {seen.at}: {valid.status} / {missing.status} / {invalid.status}")


def request_tests(manifest: Manifest, evident: Evident) -> Answer:
    """Judge whether recordings of requests fit the claims, and a test holds them."""
    for claims in _used(manifest):
        fixtures = [fixture for fixture in (claims.minimal, claims.production) if fixture]
        if len(fixtures) < 2:  # noqa: PLR2004 - the smallest request and one as production sends it
            return unknown("request names no recordings: minimal and production")
        for fixture in fixtures:
            wrong = _wrong(fixture, claims, evident)
            if wrong:
                return wrong
    test = dict(manifest.gate.tests).get("request", "")
    if not test:
        return unknown("gate.tests.request names no test")
    if evident.where(test) != "there":
        return failed(f"`{test}` does not exist")
    return passed(f"`{test}`; the recordings fit the manifest")


def _wrong(fixture: str, claims: Claims, evident: Evident) -> Answer | None:
    problem = _unreadable(fixture, evident)
    if problem:
        return failed(problem)
    body = evident.bodies[fixture]
    sent = tuple(claim for claim in claims.request if fixture != claims.minimal or claim.required == "api")
    faults = [*misfits(body, sent), *(f"`{name}` is not listed" for name in unlisted(body, claims))]
    return failed(f"`{fixture}`: {faults[0]}") if faults else None


def reads_listed(manifest: Manifest, evident: Evident) -> Answer:
    """Judge whether a recorded response holds every field that is read."""
    told = []
    for claims in _used(manifest):
        if not claims.fixture:
            return unknown("response names no recording: fixture")
        problem = _unreadable(claims.fixture, evident)
        if problem:
            return failed(problem)
        faults = list(misfits(evident.bodies[claims.fixture], claims.response))
        if faults:
            return failed(f"`{claims.fixture}`: {faults[0]}")
        told.append(f"{len(claims.response)} fields, all in `{claims.fixture}`")
    return passed("; ".join(told))


def _unreadable(fixture: str, evident: Evident) -> str:
    if fixture in evident.unreadable:
        return f"`{fixture}`: {evident.unreadable[fixture]}"
    return "" if fixture in evident.bodies else f"`{fixture}` does not exist"


def errors_classified(manifest: Manifest, evident: Evident) -> Answer:
    """Judge whether every failure has a class, better founded than by assumption, that no observation contradicts."""
    for claims in _used(manifest):
        cases = {case.name: case for case in claims.cases}
        missing = [name for name in RUNBOOK_CASES if name not in cases or cases[name].retry == "unknown"]
        if missing:
            return unknown(f"no retry class for {', '.join(missing)}")
        differing = evident.observation and [
            case.name
            for case in evident.observation.cases
            if case.retry_verdict not in {"", "agree", "unknown", "skipped"}
        ]
        if differing:
            return failed(f"the observation contradicts the class of {', '.join(differing)}")
        weak = [name for name in RUNBOOK_CASES if cases[name].evidence.label in {"assumption", "unknown"}]
        if weak:
            return unknown(f"{', '.join(weak)}: {cases[weak[0]].evidence.label}")
    return passed(f"{len(RUNBOOK_CASES)} failures have a class and evidence")


def redaction_verified(manifest: Manifest, evident: Evident, *, today: str) -> Answer:
    """Judge whether a redaction test exists and passed lately, and no recording holds a credential."""
    leaking = [name for name, why in evident.unreadable.items() if "credential" in why]
    if leaking:
        return failed(f"`{leaking[0]}` holds what looks like a credential")
    test, last = dict(manifest.gate.tests).get("redaction", ""), manifest.gate.redaction_at
    if not test:
        return unknown("gate.tests.redaction names no test")
    if evident.where(test) != "there":
        return failed(f"`{test}` does not exist")
    age = days_between(last, today) if last else None
    if age is None:
        return unknown(f"`{test}`: gate.redaction_at does not say when it last passed")
    if not -AHEAD_DAYS <= age <= FRESH_REDACTION_DAYS:
        when = "which is yet to come" if age < 0 else f"more than {FRESH_REDACTION_DAYS} days ago"
        return failed(f"`{test}` last passed on {last}, {when}")
    return passed(f"`{test}` passed on {last}")


def _used(manifest: Manifest) -> tuple[Claims, ...]:
    return tuple(claims for _, claims in manifest.used_claims)
