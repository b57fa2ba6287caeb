"""Which members of a JSON shape hold text from outside: documentation, a live API, a manifest of somebody else.

A reader such as a coding agent takes that for data, whatever it says. A member counts as from outside unless it is a
number, one of a few words, or named here, so that a new one is never forgotten.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec import inspect as types

_OURS: Final = frozenset(
    {
        "area", "by", "capture", "commit", "date", "deviations", "digest", "expires", "fingerprint", "id", "location",
        "made_at", "rule", "since", "title", "untrusted", "why", "within",
    }
)  # fmt: skip
"""Names of members that driftwatch writes out of its own words, dates and digests, in every shape."""
_WORDS: Final = (types.StrType, types.AnyType, types.DictType, types.RawType)
_ARRAYS: Final = (types.ListType, types.VarTupleType)


def paths_in(shape: type[Struct]) -> list[str]:
    """Return the paths of members that hold text from outside, in the order of the shape.

    `$` is the object, `[*]` each entry of an array; what stands below a path is from outside as well.
    """
    return list(dict.fromkeys(_paths(types.type_info(shape), "$", ())))


def _paths(kind: types.Type, path: str, above: tuple[type, ...]) -> Iterator[str]:
    if isinstance(kind, types.StructType) and kind.cls not in above:
        for field in kind.fields:
            if field.encode_name not in _OURS:
                yield from _paths(field.type, f"{path}.{field.encode_name}", (*above, kind.cls))
    elif isinstance(kind, types.UnionType):
        for each in kind.types:
            yield from _paths(each, path, above)
    elif isinstance(kind, _ARRAYS) and not isinstance(kind.item_type, _WORDS):
        yield from _paths(kind.item_type, f"{path}[*]", above)
    elif isinstance(kind, (*_ARRAYS, *_WORDS)):
        yield path
