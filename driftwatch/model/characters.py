"""Which characters a reader can see: text from outside can hold others, to hide words or to reorder them."""

import re
import unicodedata
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls (ESC among them), formats (bidi, zero width, tags), half characters, private and unassigned ones."""
_VARIATION: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def is_unseen(character: str) -> bool:
    """Tell whether nobody sees a character, or it changes how others are shown; tab and line feed as well."""
    return unicodedata.category(character) in _UNSEEN or _VARIATION.match(character) is not None


def all_seen(text: str) -> bool:
    """Tell quickly that a text holds none of them, line feeds apart; False means to look closer."""
    return text.replace("\n", "").isprintable() and _VARIATION.search(text) is None
