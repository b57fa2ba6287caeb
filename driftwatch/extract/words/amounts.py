"""Quantities in prose, with their units brought to one form."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, TypeAlias

from driftwatch.extract.words import amount_words
from driftwatch.extract.words.amount_words import (
    CJK_FACTORS,
    CJK_MONEY,
    CJK_ONES,
    CJK_PLAIN,
    CJK_SPANS,
    CJK_THINGS,
    FACTORS,
    HUNDREDS,
    MONEY,
    ONES,
    PLAIN,
    SHORT,
    SPANS,
    THINGS,
)
from driftwatch.patterns import lazy_regex

_Reading: TypeAlias = Callable[[re.Match[str]], tuple[str, int]]
"""Says an amount, and where the text goes on behind it."""

_LONGEST: Final = 4_000
_LONGEST_CELL: Final = 60
_FIGURE: Final = lazy_regex(r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,8})?")
_TEN: Final = 10
# All patterns here match lower case and are searched in texts in lower case: in alternatives of a pattern that ignores
# case the first letter rules nothing out, which made half of the time that is spent here.
_NUMBER: Final = r"(?<![^\W\u2e80-\u9fff])(?<![.,])(\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?)"
"""A number that is no part of a name; Chinese has no space before it."""


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(item) for item in sorted(words, key=len, reverse=True))


_MONEY_AFTER: Final = tuple(word for word in MONEY if word not in ("$", "us$"))
_PER: Final = rf"(?:/\s?|(?:{_choice(word for word in amount_words.PER if word != '/')})\s)"
"""A word stands apart from what is counted by: `and` is no `an` day."""
_MAGNITUDE: Final = rf"(?:\s?({_choice(FACTORS)})(?=[\s.]))?"
_RATE: Final = (
    rf"{_NUMBER}{_MAGNITUDE}\s(?:({_choice(amount_words.TOGETHER)})\s)?(?:(?:{_choice(amount_words.BETWEEN)})\s)?"
    rf"({_choice(THINGS)})(?![\w-])"
    rf"(?:\s?{_PER}(\d{{1,6}}\s?)?({_choice(SPANS)})(?!\w| tok| char))?"
)
_ABBREVIATED: Final = rf"{_NUMBER}{_MAGNITUDE}\s?({_choice(SHORT)})(?!\w)"
_BARE: Final = rf"{_NUMBER}\s?[-]?({_choice(PLAIN)})(?![\w/])"
_PRICE: Final = rf"(?<![\w$])({_choice(amount_words.SIGNS)})\s?(\d{{1,12}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,8}})?)"
_PRICE_AFTER: Final = rf"{_NUMBER}\s?({_choice(_MONEY_AFTER)})(?!\w)"
_EACH: Final = (
    rf"\s?(?:{_PER}|(?:за каждый|за каждую)\s)(1k|1m|m|k|million|thousand|1,000|1,000,000)?\s?(?:input |output )?"
    rf"({_choice(THINGS)}|{_choice(SPANS)})(?!\w)"
)
_CJK_NUMBER: Final = rf"{_NUMBER}\s?({_choice(CJK_FACTORS)})?\s?"
_CJK_EACH: Final = (
    rf"(?:每(?:个)?|(?=\S{{1,4}}(?:あたり|当たり|につき|당)))1?({_choice(CJK_SPANS)})(?:あたり|当たり|につき|당)?"
    rf"[^\d。；;.]{{0,8}}?{_CJK_NUMBER}(?:(?:次|个|条|张|回|件|회|건|번)\s?({_choice(CJK_THINGS)})?"
    rf"|({_choice(CJK_THINGS)}))"
)
"""每分钟最多 60 次请求, 1分あたり最大60リクエスト, 분당 최대 60회: the span comes first."""
_CJK_RATE: Final = (
    rf"{_CJK_NUMBER}(?:(?:次|个|条|张|回|件)\s?({_choice(CJK_THINGS)})?|({_choice(CJK_THINGS)}))\s?(?:/|每)\s?"
    rf"({_choice(CJK_SPANS)})"
)
_CJK_PRICE: Final = (
    rf"(?:每\s?(?:次|个|张|条)?\s?({_choice(CJK_THINGS)}|次)[^\d。；;.]{{0,6}}?)?{_CJK_NUMBER}({_choice(CJK_MONEY)})"
    rf"(?:\s?(?:/|每)\s?(?:次|个|张|条)?\s?({_choice(CJK_THINGS)}|次))?"
)
_CJK_TOGETHER: Final = (
    rf"{_CJK_NUMBER}(?:个|条|路)?\s?(?:并发|同时)(?:的|进行的)?\s?({_choice(CJK_THINGS)})?"
    rf"|(?:并发|[最至]多可?同时|同时[最至]多)({_choice(CJK_THINGS)})?[^\d。；;.，,]{{0,8}}?{_CJK_NUMBER}"
    rf"(?![\d.])(?!\s?(?:{_choice(CJK_PLAIN)}))(?:个|条|路|次)?(?:{_choice(CJK_THINGS)})?"
)
"""最多 5 个并发请求, and 并发请求数上限为 5."""
_CJK_BARE: Final = rf"{_CJK_NUMBER}({_choice(CJK_PLAIN)})"
_DIGITS_APART: Final = lazy_regex(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))")
_DECIMAL_COMMA: Final = lazy_regex(r"(?<=\d),(?=\d{1,2}(?!\d))")
_CYRILLIC: Final = lazy_regex("[\u0400-\u04ff]")
_GROUPS: Final = lazy_regex(
    r"(?<!\d)\d{1,3}(?:[ \u00a0\u2009\u202f'\u2019]\d{3})+(?!\d)|(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\w,]|\.\d)"
)
"""What may be one number, as most languages but English write it, `10 500`, `10.500`, or two: `code 429 100 times`."""
_EITHER: Final = lazy_regex(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")
"""A number that is a thousand times larger in one language than in another one: nothing on most pages tells which."""
_WRITTEN: Final = lazy_regex(r"(?:([A-Z]{3}) )?(\d+)(\.\d+)?(?: ([A-Za-z%][A-Za-z %]*?))?(?:/(?:(\d+) )?([A-Za-z]+))?")
_NAME: Final = lazy_regex(r"(?:concurrent )?[a-z]{3,}")
_SHORTENED: Final = frozenset({"min"})
_TENS: Final = [word for word, number in ONES.items() if number >= _TEN * 2 and word.isascii()]
_DIGIT: Final = lazy_regex(r"[0-9]")
_SPELLED: Final = (
    rf"(?<![\w-])(?:({_choice(_TENS)})[- ])?({_choice(ONES)})(?:\s({_choice(HUNDREDS)}))?(?!-?\w)"
    rf"(?=[\s-](?!of\b|or\b|more\b)\w)"
)
_NUMBER_WORDS: Final = frozenset(word for word in ONES if word.isascii())
_APART: Final = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "_"}
_UNITS: Final = (*FACTORS, *THINGS, *SHORT, *PLAIN, *_MONEY_AFTER, *amount_words.TOGETHER, *amount_words.BETWEEN)
_START: Final = lazy_regex(
    r"\d(?<![^\W\u2e80-\u9fff]\d)(?<![.,]\d)(?=(?>\d{0,11}(?:,\d{3}){0,4}(?:\.\d{1,6})?)"
    rf"\s?(?:\d|-?[{re.escape(''.join(sorted({word[0] for word in _UNITS})))}]))"
)
"""Where a `_NUMBER` can begin whose next word begins as a unit does, which most do not.

