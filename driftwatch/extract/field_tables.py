"""Tables and lists of fields, and tables of closed value lists."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.extract.blocks import Block, List, Run, Section, Table, Text
from driftwatch.extract.columns import columns_of, is_field_table, is_optional_column
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.object_links import link_of_type
from driftwatch.extract.statements import default_in, default_of_cell, enum_in, is_deprecated_in
from driftwatch.extract.type_words import schema_of_type
from driftwatch.extract.vocabulary import DEPRECATED_WORDS
from driftwatch.extract.wording import required_word, tidy, word

_NAME: Final = re.compile(r"[\w$@][\w$@.:\-\[\]*<>{}/]{0,200}|\[\]")
_INDENT: Final = re.compile(r"^((?:[\u00a0\s»›>→↳└├│─┗┣|-]|-&gt;)+)(?=[\w`$@\[])")
_REFERENCE: Final = re.compile(r"[\w.$@\[\]-]{1,200}$")
_LABELLED: Final = re.compile(r"([^:：\n]{1,40})\s?[:：]\s?(.*)$", re.DOTALL)
_STAINLESS: Final = re.compile(r"([\w.$-]{1,80}): (optional )?(.{1,600})$", re.DOTALL)
_STAINLESS_ROOT: Final = re.compile(r"([\w.$-]{1,80}) = (optional )?(.{1,600})$", re.DOTALL)
"""The body itself: `Widget = object { id, 2 more }`."""
_LITERAL_BULLET: Final = re.compile(r"\"([^\"]*)\"$")
_ELIDED: Final = re.compile(r"(?: or|,)? \d+ more\b")
_DEFINED: Final = re.compile(r":?([A-Za-z_$@][\w$@.\-\[\]:]{0,200}): (.+)$", re.DOTALL)
_SHORTCODE: Final = re.compile(r"\{\{[<%]\s?(\w{1,20})\s?[>%]\}\}")
_SENTENCE: Final = re.compile(r"[.;。；](?:\s|$)|\s[–—-]\s")
_BADGES: Final = 80
"""Characters of a definition in which badges stand."""
_MARKS: Final = re.compile(r"[*?](?:\s?[*?]){0,3}$")
_FOOTNOTE: Final = re.compile(r"\s?\[\d{1,2}\]$")
_ASIDE: Final = re.compile(r"\([^()]*\)|（[^（）]*）")
_FEW_TITLES: Final = 3
"""One row in three may be named by words: a note that spans the table, or two names in one cell."""
_LONGEST: Final = 600
"""Characters of a description in which a range is looked for."""
_DEPTH: Final = 12
_TYPE_LABELS: Final = frozenset(("type", "类型", "тип", "typ", "tipo", "型", "유형", "タイプ"))
_REQUIRED_LABELS: Final = frozenset(
    ("required", "必填", "必选", "是否必填", "обязательный", "wymagane", "requis", "erforderlich", "必須", "필수")
)
_DEFAULT_LABELS: Final = frozenset(
    ("default", "default value", "默认值", "по умолчанию", "domyślnie", "défaut", "standard")
)
_ENUM_LABELS: Final = frozenset(
    ("enum", "allowed values", "possible values", "options", "可选值", "枚举值", "accepted values", "valid values")
)
_WITHIN: Final = {
    "path": "path",
    "query": "query",
    "header": "header",
    "headers": "header",
    "cookie": "cookie",
    "body": "body",
}


def table_fields(
    table: Table, *, place: str = "", stars: bool = False, marked: bool = False
) -> tuple[DocumentedField, ...]:
    """Return the fields of a table, with names from the root; () when the table's rows are no fields.

    Where `stars` is true, a legend of the page says that a star behind a name means required; where `marked` is, what
    is optional has a `?` behind its name, so that all else is always there.
    """
    if not is_field_table(table.header) or _is_of_titles(table):
        return ()
    found = _rows(table, place, stars=stars)
    return tuple(replace(field, required=True) if marked and field.required is None else field for field in found)


def list_fields(block: List, *, place: str = "", depth: int = 0) -> tuple[DocumentedField, ...]:
    """Return the fields of bullets such as "`name` (string, required): ..." or "`name: optional string`"."""
    if depth > _DEPTH:
        return ()
    if block.is_definitions:
        return tuple(field for item in block.items if (field := _defined(item.text, place)) is not None)
    return tuple(field for item in block.items for field in _bullet(item.text, item.blocks, place, depth))


def heading_field(section: Section, *, place: str = "") -> DocumentedField | None:
    """Read a section whose title is a field's name and whose bullets say type, required, default."""
    codes = section.heading.codes
    if len(codes) != 1 or not _REFERENCE.match(codes[0]):
        return None
    said = {label: text for block in section.blocks if isinstance(block, List) for label, text in _labels(block)}
    if not said.keys() & (_TYPE_LABELS | _REQUIRED_LABELS):
        return None
    kind = next((said[label].plain for label in _TYPE_LABELS & said.keys()), "")
    needed = next((required_word(said[label].plain) for label in _REQUIRED_LABELS & said.keys()), None)
    default = next((default_of_cell(said[label]) for label in sorted(_DEFAULT_LABELS & said.keys())), None)
    listed = next((said[label] for label in sorted(_ENUM_LABELS & said.keys())), None)
    return DocumentedField(
        name=codes[0],
        type=kind,
        required=needed,
        default=UNSET if default is None else default,
        enum=tuple(sorted(code.strip("\"'") for code in listed.codes)) if listed is not None else (),
        locator=_below(place, codes[0]),
    )


