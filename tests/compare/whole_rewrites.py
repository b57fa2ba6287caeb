"""Rewrites of a whole OpenAPI document that change nothing: another version of OpenAPI, other places, other references.

They walk a document as the specification lays it out, so that examples and names of properties are left as they are.
"""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.compare.rewrites import Rewrite

Json = Any
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_ONE = ("not", "items", "additionalProperties", "propertyNames", "contains", "if", "then", "else", "contentSchema")
_MANY = ("oneOf", "anyOf", "allOf", "prefixItems")
_NAMED = ("properties", "patternProperties", "dependentSchemas", "$defs")
_BOUNDS = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
PARTS = ("parameters", "responses", "headers", "requestBodies")
_TURNED = {"3.0": "3.1.0", "3.1": "3.0.3"}
_ONLY_NEWER = (
    "if", "then", "else", "prefixItems", "contains", "propertyNames", "patternProperties", "dependentRequired",
    "dependentSchemas", "$defs", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "unevaluatedProperties",
    "unevaluatedItems", "contentSchema", "minContains", "maxContains",
)  # fmt: skip
"""Keywords that OpenAPI 3.0 has no other words for."""


def version_of(document: Json) -> str:
    return str(document.get("openapi", ""))[:3]


def schemas_below(schema: Json) -> Iterator[Json]:
    """Yield a schema and all inside it, the inner ones first."""
    if not isinstance(schema, dict):
        return
    inside = [schema.get(keyword) for keyword in _ONE]
    inside += [one for keyword in _MANY for one in schema.get(keyword) or ()]
    inside += [one for keyword in _NAMED for one in (schema.get(keyword) or {}).values()]
    for one in inside:
        yield from schemas_below(one)
    yield schema


def _values(node: Json, name: str) -> list[Json]:
    return [one for one in (node.get(name) or {}).values() if isinstance(one, dict)]


def items_of(document: Json) -> Iterator[Json]:
    """Yield the path items, those of webhooks, components and callbacks included."""
    components = document.get("components") or {}
    tops = [*_values(document, "paths"), *_values(document, "webhooks"), *_values(components, "pathItems")]
    for item in tops:
        yield item
        for operation in operations_in(item):
            for callback in _values(operation, "callbacks"):
                yield from (one for one in callback.values() if isinstance(one, dict))


def operations_in(item: Json) -> list[Json]:
    found = [item[method] for method in METHODS if isinstance(item.get(method), dict)]
    return [operation for operation in found if "$ref" not in operation]


def holders_of(document: Json) -> Iterator[tuple[str, Json]]:
    """Yield the kind of component that it could be with each parameter, header, response and body."""
    components = document.get("components") or {}
    stack = [(kind, one) for kind in PARTS for one in _values(components, kind)]
    for item in items_of(document):
        stack += [("parameters", one) for one in item.get("parameters") or ()]
        for operation in operations_in(item):
            stack += [("parameters", one) for one in operation.get("parameters") or ()]
            stack += [("requestBodies", operation["requestBody"])] if "requestBody" in operation else []
            stack += [("responses", one) for one in _values(operation, "responses")]
    for kind, one in stack:
        yield kind, one
        for header in _values(one, "headers"):
            yield "headers", header
        for media in _values(one, "content"):
            for encoding in _values(media, "encoding"):
                yield from (("headers", header) for header in _values(encoding, "headers"))


def roots_of(document: Json) -> Iterator[tuple[Json, str]]:
    """Yield each place at which a schema stands by itself: what holds it, and by which word."""
    named = (document.get("components") or {}).get("schemas") or {}
    yield from ((named, name) for name in named)
    for _, holder in holders_of(document):
        if "schema" in holder:
            yield holder, "schema"
        for media in _values(holder, "content"):
            yield from ((media, word) for word in ("schema", "itemSchema") if word in media)


def schemas_of(document: Json) -> Iterator[Json]:
    for holder, word in list(roots_of(document)):
        yield from schemas_below(holder[word])


def _replace(node: Json, by: Json) -> None:
    node.clear()
    node.update(by)


# Another version of OpenAPI.


