"""JSON Schema (OpenAPI 3.0, 3.1 and Swagger 2.0 dialects) to fields, one for each node.

Keywords: https://json-schema.org/draft/2020-12, https://spec.openapis.org/oas/v3.1.1#schema-object and
https://spec.openapis.org/oas/v3.0.4#schema-object. Values of the wrong type are treated as not stated. What several
spellings mean alike is read alike: nullable in its three forms, boolean and numeric exclusive bounds, `items` lists and
`prefixItems`, `true` and `{}`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final, TypeAlias

from msgspec import Struct

from driftwatch.extract.data import loose
from driftwatch.extract.openapi.known_fields import DEEPEST, Key, KnownFields
from driftwatch.extract.openapi.nulls import named_types, read_null, without_null
from driftwatch.extract.openapi.references import FEW_FOLLOWED, MAX_FOLLOWED, Pointers
from driftwatch.extract.openapi.schema_remarks import KEYWORDS, remarks
from driftwatch.model import address, paths
from driftwatch.model.facts import Field
from driftwatch.model.json_values import Json, canonical, json_set

_MAX_FOLLOWING: Final = 10_000
"""Fields below one root from which pointers inside pointers inside pointers are left alone."""
MAX_DEPTH: Final = 400
"""Levels below a root after which a schema is cut; JSON itself is refused at about 1,000."""

_COMPOSITION: Final = ("allOf", "anyOf", "oneOf")
_SINGLE: Final = (
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "contentSchema",
    "unevaluatedProperties",
    "unevaluatedItems",
)
_NAMED: Final = {
    "patternProperties": ("patternProperties",),
    "dependentSchemas": ("dependentSchemas", "dependencies"),
}
"""Keywords that hold schemas by names, as their steps are written -> as they stand in schemas, of old as well."""
_SELDOM: Final = frozenset((*_SINGLE, *_COMPOSITION, *chain.from_iterable(_NAMED.values())))
_APPLYING: Final = _SELDOM | {"properties", "items", "prefixItems", "additionalProperties"}
"""Keywords that apply sub-schemas: a node without any of them has no fields below it."""
_LEADING_ON: Final = _APPLYING | {"$ref"}
"""Keywords below or behind which there is more: three of four schemas have none of them."""
_BESIDE_PROPERTIES: Final = _APPLYING - {"properties"}
_LONGEST_LABEL: Final = 80
"""Characters of a branch's label: a title may be a whole paragraph, and stands in the address of every field below."""
_EXACT: Final = 2**53
"""Whole numbers below it are exact as floats; what is above it and written as a float stays one."""
_OPEN: Final[Mapping[str, Json]] = {
    "x-speakeasy-unknown-values": "allow",
    "x-ms-enum": {"modelAsString": True},
}
"""What generators of clients read beside an `enum` whose values are those known today: their documentation."""
_RARE: Final = frozenset(
    (
        "x-deprecated",
        "dependencies",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "additionalProperties",
        "unevaluatedProperties",
        "unevaluatedItems",
        "required",
        "discriminator",
        *_OPEN,
        *KEYWORDS,
    )
)
"""Keywords that need more than reading one value; most nodes have none of them."""
_ALONE: Final = {name: (name,) for name in ("array", "boolean", "integer", "null", "number", "object", "string")}
"""A type alone: nine of ten fields state one of these, and hold what they have in common."""
_REMARKED: Final = frozenset(KEYWORDS)


_Waiting: TypeAlias = tuple[Json, str, bool, tuple[str, ...], int]
"""A schema to be flattened: with its path, whether it is required, the pointers followed on the way, and its level."""


class _Begun(Struct):
    """A schema that is being flattened: what is found from `start` on is of it."""

    known: KnownFields
    key: Key
    start: int


def fields_of(
    schema: Json, *, at: str, pointers: Pointers, required: bool = False, is_new: bool = False
) -> tuple[Field, ...]:
    """Flatten a schema to fields below the address `at` (which ends before the root step), in no particular order.

    A reference to a named schema stays a reference; any other reference is followed, one inside the other as long as
    the whole stays small. One that `is_new` as a whole is not looked up among what was flattened before: its parts are.
    """
    highest = 1 if is_new else 0
    fields = _Flattening(at, pointers, most=MAX_FOLLOWED, highest=highest).of(schema, required=required)
    if fields is None:
        fields = _Flattening(at, pointers, most=FEW_FOLLOWED, highest=highest).of(schema, required=required)
    return fields or ()


