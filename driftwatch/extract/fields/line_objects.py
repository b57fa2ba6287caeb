"""Objects that one line writes with the names of their members: `{ id, lid?: { size: number }, boxes: Box[] }`.

A line has room for names, marks and types alone. One of values only is a sample, and states no field.
"""

import re
from typing import Final

from msgspec import Struct

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import below
from driftwatch.extract.words.type_words import names_type
from driftwatch.patterns import lazy_regex

_NAME: Final = lazy_regex(r"(?P<quote>[\"']?)(?P<name>[A-Za-z_$][\w$.-]{0,60}(?:\[\])?)(?P=quote)(?P<open>\?)?")
_WORDS: Final = lazy_regex(r"(?:\"[^\"]{0,200}\"|'[^']{0,200}'|[^\"',{}\[\]]|\[[^\[\]{}]{0,60}\]){1,200}")
"""What stands for a value, up to the comma or the brace behind it."""
_NOTHING: Final = frozenset(("", "...", "\u2026", "<...>", "..", "*"))
"""What stands in place of a value of which the page shows nothing."""
_VALUE: Final = lazy_regex(r"-?\d[\d._eE+-]{0,30}|true|false|null|\"[^\"]{0,200}\"|'[^']{0,200}'|\[[^\[\]]{0,60}\]")
_TYPE: Final = lazy_regex(r"[A-Z]\w{1,60}(?P<many>\[\])?|[a-z]\w{1,60}\[\]")
"""The name of a type that the page may describe elsewhere."""
_BETWEEN: Final = lazy_regex(r"\s{0,8}(?:,\s{0,8}(?:(?:\.\.\.|\u2026)[\w$.]{0,60}(?:\s{0,8},)?\s{0,8})?)?")
_MANY: Final = lazy_regex(r"\s{0,4}\[\]")
_BLANK: Final = lazy_regex(r"\s{0,8}")
_KINDS: Final = ("type", "kind", "format")
"""How a name ends of which what stands in quotes is a value, though it is called as a type is."""
_LONGEST: Final = 1_000
_MOST: Final = 60
_DEEPEST: Final = 6


class _Member(Struct, frozen=True):
    field: DocumentedField
    is_value: bool
    """All that it has is a value, as in a sample."""
    end: int


def members_of(plain: str, *, place: str = "") -> tuple[DocumentedField, ...]:
    """Return the members of an object that is written with names alone, or with their types: "{ name, size?: number }".

    >>> [(field.name, field.type) for field in members_of('{ id, "lid"?: "...", boxes: Box[], size: number }')]
    [('id', ''), ('lid', ''), ('boxes', 'Box[]'), ('size', 'number')]
    >>> members_of('{ "name": "red", "size": 3 }')
    ()
    """
    if not plain.startswith("{") or not plain.endswith("}") or len(plain) > _LONGEST:
        return ()
    found = _object(plain, 1, place, depth=0)
    if found is None or found[1] != len(plain) or all(member.is_value for member in found[0]):
        return ()
    return tuple(member.field for member in found[0])


def _object(plain: str, at: int, place: str, *, depth: int) -> tuple[list[_Member], int] | None:
    """Return the members from a brace on that stands before `at`, and where what is behind its end begins."""
    members: list[_Member] = []
    at = _skip(_BETWEEN, plain, at)
    while at < len(plain) and plain[at] != "}":
        member = _member(plain, at, place, depth=depth) if len(members) < _MOST else None
        if member is None:
            return None
        members.append(member)
        at = _skip(_BETWEEN, plain, member.end)
        if at == member.end and plain[at : at + 1] != "}":
            return None
    return (members, at + 1) if at < len(plain) else None


def _member(plain: str, at: int, place: str, *, depth: int) -> _Member | None:
    match = _NAME.match(plain, at)
    if match is None:
        return None
    name = match["name"].removesuffix("[]")
    need, kind = (False if match["open"] else None), ("array" if match["name"] != name else "")
    end = _skip(_BLANK, plain, match.end())
    if plain[end : end + 1] != ":":
        field = DocumentedField(name=name, type=kind, required=need, locator=below(place, name))
        return _Member(field, is_value=False, end=end)
    end = _skip(_BLANK, plain, end + 1)
    opened = _skip(_BLANK, plain, end + 1) if plain[end : end + 1] == "[" else end
    if plain[opened : opened + 1] == "{":
        return _holder(plain, opened, place, name, need=need, is_list=opened != end, depth=depth)
    said = _WORDS.match(plain, end)
    if said is None and plain[end : end + 1] not in (",", "}"):
        return None
    words, end = (said.group().strip(), said.end()) if said else ("", end)
    shown = _is_value(name, words)
    is_value = shown and not match["open"]
    typed = "" if shown else _type_of(name, words)
    if typed is None:
        return None
    field = DocumentedField(name=name, type=typed, required=need, locator=below(place, name))
    return _Member(field, is_value=is_value, end=end)


def _holder(
    plain: str, at: int, place: str, name: str, *, need: bool | None, is_list: bool, depth: int
) -> _Member | None:
    """Read a member that holds an object, or a list of such, which begins at a brace."""
    inner = _object(plain, at + 1, below(place, name), depth=depth + 1) if depth < _DEEPEST else None
    if inner is None:
        return None
    members, end = inner
    if is_list:
        closing = plain.find("]", end, end + _MOST)
        if closing < 0 or plain[end:closing].strip(" ,.\u2026"):
            return None
        end = closing + 1
    elif (many := _MANY.match(plain, end)) is not None:
        is_list, end = True, many.end()
    is_value = bool(members) and all(member.is_value for member in members)
    field = DocumentedField(
        name=name,
        type="object[]" if is_list else "object",
        required=need,
        children=() if is_value else tuple(member.field for member in members),
        locator=below(place, name),
    )
    return _Member(field, is_value=is_value, end=end)


def _is_value(name: str, words: str) -> bool:
    is_open = words.strip("\"'") in _NOTHING
    return _VALUE.fullmatch(words) is not None and not is_open and _named(name, words) is None


def _type_of(name: str, words: str) -> str | None:
    """Return a type as the page writes it, "" for one that it leaves open or another place describes; None for none."""
    if any(each.strip(" \"'") in _NOTHING for each in words.split("|")):
        return ""
    if (named := _named(name, words)) is not None:
        return named
    return "array" if words.endswith("[]") and _TYPE.fullmatch(words) else "" if _TYPE.fullmatch(words) else None


def _named(name: str, words: str) -> str | None:
    """Return the type that words name, be it in quotes; "3" and "[]" name none, and "text" no type of a `kind`."""
    is_quoted = words[:1] in ("'", '"')
    if not words or words[0] in "-0123456789" or words in ("null", "true", "false"):
        return None
    if is_quoted and "|" not in words and name.lower().endswith(_KINDS):
        return None
    plain = words.strip("\"'") if "|" not in words else words
    return plain if names_type(plain) else None


def _skip(pattern: re.Pattern[str], plain: str, at: int) -> int:
    match = pattern.match(plain, at)
    return match.end() if match else at
