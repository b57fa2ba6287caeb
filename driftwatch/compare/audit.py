"""The other way round: what differs between two versions of an owner, and which of it no change speaks of.

The comparison asks of each kind of fact what it knows to ask. The audit asks nothing: it walks the two canonical forms
with deepdiff, and what no change and no waiver covers is a change of its own. So a kind of statement that somebody
forgot to compare is told, though nobody knows yet what it means.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import UNSET, Struct

from driftwatch.compare.digests import digest, stated_keywords
from driftwatch.compare.reach import Reach
from driftwatch.compare.schemas import NamedPairs
from driftwatch.compare.structural import difference
from driftwatch.compare.trees import Known, Node, SchemaSide, Tree
from driftwatch.compare.values.parts import joined
from driftwatch.model.address import ROOT, child, escape
from driftwatch.model.change import Change, Role
from driftwatch.model.facts import AnyFact, content_of
from driftwatch.model.failure import listed
from driftwatch.model.json_values import canonical
from driftwatch.model.paths import call_of, cut, parent, parts, split, steps
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.tree import COMPOSITIONS

NOT_EXPLAINED: Final = "comparison.not-explained"
_MOST_JOINED: Final = 200
"""Schemas that are looked into for one owner."""

WAIVERS: Final[Mapping[tuple[str, str], str]] = {
    ("operation", "summary"): "A title for people; the words of pages are watched as text.",
    ("operation", "path"): "A last slash and names of parameters are no part of the identity; the latter are told.",
    ("operation", "parent"): "The address of a callback says to what it belongs.",
    ("api", "title"): "A title for people.",
    ("api", "version"): "A higher number is no difference by itself; a lower one is told.",
    ("api", "openapi"): "The version of the format: what it changes is compared as facts.",
    ("api", "tags"): "The list for people; the tags of each operation are told.",
    ("field", "title"): "A title for people.",
}
"""Kind of fact and attribute -> why a difference there is none."""


_BESIDE_VALUES: Final = frozenset(
    ("default", "deprecated", "sunset", "stability", "read_only", "write_only", "extensible_enum", "format")
)
"""Attributes of a field that say something else than which values it takes."""


class _Gap(Struct, frozen=True):
    """A path at which two sides differ: the fact's address, with the attribute that differs; "" for a whole fact."""

    kind: str
    at: str
    attribute: str = ""

    def __str__(self) -> str:
        return f"{self.at}: {self.attribute}" if self.attribute else self.at


def not_explained(
    pairs: Iterable[tuple[Entry, Entry]], changes: Iterable[Change], same: "Sameness"
) -> Iterator[Change]:
    """Yield, for each owner, that it differs where nothing was told.

    Args:
        pairs: the owners that are on both sides, old and new.
        changes: all that was told.
        same: tells rewritings, which say the same in another form, from differences.
    """
    told = _Told(changes)
    for old, new in pairs:
        if old.digest == new.digest or not same.is_compared(old, new):
            continue
        gaps = [gap for gap in _gaps(old, new) if not told.covers(old.owner, new.owner, gap)]
        gaps = [gap for gap in gaps if gap.kind != "field" or not same.holds(old, new, gap)]
        if gaps:
            yield _change(new.owner, gaps)


def _change(owner: Owner, gaps: Iterable[_Gap]) -> Change:
    role: Role = "api" if owner.kind == "schema" else owner.kind
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


_WHOLE: Final = ("reference.", "callback.")
"""How kinds of change begin about parts with all that is in them: those that a reference stands for, and callbacks."""
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
    if change.kind.startswith(_WHOLE):
        return not gap.attribute
    location = _location(change)
    fitting = _LOCATIONS.get(gap.attribute if gap.kind in _OWN else gap.kind)
    if fitting is not None:
        return location in fitting
    if gap.kind in _OWN:
        return location == "operation"
    if change.location == "schemas":
        return True
    fields = (change.field, _former(change))
    return _stands_there(change, location, parts(call_of(gap.at)[1])) and any(_is_near(field, gap) for field in fields)


def _former(change: Change) -> str | None:
    """Return the path that a renamed field had before."""
    if not (change.field and change.kind.endswith(".renamed") and isinstance(change.before, str)):
        return change.field
    return child(parent(change.field), escape(change.before))


def _location(change: Change) -> str:
    """Return the location inside the call, be that of a callback or webhook or the operation itself."""
    last = change.location.split(".")
    return ".".join(last[-2:]) if last[-2:-1] in (["request"], ["response"]) else last[-1]


_SWAPPED: Final = {"response.removed": "status", "media-type.removed": "media-type"}
"""Kinds of change that speak of what took the place as well, and of which part of an address that is."""


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
    header = change.name.lower() if change.name and within == "header" else None
    named = {"status": change.status, "media-type": change.media_type, "header": header}
    instead = change.after if change.kind in _SWAPPED else None
    return all(
        each is None or each in at or (instead in at and _SWAPPED[change.kind] == noun) for noun, each in named.items()
    )


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


