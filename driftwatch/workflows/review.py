"""Review: two snapshots to one report, under a team's policy."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from driftwatch.compare.compare import compare
from driftwatch.model.finding import Coverage, Finding, Impact, Report, Side, Suppression
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.judge import documented_paths, judge
from driftwatch.rules.lifecycle import Calendar
from driftwatch.rules.overrides import IgnoredLine, Setting
from driftwatch.rules.policy import build_report


class Policy(Struct, frozen=True, kw_only=True):
    """How a team judges: its own levels, what it has accepted, whom a finding hurts. `today` is ISO, UTC."""

    today: str = ""
    levels: Mapping[str, Setting] = {}
    suppressions: tuple[Suppression, ...] = ()
    ignored: tuple[IgnoredLine, ...] = ()
    impact: Callable[[Finding], Impact] | None = None


def review(
    old: Snapshot,
    new: Snapshot,
    *,
    source: str,
    policy: Policy,
    sides: tuple[Side, Side],
    coverage: Coverage | None = None,
) -> Report:
    """Compare two snapshots and judge what differs."""
    found = findings_between(old, new, today=policy.today)
    return _report(found, source=source, policy=policy, sides=sides, coverage=coverage)


def baseline(snapshot: Snapshot, *, source: str, policy: Policy, new: Side, coverage: Coverage) -> Report:
    """Judge a first snapshot: nothing has drifted yet, but it may contradict itself or be unreadable in places."""
    found = findings_between(Snapshot(()), snapshot, today=policy.today)
    return _report(
        (finding for finding in found if finding.area == "contradiction" or finding.id == "document-unreadable"),
        source=source,
        policy=policy,
        sides=(Side(label="nothing"), new),
        coverage=coverage,
    )


def _report(
    findings: Iterable[Finding], *, source: str, policy: Policy, sides: tuple[Side, Side], coverage: Coverage | None
) -> Report:
    return build_report(
        findings,
        source=source,
        old=sides[0],
        new=sides[1],
        today=policy.today,
        levels=policy.levels,
        suppressions=policy.suppressions,
        ignored=policy.ignored,
        impact=policy.impact,
        coverage=coverage,
    )


def findings_between(old: Snapshot, new: Snapshot, *, today: str) -> tuple[Finding, ...]:
    """Return what differs, as the rules judge it, before any policy."""
    changes = compare(old, new)
    paths = documented_paths(changes, old, new)
    return judge(changes, calendar=Calendar(today=today), paths=paths)
