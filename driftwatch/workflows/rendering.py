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
    failed: list[tuple[Finding, Exception]] = []
    kept: list[Finding] = []
    for finding in report.findings:
        found = _unwritable(render, bare, finding)
        failed += found
        broken = {one.fingerprint for one, _ in found}
        # What is left of several members is told apart: each of them was written alone.
        kept += [one for one in finding.single if one.fingerprint not in broken] if found else [finding]
    suppressed = tuple(
        each for each in report.suppressed if _fails(render, structs.replace(bare, suppressed=(each,))) is None
    )
    if not failed and len(suppressed) == len(report.suppressed):
        raise error
    findings = tuple(sorted((*kept, *failed_findings(failed, "rendering")), key=order))
    return structs.replace(report, findings=findings, suppressed=suppressed)


def _unwritable(render: Callable[[Report], _T], bare: Report, finding: Finding) -> list[tuple[Finding, Exception]]:
    """Return what of a finding cannot be written: those members that fail, or all when they fail together alone."""
    error = _fails(render, structs.replace(bare, findings=(finding,)))
    if error is None:
        return []
    alone = [(one, _fails(render, structs.replace(bare, findings=(one,)))) for one in finding.single]
    return [(one, found) for one, found in alone if found is not None] or [(one, error) for one in finding.single]


def _fails(render: Callable[[Report], _T], report: Report) -> Exception | None:
    def tried() -> Exception | None:
        render(report)
        return None

    return isolated(tried, lambda error: error)
