"""driftwatch explain: one finding, looked for in what is open, then in all that captures ever told."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct, structs

from driftwatch.config.sources import wanted_sources
from driftwatch.errors import UsageError
from driftwatch.history.blame import stands, steps
from driftwatch.history.captures import Captured, History
from driftwatch.history.review import Judge, review
from driftwatch.model.finding import Finding, Level, Side, State, Suppression
from driftwatch.model.open_finding import OpenFinding
from driftwatch.ports import Project
from driftwatch.reports.explained import Explanation, Remedy
from driftwatch.rules.catalogue import explained
from driftwatch.rules.overrides import describes
from driftwatch.rules.policy import Policy, is_expired, matches
from driftwatch.spelling import did_you_mean
from driftwatch.workflows.levels import possible_levels, reasons_of
from driftwatch.workflows.standing import Standing, standing

_MOST_FILES: Final = 5


class _Known(Struct, frozen=True):
    """A finding, between which captures it came, and what became of it."""

    source: str
    told: OpenFinding
    state: State


def explain(project: Project, fingerprint: str, *, source: str | None) -> Explanation:
    """Tell everything about a finding.

    Raises:
        UsageError: no capture ever told it.
        RepositoryError: the clone lacks captures.
    """
    wanted = fingerprint.strip().lower()
    stands = [standing(project, name) for name in wanted_sources(project.workspace.config, source)]
    known = next((found for one in stands if (found := _standing_one(one, wanted))), None)
    known = known or next((found for one in stands if (found := _settled(project, one, wanted))), None)
    if known is None:
        names = [each.finding.fingerprint for one in stands for each in one.found]
        raise UsageError(
            f"no capture told of {fingerprint[:40]!r}{did_you_mean(wanted, names)}",
            hint="`driftwatch diff --open` tells what is open, `driftwatch history` what was; with 12 hex digits each",
        )
    return _explanation(project, known)


def _standing_one(one: Standing, fingerprint: str) -> _Known | None:
    parts: tuple[tuple[State, Sequence[OpenFinding]], ...] = (("open", one.found), ("reviewed", one.drift.reviewed))
    return _among(one.source, parts, fingerprint)


def _settled(project: Project, one: Standing, fingerprint: str) -> _Known | None:
    """Look for what is open no more: with what accepts findings left out, and at last in each capture."""
    policy = project.policies.of(one.source)
    bare = structs.replace(policy, suppressions=(), ignored=(), levels=_told_levels(policy))
    without = standing(project, one.source, policy=bare)
    over: State = "over"
    parts = tuple((over, part) for part in (without.found, without.drift.reviewed, without.drift.over))
    known = _among(one.source, parts, fingerprint) or _told_once(project, one.source, bare, fingerprint)
    # What is told together goes by a name of its own, and is accepted where each of it is.
    if known is None or any(each.fingerprint not in one.accepted for each in known.told.finding.single):
        return known
    return structs.replace(known, state="accepted")


def _told_levels(policy: Policy) -> Mapping[str, Level]:
    """Leave out what is switched off: who asks for a finding by name wants to know of it."""
    return {rule: level for rule, level in policy.levels.items() if level != "off"}


def _among(source: str, parts: Sequence[tuple[State, Sequence[OpenFinding]]], fingerprint: str) -> _Known | None:
    return next(
        (
            _Known(source, each, state)
            for state, part in parts
            for each in part
            if each.finding.fingerprint == fingerprint
        ),
        None,
    )


def _told_once(project: Project, source: str, policy: Policy, fingerprint: str) -> _Known | None:
    history = History.of(project, source)
    before = {one.commit: other for one, other in pairwise(history.captures())}
    for step in steps(history, Judge(policy)):
        for finding in step.findings:
            if finding.fingerprint == fingerprint:
                old = _side(before.get(step.captured.commit))
                told = OpenFinding(finding=finding, old=old, new=_side(step.captured), commit=step.captured.commit)
                return _Known(source, told, "over")
    return None


def _side(captured: Captured | None) -> Side:
    return Side(label="nothing") if captured is None else Side(label=captured.label, date=captured.date)


def _explanation(project: Project, known: _Known) -> Explanation:
    policy = project.policies.of(known.source)
    finding = known.told.finding
    rule = explained().get(finding.id)
    return Explanation(
        source=known.source,
        finding=finding,
        state=known.state,
        old=known.told.old,
        new=known.told.new,
        commit=known.told.commit,
        levels=reasons_of(finding, _own_level(project, known, policy), policy, project.workspace.config_file),
        suppression=_suppression(finding, policy, known.state),
        remedies=tuple(_remedies(project, known)),
        differs=rule.reasons_for(finding.title) if rule else (),
    )


def _own_level(project: Project, known: _Known, policy: Policy) -> Level | None:
    """Return the level that the rule gives, before manifests and configuration; None when nobody knows any more."""
    possible = possible_levels(known.told.finding, policy)
    if len(possible) == 1:
        return possible[0]
    history = History.of(project, known.source)
    captures = {each.label: each for each in history.captures()}
    old, new = captures.get(known.told.old.label), captures.get(known.told.new.label)
    if old is None or new is None:
        return None
    sides = (_side(old), _side(new))
    snapshots = history.several({old.commit: old.label, new.commit: new.label})
    plain = Policy(today=policy.today)
    pair = review(snapshots[old.commit], snapshots[new.commit], source=known.source, policy=plain, sides=sides)
    mine = known.told.finding.fingerprint
    return next((each.level for each in pair.findings if each.fingerprint == mine), None)


def _suppression(finding: Finding, policy: Policy, state: State) -> Suppression | None:
    """Return what accepts a finding; of one that is open, what did until its day."""
    mine = [one for one in policy.suppressions if matches(one, finding)]
    if state != "accepted":
        return next((one for one in mine if is_expired(one, policy.today)), None)
    holding = next((one for one in mine if not is_expired(one, policy.today)), None)
    line = next((line for line in policy.ignored if describes(line, finding)), None)
    if holding is not None or line is None:
        return holding
    return Suppression(reason=line.text, owner="", expires="", rule=finding.id, where=line.where)


def _stands(project: Project, known: _Known, operation: str) -> bool:
    """Tell whether the newest capture documents what a finding is about: its field, or the operation itself."""
    history = History.of(project, known.source)
    newest = next(iter(history.captures(limit=1)), None)
    field = known.told.finding.field or None
    return newest is not None and stands(history.at(newest.commit, label=newest.label), operation, field)


def _remedies(project: Project, known: _Known) -> Iterator[Remedy]:
    finding = known.told.finding
    several = f" --source {known.source}" if len(project.workspace.config.sources) > 1 else ""
    if known.state == "open":
        files = sorted({use.file for use in finding.impact.uses})
        if files:
            named = " ".join(shlex.quote(file) for file in files[:_MOST_FILES])
            yield Remedy(command=f"driftwatch manifest update {named}", does="takes the new facts over, as a patch")
            yield Remedy(
                command=f"driftwatch manifest review {named} --by NAME",
                does="records that code and manifest were mended, and settles it",
            )
        yield Remedy(
            command=f'driftwatch accept {finding.fingerprint}{several} --until 30d --because "..."',
            does="accepts it until a day",
        )
    for operation in finding.operations[:1]:
        named = shlex.quote(operation)
        field = shlex.quote(finding.field) if finding.field else ""
        if not _stands(project, known, operation):  # what is no longer there has no line to blame
            command = f"driftwatch history {named}{f' --field {field}' if field else ''}{several}"
            yield Remedy(command=command, does="tells all that became of it, by date")
        else:
            command = f"driftwatch blame {named}{f' {field}' if field else ''}{several}"
            yield Remedy(command=command, does="tells since when each fact of it stands")
    yield Remedy(command=f"driftwatch rules {finding.id}", does="explains the rule")
