"""What documents stated, kept between runs beside their bodies, so that an unchanged document is not read out again.

One file for each document: a digest of what was read and by which reader, a digest of what follows, and the
statements. A file that fits neither is as good as none. The folder may vanish or be damaged at any time.
"""

import contextlib
import hashlib
import logging
from pathlib import Path
from typing import Final

from driftwatch.adapters.files import write_cached
from driftwatch.model.page import Page

log: Final = logging.getLogger(__name__)

_SUFFIX: Final = ".stated"
_DIGEST: Final = 32
"""Bytes of a digest; two stand before the statements."""


class KeptStatements:
    """A folder of statements.

    Args:
        folder: where they lie.
        reader: identity of the code that read them; statements of another one are read anew.
    """

    def __init__(self, folder: Path, *, reader: str) -> None:
        self._folder = folder
        self._reader = reader
        self._wanted: set[str] = set()

    def find(self, page: Page) -> bytes | None:
        """Return what is kept of this very page, None without it."""
        path = self._path(page)
        self._wanted.add(path.name)
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        content = stored[2 * _DIGEST :]
        return content if stored[: 2 * _DIGEST] == self._head(page, content) else None

    def keep(self, page: Page, content: bytes) -> None:
        """Keep what a page states. A folder that cannot be written costs speed only, so it is logged, not raised."""
        path = self._path(page)
        self._wanted.add(path.name)
        try:
            write_cached(path, self._head(page, content) + content)
        except OSError as error:
            log.warning("the cache cannot be written: %s", error)

    def discard(self) -> None:
        """Drop everything: it is not to be believed."""
        self._drop(frozenset())

    def forget_others(self) -> None:
        """Drop what is kept of documents that were not asked for in this run."""
        self._drop(self._wanted)

    def _drop(self, wanted: set[str] | frozenset[str]) -> None:
        with contextlib.suppress(OSError):
            for path in self._folder.glob(f"*{_SUFFIX}"):
                if path.name not in wanted:
                    with contextlib.suppress(OSError):
                        path.unlink()

    def _path(self, page: Page) -> Path:
        """Name the file of a document: the URL stands nowhere in clear, because its query may carry a key."""
        name = hashlib.sha256(f"{page.url}\0{page.path}".encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{name}{_SUFFIX}"

    def _head(self, page: Page, content: bytes) -> bytes:
        read = hashlib.sha256()
        for part in (self._reader, page.url, page.path, page.content_type, page.text):
            encoded = part.encode("utf-8", "surrogatepass")
            read.update(b"%d\n" % len(encoded))
            read.update(encoded)
        return read.digest() + hashlib.sha256(content).digest()
