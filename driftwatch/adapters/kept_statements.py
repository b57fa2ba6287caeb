"""What documents stated, kept between runs beside their bodies, so that an unchanged document is not read out again.

One file for each document: a digest of what was read and by which reader, a digest of what follows, and the
statements. A file that fits neither is as good as none. The folder may vanish or be damaged at any time.
"""

import contextlib
import hashlib
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from driftwatch.adapters.files import read_cached, write_cached
from driftwatch.errors import DriftwatchError
from driftwatch.model.page import Page

log: Final = logging.getLogger(__name__)

_SUFFIX: Final = ".stated"
_DIGEST: Final = 32
"""Bytes of a digest; two stand before the statements."""
_MOST_BYTES: Final = 512 * 1024 * 1024
_FEW_BYTES: Final = 4 * 1024 * 1024
_MOST_A_CHARACTER: Final = 64
"""What statements may take at the most: known ones of large documents take half a byte for a character."""


def reader_version(package: Path, parts: Iterable[str], parsers: Iterable[str]) -> str:
    """Return the identity of what reads documents out: of its code and tables, of the parsers that it uses, of Python.

    What is the same in all of them reads the same from the same text.

    Args:
        package: folder of the code.
        parts: names of the files and folders in it that read.
        parsers: names of the distributions that they use.

    Raises:
        PackageNotFoundError: a parser is not installed.
    """
    whole = hashlib.sha256(sys.version.encode())
    for path in _sources(package, parts):
        content = (package / path).read_bytes()
        whole.update(f"{path} {len(content)}\n".encode())
        whole.update(content)
    installed = _installed()
    for parser in parsers:
        whole.update(f"{parser} {installed.get(_plain(parser)) or _version(parser)}\n".encode())
    return whole.hexdigest()


def _sources(package: Path, parts: Iterable[str]) -> Iterator[str]:
    """Yield the paths of code and tables below a package, in one order; what Python compiled is neither."""
    for part in parts:
        if "." in part:
            yield part
        for folder, folders, names in os.walk(package / part):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            below = Path(folder).relative_to(package).as_posix()
            yield from (f"{below}/{name}" for name in sorted(names) if "." in name and not name.endswith(".pyc"))


def _installed() -> dict[str, str]:
    """Return the folders of what is installed by plain name; each is named for its version.

    Importing what reads them, and reading one for each parser, took longer than to read all of the code.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with contextlib.suppress(OSError), os.scandir(place or ".") as entries:
            for name in sorted(entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))):
                distribution, _, version = name.partition("-")
                if version[:1].isdigit():
                    found.setdefault(_plain(distribution), name)
    return found


def _plain(name: str) -> str:
    """Return the name of a distribution as they are compared: case and kinds of hyphen mean nothing in it."""
    return name.lower().replace("_", "-").replace(".", "-")


def _version(name: str) -> str:
    from importlib.metadata import version  # of what lies in no folder of its own, as in an archive

    return version(name)


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
        self._told: set[str] = set()

    def find(self, page: Page) -> bytes | None:
        """Return what is kept of this very page, None without it."""
        path = self._path(page)
        self._wanted.add(path.name)
        try:
            stored = read_cached(path, max_bytes=_most(page))
        except DriftwatchError as error:
            self._tell("is damaged", error.message)
            return None
        if stored is None:
            return None
        content = stored[2 * _DIGEST :]
        if stored[_DIGEST : 2 * _DIGEST] != hashlib.sha256(content).digest():
            self._tell("is damaged", f"{path.name} is not whole")
            return None
        return content if stored[:_DIGEST] == self._read_digest(page) else None

    def keep(self, page: Page, content: bytes) -> None:
        """Keep what a page states. A folder that cannot be written costs speed only, so it is logged, not raised."""
        path = self._path(page)
        self._wanted.add(path.name)
        stored = self._read_digest(page) + hashlib.sha256(content).digest() + content
        if len(stored) > _most(page):
            return
        try:
            write_cached(path, stored)
        except OSError as error:
            self._tell("cannot be written", str(error))

    def discard(self) -> None:
        """Drop everything: it is not to be believed."""
        self._drop(frozenset())

    def forget_others(self) -> None:
        """Drop what is kept of documents that were not asked for in this run."""
        self._drop(self._wanted)

    def _drop(self, wanted: set[str] | frozenset[str]) -> None:
        if self._folder.is_symlink():
            return
        with contextlib.suppress(OSError):
            for path in self._folder.glob(f"*{_SUFFIX}"):
                if path.name not in wanted:
                    with contextlib.suppress(OSError):
                        path.unlink()

    def _path(self, page: Page) -> Path:
        """Name the file of a document: the URL stands nowhere in clear, because its query may carry a key."""
        name = hashlib.sha256(f"{page.url}\0{page.path}".encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{name}{_SUFFIX}"

    def _tell(self, what: str, why: str) -> None:
        """Log what is wrong with the cache, once a run: where one file is wrong, thousands may be."""
        if what not in self._told:
            self._told.add(what)
            log.warning("the cache %s: %s", what, why)

    def _read_digest(self, page: Page) -> bytes:
        """Return the identity of what was read, and by which reader."""
        read = hashlib.sha256()
        for part in (self._reader, page.url, page.path, page.content_type, page.text):
            encoded = part.encode("utf-8", "surrogatepass")
            read.update(b"%d\n" % len(encoded))
            read.update(encoded)
        return read.digest()


def _most(page: Page) -> int:
    return min(_MOST_BYTES, _FEW_BYTES + _MOST_A_CHARACTER * len(page.text))
