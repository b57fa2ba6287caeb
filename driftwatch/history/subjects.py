"""Everything that was ever documented, followed through the captures: under which names, since when, what happened.

This is the one place that knows since when a fact stands; blame and the site ask here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import structs

from driftwatch.compare.match.matching import Matches, match_operations, match_pages, match_schemas, same_owners
from driftwatch.compare.reread import as_read_today
from driftwatch.history.failure_log import failed_for
from driftwatch.history.uses import Uses, surroundings
from driftwatch.isolation import isolated
from driftwatch.model.facts import content_of
from driftwatch.model.finding import Finding
from driftwatch.model.json_values import same_json
from driftwatch.model.snapshot import Document, Entry, Owner, OwnerKind, Snapshot
from driftwatch.reports.site.model import Event, Name, Stand, Subject
from driftwatch.rules.folding import folded


class _Stands:
    """What an owner's facts say, and since which capture (an index) each of them says it."""

    def __init__(self) -> None:
        self._known: dict[tuple[type, str], Stand] = {}

    def __iter__(self) -> Iterator[Stand]:
        return iter(self._known.values())

    def advance(self, entry: Entry, index: int) -> None:
        """Go on to what the owner's facts say in a later capture."""
        stands: dict[tuple[type, str], Stand] = {}
        for fact in entry.facts:
            key = type(fact), fact.at
            older = self._known.get(key)
            if older is None:
                stands[key] = Stand(fact=fact, since=index)
            elif same_json(content_of(older.fact), content_of(fact)):
                stands[key] = Stand(fact=fact, since=older.since, before=older.before)
            else:
                stands[key] = Stand(fact=fact, since=index, before=older.fact)
        self._known = stands

    def reread(self, entry: Entry, index: int) -> None:
        """Take what the owner's facts say as they are read by now; what they were read as before was no drift."""
        stands: dict[tuple[type, str], Stand] = {}
        for fact in entry.facts:
            key = type(fact), fact.at
            older = self._known.get(key)
            since, before = (index, None) if older is None else (older.since, older.before)
            stands[key] = Stand(fact=fact, since=since, before=before)
        self._known = stands


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
        self.stands = _Stands()
        self.events: list[Event] = []
        self.uses: tuple[Owner, ...] = ()
        self.names: list[Name] = []
        self.shared = owner.kind != "schema"

    def take(self, entry: Entry, index: int) -> None:
        """Note what an entry is called and states now, and since when."""
        self.owner = entry.owner
        if entry.digest != self.digest:
            self.digest = entry.digest
            # What cannot be read, for a fault of ours, leaves what the owner stated before.
            isolated(partial(self._read, entry, index), partial(failed_for, entry.owner, "extraction"))
        if not self.names or (self.names[-1].title, self.names[-1].owner) != (self.title, self.owner):
            self.names.append(Name(title=self.title, owner=self.owner, since=index))

    def reread(self, entry: Entry, index: int) -> None:
        """Take what an entry states as it is read by now, and not as drift."""
        self.digest = entry.digest
        isolated(partial(self.stands.reread, entry, index), partial(failed_for, entry.owner, "extraction"))

    def _read(self, entry: Entry, index: int) -> None:
        self.stands.advance(entry, index)
        self.scope = entry.scope
        self.called = entry.operation.call if entry.operation is not None else self.called

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
            stands=tuple(self.stands),
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
        self._snapshot = Snapshot(())

    def advance(self, index: int, new: Snapshot) -> None:
        """Go on to the next snapshot: owners keep their track through moves and renamings."""
        old, self._snapshot = self._reread(index, new), new
        earlier = _earlier_names(old, new)
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

    def _reread(self, index: int, new: Snapshot) -> Snapshot:
        """Return the snapshot before as it is read by now; what is read for the first time stood there at least."""
        old = self._snapshot
        today = as_read_today(old, new) if self._now else old
        for owner, entry in today.entries.items():
            if entry is not old.entries.get(owner):
                track = self._now.get(owner) or self._begun(owner, index - 1)
                track.owner = owner
                track.reread(entry, index - 1)
                self._now[owner] = track
        for owner in old.entries.keys() - today.entries.keys():
            self._all.remove(self._now.pop(owner))
        return today

    def _returned(self, owner: Owner) -> _Track | None:
        track = self._gone.pop(owner, None)
        if track is not None:
            track.gone, track.digest, track.stands = None, "", _Stands()
        return track

    def _begun(self, owner: Owner, index: int) -> _Track:
        track = _Track(owner, index)
        self._all.append(track)
        return track

    def attribute(self, index: int, findings: Iterable[Finding], sides: tuple[Snapshot | None, Snapshot]) -> None:
        """Note each finding with the owners that it is about, as far as it is about each of them."""
        finder = _Finder([*self._before.values(), *self._now.values()], sides)
        for finding in findings:
            about: dict[int, tuple[_Track, list[Finding]]] = {}
            for one in finding.single:
                for track in finder.tracks(one):
                    about.setdefault(id(track), (track, []))[1].append(one)
            for track, mine in about.values():
                track.events.append(Event(capture=index, finding=_as_told(finding, mine), told_as=finding.fingerprint))

    def subject(self, owner: Owner) -> Subject:
        """Return what the newest snapshot calls `owner`."""
        track = self._now[owner]
        track.documents, track.uses = surroundings(owner, self._snapshot)
        return track.subject()

    def subjects(self) -> tuple[Subject, ...]:
        """Return everything that was ever documented, sorted by owner."""
        for owner, track in self._now.items():
            track.documents, track.uses = surroundings(owner, self._snapshot)
        return tuple(sorted((track.subject() for track in self._all), key=lambda one: (one.owner, one.first)))


def _as_told(finding: Finding, mine: Sequence[Finding]) -> Finding:
    """Tell those members of a finding that are about one owner as one, by the fingerprint of the finding."""
    (together,) = folded(mine)
    return structs.replace(together, fingerprint=finding.fingerprint) if together.members else together


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
            document.url: document.path for side in sides if side is not None for document in side.documents.values()
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


def _earlier_names(old: Snapshot, new: Snapshot) -> Mapping[Owner, Owner]:
    """What owners of the new snapshot were called in the old one, where they were called something else."""
    earlier = _matched(old, new, "operation", match_operations) | _matched(old, new, "page", match_pages)
    # The schemas of one operation go where it goes, whatever else of their name is new.
    scopes = {after.label: before.label for after, before in earlier.items() if after.kind == "operation"}
    for owner in _owners(new, "schema"):
        before = Owner("schema", owner.name, scope=scopes.get(owner.scope, owner.scope))
        if owner not in old.entries and before in old.entries and before not in new.entries:
            earlier[owner] = before
    taken = set(earlier.values())
    others = _matched(old, new, "schema", match_schemas)
    return earlier | {after: before for after, before in others.items() if after not in earlier and before not in taken}


def _matched(
    old: Snapshot, new: Snapshot, kind: OwnerKind, match: Callable[[Snapshot, Snapshot], Matches]
) -> dict[Owner, Owner]:
    if _owners(old, kind) == _owners(new, kind):
        return {}

    def failed(error: Exception) -> Matches:
        failed_for(Owner("api", ""), "matching", error)
        return same_owners(old, new, kind)[0]

    matches = isolated(partial(match, old, new), failed)
    pairs = ((before.owner, after.owner) for before, after in (*matches.pairs, *matches.moved))
    return {after: before for before, after in pairs if after != before}


def _owners(snapshot: Snapshot, kind: OwnerKind) -> list[Owner]:
    return [owner for owner in snapshot.entries if owner.kind == kind]
