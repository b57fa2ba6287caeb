"""Backfill: somebody else's history replayed into dated captures, as if driftwatch had run all the while."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct, structs

from driftwatch.adapters.interrupts import interrupts_held_back
from driftwatch.adapters.lock import run_lock
from driftwatch.adapters.processes import other_processes
from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import base_of
from driftwatch.errors import ObservationError, RepositoryError
from driftwatch.extract.openapi.bundle import STRUCTURED, refers_outward
from driftwatch.history.captures import SHORT, History
from driftwatch.history.replay import Every, Step, refuse_captured, steps
from driftwatch.model.finding import Report
from driftwatch.model.known import Known
from driftwatch.model.moment import Moment
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import belongs, snapshot_of_files
from driftwatch.platforms.detection import page_of
from driftwatch.ports import Project, Rewinding
from driftwatch.workflows.capture import Captured, capture
from driftwatch.workflows.listing import is_watched, listing_of, path_in_repository
from driftwatch.workflows.quiet import QUIET
from driftwatch.workflows.record import Record, kept_of, record_of
from driftwatch.workflows.remembered import Remembering
from driftwatch.workflows.run import place_in, report_of, stored_files
from driftwatch.workflows.whole_specifications import WholeSpecifications

_AHEAD: Final = 24
"""Captures whose new pages are read out together."""


class Backfilled(Struct, frozen=True, kw_only=True):
    """What a backfill did: how many captures it made, and the ISO dates of the first and the last of them."""

    captures: int
    first: str = ""
    last: str = ""


def backfill(
    project: Project,
    name: str,
    source: SourceConfig,
    *,
    moments: Iterable[Moment],
    documents: Callable[[], Rewinding],
    every: Every,
    since: str,
) -> Backfilled:
    """Make a capture of each moment that is chosen, oldest first; after an interruption it goes on where it was.

    Args:
        project: where captures are kept.
        name: of the source.
        source: what counts as its documents.
        moments: of the history, oldest first.
        documents: makes what reads them.
        every: how many moments become captures.
        since: ISO date of the first moment that is told, "" for all.

    Raises:
        UsageError: a run captured the source already.
        RepositoryError: another run is under way, or git cannot be written; what was captured stays.
        KeyboardInterrupt: an interrupt came; what was captured stays.
    """
    now = project.clock.now()
    with run_lock(project.repository.git_dir, name, now=now), other_processes() as processes:
        replay = _Replay(project, name, source, documents, Remembering(processes, words_alone=source.content == "text"))
        after = refuse_captured(name, History(project.repository, replay.folder).captures(limit=1))
        moments = tuple(moments)
        watched = _watched(source, moments, documents()) if source.repository else lambda _: True
        plan = partial(steps, moments, is_watched=watched, every=every, since=since, until=now, after=after)
        project.talk.started("captures", sum(1 for _ in plan()))
        left = plan()
        try:
            while chunk := tuple(islice(left, _AHEAD)):
                replay.chunk(chunk)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_interrupted(name, len(replay.made))) from None
        finally:
            project.talk.finished()
    made = replay.made
    return Backfilled(captures=len(made), first=made[0] if made else "", last=made[-1] if made else "")


def _watched(source: SourceConfig, moments: Sequence[Moment], documents: Rewinding) -> Callable[[str], bool]:
    """Return what tells whether a path matters: documents do, and files beside the parts that one is written in now."""
    files: dict[str, str | None] = {}
    for moment in moments:
        files |= moment.changes
    documents.turn_to({path: name for path, name in files.items() if name is not None}, origin="")
    whole = WholeSpecifications(documents)
    try:
        urls = [link.url for link in listing_of(source, documents).selection.chosen]
    except ObservationError:
        urls = []  # whatever was a document is none any longer
    whole.read([url for url in urls if urlsplit(url).path.endswith(STRUCTURED)])
    base = base_of(source)
    folders = {path_in_repository(url, base).rpartition("/")[0] for url in whole.parts}

    def matters(path: str) -> bool:
        beside = path.endswith(STRUCTURED) and path.rpartition("/")[0] in folders
        return beside or is_watched(path, source)

    return matters


class _Replay:
    """Captures one moment after the other; holds what the last one left."""

    def __init__(
        self,
        project: Project,
        name: str,
        source: SourceConfig,
        documents: Callable[[], Rewinding],
        reader: Remembering,
    ) -> None:
        self._project = project
        self._name = name
        self._source = source
        self._documents, self._ahead = documents(), documents()
        self._reader = reader
        self.folder = place_in(project, name).snapshots
        for path in project.repository.heal((self.folder,)):
            project.talk.say(f"finished what an interrupted run left: {path}")
        self._stored = dict(stored_files(project.repository, self.folder))
        self._known = Known()
        self._policy = project.policies.own()
        self._label = "before"
        self.made: list[str] = []
        """ISO dates of the captures that were made."""

    def chunk(self, planned: Sequence[Step]) -> None:
        """Make several captures, for which what is new in them is read out at once."""
        self._reader.read_ahead(self._new_pages(planned))
        for step in planned:
            try:
                self._make(step)
            except RepositoryError:
                raise
            except ObservationError as error:
                self._project.talk.step(f"{step.day} {step.origin[:SHORT]}: no capture: {error.message}")
            else:
                self._project.talk.step("")
            self._reader.forget()

    def _new_pages(self, planned: Iterable[Step]) -> Iterator[Page]:
        """Yield the pages of some steps, those that one has in common with the step before left out."""
        before: Mapping[str, str] = {}
        base = base_of(self._source)
        for step in planned:
            new = {path: name for path, name in step.files.items() if before.get(path) != name}
            before = step.files
            self._ahead.turn_to(new, origin=step.origin)
            try:
                urls = [link.url for link in listing_of(self._source, self._ahead).selection.chosen]
            except ObservationError:
                continue  # nothing among them is a document
            came = self._ahead.read(urls)
            # What refers to other files is read out once it is whole.
            yield from (page_of(each, base) for each in came if each.state == "read" and not refers_outward(each.body))

    def _make(self, step: Step) -> None:
        """Make one capture and commit it at the time of its origin.

        Raises:
            ObservationError: too little can be read.
        """
        self._documents.turn_to(step.files, origin=step.origin)
        previous = self._previous()
        captured = capture(
            self._source,
            previous=previous,
            fetcher=self._documents,
            talk=QUIET,
            label=step.day,
            today=step.day,
            accept_loss=True,
            reader=self._reader,
        )
        kept = kept_of(captured.snapshot, stored=self._stored, first=previous is None)
        record = record_of(
            captured.snapshot,
            kept=kept,
            stored=self._stored,
            counts=captured.counts,
            report=self._report(step, captured, is_same=not kept.changes),
            now=step.at,
            first=previous is None,
            origin=step.origin,
            backfilled=True,
        )
        self._commit(step, record)

    def _report(self, step: Step, captured: Captured, *, is_same: bool) -> Report:
        policy = structs.replace(self._policy, today=step.day)
        return report_of(
            self._name, captured.before, captured, policy, today=step.day, settings=self._source, is_same=is_same
        )

    def _previous(self) -> Snapshot | None:
        """Return the snapshot of the last capture, as it is stored."""
        if not any(map(belongs, self._stored)):
            return None
        return snapshot_of_files(self._stored, label=self._label, folder=self.folder, known=self._known)

    def _commit(self, step: Step, record: Record) -> None:
        changes = {f"{self.folder}/{path}": content for path, content in record.snapshot_files.items()}
        with interrupts_held_back() as interrupted:
            commit = self._project.repository.commit_files(changes, record.message, when=step.at, allow_empty=True)
        for path, content in record.snapshot_files.items():
            if content is None:
                self._stored.pop(path, None)
            else:
                self._stored[path] = content
        self._known = self._known.among(self._stored)
        self._label = f"{step.day} ({commit[:SHORT]})"
        self.made.append(step.day)
        if interrupted():
            raise KeyboardInterrupt


def _interrupted(name: str, made: int) -> str:
    return f"{made} captures of {name} are committed; the same command goes on after them"
