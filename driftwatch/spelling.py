"""What a person probably meant: the one place that looks for a known name close to an unknown one."""

from collections.abc import Iterable
from typing import Final

LIKELY: Final = 0.6
"""difflib's ratio: a slip of one or two letters keeps this much even of a short word, another word seldom has it."""
_LONGEST: Final = 120
"""difflib takes time with the square of the length, and nobody mistypes a name that is longer."""


def closest(word: str, known: Iterable[str], *, count: int = 1, least: float = LIKELY) -> tuple[str, ...]:
    """Return the known names that a word is close to, the closest first.

    Args:
        word: what was written.
        known: the names there are.
        count: how many to return at the most.
        least: the smallest likeness, difflib's ratio, 0 to 1.
    """
    import difflib  # noqa: PLC0415 - only a mistake needs it, and every command would pay for its import

    return tuple(difflib.get_close_matches(word[:_LONGEST], list(known), n=count, cutoff=least))


def did_you_mean(word: str, known: Iterable[str], *, count: int = 1) -> str:
    """Return `; did you mean 'x'?` for the end of a sentence about an unknown word, "" when nothing is close."""
    close = closest(word, known, count=count)
    return f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
