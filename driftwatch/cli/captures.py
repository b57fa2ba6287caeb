"""How the captures of a run come about: one after the other, side by side, on a cluster, or out of folders."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from driftwatch.errors import DriftwatchError, UsageError

if TYPE_CHECKING:
    from driftwatch.config.keys import SourceConfig
    from driftwatch.ports import Crew, Fetcher
    from driftwatch.wiring import App
    from driftwatch.workflows.arrivals import Arrival
    from driftwatch.workflows.errand import Brought, Errand
    from driftwatch.workflows.run import Ran


class Way(Struct, frozen=True, kw_only=True):
    """Who captures."""

    jobs: int | None
    executor: str
    scheduler: str | None
    accept_loss: bool
    record: str | None
    """The file for what is sent and answered."""


class Captures(ABC):
    """The captures of a run: whose they are, in the order in which they are reported."""

    names: tuple[str, ...]

    @abstractmethod
    def made(self) -> Iterator[tuple[str, "Callable[[], Ran]"]]:
        """Yield for each name, in that order, what makes the capture, or returns or raises what came of it."""


def captures_of(app: "App", way: Way, *, source: str | None, shard: str | None, folders: Sequence[str]) -> Captures:
    """Return the captures that a run was asked for.

    Raises:
        UsageError: the options contradict each other.
        SnapshotError: a folder holds no capture.
    """
    from driftwatch.config.sources import wanted_sources

    if way.scheduler is not None and way.executor != "dask":
        raise UsageError("--scheduler names one of Dask", hint="add `--executor dask`")
    if folders:
        return _Arrived(app, _arrivals(app, way, source=source, shard=shard, folders=folders), way)
    if source is not None and shard is not None:
        raise UsageError("--source and --shard both say what to capture", hint="use one of them")
    names = wanted_sources(app.workspace.config, source) if shard is None else _shard(app, shard)
    if way.record is not None:
        _refuse_to_record(names, way)
    if way.executor == "processes" and min(way.jobs or 1, len(names)) <= 1:
        return _OneByOne(app, names, way)
    return _SideBySide(app, names, way)


def _refuse_to_record(names: Sequence[str], way: Way) -> None:
    if len(names) > 1:
        raise UsageError("--record keeps the run of one source", hint="say which one with --source")
    if way.executor != "processes":
        raise UsageError("--record keeps what this process sends", hint="leave --executor out")


def _shard(app: "App", shard: str) -> tuple[str, ...]:
    from driftwatch.config.shards import shard_of

    names = shard_of(app.workspace.config, shard)
    if not names:
        app.talk.say(f"shard {shard} holds no source")
    return names


def _arrivals(
    app: "App", way: Way, *, source: str | None, shard: str | None, folders: Sequence[str]
) -> "tuple[Arrival, ...]":
    from driftwatch.workflows.arrivals import arrival_in

    if any(given is not None for given in (shard, way.jobs, way.record)) or way.executor != "processes":
        raise UsageError(
            "--from takes in what was captured already", hint="leave --shard, --jobs, --executor and --record out"
        )
    found = tuple(arrival_in(app, folder) for folder in folders)
    other = next((one for one in found if source not in {None, one.name}), None)
    if other is not None:
        raise UsageError(f"{other.where} holds a capture of {other.name}", hint=f"not of {source}: check --from")
    return found


class _OneByOne(Captures):
    """Captures in this process, one after the other."""

    def __init__(self, app: "App", names: tuple[str, ...], way: Way) -> None:
        self._app = app
        self.names = names
        self._way = way

    def made(self) -> Iterator[tuple[str, "Callable[[], Ran]"]]:
        for name in self.names:
            yield name, partial(self._ran, name)

    def _ran(self, name: str) -> "Ran":
        from driftwatch.workflows.run import run

        app = self._app
        name, source = app.workspace.source(name)
        record = self._way.record
        with app.fetcher(source) if record is None else _recorded(app, name, source, record) as fetcher:
            return run(
                app,
                name,
                source,
                fetcher=fetcher,
                policy=app.policies.of(name),
                accept_loss=self._way.accept_loss,
            )


@contextmanager
def _recorded(app: "App", name: str, source: "SourceConfig", file: str) -> Iterator["Fetcher"]:
    """Open a fetcher whose exchanges are written to a file, whatever comes of the run."""
    from driftwatch.cli.output import put

    with app.recorded(name, source) as (fetcher, written):
        try:
            yield fetcher
        finally:
            put(written().decode(), file)
            app.talk.say(f"{name}: wrote {file}: what was sent and answered, redacted")


class _Arrived(Captures):
    """Captures that were made elsewhere, out of their folders."""

    def __init__(self, app: "App", arrivals: "tuple[Arrival, ...]", way: Way) -> None:
        self._app = app
        self._arrivals = arrivals
        self._way = way
        self.names = tuple(one.name for one in arrivals)

    def made(self) -> Iterator[tuple[str, "Callable[[], Ran]"]]:
        for one in self._arrivals:
            yield one.name, partial(self._ran, one)

    def _ran(self, one: "Arrival") -> "Ran":
        from driftwatch.workflows.arrivals import take_in

        return take_in(
            self._app,
            one.name,
            one.source,
            parcel=one.files,
            where=one.where,
            policy=self._app.policies.of(one.name),
            accept_loss=self._way.accept_loss,
        )


class _SideBySide(Captures):
    """Captures by other processes, which this one judges and commits as they come."""

    def __init__(self, app: "App", names: tuple[str, ...], way: Way) -> None:
        self._app = app
        self.names = names
        self._way = way

    def made(self) -> Iterator[tuple[str, "Callable[[], Ran]"]]:
        from driftwatch.workflows.fleet import Fleet

        app, way = self._app, self._way

        here = way.executor == "processes"
        with self._crew() as crew:
            fleet = Fleet(
                app,
                crew,
                policy_of=app.policies.of,
                accept_loss=way.accept_loss,
                config_file=str(app.workspace.file.resolve()) if here and app.workspace.file is not None else "",
            )
            with closing(fleet.run(self.names)) as results:
                for name, result in results:
                    yield name, partial(_as_it_came, result)

    def _crew(self) -> "AbstractContextManager[Crew[Errand, Brought]]":
        from driftwatch.worker import captured

        if self._way.executor == "dask":
            from driftwatch.adapters.cluster import cluster_crew

            return cluster_crew(captured, size=self._way.jobs, scheduler=self._way.scheduler)
        from driftwatch.adapters.crew import process_crew

        return process_crew(captured, min(self._way.jobs or 1, max(len(self.names), 1)))


def _as_it_came(result: "Ran | DriftwatchError") -> "Ran":
    if isinstance(result, DriftwatchError):
        raise result
    return result
