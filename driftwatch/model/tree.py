"""The fields of a schema as a tree: the one walk over them, inside a schema and through references to others.

Facts are flat; their addresses say what hangs on what. A tree groups the fields below one root by the field that they
hang on, a node is one field in it, and a reference leads to the root of the tree of a named schema. Schemas may refer
to each other in circles: every walk visits a field once, and those that a document from outside can make long stop
after a fixed number of them.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal, Self, TypeAlias, TypeVar

from driftwatch.model.address import ROOT, SEPARATOR, child
from driftwatch.model.facts import AnyFact, Field
from driftwatch.model.paths import Step, call_of, cut, parts, steps

NAMED_ROOT: Final = "schema"
"""Address below which the fields of a named schema stand."""

COMPOSITIONS: Final = frozenset(("allOf", "oneOf", "anyOf"))
"""Keywords whose branches speak of the same value as the field that they hang on."""

Usage: TypeAlias = Literal["request", "response", "parameter", "header"]
"""As what a value travels: `header` is one of a response, those of a request are parameters."""

_MOST_LOOKED_AT: Final = 2_000
"""Fields that are looked at for one path. Only branches that offer the same schemas again and again need so many."""

_MANY_FIELDS: Final = 20_000
"""More paths than most schemas have together: they are not remembered one by one."""

_Key: TypeAlias = tuple[int, str]
_Below: TypeAlias = list[tuple[Step, str]]
_NOTHING: Final[Mapping[str, _Below]] = {}
_T = TypeVar("_T", bound="Tree")


class Tree:
    """The fields of one schema, by their path below its root.

    Args:
        named: finds the root of a named schema that a field refers to, None when there is none; for one name it
            returns the same tree each time.
        schema: name of the schema that it is; "" for one without a name.
    """

    __slots__ = ("_children", "fields", "grouped", "named", "schema")

    def __init__(self, named: "Callable[[str], Node | None]", *, schema: str = "") -> None:
        self.named = named
        self.schema = schema
        self.fields: dict[str, Field] = {}
        """To be filled before the first question."""
        self._children: Mapping[str, _Below] | None = None
        self.grouped: dict[str, Mapping[str, _Below]] = {}
        """What `by_keyword` found so far."""

    def root(self) -> "Node | None":
        """Return the root, None if the facts hold none."""
        return Node(self, ROOT) if ROOT in self.fields else None

    def children(self, path: str) -> _Below:
        """Return the steps below `path`, with the path that each leads to, in the order of the facts."""
        return (self._children or self.shape).get(path, [])

    @property
    def shape(self) -> Mapping[str, _Below]:
        """What hangs on what, as `children` returns it, by path."""
        if self._children is None:
            children: dict[str, _Below] = {}
            for below in self.fields:
                if below != ROOT:
                    above, step = cut(below)
                    children.setdefault(above, []).append((step, below))
            self._children = children
        return self._children

    def by_keyword(self, path: str) -> Mapping[str, _Below]:
        """Return what `children` does, by the keyword that it hangs on; not to be changed."""
        grouped = self.grouped.get(path)
        if grouped is None:
            grouped = self.grouped[path] = _by_keyword(self.children(path))
        return grouped

    def parted_as(self, other: "Tree") -> None:
        """Take from another tree where its paths part: to find it out for hundreds of thousands takes a while.

        Facts are sorted by their addresses, and so is what hangs on one of them.
        """
        if self._children is None and self.fields.keys() == other.fields.keys():
            self._children = other.shape
        if self._children is not None or len(self.fields) <= _MANY_FIELDS:
            return
        children: dict[str, _Below] = {}
        come = self.fields.keys() - other.fields.keys() - {ROOT}
        for above, pairs in other.shape.items():
            kept = [pair for pair in pairs if pair[1] in self.fields]
            children[above] = kept if len(kept) < len(pairs) else pairs
        for above, group in groupby(sorted((cut(below)[0], below) for below in come), key=itemgetter(0)):
            more = [(cut(below)[1], below) for _, below in group]
            children[above] = sorted((*children.get(above, ()), *more), key=itemgetter(1))
        self._children = children

    def find(self, path: str) -> Field | None:
        """Return the field at a path, or the first that it means: through branches, then through references.

        A page that shows a body unfolds what an OpenAPI file keeps in named schemas: there the field has another path.
        """
        root = self.root()
        if path in self.fields or root is None:
            return self.fields.get(path)
        found = _descend(root, [step.text for step in steps(path)])
        return found.field if found is not None else None


class Node:
    """One field in its tree."""

    __slots__ = ("_below", "field", "path", "tree")

    def __init__(self, tree: Tree, path: str) -> None:
        self.tree = tree
        self.path = path
        self.field = tree.fields[path]
        self._below: dict[str, list[tuple[Step, Self]]] | None = None

    @property
    def key(self) -> _Key:
        """Identity among the nodes of all trees that are at hand."""
        return id(self.tree), self.path

    def children(self) -> Iterator[tuple[Step, Self]]:
        """Iterate over the fields that hang on this one, with the step to each, in the order of the facts."""
        for step, path in self.tree.children(self.path):
            yield step, type(self)(self.tree, path)

    def branches(self, keywords: AbstractSet[str] = COMPOSITIONS) -> list[Self]:
        """Return the children that hang on any of these keywords, in the order of the facts."""
        return [type(self)(self.tree, path) for step, path in self.tree.children(self.path) if step.keyword in keywords]

    def below(self, keyword: str) -> list[tuple[Step, Self]]:
        """Return the children that hang on `keyword`; not to be changed."""
        paths = (self.tree.grouped.get(self.path) or self.tree.by_keyword(self.path)).get(keyword)
        if paths is None:
            return []
        if self._below is None:
            self._below = {}
        found = self._below.get(keyword)
        if found is None:
            found = self._below[keyword] = [(step, type(self)(self.tree, path)) for step, path in paths]
        return found

    @property
    def keywords(self) -> AbstractSet[str]:
        """The keywords that something hangs on."""
        # It is asked of each node again and again: a look at what is known takes half the time of the call.
        grouped = self.tree.grouped.get(self.path)
        return (self.tree.by_keyword(self.path) if grouped is None else grouped).keys()

    def target(self) -> "Node | None":
        """Return the root of the named schema that this field refers to; None when there is none."""
        return self.tree.named(self.field.ref) if self.field.ref else None


class Schemas:
    """The named schemas of one scope: each becomes a tree when it is first asked for, and is that tree from then on.

    Args:
        facts: returns the facts of a named schema, none when there is no such schema.
    """

    __slots__ = ("_facts", "_roots")

    def __init__(self, facts: Callable[[str], Iterable[AnyFact]]) -> None:
        self._facts = facts
        self._roots: dict[str, Node | None] = {}

    def trees(self, facts: Iterable[AnyFact], *, schema: str = "") -> dict[str, Tree]:
        """Return the schemas of an owner in this scope, by the address that they stand below."""
        return trees_of(facts, partial(Tree, self.root, schema=schema))

    def root(self, name: str) -> Node | None:
        """Return the root of a named schema; None when there is no such schema."""
        if name not in self._roots:
            tree = self.trees(self._facts(name), schema=name).get(NAMED_ROOT)
            self._roots[name] = tree.root() if tree is not None else None
        return self._roots[name]


def _by_keyword(below: _Below) -> Mapping[str, _Below]:
    """Sort what hangs on a field by its keywords: of most it is one, and the list stays as it is."""
    if not below:
        return _NOTHING
    keywords = {step.keyword for step, _ in below}
    if len(keywords) == 1:
        return {keywords.pop(): below}
    grouped: dict[str, _Below] = {}
    for pair in below:
        grouped.setdefault(pair[0].keyword, []).append(pair)
    return grouped


def trees_of(facts: Iterable[AnyFact], new: Callable[[], _T]) -> dict[str, _T]:
    """Sort an owner's fields into its schemas, by the address that they stand below; `new` makes an empty tree."""
    trees: dict[str, _T] = {}
    for fact in facts:
        if isinstance(fact, Field):
            above, _, path = fact.at.rpartition(SEPARATOR)  # as paths.split, which takes twice the time by its call
            tree = trees.get(above)
            if tree is None:
                tree = trees[above] = new()
            tree.fields[path] = fact
    return trees


