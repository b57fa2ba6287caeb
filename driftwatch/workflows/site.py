"""The site: the history of one source or of several, written into a folder that holds nothing else."""

from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from driftwatch.adapters.files import read_file, write_files
from driftwatch.errors import UsageError
from driftwatch.reports.site import files_of_site, overview
from driftwatch.workflows.review import Judge, Policy
from driftwatch.workflows.site_history import past_of
from driftwatch.workflows.stored_history import History

MARKER: Final = ".driftwatch-site"
_SAYS: Final = "# Written by `driftwatch site`: the files that the next build may replace or remove."
_ALLOWED: Final = (".git", "CNAME", ".nojekyll")
"""What a folder for GitHub Pages may hold besides the site."""


class Deps(Protocol):
    """What the site needs."""

    def history(self, source: str) -> History:
        """Return the captures of a source."""

    def policy(self, source: str | None = None) -> Policy:
        """Return how the team judges, with the manifests of a source or with all."""


class Built(Struct, frozen=True, kw_only=True):
    """What was written."""

    files: int
    captures: int
    subjects: int


def build(deps: Deps, names: tuple[str, ...], *, out: Path, url: str = "") -> Built:
    """Write the site of one source into a folder, or of several into folders of their names with a page above.

    Raises:
        UsageError: the folder holds something else, or `url` is no web address.
    """
    _check(out)
    base = f"{url.rstrip('/')}/" if url else ""
    files: dict[str, bytes] = {}
    captures = subjects = 0
    for name in names:
        folder = f"{name}/" if len(names) > 1 else ""
        judge = Judge(deps.policy(name))
        past = past_of(deps.history(name), judge, source=name, url=f"{base}{folder}" if base else "")
        captures += len(past.moments)
        subjects += len(past.subjects)
        files |= {f"{folder}{path}": content for path, content in files_of_site(past).items()}
    if len(names) > 1:
        files |= overview(names)
    _write(out, files)
    return Built(files=len(files), captures=captures, subjects=subjects)


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
    out.mkdir(parents=True, exist_ok=True)
    marker = "".join(f"{line}\n" for line in (_SAYS, *sorted(files)))
    changes: dict[str, bytes | None] = dict.fromkeys(_written_before(out))
    write_files(out, changes | files | {MARKER: marker.encode(), ".nojekyll": b""})


def _written_before(out: Path) -> tuple[str, ...]:
    marker = out / MARKER
    lines = read_file(marker).decode("utf-8", "replace").splitlines() if marker.is_file() else []
    return tuple(line for line in lines if line and not line.startswith("#"))
