"""Tables that say which schema a body is: `Status | Meaning | Schema`, or `Required | Schema` of what is sent."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Table, Text
from driftwatch.extract.words.vocabulary import MEANING_COLUMNS, SCHEMA_COLUMNS, STATUS_COLUMNS, TYPE_COLUMNS, words
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.messages.named_bodies import NamedBodies
from driftwatch.platforms.messages.statuses import status_at_head
from driftwatch.platforms.messages.whole_bodies import REQUEST, Whole, returned_by, target_of

_MEDIA_TYPE: Final = lazy_regex(r"[\w.+-]{1,40}/[\w.+*-]{1,60}")
_SIGNS: Final = lazy_regex(r"[\[\]<>():,*\s]+")
_ARRAYS: Final = frozenset(("array", "arrays", "list", "lists"))
_BESIDE: Final = _ARRAYS | {"of", "object", "objects", "an", "a"}
"""What may stand beside the link, media types and brackets aside."""
_BODIES: Final = ("body", "payload")
_LONGEST: Final = 400
_OF_RESPONSES: Final = MEANING_COLUMNS | {"schema"}
_GENERATED: Final = ("name", "description", "required", "default", "pattern")
"""The columns of parameters as OpenAPI Generator has them in AsciiDoc; of a body there is but one row."""
_OF_REQUEST: Final = SCHEMA_COLUMNS | MEANING_COLUMNS | words("required | content type | media type | content-type")


def statuses_of_schemas(table: Table) -> tuple[str, ...]:
    """Return the statuses of a table of responses that says what each means or returns."""
    heads = [word(cell.plain) for cell in table.header]
    column = next((at for at, said in enumerate(heads) if said in STATUS_COLUMNS), -1)
    if column < 0 or not _OF_RESPONSES & set(heads):
        return ()
    return tuple(status for row in table.rows if (status := status_at_head(row[column].plain)))


def wholes_of_answers(table: Table, bodies: NamedBodies) -> Iterator[Whole]:
    """Yield what a table of responses says is all of the bodies: `Status | Meaning | Schema`, each with its status.

    A cell of schemas names nothing else; that another one names is returned a sentence has to say.
    """
    heads = [word(cell.plain) for cell in table.header]
    column = next((at for at, said in enumerate(heads) if said in STATUS_COLUMNS), -1)
    for row in table.rows if column >= 0 and len(heads) > 1 else ():
        status = status_at_head(row[column].plain)
        cells = list(zip(heads, row, strict=True)) if status else []
        schemas = (whole_of_cell(cell, bodies.place, status) for said, cell in cells if said in SCHEMA_COLUMNS)
        said_so = (_said(cell, said, status, bodies) for said, cell in cells if status.startswith("2"))
        found = next(filter(None, (*schemas, *said_so)), None)
        if found is not None:
            yield replace(found, status=status)


def _said(cell: Text, head: str, status: str, bodies: NamedBodies) -> Whole | None:
    if head in SCHEMA_COLUMNS or (head in TYPE_COLUMNS and any(run.code for run in cell.runs)):
        return bodies.below_heading(cell, status)
    return returned_by(cell, bodies.place, bodies.objects) or bodies.returned_by(cell)


def whole_of_request(table: Table, place: str) -> Whole | None:
    """Return what the one row of a table says that the body sent is: `Required | Schema`.

    OpenAPI Generator writes in AsciiDoc what the row is behind its description: "The new one. [Widget](#widget)".
    """
    heads = [word(cell.plain) for cell in table.header]
    if len(table.rows) != 1:
        return None
    cells = [cell for said, cell in zip(heads, table.rows[0], strict=True) if said in SCHEMA_COLUMNS]
    if tuple(heads) == _GENERATED:
        cells = [Text(table.rows[0][1].runs[-1:])]
    elif not _OF_REQUEST.issuperset(heads):
        return None
    return next((found for cell in cells if (found := whole_of_cell(cell, place, REQUEST))), None)


def names_whole(table: Table) -> bool:
    """Tell whether the one row of a table is what all of the body is called, and no field of it: "lid | Lid object".

    What that object holds such a table does not say: OpenAPI Generator shows it by a script.
    """
    heads = [word(cell.plain) for cell in table.header]
    if len(table.rows) != 1 or len(heads) != 2 or heads[1] not in MEANING_COLUMNS - TYPE_COLUMNS:  # noqa: PLR2004 - name and meaning
        return False
    name, said = (tidy(cell.plain).lower() for cell in table.rows[0])
    name = name.rstrip(" *")
    return name in _BODIES or f"{name} object" in said[:_LONGEST]


def whole_of_cell(cell: Text, place: str, status: str) -> Whole | None:
    """Return the schema that a cell names by a link and nothing else: "**application/json**: [ [Widget](#widget) ]"."""
    links = [number for number, run in enumerate(cell.runs) if run.href]
    if not links or len({cell.runs[number].href for number in links}) != 1:
        return None
    beside = "".join(run.text for run in cell.runs if not run.href)[:_LONGEST].lower()
    said = _SIGNS.sub(" ", _MEDIA_TYPE.sub(" ", beside)).split()
    if not _BESIDE.issuperset(said):
        return None
    before = "".join(run.text for run in cell.runs[: links[0]]).rstrip()
    is_array = before.endswith(("[", "<")) or not _ARRAYS.isdisjoint(said)
    return Whole(target_of(cell.runs[links[0]].href, place), is_array, status)
