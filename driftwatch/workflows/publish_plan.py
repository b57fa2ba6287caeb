"""What is to be done about issues: those that exist against those that should, one decision each. Pure.

An issue closed by a person is muted until something new drifts; one that driftwatch closed is opened again when the
drift is back. Nothing is closed whose documents were not all read.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct, structs

from driftwatch.model.issue import Issue, Wanted
from driftwatch.reports.issue_body import (
    HARD_LIMIT,
    SHORT,
    Marker,
    is_title_ours,
    loud_in,
    marker_for,
    marker_of,
    new_body,
    people_wrote,
    unknown_to,
    with_marker,
    with_region,
)
from driftwatch.reports.unusable_manifest import is_of_manifest
from driftwatch.workflows.publish_comments import SETTLED, Settled, back, farewell, lines_of, news, noted

Verb: TypeAlias = Literal["open", "update", "reopen", "close", "close duplicate", "forget", "mute", "keep", "wait"]
_UNCLAIMED: Final = "a manifest cannot be used"
_MUTED: Final = "closed by a person, and nothing is new"
_TELLING: Final[Collection[Verb]] = ("open", "update", "reopen")
_QUIET: Final[Collection[Verb]] = ("mute", "keep", "wait")
"""Nothing is written for these."""


class Drift(Struct, frozen=True, kw_only=True):
    """What should be open for one source."""

    source: str
    wanted: tuple[Wanted, ...]
    """Worst first."""
    unread: frozenset[str] = frozenset()
    """Keys of issues whose documents were not all read: they are not closed."""
    all_read: bool = True
    """Every document was read: an issue that nobody knows any more may be closed."""
    known: frozenset[str] = frozenset()
    """Keys of all issues that any capture looked at speaks of."""
    claims_read: bool = True
    """It is known what every manifest claims: what none claims any more may be closed."""
    claimed: frozenset[str] = frozenset()
    """Keys of the issues in which breaches of manifests that could be used are told: these may be closed anyway."""
    accepted: frozenset[str] = frozenset()
    """Fingerprints of findings that a suppression accepts."""
    reviewed: frozenset[str] = frozenset()
    """Fingerprints of findings for which the manifests that they affect were reviewed."""
    standing: frozenset[str] = frozenset()
    """Fingerprints of findings that are open, in whatever issue, or too quiet for one."""
    captured: frozenset[str] = frozenset()
    """Fingerprint of the refusal of a source that a run has captured since."""
    lines: Mapping[str, str] = {}
    """What a comment says of each finding that is or was open, as in `Wanted`; by the fingerprint of each by itself."""

    def knows_claims(self, key: str) -> bool:
        """Tell whether it is known what the manifests claim of which an issue tells."""
        return self.claims_read or key in self.claimed


class Action(Struct, frozen=True, kw_only=True):
    """One thing to do, or the reason why nothing is done."""

    verb: Verb
    key: str
    number: int = 0
    title: str = ""
    body: str = ""
    comment: str = ""
    retitled: str | None = None
    """Its new title, where the one that it has is ours."""
    labels: tuple[str, ...] | None = None
    why: str = ""
    wanted: Wanted | None = None
    former: str = ""
    """The key that the issue has so far, where it is another one."""
    told: frozenset[str] = frozenset()
    """What issues tell already, by what markers hold of it."""

    @property
    def writes(self) -> bool:
        """Something is written."""
        return self.verb not in _QUIET


def plan(drift: Drift, issues: Iterable[Issue], *, max_new: int) -> tuple[Action, ...]:
    """Decide what is to be done, without doing it; keys that are as they should be are left out."""
    wanted = {each.key: each for each in drift.wanted}
    mine = _moved(_by_key(drift.source, issues), wanted, drift)
    actions: list[Action] = []
    every = [issue for issues in mine.values() for issue in issues]
    told, muted = _known_to(every), _known_to(issue for issue in every if issue.state == "closed")
    for key in (*wanted, *sorted(mine.keys() - wanted.keys())):
        kept, duplicates = _kept(mine.get(key, ()))
        actions.extend(close_duplicate(each, kept) for each in duplicates if kept is not None)
        # What an open issue tells is news in one that a person closed.
        known = muted if kept is not None and kept.state == "closed" else told
        action = decide(key, wanted.get(key), kept, drift, told=known)
        if action is not None:
            actions.append(structs.replace(action, former=_former(kept, key), told=known))
    if not drift.claims_read:
        actions = [_untold(action, mine) for action in actions]
    actions = [_unmuted(action, muted) for action in actions]
    return _capped(actions, max_new)


def _moved(mine: dict[str, list[Issue]], wanted: Mapping[str, Wanted], drift: Drift) -> dict[str, list[Issue]]:
    """Return issues by the key that each should have: that of what it tells, where all that stands of it is told there.

    What is told together may reach further by now, and have another subject: people go on where they spoke of it. What
    several issues told is a new one.
    """
    standing = {each[:SHORT] for each in drift.standing}
    for key in sorted(wanted.keys() - mine.keys()):
        told = {each[:SHORT] for each in wanted[key].fingerprints}
        sharing = [other for other, issues in mine.items() if not told.isdisjoint(_known_to(issues))]
        former = sharing[0] if len(sharing) == 1 else ""
        if former and former not in wanted and _open_as(mine[former]) & standing <= told and _open_as(mine[former]):
            mine[key] = mine.pop(former)
    return mine


def _former(issue: Issue | None, key: str) -> str:
    marker = marker_of(issue.body) if issue is not None else None
    return marker.key if marker is not None and marker.key != key else ""


def _open_as(issues: Sequence[Issue]) -> frozenset[str]:
    """Return what one open issue tells that driftwatch keeps; nothing of what is closed, or told several times."""
    marker = marker_of(issues[0].body) if len(issues) == 1 and issues[0].state == "open" else None
    return marker.known if marker is not None and marker.state == "active" else frozenset()


def _untold(action: Action, mine: Mapping[str, Iterable[Issue]]) -> Action:
    """Tell nowhere what others tell: it lies with another owner only as long as a manifest cannot be used."""
    if action.verb not in _TELLING or action.wanted is None:
        return action
    told = _known_to(issue for issues in mine.values() for issue in issues)
    known = loud_in(action.wanted) <= told
    verb: Verb = "wait" if action.verb == "open" else "keep"
    return structs.replace(action, verb=verb, why=_UNCLAIMED) if known else action


def _unmuted(action: Action, muted: frozenset[str]) -> Action:
    """Open no issue of nobody's for what people closed, wherever it was told: a version before told it apart."""
    if action.verb != "open" or action.wanted is None or not action.wanted.is_nobodys:
        return action
    known = loud_in(action.wanted) <= muted
    return structs.replace(action, verb="mute", why=_MUTED) if known else action


