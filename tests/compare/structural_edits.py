"""Random structural edits of OpenAPI documents: what a vendor's generator, or a slip of a hand, may do to any of them.

An edit takes a document and what draws, and returns another document that shares with the first all that it does not
touch: neither may be changed in place. Many edits make documents that no validator accepts; they are published as well.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

Json = Any
Path = tuple[str | int, ...]
Edit = Callable[["Draft", Random], Json]

SCHEMAS = "#/components/schemas/"
TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
NOTHING = object()
"""Stands for no value at all: what is set to it is removed."""

_SINGLE = (
    "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "contentSchema",
    "unevaluatedProperties", "unevaluatedItems",
)  # fmt: skip
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems", "items")
_MAPS = ("properties", "patternProperties", "dependentSchemas", "definitions")
_JUNK: tuple[Json, ...] = (True, False, None, {}, [], 7, -1.5, "text", "", [None], [{}], {"a": 1}, [[]], 10**30)
_KEYWORDS: dict[str, tuple[Json, ...]] = {
    "type": (*TYPES, ["string", "null"], ["integer", "number"], [], "file", ["object", "array", "string"]),
    "nullable": (True, False),
    "format": ("int32", "int64", "float", "date-time", "uuid", "binary"),
    "enum": ([], [None], ["a"], [1, True], ["a", "b", None], [{"a": 1}]),
    "const": (None, 1, True, "a", {"a": [1]}),
    "default": (None, 0, False, "a", [], {"a": {"b": [1, 2]}}, {"a": {"b": [2]}}),
    "minimum": (0, -1, 1.5, 10**30),
    "maximum": (0, 9, 9.0, 1e308),
    "exclusiveMinimum": (True, False, 0, 3),
    "exclusiveMaximum": (True, 9),
    "multipleOf": (0, 2, 0.5, 4),
    "minLength": (0, 1, -1),
    "maxLength": (0, 40),
    "pattern": ("^a", ".*", "(", ""),
    "minItems": (0, 2),
    "maxItems": (0, 9),
    "uniqueItems": (True, False),
    "minProperties": (0, 1),
    "maxProperties": (3,),
    "required": ([], ["a"], ["zz", "zz"], [""], ["id", "name"]),
    "additionalProperties": (True, False, {}, {"type": "string"}),
    "unevaluatedProperties": (True, False, {"type": "string"}),
    "unevaluatedItems": (True, False, {"type": "string"}),
    "readOnly": (True, False),
    "writeOnly": (True, False),
    "deprecated": (True, False),
    "discriminator": (
        {"propertyName": "kind"},
        {"propertyName": "kind", "mapping": {"a": SCHEMAS + "Nobody", "b": "Nobody"}},
        {},
        "kind",
    ),
    "items": ({}, True, False, {"type": "string"}, [{"type": "string"}, {}], []),
    "prefixItems": ([], [{"type": "string"}], [{}, {"type": "integer"}]),
    "oneOf": ([], [{}], [{"type": "string"}, {"type": "integer"}], [{"type": "null"}], [True, False]),
    "anyOf": ([], [{}], [{"type": "string"}, {"type": "null"}], [{"const": "a"}, {"const": "b"}]),
    "allOf": ([], [{}], [{"type": "object", "properties": {"zz": {"type": "string"}}}], [False]),
    "not": ({}, {"type": "null"}, True),
    "if": ({"required": ["a"]},),
    "then": ({"required": ["b"]},),
    "else": ({"maxProperties": 1},),
    "contains": ({"type": "string"}, False),
    "propertyNames": ({"pattern": "^a"}, True),
    "patternProperties": ({"^x-": {"type": "string"}}, {"^x-": True}, {}),
    "dependentRequired": ({"a": ["b"]}, {"a": []}, {}),
    "dependentSchemas": ({"a": {"required": ["b"]}}, {}),
    "contentEncoding": ("base64",),
    "contentMediaType": ("application/json", "image/png"),
    "title": ("Other", ""),
    "x-sunset": ("2027-01-01",),
    "x-stability-level": ("alpha", "beta", "stable", "never heard of"),
}


class Edited(NamedTuple):
    """A document after some edits, and which those were, for whoever reads a failure."""

    document: Json
    by: tuple[str, ...]


class Draft:
    """A document with the places of its schemas."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.schemas = tuple(_schema_paths(document))
        named = _at(document, ("components", "schemas"))
        self.names = tuple(named) if isinstance(named, dict) else ()

    def at(self, path: Path) -> Json:
        return _at(self.document, path)

    def replaced(self, path: Path, value: Json) -> Json:
        """Return the document with another value at a path, where there is such a path."""
        return replaced(self.document, path, value)

    def schema(self, random: Random, *, having: str = "") -> Path | None:
        """Draw the place of a schema that is an object, with a keyword."""
        for _ in range(40):
            if not self.schemas:
                break
            path = random.choice(self.schemas)
            node = self.at(path)
            if isinstance(node, dict) and (not having or having in node):
                return path
        return None


