"""Quantities in prose, with their units brought to one form."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

_Reading: TypeAlias = Callable[[re.Match[str]], tuple[str, int]]
"""Says an amount, and where the text goes on behind it."""

_LONGEST = 4_000
_NUMBER = r"(?<![\w.,])(\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?)"
_MAGNITUDE = r"\s?(k|thousand|million|mln|m)?"

_THINGS: Final = {
    **dict.fromkeys(("request", "requests", "req", "reqs", "call", "calls", "query", "queries", "api call"), "request"),
    **dict.fromkeys(("token", "tokens", "tok"), "token"),
    **dict.fromkeys(("image", "images"), "image"),
    **dict.fromkeys(("video", "videos"), "video"),
    **dict.fromkeys(("message", "messages"), "message"),
    **dict.fromkeys(("connection", "connections"), "connection"),
    **dict.fromkeys(("task", "tasks", "job", "jobs"), "task"),
    **dict.fromkeys(("file", "files"), "file"),
    **dict.fromkeys(("credit", "credits"), "credit"),
    **dict.fromkeys(("user", "users"), "user"),
    **dict.fromkeys(("key", "keys"), "key"),
    **dict.fromkeys(("generation", "generations"), "generation"),
}
_SPANS: Final = {
    **dict.fromkeys(("second", "seconds", "sec", "s"), "second"),
    **dict.fromkeys(("minute", "minutes", "min", "m"), "minute"),
    **dict.fromkeys(("hour", "hours", "hr", "h"), "hour"),
    **dict.fromkeys(("day", "days", "d"), "day"),
    **dict.fromkeys(("week", "weeks"), "week"),
    **dict.fromkeys(("month", "months", "mo"), "month"),
    **dict.fromkeys(("year", "years"), "year"),
}
_SHORT: Final = {
    "rpm": "request/minute", "rps": "request/second", "rpd": "request/day", "rph": "request/hour",
    "tpm": "token/minute", "tpd": "token/day", "qps": "request/second", "qpm": "request/minute", "ipm": "image/minute",
}  # fmt: skip
_PLAIN: Final = {
    "ms": "ms", "millisecond": "ms", "milliseconds": "ms", "s": "s", "sec": "s", "second": "s", "seconds": "s",
    "min": "min", "minute": "min", "minutes": "min", "h": "h", "hr": "h", "hour": "h", "hours": "h", "day": "day",
    "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
    "year": "year", "years": "year", "b": "B", "bytes": "B", "kb": "KB", "mb": "MB", "gb": "GB",
    "tb": "TB", "kib": "KiB", "mib": "MiB", "gib": "GiB", "%": "%", "percent": "%",
}  # fmt: skip
_MONEY: Final = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR",
    "euros": "EUR", "£": "GBP", "gbp": "GBP", "¥": "CNY", "￥": "CNY", "cny": "CNY", "rmb": "CNY", "yuan": "CNY",
}  # fmt: skip


def _choice(words: dict[str, str]) -> str:
    return "|".join(re.escape(item) for item in sorted(words, key=len, reverse=True))


_RATE = re.compile(
    rf"{_NUMBER}{_MAGNITUDE}\s(?:(concurrent|parallel|simultaneous)\s)?(?:(?:api|input|output|http|new)\s)?"
    rf"({_choice(_THINGS)})(?![\w-])"
    rf"(?:\s?(?:per|/|every|each|an?)\s?(\d{{1,6}}\s?)?({_choice(_SPANS)})(?!\w| tok| char))?",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(rf"{_NUMBER}{_MAGNITUDE}\s?({_choice(_SHORT)})(?!\w)", re.IGNORECASE)
_BARE = re.compile(rf"{_NUMBER}\s?[-]?({_choice(_PLAIN)})(?![\w/])", re.IGNORECASE)
_PRICE = re.compile(
    r"(?<![\w$])(us\$|\$|€|£|¥|￥|usd\s|eur\s|cny\s)\s?(\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,8})?)", re.IGNORECASE
)
_PRICE_AFTER = re.compile(rf"{_NUMBER}\s?(usd|eur|gbp|cny|rmb|dollars?|euros?|yuan)(?!\w)", re.IGNORECASE)
_EACH = re.compile(
    rf"\s?(?:per|/|each|an?)\s?(1k|1m|m|k|million|thousand|1,000|1,000,000)?\s?(?:input |output )?"
    rf"({_choice(_THINGS)}|{_choice(_SPANS)})(?!\w)",
    re.IGNORECASE,
)
_FACTOR: Final = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "1k": 1_000,
    "1m": 1_000_000,
}


@lru_cache(maxsize=256)  # each reader of a sentence asks for them
def amounts(text: str) -> tuple[str, ...]:
    """Return the quantities of a statement with their units, each once, sorted.

    >>> amounts("Up to 60 requests per minute, $10 minimum, files of 10 MB, within 30 seconds")
    ('10 MB', '30 s', '60 request/minute', 'USD 10')
    """
    if not any(char.isdigit() for char in text[:_LONGEST]):
        return ()
    rest = text[:_LONGEST]
    found: set[str] = set()
    for pattern, reading in _READINGS:
        rest = _take(pattern, reading, rest, found=found)
    return tuple(sorted(found))


def rates(text: str) -> tuple[str, ...]:
    """Return those amounts that can be a rate or concurrency limit: `60 request/minute`, `5 concurrent request`."""
    return tuple(item for item in amounts(text) if item[0].isdigit() and ("/" in item or " concurrent " in item))


def _take(pattern: re.Pattern[str], reading: _Reading, text: str, *, found: set[str]) -> str:
    """Add what the pattern reads to `found`, and return the text without it."""
    kept: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        if match.start() < end:
            continue
        said, upto = reading(match)
        found.add(said)
        kept.append(text[end : match.start()])
        end = upto
    kept.append(text[end:])
    return " ; ".join(kept)


def _price(match: re.Match[str]) -> tuple[str, int]:
    return _per_unit(match, f"{_MONEY[match[1].strip().lower()]} {_figure(match[2])}")


def _price_after(match: re.Match[str]) -> tuple[str, int]:
    return _per_unit(match, f"{_MONEY[match[2].lower()]} {_figure(match[1])}")


def _per_unit(match: re.Match[str], said: str) -> tuple[str, int]:
    each = _EACH.match(match.string, match.end())
    if each is None:
        return said, match.end()
    unit = _THINGS.get(each[2].lower()) or _SPANS[each[2].lower()]
    factor = _FACTOR.get((each[1] or "").lower().replace(",000,000", "m").replace(",000", "k"))
    return f"{said}/{factor} {unit}" if factor else f"{said}/{unit}", each.end()


def _rate(match: re.Match[str]) -> tuple[str, int]:
    said = f"{_figure(match[1], match[2])} "
    if match[3]:
        said += "concurrent "
    said += _THINGS[match[4].lower()]
    if match[6]:
        said += f"/{match[5].strip()} " if match[5] and match[5].strip() != "1" else "/"
        said += _SPANS[match[6].lower()]
    return said, match.end()


def _short(match: re.Match[str]) -> tuple[str, int]:
    return f"{_figure(match[1], match[2])} {_SHORT[match[3].lower()]}", match.end()


def _bare(match: re.Match[str]) -> tuple[str, int]:
    return f"{_figure(match[1])} {_PLAIN[match[2].lower()]}", match.end()


def _figure(digits: str, magnitude: str | None = None) -> str:
    """Write a number without thousands separators and trailing zeros."""
    whole, _, part = digits.replace(",", "").partition(".")
    factor = _FACTOR.get((magnitude or "").lower())
    if factor:
        zeros = len(str(factor)) - 1
        part = part.ljust(zeros, "0")
        whole, part = whole + part[:zeros], part[zeros:]
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    return f"{whole}.{part}" if part else whole


_READINGS: Final[tuple[tuple[re.Pattern[str], _Reading], ...]] = (
    (_PRICE, _price),
    (_PRICE_AFTER, _price_after),
    (_RATE, _rate),
    (_ABBREVIATED, _short),
    (_BARE, _bare),
)
