"""Fields as pages document them, between the page's markup and the facts."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from driftwatch.extract.data.lone_surrogates import spelled_halves
from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.fields.ranges import bounds_in, bounds_of_type
from driftwatch.extract.openapi.references import Pointers
from driftwatch.extract.openapi.schema import fields_of
from driftwatch.extract.words.type_words import Schema, schema_of_type
from driftwatch.model import address, paths
from driftwatch.model.facts import ADDRESS, Field, StatedBy
from driftwatch.model.json_values import Json
from driftwatch.model.record import Record
from driftwatch.patterns import lazy_regex

LISTED: Final = "values in "
"""How the reference of a field begins whose values a table may list at the place that follows."""
DESCRIBED: Final = "members in "
"""How that of a field begins whose members an object may have that is described there."""
NAMED: Final = "class "
"""How that of a field begins which is what one page of the site describes under the name that follows."""
OR_ELSE: Final = " or else "
"""What stands in a reference before the place to which its link leads if its page is served as a folder."""
_DEPTH: Final = 40
_NO_POINTERS: Final = Pointers({}, siblings=True)
_STEP: Final = lazy_regex(
    r"\.?([^.\[\]]+)|\[(?!(?:index|idx|item|key|string)\])([A-Za-z_]\w{1,60})\]|\[[^\[\]]{0,40}\]|\."
)
"""A step of a written name. Forms write a property in brackets: `poll[options]`; what else stands there is an index."""
_MAP_STEP: Final = lazy_regex(r"[<{*][^<>{}]{0,60}[>}*]?$")
_WORDS: Final[dict[str, Json]] = {"true": True, "false": False, "null": None, "none": None}
_INTEGER: Final = lazy_regex(r"-?\d{1,18}$")
_NUMBER: Final = lazy_regex(r"-?\d{1,15}(?:\.\d{1,15})?$")


class DocumentedField(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A field as a page states it; what the page does not state stays unset."""

    name: str
    """As written, relative to its parent: `messages[].role`; "" is the root of the body."""
    type: str = ""
    """As written: `array<string>`."""
    required: bool | None = None
    default: str | UnsetType = UNSET
    """As written."""
    enum: tuple[str, ...] = ()
    """As written."""
    deprecated: bool = False
    within: str = ""
    """path, query, header, cookie, body, response, `url` for path or query; "" when the page does not say."""
    says: str = ""
    """Its description, for the range that it may state."""
    children: "tuple[DocumentedField, ...]" = ()
    locator: str = ""
    target: str = ""
    """Where the words of its type lead: the section or page that describes what it, or each of its items, is."""
    listed: str = ""
    """Where its description leads for what it is: a table there may list its values."""
    described: str = ""
    """Where its description leads for what is in it, where its type says no more than object or array."""
    is_assigned: bool = False
    """It is written as in a query string, which says where it travels if nothing else does."""
    unknown_is_object: bool = False
    """A type word that nobody knows means object, as in Mintlify's components."""


_SAYS_ARRAY: Final = lazy_regex(
    r"^(?:an?\s)?(?:array|list)\sof\s|(?:数组|陣列|列表|配列|배열)(?=$|[\s,.;(\uff0c\u3002\uff1b\uff08])", re.IGNORECASE
)
"""How a description says that its field holds several of what is listed below it."""
_FEWEST_WORDS: Final = {"integer": 2, "number": 2, "boolean": 2, "date": 3, "date-time": 3}
"""So many words are no value of such a type, of which one may be a name: `now`, `last monday`."""


class _Node:
    """A field and what was found below it, from any row."""

    def __init__(self) -> None:
        self.stated: DocumentedField | None = None
        self.children: dict[str, _Node] = {}

    @cached_property
    def schema(self) -> Schema:
        """What the field itself states, once all statements of it are in."""
        own = replace(self.stated, described="") if self.stated and self.children else self.stated
        stated = _stated(own) if own else {}
        is_array = self.stated is not None and "type" not in stated and _SAYS_ARRAY.search(self.stated.says)
        return {**stated, "type": "array"} if is_array and self.children else stated


