"""Tables of fields: a row is a field, its columns say what it is."""

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.extract.fields.defaults import default_in, default_of_cell
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.held_rows import in_holders
from driftwatch.extract.fields.kinds_of_values import are_sure, values_apart
from driftwatch.extract.fields.need_columns import need_of_cell, with_marks, with_need
from driftwatch.extract.fields.needs_in_words import need_said
from driftwatch.extract.fields.noted_types import need_of_description, noted_type
from driftwatch.extract.fields.object_links import link_of_object, link_of_type, link_of_values
from driftwatch.extract.fields.place_columns import PLACES_IN_CELLS, with_places, within_of_row
from driftwatch.extract.fields.stacked_columns import parted, with_kinds_apart
from driftwatch.extract.fields.statements import NEED_OF_CELL, enum_in, is_deprecated_in
from driftwatch.extract.text.blocks import Run, Table, Text
from driftwatch.extract.text.columns import Role, columns_of, is_field_table, is_optional_column
from driftwatch.extract.words.roles import names_members
from driftwatch.extract.words.type_words import is_enumeration, is_scalar, names_type, schema_of_type
from driftwatch.extract.words.vocabulary import (
    ACCESS,
    ACCESS_COLUMNS,
    DEPRECATED_WORDS,
    HEADER_COLUMNS,
    MEMBER_COLUMNS,
    NAME_COLUMNS,
    OUTRIGHT_NEED,
    SENT_COLUMNS,
    TYPE_COLUMNS,
    VALUES_COLUMNS,
)
from driftwatch.extract.words.wording import is_conditional, is_need_word, required_word, tidy, word
from driftwatch.patterns import lazy_regex

_NAME: Final = lazy_regex(
    r"[\w$@](?:<\w[\w -]{0,40}>|[\w$@.:\-\[\]*<>{}/]){0,200}+|\[\]"
    r"|(?:\{\w[\w -]{0,40}\}|<\w[\w -]{0,40}>)[\w$@.:\-\[\]*<>{}]{0,200}"
)
REFERENCE: Final = lazy_regex(r"[\w.$@\[\]-]{1,200}$")
_INDENT: Final = lazy_regex(r"^((?:[\u00a0\s»›>→⇥↳⤷∟└├│─┗┣↓|-]|-&gt;)+)(?=[\w`$@\[])")
_COLON: Final = lazy_regex(r":(?=[A-Za-z_])")
"""A name as paths write their parameters: `:widget_id`."""
_BODY: Final = "body"
"""What a row is called that is of all of the body: "Request JSON"."""
_OF_BODY: Final = lazy_regex(
    r"(?:(?:http|raw|request|post|put|patch|json)\s){1,2}(?:body|payload|json|object|data)", re.IGNORECASE
)
_IN_QUOTES: Final = lazy_regex(r"^([\"'])([\w.$\[\]-]{1,80})\1")
"""A name as JSON writes it."""
_MARKS: Final = lazy_regex(r"[*?](?:\s?[*?]){0,3}$")
_NOTES: Final = 8
"""Words behind the name of a field that may say its type, and more than that are a sentence."""
_WORDS: Final = lazy_regex(r"[A-Za-z]\w{0,30}(?: \w{1,30}){1,4}")
_HEADER: Final = lazy_regex(r"[A-Za-z][\w-]{0,60}")
_OR: Final = lazy_regex(r"\s(?:or|oder|ou|или)\s", re.IGNORECASE)
_NUMBER: Final = lazy_regex(r"-?\d{1,9}$")
_TYPE_NAME: Final = lazy_regex(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*){0,8}$")
"""As code names a type: `WidgetList`."""
_CHOICE: Final = lazy_regex(
    r"(?:\d{1,3}|true|false|yes|no|on|off)(?:(?:\s?[,/|]\s?|\sor\s)(?:\d{1,3}|true|false|yes|no|on|off)){1,20}"
)
_BESIDE: Final = lazy_regex(r"[\s,/|()\u3001\uff0c]|\bor\b|\bdefault\b")
_PARTED: Final = lazy_regex(r"\s?[,/|]\s?|\sor\s")
"""A cell that is nothing else than a choice of numbers or switches, and what stands between them."""
_FOOTNOTE: Final = lazy_regex(r"\s?\[\d{1,2}\]$")
_ASIDE: Final = lazy_regex(r"\([^()]*\)|（[^（）]*）")
_KIND_AND_NEED: Final = lazy_regex(
    r"(?:string|integer|int|number|float|double|boolean|bool|array|object)s?\b[^,;()\u2013\u2014-]{0,40}"
    r"(?:[,;(\u2013\u2014-]|$)",
    re.IGNORECASE,
)
"""A cell that begins with a type, in a column of what is needed: "String - Optional"."""
_NOTHING: Final = frozenset(("none", "n/a"))
"""What stands in place of a name where there is no field."""
_SENTENCE: Final = 3
"""Blanks of a cell that is more than a value or two."""
_FEW_TITLES: Final = 3
"""Where more rows than one in three are named by words, the table is none of fields."""
LONGEST_DESCRIPTION: Final = 600
"""Characters of a description in which a range is looked for."""
_SEVERAL: Final = lazy_regex(r"(?:[A-Za-z]{1,20}_\w{1,40}(?:,\s?|\s?/\s?|$)){2,9}")
"""Names of several fields in one cell: "left_x, left_y"."""
_BETWEEN_NAMES: Final = lazy_regex(r",\s?|\s?/\s?")
_OF_FORM: Final = lazy_regex(
    r"\s?(?:format|range|pattern|regexp?|length|example|default|e\.g|min|max|minimum|maximum|between|from)\b",
    re.IGNORECASE,
)
"""What a cell begins with that says how values look, and lists none, in a column of values: "Format: `dd/mm`"."""


