"""Fences around code in Markdown: where one begins, in an item of a list or a quote as well, and where it ends."""

from typing import Final

from driftwatch.patterns import holds_any, lazy_regex

_MARKS: Final = ("```", "~~~")
_OPENING: Final = lazy_regex(r"^[ \t]*(?:[-*+] +|\d{1,9}[.)] +|> ?)?(`{3,}(?=[^`]*$)|~{3,})")


def fence_of(line: str) -> str:
    """Return the marks of the fence that begins on a line; "" where none does."""
    match = _OPENING.match(line) if holds_any(line, _MARKS) else None
    return match[1] if match else ""


def ends_fence(line: str, marks: str) -> bool:
    """Tell whether a line ends the fence that began with these marks: it holds nothing else, and as many or more."""
    bare = line.strip()
    return bare.startswith(marks) and not bare.strip(marks[0])
