"""Which failure a live answer is, as text and JSON; nothing of the answer's body is told."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from driftwatch.model.json_values import indented
from driftwatch.model.triage import StatedFailure, Triaged
from driftwatch.reports.observed_shapes import Triage, TriageAnswer, TriageStatement
from driftwatch.reports.safe import one_line

_MOST: Final = 3
"""Statements that the text tells of one contract."""


def text(found: tuple[Triaged, ...], status: int) -> str:
    """Write it for a terminal."""
    lines: list[str] = []
    for one in found:
        name = f"{one.contract} ({one.variant})" if one.variant else one.contract
        lines += [f"{status} of {one_line(name)}" if name else str(status), *_answer(one)]
    return "\n".join(lines) + "\n"


def _answer(one: Triaged) -> Iterator[str]:
    if one.kind == "success":
        yield "  is no failure"
        return
    if one.case:
        more = f", {one.attempts} attempts" if one.attempts else ""
        yield f"  is {one.case}: {one_line(one.manifest)}, {one.evidence}{more}"
    elif one.manifest:
        yield f"  is no case of {one_line(one.manifest)}"
    repeat = "; a repeated call may bill twice" if one.repeat == "may-bill-twice" else ""
    differs = "; the documentation says the opposite, see `driftwatch check`" if one.is_contradicted else ""
    yield f"  retry: {one.retry}{repeat}{differs}"
    if one.statuses:
        yield f"  documented for the operation: {', '.join(one.statuses)}"
    for stated in one.stated[:_MOST]:
        yield f"  documented: {_statement(stated)}"
    if len(one.stated) > _MOST:
        yield f"  and {len(one.stated) - _MOST} more statements"
    if not one.statuses and not one.stated:
        yield "  not documented"


def _statement(one: StatedFailure) -> str:
    since = f", {'at least since' if one.at_least else 'since'} {one.since}" if one.since else ""
    action = f": {one_line(one.action or one.meaning)}" if one.action or one.meaning else ""
    page = f" ({one_line(one.page)})" if one.page else ""
    code = " (if that is its code)" if one.may_be else ""
    return f"{one_line(one.signal)}{code}, retry {one.retry}{since}{action}{page}"


def json(found: tuple[Triaged, ...], status: int) -> str:
    """Write it as one JSON document, `driftwatch.triage/1`."""
    answers = [
        TriageAnswer(
            contract=one.contract,
            variant=one.variant,
            kind=one.kind,
            known=one.is_known,
            case=one.case,
            manifest=one.manifest,
            retry=one.retry,
            repeat=one.repeat,
            evidence=one.evidence,
            statuses=list(one.statuses),
            stated=[
                TriageStatement(
                    signal=each.signal,
                    retry=each.retry,
                    action=each.action,
                    meaning=each.meaning,
                    page=each.page,
                    since=each.since,
                    at_least=each.at_least,
                )
                for each in one.stated
            ],
        )
        for one in found
    ]
    return indented(Triage(schema="driftwatch.triage/1", status=status, answers=answers))


TRIAGE_FORMATS: Final[Mapping[str, Callable[[tuple[Triaged, ...], int], str]]] = {"text": text, "json": json}
