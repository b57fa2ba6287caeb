"""The scheduled job: capture, compare, judge, report, and one commit that holds it all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from msgspec import Struct

from driftwatch.adapters.interrupts import interrupts_held_back
from driftwatch.adapters.lock import run_lock
from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import published_by
from driftwatch.history.captures import History, refuse_without_documents
from driftwatch.history.review import baseline, review, unchanged
from driftwatch.model.finding import Report, Side
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import CAPTURES, belongs, snapshot_of_files
from driftwatch.platforms.platform import Problem
from driftwatch.ports import Fetcher, Project, Repository
from driftwatch.rules.policy import Policy
from driftwatch.workflows.capture import Captured, capture
from driftwatch.workflows.changelog import changelog_of
from driftwatch.workflows.record import Record, kept_of, record_of


class Place(Struct, frozen=True, kw_only=True):
    """Where a run writes, relative to the root of the repository."""

    snapshots: str
    """Folder of the source's snapshot."""
    reports: str
    """Folder of all reports."""


class Held(Struct, frozen=True, kw_only=True):
    """A source that a run holds: nobody else writes it meanwhile."""

    name: str
    place: Place
    now: datetime
    """When its documentation is read: the capture is of this moment, whenever it is committed."""
    stored: Mapping[str, bytes]
    """The files of its folder as HEAD has them."""
    previous: Snapshot | None

    @property
    def base(self) -> Mapping[str, bytes]:
        """The files of the snapshot on top of which it is captured; none for a first capture."""
        return {} if self.previous is None else self.stored

    @property
    def day(self) -> str:
        """The date of the capture, ISO 8601, UTC."""
        return f"{self.now:%Y-%m-%d}"


class Ran(Struct, frozen=True, kw_only=True):
    """What a run did."""

    report: Report
    commit: str
    first: bool
    operations: int
    reports: tuple[str, ...]
    """Paths of the reports, relative to the root of the repository."""
    problems: tuple[Problem, ...]


def run(
    project: Project,
    name: str,
    source: SourceConfig,
    *,
    fetcher: Fetcher,
    policy: Policy | None,
    accept_loss: bool = False,
) -> Ran:
    """Capture a source, compare it with the capture before, and commit snapshot, capture line and reports.

    Without a policy it is captured and committed, but nothing is judged and no report is written.

    Raises:
        ObservationError: too little could be read; nothing was changed.
        RepositoryError: another run is under way, or git cannot be written; nothing was changed.
        KeyboardInterrupt: an interrupt came; with the commit in its message when that was made already.
    """
    with begun(project, name) as held:
        captured = capture(
            source,
            previous=held.previous,
            fetcher=fetcher,
            talk=project.talk,
            label=held.day,
            today=held.day,
            accept_loss=accept_loss,
            kept=project.statements(source),
        )
        return concluded(project, held, captured, policy=policy)


@contextmanager
def begun(project: Project, name: str) -> Iterator[Held]:
    """Hold the lock of a source while the block runs, and bring what an interrupted run left in order.

    Raises:
        RepositoryError: another run is under way.
        SnapshotError: what is committed is damaged.
    """
    now = project.clock.now()
    repository = project.repository
    place = place_in(project, name)
    with run_lock(repository.git_dir, name, now=now):
        for path in repository.heal((place.snapshots, place.reports)):
            project.talk.say(f"finished what an interrupted run left: {path}")
        stored = stored_files(repository, place.snapshots)
        previous = snapshot_before(repository, place, stored)
        yield Held(name=name, place=place, now=now, stored=stored, previous=previous)


def concluded(project: Project, held: Held, captured: Captured, *, policy: Policy | None) -> Ran:
    """Judge a capture of the source that is held, and commit it with its reports.

    Raises:
        RepositoryError: git cannot be written; nothing was changed.
        KeyboardInterrupt: an interrupt came; with the commit in its message.
    """
    source = project.workspace.config.sources.get(held.name)
    first = held.previous is None
    kept = kept_of(captured.snapshot, stored=held.stored, first=first)
    report = report_of(
        held.name, captured.before, captured, policy, today=held.day, settings=source, is_same=not kept.changes
    )
    record = record_of(
        captured.snapshot,
        kept=kept,
        stored=held.stored,
        counts=captured.counts,
        report=report,
        now=held.now,
        first=first,
        origin=captured.origin,
    )
    changes = _changes(project, held.place, record, report, first=first)
    with interrupts_held_back() as interrupted:
        commit = project.repository.commit_files(changes, record.message, when=held.now, allow_empty=True)
    if interrupted():
        raise KeyboardInterrupt(f"{held.name} is committed as {commit[:10]}")
    return Ran(
        report=report,
        commit=commit,
        first=first,
        operations=record.capture.operations,
        reports=tuple(path for path in changes if path.startswith(f"{held.place.reports}/")),
        problems=captured.problems,
    )


