"""Before and after, side by side: both values as parts, each marked as kept, gone or new."""

import difflib
import itertools
import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from driftwatch.model.json_values import Json, canonical

Mark: TypeAlias = Literal["kept", "gone", "new"]

_WORDS: Final = 400
"""Words up to which two texts are compared; longer ones stand side by side unmarked (comparing is quadratic)."""
_LONG: Final = 4000
_LISTED: Final = 200
_ONE_LINE: Final = 60
"""Characters of JSON that stand on one line."""


class Part(Struct, frozen=True):
    """A piece of a value; the members of a list stand on lines of their own."""

    text: str
    mark: Mark = "kept"


class Sides(Struct, frozen=True, kw_only=True):
    """What was documented and what is now; None where nothing is."""

    before: tuple[Part, ...] | None
    after: tuple[Part, ...] | None
    listed: bool = False
    """Each part is the member of a list."""


def sides_of(before: Json, after: Json) -> Sides | None:
    """Set two JSON values side by side; None when there are none."""
    if before is None and after is None:
        return None
    was, now = _members(before), _members(after)
    if was is not None and now is not None:
        return _lists(was, now, one_sided=(before is None, after is None))
    if isinstance(before, str) and isinstance(after, str) and " " in before and " " in after:
        return _texts(before, after)
    return Sides(before=_whole(before, "gone"), after=_whole(after, "new"))


def _members(value: Json) -> tuple[str, ...] | None:
    """Return the members of a list, or the entries of an object, as text; None when it is neither or nested."""
    if value is None:
        return ()
    if not isinstance(value, dict | list | tuple):
        return None
    inner = tuple(value.values()) if isinstance(value, dict) else tuple(value)
    named = (f"{key}: " for key in value) if isinstance(value, dict) else itertools.repeat("")
    lines = (name + _text(item) for name, item in zip(named, inner, strict=False))
    return None if any(isinstance(item, list | tuple | dict) for item in inner) else tuple(dict.fromkeys(lines))


def _lists(before: Sequence[str], after: Sequence[str], *, one_sided: tuple[bool, bool]) -> Sides:
    was, now = frozenset(before), frozenset(after)
    old = tuple(Part(text, "kept" if text in now else "gone") for text in before[:_LISTED])
    new = tuple(Part(text, "kept" if text in was else "new") for text in after[:_LISTED])
    return Sides(before=None if one_sided[0] else old, after=None if one_sided[1] else new, listed=True)


def _texts(before: str, after: str) -> Sides:
    was, now = (re.findall(r"\s+|\S+", text[:_LONG]) for text in (before, after))
    if max(len(was), len(now)) > 2 * _WORDS:
        return Sides(before=(Part(before[:_LONG]),), after=(Part(after[:_LONG]),))
    old, new = [], []
    for kind, low, high, start, end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if low < high:
            old.append(Part("".join(was[low:high]), "kept" if kind == "equal" else "gone"))
        if start < end:
            new.append(Part("".join(now[start:end]), "kept" if kind == "equal" else "new"))
    return Sides(before=tuple(old), after=tuple(new))


def _whole(value: Json, mark: Mark) -> tuple[Part, ...] | None:
    return None if value is None else (Part(_text(value), mark),)


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value[:_LONG] if value.strip() == value and value else canonical(value)
    encoded = canonical(value)
    if isinstance(value, dict | list | tuple) and len(encoded) > _ONE_LINE:
        encoded = msgspec.json.format(encoded, indent=2)
    return encoded[:_LONG]
