"""Sentences that ask nothing of a client: questions, where more is said, that there is nothing, diagrams."""

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
    r"|(?:(?:for|to) [^,;:.]{1,100}, )?(?:please )?(?:also )?(?:see|refer to|consult) (?:the|our) (?:[^,;:.]{1,100} )?"
    r"(?:guide|section|page|chapter|reference|docs|documentation|article)\b"
    r"|(?:read|learn|see) more ?[:\u2192]"
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
_DONE: Final = (
    r"(?:views?|find|create|generate|get|manage|copy|open|navigate|click|log in|sign in|go to|rotate|revoke)\b"
)
_BY_PEOPLE: Final = lazy_regex(
    r"(?!.{0,400}\b(?:expir\w*|valid|lifetime|hours?|days?|minutes?|months?|headers?|scopes?|roles?|permissions?"
    r"|only|once|stops?|will)\b)"
    rf"(?:(?:you can|to [^,;.]{{1,60}},|please|then|first,?|next,?|simply) )?{_DONE}"
    r"(?=.{0,300}\b(?:api keys?|keys?|tokens?|secrets?|credentials)\b)"
    r"(?=.{0,300}(?:\b(?:dashboards?|settings|consoles?|portals?|web interface|account page|user menu)\b|\u2192|->))"
    rf"(?:[^,;]|,(?= (?:or|then|and) {_DONE})){{0,400}}",
    re.IGNORECASE,
)
"""What people do in an account to get what a client sends; behind a comma only what else they do."""
_VERSION: Final = lazy_regex(r"\bv\d{1,3}(?:\.\d{1,3})*\b", re.IGNORECASE)
_DIAGRAM: Final = lazy_regex(r"\s?--?>>[+-]?\s?\w[^:]{0,80}:|^(?:sequenceDiagram|flowchart (?:TB|TD|BT|RL|LR))\b")
"""A line of what a site draws a picture of."""
_LINK: Final = lazy_regex(r"\[[^\[\]]{1,100}\]: (?:\{\{[^{}]{1,200}\}\}|https?://|[./])\S*")
"""Where the words of a link lead that stands elsewhere, written as no reader of Markdown takes it."""
_LEFT_TO_DO: Final = lazy_regex(r"(?:TODO|FIXME|TBD)\b(?![^.]{0,80}\d)")
"""What whoever writes the page has not done yet."""


def says_nothing(said: str) -> bool:
    """Tell whether a sentence is a question, is of people, says where more is said, or that nothing is, or is drawn.

    >>> says_nothing("For keys of v2, see the guide on keys."), says_nothing("For 429, see the guide on limits.")
    (True, False)
    >>> says_nothing("app->>+server: Send the key server->>-app: Answer 200"), says_nothing("a -> b: never")
    (True, False)
    """
    if _ASKS.search(said) or _DIAGRAM.search(said) or _LEFT_TO_DO.match(said):
        return True
    if _NOTHING.fullmatch(said) or _LINK.fullmatch(said):
        return True
    is_of_another = _REFERS.fullmatch(said) or _BY_PEOPLE.fullmatch(said)
    return is_of_another is not None and not _DEMANDS.search(_VERSION.sub("", said))


def only_points(said: str) -> bool:
    """Tell whether a line only says where more is said, or where the page was taken from."""
    return _POINTS.fullmatch(said) is not None
