"""Half characters are spelled out wherever JSON is read; whatever is read can be written as UTF-8."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import DocumentError
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.data.lone_surrogates import spelled_halves
from driftwatch.extract.fields.field import json_of
from driftwatch.platforms.specs_in_html import embedded_openapi

PIECES = ["\\ud800", "\\uDC00", "\\ud83d\\udca9", "\\\\", "\\u0041", "ud800", "a", "\\n", "\\uDBFF"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_half_character_is_left_and_whole_ones_stay(inside: str) -> None:
    value = json.loads(spelled_halves(f'"{inside}"'))
    assert value.encode("utf-8", "strict").decode() == value
    assert value.count("\U0001f4a9") == json.loads(f'"{inside}"').count("\U0001f4a9")


@pytest.mark.parametrize("text", ['{"x": "\\ud800"}', '{"\\udfff": 1}', '["\\\\\\ud800\\u0041"]', '["\\ud800\\ud800"]'])
def test_a_json_document_with_half_a_character_can_be_stored(text: str) -> None:
    assert "{U+D" in json.dumps(read_json(text), ensure_ascii=False).encode().decode()
    assert read_json(text.encode()) == read_json(text)


def test_a_key_spelled_like_half_a_character_hides_none() -> None:
    with pytest.raises(DocumentError, match="duplicate key"):
        read_json('{"\\ud800": 1, "{U+D800}": 2}')


def test_bytes_that_are_half_a_character_are_no_json() -> None:
    with pytest.raises(DocumentError, match="not JSON"):
        read_json(b'{"x": "\xed\xa0\x80"}')


@pytest.mark.parametrize("write", [str, json.dumps], ids=["as it is", "as text inside of JSON"])
def test_a_document_inside_of_a_page_can_be_stored(write: Callable[[str], str]) -> None:
    document = '{"openapi": "3.1.0", "info": {"title": "\\ud800"}, "paths": {}}'
    page = f'<script id="__NEXT_DATA__" type="application/json">{{"spec": {write(document)}}}</script>'
    (found,) = embedded_openapi(page)
    assert found["info"]["title"] == "{U+D800}"


def test_an_example_in_a_table_can_be_stored() -> None:
    assert json_of('["\\ud800"]', {"type": "array"}) == ["{U+D800}"]
