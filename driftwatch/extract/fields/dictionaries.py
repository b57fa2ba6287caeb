"""Data dictionaries: a row is a field, named by its path from the message that holds it, with how often it occurs.

Standards of finance document messages so: `Name | Occurrence | XPath | Class | Codes`, and beside it a table that says
which call sends and which returns which message.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.fields.field import NAMED, DocumentedField
from driftwatch.extract.fields.field_tables import LONGEST_DESCRIPTION, below
from driftwatch.extract.text.blocks import Section, Table, asked_once, tables_of
from driftwatch.extract.text.columns import OCCURRENCES, PATHS_OF_MESSAGES
from driftwatch.extract.text.prose import texts_of
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.vocabulary import words
from driftwatch.extract.words.wording import slug, tidy, word
from driftwatch.patterns import lazy_regex

_CLASS: Final = words("class | data type | datatype | type")
_CODES: Final = words("codes | code | enumeration | allowed codes")
_SAYS: Final = words("enhanceddefinition | enhanced definition | definition | description")
_SENT: Final = words("request object | request message | request body")
_RETURNED: Final = words("response object | response message | response body")
_CALLS: Final = words("endpoint | operation | call")
_RANGE: Final = lazy_regex(r"(\d{1,4})\s?\.\.\s?(\d{1,4}|n|\*|unbounded)$")
_STEPS: Final = lazy_regex(r"[A-Za-z_][\w-]{0,80}(?:/(?:[A-Za-z_][\w-]{0,80}|<[\w-]{1,60}>)){0,20}$")
"""A path, in which `<name>` stands for any key."""
_CLASS_NAME: Final = lazy_regex(r"(?:xsd?:)?([A-Za-z]\w{0,80})$")
_TEXT: Final = lazy_regex(r"(?:(?:Max|Min|Exact)\d{1,5})+(?:Alpha|Numeric|AlphaNumeric)?(?:Text)?$")
_CODE: Final = lazy_regex(r"[\w.:+-]{0,79}[\w+-]$")
"""No word that ends a sentence."""
_CODE_SET: Final = lazy_regex(r"\w{1,80}Code$")
_STANDARD: Final = {
    "isodatetime": "date-time",
    "isodate": "date",
    "datetime": "date-time",
    "anyuri": "uri",
    "int": "integer",
}
"""Classes of ISO 20022 and of XML Schema that other documents call otherwise."""
_STRAY: Final = 2
"""Rows of another message than a table begins with that are still none of that message's own description."""
_Row: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


class _Columns(NamedTuple):
    """Where a dictionary says what; -1 for what it does not say."""

    path: int
    often: int
    kind: int
    codes: int
    says: int


class Bodies(Struct, frozen=True):
    """The names of the messages that a call sends and returns; "" for none."""

    sent: str
    returned: str


@asked_once
def dictionaries(page: Section) -> dict[str, tuple[DocumentedField, ...]]:
    """Return the fields of the messages that the dictionaries of a page describe, by the name of the message."""
    found: dict[str, tuple[DocumentedField, ...]] = {}
    read = [tuple(_messages(table)) for _, section in page.walk() for table in tables_of(section.blocks)]
    for name, fields in chain(*(each[:1] for each in read), *read):  # rows of another table do not stand for its own
        if fields:
            found.setdefault(name, fields)
    known = {**_linked(page), **{name: f"#{anchor_of(name)}" for name in found}} if found else {}
    return {name: tuple(_of_class(field, known) for field in fields) for name, fields in found.items()}


def _linked(page: Section) -> dict[str, str]:
    """Return where classes are described that have a section of their own with nothing but a link to that place."""
    named = (section for _, section in page.walk() if _CLASS_NAME.match(section.title))
    return {section.title: link for section in named if (link := _defined_at(section))}


def anchor_of(message: str) -> str:
    """Return the anchor by which links name a message."""
    return slug(message)


def _of_class(field: DocumentedField, known: Mapping[str, str]) -> DocumentedField:
    """Let a field lead to the message that its class names: where its page says so, else where one other page does."""
    name = field.target
    return replace(field, target=known.get(name, f"{NAMED}{anchor_of(name)}")) if name else field


def _defined_at(section: Section) -> str:
    """Return the one link to the anchor of a class that its section gives in place of a description; "" for none."""
    links = {run.href for text in texts_of(section.blocks) for run in text.runs if run.href}
    link = links.pop() if len(links) == 1 else ""
    return link if link.rpartition("#")[2] == anchor_of(section.title) else ""


