"""Columns that say where the fields of a table travel: `In | header`, or whatever the head of their cells is."""

import re
from collections.abc import Mapping
from typing import Final

from driftwatch.extract.blocks import Table, Text
from driftwatch.extract.columns import Role, columns_of
from driftwatch.extract.wording import word

PLACES_IN_CELLS: Final = {
    "path": "path",
    "url": "url",
    "uri": "url",
    "query": "query",
    "query string": "query",
    "querystring": "query",
    "header": "header",
    "headers": "header",
    "cookie": "cookie",
    "body": "body",
    "request body": "body",
    "form": "body",
    "formdata": "body",
    "param": "url",
    "url param": "url",
    "url parameter": "url",
    "path param": "path",
    "path parameter": "path",
    "path variable": "path",
    "query param": "query",
    "query parameter": "query",
    "body param": "body",
    "body parameter": "body",
}
"""What a cell says of where a field travels; `url` is in the path, or in the query of a path that does not name it."""


def with_places(table: Table, at: Mapping[Role, int]) -> Mapping[Role, int]:
    """Return the columns of a table; a further one of which every cell says where a field travels is that."""
    if "within" in at:
        return at
    taken = [column for role, column in at.items() if role != "description"]
    for index in set(range(len(table.header))).difference(taken):
        if (said := {word(row[index].plain) for row in table.rows}) and said <= PLACES_IN_CELLS.keys():
            others = columns_of(tuple(Text() if number == index else cell for number, cell in enumerate(table.header)))
            return {**{role: column for role, column in others.items() if column != index}, "within": index}
    return at


def within_of_row(row: tuple[Text, ...], column: int | None, kind: Text) -> str:
    """Return where the field of a row travels: as the cell of such a column says, or that of its type in brackets."""
    said = word(row[column].plain) if column is not None else ""
    if said in PLACES_IN_CELLS:
        return PLACES_IN_CELLS[said]
    written = kind.plain.lower()
    match = re.search(r"\((path|query|header|cookie|body)\)", written) or re.match(r"(?:http\s)?(header)\b", written)
    return match[1] if match else ""