def _known_to(issues: Iterable[Issue]) -> frozenset[str]:
    """Return the findings, by what a marker holds of them, that issues tell which are not over."""
    markers = (marker_of(issue.body) for issue in issues)
    active = (marker.known for marker in markers if marker is not None and marker.state == "active")
    return frozenset[str]().union(*active)


def decide(
    key: str, wanted: Wanted | None, issue: Issue | None, drift: Drift, *, told: frozenset[str] = frozenset()
) -> Action | None:
    """Decide what one issue needs; None when it is as it should be. What is `told` already is news of nobody's."""
    if issue is None:
        return None if wanted is None else _open(wanted)
    marker = marker_of(issue.body)
    if marker is None:
        return None
    if wanted is None:
        return _over(key, issue, marker, drift)
    return _stands(wanted, issue, marker, drift, told if wanted.is_nobodys else frozenset())


def told(action: Action) -> str:
    """Say an action in one line."""
    number = f"#{action.number} " if action.number else ""
    why = f" ({action.why})" if action.why else ""
    return f"{action.verb}: {number}{action.title or action.key}{why}"


def _open(wanted: Wanted) -> Action:
    body = new_body(marker_for(wanted, rev=1), wanted.text)
    return Action(
        verb="open",
        key=wanted.key,
        title=wanted.title,
        body=body,
        labels=wanted.labels,
        wanted=wanted,
        why=f"new {wanted.about}",
    )


