"""Errands: what another process is sent to capture, with all that it needs to know, and what it brings back."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from driftwatch.config.keys import SourceConfig
from driftwatch.errors import DriftwatchError, InternalError
from driftwatch.history.failure_log import failed_for
from driftwatch.isolation import isolated
from driftwatch.model.snapshot import Owner
from driftwatch.model.stored import snapshot_of_files
from driftwatch.ports import Project
from driftwatch.workflows.capture import capture
from driftwatch.workflows.parcel import packed


class Errand(Struct, frozen=True, kw_only=True):
    """One source to capture elsewhere."""

    name: str
    source: SourceConfig
    now: datetime
    stored: Mapping[str, bytes]
    """The committed files of its snapshot, on top of which it is captured; none for a first capture."""
    folder: str
    """What to call the folder of these files in messages."""
    accept_loss: bool
    config_file: str = ""
    """driftwatch.toml where the same machine does it: what was read before is kept beside it. "" elsewhere."""


class Brought(Struct, frozen=True, kw_only=True):
    """What an errand came to: a parcel, or why there is none."""

    name: str
    parcel: Mapping[str, bytes] = {}
    error: DriftwatchError | None = None
    said: tuple[str, ...] = ()
    """What the capture told on its way."""


def done(project: Project, errand: Errand) -> Brought:
    """Do an errand; what keeps it from being done is brought back as well."""

    def captured() -> Brought:
        previous = snapshot_of_files(errand.stored, label="before", folder=errand.folder) if errand.stored else None
        with project.fetcher(errand.source) as fetcher:
            found = capture(
                errand.source,
                previous=previous,
                fetcher=fetcher,
                talk=project.talk,
                label=f"{errand.now:%Y-%m-%d}",
                today=f"{errand.now:%Y-%m-%d}",
                accept_loss=errand.accept_loss,
                kept=project.statements(errand.source),
            )
        return Brought(name=errand.name, parcel=packed(found, source=errand.name, now=errand.now, base=errand.stored))

    try:
        return isolated(captured, lambda error: _broken(errand, error))
    except DriftwatchError as error:
        return Brought(name=errand.name, error=error)


def _broken(errand: Errand, error: Exception) -> Brought:
    """Tell of a fault of ours as an error of this source alone."""
    failed_for(Owner("api", errand.name), "extraction", error)
    return Brought(
        name=errand.name,
        error=InternalError(
            f"internal error: {type(error).__name__}: {error}", hint="this is a bug of driftwatch; report it"
        ),
    )
