"""Encodings of parts: that of a part which is itself new, or gone, is told with the part."""

from collections.abc import Iterable, Iterator

from driftwatch.compare.sides import Root
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.model.change import Change
from driftwatch.model.paths import PROPERTY


def without_new_parts(
    changes: Iterable[Change | Root], sides: tuple[SchemaSide, SchemaSide]
) -> Iterator[Change | Root]:
    """Leave out what changed about the encoding of a part that only one side has; the rest stays, in order."""
    waiting: list[Change] = []
    for item in changes:
        if isinstance(item, Change) and item.kind == "media-type.encoding.changed":
            waiting.append(item)
        elif waiting and isinstance(item, Root):
            lone = lone_parts(*(side.root(at) for side, at in zip(sides, (item.old, item.new), strict=True)))
            yield from (one for one in waiting if one.field not in lone)
            waiting = []
            yield item
        else:
            yield item
    yield from waiting


def lone_parts(old: Node | None, new: Node | None) -> frozenset[str]:
    """Name the parts of a body that only one side has."""
    return frozenset(_parts(old) ^ _parts(new))


def _parts(root: Node | None) -> set[str]:
    """Name the properties of a body, its references and what is joined to it included."""
    found: set[str] = set()
    waiting, seen = ([root] if root is not None else []), set()
    while waiting:
        node = waiting.pop()
        if node.key in seen:
            continue
        seen.add(node.key)
        found.update(step.label for step, _ in node.below(PROPERTY))
        waiting += [branch for keyword in ("allOf", "anyOf", "oneOf") for _, branch in node.below(keyword)]
        target = node.target() if node.field.ref else None
        waiting += [target] if target is not None else []
    return found
