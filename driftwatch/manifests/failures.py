"""What documentation says of failures, by the answer that they are."""

from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.manifests.check.documented import Documented, OperationView, status_matches
from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.recordings import values_of
from driftwatch.model.facts import ErrorRule
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Entry
from driftwatch.patterns import lazy_regex

_SPECIFIC: Final = lazy_regex(r"([1-5]\d\d) with ([\w.]{1,60})\s?[:=]\s?([\w.-]{1,60})")

Stated = tuple[ErrorRule, Entry]
"""A row about a failure, and who says it."""


def specific(rule: ErrorRule) -> tuple[int, str, str] | None:
    """Return status, path and value of a rule about one value in the body: `500 with error.code: invalid_request`."""
    match = _SPECIFIC.fullmatch(rule.signal.strip())
    return (int(match[1]), match[2], match[3]) if match else None


def rules_for(
    views: Iterable[OperationView], documented: Documented, *, status: int, body: Json = None
) -> tuple[Stated, ...]:
    """Return what operation and pages say of an answer, the most telling first; each statement once."""
    stated = (*(one for view in views for one in view.error_rules), *documented.error_rules)
    values = list(values_of(body))
    found: dict[ErrorRule, tuple[int, Stated]] = {}
    for rule, entry in stated:
        fit = _fit(rule, status, values)
        if fit:
            found.setdefault(rule, (fit, (rule, entry)))
    ranked = sorted(found.values(), key=lambda each: -each[0])
    return tuple(one for _, one in ranked)


def statuses_for(views: Iterable[OperationView], status: int) -> Iterator[str]:
    """Yield the documented statuses that cover one, as they are written; `default` says nothing of a failure."""
    for view in views:
        for stated in view.statuses:
            if stated.lower() != "default" and status_matches(stated, str(status)):
                yield stated


def _fit(rule: ErrorRule, status: int, values: list[tuple[tuple[str, ...], Json]]) -> int:
    """Say how much of an answer a rule names: 0 when it is about another one."""
    about = specific(rule)
    if about is not None:
        steps = claim_steps(about[1])
        return 3 if about[0] == status and (steps, about[2]) in values else 0
    signal = rule.signal.strip().lower()
    if signal == str(status):
        return 2
    return 1 if signal == f"{str(status)[0]}xx" or (rule.status == status and signal.startswith(str(status))) else 0
