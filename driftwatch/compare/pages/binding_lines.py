"""Whether a line of a page binds clients by itself, whatever the heading above it is about.

Two questions are asked here. `is_binding`: a section only mentions limits, money and the like, and a line in it came or
went; it matters if it states an amount or a name, or shows two signs that it binds (one is in any text: a "not" in an
explanation). `states_rule`: a section is about anything else; a line in it matters only if it is a rule to clients.
"""

import re
from typing import Final

from driftwatch.alignment import stretches
from driftwatch.compare.pages.negations import is_contrary
from driftwatch.compare.pages.page_lines import Edit, spelled_words
from driftwatch.compare.pages.shown_words import shown_words
from driftwatch.compare.pages.substance import SIGNS, WEIGHTY_NAME, has_substance
from driftwatch.extract.words.binding_words import COUNTED, KINDS, NO_LIMIT, RETIRED, THINGS
from driftwatch.extract.words.notice_words import (
    AGAIN,
    CLAIMS,
    DEMANDS,
    DENIES,
    FILLERS,
    MODAL,
    NO_NEGATION,
    PERMITS,
    RULES,
    TIMES,
)
from driftwatch.patterns import lazy_regex

_KINDS: Final = tuple(lazy_regex(kind, re.IGNORECASE) for kind in KINDS)
_RETIRED: Final = lazy_regex(RETIRED, re.IGNORECASE)
_COUNTED: Final = lazy_regex(COUNTED, re.IGNORECASE)
_THINGS: Final = lazy_regex(THINGS, re.IGNORECASE)
_NO_NEGATION: Final = lazy_regex(NO_NEGATION, re.IGNORECASE)
_NO_LIMIT: Final = lazy_regex(NO_LIMIT, re.IGNORECASE)
_STEP: Final = lazy_regex(r"\b(?:steps?|sections?|chapters?|figures?) \d+(?:\.\d+)*\b", re.IGNORECASE)
"""A number that only says where on a page something stands."""
_RULE: Final = lazy_regex("|".join(RULES), re.IGNORECASE)
_CLAIMS: Final = lazy_regex(CLAIMS, re.IGNORECASE)
_AGAIN: Final = lazy_regex(AGAIN, re.IGNORECASE)
_TIMES: Final = lazy_regex(TIMES, re.IGNORECASE)
_PROMISES: Final = lazy_regex(
    r"\b(?:returns?|returned|sends?|sent|receives?|keeps?|kept|stores?|stored|accepts?|allows?|must|exceed)\b"
    r"|\b(?:responses?|answers?|requests?|calls?|batch(?:es)?|payloads?|arrays?|lists?)\b[^.;:]{0,40}"
    r"\b(?:contains?|includes?|can|may)\b"
    r"|\b(?:can|may) (?:only )?(?:have|hold|create|register)\b",
    re.IGNORECASE,
)
"""What is said of a number that a client counts on; a guide contains, includes, takes and can show what it likes."""
_STORES: Final = lazy_regex(r"\b(?:keeps?|kept|stores?|stored)\b", re.IGNORECASE)
_COUNT: Final = lazy_regex(r"(?!(?:19|20)\d\d$)\d{1,9}")
_PLURAL: Final = lazy_regex(r"(?!(?:(?:milli)?second|sec|minute|min|hour|day|week|month|year)s$)[a-z]{3,}(?<!s)s")
"""What is counted; a year is none, and counts nothing. Less time is worse only for what is kept so long."""
_SPANS: Final = lazy_regex(r"(?:hour|day|week|month|year)s")
_MODAL: Final = lazy_regex(MODAL, re.IGNORECASE)
_TURNING: Final = DEMANDS | PERMITS | DENIES | FILLERS
_LEAST: Final = 4
"""Words that a line has, at least, beside those that turned: of fewer nobody knows what is denied."""


def is_binding(edit: Edit) -> bool:
    """Tell whether a line that came or went binds clients; of a line that differs, all that is of substance may."""
    return len(edit.said) > 1 or binds(edit.said[0])


