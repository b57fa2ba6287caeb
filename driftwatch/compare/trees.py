"""Trees of fields on the two sides of a comparison, with what it found out about them (driftwatch.model.tree)."""

from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import islice, takewhile
from typing import Any, Final

from msgspec import UNSET

from driftwatch.model import tree as plain
from driftwatch.model.address import ROOT, join
from driftwatch.model.facts import ADDRESS, AnyFact, Field
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import parent, split
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.source import Source
from driftwatch.model.tree import NAMED_ROOT, trees_of

_MANY_FIELDS: Final = 1_000
_NONE: Final[frozenset[str]] = frozenset()


def named_by(target: str) -> str:
    """Return the name of the schema that a mapping or a reference leads to: `Lid` of `#/components/schemas/Lid`."""
    return target.rpartition("/")[2]


def differing(old: "Tree", new: "Tree") -> frozenset[str]:
    """Return the paths at or below which two trees differ, every path above them included.

    Places of evidence count as well: what is not among the paths is equal for sure. It is asked for each use of a
    schema: of the last tree that one was held against it is known.
    """
    if old.last is None or old.last[0] is not new:
        new.parted_as(old)
        old.last = new, _differing(old, new), {}
    return old.last[1]


def differing_below(old: "Tree", new: "Tree", path: str) -> AbstractSet[str]:
    """Return those of the paths where two trees differ that lie one step below `path`."""
    paths = differing(old, new)
    assert old.last is not None  # noqa: S101 - just made
    by_parent = old.last[2]
    if not by_parent:
        for each in paths - {ROOT}:
            by_parent.setdefault(parent(each), set()).add(each)
    return by_parent.get(path, _NONE)


def _differing(old: "Tree", new: "Tree") -> frozenset[str]:
    before = old.fields.get
    # What two versions of a document say alike is read once: most fields are one object on both sides.
    apart = [(path, field) for path, field in new.fields.items() if before(path) is not field]
    paths = {path for path, field in apart if not same_field(before(path), field)}
    paths.update(old.fields.keys() - new.fields.keys())
    for path in tuple(paths):
        above = path
        while above != ROOT:
            above = parent(above)
            if above in paths:
                break
            paths.add(above)
    return frozenset(paths)


def same_field(old: Field | None, new: Field) -> bool:
    """Tell whether two fields say the same, their evidence included."""
    if old is new:
        return True  # what two versions of a document say alike is read once
    if old is None or old != new:
        return False
    if new.enum is new.const is new.default is new.extensible_enum is UNSET:
        return True
    # Python calls True and 1 equal; values of those keywords are compared by their text.
    return canonical(_values(old)) == canonical(_values(new))


def _values(field: Field) -> list[Json]:
    values = (field.enum, field.const, field.default, field.extensible_enum)
    return [None if value is UNSET else [value] for value in values]


class Tree(plain.Tree):
    """The fields of one schema on one side, with what the comparison found out about them."""

    __slots__ = ("_root", "digests", "forms", "last", "lists", "names", "side", "stated", "unions")

    def __init__(self, side: "SchemaSide") -> None:
        super().__init__(side.named)
        self.side = side
        self._root: Node | None = None
        self.last: tuple[Tree, frozenset[str], dict[str, set[str]]] | None = None
        """The tree that it was held against last, the paths where the two differ, and these by what they hang on."""
        self.digests: dict[str, bytes] = {}
        """Content by path, once somebody asked (driftwatch.compare.match.digests)."""
        self.stated: dict[str, dict[str, Any]] = {}
        """What the fields state of themselves, by path, once somebody asked."""
        self.names: dict[str, str] = {}
        """Names of the schemas that they refer to, by path, once somebody asked."""
        self.lists: dict[str, tuple[Json, ...] | None] = {}
        """Values that they list as a union, by path, once somebody asked."""
        self.forms: dict[str, Any] = {}
        """What they admit, by path, once somebody asked (driftwatch.compare.values)."""
        self.unions: dict[str, Any] = {}
        """Alternatives by their type, by what offers them, once somebody asked (compare.schemas.branch_names)."""

    def root(self) -> "Node | None":
        """Return the root, None if the facts hold none; of many fields the same each time, with all made below it."""
        if len(self.fields) <= _MANY_FIELDS:
            return Node(self, ROOT) if ROOT in self.fields else None  # of small ones what is kept costs more to sweep
        if self._root is None and ROOT in self.fields:
            self._root = Node(self, ROOT)
        return self._root


