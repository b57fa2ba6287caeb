"""The items of the checklist that tests, recordings and observations answer."""

from typing import Final

from driftwatch.manifests.conformity import misfits, unlisted
from driftwatch.manifests.file.lint_rules import AHEAD_DAYS, days_between
from driftwatch.manifests.gate.evidence import Answer, Evident, failed, passed, unknown
from driftwatch.manifests.gate.hints import OBSERVES
from driftwatch.manifests.observations.matching import VALID
from driftwatch.model.finding import Finding
from driftwatch.model.manifest import Claims, Manifest
from driftwatch.model.observation import Observation, ObservedCase

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
_MODES: Final = {
    "to a valid credential": VALID,
    "without a credential": ("auth-missing",),
    "to an invalid credential": ("auth-invalid",),
}
"""The three ways to prove who one is, and the cases that try each."""
_MEND: Final = (
    '`driftwatch observe show "{contract}"` tells what came; settle it with the provider, then observe it again'
)
_LIVE_FAILURES: Final = frozenset(
    {
        "observed-failure-undocumented",
        "observed-failure-unlisted",
        "observed-failure-status-differs",
        "observed-retry-differs",
    }
)
"""Rules for live failures that have no class, or come under another one."""
_DAY: Final = 10
"""Characters of a time that are its date."""
_OK: Final = range(200, 300)
_REFUSALS: Final = frozenset(range(400, 500)) - {408, 429}
"""What refuses a call for what it sent; a timeout or a rate limit says nothing of the credential, nor does a 5xx."""


def auth_tested(manifest: Manifest, evident: Evident, *, today: str) -> Answer:
    """Judge whether fresh observations tried a valid, a missing and an invalid credential.

    Each variant that is used has its own good call; that a credential is asked for holds for all of an operation.
    """
    seen = evident.observations
    if evident.observation_fault:
        return failed(evident.observation_fault, "`driftwatch observe lint` tells all that is wrong with it")
    if not seen:
        return _none(manifest)
    wrong = next((answer for one in seen if (answer := _unusable(one, manifest, today)) is not None), None)
    if wrong is not None:
        return wrong
    lacking = [] if manifest.gate.observation else _unseen(manifest, seen)
    if lacking:
        return unknown(f"nothing of variant `{lacking[0]}` was observed")
    answers = [_three_modes(one, seen, manifest, today) for one in seen]
    worst = next((answer for verdict in ("fail", "unknown") for answer in answers if answer.verdict == verdict), None)
    if worst is not None or len(answers) == 1:
        return worst or answers[0]
    told = (f"`{one.variant}`: {answer.evidence}" for one, answer in zip(seen, answers, strict=True))
    return passed("; ".join(told))


def _unseen(manifest: Manifest, seen: tuple[Observation, ...]) -> list[str]:
    known = {one.variant for one in seen}
    return [name for name, _ in manifest.used_claims if name not in known]


def _none(manifest: Manifest) -> Answer:
    """Say why there is no observation, and what makes one."""
    named = manifest.gate.observation
    if named:
        return unknown(f"`{named}` is not there", f"leave out gate.observation, or {OBSERVES}")
    return unknown(f"nothing of `{manifest.contract}` was observed")


def _unusable(seen: Observation, manifest: Manifest, today: str) -> Answer | None:
    """Return why an observation proves nothing about a contract, whatever it saw; None when it may."""
    if seen.contract != manifest.contract:
        return failed(f"the observation is of `{seen.contract}`")
    newest = max([seen.run.newest, *(case.at for case in seen.cases)])[:_DAY]
    age = days_between(newest, today)
    if age is None or age < -AHEAD_DAYS:
        return failed(f"the observation is dated {newest}, which is yet to come")
    return None


