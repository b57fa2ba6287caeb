"""Whether a client that does what its manifest says would do the right thing with an answer."""

from collections.abc import Iterable
from typing import Final

from driftwatch.manifests.conformity import case_of
from driftwatch.manifests.failures import specific
from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.matching import is_success
from driftwatch.model.facts import ErrorRule, Retry
from driftwatch.model.manifest import Claims, ErrorCase
from driftwatch.model.triage import KNOWS_BETTER, OPPOSED

_WAITING: Final = frozenset({429, 503})
"""Statuses with which `Retry-After` says when to try again (RFC 9110, RFC 6585)."""


def retry_verdict(claims: Claims, call: Call, *, expected: ErrorCase | None, stated: Iterable[ErrorRule]) -> str:
    """Return `agree`, `differs` or `unknown`; "" for what is no failure.

    The client sees the answer alone, and decides by the case that fits it best. That is held against the case that
    was provoked, against what is documented, and against what the answer itself says.

    Args:
        claims: what the manifest decides.
        call: with its answer.
        expected: the case that was provoked, where that is known.
        stated: what documentation says of such an answer, the most telling first.
    """
    if is_success(call.status, call.response):
        return ""
    case = case_of(claims, status=call.status, body=call.response, content_type=call.content_type)
    if case is None or case.retry == "unknown":
        return "unknown"
    if expected is not None and expected.retry not in {"unknown", case.retry}:
        return "differs"
    if case.retry in OPPOSED.get(_advice(case, stated), frozenset()):
        return "differs"
    waits = any(name == "retry-after" for name, _ in call.headers)
    if case.retry == "after-header" and not waits:
        return "differs" if call.headers else "unknown"  # without any header they were not recorded
    return "differs" if case.retry == "never" and waits and call.status in _WAITING else "agree"


def _advice(case: ErrorCase, stated: Iterable[ErrorRule]) -> Retry:
    """Return what documentation advises for a case: nothing where somebody knows better, or tells more cases apart."""
    if case.evidence.label in KNOWS_BETTER:
        return "unspecified"
    speaking = (rule for rule in stated if not case.body or specific(rule) is not None)
    return next((rule.retry for rule in speaking if rule.retry in OPPOSED), "unspecified")


def joined_verdicts(verdicts: Iterable[str]) -> str:
    """Return what several answers come to: the worst of them."""
    known = set(verdicts)
    return next((one for one in ("differs", "unknown", "agree") if one in known), "")
