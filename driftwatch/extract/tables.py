"""Table rows: cells of Markdown lines, expanded spans, values carried down."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.blocks import Table, Text
from driftwatch.extract.columns import names_rows
from driftwatch.extract.inline import text_of

_WIDEST: Final = 20_000
_COLUMNS: Final = 60
"""More columns than any real table has; what is beyond is cut."""


def cells_of_line(line: str) -> tuple[str, ...]:
    r"""Split a Markdown table row at its unescaped pipes; `\|` is a pipe, also in code.

    >>> cells_of_line(r"| `a\\|b` | c |")
    ('`a|b`', 'c')
    """
    line = line.strip().removeprefix("|")
    cells = line.replace("\\\\|", "\\\\ |").replace("\\|", "\x00").split("|", _COLUMNS)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return tuple(cell.replace("\x00", "|").strip() for cell in cells[:_COLUMNS])


def is_delimiter_row(line: str) -> bool:
    """Tell whether a line is the `| --- | :-: |` below a table's header."""
    if "-" not in line or len(line) > _WIDEST or line.strip("|-: \t"):
        return False
    cells = cells_of_line(line)
    return bool(cells) and all("-" in cell and not cell.strip("-: ") for cell in cells)


def table_of_lines(header: str, rows: Sequence[str]) -> Table:
    """Read the lines of a Markdown table, without its delimiter row."""
    names = tuple(text_of(cell) for cell in cells_of_line(header))
    return table_of_cells(names, [tuple(text_of(cell) for cell in cells_of_line(row)) for row in rows])


def table_of_cells(header: tuple[Text, ...], rows: Sequence[tuple[Text, ...]]) -> Table:
    """Make rows as wide as the header and carry a merged first cell down; cells beyond it are kept apart."""
    width = len(header)
    beyond = tuple(cell for row in rows for cell in row[width:] if cell.plain)
    padded = [(*row[:width], *(Text(),) * (width - len(row))) for row in rows]
    said = [row for row in padded if any(cell.plain for cell in row)]
    return Table(header=header, rows=tuple(_carried(said) if names_rows(header) else said), beyond=beyond)


def _carried(rows: list[tuple[Text, ...]]) -> list[tuple[Text, ...]]:
    """Fill an empty first cell from the row above: that is how Markdown tables emulate a row span."""
    first = Text()
    carried = []
    for row in rows:
        first = row[0] if row[0].plain else first
        carried.append((first, *row[1:]))
    return carried
