"""Words that say of a list of values that it names only some of them."""

import re
from typing import Final

from driftwatch.patterns import lazy_regex

_ENDS: Final = r"\betc\b|\.\.|\u2026|и\sдр(?:уги\w{1,3})?\b|\busw\b"
"""What stands behind the last value of such a list, and means nothing else."""
_AND: Final = r"(?:and|or|among)\s(?:many\s)?"
EXAMPLES: Final = r"\b(?:e\.g|for\sexample|such\sas)\b"
"""What such a text says before the values."""

GOES_ON: Final = lazy_regex(
    rf"\s?(?:,\s?)?(?:(?:{_AND})?(?:{_ENDS}|等(?![级待于]))"
    rf"|{_AND}(?:more|others)\b(?!\s(?:than|details|info(?:rmation)?|about)\b)"
    r"|(?<=,)\s?(?:more|others)(?=\s?(?:$|[.;)\n])))",
    re.IGNORECASE,
)
"""Matches right behind the last value that is named, where there are more.

Without "and", "more" may begin what is said next: "`a`, `b` more than once", "`a`, `b`, others are refused".
"""
SOME: Final = rf"{_ENDS}|\b(?:more|others)\b|等(?!\w)|{EXAMPLES}|\bexamples?\b"
"""What says anywhere in a text that the values which it lists are some; "other" is a value more often than not."""
NAMES_SOME: Final = lazy_regex(SOME, re.IGNORECASE)
AND_MORE: Final = frozenset(("etc", "more"))
"""Pieces at the end of a list that are no values."""
NOT_ALL: Final = (
    "common(?:ly\\sused)?|defaults?|disallowed|ejemplos?|esempi|exemplos?|exemples?|examples?|excluded|forbidden|frequent"
    "|invalid|maximum|minimum|popular|recommended|reserved|samples?|special|suggested|typical|unsupported|usual"
)
"""Words that say of values that they are not all of them, or are refused."""
SOME_VALUES: Final = lazy_regex(
    rf"\b(?:{NOT_ALL})\s(?:(?:of|de|di)\s(?:the\s)?)?(?:allowed\s)?(?:[a-z]{{2,20}}\s)?(?:values|options|choices)\b"
    r"(?:\s(?:are|include))?\s?[:\uff1a]\s?",
    re.IGNORECASE,
)
"""What introduces such values: "Common values: `a`, `b`"."""