def bodies(page: Section, messages: Mapping[str, object]) -> dict[str, Bodies]:
    """Return by call, as the page writes it, which of these messages it sends and returns."""
    found: dict[str, Bodies] = {}
    for _, section in page.walk() if messages else ():
        for table in tables_of(section.blocks):
            heads = [word(cell.plain) for cell in table.header]
            call, sent, returned = (_column(heads, known) for known in (_CALLS, _SENT, _RETURNED))
            for row in table.rows if call >= 0 and max(sent, returned) >= 0 else ():
                names = [tidy(row[at].plain) if at >= 0 else "" for at in (sent, returned)]
                found.setdefault(tidy(row[call].plain), Bodies(*(name if name in messages else "" for name in names)))
    return found


def _column(heads: Sequence[str], known: frozenset[str]) -> int:
    return next((at for at, head in enumerate(heads) if head in known), -1)


def _messages(table: Table) -> Iterator[tuple[str, tuple[DocumentedField, ...]]]:
    """Yield the messages that a table describes, each with its fields: that of its first path before the others."""
    heads = [word(cell.plain) for cell in table.header]
    at = _Columns(*(_column(heads, known) for known in (PATHS_OF_MESSAGES, OCCURRENCES, _CLASS, _CODES, _SAYS)))
    if min(at.path, at.often) < 0:
        return
    messages: dict[str, list[_Row]] = {}
    for row in (tuple(tidy(cell.plain) for cell in row) for row in table.rows):
        if _STEPS.match(row[at.path]):
            steps = tuple(row[at.path].split("/"))
            messages.setdefault(steps[0], []).append((steps, row))
    for number, (root, rows) in enumerate(messages.items()):
        if number == 0 or len(rows) > _STRAY:
            yield root, _fields(root, rows, at)


def _fields(root: str, rows: Sequence[_Row], at: _Columns) -> tuple[DocumentedField, ...]:
    many = {steps for steps, row in rows if _most(row[at.often]) != 1}
    holders = {steps[:-1] for steps, _ in rows}
    kinds = [_class(*(row[number] if number >= 0 else "" for number in (at.kind, at.codes))) for _, row in rows]
    return tuple(
        DocumentedField(
            name=_name(steps, many),
            type=_type(name, is_holder=steps in holders, is_many=steps in many),
            required=_least(row[at.often]) > 0,
            enum=_values(row[at.codes]) if at.codes >= 0 else (),
            says=row[at.says][:LONGEST_DESCRIPTION] if at.says >= 0 else "",
            locator=below(root, "/".join(steps[1:])),
            target="" if steps in holders or _plain_type(name) else name,
        )
        for (steps, row), name in zip(rows, kinds, strict=True)
        if len(steps) > 1
    )


def _name(steps: tuple[str, ...], many: set[tuple[str, ...]]) -> str:
    """Write a path as fields are: `Data.Items[].Size`."""
    return ".".join(_with_marks(steps, many))


def _with_marks(steps: tuple[str, ...], many: set[tuple[str, ...]]) -> Iterator[str]:
    for length in range(2, len(steps) + 1):
        yield steps[length - 1] + ("[]" if length < len(steps) and steps[:length] in many else "")


def _least(said: str) -> int:
    match = _RANGE.match(said)
    return int(match[1]) if match else 0


def _most(said: str) -> int:
    """Return how often a field occurs at most; 0 for any number of times, and 1 where nothing is said."""
    match = _RANGE.match(said)
    return (int(match[2]) if match[2].isdigit() else 0) if match else 1


def _class(said: str, codes: str) -> str:
    """Return the name of a class; one of codes may stand beside in place of these."""
    match = _CLASS_NAME.match(said)
    return match[1] if match else codes if _CODE_SET.match(codes) else ""


def _plain_type(name: str) -> str:
    """Return a class as other documents call it; "" for one that is described apart."""
    is_text = _TEXT.match(name) or _CODE_SET.match(name)
    kind = "string" if is_text else _STANDARD.get(name.lower(), name)
    return kind if names_type(kind) else ""


def _type(name: str, *, is_holder: bool, is_many: bool) -> str:
    kind = "object" if is_holder else _plain_type(name)
    return f"array of {kind}" if is_many and kind else "array" if is_many else kind


def _values(said: str) -> tuple[str, ...]:
    """Return the codes that a cell lists between blanks; what is a sentence, or one alone, is none."""
    found = said.replace(",", " ").split()
    return tuple(sorted(set(found))) if len(found) > 1 and all(map(_CODE.match, found)) else ()
