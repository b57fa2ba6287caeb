"""Words that say of a list of values that it names only some of them."""

import re
from typing import Final

from driftwatch.patterns import lazy_regex

_LAST: Final = r"\betc\b|\.\.|\u2026|\b(?:more|others)\b|等|и\sдр\b|\busw\b"
"""What stands behind the last value of such a list: "and more"."""
_BEFORE: Final = r"\b(?:e\.g|examples?|such\sas|other)\b"
"""What else such a text says, before the values or about them: "such as"."""

GOES_ON: Final = lazy_regex(rf"\s?(?:,\s?)?(?:(?:and|or|among)\s(?:many\s)?)?(?:{_LAST})", re.IGNORECASE)
"""Matches right behind the last value that is named, where there are more."""
SOME: Final = f"{_LAST}|{_BEFORE}"
"""What says anywhere in a text that the values which it lists are some."""
NAMES_SOME: Final = lazy_regex(SOME, re.IGNORECASE)
AND_MORE: Final = frozenset(("etc", "more", "others"))
"""Pieces at the end of a list that are no values."""
