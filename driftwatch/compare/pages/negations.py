"""Negations of sentences, each with the word that it denies: one that comes with new words denies no old ones."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from driftwatch.extract.words.notice_words import COSTS, FOR_FREE, FOR_WHOM, NEGATION, NO_NEGATION, UNDENIED
from driftwatch.patterns import lazy_regex

_NEGATION: Final = lazy_regex(NEGATION, re.IGNORECASE)
_NO_NEGATION: Final = lazy_regex(NO_NEGATION, re.IGNORECASE)
_FOR_WHOM: Final = lazy_regex(FOR_WHOM, re.IGNORECASE)
_FOR_FREE: Final = lazy_regex(FOR_FREE, re.IGNORECASE)
_COSTS: Final = lazy_regex(COSTS, re.IGNORECASE)
_WORD: Final = lazy_regex(r"[a-z\u00c0-\u04ff][\w'-]*|\d[\w.]*|[\u2e80-\u9fff]{1,2}")
_IDEOGRAPH: Final = lazy_regex(r"[\u2e80-\u9fff\uac00-\ud7a3]")
_STEM: Final = 4
"""Letters that two forms of a word have in common."""
_FREE: Final = "free"
_BETWEEN: Final = UNDENIED | {"additional", "extra", "further"}
"""Who has no additional fees, has no fees of those in question, either."""


def is_contrary(one: str, other: str) -> bool:
    """Tell whether one text denies what the other says, or says what the other denies.

    Of two negations that come together one takes back the other: "Send a key", "You cannot send without a key".

    >>> is_contrary("Failed calls are not charged.", "Failed calls are charged.")
    True
    >>> is_contrary("Werden nicht berechnet.", "Werden berechnet."), is_contrary("課金されません", "課金されます")
    (True, True)
    >>> is_contrary("Send 5 a minute.", "Send 5 a minute, unused ones do not roll over.")
    False
    >>> is_contrary("Höchstens 5, mehr auf Anfrage.", "Nicht mehr als 5, mehr auf Anfrage.")
    False
    >>> is_contrary("It is no longer on the active branch.", "It is no longer on that active branch.")
    False
    """
    if _FOR_WHOM.search(one) and _FOR_WHOM.search(other):  # of one side alone it says that it is for others now
        one, other = (_FOR_WHOM.sub(" ", text) for text in (one, other))
    old, new = _denied(one), _denied(other)
    turned = [word for word in old - new if _says(other, word)] + [word for word in new - old if _says(one, word)]
    return len(turned) % 2 == 1


def _denied(text: str) -> AbstractSet[str]:
    """Return what a text denies, by the beginnings of words; a limit that is said with a negation denies nothing."""
    plain = _NO_NEGATION.sub(" ", text).lower()
    found = {stem for match in _NEGATION.finditer(plain) if (stem := _denied_by(match))}
    return found | ({_FREE} if _FOR_FREE.search(plain) else set())


def _denied_by(match: re.Match[str]) -> str:
    """Return the word that a negation is a part of, as in Japanese, else the one that it stands before."""
    said = next(filter(None, match.groups()), "")
    return _stem(said) if said else _next_stem(match.string[match.end() :])


def _next_stem(rest: str) -> str:
    """Return the word that a negation stands before, without what may stand between them."""
    return next((_stem(word) for word in _words(rest) if word not in _BETWEEN and not word.endswith("ly")), "")


def _says(text: str, stem: str) -> bool:
    if stem == _FREE:
        return _COSTS.search(text) is not None
    if _IDEOGRAPH.match(stem):
        return stem in text
    return any(_stem(word) == stem for word in _words(text.lower()))


def _words(text: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(text))


def _stem(word: str) -> str:
    return word if _IDEOGRAPH.match(word) else word[:_STEM]