A search for one digit goes through a text ten times as fast as one for a number.
"""
_CJK_SPELLED: Final = lazy_regex(
    rf"(?<![\u2e80-\u9fff])?([{''.join(CJK_ONES)}])(?=次|个|秒|分钟|小时|天|周|条|张|百|千|万)"
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: compiling all units took a fifth of the start."""
    return re.compile(pattern)


@lru_cache(maxsize=256)  # each reader of a sentence asks for them
def amounts(text: str) -> tuple[str, ...]:
    """Return the quantities of a statement with their units, each once, sorted.

    >>> amounts("Up to 60 requests per minute, $10 minimum, files of 10 MB, within 30 seconds")
    ('10 MB', '30 s', '60 request/minute', 'USD 10')
    """
    rest = in_digits(text[:_LONGEST].lower())
    if not _has_digit(rest):
        return ()
    found: set[str] = set()
    starts: list[int] | None = None
    for pattern, reading in _readings_of(rest):
        if starts is None and pattern in _NUMBER_FIRST:
            starts = _starts(rest)
        left = _take(_matches(pattern, rest, starts), reading, rest, found=found)
        if left is not rest:
            rest, starts = left, None
    return tuple(sorted(found))


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None if text.isascii() else any(map(str.isdigit, text))


def has_digits_apart(text: str) -> bool:
    """Tell whether the amounts of a text may be parts of larger ones: only some digits of those are read.

    >>> has_digits_apart("Up to 10 500 requests per day"), has_digits_apart("In 2026 500 requests per day")
    (True, False)
    >>> has_digits_apart("Bis zu 10.500 Anfragen pro Tag"), has_digits_apart("v1.100 takes 0.125 s")
    (True, False)
    """
    return _GROUPS.search(in_digits(text.lower())) is not None


