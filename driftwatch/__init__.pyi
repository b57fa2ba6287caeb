from driftwatch.errors import DriftwatchError as DriftwatchError
from driftwatch.model.change import Change as Change
from driftwatch.model.finding import Finding as Finding
from driftwatch.model.finding import Report as Report
from driftwatch.model.page import Page as Page
from driftwatch.model.snapshot import Snapshot as Snapshot
from driftwatch.platforms.platform import Statements as Statements
from driftwatch.workflows.library import diff as diff
from driftwatch.workflows.library import render as render
from driftwatch.workflows.parts import assemble_snapshot as assemble_snapshot
from driftwatch.workflows.parts import compare_snapshots as compare_snapshots
from driftwatch.workflows.parts import extract_page as extract_page
from driftwatch.workflows.parts import judge_snapshots as judge_snapshots
from driftwatch.workflows.parts import read_specification as read_specification
from driftwatch.workflows.parts import snapshot_from_files as snapshot_from_files
from driftwatch.workflows.parts import snapshot_to_files as snapshot_to_files

__version__: str
__all__ = [
    "Change",
    "DriftwatchError",
    "Finding",
    "Page",
    "Report",
    "Snapshot",
    "Statements",
    "__version__",
    "assemble_snapshot",
    "compare_snapshots",
    "diff",
    "extract_page",
    "judge_snapshots",
    "read_specification",
    "render",
    "snapshot_from_files",
    "snapshot_to_files",
]
