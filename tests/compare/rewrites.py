"""Rewrites of an OpenAPI document that change nothing for anybody."""

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import yaml

from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.openapi.schema_remarks import KEYWORDS
from driftwatch.model.json_values import json_set

Json = Any
Rewrite = Callable[[Json, Random], Json]
_UNORDERED = ("required", "enum", "oneOf", "anyOf", "allOf", "tags", "parameters", "security", "type", "servers")
_TYPES = ("string", "integer", "number", "boolean", "array", "object")
_SCHEMAS = "#/components/schemas/"


def _nodes(node: Json) -> Iterator[Json]:
    """Yield every object of a document, the inner ones first."""
    for inner in list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(inner)
    if isinstance(node, dict):
        yield node


def _schemas(document: Json) -> Iterator[Json]:
    return (node for node in _nodes(document) if isinstance(node.get("type"), list) or node.get("type") in _TYPES)


def _objects(document: Json) -> Iterator[Json]:
    return (node for node in _schemas(document) if node["type"] == "object" and len(node.get("properties", ())) > 1)


def shuffle(document: Json, random: Random) -> Json:
    if isinstance(document, dict):
        keys = random.sample(list(document), len(document))
        mixed = {key: shuffle(document[key], random) for key in keys}
        free = {key: value for key, value in mixed.items() if not _is_in_step(key, document)}
        return {**mixed, **{key: _in_any_order(key, value, random) for key, value in free.items()}}
    return [shuffle(item, random) for item in document] if isinstance(document, list) else document


def _is_in_step(key: str, node: Json) -> bool:
    """Tell whether a list of values has another list beside it that says something of each in turn."""
    return key == "enum" and any(isinstance(node.get(keyword), list) for keyword in KEYWORDS)


def _in_any_order(key: str, value: Json, random: Random) -> Json:
    return random.sample(value, len(value)) if key in _UNORDERED and isinstance(value, list) else value


def reword(document: Json, random: Random) -> Json:
    for node in _nodes(document):
        if isinstance(node.get("description"), str):
            node["description"] = "In other words."
    for node in _schemas(document):
        node |= {"example": random.random(), "externalDocs": {"url": "https://x.example"}}
    document["info"] |= {"title": "Another shop", "contact": {"name": "Us"}}
    return document


def spell_defaults(document: Json, _: Random) -> Json:
    for node in _schemas(document):
        for key, value in {"deprecated": False, "readOnly": False, "writeOnly": False}.items():
            node.setdefault(key, value)
        if node["type"] == "object":
            node |= {
                "additionalProperties": node.get("additionalProperties", True),
                "required": node.get("required", []),
            }
    for node in _nodes(document):
        if "in" in node and "schema" in node:
            style = "form" if node["in"] in ("query", "cookie") else "simple"
            node |= {
                "required": node.get("required", False),
                "style": node.get("style", style),
                "deprecated": node.get("deprecated", False),
            }
            node |= {"explode": node.get("explode", node["style"] == "form")}
    return document


def as_yaml(document: Json, _: Random) -> Json:
    text = yaml.safe_dump(document, sort_keys=False)
    for status in ("200", "204", "400"):
        text = text.replace(f"'{status}':", f"{status}:")
    return read_structured(text)


def null_as_branch(document: Json, _: Random) -> Json:
    for node in list(_schemas(document)):
        if isinstance(node["type"], list) and "null" in node["type"] and len(node["type"]) == 2:
            alone = {**node, "type": next(name for name in node["type"] if name != "null")}
            node.clear()
            node |= {"anyOf": [{"type": "null"}, alone]}
    return document


def null_as_flag(document: Json, _: Random) -> Json:
    """Write null as OpenAPI 3.0 does."""
    for node in _schemas(document):
        if isinstance(node["type"], list) and "null" in node["type"] and len(node["type"]) == 2:
            node |= {"type": next(name for name in node["type"] if name != "null"), "nullable": True}
    return document


def types_as_branches(document: Json, _: Random) -> Json:
    for node in list(_schemas(document)):
        if isinstance(node["type"], list) and set(node) == {"type"}:
            node |= {"anyOf": [{"type": name} for name in node.pop("type")]}
    return document


def lists_as_unions(document: Json, random: Random) -> Json:
    for node in list(_schemas(document)):
        # What is said of each listed value, and that others may come, is said of a list alone.
        more = {"oneOf", "anyOf", "x-speakeasy-unknown-values", *KEYWORDS}
        if isinstance(node.get("enum"), list) and node["enum"] and not more & set(node):
            values = json_set(node.pop("enum"))  # a oneOf of the same value twice admits it not even once
            ways = ({"const": value} for value in values), ({"enum": [value]} for value in values)
            node[random.choice(["oneOf", "anyOf"])] = list(random.choice(ways))
    return document


def constants_as_lists(document: Json, _: Random) -> Json:
    for node in _schemas(document):
        if "const" in node:
            node["enum"] = [node.pop("const")]
    return document


def leave_types_out(document: Json, _: Random) -> Json:
    """Leave out what the keywords beside it say as well."""
    for node in list(_schemas(document)):
        lone = not {"nullable", "enum", "const", "anyOf", "oneOf", "allOf"} & set(node)
        if lone and (
            (node["type"] == "object" and node.get("properties")) or (node["type"] == "array" and "items" in node)
        ):
            del node["type"]
    return document


def hint_formats(document: Json, _: Random) -> Json:
    for node in _schemas(document):
        if isinstance(node["type"], str):
            hint = {"integer": "int64", "number": "double", "string": "password"}.get(node["type"])
            if hint and "format" not in node:
                node["format"] = hint
    return document


