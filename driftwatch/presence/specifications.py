"""Which specifications came without a part of what they stated: files, and what pages embed of one.

A specification has no words that tell where it was cut. What tells is what it states: much less and nothing new, names
of what did not come with it, less of a schema than other pages of the same file state.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import UNSET

from driftwatch.model.facts import AnyFact, Contradiction, Field, Unresolved, content_of
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.snapshot import Entry
from driftwatch.presence.came import calls_of, documented_by

_LEAST: Final = 3
"""Operations and schemas, at least: who takes out a field takes out no more than facts of one."""
_SHARE: Final = 0.05
"""Share of its operations and schemas that a specification must have lost."""
_MANY: Final = 20
"""Facts and values, at least, where they are of one operation or schema, or two."""
_PART: Final = 0.25
"""Share of what a page states of its calls that must be lost where nothing is new: it states few facts."""
_SEAM: Final = 1
"""Facts that may be new however few were lost: what the last one was cut down to."""
_NEW: Final = 0.05
"""Share of as many facts as were lost that may be new."""


def lacks_owners(
    entries: Sequence[Entry],
    cited: Sequence[Entry],
    *,
    place: str,
    is_elsewhere: Callable[[str], bool],
    schemas: Sequence[Entry] = (),
) -> bool:
    """Tell whether a specification lost a twentieth of what it stated, or names what came with the rest of it.

    Of 731 edits of specifications in six repositories 2 took out as much and stated nothing new: whoever takes several
    operations out writes others in their place, or something of the rest. One operation may be a twentieth of a small
    specification: of fewer than three it has to be many facts.

    Args:
        entries: what came.
        cited: what rests on it.
        place: of the document.
        is_elsewhere: tells whether a document at another place documents an operation or schema that is called so.
        schemas: what is known of others that it may name.
    """
    known, names = {*documented_by(cited)}, {*documented_by(entries)}
    missed = known - names
    alone = frozenset(documented_by(each for each in cited if each.documents == (place,)))
    if missed and 2 * sum(map(is_elsewhere, missed & alone)) > len(missed):
        return False
    calls, left = calls_of(cited), calls_of(entries)
    if len(calls) >= _LEAST and (not left or (len(left) >= _LEAST and _are_of_another(cited, entries, place))):
        return True
    if missed and _dangles(entries) and not _dangles(cited):
        return True
    if names.difference(known, documented_by(schemas)):
        return False
    was = frozenset(points_of(cited, place))
    now = frozenset(points_of(entries, place)).difference(points_of(schemas))
    lost = len(was - now)
    is_much = len(missed) >= max(_LEAST, _SHARE * len(known)) or lost >= max(_MANY, _SHARE * len(was))
    most = max(_SEAM, _NEW * lost)
    # Where no operation or schema is lost there is no seam of a hole: a field that is new was written.
    is_new = len(now - was) > (most if missed else 0) or _changed(cited, entries, place) > most
    return is_much and not is_new


def lacks_what_it_embedded(
    entries: Sequence[Entry],
    cited: Sequence[Entry],
    *,
    schemas: Sequence[Entry],
    place: str,
    is_elsewhere: Callable[[str], bool],
    is_stated: Callable[[Entry], bool],
) -> bool:
    """Tell the same of what a page embeds of a specification: an excerpt for its own calls.

    Who takes a schema out leaves nothing that refers to it. Pages of one file are written together. What one of them no
    longer states of a schema which another page states as before was lost on the way, unless it says something else of
    what is left: no seam writes another type.

    Args:
        entries: what came.
        cited: what rests on it.
        schemas: what was known of the named schemas that its calls refer to, whichever page they are known by.
        place: of the page.
        is_elsewhere: tells whether a document at another place documents an operation or schema that is called so.
        is_stated: tells whether a page states by now what was known of a schema.
    """
    own, now = frozenset(points_of(cited, place)), frozenset(points_of(entries))
    lost = own.union(points_of(schemas)) - now
    if not lost or not calls_of(entries):
        return False
    if own - now and ((_dangles(entries) and not _dangles(cited)) or not _named(entries).isdisjoint(_gone(own, now))):
        return True
    changed = _changed(cited, entries, place)
    new = len(now.difference(own, points_of(schemas))) + changed
    if len(own - now) >= max(_LEAST, _PART * len(own)) and new <= _SEAM:
        return True
    left = frozenset(entry.owner.name for entry in entries).intersection(owner for owner, _, _ in lost)
    is_whole_elsewhere = any(entry.owner.name in left and is_stated(entry) for entry in schemas)
    return (is_whole_elsewhere and changed == 0 and new <= _SEAM) or (
        lacks_owners(entries, cited, place=place, is_elsewhere=is_elsewhere, schemas=schemas)
    )


def names_what_is_missing(entries: Sequence[Entry]) -> bool:
    """Tell whether what is documented names something that did not come with it."""
    schemas = frozenset(entry.owner.name for entry in entries if entry.owner.kind == "schema")
    return _dangles(entries) or not _named(entries) <= schemas


def _named(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the names of the schemas that are referred to."""
    return frozenset(each.schema for entry in entries for each in entry.references)


