"""Let one run at a time write a source, and one at a time commit.

The lock is the kernel's (flock): it vanishes with the process that held it, so nothing stale is ever left to delete.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from driftwatch.errors import RepositoryError
from driftwatch.patterns import lazy_regex

_SOURCE = lazy_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MAX_NOTE_BYTES = 200
COMMITTING_S = 60.0
"""Seconds to wait for others to commit; one takes some hundredths of a second."""
_ASKING_S = 0.02


@contextmanager
def run_lock(git_dir: Path, source: str, *, now: datetime) -> Iterator[Path]:
    """Hold the lock of `source` while the block runs; yields the lock file, which stays and is reused.

    Args:
        git_dir: the repository's common git folder, which all its work trees share.
        source: the source's name as in driftwatch.toml.
        now: the start of the run; written into the file for whoever has to wait.

    Raises:
        RepositoryError: when another run holds the lock, or the file cannot be made.
    """
    if not _SOURCE.fullmatch(source):
        raise RepositoryError(
            f"the source name {source[:100]!r} cannot name a lock file",
            hint="use letters, digits, dots, hyphens and underscores",
        )
    path = git_dir / "driftwatch" / f"{source}.lock"
    descriptor = _open(path)
    try:
        _take(descriptor, path, source)
        _write_note(descriptor, f"process {os.getpid()}, since {now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
        yield path
        _write_note(descriptor, "")
    finally:
        # The file is not unlinked: a waiter may already have it open, and would then lock a file that has no name.
        os.close(descriptor)


@contextmanager
def commit_lock(git_dir: Path, *, seconds: float = COMMITTING_S) -> Iterator[None]:
    """Hold the turn to commit in a repository while the block runs; waits for it, since others commit within moments.

    Runs of several sources share a clone: each reads for itself, and they commit one after the other. The folder
    itself is locked, so that no file is left.

    Args:
        git_dir: the repository's common git folder, which all its work trees share.
        seconds: how long to wait.

    Raises:
        RepositoryError: another process holds it for longer, or the folder cannot be locked.
    """
    descriptor = _open_folder(git_dir)
    try:
        last = time.monotonic() + seconds
        while not _is_taken(descriptor, git_dir):
            if time.monotonic() > last:
                raise RepositoryError(
                    f"another driftwatch run has been committing for {seconds:g} seconds; nothing was changed",
                    hint="see whether a driftwatch or git process hangs, then run again",
                )
            time.sleep(_ASKING_S)
        yield
    finally:
        os.close(descriptor)


def _open_folder(git_dir: Path) -> int:
    try:
        return os.open(git_dir, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise RepositoryError(
            f"{git_dir} cannot be opened: {error.strerror or error}", hint="check that the .git folder can be read"
        ) from error


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise RepositoryError(
            f"the lock file {path} cannot be made: {error.strerror or error}",
            hint="check that the .git folder can be written",
        ) from error


def _take(descriptor: int, path: Path, source: str) -> None:
    if _is_taken(descriptor, path):
        return
    note = os.pread(descriptor, _MAX_NOTE_BYTES, 0).decode("ascii", "replace")
    holder = f" ({note})" if note.isprintable() and note else ""
    raise RepositoryError(
        f"another driftwatch run{holder} is writing {source}",
        hint="wait until it has finished, then run again",
    )


def _is_taken(descriptor: int, path: Path) -> bool:
    """Take a lock, if nobody has it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES):
            return False
        raise RepositoryError(
            f"{path} cannot be locked: {error.strerror or error}",
            hint="keep the repository on a file system that supports locks",
        ) from error
    return True


def _write_note(descriptor: int, note: str) -> None:
    # Only for the eyes of a second run; a full disk must not stop the first one.
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, note.encode("ascii"), 0)
    except OSError:
        return
