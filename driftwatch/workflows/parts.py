"""The parts of a capture as a library: functions from values to values that read and write nothing.

Everything that they take and return can be pickled, so that any engine can run them: a pool of processes, Dask, Spark.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from driftwatch.assemble.assembly import assemble
from driftwatch.compare.compare import compare
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import review
from driftwatch.model.change import Change
from driftwatch.model.finding import Report, Side
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Snapshot, at_hand
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.platforms.platform import Statements
from driftwatch.rules.policy import Policy
from driftwatch.workflows.extraction import extracted


def extract_page(page: Page) -> Statements:
    """Return what one document states: Markdown, HTML or an OpenAPI file. What it cannot be read for is in it."""
    return extracted(page)


def assemble_snapshot(statements: Iterable[Statements], *, label: str = "") -> Snapshot:
    """Join what the documents of a site state to one snapshot; their order does not matter."""
    found = assemble(tuple(statements))
    words = {place: partial(at_hand, text) for place, text in found.texts.items()}
    return Snapshot(found.entries, found.documents, texts=words, label=label)


def read_specification(text: str, *, label: str = "", url: str = "") -> Snapshot:
    """Make a snapshot of the text of one OpenAPI document, JSON or YAML.

    Raises:
        DriftwatchError: it is none.
    """
    return snapshot_of_openapi(read_structured(text.encode()), place=label or "spec", label=label, url=url)


def compare_snapshots(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Return all that differs, neutrally, in an order that is the same in every run."""
    return compare(old, new)


def judge_snapshots(old: Snapshot, new: Snapshot, *, source: str = "library") -> Report:
    """Compare two snapshots and judge what differs, by the levels of the rules."""
    sides = (Side(label=old.label, digest=old.digest), Side(label=new.label, digest=new.digest))
    return review(old, new, source=source, policy=Policy(), sides=sides)


def snapshot_to_files(snapshot: Snapshot, before: Iterable[str] = ()) -> dict[str, bytes]:
    """Write a snapshot as the files of its folder, by path: the bytes that a run commits.

    Args:
        snapshot: what to write.
        before: paths of the files of the capture before. What shares a file in a large snapshot depends on them.
    """
    return files_of(snapshot, before)


def snapshot_from_files(files: Mapping[str, bytes], *, label: str = "") -> Snapshot:
    """Read a snapshot out of the files of its folder, by path.

    Raises:
        DriftwatchError: they are damaged, or of a newer format.
    """
    return snapshot_of_files(files, label=label)