class _Flattening:
    """Flattens one schema, following at `most` so many pointers one inside the other.

    What is known is taken from the level `highest` on.
    """

    __slots__ = ("_above", "_at", "_deep", "_found", "_highest", "_most", "_pointers", "_stack")

    def __init__(self, at: str, pointers: Pointers, *, most: int, highest: int) -> None:
        self._at = at
        self._above = address.join(at, address.ROOT).removesuffix(address.ROOT)
        self._pointers = pointers
        self._most = most
        self._highest = highest
        self._found: list[Field] = []
        self._stack: list[_Waiting | _Begun] = []
        self._deep = False
        """Whether more than a few pointers were followed on the way to a field."""

    def of(self, schema: Json, *, required: bool) -> tuple[Field, ...] | None:
        """Return the fields; None when following so many pointers comes to too much."""
        self._stack.append((schema, address.ROOT, required, (), 0))
        while self._stack:
            waiting = self._stack.pop()
            if isinstance(waiting, _Begun):
                waiting.known.keep(waiting.key, tuple(self._found[waiting.start :]))
                continue
            self._visit(*waiting)
            if self._deep and len(self._found) > _MAX_FOLLOWING:
                return None
        return tuple(self._found)

    def _visit(self, node: Json, path: str, needed: bool, followed: tuple[str, ...], depth: int) -> None:  # noqa: FBT001
        """Find the field of one schema, and note what is below it."""
        if isinstance(node, dict) and "$ref" in node:
            node, followed = self._pointers.follow(node, followed, most=self._most)
            self._deep = self._deep or len(followed) > FEW_FOLLOWED
        if depth >= MAX_DEPTH:
            node = {}
        if _is_leaf(node):
            self._add(node, path, needed)
            return
        if self._highest <= depth <= DEEPEST and not followed and self._is_known(node, path, needed, depth):
            return
        node, nullable = without_null(node)
        self._add(node, path, needed, nullable=nullable)
        if isinstance(node, dict):
            for below, sub, sub_needed in _children(node, path, self._pointers):
                if depth + 1 < MAX_DEPTH and (not isinstance(sub, dict) or _LEADING_ON.isdisjoint(sub)):
                    self._add(sub, below, sub_needed)
                else:
                    self._stack.append((sub, below, sub_needed, followed, depth + 1))

    def _add(self, node: Json, path: str, needed: bool, *, nullable: bool = False) -> None:  # noqa: FBT001
        where = self._above + path if path else self._at  # a property may have no name at all
        self._found.append(_field(node, where, required=needed, nullable=nullable, pointers=self._pointers))

    def _is_known(self, node: Json, path: str, needed: bool, depth: int) -> bool:  # noqa: FBT001
        """Take what a schema came to before; what it comes to now will be kept."""
        known = self._pointers.known
        key = None if known is None else known.key_of(node, self._above, path, needed, depth, self._pointers.siblings)
        if known is None or key is None:
            return False
        fields = known.get(key)
        if fields is None:
            self._stack.append(_Begun(known, key, len(self._found)))
            return False
        self._found += fields
        return True


def _is_leaf(node: Json) -> bool:
    """Tell whether nothing hangs on a schema."""
    return not isinstance(node, dict) or _APPLYING.isdisjoint(node)


def _field(node: Json, at: str, *, required: bool, nullable: bool, pointers: Pointers) -> Field:
    if not isinstance(node, dict):
        return Field(at=at, required=required, impossible=node is False)
    values: dict[str, Any] = {"at": at, "required": required}
    _keywords(node, values)
    if "$ref" in node:
        values["ref"] = pointers.schema_name(node)
    if nullable or "nullable" in values or isinstance(node.get("type"), list):
        read_null(node.get("type"), values, nullable=nullable)
    if not _RARE.isdisjoint(node):
        _older_spellings(node, values)
        _exclusive_bounds(node, values)
        _object_keywords(node, values)
        _open_list(node, values)
        _remarks(node, at, values)
    return Field(**values)


def _keywords(node: Mapping[str, Json], values: dict[str, Any]) -> None:
    for keyword, value in node.items():
        reader = _READERS.get(keyword)
        if reader is not None:
            stated = reader[1](value)
            if stated is not None:
                values[reader[0]] = stated
        elif keyword in ("default", "const"):
            values[keyword] = value