def as_3_1(document: Json, random: Random) -> Json:
    if version_of(document) != "3.0":
        return document
    for schema in list(schemas_of(document)):
        if "$ref" in schema:
            _replace(schema, {"$ref": schema["$ref"]})  # what stands beside it is ignored in OpenAPI 3.0
            continue
        _bounds_as_numbers(schema)
        _examples_as_list(schema)
        _content_of_bytes(schema)
        _null_as_type(schema, random)
    return {**document, "openapi": _TURNED["3.0"]}


def _bounds_as_numbers(schema: Json) -> None:
    for bound, exclusive in _BOUNDS:
        flag = schema.pop(exclusive, None)
        if flag and bound in schema:
            schema[exclusive] = schema.pop(bound)


def _examples_as_list(schema: Json) -> None:
    if "example" in schema:
        schema["examples"] = [schema.pop("example")]


def _content_of_bytes(schema: Json) -> None:
    """Say of bytes in a text what they are, as the notes on upgrading from OpenAPI 3.0 have it."""
    if schema.get("type") == "string" and schema.get("format") == "byte":
        del schema["format"]
        schema["contentEncoding"] = "base64"
    if schema.get("type") == "string" and schema.get("format") == "binary":
        del schema["format"]
        schema["contentMediaType"] = "application/octet-stream"


def _null_as_type(schema: Json, random: Random) -> None:
    flag = schema.pop("nullable", False)
    if flag:
        if "enum" in schema and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
        if isinstance(schema.get("type"), str) and ("enum" in schema or random.random() < 0.5):
            schema["type"] = [schema["type"], "null"]
        else:
            said = {key: schema.pop(key) for key in ("description", "default", "deprecated") if key in schema}
            _replace(schema, {**said, "anyOf": [dict(schema), {"type": "null"}]})


def as_3_0(document: Json, _: Random) -> Json:
    schemas = list(schemas_of(document))
    if version_of(document) != "3.1" or document.get("webhooks") or any(map(_is_newer, _but_null_branches(schemas))):
        return document
    for schema in schemas:
        _null_branch_as_flag(schema)
        if "const" in schema:
            schema["enum"] = [schema.pop("const")]
        if isinstance(schema.get("examples"), list) and schema["examples"]:
            schema["example"] = schema.pop("examples")[0]
        for bound, exclusive in _BOUNDS:
            if exclusive in schema:
                schema |= {bound: schema[exclusive], exclusive: True}
        _null_as_flag(schema)
        if "$ref" in schema and len(schema) > 1:
            schema["allOf"] = [{"$ref": schema.pop("$ref")}, *schema.get("allOf", [])]
    return {**document, "openapi": _TURNED["3.1"]}


def _is_newer(schema: Json) -> bool:
    """Tell whether a schema says what only OpenAPI 3.1 has words for."""
    types = schema.get("type")
    several = isinstance(types, list) and len(set(types) - {"null"}) != 1
    bounds = any(bound in schema and exclusive in schema for bound, exclusive in _BOUNDS)
    boolean = any(isinstance(schema.get(word), bool) for word in ("items", "not", "contains"))
    alone = types == "null" or schema.get("const", 0) is None
    fixed = {"const", "enum"} <= schema.keys()
    return several or bounds or boolean or alone or fixed or any(word in schema for word in _ONLY_NEWER)


def _is_null_branch(branch: Json) -> bool:
    return branch == {"type": "null"}


def _offers_null(schema: Json) -> bool:
    branches = schema.get("anyOf")
    return isinstance(branches, list) and len(branches) == 2 and sum(map(_is_null_branch, branches)) == 1


def _but_null_branches(schemas: list[Json]) -> list[Json]:
    """Leave out the branches that `_null_branch_as_flag` has words for."""
    left = {id(one) for schema in schemas if _offers_null(schema) for one in schema["anyOf"] if _is_null_branch(one)}
    return [schema for schema in schemas if id(schema) not in left]


def _null_branch_as_flag(schema: Json) -> None:
    if _offers_null(schema) and not {"type", "properties", "items", "enum", "allOf", "$ref"} & schema.keys():
        (alone,) = (one for one in schema.pop("anyOf") if not _is_null_branch(one))
        # Only beside a type OpenAPI 3.0 has an opinion on null; a join is read the same way by everybody.
        schema |= {"nullable": True, **(alone if "type" in alone else {"allOf": [alone]})}


