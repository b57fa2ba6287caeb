"""Review: two snapshots to one report, under a team's policy."""

from collections.abc import Callable, Mapping

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
    return build_report(
        findings_between(old, new, today=policy.today),
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