def _remarks(node: Mapping[str, Json], at: str, values: dict[str, Any]) -> None:
    if not _REMARKED.isdisjoint(node):
        values.update(remarks(node, paths.name_in(paths.split(at)[1])))


def _open_list(node: Mapping[str, Json], values: dict[str, Any]) -> None:
    """Take the values of an enum that is documented as open for the open list that they are."""
    if "enum" in values and any(_says(node.get(keyword), said) for keyword, said in _OPEN.items()):
        values.setdefault("extensible_enum", values.pop("enum"))


def _says(value: Json, wanted: Json) -> bool:
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(value.get(key) is said for key, said in wanted.items())
    return bool(value == wanted)


def _older_spellings(node: Mapping[str, Json], values: dict[str, Any]) -> None:
    if node.get("x-deprecated") is True:
        values["deprecated"] = True
    older = _dependencies(node.get("dependencies"))
    if older is not None:
        values.setdefault("dependent_required", older)


def _types(value: Json) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return _ALONE.get(value) or (value,)
    if not isinstance(value, list):
        return None
    names = named_types(value)
    if len(names) > 1:
        names.discard("null")  # said by `nullable`
    return tuple(sorted(names - {"integer"} if "number" in names else names))


def _exclusive_bounds(node: Mapping[str, Json], values: dict[str, Any]) -> None:
    for plain, keyword, attribute in (
        ("minimum", "exclusiveMinimum", "exclusive_minimum"),
        ("maximum", "exclusiveMaximum", "exclusive_maximum"),
    ):
        if node.get(keyword) is True and plain in values:
            values[attribute] = values.pop(plain)


def _object_keywords(node: Mapping[str, Json], values: dict[str, Any]) -> None:
    for keyword, attribute in (
        ("additionalProperties", "additional_properties"),
        ("unevaluatedProperties", "unevaluated_properties"),
        ("unevaluatedItems", "unevaluated_items"),
    ):
        value = node.get(keyword)
        if isinstance(value, bool):
            values[attribute] = value
        elif isinstance(value, dict):
            values[attribute] = True
    properties = node.get("properties")
    declared = properties if isinstance(properties, dict) else {}
    undeclared = sorted(name for name in loose.names(node.get("required")) if name not in declared)
    if undeclared:
        values["requires"] = tuple(undeclared)
    discriminator = node.get("discriminator")
    if isinstance(discriminator, dict):
        values["discriminator"] = str(discriminator.get("propertyName", ""))
        mapping = discriminator.get("mapping")
        if isinstance(mapping, dict) and mapping:
            values["mapping"] = {str(key): str(mapping[key]) for key in sorted(mapping, key=str)}
        values["default_mapping"] = loose.text(discriminator.get("defaultMapping"))
    elif isinstance(discriminator, str):
        values["discriminator"] = discriminator


def _children(node: Mapping[str, Json], path: str, pointers: Pointers) -> list[tuple[str, Json, bool]]:
    """Return what hangs on a schema: its path, the schema, and whether it is required."""
    found = _properties(node, path)
    if not _BESIDE_PROPERTIES.isdisjoint(node):
        found += [(address.child(path, step), sub, False) for step, sub in _but_properties(node, pointers)]
    return found


def _but_properties(node: Mapping[str, Json], pointers: Pointers) -> Iterator[tuple[str, Json]]:
    yield from _items(node)
    extra = node.get("additionalProperties")
    if isinstance(extra, dict) and extra:
        yield ".*", extra
    if not _SELDOM.isdisjoint(node):
        yield from _singles(node)
        for written, keywords in _NAMED.items():
            yield from _named(node, written, keywords)
        yield from _branches(node, pointers)


