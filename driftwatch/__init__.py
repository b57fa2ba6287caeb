"""driftwatch: git diff for somebody else's API documentation, judged by what your code depends on.

    import driftwatch

    report = driftwatch.diff("old.yaml", "new.json")
    for finding in report.findings:
        print(finding.level, finding.operations, finding.message)

docs/library.md shows the parts of a capture as functions. The names in `__all__` stay (SECURITY.md); all others may
change. They are imported when they are first used, so that the command answers at once. What type checkers know of
them stands in __init__.pyi.
"""

__version__ = "0.2.0"

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

_HOMES = {
    "Change": "driftwatch.model.change",
    "DriftwatchError": "driftwatch.errors",
    "Finding": "driftwatch.model.finding",
    "Page": "driftwatch.model.page",
    "Report": "driftwatch.model.finding",
    "Snapshot": "driftwatch.model.snapshot",
    "Statements": "driftwatch.platforms.platform",
    "assemble_snapshot": "driftwatch.workflows.parts",
    "compare_snapshots": "driftwatch.workflows.parts",
    "diff": "driftwatch.workflows.library",
    "extract_page": "driftwatch.workflows.parts",
    "snapshot_from_files": "driftwatch.workflows.parts",
    "judge_snapshots": "driftwatch.workflows.parts",
    "render": "driftwatch.workflows.library",
    "read_specification": "driftwatch.workflows.parts",
    "snapshot_to_files": "driftwatch.workflows.parts",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = __import__(_HOMES[name], fromlist=[name])
    value: object = getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names as well, whether they were used or not."""
    return sorted({*globals(), *__all__})
