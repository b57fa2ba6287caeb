"""Commit some files, and nothing else that lies in the work tree or the index.

The commit is built beside the index of the user, from git's own building blocks; each block is read back, since git
takes an input that was cut short for a complete one (an I/O error on the input of `git mktree` gives an empty tree and
exit status 0). One compare-and-swap of the ref makes the commit real, so a kill leaves the old state or the new.
"""

import os
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec

from driftwatch.adapters.files import FULL, check_target
from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.errors import explain
from driftwatch.adapters.git.identity import Identity
from driftwatch.adapters.git.objects import (
    Entry,
    changed_entries,
    index_lines,
    is_id,
    no_id,
    top_names,
)
from driftwatch.adapters.git.read import GitReader, Layout
from driftwatch.adapters.git.work_tree import Pending, WorkTree
from driftwatch.adapters.lock import commit_lock
from driftwatch.adapters.sink import SINK
from driftwatch.errors import DriftwatchError, RepositoryError, UnsafePathError

REBASING_S = 60.0
"""Seconds for which a commit is built anew as often as the branch moves: other git processes move it, and runs in other
clones that push to this one; our own runs in a clone take turns."""
# As git's own fast-import: below this many objects a pack is not worth its two files.
_LOOSE_LIMIT = 100
_PROBE = 1024 * 1024
"""Bytes that a scratch folder which is not full can take."""
_STORE = ("hash-object", "-w", "--no-filters", "--stdin-paths")


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
        present = self._reader.entries(base, top_names(plan.wanted))
        _refuse_foreign_entries(present, plan.wanted)
        expected = {path: one for path, one in plan.wanted.items() if _id_in(present, path) != one}
        if not expected and not plan.may_be_empty:
            if base is None:
                raise RepositoryError("there is nothing to commit", hint="capture at least one document")
            return base
        try:
            with tempfile.TemporaryDirectory(prefix="driftwatch-", ignore_cleanup_errors=True) as scratch:
                tree = self._build_tree(base, expected, plan, Path(scratch))
        except OSError as error:
            raise _no_scratch(error) from error
        self._check_tree(base, tree, expected, plan)
        return self._write_commit(base, tree, plan)

    def _build_tree(self, base: str | None, expected: Mapping[str, str | None], plan: Plan, scratch: Path) -> str:
        try:
            self._store({one for one in expected.values() if one is not None}, plan, scratch)
            return self._write_tree(base, expected, scratch / "index")
        except RepositoryError:
            # git does not say of every write that failed where it was to go, nor why.
            (scratch / "probe").write_bytes(bytes(_PROBE))
            raise

    def _store(self, ids: set[str], plan: Plan, scratch: Path) -> None:
        if not ids:
            return
        ordered = sorted(ids)
        for object_id in ordered:
            SINK.check("the commit", plan.contents[object_id])
            (scratch / object_id).write_bytes(plan.contents[object_id])
        lines = os.fsencode("".join(f"{scratch / object_id}\n" for object_id in ordered))
        many = len(ordered) > _LOOSE_LIMIT
        stored = self._hash_aside(lines, scratch / "objects") if many else self._commands.line(*_STORE, stdin=lines)
        _expect(stored.split("\n") == ordered, "the files")
        if many:
            self._pack(ordered, scratch / "objects")

    def _hash_aside(self, lines: bytes, objects: Path) -> str:
        objects.mkdir()
        aside = {"GIT_OBJECT_DIRECTORY": str(objects)}
        return self._commands.line("-c", "core.fsync=none", *_STORE, stdin=lines, env=aside)

    def _pack(self, ids: list[str], loose: Path) -> None:
        """Take many objects over as one pack: one wait for the disk instead of one for each (3 ms)."""
        lines = "".join(f"{object_id}\n" for object_id in ids).encode("ascii")
        pack = self._layout.common_dir / "objects" / "pack" / "pack"
        aside = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(loose)}
        self._commands.run("pack-objects", "-q", str(pack), stdin=lines, env=aside)
        there = self._commands.line("cat-file", "--batch-check=%(objectname) %(objecttype)", "--buffer", stdin=lines)
        _expect(there.split("\n") == [f"{object_id} blob" for object_id in ids], "the files")

    def _write_tree(self, base: str | None, expected: Mapping[str, str | None], index: Path) -> str:
        beside = {"GIT_INDEX_FILE": str(index)}
        whole = ("-c", "core.splitIndex=false")
        self._commands.run(*whole, "read-tree", "--empty" if base is None else base, env=beside)
        lines = index_lines(expected, self._layout.object_format)
        self._commands.run(*whole, "update-index", "-z", "--index-info", stdin=lines, env=beside)
        # A partial clone lacks files of others; the ids of ours were compared when they were stored.
        tree = self._commands.line(*whole, "write-tree", "--missing-ok", env=beside)
        _expect(is_id(tree), "the tree")
        return tree

    def _check_tree(self, base: str | None, tree: str, expected: Mapping[str, str | None], plan: Plan) -> None:
        written = self._reader.entries(tree, top_names(plan.wanted))
        _expect(all(_id_in(written, path) == one for path, one in plan.wanted.items()), "the tree")
        if base is not None:
            raw = ("--raw", "-r", "-z", "--no-renames", "--no-abbrev")
            changed = changed_entries(self._commands.run("diff-tree", *raw, f"{base}^{{tree}}", tree))
            _expect(changed == expected, "the tree")

    def _write_commit(self, base: str | None, tree: str, plan: Plan) -> str:
        parents = () if base is None else ("-p", base)
        message = plan.message.encode("utf-8")
        SINK.check("the commit", message, *plan.wanted)
        dated = plan.identity.environment(plan.when)
        made = self._commands.line("commit-tree", *parents, "-F", "-", tree, stdin=message, env=dated)
        _expect(is_id(made), "the commit")
        written = self._commands.run("cat-file", "commit", made)
        parent = "" if base is None else f"parent {base}\n"
        head = f"tree {tree}\n{parent}author ".encode("ascii")
        _expect(written.startswith(head) and written.endswith(b"\n\n" + message), "the commit")
        return made

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
        then = self._reader.entries(first, top_names(plan.wanted))
        since = self._reader.entries(now, top_names(plan.wanted))
        touched = next((path for path in sorted(plan.wanted) if then.get(path) != since.get(path)), None)
        if touched is not None:
            raise RepositoryError(
                f"another commit ({(now or 'none')[:12]}) changed {touched} at the same moment; nothing was changed",
                hint="run again: the capture is then compared with that commit",
            )

    def _bring_up_to_date(self, pending: Pending, plan: Plan) -> None:
        try:
            self._work_tree.finish(pending, plan.wanted, plan.contents)
        except (DriftwatchError, OSError) as error:
            why, hint = (error.message, error.hint) if isinstance(error, DriftwatchError) else (str(error), "")
            raise RepositoryError(
                f"the capture is committed as {pending.commit[:12]}, but the work tree lags behind: {why}",
                hint="; ".join(filter(None, (hint, "the next run brings it up to date"))),
            ) from error
        self._work_tree.forget(pending.commit)


