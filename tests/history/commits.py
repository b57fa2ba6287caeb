"""A repository of commits that lives in memory, for tests of the history: it answers as git would, in no time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from driftwatch.errors import UsageError
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.captures import History
from driftwatch.history.review import review
from driftwatch.model.finding import Side
from driftwatch.model.snapshot import CaptureCounts, Snapshot
from driftwatch.model.stored import snapshot_of_files
from driftwatch.rules.policy import Policy
from driftwatch.workflows.record import Record, record_of
from tests.history.stories import START

FOLDER = "snapshots/clips"
TODAY = "2026-12-01"
Files = Mapping[str, bytes]


class Commits:
    """Commits, each of them all files of the repository; the oldest first."""

    def __init__(self, *, shallow: bool = False) -> None:
        self.made: list[SimpleNamespace] = []
        self.shallow = shallow

    def add(self, files: Files, *, when: datetime, subject: str = "capture") -> str:
        """Commit that the repository holds these files and no others."""
        commit_id = f"{len(self.made) + 1:x}".zfill(6) + "0" * 34
        self.made.append(SimpleNamespace(id=commit_id, when=when, subject=subject, body="", files=dict(files)))
        return commit_id

    @property
    def newest(self) -> Files:
        return self.made[-1].files if self.made else {}

    def commits(self, path: str, *, limit: int | None = None, removing: bool = False) -> Sequence[Any]:
        befores: list[Files] = [{}, *(commit.files for commit in self.made)]
        touching = [
            commit
            for before, commit in zip(befores, self.made, strict=False)
            if before.get(path) != commit.files.get(path) and not (removing and path in commit.files)
        ]
        return touching[::-1][:limit]

    def tree(self, commit: str, folder: str) -> Mapping[str, str]:
        (files,) = (each.files for each in self.made if each.id == commit)
        return {
            path.removeprefix(f"{folder}/"): _blob(content)
            for path, content in files.items()
            if path.startswith(f"{folder}/")
        }

    def file(self, commit: str, path: str) -> bytes | None:
        (files,) = (each.files for each in self.made if each.id == commit)
        return files.get(path)

    def trees(self, commits: Iterable[str], folder: str) -> Mapping[str, Mapping[str, str]]:
        return {commit: self.tree(commit, folder) for commit in commits}

    def blobs(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        known = {_blob(content): content for commit in self.made for content in commit.files.values()}
        return {each: known[each] for each in ids}

    def resolve(self, revision: str, *, folder: str) -> str:  # noqa: ARG002 - of the protocol
        found = next((each.id for each in self.made if each.id.startswith(revision)), None)
        if found is None:
            raise UsageError(f"{revision} names no commit")
        return found

    def is_shallow(self) -> bool:
        return self.shallow

    def remotes(self) -> tuple[str, ...]:
        return ()

    def lines_naming(self, names: object, *, commit: str, leave_out: object) -> tuple[()]:  # noqa: ARG002
        return ()


def _blob(content: bytes) -> str:
    return sha256(content).hexdigest()


def days_later(days: int) -> datetime:
    return START + timedelta(days=days)


def read_spec(spec: Mapping[str, Any]) -> Snapshot:
    return snapshot_of_openapi(dict(spec), place="openapi", label="openapi")


def capture(
    commits: Commits,
    spec: Mapping[str, Any] | Snapshot,
    *,
    day: int,
    folder: str = FOLDER,
    backfilled: bool = False,
) -> Record:
    """Commit what a run of a day records of a documentation that says this, or a backfill."""
    snapshot = spec if isinstance(spec, Snapshot) else read_spec(spec)
    prefix = f"{folder}/"
    stored = {path.removeprefix(prefix): text for path, text in commits.newest.items() if path.startswith(prefix)}
    before = snapshot_of_files(stored, label="before") if stored else snapshot
    sides = (Side(label="before"), Side(label="now"))
    report = review(before, snapshot, source="clips", policy=Policy(), sides=sides)
    now, counts = days_later(day), CaptureCounts(read=1)
    record = record_of(
        snapshot, stored=stored, counts=counts, report=report, now=now, first=not stored, backfilled=backfilled
    )
    files: dict[str, bytes | None] = {**commits.newest}
    files |= {f"{prefix}{path}": content for path, content in record.snapshot_files.items()}
    reports = f"reports/{now.date()}/{folder.rpartition('/')[2]}/"
    files |= {f"{reports}{path}": content for path, content in record.report_files.items()}
    kept = {path: content for path, content in files.items() if content is not None}
    commits.add(kept, when=now, subject=record.message.partition("\n")[0])
    return record


def captured(*days: Mapping[str, Any] | Snapshot, backfilled: int = 0) -> tuple[Commits, History]:
    """Return a repository with one capture a day, so many of which the first are backfilled, and its history."""
    commits = Commits()
    for day, spec in enumerate(days):
        capture(commits, spec, day=day, backfilled=day < backfilled)
    return commits, History(commits, FOLDER)  # type: ignore[arg-type]
