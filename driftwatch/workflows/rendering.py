"""Reports written with care: a finding that cannot be written is told as such, and keeps no other from being read."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from msgspec import structs

from driftwatch.history.failed_findings import failed_findings
from driftwatch.isolation import isolated
from driftwatch.model.finding import Finding, Report
from driftwatch.rules.order import order

_T = TypeVar("_T")


def rendered(render: Callable[[Report], _T], report: Report) -> _T:
    """Return what `render` makes of a report; findings that make it fail are replaced by one for each owner.

    Raises:
        Exception: whatever `render` raises of a report that has no findings at all.
    """
    return isolated(partial(render, report), lambda error: render(_writable(render, report, error)))


def _writable(render: Callable[[Report], _T], report: Report, error: Exception) -> Report:
    """Leave out of a report what makes `render` fail, found by writing each finding alone."""
    bare = structs.replace(report, findings=(), suppressed=())
    render(bare)
    failed = [
        (finding, found)
        for finding in report.findings
        if (found := _fails(render, structs.replace(bare, findings=(finding,)))) is not None
    ]
    suppressed = tuple(
        each for each in report.suppressed if _fails(render, structs.replace(bare, suppressed=(each,))) is None
    )
    if not failed and len(suppressed) == len(report.suppressed):
        raise error
    broken = {finding.fingerprint for finding, _ in failed}
    kept: list[Finding] = [finding for finding in report.findings if finding.fingerprint not in broken]
    findings = tuple(sorted((*kept, *failed_findings(failed, "rendering")), key=order))
    return structs.replace(report, findings=findings, suppressed=suppressed)


def _fails(render: Callable[[Report], _T], report: Report) -> Exception | None:
    def tried() -> Exception | None:
        render(report)
        return None

    return isolated(tried, lambda error: error)
