"""Tables that only place things on a page, as mails do and pages from before style sheets: no rows with columns.

Read as tables, their first row would name columns, and a table in a cell would be one long text. What stands in their
cells is read as it comes.
"""

from collections.abc import Iterator
from typing import Final

from driftwatch.extract.text.html_element import Element, all_in, around

_ROW_GROUPS: Final = frozenset(("tbody", "tfoot"))
_OF_DATA: Final = frozenset(("thead", "caption"))
_ARIA: Final = frozenset(("presentation", "none"))


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
    """Tell whether a table has no columns: a single cell a row, or others in its first row that hold tables.

    One with heads has columns, however it looks, and one with a caption holds data.
    """
    if table.attributes.get("role") in _ARIA:
        return True
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in row.elements]
    is_data = any(child.tag in _OF_DATA for child in table.elements)
    if is_data or not cells or any(cell.tag != "td" for cell in cells):
        return False
    first = next(row for row in rows if any(row.elements))
    return all(len([*row.elements]) <= 1 for row in rows) or any(map(_holds_table, first.elements))


def _rows(element: Element) -> Iterator[Element]:
    for child in element.elements:
        if child.tag == "tr":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _holds_table(cell: Element) -> bool:
    return any(inner.tag == "table" for inner, _ in all_in(cell))
