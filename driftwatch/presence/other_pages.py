"""What became of the lines that a page lost, as far as others tell: they stand there now, or went there as well."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final

from driftwatch.model.snapshot import Entry, Snapshot
from driftwatch.model.text import Line
from driftwatch.presence.came import WORD, Came, Sides, documented_by
from driftwatch.presence.seams import Halves
from driftwatch.presence.sections import first_section_lost

_FEW: Final = 3
"""Pages, at most, that say a line which tells of one page: a notice or a footer stands on more."""
_SEVERAL: Final = 3
"""Pages, at least, that lost a section of one title: two may be cut at the same one by chance."""
_LEAST: Final = 3
"""Such lines that tell of one page, at least."""


class OtherPages:
    """The lines that came and went under all addresses, found out when somebody asks: few pages lose anything.

    Args:
        previous: the snapshot before.
        came: what came, by place.
        unheard: places of what is documented still, and of which nobody knows what it says today.
    """

    def __init__(self, previous: Snapshot, came: Mapping[str, Came], unheard: Iterable[str] = ()) -> None:
        self._previous = previous
        self._came = came
        self._unheard = frozenset(unheard) - came.keys()

    def took(self, place: str, lost: Collection[Line]) -> bool:
        """Tell whether half of what a page lost came under one other address: the page was split."""
        return len(lost) > 0 and 2 * self._most_of(lost, self._edits[0], place) >= len(lost)

    def lost_as_well(self, place: str, lost: Collection[Line]) -> bool:
        """Tell whether what pages share was edited: all that a page lost went from another one, and stands nowhere.

        Pages of one template have much in common, and one fault cuts several: each of them loses lines of its own, and
        those that it did not meet say what they share still.
        """
        if 2 * sum(line in self._saying for line in lost) >= len(lost):
            return False
        went = sorted((self._edits[1].get(line, frozenset()) for line in lost), key=len)
        return any(all(other in each for each in went) for other in went[0] if other != place)

    def lost_sections_as_well(self, place: str) -> bool:
        """Tell whether a page lost whole sections and nothing else, and so did several, from a heading of one title on.

        No fault of a network cuts several pages at the same heading.
        """
        title = self._sections_lost.get(place)
        return title is not None and sum(each == title for each in self._sections_lost.values()) >= _SEVERAL

    def goes_on_as(self, place: str, come: Collection[Line]) -> tuple[Line, ...]:
        """Return what the other page says that said most of some lines, and says those of them still; () without one.

        As for `said`, what many pages say tells of none.
        """
        rare = [line for line in come if len(self._before.get(line, ())) <= _FEW]
        found = Counter(other for line in rare for other in self._before.get(line, ()) if other != place)
        other, number = max(found.items(), key=lambda each: each[1], default=("", 0))
        if number < _LEAST:
            return ()
        if other not in self._came:
            before = self._previous.text(other)
            return before.lines if before is not None else ()
        sides = Sides(self._previous.text(other), self._came[other])
        still = frozenset(sides.now.lines)
        return sides.was.lines if 2 * sum(line in still for line in sides.was.lines) >= len(sides.was.lines) else ()

    def said(self, place: str, come: Collection[Line]) -> int:
        """Count the lines of some that one other page said, the one that said most of them; 0 where all pages say them.

        What many pages say, a notice or a footer, tells of none of them.
        """
        rare = [line for line in come if len(self._before.get(line, ())) <= _FEW]
        if self._most_of(rare, self._before, place) < _LEAST:
            return 0
        return self._most_of(come, self._before, place)

    def is_said(self, line: Line, place: str) -> bool:
        """Tell whether a page at another place said a line, however deep its headings stand."""
        return not self._cells.get((line.kind, line.cells), frozenset()) <= {place}

    @cached_property
    def names_in_samples(self) -> AbstractSet[str]:
        """The names in code that any page showed."""
        return frozenset(name for line in self._before if line.kind == "sample" for name in WORD.findall(line.words))

    @cached_property
    def halves(self) -> Halves:
        """What the lines begin with and end with that pages said."""
        return Halves(self._before)

    def is_documented(self, name: str, place: str) -> bool:
        """Tell whether a document at another place documents an operation or schema that is called so."""
        return not self._documenting.get(name, frozenset()) <= {place}

    def schemas_of(self, cited: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return what was known of the named schemas that entries refer to, whichever page they are known by."""
        found = {each.owner: each for entry in cited for each in self._previous.reached(entry)}
        return tuple(found.values())

    def is_stated(self, schema: Entry) -> bool:
        """Tell whether a page states by now what was known of a schema."""
        return (schema.owner.name, schema.digest) in self._stated

    def is_called(self, name: str, place: str) -> bool:
        """Tell whether a page at another place documents a call, or did of which nobody knows what it says today."""
        return any(other != place for other in self._calling.get(name, ()))

    @cached_property
    def _documenting(self) -> Mapping[str, AbstractSet[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for place, each in self._came.items():
            for name in documented_by(each.entries):
                found[name].add(place)
        return found

    @cached_property
    def _stated(self) -> AbstractSet[tuple[str, str]]:
        """The names of schemas that pages state, each with the digest of what they state of it."""
        stated = (entry for each in self._came.values() if each.text is not None for entry in each.entries)
        return frozenset((entry.owner.name, entry.digest) for entry in stated if entry.owner.kind == "schema")

    @cached_property
    def _calling(self) -> Mapping[str, Collection[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for place, each in self._came.items():
            for name in each.calls:
                found[name].add(place)
        for entry in self._previous.entries.values():
            if entry.owner.kind == "operation":
                found[entry.owner.name].update(self._unheard.intersection(entry.documents))
        return found

    @cached_property
    def _edits(self) -> tuple[Mapping[Line, Collection[str]], Mapping[Line, Collection[str]]]:
        """The places of each line that came, and of each that went; what all pages say was there."""
        come: defaultdict[Line, set[str]] = defaultdict(set)
        went: defaultdict[Line, set[str]] = defaultdict(set)
        for place, each in self._came.items():
            if self._is_changed(place, each):
                sides = Sides(self._previous.text(place), each)
                for line in sides.come:
                    come[line].add(place)
                for line in sides.lost:
                    went[line].add(place)
        return come, went

    @cached_property
    def _sections_lost(self) -> Mapping[str, str]:
        """What the first heading says that a page lost, by place of those that lost whole sections and nothing else."""
        changed = ((place, each) for place, each in self._came.items() if self._is_changed(place, each))
        sides = ((place, Sides(self._previous.text(place), each)) for place, each in changed)
        found = ((place, first_section_lost(each)) for place, each in sides)
        return {place: title for place, title in found if title}

    @cached_property
    def _stood(self) -> Mapping[str, Collection[Line]]:
        """What each page said and says, by place."""
        found: dict[str, Collection[Line]] = {}
        for place, each in self._came.items():
            sides = Sides(self._previous.text(place), each)
            if sides.are_comparable:
                found[place] = frozenset(sides.was.lines) & frozenset(sides.now.lines)
        return found

    @cached_property
    def _saying(self) -> Mapping[Line, Collection[str]]:
        """The places of each line that a page said and says."""
        found: defaultdict[Line, list[str]] = defaultdict(list)
        for place, lines in self._stood.items():
            for line in lines:
                found[line].append(place)
        return found

    @cached_property
    def _before(self) -> Mapping[Line, Collection[str]]:
        """The places of each line that a page said, be it that nobody knows what it says today."""
        found: defaultdict[Line, list[str]] = defaultdict(list)
        for place in (*self._came, *sorted(self._unheard)):
            text = self._previous.text(place)
            for line in frozenset(text.lines if text is not None else ()):
                found[line].append(place)
        return found

    @cached_property
    def _cells(self) -> Mapping[tuple[str, tuple[str, ...]], AbstractSet[str]]:
        """The places of what lines said; how deep a heading stands depends on those above it."""
        found: defaultdict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
        for line, places in self._before.items():
            found[line.kind, line.cells].update(places)
        return found

    def _is_changed(self, place: str, came: Came) -> bool:
        known = self._previous.documents.get(place)
        return came.text is not None and (known is None or known.digest != came.digest)

    @staticmethod
    def _most_of(lost: Collection[Line], places: Mapping[Line, Collection[str]], place: str) -> int:
        """Count the lines that the page has which has most of them, other than their own one."""
        return max(
            Counter(other for line in lost for other in places.get(line, ()) if other != place).values(), default=0
        )
