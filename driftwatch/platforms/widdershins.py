"""What widdershins and Slate pages spread over tables: bodies nested under `body`, values, statuses, linked schemas."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.blocks import Section, Table, Text
from driftwatch.extract.field_tables import table_fields
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.vocabulary import MEANING_COLUMNS, STATUS_COLUMNS
from driftwatch.extract.wording import slug, tidy, word
from driftwatch.platforms.statuses import status_at_head

_OF_RESPONSES: Final = MEANING_COLUMNS | {"schema"}
_ENUM_HEADERS: Final = (("parameter", "value"), ("property", "value"))
_ARROWS: Final = "» \u00a0"

Schemas = Mapping[str, tuple[DocumentedField, ...]]


def schemas_of(page: Section) -> dict[str, tuple[DocumentedField, ...]]:
    """Return the fields of sections that tables link to as schemas, by anchor: `#schemachatrequest`."""
    found: dict[str, tuple[DocumentedField, ...]] = {}
    for _, section in page.walk():
        if not re.fullmatch(r"[\w.-]{1,100}", section.title):
            continue
        tables = [block for _, inner in section.walk() for block in inner.blocks if isinstance(block, Table)]
        fields = [field for table in tables for field in table_fields(table, place=section.title)]
        values = {name: listed for table in tables for name, listed in enumerated_values(table).items()}
        fields = [field for field in fields if not _is_branch(field)]
        if fields:
            found[f"schema{_key(section.title)}"] = tuple(with_values(fields, values))
    return found


def resolved(table: Table, fields: tuple[DocumentedField, ...], schemas: Schemas) -> tuple[DocumentedField, ...]:
    """Put the fields of a linked schema in place of the one row that is all of the body, mostly called `body`.

    Another name is that of the body where a column says that the row is the body, and its type is linked.
    """
    bodies = [field for field in fields if field.within == "body"]
    bodies = bodies if len(bodies) == 1 and bodies[0].target else [each for each in bodies if each.name == "body"]
    if not bodies or any(field.name.startswith(f"{bodies[0].name}.") for field in fields):
        return fields
    known = next((linked for row in table.rows for cell in row if (linked := _linked(cell, schemas))), ())
    rest = tuple(field for field in fields if field.name != bodies[0].name)
    return (*rest, *(replace(field, within="body") for field in known or [replace(body, name="") for body in bodies]))


def responses_of(table: Table, schemas: Schemas) -> Iterator[tuple[str, tuple[DocumentedField, ...]]]:
    """Yield (status, fields) of a table of responses: `Status | Meaning | Description | Schema`."""
    words = [word(cell.plain) for cell in table.header]
    column = next((index for index, said in enumerate(words) if said in STATUS_COLUMNS), None)
    if column is None or not _OF_RESPONSES & set(words):
        return
    for row in table.rows:
        if status := status_at_head(row[column].plain):
            linked = next((found for cell in row if (found := _linked(cell, schemas))), ())
            yield status, tuple(replace(field, within="response") for field in linked)


def enumerated_values(table: Table) -> dict[str, tuple[str, ...]]:
    """Return the values of each field in a table `Parameter | Value` with one value a row; {} for any other table."""
    if tuple(word(cell.plain) for cell in table.header) not in _ENUM_HEADERS:
        return {}
    found: dict[str, list[str]] = {}
    for name, value in table.rows:
        said = value.codes[0] if value.codes else value.plain
        found.setdefault(tidy(name.plain.strip(_ARROWS)), []).append(said)
    return {name: tuple(sorted(set(values))) for name, values in found.items() if name}


def with_values(fields: Sequence[DocumentedField], values: Mapping[str, tuple[str, ...]]) -> list[DocumentedField]:
    """Give fields their values; a value list names a field by its last step, and counts where that is the only one."""
    last = [re.split(r"[.\]]", field.name)[-1] for field in fields]
    return [
        replace(field, enum=values[name]) if name in values and last.count(name) == 1 and not field.enum else field
        for field, name in zip(fields, last, strict=True)
    ]


def without_body_prefix(fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Drop the row `body` under which the fields of a body are nested."""
    if not any(field.within == "body" and field.name.startswith("body.") for field in fields):
        return tuple(fields)
    return tuple(_without_body(field) for field in fields if field.name != "body" and not _is_branch(field))


def _is_branch(field: DocumentedField) -> bool:
    """Tell whether a row stands for a branch of oneOf, or for what is in one: which branch holds is not said."""
    return "anonymous" in re.split(r"[.\[\]]+", field.name)


def _without_body(field: DocumentedField) -> DocumentedField:
    if not field.name.startswith("body."):
        return field
    name = field.name.removeprefix("body.")
    return replace(field, name=name, within="body", locator=field.locator.removesuffix(field.name) + name)


def _linked(cell: Text, schemas: Schemas) -> tuple[DocumentedField, ...]:
    links = (run.href for run in cell.runs if run.href.startswith("#schema"))
    return next((schemas[key] for link in links if (key := _key(link)) in schemas), ())


def _key(text: str) -> str:
    return slug(text).replace("-", "")
