"""Hold what the API says of itself in headers against both others: that it ends, when to try again, how often."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final, Unpack

from msgspec import Struct

from driftwatch.extract.words.amounts import amounts, is_either
from driftwatch.manifests.check.breach import Breach, Claimed, Details, Spot
from driftwatch.manifests.check.limits import notices_for
from driftwatch.manifests.failures import advice_of, rules_for
from driftwatch.manifests.file.lint_rules import days_between
from driftwatch.manifests.threeway.witness import Witness
from driftwatch.model.manifest import ErrorCase
from driftwatch.model.observation import Observation, ObservedCase
from driftwatch.patterns import lazy_regex

_HTTP_DATE: Final = "%a, %d %b %Y %H:%M:%S GMT"
_NEAR_DAYS: Final = 90
"""A sunset within so many days leaves little time to move."""
_SPANS: Final = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "month": 2_592_000}
_AMOUNT: Final = lazy_regex(r"(\d{1,12}(?:\.\d{1,6})?) ([a-z]{1,20})(?:/(?:(\d{1,6}) )?([a-z]{1,10}))?")
_LIMITS: Final = {
    "ratelimit-limit": "request",
    "ratelimit-policy": "request",
    "x-ratelimit-limit": "request",
    "x-ratelimit-limit-requests": "request",
    "x-ratelimit-limit-tokens": "token",
}
_POLICY: Final = lazy_regex(r'(?:^|, ?)(?:"[a-z]{1,20}"((?:;[a-z]{1,4}=\d{1,12}){1,4})|(\d{1,12})(?:;w=(\d{1,12}))?)')
_PART: Final = lazy_regex(r"([a-z]{1,4})=(\d{1,12})")


class _Limit(Struct, frozen=True, kw_only=True):
    """So many things in so many seconds; None where the span is not said."""

    count: float
    thing: str
    seconds: int | None = None

    def agrees(self, other: "_Limit") -> bool:
        """Whether two are the same limit, as far as both say it."""
        if self.thing != other.thing:
            return False
        if self.seconds is None or other.seconds is None:
            return self.count == other.count
        return self.count * other.seconds == other.count * self.seconds

    def written(self) -> str:
        """Write it as amounts are written: `60 request/minute`."""
        count = f"{self.count:g}" if self.count < 1e6 else f"{self.count:.0f}"  # noqa: PLR2004 - no exponent
        names = {seconds: name for name, seconds in _SPANS.items()}
        if self.seconds is None:
            return f"{count} {self.thing}"
        return f"{count} {self.thing}/{names.get(self.seconds) or f'{self.seconds} second'}"


def header_breaches(witness: Witness) -> Iterator[Breach]:
    """Yield what headers say and the documentation, or the manifest, does not."""
    answers = (case.answer for case in _recorded(witness))
    told = {name: value for answer in answers if answer is not None for name, value in answer.headers}
    if "deprecation" in told:
        yield from _deprecation(witness, told["deprecation"])
    if "sunset" in told:
        yield from _sunset(witness, told["sunset"])
    yield from _limits(witness, told)
    claimed = {case.name: case for case in witness.claims.cases}
    for case in _recorded(witness):
        claim = claimed.get(case.name)
        if claim is not None:
            yield from _retry_after(witness, case, claim)


def _recorded(witness: Witness) -> tuple[ObservedCase, ...]:
    """Return the cases whose headers are known: nobody writes them down by hand, and counts out of a log have none."""
    return tuple(
        case
        for case in witness.fresh
        if case.answer is not None
        and (case.answer.headers or case.answer.content_type)
        and not witness.is_by_hand(case)
    )


def _sent(name: str, case: str = "") -> Callable[[Observation], bool]:
    def holds(seen: Observation) -> bool:
        mine = (one.answer for one in seen.cases if not case or one.name == case)
        return any(answer is not None and name in dict(answer.headers) for answer in mine)

    return holds


def _deprecation(witness: Witness, value: str) -> Iterator[Breach]:
    """Tell that a call is deprecated by its own word (RFC 9745), and by no word of the documentation."""
    notices = (notice for view in witness.views for notice, _ in view.notices)
    if any(view.operation.deprecated for view in witness.views) or any(one.topic == "deprecation" for one in notices):
        return
    yield witness.says(
        "deprecation",
        line=witness.manifest.line,
        claim="contract",
        holds=_sent("deprecation"),
        after=_day(value) or "deprecated",
    )


def _sunset(witness: Witness, value: str) -> Iterator[Breach]:
    """Tell a last day that the documentation does not state (RFC 8594)."""
    day = _day(value)
    documented = sorted({view.operation.sunset[:10] for view in witness.views if view.operation.sunset})
    if day and day in documented:
        return
    left = days_between(witness.today, day) if day else None
    yield witness.says(
        "sunset",
        line=witness.manifest.line,
        claim="contract",
        holds=_sent("sunset"),
        before=documented or None,
        after=day or "a day that can not be read",
        traits=frozenset({"near"}) if left is not None and left <= _NEAR_DAYS else frozenset[str](),
    )


def _day(value: str) -> str:
    """Return the day of a header's time, "" when it has none."""
    try:
        if value.startswith("@"):
            return f"{datetime.fromtimestamp(int(value[1:]), UTC):%Y-%m-%d}"
        return f"{datetime.strptime(value, _HTTP_DATE).replace(tzinfo=UTC):%Y-%m-%d}"
    except (ValueError, OverflowError, OSError):
        return ""


