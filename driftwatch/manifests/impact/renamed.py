"""What was called otherwise before: a finding as it would read under the names that a manifest may still use."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Final, TypeAlias

from msgspec import structs

from driftwatch.model.finding import Finding, singles
from driftwatch.model.paths import is_within

_WITHIN: Final = frozenset({"query", "querystring", "header", "path", "cookie", "body"})
"""Where a parameter may stand, or have stood."""
_Body: TypeAlias = tuple[object, ...]
"""What findings about fields of one schema have in common."""


class Renamed:
    """The former names that the findings of one comparison tell.

    Args:
        findings: all of them, before any policy.
    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._fields: dict[_Body, list[tuple[str, str]]] = {}
        self._operations: dict[str, str] = {}
        self._documents: dict[str, str] = {}
        self._media_types: dict[_Body, str] = {}
        self._parameters: dict[_Body, dict[str, str]] = {}
        for finding in singles(findings):
            self._take(finding)

    def versions(self, finding: Finding) -> Iterator[Finding]:
        """Yield a finding, and the same under each mixture of new and former names: manifests are mended in parts."""
        former: Mapping[str, Any] = {name: value for name, value in self._former(finding) if value is not None}
        for chosen in product((False, True), repeat=len(former)):
            changes = {name: value for (name, value), old in zip(former.items(), chosen, strict=True) if old}
            yield structs.replace(finding, **changes) if changes else finding

    def _take(self, finding: Finding) -> None:
        before, after = finding.before, finding.after
        if not isinstance(before, str) or not isinstance(after, str):
            return
        if finding.id == "document-moved":
            self._documents[after] = before
        elif after in finding.operations and finding.is_renaming:
            self._operations[after] = before
        elif finding.former_field is not None and finding.field is not None:
            self._fields.setdefault(_body(finding), []).append((finding.field, finding.former_field))
        elif after == finding.media_type and "media-type" in finding.id:
            self._media_types[finding.operations, finding.location, finding.status, after] = before
        elif {before, after} <= _WITHIN and finding.is_renaming and finding.field is not None:
            self._parameters.setdefault((finding.operations, finding.location), {})[finding.field] = before

    def _former(self, finding: Finding) -> Iterator[tuple[str, object]]:
        """Yield the attributes of a finding that were otherwise before; None for those that were not."""
        yield "field", self._former_field(finding)
        if self._operations:
            operations = tuple(sorted(self._operations.get(name, name) for name in finding.operations))
            yield "operations", operations if operations != finding.operations else None
        if self._documents:
            sources = tuple(structs.replace(one, url=self._documents.get(one.url, one.url)) for one in finding.sources)
            yield "sources", sources if sources != finding.sources else None
        if self._media_types:  # a look takes a walk over all operations of the finding
            media = finding.operations, finding.location, finding.status, finding.media_type
            yield "media_type", self._media_types.get(media)
        if self._parameters:
            yield "location", self._former_location(finding)

    def _former_field(self, finding: Finding) -> str | None:
        """Return a path with the former names of the field and of all fields above it."""
        path = finding.former_field or finding.field
        known = [each for each in self._fields.get(_body(finding), ()) if path and is_within(path, each[0])]
        for now, before in sorted(known, key=lambda each: len(each[0]), reverse=True):
            path = before + (path or "")[len(now) :]
        return path if path != finding.field else None

    def _former_location(self, finding: Finding) -> str | None:
        """Return where a parameter stood that stands elsewhere now: `request.query` for one of `request.header`."""
        known = self._parameters.get((finding.operations, finding.location), {})
        before = next((known[name] for name in known if finding.field and is_within(finding.field, name)), None)
        return None if before is None else f"{finding.location.rpartition('.')[0]}.{before}"


def _body(finding: Finding) -> _Body:
    whose = finding.schema or finding.operations
    return whose, finding.location, finding.status, finding.media_type
