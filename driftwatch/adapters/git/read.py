"""Read the history of a repository: revisions, commits, trees, files."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec

from driftwatch.adapters.files import check_target, read_file
from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.conversation import Conversation
from driftwatch.adapters.git.errors import printable
from driftwatch.adapters.git.objects import (
    Entry,
    blob_id,
    changes_by_commit,
    check_id,
    id_in,
    index_entries,
    object_id,
    records,
    top_names,
    unreadable,
)
from driftwatch.adapters.git.trees import below, is_folder, on_the_way
from driftwatch.errors import RepositoryError, UsageError
from driftwatch.patterns import lazy_regex
from driftwatch.spelling import closest, did_you_mean

_DATE = lazy_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LAST_SECOND = 253_402_300_799
_SHALLOW = "the clone is shallow, `git fetch --unshallow` brings what is older"
_REFS = 200
"""Branches and tags that are looked through for what somebody may have meant."""
_SHOWN = 5
_IN_WORDS = {"blob": "file", "tree": "folder", "commit": "commit"}


class Layout(msgspec.Struct, frozen=True):
    """Where a repository lies.

    `root` is the top of the work tree, `own_dir` the git folder of this work tree, `common_dir` the one that all linked
    work trees share; `object_format` is sha1 or sha256.
    """

    root: Path
    own_dir: Path
    common_dir: Path
    object_format: str


class Commit(msgspec.Struct, frozen=True):
    """One commit: its id, the time its author made it (UTC), the first line of its message and the rest."""

    id: str
    when: datetime
    subject: str
    body: str


class FileStatus(msgspec.Struct, frozen=True):
    """The blob ids of one path in HEAD, in the index and in the work tree; None where it is absent."""

    head: str | None
    index: str | None
    work: str | None


def contents_of(
    objects: Conversation, ids: Iterable[str], *, object_format: str, kind: str = "blob"
) -> Mapping[str, bytes]:
    """Return the content of each blob (or of objects of another kind), checked against its id.

    Raises:
        RepositoryError: one is missing or damaged.
    """
    wanted = tuple(dict.fromkeys(check_id(one) for one in ids))
    contents = {}
    for one, found in zip(wanted, objects.ask(wanted), strict=True):
        if found is None or found.kind != kind:
            raise unreadable(one, f"it is missing or no {_IN_WORDS[kind]}")
        if object_id(kind, found.content, object_format) != one:
            raise unreadable(one, "its content does not match its id")
        contents[one] = found.content
    return contents


class GitReader:
    """Everything that only reads; revisions and paths from outside never become options of git."""

    def __init__(self, commands: GitCommands, layout: Layout) -> None:
        self._commands = commands
        self._layout = layout
        self._objects = commands.objects()

    def head(self) -> str | None:
        """Return the id of the present commit; None on a branch without commits."""
        (found,) = self._objects.ask(("HEAD",))
        if found is not None and found.kind == "commit":
            return found.id
        head = self._commit_of("HEAD")
        if head is None and not self._is_unborn():
            raise RepositoryError("the commit that HEAD names cannot be read", hint="run `git fsck`")
        return head

    def resolve(self, revision: str, *, folder: str) -> str:
        """Return the id of the commit that `revision` names.

        A date (2026-11-01) names the last commit that touched `folder` up to the end of that day in UTC.

        Raises:
            UsageError: when it names no commit.
        """
        if _DATE.fullmatch(revision):
            day = _day_of(revision)
            if day is not None:
                return self._last_commit_of(day, folder)
            if self._commit_of(revision) is None:
                raise _no_such_revision(revision, "no calendar has that day")
        if not revision or revision.startswith("-") or not revision.isprintable():
            raise _no_such_revision(revision, "it is not the name of a revision")
        commit = self._commit_of(revision)
        if commit is None:
            shallow = f"; {_SHALLOW}" if self.is_shallow() else ""
            raise _no_such_revision(revision, f"git knows no such commit{shallow}", known=self._names())
        return commit

    def commits(self, path: str, *, limit: int | None = None, removing: bool = False) -> tuple[Commit, ...]:
        """Return the commits up to HEAD that touched `path`, newest first; none on a branch without commits.

        `removing`: only those that removed the file.
        """
        head = self.head()
        if head is None:
            return ()
        count = () if limit is None else (f"--max-count={limit:d}",)
        kind = ("--no-renames", "--diff-filter=D") if removing else ()
        listing = self._commands.run(
            "log", "-z", "--no-color", "--format=tformat:%H%n%at%n%s%n%b", *count, *kind, "--end-of-options", head,
            "--", path,
        )  # fmt: skip
        return tuple(_commit(record.decode("utf-8", "replace")) for record in records(listing))

    def tree(self, commit: str, folder: str) -> Mapping[str, str]:
        """Return the plain files below `folder` in `commit`: path relative to the folder, to blob id; sorted."""
        found = self._at(commit, (folder,)).get(folder)
        if found is None or not is_folder(found):
            return {}
        entries = below(found.id, "", self.folders, self._layout.object_format)
        return {path: entry.id for path, entry in sorted(entries.items()) if entry.is_file}

    def changed(self, before: str, after: str) -> frozenset[str]:
        """Return the files that a commit has otherwise than another one, or newly; not those that it lacks."""
        listing = self._commands.run(
            "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--diff-filter=AMT",
            check_id(before), check_id(after), "--",
        )  # fmt: skip
        return frozenset(os.fsdecode(path) for path in records(listing))

    def file(self, commit: str, path: str) -> bytes | None:
        """Return the content of a plain file in `commit`, None when it holds none of that path."""
        entry = self._at(commit, (path,)).get(path)
        return self.blobs((entry.id,))[entry.id] if entry is not None and entry.is_file else None

    def trees(self, commits: Iterable[str], folder: str) -> Mapping[str, Mapping[str, str]]:
        """Return for each commit what `tree` does, with one more process of git however many there are.

        The first commit is listed; of each other one git tells what differs from the one before it.
        """
        wanted = tuple(dict.fromkeys(check_id(commit) for commit in commits))
        if not wanted:
            return {}
        trees = {wanted[0]: self.tree(wanted[0], folder)}
        changes = self._changes(wanted, f"{folder}/")
        for before, commit in pairwise(wanted):
            changed = changes[commit]
            kept = {path: blob for path, blob in trees[before].items() if path not in changed}
            kept |= {path: entry.id for path, entry in changed.items() if entry.is_file}
            trees[commit] = dict(sorted(kept.items())) if changed else trees[before]
        return trees

    def _changes(self, commits: Sequence[str], prefix: str) -> Mapping[str, Mapping[str, Entry]]:
        """Return what differs below a prefix between each commit and the one before it in a sequence."""
        if len(commits) == 1:
            return {}
        # A commit and what to take for its parent.
        pairs = "".join(f"{commit} {before}\n" for before, commit in pairwise(commits))
        raw = ("--stdin", "--always", "-r", "-z", "--raw", "--no-renames")
        changes = changes_by_commit(self._commands.run("diff-tree", *raw, "--", prefix, stdin=pairs.encode("ascii")))
        # Of a commit that it lacks git says nothing, and does not fail.
        missing = next((commit for commit in commits[1:] if commit not in changes), None)
        if missing is not None:
            raise unreadable(missing, "it is missing or no commit")
        return {
            commit: {path.removeprefix(prefix): entry for path, entry in entries.items()}
            for commit, entries in changes.items()
        }

    def entries(self, commit: str | None, paths: Iterable[str]) -> Mapping[str, Entry]:
        """Return what `commit` has at each path, and what is no folder and lies where one is needed; by full path."""
        return {} if commit is None else self._at(commit, paths)

    def commit(self, commit: str) -> bytes:
        """Return a commit as git stores it."""
        return self._contents((commit,), kind="commit")[commit]

    def root(self, commit: str) -> str:
        """Return the id of the tree of a commit."""
        head, _, _ = self.commit(commit).partition(b"\n")
        return check_id(head.removeprefix(b"tree ").decode("ascii", "replace"))

    def _at(self, commit: str, paths: Iterable[str]) -> Mapping[str, Entry]:
        chosen = tuple(paths)
        return on_the_way(self.root(commit), chosen, self.folders, self._layout.object_format) if chosen else {}

    def folders(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Return tree objects as git stores them."""
        return self._contents(ids, kind="tree")

    def _contents(self, ids: Iterable[str], *, kind: str) -> Mapping[str, bytes]:
        return contents_of(self._objects, ids, object_format=self._layout.object_format, kind=kind)

    def index_entries(self, paths: Iterable[str]) -> Mapping[str, Entry]:
        """Return the entries of the index at and below each path, by full path."""
        chosen = tuple(paths)
        return index_entries(self._commands.run("ls-files", "--stage", "-z", "--", *chosen)) if chosen else {}

    def blobs(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Return the content of each blob, checked against its id.

        Raises:
            RepositoryError: when a blob is missing or damaged.
        """
        return self._contents(ids, kind="blob")

    def remotes(self) -> tuple[str, ...]:
        """Return the configured addresses of other repositories, sorted; one may hold a password."""
        answer = self._commands.attempt("config", "--get-regexp", r"^remote\..*\.url$")
        lines = os.fsdecode(answer.output).splitlines() if answer.status == 0 else []
        return tuple(sorted({line.partition(" ")[2].strip() for line in lines}))

    def is_shallow(self) -> bool:
        """Tell whether the clone leaves out older commits."""
        return self._commands.line("rev-parse", "--is-shallow-repository") == "true"

    def status_of(self, paths: Iterable[str]) -> Mapping[str, FileStatus]:
        """Return the state of each of these files that HEAD, index and work tree do not agree on.

        Files are compared byte by byte: no filter and no line end conversion of the repository takes part.
        """
        chosen = tuple(sorted(set(paths)))
        head = self.entries(self.head(), chosen)
        index = self.index_entries(top_names(chosen))
        states = {path: FileStatus(id_in(head, path), id_in(index, path), self.work_id(path)) for path in chosen}
        return {path: state for path, state in states.items() if len({state.head, state.index, state.work}) > 1}

    def work_id(self, path: str) -> str | None:
        """Return the id that the work tree's file at `path` would have; None when there is no file."""
        target = check_target(self._layout.root, path)
        return blob_id(read_file(target), self._layout.object_format) if target.exists() else None

    def _commit_of(self, revision: str) -> str | None:
        found = self._commands.id_of(revision)
        # In two steps: in `:/text^{commit}` git would take the suffix for a part of the text.
        return None if found is None else self._commands.id_of(f"{found}^{{commit}}")

    def _names(self) -> tuple[str, ...]:
        """Return the branches and tags that somebody may have meant, those of remotes last."""
        kinds = ("refs/heads", "refs/tags", "refs/remotes")
        answer = self._commands.attempt("for-each-ref", f"--count={_REFS}", "--format=%(refname:short)", *kinds)
        return tuple(answer.output.decode("utf-8", "replace").split()) if answer.status == 0 else ()

    def _is_unborn(self) -> bool:
        # git names the branch only while its ref is missing or sound: an empty ref, left by a crash, has lost commits.
        named = self._commands.attempt("symbolic-ref", "--quiet", "HEAD").status == 0
        return named and self._commands.id_of("HEAD") is None

    def _last_commit_of(self, day: date, folder: str) -> str:
        end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
        commits = self.commits(folder)
        found = next((commit.id for commit in commits if commit.when < end), None)
        if found is None:
            raise _no_such_revision(day.isoformat(), f"{folder}: {self._oldest_of(commits)}")
        return found

    def _oldest_of(self, commits: Sequence[Commit]) -> str:
        """Say how far back captures go: in a shallow clone the oldest commit holds all that came before it."""
        if self.is_shallow():
            return _SHALLOW
        return f"the oldest capture is of {min(c.when for c in commits):%Y-%m-%d}" if commits else "no capture yet"


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _commit(record: str) -> Commit:
    object_id, seconds, subject, body = record.split("\n", 3)
    # Commits can carry any number as their date; datetime ends with the year 9999.
    moment = datetime.fromtimestamp(min(max(int(seconds), 0), _LAST_SECOND), UTC)
    return Commit(object_id, moment, subject, body.rstrip("\n"))


def _no_such_revision(revision: str, why: str, *, known: Sequence[str] = ()) -> UsageError:
    near = tuple(dict.fromkeys((*closest(revision, known), *known)))[:_SHOWN]
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    named = f"; branches and tags here: {', '.join(map(printable, near))}{more}" if near else ""
    return UsageError(
        f"no revision {printable(revision)!r}: {why}{did_you_mean(revision, known)}",
        hint=f"name a date (2026-11-01), a commit, a branch or a tag; `driftwatch history` lists the captures{named}",
    )
