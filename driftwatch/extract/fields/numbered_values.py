"""Values that are numbers counted up, each with what it means: "0 = shut, 1 = open", "Kind of box (1: old; 2: new)"."""

import re
from itertools import pairwise
from typing import Final

from driftwatch.extract.words.open_lists import NAMES_SOME
from driftwatch.patterns import lazy_regex

_ONE: Final = r"(?P<number>-?\d{1,3})\s?(?P<sign>=>?|:|[-\u2013\u2014](?=\s))\s?(?P<meaning>[^\W\d_].{0,80})"
_PIECE: Final = lazy_regex(_ONE)
_NEXT: Final = lazy_regex(
    r"(?:\s?[,;/|\uff0c\uff1b\u3001\n]|\s(?:and|or)(?=\s))\s?(?:(?:and|or)\s)?(?:[-*\u2022]\s)?"
    r"(?=-?\d{1,3}\s?(?:=|:|[-\u2013\u2014]\s))"
)
"""What stands between two of them."""
_HEAD: Final = lazy_regex(
    r"(?:[^\d\n]{0,120}(?:[.:(\[\n]|\s[-\u2013\u2014]))?\s?(?:[-*\u2022]\s)?(?=\d{1,3}\s?(?:=|:|[-\u2013\u2014]\s))"
)
"""What they are of, up to a sign that sets the list apart."""
_TAIL: Final = lazy_regex(r"[)\]]?[.\u3002]?\s?$")
_OTHER: Final = lazy_regex(
    r"\b(?:range|scale|between|from|bit\w{0,6}|flags?|sum\w{0,5}|combin\w{1,6}|comma|separated|multiple|several|steps?|notes?"
    r"|other|others|any|custom|e\.?g|through)\b|\.\.|\u2026",
    re.IGNORECASE,
)
"""What makes them some of the values, ends of a range, or parts of one value."""
_SENTENCES: Final = lazy_regex(r"[.\u3002]\s+(?=[A-Z])")
_FIRST: Final = (0, 1)
_LONGEST: Final = 600


def numbered_values(said: str) -> tuple[str, ...]:
    """Return the numbers of a text that says of each what it means, and of nothing else; () for any other text.

    Counted up one by one they are all that there are; 0 and 100 are the ends of a range, 1, 2 and 4 may be added up.

    >>> numbered_values("State of the box: 0 = shut, 1 = open."), numbered_values("1 - active, 2 - inactive")
    (('0', '1'), ('1', '2'))
    >>> numbered_values("0 = worst, 100 = best"), numbered_values("0 = no limit"), numbered_values("1 = a, 2 = b, etc.")
    ((), (), ())
    """
    if len(said) > _LONGEST or ("=" not in said and ":" not in said and " - " not in said):
        return ()
    head = _HEAD.match(said)
    listed, *_ = _SENTENCES.split(said[head.end() :], maxsplit=1) if head is not None else ("",)
    found = [_PIECE.fullmatch(piece) for piece in _NEXT.split(_TAIL.sub("", listed))]
    numbers = [int(match["number"]) for match in found if match is not None]
    steps = {after - before for before, after in pairwise(numbers)}
    is_counted = len(numbers) == len(found) and steps in ({1}, {-1})
    signs = {match["sign"] for match in found if match is not None}
    is_open = _OTHER.search(said) is not None or NAMES_SOME.search(said) is not None
    is_whole = is_counted and len(signs) == 1 and min(numbers) in _FIRST and not is_open
    return tuple(sorted(map(str, numbers))) if is_whole else ()