def closure(nodes: Iterable[Node], *, through: AbstractSet[str], most: int) -> tuple[Node, ...]:
    """Return nodes with all that speaks of the same value: what they refer to, and what hangs on some keywords.

    Args:
        nodes: where to begin.
        through: the keywords that are followed, besides references.
        most: nodes after which it stops.

    Returns:
        Each node once, the nearest first.
    """
    found: dict[_Key, Node] = {}
    waiting = deque(nodes)
    while waiting and len(found) < most:
        node = waiting.popleft()
        if node.key not in found:
            found[node.key] = node
            target = node.target()
            waiting.extend((target,) if target is not None else ())
            waiting.extend(node.branches(through))
    return tuple(found.values())


def _descend(node: Node, path: list[str]) -> Node | None:
    """Follow steps from a node; what it states itself comes before its branches, and these before its reference."""
    waiting = [(node, 0)]
    seen: set[tuple[_Key, int]] = set()
    while waiting and len(seen) < _MOST_LOOKED_AT:
        node, taken = waiting.pop()
        if taken == len(path):
            return node
        if (node.key, taken) in seen:
            continue
        seen.add((node.key, taken))
        target, direct = node.target(), child(node.path, path[taken])
        waiting.extend([(target, taken)] if target is not None else ())
        waiting.extend((branch, taken) for branch in reversed(node.branches()))
        waiting.extend([(Node(node.tree, direct), taken + 1)] if direct in node.tree.fields else ())
    return None


