"""A capture written to a folder, without a commit: to be looked at, or taken in by a run elsewhere."""

from collections.abc import Mapping
from pathlib import Path

from driftwatch.adapters.files import make_folder, read_tree, write_files
from driftwatch.config.keys import SourceConfig
from driftwatch.errors import RepositoryError
from driftwatch.history.captures import as_a_user_names, refuse_without_documents
from driftwatch.model.stored import CAPTURES, belongs, digest_of, snapshot_of_files, with_capture
from driftwatch.ports import Fetcher, Project
from driftwatch.workflows.capture import Captured, capture
from driftwatch.workflows.parcel import PARCEL, labelled
from driftwatch.workflows.record import capture_line, files_to_keep
from driftwatch.workflows.run import stored_files


def write_snapshot(
    project: Project,
    name: str,
    source: SourceConfig,
    *,
    folder: Path,
    fetcher: Fetcher,
    parcel: bool,
    accept_loss: bool = False,
) -> Captured:
    """Capture a source into a folder, on top of the snapshot that it holds, else of the one that is committed.

    Args:
        project: the outside world.
        name: of the source.
        source: what to read.
        folder: where the snapshot lies.
        parcel: write what `driftwatch run --from` needs as well, and begin with what is committed.
        fetcher: reads documents.
        accept_loss: accept that most documents or operations of the snapshot before are gone.

    Raises:
        ObservationError: too little could be read; nothing was written.
        SnapshotError: the snapshot before is damaged.
    """
    now = project.clock.now()
    stored = dict(read_tree(folder)) if folder.is_dir() else {}
    known = {path: content for path, content in stored.items() if belongs(path)}
    base = known or (_committed(project, name) if parcel else {})
    shown = as_a_user_names(folder)
    refuse_without_documents(base, shown)
    previous = snapshot_of_files(base, label="before", folder=shown) if base else None
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
    kept = files_to_keep(captured.snapshot, base)
    # What is there already is held once.
    files = {path: base[path] if base.get(path) == content else content for path, content in kept}
    digest = digest_of(files)
    line = capture_line(captured.snapshot, digest, counts=captured.counts, now=now, origin=captured.origin)
    changes: dict[str, bytes | None] = {path: None for path in known if path not in files and path != CAPTURES}
    changes |= files
    changes[CAPTURES] = with_capture(known.get(CAPTURES, b""), line)
    if parcel:
        changes[PARCEL] = labelled(captured, source=name, now=now, base=base, digest=digest)
    make_folder(folder, hint="name another folder with --out")
    write_files(folder, changes)
    return captured


def _committed(project: Project, name: str) -> Mapping[str, bytes]:
    """Return the committed snapshot of a source; nothing outside of a repository."""
    try:
        files = stored_files(project.repository, project.in_repository(project.workspace.snapshots(name)))
    except RepositoryError:
        return {}
    return {path: content for path, content in files.items() if belongs(path)}