def _rows(table: Table, place: str, *, stars: bool) -> Iterator[DocumentedField]:
    at = columns_of(table.header)
    above: list[str] = []
    for row in table.rows:
        cell = row[at["name"]]
        depth = _depth(cell)
        del above[depth:]
        field = _row(table, row, place, stars=stars)
        for name in _names(cell):
            full = "".join(above) + name
            yield replace(field, name=full, locator=_below(place, full))
        names = _names(cell)
        if names:
            above.extend([""] * (depth - len(above)))
            above.append(names[0] + ("[]" if _is_array(field) and not names[0].endswith("[]") else "") + ".")


def _row(table: Table, row: tuple[Text, ...], place: str, *, stars: bool) -> DocumentedField:
    at = columns_of(table.header)
    name = row[at["name"]]
    description = row[at["description"]] if "description" in at else Text()
    kind = row[at["type"]] if "type" in at else Text()
    default = default_of_cell(row[at["default"]]) if "default" in at else default_in(description)
    listed = row[at["enum"]] if "enum" in at else Text()
    notes = word(name.plain.partition(" ")[2] + " " + kind.plain + " " + description.plain[:40])
    return DocumentedField(
        name="",
        type=kind.plain.replace("\n", " "),
        required=_required(table, row, stars=stars),
        default=UNSET if default is None else default,
        enum=tuple(sorted(code.strip("\"'") for code in listed.codes)) or enum_in(description) or enum_in(kind),
        deprecated=is_deprecated_in(description) or bool(DEPRECATED_WORDS & set(re.findall(r"\w+", notes)[:3])),
        within=_within(row, at.get("within"), kind),
        says=tidy(description.plain)[:_LONGEST],
        target=link_of_type(kind),
        locator=place,
    )


def _required(table: Table, row: tuple[Text, ...], *, stars: bool) -> bool | None:
    at = columns_of(table.header)
    if "required" in at:
        said = required_word(row[at["required"]].plain)
        optional = is_optional_column(table.header[at["required"]])
        return said if said is None or not optional else not said
    name = _FOOTNOTE.sub("", row[at["name"]].plain)
    pieces = [piece for piece in re.split(r"[\s,()（）\n]+", name)[1:] if piece]
    if "type" in at:
        pieces += re.split(r"[,;()]\s?|\s", row[at["type"]].plain)[1:]
    said_so = [said for piece in pieces if len(piece) > 1 and (said := required_word(piece)) is not None]
    if said_so:
        return said_so[0]
    if _is_marked_optional(row[at["name"]]):
        return False  # a star beside it is that of a footnote
    return True if stars and _MARKS.search(name.rstrip()) else None


