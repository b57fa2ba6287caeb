"""The fields that the data of apiDoc documents: what one row of a group says of its name.

A field whose tag has brackets is optional, and others are not: so the format defines it. What is returned is not held
to that, for hardly an author writes brackets there. Source: https://apidocjs.com, `@apiParam` and `@apiSuccess`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import UNSET, UnsetType

from driftwatch.extract.data import loose
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.index.places import visible_text
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import tidy
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_NAME: Final = lazy_regex(r"[\w$@.:{}<>*\[\]-]{0,200}[\w}>*\]]")
_LETTER: Final = lazy_regex(r"[^\W\d_]")
_NUMBER: Final = r"(-?\d{1,12}(?:\.\d{1,6})?)"
_RANGE: Final = lazy_regex(rf"{_NUMBER}(?:\.{{2,3}}|-){_NUMBER}")
_UP_TO: Final = lazy_regex(rf"(?:\.{{2,3}}|-){_NUMBER}")
_OPTIONAL: Final = "optional"
_NO_DEFAULT: Final = frozenset(("", "nil", "none", "undefined"))
"""Words of languages for nothing: they tell that there is no default, and not which it is."""
_QUOTES: Final = "\"'`"
_LISTED_TYPES: Final = {"integer": "between {} and {}", "number": "between {} and {}", "string": "{}-{} characters"}
_MOST: Final = {"string": "up to {} characters", "array": "up to {}"}


def sent_fields(items: Iterable[Json], place: str, *, within: str = "") -> Iterator[DocumentedField]:
    """Yield what is sent, by a group of rows."""
    for said in map(loose.mapping, items):
        words = words_of(said)
        # who writes in words that it is optional may have left out the brackets
        needed = False if said.get("optional") is True else None if _OPTIONAL in words.lower() else True
        if (field := _field(said, words, place, within=within, required=needed)) is not None:
            yield field


def returned_fields(items: Iterable[Json], place: str) -> Iterator[DocumentedField]:
    """Yield what is returned, by a group of rows."""
    for said in map(loose.mapping, items):
        needed = False if said.get("optional") is True else None
        if (field := _field(said, words_of(said), place, within="response", required=needed)) is not None:
            yield field


def words_of(said: Mapping[str, Json]) -> str:
    """Return the description of a row without its markup."""
    return tidy(visible_text(loose.text(said.get("description"))))


def _field(
    said: Mapping[str, Json], words: str, place: str, *, within: str, required: bool | None
) -> DocumentedField | None:
    """Return the field of a row; None where its name is none, such as a title that authors put between others."""
    name, kind = loose.text(said.get("field")).strip(_QUOTES + " "), tidy(loose.text(said.get("type")))
    schema = schema_of_type(kind) or {}
    is_root = name in ("-", "_", "[]") and schema.get("type") == "array"
    if not is_root and not (_NAME.fullmatch(name) and _LETTER.search(name)):
        return None
    allowed = tuple(
        text for each in loose.items(said.get("allowedValues")) if (text := loose.text(each).strip().strip(_QUOTES))
    )
    size = allowed[0] if len(allowed) == 1 and _RANGE.fullmatch(allowed[0]) else loose.text(said.get("size"))
    return DocumentedField(
        name="" if is_root else name,
        type=kind,
        required=required,
        default=_default(said, schema.get("type")),
        enum=() if _RANGE.fullmatch(size) and size in allowed else allowed,
        says=_size_inwords_of(size.strip(), schema.get("type")) if size else words,
        within=within,
        locator=place,
    )


def _default(said: Mapping[str, Json], kind: Json) -> str | UnsetType:
    """Return a default as it is written; a list or an object that the tag cut is none."""
    text = loose.text(said.get("defaultValue")).strip()
    is_cut = kind in ("array", "object") and text[:1] in ("[", "{") and text[-1:] not in ("]", "}")
    return UNSET if text.strip(_QUOTES).lower() in _NO_DEFAULT or is_cut else text


def _size_inwords_of(size: str, kind: Json) -> str:
    """Say the size of a tag as descriptions do, for the one reader of bounds: `2..5` of a string is its length."""
    if both := _RANGE.fullmatch(size):
        return _LISTED_TYPES.get(str(kind), "").format(both[1], both[2])
    most = _UP_TO.fullmatch(size)
    return _MOST.get(str(kind), "").format(most[1].lstrip("-")) if most else ""
