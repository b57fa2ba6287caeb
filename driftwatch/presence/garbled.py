"""Which pages came with their letters taken for others: their bytes are of another encoding than the one that is said.

UTF-8 that somebody read as Windows-1252 and wrote as UTF-8 is valid, and so is a page in which what an older encoding
has no sign for became question marks. What tells is that what came is what was lost, written so.
"""

from collections.abc import Iterator
from typing import Final

from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import Sides

_LEAST: Final = 3
"""Lines at least: to one anybody adds a question mark."""
_SIGNS: Final = lazy_regex(r"[?\ufffd\u00c2-\u00f4]")
"""What stands for a letter that was lost, and the letters that the first bytes of UTF-8 are taken for."""
_MISTAKEN: Final = ("cp1252", "latin-1")
"""Encodings that UTF-8 is read as."""
_NARROW: Final = ("ascii", *_MISTAKEN)
"""Encodings that lack letters."""
_NOT_HELD: Final = lazy_regex(r"[\W_\u00e2]+")
"""Signs that no line is known by: the typographic ones, and the first letter of what becomes of them."""


def is_garbled(sides: Sides) -> bool:
    """Tell whether half of the lines that came are lines of before in a wrong encoding."""
    if not sides.are_in_words:
        return False
    come = [line.words for line in sides.come.elements() if _SIGNS.search(line.words)]
    if len(come) < _LEAST or 2 * len(come) < sides.come.total():
        return False
    wrong = {form for line in sides.lost for form in _garbled(line.words)}
    found = sum(1 for words in come if _held(words) in wrong)
    return found >= _LEAST and 2 * found >= sides.come.total()


def _garbled(words: str) -> Iterator[str]:
    """Yield what becomes of words: by the letters that they are known by."""
    whole = words.encode("utf-8", "replace")
    for encoding in _MISTAKEN:
        yield _held(whole.decode(encoding, "ignore"))
    for encoding in _NARROW:
        yield _held(words.encode(encoding, "ignore").decode(encoding))


def _held(words: str) -> str:
    return _NOT_HELD.sub("", words)
