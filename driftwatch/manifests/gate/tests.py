"""The items of the checklist that tests, recordings and observations answer."""

from typing import Final

from driftwatch.manifests.conformity import misfits, unlisted
from driftwatch.manifests.file.lint_rules import AHEAD_DAYS, days_between
from driftwatch.manifests.gate.evidence import Answer, Evident, failed, passed, unknown
from driftwatch.manifests.gate.observation import Observation, ObservedCase
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
_MISSING: Final = ("auth-missing",)
_INVALID: Final = ("auth-invalid",)
_NOT_PASSED: Final = frozenset({"fail", "failed", "error"})
"""Verdicts of a probe on an answer with a good status: it held an error all the same."""
_OK: Final = range(200, 300)
_REFUSALS: Final = frozenset(range(400, 500)) - {408, 429}
"""What refuses a call for what it sent; a timeout or a rate limit says nothing of the credential, nor does a 5xx."""


def auth_tested(manifest: Manifest, evident: Evident, *, today: str) -> Answer:
    """Judge whether a fresh observation tried a valid, a missing and an invalid credential."""
    seen = evident.observation
    if seen is None:
        named = manifest.gate.observation
        return unknown(
            f"`{named}` is not there, or is no observation"
            if named
            else "no observation: name it under gate.observation"
        )
    wrong = _unusable(seen, manifest, today)
    if wrong is not None:
        return wrong
    if (days_between(seen.at, today) or 0) > manifest.fresh_days:
        return unknown(f"the observation of {seen.at} is older than {manifest.fresh_days} days")
    return _three_modes(seen)


def _unusable(seen: Observation, manifest: Manifest, today: str) -> Answer | None:
    """Return why an observation proves nothing about a contract, whatever it saw; None when it may."""
    if seen.contract != manifest.contract:
        of = f"is of `{seen.contract}`" if seen.contract else "does not say of which contract it is"
        return failed(f"the observation {of}")
    if not seen.at:
        return unknown("the observation has no date: run.at")
    age = days_between(seen.at, today)
    if age is None:
        return failed(f"the observation is dated `{seen.at}`, which is no day of the calendar")
    return failed(f"the observation is dated {seen.at}, which is yet to come") if age < -AHEAD_DAYS else None


def _three_modes(seen: Observation) -> Answer:
    valid, missing, invalid = seen.case(*_VALID), seen.case(*_MISSING), seen.case(*_INVALID)
    if valid is None or missing is None or invalid is None:
        lacks = _lacking(valid=valid, missing=missing)
        return unknown(f"the observation of {seen.at} has no answer {lacks}")
    if missing.status in _OK or invalid.status in _OK:
        return failed(f"a call without a good credential was answered with {min(missing.status, invalid.status)}")
    if valid.status not in _OK or valid.verdict in _NOT_PASSED:
        return failed(_of_no_use(valid))
    for one in (missing, invalid):
        if one.status not in _REFUSALS:
            return unknown(f"{one.name} was answered with {one.status or 'nothing'}, which refuses no credential")
    if any(one.leak_check not in {"", "clean"} for one in (valid, missing, invalid)):
        return failed("an answer repeated the credential")
    return passed(f"observation of {seen.at}: {valid.status} / {missing.status} / {invalid.status}")


def _of_no_use(valid: ObservedCase) -> str:
    """Say why a call with a credential that should be good gives the others no meaning."""
    answered = f"the call with a valid credential was answered with {valid.status or 'nothing'}"
    if valid.status in _OK:
        return f"{answered}, and its answer did not pass: look at it before the others count for anything"
    return f"{answered}: then a refusal of the others proves nothing; observe it again with a credential that works"


def _lacking(*, valid: ObservedCase | None, missing: ObservedCase | None) -> str:
    """Name the first of the three modes that was not tried, and the case that tries it."""
    if valid is None:
        return f"to a valid credential ({_VALID[0]})"
    return f"without a credential ({_MISSING[0]})" if missing is None else f"to an invalid credential ({_INVALID[0]})"


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


def errors_classified(manifest: Manifest, evident: Evident, *, today: str) -> Answer:
    """Judge whether every failure has a class, better founded than by assumption, that no observation contradicts."""
    seen = evident.observation
    observed = () if seen is None or _unusable(seen, manifest, today) is not None else seen.cases
    for claims in _used(manifest):
        cases = {case.name: case for case in claims.cases}
        missing = [name for name in RUNBOOK_CASES if name not in cases or cases[name].retry == "unknown"]
        if missing:
            return unknown(f"no retry class for {', '.join(missing)}")
        differing = [case.name for case in observed if case.retry_verdict not in {"", "agree", "unknown", "skipped"}]
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
