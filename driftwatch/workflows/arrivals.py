"""Captures that arrive as folders: whose they are, before anything of them is believed, and how they are taken in."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, structs

from driftwatch.adapters.files import read_tree
from driftwatch.config.keys import SourceConfig
from driftwatch.errors import ConfigError, SnapshotError
from driftwatch.history.captures import as_a_user_names
from driftwatch.ports import Project
from driftwatch.rules.policy import Policy
from driftwatch.workflows.parcel import label_of, moment_of, unpacked
from driftwatch.workflows.run import Ran, begun, concluded


class Arrival(Struct, frozen=True, kw_only=True):
    """A folder that holds a capture, by its own word, of a configured source."""

    name: str
    source: SourceConfig
    files: Mapping[str, bytes]
    where: str
    """What to call the folder in messages."""


def arrival_in(project: Project, folder: str) -> Arrival:
    """Read a folder in which somebody put a capture.

    Raises:
        UsageError: there is no such folder, or it holds too much.
        UnsafePathError: it holds a link or a device.
        SnapshotError: it holds no capture, or one of a source that is not configured.
    """
    where = as_a_user_names(Path(folder))
    files = read_tree(Path(folder))
    label = label_of(files, where=where)
    try:
        name, source = project.workspace.source(label.source)
    except ConfigError as error:
        raise SnapshotError(f"{where} cannot be taken in: {error.message}", hint=error.hint) from None
    return Arrival(name=name, source=source, files=files, where=where)


def take_in(
    project: Project,
    name: str,
    source: SourceConfig,
    *,
    parcel: Mapping[str, bytes],
    where: str,
    policy: Policy | None,
    accept_loss: bool = False,
) -> Ran:
    """Judge and commit a capture that was made elsewhere, as a run would have done with its own.

    Args:
        project: the outside world.
        name: of the source.
        source: its configuration.
        parcel: the files of the capture.
        where: what to call them in messages.
        policy: how findings are judged.
        accept_loss: accept that most documents or operations are gone.

    Raises:
        SnapshotError: it is no capture, or not what we would have written.
        ObservationError: it was made on top of another snapshot, or too much is missing; nothing was changed.
        RepositoryError: another run is under way, or git cannot be written; nothing was changed.
        KeyboardInterrupt: as in `run`.
    """
    with begun(project, name) as held:
        captured = unpacked(
            parcel,
            where=where,
            source=source,
            previous=held.previous,
            base=held.base,
            now=held.now,
            accept_loss=accept_loss,
        )
        then = structs.replace(held, now=moment_of(label_of(parcel, where=where), where=where))
        return concluded(project, then, captured, policy=policy)