def table_fields(
    table: Table, *, place: str = "", stars: bool = False, marked: bool = False, told: bool = False
) -> tuple[DocumentedField, ...]:
    """Return the fields of a table, with names from the root; () when the table's rows are no fields.

    Where `stars` is true, a legend says that a star behind a name means required; where `marked` is, what is optional
    has a `?` behind its name, so that all else is always there; where `told` is, a heading says that it is of fields.
    """
    table = with_kinds_apart(parted(table))
    table = _with_name(table, place) if told else table
    is_counted = not any(cell.plain for cell in table.header) and any(row[0].plain.isdigit() for row in table.rows)
    if not is_field_table(table.header, told=told) or is_counted or _is_of_titles(table) or _is_of_values(table):
        return ()
    found = in_holders(tuple(_rows(table, place, stars=stars)))
    at = columns_of(table.header)
    if (told or "required" in at) and word(table.header[at["name"]].plain) in HEADER_COLUMNS:
        found = tuple(field if field.within else replace(field, within="header") for field in found)
    return tuple(replace(field, required=True) if marked and field.required is None else field for field in found)


def _with_name(table: Table, place: str) -> Table:
    """Call the first column that of names where its own head says nothing, and each of its cells is a name in code.

    Beside what is needed "Type" says nothing either below a heading of parameters, unless a cell names a type.
    """
    at = columns_of(table.header)
    is_of_kinds = at.get("type") == 0 and "required" in at and names_members(place) and not any(map(_typed, table.rows))
    is_untitled = 0 not in at.values() and bool(at.keys() & {"type", "required"})
    is_of_members = 0 not in at.values() and "description" in at and word(table.header[0].plain) in MEMBER_COLUMNS
    is_open = "name" not in at and (is_untitled or is_of_kinds or is_of_members)
    cells = [row[0] for row in table.rows] if is_open else []
    if is_of_members and cells and all(REFERENCE.fullmatch(tidy(cell.plain)) for cell in cells):
        return replace(table, header=(Text((Run("name"),)), *table.header[1:]))
    if not cells or not all(cell.codes and cell.runs[0].code and REFERENCE.match(cell.codes[0]) for cell in cells):
        return table
    return replace(table, header=(Text((Run("name"),)), *table.header[1:]))


def _typed(row: tuple[Text, ...]) -> bool:
    """Tell whether a row begins with a type that is the name of nothing: `string`, but not `date`."""
    kind = schema_of_type(tidy(row[0].plain))
    return kind is not None and "format" not in kind


