"""Hold how the API answers against both others: status, media type, which failures there are, and what to do then."""

from collections.abc import Callable, Iterator
from typing import Final, Unpack

from driftwatch.manifests.check.breach import Breach, Details, Spot
from driftwatch.manifests.check.documented import same_media_type, status_matches
from driftwatch.manifests.failures import advice_of, rules_for, statuses_for
from driftwatch.manifests.observations.matching import GOOD
from driftwatch.manifests.threeway.witness import Witness
from driftwatch.model.facts import Retry
from driftwatch.model.manifest import ErrorCase, Retrying
from driftwatch.model.observation import Observation, ObservedCase

_PASSING: Final = frozenset({408, 425, 429})
"""Refusals that are over after a while (RFC 9110, RFC 6585, RFC 8470)."""
_BY_HAND: Final = frozenset({"by-hand"})
_CLASSES: Final[dict[Retry, Retrying]] = {"yes": "backoff", "no": "never", "usually-no": "never"}


def answer_breaches(witness: Witness) -> Iterator[Breach]:
    """Yield answers to calls that were right whose status or media type is another one."""
    claims = witness.claims
    for case in witness.answered:
        status = _status(case)
        stated = sorted({one for view in witness.views for one in view.statuses if one[:1] in {"2", "d"}})
        wanted = [claims.response_status] if claims.response_status else stated
        if wanted and not any(status_matches(one, str(status)) for one in wanted):
            yield witness.says(
                "success-status",
                line=claims.response_line,
                claim="response",
                holds=_answers(case.name, status),
                spot=Spot(role="response-body", location="response.body"),
                before=wanted,
                after=str(status),
            )
        known = [claims.response_content_type] if claims.response_content_type else _stated_types(witness, status)
        yield from _media_type(witness, case, known, line=claims.response_line, claim="response content_type")


def failure_breaches(witness: Witness) -> Iterator[Breach]:
    """Yield failures that neither of the others has, or that come otherwise."""
    claimed = {case.name: case for case in witness.claims.cases}
    for case in witness.failed:
        claim = claimed.get(case.name)
        if claim is None:
            yield _unlisted(witness, case)
        else:
            yield from _listed(witness, case, claim)


def _unlisted(witness: Witness, case: ObservedCase) -> Breach:
    """Tell of a failure that is no case of the manifest, with what is to be done about it."""
    status = _status(case)
    traits = {"documented"} if _is_documented(witness, status) else set()
    traits |= _BY_HAND if witness.is_by_hand(case) else set()
    return _case(
        witness,
        "failure.unlisted",
        case,
        line=witness.claims.errors_line,
        status=str(status),
        after=_retry_class(witness, case),
        traits=frozenset(traits),
    )


def _retry_class(witness: Witness, case: ObservedCase) -> Retrying:
    """Return what to do after a failure that is no case: as documented, as the answer says, else by its status."""
    status = _status(case)
    stated = (rule.retry for rule in advice_of(rules_for(witness.views, witness.documented, status=status)))
    known = next((_CLASSES[retry] for retry in stated if retry in _CLASSES), None)
    if known is not None:
        return known
    if case.answer is not None and "retry-after" in dict(case.answer.headers):
        return "after-header"
    if status in _PASSING or status >= 500:  # noqa: PLR2004 - a failure of the server
        return "backoff"
    return "never" if status >= 400 else "unknown"  # noqa: PLR2004 - a failure of the client


def _is_documented(witness: Witness, status: int) -> bool:
    by_status = status not in GOOD and any(True for _ in statuses_for(witness.views, status))
    return by_status or bool(rules_for(witness.views, witness.documented, status=status))


def _listed(witness: Witness, case: ObservedCase, claim: ErrorCase) -> Iterator[Breach]:
    status = _status(case)
    traits = _BY_HAND if witness.is_by_hand(case) else frozenset[str]()
    if claim.statuses and not claim.covers(status):
        before = list(claim.statuses)
        yield _case(witness, "failure.status", case, line=claim.line, before=before, after=str(status), traits=traits)
    elif claim.evidence.label == "documented" and _states_failures(witness) and not _is_documented(witness, status):
        yield _case(witness, "failure.removed", case, line=claim.line, status=str(status), traits=traits)
    if case.retry_verdict == "differs" and not _is_of_header(case, claim):
        yield _case(witness, "failure.retry", case, line=claim.line, before=claim.retry, traits=traits)
    known = claim.content_type or witness.claims.error_content_type
    stated = [known] if known else _stated_types(witness, status)
    yield from _media_type(witness, case, stated, line=claim.line, claim=f"case {case.name}")


def _is_of_header(case: ObservedCase, claim: ErrorCase) -> bool:
    """Whether `Retry-After` is what the retry of a case parts from: that is told with the headers."""
    waits = case.answer is not None and "retry-after" in dict(case.answer.headers)
    return waits != (claim.retry == "after-header")


def _states_failures(witness: Witness) -> bool:
    rules = bool(witness.documented.error_rules) or any(view.error_rules for view in witness.views)
    return rules or any(status[:1] in {"4", "5"} for view in witness.views for status in view.statuses)


def _stated_types(witness: Witness, status: int) -> list[str]:
    return sorted(
        {
            fact.name
            for view in witness.views
            for side, code, fact in view.media_types
            if side == "response" and status_matches(code, str(status))
        }
    )


def _media_type(witness: Witness, case: ObservedCase, wanted: list[str], *, line: int, claim: str) -> Iterator[Breach]:
    """Tell of a body in another form: the parser meets what it does not know."""
    came = case.answer.content_type if case.answer else ""
    if not came or not wanted or any(same_media_type(one, came) for one in wanted):
        return

    def holds(seen: Observation) -> bool:
        return any(one.name == case.name and one.answer and one.answer.content_type == came for one in seen.cases)

    failed = case in witness.failed
    yield witness.says(
        "media-type",
        line=line,
        claim=claim,
        holds=holds,
        spot=_errors(case) if failed else Spot(role="response-body", location="response.body"),
        before=wanted,
        after=came,
    )


def _errors(case: ObservedCase, status: str | None = None) -> Spot:
    return Spot(role="page", location="errors", name=case.name, status=status)


def _case(
    witness: Witness, what: str, case: ObservedCase, *, line: int, status: str | None = None, **details: Unpack[Details]
) -> Breach:
    return witness.says(
        what,
        line=line,
        claim=f"case {case.name}",
        holds=_answers(case.name, _status(case)),
        view=None,
        answers=f"{case.answers} answer{'' if case.answers == 1 else 's'}",
        spot=_errors(case, status),
        **details,
    )


def _status(case: ObservedCase) -> int:
    return case.answer.status if case.answer else 0


def _answers(name: str, status: int) -> Callable[[Observation], bool]:
    return lambda seen: any(case.name == name and _status(case) == status for case in seen.cases)
