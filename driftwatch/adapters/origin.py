"""The repository of documentation that a source is: brought up to date, its files read as documents."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from driftwatch.adapters.git.mirror import GitMirror
from driftwatch.adapters.git.repository import mirror_in
from driftwatch.adapters.http.errors import RefusedError
from driftwatch.adapters.http.safety import check_addresses, resolve
from driftwatch.adapters.stored_documents import StoredDocuments
from driftwatch.config.keys import SourceConfig
from driftwatch.config.repositories import local_path, remote_host
from driftwatch.config.sources import allowed_hosts, base_of
from driftwatch.errors import ObservationError
from driftwatch.model.moment import Moment

_HTTPS: Final = 443
_SSH: Final = 22
_MOST_AT_ONCE: Final = 500_000_000
"""Bytes of documents that are held together, as `FetchPolicy.max_total_bytes`."""
_MEGABYTE: Final = 1_000_000


class RepositoryOrigin:
    """A source's repository, brought up to date when it is opened.

    Args:
        source: with its `repository`.
        root: the folder to which a path is relative.
        folder: of ours, for the bare repository that keeps what was fetched.
        whole: with its history.

    Raises:
        ObservationError: it may not be contacted, or cannot be read.
    """

    def __init__(self, source: SourceConfig, *, root: Path, folder: Path, whole: bool) -> None:
        address, settings = _reachable(source, root)
        self._mirror: GitMirror = mirror_in(folder)
        self._most = int(source.max_megabytes * _MEGABYTE)
        self.base = base_of(source)
        self.newest = self._mirror.fetch(address, source.branch, whole=whole, settings=settings)

    @property
    def is_cut_off(self) -> bool:
        """Whether the repository itself leaves out older commits."""
        return self._mirror.is_shallow()

    def moments(self) -> Iterator[Moment]:
        """Yield its commits, oldest first, those of merged branches as their merge."""
        return self._mirror.moments(self.newest)

    def documents(self) -> StoredDocuments:
        """Return what reads its files; it is to be turned to those of a moment."""
        return StoredDocuments(self.base, self._load, is_whole=True)

    def documents_now(self) -> StoredDocuments:
        """Return what reads the files of its newest commit."""
        documents = self.documents()
        documents.turn_to(self._mirror.files(self.newest), origin=self.newest)
        return documents

    def _load(self, names: Sequence[str]) -> Mapping[str, bytes | None]:
        sizes = self._mirror.sizes(names)
        chosen, left = [], _MOST_AT_ONCE
        for name in names:
            size = sizes.get(name, self._most + 1)
            if size <= min(self._most, left):
                chosen.append(name)
                left -= size
        return {**dict.fromkeys(names), **self._mirror.blobs(chosen)}


def _reachable(source: SourceConfig, root: Path) -> tuple[str, Iterable[str]]:
    """Return the address as git takes it, and settings with which it goes to no other machine.

    Raises:
        ObservationError: it may not be contacted.
    """
    host = remote_host(source.repository)
    if not host:
        path = root / local_path(source.repository)
        if not path.exists():
            raise ObservationError(
                f"there is no repository at {source.repository}", hint="check `repository` in driftwatch.toml"
            )
        return path.resolve().as_uri(), ()
    name, _, port = host.partition(":")
    if host not in allowed_hosts(source) and name not in allowed_hosts(source):
        raise ObservationError(
            f"host {host} is not among the allowed hosts", hint="add it to `hosts` in driftwatch.toml"
        )
    number = int(port or (_HTTPS if source.repository.startswith("https:") else _ssh_port(source.repository)))
    try:
        addresses = check_addresses(name, asyncio.run(resolve(name, number)), allow_private=False)
    except (OSError, RefusedError) as error:
        raise ObservationError(f"the repository could not be read: {error}", hint="nothing was changed") from None
    return source.repository, (f"http.curloptResolve={name}:{number}:{','.join(addresses)}",)


def _ssh_port(address: str) -> int:
    return (urlsplit(address).port if address.startswith("ssh:") else None) or _SSH
