"""Find what schemas state at a manifest's path: through references, lists, maps and branches."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec import UNSET, Struct

from driftwatch.model.address import ROOT
from driftwatch.model.facts import Field
from driftwatch.model.json_values import Json, json_set
from driftwatch.model.paths import ANY, PROPERTY, Claimed, as_claimed, last, parent, split
from driftwatch.model.paths import steps as steps_of
from driftwatch.model.snapshot import Entry, Owner, Snapshot

_JOINED: Final = frozenset(("allOf",))
_CHOICES: Final = frozenset(("oneOf", "anyOf"))
_BRANCHES: Final = _JOINED | _CHOICES | {"then", "else", "dependentSchemas"}
"""Keywords whose schemas say more of the value itself."""
_MOST: Final = 400
"""Nodes looked at for one step of a path; no sensible schema has so many branches."""


class Node(NamedTuple):
    """One field of one owner: the entry, the address before the field's path, and the path."""

    entry: Entry
    prefix: str
    path: str


class Found(Struct, frozen=True):
    """What is stated at a path, by all the fields that speak of it."""

    entry: Entry
    direct: tuple[Field, ...]
    """The fields at the path itself, one for each way that leads to it."""
    fields: tuple[Field, ...]
    """Those, and what their references and branches add."""
    promised: bool
    """Every step that leads here is required."""

    @property
    def types(self) -> frozenset[str]:
        """The types that it can have; `null` among them when it may be null; empty when nothing is stated."""
        types = {name for field in self.fields for name in field.type}
        for field in self.fields:
            types |= {_type_of(value) for value in _constants(field)} if not field.type else set()
        if not types:
            return frozenset()
        return frozenset(types | {"null"} if any(field.nullable for field in self.fields) else types)

    @property
    def values(self) -> tuple[Json, ...] | None:
        """The closed list of its values, None when it is open."""
        leaves = [field for field in self.fields if field.type or _constants(field)]
        closed = [_constants(field) for field in leaves if set(field.type) != {"null"}]
        if not any(closed) or (not all(closed) and not self._is_narrowed()):
            return None
        return json_set(value for values in closed for value in values)

    @property
    def required(self) -> bool:
        """Whether the object above requires it, whichever way leads here."""
        return bool(self.direct) and all(field.required for field in self.direct)

    @property
    def fact(self) -> Field:
        """The field to cite."""
        return self.direct[0]

    def _is_narrowed(self) -> bool:
        """Whether an allOf joins the fields: then one closed list closes it."""
        steps = (step for field in self.fields for step in steps_of(split(field.at)[1]))
        return not any(step.keyword in _CHOICES for step in steps)


class Way(Struct, frozen=True):
    """The fields of named schemas that a path leads through: (schema, path inside it)."""

    passed: frozenset[tuple[str, Claimed]]
    """Those at every step."""
    ended: frozenset[tuple[str, Claimed]]
    """Those at the last one."""


class _Tree:
    """The fields below one address of one owner: by path, and by the path above them."""

    __slots__ = ("below", "fields")

    def __init__(self) -> None:
        self.fields: dict[str, Field] = {}
        self.below: dict[str, list[str]] = {}

    def add(self, path: str, field: Field) -> None:
        self.fields[path] = field
        if path != ROOT:
            self.below.setdefault(parent(path), []).append(path)


