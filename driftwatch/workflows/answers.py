"""driftwatch issues answers: what people answer to issues in comments becomes a commit to the configuration.

Nothing is remembered: a command counts as carried out when driftwatch.toml says what it asks for, and as answered when
a reply of ours says so. So a run that fails anywhere is finished by the next one. Replies are written by the sync of
issues, after the commit: in a job, once it is pushed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from driftwatch.adapters.files import read_file
from driftwatch.adapters.lock import run_lock
from driftwatch.config.expiry import USUAL, last_day
from driftwatch.config.keys import CONFIG_NAME, AcceptConfig
from driftwatch.config.rewriting import Entry, with_accepted
from driftwatch.errors import PublishError, UsageError
from driftwatch.model.issue import Comment, Issue
from driftwatch.model.open_finding import OpenFinding
from driftwatch.ports import Project, Tracker
from driftwatch.reports import safe
from driftwatch.reports.issue_answers import Asked, Result, accepted_words, asked_in, reply
from driftwatch.reports.issue_body import SHORT, marker_of
from driftwatch.workflows.accept import about, later, members_of, said
from driftwatch.workflows.publish import say
from driftwatch.workflows.standing import standing

_MAY: Final = frozenset({"admin", "write"})
"""Permissions, as GitHub tells them, of who could change the configuration by hand."""
_FORBIDDEN: Final = 403
_MOST_PEOPLE: Final = 50
"""People that one run asks GitHub about."""
_MOST: Final = 100
"""Findings that one command accepts."""
_DENIED: Final = (
    "Nothing was done: a command counts from people who may write to this repository. Others are not answered again."
)
_EDITED: Final = "Nothing was done: the comment was edited. Write the command anew."
_NOT_HERE: Final = "Nothing was done: this issue tells of none of these findings, or they are not open any more."
_TOO_MANY: Final = f"Nothing was done: a command accepts {_MOST} findings at the most. Name them."


class Pending(Struct, frozen=True, kw_only=True):
    """A command that waits, and the issue that it stands in."""

    issue: Issue
    asked: Asked


class Verdict(Struct, frozen=True, kw_only=True):
    """What becomes of a command: entries of the configuration, or a refusal."""

    pending: Pending
    entries: tuple[Entry, ...] = ()
    refusal: str = ""
    result: Result = "done"


class Known(Struct, frozen=True, kw_only=True):
    """What commands are held against."""

    found: Mapping[str, OpenFinding]
    """What is open, by fingerprint: what has one cause together, and each part of it."""
    accepted: frozenset[str]
    causes: Mapping[str, str] = {}
    """Cause of what is accepted, where it has more to it."""
    accept: tuple[AcceptConfig, ...]
    """What the configuration accepts already."""
    today: str


def pending_in(tracker: Tracker, issues: Iterable[Issue], *, author: str, source: str) -> tuple[Pending, ...]:
    """Return the commands in the open issues of a source that nobody replied to, oldest first.

    Raises:
        PublishError: comments cannot be read.
    """
    found = []
    for issue in issues:
        marker = marker_of(issue.body)
        mine = marker is not None and marker.state == "active" and marker.key.startswith(f"{source}.")
        if mine and issue.state == "open" and issue.comments:
            asked = asked_in(tracker.said(issue.number), author=author)
            found += [Pending(issue=issue, asked=each) for each in asked]
    return tuple(sorted(found, key=lambda each: each.asked.comment.id))


def judged(pending: Iterable[Pending], known: Known, *, permission: Callable[[str], str]) -> tuple[Verdict, ...]:
    """Decide on each command; those whose authors cannot be looked up in this run are left out.

    Args:
        pending: what waits, oldest first.
        known: what it is held against.
        permission: looks up the permission of a login; "" when that is not told.
    """
    people: set[str] = set()
    denied: set[tuple[int, str]] = set()
    verdicts = []
    for each in pending:
        author = each.asked.comment.author.casefold()
        if author not in people and len(people) >= _MOST_PEOPLE:
            continue
        people.add(author)
        may = permission(author)
        if may in _MAY:
            verdicts.append(_verdict(each, known))
        elif may and (each.issue.number, author) not in denied:
            denied.add((each.issue.number, author))
            verdicts.append(Verdict(pending=each, refusal=_DENIED, result="denied"))
    return tuple(verdicts)


def carried_out(content: bytes, verdicts: Iterable[Verdict], *, file: str) -> bytes:
    """Return the configuration as commands want it; of two about one finding the later one decides.

    Raises:
        ConfigError: nothing can be added to it.
    """
    return with_accepted(content, _final(verdicts).values(), file=file)


def replies(verdicts: Sequence[Verdict], accept: Iterable[AcceptConfig]) -> tuple[tuple[Issue, str], ...]:
    """Return the replies to commands that are carried out or refused, with the issue that each belongs to."""
    held = {(each.fingerprint, each.reason, each.owner, each.expires) for each in accept if each.fingerprint}
    final = _final(verdicts)
    found = []
    for verdict in verdicts:
        comment = verdict.pending.asked.comment
        if verdict.refusal:
            found.append((verdict.pending.issue, reply(comment, verdict.result, verdict.refusal)))
        elif all(_is_in(final[each.accept.fingerprint], held) for each in verdict.entries):
            names = [each.accept.fingerprint for each in verdict.entries]
            last = max(final[name].accept.expires for name in names)
            found.append((verdict.pending.issue, reply(comment, "done", accepted_words(names, last))))
    return tuple(found)


def _is_in(entry: Entry, held: set[tuple[str, str, str, str]]) -> bool:
    one = entry.accept
    return (one.fingerprint, one.reason, one.owner, one.expires) in held


def _final(verdicts: Iterable[Verdict]) -> dict[str, Entry]:
    return {entry.accept.fingerprint: entry for verdict in verdicts for entry in verdict.entries}


def _verdict(pending: Pending, known: Known) -> Verdict:
    command, comment = pending.asked.command, pending.asked.comment
    if comment.edited:
        return _refused(pending, _EDITED)
    if command.says:
        return _refused(pending, f"Nothing was done. {command.says}")
    marker = marker_of(pending.issue.body)
    told = marker.known if marker is not None else frozenset[str]()
    mine = _told_in(told, known)
    wanted = command.fingerprints or _least({each: mine[each] for each in mine if _was_seen(each, comment, known)})
    if not wanted or not mine.keys() >= set(wanted):
        return _refused(pending, _NOT_HERE)
    if len(wanted) > _MOST:
        return _refused(pending, _TOO_MANY)
    try:
        return Verdict(pending=pending, entries=tuple(_entry(each, pending.asked, known) for each in wanted))
    except UsageError as error:
        return _refused(pending, f"Nothing was done: {safe.code(error.message)}. {safe.code(error.hint)}")


def _told_in(told: frozenset[str], known: Known) -> Mapping[str, set[str]]:
    """Return by which names the findings of an issue can be accepted, and what each name stands for there.

    What has one cause goes by the name of the cause where the issue tells all of it; it may tell what concerns one
    owner alone. What is accepted already goes by the name by which it is.
    """
    written = {each.fingerprint for each in known.accept if each.fingerprint}
    names = {name: {one.fingerprint for one in each.finding.single} for name, each in known.found.items()}
    found = {name: parts for name, parts in names.items() if all(each[:SHORT] in told for each in parts)}
    for each in known.accepted | written:
        if each[:SHORT] in told:
            found.setdefault(each, {each})
            cause = known.causes.get(each, "")
            if cause in written:
                found.setdefault(cause, set()).add(each)
    return found


def _least(names: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return names that say all of it, without those of what others say together."""
    together = {part for name, parts in names.items() if name not in parts for part in parts}
    return tuple(sorted(names.keys() - together))


