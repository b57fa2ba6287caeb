"""driftwatch: git diff for somebody else's API documentation, judged by what your code depends on.

    import driftwatch

    report = driftwatch.diff("old.yaml", "new.json")
    for finding in report.findings:
        print(finding.level, finding.operations, finding.message)

The names in `__all__` stay (SECURITY.md); all others may change. They are imported when they are first used, so that
the command answers at once. What type checkers know of them stands in __init__.pyi.
"""

__version__ = "0.1.0"

__all__ = ["DriftwatchError", "Finding", "Report", "__version__", "diff", "render"]

_HOMES = {
    "DriftwatchError": "driftwatch.errors",
    "Finding": "driftwatch.model.finding",
    "Report": "driftwatch.model.finding",
    "diff": "driftwatch.workflows.library",
    "render": "driftwatch.workflows.library",
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
