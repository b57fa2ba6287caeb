"""Whether two things with different names look like the same thing."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import Final

from driftwatch.model.respelling import words_of

_MAX_NAME: Final = 100
_ALIKE: Final = 0.75
_STEM: Final = 3
"""Letters that a name must have to count as the beginning or end of another one."""
_TURNING: Final = frozenset(
    (
        "denied", "deny", "disable", "disabled", "disallow", "disallowed", "exclude", "excluded", "excluding", "forbid",
        "hidden", "hide", "ignore", "ignored", "never", "non", "not", "omit", "omitted", "prevent", "skip", "skipped",
        "suppress", "suppressed", "without",
    )
)  # fmt: skip
"""Words by which a name says the contrary: `cacheDisabled` is not `cache`. At an end, `no` is a number's."""


def alike_names(one: str, other: str) -> bool:
    """Tell whether two names may be one name before and after a renaming.

    >>> alike_names("max_tokens", "maxTokens"), alike_names("prompt", "prompt_text"), alike_names("limit", "cursor")
    (True, True, False)
    >>> alike_names("max_input_tokens", "max_output_tokens"), alike_names("user_first_name", "user_frist_name")
    (False, True)
    >>> alike_names("temperature", "temp"), alike_names("a", "a2"), alike_names("min_length", "max_length")
    (True, True, False)
    >>> alike_names("cache", "cacheDisabled"), alike_names("no_cache", "cache"), alike_names("bill_no", "bill")
    (False, False, True)
    """
    if len(one) > _MAX_NAME or len(other) > _MAX_NAME:
        return False
    words, others = words_of(one), words_of(other)
    if _is_turned(words) != _is_turned(others):
        return False
    short, long = sorted(("".join(words), "".join(others)), key=len)
    if not short or short == long:
        return bool(short)
    left, right = ([word for word in ones if word not in rest] for ones, rest in ((words, others), (others, words)))
    if len(left) < len(words) and left and right:
        # start_date and end_date, max_input_tokens and max_output_tokens: most of the letters are the same, what counts
        # is not.
        return _close("".join(left), "".join(right))
    if len(words) == len(others) == 1 and len(short) >= _STEM and (long.startswith(short) or long.endswith(short)):
        return True
    common, every = set(words) & set(others), set(words) | set(others)
    return 2 * len(common) >= len(every) or _close(short, long)


def _is_turned(words: Sequence[str]) -> bool:
    """Tell whether a name says the contrary of what its other words do; who says so twice does not."""
    return (len(_TURNING.intersection(words)) + ("no" in words[:-1])) % 2 == 1


def _close(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def overlap(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    """Return the share of common members, 0 to 1; two empty sets are wholly alike."""
    together = len(one | other)
    return len(one & other) / together if together else 1.0
