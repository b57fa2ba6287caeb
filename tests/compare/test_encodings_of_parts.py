"""How the parts of a body are encoded: by what is stated, else by their schemas."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.schema_documents import document
from tests.rules.examples import findings_between

TEXT = {"type": "string"}
BYTES = {"type": "string", "format": "binary"}


def upload(part, encoding, media="multipart/form-data", **more):
    shown = {"schema": {"type": "object", "properties": {"part": part}}, "encoding": encoding} | more
    return document({"requestBody": {"content": {media: shown}}})


def answered(part, encoding):
    shown = {"schema": {"type": "object", "properties": {"part": part}}, "encoding": encoding}
    return document({"responses": {"200": {"description": "-", "content": {"multipart/form-data": shown}}}})


def found(*sides):
    return findings_between(*(snapshot_of_openapi(side, place="spec", label="") for side in sides))


@pytest.mark.parametrize(
    ("part", "types"),
    [
        (TEXT, "text/plain"),
        ({"type": "integer"}, "text/plain"),
        (BYTES, "application/octet-stream"),
        ({"type": "object"}, "application/json"),
        ({"type": "array", "items": {"type": "array", "items": BYTES}}, "application/octet-stream"),
        ({}, "application/octet-stream"),
    ],
)
def test_a_content_type_that_says_what_holds_anyway_is_silent(part, types):
    bare, stated = upload(part, {}), upload(part, {"part": {"contentType": types}})
    assert found(bare, stated) == found(stated, bare) == ()
    (one,) = found(bare, upload(part, {"part": {"contentType": "image/png"}}))
    assert one.level == "breaking"
    assert one.message.endswith("encoded with content type `image/png` (was what its type stands for).")


def test_a_part_of_a_form_is_not_sent_as_json_where_nobody_says_so():
    of_form = [upload({"type": "object"}, how, "application/x-www-form-urlencoded") for how in (
        {}, {"part": {"contentType": "application/json"}}
    )]  # fmt: skip
    assert [one.level for one in found(*of_form)] == ["breaking"]


def test_further_media_types_of_a_part_refuse_nobody():
    png, both, any_ = (
        upload(BYTES, {"part": {"contentType": types}}) for types in ("image/png", "image/png, image/gif", "image/*")
    )
    assert [one.level for one in found(png, both)] == [one.level for one in found(both, any_)] == ["info"]
    assert [one.level for one in found(both, png)] == [one.level for one in found(any_, both)] == ["breaking"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("application/json;version=1", "application/json;version=2, text/plain"),
        ("text/plain; charset=utf-8", "text/plain; charset=latin1, text/html"),
        ("text/plain", "text/plain; charset=latin1, text/html"),
    ],
)
def test_a_part_in_another_version_or_in_other_letters_is_another_one(old, new):
    for body in (upload, answered):
        one, other = (body(TEXT, {"part": {"contentType": types}}) for types in (old, new))
        assert [told.level for told in (*found(one, other), *found(other, one))] == ["breaking", "breaking"]


def test_a_range_takes_in_each_version():
    one, any_ = (upload(TEXT, {"part": {"contentType": types}}) for types in ("text/plain;version=1", "text/*"))
    assert [told.level for told in (*found(one, any_), *found(any_, one))] == ["info", "breaking"]


@pytest.mark.parametrize("types", ["text/plain, text/html", "*/*", "text/html, text/*"])
def test_what_holds_where_no_media_type_is_stated_may_be_one_of_several(types):
    for body, levels in ((upload, ["info", "breaking"]), (answered, ["breaking", "info"])):
        bare, stated = body(TEXT, {}), body(TEXT, {"part": {"contentType": types}})
        assert [told.level for told in (*found(bare, stated), *found(stated, bare))] == levels


@pytest.mark.parametrize("nothing", [None, 7, "", " , "])
def test_of_what_names_no_media_type_nothing_is_known(nothing):
    bare, stated = (upload(TEXT, {"part": {"contentType": types}}) for types in (nothing, "text/plain, text/html"))
    assert [told.level for told in (*found(bare, stated), *found(stated, bare))] == ["breaking", "breaking"]


@pytest.mark.parametrize("media", ["multipart/form-data", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("types", ["image/gif , image/png", "image/png,image/gif,image/png"])
def test_the_same_media_types_in_another_order_are_no_change(types, media):
    sides = [upload(BYTES, {"part": {"contentType": one}}, media) for one in ("image/png,image/gif", types)]
    assert found(*sides) == found(*sides[::-1]) == ()


def test_an_encoding_is_told_in_words():
    one = {"contentType": "image/png", "headers": {"X-Size": {"schema": TEXT}}}
    (told,) = found(upload(BYTES, {"part": one}), upload(BYTES, {"part": {"style": "form"}}))
    assert told.message == (
        "Part `part` of the `multipart/form-data` body of `POST /things` is now encoded with style `form` (was content "
        "type `image/png`, headers `X-Size`)."
    )


def test_an_encoding_that_differs_below_a_header_is_told_whole():
    sides = [{"headers": {"X-Size": {"schema": {"type": kind}}}} for kind in ("string", "integer")]
    (told,) = found(*(upload(BYTES, {"part": side}) for side in sides))
    assert told.message == (
        "Part `part` of the `multipart/form-data` body of `POST /things` is now encoded with "
        '`{"headers":{"X-Size":{"schema":{"type":"integer"}}}}` '
        '(was `{"headers":{"X-Size":{"schema":{"type":"string"}}}}`).'
    )


def test_parts_without_a_name_are_told_by_their_place():
    sides = [
        upload(
            TEXT, {}, "multipart/mixed", prefixEncoding=[{"contentType": types}], itemEncoding={"contentType": types}
        )
        for types in ("text/plain", "text/html")
    ]
    assert {told.message.partition(" of ")[0] for told in found(*sides)} == {"Item 0", "Each item"}


@pytest.mark.parametrize(
    ("media", "encoding", "level"),
    [
        ("multipart/form-data", {}, "info"),
        ("multipart/form-data", {"part": {"contentType": "application/json"}}, "breaking"),
        ("multipart/form-data", {"part": {"contentType": "Application/Vnd.Thing+JSON; v=1"}}, "breaking"),
        ("multipart/form-data", {"part": {"contentType": "text/plain; x=json"}}, "info"),
        ("multipart/form-data", {"part": {"contentType": "application/json, text/plain"}}, "info"),
        ("multipart/form-data", {"other": {"contentType": "application/json"}}, "info"),
        ("application/x-www-form-urlencoded", {}, "info"),
    ],
)
def test_a_number_that_is_called_a_text_is_the_same_but_in_a_part_that_is_sent_as_json(media, encoding, level):
    told = found(upload({"type": "integer"}, encoding, media), upload(TEXT, encoding, media))
    assert [one.level for one in told] == [level]


@pytest.mark.parametrize(
    ("media", "level"), [("multipart/form-data", "breaking"), ("application/x-www-form-urlencoded", "info")]
)
def test_what_stands_in_an_object_that_is_a_part_of_a_body_is_sent_as_json(media, level):
    sides = (upload({"properties": {"size": size}}, {}, media) for size in ({"type": "integer"}, TEXT))
    assert [one.level for one in found(*sides)] == [level]


@pytest.mark.parametrize(
    "held",
    [
        lambda value: {"properties": {"size": value}},
        lambda value: {"type": "object", "additionalProperties": value},
        lambda value: {"type": "array", "items": {"properties": {"size": value}}},
        lambda value: {"type": "array", "items": {"type": "array", "items": value}},
    ],
)
@pytest.mark.parametrize(
    ("encoding", "level"),
    [
        ({}, "breaking"),
        ({"part": {"headers": {}}}, "breaking"),
        ({"other": {"contentType": "application/xml"}}, "breaking"),
        ({"part": {"contentType": "application/json"}}, "breaking"),
        ({"part": {"contentType": "application/xml"}}, "info"),
        ({"part": {"style": "deepObject"}}, "info"),
        ({"part": {"style": "deepObject", "contentType": "application/json"}}, "info"),
        ({"size": {"contentType": "application/json"}, "part": {"contentType": "text/csv"}}, "info"),
    ],
)
def test_what_a_part_holds_is_sent_as_json_where_its_encoding_says_nothing_else(held, encoding, level):
    sides = (upload(held(value), encoding) for value in ({"type": "integer"}, TEXT))
    assert [one.level for one in found(*sides)] == [level]


@pytest.mark.parametrize(
    ("stated", "levels"),
    [("application/json", ["breaking"]), ("application/xml", ["breaking", "info"])],
)
def test_what_is_sent_as_json_anyway_may_be_stated_on_one_side_alone(stated, levels):
    said = {"part": {"contentType": stated}}
    values = [{"type": "object", "properties": {"size": value}} for value in ({"type": "integer"}, TEXT)]
    for one, other in (({}, said), (said, {})):
        told = found(upload(values[0], one), upload(values[1], other))
        assert sorted(each.level for each in told) == levels


def test_what_a_list_holds_is_sent_each_by_itself_as_text():
    sides = (upload({"type": "array", "items": value}, {}) for value in ({"type": "integer"}, TEXT))
    assert [one.level for one in found(*sides)] == ["info"]
