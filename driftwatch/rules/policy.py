"""What a team makes of findings: its own levels, whom they hurt, and what it has accepted."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from msgspec import Struct, structs

from driftwatch.model.finding import (
    LEVELS,
    Coverage,
    Finding,
    Impact,
    Level,
    Report,
    Side,
    Strictness,
    SuppressedFinding,
    Suppression,
)
from driftwatch.model.manifest import Manifest
from driftwatch.rules.folding import accepted_folded, cause_that_hurts, cause_that_is_set, folded
from driftwatch.rules.oasdiff_later import ALIASES
from driftwatch.rules.order import order
from driftwatch.rules.overrides import IgnoredLine, Setting, describes
from driftwatch.rules.rows.understanding import NOT_UNDERSTOOD

_CITED: Final = frozenset({"document-incomplete", "document-missing", NOT_UNDERSTOOD})
"""What is a warning when a manifest cites the page, never more."""


class Policy(Struct, frozen=True, kw_only=True):
    """How a team judges: its own levels, what it has accepted, whom a finding hurts. `today` is ISO, UTC."""

    today: str = ""
    strictness: Strictness = "tolerant"
    levels: Mapping[str, Setting] = {}
    suppressions: tuple[Suppression, ...] = ()
    ignored: tuple[IgnoredLine, ...] = ()
    manifests: tuple[Manifest, ...] = ()


def build_report(
    findings: Iterable[Finding],
    *,
    source: str,
    old: Side,
    new: Side,
    today: str = "",
    levels: Mapping[str, Setting] | None = None,
    suppressions: Iterable[Suppression] = (),
    ignored: Iterable[IgnoredLine] = (),
    impact: Callable[[Finding], Impact] | None = None,
    coverage: Coverage | None = None,
) -> Report:
    """Apply a team's policy to findings, each by itself, tell those of one cause together, and put them in order.

    Args:
        findings: as judged.
        source: name of the source.
        old: the old snapshot, for people.
        new: the new snapshot, for people.
        today: ISO date, UTC; without it no suppression expires.
        levels: rule id -> level or `off`; final, whatever else speaks for another level.
        suppressions: accepted findings.
        ignored: lines of oasdiff ignore files.
        impact: says which manifests rely on what changed; without it nobody is known to.
        coverage: how much of the documentation the new side rests on.
    """
    judged = [_leveled(finding, levels or {}, impact) for finding in findings]
    kept = sorted((finding for finding in judged if finding is not None), key=order)
    accepted = _Accepted(tuple(suppressions), tuple(ignored), today)
    open_findings = [finding for finding in kept if not accepted.take(finding)]
    known = coverage or Coverage()
    return Report(
        source=source,
        old=old,
        new=new,
        findings=folded(open_findings),
        suppressed=accepted_folded(accepted.suppressed),
        unused_suppressions=accepted.unused(),
        coverage=structs.replace(known, notes=(*known.notes, *accepted.notes())),
    )


def raised(finding: Finding, impact: Impact) -> Level:
    """Return a finding's level once it is known whom it hurts: a warning about what a manifest uses is breaking.

    Who relies on a fact is judged strictly, whatever readers are taken to survive elsewhere.

    What a page says in words, or what is not understood of it, binds nobody: it is a warning when a manifest cites the
    page, never more; of how a heading reads, nothing. Nor is it ever more that a page is missing, which may be back
    tomorrow.
    """
    if impact.kind != "affects":
        return finding.level
    if finding.is_about_words:
        return finding.level if finding.is_heading_alone else "warning"
    if finding.id in _CITED:
        return "warning"
    level = min(finding.level, finding.strictly or finding.level, key=LEVELS.index)
    return "breaking" if level == "warning" else level


def matches(suppression: Suppression, finding: Finding) -> bool:
    """Tell whether a suppression is about a finding: by its fingerprint or its cause, or by all patterns that it gives.

    The cause is the fingerprint of what is told of several findings together: it accepts all of them. Another one may
    join them later, and give the whole another name: those that were told then are accepted each, as are those of one
    edit that differ in level. What hurts a manifest is told apart: who accepted several did not accept that one of them
    does.
    """
    if suppression.fingerprint:
        names = {one.fingerprint for one in finding.single} | {finding.cause}
        known = {finding.cause} if finding.impact.kind == "affects" else names
        return suppression.fingerprint in names - {""} or not (known - {""}).isdisjoint(suppression.members)
    if not (suppression.rule or suppression.operation or suppression.field):
        return False
    return (
        _like(suppression.rule, (finding.id, *_also_called(finding.id)))
        and _like(suppression.operation, finding.operations)
        and _like(suppression.field, (finding.field or "",))
    )


@cache
def _also_called(rule_id: str) -> tuple[str, ...]:
    return tuple(other for other, ours in ALIASES.items() if ours == rule_id)


def is_expired(suppression: Suppression, today: str) -> bool:
    """Tell whether a suppression no longer holds: from the day after its last one."""
    return bool(suppression.expires and today) and today[:10] > suppression.expires[:10]


def _leveled(
    finding: Finding, levels: Mapping[str, Setting], impact: Callable[[Finding], Impact] | None
) -> Finding | None:
    hurt = impact(finding) if impact is not None else finding.impact
    setting = levels.get(finding.id)
    if setting == "off":
        return None
    judged = finding.level if finding.area == "manifest" else raised(finding, hurt)
    level = setting if setting is not None else judged
    cause, edit = _causes(finding, level, setting, hurt)
    return structs.replace(finding, level=level, impact=hurt, cause=cause, edit=edit)


def _causes(finding: Finding, level: Level, setting: Setting | None, impact: Impact) -> tuple[str, str]:
    """Return cause and edit as which a finding is told: apart from what hurts nobody, or has another level by now."""
    cause, edit = finding.cause, finding.edit
    if cause in {"", finding.fingerprint}:
        return cause, edit
    if setting is not None and level != finding.level:
        cause, edit = cause_that_is_set(cause, level), ""
    return (cause_that_hurts(cause) if impact.kind == "affects" else cause), edit


class _Accepted:
    """The accepted findings of one report, and which suppressions accepted something."""

    def __init__(self, suppressions: tuple[Suppression, ...], ignored: tuple[IgnoredLine, ...], today: str) -> None:
        self._suppressions = suppressions
        self._ignored = ignored
        self._today = today
        self._by_name: dict[str, list[int]] = {}
        """Places in `suppressions` by the fingerprints or the one operation that each names; all others by nothing."""
        for index, suppression in enumerate(suppressions):
            for name in {_name_of(suppression), *suppression.members}:
                self._by_name.setdefault(name, []).append(index)
        self._used: set[int] = set()
        self._back: dict[int, int] = {}
        self.suppressed: list[SuppressedFinding] = []

    def take(self, finding: Finding) -> bool:
        """Tell whether a finding is accepted, and note by what."""
        for index in self._candidates(finding):
            suppression = self._suppressions[index]
            if not matches(suppression, finding):
                continue
            self._used.add(index)
            if is_expired(suppression, self._today):
                self._back[index] = self._back.get(index, 0) + 1
                continue
            self.suppressed.append(SuppressedFinding(finding=finding, suppression=suppression))
            return True
        line = next((line for line in self._ignored if describes(line, finding)), None)
        if line is None:
            return False
        accepted = Suppression(reason=line.text, owner="", expires="", rule=finding.id, where=line.where)
        self.suppressed.append(SuppressedFinding(finding=finding, suppression=accepted))
        return True

    def _candidates(self, finding: Finding) -> list[int]:
        """Return the places of suppressions that can be about a finding, in order."""
        if not self._by_name:
            return []
        names = {"", finding.cause, *finding.operations, *(one.fingerprint for one in finding.single)}
        return sorted({index for name in self._by_name.keys() & names for index in self._by_name[name]})

    def unused(self) -> tuple[Suppression, ...]:
        """Return the suppressions that no finding matched, in the order given."""
        return tuple(one for index, one in enumerate(self._suppressions) if index not in self._used)

    def notes(self) -> tuple[str, ...]:
        """Say which suppressions expired while their findings are still there."""
        return tuple(
            f"{_named(self._suppressions[index])} expired on {self._suppressions[index].expires}: "
            f"{count} finding{'s are' if count > 1 else ' is'} back"
            for index, count in sorted(self._back.items())
        )


def _name_of(suppression: Suppression) -> str:
    name = suppression.fingerprint or suppression.operation
    return "" if "*" in name or "?" in name else name


def _named(suppression: Suppression) -> str:
    what = suppression.where or suppression.fingerprint or suppression.rule or suppression.operation
    return f"suppression {what} (owner: {suppression.owner})"


def _like(pattern: str, texts: Iterable[str]) -> bool:
    return not pattern or any(_fits(pattern, text) for text in texts)


def _fits(pattern: str, text: str) -> bool:
    """Match `*` (anything) and `?` (one character); brackets are themselves, since fields have them."""
    at_pattern, at_text, star, resume = 0, 0, -1, 0
    while at_text < len(text):
        here = pattern[at_pattern] if at_pattern < len(pattern) else ""
        if here == "*":
            star, resume = at_pattern, at_text
            at_pattern += 1
        elif here and here in {"?", text[at_text]}:
            at_pattern, at_text = at_pattern + 1, at_text + 1
        elif star >= 0:
            resume += 1
            at_pattern, at_text = star + 1, resume
        else:
            return False
    return not pattern[at_pattern:].strip("*")
