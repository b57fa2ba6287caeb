"""The site: the history of one source or of several, written into a folder that holds nothing else."""

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from driftwatch.adapters.files import make_folder, read_file, write_files
from driftwatch.config.faults import wrong_place
from driftwatch.errors import UsageError
from driftwatch.history.captures import History
from driftwatch.history.open_drift import newest_of
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.finding import Finding
from driftwatch.ports import Project
from driftwatch.reports.site.files import files_of_site, overview
from driftwatch.reports.site.model import Past
from driftwatch.workflows.standing import breaches_of

_LOGGER: Final = logging.getLogger(__name__)

MARKER: Final = ".driftwatch-site"
_SAYS: Final = "# Written by `driftwatch site`: the files that the next build may replace or remove."
_ALLOWED: Final = (".git", "CNAME", ".nojekyll")
"""What a folder for GitHub Pages may hold besides the site."""


class Built(Struct, frozen=True, kw_only=True):
    """What was written."""

    files: int
    captures: int
    subjects: int
    warnings: tuple[str, ...] = ()
    """What somebody should know about the history, one sentence each."""


def build(project: Project, names: tuple[str, ...], *, out: Path, url: str = "") -> Built:
    """Write the site of one source into a folder, or of several into folders of their names with a page above.

    Raises:
        UsageError: the folder holds something else, or `url` is no web address.
    """
    if url and (wrong := wrong_place(url)):
        raise UsageError(f"--url: {wrong[0]}", hint=wrong[1])
    _check(out)
    base = f"{url.rstrip('/')}/" if url else ""
    several = len(names) > 1
    pasts = {
        f"{name}/" if several else "": structs.replace(
            past_of(
                History.of(project, name),
                Judged(project.policies.of(name)),
                source=name,
                url=f"{base}{name}/" if base and several else base,
                one_of=names if several else (),
            ),
            breaches=_breaches(project, name),
        )
        for name in names
    }
    unwritten: list[str] = []
    files = {
        f"{at}{path}": content
        for at, past in pasts.items()
        for path, content in files_of_site(past, partial(_unwritten, unwritten, at)).items()
    }
    if several:
        files |= overview(tuple(pasts.values()))
    _write(out, files)
    return Built(
        files=len(files),
        captures=sum(len(past.moments) for past in pasts.values()),
        subjects=sum(len(past.subjects) for past in pasts.values()),
        warnings=(*(line for past in pasts.values() for line in _warnings(past)), *unwritten),
    )


def _breaches(project: Project, name: str) -> tuple[Finding, ...]:
    """Return what `driftwatch check` finds today beside the drift; nothing without manifests, or in a shallow clone."""
    history = History.of(project, name)
    manifests = project.policies.of(name).manifests
    if not manifests or history.repository.is_shallow():
        return ()
    found, _ = breaches_of(project, name, manifests, newest_of(history), level="info")
    return tuple(each.finding for each in found)


def _unwritten(lines: list[str], at: str, path: str, error: Exception) -> None:
    _LOGGER.error("writing %s%s failed", at, path, exc_info=error)
    lines.append(f"{at}{path} could not be written: {type(error).__name__}, a fault of driftwatch's own")


def _warnings(past: Past) -> Iterator[str]:
    """Say what is missing in a history."""
    if not past.moments:
        yield f"{past.source}: there is no capture yet; `driftwatch run` makes the first"
    if past.cut is not None and past.cut.shallow:
        yield (
            f"{past.source}: the clone is shallow and holds {past.cut.held} of {past.cut.told} captures: "
            f"the site begins on {past.moments[0].date}; `git fetch --unshallow` "
            "(in a workflow `fetch-depth: 0`) brings the rest"
        )
    elif past.cut is not None:
        commits = f"{past.cut.held} commit{'' if past.cut.held == 1 else 's'}"
        yield (
            f"{past.source}: git holds {commits} for the {past.cut.told} captures in captures.jsonl; "
            "others were squashed or rewritten, and what they brought is told with the next one"
        )


def _check(out: Path) -> None:
    if not out.exists() or (out / MARKER).is_file():
        return
    if not out.is_dir():
        raise UsageError(f"{out} is not a folder", hint="name a folder with --out")
    found = sorted(path.name for path in out.iterdir() if path.name not in _ALLOWED)
    if found:
        raise UsageError(
            f"{out} holds something else than a site: {found[0]}", hint="name an empty or new folder with --out"
        )


def _write(out: Path, files: dict[str, bytes]) -> None:
    """Write what changed, and remove what an earlier build wrote and this one does not."""
    make_folder(out, hint="name another folder with --out")
    marker = "".join(f"{line}\n" for line in (_SAYS, *sorted(files)))
    changes: dict[str, bytes | None] = dict.fromkeys(_written_before(out))
    write_files(out, changes | files | {MARKER: marker.encode(), ".nojekyll": b""})


def _written_before(out: Path) -> tuple[str, ...]:
    marker = out / MARKER
    lines = read_file(marker).decode("utf-8", "replace").splitlines() if marker.is_file() else []
    return tuple(line for line in lines if line and not line.startswith("#"))