def _is_of_titles(table: Table) -> bool:
    """Tell whether what stands under "Name" are titles of several words, and no names of fields."""
    column = columns_of(table.header)["name"]
    titles = sum(_is_title(row[column]) for row in table.rows)
    return titles * _FEW_TITLES > len(table.rows)


def _is_title(cell: Text) -> bool:
    if cell.codes:
        return False
    _, *more = _ASIDE.sub("", _INDENT.sub("", cell.plain)).split() or [""]
    return any(piece.isalpha() and not _is_note(piece) for piece in more)


def _is_note(piece: str) -> bool:
    """Tell whether a word behind a name says something of the field: required, deprecated, its type."""
    said = word(piece)
    return required_word(said) is not None or said in DEPRECATED_WORDS or schema_of_type(said) is not None


def marks_optional(table: Table) -> bool:
    """Tell whether `?` marks some names of a table of fields as optional."""
    at = columns_of(table.header)
    return is_field_table(table.header) and any(_is_marked_optional(row[at["name"]]) for row in table.rows)


def _is_marked_optional(name: Text) -> bool:
    marks = _MARKS.search(_FOOTNOTE.sub("", name.plain.rstrip()))
    return marks is not None and "?" in marks.group()


def _names(cell: Text) -> tuple[str, ...]:
    """Return the names that a cell gives: its code spans, or its first word."""
    codes = [code for code in (code.strip("\"'») ").rstrip("*?") for code in cell.codes) if _NAME.fullmatch(code)]
    if codes and cell.runs[0].code:
        rest = cell.prose.replace("/", " ").replace(",", " ").replace("or", " ").split()
        return tuple(codes) if not rest else (codes[0],)
    if codes and _INDENT.match(cell.runs[0].text + "`"):
        return (codes[0],)
    plain = _INDENT.sub("", cell.plain)
    match = _NAME.match(plain)
    words = re.split(r"[\s(（,*]", plain, maxsplit=1)[0]
    return (
        (words.rstrip("?:*"),)
        if match and match.group().startswith(words.rstrip("?:*")) and words.rstrip("?:*")
        else ()
    )


