"""Attributes as API Blueprint lists them (MSON): `name: example (array[Type], required) - what it is`.

The format: https://apiblueprint.org/documentation/mson/specification.html. A type may be called by the name under which
"Data Structures" of the same page describe it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import LONGEST_DESCRIPTION, below
from driftwatch.extract.fields.statements import marked
from driftwatch.extract.text.blocks import Block, Item, List, Section, Text, asked_once
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex

_STRUCTURES: Final = frozenset(("data structures", "data structure"))
_TITLE: Final = lazy_regex(r"(?P<name>[^()\[\]]{1,100}?)\s?\((?P<base>[^()]{1,100})\)?$")
"""The heading of a structure: "Widget (object)", "Big Widget (Widget)"."""
_NAME: Final = lazy_regex(
    r"\x02(?P<code>[^\x03]{1,120})\x03|(?P<plain>[A-Za-z_$@][\w$@.\-\[\] ]{0,80}?)(?=\s?(?::|\(|-|\n|$))"
)
_ASIDE: Final = lazy_regex(r"\(((?:[^()\x02\x03]|\x02[^\x03]{0,300}\x03){0,300})\)")
_VALUE: Final = lazy_regex(r"\x02[^\x03]{0,2000}\x03")
"""A value in code, in which brackets mean nothing."""
_NEEDS: Final[Mapping[str, bool]] = {"required": True, "optional": False}
_ATTRIBUTES: Final = frozenset(("required", "optional", "nullable", "fixed", "fixed-type", "default", "sample"))
_OF: Final = lazy_regex(r"(array|enum)\s?\[(.{1,200})\]$", re.IGNORECASE)
_MEMBERS: Final = frozenset(("members", "values"))
_GROUPS: Final = frozenset(("properties", "items", "one of"))
_SAMPLES: Final = frozenset(("sample", "samples", "default"))
_INCLUDE: Final = lazy_regex(r"include\s(.{1,100})$", re.IGNORECASE)
_DEFAULT: Final = lazy_regex(r"default\s?:\s?[\x02'\"]?([^\x03'\"(]{1,200}?)[\x03'\"]?$", re.IGNORECASE)
_DEPTH: Final = 8
_MOST: Final = 400
"""Fields of one structure."""


class _Structure(Struct, frozen=True):
    """What a heading of the data structures describes."""

    anchor: str
    base: str
    blocks: tuple[Block, ...]


class _Kind(Struct, frozen=True):
    """A type: its word as types are written, where it leads, and the values that it admits."""

    type: str = ""
    target: str = ""
    enum: tuple[str, ...] = ()
    base: str = ""
    """The structure that it is, or that its items are."""


class Attributes:
    """Reads lists of attributes with the data structures of one page."""

    def __init__(self, page: Section) -> None:
        self._known = _structures(page)

    @property
    def anchors(self) -> frozenset[str]:
        """The anchors of the headings of all structures."""
        return frozenset(known.anchor for known in self._known.values())

    def objects(self) -> dict[str, tuple[DocumentedField, ...]]:
        """Return the fields of all structures that are objects, by the anchors of their headings."""
        found = ((known.anchor, self._of_structure(name, 0)) for name, known in self._known.items())
        return {anchor: fields for anchor, fields in found if anchor and fields}

    def fields(self, blocks: Sequence[Block], *, place: str = "", depth: int = 0) -> tuple[DocumentedField, ...]:
        """Return the fields that the lists among these blocks name."""
        items = [item for block in blocks if isinstance(block, List) for item in block.items]
        return tuple(field for item in items[:_MOST] for field in self._of_item(item, place, depth))

    def body(self, said: str, blocks: Sequence[Block], *, place: str) -> tuple[DocumentedField, ...]:
        """Return the fields of a body: of the type that stands in brackets, and of the lists below it."""
        kind = self._kind(said)
        own = self.fields(blocks, place=place)
        if kind.base and own and not kind.type.startswith("array"):
            return (*self._of_structure(kind.base, 0), *own)
        if kind.target or kind.type not in ("", "object"):
            return (DocumentedField(name="", type=kind.type, target=kind.target, children=own, locator=place),)
        return own

    def bodies(self, stated: Sequence[tuple[str, Sequence[Block]]], *, place: str) -> tuple[DocumentedField, ...]:
        """Return the fields of what is one of several bodies, of one kind; what one of them lacks is needed in none."""
        if len(stated) < 2:  # noqa: PLR2004 - a choice
            return tuple(field for said, blocks in stated for field in self.body(said, blocks, place=place))
        kinds = [self._kind(said) for said, _ in stated]
        if len({kind.type for kind in kinds}) > 1:
            return self.body(*stated[0], place=place)
        each = [
            (*(self._of_structure(kind.base, 0) if kind.base else ()), *self.fields(blocks, place=place))
            for kind, (_, blocks) in zip(kinds, stated, strict=True)
        ]
        common = frozenset.intersection(*(frozenset(field.name for field in fields) for fields in each))
        fields = tuple(
            field if field.name in common else replace(field, required=None) for fields in each for field in fields
        )
        is_array = kinds[0].type.startswith("array")
        return (DocumentedField(name="", type=kinds[0].type, children=fields, locator=place),) if is_array else fields

    def _of_structure(self, name: str, depth: int) -> tuple[DocumentedField, ...]:
        """Return the fields of a structure with those of the one that it is made from."""
        known = self._known.get(name)
        if known is None or depth > _DEPTH or word(known.base).startswith("enum"):
            return ()
        return (*self._of_structure(word(known.base), depth + 1), *self.fields(known.blocks, place=name, depth=depth))

    def _of_item(self, item: Item, place: str, depth: int) -> tuple[DocumentedField, ...]:
        said = marked(item.text)
        head = word(said)
        if depth > _DEPTH or head in _MEMBERS | _SAMPLES or _default_of(said) is not None:
            return ()
        if head in _GROUPS:
            found = self.fields(item.blocks, place=place, depth=depth + 1)
            return tuple(replace(field, required=None) for field in found) if head == "one of" else found
        if match := _INCLUDE.match(said.strip()):
            return self._of_structure(word(match[1]), depth + 1)
        match = _NAME.match(said)
        stated = self._stated(said[match.end() :] if match else said)
        if match is None:  # what an array holds: "(object)" above a list of its fields
            return self.fields(item.blocks, place=place, depth=depth + 1) if stated else ()
        name = (match["code"] or match["plain"]).strip()
        return (self._field(name, stated or ("", ""), item, place, depth),)

    def _field(self, name: str, stated: tuple[str, str], item: Item, place: str, depth: int) -> DocumentedField:
        aside, rest = stated
        pieces = [tidy(piece) for piece in _pieces(aside)]
        needs = [_NEEDS[piece.lower()] for piece in pieces if piece.lower() in _NEEDS]
        kind = self._kind(aside)
        here = below(place, name)
        is_enum = word(kind.type).startswith("enum") or bool(kind.enum)
        values = kind.enum or tuple(_values(item.blocks, direct=is_enum))
        written = (
            "string" if kind.type == "enum" else _OF.sub(r"\2", kind.type) if is_enum and not kind.enum else kind.type
        )
        null = " | null" if written and "nullable" in map(str.lower, pieces) else ""
        default = _default(item.blocks)
        return DocumentedField(
            name=name,
            type=f"{written}{null}",
            required=needs[0] if needs else None,
            default=UNSET if default is None else default,
            enum=values,
            says=tidy(_VALUE.sub(lambda found: found[0][1:-1], rest))[:LONGEST_DESCRIPTION],
            children=() if values else self.fields(item.blocks, place=here, depth=depth + 1),
            target=kind.target,
            locator=here,
        )

    def _stated(self, said: str) -> tuple[str, str] | None:
        """Return what stands in brackets behind a name and says its type or need, and the description behind it."""
        first, _, more = said.partition("\n")
        for match in _ASIDE.finditer(first):
            if any(self._says(piece) for piece in _pieces(match[1])):
                return match[1], f"{first[match.end() :].lstrip(' -:')} {more}".strip()
        return None

    def _says(self, piece: str) -> bool:
        plain = tidy(piece).lower()
        return plain in _ATTRIBUTES or plain in self._known or bool(_OF.match(plain)) or names_type(plain)

    def _kind(self, said: str) -> _Kind:
        """Read the type among the words in brackets: "array[Widget], required"."""
        pieces = (tidy(piece) for piece in _pieces(said) if "\x02" not in piece)
        kind = next((piece for piece in pieces if piece and piece.lower() not in _ATTRIBUTES), "")
        match = _OF.match(kind)
        if match and match[1].lower() == "array":
            inner = self._kind(match[2])
            return replace(inner, type=f"array[{inner.type}]" if inner.type else "array")
        known = self._known.get(kind.lower())
        if known is None:
            return _Kind(kind.lower() if match or names_type(kind) or kind.lower() == "enum" else "")
        base = word(known.base)
        if base.startswith("enum"):
            of = _OF.match(known.base)
            return _Kind(of[2].lower() if of else "string", enum=tuple(_values(known.blocks, direct=True)))
        if base != "object" and base not in self._known:
            return self._kind(known.base) if names_type(known.base) else _Kind()
        return _Kind("object", target=f"#{known.anchor}", base=kind.lower())


@asked_once
def _structures(page: Section) -> dict[str, _Structure]:
    found: dict[str, _Structure] = {}
    for above, section in page.walk():
        match = _TITLE.match(section.title) if any(word(each.title) in _STRUCTURES for each in above) else None
        if match is not None:
            parts = (each for each in section.children if word(each.title) in _MEMBERS | _GROUPS)
            blocks = (*section.blocks, *(block for each in parts for block in each.blocks))
            found[match["name"].strip().lower()] = _Structure(section.anchor, match["base"].strip(), blocks)
    return found


def _pieces(said: str) -> list[str]:
    """Split words in brackets at commas outside of square ones."""
    return re.split(r",(?![^\[\]]{0,200}\])", said)


def _values(blocks: Sequence[Block], *, direct: bool) -> Iterator[str]:
    """Yield the values below an attribute: those of its `Members`, or of an enumeration the items themselves."""
    for item in (item for block in blocks if isinstance(block, List) for item in block.items):
        said = marked(item.text)
        if word(said) in _MEMBERS:
            yield from _values(item.blocks, direct=True)
        elif direct and _default_of(said) is None and (match := _NAME.match(said)):
            yield (match["code"] or match["plain"]).strip()


def _default(blocks: Sequence[Block]) -> str | None:
    for item in (item for block in blocks if isinstance(block, List) for item in block.items):
        if (found := _default_of(marked(item.text))) is not None:
            return found
    return None


def _default_of(said: str) -> str | None:
    match = _DEFAULT.match(said.strip())
    return match[1].strip() if match else None


def aside_of(text: Text) -> str:
    """Return what stands in the first brackets of a line: of "Attributes (array[Widget])" the type."""
    match = _ASIDE.search(marked(text).partition("\n")[0])
    return match[1] if match else ""
