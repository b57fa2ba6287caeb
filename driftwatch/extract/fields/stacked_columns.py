"""Tables that write two columns as one, a line below the other: `Name` above `type`, in the head and in each cell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Table, Text
from driftwatch.extract.text.columns import columns_of
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.wording import is_need_word
from driftwatch.patterns import lazy_regex

_MOST: Final = 3
"""Lines of a head that are columns of their own; more of them are words."""
_APART: Final = ("type", "required")
_NAME_OF_TYPE: Final = lazy_regex(r"[A-Z]\w{0,60}")
_TYPES_TO_A_NAME: Final = 4
"""Cells that are types for each that may be the name of one: a word with a capital letter may be a description."""


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


def with_kinds_apart(table: Table) -> Table:
    """Part the descriptions that begin with a line for the type, and may end with one for the need, from these.

    `size | integer ⏎ How wide. ⏎ Required` is `size | integer | Required | How wide.`.
    """
    at = columns_of(table.header)
    column = at.get("description", -1)
    if column < 0 or "type" in at or not (len(table.rows) > 1 or any("\n" in row[column].plain for row in table.rows)):
        return table
    cells = [lines_of(row[column]) for row in table.rows]
    if not all(cells) or not _are_types([lines[0].plain for lines in cells]):
        return table
    heads = (*map(_text, _APART if "required" not in at else _APART[:1]), table.header[column])
    found: Iterable[Iterable[Text]] = (map(_as_words, each) for each in cells) if _share_values(cells) else cells
    rows = (
        _replaced(row, column, _apart(tuple(lines), len(heads))) for row, lines in zip(table.rows, found, strict=True)
    )
    return replace(table, header=_replaced(table.header, column, heads), rows=tuple(rows))


def _are_types(said: Sequence[str]) -> bool:
    """Tell whether all of these are types and nothing else, but for one in some that may be the name of one: "Lid"."""
    others = [each for each in said if "," in each or not names_type(each)]
    return len(others) * _TYPES_TO_A_NAME <= len(said) and all(map(_NAME_OF_TYPE.fullmatch, others))


def _share_values(cells: Sequence[tuple[Text, ...]]) -> bool:
    """Tell whether a name in code stands below types of two kinds: it is a value of neither, as `eq` of a filter is."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for kind, *said in cells:
        for code in (code for line in said if _is_list(line) for code in line.codes):
            kinds[code].add(kind.plain.lower())
    return any(len(each) > 1 for each in kinds.values())


def _is_list(line: Text) -> bool:
    """Tell whether a line is names in code, one beside the other, and no word is said of them."""
    return len(line.codes) > 1 and not any(map(str.isalnum, "".join(run.text for run in line.runs if not run.code)))


def _as_words(line: Text) -> Text:
    return line if not _is_list(line) else Text(tuple(replace(run, code=False) for run in line.runs))


def _apart(lines: tuple[Text, ...], width: int) -> tuple[Text, ...]:
    """Return the type, the need where there is to be a column of it, and what else is said."""
    kind, *said = lines
    need = said.pop() if width > len(_APART) and said and is_need_word(said[-1].plain) else Text()
    rest = Text(tuple(run for line in said for run in (*line.runs, Run("\n"))))
    return (kind, need, rest) if width > len(_APART) else (kind, rest)


def _replaced(row: tuple[Text, ...], column: int, cells: tuple[Text, ...]) -> tuple[Text, ...]:
    return (*row[:column], *cells, *row[column + 1 :])


def _text(said: str) -> Text:
    return Text((Run(said),))


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
