"""The history of a source as its site shows it: snapshots are compared once, entries read when they changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from driftwatch.compare.matching import Matches, match_operations, match_pages, match_schemas
from driftwatch.model.facts import AnyFact, Operation
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Document, Entry, Owner, OwnerKind, Snapshot
from driftwatch.reports.site_model import Cut, Event, Moment, Name, Past, Stand, Subject
from driftwatch.workflows.site_uses import Uses, surroundings
from driftwatch.workflows.stored_history import SHORT, Captured, History

_AT_ONCE: Final = 24
"""Snapshots held in memory together."""
_EVIDENCE: Final = ("at", "document", "place", "stated_by", "schemas", "api")

Judge = Callable[[Snapshot, Snapshot], tuple[Finding, ...]]


def past_of(history: History, judge: Judge, *, source: str, url: str = "") -> Past:
    """Follow everything that was ever documented through the captures of a source.

    Args:
        history: the captures.
        judge: compares two snapshots; called once for each capture that holds other facts than the one before.
        source: name of the source.
        url: where the site will be published.
    """
    captures = tuple(reversed(history.captures()))
    past = _Tracks()
    moments = []
    before: Snapshot | None = None
    for index, captured, snapshot in _snapshots(history, captures):
        findings: tuple[Finding, ...] = ()
        if snapshot is not None:
            findings = judge(before, snapshot) if before is not None else ()
            past.advance(index, before, snapshot)
            past.attribute(index, findings, (before, snapshot))
            before = snapshot
        moments.append(_moment(captured, findings, first=index == 0))
    return Past(
        source=source, moments=tuple(moments), subjects=past.subjects(before), url=url, cut=_cut(history, len(captures))
    )


def _cut(history: History, held: int) -> Cut | None:
    """Tell what is missing: a clone may be shallow, commits may have been squashed."""
    told = history.told()
    return Cut(told=told, held=held, shallow=history.repository.is_shallow()) if told > held else None


def _snapshots(history: History, captures: Sequence[Captured]) -> Iterator[tuple[int, Captured, Snapshot | None]]:
    """Yield captures, oldest first, with their snapshots; None where the facts are those of the capture before."""
    for start in range(0, len(captures), _AT_ONCE):
        chunk = captures[start : start + _AT_ONCE]
        olders = (captures[start - 1] if start else None, *chunk)
        fresh = [new for old, new in zip(olders, chunk, strict=False) if old is None or not _same(history, old, new)]
        read = history.several({captured.commit: captured.label for captured in fresh}) if fresh else {}
        for index, captured in enumerate(chunk, start=start):
            yield index, captured, read.get(captured.commit)


def _same(history: History, one: Captured, other: Captured) -> bool:
    if one.capture is not None and other.capture is not None:
        # Asking git for both trees costs more than all the rest of a capture.
        return one.capture.digest == other.capture.digest
    return history.same(one.commit, other.commit)


def _moment(captured: Captured, findings: tuple[Finding, ...], *, first: bool) -> Moment:
    line = captured.capture
    at = line.at if line else f"{captured.date}T00:00:00Z"
    return Moment(
        key=f"{captured.date}-{captured.commit[:SHORT]}",
        date=captured.date,
        at=at,
        commit=captured.commit,
        first=first,
        findings=findings,
        read=line.documents.read if line else 0,
        unseen=line.unseen if line else (),
        operations=line.operations if line else 0,
        facts=line.facts if line else 0,
    )


class _Track:
    """One owner on its way through the captures."""

    def __init__(self, owner: Owner, first: int) -> None:
        self.owner = owner
        self.first = first
        self.gone: int | None = None
        self.digest = ""
        self.called = owner.name
        self.scope = ""
        self.documents: tuple[Document, ...] = ()
        self.stands: dict[str, tuple[Stand, bytes]] = {}
        self.events: list[Event] = []
        self.uses: tuple[Owner, ...] = ()
        self.names: list[Name] = []
        self.shared = owner.kind != "schema"

    def take(self, entry: Entry, index: int) -> None:
        """Note what an entry is called and states now, and since when."""
        self.owner = entry.owner
        if entry.digest != self.digest:
            self.digest = entry.digest
            self._stand(entry, index)
        if not self.names or (self.names[-1].title, self.names[-1].owner) != (self.title, self.owner):
            self.names.append(Name(title=self.title, owner=self.owner, since=index))

    def _stand(self, entry: Entry, index: int) -> None:
        stands = {}
        for fact in entry.facts:
            says = _says(fact)
            known = self.stands.get(fact.at)
            if known is not None and known[1] == says:
                stand = Stand(fact=fact, since=known[0].since, before=known[0].before)
            else:
                stand = Stand(fact=fact, since=index, before=known[0].fact if known is not None else None)
            stands[fact.at] = (stand, says)
            if isinstance(fact, Operation) and fact.at == "operation":
                self.called = f"{fact.method} {fact.path}"
                self.scope = fact.schemas
        self.stands = stands

    @property
    def title(self) -> str:
        variant = f" ({self.owner.variant})" if self.owner.variant else ""
        return f"{self.called}{variant}" if self.owner.kind == "operation" else self.owner.label

    def subject(self) -> Subject:
        return Subject(
            owner=self.owner,
            title=self.title,
            first=self.first,
            gone=self.gone,
            documents=self.documents,
            stands=tuple(stand for stand, _ in self.stands.values()),
            events=tuple(reversed(self.events)),
            uses=self.uses,
            names=tuple(self.names),
            shared=self.shared,
        )


class _Tracks:
    """All owners that were ever documented."""

    def __init__(self) -> None:
        self._all: list[_Track] = []
        self._now: dict[Owner, _Track] = {}
        self._before: dict[Owner, _Track] = {}
        self._gone: dict[Owner, _Track] = {}
        self._uses = Uses()

    def advance(self, index: int, old: Snapshot | None, new: Snapshot) -> None:
        """Go on to the next snapshot: owners keep their track through moves and renamings."""
        earlier = _earlier_names(old, new) if old is not None else {}
        self._before = self._now
        now = {}
        for owner, entry in new.entries.items():
            track = self._before.get(earlier.get(owner, owner)) or self._returned(owner) or self._begun(owner, index)
            track.take(entry, index)
            now[owner] = track
        kept = set(map(id, now.values()))
        for owner, track in self._before.items():
            if id(track) not in kept:
                track.gone = index
                track.documents, track.uses = surroundings(owner, old)
                self._gone[owner] = track
        self._now = now
        for owner in self._uses.shared(new):
            now[owner].shared = True

    def _returned(self, owner: Owner) -> _Track | None:
        track = self._gone.pop(owner, None)
        if track is not None:
            track.gone, track.digest, track.stands = None, "", {}
        return track

    def _begun(self, owner: Owner, index: int) -> _Track:
        track = _Track(owner, index)
        self._all.append(track)
        return track

    def attribute(self, index: int, findings: Iterable[Finding], sides: tuple[Snapshot | None, Snapshot]) -> None:
        """Note each finding with the owners that it is about."""
        finder = _Finder([*self._before.values(), *self._now.values()], sides)
        for finding in findings:
            for track in finder.tracks(finding):
                track.events.append(Event(capture=index, finding=finding))

    def subjects(self, newest: Snapshot | None) -> tuple[Subject, ...]:
        """Return everything that was ever documented, sorted by owner."""
        for owner, track in self._now.items():
            track.documents, track.uses = surroundings(owner, newest)
        return tuple(sorted((track.subject() for track in self._all), key=lambda one: (one.owner, one.first)))


class _Finder:
    """Finds the tracks that a finding is about."""

    def __init__(self, tracks: Iterable[_Track], sides: tuple[Snapshot | None, Snapshot]) -> None:
        self._operations: dict[str, list[_Track]] = {}
        self._schemas: dict[str, list[_Track]] = {}
        self._others: dict[str, list[_Track]] = {}
        for track in {id(track): track for track in tracks}.values():
            kind = track.owner.kind
            if kind == "operation":
                for name in {track.called, track.owner.name}:
                    self._operations.setdefault(name, []).append(track)
            elif kind == "schema":
                self._schemas.setdefault(track.owner.name, []).append(track)
            else:
                self._others.setdefault(kind, []).append(track)
        self._places = {
            document.url: document.place for side in sides if side is not None for document in side.documents.values()
        }

    def tracks(self, finding: Finding) -> tuple[_Track, ...]:
        """Return the tracks of a finding's operations, shared schema and page, each once."""
        operations = [track for name in finding.operations for track in self._operations.get(name, ())]
        if finding.variant is not None:
            operations = [track for track in operations if track.owner.variant == finding.variant] or operations
        found = [*operations, *self._schema(finding, operations)]
        if not finding.operations:
            found.extend(self._unowned(finding))
        return tuple({id(track): track for track in found}.values())

    def _schema(self, finding: Finding, operations: list[_Track]) -> list[_Track]:
        named = self._schemas.get(finding.schema or "", [])
        scopes = {track.scope for track in operations}
        return [track for track in named if track.owner.scope in scopes or not finding.operations]

    def _unowned(self, finding: Finding) -> list[_Track]:
        places = {self._places.get(source.url, "") for source in finding.sources}
        pages = [track for track in self._others.get("page", ()) if track.owner.name in places]
        if pages or finding.area not in {"server", "security", "operation"} or finding.schema:
            return pages
        return self._others.get("api", [])


