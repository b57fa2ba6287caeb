"""Observations on disk: recorded traffic taken in, what is known read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct, structs

from driftwatch import __version__
from driftwatch.adapters.files import exists, read_file, write_files
from driftwatch.adapters.workspace import Workspace
from driftwatch.errors import DriftwatchError, ManifestError, UsageError
from driftwatch.located.problem import Problem
from driftwatch.manifests.check.documented import Documented
from driftwatch.manifests.observations.calls import calls_of
from driftwatch.manifests.observations.file import ObservationFile, read_observation, written_observation
from driftwatch.manifests.observations.incident import Incident, incident_case
from driftwatch.manifests.observations.matching import origin_of
from driftwatch.manifests.observations.places import LATEST, dated, folder_of
from driftwatch.manifests.observations.succession import added, differs, followed
from driftwatch.manifests.observations.traffic import Traffic, utc
from driftwatch.manifests.observations.witnesses import witnesses
from driftwatch.manifests.threeway.past import Past
from driftwatch.model.manifest import Manifest
from driftwatch.model.observation import (
    Import,
    Imported,
    Observation,
    ObservedCase,
    ObservingRun,
    Target,
    Witnesses,
)
from driftwatch.ports import Clock, Project
from driftwatch.spelling import did_you_mean
from driftwatch.workflows.documentation import Documentation
from driftwatch.workflows.manifests import manifest_files, named, sides_of

_NAMED: Final = 5
"""Contracts that a hint names."""
_MOST_STATES: Final = 50
"""Of one contract that are looked at for since when something is so."""


class ObservedSet(Struct, frozen=True, kw_only=True):
    """All that was observed, and what is wrong with its files."""

    pasts: tuple[Past, ...] = ()
    problems: tuple[Problem, ...] = ()


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
    manifests = tuple(manifests)
    traffic = Traffic(manifests, Documentation(project, manifests).stated)
    for name in files:
        with opened(name) as read:
            for call in calls_of(read, file=name):
                traffic.add(call)
    if not traffic.calls:
        raise UsageError(f"{', '.join(files)}: no call in it", hint="record traffic as HAR or NDJSON, then import it")
    contracts: list[Imported] = []
    changes: dict[str, bytes] = {}
    for manifest, seen in traffic.observations(at=stamp(project.clock), tool=f"driftwatch {__version__}"):
        one = structs.replace(seen, run=structs.replace(seen.run, manifest=digest_of(manifest, project.workspace)))
        place = folder_of(one)
        if f"{place}/{LATEST}" in changes:
            continue  # two manifests of one call: the first says what it is
        before = known_at(project, place)
        after = followed(before, one)
        changes |= written(before, after, at=one.run.at)
        contracts.append(Imported(seen=one, file=file_at(project, place), became=became(before, after)))
    if keep:
        write_files(project.workspace.observations, changes)
    return Import(
        calls=traffic.calls, contracts=tuple(contracts), unknown=tuple(traffic.unknown.most_common()), is_kept=keep
    )


def file_at(project: Project, place: str) -> str:
    """Name the file of what is known at a place below the folder of observations."""
    return named(project.workspace.observations / place / LATEST, project.workspace.root)


def became(before: Observation | None, after: Observation) -> Literal["new", "changed", "confirmed", "older"]:
    """Say what became of what was known."""
    if before is None:
        return "new"
    if differs(before, after):
        return "changed"
    return "older" if after == before else "confirmed"


def stamp(clock: Clock) -> str:
    """Return the time as an observation writes it."""
    return f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"


def moment(text: str, clock: Clock) -> str:
    """Write a time that the user gave as an observation does.

    Raises:
        UsageError: it is none, has no zone, or is yet to come.
    """
    when = utc(text)
    if not when:
        raise UsageError(f"{text!r} is no time with its zone", hint="write it as 2026-11-20T17:05:00Z")
    if when > stamp(clock):
        raise UsageError(f"{text} is yet to come", hint="write when it was seen")
    return when


def digest_of(manifest: Manifest, workspace: Workspace) -> str:
    """Return the digest of a manifest's file."""
    return f"sha256:{sha256(read_file(workspace.path_of(manifest.file))).hexdigest()}"


def written(
    before: Observation | None, after: Observation, *, at: str, evidence: Observation | None = None
) -> dict[str, bytes]:
    """Return the files of what is known now, by path below the folder of observations.

    Args:
        before: what was known.
        after: what is known now.
        at: when it was seen.
        evidence: what was seen this time alone, where it is kept although nothing changed.

    Raises:
        ManifestError: it is not fit to be kept: too large, or something in it looks like a credential.
    """
    text = _fit_to_keep(after)
    place = folder_of(after)
    files = {f"{place}/{LATEST}": text}
    if differs(before, after):
        files[f"{place}/{dated(at)}"] = text
    elif evidence is not None:
        files[f"{place}/{dated(at)}"] = _fit_to_keep(evidence)
    return files


