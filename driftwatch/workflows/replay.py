"""A recorded run once more: captured and judged as it was then; nothing is written."""

from msgspec import Struct

from driftwatch.config.keys import SourceConfig
from driftwatch.config.reading import read_config
from driftwatch.config.sources import source_named
from driftwatch.errors import RepositoryError, UsageError
from driftwatch.model.finding import Report
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms.platform import Problem
from driftwatch.ports import Fetcher, Project
from driftwatch.workflows.capture import capture
from driftwatch.workflows.run import place_in, report_of, snapshot_before, stored_files


class Replayed(Struct, frozen=True, kw_only=True):
    """What a recorded run brings."""

    report: Report
    snapshot: Snapshot
    problems: tuple[Problem, ...]


def recorded_source(name: str, settings: str, *, file: str) -> SourceConfig:
    """Read the settings of a recorded source.

    Raises:
        ConfigError: they cannot be used.
        UsageError: they are not those of a site.
    """
    source = source_named(read_config(settings.encode(), file=f"{file}, settings").config, name)[1]
    if source.repository:
        raise UsageError(f"{file}: {name} is a repository: nothing of it is recorded")
    return source


def replay(
    project: Project, name: str, source: SourceConfig, *, fetcher: Fetcher, today: str, accept_loss: bool
) -> Replayed:
    """Capture a source as it was recorded, and hold it against the newest capture that this repository has of it.

    Args:
        project: the outside world; without a repository or configuration there is no capture before.
        name: the source's.
        source: its settings, as recorded.
        fetcher: answers out of the recording.
        today: ISO date of the recorded run.
        accept_loss: accept that most documents or operations are gone.

    Raises:
        ObservationError: too little could be read.
    """
    known = project.workspace.file is not None and name in project.workspace.config.sources
    previous = _previous(project, name) if known else None
    captured = capture(
        source,
        previous=previous,
        fetcher=fetcher,
        talk=project.talk,
        label=today,
        today=today,
        accept_loss=accept_loss,
    )
    policy = project.policies.of(name) if known else project.policies.own()
    report = report_of(name, captured.before, captured, policy, today=today, settings=source)
    return Replayed(report=report, snapshot=captured.snapshot, problems=captured.problems)


def _previous(project: Project, name: str) -> Snapshot | None:
    try:
        repository, place = project.repository, place_in(project, name)
    except RepositoryError:
        return None
    return snapshot_before(repository, place, stored_files(repository, place.snapshots))
