"""Forms of a body that are called by no media type: by what people write in its place, or by nothing."""

import pytest

from tests.compare.schema_documents import document
from tests.compare.test_ends_and_alternatives import told

THING = {"schema": {"type": "object", "properties": {"size": {"type": "string"}}}}


def answering(*names):
    return document({"responses": {"200": {"description": "Done.", "content": dict.fromkeys(names, THING)}}})


def sending(*names):
    return document({"requestBody": {"content": dict.fromkeys(names, THING)}})


@pytest.mark.parametrize("of", [answering, sending])
@pytest.mark.parametrize(
    ("short", "name"),
    [("json", "application/json"), ("XML", "application/xml"), ("text", "text/plain"), ("", "application/json")],
)
def test_a_form_that_is_called_by_its_media_type_by_now_is_the_same_one(of, short, name):
    for old, new in ((of(short), of(name)), (of(name), of(short))):
        [(rule, level)] = told(old, new)
        assert (rule.removeprefix("request-body-").removeprefix("response-"), level) == (
            "media-type-name-changed",
            "info",
        )


@pytest.mark.parametrize("of", [answering, sending])
def test_that_a_form_without_a_name_is_gone_breaks_nobody(of):
    [(_, level)] = told(of("", "application/json"), of("application/json"))
    assert level == "info"


@pytest.mark.parametrize("of", [answering, sending])
def test_another_form_is_another_one_whatever_it_is_called(of):
    assert "breaking" in {level for _, level in told(of("xml"), of("application/json"))}
    assert "breaking" in {level for _, level in told(of("xml", "application/json"), of("application/json"))}
