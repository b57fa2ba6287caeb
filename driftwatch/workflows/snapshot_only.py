"""A capture written to a folder, without git."""

from pathlib import Path

from driftwatch.adapters.files import read_tree, write_files
from driftwatch.config.keys import SourceConfig
from driftwatch.history.captures import as_a_user_names
from driftwatch.model.stored import CAPTURES, belongs, files_of, snapshot_of_files, with_capture
from driftwatch.ports import Fetcher, Project
from driftwatch.workflows.capture import Captured, capture
from driftwatch.workflows.record import capture_line


def write_snapshot(
    project: Project, source: SourceConfig, *, folder: Path, fetcher: Fetcher, accept_loss: bool = False
) -> Captured:
    """Capture a source into a folder, on top of the snapshot that it holds.

    Args:
        project: the outside world.
        source: what to read.
        folder: where the snapshot lies.
        fetcher: reads documents.
        accept_loss: accept that most documents or operations of the snapshot before are gone.

    Raises:
        ObservationError: too little could be read; nothing was written.
    """
    now = project.clock.now()
    stored = dict(read_tree(folder)) if folder.is_dir() else {}
    known = {path: content for path, content in stored.items() if belongs(path)}
    previous = snapshot_of_files(known, label="before", folder=as_a_user_names(folder)) if known else None
    captured = capture(
        source,
        previous=previous,
        fetcher=fetcher,
        talk=project.talk,
        label=f"{now:%Y-%m-%d}",
        today=f"{now:%Y-%m-%d}",
        accept_loss=accept_loss,
        kept=project.statements(source),
    )
    files = files_of(captured.snapshot)
    line = capture_line(captured.snapshot, files, counts=captured.counts, now=now, origin=captured.origin)
    changes: dict[str, bytes | None] = {path: None for path in known if path not in files and path != CAPTURES}
    changes |= files
    changes[CAPTURES] = with_capture(known.get(CAPTURES, b""), line)
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, changes)
    return captured
