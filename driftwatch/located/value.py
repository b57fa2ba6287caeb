"""Values of a document, YAML or TOML, that know where they stand."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from msgspec import Struct

from driftwatch.model.json_values import Json

Key: TypeAlias = str | int


class Located(Struct, frozen=True):
    """A value with its line and column, counted from 1: those of its key in a mapping, else its own.

    `value` is a scalar, a tuple of Located, or a dict of Located by key.
    """

    value: Json
    line: int = 1
    column: int = 1

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.value, dict)

    def entries(self) -> Mapping[str, "Located"]:
        """Return the values of a mapping by key; of anything else none."""
        return cast("Mapping[str, Located]", self.value) if isinstance(self.value, dict) else {}

    def items(self) -> tuple["Located", ...]:
        """Return the items of a list; of anything else none."""
        return cast("tuple[Located, ...]", self.value) if isinstance(self.value, tuple) else ()

    def get(self, key: str) -> "Located | None":
        """Return the value at a key of a mapping, None when there is none."""
        return self.entries().get(key)

    def text(self, key: str, default: str = "") -> str:
        """Return the text at a key of a mapping; `default` when there is none."""
        found = self.get(key)
        return found.value if found is not None and isinstance(found.value, str) else default


def plain(located: Located) -> Json:
    """Return the JSON value without places."""
    if isinstance(located.value, dict):
        return {key: plain(value) for key, value in located.entries().items()}
    if isinstance(located.value, tuple):
        return [plain(item) for item in located.items()]
    return located.value


def laid_over(base: Located | None, over: Located | None) -> Located | None:
    """Lay one value over another: mappings merge, key by key; anything else replaces what is below it."""
    if base is None or over is None:
        return base if over is None else over
    if not (base.is_mapping and over.is_mapping):
        return over
    merged = dict(base.entries())
    for key, value in over.entries().items():
        merged[key] = laid_over(merged.get(key), value) or value
    return Located(merged, over.line, over.column)


def walk(located: Located, path: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], Located]]:
    """Yield every value with its path, a parent before what it holds."""
    yield path, located
    for key, value in located.entries().items():
        yield from walk(value, (*path, key))
    for index, item in enumerate(located.items()):
        yield from walk(item, (*path, index))
