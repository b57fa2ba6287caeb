"""driftwatch issues sync: the open drift of a source becomes the open issues."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from driftwatch.config import Config
from driftwatch.reports.issues import OpenFinding, families_of, issues_for, key_of
from driftwatch.workflows.open_drift import OpenDrift, open_drift
from driftwatch.workflows.ports import Talk
from driftwatch.workflows.publish import Tracker, apply
from driftwatch.workflows.publish_plan import Action, Drift, plan
from driftwatch.workflows.review import Policy
from driftwatch.workflows.stored_history import History


class Deps(Protocol):
    """What publishing needs."""

    @property
    def config(self) -> Config:
        """The configuration."""

    @property
    def talk(self) -> Talk:
        """Tells how it goes."""

    def policy(self) -> Policy:
        """Return how the team judges."""

    def history(self, source: str) -> History:
        """Return the captures of a source."""


class Synced(Struct, frozen=True, kw_only=True):
    """What a sync decided, and what of it failed."""

    actions: tuple[Action, ...]
    failed: tuple[str, ...] = ()


def sync(
    deps: Deps, names: tuple[str, ...], tracker: Tracker, *, address: Callable[[str], str], dry_run: bool
) -> Synced:
    """Make the open issues of some sources those of their open drift; with `dry_run` only say how.

    Raises:
        PublishError: the issues cannot be listed.
    """
    settings = deps.config.issues
    author = settings.author or tracker.author()
    actions: list[Action] = []
    failed: list[str] = []
    for name in names:
        drift = drift_of(deps, name, address)
        if drift is None:
            deps.talk.say(f"{name}: no capture yet")
            continue
        issues = tracker.listed(author=author, label=settings.label)
        planned = plan(drift, issues, max_new=settings.max_new)
        actions.extend(planned)
        if not dry_run:
            failed.extend(apply(tracker, drift, planned, author=author, label=settings.label, talk=deps.talk))
    return Synced(actions=tuple(actions), failed=tuple(failed))


def drift_of(deps: Deps, name: str, address: Callable[[str], str]) -> Drift | None:
    """Return what should be open for a source; None before its first capture."""
    settings = deps.config.issues
    found = open_drift(deps.history(name), source=name, policy=deps.policy(), limit=settings.captures)
    if not found.captured:
        return None
    families = families_of(name, (*found.over, *found.found), settings)
    return Drift(
        source=name,
        wanted=issues_for(name, found.found, settings, address=address),
        known=frozenset(key_of(name, family) for family in families),
        unread=frozenset(key_of(name, family) for family in families if _unread(family.found, found)),
        all_read=not found.unseen,
        accepted=frozenset(found.accepted),
    )


def _unread(family: tuple[OpenFinding, ...], found: OpenDrift) -> bool:
    return any(source.url in found.unseen for each in family for source in each.finding.sources)
