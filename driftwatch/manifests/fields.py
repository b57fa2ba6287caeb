"""Find what schemas state at a manifest's path: through references, lists, maps and branches."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

from msgspec import UNSET, Struct

from driftwatch.model.facts import AnyFact, Field
from driftwatch.model.json_values import Json, json_set
from driftwatch.model.paths import ANY, PROPERTY, Claimed, as_claimed, split
from driftwatch.model.paths import steps as steps_of
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.tree import Node, Schemas, Tree, closure

_JOINED: Final = frozenset(("allOf",))
_CHOICES: Final = frozenset(("oneOf", "anyOf"))
_CASES: Final = _CHOICES | {"then", "else", "dependentSchemas"}
"""Keywords whose schemas say of a value what holds in some cases."""
_BRANCHES: Final = _JOINED | _CASES
"""Keywords whose schemas say more of the value itself."""
_DEEP: Final = 4
"""How deep alternatives of alternatives are looked into for what each of them requires."""
_LOOKS: Final = 500
"""Alternatives looked at for one step: those of schemas that lead back to themselves multiply with each depth."""
_MOST: Final = 400
"""Nodes looked at for one step of a path; no sensible schema has so many branches."""


class Found(Struct, frozen=True):
    """What is stated at a path, by all the fields that speak of it."""

    entry: Entry
    direct: tuple[Field, ...]
    """The fields at the path itself, one for each way that leads to it."""
    fields: tuple[Field, ...]
    """Those, and what their references and branches add."""
    promised: bool
    """Every step that leads here is required."""
    certain: bool = False
    """The object above requires it whichever of its alternatives (oneOf, anyOf) it is."""
    always: bool = False
    """So does every object on the way."""

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


class FieldTrees:
    """The fields of a snapshot, by owner and address, made when they are asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._scopes: dict[str, Schemas] = {}
        self._trees: dict[Owner, dict[str, Tree]] = {}

    def has_fields(self, entry: Entry, prefix: str) -> bool:
        """Whether anything but an empty root is stated below an address."""
        return any(True for node in self._top(entry, prefix) for _ in node.children())

    def uses_required(self, entry: Entry, prefix: str) -> bool:
        """Whether any property at the top of a body is marked as required."""
        return any(below.field.required for node in self._top(entry, prefix) for _, below in node.children())

    def required_names(self, entry: Entry, prefix: str) -> tuple[tuple[str, Field], ...]:
        """Return the properties that the top of a body requires in every case, by name."""
        found: dict[str, Field] = {}
        for node in self._top(entry, prefix, through=_JOINED):
            for step, below in node.below(PROPERTY):
                if below.field.required and not below.field.read_only:
                    found.setdefault(step.name, below.field)
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
            ways = {step.claimed for node in nodes for step, _ in node.children()}
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
        root = self._root(entry, prefix)
        if root is None:
            return None, ()
        direct: tuple[Node, ...] = (root,)
        promised = always = certain = True
        is_parted = False
        for step in steps:
            above, before = _same_value(direct), direct
            parts = _is_parted(above)
            direct = tuple(_next(above, step))[:_MOST]
            if not direct:
                return None, ()
            if step != ANY:
                needed = all(node.field.required for node in direct)
                certain = needed and (not parts or _is_always_there(before, step, is_parted=is_parted))
                promised, always = promised and needed, always and certain
            is_parted = is_parted or parts
        nodes = _same_value(direct)
        found = Found(
            self._entry_of(direct[0], entry),
            tuple(node.field for node in direct),
            tuple(node.field for node in nodes),
            promised,
            certain,
            always,
        )
        return found, nodes

    def _top(self, entry: Entry, prefix: str, *, through: AbstractSet[str] = _BRANCHES) -> tuple[Node, ...]:
        """Return all that speaks of the value at an address itself."""
        root = self._root(entry, prefix)
        return _same_value((root,), through=through) if root is not None else ()

    def _root(self, entry: Entry, prefix: str) -> Node | None:
        trees = self._trees.get(entry.owner)
        if trees is None:
            trees = self._trees[entry.owner] = self._schemas(entry.scope).trees(entry.facts)
        tree = trees.get(prefix)
        return tree.root() if tree is not None else None

    def _schemas(self, scope: str) -> Schemas:
        if scope not in self._scopes:
            self._scopes[scope] = Schemas(partial(self._facts_of, scope))
        return self._scopes[scope]

    def _facts_of(self, scope: str, name: str) -> Iterable[AnyFact]:
        entry = self._snapshot.schema(name, scope)
        return entry.facts if entry is not None else ()

    def _entry_of(self, node: Node, entry: Entry) -> Entry:
        """Return whose a field is that a walk from `entry` led to."""
        schema = self._snapshot.schema(node.tree.schema, entry.scope) if node.tree.schema else None
        return schema if schema is not None else entry


def _same_value(nodes: Iterable[Node], *, through: AbstractSet[str] = _BRANCHES) -> tuple[Node, ...]:
    return closure(nodes, through=through, most=_MOST)


def _is_parted(nodes: Iterable[Node]) -> bool:
    """Tell whether some of what speaks of a value holds in some cases alone."""
    return any(node.keywords & _CASES for node in nodes)


def _is_always_there(nodes: tuple[Node, ...], step: str, *, is_parted: bool) -> bool:
    """Tell whether values require a property in every case; those of several alternatives each have to."""
    groups = [(node,) for node in nodes] if is_parted else [nodes]
    looks = iter(range(_LOOKS))
    return all(_requires(group, step, _DEEP, looks) for group in groups)


def _requires(nodes: Iterable[Node], step: str, depth: int, looks: Iterator[int]) -> bool:
    """Tell whether what is joined requires a property, or each alternative of one choice does, but for null.

    Where no looks are left, nothing is known to require it.
    """
    if next(looks, None) is None:
        return False
    joined = _same_value(nodes, through=_JOINED)
    if any(below.field.required for below in _next(joined, step)):
        return True
    choices = [node.branches({keyword}) for node in joined for keyword in sorted(_CHOICES)] if depth else []
    told = [[one for one in alternatives if set(one.field.type) != {"null"}] for alternatives in choices]
    return any(some and all(_requires((one,), step, depth - 1, looks) for one in some) for some in told)


def _next(nodes: Iterable[Node], step: str) -> Iterator[Node]:
    return (below for node in nodes for way, below in node.children() if way.claimed == step)


def _named(nodes: Iterable[Node]) -> set[tuple[str, Claimed]]:
    return {(node.tree.schema, as_claimed(node.path)) for node in nodes if node.tree.schema}


def _constants(field: Field) -> tuple[Json, ...]:
    if field.const is not UNSET:
        return (field.const,)
    return field.enum if isinstance(field.enum, tuple) else ()


def _type_of(value: Json) -> str:
    if value is None:
        return "null"
    names = {bool: "boolean", int: "integer", float: "number", str: "string", dict: "object"}
    return names.get(type(value), "array")
