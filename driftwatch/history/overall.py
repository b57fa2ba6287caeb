"""All captures together: what differs between the first that is looked back on and the newest."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final, Generic, TypeAlias, TypeVar

from msgspec import Struct

from driftwatch.history.same_place import Names, Where
from driftwatch.model.finding import Finding, Report
from driftwatch.model.snapshot import Snapshot
from driftwatch.patterns import lazy_regex
from driftwatch.rules.catalogue import RULES

_THINGS: Final = lazy_regex(r"[a-z-]+\.added")
"""Kinds of changes that tell of something new: an operation, a field, a list."""
_GONE: Final = lazy_regex(r"[a-z-]+\.removed")
"""Kinds of changes that tell that something is gone."""
_OPERATIONS_GONE: Final = lazy_regex(r"operation\.removed")
_OPERATIONS_NEW: Final = lazy_regex(r"operation\.added")
_BRANCHES: Final = lazy_regex(r"field\.(?!type)[a-z-]+\.added")
"""Kinds of changes that tell of one more branch of a field that was there before."""
_WATCHED: Final = lazy_regex(r"documents\.newly-watched")


class Found(Struct, frozen=True):
    """A finding, and where it is."""

    finding: Finding
    place: Where


class Told(Found, frozen=True):
    """What a capture (its number) told, and where."""

    capture: int
    accepted: bool


F = TypeVar("F", bound=Found)

_Owner: TypeAlias = tuple[tuple[str, ...], str, str | None]
"""Operations, document and schema: places inside of one another have them in common, but for those of an operation."""


class Around(Generic[F]):
    """Findings by what can be inside of their places: of thousands, few are asked whether they hold one more.

    Args:
        found: the findings; where several may hold a place, they are named in this order.
    """

    def __init__(self, found: Iterable[F]) -> None:
        self._same: defaultdict[_Owner, list[tuple[int, F]]] = defaultdict(list)
        self._whole: defaultdict[str, list[tuple[int, F]]] = defaultdict(list)
        for number, each in enumerate(found):
            self._same[_owner(each.place)].append((number, each))
            for operation in each.place.operations if each.place.is_whole_operation else ():
                self._whole[operation].append((number, each))

    def of(self, place: Where) -> Sequence[F]:
        """Return each finding whose place is one, or may hold it: the others do not."""
        named = {number: each for operation in place.operations[:1] for number, each in self._whole.get(operation, ())}
        named.update(self._same.get(_owner(place), ()))
        return [named[number] for number in sorted(named)]


class Overall:
    """What differs between the first capture and the newest, and where.

    Args:
        report: the comparison of the two.
        first: the first capture.
        names: what everything of the first capture is called today.
    """

    def __init__(self, report: Report, first: Snapshot, names: Names) -> None:
        self.found = tuple(Found(each, names.place_today(each)) for each in report.single)
        """What no suppression accepts, sorted as in a report."""
        every = (*self.found, *(Found(each, names.place_today(each)) for each in report.accepted))
        self._fingerprints = frozenset(each.finding.fingerprint for each in every)
        self._places = frozenset(each.place for each in every)
        self._added = Around(each for each in every if each.finding.id in _ids_of(_THINGS) | _ids_of(_BRANCHES))
        self._gone = Around(each for each in every if each.finding.id in _ids_of(_OPERATIONS_GONE))
        self._names = names
        self._watched = self._watched_since(each.finding for each in every)
        self._schemas = names.schemas_of(first)
        self._operations = names.operations_of(first) | names.operations

    def finds(self, finding: Finding) -> bool:
        """Tell whether it has the very finding that a capture told, accepted or not."""
        return finding.fingerprint in self._fingerprints

    def differs_at(self, place: Where) -> bool:
        """Tell whether anything differs at a place."""
        return place in self._places

    def lacked(self, told: Found) -> bool:
        """Tell whether what a capture told is about something that the first one did not have yet.

        That is told as new, whatever became of it since: what changed in it differs from nothing of the first. What
        changed in an operation of the first one that is gone by now is told by telling that it is gone, though what
        came of it be called like something new. Of documents that are asked for since only that is told.
        """
        if told.place.schema is not None and told.place.schema not in self._schemas:
            return True
        is_new = self._is_of(self._watched, told) or any(holds(new, told) for new in self._added.of(told.place))
        return is_new and not any(_was_of(gone, told) for gone in self._gone.of(told.place))

    def came_and_went(self, told: Sequence[Told]) -> tuple[Told, ...]:
        """Return what tells that an operation is gone which was new since the first capture, and is not there today.

        Args:
            told: what captures told, the newest first; of each operation the last time counts.
        """
        gone = [each for each in told if each.finding.id in _ids_of(_OPERATIONS_GONE)]
        # What came when another one went may be that one under a new name, and have gone back to it.
        renewed = {each.capture for each in gone}
        new = (each for each in told if each.finding.id in _ids_of(_OPERATIONS_NEW) and each.capture not in renewed)
        came = {each.place.operations for each in new}
        watched = self._watched_since(each.finding for each in told)
        came.update(each.place.operations for each in gone if self._is_of(watched, each))
        last: dict[Where, Told] = {}
        for each in gone:
            if each.place.operations in came and not self._operations & set(each.place.operations):
                last.setdefault(each.place, each)
        return tuple(each for each in last.values() if not each.accepted)

    def _watched_since(self, findings: Iterable[Finding]) -> frozenset[str]:
        """Return where the documents stand today of which findings say that they are asked for since."""
        found = (source for each in findings if each.id in _ids_of(_WATCHED) for source in each.sources)
        return frozenset(self._names.document(source.url) for source in found)

    def _is_of(self, documents: AbstractSet[str], told: Found) -> bool:
        """Tell whether some documents alone state what a capture told, and that was not that they are watched."""
        urls = {self._names.document(source.url) for source in told.finding.sources}
        return bool(urls) and urls <= documents and told.finding.id not in _ids_of(_WATCHED)


def _owner(place: Where) -> _Owner:
    return place.operations, place.document, place.schema


def is_addition(finding: Finding) -> bool:
    """Tell whether a finding tells of something new as a whole."""
    return finding.id in _ids_of(_THINGS)


def of_one_variant(one: Finding, other: Finding) -> bool:
    """Tell whether two findings may be of one documentation: it has no name as long as it is the only one."""
    return None in {one.variant, other.variant} or one.variant == other.variant


def holds(new: Found, told: Found) -> bool:
    """Tell whether what a capture told is inside of something new."""
    if not of_one_variant(new.finding, told.finding):
        return False
    if new.place == told.place:
        # That it came, went and came, and from where, is told by telling of it as new.
        comes_or_goes = told.finding.id in _ids_of(_THINGS) | _ids_of(_GONE) or told.finding.is_renaming
        return is_addition(new.finding) and not comes_or_goes
    if is_addition(new.finding):
        return new.place.holds(told.place) or new.place.is_operation_of(told.place)
    below = (told.place.field or "").removeprefix(new.place.field or "")
    return below.startswith("<") and new.place.holds(told.place)


def _was_of(gone: Found, told: Found) -> bool:
    """Tell whether what a capture told is inside of an operation that is gone, by the name that it had then."""
    return gone.place.is_operation_of(told.place) and set(told.finding.operations) <= set(gone.finding.operations)


@cache
def _ids_of(kinds: re.Pattern[str]) -> frozenset[str]:
    """Return the ids of findings about some kinds of changes."""
    return frozenset(rule.id_at(role) for rule in RULES if kinds.fullmatch(rule.on) for role in rule.roles)
