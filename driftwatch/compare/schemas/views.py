"""Views: what a schema demands as a whole, with its allOf parts and references joined.

Two documents may spread one schema over allOf branches and references in different ways; their views are equal.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from typing import Any, Final, NamedTuple

from msgspec import UNSET

from driftwatch.compare.match.digests import is_stated, settled
from driftwatch.compare.trees import Node
from driftwatch.compare.values.alternatives import admits_everything
from driftwatch.compare.values.kinds import common_types, implied_types, types_of_values
from driftwatch.compare.values.lists import has_null_in_union, types_of_union, values_of_union
from driftwatch.model.address import escape
from driftwatch.model.json_values import Json, canonical, json_set
from driftwatch.model.paths import MAP, PROPERTY, Step
from driftwatch.model.tree import COMPOSITIONS

_HIGHEST: Final = (
    "minimum", "exclusive_minimum", "min_length", "min_items", "min_properties", "min_contains",
)  # fmt: skip
_LOWEST: Final = (
    "maximum", "exclusive_maximum", "max_length", "max_items", "max_properties", "max_contains",
)  # fmt: skip
_UNIONS: Final = ("mapping", "dependent_required")
_CLOSED: Final = ("additional_properties", "unevaluated_properties", "unevaluated_items")
_SHARED_VALUES: Final = ("enum", "extensible_enum")

GROUPS: Final = ("oneOf", "anyOf")
_OFFERING: Final = frozenset(GROUPS)
_MOST_NESTED: Final = 4
"""Alternatives inside of each other that are asked whether they admit null."""
_NUMBERS: Final = ("number", "integer")
_NO_TYPES: Final = frozenset({"enum"})
"""Words that people write where a type should stand, of values that are listed: these have the types they have."""
TYPES_BOUND: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of"), _NUMBERS),
    **dict.fromkeys(("min_length", "max_length", "pattern"), ("string",)),
    **dict.fromkeys(("min_items", "max_items", "unique_items", "min_contains", "max_contains"), ("array",)),
    **dict.fromkeys(("unevaluated_items", "items", "prefixItems", "contains", "unevaluatedItems"), ("array",)),
    **dict.fromkeys(("min_properties", "max_properties", "requires", "dependent_required"), ("object",)),
    **dict.fromkeys(("additional_properties", "unevaluated_properties"), ("object",)),
    **dict.fromkeys((PROPERTY, MAP, "patternProperties", "propertyNames", "dependentSchemas"), ("object",)),
}
"""Of which types the values are that a keyword, or an attribute of one, binds: of these alone."""
JOINING: Final = frozenset(("allOf", *GROUPS))
"""Keywords by which schemas are joined to the one that they hang on, or offered in its place."""


class Parts(NamedTuple):
    """A schema taken apart."""

    atoms: tuple[Node, ...]
    """Nodes with the keywords that they state themselves."""
    references: dict[str, Node]
    """Names of schemas referred to and not opened, with the node that refers."""
    branches: tuple[tuple[Step, Node], ...]
    """Every allOf branch met on the way."""


def parts_of(
    nodes: Iterable[Node],
    *,
    opened: frozenset[str] | None = frozenset(),
    singles: bool,
    without: frozenset[tuple[int, str]],
) -> Parts:
    """Take nodes that hold together apart: allOf branches, and references to the names in `opened`.

    Args:
        nodes: they all apply.
        opened: named schemas to look into; None for all.
        singles: whether a oneOf or anyOf with one branch counts as that branch.
        without: allOf branches to leave out.
    """
    nodes = tuple(nodes)
    if len(nodes) == 1 and not nodes[0].field.ref and not without and JOINING.isdisjoint(nodes[0].keywords):
        return Parts(nodes, {}, ())
    atoms: list[Node] = []
    references: dict[str, Node] = {}
    branches: list[tuple[Step, Node]] = []
    seen: set[tuple[int, str]] = set(without)
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if node.key in seen:
            continue
        seen.add(node.key)
        atoms.append(node)
        more = [branch for _, branch in node.below("allOf")]
        branches += node.below("allOf")
        if node.field.ref and opened is not None and node.field.ref not in opened:
            references.setdefault(node.field.ref, node)
        elif node.field.ref and (target := node.target()) is not None:
            more.append(target)
        if singles:
            more += [group[0][1] for group in map(node.below, GROUPS) if len(group) == 1]
        waiting += more[::-1]
    return Parts(tuple(atoms), references, tuple(branches))


def opened(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Take nodes that hold together apart, and look into every name that they refer to."""
    return parts_of(nodes, opened=None, singles=False, without=frozenset()).atoms


class Member(NamedTuple):
    """A property of a view: everything that is said of it, and whether it must be there."""

    nodes: tuple[Node, ...]
    required: bool