def _stands(wanted: Wanted, issue: Issue, marker: Marker, drift: Drift, told: frozenset[str]) -> Action | None:
    """Decide on an issue whose drift stands: None where it says so already."""
    fresh = unknown_to(marker, wanted)
    unheard = unknown_to(structs.replace(marker, known=marker.known | told), wanted)
    loud = tuple(each for each in unheard if each in wanted.lines)
    is_active, is_closed = marker.state == "active", issue.state == "closed"
    if is_active and is_closed and not loud:
        return _nothing("mute", issue, wanted.key, _MUTED)
    if is_active and not is_closed and marker.drift == wanted.drift:
        return None
    if is_active and not fresh and not drift.knows_claims(wanted.key):
        return _nothing("keep", issue, wanted.key, _UNCLAIMED)
    was_over = marker.state == "resolved"
    is_back = is_closed and was_over and any(each[:SHORT] in marker.known for each in wanted.fingerprints)
    settled = () if was_over else _settled_lines(marker, wanted, drift)
    says = back(wanted) if is_back else news(wanted, loud, settled) if loud else ""
    why = f"the {wanted.about} is back" if is_closed else f"less or other {wanted.about}"
    return _updated(wanted, issue, marker, says=says, why=f"{len(fresh)} new" if fresh else why)


def _updated(wanted: Wanted, issue: Issue, marker: Marker, *, says: str, why: str) -> Action:
    """Bring an issue up to date, and open it where it is closed; what people wrote of its title stays."""
    fitting = marker_for(wanted, rev=marker.rev + 1)
    is_ours = is_title_ours(marker, issue.title, wanted)
    if not is_ours:
        fitting = structs.replace(fitting, titled=marker.titled)
    return Action(
        verb="reopen" if issue.state == "closed" else "update",
        key=wanted.key,
        number=issue.number,
        title=issue.title,
        body=with_region(issue.body, fitting, _fitting(wanted, issue)),
        comment=noted(says, fitting) if says else "",
        retitled=wanted.title if is_ours and wanted.title != issue.title else None,
        labels=_relabelled(issue, wanted),
        wanted=wanted,
        why=why,
    )


def _settled_lines(marker: Marker, wanted: Wanted, drift: Drift) -> tuple[str, ...]:
    """Say what an issue told that is open no longer, in whatever issue."""
    still = {each[:SHORT] for each in (*wanted.fingerprints, *drift.standing)}
    return lines_of(marker.known - still, drift.lines)


def _over(key: str, issue: Issue, marker: Marker, drift: Drift) -> Action | None:
    if marker.state != "active":
        reopened = issue.state == "open" and marker.state == "resolved"
        return _nothing("keep", issue, key, "reopened by a person") if reopened else None
    if is_of_manifest(key, drift.source):
        return _closed(key, issue, marker, {"usable": marker.known}, drift)
    settled = _settled(marker, drift, left="gone" if key in drift.known else "old")
    unread = key in drift.unread or (key not in drift.known and not drift.all_read)
    if unread and settled.keys() & {"gone", "old"}:
        return _nothing("keep", issue, key, "its documents could not all be read, or nothing fresh was observed")
    if not drift.knows_claims(key) and settled.keys() & {"gone", "old", "standing"}:
        return _nothing("keep", issue, key, _UNCLAIMED)
    if issue.state == "closed" and "standing" in settled:
        # What a person closed stays in mind for as long as it stands, in whatever issue it would be told.
        return _nothing("mute", issue, key, _MUTED)
    return _closed(key, issue, marker, settled, drift)


