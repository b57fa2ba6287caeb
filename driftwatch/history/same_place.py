"""Where findings of several captures happened, whatever things were called at the time."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from typing import Final, TypeAlias

from msgspec import Struct, structs

from driftwatch.model.address import operation_key
from driftwatch.model.finding import Finding, Report
from driftwatch.model.paths import is_within
from driftwatch.model.snapshot import Snapshot

_REMOVED: Final = "-removed"
"""In ids of rules that tell of a field by the name that it had."""

Named: TypeAlias = tuple[object, ...]
"""A kind of thing and what it is called, or what is around a field."""


class Where(Struct, frozen=True, kw_only=True):
    """A place of the documentation: what happens at one has equal places, whichever capture tells it.

    All names are those of the newest capture; for what it lacks, those of the last capture that had it.
    """

    operations: tuple[str, ...]
    """Keys of operations, sorted."""
    document: str
    """URL; "" where an operation says which documentation is meant: an operation has no second list of its name."""
    schema: str | None
    location: str
    status: str | None
    media_type: str | None
    field: str | None

    @property
    def is_whole_operation(self) -> bool:
        """Whether this is an operation as such."""
        return self.location == "operation" and self.field is None

    def is_operation_of(self, other: "Where") -> bool:
        """Tell whether this is an operation as such, and another place is inside of it."""
        return self.is_whole_operation and bool(other.operations) and set(other.operations) <= set(self.operations)

    def holds(self, other: "Where") -> bool:
        """Tell whether another place lies inside of this one: below its field, its response or its callback."""
        if (self.operations, self.document, self.schema) != (other.operations, other.document, other.schema):
            return False
        if self.location.startswith("callback ") and self.location.endswith(".operation"):
            return other.location.startswith(self.location.removesuffix("operation"))
        if self.field is None:
            head, its = self.location.partition(".")[0], other.location.partition(".")[0]
            return head == its and self.status == other.status and self.media_type in {None, other.media_type}
        same = (self.location, self.status, self.media_type) == (other.location, other.status, other.media_type)
        return same and other.field is not None and is_within(other.field, self.field)


def names_that_stayed(report: Report, new: Snapshot) -> frozenset[Named]:
    """Return names that something gave up in a capture and that something else still has: another variant, say."""
    told = chain(report.single, report.accepted)
    befores = {str(each.before) for each in told if each.is_renaming}
    if not befores:
        return frozenset()
    present = _Present(new)
    operations = {("operation", key) for key in map(_key, befores) if key in present.operations}
    return frozenset(operations | {("schema", name) for name in befores & present.schemas})


class _Present:
    """What the newest capture has: a name that it knows is no old one."""

    def __init__(self, newest: Snapshot) -> None:
        self.operations = frozenset(owner.name for owner in newest.entries if owner.kind == "operation")
        self.schemas = frozenset(owner.name for owner in newest.entries if owner.kind == "schema")
        self.documents = frozenset(document.url for document in newest.documents.values())


class Names:
    """What documents, operations, schemas and fields are called in the newest capture, whatever they were called.

    Args:
        newest: the newest capture.
    """

    def __init__(self, newest: Snapshot) -> None:
        self._present = _Present(newest)
        self._now: dict[Named, str] = {}
        self._fields: list[dict[Named, dict[str, str]]] = []
        """By capture, the newest first: new paths of renamed fields by old ones, for each body."""
        self._operations: dict[tuple[bool, tuple[str, ...]], tuple[str, ...]] = {}
        """A shared schema reaches a thousand operations, and each of its findings names them all."""

    def place_of(self, finding: Finding) -> Where:
        """Return where a finding happened that the capture told which was looked back on last."""
        return self._place(finding, today=False)

    def place_today(self, finding: Finding) -> Where:
        """Return where a finding is that compares the capture before that one with the newest."""
        return self._place(finding, today=True)

    @property
    def operations(self) -> frozenset[str]:
        """Keys of the operations of the newest capture."""
        return self._present.operations

    def operations_of(self, snapshot: Snapshot) -> frozenset[str]:
        """Return the keys of an older capture's operations, as they are called in the newest."""
        owners = (owner for owner in snapshot.entries if owner.kind == "operation")
        return frozenset(self._operation(owner.name, today=True) for owner in owners)

    def schemas_of(self, snapshot: Snapshot) -> frozenset[str]:
        """Return the names of an older capture's schemas, as they are called in the newest."""
        owners = (owner for owner in snapshot.entries if owner.kind == "schema")
        return frozenset(self._schema(owner.name, today=True) for owner in owners)

    def document(self, url: str) -> str:
        """Return where a document stands today that captures told of."""
        return self._document(url, today=True)

    def look_back(self, findings: Iterable[Finding], stayed: AbstractSet[Named]) -> None:
        """Take in what a capture renamed: in those before it the old names hold, but for those that `stayed`."""
        older: dict[Named, str] = {}
        fields: dict[Named, dict[str, str]] = {}
        for finding in findings:
            if not finding.is_renaming:
                continue
            before, after = str(finding.before), str(finding.after)
            if _moves(finding):
                older |= self._moved(finding, before, after)
            elif after == finding.schema:
                older["schema", before] = self._schema(after)
            elif finding.former_field is not None and finding.field is not None:
                fields.setdefault(_around(self.place_of(finding)), {})[finding.former_field] = finding.field
        if older:
            self._now |= {name: now for name, now in older.items() if name not in stayed}
            self._operations.clear()
        if fields:
            self._fields.append(fields)

    def _moved(self, finding: Finding, before: str, after: str) -> dict[Named, str]:
        if finding.operations:
            return {("operation", _key(before)): self._operation(after)}
        return {("document", before): self._document(after)}

    def _place(self, finding: Finding, *, today: bool) -> Where:
        operations = self._operations.get((today, finding.operations))
        if operations is None:
            operations = tuple(sorted({self._operation(each, today=today) for each in finding.operations}))
            self._operations[today, finding.operations] = operations
        urls = () if operations else (source.url for source in finding.sources)
        place = Where(
            operations=operations,
            document=next((self._document(url, today=today) for url in urls), ""),
            schema=None if finding.schema is None else self._schema(finding.schema, today=today),
            location=finding.location,
            status=finding.status,
            media_type=finding.media_type,
            field=finding.field,
        )
        if finding.field is None or (today and _REMOVED not in finding.id):
            return place
        return structs.replace(place, field=self._field(_around(place), finding.field))

    def _field(self, around: Named, path: str) -> str:
        for renamed in reversed(self._fields):
            names = renamed.get(around, {})
            old = max((name for name in names if is_within(path, name)), key=len, default=None)
            path = path if old is None else names[old] + path[len(old) :]
        return path

    def _operation(self, name: str, *, today: bool = False) -> str:
        key = _key(name)
        known = today and key in self._present.operations
        return key if known else self._now.get(("operation", key), key)

    def _schema(self, name: str, *, today: bool = False) -> str:
        known = today and name in self._present.schemas
        return name if known else self._now.get(("schema", name), name)

    def _document(self, url: str, *, today: bool = False) -> str:
        known = today and url in self._present.documents
        return url if known else self._now.get(("document", url), url)


def _around(place: Where) -> Named:
    return place.operations, place.document, place.schema, place.location, place.status, place.media_type


def _moves(finding: Finding) -> bool:
    """Tell whether it is of an operation or a document that had another name."""
    return finding.after in finding.operations or finding.id == "document-moved"


@lru_cache(maxsize=100_000)
def _key(operation: str) -> str:
    """The key of an operation, in which the names of its path parameters mean nothing."""
    method, _, path = operation.partition(" ")
    return operation_key(method, path)
