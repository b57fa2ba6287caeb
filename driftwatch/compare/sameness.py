"""What is only written otherwise: schemas that take the same values, or demand the same joined, spelled another way."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, product
from typing import Any, Final, TypeAlias

from msgspec import UNSET

from driftwatch.compare.covering import Gap, Told, without_branches
from driftwatch.compare.documents import meant_all_along
from driftwatch.compare.forms import Holder
from driftwatch.compare.match.digests import digest, stated_keywords
from driftwatch.compare.schemas.demands import Demands, demands_of, lead_nowhere, opened
from driftwatch.compare.schemas.keywords import further_values, is_same_target
from driftwatch.compare.schemas.named_pairs import NamedPairs
from driftwatch.compare.schemas.named_places import FieldsOfVersions, Nodes, Place, by_name, offered, reached
from driftwatch.compare.schemas.reach import Reach
from driftwatch.compare.schemas.references import referred_beside
from driftwatch.compare.schemas.remarks import but_its_name, is_written_in_xml
from driftwatch.compare.trees import Known, Node, SchemaSide
from driftwatch.compare.values.lists import SAID_OF_VALUES
from driftwatch.compare.values.parts import joined
from driftwatch.model.address import ROOT, child, join
from driftwatch.model.facts import ErrorRule, Field, Header, Parameter
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import cut, parent, split, steps
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.tree import COMPOSITIONS, usage_of

_MOST_PLACES: Final = 500
"""Places that are looked at below one reference to another schema."""
_MOST_OFFERED: Final = 40
"""Alternatives each of which is held against those of the other side."""
_BESIDE_VALUES: Final = frozenset(
    (
        "default", "deprecated", "sunset", "stability", "read_only", "write_only", "extensible_enum", "discriminator",
        "content_encoding", "content_media_type", "xml", "value_names", "value_remarks",
    )
)  # fmt: skip
"""Attributes of a field that say something else than which values it takes."""
_TARGETS: Final = frozenset(("mapping", "default_mapping"))
"""Attributes that say to which schema a value of a discriminator leads."""
_READ_AS: Final = "contentSchema"
"""What stands below it says how a text is read, not which texts there are."""
_NOBODY: Final[Mapping[str, str]] = {"request": "read_only", "response": "write_only"}
"""Way in which a value travels -> what a field says of itself that binds nobody there."""

_Offered: TypeAlias = Mapping[tuple[str, bytes], Node]
_Reading: TypeAlias = tuple[list[Node], list[Node]]
"""The nodes of one place, old and new, as names mean what they mean on one side or the other."""


class Sameness:
    """Tells what is only written otherwise from what differs.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        named: the named schemas that comparing held against each other, and how schemas relate.
        known: what comparing found out about the named schemas of both.
        told: the changes.
    """

    def __init__(self, old: Snapshot, new: Snapshot, named: NamedPairs, known: tuple[Known, Known], told: Told) -> None:
        self._snapshots = old, new
        self._known = (*known, Known(), Known())
        self._reaches = Reach(old), Reach(new)
        self._named = named
        self._told = told
        self._nodes: dict[tuple[Owner, Owner, frozenset[tuple[Owner, Owner]]], FieldsOfVersions] = {}
        self._known_at: dict[tuple[Owner, Owner, Place, bool], bool | None] = {}
        self.asked = 0
        """Places of which it was asked."""

    @property
    def work(self) -> int:
        """What finding out the values of schemas has taken so far."""
        return self._named.verdicts.work

    def means_the_same(self, page: Owner, gap: Gap) -> bool:
        """Tell whether a status means what it meant, though one side has several meanings for it and so states none."""
        old, new = gap.old, gap.new
        if not isinstance(old, ErrorRule) or not isinstance(new, ErrorRule):
            return False
        return meant_all_along(*self._snapshots, page, (old, new))

    def holds(self, holder: Holder, gap: Gap) -> bool:
        """Tell whether a field, or any that it hangs on, takes the values that it took, or binds nobody."""
        if self._is_renamed(holder, gap) or self._binds_nobody(holder, gap) or _is_any(holder, gap):
            return True
        root, path = split(gap.at)
        names = without_branches(path)
        if gap.attribute in _BESIDE_VALUES | _TARGETS and self._says_the_same(holder, (root, *names), gap.attribute):
            return True
        if gap.attribute in _TARGETS:
            return False
        by_values = gap.attribute not in _BESIDE_VALUES and all(step.keyword != _READ_AS for step in steps(path))
        # That a field is required is a demand of what it hangs on.
        first = len(names) - (gap.attribute == "required")
        for depth in range(first, -1, -1):
            found = self._at(holder, (root, *names[:depth]), by_values=by_values)
            if found is not None:
                return found
        sides = self._sides(holder)
        at = (root, *names[:first])
        # One of several alternatives may be written out on one side alone.
        alike = len(at) > 1 and self._are_same(offered(sides.old, at), offered(sides.new, at), by_values=False)
        if alike or (by_values and self._is_in_the_same_branch(holder, root, path)):
            return True
        textual = gap.attribute != "nullable" and holder.travels_as_text(gap.at)
        # What a name means today may be something else than what it meant here: then it is told here, not there.
        own = ((reached(olds, at), reached(sides.new, at)) for olds in (sides.old_today, sides.old))
        uses = self._uses(holder, gap)
        idle = _NOBODY.get(next(iter(uses)), "") if len(uses) == 1 else ""
        same = partial(self._demand_the_same, holder, at, textual=textual, by_values=by_values, idle=idle)
        pairs = chain(own, self._beside_joined(holder, at), sides.with_what_always_holds(at))
        return any(same([pair]) for pair in pairs) or same([*sides.at(at), *self._by_own_partners(holder, at)])

    def _beside_joined(self, holder: Holder, place: Place) -> Iterator[_Reading]:
        """Yield the fields of a place beside what is joined there as that was, and as it is: that is told of it."""
        olds, news = (reached(nodes, place) for nodes in (self._sides(holder).old, self._sides(holder).new))
        owners = holder.old.owner, holder.new.owner
        (own_old, joined_old), (own_new, joined_new) = (
            _parted(nodes, owner) for nodes, owner in zip((olds, news), owners, strict=True)
        )
        if all(without_branches(node.path) == [*place[1:]] for node in (*joined_old, *joined_new)):
            yield olds, [*own_new, *joined_old]
            yield [*own_old, *joined_new], news

    def _by_own_partners(self, holder: Holder, place: Place) -> Iterable[_Reading]:
        """Return the fields of a place where a name of several partners means the one that stands there by now."""
        sides = self._sides(holder)
        olds, news = (
            {node.tree.side.owner_named(node.field.ref) for node in reached(nodes, place) if node.field.ref}
            for nodes in (sides.old, sides.new)
        )
        own = frozenset(pair for pair in product(olds, news) if pair[0] != pair[1] and pair in self._named.pairs)
        today, former = self._names
        if all(today.get(old) == new and former.get(new) == old for old, new in own):
            return ()
        return self._sides(holder, own).at(place)

    def _is_renamed(self, holder: Holder, gap: Gap) -> bool:
        """Tell whether a reference leads to a schema of another name that was held against the one it led to."""
        if not gap.attribute and isinstance(gap.fact, Field):
            return self._is_renamed_branch(holder, gap)
        if gap.attribute != "ref" or not isinstance(gap.old, Field) or not isinstance(gap.new, Field):
            return False
        old, new = holder.schemas
        return (old.owner_named(gap.old.ref), new.owner_named(gap.new.ref)) in self._named.pairs

    def _is_renamed_branch(self, holder: Holder, gap: Gap) -> bool:
        """Tell whether a part of allOf that one side has refers to what a part beside it refers to on the other one."""
        (root, path), side = split(gap.fact.at), int(gap.new is not None)
        here, there = holder.schemas[side], holder.schemas[1 - side]
        own, other = here.trees.get(root), there.trees.get(root)
        if own is None or other is None:
            return False
        node = Node(own, path)
        mine, theirs = here.owner_named(node.field.ref), map(there.owner_named, referred_beside(node, other))
        return any(((one, mine) if side else (mine, one)) in self._named.pairs for one in theirs)

    def _is_in_the_same_branch(self, holder: Holder, root: str, path: str) -> bool:
        """Tell whether a branch that a place is in, by its name on both sides, takes the values that it took."""
        trees = [tree for side in holder.schemas if (tree := side.trees.get(root)) is not None]
        while path != ROOT:
            found = [joined([Node(tree, path)]) for tree in trees if path in tree.fields]
            if len(found) == len(holder.schemas) and cut(path)[1].keyword in COMPOSITIONS:
                self.asked += 1
                if self._named.verdicts.same(*found):
                    return True
            path = parent(path)
        return False

    def _at(self, holder: Holder, place: Place, *, by_values: bool) -> bool | None:
        """Tell whether a place is the same and lists the same by name; None when it is not the same."""
        key = holder.old.owner, holder.new.owner, place, by_values
        if key not in self._known_at:
            self.asked += 1
            self._known_at[key] = self._is_listed_alike(self._sides(holder).at(place), by_values=by_values)
        return self._known_at[key]

    def _is_listed_alike(self, pairs: Iterable[tuple[list[Node], list[Node]]], *, by_values: bool) -> bool | None:
        found: bool | None = None
        for pair in pairs:
            if self._are_same(*pair, by_values=by_values):
                if not self._list_otherwise(*pair):
                    return True
                found = False
        return found

    def _binds_nobody(self, holder: Holder, gap: Gap) -> bool:
        """Tell whether nobody is bound: what is never sent that way, or a default of what is always sent."""
        uses = self._uses(holder, gap)
        if gap.attribute == "xml" and (not self._travels_as_xml(holder, gap, uses) or _is_its_name(holder, gap)):
            return True
        if gap.attribute == "default" and split(gap.at)[1] == ROOT and uses == {"always-sent"}:
            return True
        sides = [
            (side, fact) for side, fact in zip(holder.schemas, (gap.old, gap.new), strict=True) if fact is not None
        ]
        return bool(uses) and all(side.is_below(fact.at, _NOBODY.get(use, "")) for use in uses for side, fact in sides)

    def _travels_as_xml(self, holder: Holder, gap: Gap, uses: set[str]) -> bool:
        """Tell whether a field travels in a body that may be XML; of named schemas the comparison found that out."""
        if uses and uses.isdisjoint({"request", "response"}):
            return False
        return holder.new.owner.kind != "operation" or is_written_in_xml(gap.at)

    def _says_the_same(self, holder: Holder, place: Place, attribute: str) -> bool:
        """Tell whether all that is said of a place, there or where it refers to, has an attribute as it had it.

        The values of a discriminator may lead to schemas of other names, as long as those were held against each other.
        """
        sides = self._sides(holder)
        olds, news = opened(reached(sides.old, place)), opened(reached(sides.new, place))
        if not olds or not news:
            return False
        before, after = (
            [value for node in nodes if _is_stated(value := getattr(node.field, attribute), attribute)]
            for nodes in (olds, news)
        )
        if attribute in SAID_OF_VALUES:
            return _by_value(before) == _by_value(after)
        if attribute not in _TARGETS:
            return {canonical(value) for value in before} == {canonical(value) for value in after}
        led, leads = map(_targets, (before, after))
        same = partial(is_same_target, holder.schemas)
        further = [key for key in further_values(led, leads) if not same(led[key], key)]
        further += [key for key in further_values(leads, led) if not same(key, leads[key])]
        return not further and all(same(led[key], leads[key]) for key in led.keys() & leads.keys())

    def _uses(self, holder: Holder, gap: Gap) -> set[str]:
        """Return as what a field travels; `always-sent` for the value of a required parameter."""
        if holder.new.owner.kind == "operation":
            operation = holder.new.operation
            usage = usage_of(gap.at, inbound=operation is not None and operation.event == "webhook")
            sent = isinstance(gap.new, Field) and gap.new.required and split(gap.at)[1] == ROOT
            return {"always-sent" if sent and usage == "parameter" else usage}
        if holder.new.owner.kind != "schema":
            return set()
        before, after = (
            {flow: operations for flow, operations in reach.flows(side.owner).items() if operations}
            for reach, side in zip(self._reaches, (holder.old, holder.new), strict=True)
        )
        # What travels another way by now, or in other calls, is new there as a whole, and told so.
        both = before.keys() & after.keys()
        flows = {flow for flow in both if before[flow] & after[flow]} or both or after.keys()
        if gap.attribute == "default" and flows == {"parameter"}:
            return {
                "always-sent" if use.always_sent else "parameter" for use in self._reaches[1].uses(holder.new.owner)
            }
        return set(flows)

    def _sides(self, holder: Holder, own: frozenset[tuple[Owner, Owner]] = frozenset()) -> FieldsOfVersions:
        """Return the fields of two versions; `own` says which partner is meant of those that have several."""
        old, new = holder.old, holder.new
        key = old.owner, new.owner, own
        if key not in self._nodes:
            before, after = self._snapshots
            today, former = self._names
            if own:
                today, former = {**today, **dict(own)}, {**former, **{one: other for other, one in own}}

            def moved(side: SchemaSide) -> Nodes:
                return {(holder.now(at[0]), *at[1:]): nodes for at, nodes in by_name(side).items()}

            self._nodes[key] = FieldsOfVersions(
                old=lambda: moved(SchemaSide(old, before, known=self._known[0])),
                new=lambda: by_name(SchemaSide(new, after, known=self._known[1])),
                old_today=lambda: moved(_Held(old, before, after, today, known=self._known[2])),
                new_before=lambda: by_name(_Held(new, after, before, former, known=self._known[3])),
            )
        return self._nodes[key]

    @cached_property
    def _names(self) -> tuple[Mapping[Owner, Owner], Mapping[Owner, Owner]]:
        """The named schemas that are known under another name on the other side, old and new."""
        pairs = [(old, new) for old, new in self._named.pairs if old != new]
        return _only_partners(pairs), _only_partners((new, old) for old, new in pairs)

    def _are_same(self, ones: list[Node], others: list[Node], *, by_values: bool) -> bool:
        if not ones or not others:
            return False
        whole = ({digest(node) for node in side if not _is_branch(node)} for side in (ones, others))
        if next(whole) == next(whole) or self._refer_to_pairs(ones, others):
            return True
        if not by_values:
            return False
        old, new = (joined(filter(_holds_for_all, side)) for side in (ones, others))
        if not old or not new or lead_nowhere(ones) != lead_nowhere(others):
            return False
        return self._named.verdicts.same(old, new)

    def _list_otherwise(self, ones: list[Node], others: list[Node]) -> bool:
        """Tell whether both list values by name beside others that they admit, and not the same."""
        before = self._listed(ones)
        return bool(before) and bool(after := self._listed(others)) and before.keys() != after.keys()

    def _listed(self, nodes: Iterable[Node]) -> Mapping[str, Json]:
        held = joined(filter(_holds_for_all, nodes))
        return self._named.verdicts.listed(held) if held else {}

    def _refer_to_pairs(self, ones: list[Node], others: list[Node]) -> bool:
        """Tell whether what differs are names of schemas that were held against each other: it is told in those."""
        bare = [{_content(node) for node in side if not node.field.ref} for side in (ones, others)]
        olds, news = (
            {node.tree.side.owner_named(node.field.ref) for node in side if node.field.ref} for side in (ones, others)
        )
        lost, found = olds - news, news - olds
        if not lost or not found or bare[0] != bare[1]:
            return False
        # All pairs of a document are asked again at each place: only those of this one are looked at, or the fewer.
        known = self._named.pairs
        possible = product(lost, found) if len(lost) * len(found) <= len(known) else known
        renamed = [pair for pair in possible if pair in known and pair[0] in lost and pair[1] in found]
        return {old for old, _ in renamed} == lost and {new for _, new in renamed} == found

    def _demand_the_same(
        self, holder: Holder, at: Place, readings: list[_Reading], *, textual: bool, by_values: bool, idle: str
    ) -> bool:
        """Tell whether a place demands the same when all that is said of it is joined, but for what is told there.

        Of several readings one is enough, for each place by itself: one part of what is joined there may have changed
        where it is named, and another one may have moved. What is marked `idle` is never sent the way that the place
        is: whether it stands there demands nothing.
        """
        waiting = deque([(at, readings)])
        met: set[tuple[frozenset[bytes], ...]] = set()
        for _ in range(_MOST_PLACES):
            if not waiting:
                return True
            place, readings = waiting.popleft()
            readings = [reading for reading in readings if all(reading)]
            self.asked += len(readings)
            covered = partial(self._covers, holder, place)
            demands = [_demanded(reading, textual=textual) for reading in readings]
            say_the_same = partial(self._say_the_same, by_values=by_values)
            is_said = any(map(say_the_same, readings, demands))
            if not readings or not (is_said or covered()):
                return False
            for name, below in _below(demands, idle).items():
                if not below:
                    if not covered(name):
                        return False
                    continue
                # What refers to itself is met again further down, and says the same there.
                written = [tuple(frozenset(map(digest, nodes)) for nodes in reading) for reading in below]
                if not any(
                    one == other or (one, other) in met or self._refer_to_pairs(*reading)
                    for (one, other), reading in zip(written, below, strict=True)
                ):
                    met.update(written)
                    waiting.append(((*place, name), below))
        return False

    def _say_the_same(self, reading: _Reading, demands: tuple[Demands, Demands], *, by_values: bool) -> bool:
        before, after = demands
        is_said = before.said == after.said and self._offer_the_same(before.offered, after.offered)
        return is_said or (by_values and self._are_same(*reading, by_values=True))

    def _offer_the_same(self, before: _Offered, after: _Offered) -> bool:
        """Tell whether alternatives are the same, or each takes the values that another one takes."""
        gone, come = ([key for key in one if key not in other] for one, other in ((before, after), (after, before)))
        if len(gone) != len(come) or len(gone) > _MOST_OFFERED:
            return False
        for key in gone:
            self.asked += 1
            same = partial(self._named.verdicts.same, joined((before[key],)))
            twin = next((one for one in come if one[0] == key[0] and same(joined((after[one],)))), None)
            if twin is None:
                return False
            come.remove(twin)
        return True

    def _covers(self, holder: Holder, place: Place, *names: str) -> bool:
        path = ROOT
        for name in (*place[1:], *names):
            path = child(path, name)
        field = Field(at=join(place[0], path))
        return self._told.covers(holder.old.owner, holder.new.owner, Gap(field, field, field.at, "type"))


def _demanded(reading: _Reading, *, textual: bool) -> tuple[Demands, Demands]:
    olds, news = (demands_of(opened(nodes), textual=textual) for nodes in reading)
    return olds, news


def _below(demands: Sequence[tuple[Demands, Demands]], idle: str) -> Mapping[str, list[_Reading]]:
    """Return what each reading has below a place, where both sides have it and require it alike.

    What neither side of a reading has, or only as `idle`, is no difference there.
    """
    found: dict[str, list[_Reading]] = {}
    for name in set(chain.from_iterable(side.below for sides in demands for side in sides)):
        below = [(before.below.get(name, []), after.below.get(name, [])) for before, after in demands]
        if not any(_is_idle(each, idle) for each in below):
            alike = [(name in before.required) is (name in after.required) for before, after in demands]
            found[name] = [each for each, is_alike in zip(below, alike, strict=True) if all(each) and is_alike]
    return found


def _is_idle(below: _Reading, idle: str) -> bool:
    """Tell whether nothing stands there, or on either side only what is marked `idle` by something said of it."""
    sides = [side for side in below if side]
    return not sides or (bool(idle) and all(any(getattr(node.field, idle) for node in opened(side)) for side in sides))


def _parted(nodes: Iterable[Node], owner: Owner) -> _Reading:
    """Return the nodes that an owner states itself, and all others."""
    own = [node for node in nodes if node.tree.side.entry.owner == owner]
    return own, [node for node in nodes if node not in own]


class _Held(SchemaSide):
    """A version whose references lead to what the other snapshot has by their names, or else its own."""

    __slots__ = ("_other", "_partners")

    def __init__(
        self, entry: Entry, own: Snapshot, other: Snapshot, partners: Mapping[Owner, Owner], *, known: Known
    ) -> None:
        super().__init__(entry, own)
        self._other = SchemaSide(entry, other, known=known)
        self._partners = partners

    def named(self, name: str) -> Node | None:
        """Return the root of a named schema, as the other snapshot has it, be it under another name."""
        partner = self._partners.get(self.owner_named(name))
        renamed = self._other.named(partner.name) if partner is not None else None
        return self._other.named(name) or renamed or super().named(name)


def _is_its_name(holder: Holder, gap: Gap) -> bool:
    """Tell whether a named schema is called in XML as it is called anyway."""
    if holder.new.owner.kind != "schema" or split(gap.at)[1] != ROOT:
        return False
    owners = holder.old.owner, holder.new.owner
    before, after = (
        but_its_name(getattr(fact, "xml", {}), owner.name)
        for fact, owner in zip((gap.old, gap.new), owners, strict=True)
    )
    return before == after


def _only_partners(pairs: Iterable[tuple[Owner, Owner]]) -> dict[Owner, Owner]:
    """Return the partner of each that has one alone."""
    found: dict[Owner, set[Owner]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: others.pop() for one, others in found.items() if len(others) == 1}


def _is_any(holder: Holder, gap: Gap) -> bool:
    """Tell whether only one side has a schema for a parameter or header, and any value fits it."""
    if gap.attribute or split(gap.fact.at)[1] != ROOT:
        return False
    above = split(gap.fact.at)[0]
    has_values = any(isinstance(one, Parameter | Header) and one.at == split(gap.at)[0] for one in holder.new.facts)
    root = holder.schemas[gap.new is not None].root(above)
    return has_values and root is not None and not stated_keywords(root) and not root.keywords


def _is_stated(value: Any, attribute: str) -> bool:
    return value is not UNSET if attribute == "default" else bool(value)


def _targets(mappings: Iterable[str | Mapping[str, str]]) -> dict[str, str]:
    """Return the schemas to which values of a discriminator lead, by value; "" is any other."""
    each = ({"": one} if isinstance(one, str) else one for one in mappings)
    return {value: target for one in each for value, target in one.items()}


def _by_value(said: Iterable[Mapping[str, Json]]) -> set[tuple[str, str]]:
    return {(value, canonical(word)) for each in said for value, word in each.items()}


def _content(node: Node) -> object:
    """Return what tells a node apart; where branches hang on it, without those: they stand at the same place."""
    if COMPOSITIONS.isdisjoint(node.keywords):
        return digest(node)
    return canonical({name: value for name, value in stated_keywords(node).items() if name != "mapping"})


def _holds_for_all(node: Node) -> bool:
    """Tell whether a node speaks of each value that stands at its place, by itself.

    A branch of a choice, or what stands below one, does not; a branch of allOf is part of what it hangs on.
    """
    choices = (step.keyword for step in steps(node.path) if step.keyword != "allOf")
    return not _is_branch(node) and COMPOSITIONS.isdisjoint(choices)


def _is_branch(node: Node) -> bool:
    return node.path != ROOT and cut(node.path)[1].keyword in COMPOSITIONS
