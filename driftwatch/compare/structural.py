"""The one door to deepdiff: where two nested JSON values differ, said as small as possible.

Known traps: deepdiff calls True and 1 equal when told to ignore numeric types, and takes [a, a, b] for [a, b, b] when
told to ignore order. So it is asked strictly, and only about values that are known to differ.
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

    found = DeepDiff(old, new, ignore_order=False, ignore_numeric_type_changes=False, view="tree", verbose_level=2)
    before: dict[str, Json] = {}
    after: dict[str, Json] = {}
    for levels in found.values():
        for level in levels:
            path = _path(level.path(output_format="list"))
            if not _missing(level.t1):
                before[path] = level.t1
            if not _missing(level.t2):
                after[path] = level.t2
    if not before and not after:
        return old, new
    return dict(sorted(before.items())), dict(sorted(after.items()))


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
