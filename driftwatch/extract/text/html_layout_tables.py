"""Tables that only place things on a page, as mails do and pages from before style sheets: no rows with columns.

Read as tables, their first row would name columns, and a table in a cell would be one long text. What stands in their
cells is read as it comes. Each cell of such a table holds tables, images or several paragraphs and no words beside
them; any other table holds data, whatever it is called: a role is often wrong, and lost fields are worse than a row.
"""

from collections.abc import Iterator
from typing import Final

from driftwatch.extract.text.html_element import Element, all_in, around

_ROW_GROUPS: Final = frozenset(("tbody", "tfoot"))
_OF_DATA: Final = frozenset(("thead", "caption"))
_BOXES: Final = frozenset(("div", "center", "section", "article"))
_BLOCKS: Final = frozenset(
    ("table", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote", "figure")
)
_SEVERAL: Final = 2


def unfold_layout(content: Element) -> None:
    """Put a box in place of each cell of such tables, the outer ones first."""
    for element, _ in [*all_in(content)]:
        if element.tag == "table" and _places(element):
            element.tag = "div"
            element.children = [*_boxes(element)]


def _boxes(element: Element) -> Iterator[Element | str]:
    for child in element.children:
        if isinstance(child, str) or child.tag not in ("tr", *_ROW_GROUPS):
            yield child
        elif child.tag == "tr":
            yield from (cell if isinstance(cell, str) else around(*cell.children) for cell in child.children)
        else:
            yield from _boxes(child)


def _places(table: Element) -> bool:
    """Tell whether a table has no columns; one with heads has, however it looks, and one with a caption holds data."""
    cells = [cell for row in _rows(table) for cell in row.elements]
    is_data = any(child.tag in _OF_DATA for child in table.elements) or any(cell.tag != "td" for cell in cells)
    if is_data:
        return False
    held = [_blocks(cell) for cell in cells if cell.has_text]
    return bool(held) and all(map(_is_placed, held)) and any("table" in blocks for blocks in held)


def _rows(element: Element) -> Iterator[Element]:
    for child in element.elements:
        if child.tag == "tr":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _is_placed(blocks: list[str]) -> bool:
    return "" not in blocks and ("table" in blocks or len(blocks) >= _SEVERAL)


def _blocks(element: Element) -> list[str]:
    """Return the tags of the blocks that show words in a cell, and "" for words that stand beside these."""
    found: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            found += [""] if child.strip() else []
        elif child.tag in _BOXES:
            found += _blocks(child)
        elif child.has_text:
            found.append(child.tag if child.tag in _BLOCKS else "")
    return found
