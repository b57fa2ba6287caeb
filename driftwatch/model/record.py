"""Records: structs that leave their defaults out, on disk and between processes alike."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from msgspec import NODEFAULT, Struct, structs


class Record(Struct, frozen=True):
    """A struct that is written the same after it was pickled.

    msgspec knows a default by its identity: of two equal strings it leaves out the one that stands in the class. What
    was pickled whole comes back with strings of its own, and would be written with all its defaults.
    """

    def __reduce__(self) -> tuple[Callable[..., "Record"], tuple[object, ...]]:
        """Pickle what is not the default."""
        kind = type(self)
        stated = {
            name: value
            for name, default in _defaults(kind).items()
            if (value := getattr(self, name)) is not default and not (type(value) is type(default) and value == default)
        }
        return _stated_again, (kind, stated)


def _stated_again(kind: type[Record], stated: Mapping[str, Any]) -> Record:
    return kind(**stated)


@lru_cache(maxsize=256)
def _defaults(kind: type[Record]) -> Mapping[str, object]:
    """Return the default of each field of a struct; one without any has the mark that says so."""
    found: dict[str, object] = {}
    for each in structs.fields(kind):
        made = each.default_factory
        found[each.name] = each.default if made is NODEFAULT else made()
    return found
