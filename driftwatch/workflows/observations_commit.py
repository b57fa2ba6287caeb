"""Observations as a commit of the scheduled job: what was seen, in the history beside the captures."""

from pathlib import Path

from driftwatch.adapters.files import read_file
from driftwatch.errors import ManifestError
from driftwatch.manifests.observations.file import ObservationFile
from driftwatch.manifests.observations.places import LATEST
from driftwatch.model.observation import Observation
from driftwatch.ports import Project
from driftwatch.reports.safe import one_line
from driftwatch.workflows.manifests import manifest_files
from driftwatch.workflows.observations import observation_in


def commit_observations(project: Project) -> str:
    """Commit what was observed since the last commit; returns its id, "" when that is nothing.

    Raises:
        ManifestError: a file cannot be used; nothing is committed then.
    """
    folder = project.workspace.observations
    paths = manifest_files((folder,)) if folder.is_dir() else ()
    places = {project.in_repository(path): path for path in paths}
    changed = sorted(project.repository.status_of(tuple(places)))
    seen = [_usable(places[place], project) for place in changed]
    if not changed:
        return ""
    changes = {place: read_file(places[place]) for place in changed}
    newest = [one.observation for one in seen if one.observation and one.file.endswith(f"/{LATEST}")]
    now = project.clock.now()
    subject = f"observations {now:%Y-%m-%d}: {len(newest)} {'contract' if len(newest) == 1 else 'contracts'}"
    body = "\n".join(line for one in newest for line in _told(one))
    return project.repository.commit_files(changes, f"{subject}\n\n{body}".strip(), when=now)


def _usable(path: Path, project: Project) -> ObservationFile:
    file = observation_in(path, project)
    if file.problems:
        raise ManifestError(str(file.problems[0]), hint="`driftwatch observe lint` tells all; mend or remove the file")
    return file


def _told(seen: Observation) -> list[str]:
    differing = ", ".join(case.name for case in seen.cases if case.verdict == "differs")
    row = f", {seen.run.failures} in a row" if seen.run.failures > 1 else ""
    fared = f"{differing} differs{row}" if differing else "as its manifest says"
    return [one_line(f"{seen.contract} at {seen.target.origin}: {fared}", limit=300)]