def binds(said: str) -> bool:
    """Tell whether a line by itself binds clients: it states an amount or a name, or demands, denies or limits.

    >>> binds("Send the token in the header, not in the URL."), binds("Bursts cost more."), binds("A key has 5 boxes.")
    (True, True, True)
    >>> binds("A key is made for you."), binds("Do not worry."), binds("The `box` call is deprecated.")
    (False, False, True)
    """
    shown = _STEP.sub(" ", shown_words(said))
    if any(stated.search(shown) for stated in (SIGNS, _RETIRED, WEIGHTY_NAME, _COUNTED)) or _says_rule(shown):
        return True  # SIGNS are of scripts without blanks: of their words few are known here
    kinds = _kinds(shown)
    return kinds > 1 or (kinds > 0 and _THINGS.search(shown) is not None)


def _kinds(said: str) -> int:
    """Count the kinds of words in a text that bind."""
    limits = _NO_LIMIT.sub(" ", said)
    plain = _NO_NEGATION.sub(" ", limits)
    return sum(kind.search(limits if number else plain) is not None for number, kind in enumerate(_KINDS))


def states_rule(edit: Edit) -> bool:
    """Tell whether what differs in a line is a rule to clients: it states one, or says the contrary of what it said.

    >>> from driftwatch.compare.pages.page_lines import Placed
    >>> from driftwatch.model.text import Line
    >>> def line(said): return Placed(Line("sentence", (said,)), ())
    >>> states_rule(Edit(None, line("Try it for a while."))), states_rule(Edit(None, line("Retry it 3 times.")))
    (False, True)
    >>> states_rule(Edit(line("A box may have a lid on it."), line("A box must have a lid on it.")))
    True
    """
    if edit.kind in ("heading", "head", "sample"):
        return False
    return (
        _is_turned(edit) or _is_fewer(edit) or (any(map(_says_rule, edit.said)) and has_substance(edit, is_named=False))
    )


def _says_rule(said: str) -> bool:
    """Tell whether a text states a rule to clients, whatever it is about."""
    if _CLAIMS.search(said):
        return False
    return _RULE.search(said) is not None or (_AGAIN.search(said) is not None and _TIMES.search(said) is not None)


def _is_fewer(edit: Edit) -> bool:
    """Tell whether a sentence promises or allows fewer of what it counts, and says nothing else otherwise.

    >>> from driftwatch.compare.pages.page_lines import Placed
    >>> from driftwatch.model.text import Line
    >>> def line(count): return Placed(Line("sentence", (f"It returns the {count} last boxes of a shelf.",)), ())
    >>> [_is_fewer(Edit(line(was), line(now))) for was, now in ((90, 20), (20, 90), (2020, 2019))]
    [True, False, False]
    """
    if edit.old is None or edit.new is None or edit.kind != "sentence" or not _PROMISES.search(edit.new.line.words):
        return False
    old, new = (tuple(map(str.lower, spelled_words(said))) for said in edit.said)
    parts = [part for part in stretches(old, new) if not part[0]]
    if len(parts) != 1 or len(old) <= _LEAST:
        return False
    _, first, last, start, end = parts[0]
    was, now = ("".join(part).replace(",", "") for part in (old[first:last], new[start:end]))
    is_count = last - first == end - start == 1 and _COUNT.fullmatch(was) and _COUNT.fullmatch(now)
    things = new[end : end + 3]
    counted = (_PLURAL, _SPANS) if _STORES.search(edit.new.line.words) else (_PLURAL,)
    return bool(is_count and int(now) < int(was) and any(each.fullmatch(said) for each in counted for said in things))


def _is_turned(edit: Edit) -> bool:
    """Tell whether a line says what it said but for a demand that gave way to a permission, or for a denial."""
    if edit.old is None or edit.new is None:
        return False
    old, new = (tuple(map(str.lower, spelled_words(said))) for said in edit.said)
    left: set[str] = set()
    come: set[str] = set()
    same = 0
    for is_same, first, last, start, end in stretches(old, new):
        same += last - first if is_same else 0
        left.update(() if is_same else old[first:last])
        come.update(() if is_same else new[start:end])
    if same < _LEAST or not (left | come) <= _TURNING:
        return False
    if (left & DENIES or come & DENIES) and all(map(_MODAL.search, edit.said)) and is_contrary(*edit.said):
        return True
    turned = (left & DEMANDS and come & PERMITS) or (left & PERMITS and come & DEMANDS)
    return bool(turned)
