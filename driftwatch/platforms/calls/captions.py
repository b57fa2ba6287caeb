"""Captions of tables that name the path whose parameters stand below: "Table 3. /widgets/{id}".

Spring REST Docs writes the template of a call there and nowhere else: its samples show values in place of parameters.
"""

from collections.abc import Iterator
from typing import Final

from driftwatch.extract.text.blocks import Paragraph, Section, Text
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import lazy_regex

_CAPTION: Final = lazy_regex(r"(?:[^\W\d_]{1,20}\s\d{1,3}\.\s)?(/[^\s{}]{0,200}\{[\w.-]{1,60}\}\S{0,200})$")
_LONGEST: Final = 400


def path_of_caption(text: Text) -> str:
    """Return the path with parameters that a caption is, behind its number at most; "" for any other text."""
    plain = tidy(text.plain) if text.is_label and "{" in text.plain and len(text.plain) <= _LONGEST else ""
    match = _CAPTION.match(plain)
    return match[1].partition("?")[0] if match else ""


def captions_in(section: Section) -> Iterator[str]:
    """Yield the paths that captions in a section name, and in those inside it, in reading order."""
    for _, inner in section.walk():
        for block in inner.blocks:
            if isinstance(block, Paragraph) and (path := path_of_caption(block.text)):
                yield path