def _null_as_flag(schema: Json) -> None:
    types = schema.get("type")
    if isinstance(types, list):
        schema["type"] = next(name for name in types if name != "null")
        if "null" in types:
            schema["nullable"] = True


def as_3_2(document: Json, _: Random) -> Json:
    """Turn the number up, and say in the words of OpenAPI 3.2 what has others there."""
    if version_of(document) != "3.1":
        return document
    for schema in schemas_of(document):
        xml = schema.get("xml")
        if isinstance(xml, dict) and "attribute" in xml:
            xml["nodeType"] = "attribute" if xml.pop("attribute") else "element"
    for _, holder in holders_of(document):
        for one in (holder, *_values(holder, "content")):
            for example in _values(one, "examples"):
                if "value" in example:
                    example["dataValue"] = example.pop("value")
    return {**document, "openapi": "3.2.0"}


# What holds of a call, stated elsewhere.


def servers_at_paths(document: Json, _: Random) -> Json:
    servers = document.get("servers")
    items = _values(document, "paths")
    if servers and items and all(map(operations_in, items)):
        for item in items:
            item.setdefault("servers", copy.deepcopy(servers))
        del document["servers"]
    return document


def servers_at_operations(document: Json, _: Random) -> Json:
    for item in _values(document, "paths"):
        servers = item.pop("servers", None) or document.get("servers")
        for operation in operations_in(item) if servers else ():
            operation.setdefault("servers", copy.deepcopy(servers))
    return document


def security_at_operations(document: Json, _: Random) -> Json:
    security = document.get("security")
    items = _values(document, "paths")
    if security and items and all(map(operations_in, items)):
        for item in items:
            for operation in operations_in(item):
                operation.setdefault("security", copy.deepcopy(security))
        del document["security"]
    return document


def security_at_the_root(document: Json, _: Random) -> Json:
    """State for all what the most operations state, and at the others what holds of them."""
    calls = [operation for item in _values(document, "paths") for operation in operations_in(item)]
    stated = [json.dumps(call["security"]) for call in calls if "security" in call]
    if not stated or "security" in document or not all(map(operations_in, _values(document, "paths"))):
        return document
    most = max(sorted(set(stated)), key=stated.count)
    for call in calls:
        if "security" not in call:
            call["security"] = []
        elif json.dumps(call["security"]) == most:
            del call["security"]
    return {**document, "security": json.loads(most)}


def parameters_at_paths(document: Json, _: Random) -> Json:
    """State once for a path what all of its operations take alike."""
    for item in items_of(document):
        calls = operations_in(item)
        if "$ref" in item or "additionalOperations" in item or not calls:
            continue
        taken = [call.get("parameters") or [] for call in calls]
        shared = [one for one in taken[0] if all(one in each for each in taken)]
        if shared:
            item["parameters"] = [*(item.get("parameters") or ()), *copy.deepcopy(shared)]
        for call in calls if shared else ():
            call["parameters"] = [one for one in call["parameters"] if one not in shared]
    return document


def _all_servers(document: Json) -> Iterator[Json]:
    for holder in (document, *items_of(document), *(one for item in items_of(document) for one in operations_in(item))):
        yield from (one for one in holder.get("servers") or () if isinstance(one.get("url"), str))


def servers_without_slash(document: Json, _: Random) -> Json:
    for server in _all_servers(document):
        if server["url"].endswith("/") and server["url"].count("/") > 2:
            server["url"] = server["url"].rstrip("/")
    return document


def hosts_in_capitals(document: Json, _: Random) -> Json:
    for server in _all_servers(document):
        scheme, mark, rest = server["url"].partition("://")
        host, slash, path = rest.partition("/")
        if mark and "{" not in host and "@" not in host:
            port = {"https": ":443", "http": ":80"}.get(scheme, "") if ":" not in host else ""
            server["url"] = scheme.upper() + mark + host.upper() + port + slash + path
    return document


# References to components of each kind.


