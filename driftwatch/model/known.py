"""What was made of stored files for other snapshots of their folder."""

import hashlib
from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct

from driftwatch.model.snapshot import Entry
from driftwatch.model.text import PageText

_T = TypeVar("_T")


class Known(Struct, frozen=True):
    """What was made of stored files for other snapshots of their folder, by name and content: most do not change."""

    digests: dict[tuple[str, bytes], str] = {}
    """Their sha256."""
    entries: dict[tuple[str, bytes], tuple[Entry, ...]] = {}
    texts: dict[tuple[str, bytes], tuple[str, Callable[[], PageText]]] = {}
    """The place of the document, and what makes its words."""

    def digest(self, file: tuple[str, bytes]) -> str:
        """Return the sha256 of a file."""
        if file not in self.digests:
            self.digests[file] = hashlib.sha256(file[1]).hexdigest()
        return self.digests[file]

    def among(self, files: Mapping[str, bytes]) -> "Known":
        """Return what is known of some files, and no more."""
        return Known(_of(files, self.digests), _of(files, self.entries), _of(files, self.texts))


def _of(files: Mapping[str, bytes], known: Mapping[tuple[str, bytes], _T]) -> dict[tuple[str, bytes], _T]:
    return {file: known[file] for file in files.items() if file in known}
