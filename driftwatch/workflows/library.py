"""What scripts call: two files or folders in, a report out; no configuration, no git, no network."""

from os import PathLike
from pathlib import Path
from typing import Literal

from driftwatch.adapters.files import exists
from driftwatch.errors import UsageError
from driftwatch.history.review import review
from driftwatch.model.finding import Report
from driftwatch.reports.formats import FORMATS
from driftwatch.rules.policy import Policy
from driftwatch.workflows.resolve import OnDisk, Sided

_SOURCE = "diff"
"""What `driftwatch diff` calls two files in a report."""


def diff(old: str | PathLike[str], new: str | PathLike[str]) -> Report:
    """Compare two OpenAPI files (JSON or YAML), two pages, or two folders of pages or snapshots; judge what differs.

    The levels are those of the rules, and there are no manifests: `impact.kind` is `unknown`.

    Raises:
        DriftwatchError: there is nothing at a path, or what is there cannot be read; `hint` says what to do.
    """
    on_disk = OnDisk()
    one, other = _side(on_disk, old), _side(on_disk, new)
    sides = (one.side, other.side)
    return review(one.snapshot, other.snapshot, source=_SOURCE, policy=Policy(), sides=sides, coverage=other.coverage)


def render(report: Report, format_name: Literal["text", "markdown", "json", "sarif", "junit", "github"]) -> str:
    """Write a report as `--format` does.

    Raises:
        DriftwatchError: there is no such format.
    """
    if format_name not in FORMATS:
        raise UsageError(f"there is no format {format_name!r}", hint=f"known: {', '.join(FORMATS)}")
    return FORMATS[format_name](report)


def _side(on_disk: OnDisk, path: str | PathLike[str]) -> Sided:
    at = Path(path)
    if not exists(at):
        raise UsageError(
            f"there is nothing at {at}", hint="name an OpenAPI file, a page, or a folder of pages or of a snapshot"
        )
    return on_disk.side(at, str(at))
