"""What a fact states, in one line: nothing that its address says already, and of two states of it how they differ."""

from collections.abc import Iterator, Mapping
from typing import Final

from driftwatch.alignment import told_apart
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import split
from driftwatch.reports.safe import one_line, shown

_LONGEST: Final = 60
"""Characters of one value."""
_UNSAID: Final = frozenset(("name", "status"))
"""What the last step of an address may be."""
_OURS: Final = frozenset(("has_schema",))
"""What is only there to be compared: fields say whether there are any."""


def fact_in_words(at: str, says: Mapping[str, Json], other: Mapping[str, Json] | None = None) -> str:
    """Write what a fact states; `other` is what it stated before, or states since then.

    >>> fact_in_words("response · 200", {"status": "200"}), fact_in_words("operation", {"method": "GET", "path": "/a"})
    ('documented', 'method GET, path /a')
    """
    return ", ".join(_members(at, says, other or {})) or "documented"


def _members(at: str, says: Mapping[str, Json], other: Mapping[str, Json]) -> Iterator[str]:
    _, last = split(at)
    for key, value in says.items():
        if key in _OURS or (key in _UNSAID and value == last):
            continue
        yield f"{key} {one_line(_said(value, other.get(key, value)), limit=_LONGEST)}"


def _said(value: Json, other: Json) -> str:
    """Write a value; of a long one how it is not the other one, of a long list what only it has."""
    said = shown(value)
    if value == other or len(said) <= _LONGEST:
        return said
    if isinstance(value, list | tuple) and isinstance(other, list | tuple):
        theirs = frozenset(map(canonical, other))
        own = [shown(each) for each in value if canonical(each) not in theirs]
        more = len(value) - len(own)
        return ", ".join((*own, *([f"{more} more"] if more and own else [f"{more} of them"] if more else [])))
    return told_apart(said, shown(other), limit=_LONGEST)[0]