class Sameness:
    """Tells what is only written otherwise from what differs: schemas that take the same values.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        named: the named schemas that comparing held against each other, and how schemas relate.
    """

    def __init__(self, old: Snapshot, new: Snapshot, named: NamedPairs) -> None:
        self._snapshots = old, new
        self._known = Known(), Known()
        self._reach = Reach(old), Reach(new)
        self._named = named
        self._nodes: dict[tuple[Owner, Owner], tuple[_Nodes, _Nodes]] = {}

    def is_compared(self, old: Entry, new: Entry) -> bool:
        """Tell whether two versions of an owner are held against each other.

        What operations do not use any longer, or use newly, is told where they use another schema.
        """
        if new.owner.kind != "schema":
            return True
        reached, reaches = (reach.flows(one.owner) for reach, one in zip(self._reach, (old, new), strict=True))
        return any(reached.values()) == any(reaches.values())

    def holds(self, old: Entry, new: Entry, gap: "_Gap") -> bool:
        """Tell whether a field, or any that it hangs on, takes the values that it took."""
        root, path = split(gap.at)
        names = _without_branches(path)
        sides = self._sides(old, new)
        by_values = gap.attribute not in _BESIDE_VALUES
        # That a field is required is a demand of what it hangs on.
        first = len(names) - (gap.attribute == "required")
        places = ((root, *names[:depth]) for depth in range(first, -1, -1))
        return any(self._are_same(*(side.get(place, []) for side in sides), by_values=by_values) for place in places)

    def _sides(self, old: Entry, new: Entry) -> "tuple[_Nodes, _Nodes]":
        key = old.owner, new.owner
        if key not in self._nodes:
            sides = zip((old, new), self._snapshots, self._known, strict=True)
            one, other = (_by_name(SchemaSide(entry, snapshot, known=known)) for entry, snapshot, known in sides)
            self._nodes[key] = one, other
        return self._nodes[key]

    def _are_same(self, ones: list[Node], others: list[Node], *, by_values: bool) -> bool:
        if not ones or not others:
            return False
        if set(map(digest, ones)) == set(map(digest, others)) or self._refer_to_pairs(ones, others):
            return True
        if not by_values:
            return False
        ones, others = (list(filter(_holds_for_all, side)) for side in (ones, others))
        return bool(ones and others) and self._named.verdicts.same(joined(ones), joined(others))

    def _refer_to_pairs(self, ones: list[Node], others: list[Node]) -> bool:
        """Tell whether what differs are names of schemas that were held against each other: it is told in those."""
        bare = [{_content(node) for node in side if not node.field.ref} for side in (ones, others)]
        olds, news = (
            {node.tree.side.owner_named(node.field.ref) for node in side if node.field.ref} for side in (ones, others)
        )
        renamed = [pair for pair in self._named.pairs if pair[0] in olds - news and pair[1] in news - olds]
        gone, come = {old for old, _ in renamed}, {new for _, new in renamed}
        return bool(renamed) and bare[0] == bare[1] and gone == olds - news and come == news - olds


def _content(node: Node) -> object:
    """Return what tells a node apart; where branches hang on it, without those: they stand at the same place."""
    return digest(node) if COMPOSITIONS.isdisjoint(node.keywords) else canonical(stated_keywords(node))


_Nodes: TypeAlias = Mapping[tuple[str, ...], list[Node]]
"""The nodes of an owner by the address of their root and the names on the way to them, whatever the branches."""


def _by_name(side: SchemaSide) -> _Nodes:
    """Sort the nodes of an owner by name; what it joins with allOf is followed to the named schema."""
    found: defaultdict[tuple[str, ...], list[Node]] = defaultdict(list)
    waiting: deque[tuple[tuple[str, ...], Tree]] = deque(((root,), tree) for root, tree in side.trees.items())
    seen: set[tuple[tuple[str, ...], int]] = set()
    while waiting and len(seen) < _MOST_JOINED:
        above, tree = waiting.popleft()
        if (above, id(tree)) in seen:
            continue
        seen.add((above, id(tree)))
        for path in tree.fields:
            node = Node(tree, path)
            at = (*above, *_without_branches(path))
            found[at].append(node)
            target = node.target() if node.path != ROOT and cut(node.path)[1].keyword == "allOf" else None
            if target is not None:
                waiting.append((at, target.tree))
    return found


def _holds_for_all(node: Node) -> bool:
    """Tell whether a node speaks of each value that stands at its place: it is no branch of a choice, nor below one."""
    return all(step.keyword not in COMPOSITIONS or step.keyword == "allOf" for step in steps(node.path))
