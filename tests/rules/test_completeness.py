"""Every kind of fact, added, removed, and changed in each of its attributes, is judged, or waived with a reason."""

from collections.abc import Iterator
from itertools import permutations
from typing import get_args

import msgspec
import pytest

from driftwatch.model.facts import (
    AnyFact,
    Api,
    Contradiction,
    ErrorRule,
    Fact,
    Field,
    Header,
    Link,
    MediaType,
    Notice,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    Response,
    SecurityScheme,
    Server,
    Statement,
    Unresolved,
    Values,
)
from driftwatch.model.snapshot import Owner, Snapshot
from tests.rules.examples import entry, findings_between, readable

KEY = (Requirement("key"),)
FACTS: dict[str, tuple[Fact, ...]] = {
    "operation": (
        Operation(at="operation", method="POST", path="/things/{id}"),
        Parameter(at="parameter · query · limit", name="limit", within="query", style="form", explode=True),
        Field(at="parameter · query · limit · $", type=("array",)),
        RequestBody(at="request"),
        MediaType(at="request · application/json", name="application/json", has_schema=True),
        Field(at="request · application/json · $", type=("object",)),
        Field(at="request · application/json · f", type=("string",)),
        Field(at="request · application/json · f<contains>", type=("string",)),
        Response(at="response · 200", status="200"),
        MediaType(at="response · 200 · application/json", name="application/json", has_schema=True),
        Field(at="response · 200 · application/json · $", type=("object",)),
        Field(at="response · 200 · application/json · f", type=("string",)),
        Field(at="response · 200 · application/json · f<contains>", type=("string",)),
        Header(at="response · 200 · header · x-trace", name="x-trace", style="simple"),
        Link(
            at="response · 200 · link · next", name="next", target="getThing", parameters={"id": "$response.body#/id"}
        ),
        Unresolved(at="unresolved · response · 404", reference="#/components/responses/Gone"),
    ),
    "api": (
        Api(at="api", version="2.0"),
        Server(at="server · https://a.example.com", url="https://a.example.com"),
        SecurityScheme(
            at="security-scheme · key",
            name="key",
            type="apiKey",
            within="header",
            parameter="X-Key",
            flows={"password": {"tokenUrl": "https://a.example.com"}},
            scopes={"password": ("read",)},
        ),
    ),
    "page": (
        ErrorRule(at="error-rule · 429", signal="429", status=429, meaning="many", retry="yes", action="wait"),
        Notice(at="notice · billing · a", topic="billing", text="ten dollars", amounts=("USD 10",), names=("a",)),
        Values(at="values · model", name="model", values=("a", "b")),
        Contradiction(
            at="contradiction · type · f",
            aspect="type",
            subject="request · application/json · f",
            statements=(Statement(says="string", stated_by="schema"), Statement(says="integer", stated_by="table")),
        ),
    ),
}
OTHERWISE: dict[type[Fact], dict[str, object]] = {
    Operation: {
        "operation_id": "makeThing",
        "tags": ("things",),
        "deprecated": True,
        "stability": "beta",
        "security": (KEY,),
        "servers": ("https://b.example.com",),
    },
    Parameter: {
        "name": "other",
        "within": "header",
        "required": True,
        "deprecated": True,
        "stability": "beta",
        "style": "pipeDelimited",
        "explode": False,
        "allow_reserved": True,
        "allow_empty_value": True,
        "media_type": "application/json",
    },
    RequestBody: {"required": True},
    MediaType: {
        "has_schema": False,
        "encoding": {"f": {"contentType": "image/png"}},
        "item_schema": True,
        "prefix_encoding": ({"contentType": "image/png"},),
        "item_encoding": {"contentType": "image/png"},
    },
    Response: {"status": "201"},
    Header: {"required": True, "deprecated": True, "style": "matrix", "explode": True},
    Link: {
        "target": "readThing",
        "parameters": {"id": "$response.body#/next"},
        "request_body": "$response.body",
        "server": "https://b.example.com",
    },
    Field: {
        "type": ("integer",),
        "nullable": True,
        "required": True,
        "format": "date",
        "enum": ("a",),
        "extensible_enum": ("a",),
        "const": "a",
        "default": "a",
        "minimum": 1,
        "maximum": 1,
        "exclusive_minimum": 1,
        "exclusive_maximum": 1,
        "multiple_of": 2,
        "min_length": 1,
        "max_length": 1,
        "pattern": "^a$",
        "min_items": 1,
        "max_items": 1,
        "unique_items": True,
        "min_properties": 1,
        "max_properties": 1,
        "min_contains": 2,
        "max_contains": 1,
        "additional_properties": False,
        "unevaluated_properties": False,
        "unevaluated_items": False,
        "requires": ("a",),
        "dependent_required": {"a": ("b",)},
        "content_encoding": "base64",
        "content_media_type": "image/png",
        "discriminator": "kind",
        "read_only": True,
        "write_only": True,
        "deprecated": True,
        "stability": "beta",
        "impossible": True,
    },
    SecurityScheme: {
        "name": "token",
        "type": "http",
        "within": "query",
        "parameter": "X-Token",
        "scheme": "basic",
        "bearer_format": "JWT",
        "open_id_connect_url": "https://a.example.com",
        "oauth2_metadata_url": "https://a.example.com",
        "flows": {"password": {"tokenUrl": "https://b.example.com"}},
        "scopes": {"password": ("read", "write")},
        "deprecated": True,
    },
    Unresolved: {},
    Server: {"url": "https://b.example.com", "variables": {"region": "eu"}, "environment": "sandbox"},
    Api: {"version": "1.0", "security": (KEY,)},
    ErrorRule: {"signal": "430", "status": 430, "meaning": "fast", "retry": "no", "action": "stop"},
    Notice: {"text": "never ten dollars", "amounts": ("USD 20",), "names": ("b",)},
    Values: {"name": "size", "values": ("a",)},
    Contradiction: {
        "aspect": "enum",
        "statements": (Statement(says="string", stated_by="schema"), Statement(says="number", stated_by="table")),
    },
}
WAIVED: dict[tuple[type[Fact], str], str] = {
    (Operation, "method"): "part of the owner's key; a change of it is operation.moved",
    (Operation, "path"): "part of the owner's key; a change of it is operation.moved or parameter.renamed",
    (Operation, "event"): "part of the path as the reader writes it",
    (Operation, "parent"): "says where a callback belongs, which its address says as well",
    (Operation, "summary"): "prose of a specification file, which is not watched; on a page it is told as words",
    (Operation, "sunset"): "means something together with deprecated only; has rows of its own",
    (Operation, "api"): "wiring between owners, no statement of the documentation",
    (Operation, "schemas"): "wiring between owners, no statement of the documentation",
    (Parameter, "sunset"): "means something together with deprecated only; has rows of its own",
    (MediaType, "name"): "is the last step of its address",
    (Header, "name"): "is the last step of its address",
    (Link, "name"): "is the last step of its address",
    (Operation, "server_variables"): "means something together with servers only; has a row of its own",
    (Field, "xml"): "means something in a body of XML only; has rows of its own",
    (Field, "value_names"): "means something together with listed values only; has a row of its own",
    (Field, "value_remarks"): "means something together with listed values only; has a row of its own",
    (Field, "ref"): "how a document is written; what the reference leads to is compared",
    (Field, "mapping"): "means something together with a discriminator only; has rows of its own",
    (Field, "default_mapping"): "means something together with a discriminator only; has a row of its own",
    (Field, "sunset"): "means something together with deprecated only; has rows of its own",
    (Unresolved, "reference"): "what leads nowhere says nothing, whatever it is called",
    (Unresolved, "known"): "what was known stands beside it, and is compared itself",
    (Field, "title"): "prose of a specification file, which is not watched; on a page it is told as words",
    (Api, "title"): "prose of a specification file, which is not watched; on a page it is told as words",
    (Api, "openapi"): "the language of the description, not the API",
    (Api, "tags"): "a list for the reader; what an operation is tagged with is compared there",
    (Notice, "topic"): "part of its address",
    (Contradiction, "subject"): "part of its address",
}
ALIKE: dict[tuple[type[Fact], str], str] = {
    (Api, "version"): "a version that went up, came or went is no news; one that went down is told",
    (Api, "security"): "no requirement, and none stated, are the same where nothing is above",
    (Operation, "security"): "no requirement, and none stated, are the same where the API states none",
    (Contradiction, "statements"): "who is named first says who is believed, not what is said",
    (ErrorRule, "meaning"): "case, punctuation and markup are no words",
    (ErrorRule, "action"): "case, punctuation and markup are no words",
    (Notice, "text"): "other words that deny nothing new stand with the words of the page, where they are told",
    (Notice, "names"): "a name that only came or went is told with the words of the page; one for another is told here",
    (SecurityScheme, "parameter"): "names of headers have no case (RFC 9110 5.1)",
    (SecurityScheme, "open_id_connect_url"): "the case of scheme and host means nothing (RFC 3986 6.2.2.1)",
    (SecurityScheme, "oauth2_metadata_url"): "the case of scheme and host means nothing (RFC 3986 6.2.2.1)",
    (SecurityScheme, "flows"): "a flow has the URLs that OpenAPI names; the reader takes no others",
    (SecurityScheme, "scopes"): "scopes of a flow that the scheme does not have grant nothing",
    (Values, "values"): "a list in a table is a set: the order of rows is how the page is laid out",
}
"""Attributes of which some two values mean the same, with the reason; of all others any two values are told."""
ABOUT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of"), ("number",)),
    **dict.fromkeys(
        ("min_items", "max_items", "unique_items", "min_contains", "max_contains", "unevaluated_items"), ("array",)
    ),
    **dict.fromkeys(("min_properties", "max_properties", "requires", "dependent_required"), ("object",)),
    **dict.fromkeys(("additional_properties", "unevaluated_properties"), ("object",)),
}
"""The type that a keyword is about: of a value of another one it says nothing."""
ADDRESSED = {
    (Parameter, "name"): "parameter · query · {}",
    (Parameter, "within"): "parameter · {} · limit",
    (Response, "status"): "response · {}",
    (SecurityScheme, "name"): "security-scheme · {}",
    (Server, "url"): "server · {}",
    (ErrorRule, "signal"): "error-rule · {}",
    (Values, "name"): "values · {}",
    (Contradiction, "aspect"): "contradiction · {} · f",
}
ALL = [(kind, fact) for kind, facts in FACTS.items() for fact in facts]
EVIDENCE = {"at", "document", "place", "stated_by"}


