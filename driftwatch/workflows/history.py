"""History and blame: dated changes, and since when each fact stands."""

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Final

import msgspec
from msgspec import Struct

from driftwatch.compare.matching import match_operations
from driftwatch.errors import UsageError
from driftwatch.model import address
from driftwatch.model.facts import AnyFact, Operation
from driftwatch.model.finding import Finding
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.spelling import did_you_mean
from driftwatch.workflows.stored_history import Captured, History

_EVIDENCE: Final = ("fact", "at", "document", "place", "stated_by", "schemas", "api")


class Step(Struct, frozen=True, kw_only=True):
    """One capture and what it brought against the one before; `first` when there was none before."""

    captured: Captured
    findings: tuple[Finding, ...]
    first: bool = False


class Standing(Struct, frozen=True, kw_only=True):
    """One fact of today: what it says, since which capture it stands, and what it said before."""

    at: str
    says: Mapping[str, Json]
    since: Captured
    from_start: bool
    """It stands since the first capture: how long before, nobody knows."""
    said_before: Mapping[str, Json] | None = None


def steps(
    history: History,
    judge: Callable[[Snapshot, Snapshot], tuple[Finding, ...]],
    *,
    operation: str | None = None,
    field: str | None = None,
    limit: int | None = None,
) -> Iterator[Step]:
    """Yield captures with their findings, newest first; captures that hold the same facts are not compared.

    Args:
        history: the captures of a source.
        judge: compares two snapshots.
        operation: keep findings of operations that match: `POST /v1/videos`, or a pattern.
        field: keep findings about fields that match.
        limit: how many captures to look at.
    """
    for captured, before in history.pairs(limit=limit):
        if before is None:
            yield Step(captured=captured, findings=(), first=True)
            continue
        if history.same(before.commit, captured.commit):
            yield Step(captured=captured, findings=())
            continue
        snapshots = history.several({before.commit: before.label, captured.commit: captured.label})
        found = judge(snapshots[before.commit], snapshots[captured.commit])
        kept = tuple(each for each in found if _wanted(each, operation=operation, field=field))
        yield Step(captured=captured, findings=kept)


def blame(
    history: History, operation: str, *, field: str | None = None
) -> tuple[tuple[Owner, tuple[Standing, ...]], ...]:
    """Tell since when each fact of an operation stands, by owner (one for each variant), sorted by address.

    Raises:
        UsageError: there is no capture, or no such operation in the newest.
    """
    captures = history.captures()
    if not captures:
        raise UsageError("there is no capture yet", hint="run `driftwatch run` first")
    newest = history.at(captures[0].commit, label=captures[0].label)
    owners = _matching(newest, operation)
    if not owners:
        raise UsageError(
            f"the newest capture documents no operation {operation!r}{_nearest(newest, operation)}",
            hint='write it as in the documentation, for example "POST /v1/videos"',
        )
    trail = _trail(history, captures)
    return tuple((owner, _standings(owner, trail, field=field)) for owner in owners)


def _trail(history: History, captures: tuple[Captured, ...]) -> tuple[tuple[Captured, Snapshot], ...]:
    """Captures with their snapshots, newest first; runs of equal facts shrink to the oldest of each run."""
    kept = [
        captured
        for captured, older in zip(captures, (*captures[1:], None), strict=True)
        if older is None or not history.same(captured.commit, older.commit)
    ]
    snapshots = history.several({captured.commit: captured.label for captured in kept})
    return tuple((captured, snapshots[captured.commit]) for captured in kept)


def _standings(
    owner: Owner, trail: tuple[tuple[Captured, Snapshot], ...], *, field: str | None
) -> tuple[Standing, ...]:
    sides = [
        (captured, _says(snapshot, known))
        for (captured, snapshot), known in zip(trail, _through_moves(owner, trail), strict=True)
    ]
    standings = []
    for at, says in sides[0][1].items():
        if field is not None and not _about(at, field):
            continue
        index = 0
        while index + 1 < len(sides) and sides[index + 1][1].get(at) == says:
            index += 1
        older = sides[index + 1][1].get(at) if index + 1 < len(sides) else None
        standings.append(
            Standing(at=at, says=says, since=sides[index][0], from_start=index + 1 == len(sides), said_before=older)
        )
    return tuple(sorted(standings, key=lambda each: each.at))


def _through_moves(owner: Owner, trail: tuple[tuple[Captured, Snapshot], ...]) -> list[Owner | None]:
    """What the operation was called in each snapshot of the trail: paths, methods and variants change."""
    known: list[Owner | None] = [owner]
    for (_, newer), (_, older) in pairwise(trail):
        name = known[-1]
        if name is not None and name not in older.entries:
            matches = match_operations(older, newer)
            before = {new.owner: old.owner for old, new in (*matches.pairs, *matches.moved)}
            name = before.get(name)
        known.append(name)
    return known


def _says(snapshot: Snapshot, owner: Owner | None) -> dict[str, Mapping[str, Json]]:
    """What an operation states, the named schemas that it uses included: `schema ErrorResponse · error.code`."""
    entry = snapshot.entries.get(owner) if owner is not None else None
    if entry is None:
        return {}
    says = {fact.at: _content(fact) for fact in entry.facts}
    scope = next((fact.schemas for fact in entry.facts if isinstance(fact, Operation)), "")
    waiting = [reference.schema for reference in entry.references]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        schema = snapshot.entries.get(Owner("schema", name, scope=scope))
        if schema is None or name in seen:
            continue
        seen.add(name)
        says |= {fact.at.replace("schema", f"schema {name}", 1): _content(fact) for fact in schema.facts}
        waiting.extend(reference.schema for reference in schema.references)
    return says


def _content(fact: AnyFact) -> Mapping[str, Json]:
    stated = msgspec.to_builtins(fact)
    return {key: value for key, value in stated.items() if key not in _EVIDENCE}


def _about(at: str, field: str) -> bool:
    last = address.split(at)[1]
    return last == field or fnmatchcase(last, field) or last.startswith((f"{field}.", f"{field}[", f"{field}<"))


def _wanted(finding: Finding, *, operation: str | None, field: str | None) -> bool:
    if operation is not None and not any(_names(each, operation) for each in finding.operations):
        return False
    return field is None or (finding.field is not None and _about(finding.field, field))


def _names(documented: str, wanted: str) -> bool:
    return _key(documented) == _key(wanted) or fnmatchcase(documented, wanted)


def _key(operation: str) -> str:
    method, _, path = operation.strip().partition(" ")
    return address.operation_key(method, path) if path else operation


def _matching(snapshot: Snapshot, operation: str) -> tuple[Owner, ...]:
    found = []
    for owner, entry in snapshot.entries.items():
        if owner.kind != "operation":
            continue
        documented = [f"{fact.method} {fact.path}" for fact in entry.facts if isinstance(fact, Operation)][:1]
        if owner.name == _key(operation) or any(_names(each, operation) for each in documented):
            found.append(owner)
    return tuple(found)


def _nearest(snapshot: Snapshot, operation: str) -> str:
    return did_you_mean(operation, {owner.name for owner in snapshot.entries if owner.kind == "operation"})
