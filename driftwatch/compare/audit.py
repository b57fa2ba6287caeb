"""The other way round: what differs between two versions of an owner, and which of it no change speaks of.

The comparison asks of each kind of fact what it knows to ask. The audit asks nothing: it walks the two canonical forms
with deepdiff, and what no change and no waiver covers is a change of its own. So a kind of statement that somebody
forgot to compare is told, though nobody knows yet what it means.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from msgspec import UNSET, Struct

from driftwatch.compare.structural import difference
from driftwatch.model.address import ROOT, SEPARATOR
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import AnyFact, Field, content_of
from driftwatch.model.failure import listed
from driftwatch.model.json_values import canonical
from driftwatch.model.paths import call_of, parent, parts, split, steps
from driftwatch.model.snapshot import Entry, Owner
from driftwatch.model.tree import COMPOSITIONS

NOT_EXPLAINED: Final = "comparison.not-explained"
MOST_FACTS: Final = 20_000
"""Facts that are looked at beside an ordinary comparison; an audit looks at all."""

WAIVERS: Final[Mapping[tuple[str, str], str]] = {
    ("operation", "summary"): "A title for people; the words of pages are watched as text.",
    ("operation", "parent"): "The address of a callback says to what it belongs.",
    ("api", "title"): "A title for people.",
    ("api", "version"): "A higher number is no difference by itself; a lower one is told.",
    ("api", "openapi"): "The version of the format: what it changes is compared as facts.",
    ("api", "tags"): "The list for people; the tags of each operation are told.",
    ("field", "title"): "A title for people.",
}
"""Kind of fact and attribute -> why a difference there is none. `*` stands for the whole fact."""

Same = Callable[[Entry, Entry, str], bool]
"""Tells whether the schema at an address, given by the root's address and the path, takes the same values."""


class _Gap(Struct, frozen=True):
    """A path at which two sides differ: the fact's address, with the attribute that differs; "" for a whole fact."""

    kind: str
    at: str
    attribute: str = ""

    def __str__(self) -> str:
        return f"{self.at}: {self.attribute}" if self.attribute else self.at


def not_explained(
    pairs: Iterable[tuple[Entry, Entry]], changes: Iterable[Change], same: Same, *, most: int | None = MOST_FACTS
) -> Iterator[Change]:
    """Yield, for each owner, that it differs where nothing was told.

    Args:
        pairs: the owners that are on both sides, old and new.
        changes: all that was told.
        same: tells rewritings, which say the same in another form, from differences.
        most: facts to look at; None for all.
    """
    told = _Told(changes)
    left = most
    for old, new in pairs:
        if old.digest == new.digest:
            continue
        if left is not None:
            left -= len(old.facts) + len(new.facts)
            if left < 0:
                return
        gaps = [gap for gap in _gaps(old, new) if not told.covers(old.owner, new.owner, gap)]
        gaps = [gap for gap in gaps if gap.kind != "field" or not _is_rewritten(old, new, gap, same)]
        if gaps:
            yield _change(new.owner, gaps)


def _change(owner: Owner, gaps: Iterable[_Gap]) -> Change:
    role: Role = "api" if owner.kind == "schema" else owner.kind  # type: ignore[assignment]
    return Change(
        kind=NOT_EXPLAINED,
        role=role,
        owner=owner,
        operations=(owner,) if owner.kind == "operation" else (),
        location={"page": "documents", "schema": "schemas"}.get(owner.kind, "operation"),
        before=UNSET,
        after=listed({str(gap) for gap in gaps}),
    )


def _gaps(old: Entry, new: Entry) -> Iterator[_Gap]:
    olds, news = _stated(old), _stated(new)
    for kind, at in sorted(olds.keys() | news.keys()):
        before, after = olds.get((kind, at)), news.get((kind, at))
        if before is None or after is None:
            yield _Gap(kind, at)
            continue
        found = difference(before, after)
        for attribute in sorted({_head(path) for side in found or () for path in side}):  # type: ignore[union-attr]
            if (kind, attribute) not in WAIVERS:
                yield _Gap(kind, at, attribute)


def _head(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _stated(entry: Entry) -> dict[tuple[str, str], Mapping[str, object]]:
    return {(_kind(fact), fact.at): content_of(fact) for fact in entry.facts}


def _kind(fact: AnyFact) -> str:
    return str(fact.__struct_config__.tag)


class _Told:
    """The changes, by owner: each covers the addresses at which it stands."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._of: defaultdict[Owner, list[Change]] = defaultdict(list)
        for change in changes:
            self._of[change.owner].append(change)

    def covers(self, old: Owner, new: Owner, gap: _Gap) -> bool:
        """Tell whether any change of an owner, under its name of either side, speaks of a path."""
        return any(_covers(change, gap) for owner in dict.fromkeys((old, new)) for change in self._of.get(owner, ()))


_OWN: Final = {"operation": "operation", "api": "operation"}
_LOCATIONS: Final[Mapping[str, frozenset[str]]] = {
    "error-rule": frozenset({"errors"}),
    "notice": frozenset({"notices"}),
    "values": frozenset({"values"}),
    "contradiction": frozenset({"contradiction"}),
    "security-scheme": frozenset({"security"}),
    "server": frozenset({"server"}),
    "security": frozenset({"security"}),
    "servers": frozenset({"server"}),
}
"""Where changes stand that speak of a kind of fact, or of an attribute of an operation or API."""


def _covers(change: Change, gap: _Gap) -> bool:
    location = _location(change)
    fitting = _LOCATIONS.get(gap.attribute if gap.kind in _OWN else gap.kind)
    if fitting is not None:
        return location in fitting
    if gap.kind in _OWN:
        return location == "operation"
    if change.location == "schemas":
        return True
    return _stands_there(change, location, parts(call_of(gap.at)[1])) and _is_near(change.field, gap)


def _location(change: Change) -> str:
    """Return the location inside the call, be that of a callback or webhook or the operation itself."""
    last = change.location.split(".")
    return ".".join(last[-2:]) if last[-2:-1] in (["request"], ["response"]) else last[-1]


def _stands_there(change: Change, location: str, at: list[str]) -> bool:
    """Tell whether a change is about the parameter, header or body that an address leads to."""
    side, _, within = location.partition(".")
    if at[0] == "schema":  # a named schema: how it is used says nothing of where it differs
        return True
    if at[0] == "error-envelope":
        return location == "errors"
    if at[0] == "parameter":
        return side == "request" and within == at[1] and (change.name is None or change.name.lower() == at[2].lower())
    if at[0] != side:
        return False
    named = (change.status, change.media_type, change.name.lower() if change.name and within == "header" else None)
    return all(each is None or each in at for each in named)


def _is_near(field: str | None, gap: _Gap) -> bool:
    """Tell whether a change of a field covers a path: its own, all below it, and its parent, which says `required`.

    Branches speak of the value that they hang on, and changes name it with or without them.
    """
    if field is None or gap.kind != "field":
        return True
    told, path = _without_branches(field), _without_branches(split(gap.at)[1])
    return path[: len(told)] == told or told[:-1] == path


def _without_branches(path: str) -> list[str]:
    return [step.text for step in steps(path) if step.keyword not in COMPOSITIONS]


def _is_rewritten(old: Entry, new: Entry, gap: _Gap, same: Same) -> bool:
    """Tell whether a field, or any that it hangs on, takes the values that it took: then it is only written otherwise."""
    path = split(gap.at)[1]
    while True:
        if same(old, new, SEPARATOR.join((split(gap.at)[0], path))):
            return True
        if path == ROOT:
            return False
        path = parent(path)
