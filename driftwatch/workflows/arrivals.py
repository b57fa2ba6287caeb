"""Captures that arrive as folders: whose they are, before anything of them is believed."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from driftwatch.adapters.files import read_tree
from driftwatch.config.keys import SourceConfig
from driftwatch.errors import ConfigError, SnapshotError
from driftwatch.history.captures import as_a_user_names
from driftwatch.ports import Project
from driftwatch.workflows.parcel import label_of


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