class FieldTrees:
    """The fields of a snapshot, by owner and address, made when they are asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._trees: dict[Owner, dict[str, _Tree]] = {}

    def has_fields(self, entry: Entry, prefix: str) -> bool:
        """Whether anything but an empty root is stated below an address."""
        root = self._node(entry, prefix, ROOT)
        return root is not None and any(self._children(node) for node in self._closure((root,)))

    def uses_required(self, entry: Entry, prefix: str) -> bool:
        """Whether any property at the top of a body is marked as required."""
        root = self._node(entry, prefix, ROOT)
        nodes = self._closure((root,)) if root is not None else ()
        return any(self._field(below).required for node in nodes for below in self._children(node))

    def required_names(self, entry: Entry, prefix: str) -> tuple[tuple[str, Field], ...]:
        """Return the properties that the top of a body requires in every case, by name."""
        root = self._node(entry, prefix, ROOT)
        if root is None:
            return ()
        found: dict[str, Field] = {}
        for node in self._closure((root,), choices=False):
            for below in self._children(node):
                field, step = self._field(below), last(below.path)
                if field.required and not field.read_only and step.keyword == PROPERTY:
                    found.setdefault(step.name, field)
        return tuple(sorted(found.items()))

    def paths(self, entry: Entry, prefix: str, *, depth: int) -> Iterator[tuple[Claimed, Found]]:
        """Yield every documented path below an address with what is stated there, down to `depth` steps."""
        todo: list[Claimed] = [()]
        seen: set[Claimed] = set()
        while todo:
            steps = todo.pop()
            found, nodes = self._walk(entry, prefix, steps)
            if found is None or len(seen) > _MOST:
                continue
            if steps:
                yield steps, found
            ways = {last(child.path).claimed for node in nodes for child in self._children(node)}
            below = {(*steps, way) for way in ways if way is not None}
            fresh = [path for path in sorted(below, reverse=True) if len(path) <= depth and path not in seen]
            seen.update(fresh)
            todo.extend(fresh)

    def find(self, entry: Entry, prefix: str, steps: Claimed) -> Found | None:
        """Return what is stated at a path below an address, None when nothing is."""
        return self._walk(entry, prefix, steps)[0]

    def way(self, entry: Entry, prefix: str, steps: Claimed) -> Way:
        """Return the fields of named schemas that a path below an address leads through."""
        passed: set[tuple[str, Claimed]] = set()
        nodes: tuple[Node, ...] = ()
        for length in range(len(steps) + 1):
            found, nodes = self._walk(entry, prefix, steps[:length])
            if found is None:
                break
            passed |= _named(nodes)
        return Way(frozenset(passed), frozenset(_named(nodes)))

    def _walk(self, entry: Entry, prefix: str, steps: Claimed) -> tuple[Found | None, tuple[Node, ...]]:
        root = self._node(entry, prefix, ROOT)
        if root is None:
            return None, ()
        direct: tuple[Node, ...] = (root,)
        promised = True
        for step in steps:
            direct = tuple(self._next(self._closure(direct), step))[:_MOST]
            if not direct:
                return None, ()
            if step != ANY:
                promised = promised and all(self._field(node).required for node in direct)
        nodes = self._closure(direct)
        found = Found(
            direct[0].entry,
            tuple(self._field(node) for node in direct),
            tuple(self._field(node) for node in nodes),
            promised,
        )
        return found, nodes

    def _next(self, nodes: Iterable[Node], step: str) -> Iterator[Node]:
        for node in nodes:
            for below in self._children(node):
                if last(below.path).claimed == step:
                    yield below

    def _closure(self, nodes: Iterable[Node], *, choices: bool = True) -> tuple[Node, ...]:
        """Return the nodes with all that their references and branches lead to; without choices, with allOf alone."""
        found: dict[tuple[Owner, str, str], Node] = {}
        todo = list(nodes)
        while todo and len(found) < _MOST:
            node = todo.pop(0)
            key = (node.entry.owner, node.prefix, node.path)
            if key in found:
                continue
            found[key] = node
            target = self._target(node)
            if target is not None:
                todo.append(target)
            todo.extend(
                below
                for below in self._children(node)
                if last(below.path).keyword in (_BRANCHES if choices else _JOINED)
            )
        return tuple(found.values())

    def _target(self, node: Node) -> Node | None:
        name = self._field(node).ref
        if not name:
            return None
        entry = self._snapshot.schema(name, node.entry.scope)
        return self._node(entry, "schema", ROOT) if entry is not None else None

    def _node(self, entry: Entry, prefix: str, path: str) -> Node | None:
        tree = self._of(entry).get(prefix)
        return Node(entry, prefix, path) if tree is not None and path in tree.fields else None

    def _children(self, node: Node) -> list[Node]:
        paths = self._of(node.entry)[node.prefix].below.get(node.path, ())
        return [Node(node.entry, node.prefix, path) for path in paths]

    def _field(self, node: Node) -> Field:
        return self._of(node.entry)[node.prefix].fields[node.path]

    def _of(self, entry: Entry) -> dict[str, _Tree]:
        trees = self._trees.get(entry.owner)
        if trees is None:
            trees = self._trees[entry.owner] = {}
            for fact in entry.facts:
                if isinstance(fact, Field):
                    prefix, path = split(fact.at)
                    trees.setdefault(prefix, _Tree()).add(path, fact)
        return trees


def _named(nodes: Iterable[Node]) -> set[tuple[str, Claimed]]:
    return {(node.entry.owner.name, as_claimed(node.path)) for node in nodes if node.entry.owner.kind == "schema"}


def _constants(field: Field) -> tuple[Json, ...]:
    if field.const is not UNSET:
        return (field.const,)
    return field.enum if isinstance(field.enum, tuple) else ()


def _type_of(value: Json) -> str:
    if value is None:
        return "null"
    names = {bool: "boolean", int: "integer", float: "number", str: "string", dict: "object"}
    return names.get(type(value), "array")