def replaced(document: Json, path: Path, value: Json) -> Json:
    """Return a document with another value at a path; what is not on the way is shared."""
    if not path:
        return {} if value is NOTHING else value
    step, rest = path[0], path[1:]
    if isinstance(document, list) and isinstance(step, int) and step < len(document):
        below = [*document]
        if not rest and value is NOTHING:
            del below[step]
        else:
            below[step] = replaced(document[step], rest, value)
        return below
    if not isinstance(document, dict) or not isinstance(step, str):
        return document
    if not rest and value is NOTHING:
        return {key: item for key, item in document.items() if key != step}
    return {**document, step: replaced(document.get(step, {}), rest, value)}


def _at(document: Json, path: Path) -> Json:
    for step in path:
        if isinstance(document, dict):
            document = document.get(step)
        elif isinstance(document, list) and isinstance(step, int) and step < len(document):
            document = document[step]
        else:
            return None
    return document


def nodes(document: Json) -> Iterator[tuple[Path, Json]]:
    """Yield every value of a document with its path, the outer ones first."""
    waiting: list[tuple[Path, Json]] = [((), document)]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        if isinstance(node, dict):
            waiting += [((*path, key), item) for key, item in node.items()]
        elif isinstance(node, list):
            waiting += [((*path, index), item) for index, item in enumerate(node)]


def _schema_paths(document: Json) -> Iterator[Path]:
    """Yield the places of schemas: named ones, those of bodies, parameters and headers, and all below them."""
    waiting: list[tuple[Path, Json, bool]] = [((), document, False)]
    while waiting:
        path, node, is_schema = waiting.pop()
        if is_schema:
            yield path
            waiting += [((*path, *steps), item, True) for steps, item in _below(node)]
        elif isinstance(node, dict):
            for key, item in node.items():
                named = path == ("components", "schemas")
                waiting.append(((*path, key), item, named or key in ("schema", "itemSchema")))
        elif isinstance(node, list):
            waiting += [((*path, index), item, False) for index, item in enumerate(node)]


def _below(node: Json) -> Iterator[tuple[Path, Json]]:
    for key in node if isinstance(node, dict) else ():
        value = node[key]
        if key in _MAPS and isinstance(value, dict):
            yield from (((key, name), item) for name, item in value.items())
        elif key in _LISTS and isinstance(value, list):
            yield from (((key, index), item) for index, item in enumerate(value))
        elif key in _SINGLE:
            yield (key,), value


# Each edit returns the document unchanged when it finds nothing to do.


def delete_keyword(draft: Draft, random: Random) -> Json:
    path = draft.schema(random)
    keys = list(draft.at(path)) if path is not None else []
    return draft.replaced((*path, random.choice(keys)), NOTHING) if path is not None and keys else draft.document


def set_keyword(draft: Draft, random: Random) -> Json:
    path = draft.schema(random)
    if path is None:
        return draft.document
    keyword = random.choice(list(_KEYWORDS))
    return draft.replaced((*path, keyword), random.choice(_KEYWORDS[keyword]))


def set_junk(draft: Draft, random: Random) -> Json:
    path = draft.schema(random)
    keys = list(draft.at(path)) if path is not None else []
    if path is None or not keys:
        return draft.document
    return draft.replaced((*path, random.choice(keys)), random.choice(_JUNK))


def replace_schema(draft: Draft, random: Random) -> Json:
    if not draft.schemas:
        return draft.document
    return draft.replaced(random.choice(draft.schemas), random.choice(_JUNK))


def copy_schema(draft: Draft, random: Random) -> Json:
    """Put one schema in the place of another."""
    if not draft.schemas:
        return draft.document
    return draft.replaced(random.choice(draft.schemas), draft.at(random.choice(draft.schemas)))


def remove_schema(draft: Draft, random: Random) -> Json:
    return draft.replaced(random.choice(draft.schemas), NOTHING) if draft.schemas else draft.document


def drop_items(draft: Draft, random: Random) -> Json:
    path = draft.schema(random, having="items")
    return draft.document if path is None else draft.replaced((*path, "items"), NOTHING)


def nest_in_array(draft: Draft, random: Random) -> Json:
    path = draft.schema(random)
    if path is None:
        return draft.document
    node = draft.at(path)
    for _ in range(random.randint(1, 3)):
        node = {"type": "array", "items": node}
    return draft.replaced(path, node)