def _singles(node: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    for keyword in _SINGLE:
        value = node.get(keyword)
        if value is None:
            continue
        if isinstance(value, dict) or (isinstance(value, bool) and not keyword.startswith("unevaluated")):
            yield f"<{keyword}>", value


def _branches(node: Mapping[str, Json], pointers: Pointers) -> Iterator[tuple[str, Json]]:
    for keyword in _COMPOSITION:
        branches = loose.items(node.get(keyword)) if keyword in node else []
        for label, branch in zip(_labels(branches, pointers), branches, strict=True):
            yield f"<{keyword}:{label}>", branch


def _items(node: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    items = node.get("items")
    prefix = items if isinstance(items, list) else node.get("prefixItems")
    for index, item in enumerate(loose.items(prefix)):
        yield f"<prefixItems:{index}>", item
    if isinstance(items, dict | bool):
        yield "[]", items


def _properties(node: Mapping[str, Json], path: str) -> list[tuple[str, Json, bool]]:
    properties = node.get("properties")
    if not isinstance(properties, dict):
        return []
    required = set(loose.names(node.get("required")))
    above = "" if path == address.ROOT else f"{path}."  # as address.child extends a path by a name
    # One may say so of itself, as in older drafts of JSON Schema: tools read over it by now; whoever reads the
    # documentation does not, nor meant its author that.
    return [
        (
            above + address.escape(str(name)),
            sub,
            name in required or (isinstance(sub, dict) and sub.get("required") is True),
        )
        for name, sub in properties.items()
    ]


def _named(node: Mapping[str, Json], written: str, keywords: Iterable[str]) -> Iterator[tuple[str, Json]]:
    stated = (node.get(keyword) for keyword in keywords)
    found = [(str(name), sub) for value in stated if isinstance(value, dict) for name, sub in value.items()]
    found = [(name, sub) for name, sub in found if isinstance(sub, dict | bool)]
    labels = address.told_apart([address.bracketed(name) for name, _ in found], lambda index: found[index][0])
    for label, (_, sub) in zip(labels, found, strict=True):
        yield f"<{written}:{label}>", sub


def _labels(branches: list[Json], pointers: Pointers) -> list[str]:
    """Name branches by what they are, never by position alone: reference, title, constant, or type."""
    labels = [address.bracketed(_label(branch, pointers), longest=_LONGEST_LABEL) for branch in branches]
    return address.told_apart(labels, lambda index: canonical(branches[index]))


def _label(branch: Json, pointers: Pointers) -> str:
    if not isinstance(branch, dict):
        return str(branch).lower()
    parts = branch.get("allOf")
    if isinstance(parts, list) and len(parts) == 1 and isinstance(parts[0], dict):
        branch = {**parts[0], **branch}
    reference = branch.get("$ref")
    if isinstance(reference, str):
        return pointers.schema_name(branch) or reference
    title = branch.get("title")
    if isinstance(title, str) and title:
        return title
    if "const" in branch:
        return canonical(branch["const"])
    stated = branch.get("type")
    if isinstance(stated, str):
        return stated
    return "any" if not isinstance(stated, list) else "|".join(sorted(str(name) for name in stated))


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _date(value: Json) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _flag(value: Json) -> bool | None:
    return True if value is True else None


def _number(value: Json) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value


def _count(value: Json) -> int | None:
    number = _number(value)
    return number if isinstance(number, int) and number >= 0 else None


def _choices(value: Json) -> tuple[Json, ...] | None:
    return json_set(value) if isinstance(value, list) else None


def _dependencies(value: Json) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(value, dict):
        return None
    lists = {str(key): tuple(sorted(loose.names(item))) for key, item in value.items() if isinstance(item, list)}
    return {key: lists[key] for key in sorted(lists)} or None


_READERS: Final[dict[str, tuple[str, Callable[[Json], Any]]]] = {
    "format": ("format", _text),
    "enum": ("enum", _choices),
    "x-extensible-enum": ("extensible_enum", _choices),
    "minimum": ("minimum", _number),
    "maximum": ("maximum", _number),
    "exclusiveMinimum": ("exclusive_minimum", _number),
    "exclusiveMaximum": ("exclusive_maximum", _number),
    "multipleOf": ("multiple_of", _number),
    "minLength": ("min_length", _count),
    "maxLength": ("max_length", _count),
    "pattern": ("pattern", _text),
    "minItems": ("min_items", _count),
    "maxItems": ("max_items", _count),
    "uniqueItems": ("unique_items", _flag),
    "minProperties": ("min_properties", _count),
    "maxProperties": ("max_properties", _count),
    "minContains": ("min_contains", _count),
    "maxContains": ("max_contains", _count),
    "dependentRequired": ("dependent_required", _dependencies),
    "contentEncoding": ("content_encoding", _text),
    "contentMediaType": ("content_media_type", _text),
    "readOnly": ("read_only", _flag),
    "writeOnly": ("write_only", _flag),
    "deprecated": ("deprecated", _flag),
    "x-sunset": ("sunset", _date),
    "x-stability-level": ("stability", _text),
    "title": ("title", _text),
    "type": ("type", _types),
    "nullable": ("nullable", _flag),
    "x-nullable": ("nullable", _flag),
}
