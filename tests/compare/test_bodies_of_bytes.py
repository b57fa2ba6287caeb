"""Bodies of which the media type says what travels: whatever type a schema names."""

import pytest

from tests.compare.schema_documents import document, put
from tests.compare.test_ends_and_alternatives import told

BYTES = {"type": "string", "format": "binary"}
OBJECT = {"type": "object", "properties": {"note": {"type": "string"}}}


def body(place, schema, media):
    return document(put(place, schema, media=media))


@pytest.mark.parametrize("place", ["request-body", "response-body"])
@pytest.mark.parametrize("media", ["image/png", "audio/mpeg", "application/pdf", "application/octet-stream; q=1"])
@pytest.mark.parametrize("other", [{"type": "object"}, {"type": "array", "items": {"type": "integer"}}])
def test_a_file_that_is_called_an_object_is_the_same_file(place, media, other):
    for old, new in ((other, BYTES), (BYTES, other)):
        found = told(body(place, old, media), body(place, new, media))
        assert {level for _, level in found} == {"info"}


@pytest.mark.parametrize("media", ["application/json", "image/svg+xml", "multipart/form-data"])
def test_another_type_in_another_form_is_another_body(media):
    found = told(body("response-body", OBJECT, media), body("response-body", {"type": "integer"}, media))
    assert "breaking" in {level for _, level in found}
