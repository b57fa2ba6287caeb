"""Fences around code in Markdown: where one begins, in an item of a list or a quote as well, and where it ends."""

from collections.abc import Sequence
from typing import Final

from driftwatch.patterns import holds_any, lazy_regex

_MARKS: Final = ("```", "~~~")
_OPENING: Final = lazy_regex(r"^[ \t]*(?:[-*+] +|\d{1,9}[.)] +|> ?)?(`{3,}(?=[^`]*$)|~{3,})")
_BEHIND_TAGS: Final = lazy_regex(r"([ \t]*<[A-Z][^<>`]{0,400}>)[ \t]*((`{3,}|~{3,})[^`]{0,100})$")
"""A fence that begins behind the tag of a component."""
_BEFORE_TAGS: Final = lazy_regex(r"([ \t]*(`{3,}|~{3,}))[ \t]*(</[A-Z].*)$")
"""One that ends before that of the end."""
_BESIDE_TAGS: Final = (">```", "```</", ">~~~", "~~~</")
_COMPONENT_ENDS: Final = lazy_regex(r"[ \t]*</[A-Z][\w.]{0,40}>[ \t]*$")
_LONGEST: Final = 16
"""Marks of a fence, at most, whose end is made up where it has none."""


def fence_of(line: str) -> str:
    """Return the marks of the fence that begins on a line; "" where none does."""
    match = _OPENING.match(line) if holds_any(line, _MARKS) else None
    return match[1] if match else ""


def ends_fence(line: str, marks: str) -> bool:
    """Tell whether a line ends the fence that began with these marks: it holds nothing else, and as many or more."""
    bare = line.strip()
    return bare.startswith(marks) and not bare.strip(marks[0])


class FenceEnds:
    """Finds where the fences of a page end.

    Where nothing ends one, it ends before a heading or the end of a component, below which a page goes on: whoever
    forgets the end of a sample does not mean the rest of the page to be code.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._endless: set[str] = set()
        """Marks that no line ended when they were looked for: none below does."""

    def below(self, at: int, marks: str) -> int:
        """Return the number of the line below a fence that was opened by the line before `at`."""
        lines = self._lines
        if not any(marks.startswith(each) for each in self._endless):
            for number in range(at, len(lines)):
                if ends_fence(lines[number].strip().lstrip("> "), marks):
                    return number + 1
            self._endless.add(marks)
        below = range(at, len(lines)) if len(marks) <= _LONGEST else ()
        return next((number for number in below if _goes_on(lines, number)), len(lines))


def _goes_on(lines: Sequence[str], number: int) -> bool:
    line = lines[number]
    if line.startswith("##"):
        return line.lstrip("#").startswith(" ") and not lines[number - 1].strip()
    return line.lstrip().startswith("</") and _COMPONENT_ENDS.match(line) is not None


def with_fences_apart(text: str) -> list[str]:
    r"""Return the lines of a page, with fences and the tags of the components around them in lines of their own.

    >>> with_fences_apart("<Tab>```sh\nls\n```</Tab>")
    ['<Tab>', '```sh', 'ls', '```', '</Tab>']
    """
    lines = text.split("\n")
    if not holds_any(text, _BESIDE_TAGS):
        return lines
    found: list[str] = []
    marks, shown = "", 0
    for line in lines:
        opened, ended = _BEHIND_TAGS.match(line), _BEFORE_TAGS.match(line)
        if not marks and opened:
            found.extend(opened.group(1, 2))
            marks = opened[3]
        elif marks and not shown and ended and ended[2].startswith(marks):
            found.extend(ended.group(1, 3))
            marks = ""
        else:
            found.append(line)
            shown += bool(opened) - bool(ended and shown)  # code that shows how a component is written
            if not marks or ends_fence(line, marks):
                marks, shown = "" if marks else fence_of(line), 0
    return found
