"""What belongs to a schema is told with it: the encoding of a part which is new or gone, a schema that says nothing."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Any, Final, TypeAlias

from msgspec import structs

from driftwatch.compare.match.digests import settled, stated_keywords
from driftwatch.compare.operations.bodies import parsed
from driftwatch.compare.schemas.sides import Root
from driftwatch.compare.trees import Node, SchemaSide
from driftwatch.model.change import Change
from driftwatch.model.json_values import same_json
from driftwatch.model.paths import ITEMS, PROPERTY

_STRUCTURED: Final = ("json", "xml", "yaml", "form-urlencoded")
"""What names of media types say of whose values more than the bytes is documented."""
_ENCODED: Final = "media-type.encoding.changed"
_BEFORE: Final = attrgetter("before")
_AFTER: Final = attrgetter("after")
_WITH_SCHEMA: Final = frozenset((_ENCODED, "media-type.schema.added", "media-type.schema.removed"))
_DEEPEST: Final = 8
"""Lists inside each other that are looked into for what their items are."""
_UNTOLD: Final = "untold"
_Stated: TypeAlias = tuple[Mapping[str, Any], Mapping[str, Any]]
"""How parts are encoded, by their names, before and today."""
_MediaType: TypeAlias = tuple[tuple[str, str], frozenset[str]]
"""Type and subtype, and parameters."""
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
    media_type = next((change.media_type or "" for change in told), "")
    stated = [{change.field or "": side(change) for change in told} for side in (_BEFORE, _AFTER)]
    became = _parts_became(media_type, (stated[0], stated[1]), (old, new))
    for change in changes:
        if change.kind == _ENCODED:
            what = became.get(change.field or "", "")
            if what != _UNTOLD:
                yield structs.replace(change, traits=change.traits | {what}) if what else change
        elif not says_only_bytes(change.media_type or "", new or old):
            yield change


def says_only_bytes(media_type: str, root: Node | None) -> bool:
    """Tell whether a schema says of a body that is no JSON, XML or form what holds without it: that it is bytes."""
    if root is None or media_type.startswith("multipart/") or any(name in media_type for name in _STRUCTURED):
        return False
    stated = stated_keywords(root)
    is_text = root.field.type == ("string",) and stated.get("format", "binary") == "binary"
    return is_text and stated.keys() <= _BYTES and not root.keywords


def parts_untold(media_type: str, stated: _Stated, roots: tuple[Node | None, Node | None]) -> frozenset[str]:
    """Name the parts of a body of whose encoding there is nothing to tell, of those for which one is stated.

    Only one side has the part, or it is encoded as before: its content type, where none is stated, is that of its
    schema.
    """
    return frozenset(name for name, what in _parts_became(media_type, stated, roots).items() if what == _UNTOLD)


def _parts_became(media_type: str, stated: _Stated, roots: tuple[Node | None, Node | None]) -> dict[str, str]:
    """Say of the parts what became of their encoding: `more-types`, `fewer-types`, nothing to tell; "" of the rest."""
    if not stated[0] and not stated[1]:
        return {}
    olds, news = map(_parts, roots)
    found = dict.fromkeys(olds.keys() ^ news.keys(), _UNTOLD)
    for name in (stated[0].keys() | stated[1].keys()) - found.keys():
        has_usual = name in olds and media_type.startswith("multipart/")
        usual = [_usual_content_type(parts[name]) if has_usual else "" for parts in (olds, news)]
        became = _became(_encoded(stated[0].get(name), usual[0]), _encoded(stated[1].get(name), usual[1]))
        # A part without a name or a schema is told whatever it states: driftwatch.compare.forms knows those by name.
        found[name] = "" if became == _UNTOLD and name not in olds else became
    return found


def _encoded(how: Any, usual: str) -> Mapping[str, Any]:
    return {"contentType": usual, **(how if isinstance(how, Mapping) else {})}


def _became(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if same_json(old, new):
        return _UNTOLD
    before, after = (_media_types(side["contentType"]) for side in (old, new))
    if not before or not after or not same_json({**old, "contentType": None}, {**new, "contentType": None}):
        return ""
    if _are_all_among(before, after):
        return _UNTOLD if _are_all_among(after, before) else "more-types"
    return "fewer-types" if _are_all_among(after, before) else ""


def _media_types(stated: Any) -> frozenset[_MediaType]:
    named = stated.split(",") if isinstance(stated, str) else ()
    return frozenset(parsed(one) for one in named if one.strip())


def _are_all_among(ones: AbstractSet[_MediaType], others: AbstractSet[_MediaType]) -> bool:
    """Tell whether each is one of the others, in its version and letters, or in a range that says nothing of these."""
    ranges = {kind for kind, parameters in others if not parameters}
    return all(one in others or not ranges.isdisjoint({("*", "*"), (one[0][0], "*")}) for one in ones)


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