class View:
    """The joint demands of nodes."""

    __slots__ = ("_alone", "_having", "_members", "_only", "_values", "around", "atoms", "singles")

    def __init__(self, atoms: tuple[Node, ...], *, singles: bool) -> None:
        self.atoms = atoms
        self.singles = singles
        self._values: dict[str, Any] = {}
        self._members: dict[str, Member] | None = None
        self._having: dict[str, list[Node]] | None = None
        self._only = atoms[0].field if len(atoms) == 1 else None
        """The only part, where there is one."""
        self._alone = atoms[0].keywords if len(atoms) == 1 else None
        """The keywords by which something hangs on that: on most nothing does."""
        self.around: tuple[View, frozenset[str]] | None = None
        """The view that it was held against last, and what surrounds the properties that are gone there."""

    def value(self, attribute: str) -> Any:
        """Return a keyword's joint value, by the name of its attribute in `Field`; UNSET when no part states it.

        Where only one value can be told, the outermost part wins, then the least in canonical order: allOf has none.
        """
        if self._only is not None and (attribute != "enum" or values_of_union(self.atoms[0]) is None):
            value = getattr(self._only, attribute)
            return value if value is not UNSET and is_stated(attribute, value) else UNSET
        if attribute not in self._values:
            values = [getattr(atom.field, attribute) for atom in self.atoms]
            if attribute == "enum":
                values += [UNSET if value is None else value for value in map(values_of_union, self.atoms)]
            stated = [value for value in values if is_stated(attribute, value)]
            if len(stated) > 1 and not is_stated(attribute, values[0]):
                stated.sort(key=canonical)
            self._values[attribute] = _joined(attribute, stated) if len(stated) > 1 else (stated or [UNSET])[0]
        return self._values[attribute]

    def stated(self, attribute: str) -> bool:
        """Tell whether any part states a keyword."""
        return self.value(attribute) is not UNSET

    @property
    def types(self) -> frozenset[str]:
        """Allowed types, without null; empty when any type will do, and all that are stated when they contradict."""
        stated = self._stated_types()
        if not stated:
            return self._implied()
        return reduce(common_types, stated) or frozenset().union(*stated)

    @property
    def slips(self) -> frozenset[str]:
        """Words that stand where a type should, and name none."""
        return frozenset(name for atom in self.atoms for name in atom.field.type) & _NO_TYPES

    @property
    def listed(self) -> tuple[Json, ...]:
        """The values of which one has to be, as const or enum state them; none where neither does."""
        return (self.value("const"),) if self.stated("const") else tuple(self.value("enum") or ())

    @property
    def contradicts(self) -> bool:
        """Whether its parts state types of which no value is all."""
        stated = self._stated_types() if len(self.atoms) > 1 else []
        return len(stated) > 1 and not reduce(common_types, stated)

    def _stated_types(self) -> list[frozenset[str]]:
        stated = [types for atom in self.atoms if (types := frozenset(atom.field.type) - _NO_TYPES)]
        stated += [types for types in map(types_of_union, self.atoms) if types]
        listed = types_of_values(self.listed) if stated and len(self.atoms) > 1 else frozenset()
        return [*stated, listed] if listed and not reduce(common_types, [*stated, listed]) else stated

    def _implied(self) -> frozenset[str]:
        """Return the types that a schema is about where it states none: those of what hangs on it."""
        if self.stated("enum") or self.stated("const") or self.offers:
            return frozenset()
        return implied_types(self.atoms) or frozenset()

    @property
    def nullable(self) -> bool:
        """Whether null is allowed besides the types.

        A part that names a type without null rules out what another part alone allows itself; what is said beside all
        parts, or beside no type, is meant of the whole.
        """
        if self.value("nullable") is True and (len(self.atoms) == 1 or not self._rule_null_out()):
            return True
        return any(map(has_null_in_union, self.atoms))

    def _rule_null_out(self) -> bool:
        said = [atom for atom in self.atoms if atom.field.nullable]
        apart = all(atom.field.type and not atom.field.ref and COMPOSITIONS.isdisjoint(atom.keywords) for atom in said)
        return apart and any(atom.field.type and not atom.field.nullable for atom in self.atoms)

    @property
    def admits_null(self) -> bool:
        """Whether null is allowed, be it by one of several alternatives only."""
        return _admits_null(self, _MOST_NESTED, set())

    @property
    def impossible(self) -> bool:
        """Whether no value fits."""
        return self.value("impossible") is True

    @property
    def members(self) -> dict[str, Member]:
        """Properties by escaped name. A name that is only required is a member without nodes."""
        if self._members is None:
            nodes: dict[str, list[Node]] = {}
            needed: set[str] = set()
            for atom in self.atoms:
                for step, node in atom.below(PROPERTY):
                    nodes.setdefault(step.label, []).append(node)
                    if node.field.required:
                        needed.add(step.label)
                # `required: [""]` is what generators write for nothing; a body with such a key nobody sends.
                # Of what is never an object, no property is required.
                if not atom.field.type or "object" in atom.field.type:
                    needed.update(escape(name) for name in atom.field.requires if name)
            names = sorted({*nodes, *needed})
            self._members = {name: Member(tuple(nodes.get(name, ())), name in needed) for name in names}
        return self._members

    @property
    def declared(self) -> AbstractSet[str]:
        """The names of what is declared, escaped, be it of any type."""
        return {step.label for atom in self.atoms for step, _ in atom.tree.by_keyword(atom.path).get(PROPERTY, ())}

    def below(self, keyword: str) -> list[tuple[Step, Node]]:
        """Return what hangs on a keyword in any part; a group with one branch only when it is not opened."""
        if self._alone is not None:
            return self._own(self.atoms[0], keyword) if keyword in self._alone else []
        return [item for atom in self._with(keyword) for item in self._own(atom, keyword)]

    @property
    def keywords(self) -> AbstractSet[str]:
        """The keywords by which something hangs on any part."""
        return self._parts_by_keyword.keys() if self._alone is None else self._alone

    def _with(self, keyword: str) -> Sequence[Node]:
        return self._parts_by_keyword.get(keyword, ())

    @property
    def _parts_by_keyword(self) -> dict[str, list[Node]]:
        """The parts on which something hangs by each keyword: of a long row of parts few have each of them."""
        if self._having is None:
            self._having = {}
            for atom in self.atoms:
                for name in atom.keywords:
                    self._having.setdefault(name, []).append(atom)
        return self._having

    def _own(self, atom: Node, keyword: str) -> list[tuple[Step, Node]]:
        children = atom.below(keyword)
        if keyword in GROUPS and children and values_of_union(atom) is not None:
            return []
        return [] if self.singles and keyword in GROUPS and len(children) == 1 else children

    def has_any(self, keywords: frozenset[str]) -> bool:
        """Tell whether anything hangs on one of some keywords."""
        return not keywords.isdisjoint(self.keywords)

    @property
    def offers(self) -> bool:
        """Whether there are alternatives."""
        return self.has_any(_OFFERING) and any(self.below(group) for group in GROUPS)

    @property
    def offers_several(self) -> bool:
        """Whether there are several alternatives of one group."""
        return self.has_any(_OFFERING) and any(len(self.below(group)) > 1 for group in GROUPS)

    @property
    def unlimited(self) -> bool:
        """Whether null passes because nothing is said about types or values, or because any value is an alternative."""
        if self.types or self.stated("enum") or self.stated("const") or self.impossible:
            return False
        # All groups hold that stand beside each other: each of them must offer anything.
        groups = [self._own(atom, group) for group in GROUPS for atom in self._with(group)]
        return all(any(admits_everything(settled(one)) for _, one in group) for group in groups if group)


