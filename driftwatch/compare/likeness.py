"""Whether two things with different names look like the same thing."""

import re
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import Final

_MAX_NAME: Final = 100
_ALIKE: Final = 0.75
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def alike_names(one: str, other: str) -> bool:
    """Tell whether two names may be one name before and after a renaming.

    >>> alike_names("max_tokens", "maxTokens"), alike_names("prompt", "prompt_text"), alike_names("limit", "cursor")
    (True, True, False)
    """
    if len(one) > _MAX_NAME or len(other) > _MAX_NAME:
        return False
    words, others = words_of(one), words_of(other)
    if words and others and (words == others or set(words) < set(others) or set(others) < set(words)):
        return True
    return SequenceMatcher(None, "".join(words), "".join(others)).ratio() >= _ALIKE


def overlap(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return the share of common members, 0 to 1; two empty sets are wholly alike."""
    together = len(one | other)
    return len(one & other) / together if together else 1.0


def words_of(name: str) -> list[str]:
    """Split a name to its words in lower case, however they are joined: `maxTokens`, `max_tokens`, `max-tokens`."""
    return [word.lower() for word in _WORD.findall(name)]