def is_either(amount: str) -> bool:
    """Tell whether an amount may be a thousand times as large: its digits stand as the page has them.

    >>> [is_either(said) for said in ("10.000 request/day", "USD 1.250", "0.125 s", "10.5 MB", "10 request/1.500 day")]
    [True, True, False, False, True]
    """
    return _EITHER.search(amount) is not None


def both_readings(amount: str) -> tuple[str, ...]:
    """Return an amount in all ways in which it may be meant.

    >>> both_readings("10.000 request/day"), both_readings("1.250 s"), both_readings("5 MB")
    (('10.000 request/day', '10 request/day', '10000 request/day'), ('1.250 s', '1.25 s', '1250 s'), ('5 MB',))
    """
    if not is_either(amount):
        return (amount,)
    whole = _EITHER.sub(lambda match: match[0].replace(".", ""), amount)
    return amount, _EITHER.sub(lambda match: match[0].rstrip("0").rstrip("."), amount), whole


def joined_amounts(text: str) -> tuple[str, ...]:
    """Return what `amounts` does where digits that stand apart are one number.

    A page may have meant two of them: these tell only whether two texts state the same.

    >>> joined_amounts("Up to 10 500 requests per day, 5 MB")
    ('10500 request/day', '5 MB')
    """
    joined = _GROUPS.sub(lambda match: "".join(filter(str.isdigit, match[0])), in_digits(text.lower()))
    return amounts(joined)


def amount_in_words(amount: str) -> str:
    """Write an amount as a reader says it.

    >>> amount_in_words("1 request/minute"), amount_in_words("60 concurrent request"), amount_in_words("10 MB")
    ('1 request per minute', '60 concurrent requests', '10 MB')
    >>> amount_in_words("USD 0.5/1000000 token"), amount_in_words("50 request/10 second"), amount_in_words("2026-10-01")
    ('USD 0.5 per 1,000,000 tokens', '50 requests per 10 seconds', '2026-10-01')
    """
    match = _WRITTEN.fullmatch(amount)
    if match is None:
        return amount
    currency, whole, part, unit, each, span = match.groups()
    number = f"{int(whole):,}{part or ''}"
    said = " ".join(filter(None, (currency, number, unit and _counted(unit, one=number == "1"))))
    if span is None:
        return said
    return f"{said} per {int(each):,} {_counted(span, one=False)}" if each else f"{said} per {span}"


