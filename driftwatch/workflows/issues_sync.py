"""driftwatch issues sync: the open drift of a source becomes the open issues."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct, structs

from driftwatch.config.keys import IssuesConfig
from driftwatch.errors import PublishError, UsageError
from driftwatch.history.captures import History
from driftwatch.history.open_drift import OpenDrift, open_drift
from driftwatch.model.finding import Report, Side
from driftwatch.model.issue import Issue, Wanted, is_app
from driftwatch.model.manifest import Manifest
from driftwatch.model.open_finding import OpenFinding
from driftwatch.model.outcome import Outcome
from driftwatch.ports import Project, Tracker
from driftwatch.reports.issue_body import marker_of
from driftwatch.reports.issue_text import Beside
from driftwatch.reports.issues import Family, families_of, issues_for, key_for, key_of, lines_of, looks_of
from driftwatch.workflows.answers import confirm, replies, verdicts_for
from driftwatch.workflows.beside import FileAddress, beside_of
from driftwatch.workflows.observations import observed
from driftwatch.workflows.publish import apply
from driftwatch.workflows.publish_plan import Action, Drift, plan
from driftwatch.workflows.refusals import with_refusal
from driftwatch.workflows.rendering import rendered
from driftwatch.workflows.standing import breaches_of, unconfirmed, waiting
from driftwatch.workflows.unusable_manifests import with_unusable


class Synced(Struct, frozen=True, kw_only=True):
    """What a sync decided, and what of it failed."""

    actions: tuple[Action, ...]
    failed: tuple[PublishError, ...] = ()
    replies: tuple[tuple[Issue, str], ...] = ()
    """Replies to what people answered, with the issue of each."""


def sync(
    project: Project,
    names: tuple[str, ...],
    tracker: Tracker,
    *,
    address: Callable[[str], str],
    file_address: FileAddress | None = None,
    dry_run: bool,
    outcomes: Iterable[Outcome] = (),
) -> Synced:
    """Make the open issues of some sources those of their open drift; with `dry_run` only say how.

    Args:
        project: whose sources these are.
        names: the sources.
        tracker: keeps the issues.
        address: the web address of a commit.
        file_address: that of a file at a commit, None where the issues are of another repository than the code.
        dry_run: write nothing.
        outcomes: how the run before fared; the issue of a source's refusal is left as it is when that is unknown.

    Raises:
        PublishError: the issues cannot be listed.
        UsageError: somebody else's token keeps them.
    """
    settings = project.workspace.config.issues
    author = author_of(project, tracker)
    fared = {outcome.source: outcome for outcome in outcomes}
    actions: list[Action] = []
    failed: list[PublishError] = []
    said: list[tuple[Issue, str]] = []
    for name in names:
        if any(error.final for error in failed):
            break
        drift = with_refusal(project, name, drift_of(project, name, address, file_address), fared.get(name))
        if drift is None:
            project.talk.say(f"{name}: no capture yet")
            continue
        issues = tracker.listed(author=author, label=settings.label)
        try:
            ready = _ready(project, name, tracker, issues, author)
        except PublishError as error:
            failed.append(error)
            continue
        said.extend(ready)
        planned = plan(drift, issues, max_new=settings.max_new)
        actions.extend(planned)
        if not dry_run:
            unsaid = confirm(tracker, ready)
            failed.extend(unsaid.values())
            if any(error.final for error in unsaid.values()):
                break
            # An issue is closed after the reply in it, so that the next run finds what was not said.
            planned = tuple(action for action in planned if action.number not in unsaid)
            _provide_labels(project, name, tracker, planned)
            failed.extend(apply(tracker, drift, planned, author=author, label=settings.label, talk=project.talk))
    return Synced(actions=tuple(actions), failed=tuple(failed), replies=tuple(said))


def _ready(
    project: Project, name: str, tracker: Tracker, issues: Iterable[Issue], author: str
) -> tuple[tuple[Issue, str], ...]:
    """Return the replies to what people answered, as far as it is carried out or refused."""
    verdicts = verdicts_for(project, tracker, issues, author=author, source=name)
    ready = replies(verdicts, project.workspace.config.accept)
    if len(ready) < len(verdicts):
        project.talk.say(f"{name}: {len(verdicts) - len(ready)} answers wait for `driftwatch issues answers`")
    return ready


def author_of(project: Project, tracker: Tracker) -> str:
    """Return who writes the issues: as configured, else whose token it is.

    Raises:
        UsageError: somebody else's token keeps them.
    """
    settings = project.workspace.config.issues
    return settings.author or _author(tracker, settings.label)


def _author(tracker: Tracker, label: str) -> str:
    """Return whose token it is, unless a job keeps the issues already: a person's would open each a second time.

    Raises:
        UsageError: one does.
    """
    author = tracker.author()
    issues = () if is_app(author) else tracker.written_by_apps(label=label)
    keeper = next((issue.author for issue in issues if marker_of(issue.body) is not None), None)
    if keeper is not None:
        raise UsageError(
            f"the issues with the label {label!r} are kept by {keeper!r}, and this token is of {author!r}",
            hint=f'leave it to the job; to see what it would do, write author = "{keeper}" under [issues]',
        )
    return author


def _provide_labels(project: Project, name: str, tracker: Tracker, planned: Iterable[Action]) -> None:
    """See that the labels look as they should; what fails here keeps no issue from being written."""
    if not any(action.wanted is not None and action.writes for action in planned):
        return
    try:
        tracker.provide(looks_of(name, project.workspace.config.issues))
    except PublishError as error:
        project.talk.say(f"{name}: labels were left as they are: {error.message}")


def drift_of(
    project: Project, name: str, address: Callable[[str], str], file_address: FileAddress | None = None
) -> Drift | None:
    """Return what should be open for a source; None before its first capture.

    Raises:
        RepositoryError: the clone lacks captures.
    """
    settings = project.workspace.config.issues
    policy = project.policies.of(name)
    found = open_drift(History.of(project, name), source=name, policy=policy, limit=settings.captures)
    if found.newest is None:
        return None
    breaches, accepted = _breaches(project, name, policy.manifests, found)
    open_ones = (*found.found, *breaches)
    ever = (*found.over, *found.reviewed, *open_ones)
    beside = beside_of(project, name, open_ones, found.newest, address=address, file_address=file_address)
    keys: dict[str, bool] = {}
    for family in _ever_told(name, ever, settings):
        key = key_of(name, family)
        keys[key] = keys.get(key, False) or _unread(family.found, found.newest.unseen)
    for manifest in policy.manifests:
        keys.setdefault(key_for(name, manifest, settings), not found.newest.reads(manifest.key))
    pasts = observed(project).pasts if settings.breaches else ()
    unsure = unconfirmed(policy.manifests, found.newest.snapshot, pasts, today=policy.today)
    for manifest in (*unsure, *waiting(policy.manifests, pasts, patience=settings.failures)):
        keys[key_for(name, manifest, settings)] = True
    drift = Drift(
        source=name,
        wanted=_wanted(name, open_ones, settings, beside, has_manifests=bool(policy.manifests)),
        known=frozenset(keys),
        unread=frozenset(key for key, unread in keys.items() if unread),
        all_read=not found.newest.unseen,
        accepted=found.accepted | accepted,
        reviewed=frozenset(one.finding.fingerprint for one in _apart(found.reviewed)),
        standing=frozenset(one.finding.fingerprint for one in _apart(open_ones)),
        lines=_lines(ever, settings),
    )
    return with_unusable(project, name, drift, {key_for(name, each, settings) for each in policy.manifests}, address)


def _ever_told(name: str, ever: tuple[OpenFinding, ...], settings: IssuesConfig) -> Iterator[Family]:
    """Return the families in which findings are told, or were: with manifests or without, together or each alone."""
    for found in (ever, _apart(ever)):
        for has_manifests in (True, False):
            yield from families_of(name, found, settings, has_manifests=has_manifests)


def _lines(ever: Iterable[OpenFinding], settings: IssuesConfig) -> Mapping[str, str]:
    """Return what comments say of findings, by the fingerprints of what each consists of."""
    said = [(each.finding, lines_of((each,), settings).get(each.finding.fingerprint)) for each in ever]
    return {one.fingerprint: line for finding, line in said if line is not None for one in finding.single}


def _wanted(
    name: str,
    open_ones: tuple[OpenFinding, ...],
    settings: IssuesConfig,
    beside: Beside,
    *,
    has_manifests: bool,
) -> tuple[Wanted, ...]:
    """Return the issues that should be open; what cannot be written into one is told in one of the same drift."""
    known = {one.fingerprint: each for each in open_ones for one in (each.finding, *each.finding.single)}

    def issues_of(report: Report) -> tuple[Wanted, ...]:
        told = (
            structs.replace(known.get(finding.fingerprint, open_ones[0]), finding=finding)
            for finding in report.findings
        )
        return issues_for(name, told, settings, beside=beside, has_manifests=has_manifests)

    nothing = Side(label="nothing")
    findings = tuple(each.finding for each in open_ones)
    return rendered(issues_of, Report(source=name, old=nothing, new=nothing, findings=findings))


def _breaches(
    project: Project, name: str, manifests: Iterable[Manifest], found: OpenDrift
) -> tuple[tuple[OpenFinding, ...], frozenset[str]]:
    settings = project.workspace.config.issues
    if not settings.breaches:
        return (), frozenset()
    return breaches_of(
        project, name, manifests, found.newest, level=settings.level, told=found.found, patience=settings.failures
    )


def _apart(found: Iterable[OpenFinding]) -> tuple[OpenFinding, ...]:
    """Return findings that are told together each by itself."""
    return tuple(structs.replace(each, finding=one) for each in found for one in each.finding.single)


def _unread(found: Iterable[OpenFinding], unseen: Collection[str]) -> bool:
    return any(source.url in unseen for each in found for source in each.finding.sources)
