"""What belongs to a schema is told with it: the encoding of a part which is new or gone, a schema that says nothing."""

from collections.abc import Iterable, Iterator
from typing import Final

from driftwatch.compare.match.digests import stated_keywords
from driftwatch.compare.schemas.sides import Root
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.model.change import Change
from driftwatch.model.paths import PROPERTY

_STRUCTURED: Final = ("json", "xml", "yaml", "form-urlencoded")
"""What names of media types say of whose values more than the bytes is documented."""
_WITH_SCHEMA: Final = frozenset(("media-type.encoding.changed", "media-type.schema.added", "media-type.schema.removed"))
_BYTES: Final = frozenset(("type", "format", "content_media_type"))


def without_new_parts(
    changes: Iterable[Change | Root], sides: tuple[SchemaSide, SchemaSide]
) -> Iterator[Change | Root]:
    """Leave out what changed about the encoding of a part that only one side has; the rest stays, in order.

    That a body of which any bytes are sent has a schema that says so is left out as well.
    """
    waiting: list[Change] = []
    for item in changes:
        if isinstance(item, Change) and item.kind in _WITH_SCHEMA:
            waiting.append(item)
        elif waiting and isinstance(item, Root):
            roots = [side.root(at) for side, at in zip(sides, (item.old, item.new), strict=True)]
            yield from _but_said_below(waiting, *roots)
            waiting = []
            yield item
        else:
            yield item
    yield from waiting


def _but_said_below(changes: Iterable[Change], old: Node | None, new: Node | None) -> Iterator[Change]:
    lone = lone_parts(old, new)
    for change in changes:
        if change.kind == "media-type.encoding.changed":
            if change.field not in lone:
                yield change
        elif not says_only_bytes(change.media_type or "", new or old):
            yield change


def says_only_bytes(media_type: str, root: Node | None) -> bool:
    """Tell whether a schema says of a body that is no JSON, XML or form what holds without it: that it is bytes."""
    if root is None or media_type.startswith("multipart/") or any(name in media_type for name in _STRUCTURED):
        return False
    stated = stated_keywords(root)
    is_text = root.field.type == ("string",) and stated.get("format", "binary") == "binary"
    return is_text and stated.keys() <= _BYTES and not root.keywords


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