def place_in(project: Project, name: str) -> Place:
    """Return where the runs of a source write."""
    workspace = project.workspace
    return Place(
        snapshots=project.in_repository(workspace.snapshots(name)), reports=project.in_repository(workspace.reports)
    )


def stored_files(repository: Repository, folder: str) -> Mapping[str, bytes]:
    """Return the files of a source's folder as HEAD has them, by path below it."""
    head = repository.head()
    tree = repository.tree(head, folder) if head is not None else {}
    contents = repository.blobs(set(tree.values()))
    return {path: contents[blob] for path, blob in tree.items()}


def snapshot_before(repository: Repository, place: Place, stored: Mapping[str, bytes]) -> Snapshot | None:
    """Return the snapshot that HEAD holds: what the work tree holds may be half written.

    Raises:
        SnapshotError: it is damaged.
    """
    captures = History(repository, place.snapshots).captures(limit=1)
    if not captures or not any(map(belongs, stored)):
        return None
    refuse_without_documents(stored, place.snapshots, goes_on=True)
    return snapshot_of_files(stored, label=captures[0].label, folder=place.snapshots)


def report_of(
    name: str,
    previous: Snapshot | None,
    captured: Captured,
    policy: Policy | None,
    *,
    today: str,
    settings: SourceConfig | None,
    is_same: bool = False,
) -> Report:
    """Judge what a capture brought; without a policy nothing is judged, and nothing compared where `is_same` is told.

    Args:
        name: of the source.
        previous: the snapshot before.
        captured: what was captured.
        policy: how it is judged.
        today: ISO date.
        settings: of the source.
        is_same: the files of the snapshot are those of the one before.
    """
    new = Side(label=today, date=today, digest=captured.snapshot.digest)
    if policy is None:
        return Report(source=name, old=Side(label="nothing"), new=new, findings=(), coverage=captured.coverage)
    address = published_by(settings)
    now = captured.snapshot.published(address)
    if previous is None:
        return baseline(now, source=name, policy=policy, new=new, coverage=captured.coverage)
    old = Side(label=previous.label, date=previous.label[:10], digest=previous.digest)
    if is_same:
        return unchanged(now, source=name, policy=policy, sides=(old, new), coverage=captured.coverage)
    before = previous.published(address)
    return review(before, now, source=name, policy=policy, sides=(old, new), coverage=captured.coverage)


def _changes(project: Project, place: Place, record: Record, report: Report, *, first: bool) -> dict[str, bytes | None]:
    changes: dict[str, bytes | None] = {
        f"{place.snapshots}/{path}": content for path, content in record.snapshot_files.items()
    }
    if record.report_files:
        folder = _report_folder(project.repository, place.reports, source=report.source, day=report.new.date)
        changes |= {f"{folder}/{path}": content for path, content in record.report_files.items()}
        changes |= changelog_of(
            project.repository,
            project.talk,
            report,
            reports=place.reports,
            snapshots=place.snapshots,
            folder=folder,
            captures=record.snapshot_files[CAPTURES] or b"",
            first=first,
        )
    return dict(sorted(changes.items()))


def _report_folder(repository: Repository, reports: str, *, source: str, day: str) -> str:
    """Choose `reports/DAY/SOURCE`, or `reports/DAY.2/SOURCE` when that day has reports already."""
    head = repository.head()
    number = 1
    while head is not None and repository.holds(head, f"{reports}/{_numbered(day, number)}/{source}"):
        number += 1
    return f"{reports}/{_numbered(day, number)}/{source}"


def _numbered(day: str, number: int) -> str:
    return day if number == 1 else f"{day}.{number}"
