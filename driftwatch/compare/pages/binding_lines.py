"""Whether a line binds who sends calls, and whether lines say again what others said: by what they hold, not by order.

A line that came or went alone, with nothing in its place, matters by what it states: two signs that it binds, since one
is in any text (a name in a walk-through, a "not" in an explanation). Of lines that gave way to others only the signs
count that one side alone has.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias

from driftwatch.compare.pages.negations import is_contrary
from driftwatch.compare.pages.page_lines import Edit, Path, Words, spelled_words, words_of
from driftwatch.compare.pages.page_sections import SectionEdits
from driftwatch.compare.pages.shown_words import shown_words
from driftwatch.compare.pages.substance import differing, is_counted_by_another, is_exact, says_rule, weighty
from driftwatch.extract.words.amounts import in_digits
from driftwatch.extract.words.binding_words import COUNTED, KINDS, NO_LIMIT, RETIRED, THINGS
from driftwatch.extract.words.notice_words import NEGATION, NO_NEGATION, UNDENIED
from driftwatch.patterns import lazy_regex

STATED: Final = lazy_regex(
    r"(?<![^\W\d_])\d|_|(?<!\S)[a-z]+[A-Z]|(?<!\S)/|[^\W\d_][./][^\W\d_]|\b[A-Z][A-Za-z]*-[A-Z]\w*|[$\u20ac\u00a3\u00a5%<>\u2264\u2265]"
)
"""An amount, a status, a name in code, a path, a header or a currency; not `OAuth2`, nor where more is said."""
_IN_CODE: Final = lazy_regex(r"_|[^\W\d_]\.[^\W\d_]|[/{}\[\]]|(?<!\S)[a-z]+[A-Z]|\b[A-Z]\w*-[A-Z]|\b[A-Z]{3,}\b")
"""What headings have of code, methods of calls with it."""
_DENIED: Final = lazy_regex(NEGATION, re.IGNORECASE)
_MOST: Final = 20
"""Lines that one may say again: of more of them nobody knows which."""
_Above: TypeAlias = tuple[Words, frozenset[str], bool]
_NONE: Final[frozenset[str]] = frozenset()
_AMOUNT: Final = lazy_regex(r"(?<![^\W\d_])(?<!\bRFC )(?<!\bISO )(?<!\d)\d")
"""A number, but that of a standard."""
_KINDS: Final = tuple(lazy_regex(kind, re.IGNORECASE) for kind in KINDS)
_RETIRED: Final = lazy_regex(RETIRED, re.IGNORECASE)
_COUNTED: Final = lazy_regex(COUNTED, re.IGNORECASE)
_THINGS: Final = lazy_regex(THINGS, re.IGNORECASE)
_BINDING: Final = lazy_regex("|".join(KINDS), re.IGNORECASE)
_SIGNS: Final = lazy_regex(r"[\u2e80-\u9fff]")
_NO_NEGATION: Final = lazy_regex(NO_NEGATION, re.IGNORECASE)
_NO_LIMIT: Final = lazy_regex(NO_LIMIT, re.IGNORECASE)
_STEP: Final = lazy_regex(r"\b(?:steps?|sections?|chapters?|figures?) \d+(?:\.\d+)*\b", re.IGNORECASE)
"""A number that only says where on a page something stands."""
_ROOT: Final = 5
"""Letters by which the forms of a word are known to be one."""
_LETTERS: Final = 4
"""Letters of a word that says what a line is about."""
_MOSTLY: Final = 0.6
"""Share of such words from which a line says again what others said."""


class Elsewhere:
    """What came and went in all sections of a page, by the headings that it says the same below.

    Args:
        sections: what differs on the page, by section.
    """

    def __init__(self, sections: Iterable[SectionEdits]) -> None:
        self._sections = sections

    def across(self, edit: Edit) -> Sequence[str]:
        """Return what other sections said in place of a line that came, or say in place of one that went.

        Nothing where many lines may be meant: of a list of failures that each call has nobody knows which one moved.
        """
        is_new = edit.old is None
        path = edit.sides[0].path
        found = [said for where, said in self._lines[not is_new].get(_ground(path), ()) if where != path]
        return found if len(found) <= _MOST else ()

    @cached_property
    def _lines(self) -> tuple[Mapping[_Above, Sequence[tuple[Path, str]]], ...]:
        """The lines of the old and of the new side."""
        sides: tuple[defaultdict[_Above, list[tuple[Path, str]]], ...] = (defaultdict(list), defaultdict(list))
        for section in self._sections:
            for edit in section.edits:
                for side, known in zip((edit.old, edit.new), sides, strict=True):
                    if side is not None:
                        known[_ground(side.path)].append((side.path, side.line.words))
        return sides


class Ground:
    """Where lines stand that came, went or differ.

    Args:
        section: all such lines of their section: what says again what they said binds nobody anew.
        elsewhere: those of other sections of the page.
        is_named: whether the heading above is the name of what clients obey, and does not only mention it.
        is_whole: whether the section came or went as a whole.
    """

    def __init__(self, section: Sequence[Edit], elsewhere: Elsewhere, *, is_named: bool, is_whole: bool) -> None:
        self._section = section
        self._elsewhere = elsewhere
        self.is_named = is_named
        self.is_whole = is_whole

    @cached_property
    def counts(self) -> bool:
        """Whether an amount is in any of the lines."""
        return any(_counts(said) for edit in self._section for said in edit.said)

    def across(self, edit: Edit) -> Sequence[str]:
        """Return what the page said in place of a line that came, or says in place of one that went."""
        near = self._olds if edit.old is None else self._news
        return (*near, *self._elsewhere.across(edit)) if len(near) <= _MOST else ()

    @cached_property
    def _olds(self) -> Sequence[str]:
        return [edit.old.line.words for edit in self._section if edit.old is not None]

    @cached_property
    def _news(self) -> Sequence[str]:
        return [edit.new.line.words for edit in self._section if edit.new is not None]


def is_binding(edit: Edit, ground: Ground) -> bool:
    """Tell whether what came, went or differs in a line may bind who sends calls, beyond being of substance.

    Where one or two words gave way to others, each of substance may.
    """
    sides = edit.said
    if any(map(_SIGNS.search, sides)):
        return True  # scripts without blanks say it in fewer words than are known here
    path = edit.sides[0].path
    if len(sides) == 1:
        return _is_bound(edit, ground) and not is_said_by(sides[0], ground.across(edit))
    return (
        is_exact(tuple(differing(edit))) or is_counted_by_another(edit) or _states_otherwise(*sides, heading=path[-1:])
    )


def _is_bound(edit: Edit, ground: Ground) -> bool:
    """Tell whether a line binds by itself, or by the heading or the column that it stands below.

    A section that came or went as a whole is one of many, however it is called: an amount has to be in it, or, where
    its heading only mentions a topic, in the line.
    """
    (side,) = edit.sides
    said = side.line.words
    is_strict = ground.is_whole and not (ground.is_named and ground.counts)
    if binds(said, heading=side.path[-1:], is_strict=is_strict):
        return True
    if not ground.is_named:
        return False
    return _counts(said) if ground.is_whole else edit.kind == "row" or _states(said)


def _counts(said: str) -> bool:
    return _AMOUNT.search(said) is not None or _COUNTED.search(said) is not None


def _states(said: str) -> bool:
    """Tell whether a line states an amount, or a name."""
    shown = _STEP.sub(" ", shown_words(said))
    return STATED.search(shown) is not None or _COUNTED.search(shown) is not None


def binds(said: str, *, heading: Sequence[str] = (), is_strict: bool = False) -> bool:
    """Tell whether a line by itself binds who sends calls: it demands, denies or limits, and says of what.

    A word that the heading above has as well counts beside an amount or a denial: any line below `Limits` speaks of
    some. Where `is_strict` is set, an amount or a name has to be in it.

    >>> binds("Send the token in the header, not in the URL."), binds("Bursts cost more."), binds("A key has 5 boxes.")
    (True, True, True)
    >>> binds("An app_id is made for you."), binds("Do not worry."), binds("The `box` call is deprecated.")
    (False, False, True)
    >>> [binds(said, heading=["Limits"]) for said in ("Limits are set for requests.", "A request has a limit of 5 KB.")]
    [False, True]
    """
    shown = _STEP.sub(" ", shown_words(said))
    is_stated = _states(said)
    is_said_of_topic = _DENIED.search(shown) or _AMOUNT.search(shown) or _COUNTED.search(shown)
    kinds = _kinds(shown, but=_NONE if is_said_of_topic else _roots(heading))
    if _RETIRED.search(shown) is not None or says_rule(shown):
        return True
    is_of_calls = _THINGS.search(shown) is not None
    if not kinds or (is_strict and not is_stated):
        return not is_strict and is_of_calls and _AMOUNT.search(shown) is not None
    return is_stated or is_of_calls or len(kinds) > 1


def _kinds(said: str, *, but: frozenset[str] = _NONE) -> frozenset[int]:
    """Return the kinds of what binds in a text, by words of other roots than some."""
    limits = _NO_LIMIT.sub(" ", said)
    plain = _NO_NEGATION.sub(" ", limits)
    return frozenset(
        number
        for number, kind in enumerate(_KINDS)
        if any(_root(match.group()) not in but for match in kind.finditer(limits if number else plain))
    )


def _root(word: str) -> str:
    return word[:_ROOT].lower()


def _roots(titles: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_root, spelled_words(" ".join(titles))))


def _states_otherwise(old: str, new: str, *, heading: Sequence[str] = ()) -> bool:
    """Tell whether two forms of a line hold other signs of what clients obey, in whatever order; but for its topic.

    >>> _states_otherwise("Send a key, and sign each call with it.", "With a key you sign each call that you send.")
    False
    >>> _states_otherwise("Send it the token of step 4.", "Send it the token."), _states_otherwise("5 s", "6 s")
    (False, True)
    """
    topic = _roots(heading)
    was, now = (
        frozenset(word for word in weighty(_STEP.sub(" ", shown_words(said))) if not _DENIED.fullmatch(word)) - topic
        for said in (old, new)
    )
    denials = (len(_DENIED.findall(_NO_NEGATION.sub(" ", said))) for said in (old, new))
    return was != now or next(denials) != next(denials)


def _ground(path: Path) -> _Above:
    """Return what decides, of the headings above a line, on what it says: the nearest, and calls, names and fates.

    >>> [_ground(("Boxes", "Limits")) == _ground((above, "Limits")) for above in ("All boxes", "GET /a", "Deprecated")]
    [True, False, False]
    """
    above = " ".join(path)
    is_denied = _RETIRED.search(above) is not None or _DENIED.search(above) is not None
    return words_of("".join(path[-1:])), _named(above), is_denied


def is_said_by(said: str, others: Collection[str]) -> bool:
    """Tell whether a line says again what others said, in other words or in another order.

    Nothing that binds in it is new: no kind of rule, no amount, no name; and it denies nothing that they say.

    >>> old = ["Your domain must be added to the list of the dashboard.", "No token is needed for a request."]
    >>> is_said_by("A request must be of a domain of that list.", old), is_said_by("A request must be signed.", old)
    (True, False)
    """
    joined = " ".join(others)
    if not others or any(not of(said) <= of(joined) for of in (_stated, _kinds, _things)):
        return False
    about, known = _about(said), _about(joined)
    return len(about & known) >= _MOSTLY * len(about) and not is_contrary(joined, said)


def _stated(said: str) -> frozenset[str]:
    """Return the amounts and names of a text, those in words as digits."""
    shown = _STEP.sub(" ", shown_words(said))
    named = (word.lower() for word in spelled_words(shown) if STATED.search(word))
    counted = (word for word in spelled_words(in_digits(shown.lower())) if word[0].isdigit())
    return frozenset(word.replace(",", "") for word in (*named, *counted))


def _named(said: str) -> frozenset[str]:
    return frozenset(word.lower() for word in said.split() if _IN_CODE.search(word))


def _things(said: str) -> frozenset[str]:
    return frozenset(_root(match.group()) for match in _THINGS.finditer(said))


def _about(said: str) -> frozenset[str]:
    """Return the beginnings of the words that say what a text is about, beside those that every rule has."""
    words = (word for word in spelled_words(said.lower()) if len(word) >= _LETTERS and word not in UNDENIED)
    return frozenset(_root(word) for word in words if not _BINDING.fullmatch(word))
