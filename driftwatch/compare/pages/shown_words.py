"""What of a line a reader is shown: no tags that only lead somewhere, no mailboxes, no numbers of its items."""

import re
from typing import Final

from driftwatch.extract.words.notice_words import NEGATION
from driftwatch.patterns import lazy_regex

_NUMBER_OF_ITEM: Final = lazy_regex(r"(?<!\S)(\d{1,2})\.(?=[A-Z][a-z])")
"""What may be the number of an item that stands too close to its words to make a list, or an amount: "Wait 5.Then"."""
_CONTACTS: Final = lazy_regex(
    r"(?:[,;]\s*|(?<!\s)\s+)?(?:\b(?:please|and|or|you (?:can|may|should)|kindly|feel free to)\s+){0,3}"
    r"\b(?:(?:contact|reach out to|get in touch with|speak (?:to|with)|talk to) (?:us|our|your|(?:\w+ ){0,3}"
    r"(?:support|sales|team|manager|representative))"
    r"|(?:create|open|submit|file|raise) an? (?:ticket|support (?:ticket|case|request)))\b"
    r"(?:(?!\b(?:and|or|but|otherwise|because|since|as|before|unless|until|while|where|when|which|that"
    rf"|must|shall|required?)\b|{NEGATION}|\s[-\u2013\u2014]\s)[^.,;:()\d])*",
    re.IGNORECASE,
)
"""Whom people ask for more: no client does anything about it. What the sentence goes on with is read."""
_EMPTY_TAG: Final = lazy_regex(r"\{%[^{}%]{0,500}/%\}|\{\{[<%][^{}=%>]{0,500}[%>]\}\}|\{%-? ?/?[a-z][\w-]{0,40} ?-?%\}")
_LEADING_TAG: Final = lazy_regex(
    r"</[A-Za-z][\w.-]{0,40}\s?>|<[A-Za-z][\w.-]{0,40}"
    r"(?:\s{1,20}(?:href|src|to|link|url|img|image|icon|alt|link-?text|target|class|id|style|width|height)"
    r"=(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'|\{[^{}<>]{0,500}\})){1,20}\s{0,4}/?>"
)
"""A tag of an element that no reader knows, which only leads somewhere, shows a picture, or ends the element."""
_MAILBOX: Final = lazy_regex(
    r"(\b(?:(?:write|contact|ask)(?: us| our \w+| the \w+)?(?: at| to| via)?|mail(?: us| our \w+)?(?: at| to)) )"
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w/:@-])",
    re.IGNORECASE,
)
"""Whom people write to, and no call does: behind other words it may be a user, a sender or a host."""
_LINE_OF_CODE: Final = lazy_regex(
    r"(?<![^\s(\[\"'`*])((?:[\w-]{1,60}/){0,12}[\w-]{1,60}\.(?:php|rb|jsx?|tsx?|mjs|java|kts?|scala|cpp|hpp|exs))"
    r":(?!(?:80|81|443|[3-9]000|3001|5432|8080|8081|8443)\b)\d{1,4}(?:-\d{1,4})?(?![\w:/-])"
)
"""In which line of a file something stands: nobody who calls it has to know. Of a name with further points, behind an
address, that ends as hosts of a country do, or with a number that servers listen to, it may be a port."""


def shown_words(said: str) -> str:
    """Leave out mailboxes, and tags that only lead somewhere or hold nothing: `{% callout %}`, `{{< tab "cURL" >}}`."""
    shown = _EMPTY_TAG.sub(_badge, said) if "}" in said and ("%}" in said or ">}}" in said) else said
    shown = _LEADING_TAG.sub(" ", shown) if "<" in shown else shown
    shown = _MAILBOX.sub(r"\1", shown) if "@" in shown else shown
    shown = _but_numbers(shown) if "." in shown else shown
    shown = _LINE_OF_CODE.sub(r"\1", shown) if ":" in shown else shown
    return _CONTACTS.sub(" ", shown)


def _but_numbers(said: str) -> str:
    """Leave out the numbers of items that a line consists of: the first one begins it, and none is left out.

    >>> _but_numbers("1.Use our scripts 2.Follow samples."), _but_numbers("Wait 5.Then send.")
    ('Use our scripts Follow samples.', 'Wait 5.Then send.')
    """
    numbers = tuple(_NUMBER_OF_ITEM.finditer(said))
    if not numbers or numbers[0].start() > 0:
        return said
    first = int(numbers[0][1])
    are_in_order = all(int(each[1]) == number for number, each in enumerate(numbers, start=first))
    return _NUMBER_OF_ITEM.sub("", said) if are_in_order else said


def _badge(tag: re.Match[str]) -> str:
    """Return what a tag says that a site draws as a badge, `{% required %}`; a blank for one that only lays out."""
    from driftwatch.extract.words.wording import is_deprecated_word, required_word  # noqa: PLC0415 - few pages need it

    said = tag[0].strip("{}<>%-/ ")
    return f" {said} " if required_word(said) is not None or is_deprecated_word(said) else " "
