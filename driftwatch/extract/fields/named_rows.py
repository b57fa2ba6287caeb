"""Names of fields on one line, behind what says that they are: in code, in plain words, in the braces of an object.

"`page`, `limit` (integer)", "name, size", "`{ name, size?: number }`", "`?page=1&limit=10`".
"""

import re
from collections.abc import Sequence
from typing import Final

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_lists import NAMED
from driftwatch.extract.fields.field_tables import below
from driftwatch.extract.fields.heads_of_items import IN_BRACKETS
from driftwatch.extract.fields.line_objects import members_of
from driftwatch.extract.fields.noted_types import noted_in, says_type
from driftwatch.extract.fields.queries import is_query, names_sent
from driftwatch.extract.text.blocks import Run
from driftwatch.extract.words.wording import is_need_word, tidy
from driftwatch.patterns import lazy_regex

_NEXT: Final = lazy_regex(r"\s?(?:,|/|&|;|\||\u00b7|\u2022|,?\s?(?:and|or|und|et|y|e|и)\b)\s?", re.IGNORECASE)
"""What stands between two names of a row."""
_REST: Final = r"[\w$.-]{0,60}(?:\[\])?"
_PLAIN: Final = lazy_regex(rf"(?P<name>[a-z_$]{_REST})(?P<open>\?)?(?:\s?[(（](?P<aside>[^()（）]{{1,60}})[)）])?")
_PIECES: Final = lazy_regex(r"\s?,\s?(?:and\s|or\s)?(?![^()（）]{0,60}[)）])|\s(?:and|or)\s")
"""Commas outside of brackets, and the word before the last name."""
_NOTHING: Final = frozenset(
    (
        "any", "array", "bool", "boolean", "double", "empty", "false", "float", "int", "integer", "json", "n/a", "nil",
        "none", "nothing", "null", "number", "object", "string", "true", "void",
    )
)  # fmt: skip
"""What stands in place of names where there are none, and types; others are names as well: `email`, `date`."""
_OF_BODIES: Final = frozenset(
    (
        "binary", "body", "csv", "form", "form-data", "formdata", "list", "multipart", "params", "payload", "query",
        "raw", "stream", "urlencoded", "xml",
    )
)  # fmt: skip
"""What one word alone says of how something is sent, and no field of it."""
_FEW: Final = 2
"""Names in a row that need nothing else to be taken for some."""
_MOST: Final = 60
_LONGEST: Final = 1_000


def named_row(runs: Sequence[Run], *, place: str = "", told: bool = False) -> tuple[DocumentedField, ...]:
    """Return the fields that a line names, one after the other; () for a line that says anything else first.

    Where `told` is true, what stands before it says that it is one of names, so that one alone is enough.
    """
    said = [run for run in runs if run.text.strip(" :\uff1a\n")]
    if not said or said[0].href or sum(len(run.text) for run in said) > _LONGEST:
        return ()  # a link leads to what describes the whole
    plain = tidy("".join(run.text for run in said)).lstrip(" :\uff1a").rstrip(" .")
    if plain.startswith("{"):  # in code, a remark on it may stand behind
        return members_of(tidy(said[0].text) if said[0].code else plain, place=place)
    if plain.startswith("?") and is_query(plain):
        return _of_query(plain, place)
    found = _in_code(runs, place) if said[0].code else _in_words(plain, place)
    return found if len(found) >= _FEW or (found and _is_alone(found[0], told=told)) else ()


def _is_alone(field: DocumentedField, *, told: bool) -> bool:
    """Tell whether the only word of a row is the name of a field, and not that of a type: `CreateWidget`."""
    is_name = "-" in field.name or not field.name[:1].isupper()
    return is_name and field.name.lower() not in _OF_BODIES and (told or bool(field.type))


def _of_query(written: str, place: str) -> tuple[DocumentedField, ...]:
    return tuple(DocumentedField(name=name, within="query", locator=below(place, name)) for name in names_sent(written))


def _in_code(runs: Sequence[Run], place: str) -> tuple[DocumentedField, ...]:
    """Read names in code, up to what is none: "`size` (integer), `kind?` and `note`", "`?page=1&limit=10`"."""
    found: list[DocumentedField] = []
    start = next(at for at, run in enumerate(runs) if run.code)
    for run, behind in zip(runs[start:], (*runs[start + 1 :], Run("")), strict=True):
        if not run.code:
            continue
        written = run.text.strip()
        if is_query(written):
            found += _of_query(written, place)
        elif (field := _named(written, "" if behind.code else behind.text, place)) is not None:
            found.append(field)
        else:
            return ()
        aside = None if behind.code else IN_BRACKETS.match(behind.text)
        if not _NEXT.fullmatch(behind.text[aside.end() :] if aside else behind.text):
            break
    return tuple(found)


def _named(written: str, behind: str, place: str) -> DocumentedField | None:
    """Return the field of a name in code, with what stands in brackets behind it."""
    name = written.rstrip("?")
    if not NAMED.match(name) or _is_other(name):
        return None
    aside = IN_BRACKETS.match(behind)
    return _field(name, aside[1] if aside else "", place, is_open=name != written)


def _in_words(plain: str, place: str) -> tuple[DocumentedField, ...]:
    """Read names in plain words and nothing else: "name (string), size and note"."""
    pieces = _PIECES.split(plain)
    matches = [_PLAIN.fullmatch(piece) for piece in pieces] if len(pieces) <= _MOST else [None]
    found = [match for match in matches if match is not None and _is_of_field(match)]
    if len(found) < len(matches):
        return ()
    return tuple(_field(match["name"], match["aside"] or "", place, is_open=bool(match["open"])) for match in found)


def _is_of_field(match: re.Match[str]) -> bool:
    """Tell whether a word is the name of a field, with nothing in brackets behind it but its type or need."""
    aside = match["aside"] or ""
    return not _is_other(match["name"]) and (not aside or says_type(aside) or is_need_word(aside))


def _field(name: str, aside: str, place: str, *, is_open: bool) -> DocumentedField:
    noted = noted_in(aside) if aside else None
    return DocumentedField(
        name=name,
        type=noted.type if noted is not None and says_type(aside) else "",
        required=False if is_open else noted.required if noted is not None else None,
        locator=below(place, name),
    )


def _is_other(name: str) -> bool:
    """Tell whether a word is a type, or says that there is nothing, rather than to name a field."""
    return name.lower() in _NOTHING or is_need_word(name)
