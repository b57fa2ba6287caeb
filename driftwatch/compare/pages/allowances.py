"""Whether a text asks more than before: a limit that allows less, another amount, or the contrary of what it said.

Quantities are compared as far as their units can be converted to each other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from driftwatch.alignment import stretches
from driftwatch.compare.pages.negations import is_contrary
from driftwatch.compare.pages.page_lines import spelled_words
from driftwatch.extract.words.amount_words import ONES
from driftwatch.extract.words.amounts import amounts, has_digits_apart, is_either
from driftwatch.extract.words.notice_words import LEAST, SENTENCE_ENDS, SPAN_UNITS
from driftwatch.model.facts import Notice
from driftwatch.patterns import lazy_regex

Direction: TypeAlias = Literal["raised", "lowered", ""]
"""Raised: more is allowed; lowered: less; "" where that cannot be said."""

_AMOUNT: Final = lazy_regex(r"(\d+(?:\.\d+)?) ([A-Za-z ]+?)(?:/(\d+ )?([a-z]+))?$")
_BARE: Final = lazy_regex(r"\d+(?:\.\d+)?")
_SENTENCES: Final = lazy_regex(SENTENCE_ENDS)
_THING: Final = "thing"
_TIME: Final = "time"
_LEAST: Final = lazy_regex(LEAST, re.IGNORECASE)
_SPENT: Final = lazy_regex(r"\b(?:consumes?|counts? as|costs?|deducts?) (?:\w+ ){0,2}\d", re.IGNORECASE)
"""What a call takes of a limit: more of it allows fewer calls."""
_NUMBER: Final = rf"an?|{'|'.join(ONES)}|\d{{1,12}}(?:\.\d{{1,6}})?"
_TIME_ALONE: Final = lazy_regex(rf"(?P<number>{_NUMBER})?[ -]?(?P<unit>{SPAN_UNITS})?", re.IGNORECASE)
"""A time, or what is left of it beside another one with the same number or unit."""
_FEW: Final = 2
_DATE: Final = lazy_regex(r"\d{4}-\d\d-\d\d$")
_SECONDS: Final[Mapping[str, float]] = {
    "ms": 0.001, "millisecond": 0.001, "s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "h": 3_600, "hr": 3_600,
    "hour": 3_600, "day": 86_400,
    "week": 604_800, "month": 2_592_000, "year": 31_536_000,
}  # fmt: skip
_BYTES: Final[Mapping[str, float]] = {
    "B": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30,
}  # fmt: skip
_STATED: Final = lazy_regex(r"\d|_|[^\W\d_][./][^\W\d_]|(?<!\S)[a-z]+[A-Z]")
"""An amount, a status or a name in code."""
_AROUND: Final = ".,:;()[]\"'`*"
_MOSTLY: Final = 0.6
"""Share of the words of a text that stay where only one thing that it states is another one."""


def direction(old: Notice, new: Notice) -> Direction:
    """Return which way a limit went; "" where nobody can say.

    So of a lower bound, of what a call takes, of money, and where quantities do not pair or may be parts of others.
    Where sentences say the same but for numbers, each is held against its own: of several limits one may go down.

    >>> def limit(*amounts): return Notice(at="a", topic="rate-limit", text="", amounts=amounts)
    >>> direction(limit("60 request/minute"), limit("2 request/second")), direction(limit("9 MB"), limit("2 MB"))
    ('raised', 'lowered')
    """
    if any(_LEAST.search(said) or _SPENT.search(said) or has_digits_apart(said) for said in (old.text, new.text)):
        return ""
    by_sentence = [(amounts(was), amounts(now)) for was, now in _sentences_alike(old.text, new.text)]
    several = by_sentence if len(by_sentence) > 1 else [(old.amounts, new.amounts)]
    went: set[Direction] = {one for pair in several if (one := _went(*pair)) is not None}
    return went.pop() if len(went) == 1 else ""


def _sentences_alike(old: str, new: str) -> list[tuple[str, str]]:
    """Pair the sentences that differ in numbers alone; none where any differs otherwise."""
    olds, news = (_SENTENCES.split(text) for text in (old, new))
    left, come = ([each for each in one if each not in other] for one, other in ((olds, news), (news, olds)))
    known = {_BARE.sub("", each): each for each in left}
    pairs = [(known[bare], each) for each in come if (bare := _BARE.sub("", each)) in known]
    return pairs if len(known) == len(left) == len(come) == len(pairs) else []


def _went(old: Sequence[str], new: Sequence[str]) -> Direction | None:
    """Return which way amounts went; None where they are the same."""
    if not (old or new):
        return None  # the number is no amount: of a version, of a section
    before, after = _by_dimension(old), _by_dimension(new)
    if not before or before.keys() != after.keys() or any(len(before[key]) != len(after[key]) for key in before):
        return ""
    pairs = [pair for key in before for pair in zip(before[key], after[key], strict=True)]
    went = {now > was for was, now in pairs if now != was}
    if len(went) != 1:
        return "" if went else None
    return "raised" if went.pop() else "lowered"


def are_equal(old: Iterable[str], new: Iterable[str]) -> bool:
    """Tell whether quantities are the same, be they written in other units; days stand as they are.

    >>> are_equal(["1800 request/60 second"], ["1800 request/minute"]), are_equal(["5 MB"], ["6 MB"])
    (True, False)
    """
    olds, news = tuple(old), tuple(new)
    if any(map(is_either, olds)) != any(map(is_either, news)):
        return False
    days = [sorted(amount for amount in side if _DATE.match(amount)) for side in (olds, news)]
    before, after = _by_dimension(olds), _by_dimension(news)
    return bool(before) and before == after and days[0] == days[1]


def is_same_amount(parts: Sequence[str], sides: Sequence[str]) -> bool:
    """Tell whether one amount alone is written otherwise: `1800 requests/60s` as `1800 requests/min`.

    Args:
        parts: what differs, from each side.
        sides: all that is said.

    >>> is_same_amount(["60 min", "an hour"], ["It lasts 60 min.", "It lasts an hour."])
    True
    """
    if len(parts) != 2 or any(part.count(" ") > _FEW for part in parts):  # noqa: PLR2004 - both sides
        return False
    old, new = map(amounts, sides)
    if old != new and are_equal(old, new):
        return True
    was, now = (_time(part, said) for part, said in zip(parts, sides, strict=True))
    return was is not None and was == now


def _time(part: str, said: str) -> float | None:
    """Return how long a time is, a number before its unit, or a unit behind its number; None for what is none."""
    match = _TIME_ALONE.fullmatch(part)
    if match is None or not part:
        return None
    if not match["unit"] and not re.search(rf"\b{re.escape(part)}[ -](?:{SPAN_UNITS})\b", said, re.IGNORECASE):
        return None
    if not match["number"] and not re.search(rf"\b(?:{_NUMBER})[ -]?{re.escape(part)}\b", said, re.IGNORECASE):
        return None
    unit, number = (match["unit"] or "s").casefold(), (match["number"] or "1").casefold()
    size = {"a": 1, "an": 1, **ONES}[number] if number.isalpha() else float(number)
    return size * _SECONDS[unit if unit in _SECONDS else unit.removesuffix("s")]


def amount_went(old: str, new: str) -> Direction:
    """Return which way the amount of one cell went; "" for money and times, and where they do not pair.

    So where one of them may be a thousand times as large; where both are written so, they went the same way.

    >>> amount_went("100", "50"), amount_went("60 request/minute", "2 request/second"), amount_went("30 s", "60 s")
    ('lowered', 'raised', '')
    """
    before, after = (
        _by_dimension((f"{amount} {_THING}" if _BARE.fullmatch(amount) else amount,)) for amount in (old, new)
    )
    if not before or before.keys() != after.keys() or _TIME in before or before == after:
        return ""
    if is_either(old) != is_either(new):
        return ""
    return "raised" if max(after.values()) > max(before.values()) else "lowered"


def is_time(amount: str) -> bool:
    """Tell whether an amount is a time, of which none can say whether more of it allows more: a pause, a window."""
    return _TIME in _by_dimension((amount,))


def _by_dimension(amounts: Iterable[str]) -> dict[str, list[float]]:
    """Return sizes by what they measure, smallest first; {} when one of them cannot be measured."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for amount in amounts:
        if _DATE.match(amount):
            continue
        match = _AMOUNT.match(amount)
        if match is None:
            return {}
        size, dimension = _measured(float(match[1]), match[2])
        if match[4]:
            if match[4] not in _SECONDS:
                return {}
            size /= float(match[3] or 1) * _SECONDS[match[4]]
            dimension = f"{dimension} a second"
        found[dimension].append(size)
    return {dimension: sorted(sizes) for dimension, sizes in found.items()}


