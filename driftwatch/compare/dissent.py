"""What a further page of a call states otherwise than the first: its edits are changes of the page's own facts.

A call's facts are those of the document that is believed first; where another page states a fact otherwise, the
contradiction keeps what it says. Page by page that is: before, the page said what its statement says, or what the first
document did, where there is none; and so now.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from msgspec import UNSET, Struct, structs

from driftwatch.compare.page_lines import words_of
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
_Said: TypeAlias = Mapping[_Subject, Statement]


class Apart(Struct, frozen=True):
    """What one further page states of a call, before and now: only what it states otherwise on either side."""

    old: Entry
    new: Entry


def apart(old: tuple[Entry, Snapshot], new: tuple[Entry, Snapshot]) -> Iterator[Apart]:
    """Yield, for each further page of a call whose statements against the first one changed, what it states."""
    before, after = _statements(old[0]), _statements(new[0])
    for place in sorted(before.keys() | after.keys()):
        if place not in old[0].documents or place not in new[0].documents:
            continue
        said, says = before.get(place, {}), after.get(place, {})
        changed = {key for key in said.keys() | says.keys() if _value(said.get(key)) != _value(says.get(key))}
        known = {key for key in changed if all(_names(side[1], place, key[1]) for side in (old, new))}
        if known:
            yield Apart(_view(old, new[0], said, known, place), _view(new, new[0], says, known, place))


def but_told(changes: Iterable[Change], told: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes of a page that are not told of the call as such."""
    known = {_of(change) for change in told}
    return (change for change in changes if _of(change) not in known)


def _of(change: Change) -> tuple[str | None, ...]:
    sides = canonical([None if side is UNSET else [side] for side in (change.before, change.after)])
    return change.kind, change.location, change.media_type, change.status, change.name, change.field, sides


def _statements(entry: Entry) -> dict[str, dict[_Subject, Statement]]:
    """Return what each further page says otherwise, by its place."""
    found: dict[str, dict[_Subject, Statement]] = {}
    for fact in entry.facts:
        if isinstance(fact, Contradiction) and fact.aspect in _ASPECTS:
            for statement in fact.statements[1:]:
                if statement.document and statement.stated_by in _OF_FIELDS:
                    found.setdefault(statement.document, {})[fact.aspect, fact.subject] = statement
    return found


def _value(statement: Statement | None) -> str:
    return "" if statement is None else canonical(statement.says)


def _names(snapshot: Snapshot, place: str, subject: str) -> bool:
    """Tell whether a page names a field: one that it does not name it cannot have stated as the first page does."""
    text = snapshot.text(place)
    name = paths.name_in(paths.split(subject)[1]) or paths.parts(subject)[-1]
    wanted = words_of(name)
    return text is not None and any(_holds(words_of(line.words), wanted) for line in text.lines)


def _holds(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    first = wanted[:1]
    starts = (at for at, word in enumerate(words) if (word,) == first)
    return any(words[at : at + len(wanted)] == wanted for at in starts)


def _view(side: tuple[Entry, Snapshot], shape: Entry, said: _Said, subjects: Iterable[_Subject], place: str) -> Entry:
    """Write what a page states of some subjects as an entry: in a call of the same shape on both sides."""
    entry, snapshot = side
    trees = SchemaSide(entry, snapshot).trees
    facts: dict[tuple[str, str], AnyFact] = {
        (type(fact).__name__, fact.at): fact for fact in shape.facts if not isinstance(fact, Field | Contradiction)
    }
    for subject in sorted({subject for _, subject in subjects}):
        stated = {aspect: said[aspect, at] for aspect, at in subjects if at == subject and (aspect, at) in said}
        kept = next((fact for fact in entry.facts if isinstance(fact, Parameter) and fact.at == subject), None)
        if kept is not None:
            facts["Parameter", subject] = _stating(kept, stated, place)
            continue
        root, path = paths.split(subject)
        tree = trees.get(root)
        found = tree.find(path) if tree is not None else None
        if tree is not None and found is not None:
            for above in _above(path):
                parent = tree.find(above)
                kind = parent.type if parent is not None else ()
                facts.setdefault(("Field", address.join(root, above)), Field(at=address.join(root, above), type=kind))
            bare = structs.replace(found, at=subject, ref="")
            facts["Field", subject] = _stating(bare, stated, place)
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
    evidence = {"document": place, "locator": next((one.locator for one in stated.values()), "")}
    changed: AnyFact = structs.replace(fact, **said, **evidence)
    return changed
