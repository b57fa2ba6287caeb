"""Commit some files, and nothing else that lies in the work tree or the index.

The commit is built beside the index of the user: its files, folders and itself are given to git as one pack, whose
checksum tells when an input was cut short, and the commit is read back. One compare-and-swap of the ref makes it real,
so a kill leaves the old state or the new.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

import msgspec

from driftwatch.adapters.files import check_target
from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.errors import explain
from driftwatch.adapters.git.identity import Identity
from driftwatch.adapters.git.objects import (
    Entry,
    id_in,
    no_id,
    object_id,
)
from driftwatch.adapters.git.pack import pack_of
from driftwatch.adapters.git.read import GitReader, Layout
from driftwatch.adapters.git.trees import is_folder, with_files
from driftwatch.adapters.git.work_tree import Pending, WorkTree
from driftwatch.adapters.lock import commit_lock
from driftwatch.adapters.sink import SINK
from driftwatch.errors import DriftwatchError, RepositoryError, UnsafePathError

REBASING_S = 60.0
"""Seconds for which a commit is built anew as often as the branch moves: other git processes move it, and runs in other
clones that push to this one; our own runs in a clone take turns."""
# As git's own fast-import: below this many objects a pack is not worth its two files.
_LOOSE_LIMIT = 100
_FAST: Final = 1
"""How hard to compress what git unpacks at once."""
_SMALL: Final = 6
"""How hard to compress what stays as it is."""


class Plan(msgspec.Struct, frozen=True):
    """What is to be committed: blob id of each path (None = absent), contents by id, message, time and identity."""

    wanted: Mapping[str, str | None]
    contents: Mapping[str, bytes]
    message: str
    when: datetime
    identity: Identity
    may_be_empty: bool


class Committer:
    """Turns plans into commits on the present branch (or on a detached HEAD)."""

    def __init__(self, commands: GitCommands, layout: Layout, reader: GitReader, work_tree: WorkTree) -> None:
        self._commands = commands
        self._layout = layout
        self._reader = reader
        self._work_tree = work_tree

    def commit(self, plan: Plan) -> str:
        """Make the commit and bring the files and index entries of its paths up to date; return its id.

        Returns HEAD's id, and commits nothing, when nothing differs and the plan may not be empty.

        Raises:
            RepositoryError: see `GitRepository.commit_files`.
        """
        with commit_lock(self._layout.common_dir):
            return self._commit(plan)

    def _commit(self, plan: Plan) -> str:
        for path in plan.wanted:
            check_target(self._layout.root, path)
        self._work_tree.refuse_unfinished()
        first = base = self._reader.head()
        last = time.monotonic() + REBASING_S
        while True:
            made = self._build(base, plan)
            pending = self._work_tree.note(made, plan.wanted)
            if made == base or self._move_head(base, made, plan):
                self._bring_up_to_date(pending, plan)
                return made
            self._work_tree.forget(made)
            base = self._reader.head()
            self._refuse_overlap(first, base, plan)
            if time.monotonic() > last:
                raise RepositoryError(
                    f"the branch moved for {REBASING_S:g} seconds while the capture was being committed; nothing was "
                    "changed",
                    hint="run again when the other git process has finished",
                )

    def _build(self, base: str | None, plan: Plan) -> str:
        present = self._reader.entries(base, plan.wanted)
        _refuse_foreign_entries(present, plan.wanted)
        expected = {path: one for path, one in plan.wanted.items() if id_in(present, path) != one}
        if not expected and not plan.may_be_empty:
            if base is None:
                raise RepositoryError("there is nothing to commit", hint="capture at least one document")
            return base
        root = None if base is None else self._reader.root(base)
        tree, folders = with_files(root, expected, self._reader.folders, self._layout.object_format)
        commit = _commit(tree, base, plan)
        SINK.check("the commit", commit, *plan.wanted)
        files = [plan.contents[one] for one in sorted({one for one in expected.values() if one is not None})]
        for content in files:
            SINK.check("the commit", content)
        blobs, trees = [("blob", each) for each in files], [("tree", each) for each in folders.values()]
        self._store((*blobs, *trees, ("commit", commit)))
        made = object_id("commit", commit, self._layout.object_format)
        # The commit is stored last: where it can be read, all that it holds was taken.
        _expect(self._reader.commit(made) == commit)
        return made

    def _store(self, objects: Sequence[tuple[str, bytes]]) -> None:
        """Take objects over: many as one pack, with one wait for the disk instead of one for each (3 ms)."""
        many = len(objects) > _LOOSE_LIMIT
        pack = pack_of(objects, self._layout.object_format, level=_SMALL if many else _FAST)
        command = ("index-pack", "--stdin") if many else ("unpack-objects", "-q")
        self._commands.run(*command, stdin=pack)

    def _move_head(self, base: str | None, made: str, plan: Plan) -> bool:
        old = base or no_id(self._layout.object_format)
        moving = ("update-ref", "-m", "driftwatch: commit a capture", "HEAD", made, old)
        try:
            answer = self._commands.attempt(*moving, env=plan.identity.environment(plan.when))
        except RepositoryError:
            # A git that did not answer in time may have moved the ref all the same.
            if self._reader.head() == made:
                return True
            raise
        if answer.status == 0:
            return True
        head = self._reader.head()
        if head == base:
            raise explain(moving, answer.complaint)
        return head == made

    def _refuse_overlap(self, first: str | None, now: str | None, plan: Plan) -> None:
        then = self._reader.entries(first, plan.wanted)
        since = self._reader.entries(now, plan.wanted)
        touched = next((path for path in sorted(plan.wanted) if then.get(path) != since.get(path)), None)
        if touched is not None:
            raise RepositoryError(
                f"another commit ({(now or 'none')[:12]}) changed {touched} at the same moment; nothing was changed",
                hint="run again: the capture is then compared with that commit",
            )

    def _bring_up_to_date(self, pending: Pending, plan: Plan) -> None:
        try:
            self._work_tree.bring(pending, plan.wanted, plan.contents)
        except (DriftwatchError, OSError) as error:
            why, hint = (error.message, error.hint) if isinstance(error, DriftwatchError) else (str(error), "")
            raise RepositoryError(
                f"the capture is committed as {pending.commit[:12]}, but the work tree lags behind: {why}",
                hint="; ".join(filter(None, (hint, "the next run brings it up to date"))),
            ) from error
        self._work_tree.forget(pending.commit)


def _commit(tree: str, base: str | None, plan: Plan) -> bytes:
    """Write a commit as git stores it."""
    parent = "" if base is None else f"parent {base}\n"
    who = plan.identity.signature(plan.when)
    head = f"tree {tree}\n{parent}author {who}\ncommitter {who}\n\n"
    return head.encode("utf-8", "surrogateescape") + plan.message.encode("utf-8")


def _refuse_foreign_entries(present: Mapping[str, Entry], wanted: Mapping[str, str | None]) -> None:
    for path in wanted:
        for place in (path, *(parent.as_posix() for parent in PurePosixPath(path).parents)):
            entry = present.get(place)
            if entry is not None and (place != path or not entry.is_file):
                what = "a folder" if is_folder(entry) else "a link, a submodule or a file"
                raise UnsafePathError(
                    f"the present commit holds {what} at {place}, so {path} cannot be written",
                    hint="remove it, or configure another folder",
                )


def _expect(holds: bool) -> None:  # noqa: FBT001 - reads as the sentence it is
    if not holds:
        raise RepositoryError(
            "git did not store the commit as given; nothing was changed",
            hint="check the disk and run `git fsck`, then run again",
        )
