"""Bundles for a provider's support, as Markdown that a form takes and as JSON. No value of a body is in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from driftwatch.model.escalation import EscalatedCase, Escalation, LastGood, Point, Words
from driftwatch.model.json_values import indented
from driftwatch.model.observation import RequestId, SeenField
from driftwatch.reports import safe
from driftwatch.reports.observed_shapes import (
    EscalatedCall,
    EscalatedField,
    EscalatedGood,
    EscalatedId,
    EscalatedPoint,
    EscalatedWords,
    EscalationBundle,
    EscalationList,
)

_MOST_PATHS: Final = 200
"""Paths of one body that are listed; the rest is counted."""


def markdown(bundles: tuple[Escalation, ...]) -> str:
    """Write bundles as Markdown, ready to be pasted."""
    return "\n".join("\n".join(_bundle(one)) for one in bundles)


def _bundle(one: Escalation) -> Iterator[str]:
    variant = f" ({safe.span(one.variant)})" if one.variant else ""
    yield f"# {safe.span(one.contract)}{variant}: the API differs from what is documented or agreed"
    yield ""
    yield f"- API: {safe.link(one.origin)} ({safe.span(one.environment)})"
    if one.capture:
        yield f"- Documentation: as captured on {safe.span(one.capture)} ({safe.span(one.commit[:12])})"
    yield f"- Written: {safe.span(one.made_at)}; all times are UTC"
    yield "- Names and types only: values of bodies and credentials are left out"
    yield ""
    if one.points:
        yield "## What differs"
        yield ""
        for point in one.points:
            yield from _point(point)
        yield ""
    for case in one.cases:
        yield from _case(case)
    if one.words:
        yield "## What is documented"
        yield ""
        yield from map(_words, one.words)
        yield ""


def _point(point: Point) -> Iterator[str]:
    since = f" ({safe.span(point.since)})" if point.since else ""
    yield f"- {safe.prose(point.message)}{since}"
    if point.expected:
        yield f"  - Expected: {safe.span(point.expected)}"
    if point.observed:
        yield f"  - Observed: {safe.span(point.observed)}"


def _case(case: EscalatedCase) -> Iterator[str]:
    yield f"## {safe.span(case.name)}"
    yield ""
    by = "written down by a person, observed only" if case.by == "hand" else f"by {safe.span(case.by)}"
    answers = f"{case.answers} answer{'' if case.answers == 1 else 's'}"
    yield f"- Seen last: {safe.span(case.at)}, {answers}, {by}"
    if case.request_id is not None:
        yield f"- Request id: {_identity(case.request_id)}"
    expected = ", ".join(map(safe.span, case.expected_status)) or "not stated"
    yield f"- Status: expected {expected}, received {safe.span(str(case.status))}"
    if case.content_type:
        yield f"- Content type received: {safe.span(case.content_type)}"
    for name, value in case.headers:
        yield f"- Header received: {safe.span(f'{name}: {value}')}"
    yield from _good(case.last_good)
    yield ""
    if case.sent:
        yield "Fields sent:"
        yield ""
        yield _listed(case.sent)
        yield ""
    if case.received:
        yield "Fields received:"
        yield ""
        yield _listed([_field(field) for field in case.received])
        yield ""
    if case.words:
        yield "Documented of it:"
        yield ""
        yield from map(_words, case.words)
        yield ""


def _good(good: LastGood | None) -> Iterator[str]:
    if good is None:
        yield "- Last good observation: none known"
        return
    named = f", request id {_identity(good.request_id)}" if good.request_id is not None else ""
    when = f"{safe.span(good.case)}, {safe.span(good.at)}, status {safe.span(str(good.status))}"
    yield f"- Last good observation: {when}{named}"
    if good.gone:
        yield f"- Came then and not now: {_names(good.gone)}"
    if good.came:
        yield f"- Comes now and did not then: {_names(good.came)}"


def _names(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _MOST_PATHS} more" if len(paths) > _MOST_PATHS else ""
    return ", ".join(map(safe.span, paths[:_MOST_PATHS])) + more


def _identity(one: RequestId) -> str:
    where = f"{one.within} {one.name}" if one.name else one.within
    return f"{safe.span(one.value)} ({safe.span(where)})"


def _field(field: SeenField) -> str:
    types = " or ".join(field.types) or ("no items seen" if field.items == 0 else "unknown")
    rare = f", {field.there} of {field.of}" if field.there < field.of else ""
    return f"{field.path}: {types}{rare}"


def _listed(lines: Iterable[str]) -> str:
    shown = [safe.one_line(line) for line in lines]
    more = [f"and {len(shown) - _MOST_PATHS} more"] if len(shown) > _MOST_PATHS else []
    return safe.fenced("\n".join([*shown[:_MOST_PATHS], *more]), limit=_MOST_PATHS * safe.MAX_SHOWN)


def _words(words: Words) -> str:
    page = f": {safe.link(words.page)}" if words.page else ""
    place = f", {safe.span(words.place)}" if words.place else ""
    since = f", since {safe.span(words.since)}" if words.since else ""
    return f"- {safe.span(words.says)}{page}{place}{since}"


def json(bundles: tuple[Escalation, ...]) -> str:
    """Write one JSON document, `driftwatch.escalation/1`."""
    return indented(EscalationList(schema="driftwatch.escalation/1", bundles=list(map(_bundle_shape, bundles))))


def _bundle_shape(one: Escalation) -> EscalationBundle:
    return EscalationBundle(
        contract=one.contract,
        variant=one.variant,
        origin=one.origin,
        environment=one.environment,
        made_at=one.made_at,
        capture=one.capture,
        commit=one.commit,
        points=[
            EscalatedPoint(
                rule=point.rule,
                fingerprint=point.fingerprint,
                message=point.message,
                since=point.since,
                expected=point.expected,
                observed=point.observed,
            )
            for point in one.points
        ],
        cases=list(map(_call_shape, one.cases)),
        documented=list(map(_words_shape, one.words)),
    )


def _call_shape(case: EscalatedCase) -> EscalatedCall:
    good = case.last_good
    return EscalatedCall(
        name=case.name,
        at=case.at,
        by=case.by,
        answers=case.answers,
        status=case.status,
        expected_status=list(case.expected_status),
        content_type=case.content_type,
        headers=dict(case.headers),
        request_id=_id_shape(case.request_id),
        sent=list(case.sent),
        received=[
            EscalatedField(path=field.path, types=list(field.types), there=field.there, of=field.of)
            for field in case.received
        ],
        last_good=None
        if good is None
        else EscalatedGood(
            case=good.case,
            at=good.at,
            status=good.status,
            request_id=_id_shape(good.request_id),
            gone=list(good.gone),
            came=list(good.came),
        ),
        documented=list(map(_words_shape, case.words)),
    )


def _id_shape(one: RequestId | None) -> EscalatedId | None:
    return None if one is None else EscalatedId(value=one.value, within=one.within, name=one.name)


def _words_shape(words: Words) -> EscalatedWords:
    return EscalatedWords(says=words.says, page=words.page, place=words.place, since=words.since)


ESCALATION_FORMATS: Final[Mapping[str, Callable[[tuple[Escalation, ...]], str]]] = {"markdown": markdown, "json": json}