def _fit_to_keep(observation: Observation) -> bytes:
    text = written_observation(observation).encode()
    if problems := read_observation(text, file="it").problems:
        said = f"the observation of {observation.contract} is not written: {problems[0].says}"
        raise ManifestError(said, hint="sanitise the recording")
    return text


def known_at(project: Project, place: str) -> Observation | None:
    """Return what is known at a place below the folder of observations.

    Raises:
        ManifestError: the file that is there cannot be used.
    """
    path = project.workspace.observations / place / LATEST
    if not exists(path):
        return None
    file = observation_in(path, project)
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
    return tuple(observation_in(path, project) for path in manifest_files(tuple(map(Path, paths)) or (folder,)))


def known(project: Project) -> Iterator[tuple[str, ObservationFile]]:
    """Yield what is known of every contract, by the name of its file."""
    folder = project.workspace.observations
    for path in sorted(folder.glob(f"*/*/{LATEST}")) if folder.is_dir() else ():
        file = observation_in(path, project)
        yield file.file, file


def observed(project: Project) -> ObservedSet:
    """Return what was observed of every contract, now and before, and what is wrong with files of what is known now."""
    pasts: list[Past] = []
    problems: list[Problem] = []
    for _, file in known(project):
        problems += file.problems
        if file.observation is not None:
            earlier = _earlier(project.workspace.path_of(file.file).parent, project)
            pasts.append(Past(file=file.file, latest=file.observation, earlier=tuple(earlier)))
    return ObservedSet(pasts=tuple(pasts), problems=tuple(problems))


def _earlier(folder: Path, project: Project) -> Iterator[Observation]:
    """Yield the newest of the states before; one that cannot be used tells nothing."""
    states = sorted((path for path in folder.glob("*.yaml") if path.name != LATEST), reverse=True)
    for path in states[:_MOST_STATES]:
        state = observation_in(path, project).observation
        if state is not None:
            yield state


def observation_in(path: Path, project: Project) -> ObservationFile:
    """Read one observation; what is wrong with it is told in the result."""
    name = named(path, project.workspace.root)
    try:
        return read_observation(read_file(path), file=name, today=project.clock.today())
    except DriftwatchError as error:
        return ObservationFile(file=name, problems=(Problem(file=name, line=1, column=1, path="", says=error.message),))


def incident(project: Project, manifests: Iterable[Manifest], wanted: Incident) -> tuple[str, ObservedCase]:
    """Write down what somebody saw, which is observed only; returns the file and the case.

    Raises:
        UsageError: no manifest is about it, the case is known by nobody, or it was seen otherwise already.
    """
    manifest = manifest_named(manifests, wanted.contract)
    variants = dict(manifest.used_claims)
    if wanted.variant not in variants:
        raise UsageError(
            f"{manifest.contract} has no variant {wanted.variant!r} that is used",
            hint=f"known: {', '.join(filter(None, variants))}" if any(variants) else "leave out --variant",
        )
    case = incident_case(variants[wanted.variant], wanted)
    target = Target(origin=origin_of(manifest.base_url), environment=manifest.environment)
    run = ObservingRun(by="hand", at=wanted.at, tool=f"driftwatch {__version__}")
    alone = Observation(contract=manifest.contract, variant=wanted.variant, target=target, run=run, cases=(case,))
    place = folder_of(alone)
    before = known_at(project, place)
    after = added(before, structs.replace(case, at=wanted.at)) if before else alone
    write_files(project.workspace.observations, written(before, after, at=wanted.at))
    return file_at(project, place), case


def manifest_named(manifests: Iterable[Manifest], name: str) -> Manifest:
    """Return the manifest of a contract or in a file.

    Raises:
        UsageError: there is none.
    """
    known = tuple(manifests)
    for one in known:
        if name == one.file or one.contract.casefold() == name.strip().casefold():
            return one
    meant = did_you_mean(name, [one.contract for one in known])
    contracts = sorted({one.contract for one in known})
    there = ", ".join(contracts[:_NAMED]) + (f" and {len(contracts) - _NAMED} more" if len(contracts) > _NAMED else "")
    hint = f"name it as in the manifest: {there or 'METHOD /path'}"
    raise UsageError(f"no manifest is about {name!r}{meant}", hint=hint)


def shown(
    project: Project, manifests: Iterable[Manifest], contract: str | None, *, source: str | None
) -> tuple[tuple[Witnesses, ...], tuple[Problem, ...]]:
    """Return what documentation, manifests and observations say, and what is wrong with observations.

    Raises:
        UsageError: no manifest is about the contract.
    """
    manifests = tuple(manifests)
    wanted = manifests if contract is None else (manifest_named(manifests, contract),)
    files = [file for _, file in known(project)]
    seen = tuple((file.file, file.observation) for file in files if file.observation is not None)
    today = project.clock.today()
    found: list[Witnesses] = []
    for _, side, mine in sides_of(project, wanted, source):
        documented = Documented(side.snapshot) if side else None
        found += (each for one in mine for each in witnesses(one, seen, documented, today=today))
    return tuple(found), tuple(problem for file in files for problem in file.problems)
