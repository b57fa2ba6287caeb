"""Sentences in any words that say of which message the fields right below them are.

They are known by the words of which they consist, and not by phrases: one for members, one that points below, and one
for a message; and no word but those that are known to say no more.
"""

import re
from typing import Final

from driftwatch.extract.words.vocabulary import words
from driftwatch.patterns import lazy_regex

_WORD: Final = lazy_regex(r"[\w'-]{1,160}")
_MEMBERS: Final = words("fields | properties | attributes | keys | members")
_POINTING: Final = words("following | these | below | follows")
_RETURNED: Final = words("returned | response | responses | reply | answer")
_NEUTRAL: Final = words(
    """
    a | an | the | json | object | objects | hash | dictionary | map | body | payload | data | content | structure |
    with | containing | contains | contain | includes | include | has | have | having | that | which | it | this |
    following | these | below | follows | as | are | is | be | will | can | may | of | in | and | their | all | its |
    fields | properties | attributes | keys | members | meaning | meanings | description | descriptions | described |
    listed | shown | explained | available | possible | supported | consists
    """
)
"""Words of a sentence that says no more than that members stand below it."""
_HOLDING: Final = words("with | containing | contains | contain | includes | include | has | have | having | consists")
_BY: Final = lazy_regex(r"\s(?:by|from)\sthe\s(?:api|call|endpoint|server|service)(?=\s|:)", re.IGNORECASE)
_OF_ANSWER: Final = _NEUTRAL | _RETURNED | words("part | back | any | top-level")
"""Words of a sentence that says no more than that members of an answer stand below it."""
_HEADERS: Final = lazy_regex(
    r"(?:the\s)?(?:following\s)?(?:required|mandatory|optional|custom)?\s?(?:http\s|request\s)?headers\s"
    r"(?:are|(?:must|should|can)\sbe\s(?:sent|included|passed|set|provided))(?:\s(?:required|as\sfollows|the\sfollowing))?:$",
    re.IGNORECASE,
)
_ADDED: Final = lazy_regex(
    r"\b(?:parameters?|params?|filters?|arguments?)\s(?:(?:can|may|could)\sbe\s)?(?:added\s|appended\s)?to\sthe\s(?:request\s)?"
    r"(?:url|query(?:\sstring)?)\b[^.:]{0,40}:$",
    re.IGNORECASE,
)
"""What is added to the address of a call: "you can add the optional params to the request URL:"."""
_INCLUDING: Final = lazy_regex(
    r"(?:[^.:]{1,80}[.:]\s)?in\s(?:your|the|this)\s(?:request|(?:request\s)?(?P<body>body|payload)),?\s(?:please\s|you\s(?:must|should|can)\s)?"
    r"(?:include|send|provide|specify|pass|set)(?:\s(?:the\sfollowing|these)(?:\s\w{1,20})?)?:$",
    re.IGNORECASE,
)
"""What says what a reader is to send: "In your request, include:"."""
_LONGEST: Final = 160


def led_by(sentence: str) -> str:
    """Return as a heading would say it of which message the members below a sentence are; "" for none.

    >>> led_by("The following fields are returned in the JSON response body:"), led_by("The required headers are:")
    ('response fields', 'headers')
    >>> led_by("The following fields are returned if the request fails:")
    ''
    """
    said = sentence.replace("\uff1a", ":")
    if len(said) > _LONGEST or not said.endswith(":"):
        return ""
    if _HEADERS.match(said):
        return "headers"
    if _ADDED.search(said):
        return "query parameters"
    if including := _INCLUDING.match(said):
        return "body fields" if including["body"] else "request fields"
    named = _words_of(_BY.sub("", said))
    points = all(not named.isdisjoint(known) for known in (_MEMBERS, _POINTING, _RETURNED))
    return "response fields" if points and named <= _OF_ANSWER else ""


def only_points(sentence: str) -> bool:
    """Tell whether a sentence says no more than that members stand below it, of what the heading above it names.

    >>> only_points("A JSON object with the following fields:"), only_points("A lid with the following fields:")
    (True, False)
    """
    named = _words_of(sentence)
    holds = not named.isdisjoint(_MEMBERS) or ("parameters" in named and not named.isdisjoint(_HOLDING))
    return len(sentence) <= _LONGEST and holds and named <= _NEUTRAL | {"parameters"}


def _words_of(sentence: str) -> frozenset[str]:
    """Return all words of a sentence in small letters, those in other writing as well."""
    return frozenset(_WORD.findall(sentence.lower()))
