r"""What a sentence claims of a field outright: default, range, that it is repeated, that a table lists its values.

Names and values in code stand between \x02 and \x03, as `statements.marked` writes them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.extract.words import claim_words
from driftwatch.extract.words.amount_words import PLAIN
from driftwatch.model.json_values import Json
from driftwatch.patterns import holds_any, lazy_regex

Aspect: TypeAlias = Literal["default", "bounds", "repeat", "enum", "values"]

_NAME: Final = r"\x02(?P<name>[A-Za-z_][\w.\[\]-]{0,80})\x03"
_NUMBER: Final = r"\x02?(-?\d{1,12}(?:\.\d{1,6})?)\x03?(?![\w%:-]|\.\d)"
_VALUE: Final = (
    r"(?:\x02(?P<code>[^\x02\x03]{1,60})\x03|(?P<number>-?\d{1,12}(?:\.\d{1,6})?(?![\w%:-]|\.\d))"
    r"|(?P<flag>true|false)\b)"
)
_CODE_VALUE: Final = r"\x02[^\x02\x03]{1,60}\x03"
_CODES: Final = rf"(?P<codes>{_CODE_VALUE}(?:(?:,| or|, or|,? and|\s?/) ?{_CODE_VALUE}){{1,30}})(?=\s*(?:[.;)]|$))"
"""Two values in code or more, after which nothing else follows."""
_PARTS: Final = {
    "CODES": _CODES,
    "OMITTED": claim_words.OMITTED,
    "NAME": _NAME,
    "VALUE": _VALUE,
    "NUMBER": _NUMBER,
    "SPANS": claim_words.SPANS,
    "COUNTED": claim_words.COUNTED,
    "OFTEN": claim_words.OFTEN,
    "TAKES": claim_words.TAKES,
    "TAKE": claim_words.TAKE,
    "LISTED": claim_words.LISTED,
}
_PART: Final = lazy_regex("|".join(_PARTS))
_BREAK: Final = lazy_regex(r"\s{1,8}")


class _Wordings(Struct, frozen=True):
    """How one thing is said, and words of which whatever says it has one."""

    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]


def _compiled(words: tuple[str, ...], patterns: Iterable[str]) -> _Wordings:
    filled = (_PART.sub(lambda part: _PARTS[part[0]], pattern) for pattern in patterns)
    return _Wordings(words, tuple(lazy_regex(pattern, re.IGNORECASE) for pattern in filled))


_DEFAULTS: Final = _compiled(claim_words.OF_DEFAULTS, claim_words.DEFAULTS)
_VALUES: Final = _compiled(claim_words.OF_VALUES, claim_words.VALUES)
_IN_LETTERS: Final = lazy_regex(r"YY|MM.?DD|HH.?mm")
"""How a form of dates is written, which is no value."""
_OF_CODE: Final = lazy_regex(r"\x02([^\x02\x03]{1,60})\x03")
_IF_OMITTED: Final = lazy_regex(claim_words.IF_OMITTED, re.IGNORECASE)
_RANGES: Final = _compiled(claim_words.OF_RANGES, claim_words.RANGES)
_MOST: Final = _compiled(claim_words.OF_MOST, claim_words.MOST)
_LEAST: Final = _compiled(claim_words.OF_LEAST, claim_words.LEAST)
_REPEATS: Final = _compiled(claim_words.OF_REPEATS, claim_words.REPEATS)
_FROM_TABLE: Final = _compiled(claim_words.OF_TABLES, claim_words.FROM_TABLE)
_JOINED: Final = lazy_regex(claim_words.JOINED, re.IGNORECASE)
_MEASURED: Final = lazy_regex(
    rf"\s?({'|'.join(map(re.escape, sorted(PLAIN, key=len, reverse=True)))})\b", re.IGNORECASE
)
"""A unit behind a bound: the field may be counted in another."""
_CONDITION: Final = lazy_regex(claim_words.CONDITIONS, re.IGNORECASE)
_DENIAL: Final = lazy_regex(claim_words.DENIALS, re.IGNORECASE)
_DESCRIBED_DEFAULTS: Final = _compiled(claim_words.OF_DEFAULTS, claim_words.DESCRIBED_DEFAULTS)
_CODE: Final = lazy_regex(r"`([^`\n]{1,60})`")
_SENTENCE: Final = lazy_regex(r"(?<=[.!?])\s+|\n+")
_LONGEST: Final = 4_000
_DESCRIBED_REPEAT: Final = lazy_regex(claim_words.DESCRIBED_REPEATS, re.IGNORECASE)


class Claimed(Struct, frozen=True):
    """A field by its bare name, and what is claimed of it; `says` is null where a table of the page says it."""

    name: str
    aspect: Aspect
    says: Json


def claimed_in(sentence: str) -> Iterator[Claimed]:
    r"""Yield what a sentence claims; one with a condition claims nothing, and one that denies offers nothing.

    >>> [(one.aspect, one.says) for one in claimed_in("\x02n\x03 must be between 1 and 10")]
    [('bounds', {'minimum': 1, 'maximum': 10})]
    """
    if "\x02" not in sentence:
        return
    said = _BREAK.sub(" ", sentence)
    yield from _of_values(said)
    offered = (
        *(Claimed(match["name"], "repeat", "array") for match in _first(_REPEATS, said)),
        *(Claimed(match["name"], "enum", None) for match in _first(_FROM_TABLE, said)),
    )
    if offered and not _DENIAL.search(said):
        yield from offered


def described_default(description: str) -> str | None:
    """Return the default that a field's description says outright; None for none, a condition, or one with a unit.

    >>> described_default("How many. Defaults to `5`."), described_default("Defaults to 5 when `a` is set")
    ('5', None)
    """
    marked = _CODE.sub("\x02\\1\x03", description[:_LONGEST])
    for sentence in _SENTENCE.split(marked):
        for match in _first(_DESCRIBED_DEFAULTS, sentence, named=False):
            if not _CONDITION.search(sentence) and not _MEASURED.match(sentence, match.end()):
                return (match["code"] or match["number"] or match["flag"]).strip("\"' ")
    return None


def is_described_as_repeated(description: str) -> bool:
    """Tell whether the description of a field says that the field is repeated."""
    said = (sentence for sentence in _SENTENCE.split(description[:_LONGEST]) if _DESCRIBED_REPEAT.search(sentence))
    return any(not _DENIAL.search(sentence) for sentence in said)


def is_one_of_several(before: str) -> bool:
    """Tell whether a name is named together with others, by what stands before it: "at least one of `a` or" it."""
    return _JOINED.search(before) is not None


def _of_values(said: str) -> Iterator[Claimed]:
    always = _IF_OMITTED.sub("", said) if "default" in said else said
    for match in _first(_DEFAULTS, always):
        if not _CONDITION.search(always.replace(match[0], " ")):
            value = match["code"] or match["number"] or match["flag"]
            yield Claimed(match["name"], "default", value.strip("\"' "))
    yield from _listed(said)
    for wordings, names in ((_RANGES, ("minimum", "maximum")), (_MOST, ("maximum",)), (_LEAST, ("minimum",))):
        for match in _first(wordings, said):
            if not _CONDITION.search(said.replace(match[0], " ")) and not _is_of_another_unit(match):
                numbers = (_number(text) for text in match.groups()[1:])
                yield Claimed(match["name"], "bounds", dict(zip(names, numbers, strict=True)))


def _listed(said: str) -> Iterator[Claimed]:
    for match in _first(_VALUES, said):
        if not _CONDITION.search(said.replace(match[0], " ")) and not _DENIAL.search(said):
            listed = [value.strip("\"' ") for value in _OF_CODE.findall(match["codes"])]
            if not any(value.lower() in claim_words.TYPES or _IN_LETTERS.search(value) for value in listed):
                yield Claimed(match["name"], "values", [*listed])


def _first(wordings: _Wordings, said: str, *, named: bool = True) -> Iterator[re.Match[str]]:
    """Yield the first match of any of the patterns, unless its name is one of several."""
    if not holds_any(said.lower(), wordings.words):
        return
    found = (match for pattern in wordings.patterns if (match := pattern.search(said)))
    match = next(found, None)
    if match is not None and not (named and is_one_of_several(said[: match.start()])):
        yield match


def _is_of_another_unit(match: re.Match[str]) -> bool:
    """Tell whether a bound has a unit that the field's name does not have: `waitFor` in seconds."""
    unit = _MEASURED.match(match.string, match.end())
    return unit is not None and unit[1].lower().rstrip("s") not in match["name"].lower()


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
