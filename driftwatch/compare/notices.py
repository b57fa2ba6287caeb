"""Notices compared by what they mean: quantities, days, negation, and names in code; other words alone are no change.

What is only reworded stands with the words of its page (driftwatch/compare/pages/texts.py).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final, TypeAlias

from driftwatch.compare.match.likeness import overlap
from driftwatch.compare.pages.allowances import are_equal, direction
from driftwatch.compare.pages.negations import is_contrary
from driftwatch.compare.schemas.sides import Pair
from driftwatch.extract.words.amounts import both_readings, has_digits_apart, joined_amounts
from driftwatch.extract.words.notice_words import DEPRECATION, OF_AN_API, PLANNED, SENTENCE_ENDS, UNDENIED
from driftwatch.model.change import NOTICES, Change
from driftwatch.model.facts import Notice
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_REWORDED: Final = 0.5
"""Share of common words from which two notices are one, told in other words."""
_MOST_PAIRS: Final = 4_000
"""Pairs of notices that are held against each other, whatever they have in common."""
_FEW: Final = 8
"""Notices that may share an amount or a word where there are more pairs."""
_Worded: TypeAlias = tuple[Notice, frozenset[str]]
_WORDS: Final = lazy_regex(r"\w+")
_NAME: Final = lazy_regex(r"\w[\w.:/-]*")
_PLANNED: Final = lazy_regex(PLANNED, re.IGNORECASE)
_SENTENCES: Final = lazy_regex(SENTENCE_ENDS)
_RETIRED: Final = lazy_regex(DEPRECATION, re.IGNORECASE)
_OF_AN_API: Final = lazy_regex(OF_AN_API, re.IGNORECASE)
_SPOKEN_OF: Final = lazy_regex(
    r"\b(?:it|they|(?:this|that|these|those)(?: \w+)?)"
    r"(?: (?:is|are|was|were|has|have|been|being|be|will|also|now))*\W*$",
    re.IGNORECASE,
)
"""A sentence that goes on about what was spoken of, up to where it says that it goes away."""


def notice_changes(pair: Pair, old: Mapping[str, Notice], new: Mapping[str, Notice]) -> Iterator[Change]:
    """Yield notices that mean something else, that are new, or that are gone; each at most once."""
    same, removed, added = paired_notices(old, new, gone=pair.gone)
    for one, other in same:
        kind, traits = _difference(one, other)
        if kind:
            yield _change(pair, kind, one, other, traits=traits)
    for one in removed:
        yield _change(pair, "removed", one, None)
    for other in added:
        yield _change(pair, "added", None, other)


def paired_notices(
    old: Mapping[str, Notice], new: Mapping[str, Notice], *, gone: Callable[[Notice], bool]
) -> tuple[list[tuple[Notice, Notice]], list[Notice], list[Notice]]:
    """Pair the notices that are one, be it told in other words; then those that only the old and the new side has.

    `gone` tells whether an old notice that the new side lacks may be called removed.
    """
    removed = [old[at] for at in sorted(old.keys() - new.keys()) if gone(old[at])]
    added = [new[at] for at in sorted(new.keys() - old.keys())]
    same = [(old[at], new[at]) for at in sorted(old.keys() & new.keys())]
    same.extend(_reworded(removed, added))
    return same, removed, added


def mean_the_same(one: Notice, other: Notice) -> bool:
    """Tell whether two versions of a notice say the same, be it in other words."""
    return not _difference(one, other)[0]


def _reworded(removed: list[Notice], added: list[Notice]) -> Iterator[tuple[Notice, Notice]]:
    """Take out of both lists the notices that are one, told in other words; the likest first."""
    olds, news = ([(one, _words(one.text)) for one in side] for side in (removed, added))
    likes = [
        (-likeness, olds[before][0].at, news[after][0].at, before, after)
        for before, after in _candidates(olds, news)
        if (likeness := _likeness(*olds[before], *news[after])) >= _REWORDED
    ]
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for *_, before, after in sorted(likes):
        if before not in paired and after not in taken:
            paired[before] = after
            taken.add(after)
            yield olds[before][0], news[after][0]
    removed[:] = [one for number, (one, _) in enumerate(olds) if number not in paired]
    added[:] = [other for number, (other, _) in enumerate(news) if number not in taken]


def _candidates(olds: Sequence[_Worded], news: Sequence[_Worded]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that may be one: all of a few, of many those that share an amount or a word that few have."""
    if len(olds) * len(news) <= _MOST_PAIRS:
        yield from product(range(len(olds)), range(len(news)))
        return
    having: defaultdict[tuple[str, object], list[int]] = defaultdict(list)
    for number, (notice, words) in enumerate(news):
        for mark in (*words, *notice.amounts):
            having[notice.topic, mark].append(number)
    for number, (notice, words) in enumerate(olds):
        groups = (having.get((notice.topic, mark), ()) for mark in (*words, *notice.amounts))
        yield from ((number, other) for other in {one for group in groups if len(group) <= _FEW for one in group})