def _was_seen(fingerprint: str, comment: Comment, known: Known) -> bool:
    """Tell whether a finding may have stood in the issue when somebody answered: what came later is not meant."""
    one = known.found.get(fingerprint)
    return one is None or one.finding.area == "manifest" or one.new.date <= comment.made


def _refused(pending: Pending, says: str) -> Verdict:
    return Verdict(pending=pending, refusal=says, result="refused")


def _entry(fingerprint: str, asked: Asked, known: Known) -> Entry:
    """Make the entry that a command asks for: the same in each run, so that a span begins when it was written."""
    command, comment = asked.command, asked.comment
    day = last_day(command.until or USUAL, today=comment.made or known.today)
    mine = (each for each in known.accept if each.fingerprint == fingerprint)
    expires = last_day(day if command.until else later(day, mine), today=known.today)
    one = known.found.get(fingerprint)
    accept = AcceptConfig(
        fingerprint=fingerprint,
        members=members_of(one.finding if one is not None else None),
        reason=said(command.because, "reason"),
        owner=said(comment.author, "owner"),
        expires=expires,
    )
    return Entry(accept=accept, about=about(one.finding) if one is not None else "")


def verdicts_for(
    project: Project, tracker: Tracker, issues: Iterable[Issue], *, author: str, source: str
) -> tuple[Verdict, ...]:
    """Judge the commands that wait in the issues of a source.

    Raises:
        PublishError: GitHub does not say what is to be known.
    """
    pending = pending_in(tracker, issues, author=author, source=source)
    if not pending or not project.workspace.config.issues.answers:
        return ()
    stand = standing(project, source)
    known = Known(
        found={
            one.fingerprint: structs.replace(each, finding=one)
            for each in stand.found
            for one in (*each.finding.single, each.finding)
        },
        accepted=stand.accepted,
        causes=stand.drift.causes,
        accept=project.workspace.config.accept,
        today=project.clock.today(),
    )

    @cache
    def permission(login: str) -> str:
        try:
            return tracker.permission(login)
        except PublishError as error:
            if error.status != _FORBIDDEN:
                raise
            project.talk.say(f"{source}: what {login} answered waits: {error.message} ({error.hint})")
            return ""

    return judged(pending, known, permission=permission)