def _closed(key: str, issue: Issue, marker: Marker, settled: Mapping[Settled, frozenset[str]], drift: Drift) -> Action:
    resolved = structs.replace(marker, rev=marker.rev + 1, state="resolved")
    why = ", ".join(SETTLED[each][0] for each in settled)
    return Action(
        verb="forget" if issue.state == "closed" else "close",
        key=key,
        number=issue.number,
        title=issue.title,
        body=with_marker(issue.body, resolved),
        comment="" if issue.state == "closed" else noted(farewell(settled, drift.lines), resolved),
        why=why,
    )


def _settled(marker: Marker, drift: Drift, *, left: Literal["gone", "old"]) -> Mapping[Settled, frozenset[str]]:
    """Say what became of the findings that an issue knows; those that nobody knows any more are all `left`."""
    unknown = marker.known
    settled: dict[Settled, frozenset[str]] = {}
    known: tuple[tuple[Settled, frozenset[str]], ...] = (
        ("accepted", drift.accepted),
        ("reviewed", drift.reviewed),
        ("standing", drift.standing),
        ("captured", drift.captured),
    )
    for how, fingerprints in known:
        mine = unknown & {each[:SHORT] for each in fingerprints}
        if mine:
            settled[how] = mine
        unknown -= mine
    return {left: unknown, **settled} if unknown or not settled else settled


def close_duplicate(issue: Issue, kept: Issue | None) -> Action:
    """Decide to close an issue that says what another one says."""
    marker = marker_of(issue.body)
    number = kept.number if kept is not None else 0
    body = with_marker(issue.body, structs.replace(marker, state="duplicate")) if marker is not None else issue.body
    return Action(
        verb="close duplicate",
        key=marker.key if marker is not None else "",
        number=issue.number,
        title=issue.title,
        body=body,
        why=f"of #{number}",
    )


def _nothing(verb: Verb, issue: Issue, key: str, why: str) -> Action:
    return Action(verb=verb, key=key, number=issue.number, title=issue.title, why=why)


def _by_key(source: str, issues: Iterable[Issue]) -> dict[str, list[Issue]]:
    found: dict[str, list[Issue]] = {}
    for issue in sorted(issues, key=lambda each: each.number):
        marker = marker_of(issue.body)
        if marker is not None and marker.key.startswith(f"{source}."):
            found.setdefault(marker.key, []).append(issue)
    return found


def _kept(issues: Iterable[Issue]) -> tuple[Issue | None, tuple[Issue, ...]]:
    """Choose the issue that stays: one not called a duplicate, open before closed, the oldest; and what is to close."""
    states = {issue.number: marker_of(issue.body) for issue in issues}
    real = [issue for issue in issues if (m := states[issue.number]) is not None and m.state != "duplicate"]
    if not real:
        return None, ()
    kept = min(real, key=lambda issue: (issue.state != "open", issue.number))
    rest = (issue for issue in issues if issue.number != kept.number)
    return kept, tuple(issue for issue in rest if issue.state == "open" or issue in real)


def _capped(actions: list[Action], max_new: int) -> tuple[Action, ...]:
    left = max_new
    kept = []
    for action in actions:
        if action.verb == "open":
            left -= 1
        late = action.verb == "open" and left < 0
        kept.append(structs.replace(action, verb="wait", why="too many new ones for one run") if late else action)
    return tuple(kept)


def _relabelled(issue: Issue, wanted: Wanted) -> tuple[str, ...]:
    """Keep people's labels; of ours only those that fit now."""
    prefix = f"{wanted.labels[0]}:".casefold()
    ours = {label.casefold() for label in wanted.labels}
    others = [label for label in issue.labels if not _is_one_of(label, ours, prefix)]
    return (*wanted.labels, *others)


def _is_one_of(label: str, ours: Collection[str], prefix: str) -> bool:
    return label.casefold() in ours or label.casefold().startswith(prefix)


def _fitting(wanted: Wanted, issue: Issue) -> str:
    """Return our text, or less of it when people wrote so much that it does not fit."""
    room = HARD_LIMIT - people_wrote(issue.body) - 21_000
    if len(wanted.text) <= room:
        return wanted.text
    return "The findings do not fit beside what was written here: see the full report in `reports/`."