def change_type(draft: Draft, random: Random) -> Json:
    path = draft.schema(random, having="type")
    if path is None:
        return draft.document
    several = [random.choice(TYPES) for _ in range(random.randint(0, 3))]
    return draft.replaced((*path, "type"), random.choice([*TYPES, several, several[::-1]]))


def wrap(draft: Draft, random: Random) -> Json:
    """Make a schema one branch of a union or join, with others or alone."""
    path = draft.schema(random)
    if path is None:
        return draft.document
    others = [draft.at(random.choice(draft.schemas)) for _ in range(random.randint(0, 2))]
    branches = [draft.at(path), *others, *random.choice([[], [{"type": "null"}], [{}], [False]])]
    random.shuffle(branches)
    return draft.replaced(path, {random.choice(["oneOf", "anyOf", "allOf"]): branches})


def unwrap(draft: Draft, random: Random) -> Json:
    """Put one branch of a union or join in its place."""
    keyword = random.choice(["oneOf", "anyOf", "allOf"])
    path = draft.schema(random, having=keyword)
    branches = draft.at((*path, keyword)) if path is not None else None
    if path is None or not isinstance(branches, list) or not branches:
        return draft.document
    return draft.replaced(path, random.choice(branches))


def change_branches(draft: Draft, random: Random) -> Json:
    keyword = random.choice(["oneOf", "anyOf", "allOf"])
    path = draft.schema(random, having=keyword)
    branches = draft.at((*path, keyword)) if path is not None else None
    if path is None or not isinstance(branches, list):
        return draft.document
    kept = random.sample(branches, random.randint(0, len(branches)))
    more = [draft.at(random.choice(draft.schemas))] if random.random() < 0.5 else []
    return draft.replaced((*path, keyword), [*kept, *more])


def move_members(draft: Draft, random: Random) -> Json:
    """Move some properties of a schema into an allOf branch, a new one or one that is there."""
    path = draft.schema(random, having="properties")
    node = draft.at(path) if path is not None else None
    if path is None or not isinstance(node["properties"], dict) or not node["properties"]:
        return draft.document
    names = random.sample(list(node["properties"]), random.randint(1, len(node["properties"])))
    moved = {name: node["properties"][name] for name in names}
    branches = node.get("allOf") if isinstance(node.get("allOf"), list) else []
    branch: Json = {"type": "object", "properties": moved}
    if branches and isinstance(branches[0], dict) and random.random() < 0.5:
        held = branches[0].get("properties")
        branch = {**branches[0], "properties": {**(held if isinstance(held, dict) else {}), **moved}}
        branches = branches[1:]
    left = {name: item for name, item in node["properties"].items() if name not in names}
    return draft.replaced(path, {**node, "properties": left, "allOf": [branch, *branches]})


def move_between_branches(draft: Draft, random: Random) -> Json:
    """Move a property from one named schema that is joined to another branch, be it under another reference."""
    path = draft.schema(random, having="allOf")
    branches = draft.at((*path, "allOf")) if path is not None else None
    named = [name for name in draft.names if _properties(draft, name)]
    if path is None or not isinstance(branches, list) or not named:
        return draft.document
    name = random.choice(named)
    properties = _properties(draft, name)
    member = random.choice(list(properties))
    value = _reference(random.choice(draft.names)) if random.random() < 0.5 else properties[member]
    document = replaced(draft.document, ("components", "schemas", name, "properties", member), NOTHING)
    joined = [*branches, {"type": "object", "properties": {member: value}}]
    return replaced(document, (*path, "allOf"), joined)


def _properties(draft: Draft, name: str) -> Json:
    found = draft.at(("components", "schemas", name, "properties"))
    return found if isinstance(found, dict) else {}


def _reference(name: str) -> Json:
    return {"$ref": SCHEMAS + name.replace("~", "~0").replace("/", "~1")}


def refer(draft: Draft, random: Random) -> Json:
    """Make a schema a reference: to a named one, to a part, to nothing, out of the document, to itself."""
    if not draft.schemas:
        return draft.document
    path = random.choice(draft.schemas)
    inside = "#/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in random.choice(draft.schemas))
    own = "#/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in path)
    targets = ["#/components/schemas/Nobody", "other.yaml#/X", "#/nowhere/at/all", "#", "", inside, inside, own]
    targets += [_reference(random.choice(draft.names))["$ref"]] * 3 if draft.names else []
    node: Json = {"$ref": random.choice(targets)}
    if random.random() < 0.2:
        node = {**node, random.choice(["description", "nullable", "type", "allOf"]): random.choice(_JUNK)}
    return draft.replaced(path, node)


