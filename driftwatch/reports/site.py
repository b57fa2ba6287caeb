"""The history of a source as a static site: pure, files by relative path.

    index.html                 the timeline, with filters
    subjects.html              operations, shared schemas, pages of prose, APIs
    operations/NAME.html       what stands, since when, and everything that ever happened (also schemas/, pages/, apis/)
    captures/DATE-COMMIT.html  one capture that brought drift
    feed.xml, badge.svg        an Atom feed, a badge
    assets/                    the style, the script, the icon

No page needs another host, an inline script or an inline style; every page can be read without JavaScript.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final

from msgspec import Struct

from driftwatch.model.address import SEPARATOR
from driftwatch.model.facts import Operation
from driftwatch.model.finding import LEVELS, Finding, Level
from driftwatch.model.snapshot import Owner
from driftwatch.reports import templated
from driftwatch.reports.grouping import counts_in_words
from driftwatch.reports.safe import one_line
from driftwatch.reports.site_addresses import FOLDERS, Key, addresses, former_addresses, key_of
from driftwatch.reports.site_chart import Chart, chart_of
from driftwatch.reports.site_facts import Section, sections_of
from driftwatch.reports.site_model import Moment, Past, Subject
from driftwatch.reports.site_names import anchor, feed_id, owners_of

_ASSETS: Final = ("site.css", "site.js", "icon.svg")
_FEED_ENTRIES: Final = 50
_SEARCHED: Final = 6000
"""Characters by which a subject is found."""
_LISTED: Final = 5000
"""Findings that the timeline lists; older captures are counted there and told on their own pages."""


class Line(Struct, frozen=True, kw_only=True):
    """A stretch of the timeline: one capture with drift, or several without."""

    moments: tuple[Moment, ...]
    listed: bool = True

    @property
    def newest(self) -> Moment:
        """The newest capture of the stretch."""
        return self.moments[0]

    @property
    def oldest(self) -> Moment:
        """The oldest capture of the stretch."""
        return self.moments[-1]


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
                found.setdefault((self.moments[event.capture].key, event.finding.fingerprint), []).append(subject)
        return {key: tuple(subjects) for key, subjects in found.items()}

    @cached_property
    def chart(self) -> Chart:
        """The timeline's drawing."""
        return chart_of(self.moments)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The timeline, newest first; captures without drift are drawn together."""
        left = _LISTED
        found = []
        for drifted, run in groupby(reversed(self.moments), key=lambda one: bool(one.findings) or one.first):
            together = tuple(run)
            for moments in [(moment,) for moment in together] if drifted else [together]:
                left -= len(moments[0].findings)
                found.append(Line(moments=moments, listed=left >= 0))
        return tuple(found)

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
        """The captures with findings, newest first."""
        return tuple(moment for moment in reversed(self.moments) if moment.findings)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The list of subjects: what is documented by kind, then what is gone."""
        named = groupby(self.subjects, key=lambda one: "gone" if one.gone is not None else one.owner.kind)
        return tuple(Group(name=name, subjects=tuple(subjects)) for name, subjects in named)

    def counts(self, subject: Subject) -> Mapping[Level, int]:
        """Number of a subject's findings through all captures, by level."""
        levels = [event.finding.level for event in subject.events]
        return {level: levels.count(level) for level in LEVELS}

    def words(self, subject: Subject) -> str:
        """Return what the list can be searched for besides names: fields, summaries, listed values."""
        facts = [stand.fact for stand in subject.stands]
        facts += [stand.fact for schema in self._told_on(subject) for stand in schema.stands]
        names = {fact.at.rpartition(SEPARATOR)[2] for fact in facts}
        said = [fact.summary for fact in facts if isinstance(fact, Operation)]
        return one_line(" ".join((*said, *sorted(names))).lower(), limit=_SEARCHED)

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
        return next((self.page(one) for one in self.subjects if one.owner == owner), "")

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
        places = {document.place for document in subject.documents}
        if not places or subject.gone is not None or any(document.state != "unseen" for document in subject.documents):
            return None
        found = None
        for moment in reversed(self.moments):
            if not places <= set(moment.unseen):
                break
            found = moment
        return found


def files_of_site(past: Past) -> dict[str, bytes]:
    """Write the site of a source as files by relative path."""
    site = Site(past)
    assets = {f"assets/{name}": templated.asset(name).encode() for name in _ASSETS}
    version = hashlib.sha256(b"".join(assets.values())).hexdigest()[:10]
    pages = {
        "index.html": templated.page("index.html.j2", site=site, root="", version=version),
        "subjects.html": templated.page("subjects.html.j2", site=site, root="", version=version),
        "feed.xml": templated.page("feed.xml.j2", site=site, entries=site.drifted[:_FEED_ENTRIES], id=feed_id),
        "badge.svg": badge(past.source, site.drifted[0] if site.drifted else None, past.moments),
    }
    for subject in site.subjects:
        pages[site.page(subject)] = templated.page(
            "subject.html.j2",
            site=site,
            subject=subject,
            sections=sections_of(subject.stands),
            root="../",
            version=version,
        )
    for path, subject in site.moved.items():
        pages[path] = templated.page("moved.html.j2", site=site, subject=subject, root="../", version=version)
    for moment in site.drifted:
        pages[f"captures/{moment.key}.html"] = templated.page(
            "capture.html.j2", site=site, moment=moment, root="../", version=version
        )
    return assets | {path: text.encode() for path, text in sorted(pages.items())}


def overview(names: Sequence[str]) -> dict[str, bytes]:
    """Write the page that leads to the sites of several sources, each in a folder of its name."""
    assets = {f"assets/{name}": templated.asset(name).encode() for name in _ASSETS}
    return assets | {"index.html": templated.page("sources.html.j2", names=tuple(names), root="", version="1").encode()}


def badge(source: str, drifted: Moment | None, moments: Sequence[Moment]) -> str:
    """Draw the badge: the newest drift and its date, in the colour of its level."""
    label = one_line(source, limit=40)
    if drifted is not None:
        level: Level | None = worst(drifted.findings)
        says = f"{counts_in_words(one for one in drifted.findings if one.level == level)} on {drifted.date}"
    else:
        level = None
        says = f"no drift since {moments[0].date}" if moments else "no capture yet"
    return templated.page("badge.svg.j2", label=label, says=says, level=level or "none", unit=6.6)


def worst(findings: Iterable[Finding]) -> Level:
    """Return the most severe level among findings."""
    return min((finding.level for finding in findings), key=LEVELS.index)
