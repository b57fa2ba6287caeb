"""How long a text is at least and at most that meets a pattern: bounds beside the pattern may say nothing new.

A pattern is read once, character by character. What dialects of regular expressions read in two ways is not guessed: of
such a pattern any text is taken to be long enough.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

from driftwatch.patterns import lazy_regex

_LONGEST: Final = 4_000
_HIGHEST: Final = 1 << 31
"""Lengths beyond this one are all the same: what is repeated again and again grows without end."""
_ASSERTIONS: Final = ("(?=", "(?!", "(?<=", "(?<!")
_GROUP: Final = lazy_regex(r"\((?:\?(?::|P?<[A-Za-z_]\w{0,99}>))?(?!\?)")
_CLASS: Final = lazy_regex(r"\[(?:\^(?!\])|(?![\]^]))(?:[^\\\[\]]|\\.)+\]")
_ESCAPE: Final = lazy_regex(
    r"\\(?:[pP]\{[^{}]{1,99}\}|u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[^\w]|[a-zA-Z])"
)
_REPEATED: Final = lazy_regex(r"([*+?]|\{(\d{1,9})(,?)(\d{0,9})\})[?+]?")
_SIGNS: Final[dict[str, tuple[int, float]]] = {"*": (0, inf), "+": (1, inf), "?": (0, 1)}
_NO_LENGTH: Final = frozenset({"\\b", "\\B"})
_MAYBE_ONE: Final = lazy_regex(r"\\(?:[AZzG]|u[dD][89abAB])")
"""Ends of a text, which are letters to some dialects, and the first half of a character that is written as two."""
_OF_DIALECTS: Final = frozenset("kgRXQEKNCcopPux")
"""Letters behind a backslash that mean something else here and there, unless more follows that tells what."""


class Lengths(NamedTuple):
    """The least and the most characters of a text."""

    least: float = 0
    most: float = inf


ANY_LENGTH: Final = Lengths()
_NOTHING: Final = Lengths(0, 0)
_ONE: Final = Lengths(1, 1)


class _Group:
    """What is being read: the alternatives before this one, this one but for its last part, and that."""

    __slots__ = ("before", "counts", "done", "last")

    def __init__(self, *, counts: bool) -> None:
        self.counts = counts
        """Whether what is read takes place in the text: an assertion looks ahead or back only."""
        self.before: Lengths | None = None
        self.done = self.last = _NOTHING

    def add(self, lengths: Lengths) -> None:
        self.done, self.last = _sum(self.done, self.last), lengths

    def repeat(self, least: int, most: float) -> None:
        most = 0 if not self.last.most or not most else self.last.most * most
        self.last = Lengths(min(self.last.least * least, _HIGHEST), most if most < _HIGHEST else inf)

    def begin_another(self) -> None:
        whole = _sum(self.done, self.last)
        known = self.before or whole
        self.before = Lengths(min(known.least, whole.least), max(known.most, whole.most))
        self.done = self.last = _NOTHING

    def whole(self) -> Lengths:
        self.begin_another()
        return self.before if self.before is not None and self.counts else _NOTHING


def _sum(one: Lengths, other: Lengths) -> Lengths:
    most = one.most + other.most
    return Lengths(min(one.least + other.least, _HIGHEST), most if most < _HIGHEST else inf)


def lengths_of(patterns: Iterable[str]) -> Lengths:
    """Return how long a text may be that meets all of some patterns."""
    found = [lengths_of_pattern(pattern) for pattern in patterns if pattern]
    if not found:
        return ANY_LENGTH
    return Lengths(max(one.least for one in found), min(one.most for one in found))


@lru_cache(maxsize=2_000)
def lengths_of_pattern(pattern: str) -> Lengths:
    r"""Return how long a text may be that meets a pattern.

    >>> lengths_of_pattern("^[a-z]+$"), lengths_of_pattern("^(ab|c){2}$"), lengths_of_pattern("[A-Z]{3}")
    (Lengths(least=1, most=inf), Lengths(least=2, most=4), Lengths(least=3, most=inf))
    >>> lengths_of_pattern("^a*$|b"), lengths_of_pattern("^(?=.{8})"), lengths_of_pattern("[[:alpha:]]")
    (Lengths(least=0, most=inf), Lengths(least=0, most=inf), Lengths(least=0, most=inf))
    """
    if len(pattern) > _LONGEST or pattern.startswith("/"):  # a slash is no part of it where somebody wrote a literal
        return ANY_LENGTH
    groups = [_Group(counts=True)]
    at, alternatives = 0, False
    while at < len(pattern):
        step = _read(pattern, at, groups)
        if not step or not groups:
            return ANY_LENGTH
        alternatives = alternatives or (pattern[at] == "|" and len(groups) == 1)
        at += step
    if len(groups) != 1:
        return ANY_LENGTH
    found = groups[0].whole()
    whole = pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith("\\$") and not alternatives
    return found if whole else found._replace(most=inf)


def _read(pattern: str, at: int, groups: list[_Group]) -> int:  # noqa: PLR0911 - one line for each kind of part
    """Read what stands at a place, and return how many characters that took; none where nobody knows what it means."""
    group, char = groups[-1], pattern[at]
    if char == "\\":
        return _escape(pattern, at, group)
    if char == "[":
        found = _CLASS.match(pattern, at)
        group.add(_ONE)
        return found.end() - at if found is not None else 0
    if char == "(":
        return _opened(pattern, at, groups)
    if char == ")":
        groups.pop()
        if groups:
            groups[-1].add(group.whole())
        return 1
    if char == "|":
        group.begin_another()
        return 1
    if char in "*+?{":
        return _repeated(pattern, at, group)
    group.add(_NOTHING if char in "^$" else _ONE)
    return 1


def _escape(pattern: str, at: int, group: _Group) -> int:
    found = _ESCAPE.match(pattern, at)
    if found is None or (len(found[0]) == 2 and found[0][1] in _OF_DIALECTS):  # noqa: PLR2004 - with its backslash
        return 0
    maybe = _MAYBE_ONE.match(found[0]) is not None
    group.add(_NOTHING if found[0] in _NO_LENGTH else Lengths(0, 1) if maybe else _ONE)
    return len(found[0])


def _opened(pattern: str, at: int, groups: list[_Group]) -> int:
    looks = next((start for start in _ASSERTIONS if pattern.startswith(start, at)), "")
    found = None if looks else _GROUP.match(pattern, at)
    if found is None and not looks:
        return 0
    groups.append(_Group(counts=not looks))
    return len(looks) if found is None else found.end() - at


def _repeated(pattern: str, at: int, group: _Group) -> int:
    found = _REPEATED.match(pattern, at)
    if found is None:
        return 0
    if found[2] is None:
        least, most = _SIGNS[found[1]]
    else:
        least = int(found[2])
        most = inf if found[3] and not found[4] else int(found[4] or least)
        if found[4] and not found[3]:
            return 0
    group.repeat(least, most)
    return found.end() - at