class Node(plain.Node):
    """One field in its tree, with the side that it is of."""

    __slots__ = ()

    tree: Tree

    def target(self) -> "Node | None":
        """Return the root of the named schema that this field refers to; None when there is none."""
        return self.tree.side.named(self.field.ref) if self.field.ref else None

    def source(self) -> Source:
        """Say where the field is documented."""
        side = self.tree.side
        return side.snapshot.source(side.entry, self.field)


class Known:
    """What one comparison found out about the named schemas of one snapshot, for all that refer to them."""

    __slots__ = ("features", "nodes", "trees")

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Node | None]] = {}
        """Roots by scope and name; None when there is no such schema."""
        self.features: dict[Owner, frozenset[str]] = {}
        """Marks to know them by (driftwatch.compare.match.digests)."""
        self.trees: dict[int, dict[str, Tree]] = {}
        """Trees of an entry, by its id: they hold it. It is compared, told under its name, met from others, audited."""


class SchemaSide:
    """One owner's schemas in one snapshot, and the way to the named schemas that they refer to.

    Args:
        entry: the operation or named schema whose facts they are.
        snapshot: where named schemas and documents are looked up.
        known: what is known of named schemas of the snapshot, for all sides of one comparison.
    """

    __slots__ = ("_named", "_trees", "entry", "known", "scope", "snapshot")

    def __init__(self, entry: Entry, snapshot: Snapshot, *, known: Known | None = None) -> None:
        self.entry = entry
        self.snapshot = snapshot
        self.scope = entry.scope
        self.known = known or Known()
        self._trees: dict[str, Tree] | None = None
        # One node for one schema, however it is reached: else a schema that contains itself never ends.
        self._named = self.known.nodes.setdefault(self.scope, {})

    def root(self, address: str) -> Node | None:
        """Return the root below `address` (`request · application/json`, `schema`); None when it has no schema."""
        tree = self.trees.get(address)
        return tree.root() if tree else None

    def has_root(self, address: str) -> bool:
        """Tell whether there is a schema below `address`, without making trees of them all."""
        return any(isinstance(fact, Field) for fact in self._facts_at(join(address, ROOT)))

    @property
    def trees(self) -> dict[str, Tree]:
        """The owner's schemas by the address that they stand below."""
        if self._trees is None:
            self._trees = self.known.trees.get(id(self.entry))
        if self._trees is None:
            self._trees = trees_of(self.entry.facts, partial(Tree, self))
            if self._trees:
                self.known.trees[id(self.entry)] = self._trees
        return self._trees

    def owner_named(self, name: str) -> Owner:
        """Return the owner of the schema called `name` in this side's scope."""
        return Owner("schema", name, scope=self.scope)

    def named(self, name: str) -> Node | None:
        """Return the root of a named schema of the scope; None when there is no such schema."""
        if name not in self._named:
            entry = self.snapshot.schema(name, self.scope)
            side = None if entry is None else SchemaSide(entry, self.snapshot, known=self.known)
            self._named[name] = side.root(NAMED_ROOT) if side is not None else None
        return self._named[name]

    def schemas_id(self, name: str) -> tuple[int, str]:
        """Return what identifies a named schema within one comparison, without looking at it."""
        return id(self._named), name

    def fact_at(self, address: str) -> AnyFact | None:
        """Return the owner's fact at `address`."""
        return next(self._facts_at(address), None)

    def _facts_at(self, address: str) -> Iterator[AnyFact]:
        """Iterate over the facts at an address, of one kind each; of thousands, which are sorted, few are looked at."""
        facts = self.entry.facts
        sorted_in = islice(facts, bisect_left(facts, address, key=ADDRESS), None)
        return takewhile(lambda fact: fact.at == address, sorted_in)

    def is_below(self, address: str, mark: str) -> bool:
        """Tell whether a field, or one that it hangs on, is marked: `read_only`, `write_only`; "" marks nothing."""
        root, path = split(address)
        fields = self.trees[root].fields if mark and root in self.trees else {}
        above = [path]
        while above[-1] != ROOT:
            above.append(parent(above[-1]))
        return any(getattr(fields[each], mark) for each in above if each in fields)
