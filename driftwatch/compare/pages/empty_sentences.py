"""Sentences that ask nothing of a client: questions, where more or a key is found, that there is nothing."""

import re
from typing import Final

from driftwatch.extract.words.notice_words import NEGATION
from driftwatch.extract.words.topic_words import REFERS
from driftwatch.patterns import lazy_regex

_DEMANDS: Final = lazy_regex(
    rf"\d|_|\w-\w+-|\b[a-z]+-(?:after|limit|key|id|token)\b|{NEGATION}|\b(?:must|shall|required?|requires|mandatory)\b",
    re.IGNORECASE,
)
"""What is asked of a client though a sentence refers to something: an amount, a header, a demand, a denial."""
_POINTS: Final = lazy_regex(
    r"(?:learn|read|see|find out|discover|explore|check out)(?: more)? (?:about|how|what|why|more|here)\b[^\d`]*"
    r"|(?:sources?|references?|documentation|docs|see also|original): ?https?://\S+",
    re.IGNORECASE,
)
"""A sentence that only says where more is said, or where the page was taken from."""
_TO_READ: Final = r"(?:please )?(?:see|refer to|read|visit|check(?: out)?|consult)\b"
_REFERS: Final = lazy_regex(
    rf"(?:for (?:more|further|full|additional|complete) (?:information|info|details?)\b[^,;]{{0,200}}?,? {_TO_READ}"
    rf"|more (?:information|details) |{_TO_READ}[^,;]{{1,300}}\b"
    r"(?:for|to (?:learn|get|find)(?: out)?) (?:more|further|full|additional|details?|information)\b"
    rf"|{REFERS})[^,;\uff0c\uff1b]*",
    re.IGNORECASE,
)
"""One that says it with a name of what is read there; it states no amount, nor goes on with another clause."""
_ASKS: Final = lazy_regex(r"(?<!\S)[^\W\d_]+[?\uff1f]$")
"""The end of a question: a type that may be null and an address have the sign as well."""
_NOTHING: Final = lazy_regex(
    r"(?:there (?:is|are) |it (?:has|takes) |takes )?no(?: (?:request|response|query|path|url|body|input|additional"
    r"|other|further|required|specific)){0,3} (?:attributes?|parameters?|params|arguments?|body|content|fields?"
    r"|properties|data|payload)(?: (?:is|are))?(?: (?:required|needed|expected))?[.!]?",
    re.IGNORECASE,
)
"""That a call takes nothing, which says what the empty list in its place says."""
_GUIDE: Final = lazy_regex(
    r"(?:for [a-z]+(?: [a-z]+){0,3}, )?(?:please )?(?:see|refer to|consult) (?:the|our) "
    r"(?:guide|section|page|chapter|reference|docs|documentation|article) (?:on|about) [a-z]+(?: [a-z]+)?[.!]?",
    re.IGNORECASE,
)
"""A sentence that refers to a page by its subject, and ends there: what follows may say anything."""
_BY_PEOPLE: Final = lazy_regex(
    r"(?:(?:you can|please) )?(?:find|create|generate|get|view|manage|copy) "
    r"(?:(?:your|the|an?|api|secret|access) ){0,4}(?:keys?|tokens?|secrets?|credentials) "
    r"(?:in|from|on|under) (?:the|your) (?:[a-z]+ )?(?:dashboard|settings|console|portal)[.!]?",
    re.IGNORECASE,
)
"""Where people get what a client sends, and no more: not when, how often, nor what is done with it."""


def says_nothing(said: str) -> bool:
    """Tell whether a sentence is a question, says where more is said or a key is found, or that nothing is taken.

    >>> says_nothing("For keys, see the guide on limits."), says_nothing("See the guide on limits: calls are refused.")
    (True, False)
    """
    if _ASKS.search(said) or any(law.fullmatch(said) for law in (_NOTHING, _GUIDE, _BY_PEOPLE)):
        return True
    return _REFERS.fullmatch(said) is not None and not _DEMANDS.search(said)


def only_points(said: str) -> bool:
    """Tell whether a line only says where more is said, or where the page was taken from."""
    return _POINTS.fullmatch(said) is not None