def header_fields(table: Table, *, place: str = "", told: bool = False) -> tuple[DocumentedField, ...]:
    """Return the headers that a table lists with what is sent in them: `Header | Value`; () for any other table.

    Where `told` is true, its heading says that it is of headers.
    """
    first, second, *_ = (*(word(cell.plain) for cell in table.header[:2]), "", "")
    is_of_headers = first in HEADER_COLUMNS or (told and first in NAME_COLUMNS)
    if not is_of_headers or second not in SENT_COLUMNS:
        return ()
    named = [(_names(row[0]), row[1]) for row in table.rows]
    if not all(names and all(map(_HEADER.fullmatch, names)) for names, _ in named):
        return ()
    return tuple(
        DocumentedField(
            name=name,
            within="header",
            enum=_in_code(value),
            required=need_said(value),
            says=tidy(value.plain)[:LONGEST_DESCRIPTION],
            locator=below(place, name),
        )
        for names, value in named
        for name in names
    )


def _rows(table: Table, place: str, *, stars: bool) -> Iterator[DocumentedField]:
    at = with_need(table, _with_types(table))
    table = with_marks(table, at)
    above: list[str] = []
    for row in table.rows:
        cell = row[at["name"]]
        if _is_title(cell) or _is_continued(row, cell) or word(cell.plain) in _NOTHING:
            continue  # a note that spans the table, what the row above says on, or that there is nothing
        depth = _depth(cell)
        del above[depth:]
        field = _row(table, row, at, place, stars=stars)
        is_all = field.within == "body" and not cell.codes and _OF_BODY.fullmatch(tidy(cell.plain)) is not None
        for name in (_BODY,) if is_all else _names(cell):
            full = "".join(above) + name
            enum = () if name in field.enum else field.enum  # "either `a` or `b`" of two fields, of which this is one
            yield replace(field, name=full, enum=enum, locator=below(place, full))
        names = _names(cell)
        if names:
            above.extend([""] * (depth - len(above)))
            above.append(names[0] + ("[]" if _is_array(field) and not names[0].endswith("[]") else "") + ".")


def _row(table: Table, row: tuple[Text, ...], at: Mapping[Role, int], place: str, *, stars: bool) -> DocumentedField:
    name = row[at["name"]]
    description = row[at["description"]] if "description" in at else _told_of_values(table, row, at)
    kind = _kind(row, at)
    default = default_of_cell(row[at["default"]]) if "default" in at else default_in(description)
    listed = row[at["enum"]] if "enum" in at and not _OF_FORM.match(row[at["enum"]].plain) else Text()
    called = next(iter(_names(name)), name.plain)
    notes = word(name.plain.partition(" ")[2] + " " + kind.plain + " " + description.plain[:40])
    told = _told(description, kind.plain)
    return DocumentedField(
        name="",
        type=_type(kind, nullable="nullable" in at and required_word(row[at["nullable"]].plain) is True),
        required=_required(table, row, at, stars=stars),
        default=UNSET if default is None else default,
        enum=tuple(sorted(code.strip("\"'") for code in listed.codes))
        or told
        or _of_kind(kind, default)
        or _beside(table, row, at),
        deprecated=is_deprecated_in(description) or bool(DEPRECATED_WORDS & set(re.findall(r"\w+", notes)[:3])),
        within=within_of_row(row, at.get("within"), kind),
        says=tidy(description.plain)[:LONGEST_DESCRIPTION],
        target=link_of_type(kind),
        listed=link_of_values(description, kind, called),
        described=link_of_object(description if "description" in at else _left_over(row, at), kind, called),
        locator=place,
    )


def _left_over(row: tuple[Text, ...], at: Mapping[Role, int]) -> Text:
    """Return the one cell of a row of which no head says what is in it."""
    free = [cell for index, cell in enumerate(row) if index not in at.values()]
    return free[0] if len(free) == 1 else Text()


