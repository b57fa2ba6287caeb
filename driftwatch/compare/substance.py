"""Whether what differs in a line can be of substance to a client, or only words it in another way.

An amount, a name in code, an address, a negation, a demand, a time, money or what becomes of a call is of substance
where a heading says that the section is about something to obey. Other words ("silently", "very small", a typing error
that was mended) tell how it is said.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.alignment import stretches
from driftwatch.compare.page_lines import Edit, spelled_words
from driftwatch.extract.notice_words import BACKOFF, COSTS, FOR_FREE, LIMIT, NEGATION, OBEYED
from driftwatch.patterns import lazy_regex

_NAMED: Final = lazy_regex(r"\d|_|[^\W\d_]\.[^\W\d_]|/|(?<!\S)[a-z]+[A-Z]|(?<!\S)[^\w\s](?!\S)")
"""An amount, a name in code, a host, a path, or a sign that means something."""
_OBEYED: Final = lazy_regex(f"{NEGATION}|{LIMIT}|{BACKOFF}|{COSTS}|{FOR_FREE}|{OBEYED}", re.IGNORECASE)
_POINTS: Final = lazy_regex(
    r"(?:learn|read|see|find out|discover|explore|check out)(?: more)? (?:about|how|what|why|more|here)\b[^\d`]*",
    re.IGNORECASE,
)
"""A sentence that only says where more is said."""
_PARTED: Final = lazy_regex(r"(?<=[\u2e80-\u9fff]) (?=[\u2e80-\u9fff])")
"""Between two signs of a script without blanks, each of which counts as a word."""


def has_substance(edit: Edit) -> bool:
    """Tell whether what came, went or differs in a line may be of substance.

    >>> from driftwatch.compare.page_lines import Placed
    >>> from driftwatch.model.text import Line
    >>> very, slow, fast = (Placed(Line("sentence", (f"It takes {said}.",)), ()) for said in ("a lot", "long", "2 s"))
    >>> has_substance(Edit(very, slow)), has_substance(Edit(slow, fast))
    (False, True)
    """
    sides = [side.line.words for side in (edit.old, edit.new) if side is not None]
    if len(sides) == 1 and _POINTS.fullmatch(sides[0]):
        return False
    return any(_NAMED.search(part) or _OBEYED.search(part) for part in _differing(edit))


def _differing(edit: Edit) -> Iterator[str]:
    old, new = ((spelled_words(side.line.words) if side is not None else ()) for side in (edit.old, edit.new))
    for is_same, first, last, start, end in stretches(*(tuple(map(str.lower, side)) for side in (old, new))):
        if not is_same:
            yield from (_joined(part) for part in (old[first:last], new[start:end]))


def _joined(words: Iterable[str]) -> str:
    return _PARTED.sub("", " ".join(words))
