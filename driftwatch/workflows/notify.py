"""driftwatch notify: what is open becomes messages to receivers, each of which hears of a finding once.

What a receiver was told is a file in git, below the reports, committed when it took a message. A receiver that fails
is told by the next call; where the commit is lost, it is told twice, and knows by the id of the message.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from driftwatch.config.keys import NotifyConfig
from driftwatch.errors import PublishError, UsageError
from driftwatch.history.captures import History
from driftwatch.history.open_drift import open_drift
from driftwatch.model.finding import LEVELS, Finding
from driftwatch.model.told import FOLDER, Told, told_of, written
from driftwatch.ports import Project, Receiver
from driftwatch.reports import notification
from driftwatch.reports.names import owners_of
from driftwatch.rules.order import order
from driftwatch.workflows.observations import observed
from driftwatch.workflows.standing import breaches_of, unconfirmed, waiting


class Stands(Struct, frozen=True, kw_only=True):
    """What stands of a source, as far as receivers are told."""

    source: str
    found: tuple[Finding, ...]
    over: dict[str, Finding]
    """What is known to be settled, by its fingerprint."""
    is_sure: bool
    """Whether what neither stands nor is known to be settled is over: all was read, and observed."""
    capture: str
    address: str


class Message(Struct, frozen=True, kw_only=True):
    """What one receiver is to be told of one source."""

    settings: NotifyConfig
    told: notification.Told
    place: str
    """Where in the repository it is kept what the receiver was told."""
    after: Told
    """What it was told when it took this."""


class Notified(Struct, frozen=True, kw_only=True):
    """What came of it."""

    messages: tuple[Message, ...] = ()
    failed: tuple[PublishError, ...] = ()


def notify(
    project: Project,
    names: tuple[str, ...],
    *,
    only: str | None,
    address: Callable[[str], str],
    open_receiver: Callable[[NotifyConfig], Receiver] | None,
) -> Notified:
    """Tell receivers what is new of some sources.

    Args:
        project: whose sources these are.
        names: the sources.
        only: the one receiver to tell, None for all.
        address: the web address of a commit.
        open_receiver: makes what takes messages; None to tell nobody, and only say what would be told.

    Raises:
        UsageError: there is no such receiver, its address is missing, or what it was told cannot be read.
    """
    receivers = _receivers(project, only)
    opened = {each.name: open_receiver(each) for each in receivers} if open_receiver else {}
    messages: list[Message] = []
    failed: list[PublishError] = []
    for name in names:
        mine = [each for each in receivers if not each.sources or name in each.sources]
        stands = _stands(project, name, address) if mine else None
        if stands is None:
            continue
        for settings in mine:
            message = _message(project, settings, stands)
            if message is None:
                continue
            messages.append(message)
            if settings.name not in opened:
                continue
            try:
                _deliver(project, message, opened[settings.name])
            except PublishError as error:
                failed.append(error)
    return Notified(messages=tuple(messages), failed=tuple(failed))


def _receivers(project: Project, only: str | None) -> Sequence[NotifyConfig]:
    known = project.workspace.config.notify
    if not known:
        raise UsageError("driftwatch.toml has no receiver", hint="docs/notify.md tells how to write [[notify]]")
    chosen = [each for each in known if only is None or each.name == only]
    if not chosen:
        raise UsageError(f"there is no receiver {only!r}", hint=f"known: {', '.join(each.name for each in known)}")
    return chosen


def _stands(project: Project, name: str, address: Callable[[str], str]) -> Stands | None:
    """Collect what stands as issues tell it; None before the first capture."""
    config = project.workspace.config.issues
    policy = project.policies.of(name)
    drift = open_drift(History.of(project, name), source=name, policy=policy, limit=config.captures)
    if drift.newest is None:
        project.talk.say(f"{name}: no capture yet")
        return None
    breaches, _ = breaches_of(
        project, name, policy.manifests, drift.newest, level="info", told=drift.found, patience=config.failures
    )
    found = [each.finding for each in (*drift.found, *breaches)]
    over = {one.fingerprint: one for each in (*drift.over, *drift.reviewed) for one in each.finding.single}
    pasts = observed(project).pasts
    unsure = (
        *unconfirmed(policy.manifests, drift.newest.snapshot, pasts, today=policy.today),
        *waiting(policy.manifests, pasts, patience=config.failures),
    )
    return Stands(
        source=name,
        found=tuple(sorted(found, key=order)),
        over=over,
        is_sure=not drift.newest.unseen and not unsure,
        capture=drift.newest.side.date,
        address=address(drift.newest.commit),
    )


def _message(project: Project, settings: NotifyConfig, stands: Stands) -> Message | None:
    """Return what there is to tell a receiver today; None for nothing."""
    place = f"{project.in_repository(project.workspace.reports)}/{FOLDER}/{settings.name}/{stands.source}.json"
    head = project.repository.head()
    before = told_of(project.repository.file(head, place) if head else None, place)
    today = project.clock.today()
    if not before.is_due(settings.when, today):
        return None
    heard = tuple(each for each in stands.found if _concerns(each, settings))
    fresh = tuple(each for each in heard if not _prints((each,)) <= set(before.told))
    standing = _prints(stands.found)
    gone = [each for each in before.told if each not in standing]
    settled = [each for each in gone if stands.is_sure or each in stands.over]
    if not fresh and not settled:
        return None
    kept = (set(before.told) - set(settled)) | _prints(fresh)
    told = notification.Told(
        receiver=settings.name,
        source=stands.source,
        fresh=fresh,
        settled=tuple(stands.over.get(each, each) for each in settled),
        open_now=heard,
        capture=stands.capture,
        address=stands.address,
    )
    return Message(settings=settings, told=told, place=place, after=Told(day=today, told=tuple(sorted(kept))))


def _concerns(finding: Finding, settings: NotifyConfig) -> bool:
    is_loud = LEVELS.index(finding.level) <= LEVELS.index(settings.level)
    return is_loud and (not settings.owners or bool(set(owners_of(finding)) & set(settings.owners)))


def _prints(found: Iterable[Finding]) -> set[str]:
    return {one.fingerprint for each in found for one in each.single}


def _deliver(project: Project, message: Message, receiver: Receiver) -> None:
    """Send a message, and keep that it was taken."""
    receiver.send(notification.body_of(message.told, message.settings.shape), delivery=message.told.id)
    subject = f"notify {message.settings.name}: {message.told.source}, {_counted(message)}"
    changes = {message.place: written(message.after)}
    commit = project.repository.commit_files(changes, subject, when=project.clock.now())
    project.talk.say(f"{subject}, committed {commit[:10]}")


def _counted(message: Message) -> str:
    parts = ((len(message.told.fresh), "new"), (len(message.told.settled), "settled"))
    return ", ".join(f"{count} {what}" for count, what in parts if count)


def lines_of(message: Message) -> Iterator[str]:
    """Yield what a dry run prints of a message."""
    yield f"{message.settings.name}: {message.told.source}, {_counted(message)} (address in {message.settings.url_env})"
    yield from (f"  | {line}" for line in notification.text_of(message.told).split("\n"))