def _three_modes(own: Observation, seen: tuple[Observation, ...], manifest: Manifest, today: str) -> Answer:
    """Judge one variant; a refusal that only another one shows counts for it as well."""
    modes: dict[str, tuple[Observation, ObservedCase]] = {}
    for mode, names in _MODES.items():
        known = [(one, one.case(*names)) for one in (own, *(() if names == VALID else seen))]
        lacks = [(_lacking(mode, case, one, manifest, today), one, case) for one, case in known]
        good = next(((one, case) for lack, one, case in lacks if not lack and case is not None), None)
        if good is None:
            return unknown(lacks[0][0])
        modes[mode] = good
    valid, missing, invalid = (case for _, case in modes.values())
    statuses = [_status(case) for case in (valid, missing, invalid)]
    if statuses[1] in _OK or statuses[2] in _OK:
        return failed(f"a call without a good credential was answered with {min(statuses[1:])}", _MEND)
    if statuses[0] not in _OK or valid.verdict == "differs":
        return failed(_of_no_use(valid), _MEND)
    for one in (missing, invalid):
        if _status(one) not in _REFUSALS:
            return unknown(f"{one.name} was answered with {_status(one)}, which refuses no credential", _MEND)
    if any(one.leak_check == "leaked" for one in (valid, missing, invalid)):
        return failed("an answer repeated the credential", _MEND)
    oldest = min(one.seen_at(case) for one, case in modes.values())[:_DAY]
    return passed(f"observation of {oldest}: {' / '.join(map(str, statuses))}")


def _lacking(mode: str, case: ObservedCase | None, seen: Observation, manifest: Manifest, today: str) -> str:
    """Say what keeps a mode from counting; "" when it counts."""
    if case is None:
        return f"the observation of {seen.run.newest[:_DAY]} has no answer {mode} ({_MODES[mode][0]})"
    if seen.seen_by(case) == "hand":
        return f"the answer {mode} was written down by hand, which is observed only"
    at = seen.seen_at(case)[:_DAY]
    if (days_between(at, today) or 0) > manifest.fresh_days:
        return f"the answer {mode} of {at} is older than {manifest.fresh_days} days"
    return ""


def _status(case: ObservedCase) -> int:
    return case.answer.status if case.answer else 0


def _of_no_use(valid: ObservedCase) -> str:
    """Say why a call with a credential that should be good gives the others no meaning."""
    answered = f"the call with a valid credential was answered with {_status(valid)}"
    if _status(valid) in _OK:
        return (
            f"{answered}, and its answer did not pass: {valid.because}"
            if valid.because
            else f"{answered}, and did not pass"
        )
    return f"{answered}: then a refusal of the others proves nothing"


def request_tests(manifest: Manifest, evident: Evident) -> Answer:
    """Judge whether recordings of requests fit the claims, and a test holds them."""
    for claims in _used(manifest):
        fixtures = {"request.minimal": claims.minimal, "request.production": claims.production}
        missing = [name for name, fixture in fixtures.items() if not fixture]
        if missing:
            said = "names no recording" if len(missing) == 1 else "name no recordings"
            return unknown(f"{' and '.join(missing)} {said}")
        for fixture in fixtures.values():
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


def errors_classified(
    manifest: Manifest, evident: Evident, findings: tuple[Finding, ...] = (), *, today: str
) -> Answer:
    """Judge whether every failure has a class, better founded than by assumption, that no observation contradicts."""
    usable = (one for one in evident.observations if _unusable(one, manifest, today) is None)
    observed = [case for one in usable for case in one.cases]
    for claims in _used(manifest):
        cases = {case.name: case for case in claims.cases}
        missing = [name for name in RUNBOOK_CASES if name not in cases or cases[name].retry == "unknown"]
        if missing:
            return unknown(f"no retry class for {', '.join(missing)}")
        differing = [case.name for case in observed if case.retry_verdict == "differs"]
        if differing:
            return failed(f"the observation contradicts the class of {', '.join(differing)}", _MEND)
        live = [one for one in findings if one.id in _LIVE_FAILURES and one.level != "info"]
        if live:
            return failed(f"{live[0].message}{f' And {len(live) - 1} more.' if len(live) > 1 else ''}", _MEND)
        weak = [name for name in RUNBOOK_CASES if cases[name].evidence.label in {"assumption", "unknown"}]
        if weak:
            return unknown(f"{', '.join(weak)}: {cases[weak[0]].evidence.label}")
    return passed(f"{len(RUNBOOK_CASES)} failures have a class and evidence")


def _used(manifest: Manifest) -> tuple[Claims, ...]:
    return tuple(claims for _, claims in manifest.used_claims)