def _likeness(one: Notice, words: frozenset[str], other: Notice, others: frozenset[str]) -> float:
    if one.amounts and set(one.amounts) == set(other.amounts):
        return 1.0
    return overlap(words, others)


def _difference(one: Notice, other: Notice) -> tuple[str, set[str]]:
    """Return in what two versions of a notice differ, the gravest first; ("", ...) when they mean the same."""
    if _is_reversed(one.text, other.text):
        return "reversed", set()
    if _have_other_amounts(one, other):
        went = direction(one, other)
        return "amounts.changed", {went} if went else set()
    if other.topic == "deprecation" and _retires_more(one.text, other.text):
        return "added", set()
    return ("names.changed" if _lost_names(one, other) else ""), set()


def _have_other_amounts(one: Notice, other: Notice) -> bool:
    """Tell whether amounts differ: of digits that stand apart, of which some alone are read, all of them."""
    if one.text == other.text:
        # A driftwatch of before read `10.000` as ten: what is read otherwise in the same words is no other amount.
        return not _are_read_alike(one, other) and not are_equal(one.amounts, other.amounts)
    if not any(has_digits_apart(side.text) for side in (one, other)):
        return set(one.amounts) != set(other.amounts) and not are_equal(one.amounts, other.amounts)
    before, after = joined_amounts(one.text), joined_amounts(other.text)
    return before != after and not are_equal(before, after)


def _are_read_alike(one: Notice, other: Notice) -> bool:
    """Tell whether each amount of either side may be meant as one of the other side."""
    olds, news = ([set(both_readings(amount)) for amount in side.amounts] for side in (one, other))
    return all(
        any(not meant.isdisjoint(another) for another in others)
        for side, others in ((olds, news), (news, olds))
        for meant in side
    )


def _retires_more(old: str, new: str) -> bool:
    """Tell whether a sentence that is new says of one more thing that it goes away.

    What it says it of has a word that was not said before, and none of a sentence that gave way to it. "It" and "this
    call" are what was spoken of, and "the API" may be.
    """
    befores, afters = _sentences(old), _sentences(new)
    gone = {word for words in befores if words not in afters for word in words}
    for text in (text for words, text in afters.items() if words not in befores):
        match = _RETIRED.search(text)
        if match is None or _SPOKEN_OF.search(text, 0, match.start()):
            continue
        about = _words(_OF_AN_API.sub(" ", text[: match.start()])) - UNDENIED
        if about.isdisjoint(gone) and any(word not in old.lower() for word in about):
            return True
    return False


def _is_reversed(old: str, new: str) -> bool:
    """Tell whether what a notice says in other words now is denied where it was not, or the other way round."""
    befores, afters = _sentences(old), _sentences(new)
    left = [text for words, text in befores.items() if words not in afters]
    come = [text for words, text in afters.items() if words not in befores]
    one, other = " ".join(left), " ".join(come)
    if min(len(left), len(come)) > 1 and overlap(_words(one), _words(other)) < _REWORDED:
        # Several sentences were written anew: of so many, some deny something or other, but not of the same words.
        return any(is_contrary(*pair) for pair in _alike(left, come))
    return is_contrary(one, other)


def _alike(left: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences that say most of what another one says, each with the likest one; none of very many."""
    if len(left) * len(come) > _MOST_PAIRS:
        return
    olds, news = ([(text, _words(text)) for text in side] for side in (left, come))
    for old, words in olds:
        likeness, new = max((overlap(words, others), text) for text, others in news)
        if likeness >= _REWORDED:
            yield old, new


def _lost_names(one: Notice, other: Notice) -> bool:
    """Tell whether a name gave way to another; that a word stands in code now, or no longer, is no change."""
    lost = set(one.names) - _names(other)
    come = set(other.names) - _names(one)
    return bool(lost and come)


def _names(notice: Notice) -> set[str]:
    return {*notice.names, *(name.rstrip(".:/-") for name in _NAME.findall(notice.text))}


def _sentences(text: str) -> dict[tuple[str, ...], str]:
    return {tuple(_WORDS.findall(part.lower())): part for part in _SENTENCES.split(text) if part.strip()}


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORDS.findall(text))


def _change(pair: Pair, kind: str, old: Notice | None, new: Notice | None, traits: set[str] | None = None) -> Change:
    notice = new or old
    assert notice is not None  # noqa: S101 - at least one side is given
    about = {notice.topic} | ({"amounts"} if notice.amounts else set()) | (traits or set())
    about |= {"planned"} if notice.topic == "availability" and _PLANNED.search(notice.text) else set()
    sides: dict[str, Any] = {}
    if old is not None:
        sides["before"] = _said(old)
    if new is not None:
        sides["after"] = _said(new)
    return pair.change(
        f"notice.{kind}", "page", location=NOTICES, old=old, new=new, name=notice.topic, traits=about, **sides
    )


def _said(notice: Notice) -> Json:
    return {"amounts": list(notice.amounts), "text": notice.text} if notice.amounts else notice.text