def attributes(kind: type[Fact]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(kind)} - EVIDENCE


def snapshot(changed: dict[str, Fact | None] | None = None) -> Snapshot:
    """Make a snapshot of all facts, some of them replaced or left out, by address."""
    entries = []
    for kind, facts in FACTS.items():
        present = [(changed or {}).get(fact.at, fact) for fact in facts]
        name = {"operation": "POST /things/{}", "api": "", "page": "guide"}[kind]
        kept = tuple(fact for fact in present if fact is not None)
        entries.append(entry(Owner(kind, name), kept, document="guide"))
    return Snapshot(entries, [readable("guide")])


CHANGES = [
    pytest.param(fact, name, value, id=f"{type(fact).__name__}-{fact.at}-{name}")
    for _, fact in ALL
    for name, value in OTHERWISE[type(fact)].items()
    if not (isinstance(fact, Field) and fact.at.endswith(("$", "<contains>")))
]


def with_value(fact: Fact, name: str, value: object) -> Fact:
    """Return a fact with another value of an attribute; a field is of the type that the attribute is about."""
    of_type = {"type": ABOUT[name]} if isinstance(fact, Field) and name in ABOUT else {}
    return msgspec.structs.replace(fact, **of_type, **{name: value})


def test_every_attribute_of_every_fact_is_tried_or_waived():
    for kind in get_args(AnyFact):
        waived = {name for fact, name in WAIVED if fact is kind}
        assert attributes(kind) == OTHERWISE[kind].keys() | waived, kind
        assert not OTHERWISE[kind].keys() & waived, kind