def _no_scratch(error: OSError) -> RepositoryError:
    why = f"{error.strerror or error}; nothing was changed"
    hint = "free some space there, or let TMPDIR name another folder, then run again"
    try:
        where = tempfile.gettempdir()
    except OSError:
        return RepositoryError(f"there is no scratch folder: {why}", hint=hint)
    how = "is full" if error.errno in FULL else "cannot be written"
    return RepositoryError(f"the scratch folder {where} {how}: {why}", hint=hint)


def _refuse_foreign_entries(present: Mapping[str, Entry], wanted: Mapping[str, str | None]) -> None:
    for path in wanted:
        for place in (path, *(parent.as_posix() for parent in PurePosixPath(path).parents)):
            entry = present.get(place)
            if entry is not None and (place != path or not entry.is_file):
                raise UnsafePathError(
                    f"the present commit holds a link, a submodule or a file at {place}, so {path} cannot be written",
                    hint="remove it, or configure another folder",
                )


def _id_in(entries: Mapping[str, Entry], path: str) -> str | None:
    entry = entries.get(path)
    return entry.id if entry else None


def _expect(holds: bool, what: str) -> None:  # noqa: FBT001 - reads as the sentence it is
    if not holds:
        raise RepositoryError(
            f"git did not store {what} as given; nothing was changed",
            hint="check the disk and run `git fsck`, then run again",
        )
