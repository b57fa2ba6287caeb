"""Publishing: a plan is carried out, and may fail anywhere; the next run finds what is there and finishes.

Each issue is looked at again before it is written. A comment goes before the edit that makes it unnecessary and carries
a note of its transition, so that it is said once.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import structs

from driftwatch.errors import PublishError
from driftwatch.model.issue import Issue, IssueState, Wanted
from driftwatch.ports import Talk, Tracker
from driftwatch.reports.issue_body import marker_of
from driftwatch.workflows.publish_plan import Action, Drift, close_duplicate, decide, told

_LATER: Final = "the next run finishes what is left"
_UNPROCESSABLE: Final = 422
_FORBIDDEN: Final = 403
_GONE: Final = (301, 404, 410)
_STATES: Final[Mapping[str, tuple[IssueState, str]]] = {
    "reopen": ("open", "reopened"),
    "close": ("closed", "completed"),
    "close duplicate": ("closed", "not_planned"),
}


def apply(
    tracker: Tracker, drift: Drift, actions: Iterable[Action], *, author: str, label: str, talk: Talk
) -> tuple[PublishError, ...]:
    """Carry out a plan; returns what failed.

    One that fails does not keep the others from being done, unless the tracker refuses altogether, does not answer, or
    asks to wait for longer than a run may.
    """
    failed: list[PublishError] = []
    for action in actions:
        if not action.writes:
            talk.say(told(action))
            continue
        try:
            done = _do(tracker, drift, action, author=author, label=label)
        except PublishError as error:
            failed.append(_about(action, error))
            if error.final:
                break
            continue
        talk.say(told(done))
    return tuple(failed)


def _about(action: Action, error: PublishError) -> PublishError:
    return PublishError(f"{action.key}: {error.message}", hint=error.hint or _LATER, final=error.final)


def _do(tracker: Tracker, drift: Drift, action: Action, *, author: str, label: str) -> Action:
    if action.verb == "open":
        return _create(tracker, action, author=author, label=label)
    now = _present(tracker, action.number)
    if now is None:
        return structs.replace(action, verb="keep", why="it is gone")
    current = _again(drift, action, now)
    if current is None or not current.writes:
        return current or structs.replace(action, verb="keep", why="it changed meanwhile")
    if current.comment and not _said(tracker, current, author):
        say(tracker, now, current.comment)
    state, reason = _STATES.get(current.verb, (None, None))
    title = current.retitled
    tracker.edit(now.number, body=current.body, title=title, state=state, reason=reason, labels=current.labels)
    return current


def _present(tracker: Tracker, number: int) -> Issue | None:
    """Return an issue as it is now, None when it was deleted or moved since it was listed."""
    try:
        return tracker.get(number)
    except PublishError as error:
        if error.status not in _GONE:
            raise
        return None


def say(tracker: Tracker, issue: Issue, text: str) -> None:
    """Write a comment; where the conversation is locked, and we may not, the text of the issue says it alone."""
    try:
        tracker.comment(issue.number, text)
    except PublishError as error:
        if not issue.locked or error.status != _FORBIDDEN:
            raise


def _again(drift: Drift, action: Action, now: Issue) -> Action | None:
    """Decide once more on the issue as it is now: a person may have edited it since it was listed."""
    marker = marker_of(now.body)
    if marker is None or marker.key not in {action.key, action.former}:
        return None
    if action.verb == "close duplicate":
        made = close_duplicate(now, None)
        return structs.replace(made, why=action.why)
    return decide(action.key, action.wanted, now, drift, told=action.told)


def _create(tracker: Tracker, action: Action, *, author: str, label: str) -> Action:
    if action.wanted is None:
        return action
    try:
        made = _created(tracker, action.wanted, action.body)
    except PublishError as error:
        found = _adopted(tracker, action, author=author, label=label) if error.lost else None
        if found is None:
            raise
        made = found
    if not made.is_ours(author=author, label=label):
        tracker.edit(made.number, body=made.body, state="closed", reason="not_planned")
        raise PublishError(
            f"#{made.number} was closed again: it lacks the label {label!r}, or {made.author!r} is not {author!r}",
            hint="the token must be allowed to set labels; check issues.author",
            final=True,
        )
    return structs.replace(action, number=made.number)


def _created(tracker: Tracker, wanted: Wanted, body: str) -> Issue:
    try:
        return tracker.create(wanted, body)
    except PublishError as error:
        if not wanted.assignees or error.status != _UNPROCESSABLE:
            raise
    return tracker.create(structs.replace(wanted, assignees=()), body)


def _adopted(tracker: Tracker, action: Action, *, author: str, label: str) -> Issue | None:
    """Look whether an issue was opened although no answer came."""
    for issue in tracker.listed(author=author, label=label):
        marker = marker_of(issue.body)
        if marker is not None and marker.key == action.key and marker.state == "active":
            return issue
    return None


def _said(tracker: Tracker, action: Action, author: str) -> bool:
    note = action.comment.partition("\n")[0]
    return any(
        body.replace("\r\n", "\n").partition("\n")[0] == note for body in tracker.comments(action.number, author=author)
    )