def referring(facts: Iterable[AnyFact]) -> Iterator[Field]:
    """Yield the fields that refer to a named schema."""
    return (fact for fact in facts if isinstance(fact, Field) and fact.ref)


def is_asked(at: str) -> bool:
    """Tell whether what stands at an address belongs to a condition, or to what is ruled out: no value is of it.

    >>> is_asked("schema · f<if>.kind"), is_asked("schema · f<then>.kind")
    (True, False)
    """
    return "<if>" in at or "<not>" in at


def reached(names: Iterable[str], refers: Callable[[str], Iterable[str] | None]) -> list[str]:
    """Return the named schemas that names lead to, directly or through others, sorted.

    Args:
        names: where to begin; they are among what is reached.
        refers: names what a schema refers to; None when there is no such schema, which then is not reached.
    """
    found: set[str] = set()
    looked_at: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in looked_at:
            looked_at.add(name)
            further = refers(name)
            if further is not None:
                found.add(name)
                waiting.extend(further)
    return sorted(found)


def usage_of(at: str, *, inbound: bool) -> Usage | Literal["either"]:
    """Tell as what the field or schema at an address of an operation travels; `either` when the address does not say.

    What a webhook or a callback is sent counts as a response, and its parameters as headers; what it answers as a
    request. An address says that it is in a callback; of a webhook the caller has to know (`inbound`).

    >>> usage_of("request · application/json · a", inbound=False), usage_of("parameter · query · b", inbound=True)
    ('request', 'header')
    """
    callback, inside = call_of(at)
    where, inbound = parts(inside), inbound or bool(callback)
    if where[0] == "parameter":
        return "header" if inbound else "parameter"
    if where[0] not in {"request", "response"}:
        return "either"
    if "header" in where[2:3]:
        return "parameter" if inbound else "header"
    return "response" if (where[0] == "response") is not inbound else "request"


def but_alternatives(path: Sequence[Step]) -> Sequence[Step]:
    """Return the steps to what an alternative is one of: the path of a branch without the branches."""
    end = len(path)
    while end and path[end - 1].keyword in COMPOSITIONS:
        end -= 1
    return path[:end]
