"""Lists that a generator left in a paragraph: Python-Markdown begins none below a line of words without a gap.

The built page shows one paragraph with the bullets in it; who wrote them means a list, and in the source it is read as
one. A colon above it, and words or code behind two signs at least, tell it from a dash and from a sum: `total = a`,
`+ b` and `- 5` below it are no list.
"""

from typing import Final

from driftwatch.extract.text.html_element import Element, all_in, around
from driftwatch.patterns import lazy_regex

_BULLET: Final = lazy_regex(r"\n([ \t]*)([-*]|\d{1,3}\.)[ \t]+")
_WORD: Final = lazy_regex(r"[\"'(\[]?[^\W\d]")
_FEWEST: Final = 2
_NESTS: Final = 2
"""Blanks by which a bullet stands deeper than that above it, so that it belongs to that one."""
_DEEPEST: Final = 6
"""Lists within lists; deeper than any in a paragraph."""

Pieces = list["Element | str"]


def open_lists(content: Element) -> None:
    """Put a list in place of each paragraph's lines that are one; what stands above it stays a paragraph."""
    for element in [content, *(inner for inner, _ in all_in(content))]:
        if any(child.tag == "p" for child in element.elements):
            element.children = [piece for child in element.children for piece in _parted(child)]


def _parted(child: Element | str) -> Pieces:
    if isinstance(child, str) or child.tag != "p" or (found := _listed(child)) is None:
        return [child]
    child.children, items = found
    return [child, items]


def _listed(element: Element) -> tuple[Pieces, Element] | None:
    """Part a paragraph into what stands above its bullets, and the list of them; None where there is no list."""
    lead: Pieces = []
    items: list[tuple[int, str, Pieces]] = []
    for child in element.children:
        if not isinstance(child, str) or "\n" not in child:
            (items[-1][2] if items else lead).append(child)
            continue
        end = 0
        for match in _BULLET.finditer(child):
            (items[-1][2] if items else lead).append(child[end : match.start()])
            items.append((len(match[1]), match[2], []))
            end = match.end()
        (items[-1][2] if items else lead).append(child[end:])
    return (lead, _nested(items)) if _is_list(lead, items) else None


def _is_list(lead: Pieces, items: list[tuple[int, str, Pieces]]) -> bool:
    marks = [mark for indent, mark, _ in items if indent == items[0][0]]
    if len(marks) < _FEWEST or not _text(lead).endswith((":", "：")) or not all(_says(said) for _, _, said in items):
        return False
    if marks[0].endswith("."):
        return marks == [f"{number}." for number in range(1, len(marks) + 1)]
    return len(set(marks)) == 1


def _says(pieces: Pieces) -> bool:
    """Tell whether an item begins with a word or with code."""
    first = next((piece for piece in pieces if _text([piece])), "")
    is_code = isinstance(first, Element) and any(each.tag == "code" for each in (first, *first.elements))
    return is_code or _WORD.match(_text(pieces)) is not None


def _text(pieces: Pieces) -> str:
    return "".join("".join(around(piece).strings) for piece in pieces).strip()


def _nested(items: list[tuple[int, str, Pieces]]) -> Element:
    top = Element("ol" if items[0][1].endswith(".") else "ul", {})
    opened = [(items[0][0], top)]
    for indent, _, said in items:
        while len(opened) > 1 and indent < opened[-1][0]:
            opened.pop()
        above = opened[-1][1].children[-1] if opened[-1][1].children else None
        is_below = indent >= opened[-1][0] + _NESTS and len(opened) < _DEEPEST
        if is_below and isinstance(above, Element):
            below = Element("ul", {})
            above.children.append(below)
            opened.append((indent, below))
        item = Element("li", {})
        item.children = said
        opened[-1][1].children.append(item)
    return top
