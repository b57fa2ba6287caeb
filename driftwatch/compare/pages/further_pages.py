"""What a further page of a call states otherwise than the first: its edits are changes of the page's own facts.

A call's facts are those of the document that is believed first; where another page states a fact otherwise, the
contradiction keeps what it says. Page by page that is: before, the page said what its statement says, or what the first
document did, where there is none; and so now. A page of which no word changed says what it did.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeAlias

from msgspec import UNSET, Struct, structs

from driftwatch.compare.pages.page_lines import words_of
from driftwatch.compare.trees import SchemaSide
from driftwatch.model import address, paths
from driftwatch.model.change import Change
from driftwatch.model.facts import AnyFact, Contradiction, Field, Parameter, StatedBy, Statement
from driftwatch.model.json_values import canonical
from driftwatch.model.snapshot import Entry, Snapshot
from driftwatch.model.stored import entry_of

_ASPECTS: Final = frozenset(("type", "required", "enum", "default", "bounds"))
_OF_FIELDS: Final[frozenset[StatedBy]] = frozenset(("table", "component", "schema"))
"""Statements about a field in full; a sentence is told as a contradiction, and as a sentence."""

_Subject: TypeAlias = tuple[str, str]
"""Aspect, and the address of what the statement is about."""
_BySubject: TypeAlias = Mapping[str, Mapping[str, Statement]]
"""What is said by address, then by aspect."""


class FurtherPage(Struct, frozen=True):
    """What one further page states of a call, before and now: only what it states otherwise on either side."""

    old: Entry
    new: Entry


def further_pages(old: tuple[Entry, Snapshot], new: tuple[Entry, Snapshot]) -> Iterator[FurtherPage]:
    """Yield, for each further page of a call whose statements against the first one changed, what it states."""
    before, after = _statements(old[0]), _statements(new[0])
    for place in sorted(before.keys() | after.keys()):
        if place not in old[0].documents or place not in new[0].documents or _is_unedited(place, old[1], new[1]):
            continue
        said, says = before.get(place, {}), after.get(place, {})
        changed = {key for key in said.keys() | says.keys() if _value(said.get(key)) != _value(says.get(key))}
        words = [_words(side[1], place) for side in (old, new)] if changed else []
        subjects = {subject for _, subject in changed if all(_names(known, subject) for known in words)}
        if subjects:
            yield FurtherPage(
                _view(old, new[0], _of(said, subjects), place), _view(new, new[0], _of(says, subjects), place)
            )


def but_told(changes: Iterable[Change], told: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes of a page that are not told of the call as such."""
    known = {_shown(change) for change in told}
    return (change for change in changes if _shown(change) not in known)


def _shown(change: Change) -> tuple[str | None, ...]:
    sides = canonical([None if side is UNSET else [side] for side in (change.before, change.after)])
    return change.kind, change.location, change.media_type, change.status, change.name, change.field, sides


def _statements(entry: Entry) -> dict[str, dict[_Subject, Statement]]:
    """Return what each page says otherwise, by its place; the first page of all may hold a table beside its schema."""
    found: dict[str, dict[_Subject, Statement]] = {}
    for fact in entry.facts:
        if isinstance(fact, Contradiction) and fact.aspect in _ASPECTS:
            for statement in fact.statements[1:]:
                if statement.stated_by in _OF_FIELDS:
                    place = statement.document or entry.documents[0]
                    found.setdefault(place, {})[fact.aspect, fact.subject] = statement
    return found


def _is_unedited(place: str, old: Snapshot, new: Snapshot) -> bool:
    """Tell whether a page says what it said: what the first document states otherwise since is told of that one."""
    before, after = old.documents.get(place), new.documents.get(place)
    return before is not None and after is not None and after.has_digest(before.digest)


def _value(statement: Statement | None) -> str:
    return "" if statement is None else canonical(statement.says)


def _words(snapshot: Snapshot, place: str) -> frozenset[str]:
    text = snapshot.text(place)
    return frozenset(word for line in text.lines for word in words_of(line.words)) if text is not None else frozenset()


def _names(words: frozenset[str], subject: str) -> bool:
    """Tell whether a page names a field: one that it does not name it cannot have stated as the first page does."""
    root, path = paths.split(subject)
    name = paths.name_in(path) or paths.parts(root)[-1]
    return words.issuperset(words_of(name))


def _of(said: Mapping[_Subject, Statement], subjects: AbstractSet[str]) -> _BySubject:
    """Sort what is said of some subjects by subject, then by aspect; one that nothing is said of is there as well."""
    found: dict[str, dict[str, Statement]] = {subject: {} for subject in sorted(subjects)}
    for (aspect, subject), statement in said.items():
        if subject in subjects:
            found[subject][aspect] = statement
    return found


def _view(side: tuple[Entry, Snapshot], shape: Entry, said: _BySubject, place: str) -> Entry:
    """Write what a page states of some subjects as an entry: in a call of the same shape on both sides."""
    entry, snapshot = side
    trees = SchemaSide(entry, snapshot).trees
    parameters = {fact.at: fact for fact in entry.facts if isinstance(fact, Parameter)}
    facts: dict[tuple[str, str], AnyFact] = {
        (type(fact).__name__, fact.at): fact for fact in shape.facts if not isinstance(fact, Field | Contradiction)
    }
    for subject, stated in said.items():
        root, path = paths.split(subject)
        tree = trees.get(root)
        found = tree.find(path) if tree is not None else None
        if subject in parameters:
            facts["Parameter", subject] = _stating(parameters[subject], stated, place)
        elif tree is not None and found is not None:
            for above in _above(path):
                parent = tree.find(above)
                kind = parent.type if parent is not None else ()
                facts.setdefault(("Field", address.join(root, above)), Field(at=address.join(root, above), type=kind))
            facts["Field", subject] = _stating(structs.replace(found, at=subject, ref=""), stated, place)
    return entry_of(entry.owner, entry.documents, facts.values())


def _above(path: str) -> Iterator[str]:
    while path != address.ROOT:
        path = paths.parent(path)
        yield path


def _stating(fact: Any, stated: Mapping[str, Statement], place: str) -> AnyFact:
    """Return a fact as a page states it, with the page as its evidence."""
    said: dict[str, Any] = {}
    for aspect, statement in stated.items():
        if aspect == "bounds" and isinstance(statement.says, dict):
            said |= statement.says
        elif aspect in ("type", "enum") and isinstance(statement.says, list):
            said[aspect] = tuple(statement.says)
        elif aspect in ("required", "default"):
            said[aspect] = statement.says
    evidence = {"document": place, "locator": ""}
    for statement in stated.values():
        evidence |= {"locator": statement.locator, "stated_by": statement.stated_by}
    changed: AnyFact = structs.replace(fact, **said, **evidence)
    return changed