def _says(fact: AnyFact) -> bytes:
    """Return what a fact says as comparable bytes, its evidence left out; true and 1 stay apart."""
    stated = msgspec.to_builtins(fact)
    return msgspec.json.encode({key: value for key, value in stated.items() if key not in _EVIDENCE}, order="sorted")


def _earlier_names(old: Snapshot, new: Snapshot) -> Mapping[Owner, Owner]:
    """What owners of the new snapshot were called in the old one, where they were called something else."""
    matchers: Mapping[OwnerKind, Callable[[Snapshot, Snapshot], Matches]] = {
        "operation": match_operations,
        "page": match_pages,
        "schema": match_schemas,
    }
    earlier: dict[Owner, Owner] = {}
    for kind, match in matchers.items():
        if _owners(old, kind) != _owners(new, kind):
            matches = match(old, new)
            pairs = ((before.owner, after.owner) for before, after in (*matches.pairs, *matches.moved))
            earlier |= {after: before for before, after in pairs if after != before}
    scopes = {after.label: before.label for after, before in earlier.items() if after.kind == "operation"}
    for owner in _owners(new, "schema"):
        if owner not in old.entries and owner not in earlier and owner.scope in scopes:
            earlier[owner] = Owner("schema", owner.name, scope=scopes[owner.scope])
    return earlier


def _owners(snapshot: Snapshot, kind: OwnerKind) -> list[Owner]:
    return [owner for owner in snapshot.entries if owner.kind == kind]
