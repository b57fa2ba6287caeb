"""What widdershins and Slate pages spread over tables: bodies nested under `body`, and values."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.errors import DocumentError
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.openapi.examples import type_of
from driftwatch.extract.text.blocks import Code, Paragraph, Section, Table, Text
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex

_ENUM_HEADERS: Final = (("parameter", "value"), ("property", "value"))
_ANONYMOUS: Final = "anonymous"
"""What it calls a schema without a name, as those of a body and of its items."""
_BRANCHES: Final = frozenset(("oneof", "anyof", "or", "xor", "not"))
_MARK_OF_TABLES: Final = "restrictions"
_REMARK: Final = lazy_regex(r"[(\uff08:\u2013\u2014-]")
"""What a remark on a value begins with, behind it."""
_ITEMS: Final = "[]."
_ARROW: Final = "»"
_ARROWS: Final = f"{_ARROW} \u00a0"


def fields_of_schema(section: Section, *, place: str, whole: str = "") -> tuple[DocumentedField, ...]:
    """Return the fields of a schema over all of its tables: those below `allOf` are its parts, others may be branches.

    The fields of a branch count where it is the only one that has some; what it needs the others do not. `whole` is
    the type of a schema of something else than an object.
    """
    found: dict[str, DocumentedField] = {}
    branches: list[tuple[DocumentedField, ...]] = []
    label = ""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            label = word(block.text.plain)
        elif isinstance(block, Table) and is_of_schema(block):
            written = as_written(block, table_fields(block, place=place), whole=whole)
            fields = tuple(field for field in map(_of_part, written) if (field.name or whole) and not is_branch(field))
            if label not in _BRANCHES:
                found.update((field.name, field) for field in fields if field.name not in found)
            elif fields and not block.rows[0][0].plain.strip().startswith(_ARROW):  # else it is one of a property
                branches.append(fields)
    for field in branches[0] if len(branches) == 1 else ():
        found.setdefault(field.name, replace(field, required=None))
    return tuple(found.values())


def _of_part(field: DocumentedField) -> DocumentedField:
    return replace(field, name=field.name.removeprefix(_ANONYMOUS).lstrip("."))


def is_of_schema(table: Table) -> bool:
    """Tell whether a table is one of those that widdershins writes of a schema."""
    return any(word(cell.plain) == _MARK_OF_TABLES for cell in table.header)


def shown_type(section: Section) -> str:
    """Return the type of the sample above a schema that is a value or an array, which has no fields of its own.

    It is "" for an object and for what is no JSON: an object may be shown in XML, below a remark or as null.
    """
    shown = next((block.text for block in section.blocks if isinstance(block, Code)), "")
    if not shown.strip() or shown.lstrip().startswith("{"):
        return ""
    try:
        found = type_of(read_json(shown))
    except DocumentError:
        return ""
    return found if found != "null" else ""


def as_written(table: Table, fields: Sequence[DocumentedField], *, whole: str = "") -> tuple[DocumentedField, ...]:
    """Say in the words of paths what widdershins writes as names: the body itself, and values under any key.

    What is no object is the row of its type that stands around all others, whatever title it has.

    >>> from driftwatch.extract.text.blocks import Run, Text
    >>> table = Table(header=(Text((Run("Restrictions"),)),), rows=())
    >>> rows = (DocumentedField(name="anonymous", type="[object]"), DocumentedField(name="anonymous.size"))
    >>> [field.name for field in as_written(table, rows)]
    ['', '[].size']
    """
    fields = without_rows_of_items(fields)
    if not is_of_schema(table):
        return tuple(fields)
    found = tuple(replace(field, name=_with_keys(field.name)) for field in fields)
    root = next((field for field in found if _is_of(whole, field) or field.name == _ANONYMOUS), None)
    if root is None or not all(field is root or field.name.startswith(_below(root.name)) for field in found):
        return found
    if root.target:
        return (replace(root, name=""),)  # what stands below it is told where it is described
    within = "[]." if (schema_of_type(root.type) or {}).get("type") == "array" else ""
    inner = ((field, field.name.removeprefix(root.name).removeprefix("[]")) for field in found)
    return tuple(replace(field, name=f"{within}{name[1:]}" if name else "") for field, name in inner)


def _is_of(shown: str, field: DocumentedField) -> bool:
    """Tell whether a row is of the type that a sample shows, where every integer is a number as well."""
    stated = (schema_of_type(field.type) or {}).get("type") if shown else None
    types = stated if isinstance(stated, list) else [stated]
    return shown in types or (shown == "integer" and "number" in types)


def _below(name: str) -> tuple[str, str]:
    return f"{name}.", f"{name}[]."


def without_rows_of_items(fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Drop the row that names the items of an array by their schema: `»» boxes [[Box]]`, below it `»»» Box [Box]`.

    What stands below such a row is in the items themselves.
    """
    found: list[DocumentedField] = []
    around: list[str] = []
    arrays: dict[str, DocumentedField] = {}
    for field in fields:
        while around and not field.name.startswith(f"{around[-1]}."):
            around.pop()
        above, mark, own = field.name.rpartition(_ITEMS)
        array = arrays.get(above) if mark and field.target else None
        if array is not None and own == field.type and (array.type, array.target) == (f"[{own}]", field.target):
            around.append(field.name)
            continue
        arrays |= {field.name: field} if field.type.startswith("[") else {}
        name = field.name
        for prefix in reversed(around):
            name = f"{prefix.rpartition(_ITEMS)[0]}[]{name[len(prefix) :]}"
        renamed = replace(field, name=name, locator=field.locator.removesuffix(field.name) + name)
        found.append(renamed if around else field)
    return tuple(found)


