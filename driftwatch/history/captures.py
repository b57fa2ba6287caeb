"""Snapshots out of git and folders: what is stored now, what was stored then."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Final, Self

from msgspec import Struct

from driftwatch.adapters.files import read_tree
from driftwatch.config.sources import published_by
from driftwatch.errors import SnapshotError, UsageError
from driftwatch.model.known import Known
from driftwatch.model.snapshot import SHARED, Capture, Snapshot
from driftwatch.model.stored import (
    CAPTURES,
    DOCUMENTS,
    belongs,
    captures_of,
    documented_in,
    is_shared,
    operation_stem,
    snapshot_of_files,
)
from driftwatch.ports import CommitLike, Project, Repository

SHORT: Final = 10
"""Digits of a commit id that people are shown."""
UNSHALLOW: Final = "run `git fetch --unshallow`; in a workflow, give actions/checkout `fetch-depth: 0`"
"""What to do about a clone that lacks captures."""
AT_ONCE: Final = 24
"""Captures whose files are read together, with one process of git: it takes some milliseconds."""


class Captured(Struct, frozen=True, kw_only=True):
    """One capture in git: its commit, and its line of captures.jsonl when it has one."""

    commit: str
    date: str
    subject: str
    capture: Capture | None = None

    @property
    def label(self) -> str:
        """The capture in words: `2026-10-01 (1a2b3c4d5e)`."""
        return f"{self.date} ({self.commit[:SHORT]})" if self.date else self.commit[:SHORT]


class History:
    """The captures of one source in one repository; `folder` is relative to the repository's root.

    Their snapshots name pages by the URLs that `published` tells, as people are told of them.
    """

    def __init__(
        self, repository: Repository, folder: str, *, published: Callable[[str, str], str] | None = None
    ) -> None:
        self.repository = repository
        self.folder = folder
        self._published = published
        self._known = Known()

    @classmethod
    def of(cls, project: Project, source: str) -> Self:
        """Return the captures of a source of a project.

        Raises:
            RepositoryError: there is no repository.
            ConfigError: the folder of snapshots lies outside.
        """
        workspace = project.workspace
        return cls(
            project.repository,
            project.in_repository(workspace.snapshots(source)),
            published=published_by(workspace.config.sources.get(source)),
        )

    def captures(self, *, limit: int | None = None) -> tuple[Captured, ...]:
        """Return the captures, newest first: those since somebody last removed the folder to start anew."""
        commits = self.repository.commits(self._captures_path, limit=limit)
        trail = self._lines(commits[0]) if commits else ()
        if not {_stamp(commit) for commit in commits} <= {line.at for line in trail}:
            # Some commit is no run's. Git is only asked then: it walks through the whole history for the answer.
            commits = self._since_removed(self.repository.commits(self._captures_path))[:limit]
        return tuple(
            Captured(
                commit=commit.id,
                date=(line.at if line else commit.when.isoformat())[:10],
                subject=commit.subject,
                capture=line,
            )
            for commit, line in zip(commits, _paired(commits, trail[::-1]), strict=True)
        )

    def told(self) -> int:
        """Count the captures that captures.jsonl tells of: more than `captures` returns where git lacks older ones."""
        commits = self.repository.commits(self._captures_path, limit=1)
        return len(self._lines(commits[0])) if commits else 0

    def missing(self, *, held: int | None = None) -> str:
        """Say which captures a shallow clone lacks; "" when it lacks none.

        Args:
            held: how many captures it has, where that is known.
        """
        if not self.repository.is_shallow():
            return ""
        told, held = self.told(), len(self.captures()) if held is None else held
        return f"the clone is shallow and holds {held} of {told} captures" if held < told else ""

    def resolve(self, revision: str) -> Captured:
        """Return the capture that a date or git revision names.

        Raises:
            UsageError: it names no commit.
        """
        commit = self.repository.resolve(revision, folder=self.folder)
        found = next((capture for capture in self.captures() if capture.commit == commit), None)
        return found or Captured(commit=commit, date="", subject="")

    def with_digest(self, digests: Iterable[str]) -> Captured | None:
        """Return the oldest capture whose snapshot has one of some digests; None when no capture has."""
        wanted = frozenset(digests)
        mine = (one for one in reversed(self.captures()) if one.capture is not None and one.capture.digest in wanted)
        return next(mine, None)

    def at(self, commit: str, *, label: str) -> Snapshot:
        """Return the snapshot that a commit holds.

        Raises:
            UsageError: the commit holds none of this source.
        """
        return self.several({commit: label})[commit]

    def several(self, labels: Mapping[str, str]) -> Mapping[str, Snapshot]:
        """Return the snapshots of several commits, by commit; what one shares with the one before is read once.

        Raises:
            UsageError: one of them holds none of this source.
        """
        return {commit: make() for commit, make in self.ahead(labels).items()}

    def ahead(self, labels: Mapping[str, str]) -> Mapping[str, Callable[[], Snapshot]]:
        """Read the files of several commits at once; return what makes the snapshot of each, or raises as `at` does."""
        trees = self.repository.trees(labels, self.folder)
        contents = self.repository.blobs({blob for tree in trees.values() for blob in tree.values()})
        return {
            commit: partial(
                self._snapshot, {path: contents[blob] for path, blob in tree.items()}, commit, labels[commit]
            )
            for commit, tree in trees.items()
        }

    def _snapshot(self, files: Mapping[str, bytes], commit: str, label: str) -> Snapshot:
        if not files:
            raise UsageError(
                f"{commit[:SHORT]} holds no snapshot in {self.folder}/", hint="`driftwatch history` lists captures"
            )
        try:
            refuse_without_documents(files, self.folder)
            made = snapshot_of_files(files, label=label, folder=self.folder, known=self._known)
        except SnapshotError as error:
            raise SnapshotError(f"{error.message}, as of commit {commit[:SHORT]}", hint=error.hint) from None
        self._known = self._known.among(files)
        return made.published(self._published)

    def ever_documented(self, keys: Iterable[str]) -> frozenset[str]:
        """Return those of some operations that any capture documented."""
        stems = {operation_stem(key): key for key in keys}
        found: set[str] = set()
        looked_into: set[str] = set()
        commits = [capture.commit for capture in self.captures()]
        for start in range(0, len(commits), AT_ONCE):
            for files in self.repository.trees(commits[start : start + AT_ONCE], self.folder).values():
                found |= {stems[stem] for stem in stems.keys() & {_stem(path) for path in files}}
                # What operations share a file has not their names: it is read, once whatever it is called.
                shared = {blob: path for path, blob in files.items() if is_shared(path) and blob not in looked_into}
                looked_into |= shared.keys()
                if len(found) < len(stems):
                    found |= self._told_of(shared) & {*stems.values()}
            if len(found) == len(stems):
                break
        return frozenset(found)

    def _told_of(self, shared: Mapping[str, str]) -> set[str]:
        """Return the operations that shared files tell of; they are given by blob."""
        contents = self.repository.blobs(shared) if shared else {}
        named = (documented_in(contents[blob], name=f"{self.folder}/{path}") for blob, path in shared.items())
        return {owner.name for owners in named for owner in owners}

    def same(self, one: str, other: str) -> bool:
        """Tell whether two commits hold the same facts."""
        return self._facts(one) == self._facts(other)

    def _facts(self, commit: str) -> Mapping[str, str]:
        return {path: blob for path, blob in self.repository.tree(commit, self.folder).items() if path != CAPTURES}

    @property
    def _captures_path(self) -> str:
        return f"{self.folder}/{CAPTURES}"

    def _since_removed(self, commits: Sequence[CommitLike]) -> Sequence[CommitLike]:
        """Leave out removals of the folder, and all that is older than one after which captures began anew."""
        removals = {commit.id for commit in self.repository.commits(self._captures_path, removing=True)}
        kept: list[CommitLike] = []
        for commit, older in zip_longest(commits, commits[1:]):
            if commit.id not in removals:
                kept.append(commit)
            elif not kept or older is None or not self._restored(kept[-1], older):
                break
        return kept

    def _restored(self, after: CommitLike, before: CommitLike) -> bool:
        """Tell whether the first commit after a removal brought the captures of before back, as `git revert` does.

        A run after the removal makes a trail of one line, with the time of its commit; the line of the same
        documentation at the same (fixed) time is no other than the one that was removed.
        """
        brought, lost = self._trail(after), self._trail(before)
        # What was removed is not decoded: it may have been removed because it was damaged.
        if not lost or not brought.startswith(lost):
            return False
        return [line.at for line in self._lines(after)] != [_stamp(after)]

    def _lines(self, commit: CommitLike) -> tuple[Capture, ...]:
        """Return the lines of captures.jsonl that a commit holds, oldest first."""
        return captures_of(self._trail(commit), folder=self.folder)

    def _trail(self, commit: CommitLike) -> bytes:
        return self.repository.file(commit.id, self._captures_path) or b""


def _paired(commits: Sequence[CommitLike], trail: Sequence[Capture]) -> list[Capture | None]:
    """Give each commit the newest capture that it holds, both newest first.

    The commit of a capture carries its time. One of another time is a merge that was squashed, which holds several
    captures, or was made by hand.
    """
    times = [_stamp(commit) for commit in commits]
    own = set(times)
    found: list[Capture | None] = []
    at = 0
    for time in times:
        same = next((index for index in range(at, len(trail)) if trail[index].at == time), None)
        at = at if same is None else same
        line = trail[at] if at < len(trail) else None
        found.append(line)
        at += line is not None and (same is not None or line.at not in own)
    return found


def _stamp(commit: CommitLike) -> str:
    """Write the time of a commit as captures.jsonl writes that of a capture."""
    return f"{commit.when:%Y-%m-%dT%H:%M:%SZ}"


def refuse_without_documents(files: Iterable[str], folder: str, *, goes_on: bool = False) -> None:
    """Refuse the files of a folder where the list of documents was deleted beside what rests on them.

    Who goes on from it (`goes_on`) rests on the captures as well.

    Raises:
        SnapshotError: it was.
    """
    if DOCUMENTS not in files and any((goes_on or path != CAPTURES) and belongs(path) for path in files):
        lost = f"{folder}/{DOCUMENTS}"
        raise SnapshotError(f"{lost} is missing", hint=SnapshotError.RESTORE.format(lost))


def _stem(path: str) -> str:
    return path.removesuffix(".jsonl").partition("~")[0]


def snapshot_in_folder(folder: Path, *, label: str) -> Snapshot | None:
    """Return the snapshot that a folder holds now, None when there is none yet."""
    if not folder.is_dir():
        return None
    files = {path: _as_written(content) for path, content in read_tree(folder).items() if belongs(path)}
    return snapshot_of_files(files, label=label, folder=as_a_user_names(folder)) if DOCUMENTS in files else None


def shared_homes(folder: Path) -> dict[tuple[str, str], str]:
    """Return the file of each operation that shares one, below a snapshot's folder, by the operation and its variant.

    Raises:
        SnapshotError: one is damaged.
    """
    if not (folder / SHARED).is_dir():
        return {}
    files = {path: _as_written(content) for path, content in read_tree(folder).items() if is_shared(path)}
    shown = as_a_user_names(folder)
    return {
        (owner.name, owner.variant): path
        for path, content in files.items()
        for owner in documented_in(content, name=f"{shown}/{path}")
    }


def _as_written(content: bytes) -> bytes:
    """Return a stored file as it is in git: of a work tree git ends the lines otherwise under `core.autocrlf`."""
    return content.replace(b"\r\n", b"\n")


def as_a_user_names(folder: Path) -> str:
    """Name a folder as a user would: from where they are, when it lies there."""
    here = Path.cwd()
    return (folder.relative_to(here) if folder.is_relative_to(here) else folder).as_posix()