class Taken(Struct, frozen=True, kw_only=True):
    """What answers came to."""

    commit: str = ""
    entries: tuple[Entry, ...] = ()


def take_answers(project: Project, names: Iterable[str], tracker: Tracker, *, author: str, dry_run: bool) -> Taken:
    """Carry out the commands that wait in issues, as one commit; with `dry_run` only say what it would hold.

    Raises:
        PublishError: issues or comments cannot be read.
        RepositoryError: nothing can be committed.
        ConfigError: the configuration cannot be written to.
        UsageError: it has changes that are not committed.
    """
    settings = project.workspace.config.issues
    if not settings.answers:
        return Taken()
    issues = tracker.listed(author=author, label=settings.label)
    verdicts = [each for name in names for each in verdicts_for(project, tracker, issues, author=author, source=name)]
    if not _final(verdicts):
        return Taken()
    path = project.in_repository(_file(project))
    with run_lock(project.repository.git_dir, "answers", now=project.clock.now()):
        return _committed_answers(project, path, verdicts, dry_run=dry_run)


def _committed_answers(project: Project, path: str, verdicts: Sequence[Verdict], *, dry_run: bool) -> Taken:
    wanted = _final(verdicts)
    if not dry_run:
        project.repository.heal((path,))
    before = _committed(project, path)
    after = carried_out(before, verdicts, file=project.workspace.config_file.file)
    entries = tuple(wanted.values())
    if after == before:
        return Taken()
    if dry_run:
        return Taken(entries=entries)
    commit = project.repository.commit_files({path: after}, _message(verdicts, wanted), when=project.clock.now())
    project.workspace.reread()
    return Taken(commit=commit, entries=entries)


def _file(project: Project) -> Path:
    return (project.workspace.file or project.workspace.root / CONFIG_NAME).resolve()


def _committed(project: Project, path: str) -> bytes:
    """Return the configuration as it is committed: an edit that is under way is neither lost nor committed with it."""
    if project.repository.status_of((path,)):
        raise UsageError(
            f"{path} has changes that are not committed: what people answered in issues waits",
            hint="commit or take back what you changed, then run again",
        )
    return read_file(_file(project))


def _message(verdicts: Iterable[Verdict], wanted: Mapping[str, Entry]) -> str:
    """Write a commit message without a word of anybody else: the reasons stand in the file."""
    count = f"{len(wanted)} finding{'' if len(wanted) == 1 else 's'}"
    lines = [f"Accept {count}, as people answer in issues", ""]
    for verdict in verdicts:
        if verdict.entries:
            comment = verdict.pending.asked.comment
            lines.append(
                f"Comment {comment.id} by {safe.bare(comment.author)} in issue {verdict.pending.issue.number}:"
            )
            lines += [f"  {each.accept.fingerprint} until {each.accept.expires}" for each in verdict.entries]
    return "\n".join(lines)


def confirm(tracker: Tracker, ready: Iterable[tuple[Issue, str]]) -> dict[int, PublishError]:
    """Write replies; returns what failed, by the number of the issue."""
    failed: dict[int, PublishError] = {}
    for issue, text in ready:
        try:
            say(tracker, issue, text)
        except PublishError as error:
            failed[issue.number] = error
            if error.final:
                break
    return failed
