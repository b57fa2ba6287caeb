"""Pages and OpenAPI files in the likeness of real ones, for the tests of platforms; every word is ours."""

import copy
import json

from driftwatch.extract.index.places import place_of
from driftwatch.model.page import Page

ROOT = "https://docs.example.com"
BASE = ROOT + "/llms.txt"
BANNER = (
    "> ## Documentation Index\n"
    f"> Fetch the complete documentation index at: {BASE}\n"
    "> Use this file to discover all available pages before exploring further.\n\n"
)


def page(path, text):
    return Page(url=ROOT + path, path=place_of(ROOT + path, BASE), text=text)


def operation(properties=None, *, required=(), method="post", path="/v1/videos", media="multipart/form-data", **more):
    """An OpenAPI document with one operation; `more` are top-level members."""
    schema = {"type": "object", "required": list(required), "properties": properties or {}}
    names = [
        {"name": part[1:-1], "in": "path", "required": True, "schema": {"type": "string"}}
        for part in path.split("/")
        if part.startswith("{")
    ]
    node = {
        "operationId": "op",
        "parameters": names,
        "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Task"}}}}},
    }
    if properties is not None:
        node["requestBody"] = {"required": True, "content": {media: {"schema": schema}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": f"{method} {path}", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "security": [{"bearerAuth": []}],
        "paths": {path: {method: node}},
        "components": {
            "schemas": {"Task": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}},
            "securitySchemes": {"bearerAuth": {"type": "http", "scheme": "bearer"}},
        },
    }
    return {**document, **more}


def spec(path, document):
    return page(path, json.dumps(document, indent=2))


def fenced(path, document, *, spec_path="", prose="", title="A page"):
    """A Mintlify page whose fence holds the document; JSON is YAML."""
    (route,) = document["paths"]
    (method,) = document["paths"][route]
    info = " ".join(part for part in (spec_path, method.upper(), route) if part)
    body = json.dumps(document, indent=2)
    return page(
        path + ".md", f"{BANNER}# {title}\n\n> About it.\n\n{prose}\n\n## OpenAPI\n\n````yaml {info}\n{body}\n\n````\n"
    )


def changed(document, **properties):
    """A copy of the document whose request body has other properties as well; None takes one away."""
    other = copy.deepcopy(document)
    (item,) = other["paths"].values()
    (node,) = item.values()
    (media,) = node["requestBody"]["content"].values()
    for name, schema in properties.items():
        if schema is None:
            media["schema"]["properties"].pop(name)
        else:
            media["schema"]["properties"][name] = schema
    return other


def facts(assembly, name, variant=""):
    """Facts of an operation by (kind, address)."""
    (entry,) = [
        entry
        for entry in assembly.entries
        if entry.owner.kind == "operation" and (entry.owner.name, entry.owner.variant) == (name, variant)
    ]
    return {(type(fact).__name__, fact.at): fact for fact in entry.facts}


def contradictions(assembly):
    """(aspect, subject) of every contradiction, sorted."""
    return sorted(
        (fact.aspect, fact.subject)
        for entry in assembly.entries
        for fact in entry.facts
        if type(fact).__name__ == "Contradiction"
    )


def owners(assembly, kind):
    return [
        (entry.owner.scope or entry.owner.variant, entry.owner.name)
        for entry in assembly.entries
        if entry.owner.kind == kind
    ]
