"""Bring the work tree and the index up to a commit, now or in the next run.

A commit is complete once its ref has moved. What follows (files, index) can be cut off by a kill; a note in the git
folder, written before the ref moves, says which paths were still to be brought up to date and what lay there before.
A later run finishes exactly those, and leaves every path alone that somebody has edited since.
"""

import logging
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from driftwatch.adapters.files import remove_leftovers, safe_relative, write_atomic, write_files
from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.objects import Entry, check_id, index_lines, top_names
from driftwatch.adapters.git.read import GitReader, Layout
from driftwatch.errors import RepositoryError

log = logging.getLogger(__name__)

# An editor that asks `git status` holds the index for milliseconds; more than this is a lock to tell people about.
INDEX_LOCK_TRIES = 20
INDEX_LOCK_PAUSE_SECONDS = 0.05

_UNFINISHED = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "BISECT_LOG": "bisect",
}


class Before(msgspec.Struct, frozen=True):
    """What one path held before the commit: blob ids in the index and in the work tree, None where it was absent."""

    path: str
    index: str | None
    work: str | None


class Pending(msgspec.Struct, frozen=True):
    """The note about one commit: its id and what its paths held before."""

    commit: str
    paths: tuple[Before, ...]


class WorkTree:
    """The files and the index of one work tree."""

    def __init__(self, commands: GitCommands, layout: Layout, reader: GitReader) -> None:
        self._commands = commands
        self._layout = layout
        self._reader = reader

    def refuse_unfinished(self) -> None:
        """Refuse to write while the user is in the middle of a merge or the like, or git holds the index.

        Raises:
            RepositoryError: naming what is unfinished, or the lock; neither is ever touched.
        """
        for name, what in _UNFINISHED.items():
            if (self._layout.own_dir / name).exists():
                raise RepositoryError(
                    f"a {what} is in progress in {self._layout.root}; a capture would end up in the middle of it",
                    hint=f"finish or abort it (`git {what} --abort`, for bisect `git bisect reset`), then run again",
                )
        self._wait_for_index()

    def note(self, commit: str, paths: Iterable[str]) -> Pending:
        """Write down, on disk, what `paths` hold now, before the ref moves to `commit`."""
        chosen = tuple(sorted(paths))
        index = self._reader.index_entries(top_names(chosen))
        before = tuple(Before(path, _id_of(index.get(path)), self._reader.work_id(path)) for path in chosen)
        pending = Pending(check_id(commit), before)
        write_atomic(self._note_of(commit), msgspec.json.encode(pending))
        return pending

    def forget(self, commit: str) -> None:
        """Remove the note about `commit`."""
        with suppress(OSError):
            self._note_of(commit).unlink(missing_ok=True)

    def finish(
        self, pending: Pending, target: Mapping[str, str | None], contents: Mapping[str, bytes]
    ) -> tuple[str, ...]:
        """Bring the paths that are still as they were before up to `target`; return those that changed.

        Args:
            pending: the note about the commit.
            target: blob id of each path of the note, None where it is to be absent.
            contents: content by blob id; what is missing is read from git.
        """
        index = self._reader.index_entries(top_names(one.path for one in pending.paths))
        return self._bring(pending, {one.path: _id_of(index.get(one.path)) for one in pending.paths}, target, contents)

    def bring(self, pending: Pending, target: Mapping[str, str | None], contents: Mapping[str, bytes]) -> None:
        """Do the same when the note was written a moment ago: what the index holds is what it says."""
        self._bring(pending, {one.path: one.index for one in pending.paths}, target, contents)

    def _bring(
        self,
        pending: Pending,
        index: Mapping[str, str | None],
        target: Mapping[str, str | None],
        contents: Mapping[str, bytes],
    ) -> tuple[str, ...]:
        files = [one.path for one in pending.paths if self._reader.work_id(one.path) == one.work != target[one.path]]
        lines = [one.path for one in pending.paths if index[one.path] == one.index != target[one.path]]
        self._write({path: target[path] for path in files}, contents)
        self._update_index({path: target[path] for path in lines})
        return tuple(sorted({*files, *lines}))

    def heal(self, folders: Iterable[str]) -> tuple[str, ...]:
        """Finish what killed runs left below `folders`; return the paths that were repaired, sorted.

        Raises:
            RepositoryError: when there is something to finish and git holds the index, or a merge is in progress.
        """
        chosen = tuple(folders)
        notes = self._layout.own_dir / "driftwatch"
        remove_leftovers(notes)
        leftovers = [file for one in chosen for file in remove_leftovers(self._layout.root / safe_relative(one))]
        healed = {file.relative_to(self._layout.root).as_posix() for file in leftovers}
        for file in sorted(notes.glob("pending-*.json")):
            pending = _read_note(file)
            if pending is None:
                file.unlink(missing_ok=True)
            # A note that reaches beyond these folders belongs to another source, whose run may be going on.
            elif all(_is_below(one.path, chosen) for one in pending.paths):
                healed.update(self._finish_killed(pending))
                file.unlink(missing_ok=True)
        return tuple(sorted(healed))

    def _finish_killed(self, pending: Pending) -> tuple[str, ...]:
        head = self._reader.head()
        if head is None or not self._holds(head, pending.commit):
            return ()
        self.refuse_unfinished()
        entries = self._reader.entries(head, [one.path for one in pending.paths])
        target = {one.path: _id_of(entries.get(one.path)) for one in pending.paths}
        healed = self.finish(pending, target, {})
        log.info("finished the commit %s of a run that was cut off: %d files", pending.commit[:12], len(healed))
        return healed

    def _holds(self, head: str, commit: str) -> bool:
        return self._commands.attempt("merge-base", "--is-ancestor", commit, head).status == 0

    def _write(self, wanted: Mapping[str, str | None], contents: Mapping[str, bytes]) -> None:
        known = dict(contents)
        known.update(self._reader.blobs(one for one in wanted.values() if one is not None and one not in known))
        write_files(self._layout.root, {path: None if one is None else known[one] for path, one in wanted.items()})

    def _update_index(self, wanted: Mapping[str, str | None]) -> None:
        if not wanted:
            return
        self._wait_for_index()
        told = self._commands.run(
            "update-index", "--verbose", "-z", "--index-info", stdin=index_lines(wanted, self._layout.object_format)
        )
        # git takes an input that was cut short for a complete one. It tells of each file that it takes, of none that
        # goes; those come first. What it wrote is read back where it tells nothing.
        given = "".join(f"add '{path}'\n" for path in sorted(wanted) if wanted[path] is not None)
        if not given or os.fsdecode(told) != given:
            self._check_index(wanted)

    def _check_index(self, wanted: Mapping[str, str | None]) -> None:
        index = self._reader.index_entries(top_names(wanted))
        wrong = next((path for path, one in wanted.items() if _id_of(index.get(path)) != one), None)
        if wrong is not None:
            raise RepositoryError(f"git did not take {wrong} into its index", hint="run again")

    def _wait_for_index(self) -> None:
        lock = self._layout.own_dir / "index.lock"
        for _ in range(INDEX_LOCK_TRIES):
            if not lock.exists():
                return
            time.sleep(INDEX_LOCK_PAUSE_SECONDS)
        raise RepositoryError(
            f"another git process holds {lock}",
            hint="wait for it to end; if no git process runs, a killed one left the file: delete it by hand",
        )

    def _note_of(self, commit: str) -> Path:
        return self._layout.own_dir / "driftwatch" / f"pending-{commit}.json"


def _read_note(file: Path) -> Pending | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Pending)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        log.warning("the note %s cannot be read and is dropped", file)
        return None


def _id_of(entry: Entry | None) -> str | None:
    return entry.id if entry else None


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)
