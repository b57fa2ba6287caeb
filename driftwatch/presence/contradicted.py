"""Which specifications contradict themselves by now, or are of another day than today.

Who takes something out of a specification takes out what refers to it. A bundle without a part, a generator that lost
properties: what is left still names what is gone. And no vendor publishes an older version than the one before.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from driftwatch.model.facts import Api, Field, Parameter, Server
from driftwatch.model.path_parameters import but_of_path
from driftwatch.model.snapshot import Entry
from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import documented_by
from driftwatch.presence.sorts import facts_at
from driftwatch.presence.specifications import points_of

_VERSION: Final = lazy_regex(r"v?(\d{1,9}(?:[.-]\d{1,9}){1,4})", re.IGNORECASE)
_PLACE: Final = "{}"
_PATH: Final = "path"
_MANY: Final = 3
"""Names, or calls and schemas, at least: of one or two somebody forgot something."""


def contradicts_itself(
    entries: Sequence[Entry], cited: Sequence[Entry], place: str, *, is_elsewhere: Callable[[str], bool]
) -> bool:
    """Tell whether several things are named that are not there, or a value of a path, and nothing else is new."""
    if not frozenset(points_of(entries)) <= frozenset(points_of(cited, place)):
        return False
    known = frozenset(documented_by(cited))
    before = frozenset(_named_in_vain(cited, place))
    new = {each for each in _named_in_vain(entries, "") if each not in before and (not each[0] or each[0] in known)}
    return any(at == _PATH for _, at, _ in new) or sum(not is_elsewhere(name) for _, _, name in new) >= _MANY


def _named_in_vain(entries: Sequence[Entry], place: str) -> Iterator[tuple[str, str, str]]:
    """Yield schemas that are referred to, properties that are required, and values of paths, none of them stated."""
    schemas = frozenset(entry.owner.name for entry in entries if entry.owner.kind == "schema")
    for entry in entries:
        yield from (("", "refers", each.schema) for each in entry.references if each.schema not in schemas)
        facts = [*facts_at(entry, place)]
        for fact in facts:
            if isinstance(fact, Field):
                yield from ((entry.owner.name, fact.at, name) for name in fact.requires)
        if entry.owner.kind == "operation":
            stated = sum(isinstance(fact, Parameter) and fact.within == "path" for fact in but_of_path(facts))
            if 0 <= stated < entry.owner.name.count(_PLACE):
                yield entry.owner.name, _PATH, str(stated)


def is_older(entries: Iterable[Entry], cited: Iterable[Entry], place: str) -> bool:
    """Tell whether the version of a specification is less than the one that was known."""
    was, now = _versions(cited, place), _versions(entries, "")
    return len(was) == len(now) == 1 and len(was[0]) == len(now[0]) and now[0] < was[0]


def _versions(entries: Iterable[Entry], place: str) -> list[tuple[int, ...]]:
    said = (fact.version for entry in entries for fact in facts_at(entry, place) if isinstance(fact, Api))
    found = (_VERSION.fullmatch(version) for version in said)
    return [tuple(int(each) for each in re.split(r"[.-]", match[1])) for match in found if match]


def moved_and_lost(entries: Sequence[Entry], cited: Sequence[Entry], place: str) -> bool:
    """Tell whether calls go to other servers alone, and several are no longer documented: others are to read that."""
    was, now = (frozenset(_servers(each, at)) for each, at in ((cited, place), (entries, "")))
    gone = Counter(documented_by(cited)) - Counter(documented_by(entries))
    return bool(was) and bool(now) and was.isdisjoint(now) and gone.total() >= _MANY


def _servers(entries: Iterable[Entry], place: str) -> Iterator[str]:
    return (fact.url for entry in entries for fact in facts_at(entry, place) if isinstance(fact, Server))
