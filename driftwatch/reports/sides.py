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
"""Words up to which what differs in two texts is compared; more is marked as a whole (comparing is quadratic)."""
_AROUND: Final = 200
"""Characters that are shown of what stayed the same on each side of what did not."""
_LONG: Final = 4000
_LISTED: Final = 200
_HIGH: Final = 12
"""Lines, or members of a list, above which a side is given a height of its own."""
_ON_A_LINE: Final = 40
"""Characters of a value that a narrow half shows on a line."""
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
    left_out: tuple[int, int] = (0, 0)
    """Members of each list that are not shown."""
    together: tuple[Part, ...] = ()
    """Two texts that are much alike as one, with what is gone and new in its place; empty for anything else."""


def sides_of(before: Json, after: Json) -> Sides | None:
    """Set two JSON values side by side; None when there are none. A text beside a list is a list of one."""
    if before is None and after is None:
        return None
    was, now = _members(_listed_beside(before, after)), _members(_listed_beside(after, before))
    if was is not None and now is not None:
        return _lists(was, now, one_sided=(before is None, after is None))
    if isinstance(before, str) and isinstance(after, str) and " " in before and " " in after:
        return _texts(before, after)
    return Sides(before=_whole(before, "gone"), after=_whole(after, "new"))


def _listed_beside(value: Json, other: Json) -> Json:
    return [value] if isinstance(value, str) and isinstance(other, list | tuple) else value


def is_high(parts: Sequence[Part], *, listed: bool) -> bool:
    """Tell whether a side would take so much room that it is better scrolled."""
    texts = [part.text for part in parts] if listed else "".join(part.text for part in parts).splitlines()
    return sum(1 + len(text) // _ON_A_LINE for text in texts) > _HIGH


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
    old = _listed([Part(text, "kept" if text in now else "gone") for text in before])
    new = _listed([Part(text, "kept" if text in was else "new") for text in after])
    return Sides(
        before=None if one_sided[0] else old,
        after=None if one_sided[1] else new,
        listed=True,
        left_out=(len(before) - len(old), len(after) - len(new)),
    )


def _listed(members: Sequence[Part]) -> tuple[Part, ...]:
    """Choose the members that are shown, in their order: rather those that changed than those that stayed."""
    ranked = sorted(range(len(members)), key=lambda index: members[index].mark == "kept")
    return tuple(members[index] for index in sorted(ranked[:_LISTED]))


def _texts(before: str, after: str) -> Sides:
    was, now = (re.findall(r"\s+|\S+", text) for text in (before, after))
    start = _alike(was, now)
    end = _alike(was[start:][::-1], now[start:][::-1])
    old, new = was[start : len(was) - end], now[start : len(now) - end]
    first, last = "".join(was[:start]), "".join(was[len(was) - end :])
    both = _marked(old, new)
    gone, fresh = ([part for part in both if part.mark != other] for other in ("new", "gone"))
    together = _told(first, both, last) if _reads_as_one(before, after, both) else ()
    return Sides(before=_told(first, gone, last), after=_told(first, fresh, last), together=together)


def _reads_as_one(before: str, after: str, changed: Sequence[Part]) -> bool:
    """Tell whether two texts are told as one: the most of the shorter one stayed, and all that changed is shown."""
    gone, new = (sum(len(part.text) for part in changed if part.mark == mark) for mark in ("gone", "new"))
    kept = min(len(before) - gone, len(after) - new)
    return 2 * kept >= min(len(before), len(after)) and gone + new <= _LONG // 2


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the words with which two texts begin alike."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _marked(was: Sequence[str], now: Sequence[str]) -> list[Part]:
    """Mark the words that are gone and those that are new, each in its place."""
    if max(len(was), len(now)) > 2 * _WORDS:
        return [Part("".join(was), "gone"), Part("".join(now), "new")]
    parts: list[Part] = []
    for kind, low, high, start, end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Part("".join(was[low:high])))
            continue
        parts += [Part("".join(was[low:high]), "gone")] if low < high else []
        parts += [Part("".join(now[start:end]), "new")] if start < end else []
    return parts


def _told(first: str, parts: Sequence[Part], last: str) -> tuple[Part, ...]:
    """Put a side together: what changed, with as much of the rest as says where it stands."""
    before = first if len(first) <= _AROUND else f"…{first[-_AROUND:]}"
    after = last if len(last) <= _AROUND else f"{last[:_AROUND]}…"
    told, left = [], _LONG
    for part in (Part(before), *map(_between, parts), Part(after)):
        if part.text and left > 0:
            told.append(part if len(part.text) <= left else Part(_cut(part.text, left), part.mark))
            left -= len(part.text)
    return tuple(told)


def _between(part: Part) -> Part:
    long = part.mark == "kept" and len(part.text) > 2 * _AROUND
    return Part(f"{part.text[:_AROUND]} … {part.text[-_AROUND:]}") if long else part


def _whole(value: Json, mark: Mark) -> tuple[Part, ...] | None:
    return None if value is None else (Part(_text(value), mark),)


def _text(value: Json) -> str:
    if isinstance(value, str):
        return _cut(value) if value.strip() == value and value else _cut(canonical(value))
    encoded = canonical(value)
    if isinstance(value, dict | list | tuple) and len(encoded) > _ONE_LINE:
        encoded = msgspec.json.format(encoded, indent=2)
    return _cut(encoded)


def _cut(text: str, limit: int = _LONG) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"
