"""Which captures brought what differs between the first one and the newest, and whether somebody has settled it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from driftwatch.history.overall import Around, Found, Overall, Told, holds, is_addition, of_one_variant
from driftwatch.history.same_place import Where
from driftwatch.model.finding import LEVELS, Finding, State


class Account(Struct, frozen=True, kw_only=True):
    """What became of a finding between the first capture and the newest, and which captures brought it."""

    finding: Finding
    state: State
    last: int
    """The last capture that brought it."""
    since: int
    """The first one."""
    told: Told | None = None
    """What a capture told that stands for it; None when none told anything of the kind."""
    rather: tuple[Told, ...] = ()
    """What is told in its stead: what came after somebody had settled what was before."""


class Accounts:
    """Looks up which captures brought a finding.

    Args:
        overall: what differs between the first capture and the newest.
        told: what captures told, the newest first.
        standing: what of it stands until today, the newest first.
        reviewed: tells whether a finding was reviewed since a capture.
        brought: finds the capture that brought a finding which none told in the same words.
    """

    def __init__(
        self,
        overall: Overall,
        told: Sequence[Told],
        standing: Iterable[Told],
        *,
        reviewed: Callable[[Finding, int], bool],
        brought: Callable[[Finding], int],
    ) -> None:
        self._overall = overall
        self._new = Around(each for each in told if is_addition(each.finding))
        self._reviewed = reviewed
        self._brought = brought
        self._same = {each.finding.fingerprint: each for each in reversed(told)}
        self._at = _by_place(told)
        self._standing = {each.finding.fingerprint: each for each in standing}
        self._standing_at = _by_place(each for each in self._standing.values() if not overall.finds(each.finding))

    def of(self, found: Found) -> Account:
        """Account for a finding between the first capture and the newest that no suppression accepts."""
        same = self._standing.get(found.finding.fingerprint)
        chain = [same] if same else self._chain(found)
        standing = [] if same else [each for each in self._standing_at.get(found.place, ()) if _may_be(each, found)]
        stands = same or next(iter(standing), None)
        known = stands is not None and self._brought_it(stands, found)
        last = stands.capture if stands and known else self._brought(found.finding)
        state = self._state(found, chain, last)
        # What told it in the very same words comes first, though its place is told of in others since: it came back.
        heard = (self._same.get(found.finding.fingerprint), stands, *chain)
        return Account(
            finding=found.finding,
            state=state,
            last=last,
            since=chain[-1].capture if chain else last,
            told=next((each for each in heard if each and (each is stands or not each.accepted)), None)
            or self._came_back(found),
            rather=self._rather(found, chain, standing) if state == "open" else (),
        )

    def _state(self, found: Found, chain: Sequence[Told], last: int) -> State:
        if _are_accepted(chain, found):
            return "accepted"
        return "reviewed" if self._reviewed(found.finding, last) else "open"

    def _brought_it(self, told: Told, found: Found) -> bool:
        """Tell whether what a capture told is the finding, and nothing else at its place was told since."""
        later = takewhile(lambda each: each.capture != told.capture, self._at[told.place])
        is_last = all(self._overall.finds(each.finding) for each in later)
        return told.finding.id == found.finding.id and is_last

    def _chain(self, found: Found) -> Sequence[Told]:
        """Return what captures told of a finding, the newest first: the very same, else what was at its place."""
        same = self._same.get(found.finding.fingerprint)
        if same is not None:
            return [same]
        mine = [each for each in self._at.get(found.place, ()) if _may_be(each, found)]
        # What is still found as it was told is another thing at the same place.
        return [each for each in mine if not self._overall.finds(each.finding)] or mine

    def _came_back(self, found: Found) -> Told | None:
        """Return what last told that something new holds the place: it was gone, and is not what it was."""
        return next((each for each in self._new.of(found.place) if holds(each, found)), None)

    def _rather(self, found: Found, chain: Sequence[Told], standing: Sequence[Told]) -> tuple[Told, ...]:
        """Return what came after somebody had settled a state: reviewed it, or accepted what is no worse by now."""
        fresh = tuple(each for each in standing if not self._reviewed(each.finding, each.capture))
        if any(not each.accepted and self._reviewed(each.finding, each.capture) for each in chain):
            return fresh
        worst = min((LEVELS.index(each.finding.level) for each in fresh), default=len(LEVELS))
        is_settled = any(each.accepted for each in chain) and worst <= LEVELS.index(found.finding.level)
        return fresh if is_settled else ()


def _by_place(told: Iterable[Told]) -> Mapping[Where, Sequence[Told]]:
    found: defaultdict[Where, list[Told]] = defaultdict(list)
    for each in told:
        found[each.place].append(each)
    return found


def _may_be(told: Told, found: Found) -> bool:
    """Tell whether what a capture told may be of the documentation that a finding is of."""
    return of_one_variant(told.finding, found.finding)


def _are_accepted(chain: Sequence[Told], found: Found) -> bool:
    """Tell whether everything was accepted that brought a finding: by the same rule, or as another name."""
    if not chain or not all(each.accepted for each in chain):
        return False
    return any(each.finding.id == found.finding.id or each.finding.is_renaming for each in chain)