def _counted(unit: str, *, one: bool) -> str:
    return unit if one or unit in _SHORTENED or not _NAME.fullmatch(unit) else f"{unit}s"


def rates(text: str) -> tuple[str, ...]:
    """Return those amounts that can be a rate or concurrency limit: `60 request/minute`, `5 concurrent request`."""
    return tuple(item for item in amounts(text) if item[0].isdigit() and ("/" in item or " concurrent " in item))


def whole_amount(text: str) -> str:
    """Return the amount that a text is, "" when it says anything else.

    >>> whole_amount("1,000"), whole_amount("0.50 USD"), whole_amount("60 req/min"), whole_amount("60 for each key")
    ('1000', 'USD 0.5', '60 request/minute', '')
    """
    plain = " ".join(text.lower().split())
    if _FIGURE.fullmatch(plain):
        return _figure(plain)
    found: set[str] = set()
    for pattern, reading in _readings_of(plain) if len(plain) <= _LONGEST_CELL else ():
        rest = _take(_matches(pattern, plain), reading, plain, found=found)
        if found:
            return found.pop() if len(found) == 1 and not rest.strip(" ;") else ""
    return ""


def _take(matches: Iterable[re.Match[str]], reading: _Reading, text: str, *, found: set[str]) -> str:
    """Add what is read in the matches to `found`, and return the text without it: the same one without any."""
    kept: list[str] = []
    end = 0
    for match in matches:
        if match.start() < end:
            continue
        said, upto = reading(match)
        found.add(said)
        kept.append(text[end : match.start()])
        end = upto
    return " ; ".join([*kept, text[end:]]) if kept else text


def _matches(pattern: str, text: str, starts: Sequence[int] | None = None) -> Iterator[re.Match[str]]:
    """Yield what `finditer` does: of what begins with a number only those places are tried where one begins.

    Without such a place nothing is compiled; `starts` names them where they are known.
    """
    if pattern not in _NUMBER_FIRST:
        return _compiled(pattern).finditer(text)
    starts = _starts(text) if starts is None else starts
    return _from_numbers(pattern, text, starts) if starts else iter(())


def _starts(text: str) -> list[int]:
    return [start.start() for start in _START.finditer(text)]


