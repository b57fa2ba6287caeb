"""Blocks of code that list calls, one a line, each with what it does: `GET   /widgets   List them all`."""

import re
from typing import Final

from driftwatch.extract.blocks import Code
from driftwatch.extract.vocabulary import ANY_METHOD
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.call_lines import call_of_line
from driftwatch.platforms.endpoint_headings import is_in_language
from driftwatch.platforms.named_call import NamedCall

_ENTRY: Final = lazy_regex(
    rf"(?P<call>(?:{ANY_METHOD})[ \t]{{1,12}}/\S{{0,300}})"
    r"(?:[ \t]{2,60}\S[^\n]{0,300}|[ \t]{1,60}(?:#|//|--?|\u2013|\u2014|\u2192|->|=>)[ \t][^\n]{0,300})?"
)
"""A call with nothing behind it, or what it does: in a column of its own, or behind a sign."""
_REMARK: Final = lazy_regex(r"(?:#|//|--)\s[^\n]{0,200}")
_HEAD: Final = lazy_regex(r"(?:HTTP\s)?(?:method|verb)\b[^\n]{0,200}", re.IGNORECASE)
_CONTINUED: Final = 8
"""Blanks before what goes on with the line above."""
_LONGEST: Final = 400
_MOST: Final = 400
_FEW: Final = 2


def calls_of_listing(block: Code) -> tuple[NamedCall, ...]:
    """Return the calls that a block lists; () where it holds anything else than these and remarks on them."""
    if is_in_language(block) or len(block.text) > _MOST * _LONGEST:
        return ()
    found: list[NamedCall] = []
    for number, line in enumerate(block.text.split("\n")):
        said = line.strip()
        is_continued = bool(found) and line.startswith(" " * _CONTINUED) and not _ENTRY.match(said)
        if not said or is_continued or _REMARK.fullmatch(said) or (not found and _HEAD.fullmatch(said)):
            continue
        entry = _ENTRY.fullmatch(said) if len(said) <= _LONGEST and number <= _MOST else None
        call = call_of_line(" ".join(entry["call"].split())) if entry else None
        if call is None:
            return ()
        found.append(call)
    return tuple(found) if len(found) >= _FEW else ()
