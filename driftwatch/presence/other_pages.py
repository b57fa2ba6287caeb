"""What became of the lines that a page lost, as far as others tell: they stand there now, or went there as well."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property

from driftwatch.model.snapshot import Snapshot
from driftwatch.model.text import Line
from driftwatch.presence.came import Came, Sides


class OtherPages:
    """The lines that came and went under all addresses, found out when somebody asks: few pages lose anything.

    Args:
        previous: the snapshot before.
        came: what came, by place.
    """

    def __init__(self, previous: Snapshot, came: Mapping[str, Came]) -> None:
        self._previous = previous
        self._came = came

    def took(self, place: str, lost: Collection[Line]) -> bool:
        """Tell whether half of what a page lost came under one other address: the page was split."""
        return 2 * self._most_of(lost, self._edits[0], place) >= len(lost)

    def lost_as_well(self, place: str, lost: Collection[Line]) -> bool:
        """Tell whether what pages share was edited: all that a page lost went from another one, and stands nowhere.

        Pages of one template have much in common, and one fault cuts several: each of them loses lines of its own, and
        those that it did not meet say what they share still.
        """
        went = self._edits[1]
        is_shared = self._most_of(lost, went, place) == len(lost)
        return is_shared and 2 * sum(line in self._saying for line in lost) < len(lost)

    def says(self, place: str, come: Collection[Line]) -> bool:
        """Tell whether one other page said what came to a page, and says it still, but for a line in two halves."""
        # Who says all but one of them says one of any two: few pages say the rarest.
        rare = sorted(come, key=lambda line: len(self._saying.get(line, ())))[:2]
        candidates = {other for line in rare for other in self._saying.get(line, ()) if other != place}
        return any(sum(line in self._stood[other] for line in come) >= len(come) - 1 for other in candidates)

    @cached_property
    def _edits(self) -> tuple[Mapping[Line, Collection[str]], Mapping[Line, Collection[str]]]:
        """The places of each line that came, and of each that went; what all pages say was there."""
        come: defaultdict[Line, list[str]] = defaultdict(list)
        went: defaultdict[Line, list[str]] = defaultdict(list)
        for place, each in self._came.items():
            known = self._previous.documents.get(place)
            if each.text is not None and (known is None or known.digest != each.digest):
                sides = Sides(self._previous.text(place), each)
                for line in sides.come:
                    come[line].append(place)
                for line in sides.lost:
                    went[line].append(place)
        return come, went

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

    @staticmethod
    def _most_of(lost: Collection[Line], places: Mapping[Line, Collection[str]], place: str) -> int:
        """Count the lines that the page has which has most of them, other than their own one."""
        return max(
            Counter(other for line in lost for other in places.get(line, ()) if other != place).values(), default=0
        )
