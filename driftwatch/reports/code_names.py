"""What code would call the thing that a finding is about: removed values, a field by its last name, a path."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from driftwatch.model.finding import Finding
from driftwatch.model.json_values import Json
from driftwatch.model.paths import name_in
from driftwatch.patterns import lazy_regex

_VALUE_GONE: Final = ("-enum-value-removed", "-value-removed", "-const-changed", "-const-added")
"""How the ids of rules end that tell of values which are no longer admitted."""
_NEW: Final = lazy_regex(r"new-|.*-(?:added|unlisted)\b")
"""Ids of rules about what was not there before: no code names it yet."""
_VERSION: Final = lazy_regex(r"api|v\d+(?:[a-z]+\d*)?")
_OPERATIONS: Final = 8
_VALUES: Final = 6
_SEGMENTS: Final = 2
"""Literal steps that a path needs, without the version in front, to be told from other words."""


class CodeNames(Struct, frozen=True):
    """Names of the thing itself, and of the operations it belongs to, as code would write them."""

    own: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.own, *self.paths)


def code_names(finding: Finding) -> CodeNames:
    """Return what to look for in code; nothing for what pages say in words, and for quantities and documents."""
    if finding.is_about_words or finding.area in {"notices", "documents", "contradiction"}:
        return CodeNames()
    paths = tuple(dict.fromkeys(path for path in map(_path, _calls(finding)) if path))
    if finding.id.endswith(_VALUE_GONE):
        return CodeNames(own=tuple(_gone(finding.before, finding.after))[:_VALUES], paths=paths)
    if finding.field and not _NEW.match(finding.id):
        return CodeNames(own=_field(finding), paths=paths)
    return CodeNames(paths=paths)


def _calls(finding: Finding) -> Iterable[str]:
    """Return the operations, by the names that code knows: those from before."""
    if finding.is_renaming and isinstance(finding.before, str) and " /" in finding.before:
        return (finding.before,)
    return finding.operations[:_OPERATIONS]


def _path(operation: str) -> str:
    """Return the literal beginning of a path as code writes it after a base URL: `v1/images/edits`, `images/edits`."""
    path = operation.partition(" ")[2].partition("{")[0].strip("/")
    steps = path.split("/")
    while len(steps) > _SEGMENTS and _VERSION.fullmatch(steps[0]):
        steps = steps[1:]
    return "/".join(steps)


def _field(finding: Finding) -> tuple[str, ...]:
    name = name_in(finding.former_field or finding.field or "")
    return (name,) if name else ()


def _gone(before: Json, after: Json) -> Iterator[str]:
    """Return the texts of one side that the other one does not have."""
    kept = set(_texts(after))
    yield from (text for text in _texts(before) if text not in kept)


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        yield from (item for item in value if isinstance(item, str))