def _with_keys(name: str) -> str:
    return ".".join("*" if step == "additionalProperties" else step for step in name.split("."))


def of_body(fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Take the one row that is all of the body for its root, which its type may link to; mostly it is called `body`.

    Another name is that of the body where a column says that the row is the body, and its type is linked, or written
    as Swagger2Markup writes containers: `< string > array`.
    """
    bodies = [field for field in fields if field.within == "body"]
    is_whole = len(bodies) == 1 and (bodies[0].target or bodies[0].type.startswith("<"))
    bodies = bodies if is_whole else [each for each in bodies if each.name == "body"]
    if not bodies or any(field.name.startswith(f"{bodies[0].name}.") for field in fields):
        return tuple(fields)
    return tuple(replace(field, name="") if field in bodies else field for field in fields)


def enumerated_values(table: Table) -> dict[str, tuple[str, ...]]:
    """Return the values of each field in a table `Parameter | Value` with one value a row; {} for any other table."""
    if tuple(word(cell.plain) for cell in table.header) not in _ENUM_HEADERS:
        return {}
    rows = [(name, value) for name, value in table.rows if not _is_sentence(value)]
    is_repeated = len({name.plain for name, _ in rows}) < len(rows)
    if len(rows) < len(table.rows) and (len(rows) * 2 <= len(table.rows) or not is_repeated):
        return {}  # of parameters, each with what it may be
    found: dict[str, list[str]] = {}
    for name, value in rows:
        said = value.codes[0] if value.codes else value.plain
        found.setdefault(tidy(name.plain.strip(_ARROWS)), []).append(said)
    return {name: tuple(sorted(set(values))) for name, values in found.items() if name}


def _is_sentence(value: Text) -> bool:
    """Tell whether a cell says more than a value and a remark on it: "either `off` or `all`"."""
    is_value = len(value.codes) == 1 and value.runs[0].code and _REMARK.match(value.prose.lstrip()) is not None
    return bool(value.codes and value.prose.strip()) and not is_value


def with_values(fields: Sequence[DocumentedField], values: Mapping[str, tuple[str, ...]]) -> list[DocumentedField]:
    """Give fields their values; a value list names a field by its last step, and counts where that is the only one."""
    last = [last_step(field.name) for field in fields]
    return [
        replace(field, enum=values[name]) if name in values and last.count(name) == 1 and not field.enum else field
        for field, name in zip(fields, last, strict=True)
    ]


def last_step(name: str) -> str:
    """Return the last step of the name of a field, by which a list of values names it."""
    return re.split(r"[.\]]", name)[-1]


def without_body_prefix(fields: Sequence[DocumentedField]) -> tuple[DocumentedField, ...]:
    """Drop the row `body` under which the fields of a body are nested."""
    if not any(field.within == "body" and field.name.startswith("body.") for field in fields):
        return tuple(fields)
    return tuple(_without_body(field) for field in fields if field.name != "body" and not is_branch(field))


def is_branch(field: DocumentedField) -> bool:
    """Tell whether a row stands for a branch of oneOf, or for what is in one: which branch holds is not said."""
    return _ANONYMOUS in re.split(r"[.\[\]]+", field.name)


def _without_body(field: DocumentedField) -> DocumentedField:
    if not field.name.startswith("body."):
        return field
    name = field.name.removeprefix("body.")
    return replace(field, name=name, within="body", locator=field.locator.removesuffix(field.name) + name)
