"""Where findings of several captures happened, whatever things were called at the time."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import structs

from driftwatch.model.address import operation_key
from driftwatch.model.finding import Finding
from driftwatch.model.source import Source

Where: TypeAlias = tuple[object, ...]
_RENAMING: Final = ("-moved", "-renamed")
"""How the ids of rules end that tell a name before and a name after."""


class Names:
    """What documents, operations, schemas and fields are called in the newest capture, whatever they were called."""

    def __init__(self) -> None:
        self._now: dict[Where, str] = {}
        self._operations: dict[tuple[str, ...], tuple[str, ...]] = {}
        """A shared schema reaches a thousand operations, and each of its findings names them all."""

    def place_of(self, finding: Finding) -> Where:
        """Equal for what happens at one place of the documentation, whatever it is."""
        at = self._around(finding)
        return (*at, self._now.get((*at, finding.field), finding.field))

    def place_left_by(self, finding: Finding) -> Where:
        """The place from which something moved, where another finding may be its return; else the finding's own."""
        if not _moves(finding):
            return self.place_of(finding)
        if finding.operations:
            return self.place_of(structs.replace(finding, operations=(finding.before,)))
        return self.place_of(structs.replace(finding, sources=(Source(url=str(finding.before)),)))

    def of_documents(self, addresses: AbstractSet[str]) -> AbstractSet[str]:
        """Return the addresses of some documents of the newest capture, and all that they had before."""
        return {
            *addresses,
            *(str(old) for (kind, old, *_), now in self._now.items() if kind == "document" and now in addresses),
        }

    def look_back(self, findings: Iterable[Finding]) -> None:
        """Take in what a capture renamed: in those before it the old names hold."""
        older: dict[Where, str] = {}
        for finding in findings:
            before, after = finding.before, finding.after
            if not (finding.id.endswith(_RENAMING) and isinstance(before, str) and isinstance(after, str)):
                continue
            if _moves(finding) and finding.operations:
                older["operation", _key(before)] = self._operation(after)
            elif _moves(finding):
                older["document", before] = self.document(after)
            elif after == finding.schema:
                older["schema", before] = self._now.get(("schema", after), after)
            elif after == finding.field:
                at = self._around(finding)
                older[*at, before] = self._now.get((*at, after), after)
        if older:
            self._now |= older
            self._operations.clear()

    def _operation(self, name: str) -> str:
        """Return the key of an operation in the newest capture."""
        key = _key(name)
        return self._now.get(("operation", key), key)

    def document(self, url: str) -> str:
        """Return the address of a document in the newest capture."""
        return self._now.get(("document", url), url)

    def _document(self, finding: Finding) -> str:
        return next((self.document(source.url) for source in finding.sources), "")

    def _around(self, finding: Finding) -> Where:
        operations = self._operations.get(finding.operations)
        if operations is None:
            operations = tuple(sorted({self._operation(each) for each in finding.operations}))
            self._operations[finding.operations] = operations
        schema = self._now.get(("schema", finding.schema), finding.schema)
        # Two pages may have lists of one name; an operation has no second one of its name.
        document = "" if operations else self._document(finding)
        return operations, document, schema, finding.location, finding.status, finding.media_type


def _moves(finding: Finding) -> bool:
    """Tell whether a finding is of an operation or a document with another name before."""
    renames = finding.id.endswith(_RENAMING) and isinstance(finding.before, str)
    return renames and (finding.after in finding.operations or finding.id == "document-moved")


@lru_cache(maxsize=100_000)
def _key(operation: str) -> str:
    """The key of an operation, in which the names of its path parameters mean nothing."""
    method, _, path = operation.partition(" ")
    return operation_key(method, path)
