"""The one door to deepdiff: where two nested JSON values differ, said as small as possible.

Known traps: deepdiff calls True and 1 equal when told to ignore numeric types, and inside of lists in any case; and it
takes [a, a, b] for [a, b, b] when told to ignore order. So it is asked strictly, only about values that are known to
differ, and lists are given to it as objects with numbers as keys.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import UNSET, UnsetType

from driftwatch.model.json_values import Json, same_json

_MAX_SIZE: Final = 2_000
"""Nodes of a value beyond which it is not searched: its difference is then said as a whole."""


def difference(old: Json, new: Json) -> tuple[Json | UnsetType, Json | UnsetType] | None:
    """Return what differs between two JSON values, or None when they are the same.

    Scalars and lists are returned whole. Of two objects only the paths that differ are returned, as objects that map
    a path (`a.b[0]`) to the value of that side; a path that a side lacks is missing there.
    """
    if same_json(old, new):
        return None
    if not isinstance(old, Mapping) or not isinstance(new, Mapping) or _size(old) + _size(new) > _MAX_SIZE:
        return old, new
    return _paths(old, new)


def _paths(old: Mapping[str, Json], new: Mapping[str, Json]) -> tuple[Json, Json]:
    from deepdiff import DeepDiff  # noqa: PLC0415 - 0.2 s that most comparisons never need

    sides = (_indexed(old), _indexed(new))
    found = DeepDiff(*sides, ignore_order=False, ignore_numeric_type_changes=False, view="tree", verbose_level=2)
    before: dict[str, Json] = {}
    after: dict[str, Json] = {}
    for levels in found.values():
        for level in levels:
            path = _path(level.path(output_format="list"))
            if not _missing(level.t1):
                before[path] = _listed(level.t1)
            if not _missing(level.t2):
                after[path] = _listed(level.t2)
    if not before and not after:
        return old, new
    return dict(sorted(before.items())), dict(sorted(after.items()))


def _indexed(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _indexed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return _List({index: _indexed(item) for index, item in enumerate(value)})
    return value


def _listed(value: Json) -> Json:
    if isinstance(value, _List):
        return [_listed(item) for item in value.values()]
    if isinstance(value, Mapping):
        return {key: _listed(item) for key, item in value.items()}
    return value


class _List(dict[int, Json]):
    """A list by index."""


def _missing(value: Json) -> bool:
    return type(value).__name__ == "NotPresent" or value is UNSET


def _path(steps: list[str | int]) -> str:
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _size(value: Json) -> int:
    count, waiting = 0, [value]
    while waiting and count <= _MAX_SIZE:
        item = waiting.pop()
        count += 1
        if isinstance(item, Mapping):
            waiting.extend(item.values())
        elif isinstance(item, list | tuple):
            waiting.extend(item)
    return count
