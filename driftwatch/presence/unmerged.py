"""Whether a text holds the marks of a merge that nobody finished: it says two things at once, and means one."""

import re
from typing import Final

from driftwatch.patterns import lazy_regex

OURS: Final = "<<<<<<<"
"""The mark that a conflict begins with (git-merge, "How conflicts are presented")."""
THEIRS: Final = 7 * ">"
"""The mark that it ends with, made of its sign: in a row they would pass for an example of this module."""
_MARKS: Final = tuple(
    lazy_regex(mark, re.MULTILINE) for mark in (rf"^{OURS} \S", r"^=======[ \t]*\r?$", rf"^{THEIRS} \S")
)
"""The three of them, in their order, each at the beginning of a line."""


def is_unmerged(text: str) -> bool:
    """Tell whether all three marks stand in a text, in their order."""
    at = 0
    for mark in _MARKS if OURS in text else ():
        found = mark.search(text, at)
        if found is None:
            return False
        at = found.end()
    return at > 0
