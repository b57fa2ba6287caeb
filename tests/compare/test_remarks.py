"""What is said beside values: told where it means something, and nowhere else."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.rules.examples import findings_between

BOOK = {"type": "object", "properties": {"id": {"type": "string"}}}
MARKED = {"type": "object", "properties": {"id": {"type": "string", "xml": {"attribute": True}}}}
LIST = {"type": "string", "enum": ["a", "b"]}


def document(schema, *media, shared=False, hook=False, dialect="3.1.0"):
    used = {"$ref": "#/components/schemas/Book"} if shared else schema
    content = {one: {"schema": used} for one in media or ("application/json",)}
    call = {"post": {"requestBody": {"content": content}, "responses": {"204": {"description": "-"}}}}
    return {
        "openapi": dialect,
        "info": {"title": "Things", "version": "1"},
        "paths": {} if hook else {"/things": call},
        "webhooks": {"made": call} if hook else {},
        "components": {"schemas": {"Book": schema} if shared else {}},
    }


def told(old, new, strictness="tolerant"):
    sides = (snapshot_of_openapi(side, place="spec", label="side") for side in (old, new))
    return [(finding.id, finding.level) for finding in findings_between(*sides, strictness=strictness)]


@pytest.mark.parametrize("shared", [True, False])
def test_how_a_field_is_written_in_xml_is_told_where_xml_is_sent(shared):
    media = ("application/xml", "application/json")
    old, new = (document(schema, *media, shared=shared) for schema in (BOOK, MARKED))
    assert [("request-property-xml-changed", "breaking")] == told(old, new)


@pytest.mark.parametrize("shared", [True, False])
def test_where_no_xml_is_sent_it_is_no_news_how_it_would_be_written(shared):
    assert [] == told(document(BOOK, shared=shared), document(MARKED, shared=shared))


def test_a_named_schema_that_a_property_refers_to_is_told_as_one_of_a_body():
    def side(**said):
        schema = {"type": "object", "properties": {"cover": {"$ref": "#/components/schemas/Cover"}}}
        written = document(schema, "application/xml", shared=True)
        written["components"]["schemas"]["Cover"] = {"type": "object", **said}
        return written

    assert [("request-property-xml-changed", "breaking")] == told(side(), side(xml={"name": "Front"}))
    assert [] == told(side(), side(xml={"name": "Cover"}))


def test_what_a_hook_sends_as_xml_comes_to_us():
    old, new = (document(schema, "text/xml", shared=True, hook=True) for schema in (BOOK, MARKED))
    assert [("response-property-xml-changed", "breaking")] == told(old, new)


@pytest.mark.parametrize(
    "said",
    [{"name": "id"}, {"prefix": "b"}, {"attribute": False}, {"nodeType": "element"}, {}],
)
def test_what_xml_is_like_anyway_is_no_news(said):
    new = {"type": "object", "properties": {"id": {"type": "string", "xml": said}}}
    assert [] == told(document(BOOK, "application/xml"), document(new, "application/xml"))


def test_an_attribute_is_one_in_either_spelling():
    new = {"type": "object", "properties": {"id": {"type": "string", "xml": {"nodeType": "attribute"}}}}
    assert [] == told(document(MARKED, "application/xml"), document(new, "application/xml"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"x-enum-varnames": ["A", "B"]}, {"x-enum-varnames": ["A", "C"]}),
        ({"x-enumNames": ["A", "B"]}, {"x-enumNames": ["A", "C"]}),
        ({"x-speakeasy-enums": {"a": "A"}}, {"x-speakeasy-enums": {"a": "B"}}),
        ({"x-ms-enum": {"values": [{"value": "a", "name": "A"}]}}, {"x-ms-enum": {"values": []}}),
        ({"x-fern-enum": {"a": {"name": "A"}}}, {"x-fern-enum": {"a": {"name": "B"}}}),
        ({}, {"x-enum-varnames": ["A", "B"]}),
    ],
)
def test_another_name_for_a_value_is_told_whoever_reads_it(one, other):
    old, new = document({**LIST, **one}), document({**LIST, **other})
    assert [("request-body-enum-names-changed", "info")] == told(old, new)
    assert [("request-body-enum-names-changed", "breaking")] == told(old, new, strictness="sdk")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"x-enum-descriptions": ["Is.", "Was."]}, {"x-enum-descriptions": ["Is.", "Will be."]}),
        ({"x-enumDescriptions": {"a": "Is."}}, {"x-enumDescriptions": {"a": "Was."}}),
        ({"x-fern-enum": {"a": {"description": "Is."}}}, {"x-fern-enum": {"a": {"description": "Was."}}}),
    ],
)
def test_another_remark_on_a_value_is_told(one, other):
    old, new = document({**LIST, **one}), document({**LIST, **other})
    assert [("request-body-enum-descriptions-changed", "info")] == told(old, new)


def test_names_say_the_same_in_any_order_and_in_any_keyword():
    old = {**LIST, "x-enum-varnames": ["A", "B"]}
    new = {"type": "string", "enum": ["b", "a"], "x-enumNames": ["B", "A"]}
    assert [] == told(document(old), document(new))


def test_a_value_that_comes_with_its_name_is_told_once():
    old = {**LIST, "x-enum-varnames": ["A", "B"]}
    new = {"type": "string", "enum": ["a", "b", "c"], "x-enum-varnames": ["A", "B", "C"]}
    assert ["request-body-enum-value-added"] == [name for name, _ in told(document(old), document(new))]


def test_names_of_values_that_are_no_texts_are_read():
    old, new = ({"type": "integer", "enum": [1, 2], "x-enum-varnames": ["ONE", name]} for name in ("TWO", "LAST"))
    assert [("request-body-enum-names-changed", "info")] == told(document(old), document(new))


def test_what_is_only_said_of_the_encoding_of_a_part_is_no_news():
    def encoded(text):
        spec = document(BOOK, "multipart/form-data")
        media = spec["paths"]["/things"]["post"]["requestBody"]["content"]["multipart/form-data"]
        header = {"description": text, "schema": {"type": "string"}}
        media["encoding"] = {"id": {"contentType": "text/plain", "headers": {"X-A": header}, "x-note": text}}
        return spec

    assert [] == told(encoded("One."), encoded("Two."))


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_names_of_values_in_the_branches_of_a_union_are_those_of_its_list(keyword):
    def called(**names):
        return {"type": "string", "enum": [*names], "x-enum-varnames": [*names.values()]}

    whole = {"type": "object", "properties": {"size": called(a="A", b="B", c="C")}}
    parted = {"type": "object", "properties": {"size": {keyword: [called(a="A", b="B"), called(c="C")]}}}
    other = {"type": "object", "properties": {"size": {keyword: [called(a="A", b="B"), called(c="D")]}}}
    assert [] == told(document(whole), document(parted)) == told(document(parted), document(whole))
    for sides in ((whole, other), (other, whole), (parted, other)):
        assert [("request-property-enum-names-changed", "info")] == told(*map(document, sides))
