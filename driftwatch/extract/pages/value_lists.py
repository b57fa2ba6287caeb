"""Closed lists in tables: model ids, sizes, statuses. Case and spaces are kept."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.failures.error_tables import is_error_table
from driftwatch.extract.text.blocks import Section, Table, Text, tables_of
from driftwatch.extract.text.columns import is_field_table
from driftwatch.extract.words.vocabulary import ARGUMENT_COLUMNS, HEADER_COLUMNS
from driftwatch.extract.words.wording import slug, tidy, word
from driftwatch.model import address
from driftwatch.model.facts import Values
from driftwatch.patterns import lazy_regex

_HINTS: Final = lazy_regex(
    r"\b(?:ids?|values?|status(?:es)?|states?|sizes?|models?|voices?|formats?|roles?|regions?|languages?|resolutions?|codes?|"
    r"finish.reasons?|reasons?|modes?|operations?|operators?|actions?|events?)\b|模型|状态|尺寸|модел|статус|modelu|модель",
    re.IGNORECASE,
)
_NO_LISTS: Final = lazy_regex(r"\b(?:examples?|samples?|defaults?)\b|示例|默认|пример|по умолчанию", re.IGNORECASE)
"""Columns of values that others could stand beside."""
_SIZE: Final = lazy_regex(r"\d{2,5}\s?[x×]\s?\d{2,5}$")
_FAILURE: Final = lazy_regex(r"[1-5]\d\d$")
_PATH: Final = lazy_regex(r"/|(?:get|post|put|patch|delete)\s", re.IGNORECASE)
_NOTE: Final = lazy_regex(r"[\s(（].*", re.DOTALL)
_NAMED: Final = HEADER_COLUMNS | ARGUMENT_COLUMNS
"""Heads of what has each of the values beside it, which are no list of one thing: "Header | Value"."""
_FEW: Final = 2


def value_lists(page: Section) -> tuple[Values, ...]:
    """Return the closed lists of a page, one for each header cell that names them, sorted; values are sorted too."""
    found: dict[str, Values] = {}
    for _, section in page.walk():
        for table in tables_of(section.blocks):
            for name, values in _columns(table, section.title):
                at = address.join("values", address.step(slug(name)))
                known = found.get(at)
                both = sorted({*values, *(known.values if known else ())})
                place = min(filter(None, (known.locator if known else "", f"{section.title} > {name}")), default="")
                found[at] = Values(
                    at=at,
                    name=min(name, known.name) if known else name,
                    values=tuple(both),
                    locator=place,
                    stated_by="table",
                )
    return tuple(found[at] for at in sorted(found))


def _columns(table: Table, title: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the closed lists of a table that is none of fields or failures, which is the dearest to find out."""
    is_beside = bool(table.header) and word(table.header[0].plain) in _NAMED
    found = [] if is_beside else list(_lists(table))
    if found and not is_field_table(table.header) and not is_error_table(table, title):
        yield from found


def _lists(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    for index, cell in enumerate(table.header):
        values = _values([row[index] for row in table.rows])
        name = tidy(cell.plain) if len(values) >= _FEW else ""
        if not name or _NO_LISTS.search(word(name)):
            continue
        if _HINTS.search(word(name)) or all(map(_SIZE.match, values)):
            yield name, values


def _values(cells: Sequence[Text]) -> tuple[str, ...]:
    """Return the code spans of cells that each hold one and at most a note; () when the column holds anything else."""
    found: set[str] = set()
    for cell in cells:
        if cell.plain in ("", "—", "-", "–"):
            continue
        if len(cell.codes) != 1 or not cell.runs[0].code or not _is_note(cell):
            return ()
        found.add(cell.codes[0])
    if any(_PATH.match(value) for value in found) or all(map(_FAILURE.match, found)):
        return ()
    return tuple(sorted(found))


def _is_note(cell: Text) -> bool:
    rest = "".join(run.text for run in cell.runs[1:])
    return not rest.strip() or bool(_NOTE.fullmatch(rest))