@pytest.mark.thorough
@pytest.mark.parametrize(("fact", "name", "value"), CHANGES)
def test_a_changed_attribute_is_judged(fact, name, value):
    at = ADDRESSED.get((type(fact), name), "").format(value) or fact.at
    old = snapshot({fact.at: with_value(fact, name, getattr(fact, name))})
    new = snapshot({fact.at: msgspec.structs.replace(with_value(fact, name, value), at=at)})
    for found in (findings_between(old, new), findings_between(new, old)):
        if (type(fact), name) != (Api, "version"):  # a version that went up is no news
            assert found
        assert "unclassified-change" not in {finding.id for finding in found}


def test_a_name_in_place_of_another_is_told():
    notice = next(fact for fact in FACTS["page"] if isinstance(fact, Notice))
    renamed = snapshot({notice.at: msgspec.structs.replace(notice, names=("b",))})
    assert ["billing-names-changed"] == [finding.id for finding in findings_between(snapshot(), renamed)]


def other_values(value: object) -> list[object]:
    """Return values that differ from one in a part, in case, in order, or in being there at all."""
    match value:
        case bool() | msgspec.Struct():
            return []
        case int():
            return [value + 5]
        case str():
            return [f"{value}x", value.upper(), ""]
        case tuple():
            return [(*value, "zz") if isinstance(value[0], str) else value, value[::-1], ()]
        case dict():
            return [{**value, "zz": each} for each in value.values()] + [
                {**value, key: other_values(each)[0]} for key, each in value.items() if other_values(each)
            ]
        case _:
            return []


def pairs_of_values() -> Iterator[tuple[Fact, str, object, object]]:
    for fact, name, value in (each.values for each in CHANGES):
        values = [getattr(fact, name), value, *other_values(value)]
        unlike = [pair for pair in permutations(values, 2) if repr(pair[0]) != repr(pair[1])]
        if (type(fact), name) not in ADDRESSED.keys() | ALIKE.keys():
            yield from ((fact, name, one, other) for one, other in unlike)


@pytest.mark.thorough
def test_any_two_values_of_an_attribute_are_told_unless_a_row_says_why_not():
    silent = {
        f"{type(fact).__name__} {name}: {one!r} -> {other!r}"
        for fact, name, one, other in pairs_of_values()
        if not findings_between(
            snapshot({fact.at: with_value(fact, name, one)}),
            snapshot({fact.at: with_value(fact, name, other)}),
        )
    }
    assert silent == set()


@pytest.mark.parametrize(("kind", "fact"), [pytest.param(*row, id=row[1].at) for row in ALL])
def test_a_fact_added_or_removed_is_judged(kind, fact):
    below = {other.at: None for other in FACTS[kind] if other.at.startswith(fact.at)}
    whole, without = snapshot(), snapshot({**below, fact.at: None})
    # What a text contains says nothing: it is no list.
    expected = not isinstance(fact, Api | Operation) and not fact.at.endswith(("$", "<contains>"))
    for old, new in ((whole, without), (without, whole)):
        found = findings_between(old, new)
        assert "unclassified-change" not in {finding.id for finding in found}
        assert expected <= bool(found)
