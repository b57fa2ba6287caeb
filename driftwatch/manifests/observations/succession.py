"""How one observation follows another: what is kept of both, and whether the API was seen to do anything else."""

from collections.abc import Mapping
from typing import Final

from msgspec import structs

from driftwatch.errors import UsageError
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.observation import Observation, ObservedCase

_VARYING: Final = frozenset({"retry-after"})
"""Headers whose values are others in each answer."""


def followed(before: Observation | None, now: Observation) -> Observation:
    """Return what is known once something was observed after, or long before, what is known.

    A case that was not seen this time stays, with the time when it was. Counts, times and ids stay as they were first
    seen for as long as nothing else changes, so that a repeated run changes the time of its confirmation alone.
    """
    if before is None:
        return now
    if now.run.at < before.run.newest:
        return _joined(before, now)
    joined = _joined(now, before)
    if not differs(before, joined):
        newest = {case.name: case for case in joined.cases}
        cases = tuple(_confirmed(case, newest[case.name]) for case in before.cases)
        confirmed = now.run.at if now.run.at > before.run.at else ""
        return structs.replace(before, run=structs.replace(before.run, confirmed_at=confirmed), cases=cases)
    return joined


def _confirmed(case: ObservedCase, now: ObservedCase) -> ObservedCase:
    """Return a case as it was seen first, with the time and the listed values of now: which of them come is chance."""
    known = {field.path: field.values for field in now.fields}
    fields = tuple(structs.replace(one, values=_values((*one.values, *known[one.path]))) for one in case.fields)
    return structs.replace(case, at=now.at, fields=fields)


def _values(values: tuple[Json, ...]) -> tuple[Json, ...]:
    found = {canonical(value): value for value in values}
    return tuple(found[text] for text in sorted(found))


def added(before: Observation, case: ObservedCase) -> Observation:
    """Return what is known once somebody wrote down a case.

    Raises:
        UsageError: it was seen otherwise, which tells more.
    """
    known = next((one for one in before.cases if one.name == case.name), None)
    if known is not None and before.seen_by(known) != "hand":
        seen = f"{case.name} was observed on {before.seen_at(known)[:10]} already, by {before.seen_by(known)}"
        raise UsageError(seen, hint="what is written by hand does not replace it; `driftwatch observe show` tells it")
    others = tuple(one for one in before.cases if one.name != case.name)
    own = structs.replace(case, by="" if before.run.by == "hand" else "hand")
    return structs.replace(before, cases=_sorted((*others, own)))


def differs(before: Observation | None, after: Observation) -> bool:
    """Whether anything but counts, times and ids is another."""
    return before is None or _stable(before) != _stable(after)


def _joined(newer: Observation, older: Observation) -> Observation:
    seen = {case.name for case in newer.cases}
    stay = (
        structs.replace(case, at=older.seen_at(case), by=older.seen_by(case))
        for case in older.cases
        if case.name not in seen
    )
    own = tuple(structs.replace(case, by="") if case.by == newer.run.by else case for case in (*newer.cases, *stay))
    return structs.replace(newer, cases=_sorted(own))


def _sorted(cases: tuple[ObservedCase, ...]) -> tuple[ObservedCase, ...]:
    return tuple(sorted(cases, key=lambda case: case.name))


def _stable(observation: Observation) -> Mapping[str, object]:
    return {case.name: _stable_case(observation, case) for case in observation.cases}


def _stable_case(observation: Observation, case: ObservedCase) -> object:
    answer = case.answer
    return (
        observation.seen_by(case),
        answer and (answer.status, answer.content_type, [_header(*one) for one in answer.headers]),
        (case.sent, case.digest),
        [(one.path, one.types, one.there < one.of, one.items == 0, one.has_others) for one in case.fields],
        case.new_fields,
        (case.leak_check, case.retry, case.retry_verdict, case.matched, case.verdict, case.because, case.note),
    )


def _header(name: str, value: str) -> tuple[str, str]:
    return name, "" if name in _VARYING else value
