"""Observations on disk: recorded traffic taken in, what is known read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import Literal

from msgspec import structs

from driftwatch import __version__
from driftwatch.adapters.files import exists, read_file, write_files
from driftwatch.adapters.workspace import Workspace
from driftwatch.errors import DriftwatchError, ManifestError, UsageError
from driftwatch.located.problem import Problem
from driftwatch.manifests.observations.calls import calls_of
from driftwatch.manifests.observations.file import ObservationFile, read_observation, written_observation
from driftwatch.manifests.observations.places import LATEST, dated, folder_of
from driftwatch.manifests.observations.succession import differs, followed
from driftwatch.manifests.observations.traffic import Traffic
from driftwatch.model.manifest import Manifest
from driftwatch.model.observation import Import, Imported, Observation
from driftwatch.ports import Clock, Project
from driftwatch.workflows.manifests import manifest_files, named

Opened = Callable[[str], AbstractContextManager[Callable[[int], str]]]
"""Opens the text of a name that the user gave."""


def imported(
    project: Project, manifests: Iterable[Manifest], files: Sequence[str], *, opened: Opened, keep: bool
) -> Import:
    """Take recorded traffic in; files are written once all of it was read.

    Raises:
        UsageError: a file cannot be read, or there is no call in any.
        ManifestError: one is neither HAR nor NDJSON, or an observation that is there already cannot be used.
    """
    traffic = Traffic(manifests)
    for name in files:
        with opened(name) as read:
            for call in calls_of(read, file=name):
                traffic.add(call)
    if not traffic.calls:
        raise UsageError(f"{', '.join(files)}: no call in it", hint="record traffic as HAR or NDJSON, then import it")
    contracts: list[Imported] = []
    changes: dict[str, bytes] = {}
    for manifest, seen in traffic.observations(at=stamp(project.clock), tool=f"driftwatch {__version__}"):
        one = structs.replace(seen, run=structs.replace(seen.run, manifest=_digest(manifest, project.workspace)))
        place = folder_of(one)
        if f"{place}/{LATEST}" in changes:
            continue  # two manifests of one call: the first says what it is
        before = known_at(project, place)
        after = followed(before, one)
        changes |= written(before, after)
        file = named(project.workspace.observations / place / LATEST, project.workspace.root)
        contracts.append(Imported(seen=one, file=file, became=_became(before, after)))
    if keep:
        write_files(project.workspace.observations, changes)
    return Import(
        calls=traffic.calls, contracts=tuple(contracts), unknown=tuple(traffic.unknown.most_common()), is_kept=keep
    )


def _became(before: Observation | None, after: Observation) -> Literal["new", "changed", "confirmed", "older"]:
    if before is None:
        return "new"
    if differs(before, after):
        return "changed"
    return "older" if after == before else "confirmed"


def stamp(clock: Clock) -> str:
    """Return the time as an observation writes it."""
    return f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"


def _digest(manifest: Manifest, workspace: Workspace) -> str:
    return f"sha256:{sha256(read_file(workspace.path_of(manifest.file))).hexdigest()}"


def written(before: Observation | None, after: Observation) -> dict[str, bytes]:
    """Return the files of what is known now, by path below the folder of observations.

    Raises:
        ManifestError: it is not fit to be kept: too large, or something in it looks like a credential.
    """
    text = written_observation(after).encode()
    if problems := read_observation(text, file="it").problems:
        said = f"the observation of {after.contract} is not written: {problems[0].says}"
        raise ManifestError(said, hint="sanitise the recording")
    place = folder_of(after)
    files = {f"{place}/{LATEST}": text}
    if differs(before, after):
        files[f"{place}/{dated(after)}"] = text
    return files


def known_at(project: Project, place: str) -> Observation | None:
    """Return what is known at a place below the folder of observations.

    Raises:
        ManifestError: the file that is there cannot be used.
    """
    path = project.workspace.observations / place / LATEST
    if not exists(path):
        return None
    file = _read(path, project)
    if file.observation is None:
        raise ManifestError(str(file.problems[0]), hint="`driftwatch observe lint` tells all; mend or remove the file")
    return file.observation


def observations_at(project: Project, paths: Sequence[str]) -> tuple[ObservationFile, ...]:
    """Read the observations in files and folders that the user names, else all of the configured folder.

    Raises:
        UsageError: a path does not exist, or there is nothing to look at.
    """
    folder = project.workspace.observations
    if not paths and not folder.is_dir():
        raise UsageError(
            f"there is no folder {named(folder, project.workspace.root)}/ with observations",
            hint="make some with `driftwatch observe import TRAFFIC.har`, or name a file",
        )
    return tuple(_read(path, project) for path in manifest_files(tuple(map(Path, paths)) or (folder,)))


def known(project: Project) -> Iterator[tuple[str, ObservationFile]]:
    """Yield what is known of every contract, by the name of its file."""
    folder = project.workspace.observations
    for path in sorted(folder.glob(f"*/*/{LATEST}")) if folder.is_dir() else ():
        file = _read(path, project)
        yield file.file, file


def _read(path: Path, project: Project) -> ObservationFile:
    name = named(path, project.workspace.root)
    try:
        return read_observation(read_file(path), file=name, today=project.clock.today())
    except DriftwatchError as error:
        return ObservationFile(file=name, problems=(Problem(file=name, line=1, column=1, path="", says=error.message),))
