"""History and blame: dated changes, and since when each fact stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from typing import Final

from msgspec import Struct

from driftwatch.errors import InternalError, UsageError
from driftwatch.history.captures import Captured, History
from driftwatch.history.subjects import Tracks
from driftwatch.history.walk import oldest_first, walk
from driftwatch.isolation import isolated
from driftwatch.model import address, paths
from driftwatch.model.facts import AnyFact, Contradiction, content_of
from driftwatch.model.finding import Finding, singles
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.rules.folding import folded
from driftwatch.rules.places import spoken
from driftwatch.spelling import did_you_mean

_HINT: Final = 'write it as in the documentation, for example "POST /v1/videos"'


class Step(Struct, frozen=True, kw_only=True):
    """One capture and what it brought against the one before; `first` when there was none before."""

    captured: Captured
    findings: tuple[Finding, ...]
    first: bool = False


class Standing(Struct, frozen=True, kw_only=True):
    """One fact of today: what it says, since which capture it stands, and what it said before."""

    at: str
    says: Mapping[str, Json]
    words: Mapping[str, Json]
    """The same for people: of a contradiction who says what."""
    since: Captured
    from_start: bool
    """It stands since the first capture: how long before, nobody knows."""
    said_before: Mapping[str, Json] | None = None
    words_before: Mapping[str, Json] | None = None


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
    captures = history.captures(limit=None if limit is None else limit + 1)
    # The newest is read whatever its line says: one that is damaged is told of, and not passed over.
    if captures:
        history.at(captures[0].commit, label=captures[0].label)
    for visit in walk(history, captures, range(len(captures))[:limit]):
        found = judge(*visit.pair) if visit.pair is not None else ()
        kept = (each for each in singles(found) if _wanted(each, operation=operation, field=field))
        yield Step(captured=visit.captured, findings=folded(kept), first=visit.number + 1 == len(captures))


def blame(
    history: History, operation: str, *, field: str | None = None
) -> tuple[tuple[Owner, tuple[Standing, ...]], ...]:
    """Tell since when each fact of an operation stands, by owner (one for each variant), sorted by address.

    Raises:
        UsageError: there is no capture, or no such operation in the newest.
        InternalError: no facts of the operation can be read, for a fault of ours.
    """
    captures = history.captures()
    if not captures:
        raise UsageError("there is no capture yet", hint="run `driftwatch run` first")
    newest = history.at(captures[0].commit, label=captures[0].label)
    owners = matching(newest, operation)
    if not owners:
        raise UsageError(
            f"the newest capture documents no operation {operation!r}{nearest(newest, operation)}",
            hint=_HINT,
        )
    tracks = _tracked(history, captures, newest)
    if not any(tracks.subject(owner).stands for owner in owners):
        raise InternalError(f"the facts of {operation!r} cannot be read", hint="report this as a bug of driftwatch")
    return tuple((owner, _standings(tracks, owner, captures[::-1], field=field)) for owner in owners)


def known_fields(history: History, operation: str) -> tuple[str, ...]:
    """Return what the fields of an operation are called, sorted: of whom one is asked for that there is not."""
    stated = (standing.at for _, standings in blame(history, operation) for standing in standings)
    return tuple(sorted({spoken(paths.field_at(at)).name for at in stated} - {""}))


def since(history: History, owners: Iterable[Owner]) -> Mapping[tuple[Owner, str], tuple[Captured, bool]]:
    """Return since which capture the facts of owners stand, by owner and address, and whether that is the first."""
    captures = history.captures()
    if not captures:
        return {}
    newest = history.at(captures[0].commit, label=captures[0].label)
    tracks = _tracked(history, captures, newest)
    return {
        (owner, stand.fact.at): (captures[::-1][stand.since], stand.since == 0)
        for owner in owners
        if owner in newest.entries
        for stand in tracks.subject(owner).stands
    }


def _tracked(history: History, captures: Sequence[Captured], newest: Snapshot) -> Tracks:
    tracks = Tracks()
    for visit in walk(history, captures, oldest_first(captures), newest=newest):
        if visit.new is not None:
            tracks.advance(visit.index, visit.new)
    return tracks


def _standings(
    tracks: Tracks, owner: Owner, captures: Sequence[Captured], *, field: str | None
) -> tuple[Standing, ...]:
    """What an operation states, the named schemas that it uses included: `schema ErrorResponse · error.code`."""
    subject = tracks.subject(owner)
    stands = {stand.fact.at: stand for stand in subject.stands}
    for used in subject.uses:
        named = f"schema {used.name}"
        stands |= {stand.fact.at.replace("schema", named, 1): stand for stand in tracks.subject(used).stands}
    return tuple(
        Standing(
            at=at,
            says=content_of(stand.fact),
            words=in_words(stand.fact),
            since=captures[stand.since],
            from_start=stand.since == 0,
            said_before=content_of(stand.before) if stand.before is not None else None,
            words_before=in_words(stand.before) if stand.before is not None else None,
        )
        for at, stand in sorted(stands.items())
        if field is None or _about(at, field)
    )


def in_words(fact: AnyFact) -> Mapping[str, Json]:
    """Return what a fact states, for people: a contradiction as what each side says, the most trusted first."""
    if not isinstance(fact, Contradiction):
        return content_of(fact)
    return {f"the {who} says": says for who, says in reversed(tuple(fact.sayings.items()))}


def _about(at: str, field: str) -> bool:
    """Tell whether an address, or what a finding calls a field, is the one that is asked for, or leads into it."""
    names = {paths.split(at)[1], paths.field_at(at)}
    names |= {spoken(name).name for name in names if "<" in name}
    return any(name == field or fnmatchcase(name, field) or paths.is_within(name, field) for name in names)


def _wanted(finding: Finding, *, operation: str | None, field: str | None) -> bool:
    if operation is not None and not any(_names(each, operation) for each in finding.operations):
        return False
    return field is None or (finding.field is not None and _about(finding.field, field))


def _names(documented: str, wanted: str) -> bool:
    return _key(documented) == _key(wanted) or fnmatchcase(documented, wanted)


def _key(operation: str) -> str:
    method, _, path = operation.strip().partition(" ")
    return address.operation_key(method, path) if path else operation


def check_documented(history: History, operation: str) -> None:
    """Make sure that some capture documented an operation, or one that a pattern fits.

    Raises:
        UsageError: none ever did.
    """
    captures = history.captures()
    if not captures or history.ever_documented([_key(operation)]):
        return
    newest = history.at(captures[0].commit, label=captures[0].label)
    if not matching(newest, operation):
        raise UsageError(f"no capture documents an operation {operation!r}{nearest(newest, operation)}", hint=_HINT)


def matching(snapshot: Snapshot, operation: str) -> tuple[Owner, ...]:
    """Return the operations that a name or pattern fits, one for each variant."""
    return tuple(
        owner
        for owner, entry in snapshot.entries.items()
        if owner.kind == "operation" and (owner.name == _key(operation) or _names(_call(entry), operation))
    )


def stands(snapshot: Snapshot, operation: str, field: str | None = None) -> bool:
    """Tell whether a snapshot documents an operation, and a field of it: of what does not stand nothing is to blame."""
    entries = [snapshot.entries[owner] for owner in matching(snapshot, operation)]
    if field is None:
        return bool(entries)
    return any(isolated(partial(_has_field, snapshot, entry, field), lambda _: False) for entry in entries)


def _has_field(snapshot: Snapshot, entry: Entry, field: str) -> bool:
    return any(_about(fact.at, field) for each in (entry, *snapshot.reached(entry)) for fact in each.facts)


def _call(entry: Entry) -> str:
    """Return an operation as documented; one whose facts cannot be read, for a fault of ours, has its key alone."""
    return isolated(lambda: entry.operation.call if entry.operation is not None else "", lambda _: "")


def nearest(snapshot: Snapshot, operation: str) -> str:
    """Return what was probably meant, for the end of a sentence about an unknown operation."""
    return did_you_mean(operation, {owner.name for owner in snapshot.entries if owner.kind == "operation"})
