"""Trees of fields: an owner's flat facts by schema root, parent and keyword; references are resolved on demand."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any, Final

from msgspec import UNSET

from driftwatch.model.address import ROOT
from driftwatch.model.facts import AnyFact, Field
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import Step, cut, parent, split
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.source import Source

NAMED_ROOT: Final = "schema"
"""Address below which the fields of a named schema stand."""


def differing(old: "Tree", new: "Tree") -> frozenset[str]:
    """Return the paths at or below which two trees differ, every path above them included.

    Places of evidence count as well: what is not among the paths is equal for sure.
    """
    paths = {path for path, field in new.fields.items() if not _same(old.fields.get(path), field)}
    paths.update(old.fields.keys() - new.fields.keys())
    for path in tuple(paths):
        above = path
        while above != ROOT:
            above = parent(above)
            if above in paths:
                break
            paths.add(above)
    return frozenset(paths)


def _same(old: Field | None, new: Field) -> bool:
    if old is None or old != new:
        return False
    if new.enum is new.const is new.default is new.extensible_enum is UNSET:
        return True
    # Python calls True and 1 equal; values of those keywords are compared by their text.
    return canonical(_values(old)) == canonical(_values(new))


def _values(field: Field) -> list[Json]:
    values = (field.enum, field.const, field.default, field.extensible_enum)
    return [None if value is UNSET else [value] for value in values]


class Tree:
    """The fields of one schema: one root with everything below it."""

    __slots__ = ("_children", "digests", "fields", "names", "side", "stated")

    def __init__(self, side: "SchemaSide") -> None:
        self.side = side
        self.fields: dict[str, Field] = {}
        self._children: dict[str, list[tuple[Step, str]]] | None = None
        self.digests: dict[str, bytes] | None = None
        """Content of each path, once somebody asked (driftwatch.compare.digests)."""
        self.stated: dict[str, dict[str, Any]] = {}
        """What the fields state of themselves, by path, once somebody asked."""
        self.names: dict[str, str] = {}
        """Names of the schemas that they refer to, by path, once somebody asked."""

    def root(self) -> "Node | None":
        """Return the root, if the facts hold one."""
        return Node(self, ROOT) if ROOT in self.fields else None

    def children(self, path: str) -> list[tuple[Step, str]]:
        """Return the steps below `path`, with the path that each leads to, in the order of the facts."""
        if self._children is None:
            children: dict[str, list[tuple[Step, str]]] = {}
            for below in self.fields:
                if below != ROOT:
                    above, step = cut(below)
                    children.setdefault(above, []).append((step, below))
            self._children = children
        return self._children.get(path, [])


class Node:
    """One field in its tree."""

    __slots__ = ("_grouped", "field", "path", "tree")

    def __init__(self, tree: Tree, path: str) -> None:
        self.tree = tree
        self.path = path
        self.field = tree.fields[path]
        self._grouped: dict[str, list[tuple[Step, Node]]] | None = None

    @property
    def key(self) -> tuple[int, str]:
        """Identity within one comparison."""
        return id(self.tree), self.path

    def below(self, keyword: str) -> list[tuple[Step, "Node"]]:
        """Return the children that hang on `keyword`."""
        return self._children().get(keyword, [])

    @property
    def keywords(self) -> AbstractSet[str]:
        """The keywords that something hangs on."""
        return self._children().keys()

    def _children(self) -> "dict[str, list[tuple[Step, Node]]]":
        if self._grouped is None:
            grouped: dict[str, list[tuple[Step, Node]]] = {}
            for step, path in self.tree.children(self.path):
                grouped.setdefault(step.keyword, []).append((step, Node(self.tree, path)))
            self._grouped = grouped
        return self._grouped

    def all_below(self) -> Iterator[tuple[Step, "Node"]]:
        """Iterate over all children."""
        for step, path in self.tree.children(self.path):
            yield step, Node(self.tree, path)

    def target(self) -> "Node | None":
        """Return the root of the named schema that this field refers to; None when there is none."""
        return self.tree.side.named(self.field.ref) if self.field.ref else None

    def source(self) -> Source:
        """Say where the field is documented."""
        side = self.tree.side
        return side.snapshot.source(side.entry, self.field)


class Known:
    """What one comparison found out about the named schemas of one snapshot, for all that refer to them."""

    __slots__ = ("features", "nodes")

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Node | None]] = {}
        """Roots by scope and name; None when there is no such schema."""
        self.features: dict[Owner, frozenset[str]] = {}
        """Marks to know them by (driftwatch.compare.digests)."""


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

    @property
    def trees(self) -> dict[str, Tree]:
        """The owner's schemas by the address that they stand below."""
        if self._trees is None:
            trees: dict[str, Tree] = {}
            for fact in self.entry.facts:
                if isinstance(fact, Field):
                    above, path = split(fact.at)
                    tree = trees.get(above)
                    if tree is None:
                        tree = trees[above] = Tree(self)
                    tree.fields[path] = fact
            self._trees = trees
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
        return next((fact for fact in self.entry.facts if fact.at == address), None)
