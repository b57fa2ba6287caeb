"""Saved pages in folders that are named by date: `2026-01-31/guides/chat.html`."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from driftwatch.adapters.files import read_file, read_tree
from driftwatch.adapters.stored_documents import StoredDocuments, below
from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import allowed_hosts, base_of
from driftwatch.errors import UsageError
from driftwatch.model.moment import Moment

_MEGABYTE: Final = 1_000_000
_NAMED_BY_DATE: Final = "name each folder by the day on which its pages were saved: 2026-01-31"


class DatedFolders:
    """The history that dated folders hold.

    Args:
        folder: holds them.
        source: the site that the pages were saved from.

    Raises:
        UsageError: it holds none.
    """

    def __init__(self, folder: Path, source: SourceConfig) -> None:
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}", hint=_NAMED_BY_DATE)
        self._source = source
        self._base = base_of(source)
        self._paths: dict[str, Path] = {}
        self._days = {day: path for path in folder.iterdir() if path.is_dir() and (day := _day_of(path.name))}
        if not self._days:
            raise UsageError(f"{folder} holds no folder that is named by a date", hint=_NAMED_BY_DATE)

    def moments(self) -> Iterator[Moment]:
        """Yield each day, oldest first, with what differs from the one before.

        Raises:
            UsageError: a folder holds too much.
            UnsafePathError: a folder holds a link or device.
        """
        before: dict[str, str] = {}
        for day, folder in sorted(self._days.items()):
            found: dict[str, str] = {}
            for path, content in read_tree(folder).items():
                found[path] = hashlib.sha256(content).hexdigest()
                self._paths.setdefault(found[path], folder / path)
            changes: dict[str, str | None] = {path: None for path in before if path not in found}
            changes |= {path: name for path, name in found.items() if before.get(path) != name}
            yield Moment(origin=folder.name, seconds=int(day.timestamp()), changes=changes)
            before = found

    def documents(self) -> StoredDocuments:
        """Return what reads the pages; it is to be turned to those of a moment."""
        return StoredDocuments(self._base, self._load, self._url)

    def _url(self, path: str) -> str:
        """Return the URL of a saved page: below the folder of its host, as `wget` makes it, or of the site's root."""
        if self._source.repository:
            return below(self._base, path)
        host, _, rest = path.partition("/")
        parts = urlsplit(self._base)
        if rest and host in allowed_hosts(self._source):
            return below(f"{parts.scheme}://{host}/", rest)
        return below(f"{parts.scheme}://{parts.netloc}/", path)

    def _load(self, names: Sequence[str]) -> Mapping[str, bytes | None]:
        """Return contents by name; None for what is larger than is read."""
        return {name: self._content(self._paths[name]) for name in names}

    def _content(self, path: Path) -> bytes | None:
        return read_file(path) if path.lstat().st_size <= self._source.max_megabytes * _MEGABYTE else None


def _day_of(name: str) -> datetime | None:
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day.isoformat() == name else None