def _inlined(document: Json, kind: str) -> Json:
    named = (document.get("components") or {}).get(kind) or {}
    for _ in range(3):
        for found, holder in list(holders_of(document)):
            reference = holder.get("$ref")
            name = str(reference).removeprefix(f"#/components/{kind}/")
            if found == kind and name in named and reference != name and "$ref" not in named[name]:
                _replace(holder, copy.deepcopy(named[name]))
    return document


def _shared(document: Json, kind: str) -> Json:
    named = document.setdefault("components", {}).setdefault(kind, {})
    inside = {id(one) for one in named.values()}
    for number, (found, holder) in enumerate(list(holders_of(document))):
        if found == kind and "$ref" not in holder and id(holder) not in inside:
            name = f"Shared{number}"
            named[name] = dict(holder)
            _replace(holder, {"$ref": f"#/components/{kind}/{name}"})
    return document


def _named(rewrite: Callable[[Json, str], Json], kind: str, verb: str) -> Rewrite:
    def applied(document: Json, _: Random) -> Json:
        return rewrite(document, kind)

    applied.__name__ = f"{verb}_{kind}"
    return applied


def items_by_reference(document: Json, _: Random) -> Json:
    """Name the path items, as OpenAPI 3.1 can."""
    if version_of(document) not in ("3.1", "3.2") or not isinstance(document.get("paths"), dict):
        return document
    named = document.setdefault("components", {}).setdefault("pathItems", {})
    for number, (path, item) in enumerate(list(document["paths"].items())):
        if "$ref" not in item and path.startswith("/"):
            named[f"Item{number}"] = item
            document["paths"][path] = {"$ref": f"#/components/pathItems/Item{number}"}
    return document


# Joins, fixed values.


def flatten_joins(document: Json, _: Random) -> Json:
    """Write a join of plain objects as one object, where what is joined has nothing in common."""
    named = copy.deepcopy((document.get("components") or {}).get("schemas") or {})
    for schema in list(schemas_of(document)):
        parts = [_plain(part, named) for part in schema.get("allOf") or ()]
        own = {key: value for key, value in schema.items() if key != "allOf"}
        if not parts or None in parts or not _is_plain({"type": "object", **own}):
            continue
        names = [name for part in (own, *parts) for name in part.get("properties") or ()]
        if len(names) == len(set(names)):
            properties = {name: one for part in (*parts, own) for name, one in (part.get("properties") or {}).items()}
            required = [name for part in (*parts, own) for name in part.get("required") or ()]
            rest = {key: value for key, value in own.items() if key not in ("properties", "required")}
            more = {"required": list(dict.fromkeys(required))} if required else {}
            _replace(schema, {**rest, "type": "object", "properties": properties, **more})
    return document


def _plain(part: Json, named: Json) -> Json | None:
    name = str(part.get("$ref", "")).removeprefix("#/components/schemas/")
    found = named.get(name) if "$ref" in part and len(part) == 1 else part
    return copy.deepcopy(found) if isinstance(found, dict) and _is_plain(found) else None


def _is_plain(schema: Json) -> bool:
    return schema.get("type") == "object" and schema.keys() <= {
        "type", "properties", "required", "description", "title", "example", "examples",
    }  # fmt: skip


def single_values_as_constants(document: Json, _: Random) -> Json:
    for schema in schemas_of(document) if version_of(document) in ("3.1", "3.2") else ():
        values = schema.get("enum")
        said_of_each = any(isinstance(schema.get(key), list) for key in schema if key.startswith("x-"))
        if isinstance(values, list) and len(values) == 1 and "const" not in schema and not said_of_each:
            schema["const"] = schema.pop("enum")[0]
    return document


SILENT: tuple[Rewrite, ...] = (
    as_3_1,
    as_3_0,
    as_3_2,
    servers_at_paths,
    servers_at_operations,
    security_at_operations,
    security_at_the_root,
    parameters_at_paths,
    servers_without_slash,
    hosts_in_capitals,
    items_by_reference,
    flatten_joins,
    single_values_as_constants,
    *(_named(_inlined, kind, "inline") for kind in PARTS),
    *(_named(_shared, kind, "share") for kind in PARTS),
)
