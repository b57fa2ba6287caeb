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


def test_an_encoding_is_told_in_words():
    one = {"contentType": "image/png", "headers": {"X-Size": {"schema": TEXT}}}
    (told,) = found(upload(BYTES, {"part": one}), upload(BYTES, {"part": {"style": "form"}}))
    assert told.message == (
        "Part `part` of the `multipart/form-data` body of `POST /things` is now encoded with style `form` (was content "
        "type `image/png`, headers `X-Size`)."
    )


def test_parts_without_a_name_are_told_by_their_place():
    sides = [
        upload(
            TEXT, {}, "multipart/mixed", prefixEncoding=[{"contentType": types}], itemEncoding={"contentType": types}
        )
        for types in ("text/plain", "text/html")
    ]
    assert {told.message.partition(" of ")[0] for told in found(*sides)} == {"Item 0", "Each item"}
