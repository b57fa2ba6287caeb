"""References to files that nobody read: where those lie says nothing, which part of which file is meant says all."""

import json

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.schema_documents import document, put
from tests.rules.examples import findings_between

PLACES = ("request-body", "request-property", "response-body", "response-property")
FOLDERS = (("file:///old/", "https://docs.example.com/v2/"), ("/things/", "../things/"), ("./", "parts/"))


def told(old, new, folders):
    sides = (
        snapshot_of_openapi(json.loads(json.dumps(side).replace("./", folder)), place="spec", label="side")
        for side, folder in zip((old, new), folders, strict=True)
    )
    return [(one.id, one.level) for one in findings_between(*sides)]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("folders", FOLDERS)
@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "./things.yaml#/Thing"},
        {"type": "array", "items": {"$ref": "./thing.json"}},
        {"oneOf": [{"$ref": "./box.json"}, {"$ref": "./bag.json"}]},
        {"allOf": [{"$ref": "./box.json"}, {"type": "object", "properties": {"n": {"type": "integer"}}}]},
    ],
    ids=["alone", "items", "alternatives", "parts"],
)
def test_files_that_lie_elsewhere_say_the_same(schema, folders, place):
    same = document(put(place, schema))
    assert told(same, same, folders) == []


@pytest.mark.parametrize("folders", FOLDERS)
def test_another_file_is_told_as_unknown(folders):
    old, new = (document(put("response-body", {"$ref": f"./{name}.json"})) for name in ("box", "bag"))
    assert told(old, new, folders) == [("reference-unresolved", "warning")]


@pytest.mark.parametrize("folders", FOLDERS)
def test_a_parameter_of_another_file_is_known_by_that(folders):
    pages = [{"$ref": "./parts.yaml#/Page"}, {"$ref": "./parts.yaml#/Size"}]
    old, new = document({"parameters": pages}), document({"parameters": pages[:1]})
    assert told(old, old, folders) == []
    assert told(old, new, folders) == [("reference-resolved", "info")]
    assert told(new, old, folders) == [("reference-unresolved", "warning")]


@pytest.mark.parametrize("folders", FOLDERS)
def test_of_two_files_that_are_called_alike_each_may_be_another_parameter(folders):
    size = {"name": "z", "in": "query", "schema": {"type": "string"}}
    pages = [{"$ref": f"./{name}/parts.yaml#/Page"} for name in "ab"]
    for one in (pages[:1], pages[1:]):
        named, unread = document({"parameters": [*one, size]}), document({"parameters": pages})
        assert told(unread, unread, folders) == told(named, named, folders) == []
        assert told(named, unread, folders) == [("reference-unresolved", "warning")]
        assert told(unread, named, folders) == [("reference-resolved", "info")]
    known = document({"parameters": [*pages, size]})
    assert ("request-parameter-removed", "warning") in told(known, document({"parameters": pages}), folders)


@pytest.mark.parametrize("folders", FOLDERS)
def test_a_body_that_nobody_read_may_be_another_file(folders):
    old, new = (document({"requestBody": {"$ref": f"./{name}.json"}}) for name in ("box", "bag"))
    assert told(old, new, folders) == []