class ViewOfType(View):
    """What a schema demands of its values of one type, as one that names several does of each."""

    __slots__ = ("_type",)

    def __init__(self, atoms: tuple[Node, ...], *, singles: bool, type_: str) -> None:
        super().__init__(atoms, singles=singles)
        self._type = type_

    def value(self, attribute: str) -> Any:
        """Return a keyword's joint value where it is about values of the type."""
        return super().value(attribute) if self._type in TYPES_BOUND.get(attribute, self._type) else UNSET

    @property
    def types(self) -> frozenset[str]:
        """The type alone, of those that are stated."""
        return super().types & {self._type} or super().types

    @property
    def members(self) -> dict[str, Member]:
        """Properties, of an object."""
        return super().members if self._type == "object" else {}

    def below(self, keyword: str) -> list[tuple[Step, Node]]:
        """Return what hangs on a keyword where it is about values of the type."""
        return super().below(keyword) if self._type in TYPES_BOUND.get(keyword, self._type) else []


def _admits_null(view: View, depth: int, seen: set[object]) -> bool:
    """Ask each alternative once, whatever number of others offer it as well."""
    if view.nullable or view.types or not depth:
        return view.nullable
    for keyword in GROUPS:
        for _, branch in view.below(keyword):
            if branch.key not in seen:
                seen.add(branch.key)
                if _admits_null(View(opened((branch,)), singles=True), depth - 1, seen):
                    return True
    return False


def _joined(attribute: str, stated: list[Any]) -> Any:  # noqa: PLR0911 - one line for each way of joining
    if attribute in _HIGHEST:
        return max(stated)
    if attribute in _LOWEST:
        return min(stated)
    if attribute in _SHARED_VALUES:
        return _common_values(stated)
    if attribute in _CLOSED:
        return all(stated)
    if attribute in _UNIONS:
        return _united(attribute, stated)
    if attribute == "requires":
        return tuple(sorted({name for names in stated for name in names}))
    if attribute == "pattern":
        return " and ".join(sorted(set(stated)))
    return stated[0]


def _united(attribute: str, stated: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Join what parts say by key: a value of a message leads to one schema, all that a property requires must be."""
    if attribute == "mapping":
        return {key: value for part in reversed(stated) for key, value in part.items()}
    keys = sorted({key for part in stated for key in part})
    return {key: tuple(sorted({name for part in stated for name in part.get(key, ())})) for key in keys}


def _common_values(lists: list[tuple[Json, ...]]) -> tuple[Json, ...]:
    common = {canonical(value): value for value in lists[0]}
    for values in lists[1:]:
        texts = {canonical(value) for value in values}
        common = {text: value for text, value in common.items() if text in texts}
    return json_set(common.values())