def field_facts(
    fields: Sequence[DocumentedField], *, at: str, stated_by: StatedBy, place: str = "", required: bool = False
) -> tuple[Field, ...]:
    """Return the field facts of a body (or schema) whose address is `at`, each address once, sorted.

    The order of the fields means nothing; where two state the same one, the fuller statement is believed.
    """
    root = _Node()
    for field in sorted(fields, key=_fullness, reverse=True):
        _insert(root, field, 0)
    _settle(root)
    places = {address.join(at, path): found for path, found in _places(root, address.ROOT, place)}
    facts = fields_of(_schema(root), at=at, pointers=_NO_POINTERS, required=required)
    return tuple(
        sorted(
            (replace(fact, stated_by=stated_by, locator=_place(fact.at, places, place)) for fact in facts),
            key=ADDRESS,
        )
    )


def steps_of(name: str) -> tuple[str, ...]:
    """Split a written name into steps: names, `[]` and `.*`.

    >>> steps_of("messages[0].content"), steps_of("data.*.id"), steps_of("poll[options][]")
    (('messages', '[]', 'content'), ('data', '.*', 'id'), ('poll', 'options', '[]'))
    """
    if name in ("", "$", "(root)", "body", "[]"):
        return ("[]",) if name == "[]" else () if name != "body" else ("body",)
    steps: list[str] = []
    for match in _STEP.finditer(name.strip()):
        part = (match[1] or match[2] or "").strip()
        if (match.group().startswith("[") and not match[2]) or (part.isdigit() and steps):
            steps.append("[]")
        elif part:
            steps.append(".*" if _MAP_STEP.match(part) else part)
    return tuple(steps[:_DEPTH])


def json_of(text: str, schema: Schema) -> Json:
    """Read a default or enum value as its type says; text stays text when the type does not say.

    >>> json_of("20", {"type": "integer"}), json_of("20", {"type": "string"}), json_of('"a"', {})
    (20, '20', 'a')
    """
    braced = text[1:-1].strip() if text.startswith("{") and text.endswith("}") else text.strip()
    if len(braced) > 1 and braced[0] == braced[-1] and braced[0] in "\"'":
        return braced[1:-1]
    stated = schema.get("type")
    types = stated if isinstance(stated, list) else [stated]
    if "string" in types and text != "null":
        return braced
    return _structured(braced) if braced[:1] in ("[", "{") else _untyped(braced)


def _untyped(text: str) -> Json:
    said = text.lower()
    if said in _WORDS:
        return _WORDS[said]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _NUMBER.match(text) else text


def _structured(text: str) -> Json:
    try:
        return json.loads(spelled_halves(text))
    except (ValueError, RecursionError):
        return text


def _fullness(field: DocumentedField) -> tuple[int, str, str]:
    """Order statements of one field by fullness; of equal ones the place decides, which no edit of them changes."""
    stated = (field.type, field.required, field.default, field.enum, field.deprecated)
    return sum(bool(item) and item is not UNSET for item in stated), field.locator, repr((field.name, stated))


def _filled(known: DocumentedField, other: DocumentedField) -> DocumentedField:
    """Fill what one statement leaves open from another: a table of types, a table of allowed values."""
    return replace(
        known,
        type=known.type or other.type,
        required=other.required if known.required is None else known.required,
        default=other.default if known.default is UNSET else known.default,
        enum=known.enum or other.enum,
        says=known.says or other.says,
        target=known.target or other.target,
        listed=known.listed or other.listed,
        described=known.described or other.described,
        deprecated=known.deprecated or other.deprecated,
    )


def _insert(root: _Node, field: DocumentedField, depth: int) -> None:
    node = root
    for step in steps_of(field.name):
        node = node.children.setdefault(step, _Node())
    node.stated = _filled(node.stated, field) if node.stated else field
    if depth < _DEPTH:
        for child in sorted(field.children, key=_fullness, reverse=True):
            _insert(node, child, depth + 1)


def _settle(node: _Node) -> None:
    """Move what is written below an array without brackets (`messages.role`) to its items."""
    others = {step: child for step, child in node.children.items() if step != "[]"}
    kinds = node.schema.get("type", ()) if others else ()
    if others and "array" in kinds and "object" not in kinds:
        items = node.children.get("[]", _Node())
        items.children = {**others, **items.children}
        node.children = {"[]": items}
    for child in node.children.values():
        _settle(child)


