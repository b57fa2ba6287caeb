"""Lists of values that one pair of marks holds together: "one of [oak, ash]", "valid values are `oak, ash`"."""

import re
from typing import Final

from driftwatch.extract.fields.kinds_of_values import PLAIN_VALUE
from driftwatch.patterns import lazy_regex

BRACKETED: Final = lazy_regex(
    r"\b(?:(?:(?:allowed|possible|accepted|valid|supported|available|permitted)\s(?:values?|options?)(?:\sare)?|one\sof)\s?:?"
    r"|enum\s?:|^enum(?=[^\]}]{1,999}[\]}]\s?(?:$|[.;,(])))\s?"
    rf"[\[{{]\s?({PLAIN_VALUE}(?:\s?[,|]\s?{PLAIN_VALUE}){{1,60}})\s?[\]}}]",
    re.IGNORECASE,
)
"""Values in square or curly brackets, which need no colon before them."""
_SPAN: Final = lazy_regex(rf"[\[{{(]?\s?([\"']?{PLAIN_VALUE}[\"']?(?:,\s[\"']?{PLAIN_VALUE}[\"']?){{1,60}})\s?[\]}})]?")
_MAY_BE: Final = lazy_regex(r"accepts|(?:can|may|must|should|will)\sbe", re.IGNORECASE)
"""Words before a value that may as well be an example of several at once: "can be `width, height`"."""


def values_of_span(introduced: str, value: str) -> tuple[str, ...]:
    """Return the values in the one span of code behind words that say that they are values; itself where it is one.

    >>> values_of_span("valid values are ", "oak, ash"), values_of_span("possible values: ", '{ "oak", "ash" }')
    (('ash', 'oak'), ('ash', 'oak'))
    >>> values_of_span("can be ", "width, height"), values_of_span("one of ", "oak,ash")
    (('width, height',), ('oak,ash',))
    """
    match = None if _MAY_BE.match(introduced) else _SPAN.fullmatch(value)
    return (value,) if match is None else tuple(sorted({one.strip("\"' ") for one in match[1].split(",")}))
