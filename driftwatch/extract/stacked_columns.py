"""Tables that write two columns as one, a line below the other: `Name` above `type`, in the head and in each cell."""

from itertools import zip_longest
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.blocks import Run, Table, Text
from driftwatch.extract.columns import columns_of

_MOST: Final = 3
"""Lines of a head that are columns of their own; more of them are words."""


def parted(table: Table) -> Table:
    """Part the columns whose heads name several things, each in a line of its own; others stay as they are."""
    heads = [lines_of(cell) if "\n" in cell.plain else (cell,) for cell in table.header]
    widths = [len(lines) if _are_columns(lines) else 1 for lines in heads]
    if not table.header or max(widths) == 1:
        return table
    return replace(
        table,
        header=_part(table.header, widths),
        rows=tuple(_part(row, widths) for row in table.rows),
    )


def _are_columns(lines: tuple[Text, ...]) -> bool:
    roles = [tuple(columns_of((line,))) for line in lines]
    return 1 < len(lines) <= _MOST and all(roles) and len(set(roles)) == len(roles)


def _part(row: tuple[Text, ...], widths: list[int]) -> tuple[Text, ...]:
    found: list[Text] = []
    for cell, width in zip(row, widths, strict=False):
        lines = list(lines_of(cell)) if width > 1 else [cell]
        first, rest = lines[: width - 1] if width > 1 else lines, lines[width - 1 :] if width > 1 else []
        last = [Text(tuple(run for line in rest for run in (*line.runs, Run("\n"))))] if rest else []
        found.extend(each or Text() for each, _ in zip_longest((*first, *last), range(width)))
    return tuple(found)


def lines_of(text: Text) -> tuple[Text, ...]:
    """Split a text where its lines end; code stands within one."""
    lines: list[list[Run]] = [[]]
    for run in text.runs:
        first, *more = [run.text] if run.code else run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=piece)] for piece in more)
    return tuple(Text(tuple(runs)) for line in lines if (runs := [run for run in line if run.text.strip()]))
