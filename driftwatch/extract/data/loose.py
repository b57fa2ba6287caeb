"""Reading JSON values of unknown shape: what is not of the type asked for counts as absent."""

from collections.abc import Mapping

from driftwatch.model.json_values import Json


def mapping(value: Json) -> Mapping[str, Json]:
    """Return an object, or an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Json) -> list[Json]:
    """Return an array, or an empty one."""
    return value if isinstance(value, list) else []


def names(value: Json) -> list[str]:
    """Return the strings of an array."""
    return [name for name in items(value) if isinstance(name, str)]


def text(value: Json) -> str:
    """Return a string, a number as text, or ""."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