def _measured(number: float, unit: str) -> tuple[float, str]:
    if unit in _SECONDS:
        return number * _SECONDS[unit], _TIME
    return (number * _BYTES[unit], "bytes") if unit in _BYTES else (number, unit)


def states_another_thing(before: str, after: str) -> bool:
    """Tell whether a text denies what it said, or says all that it said but for an amount or a name.

    Not where the amount is a limit that went up, nor where it is written in words.

    >>> states_another_thing("Not your own.", "Your own."), states_another_thing("Above 20 KB.", "Above 10 KB.")
    (True, True)
    >>> states_another_thing("Above 10 KB.", "Above 20 KB."), states_another_thing("Wait five days.", "Wait 5 days.")
    (False, False)
    """
    if is_contrary(before, after):
        return True
    old, new = (tuple(map(str.lower, spelled_words(said))) for said in (before, after))
    same = sum(last - first for is_same, first, last, *_ in stretches(old, new) if is_same)
    if same < _MOSTLY * max(len(old), len(new)):
        return False
    was, now = _stated(before), _stated(after)
    old_limit, new_limit = _as_limit(before), _as_limit(after)
    went_up = direction(old_limit, new_limit) == "raised" and not any(map(is_time, new_limit.amounts))
    return bool(was - now and now - was) and not went_up


