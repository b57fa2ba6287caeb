"""Which sections a page points at: its own table of contents, and links within it.

Who takes a section out takes out what points at it as well, since generators make a table of contents from the sections
that there are. What is lost on the way is pointed at still.
"""

from collections.abc import Container, Iterable
from typing import Final
from urllib.parse import unquote

from driftwatch.patterns import lazy_regex

_POINTER: Final = lazy_regex(r"(?:href=[\"']?#|\]\(<?#|<<#?_?|xref:#_?)([^\s#\"'<>()\[\],]{2,200})")
"""A link of HTML, of Markdown and the two of AsciiDoc, to a place on the page that they stand on."""
_SIGN: Final = lazy_regex(r"[\W_]+")


def pointed_at_in(text: str) -> frozenset[str]:
    """Return the names of the places on the page that it points at, each in its letters and digits alone."""
    if "#" not in text and "<<" not in text:
        return frozenset()
    return frozenset(map(_bare, map(unquote, _POINTER.findall(text))))


def points_at(pointed_at: Container[str], titles: Iterable[str]) -> bool:
    """Tell whether a page points at a section that is called so: its anchor has the letters of its heading."""
    return any(_bare(title) in pointed_at for title in titles)


def _bare(name: str) -> str:
    return _SIGN.sub("", name).lower()
