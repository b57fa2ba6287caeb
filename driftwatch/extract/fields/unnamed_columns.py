"""What the columns of a table hold that names none of them, by its cells: few words say where a field travels."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Table, Text
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import is_need_word, tidy, word
from driftwatch.patterns import lazy_regex

_PLACES: Final = frozenset(("path", "query", "header", "cookie", "body", "formdata"))
"""What OpenAPI says of where a parameter travels."""
_NAME: Final = lazy_regex(r"[\w$@.\[\]-]{1,200}")


def named_by_content(table: Table) -> Table:
    """Name the columns of a table whose heads are empty, where one of them says of each row how its field is sent.

    A generator of pages puts the names of columns into classes alone: `<th class="param-name"></th>`.
    """
    if not table.rows or any(cell.plain for cell in table.header):
        return table
    cells = [[tidy(cell.plain) for cell in column] for column in zip(*table.rows, strict=False)]
    places = [at for at, column in enumerate(cells) if at and all(word(said) in _PLACES for said in column)]
    if len(places) != 1 or not all(map(_NAME.fullmatch, cells[0])):
        return table
    names = {0: "name", places[0]: "in"}
    for title, is_said in _KINDS:
        at = next((at for at, said in enumerate(cells) if at not in names and _is_column(said, is_said)), None)
        names |= {} if at is None else {at: title}
    rest = next((at for at in range(len(cells)) if at not in names), None)
    names |= {} if rest is None else {rest: "description"}
    header = tuple(Text((Run(names[at]),)) if at in names else cell for at, cell in enumerate(table.header))
    return replace(table, header=header)


def _is_column(said: list[str], is_said: Callable[[str], bool]) -> bool:
    return any(said) and all(not each or is_said(each) for each in said)


def _is_type(said: str) -> bool:
    return schema_of_type(said.split("(", maxsplit=1)[0]) is not None


_KINDS: Final = (("type", _is_type), ("required", is_need_word))