def _told_of_values(table: Table, row: tuple[Text, ...], at: Mapping[Role, int]) -> Text:
    """Return what a column of values says in a sentence, where no other says anything of the fields: "`a` or `b`".

    Beside a type or what is needed it tells what else may be sent, and that under conditions.
    """
    if at.keys() & {"type", "required", "default"}:
        return Text()
    free = (index for index, head in enumerate(table.header) if index not in at.values() and _heads_values(head))
    cell = next((row[index] for index in free), Text())
    return cell if cell.plain.count(" ") >= _SENTENCE else Text()


def _heads_values(head: Text) -> bool:
    return word(head.plain) in VALUES_COLUMNS


def _told(description: Text, kind: str) -> tuple[str, ...]:
    """Return the values that a description says a field of a type may have."""
    has_members = (schema_of_type(kind) or {}).get("type") in ("object", "array")
    is_list = is_enumeration(kind)
    return enum_in(description, is_enumeration=is_list, is_scalar=is_scalar(kind), slashes=not has_members, kind=kind)


def _with_types(table: Table) -> Mapping[Role, int]:
    """Return the columns of a table; one of values that holds types and lists of words alone is that of types.

    One that is called "Type" and holds places alone says where fields travel, or what is needed where it says only so.
    """
    at = with_places(table, columns_of(table.header))
    others: tuple[tuple[Role, AbstractSet[str]], ...] = (
        ("within", PLACES_IN_CELLS.keys()),
        ("required", OUTRIGHT_NEED),
    )
    said = {word(row[at["type"]].plain) for row in table.rows} if "type" in at else frozenset[str]()
    for role, known in others:
        if said and role not in at and said <= known:
            free = (index for index in range(len(table.header)) if index not in at.values())
            kind = [index for index in free if word(table.header[index].plain) in TYPE_COLUMNS][:1]
            at = {**{each: column for each, column in at.items() if each != "type"}, role: at["type"]}
            return at | ({"type": kind[0]} if kind else {})
    if "type" not in at and "required" in at and _is_all(table, at["required"], _KIND_AND_NEED.match):
        return {**{role: column for role, column in at.items() if role != "required"}, "type": at["required"]}
    for index, head in enumerate(table.header) if "type" not in at else ():
        is_open = _heads_values(head) or (index > 0 and not head.plain)
        cells = [row[index] for row in table.rows if row[index].plain] if is_open else []
        if cells and all(schema_of_type(cell.plain) or _quoted(cell) for cell in cells):
            return {**{role: column for role, column in at.items() if column != index}, "type": index}
    return at


def _is_all(table: Table, column: int, fits: Callable[[str], object]) -> bool:
    """Tell whether a table has rows, and all of their cells in a column fit."""
    return bool(table.rows) and all(fits(row[column].plain) for row in table.rows)


def _of_kind(kind: Text, default: str | None) -> tuple[str, ...]:
    """Return the values that stand where a type is expected; words that are types are none: "`integer`, `string`".

    Names such as `Box` and `Lid`, with nothing but a sign between them, may be types as well: they are values where one
    of them is the default. So are those in one piece of code, in small letters too, but for opposites: `widget | box`.
    """
    apart = values_apart(kind)
    if apart is not kind and not _BESIDE.sub("", apart.prose):
        return tuple(sorted(set(apart.codes))) if default in apart.codes or are_sure(apart.codes) else ()
    values = enum_in(kind) or _quoted(kind)
    if not values and len(kind.codes) > 1 and (listed := enum_in(kind, is_scalar=True)):
        values = () if all(map(_TYPE_NAME.match, listed)) and default not in listed else listed
    is_of_types = any(value.endswith("[]") for value in values)
    return () if is_of_types or all(names_type(value) for value in values) else values


def _beside(table: Table, row: tuple[Text, ...], at: Mapping[Role, int]) -> tuple[str, ...]:
    """Return the choice in a column of values, which is none of types: "one of: `a`, `b`", "0 or 1"."""
    heads = enumerate(table.header)
    cells = (row[index] for index, head in heads if index not in at.values() and _heads_values(head))
    return next((values for cell in cells if (values := enum_in(cell) or _choice(cell) or _in_code(cell))), ())


def _in_code(cell: Text) -> tuple[str, ...]:
    """Return the values of a cell of nothing else, the default among them: "`a` (default), `b`"."""
    is_alone = len(cell.codes) > 1 and not _BESIDE.sub("", cell.prose)
    return tuple(sorted(set(cell.codes))) if is_alone and all(map(REFERENCE.match, cell.codes)) else ()