def contained_branches(document: Json, _: Random) -> Json:
    """Offer beside a schema what it admits as well."""
    for node in list(_schemas(document)):
        if set(node) == {"type"} and node["type"] in ("string", "integer"):
            part = {"maxLength": 3} if node["type"] == "string" else {"minimum": 7}
            node["anyOf"] = [{"type": node["type"]}, {"type": node.pop("type"), **part}]
    return document


def count_from_the_other_side(document: Json, _: Random) -> Json:
    for node in _schemas(document):
        if {"minimum", "exclusiveMinimum"} <= node.keys() or {"maximum", "exclusiveMaximum"} <= node.keys():
            continue  # one of the two ends is the tighter one
        if node["type"] == "integer" and isinstance(node.get("minimum"), int):
            node["exclusiveMinimum"] = node.pop("minimum") - 1
        elif node["type"] == "integer" and isinstance(node.get("exclusiveMaximum"), int):
            node["maximum"] = node.pop("exclusiveMaximum") - 1
    return document


def join_alone(document: Json, _: Random) -> Json:
    """Make the whole of an object the only part of a join."""
    for node in list(_objects(document)):
        if not {"allOf", "discriminator", "deprecated", "readOnly", "writeOnly", "default"} & set(node):
            whole = dict(node)
            node.clear()
            node["allOf"] = [whole]
    return document


def types_as_lists(document: Json, _: Random) -> Json:
    for node in _schemas(document):
        node["type"] = [node["type"]] if isinstance(node["type"], str) else node["type"]
    return document


def _is_modern(document: Json) -> bool:
    return not str(document["openapi"]).startswith("3.0")


def wrap_references(document: Json, _: Random) -> Json:
    for node in list(_nodes(document)):
        # In OpenAPI 3.0 what stands beside a reference means nothing, and beside a join something.
        if str(node.get("$ref", "")).startswith(_SCHEMAS) and (len(node) == 1 or _is_modern(document)):
            node["allOf"] = [{"$ref": node.pop("$ref")}]
    return document


def split_objects(document: Json, _: Random) -> Json:
    for node in list(_objects(document)):
        if not {"allOf", "additionalProperties", "minProperties", "dependentRequired"} & set(node):
            names = list(node["properties"])[::2]
            moved = {name: node["properties"].pop(name) for name in names}
            needed = node.pop("required", [])
            node["allOf"] = [
                {"type": "object", "properties": moved, "required": [name for name in needed if name in moved]}
            ]
            node["required"] = [name for name in needed if name not in moved]
    return document


def extract_schemas(document: Json, _: Random) -> Json:
    named = document["components"]["schemas"]
    for number, node in enumerate(list(_objects(document["paths"]))):
        named[f"Extracted{number}"] = dict(node)
        node.clear()
        node["$ref"] = f"{_SCHEMAS}Extracted{number}"
    return document


def inline_references(document: Json, _: Random) -> Json:
    named = copy.deepcopy(document["components"]["schemas"])
    for node in list(_nodes(document["paths"])):
        name = str(node.get("$ref", "")).removeprefix(_SCHEMAS)
        if name in named and (len(node) == 1 or not _is_modern(document)):
            node.clear()
            node.update(copy.deepcopy(named[name]))
    return document


def inline_components(document: Json, _: Random) -> Json:
    for node in list(_nodes(document["paths"])):
        kind, _, name = str(node.get("$ref", "")).removeprefix("#/components/").partition("/")
        if kind in ("parameters", "responses"):
            node.clear()
            node.update(copy.deepcopy(document["components"][kind][name]))
    return document


def lower_parameters(document: Json, _: Random) -> Json:
    for item in document["paths"].values():
        shared = item.pop("parameters", [])
        for operation in (one for one in item.values() if isinstance(one, dict)):
            operation["parameters"] = [*copy.deepcopy(shared), *operation.get("parameters", [])]
    return document


def headers_in_small_letters(document: Json, _: Random) -> Json:
    """Names of headers are the same in any case (RFC 9110, 5.1)."""
    for node in _nodes(document):
        if node.get("in") == "header" and isinstance(node.get("name"), str):
            node["name"] = node["name"].lower()
        if isinstance(node.get("headers"), dict) and "description" in node:
            node["headers"] = {name.lower(): header for name, header in node["headers"].items()}
    return document


def nest_unions(document: Json, _: Random) -> Json:
    for node in _nodes(document):
        branches = node.get("anyOf")
        if isinstance(branches, list) and len(branches) > 2 and "discriminator" not in node:
            node["anyOf"] = [branches[0], {"anyOf": branches[1:]}]
    return document


def slash_servers(document: Json, _: Random) -> Json:
    for server in document["servers"]:
        server["url"] += "/"
    return document


SILENT: tuple[Rewrite, ...] = (
    shuffle,
    reword,
    spell_defaults,
    as_yaml,
    null_as_branch,
    null_as_flag,
    types_as_branches,
    lists_as_unions,
    constants_as_lists,
    leave_types_out,
    hint_formats,
    contained_branches,
    count_from_the_other_side,
    join_alone,
    types_as_lists,
    wrap_references,
    split_objects,
    extract_schemas,
    inline_references,
    inline_components,
    lower_parameters,
    headers_in_small_letters,
    nest_unions,
    slash_servers,
)


def seeded(seed: int) -> Random:
    """Return what draws the same in every run."""
    return Random(seed)  # noqa: S311 - nothing secret is drawn


def rewritten(document: Json, *rewrites: Rewrite, seed: int = 0) -> Json:
    """Return a copy of a document after some rewrites."""
    random = seeded(seed)
    new = copy.deepcopy(document)
    for rewrite in rewrites:
        new = rewrite(new, random)
    return new
