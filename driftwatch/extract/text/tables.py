"""Table rows: cells of Markdown lines, expanded spans, values carried down."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.blocks import Table, Text
from driftwatch.extract.text.columns import columns_of, names_rows
from driftwatch.extract.text.inline import text_of
from driftwatch.patterns import lazy_regex

_WIDEST: Final = 20_000
_ROW_OF_CODE: Final = lazy_regex(r"\s{0,3}(?:\|\s{0,8})?`[^`\n]{1,200}`\s{0,40}\|")
_LONGEST_HEADER: Final = 400
_COLUMNS: Final = 60
"""More columns than any real table has; what is beyond is cut."""


def cells_of_line(line: str) -> tuple[str, ...]:
    r"""Split a Markdown table row at its unescaped pipes; `\|` is a pipe, also in code.

    >>> cells_of_line(r"| `a\|b` | c |")
    ('`a|b`', 'c')
    """
    line = line.strip().removeprefix("|")
    cells = line.replace("\\\\|", "\\\\ |").replace("\\|", "\x00").split("|", _COLUMNS)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return tuple(cell.replace("\x00", "|").strip() for cell in cells[:_COLUMNS])


def is_delimiter_row(line: str) -> bool:
    """Tell whether a line is the `| --- | :-: |` below a table's header, or `|---+---|` as kramdown has it, too."""
    if "-" not in line or len(line) > _WIDEST or line.strip("|-:+ \t"):
        return False
    cells = cells_of_line(line.replace("+", "|"))
    return bool(cells) and all("-" in cell and not cell.strip("-: ") for cell in cells)


def table_of_lines(header: str, rows: Sequence[str], delimiters: str = "") -> Table:
    """Read the lines of a Markdown table; a header may name fewer columns than the delimiters below it part."""
    names = tuple(text_of(cell) for cell in cells_of_line(header))
    names += (Text(),) * (len(cells_of_line(delimiters.replace("+", "|"))) - len(names))
    said = (row for row in rows if not (row.startswith("|-") and is_delimiter_row(row)))
    return table_of_cells(names, [tuple(text_of(cell) for cell in cells_of_line(row)) for row in said])


def is_row_of_code(line: str) -> bool:
    """Tell whether a line is a row whose first cell is code: "`size` | How large it is."."""
    return bool(_ROW_OF_CODE.match(line)) and len(cells_of_line(line)) > 1


def is_framed_row(line: str) -> bool:
    """Tell whether a line is a row between pipes: "| size | How large it is. |"."""
    bare = line.strip()
    return bare.startswith("|") and bare.endswith("|") and len(cells_of_line(bare)) > 1


def are_rows(lines: Sequence[str]) -> bool:
    """Tell whether lines are a table without a line of dashes: rows between pipes, or of names in code, as kramdown."""
    if any(is_delimiter_row(line) for line in lines):
        return False
    if all(map(is_framed_row, lines)):
        return True
    return all(map(is_row_of_code, lines[1:])) and (is_row_of_code(lines[0]) or is_header_row(lines[0]))


def is_header_row(line: str) -> bool:
    """Tell whether a line names the columns of a table of fields."""
    cells = tuple(text_of(cell) for cell in cells_of_line(line)) if len(line) <= _LONGEST_HEADER else ()
    return len(cells) > 1 and len(columns_of(cells)) == len(cells)


def table_without_delimiter(lines: Sequence[str]) -> Table:
    """Read the rows of a table that has no line of dashes; the first names the columns, or nothing does."""
    if is_header_row(lines[0]):
        return table_of_lines(lines[0], lines[1:])
    rows = [tuple(text_of(cell) for cell in cells_of_line(line)) for line in lines]
    return table_of_cells((Text(),) * max(map(len, rows)), rows)


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