def _choice(cell: Text) -> tuple[str, ...]:
    said = tidy(cell.plain)
    return tuple(sorted(set(_PARTED.split(said)))) if _CHOICE.fullmatch(said) else ()


def _quoted(kind: Text) -> tuple[str, ...]:
    """Return the values that stand in quotes where a type is expected: "'id' (default), 'name' or 'size'"."""
    return enum_in(kind, is_enumeration=True) if not kind.codes and {"'", '"'} & set(kind.plain) else ()


def _kind(row: tuple[Text, ...], at: Mapping[Role, int]) -> Text:
    """Return the cell of types; without one, the type that stands behind the name: "**size** Integer"."""
    if "type" in at:
        return row[at["type"]]
    if "description" in at and (noted := noted_type(row[at["description"]])):
        return Text((Run(noted),))
    more = row[at["name"]].plain.split()[1:]
    return Text((Run(next((piece for piece in more if schema_of_type(piece)), "")),)) if len(more) <= _NOTES else Text()


def _type(kind: Text, *, nullable: bool) -> str:
    """Write a type in one line; what a further line says of one that is known is a comment."""
    first, *more = kind.plain.split("\n")
    written = first if more and names_type(first) else kind.plain.replace("\n", " ")
    head, sign, need = written.partition(" - ")
    written = head if sign and is_need_word(need) and names_type(head) else written
    return f"{written} | null" if nullable and schema_of_type(written) else written


def _required(table: Table, row: tuple[Text, ...], at: Mapping[Role, int], *, stars: bool) -> bool | None:
    if "required" in at:
        said = need_of_cell(table.header[at["required"]], row[at["required"]])
        optional = is_optional_column(table.header[at["required"]])
        return said if said is None or not optional else not said
    if "default" in at and (said := NEED_OF_CELL.get(word(row[at["default"]].plain))) is not None:
        return said
    name = _FOOTNOTE.sub("", row[at["name"]].plain)
    pieces = [piece for piece in re.split(r"[\s,()（）\n]+", name)[1:] if piece]
    if "type" in at:
        kind = row[at["type"]].plain
        pieces += [] if is_conditional(kind) else re.split(r"[,;()]\s?|\s", kind)[1:]
    said_so = [said for piece in pieces if len(piece) > 1 and (said := required_word(piece)) is not None]
    if said_so:
        return said_so[0]
    if _is_marked_optional(row[at["name"]]):
        return False  # a star beside it is that of a footnote
    if stars and _MARKS.search(name.rstrip()):
        return None if _OR.search(name) else True  # of two names in one cell, one of both is
    return need_of_description(row[at["description"]]) if "description" in at else None


def _is_of_titles(table: Table) -> bool:
    """Tell whether what stands under "Name" are titles of several words, and no names of fields."""
    column = columns_of(table.header)["name"]
    titles = sum(_is_title(row[column]) for row in table.rows)
    return titles * _FEW_TITLES > len(table.rows)


def _is_of_values(table: Table) -> bool:
    """Tell whether what stands under "Type" are numbers: those of the kinds of a thing, one a row."""
    column = columns_of(table.header).get("type")
    return column is not None and bool(table.rows) and all(_NUMBER.match(row[column].plain) for row in table.rows)


def _is_title(cell: Text) -> bool:
    if cell.codes or (cell.runs and cell.runs[0].strong and not cell.is_label):
        return False
    _, *more = _ASIDE.sub("", _INDENT.sub("", cell.plain)).split() or [""]
    return any(piece.isalpha() and not _is_note(piece) for piece in more)


def _is_continued(row: tuple[Text, ...], cell: Text) -> bool:
    """Tell whether a line goes on with the cell above it: "Default: `10`", and nothing in any other cell.

    So is a label there, which stands right below the table and was taken for its last row: "**Response:**".
    """
    is_alone = len(row) > 1 and sum(bool(other.plain) for other in row) == 1
    if is_alone and cell.is_label and not cell.codes and cell.plain.endswith((":", "\uff1a")):
        return True
    return is_alone and bool(cell.codes) and not cell.runs[0].code and bool(cell.runs[0].text.strip())


