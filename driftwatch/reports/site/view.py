"""What the templates of the site ask for: which page tells what, in which order, with which words."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final

from msgspec import Struct

from driftwatch.model.facts import Operation
from driftwatch.model.finding import LEVELS, STATES, Finding, Level, Outcome, State, counted
from driftwatch.model.paths import split
from driftwatch.model.snapshot import Owner
from driftwatch.reports.names import anchor, owners_of
from driftwatch.reports.safe import one_line
from driftwatch.reports.site.accepted import Accepted, accepted_of
from driftwatch.reports.site.addresses import FOLDERS, Key, addresses, former_addresses, key_of
from driftwatch.reports.site.chart import Chart, chart_of
from driftwatch.reports.site.facts import Section, sections_of
from driftwatch.reports.site.lines import Sheet, sheets_of
from driftwatch.reports.site.model import Event, Moment, Past, Subject

_SEARCHED: Final = 6000
"""Characters by which a subject is found, at the most."""
_SEARCHED_IN_ALL: Final = 600_000
"""Characters by which all subjects are found: the list opens at once."""
_SEARCHED_AT_LEAST: Final = 300


class Group(Struct, frozen=True, kw_only=True):
    """Subjects of one kind, or those that are gone."""

    name: str
    subjects: tuple[Subject, ...]


class Site:
    """What the templates ask for; `root` of a page is its way back to the top."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self.source = past.source
        self.url = past.url
        self.moments = past.moments
        self.newest = past.moments[-1] if past.moments else None

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Subjects with a page of their own, in the order of the list."""
        order = list(FOLDERS)
        mine = (subject for subject in self.past.subjects if subject.owner not in self._inlined)
        return tuple(sorted(mine, key=lambda one: (one.gone is not None, order.index(one.owner.kind), one.title)))

    @cached_property
    def _users(self) -> Mapping[Owner, tuple[Subject, ...]]:
        users: dict[Owner, list[Subject]] = {}
        for subject in self.past.subjects:
            for owner in subject.uses if subject.owner.kind == "operation" else ():
                users.setdefault(owner, []).append(subject)
        return {owner: tuple(found) for owner, found in users.items()}

    @cached_property
    def _inlined(self) -> frozenset[Owner]:
        """Schemas that one operation alone uses: they stand on its page."""
        return frozenset(owner for owner, users in self._users.items() if len(users) == 1)

    @cached_property
    def _pages(self) -> Mapping[Key, str]:
        return addresses(self.subjects)

    @cached_property
    def moved(self) -> Mapping[str, Subject]:
        """The subjects whose page lay elsewhere in an earlier build, by that path."""
        known = {key_of(subject): subject for subject in self.past.subjects}
        written = set(self._pages.values())
        found = former_addresses(self.past.subjects)
        return {path: known[key] for path, key in sorted(found.items()) if path not in written}

    def formerly(self, subject: Subject) -> tuple[tuple[str, Moment], ...]:
        """Return what a subject was called before, newest first, each with the capture that called it otherwise."""
        pairs = pairwise(subject.names)
        return tuple((was.title, self.moments[now.since]) for was, now in pairs if was.title != now.title)[::-1]

    def place(self, subject: Subject) -> str:
        """Return where a subject is told: its page, or a place on the page of the operation that alone uses it."""
        if subject.owner not in self._inlined:
            return self.page(subject)
        return f"{self.page(self._users[subject.owner][0])}#{anchor(f'schema {subject.owner.name}')}"

    @cached_property
    def _told(self) -> Mapping[tuple[str, str], tuple[Subject, ...]]:
        """The subjects of each finding, by the capture's key and the finding's fingerprint."""
        found: dict[tuple[str, str], list[Subject]] = {}
        for subject in self.subjects:
            for event in subject.events:
                for told in {event.told_as, event.finding.fingerprint}:
                    found.setdefault((self.moments[event.capture].key, told), []).append(subject)
        return {key: tuple(subjects) for key, subjects in found.items()}

    @cached_property
    def chart(self) -> Chart:
        """The timeline's drawing."""
        return chart_of(self.moments)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The timeline in parts, newest first; the first stands on the first page."""
        return sheets_of(self.moments)

    def where(self, moment: Moment) -> str:
        """Return where the timeline tells of a capture: `index.html#c-KEY`."""
        return f"{self._sheet.get(moment.key, 'index.html')}#c-{moment.key}"

    @cached_property
    def _sheet(self) -> Mapping[str, str]:
        return {line.newest.key: sheet.path for sheet in self.sheets[1:] for line in sheet.lines}

    @cached_property
    def accepted(self) -> tuple[Accepted, ...]:
        """What the team accepted, by suppression."""
        return accepted_of(self.moments)

    @cached_property
    def specifications(self) -> frozenset[str]:
        """URLs of documents in which a JSON pointer finds an operation."""
        documents = (document for subject in self.past.subjects for document in subject.documents)
        return frozenset(document.url for document in documents if document.format == "openapi")

    @property
    def open(self) -> tuple[Finding, ...]:
        """The drift that stands today: what issues are open for."""
        return self.past.open

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """What manifests claim or the live API does otherwise, today."""
        return self.past.breaches

    @cached_property
    def _apart(self) -> tuple[Finding, ...]:
        """The open drift that no capture told so: of what came and went, and came back as something else."""
        told = {
            one.fingerprint
            for subject in self.past.subjects
            for event in subject.events
            for one in event.finding.single
            if self.moments[event.capture].outcome(one).state == "open"
        }
        return tuple(one for each in self.past.open for one in each.single if one.fingerprint not in told)

    @cached_property
    def _today(self) -> Mapping[str, tuple[Finding, ...]]:
        """What is open besides what captures told, by the operations and, where there are none, the pages of it."""
        found: dict[str, list[Finding]] = {}
        for one in (*self._apart, *self.breaches):
            for name in one.operations or tuple(dict.fromkeys(source.url for source in one.sources)):
                found.setdefault(name, []).append(one)
        return {name: tuple(each) for name, each in found.items()}

    def today(self, subject: Subject) -> tuple[Finding, ...]:
        """Return what is open about a subject besides what captures told, the worst first: what came back, breaches."""
        if subject.gone is not None or subject.owner.kind not in {"operation", "page"}:
            return ()
        variant = subject.owner.variant or None
        told = (one for name in self._names(subject) for one in self._today.get(name, ()))
        mine = {one.fingerprint: one for one in told if one.variant in (None, variant)}
        return tuple(sorted(mine.values(), key=lambda one: LEVELS.index(one.level)))

    def _names(self, subject: Subject) -> tuple[str, ...]:
        if subject.owner.kind == "operation":
            return (f"{subject.title.partition(' ')[0]} {self.plain(subject)}",)
        return tuple(document.url for document in subject.documents)

    @cached_property
    def _named(self) -> Mapping[str, Subject]:
        mine = (one for one in reversed(self.subjects) if one.gone is None and one.owner.kind in {"operation", "page"})
        return {name: subject for subject in mine for name in self._names(subject)}

    def about(self, finding: Finding) -> str:
        """Return the page of what a finding of today is about, "" when there is none."""
        names = finding.operations or tuple(source.url for source in finding.sources)
        return next((self.page(self._named[name]) for name in names if name in self._named), "")

    def open_counts(self, subject: Subject) -> Mapping[Level, int]:
        """Count the drift that is open about a subject, as the first page does of all."""
        mine = {one.fingerprint for one in self._apart}
        apart = (one for one in self.today(subject) if one.fingerprint in mine)
        told = (event.finding for event in subject.events if self.outcome(event).state == "open")
        return counted((*told, *apart))

    @property
    def states(self) -> tuple[State, ...]:
        """What became of the findings of the timeline; nothing when all are open."""
        found = {moment.outcome(one).state for moment in self.moments for one in (*moment.findings, *moment.accepted)}
        return tuple(state for state in STATES if state in found) if found - {"open"} else ()

    @cached_property
    def manifests(self) -> tuple[str, ...]:
        """Names of the manifests that any finding affects."""
        return tuple(
            sorted({name for moment in self.moments for one in moment.findings for name in one.impact.manifests})
        )

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Owners of the manifests that any finding affects."""
        return tuple(sorted({name for one in self._findings for name in owners_of(one)}))

    @property
    def _findings(self) -> Iterator[Finding]:
        return (finding for moment in self.moments for finding in moment.findings)

    @cached_property
    def drifted(self) -> tuple[Moment, ...]:
        """The captures with drift, accepted or not, newest first: each has a page."""
        return tuple(moment for moment in reversed(self.moments) if moment.drifted)

    @cached_property
    def told(self) -> tuple[Moment, ...]:
        """The captures with drift that is not accepted, newest first."""
        return tuple(moment for moment in reversed(self.moments) if moment.findings)

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[Moment | None, Moment | None]]:
        around = (None, *self.drifted, None)
        return {one.key: (around[at + 2], around[at]) for at, one in enumerate(self.drifted)}

    def neighbours(self, moment: Moment) -> tuple[Moment | None, Moment | None]:
        """Return the captures with drift before and after one."""
        return self._neighbours[moment.key]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The list of subjects: what is documented by kind, then what is gone."""
        named = groupby(self.subjects, key=lambda one: "gone" if one.gone is not None else one.owner.kind)
        return tuple(Group(name=name, subjects=tuple(subjects)) for name, subjects in named)

    def outcome(self, event: Event) -> Outcome:
        """Return what became of a finding."""
        return self.moments[event.capture].outcome(event.finding)

    def happened(self, subject: Subject) -> tuple[tuple[Moment, tuple[Finding, ...]], ...]:
        """Return what happened to a subject, by capture, the newest first."""
        days = groupby(subject.events, key=lambda event: event.capture)
        told = ((self.moments[capture], [event.finding for event in events]) for capture, events in days)
        return tuple((moment, moment.first_open(findings)) for moment, findings in told)

    def counts(self, subject: Subject, *states: State) -> Mapping[Level, int]:
        """Count a subject's findings in some states through all captures, by level."""
        return counted(event.finding for event in subject.events if self.outcome(event).state in states)

    def words(self, subject: Subject) -> str:
        """Return what the list can be searched for besides names: fields, summaries, listed values."""
        facts = [stand.fact for stand in subject.stands]
        facts += [stand.fact for schema in self._told_on(subject) for stand in schema.stands]
        names = {split(fact.at)[1] for fact in facts}
        said = [fact.summary for fact in facts if isinstance(fact, Operation)]
        limit = max(_SEARCHED_AT_LEAST, min(_SEARCHED, _SEARCHED_IN_ALL // max(len(self.subjects), 1)))
        return one_line(" ".join((*said, *sorted(names))).lower(), limit=limit)

    def plain(self, subject: Subject) -> str:
        """Return the path of an operation, without its method and the name of its variant."""
        path = subject.title.partition(" ")[2]
        return path.removesuffix(f" ({subject.owner.variant})") if subject.owner.variant else path

    def page(self, subject: Subject) -> str:
        """Return the path of a subject's page."""
        return self._pages[key_of(subject)]

    def page_of(self, moment: Moment, finding: Finding) -> str:
        """Return the path of the page that tells most about a finding, "" when there is none."""
        subjects = self._told.get((moment.key, finding.fingerprint), ())
        shared = [one for one in subjects if one.owner.kind == "schema"] if len(finding.operations) > 1 else []
        return next((self.page(one) for one in (*shared, *subjects)), "")

    def schema(self, subject: Subject, name: str) -> str:
        """Return where a schema that a subject refers to is told: a page, `#...` on its own page, or ""."""
        scope = subject.owner.scope or next((owner.scope for owner in subject.uses), "")
        owner = Owner("schema", name, scope=scope)
        if owner in self._inlined:
            return f"#{anchor(f'schema {name}')}"
        return self._standing.get(owner, "")

    @cached_property
    def _standing(self) -> Mapping[Owner, str]:
        return {one.owner: self.page(one) for one in reversed(self.subjects)}

    def inlined(self, subject: Subject) -> tuple[tuple[Subject, tuple[Section, ...]], ...]:
        """Return the schemas that are told on a subject's page, with what they state."""
        return tuple((schema, sections_of(schema.stands)) for schema in self._told_on(subject))

    def _told_on(self, subject: Subject) -> tuple[Subject, ...]:
        if subject.owner.kind != "operation":
            return ()
        mine = (self._schemas[owner] for owner in subject.uses if owner in self._inlined and owner in self._schemas)
        return tuple(schema for schema in mine if schema.stands)

    @cached_property
    def _schemas(self) -> Mapping[Owner, Subject]:
        return {subject.owner: subject for subject in self.past.subjects if subject.owner.kind == "schema"}

    def users(self, subject: Subject) -> tuple[Subject, ...]:
        """Return the operations that use a schema."""
        return self._users.get(subject.owner, ())

    def unverified_since(self, subject: Subject) -> Moment | None:
        """Return the capture since which none of a subject's documents could be read; None when one was."""
        places = {document.path for document in subject.documents}
        if not places or subject.gone is not None or any(document.state != "unseen" for document in subject.documents):
            return None
        found = None
        for moment in reversed(self.moments):
            if not places <= set(moment.unseen):
                break
            found = moment
        return found
