"""What documentation says of failures, by the answer that they are."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.manifests.check.documented import Documented, OperationView, status_matches
from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.recordings import values_of
from driftwatch.model.facts import ErrorRule
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Entry
from driftwatch.patterns import lazy_regex

_STATUS: Final = lazy_regex(r"[1-5](?:\d\d|xx)\b", re.IGNORECASE)
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
    """Return what operation and pages say of an answer, the most telling first; each statement once.

    A row that is named by a code (`missing_key`, of status 401) is about an answer that holds the code. Where no body
    is known, or words name the row, it may be that one: `advice_of` tells whether such rows come to one advice.
    """
    stated = (*(one for view in views for one in view.error_rules), *documented.error_rules)
    values = list(values_of(body))
    found: dict[ErrorRule, tuple[int, Stated]] = {}
    for rule, entry in stated:
        fit = _fit(rule, status, values, is_known=body is not None)
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


def code_of(rule: ErrorRule) -> str:
    """Return the code or name that tells a row from others of its status, such as `missing_key`; "" where none does."""
    signal = rule.signal.strip()
    return "" if rule.status is None or _STATUS.match(signal) else signal


def advice_of(stated: Iterable[Stated]) -> tuple[ErrorRule, ...]:
    """Return the statements that advise on retrying whichever code came: rows of codes only if all of them agree."""
    rules = [rule for rule, _ in stated]
    of_status = tuple(rule for rule in rules if not code_of(rule))
    if of_status:
        return of_status
    return tuple(rules) if len({rule.retry for rule in rules}) == 1 else ()


def _fit(rule: ErrorRule, status: int, values: list[tuple[tuple[str, ...], Json]], *, is_known: bool) -> int:
    """Say how much of an answer a rule names: 0 when it is about another one."""
    about = specific(rule)
    if about is not None:
        steps = claim_steps(about[1])
        return 3 if about[0] == status and (steps, about[2]) in values else 0
    code = code_of(rule)
    if code and rule.status == status:
        if any(value == code for _, value in values):
            return 3
        return 0 if is_known and " " not in code else 1  # a name in words stands in no answer
    if code:
        return 0
    signal = rule.signal.strip().lower()
    if signal == str(status):
        return 2
    return 1 if signal == f"{str(status)[0]}xx" or (rule.status == status and signal.startswith(str(status))) else 0