def _is_note(piece: str) -> bool:
    """Tell whether a word behind a name says something of the field: required, deprecated, its type."""
    said = word(piece)
    return is_need_word(said) or said in DEPRECATED_WORDS or names_type(said)


def states_access(table: Table) -> bool:
    """Tell whether a column says of each field whether it can be read and written: they are those of a resource.

    No caller reads what is sent to find a resource, whatever the table is called.
    """
    heads = [word(cell.plain) for cell in table.header]
    column = next((at for at, said in enumerate(heads) if said in ACCESS_COLUMNS), -1)
    said = {word(row[column].plain).strip("-") for row in table.rows} - {""} if column >= 0 else set()  # or a rule
    return bool(said) and said <= ACCESS


def marks_optional(table: Table) -> bool:
    """Tell whether `?` marks some names of a table of fields as optional."""
    at = columns_of(table.header)
    is_marked = is_field_table(table.header) and not at.keys() & {"required", "default"}
    return is_marked and any(_is_marked_optional(row[at["name"]]) for row in table.rows)


def _is_marked_optional(name: Text) -> bool:
    marks = _MARKS.search(_FOOTNOTE.sub("", name.plain.rstrip()))
    return marks is not None and "?" in marks.group()


def _names(cell: Text) -> tuple[str, ...]:
    """Return the names that a cell gives: its code spans, or its first word."""
    written = (_COLON.sub("", code.strip("\"'») ").rstrip("*?").lstrip("?&")) for code in cell.codes)
    codes = [code for code in written if _NAME.fullmatch(code)]
    if len(cell.codes) == 1 and cell.runs[0].code and _is_of_words(cell.codes[0]):
        return (cell.codes[0],)
    if codes and cell.runs[0].code:
        rest = cell.prose.replace("/", " ").replace(",", " ").replace("or", " ").split()
        return tuple(codes) if not rest else (codes[0],)
    if codes and _INDENT.match(cell.runs[0].text + "`"):
        return (codes[0],)
    plain = _INDENT.sub("", Text(cell.runs[:-1]).plain if _is_noted(cell) else cell.plain).lstrip("?&")
    plain = _IN_QUOTES.sub(r"\2", plain) if plain[:1] in "\"'" else plain
    if _SEVERAL.fullmatch(plain):
        return tuple(filter(None, _BETWEEN_NAMES.split(plain)))
    match = _NAME.match(plain)
    words = re.split(r"[\s(（,*]", plain, maxsplit=1)[0]
    return (
        (words.rstrip("?:*"),)
        if match and match.group().startswith(words.rstrip("?:*")) and words.rstrip("?:*")
        else ()
    )


def _is_of_words(code: str) -> bool:
    """Tell whether a name is written in words: `widget id`, and not `id integer`."""
    words = code.split(" ")
    is_plain = len(words) > 1 and _WORDS.fullmatch(code) is not None
    return is_plain and not any(is_need_word(each) or names_type(each) for each in words)


def _is_noted(cell: Text) -> bool:
    """Tell whether a name in bold has the number of a footnote behind it, which is no index: "**size** [1]"."""
    is_bold = len(cell.runs) > 1 and cell.runs[0].strong and not cell.runs[-1].strong
    return is_bold and _FOOTNOTE.fullmatch(cell.runs[-1].text) is not None


def _depth(cell: Text) -> int:
    """Tell how deep a row is nested, by the arrows or no-break spaces before its name."""
    match = _INDENT.match("".join(run.text for run in cell.runs))
    if not match:
        return 0
    marks = match[1]
    arrows = sum(marks.count(mark) for mark in "»›>→⇥↳⤷∟└├┗┣")
    spaces = marks.count("\u00a0")
    return max(arrows, (spaces + 3) // 4) if arrows <= 1 and spaces else arrows


def _is_array(field: DocumentedField) -> bool:
    schema = schema_of_type(field.type) or {}
    return schema.get("type") == "array"


def below(place: str, name: str) -> str:
    """Name the place of a field that stands at a place."""
    return f"{place} > {name}" if place else name
