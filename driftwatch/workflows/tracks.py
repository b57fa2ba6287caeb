"""Everything that was ever documented, followed through the captures: under which names, since when, what happened."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from driftwatch.compare.matching import Matches, match_operations, match_pages, match_schemas
from driftwatch.model.facts import AnyFact, Operation
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Document, Entry, Owner, OwnerKind, Snapshot
from driftwatch.reports.site_model import Event, Name, Stand, Subject
from driftwatch.workflows.site_uses import Uses, surroundings

_EVIDENCE: Final = ("at", "document", "place", "stated_by", "schemas", "api")


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
            events=tuple(sorted(self.events, key=lambda event: event.capture, reverse=True)),
            uses=self.uses,
            names=tuple(self.names),
            shared=self.shared,
        )


class Tracks:
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
