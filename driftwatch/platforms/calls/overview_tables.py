"""Tables that list calls, one a row: `Method | Path | Description`, a column for each method, or one of whole calls."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.text.blocks import Table, Text
from driftwatch.extract.words.role_words import SAMPLES
from driftwatch.extract.words.vocabulary import ANY_METHOD, METHOD_COLUMNS, URL_KEYS
from driftwatch.extract.words.wording import required_word, tidy, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import (
    BARE_METHOD,
    LINE,
    LONGEST_METHODS,
    LONGEST_TARGET,
    VERBS,
    call_of_line,
    is_file,
)
from driftwatch.platforms.calls.call_titles import match_whole
from driftwatch.platforms.calls.named_call import NamedCall

_METHODS_ALONE: Final = lazy_regex(rf"(?:{ANY_METHOD})(?:[\s/,|&、]{{1,4}}(?:{ANY_METHOD})){{1,5}}$", re.IGNORECASE)
_PATH: Final = lazy_regex(r"\s{0,8}/[\w{<:.][^\s]{0,300}\s{0,8}$")
_EXAMPLES: Final = SAMPLES | {"log", "logs"}
"""Words of the head of a column that holds examples."""
_STEPS: Final = lazy_regex(r"(?![\w-]{1,60}\.[A-Za-z])[A-Za-z][\w.-]{0,60}(?:[/?{\[(]\S{0,400})?$")
_PATHS: Final = lazy_regex(r"\n|\s?(?:,|\||\bor|\band)\s{1,3}(?=/)")


def calls_of_overview(table: Table) -> tuple[tuple[NamedCall, str], ...]:
    """Return the calls that an overview lists, one a row, each with its path as written; () for another table.

    It has a column of methods and a column of paths: `Method | Path | Description`; or a column for each method, with
    a mark where a path takes it: `GET | PUT | Path`; or one of whole calls, whatever it is called.
    """
    heads = [word(cell.plain) for cell in table.header]
    path = next((index for index in range(len(heads) - 1, -1, -1) if heads[index] in URL_KEYS), -1)
    path = path if path >= 0 else _column_of_paths(table, heads)
    if path < 0 or not (methods := _methods_of_rows(table, heads, path)):
        return _whole_calls(table)
    rows = [
        (said, tidy(target))
        for said, row in zip(_carried_down(methods, table.rows, path), table.rows, strict=True)
        for target in _PATHS.split(row[path].template)
        if said and len(target) <= LONGEST_TARGET
    ]
    slash = "/" if _are_relative([target for _, target in rows]) else ""
    found = [(call_of_line(f"{listed_methods(said)} {slash}{target}"), target) for said, target in rows]
    return tuple((call, target) for call, target in found if call is not None)


def _carried_down(methods: Sequence[str], rows: Sequence[tuple[Text, ...]], path: int) -> Iterator[str]:
    """Yield the method of each row; that of the row above where nothing but a further path stands in a row."""
    above = ""
    for said, row in zip(methods, rows, strict=True):
        is_continued = not said and not any(cell.plain for at, cell in enumerate(row) if at != path)
        above = above if is_continued else said
        yield above


def _whole_calls(table: Table) -> tuple[tuple[NamedCall, str], ...]:
    """Return the calls of the one column in which each cell is one and nothing else, with their paths.

    Where two columns hold calls, one of them may tell what is there no longer.
    """
    rows = table.rows if len(table.rows) > 1 else ()
    columns = [
        [call for row in rows if (call := match_whole(LINE, row[at])) is not None] for at in range(len(table.header))
    ]
    (found,) = [calls for calls in columns if calls] if sum(map(bool, columns)) == 1 else [[]]
    at = next((number for number, calls in enumerate(columns) if calls), 0)
    others = [row[at] for row in rows if match_whole(LINE, row[at]) is None] if found else []
    is_whole = all(any(call_of_line(code) in found for code in each.codes) for each in others)  # "Gone, see `GET /a`"
    return tuple((call, call.path) for call in found) if is_whole and len(found) > len(others) else ()


def _methods_of_rows(table: Table, heads: Sequence[str], path: int) -> list[str]:
    """Return the methods of each row of a table, as its column of methods says or the marks in several; [] for none."""
    named = [index for index, said in enumerate(heads) if said in METHOD_COLUMNS and index != path]
    if named:
        columns = [[_verb_of(row[index]) for row in table.rows] for index in named]
        return next((column for column in columns if any(map(BARE_METHOD.match, column))), columns[0])
    marks = {index: said.upper() for index, said in enumerate(heads) if BARE_METHOD.match(said)}
    if len(marks) < 2:  # noqa: PLR2004 - one column of this name may be about anything
        return []
    said = {word(row[index].plain) for row in table.rows for index in marks}
    has_ticks = any(required_word(each) for each in said)
    marked = {each for each in said if required_word(each) or (each == "x" and not has_ticks)}
    return [", ".join(verb for index, verb in marks.items() if word(row[index].plain) in marked) for row in table.rows]


def _column_of_paths(table: Table, heads: Sequence[str]) -> int:
    """Return the number of the one column of paths beside one of methods, whatever it is called: -1 for none."""
    if METHOD_COLUMNS.isdisjoint(heads):
        return -1
    found = [
        index
        for index, head in enumerate(heads)
        if _EXAMPLES.isdisjoint(head.split()) and all(_is_path(row[index].plain) for row in table.rows)
    ]
    return found[0] if len(found) == 1 and table.rows else -1


def _is_path(said: str) -> bool:
    return _PATH.match(said) is not None and not is_file(said.strip())


def _verb_of(cell: Text) -> str:
    """Return what a cell of methods says, without the name of what is done beside it: "GET `index`"."""
    runs = [run for run in cell.runs if run.text.strip()]
    is_named = len(runs) == 2 and runs[1].code and not runs[0].code  # noqa: PLR2004 - the method, and the name
    said = tidy(runs[0].text) if is_named else ""
    return said if BARE_METHOD.match(said) else tidy(cell.plain)


def listed_methods(said: str) -> str:
    """Write methods that stand side by side with commas between them."""
    return ",".join(VERBS.findall(said)) if len(said) <= LONGEST_METHODS and _METHODS_ALONE.match(said) else said


def _are_relative(targets: Sequence[str]) -> bool:
    """Tell whether all targets of a table are paths without the first slash: `widgets/{id}`, and not words or hosts."""
    return any("/" in target for target in targets) and all(_STEPS.match(target) for target in targets)