def asks_no_more(before: str, after: str) -> bool:
    """Tell whether a text about a limit says most of what it said, with the same amounts or with more of each.

    >>> asks_no_more("The largest batch is 5 MB.", "The largest batch by far is 5 MB.")
    True
    >>> asks_no_more("The largest batch is 1 500 MB.", "The largest batch is 1 500 MB now.")
    True
    >>> asks_no_more("The largest batch is 9 500 MB.", "The largest batch is 1 500 MB now.")
    False
    >>> asks_no_more("The largest batch is 5 MB.", "At most 5 MB."), asks_no_more("9 calls an hour", "9 calls a day")
    (False, False)
    """
    was, now = _as_limit(before), _as_limit(after)
    old, new, same = _words_kept(before, after)
    is_said = same >= max(_MOSTLY * old, new / 2) and _units(was) == _units(now)
    if not was.amounts or not is_said or is_contrary(before, after):
        return False
    if has_digits_apart(before) or has_digits_apart(after):
        return [*filter(str.isdigit, before)] == [*filter(str.isdigit, after)]
    went_up = direction(was, now) == "raised" and not any(map(is_time, now.amounts))
    return was.amounts == now.amounts or went_up


def _words_kept(before: str, after: str) -> tuple[int, int, int]:
    """Count the words of both texts but for numbers, and those that stay."""
    old, new = (
        tuple(word for word in spelled_words(said.lower()) if not word[0].isdigit()) for said in (before, after)
    )
    return len(old), len(new), sum(last - first for is_same, first, last, *_ in stretches(old, new) if is_same)


def _units(limit: Notice) -> list[str]:
    return sorted(amount.lstrip("0123456789.") for amount in limit.amounts)


def _stated(said: str) -> frozenset[str]:
    return frozenset(word.strip(_AROUND).replace(",", "") for word in said.split() if _STATED.search(word))


def _as_limit(said: str) -> Notice:
    return Notice(at="", topic="rate-limit", text=said, amounts=amounts(said))
