"""What belongs to a schema is told with it: the encoding of a part which is new or gone, a schema that says nothing."""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final

from driftwatch.compare.match.digests import settled, stated_keywords
from driftwatch.compare.schemas.sides import Root
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.model.change import Change
from driftwatch.model.paths import ITEMS, PROPERTY

_STRUCTURED: Final = ("json", "xml", "yaml", "form-urlencoded")
"""What names of media types say of whose values more than the bytes is documented."""
_ENCODED: Final = "media-type.encoding.changed"
_BEFORE: Final = attrgetter("before")
_AFTER: Final = attrgetter("after")
_WITH_SCHEMA: Final = frozenset((_ENCODED, "media-type.schema.added", "media-type.schema.removed"))
_DEEPEST: Final = 8
"""Lists inside each other that are looked into for what their items are."""
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
    told = [change for change in changes if change.kind == _ENCODED]
    stated = [{change.field or "": side(change) for change in told} for side in (_BEFORE, _AFTER)]
    untold = parts_untold(next((change.media_type or "" for change in told), ""), (stated[0], stated[1]), (old, new))
    for change in changes:
        if change.kind == _ENCODED:
            if change.field not in untold:
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


def parts_untold(
    media_type: str, stated: tuple[Mapping[str, Any], Mapping[str, Any]], roots: tuple[Node | None, Node | None]
) -> frozenset[str]:
    """Name the parts of a body of whose encoding there is nothing to tell, of those for which one is stated.

    Only one side has the part, or it is encoded as before: its content type, where none is stated, is that of its
    schema.
    """
    if not stated[0] and not stated[1]:
        return frozenset()
    olds, news = map(_parts, roots)
    untold = set(olds.keys() ^ news.keys())
    if media_type.startswith("multipart/"):
        names = olds.keys() & news.keys() & (stated[0].keys() | stated[1].keys())
        untold |= {name for name in names if _encoded(stated[0], name, olds) == _encoded(stated[1], name, news)}
    return frozenset(untold)


def _encoded(stated: Mapping[str, Any], name: str, parts: Mapping[str, Node]) -> Mapping[str, Any]:
    how = stated.get(name)
    return {"contentType": _usual_content_type(parts[name]), **(how if isinstance(how, Mapping) else {})}


def _usual_content_type(part: Node) -> str:
    """Return the content type of a part for which none is stated: OpenAPI 3.0.4 and 3.1.1, Encoding Object."""
    node = settled(part)
    for _ in range(_DEEPEST):
        if node.field.type != ("array",) or not node.below(ITEMS):
            break
        node = settled(node.below(ITEMS)[0][1])
    if node.field.type == ("object",):
        return "application/json"
    is_bytes = node.field.format == "binary" or node.field.content_encoding or len(node.field.type) != 1
    return "application/octet-stream" if is_bytes else "text/plain"


def _parts(root: Node | None) -> dict[str, Node]:
    """Return the properties of a body by name, its references and what is joined to it included."""
    found: dict[str, Node] = {}
    waiting, seen = ([root] if root is not None else []), set()
    while waiting:
        node = waiting.pop()
        if node.key in seen:
            continue
        seen.add(node.key)
        found |= {step.label: part for step, part in node.below(PROPERTY)}
        waiting += [branch for keyword in ("allOf", "anyOf", "oneOf") for _, branch in node.below(keyword)]
        target = node.target() if node.field.ref else None
        waiting += [target] if target is not None else []
    return found
