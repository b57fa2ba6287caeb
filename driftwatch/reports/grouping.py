"""Findings that belong together: one report, one issue, for each operation or shared subject."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from driftwatch.model.finding import LEVELS, Finding, Level, Report
from driftwatch.reports.names import slug

_SHARED: Final = "Shared schema "
_WORDS: Final = "What pages say"
_LETTERS: Final = 80
_MANY: Final = 3
"""Operations above which a finding is about what they share, not about one of them."""


class Group(Struct, frozen=True, kw_only=True):
    """Related findings, most severe first. `name` is a file name without ending; `title` is for people."""

    name: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def named(self) -> str:
        """What of the title is a name from the documentation: an operation, or a schema; "" for a subject of ours."""
        known = {name for one in self.findings for name in (*one.operations, one.schema) if name}
        return next((name for name in (self.title, self.title.removeprefix(_SHARED)) if name in known), "")

    @property
    def words(self) -> str:
        """What of the title is ours."""
        return self.title.removesuffix(self.named)

    @property
    def level(self) -> Level:
        """The most severe level in it."""
        return min((finding.level for finding in self.findings), key=LEVELS.index)

    @property
    def counts(self) -> str:
        """The counts in words: `2 breaking, 1 info`."""
        return counts_in_words(self.findings)

    @property
    def manifests(self) -> tuple[str, ...]:
        """Names of the manifests that it affects, sorted."""
        return tuple(sorted({name for finding in self.findings for name in finding.impact.manifests}))


def groups_of(report: Report) -> tuple[Group, ...]:
    """Group a report's findings, the worst group first; each finding is in one group."""
    gathered: dict[str, list[Finding]] = {}
    for finding in report.findings:
        gathered.setdefault(_subject(finding), []).append(finding)
    names = _names(gathered)
    groups = (Group(name=names[title], title=title, findings=tuple(findings)) for title, findings in gathered.items())
    return tuple(sorted(groups, key=lambda group: (LEVELS.index(group.level), not group.manifests, group.title)))


def counts_in_words(findings: Iterable[Finding]) -> str:
    """Say how many of each level: `2 breaking, 1 info`; `no drift` when there is none."""
    levels = [finding.level for finding in findings]
    said = [f"{levels.count(level)} {level}" for level in LEVELS if level in levels]
    return ", ".join(said) or "no drift"


def _subject(finding: Finding) -> str:
    if finding.is_about_words:
        return _WORDS
    if not finding.operations or len(finding.operations) > _MANY:
        if finding.schema:
            return _SHARED + finding.schema
        return {
            "errors": "Error handling",
            "notices": "Limits, billing and other notices",
            "values": "Listed values",
            "documents": "Documents",
            "server": "Servers",
            "security": "Security",
            "contradiction": "Contradictions in the documentation",
        }.get(finding.area, "The API as a whole")
    if finding.schema and len(finding.operations) > 1:
        return _SHARED + finding.schema
    return finding.first_operation


def _names(titles: Iterable[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    used: set[str] = set()
    for title in sorted(titles):
        plain = slug(title, _LETTERS)
        number = 1
        name = plain
        while name in used:
            number += 1
            name = f"{plain}-{number}"
        used.add(name)
        names[title] = name
    return names
