"""Whether to send a call again, as a cell of a table or a sentence says it."""

import re
from functools import cache
from typing import Final

from driftwatch.extract.words import error_words
from driftwatch.extract.words.wording import word
from driftwatch.model.facts import Retry
from driftwatch.patterns import holds_any, lazy_regex

_ADVISED: Final = lazy_regex(error_words.ADVISED, re.IGNORECASE)
_REFUSED: Final = lazy_regex(error_words.REFUSED, re.IGNORECASE)
_BREAKS: Final = lazy_regex(error_words.BREAKS, re.IGNORECASE)
_DEPENDS: Final = lazy_regex(error_words.DEPENDS, re.IGNORECASE)
_MET: Final = lazy_regex(error_words.MET, re.IGNORECASE)
_HEAD_ENDS: Final = lazy_regex(r"[\s,.;:(，。]")
_LONGEST: Final = 600


def retry_of(text: str) -> Retry:
    """Read the cell of a retry column.

    >>> retry_of("Usually no"), retry_of("Yes, with backoff"), retry_of("It depends"), retry_of("Wait, then retry")
    ('usually-no', 'yes', 'unspecified', 'yes')
    """
    said = word(text)
    if said.startswith(error_words.USUALLY_NO):
        return "usually-no"
    if said.startswith(error_words.SOMETIMES):
        return "unspecified"
    if _begins(said, error_words.NO):
        return "no"
    return "yes" if _begins(said, error_words.YES) else retry_of_prose(text)


def is_judgement(text: str) -> bool:
    """Tell whether a cell says yes, no or sometimes of sending again."""
    return retry_of(text) != "unspecified" or word(text).startswith(error_words.SOMETIMES)


def retry_of_prose(text: str) -> Retry:
    """Read the advice of sentences; "unspecified" when they give none, or both.

    >>> retry_of_prose("Do not retry; mend it."), retry_of_prose("Retry with backoff."), retry_of_prose("Mend it.")
    ('no', 'yes', 'unspecified')
    """
    said = text[:_LONGEST]
    if not holds_any(said.lower(), error_words.OF_RETRY):
        return "unspecified"
    rest, refusals = _REFUSED.subn(" ; ", said)
    advised = _ADVISED.search(rest) is not None
    if bool(refusals) == advised:
        return "unspecified"
    return "no" if refusals else "yes"


def retry_said(text: str) -> Retry:
    """Read the advice of the words that explain a failure, which is none where it holds under a condition.

    >>> retry_said("The lid is shut. Try again later."), retry_said("Name another box, then retry.")
    ('yes', 'unspecified')
    """
    if not holds_any(text[:_LONGEST].lower(), error_words.OF_RETRY):
        return "unspecified"
    said = {advice: part for part in clauses(text) if (advice := retry_of_prose(part)) != "unspecified"}
    return next(iter(said)) if len(said) == 1 and not any(map(depends, said.values())) else "unspecified"


def depends(text: str) -> bool:
    """Tell whether advice holds under a condition or in a manner: what says otherwise does not contradict it.

    >>> depends("Retry 500 with backoff."), depends("When you get a 503, retry."), depends("Retry 401 once it is new.")
    (False, False, True)
    """
    return _DEPENDS.search(_MET.sub(" ", text[:_LONGEST])) is not None


def clauses(text: str) -> tuple[str, ...]:
    """Split a sentence where the advice of one part ends: "Retry 429, but do not retry 400" are two."""
    return tuple(part for part in _BREAKS.split(text[:_LONGEST]) if part.strip())


def _begins(said: str, known: tuple[str, ...]) -> bool:
    """Tell whether a cell begins with one of the words, not just with their letters; CJK has no spaces."""
    head = _HEAD_ENDS.split(said, maxsplit=1)[0]
    return head in known or any(_is_head(said, phrase) for phrase in _phrases(known))


@cache
def _phrases(known: tuple[str, ...]) -> tuple[str, ...]:
    """Return those that are more than one word, or of a script without spaces."""
    return tuple(item for item in known if " " in item or not item.isascii())


def _is_head(said: str, phrase: str) -> bool:
    if not said.startswith(phrase):
        return False
    return phrase[-1] >= "\u2e80" or not said[len(phrase) : len(phrase) + 1].isalnum()