def _depth(cell: Text) -> int:
    """Tell how deep a row is nested, by the arrows or no-break spaces before its name."""
    match = _INDENT.match("".join(run.text for run in cell.runs))
    if not match:
        return 0
    marks = match[1]
    arrows = sum(marks.count(mark) for mark in "»›>→↳└├┗┣")
    spaces = marks.count("\u00a0")
    return max(arrows, (spaces + 3) // 4) if arrows <= 1 and spaces else arrows


def _is_array(field: DocumentedField) -> bool:
    schema = schema_of_type(field.type) or {}
    return schema.get("type") == "array"


def _within(row: tuple[Text, ...], column: int | None, kind: Text) -> str:
    said = word(row[column].plain) if column is not None else ""
    if said in _WITHIN:
        return _WITHIN[said]
    match = re.search(r"\((path|query|header|cookie|body)\)", kind.plain.lower())
    return match[1] if match else ""


def _bullet(text: Text, blocks: tuple[Block, ...], place: str, depth: int) -> tuple[DocumentedField, ...]:
    if not text.runs or not text.codes or not text.runs[0].code:
        return ()
    code = text.codes[0]
    nested = [block for block in blocks if isinstance(block, List)]
    if match := _STAINLESS.match(code):
        return (_stainless(match, nested, _below(place, match[1]), depth),)
    if match := _STAINLESS_ROOT.match(code):
        root = _stainless(match, nested, place, depth)
        return (replace(root, name="", required=None),) if root.children else ()
    field = _plain_bullet(text, nested, place, depth) if _REFERENCE.match(code) else None
    return (field,) if field is not None else ()


def _plain_bullet(text: Text, nested: list[List], place: str, depth: int) -> DocumentedField | None:
    code = text.codes[0]
    rest = "".join(run.text for run in text.runs[1:]).strip()
    match = re.match(r"[:：-]?\s?[(（]([^()（）]{1,120})[)）]", rest)
    if not match or not _says_type(match[1]):
        return None
    here = _below(place, code)
    children = tuple(child for block in nested for child in list_fields(block, place=here, depth=depth + 1))
    needed = [said for piece in re.split(r"[,;，\s]+", match[1]) if (said := required_word(piece)) is not None]
    described = Text(text.runs[1:])
    default = default_in(described)
    return DocumentedField(
        name=code,
        type=match[1],
        required=needed[0] if needed else None,
        default=UNSET if default is None else default,
        enum=enum_in(described),
        deprecated=is_deprecated_in(described),
        says=tidy(described.plain)[:_LONGEST],
        children=children,
        locator=here,
    )


def _defined(text: Text, place: str) -> DocumentedField | None:
    """Read `term: String, required. What it is.`; Hugo's `{{<required>}}` stands for a badge."""
    match = _DEFINED.match(text.plain)
    if match is None:
        return None
    badges = [required_word(badge) for badge in _SHORTCODE.findall(match[2][:_BADGES])]
    head, *rest = _SENTENCE.split(_SHORTCODE.sub("", match[2]).strip(), maxsplit=1)
    kind, *pieces = re.split(r"[,，]\s?", head)
    schema = schema_of_type(kind)
    if schema is None and True not in badges:
        return None
    said = [needed for needed in (*badges, *map(required_word, pieces)) if needed is not None]
    default = default_in(text)
    is_array = schema is not None and schema.get("type") == "array"
    return DocumentedField(
        name=match[1].removesuffix("[]") if is_array else match[1],  # forms write the array itself so
        type="" if schema is None else kind,
        required=said[0] if said else None,
        default=UNSET if default is None else default,
        enum=enum_in(text),
        deprecated=any(is_deprecated_in(Text((Run(piece),))) for piece in (head, *rest)),
        says=tidy(" ".join(rest))[:_LONGEST],
        locator=_below(place, match[1]),
    )


def _says_type(text: str) -> bool:
    return any(schema_of_type(piece) is not None for piece in (text, *re.split(r"[,;，]\s?", text)))


def _stainless(match: re.Match[str], nested: list[List], here: str, depth: int) -> DocumentedField:
    """Read `name: optional "a" or "b" or 2 more`: what is elided stands in the bullets below."""
    kind = _ELIDED.sub("", match[3]).partition(" { ")[0].strip()
    values = [
        found[1]
        for block in nested
        for item in block.items
        for code in item.text.codes
        if (found := _LITERAL_BULLET.match(code))
    ]
    children = tuple(child for block in nested for child in list_fields(block, place=here, depth=depth + 1))
    if values and "enum" in (schema_of_type(kind) or {}):
        kind = " or ".join(f'"{value}"' for value in sorted(set(values)))
    return DocumentedField(
        name=match[1],
        type=kind,
        required=match[2] is None,
        enum=tuple(sorted(values)),
        children=children,
        locator=here,
    )


def _labels(block: List) -> Iterator[tuple[str, Text]]:
    for item in block.items:
        match = _LABELLED.match(item.text.plain)
        if match:
            yield word(match[1]), _after_colon(item.text)


def _after_colon(text: Text) -> Text:
    kept = []
    seen = False
    for run in text.runs:
        if seen:
            kept.append(run)
        elif not run.code and (":" in run.text or "：" in run.text):
            seen = True
            rest = re.split(r"[:：]", run.text, maxsplit=1)[1]
            kept.append(replace(run, text=rest.lstrip()))
    return Text(tuple(kept))


def _below(place: str, name: str) -> str:
    return f"{place} > {name}" if place else name