def rename_component(draft: Draft, random: Random) -> Json:
    """Give a named schema another name; references follow, or dangle."""
    if not draft.names:
        return draft.document
    name = random.choice(draft.names)
    new = random.choice(["Renamed", name + "V2", name.lower(), *draft.names])
    held = draft.at(("components", "schemas"))
    document = replaced(draft.document, ("components", "schemas", name), NOTHING)
    document = replaced(document, ("components", "schemas", new), held[name])
    return _referring(document, name, new) if random.random() < 0.6 else document


def _referring(document: Json, name: str, new: str) -> Json:
    old, target = _reference(name)["$ref"], _reference(new)["$ref"]

    def walked(node: Json) -> Json:
        if isinstance(node, dict):
            return {key: target if key == "$ref" and item == old else walked(item) for key, item in node.items()}
        return [walked(item) for item in node] if isinstance(node, list) else node

    return walked(document)


def drop_component(draft: Draft, random: Random) -> Json:
    kinds = draft.at(("components",))
    kinds = {
        kind: held
        for kind, held in (kinds if isinstance(kinds, dict) else {}).items()
        if isinstance(held, dict) and held
    }
    if not kinds:
        return draft.document
    kind = random.choice(list(kinds))
    return draft.replaced(("components", kind, random.choice(list(kinds[kind]))), NOTHING)


def add_cycle(draft: Draft, random: Random) -> Json:
    """Let two named schemas hold each other, joined, offered or as members."""
    if not draft.names:
        return draft.document
    document = draft.document
    one, other = random.choice(draft.names), random.choice(draft.names)
    for name, target in ((one, other), (other, one)):
        node = _at(document, ("components", "schemas", name))
        node = node if isinstance(node, dict) else {}
        keyword = random.choice(["allOf", "oneOf", "anyOf", "properties", "items", "additionalProperties", "$ref"])
        value: Json = _reference(target)
        if keyword == "$ref":
            value = value["$ref"]
        elif keyword == "properties":
            value = {**(node.get(keyword) if isinstance(node.get(keyword), dict) else {}), "again": value}
        elif keyword.endswith("Of"):
            value = [*(node.get(keyword) if isinstance(node.get(keyword), list) else []), value]
        document = replaced(document, ("components", "schemas", name), {**node, keyword: value})
    return document


def delete_anything(draft: Draft, random: Random) -> Json:
    path = _anywhere(draft, random)
    return draft.replaced(path, NOTHING) if path else draft.document


def junk_anywhere(draft: Draft, random: Random) -> Json:
    path = _anywhere(draft, random)
    return draft.replaced(path, random.choice(_JUNK)) if path else draft.document


def copy_anywhere(draft: Draft, random: Random) -> Json:
    """Put any part of the document in the place of any other."""
    one, other = _anywhere(draft, random), _anywhere(draft, random)
    return draft.replaced(one, draft.at(other)) if one else draft.document


def rename_anything(draft: Draft, random: Random) -> Json:
    """Give a member of any object another name: a property, a status, a path, a media type, a keyword."""
    path = _anywhere(draft, random)
    if not path or not isinstance(path[-1], str):
        return draft.document
    names = [path[-1] + "2", path[-1].upper(), "", "a.b", "<x>", " · ", "$", "default", "200", "x-y", "type", "$ref"]
    document = draft.replaced(path, NOTHING)
    return replaced(document, (*path[:-1], random.choice(names)), draft.at(path))


def shuffle_list(draft: Draft, random: Random) -> Json:
    path = _anywhere(draft, random)
    node = draft.at(path)
    if not isinstance(node, list):
        return draft.document
    return draft.replaced(path, [random.choice(node) for _ in node] if random.random() < 0.3 else node[::-1])


def _anywhere(draft: Draft, random: Random) -> Path:
    """Draw a way into the document, more often a short one: every step is drawn alone."""
    path: Path = ()
    node = draft.document
    while isinstance(node, dict | list) and node and (not path or random.random() < 0.9):
        step: str | int = random.choice(list(node)) if isinstance(node, dict) else random.randrange(len(node))
        path, node = (*path, step), node[step]
    return path


EDITS: tuple[Edit, ...] = (
    delete_keyword, set_keyword, set_keyword, set_junk, replace_schema, copy_schema, remove_schema, drop_items,
    nest_in_array, change_type, wrap, unwrap, change_branches, move_members, move_between_branches, refer, refer,
    rename_component, drop_component, add_cycle, delete_anything, junk_anywhere, copy_anywhere, rename_anything,
    shuffle_list,
)  # fmt: skip


def edited(document: Json, random: Random, *, most: int = 4, edits: tuple[Edit, ...] = EDITS) -> Edited:
    """Edit a document a few times; most often once, since then a failure says why."""
    names: list[str] = []
    for _ in range(random.choice([1, 1, 1, *range(1, most + 1)])):
        edit = random.choice(edits)
        document = edit(Draft(document), random)
        names.append(edit.__name__)
    return Edited(document, tuple(names))
