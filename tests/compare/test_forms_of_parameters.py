"""How a parameter is written on the wire, whichever way that is stated."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.schema_documents import document
from tests.compare.test_ends_and_alternatives import told
from tests.rules.examples import findings_between

SIZE = {"type": "string"}
SIZES = {"type": "array", "items": SIZE}
FORM = "application/x-www-form-urlencoded"


def asking(**stated):
    return document({"parameters": [{"name": "size", "in": "query", **stated}]})


def formed(name, schema=SIZE):
    return asking(content={name: {"schema": schema}})


@pytest.mark.parametrize("name", ["text/plain", "text/plain; charset=utf-8", "Text/Plain", "plain/text"])
def test_a_single_value_as_plain_text_is_written_as_without_a_media_type(name):
    plain, other = asking(schema=SIZE), formed(name)
    assert told(plain, other) == told(other, plain) == []


@pytest.mark.parametrize("name", ["application/json", "text/csv", "image/png"])
def test_a_single_value_in_another_form_is_written_otherwise(name):
    assert told(asking(schema=SIZE), formed(name)) == [("request-parameter-media-type-changed", "breaking")]


def test_a_list_as_plain_text_is_written_by_no_style():
    [found] = told(asking(schema=SIZES), formed("text/plain", SIZES))
    assert found == ("request-parameter-media-type-changed", "breaking")


def test_a_parameter_without_a_media_type_is_said_to_be_plain_text():
    sides = [
        snapshot_of_openapi(one, place="spec", label="side")
        for one in (formed("application/json"), asking(schema=SIZE))
    ]
    [found] = findings_between(*sides)
    assert found.message == (
        "Query parameter `size` of `POST /things` is now written as plain text (was `application/json`)."
    )


def body(schema, *, required=False, media=FORM):
    return document({"requestBody": {"required": required, "content": {media: {"schema": schema}}}})


def holding(**more):
    return {"type": "object", "properties": {"size": SIZE}, **more}


@pytest.mark.parametrize("before", [holding(), {"type": "object", "properties": {}}])
def test_a_form_of_which_a_field_must_be_sent_now_is_told_by_the_field(before):
    [(name, level)] = told(body(before), body(holding(required=["size"]), required=True))
    assert (name, level) in [
        ("request-property-became-required", "breaking"),
        ("new-required-request-property", "breaking"),
    ]


def test_a_body_that_must_be_sent_now_is_told_where_no_field_of_its_own_must():
    below = {"type": "object", "properties": {"inner": holding()}}
    needed = {"type": "object", "properties": {"inner": holding(required=["size"])}}
    assert ("request-body-became-required", "breaking") in told(body(below), body(needed, required=True))
    has_default = holding(required=["size"], properties={"size": {**SIZE, "default": "s"}})
    assert ("request-body-became-required", "breaking") in told(
        body({"type": "object", "properties": {"size": {**SIZE, "default": "s"}}}), body(has_default, required=True)
    )
    assert told(body(holding()), body(holding(), required=True)) == [("request-body-became-required", "breaking")]


def test_a_form_of_swagger_of_which_a_part_must_be_sent_now_is_told_once():
    def swagger(*, required):
        part = {"name": "size", "in": "formData", "type": "string", "required": required}
        operation = {"consumes": [FORM], "parameters": [part], "responses": {"200": {"description": "Done."}}}
        head = {"swagger": "2.0", "info": {"title": "Things", "version": "1"}}
        return {**head, "paths": {"/things": {"post": operation}}}

    assert told(swagger(required=False), swagger(required=True)) == [("request-property-became-required", "breaking")]


@pytest.mark.parametrize("kind", ["query", "path", "header"])
@pytest.mark.parametrize("format_", ["int64", "bigint", "decimal"])
def test_a_number_that_is_called_a_text_of_numbers_is_sent_as_before(kind, format_):
    def sides(schema):
        return document({"parameters": [{"name": "size", "in": kind, "required": kind == "path", "schema": schema}]})

    number, text = sides({"type": "integer"}), sides({"type": "string", "format": format_})
    assert told(number, text) == [("request-parameter-type-generalized", "info")]
    assert [level for _, level in told(text, number)] == ["breaking"]
    assert [level for _, level in told(number, sides({"type": "string", "format": "uuid"}))] == ["breaking"]


def test_a_number_that_is_called_a_text_of_whole_numbers_is_not_sent_as_before():
    assert told(asking(schema={"type": "number"}), asking(schema={"type": "string", "format": "int64"})) == [
        ("request-parameter-type-changed", "breaking")
    ]


def test_a_value_of_a_list_is_sent_alike_with_quotes_and_without():
    numbers = asking(schema={"type": "integer", "enum": [1, 2]})
    texts = asking(schema={"type": "string", "enum": ["1", "2", "3"]})
    assert told(numbers, texts) == [
        ("request-parameter-enum-value-added", "info"),
        ("request-parameter-type-generalized", "info"),
    ]
    assert ("request-parameter-enum-value-removed", "breaking") in told(texts, numbers)


@pytest.mark.parametrize("named", [SIZE, {"type": "string", "enum": ["s", "m"]}])
def test_a_single_value_is_written_the_same_exploded_or_not_when_a_named_schema_says_what_it_is(named):
    def sides(schema, **stated):
        parameter = {"name": "size", "in": "query", "schema": schema, **stated}
        return document({"parameters": [parameter]}, Size=named, Sizes={"type": "array", "items": named})

    one, many = ({"$ref": f"#/components/schemas/{name}"} for name in ("Size", "Sizes"))
    assert told(sides(one), sides(one, explode=False)) == []
    listed = told(sides(one), sides({"type": "array", "items": one}, explode=False))
    assert "request-parameter-explode-changed" not in [name for name, _ in listed]
    assert told(sides(many), sides(many, explode=False)) == [("request-parameter-explode-changed", "breaking")]


def test_an_object_in_brackets_is_written_alike_whether_explode_is_said_or_not():
    deep = {"style": "deepObject", "schema": {"type": "object", "properties": {"size": SIZE}}}
    one, other = asking(**deep), asking(**deep, explode=True)
    assert told(one, other) == told(other, one) == []
    one, other = (asking(**{**deep, "style": "form"}, explode=stated) for stated in (False, True))
    assert told(one, other) == [("request-parameter-explode-changed", "breaking")]


def test_an_open_list_of_a_parameter_of_swagger_is_read():
    def swagger(*values):
        asked = {"name": "size", "in": "query", **SIZE, "x-extensible-enum": [*values]}
        call = {"parameters": [asked], "responses": {"200": {"description": "Fine."}}}
        head = {"swagger": "2.0", "info": {"title": "Things", "version": "1"}}
        return {**head, "paths": {"/things": {"get": call}}}

    assert told(swagger("s"), swagger("s", "m")) == [("request-parameter-x-extensible-enum-value-added", "info")]


def test_one_value_that_could_be_null_by_its_schema_is_a_list_of_one_now():
    """Null cannot travel in a query: it is no value that was sent before."""
    one = {"anyOf": [{"type": "string", "pattern": "^[0-9A-Z]{26}$"}, {"type": "null"}]}
    many = {"type": "array", "items": one["anyOf"][0]}
    assert "breaking" not in {level for _, level in told(asking(schema=one), asking(schema=many))}


def test_a_parameter_that_takes_none_of_the_values_is_no_other_name_of_one():
    def ordered(**values):
        parameters = [
            {"name": name, "in": "query", "schema": {"type": "string", "enum": values[name]}} for name in values
        ]
        return document({"parameters": parameters})

    old, new = ordered(order=["asc", "desc"]), ordered(order_by=["created_at"], dir=["asc", "desc"])
    assert {level for _, level in told(old, new)} == {"warning", "info"}
    assert "request-parameter-renamed" in dict(told(old, ordered(order_by=["asc"])))


@pytest.mark.parametrize("name", ["", "application/json"])
def test_listed_numbers_are_the_texts_that_they_are_sent_as(name):
    numbers, texts = ({"enum": values} for values in ([1, 2], ["2", "1"]))
    sides = [formed(name, one) if name else asking(schema=one) for one in (numbers, texts)]
    assert bool(told(*sides)) is bool(told(*sides[::-1])) is bool(name)
    more = {"enum": ["1", "2", "3"]}
    assert told(asking(schema=numbers), asking(schema=more)) == [("request-parameter-enum-value-added", "info")]


NUMBER = {"type": "integer"}


@pytest.mark.parametrize("old", [{"anyOf": [SIZE, NUMBER]}, {"type": ["string", "integer"]}])
def test_a_number_that_is_no_longer_listed_beside_any_text_is_sent_as_one(old):
    for new in (SIZE, {"type": ["string", "boolean"]}):
        assert {level for _, level in told(asking(schema=old), asking(schema=new))} == {"info"}
        fields = [body(holding(properties={"size": one})) for one in (old, new)]
        assert {level for _, level in told(*fields)} == {"info"}
    for new in ({**SIZE, "maxLength": 3}, {**SIZE, "enum": ["a"]}, NUMBER):
        assert "breaking" in {level for _, level in told(asking(schema=old), asking(schema=new))}
    as_json = [body(one, media="application/json") for one in (old, SIZE)]
    assert "breaking" in {level for _, level in told(*as_json)}


def test_listed_texts_without_a_type_are_the_numbers_that_they_read_as():
    numbers, texts = {"type": "integer", "enum": [1, 2]}, {"enum": ["1", "2"]}
    assert told(asking(schema=numbers), asking(schema=texts)) == [("request-parameter-type-generalized", "info")]
    fewer = {"enum": ["1"]}
    assert "breaking" in {level for _, level in told(asking(schema=numbers), asking(schema=fewer))}
