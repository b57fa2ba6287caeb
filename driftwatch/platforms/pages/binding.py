"""Which call of a page each block of fields belongs to.

Fields inside the section that documents a call are its own, but for those below a heading that names something else
("Widget object") without a word of what they are for. Others are bound only where their heading says what they
are for: to the one call of the nearest section that holds both, or, among sections side by side, to the call that was
named last before them. What could belong to several calls belongs to none.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.words.role_words import SAMPLES
from driftwatch.extract.words.roles import Aim, role_of_title
from driftwatch.extract.words.wording import word
from driftwatch.model.address import operation_key
from driftwatch.platforms.calls.named_call import ANY, WRITING
from driftwatch.platforms.messages.told import Path, Place, Told
from driftwatch.platforms.pages.page_calls import MOST_TOGETHER, Site

_TO_TWIN: Final = 2
"""Blocks from a call to the next by which the same is asked for: "Or the head alone:" may stand between them.

What stands between others a page says of the first.
"""
_STATUSES: Final = 20
"""Statuses of one call, each below a heading of its own."""
_READING: Final = frozenset(("GET", "HEAD"))
"""Methods that ask for the same, of which one wants the head of the answer alone."""


def bound(
    told: Sequence[Told], sites: Sequence[Site], listing: AbstractSet[Path] = frozenset()
) -> tuple[tuple[Told, ...], ...]:
    """Return for each site what is told of its call, in reading order; both sequences are in reading order too.

    `listing` are the sections that list other calls than these, each of which may be the one that is told of there.
    """
    binder = _Binder(told, sites, listing)
    found = [list[Told]() for _ in sites]
    for each in _of_their_calls(told, binder):
        numbers = binder.that_send(each, binder.sites_for(each))
        for number in numbers:
            found[number].append(each)
        if not numbers and (way := binder.way_of(each)) is not None:
            found[way].append(_without_need(each))
    return tuple(map(tuple, found))


def _of_their_calls(told: Sequence[Told], binder: "_Binder") -> Iterator[Told]:
    """Yield what is told, but none as of the message that holds its fields where that is of another call."""
    holders = {each.holder for each in told if each.holder is not None}
    of = {each.place: frozenset(binder.sites_for(each)) for each in told if each.place in holders}
    for each in told:
        is_own = each.holder is None or of[each.holder].issuperset(binder.sites_for(each))
        yield each if is_own else replace(each, aim=Aim(), status="200")


def _without_need(told: Told) -> Told:
    """Return what one of several ways to send a call takes: what it needs the call as a whole does not."""
    fields = tuple(replace(each, required=None) if each.required else each for each in told.fields)
    return replace(told, fields=fields, names_arguments=True, as_written=told.fields)


class _Binder:
    def __init__(self, told: Sequence[Told], sites: Sequence[Site], listing: AbstractSet[Path]) -> None:
        self.sites = sites
        self.listing = listing
        self.groups = list(_groups(told, sites))
        self.homes: dict[Path, list[int]] = {}
        self.by_method: dict[tuple[Path, str], list[int]] = {}
        self.near: dict[Path, list[int]] = {}
        self.calls: dict[Path, set[str]] = {}
        self.by_path: dict[str, list[int]] = {}
        self.sending = {
            each.place[0][:length]
            for each in told
            if each.fields and each.aim.side == "request"
            for length in range(len(each.place[0]) + 1)
        }
        self.labelled = {each.place[0] for each in told if each.methods}
        self.statuses = {each.place for each in told if each.is_of_answers and each.responses and each.place[1] < 0}
        self.alternating: int | None = None
        has_others = any(not site.is_sample for site in sites)
        for number, site in enumerate(sites):
            self.homes.setdefault(site.home, []).append(number)
            self.by_method.setdefault((site.home, site.call.method), []).append(number)
            self.by_path.setdefault(operation_key(ANY, site.call.path), []).append(number)
            if not (site.is_sample and has_others):
                key = operation_key(site.call.method, site.call.path)  # one call may be spelled in several ways
                for length in range(len(site.home) + 1):
                    self.near.setdefault(site.home[:length], []).append(number)
                    self.calls.setdefault(site.home[:length], set()).add(key)

    def that_send(self, told: Told, numbers: Sequence[int]) -> Sequence[int]:
        """Return those sites to which a body belongs, where some of the calls that share it only ask."""
        is_body = bool(told.fields) and (told.aim.side, told.aim.within) == ("request", "body")
        senders = [each for each in numbers if self.sites[each].call.method not in _READING] if is_body else []
        return senders or numbers

    def sites_for(self, told: Told) -> Sequence[int]:
        method, _, target = told.path.rpartition(" ")
        if told.path and (named := self.by_path.get(operation_key(ANY, target))):
            return [each for each in named if method in ("", self.sites[each].call.method)][:MOST_TOGETHER]
        path = told.place[0]
        for length in range(len(path), -1, -1):
            if own := self.homes.get(path[:length]):
                return self._of_home(told, length, own)
        if told.says_role or told.is_of_codes:
            return self._nearest(told)
        return self._behind(told) if told.place in self.statuses else ()

    def _of_home(self, told: Told, length: int, own: Sequence[int]) -> Sequence[int]:
        """Return those calls of one section to which something belongs that is told in it."""
        last = self.sites[own[-1]]
        says_role = told.says_role or told.is_of_answers
        if (last.is_sample and self._lists_others(told, length)) or (len(told.subject) > length and not says_role):
            return ()
        if told.is_common:
            return own[:MOST_TOGETHER]
        if said := [each for method in told.methods for each in self.by_method.get((last.home, method), ())]:
            return sorted(said) if self._are_one(said) else ()
        is_open = last.is_listed and last.home in self.labelled  # other labels name the method, this one does not
        return () if is_open else self.groups[self._last_before(own, told.place)]

    def _behind(self, told: Told) -> Sequence[int]:
        """Return the call above a status whose heading is greater than that of the call, as RAML renders them.

        Nothing but what it sends and other statuses stand between, and on the page calls and statuses alternate so.
        """
        if self.alternating is None:
            self.alternating = len(
                {site for path, at in self.statuses if (site := self._above((path, at))) is not None}
            )
        site = self._above(told.place) if self.alternating > 1 else None
        return () if site is None else self.groups[site]

    def _above(self, place: Place) -> int | None:
        """Return the call that stands in the section in front of a status, or of the statuses in front of that."""
        path, number = place[0], bisect_right(self.sites, place, key=lambda site: site.place) - 1
        home = self.sites[number].home if number >= 0 and self.sites[number].is_named else ()
        if len(home) < len(path) or home[: len(path) - 1] != path[:-1] or path[-1] - home[len(path) - 1] > _STATUSES:
            return None
        between = ((*path[:-1], at) for at in range(home[len(path) - 1] + 1, path[-1]))
        return number if all((each, -1) in self.statuses or each in self.sending for each in between) else None

    def way_of(self, told: Told) -> int | None:
        """Return the call that a section right below it describes one way to send of: "### Warning", "### Notice".

        Its table is of parameters by its head, or says of each field whether it is needed, and nothing else is said to
        be sent.
        """
        path, length = told.place[0], len(told.subject) - 1
        is_way = told.names_arguments or told.is_way
        own = self.homes.get(path[:length]) if is_way and length > 0 and not told.says_role else None
        if not own or path[:length] in self.sending:
            return None
        last = self._last_before(own, told.place)
        return last if self.sites[last].call.method in WRITING else None

    def _lists_others(self, told: Told, length: int) -> bool:
        """Tell whether a section on the way to what is told lists calls itself, below the one at that depth."""
        path = told.place[0] if self.listing else ()
        return any(path[:depth] in self.listing for depth in range(length + 1, len(path) + 1))

    def _are_one(self, numbers: Sequence[int]) -> bool:
        """Tell whether calls have one address, or are forms of one that a line names, with steps to leave out."""
        sites = [self.sites[each] for each in numbers] if len(numbers) <= MOST_TOGETHER else []
        if not sites:
            return False
        is_line = not sites[0].is_listed and len({site.place for site in sites}) == 1
        return is_line or len({operation_key(ANY, site.call.path) for site in sites}) == 1

    def _nearest(self, told: Told) -> Sequence[int]:
        path = told.place[0]
        for length in range(len(path) - 1, -1, -1):
            near = self.near.get(path[:length])
            if near:
                last = self._last_before(near, told.place)
                if (
                    _is_of_all(told, self.sites[last])
                    or _shows_header(told, self.sites[last])
                    or self._is_ahead(told, self.sites[last])
                    or (self.listing and not length and self.sites[last].is_sample)
                    or self._lists_others(told, length)
                    or (told.methods and self.sites[last].call.method not in told.methods)
                ):
                    return ()
                if len(self.calls[path[:length]]) == 1 or len(self.groups[last]) == len(near):
                    return self.groups[last]
                site = self.sites[last]
                is_beside = site.home[:-1] == path[:-1] and site.place < told.place and told.subject != path
                return self.groups[last] if is_beside else ()
        return ()

    def _is_ahead(self, told: Told, site: Site) -> bool:
        """Tell whether a call is documented by a section beside, further down.

        What comes before is of the thing that it handles, or of another address.
        """
        is_beside = bool(site.home) and site.home[:-1] == told.place[0][:-1]
        is_example = word(site.title) in SAMPLES and len(self.calls[()]) == 1  # of the one call of the page
        return is_beside and site.place > told.place and not (site.is_sample or is_example)

    def _last_before(self, numbers: Sequence[int], place: Place) -> int:
        """Return the site that stands last before a place, the first one where none does."""
        at = bisect_right(numbers, place, key=lambda number: self.sites[number].place)
        return numbers[max(at - 1, 0)]


def _is_of_all(told: Told, site: Site) -> bool:
    """Tell whether statuses are those of any call: the only one is shown somewhere inside of another topic."""
    return bool(told.responses) and not site.is_named and told.place[0][: len(site.home) - 1] != site.home[:-1]


def _shows_header(told: Told, site: Site) -> bool:
    """Tell whether a call only shows how a header is sent, in a section apart from what is told."""
    is_apart = told.place[0][: len(site.home) - 1] != site.home[:-1]
    return is_apart and role_of_title(site.title) == "header"


def _groups(told: Sequence[Told], sites: Sequence[Site]) -> Iterator[Sequence[int]]:
    """Yield for each site those that share its fields."""
    for group in _rows(told, sites):
        yield group if len(group) <= MOST_TOGETHER else group[:1]


def _rows(told: Sequence[Told], sites: Sequence[Site]) -> Iterator[Sequence[int]]:
    """Yield for each site the row that it stands in: `POST /a` and `POST /b` with nothing told between them.

    A call by another method beside it, as for polling a job, is no second way of sending the same fields; to ask for
    the head alone is.
    """
    places = [each.place for each in told if each.fields]
    group: list[int] = []
    for number, site in enumerate(sites):
        if group and _is_other([sites[each] for each in group[-MOST_TOGETHER:]], site, places):
            group = []
        group.append(number)
        yield group


def _is_other(group: Sequence[Site], two: Site, places: Sequence[Place]) -> bool:
    one = group[-1]
    if one.home != two.home or one.place[0] != two.place[0]:
        return True
    if one.place == two.place:
        is_one = {one.call.method, two.call.method} <= WRITING or one.call.method == two.call.method
        return one.is_listed and not is_one  # what is not listed are lines of one code block
    is_twin = two.call.method in _READING and any(
        each.call.path == two.call.path and each.call.method in _READING for each in group
    )
    if one.call.method != two.call.method and not is_twin:
        return True
    is_apart = two.place[1] - one.place[1] > (_TO_TWIN if is_twin else 1)
    return is_apart or bisect_right(places, one.place) != bisect_right(places, two.place)