def _gone(own: Iterable[tuple[str, str, str]], now: AbstractSet[tuple[str, str, str]]) -> frozenset[str]:
    """Return what the operations and schemas are called that are stated no longer."""
    return frozenset(name for name, at, _ in own if not at and (name, "", "") not in now)


def _are_of_another(cited: Sequence[Entry], entries: Sequence[Entry], place: str) -> bool:
    """Tell whether what is documented is another service: none of its calls is known, nor are most of its schemas.

    Of a service that moved to another base the calls are known by what stands below that.
    """
    calls, left = calls_of(cited), calls_of(entries)
    known = {form for call in calls for form in _forms(call)}
    if not left.isdisjoint(calls) or 2 * sum(not known.isdisjoint(_forms(call)) for call in left) >= len(left):
        return False
    was, now = _schemas(cited, place), _schemas(entries, place)
    return 2 * sum(was.get(name) == stated for name, stated in now.items()) < max(len(now), 1)


def _forms(call: str) -> tuple[str, ...]:
    """Return a call as it is, and without the first step of its path: that of `/v1/boxes` may be its base."""
    method, _, path = call.partition(" ")
    below = path.strip("/").partition("/")[2]
    return (call, f"{method} /{below}") if below else (call,)


def _schemas(entries: Sequence[Entry], place: str) -> dict[str, frozenset[tuple[str, str, str]]]:
    """Return what a document states of each schema."""
    return {each.owner.name: frozenset(points_of((each,), place)) for each in entries if each.owner.kind == "schema"}


def points_of(entries: Iterable[Entry], place: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield what a document states: operations and schemas, their facts, and the values that those list.

    Without a place what the first document of each entry states.
    """
    for entry in entries:
        if entry.owner.kind != "api" and (not place or place in entry.documents):
            yield entry.owner.name, "", ""
    for owner, fact in _stated(entries, place):
        yield owner, fact.at, ""
        yield from ((owner, fact.at, str(value)) for value in _listed(fact))


def _stated(entries: Iterable[Entry], place: str) -> Iterator[tuple[str, AnyFact]]:
    """Yield the facts that a document states, each with what its operation or schema is called.

    What is documented of the API is put together of what all its documents say, and tells nothing of one.
    """
    for entry in entries:
        if entry.owner.kind == "api" or (place and place not in entry.documents):
            continue
        stating = entry.documents[0] if not place or place in entry.agreeing else place
        for fact in entry.passing:
            # What parts with something else is found out, not stated: of half a list of values an example may be none.
            if (fact.document or entry.documents[0]) == stating and not isinstance(fact, Contradiction):
                yield entry.owner.name, fact


def says_less_alone(entries: Sequence[Entry], cited: Sequence[Entry], place: str, *, apart: int = 0) -> bool:
    """Tell whether a specification lost something, and states nothing new, nor anything otherwise but `apart` facts."""
    was, now = frozenset(points_of(cited, place)), frozenset(points_of(entries))
    return now < was and _changed(cited, entries, place) <= apart


def _changed(cited: Iterable[Entry], entries: Iterable[Entry], place: str) -> int:
    """Count facts that say what they did not, another type or a bound: one that only says less says nothing new."""
    was = {(owner, fact.at): fact for owner, fact in _stated(cited, place)}
    both = ((was.get((owner, fact.at)), fact) for owner, fact in _stated(entries, place))
    return sum(1 for one, other in both if one is not None and one != other and _says(other) - _says(one))


def _says(fact: AnyFact) -> frozenset[tuple[str, str]]:
    said = content_of(fact).items()
    return frozenset((key, canonical(each)) for key, value in said for each in _parts(value))


def _parts(value: Json) -> Iterable[Json]:
    if isinstance(value, Mapping):
        return [[key, each] for key, each in value.items()]
    return value if isinstance(value, list | tuple) else [value]


def _listed(fact: AnyFact) -> Iterable[Json]:
    return fact.enum if isinstance(fact, Field) and fact.enum is not UNSET else ()


def points_lost(
    cited: Sequence[Entry], entries: Iterable[Entry], place: str, *, schemas: Sequence[Entry] = ()
) -> Iterator[str]:
    """Yield what a specification no longer states: operations and schemas, and what those lack that are left.

    Of what a page embeds that is also of `schemas`, known by whichever page.
    """
    gone = {*documented_by(cited), *documented_by(schemas)}.difference(documented_by(entries))
    yield from sorted(gone)
    lost = {*points_of(cited, place), *points_of(schemas)} - {*points_of(entries, place)}
    for owner, at, value in sorted(lost):
        if at and owner not in gone and not (value and (owner, at, "") in lost):
            yield f"{owner}: {at.replace(' · ', ' ')} {value}".rstrip()


def _dangles(entries: Iterable[Entry]) -> bool:
    """Tell whether a reference of what is documented leads nowhere."""
    return any(isinstance(fact, Unresolved) for entry in entries for fact in entry.facts)
