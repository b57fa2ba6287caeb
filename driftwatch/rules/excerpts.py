"""What a page says, before and now, in one sentence: the line that matters most, cut around the words that differ."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Final, TypeAlias

from driftwatch.alignment import stretches
from driftwatch.model.change import Change
from driftwatch.model.json_values import Json

_AROUND: Final = 6
"""Words that are shown on either side of what differs."""
_MOST: Final = 40
"""Words of one excerpt: a line of mail, twice."""


_Pair: TypeAlias = tuple[Json, Json]
_MORE: Final[Mapping[str, str]] = {
    "page.row.added": "there is a row more",
    "page.row.removed": "a row is gone",
}
"""What is said of rows that came or went, before one of them is shown."""
_TELLS: Final[Mapping[str, str]] = {"row": "a row", "head": "the head of a table", "page": "the page"}
_BETWEEN: Final = " · "
"""Between the key of a row and its cells."""


def excerpt(change: Change, quoted: Callable[[str], str]) -> str:
    """Say how the line that matters most reads, and how many more differ: "says `b`, before `a`, and 2 more lines".

    Args:
        change: of a page's words; its sides are the lines before and after, side by side.
        quoted: puts text from outside in backticks.
    """
    old, new, more = _first(change)
    if old and new:
        return f"says {quoted(new)}, before {quoted(old)}{more}"
    return f"now says {quoted(new)}{more}" if new else f"no longer says {quoted(old)}{more}"


def of_rows(change: Change, quoted: Callable[[str], str]) -> str:
    """Say how a row differs, or the sentence beside it that matters more: "a row says `b`, before `a`".

    Args:
        change: of rows, and what stands around them; its sides are the lines before and after, side by side.
        quoted: puts text from outside in backticks.
    """
    kind = change.headline.of if change.headline else "row"
    more = _MORE.get(change.kind)
    if more is None:
        return f"{_TELLS[kind]} {excerpt(change, quoted)}"
    return f"{more}{', and' if kind == 'page' else ':'} the page {excerpt(change, quoted)}"


def of_section(change: Change, quoted: Callable[[str], str]) -> str:
    """Say what a section says that came or went: nothing where that is its heading alone, which names it anyway."""
    pairs = list(zip_longest(_lines(change.before), _lines(change.after)))
    is_named = len(pairs) == 1 and _is_heading(change, pairs[0])
    return "" if is_named else f": the page {excerpt(change, quoted)}"


def _first(change: Change) -> tuple[str, str, str]:
    befores, afters = _lines(change.before), _lines(change.after)
    pairs = list(zip_longest(befores, afters)) or [(None, None)]
    old, new = _around(*pairs[change.headline.line if change.headline else 0])
    if change.kind.startswith("page.section") and len(pairs) > 1 and _is_heading(change, pairs[0]):
        pairs = pairs[1:]  # it is named anyway
    rest = len(pairs) - 1
    more = "" if not rest else f", and {rest} more line{'' if rest == 1 else 's'}"
    return old, new, more


def _is_heading(change: Change, pair: _Pair) -> bool:
    """Tell whether it is the heading of the section: that of a call is told with the call, and not among its lines."""
    return any(isinstance(side, str) and (change.name or "").endswith(side) for side in pair)


def _lines(value: object) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else []


def _around(old: Json, new: Json) -> tuple[str, str]:
    """Cut both sides around what differs; the key of a row stays."""
    keys = [side.partition(_BETWEEN)[0] if isinstance(side, str) and _BETWEEN in side else "" for side in (old, new)]
    if keys[0] and keys[0] == keys[1]:
        before, after = _around(str(old).partition(_BETWEEN)[2], str(new).partition(_BETWEEN)[2])
        return f"{keys[0]}{_BETWEEN}{before}", f"{keys[0]}{_BETWEEN}{after}"
    one = old.split() if isinstance(old, str) else []
    other = new.split() if isinstance(new, str) else []
    if not one or not other:
        return _cut(one, 0, _MOST), _cut(other, 0, _MOST)
    codes = [stretch for stretch in stretches(one, other) if not stretch[0]]
    if not codes:
        return _cut(one, 0, _MOST), _cut(other, 0, _MOST)
    first, last = codes[0], codes[-1]
    return (
        _cut(one, first[1] - _AROUND, min(last[2] + _AROUND, first[1] - _AROUND + _MOST)),
        _cut(other, first[3] - _AROUND, min(last[4] + _AROUND, first[3] - _AROUND + _MOST)),
    )


def _cut(words: Sequence[str], start: int, end: int) -> str:
    """Return some of the words; that there are more is shown by three points."""
    start, end = max(start, 0), min(end, len(words))
    shown = " ".join(words[start:end])
    return f"{'... ' if start else ''}{shown}{' ...' if end < len(words) else ''}"