def _schema(node: _Node) -> Schema:
    schema = node.schema
    if not node.children:
        return schema
    children = dict(node.children)
    items = children.pop("[]", None)
    if items is not None:
        below = _schema(items)
        schema = {"type": "array", **schema, "items": {**(schema.get("items") or {}), **below}}
    return _with_properties(schema, children) if children else schema


def _with_properties(schema: Schema, children: dict[str, _Node]) -> Schema:
    schema = {"type": "object", **schema}
    extra = children.pop(".*", None)
    if extra is not None:
        schema["additionalProperties"] = _schema(extra)
    if children:
        schema["properties"] = {name: _schema(child) for name, child in children.items()}
        schema["required"] = [name for name, child in children.items() if child.stated and child.stated.required]
    return schema


def _values_of(listed: Sequence[str], schema: Schema) -> list[Json]:
    """Read a list of values; among words `none` is one of them, which alone may be how a language calls null."""
    values = [json_of(said, schema) for said in listed]
    has_words = any(isinstance(value, str) for value in values)
    return [
        said if value is None and has_words and said.lower() == "none" else value
        for said, value in zip(listed, values, strict=True)
    ]


def _list_values(schema: Schema, values: list[Json]) -> None:
    """Put a list of values where a type admits them: plain ones are of what an array holds, and none of an object."""
    is_plain = not any(isinstance(value, dict | list) for value in values)
    holder = schema.setdefault("items", {}) if schema.get("type") == "array" and is_plain else schema
    if holder.get("type") != "object" or not is_plain:
        holder.setdefault("enum", values)


def _stated(field: DocumentedField) -> Schema:
    known = schema_of_type(field.type) if field.type else {}
    schema: Schema = dict(known) if known is not None else {"type": "object"} if field.unknown_is_object else {}
    if field.deprecated:
        schema["deprecated"] = True
    items = schema.get("items") if schema.get("type") == "array" and not isinstance(field.default, str) else None
    holder = schema if items is None else items
    if field.enum and "enum" not in holder:
        _list_values(holder, _values_of(field.enum, holder))
    schema.update(bounds_of_type(field.type, schema) if field.type.endswith((")", "]")) else {})
    if field.says:
        schema.update(bounds_in(field.says, schema))
    if isinstance(field.default, str) and not _is_said_of(default := json_of(field.default, schema), schema):
        schema["default"] = default
    listed = LISTED if field.listed and "enum" not in holder else ""
    described = DESCRIBED if field.described else ""
    target = field.target or f"{listed}{described}{(listed and field.listed) or field.described}"
    if target and schema.get("type") == "object" and named_type(field.type)[1] == ".*":
        schema.setdefault("additionalProperties", {})
    return _leading(schema, target) if target else schema


def _is_said_of(default: Json, schema: Schema) -> bool:
    """Tell whether words say in place of a value what is taken: "as many as fit" of an integer."""
    words = default.split() if isinstance(default, str) else ()
    fewest = _FEWEST_WORDS.get(str(schema.get("format") if schema.get("type") == "string" else schema.get("type")))
    return fewest is not None and len(words) >= fewest


def _leading(schema: Schema, target: str) -> Schema:
    """Let a schema, or what is in its arrays and maps, refer to what another place describes."""
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if "array" in kinds:
        return {**schema, "items": _leading(dict(schema.get("items") or {}), target)}
    if isinstance(values := schema.get("additionalProperties"), dict):
        return {**schema, "additionalProperties": _leading(values, target)}
    return {**schema, "$ref": target}


def _places(node: _Node, path: str, above: str) -> Iterator[tuple[str, str]]:
    here = node.stated.locator if node.stated and node.stated.locator else above
    yield path, here
    for step, child in node.children.items():
        written = step if step in ("[]", ".*") else address.escape(step)
        yield from _places(child, address.child(path, written), here)


def _place(at: str, places: dict[str, str], default: str) -> str:
    root, path = paths.split(at)
    for _ in range(3):
        where = address.join(root, path)
        if where in places:
            return places[where]
        if path == address.ROOT or paths.last(path).keyword not in (paths.ITEMS, paths.MAP):
            break
        path = paths.parent(path)
    return default


def flattened(fields: Iterable[DocumentedField]) -> Iterator[DocumentedField]:
    """Yield fields and those below them."""
    for field in fields:
        yield field
        yield from flattened(field.children)
