"""What the two sides of a finding are called in words, where their values alone say little: true, null, a list.

By how the id of a rule ends or what it holds, the first row that fits.
"""

from collections.abc import Mapping
from typing import Final

from driftwatch.model.json_values import Json

_FLAGS: Final[tuple[tuple[str, tuple[str, str]], ...]] = (
    ("security", ("credentials are optional", "credentials are required")),
    ("-required", ("optional", "required")),
    ("-optional", ("optional", "required")),
    ("nullable", ("never null", "may be null")),
    ("read-only", ("may be sent", "read only")),
    ("write-only", ("may be received", "write only")),
    ("allow-empty-value", ("may not be empty", "may be empty")),
    ("allow-reserved", ("reserved characters are escaped", "reserved characters as they are")),
    ("explode", ("not exploded", "exploded")),
    ("additional-properties", ("no further fields", "further fields")),
    ("unique-items", ("members may repeat", "members are unique")),
    ("deprecat", ("not deprecated", "deprecated")),
    ("reactivated", ("not deprecated", "deprecated")),
    ("sunset", ("not deprecated", "deprecated")),
)
"""Words for false and for true."""
_ABSENT: Final[tuple[tuple[str, str], ...]] = (
    ("-default-value-", "no default"),
    ("value-removed", "not listed"),
    ("value-added", "not listed"),
)
"""Words for a side that states nothing, where the thing itself is documented all the same."""


def side_in_words(rule: str, value: Json) -> Json:
    """Return a side as it is told: a flag in words, what is nested on a line, everything else as it is."""
    if isinstance(value, bool):
        words = next((words for part, words in _FLAGS if part in rule), ("no", "yes"))
        return words[value]
    if isinstance(value, Mapping):
        return {key: _member(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_member(item) for item in value]
    return value


def absent_in_words(rule: str) -> str:
    """Return what is said of a side that states nothing."""
    return next((words for part, words in _ABSENT if part in rule), "not documented")


def _member(value: Json) -> Json:
    """Write a member on a line; what is nested deeper stays JSON."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple) and not any(isinstance(each, dict | list | tuple) for each in value):
        return ", ".join(str(_member(each)) for each in value)
    if isinstance(value, Mapping) and not any(isinstance(each, dict | list | tuple) for each in value.values()):
        return "; ".join(f"{key}: {_member(each)}" for key, each in value.items())
    return value
