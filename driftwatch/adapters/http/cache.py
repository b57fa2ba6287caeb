"""Bodies kept between runs, so that an unchanged document costs a 304.

A folder for each source, so that none drops what another one needs, and in it one file for each URL: a line of JSON,
then the body. An entry whose body does not fit its digest is as good as
none, and a validator is only ever sent while its body is here. The file name is a digest of the URL, and the URL
stands nowhere in clear, because a query may carry a key.
"""

import contextlib
import hashlib
import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from driftwatch.adapters.files import UNFINISHED, write_cached
from driftwatch.model.reading import Reading
from driftwatch.redaction import scrub_query

log: Final = logging.getLogger(__name__)

_FORMAT: Final = 1
_HEAD_LIMIT: Final = 8_192
_SUFFIX: Final = ".body"
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
    """A folder of bodies. It may vanish or be damaged at any time: then documents are read in full."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> CachedBody | None:
        """The whole and undamaged entry of `url`, None without one."""
        try:
            stored = self._path(url).read_bytes()
        except OSError:
            return None
        line, _, body = stored.partition(b"\n")
        try:
            head = msgspec.json.decode(line, type=_Head) if len(line) <= _HEAD_LIMIT else None
        except (msgspec.DecodeError, ValueError):
            return None
        if head is None or (head.format, head.url, head.sha256) != (_FORMAT, _digest(url), _digest(body)):
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
            log.warning("the cache cannot be written: %s", error)

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
        dropped += sum(_dropped(path) for path in _inside(one))
        with contextlib.suppress(OSError):
            one.rmdir()
    return dropped


def _inside(folder: Path) -> list[Path]:
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
