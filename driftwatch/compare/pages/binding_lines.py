"""Whether a line binds who sends calls where no heading is the name of what clients obey, and one only mentions it.

A line that came or went there matters by what it states: an amount, a name, or two signs that it binds, since one is in
any text (a "not" in an explanation).
"""

import re
from typing import Final

from driftwatch.compare.pages.page_lines import Edit
from driftwatch.compare.pages.shown_words import shown_words
from driftwatch.compare.pages.substance import SIGNS, WEIGHTY_NAME, says_rule
from driftwatch.extract.words.binding_words import COUNTED, KINDS, NO_LIMIT, RETIRED, THINGS
from driftwatch.extract.words.notice_words import NO_NEGATION
from driftwatch.patterns import lazy_regex

_KINDS: Final = tuple(lazy_regex(kind, re.IGNORECASE) for kind in KINDS)
_RETIRED: Final = lazy_regex(RETIRED, re.IGNORECASE)
_COUNTED: Final = lazy_regex(COUNTED, re.IGNORECASE)
_THINGS: Final = lazy_regex(THINGS, re.IGNORECASE)
_NO_NEGATION: Final = lazy_regex(NO_NEGATION, re.IGNORECASE)
_NO_LIMIT: Final = lazy_regex(NO_LIMIT, re.IGNORECASE)
_STEP: Final = lazy_regex(r"\b(?:steps?|sections?|chapters?|figures?) \d+(?:\.\d+)*\b", re.IGNORECASE)
"""A number that only says where on a page something stands."""


def is_binding(edit: Edit) -> bool:
    """Tell whether what came or went in a line may bind who sends calls, beyond being of substance.

    Of two forms of a line all that is of substance may.
    """
    return len(edit.said) > 1 or binds(edit.said[0])


def binds(said: str) -> bool:
    """Tell whether a line by itself binds who sends calls: it states an amount or a name, or demands, denies or limits.

    >>> binds("Send the token in the header, not in the URL."), binds("Bursts cost more."), binds("A key has 5 boxes.")
    (True, True, True)
    >>> binds("A key is made for you."), binds("Do not worry."), binds("The `box` call is deprecated.")
    (False, False, True)
    """
    shown = _shown(said)
    if any(stated.search(shown) for stated in (SIGNS, _RETIRED, WEIGHTY_NAME, _COUNTED)) or says_rule(shown):
        return True  # SIGNS are of scripts without blanks: of their words few are known here
    kinds = _kinds(shown)
    return kinds > 1 or (kinds > 0 and _THINGS.search(shown) is not None)


def _shown(said: str) -> str:
    return _STEP.sub(" ", shown_words(said))


def _kinds(said: str) -> int:
    """Count the kinds of what binds in a text."""
    limits = _NO_LIMIT.sub(" ", said)
    plain = _NO_NEGATION.sub(" ", limits)
    return sum(kind.search(limits if number else plain) is not None for number, kind in enumerate(_KINDS))
