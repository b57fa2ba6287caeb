"""Who refers to a new schema that extends the old one misses what that one lost and the new one does not state."""

import pytest

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.schema_documents import document, put
from tests.rules.examples import findings_between

TEXT = {"type": "string"}


def refers(name):
    return {"$ref": f"#/components/schemas/{name}"}


def thing(*names):
    return {"type": "object", "properties": dict.fromkeys(names, TEXT), "required": ["by"] if "by" in names else []}


def told(old, new):
    return [
        (one.id, one.field)
        for one in findings_between(*(snapshot_of_openapi(side, place="s", label="s") for side in (old, new)))
    ]


@pytest.mark.parametrize(("way", "lost"), [
    ("request-body", "request-property-removed"), ("response-body", "response-optional-property-removed"),
])  # fmt: skip
def test_what_neither_the_base_nor_what_extends_it_states_is_gone_for_those_that_referred_to_the_base(way, lost):
    more = {"allOf": [thing("id"), refers("Base")]}
    old = document(put(way, refers("Base"), whole=True), Base=thing("by", "id", "status"))
    new = document(put(way, refers("More"), whole=True), Base=thing("by"), More=more)
    assert told(old, new) == [(lost, "status")]
    back = told(new, old)
    assert [field for _, field in back] == ["status", None]
    assert back[1][0] == "api-schema-removed"