def _retry_after(witness: Witness, case: ObservedCase, claim: ErrorCase) -> Iterator[Breach]:
    """Tell that a failure says when to try again, and nobody listens; or that nobody says what is waited for."""
    answer = case.answer
    if answer is None:
        return
    is_sent = "retry-after" in dict(answer.headers)
    if not is_sent and claim.retry == "after-header":
        yield _about(witness, "retry-after-missing", case, claim, before=claim.retry)
    if not is_sent:
        return
    if claim.retry != "after-header":
        yield _about(witness, "retry-after", case, claim, before=claim.retry)
    stated = rules_for(witness.views, witness.documented, status=answer.status)
    sure = advice_of(stated)
    against = next(
        ((rule, entry) for rule, entry in stated if rule in sure and rule.retry in {"no", "usually-no"}), None
    )
    if against is not None:
        yield _about(witness, "retry-after-denied", case, claim, before=against[0].retry, cite=(against[1], against[0]))


def _about(witness: Witness, what: str, case: ObservedCase, claim: ErrorCase, **details: Unpack[Details]) -> Breach:
    has = _sent("retry-after", case.name)
    return witness.says(
        what,
        line=claim.line,
        claim=f"case {case.name}",
        holds=(lambda seen: not has(seen)) if what.endswith("missing") else has,
        view=None,
        answers="",
        spot=Spot(role="page", location="errors", name=case.name),
        **details,
    )


def _limits(witness: Witness, told: dict[str, str]) -> Iterator[Breach]:
    """Hold the limits that headers state against those of manifest and documentation."""
    sent = [one for name, thing in _LIMITS.items() for one in _of_header(told.get(name, ""), thing)]
    things = {one.thing for one in sent}
    claimed = Claimed(manifest=witness.manifest, documented=witness.documented)
    notices = notices_for(claimed, witness.claims, witness.views)
    stated = [notice for notice, _ in notices if notice.topic == "rate-limit"]
    believed = [one for one in witness.claims.limits if one.topic == "rate" and one.evidence.label != "unknown"]
    limits = (
        [amount for limit in believed for amount in amounts(limit.says)],
        [amount for notice in stated for amount in notice.amounts],
    )
    line = believed[0].line if believed else witness.claims.limits_line
    known = [[one for one in map(_of_amount, said) if one is not None and one.thing in things] for said in limits]
    for before in known:
        if before and not any(one.agrees(other) for one in before for other in sent):
            yield _limit(witness, "limit", line, before=_written(before), after=_written(sent))
            return
    if sent and not any(known):
        yield _limit(witness, "limit-undocumented", line, after=_written(sent))


def _limit(witness: Witness, what: str, line: int, **details: Unpack[Details]) -> Breach:
    sent = [_sent(name) for name in _LIMITS]
    return witness.says(
        what,
        line=line,
        claim="limit rate",
        holds=lambda seen: any(holds(seen) for holds in sent),
        view=None,
        answers="",
        spot=Spot(role="page", location="notices", name="rate"),
        **details,
    )


def _written(limits: list[_Limit]) -> list[str]:
    return [one.written() for one in sorted(set(limits), key=lambda one: (one.thing, one.count, one.seconds or 0))]


def _of_header(value: str, thing: str) -> Iterator[_Limit]:
    for found in _POLICY.finditer(value):
        parts = {key: int(number) for key, number in _PART.findall(found[1] or "")}
        count = parts.get("q") if found[1] else int(found[2])
        window = parts.get("w") if found[1] else found[3] and int(found[3])
        if count is not None:
            yield _Limit(count=count, thing=thing, seconds=window or None)


def _of_amount(text: str) -> _Limit | None:
    found = _AMOUNT.fullmatch(text)
    if found is None or is_either(text):
        return None
    span = _SPANS.get(found[4] or "")
    seconds = span * int(found[3] or 1) if span else None
    return _Limit(count=float(found[1]), thing=found[2], seconds=seconds)