def _from_numbers(pattern: str, text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    match_at, end = _compiled(pattern).match, 0
    for start in starts:
        if start >= end and (match := match_at(text, start)) is not None:
            yield match
            end = match.end()


def _price(match: re.Match[str]) -> tuple[str, int]:
    return _per_unit(match, f"{MONEY[match[1].strip()]} {_figure(match[2])}")


def _price_after(match: re.Match[str]) -> tuple[str, int]:
    return _per_unit(match, f"{MONEY[match[2]]} {_figure(match[1])}")


def _per_unit(match: re.Match[str], said: str) -> tuple[str, int]:
    each = _compiled(_EACH).match(match.string, match.end())
    if each is None:
        return said, match.end()
    unit = THINGS.get(each[2]) or SPANS[each[2]]
    factor = FACTORS.get((each[1] or "").replace(",000,000", "m").replace(",000", "k"))
    return f"{said}/{factor} {unit}" if factor else f"{said}/{unit}", each.end()


def _rate(match: re.Match[str]) -> tuple[str, int]:
    said = f"{_figure(match[1], match[2])} "
    if match[3]:
        said += "concurrent "
    said += THINGS[match[4]]
    if match[6]:
        said += f"/{match[5].strip()} " if match[5] and match[5].strip() != "1" else "/"
        said += SPANS[match[6]]
    return said, match.end()


def _short(match: re.Match[str]) -> tuple[str, int]:
    return f"{_figure(match[1], match[2])} {SHORT[match[3]]}", match.end()


def _bare(match: re.Match[str]) -> tuple[str, int]:
    return f"{_figure(match[1])} {PLAIN[match[2]]}", match.end()


def _cjk_each(match: re.Match[str]) -> tuple[str, int]:
    thing = CJK_THINGS[(match[4] or match[5] or "请求")]
    return f"{_cjk_figure(match[2], match[3])} {thing}/{CJK_SPANS[match[1]]}", match.end()


def _cjk_rate(match: re.Match[str]) -> tuple[str, int]:
    thing = CJK_THINGS[(match[3] or match[4] or "请求")]
    return f"{_cjk_figure(match[1], match[2])} {thing}/{CJK_SPANS[match[5]]}", match.end()


def _cjk_price(match: re.Match[str]) -> tuple[str, int]:
    said = f"{CJK_MONEY[match[4]]} {_cjk_figure(match[2], match[3])}"
    each = match[1] or match[5]
    return (f"{said}/{CJK_THINGS.get(each, 'request')}" if each else said), match.end()


def _cjk_together(match: re.Match[str]) -> tuple[str, int]:
    thing = CJK_THINGS[(match[3] or match[4] or "请求")]
    number = _cjk_figure(match[1], match[2]) if match[1] else _cjk_figure(match[5], match[6])
    return f"{number} concurrent {thing}", match.end()


def _cjk_bare(match: re.Match[str]) -> tuple[str, int]:
    return f"{_cjk_figure(match[1], match[2])} {CJK_PLAIN[match[3]]}", match.end()


def _cjk_figure(digits: str, factor: str | None) -> str:
    whole, _, part = digits.replace(",", "").partition(".")
    if not factor:
        return _figure(digits)
    scale = len(part)
    return _figure(str(int(whole + part) * CJK_FACTORS[factor] // 10**scale))


def in_digits(text: str) -> str:
    """Write the spelled numbers of a text in lower case in digits, and those of Russian as English writes them."""
    is_ascii = text.isascii()
    if not is_ascii and _CYRILLIC.search(text):
        text = _DECIMAL_COMMA.sub(".", _DIGITS_APART.sub("", text))
    if not is_ascii or not _NUMBER_WORDS.isdisjoint(text.translate(_APART).split()):
        text = _compiled(_SPELLED).sub(_spelled, text)
    return text if is_ascii else _CJK_SPELLED.sub(lambda match: str(CJK_ONES[match[1]]), text)


def _spelled(match: re.Match[str]) -> str:
    number = (ONES[match[1]] if match[1] else 0) + ONES[match[2]]
    return str(number * HUNDREDS.get(match[3] or "", 1))


def _figure(digits: str, magnitude: str | None = None) -> str:
    """Write a number without thousands separators and trailing zeros; one that may be meant either way as it stands."""
    if not magnitude and _EITHER.fullmatch(digits):
        return digits
    whole, _, part = digits.replace(",", "").partition(".")
    factor = FACTORS.get(magnitude or "")
    if factor:
        zeros = len(str(factor)) - 1
        part = part.ljust(zeros, "0")
        whole, part = whole + part[:zeros], part[zeros:]
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    return f"{whole}.{part}" if part else whole


_READINGS: Final[tuple[tuple[str, _Reading], ...]] = (
    (_CJK_PRICE, _cjk_price),
    (_PRICE, _price),
    (_PRICE_AFTER, _price_after),
    (_CJK_EACH, _cjk_each),
    (_CJK_RATE, _cjk_rate),
    (_CJK_TOGETHER, _cjk_together),
    (_RATE, _rate),
    (_ABBREVIATED, _short),
    (_CJK_BARE, _cjk_bare),
    (_BARE, _bare),
)
_NUMBER_FIRST: Final = frozenset((_PRICE_AFTER, _RATE, _ABBREVIATED, _BARE))
_CJK: Final = frozenset({_CJK_PRICE, _CJK_EACH, _CJK_RATE, _CJK_TOGETHER, _CJK_BARE})
_OF_ASCII: Final = tuple(each for each in _READINGS if each[0] not in _CJK)
"""Each of the others has a Chinese sign in all that it matches."""


def _readings_of(text: str) -> Sequence[tuple[str, _Reading]]:
    return _OF_ASCII if text.isascii() else _READINGS
