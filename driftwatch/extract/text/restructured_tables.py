"""Tables of reStructuredText, written as tables of Markdown: grids, simple ones, lists and values with commas.

Source of the syntax: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#tables.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final
from unicodedata import east_asian_width

from driftwatch.patterns import lazy_regex

GRID: Final = lazy_regex(r"\+(?:[-=]{1,1000}\+){1,60}$")
RULER: Final = lazy_regex(r"={1,1000}(?:[ \t]{1,99}={1,1000}){1,60}$")
_UNDERLINE: Final = lazy_regex(r"-{1,1000}(?:[ \t]{1,99}-{1,1000}){0,60}$")
_STRETCH: Final = lazy_regex(r"=+|-+")
_ROW: Final = lazy_regex(r"([*+-])[ \t]+([*+-])(?:[ \t]+|$)")
_CELL: Final = lazy_regex(r"[ \t]{1,20}([*+-])(?:[ \t]+|$)")
_TARGET: Final = lazy_regex(r"(?<!\S)\.\. _[^|:\n]{1,200}:(?=[ \t]*(?:\||$))")
_MOST_COLUMNS: Final = 60
_WIDE: Final = "\x00"
"""Stands for the second column of a sign that takes two."""

Words = Callable[[str], str]
Row = list[str]


def markdown_rows(header: Sequence[str], rows: Sequence[Sequence[str]], words: Words) -> Iterator[str]:
    """Yield the lines of a table with a head, which may be empty."""
    width = min(max(len(header), *map(len, rows)) if rows else len(header), _MOST_COLUMNS)
    if not width:
        return
    yield ""
    for number, row in enumerate((header, ["---"] * width, *rows)):
        write = str if number == 1 else words
        written = ["<br>".join(map(write, cell.split("<br>"))) for cell in row[:width]]
        cells = [cell.replace("|", "\\|") for cell in written]
        yield f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"
    yield ""


def without_targets(lines: Sequence[str]) -> list[str]:
    """Blank what only links lead to, `.. _lid:` on a line of its own in a cell: nobody reads it."""
    return [_TARGET.sub(lambda match: " " * len(match[0]), line) if ".. _" in line else line for line in lines]


def grid_table(lines: Sequence[str], words: Words) -> Iterator[str]:
    """Yield a table that is drawn: `+---+` around its cells, `+===+` below its head."""
    lines = [*map(_drawn, lines)]
    edges = sorted({at for line in lines if GRID.match(line) for at, sign in enumerate(line) if sign == "+"})
    rows: list[Row] = []
    head: int | None = None
    row: list[list[str]] = []
    for line in lines:
        if line.startswith("+"):
            rows.extend([[_joined(cell) for cell in row]] if row else [])
            row = []
            head = len(rows) if "=" in line and head is None and rows else head
        else:
            parts = _parts(line, edges)
            row = row or [[] for _ in parts]
            for cell, part in zip(row, parts, strict=False):
                cell.append(part.replace(_WIDE, ""))
    rows.extend([[_joined(cell) for cell in row]] if row else [])
    yield from _with_head(rows, head or 0, words)


def _drawn(line: str) -> str:
    """Write a line so that each sign stands in its column: those of East Asian scripts take two.

    Source: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#grid-tables, `column_width` of docutils.
    """
    if line.isascii():
        return line
    return "".join(sign + _WIDE if east_asian_width(sign) in "WF" else sign for sign in line)


def _parts(line: str, edges: Sequence[int]) -> list[str]:
    """Cut a line at the edges at which a bar stands; a cell may reach over several columns, the others are empty."""
    cells = [""] * (len(edges) - 1)
    first = 0
    for at, edge in enumerate(edges[1:], start=1):
        if edge >= len(line) or line[edge] in "|+":
            cells[first] = line[edges[first] + 1 : edge].strip()
            first = at
    return cells


def _joined(lines: Sequence[str]) -> str:
    """Join the lines of a cell; an empty one parts paragraphs."""
    joined = " ".join(line or "<br>" for line in lines).strip().removesuffix("<br>").strip()
    while joined.startswith("<br>"):
        joined = joined.removeprefix("<br>").strip()
    return joined


def _with_head(rows: list[Row], head: int, words: Words) -> Iterator[str]:
    header = [" ".join(filter(None, column)) for column in zip(*rows[:head], strict=False)] if head else []
    yield from markdown_rows(header, rows[head:], words)


def simple_table(lines: Sequence[str], words: Words) -> Iterator[str]:
    """Yield a table between lines of `=====  =====`, which say where its columns begin."""
    starts = [stretch.start() for stretch in _STRETCH.finditer(lines[0])]
    lines = [*map(_drawn, lines)]
    rows: list[Row] = []
    head = 0
    is_parted = False
    for line in lines[1:]:
        if not line.strip():
            is_parted = True
        elif RULER.match(line):
            head = head or len(rows)
        elif not _UNDERLINE.match(line):
            pieces = (line[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True))
            cells = [piece.replace(_WIDE, "").strip() for piece in pieces]
            if cells[0] or not rows:
                rows.append(cells)
            else:
                between = " <br> " if is_parted else " "
                rows[-1] = [between.join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
            is_parted = False
    # The last ruler ends the table: a head stands above another one.
    yield from _with_head(rows, head if head < len(rows) else 0, words)


def list_table(lines: Sequence[str], options: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield a table that is written as a list of rows, each of them a list of cells."""
    rows: list[list[list[str]]] = []
    for line in lines:
        bare = line.strip()
        if begun := _ROW.match(line):
            rows.append([[line[begun.end() :].strip()]])
        elif rows and (cell := _CELL.match(line)) and len(cell[0].rstrip()) <= len("*   -"):
            rows[-1].append([line[cell.end() :].strip()])
        elif rows:
            rows[-1][-1].append(bare)
    yield from _with_head([[_joined(cell) for cell in row] for row in rows], _heads(options), words)


def csv_table(lines: Sequence[str], options: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield a table whose rows are values with commas between them."""
    mark = {"tab": "\t", "space": " "}.get(options.get("delim", ","), options.get("delim", ",")[:1] or ",")
    try:
        rows = [row for row in csv.reader(lines, delimiter=mark, skipinitialspace=True) if row]
        told = next(csv.reader([options.get("header", "")], delimiter=mark, skipinitialspace=True), [])
    except csv.Error:
        return
    yield from _with_head([told, *rows] if told else rows, 1 if told else _heads(options), words)


def _heads(options: Mapping[str, str]) -> int:
    """Return how many rows of a table are its head."""
    said = options.get("header-rows", "")
    return int(said) if said.isdecimal() else 0
