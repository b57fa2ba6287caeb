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
        return self._half_of(lost, self._edits[0], place)

    def lost_as_well(self, place: str, lost: Collection[Line]) -> bool:
        """Tell whether half of what a page lost was lost by one other page as well: what pages share was edited."""
        return self._half_of(lost, self._edits[1], place)

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

    @staticmethod
    def _half_of(lost: Collection[Line], places: Mapping[Line, Collection[str]], place: str) -> bool:
        found = Counter(other for line in lost for other in places.get(line, ()) if other != place)
        return any(2 * count >= len(lost) for count in found.values())
