"""Bodies kept between runs, so that an unchanged document costs a 304.

A folder for each source, so that none drops what another one needs, and in it one file for each URL: a line of JSON,
then the body. An entry whose body does not fit its digest counts as none, and a validator is only ever sent while its
body is here. The file name is a digest of the URL, which stands nowhere in clear, because a query may carry a key.
"""

import contextlib
import hashlib
import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from driftwatch.adapters.files import MAX_FILE_BYTES, UNFINISHED, read_cached, write_cached
from driftwatch.errors import DriftwatchError
from driftwatch.model.reading import Reading
from driftwatch.redaction import scrub_query

log: Final = logging.getLogger(__name__)

_FORMAT: Final = 1
_HEAD_LIMIT: Final = 8_192
_SUFFIX: Final = ".body"
_OURS: Final = (_SUFFIX, ".stated")
"""How names of files end that lie in the folder of a source: bodies, and statements beside them."""
_ABANDONED_AFTER: Final = 86_400
"""Seconds; no run takes a day."""


class CachedBody(msgspec.Struct, frozen=True, kw_only=True):
    """A body that was parsed well, and what to ask the server with."""

    final: str
    etag: str
    last_modified: str
    content_type: str
    body: bytes

    def belongs_to(self, url: str) -> bool:
        """Whether the validators are those of `url`, the end of the redirects when the body was read."""
        return self.final == _digest(scrub_query(url))

    @property
    def conditions(self) -> dict[str, str]:
        """The request headers; the date only without an ETag, because it is the weaker of the two."""
        if self.etag:
            return {"If-None-Match": self.etag}
        return {"If-Modified-Since": self.last_modified} if self.last_modified else {}


class _Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int
    url: str
    final: str
    etag: str
    last_modified: str
    content_type: str
    sha256: str


class BodyCache:
    """A folder of bodies. It may vanish or be damaged at any time: then documents are read in full.

    Args:
        folder: where they lie.
        most_bytes: of a body.
    """

    def __init__(self, folder: Path, *, most_bytes: int = MAX_FILE_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes + _HEAD_LIMIT
        self._told: set[str] = set()

    def find(self, url: str) -> CachedBody | None:
        """The whole and undamaged entry of `url`, None without one."""
        path = self._path(url)
        try:
            stored = read_cached(path, max_bytes=self._most_bytes)
        except DriftwatchError as error:
            self._tell("is damaged", error.message)
            return None
        if stored is None:
            return None
        line, _, body = stored.partition(b"\n")
        try:
            head = msgspec.json.decode(line, type=_Head) if len(line) <= _HEAD_LIMIT else None
        except (msgspec.DecodeError, ValueError, RecursionError):
            head = None
        if head is None or (head.format, head.url, head.sha256) != (_FORMAT, _digest(url), _digest(body)):
            self._tell("is damaged", f"{path.name} is not whole")
            return None
        return CachedBody(
            final=head.final,
            etag=head.etag,
            last_modified=head.last_modified,
            content_type=head.content_type,
            body=body,
        )

    def keep(self, reading: Reading) -> None:
        """Keep what was read, once it is known to parse.

        Kept any earlier, the next 304 would hide a change that was never understood. A document without
        validators is forgotten. A folder that cannot be written costs speed only, so it is logged, not raised.
        """
        if reading.state != "read" or reading.from_cache:
            return
        if not (reading.etag or reading.last_modified):
            self.forget(reading.url)
            return
        head = _Head(
            format=_FORMAT,
            url=_digest(reading.url),
            final=_digest(scrub_query(reading.final_url)),
            etag=reading.etag,
            last_modified=reading.last_modified,
            content_type=reading.content_type,
            sha256=_digest(reading.body),
        )
        line = msgspec.json.encode(head)
        if len(line) > _HEAD_LIMIT:
            return
        try:
            write_cached(self._path(reading.url), line + b"\n" + reading.body)
        except OSError as error:
            self._tell("cannot be written", str(error))

    def forget(self, url: str) -> None:
        """Drop the entry of `url`, if there is one."""
        with contextlib.suppress(OSError):
            self._path(url).unlink()

    def prune(self, urls: Iterable[str]) -> int:
        """Drop entries of URLs that are not among `urls`, and what a killed run left; returns how many were dropped."""
        wanted = {self._path(url).name for url in urls}
        return sum(
            _dropped(path)
            for path in _inside(self._folder)
            if (path.suffix == _SUFFIX and path.name not in wanted) or _is_abandoned(path)
        )

    def _tell(self, what: str, why: str) -> None:
        """Log what is wrong with the cache, once a run: where one file is wrong, thousands may be."""
        if what not in self._told:
            self._told.add(what)
            log.warning("the cache %s: %s", what, why)

    def _path(self, url: str) -> Path:
        return self._folder / f"{_digest(url)}{_SUFFIX}"


def drop_unlisted(folder: Path, sources: Iterable[str]) -> int:
    """Drop the bodies below `folder` of sources that are not among `sources`; returns how many were dropped.

    Bodies that lie in `folder` itself are of releases that kept those of all sources together.
    """
    known = frozenset(sources)
    unlisted = [path for path in _inside(folder) if path.is_dir() and not path.is_symlink() and path.name not in known]
    dropped = sum(_dropped(path) for path in _inside(folder) if path.suffix == _SUFFIX)
    for one in unlisted:
        dropped += sum(_dropped(path) for path in _inside(one) if _is_ours(path))
        with contextlib.suppress(OSError):
            one.rmdir()
    return dropped


def _is_ours(path: Path) -> bool:
    return path.suffix in _OURS or path.name.startswith(UNFINISHED)


def _inside(folder: Path) -> list[Path]:
    """List a folder; a link to one leads to what is not ours to drop."""
    if folder.is_symlink():
        return []
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _dropped(path: Path) -> bool:
    """Drop a file and tell whether that worked: another run may have been faster, or be writing there."""
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _is_abandoned(path: Path) -> bool:
    """Tell whether a body that was never finished is too old to be still written."""
    if not path.name.startswith(UNFINISHED):
        return False
    try:
        return time.time() - path.stat().st_mtime > _ABANDONED_AFTER
    except OSError:
        return False


def _digest(content: str | bytes) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content).hexdigest()
