"""What a page says, before and now, in one sentence: the first line that differs, cut around the words that do."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from driftwatch.model.change import Change
from driftwatch.model.json_values import Json

_AROUND: Final = 6
"""Words that are shown on either side of what differs."""
_MOST: Final = 40
"""Words of one excerpt: a line of mail, twice."""


def excerpts(change: Change) -> tuple[str, str, str]:
    """Return what a page said, what it says, and how many more lines differ (`, and 3 more lines`); "" for nothing."""
    befores, afters = _lines(change.before), _lines(change.after)
    pairs = [
        (befores[number] if number < len(befores) else None, afters[number] if number < len(afters) else None)
        for number in range(max(len(befores), len(afters)))
    ]
    if not pairs:
        return "", "", ""
    old, new = _around(*pairs[0])
    rest = len(pairs) - 1
    more = "" if not rest else f", and {rest} more line{'' if rest == 1 else 's'}"
    return old, new, more


def _lines(value: object) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else []


def _around(old: Json, new: Json) -> tuple[str, str]:
    """Cut both sides around what differs."""
    one = old.split() if isinstance(old, str) else []
    other = new.split() if isinstance(new, str) else []
    if not one or not other:
        return _cut(one, 0, _MOST), _cut(other, 0, _MOST)
    codes = [code for code in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if code[0] != "equal"]
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
