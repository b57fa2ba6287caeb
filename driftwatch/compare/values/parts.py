"""Parts of a set of values: all values of one type that meet some demands.

Most demands are kept as what they rule out: a range, names that must be there. What only equality can be told of, a
pattern or a `not`, is kept as a token: a set with more tokens holds fewer values.
"""

from collections.abc import Hashable, Iterable, Mapping
from math import inf, isfinite
from typing import TypeAlias

from msgspec import Struct

from driftwatch.compare.trees import Node
from driftwatch.compare.values.alternatives import admits_nothing
from driftwatch.model.json_values import Json

Joint: TypeAlias = tuple[Node, ...] | None
"""Nodes that all hold: none admits everything, and None nothing."""
Edge: TypeAlias = tuple[float, int]
"""An end of a range: a number, and a step to either side of it where the number itself is left out."""


class Part(Struct, frozen=True, kw_only=True):
    """Values of one type."""

    kind: str
    values: Mapping[str, Json] | None = None
    """The only values, by canonical text; None when there is no list of them."""
    whole: bool = False
    """Only whole numbers."""
    low: Edge = (-inf, 0)
    high: Edge = (inf, 0)
    """Range of a number, or of the size of a text, list or object."""
    multiples: frozenset[float] = frozenset()
    tokens: frozenset[Hashable] = frozenset()
    required: frozenset[str] = frozenset()
    members: Mapping[str, Joint] = {}
    """Properties that are declared, by name as written in paths."""
    extra: Joint = ()
    """What any other property, or any item behind the first ones, must be."""
    first: tuple[Joint, ...] = ()
    """What the first items must be, one by one."""
    within: frozenset[str] = frozenset()
    """Names of schemas that admit all of it."""

    @property
    def is_listed(self) -> bool:
        """Whether the list of its values says all: whatever else is demanded, they meet it."""
        return self.values is not None and not self.tokens and not self.members and not self.first

    def at(self, name: str) -> Joint:
        """Return what a property must be."""
        return self.members.get(name, self.extra)

    def item(self, index: int) -> Joint:
        """Return what an item must be."""
        return self.first[index] if index < len(self.first) else self.extra


def kind_of(value: Json) -> str:
    """Name the type of a JSON value; all numbers are of one type."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list | tuple) else "object"


def refuses(part: Part, text: str, value: Json) -> bool:
    """Tell whether a part is known not to admit a value of its type, which is written as `text`."""
    if part.values is not None and text not in part.values:
        return True
    if value is None or isinstance(value, bool):
        return False
    if isinstance(value, str | list | tuple | dict):
        return not part.low[0] <= len(value) <= part.high[0]
    whole = isinstance(value, int) or value.is_integer()
    return not part.low <= (value, 0) <= part.high or (part.whole and not whole)


def divides(part: float, whole: float) -> bool:
    """Tell whether each multiple of one number is one of another one, as both are written: 0.1 is ten times 0.01."""
    if part == whole:
        return True
    if isinstance(part, int) and isinstance(whole, int):
        return part > 0 and whole > 0 and whole % part == 0
    if part <= 0 or whole <= 0 or not all(isinstance(one, int) or isfinite(one) for one in (part, whole)):
        return False
    from fractions import Fraction  # noqa: PLC0415 - few schemas need it

    exact = [Fraction(one) if isinstance(one, int) else Fraction(str(one)) for one in (part, whole)]
    return exact[1] % exact[0] == 0


def joined(nodes: Iterable[Node]) -> Joint:
    """Return nodes that all hold, each once, in an order of their own; None when one of them admits nothing."""
    nodes = tuple(nodes)
    if len(nodes) < 2:  # noqa: PLR2004 - as most are: there is nothing to be joined
        return None if nodes and admits_nothing(nodes[0]) and not nodes[0].field.nullable else nodes
    known = {node.key: node for node in nodes}
    if any(admits_nothing(node) and not node.field.nullable for node in known.values()):
        return None
    return tuple(known[key] for key in sorted(known)) if len(known) > 1 else tuple(known.values())
