"""Which specifications contradict themselves by now, or are of another day than today, and say nothing new.

Who takes something out of a specification takes out what refers to it. A bundle without a part, a generator that lost
properties: what is left still names what is gone. And no vendor publishes an older version than the one before. Who
writes something, be it one field, edits.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from driftwatch.model.address import child, escape, join
from driftwatch.model.facts import Api, Field, Parameter
from driftwatch.model.path_parameters import but_of_path
from driftwatch.model.paths import split
from driftwatch.model.snapshot import Entry
from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import facts_at
from driftwatch.presence.specifications import points_of, says_less_alone

_VERSION: Final = lazy_regex(r"v?((?:0|[1-9]\d{0,3})(?:\.(?:0|[1-9]\d{0,3})){2})", re.IGNORECASE)
"""A version of three numbers (Semantic Versioning 2.0.0, item 2), which begin with no zero as those of dates do."""
_YEARS: Final = 1900
"""From here on a number is a year: `30.11.2025`."""
_DATE: Final = (31, 12, 20)
"""Numbers of a day, of a month, at most, and of a year without its century, at least: `30.11.25`."""
_PLACE: Final = "{}"
_MANY: Final = 3
"""Names, at least: of one or two somebody forgot something."""


def contradicts_itself(
    entries: Sequence[Entry], cited: Sequence[Entry], place: str, *, is_elsewhere: Callable[[str], bool]
) -> bool:
    """Tell whether several things are named that were stated and are not, and nothing is new."""
    stated = frozenset((owner, at) for owner, at, _ in points_of(cited, place))
    in_vain = {named: by for named, by in _named_in_vain(entries) if named in stated}
    # What requires a property by now that it does not state is that which required it before.
    if not says_less_alone(entries, cited, place, apart=len(frozenset(in_vain.values()))):
        return False
    values = _lacks_a_value(entries, "") - _lacks_a_value(cited, place)
    return sum(bool(at) or not is_elsewhere(owner) for owner, at in in_vain) + len(values) >= _MANY


def _named_in_vain(entries: Sequence[Entry]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield schemas that are referred to and properties that are required, none of them stated, each with what does.

    Each is the name of an operation or schema, and an address in it.
    """
    schemas = frozenset(entry.owner.name for entry in entries if entry.owner.kind == "schema")
    for entry in entries:
        owner = entry.owner.name
        yield from (((each.schema, ""), (owner, "")) for each in entry.references if each.schema not in schemas)
        for fact in facts_at(entry, ""):
            if isinstance(fact, Field):
                above, path = split(fact.at)
                names = (join(above, child(path, escape(name))) for name in fact.requires)
                yield from (((owner, name), (owner, fact.at)) for name in names)


def _lacks_a_value(entries: Iterable[Entry], place: str) -> frozenset[str]:
    """Return the calls of which not all values in the path are stated."""
    calls = (entry for entry in entries if entry.owner.kind == "operation")
    return frozenset(each.owner.name for each in calls if _values(each, place) < each.owner.name.count(_PLACE))


def _values(entry: Entry, place: str) -> int:
    return sum(isinstance(fact, Parameter) and fact.within == "path" for fact in but_of_path(facts_at(entry, place)))


def is_older(entries: Sequence[Entry], cited: Sequence[Entry], place: str) -> bool:
    """Tell whether a specification says less, and nothing new, and its version is less than the one that was known."""
    was, now = _versions(cited, place), _versions(entries, "")
    return len(was) == len(now) == 1 and now[0] < was[0] and says_less_alone(entries, cited, place)


def _versions(entries: Iterable[Entry], place: str) -> list[tuple[int, ...]]:
    said = (fact.version for entry in entries for fact in facts_at(entry, place) if isinstance(fact, Api))
    found = (_VERSION.fullmatch(version) for version in said)
    versions = (tuple(map(int, match[1].split("."))) for match in found if match)
    return [version for version in versions if not _is_date(version)]


def _is_date(version: tuple[int, ...]) -> bool:
    """Tell whether numbers may be those of a day.

    >>> _is_date((30, 11, 2025)), _is_date((30, 11, 25)), _is_date((1, 10, 0))
    (True, True, False)
    """
    day, month, year = version
    most, last, least = _DATE
    return max(version) > _YEARS or (0 < day <= most and 0 < month <= last and year >= least)
