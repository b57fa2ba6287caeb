"""Open drift as the issues that should exist: one for each family of operations and owner.

With manifests these are of what somebody relies on, and one more tells the rest of a source; see `IssuesConfig.only`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from driftwatch.config.keys import IssuesConfig
from driftwatch.model.address import operation_key
from driftwatch.model.finding import LEVELS, Finding, Level, Report, Side
from driftwatch.model.issue import Label, Wanted
from driftwatch.model.manifest import Manifest
from driftwatch.model.open_finding import OpenFinding
from driftwatch.patterns import lazy_regex
from driftwatch.reports.grouping import groups_of
from driftwatch.reports.issue_text import Beside, text_of
from driftwatch.reports.issue_title import is_inert, is_of_the_head, line_of, title_of
from driftwatch.reports.names import owners_of

_OPERATION: Final = lazy_regex(r"([A-Z]+) (/\S*)")
_FORMAT: Final = "4"
"""Raised when the text of issues is another one for the same findings: those that are open are written anew."""
_NOBODYS: Final = "Not relied on"
"""Subject of the one issue that tells what affects no manifest."""

_COLOURS: Final[Mapping[Level, str]] = {"breaking": "b60205", "warning": "fbca04", "info": "c5def5"}
_MEANS: Final[Mapping[Level, str]] = {
    "breaking": "A client that follows the old documentation may fail",
    "warning": "A client may fail, or does not know that it should change",
    "info": "Good to know",
}


class Family(Struct, frozen=True, kw_only=True):
    """Findings that share an issue: those of a family of operations that concern one owner ("" is nobody's)."""

    subject: str
    owner: str
    found: tuple[OpenFinding, ...]
    is_of_a_week: bool = False
    """It is what a week brought, whatever it is about."""

    @property
    def level(self) -> Level:
        """The most severe level in it."""
        return min((each.finding.level for each in self.found), key=LEVELS.index)

    @property
    def is_nobodys(self) -> bool:
        """Whether it is the rest of a source, on which no manifest relies."""
        return self.subject == _NOBODYS

    @property
    def is_relied_on(self) -> bool:
        """Whether it tells of what a manifest claims."""
        return any(each.finding.area == "manifest" or each.finding.impact.kind == "affects" for each in self.found)


def issues_for(
    source: str,
    found: Iterable[OpenFinding],
    settings: IssuesConfig,
    *,
    beside: Beside,
    has_manifests: bool,
) -> tuple[Wanted, ...]:
    """Return the issues that should be open for a source, worst first.

    Args:
        source: its name.
        found: the open findings, sorted as in a report.
        settings: `[issues]` of the configuration.
        beside: what is known of the findings besides: addresses, and lines of code.
        has_manifests: whether any manifest says what of the source is relied on.
    """
    every = families_of(source, found, settings, has_manifests=has_manifests)
    families = [family for family in every if any(_is_loud(each.finding, settings) for each in family.found)]
    families.sort(
        key=lambda family: (
            family.is_nobodys,
            LEVELS.index(family.level),
            not family.owner,
            family.subject,
            family.owner,
        )
    )
    return tuple(_wanted(source, family, settings, beside, asks=not has_manifests) for family in families)


def families_of(
    source: str, found: Iterable[OpenFinding], settings: IssuesConfig, *, has_manifests: bool
) -> tuple[Family, ...]:
    """Part findings into families; what affects several owners is in a family of each.

    Args:
        source: its name.
        found: the findings.
        settings: `[issues]` of the configuration.
        has_manifests: whether any manifest says what of the source is relied on. Then what affects none is kept apart,
            as one family of the whole source.
    """
    found = tuple(found)
    apart = settings.only == "affecting" and has_manifests
    group = settings.group or ("family" if has_manifests else "week")
    weekly, others, rest = list[OpenFinding](), list[OpenFinding](), list[OpenFinding]()
    for each in found:
        is_rest = apart and each.finding.impact.kind != "affects"
        # What a manifest claims is broken today, not since a week.
        is_weekly = group == "week" and each.finding.area != "manifest"
        (rest if is_rest else weekly if is_weekly else others).append(each)
    families = (*_by_week(weekly, settings), *_by_subject(source, others, group, settings))
    return (*families, *([Family(subject=_NOBODYS, owner="", found=tuple(rest))] if rest else []))


def _by_week(found: Iterable[OpenFinding], settings: IssuesConfig) -> Iterator[Family]:
    """Part findings by the week, from Monday on, in which the first of each was captured.

    What more joins it later is news in the issue that tells of it already.
    """
    weeks: dict[str, list[OpenFinding]] = {}
    for each in found:
        day = date.fromisoformat(each.since)
        weeks.setdefault((day - timedelta(days=day.weekday())).isoformat(), []).append(each)
    for monday, group in sorted(weeks.items(), reverse=True):
        for owner, mine in _by_owner(tuple(group), settings):
            yield Family(subject=f"Week of {monday}", owner=owner, found=mine, is_of_a_week=True)


def _by_subject(source: str, found: Sequence[OpenFinding], group: str, settings: IssuesConfig) -> Iterator[Family]:
    # Not by their fingerprints: what is over and what stands of one cause has the same.
    known = {id(each.finding): each for each in found}
    families: dict[tuple[str, str], list[OpenFinding]] = {}
    for part in groups_of(_report(source, tuple(found))):
        for finding in part.findings:
            for owner in _owners(finding, settings):
                subject = _subject(_about(finding, owner) or part.title, group)
                families.setdefault((subject, owner), []).append(known[id(finding)])
    for (subject, owner), mine in families.items():
        yield Family(subject=subject, owner=owner, found=tuple(mine))


def _about(finding: Finding, owner: str) -> str:
    """Return the call of an owner's manifest that a finding affects, the first of several; "" when none is known.

    What many calls share would else have an issue of its own, beside those of the calls that are relied on. What a page
    says of no call, such as how failures are handled, keeps one: it is settled apart from what breaches a manifest.
    """
    if not finding.operations:
        return ""
    uses = (use for use in finding.impact.uses if not owner or use.owner == owner)
    contracts = (use.manifest.removeprefix(f"{use.owner}/") for use in uses)
    return next((contract for contract in sorted(contracts) if _OPERATION.fullmatch(contract)), "")


def key_of(source: str, family: Family) -> str:
    """Return the identity of a family's issue: the same whatever else has drifted."""
    match = _OPERATION.fullmatch(family.subject)
    identity = operation_key(match[1], match[2]) if match else family.subject
    digest = hashlib.sha256(f"{identity}\n{family.owner}".encode("utf-8", "replace")).hexdigest()[:10]
    slug = re.sub(r"[^a-z0-9]+", "-", identity[:200].lower()).strip("-")[:60] or "drift"
    return f"{source}.{slug}.{digest}"


def key_for(source: str, manifest: Manifest, settings: IssuesConfig) -> str:
    """Return the identity of the issue in which breaches of a manifest are told."""
    owner = manifest.owner.team if settings.by_owner else ""
    return key_of(
        source, Family(subject=_subject(manifest.contract, settings.group or "family"), owner=owner, found=())
    )


def looks_of(source: str, settings: IssuesConfig) -> tuple[Label, ...]:
    """Return how the labels look that the issues of a source have."""
    levels = (
        Label(name=_level_label(settings, level), colour=_COLOURS[level], about=_MEANS[level]) for level in LEVELS
    )
    return (
        Label(name=settings.label, colour="5319e7", about="Drift of documentation; driftwatch keeps these issues"),
        *levels,
        Label(name=source_label(source), colour="006b75", about="The documentation that drifted"),
    )


def _level_label(settings: IssuesConfig, level: Level) -> str:
    return f"{settings.label}:{level}"


def source_label(source: str) -> str:
    """Return the label of the issues of a source; GitHub takes no longer ones."""
    return f"source:{source}"[:50]


def _by_owner(found: tuple[OpenFinding, ...], settings: IssuesConfig) -> Sequence[tuple[str, tuple[OpenFinding, ...]]]:
    owners = sorted({owner for each in found for owner in _owners(each.finding, settings)})
    return [(owner, tuple(each for each in found if owner in _owners(each.finding, settings))) for owner in owners]


def _owners(finding: Finding, settings: IssuesConfig) -> tuple[str, ...]:
    """Return whose issues tell a finding; "" is nobody's."""
    return (settings.by_owner and owners_of(finding)) or ("",)


def _concerns(finding: Finding, owner: str) -> bool:
    """Tell whether an owner should know; what affects nobody by name is in an issue of nobody's."""
    return owner in (owners_of(finding) or ("",))


def _is_loud(finding: Finding, settings: IssuesConfig) -> bool:
    """Tell whether a finding is reason enough for an issue, and for a comment on one.

    Words of a page that no manifest cites are not, unless everything is to be told.
    """
    is_read = settings.only == "all" or finding.impact.kind == "affects" or not finding.is_about_words
    return is_read and finding.level in LEVELS[: LEVELS.index(settings.level) + 1]


def _subject(title: str, group: str) -> str:
    if group == "source":
        return "The API as a whole"
    match = _OPERATION.fullmatch(title)
    if group == "operation" or match is None:
        return title
    return match[2].partition("{")[0].rstrip("/") or "/"


def _wanted(source: str, family: Family, settings: IssuesConfig, beside: Beside, *, asks: bool) -> Wanted:
    key = key_of(source, family)
    owners = [family.owner] if settings.by_owner else sorted({o for e in family.found for o in owners_of(e.finding)})
    people = sorted({person for owner in owners for person in settings.owners.get(owner, ())})
    mentions = tuple(person for person in people if "/" in person)
    single = tuple(
        (one, each.finding)
        for each in family.found
        for one in each.finding.single
        if not family.owner or _concerns(one, family.owner)
    )
    says = [[one.fingerprint, one.level] for one, _ in single]
    told_as = {one.fingerprint: finding.fingerprint for one, finding in single}
    return Wanted(
        key=key,
        drift=hashlib.sha256(repr((_FORMAT, sorted(says), mentions)).encode()).hexdigest()[:16],
        fingerprints=tuple(sorted(told_as)),
        told_as=told_as,
        lines=lines_of(family.found, settings),
        is_nobodys=family.is_nobodys or (not family.owner and (family.is_of_a_week or not family.is_relied_on)),
        title=_title(source, family, key, settings),
        former_title=_plain_title(source, family, key, settings),
        text=text_of(
            family.found,
            owner=family.owner,
            beside=beside,
            mentions=mentions,
            is_nobodys=family.is_nobodys,
            answers=settings.answers,
            asks=asks,
        ),
        labels=(settings.label, _level_label(settings, family.level), source_label(source)),
        assignees=tuple(person for person in people if "/" not in person)[:10],
        mentions=mentions,
    )


def lines_of(found: Iterable[OpenFinding], settings: IssuesConfig) -> Mapping[str, str]:
    """Return what a comment says of findings, worst first; those that are no reason for one are left out."""
    loud = (each.finding for each in found if _is_loud(each.finding, settings))
    worst = sorted(loud, key=lambda finding: LEVELS.index(finding.level))
    return {finding.fingerprint: line_of(finding) for finding in worst}


def _title(source: str, family: Family, key: str, settings: IssuesConfig) -> str:
    """Say the worst change and how many more; where it cannot be shown, what the issue is about."""
    loud = [each.finding for each in family.found if _is_loud(each.finding, settings)]
    others = [each.finding for each in family.found if not _is_loud(each.finding, settings)]
    worst = sorted(loud, key=lambda finding: (LEVELS.index(finding.level), is_of_the_head(finding)))
    said = title_of([*worst, *others], owner=family.owner)
    if not said:
        return _plain_title(source, family, key, settings)
    return f"{_NOBODYS}: {said}" if family.is_nobodys else said


def _plain_title(source: str, family: Family, key: str, settings: IssuesConfig) -> str:
    """Name the subject, if it is of harmless characters, else the key."""
    subject = next((each for each in (family.subject, key) if is_inert(each)), key.rpartition(".")[2])
    owner = f" ({family.owner})" if family.owner and is_inert(family.owner) else ""
    loud = (each.finding for each in family.found if _is_loud(each.finding, settings))
    if all(finding.area == "manifest" for finding in loud):
        return f"Manifests differ from the documentation of {source}: {subject}{owner}"[:240]
    return f"Documentation of {source} drifted: {subject}{owner}"[:240]


def _report(source: str, found: tuple[OpenFinding, ...]) -> Report:
    nothing = Side(label="nothing")
    old = min((each.old for each in found), key=lambda side: side.date, default=nothing)
    new = max((each.new for each in found), key=lambda side: side.date, default=nothing)
    return Report(source=source, old=old, new=new, findings=tuple(each.finding for each in found))
