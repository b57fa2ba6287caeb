"""The one form of a schema: the values that it lists, and the parts of whole types that it admits."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

from msgspec import Struct, structs

from driftwatch.compare.trees import Node
from driftwatch.compare.values.alternatives import Alternatives, TooManyError, alternatives_of
from driftwatch.compare.values.demands import parts_of
from driftwatch.compare.values.parts import Joint, Part
from driftwatch.model.json_values import Json

_MAX_WRITTEN: Final = 1_000_000
"""Alternatives that are written out in one comparison."""
_COST_OF_TOO_MANY: Final = 1_000
"""What trying counts for, where there were too many."""


class Values(Struct, frozen=True, kw_only=True, eq=False):
    """What a schema admits."""

    listed: Mapping[str, Json] = {}
    """Values that it admits one by one, by canonical text; null and booleans always are such."""
    parts: tuple[Part, ...] = ()
    names: frozenset[str] = frozenset()
    """Names of schemas all of whose values it admits."""
    exclusive: tuple[tuple[Node, ...], ...] = ()
    """Branches of each oneOf in it."""
    opaque: tuple[Node, ...] = ()
    """The nodes, when they have too many alternatives to be written out: what they admit is known by content alone."""

    @property
    def with_null(self) -> "Values":
        """The same, and null."""
        return structs.replace(self, listed={**self.listed, "null": None})

    @property
    def is_empty(self) -> bool:
        """Whether no value fits."""
        return not self.listed and not self.parts and not self.opaque


NOTHING: Final = Values()


class Forms:
    """The forms of the schemas that one comparison looks at, each made once.

    A form is kept with its tree: trees come and go with the operations that they are of.
    """

    def __init__(self) -> None:
        self.written = 0
        """Alternatives that were written out so far."""
        self._several: dict[tuple[Any, ...], tuple[Joint, Values]] = {}

    def of(self, nodes: Joint) -> Values:
        """Return the form of nodes that all hold."""
        if nodes is None:
            return NOTHING
        if len(nodes) == 1:
            forms: dict[str, Values] = nodes[0].tree.forms
            if nodes[0].path not in forms:
                forms[nodes[0].path] = self._made(nodes)
            return forms[nodes[0].path]
        key = tuple(node.key for node in nodes)
        if key not in self._several:
            self._several[key] = (nodes, self._made(nodes))
        return self._several[key][1]

    def _alternatives(self, nodes: tuple[Node, ...]) -> Alternatives | None:
        if self.written > _MAX_WRITTEN:
            return None
        try:
            return alternatives_of(nodes)
        except TooManyError:
            return None

    def _made(self, nodes: tuple[Node, ...]) -> Values:
        alternatives = self._alternatives(nodes)
        if alternatives is None:
            self.written += _COST_OF_TOO_MANY
            return Values(opaque=nodes)
        self.written += len(alternatives.found)
        listed, parts = _sorted_out(alternatives)
        return Values(listed=listed, parts=parts, names=alternatives.names, exclusive=tuple(alternatives.exclusive))


def _sorted_out(alternatives: Alternatives) -> tuple[dict[str, Json], tuple[Part, ...]]:
    listed: dict[str, Json] = {}
    parts: list[Part] = []
    for alternative in alternatives.found:
        for part in parts_of(alternative):
            if part.is_listed and part.values is not None:
                listed.update(part.values)
            else:
                parts.append(part)
    return listed, tuple(_as_one_list(parts) if len(parts) > 1 else parts)


def _as_one_list(parts: list[Part]) -> list[Part]:
    """Make one list of values that are listed in several parts which demand the same besides: a pattern, a `not`."""
    found: list[Part] = []
    lists: dict[Hashable, int] = {}
    for part in parts:
        if part.values is None or part.members or part.first or part.extra != ():
            found.append(part)
            continue
        at = lists.setdefault(_demanded(part), len(found))
        if at == len(found):
            found.append(part)
        else:
            found[at] = structs.replace(part, values={**(found[at].values or {}), **part.values})
    return found


def _demanded(part: Part) -> Hashable:
    """Return what a part of listed values demands of them, which holds nothing itself."""
    return part.kind, part.tokens, part.within, part.low, part.high, part.whole, part.multiples, part.required


def lists_of(one: Values, other: Values) -> tuple[Mapping[str, Json], Mapping[str, Json]] | None:
    """Return the values of both, where each is one list and all that is demanded besides is the same."""
    if one.listed or other.listed or len(one.parts) != 1 or len(other.parts) != 1:
        return None
    ones, others = one.parts[0].values, other.parts[0].values
    sides = one.parts + other.parts
    if ones is None or others is None or any(part.members or part.first or part.extra != () for part in sides):
        return None
    return (ones, others) if len(set(map(_demanded, sides))) == 1 else None
