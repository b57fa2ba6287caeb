"""Which characters a reader can see, and which the name of a file can have: text from outside can hold others."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from typing import Final

from driftwatch.patterns import lazy_regex

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls (ESC among them), formats (bidi, zero width, tags), half characters, private and unassigned ones."""
_MARKS: Final = frozenset({"Mn", "Me"})
"""What stands above, below or around the letter before it, however many of them there are."""
_MOST_MARKS: Final = 2
"""Marks on one letter that are shown: Vietnamese and Thai need two. A pile of them covers the lines around it."""
_RESERVED: Final = lazy_regex(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
"""Names that Windows keeps to itself."""
_VARIATION: Final = lazy_regex("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def is_unseen(character: str) -> bool:
    """Tell whether nobody sees a character, or it changes how others are shown; tab and line feed as well."""
    return unicodedata.category(character) in _UNSEEN or _VARIATION.match(character) is not None


def spelled(text: str, spell: Callable[[str], str]) -> str:
    """Replace each character that nobody sees, and each mark on a letter from the third on; linear in the text."""
    written: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if not character.isascii() and unicodedata.category(character) in _MARKS else 0
        written.append(spell(character) if marks > _MOST_MARKS or is_unseen(character) else character)
    return "".join(written)


def all_seen(text: str) -> bool:
    """Tell quickly that a text holds none of them, line feeds apart; False means to look closer."""
    return text.replace("\n", "").isprintable() and _VARIATION.search(text) is None


def plain_name(text: str, *, keep_case: bool = False, most: int = 100) -> str:
    """Name a file after a text, as every file system takes it; one longer than `most` characters ends in a digest."""
    written = text.replace("{}", "_") if keep_case else text.replace("{}", "_").lower()
    slug = re.sub(r"[^A-Za-z0-9_]+", "-", written).strip("-") or "root"
    if _RESERVED.fullmatch(slug):
        slug = f"{slug}_"
    if len(slug) <= most:
        return slug
    return f"{slug[: most - 13]}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
