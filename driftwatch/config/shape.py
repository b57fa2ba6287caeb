"""The shape of driftwatch.toml, out of its keys: types, words, limits, and which keys there are."""

from collections.abc import Mapping
from datetime import date, time
from functools import cache
from typing import ClassVar

import msgspec

from driftwatch.config.keys import LIMITS, Config
from driftwatch.located.shape import Path, Schema, Shape
from driftwatch.located.value import Located


@cache
def config_shape() -> "ConfigShape":
    """Return the shape of the whole file."""
    schema = msgspec.json.schema(Config)
    for kind, limits in LIMITS.items():
        for key, (low, high) in limits.items():
            schema["$defs"][kind.__name__]["properties"][key] |= {"minimum": low, "maximum": high}
    for part in schema["$defs"].values():
        del part["description"]  # what the table is for, not what it must be
    return ConfigShape(schema)


class ConfigShape(Shape):
    """Says what TOML calls its types, and tells 1.0 from 1 as TOML does."""

    kinds: ClassVar[Mapping[str, str]] = {
        **Shape.kinds,
        "object": "a table",
        "array": "an array",
        "boolean": "true or false",
    }
    whole_floats: ClassVar[bool] = False

    def not_typed(self, at: Located, schema: Schema, path: Path) -> str:
        """Say that a value has another type, and of what only lacks its quotes how to write it."""
        unquoted = schema["type"] == "string" and isinstance(at.value, date | time | int | float)
        return super().not_typed(at, schema, path) + ("; put it in quotes" if unquoted else "")
