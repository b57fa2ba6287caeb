"""What a schema says of a property that one it refers to states as well holds together with that."""

import pytest

from tests.compare.schema_documents import document, put
from tests.compare.test_ends_and_alternatives import told

TEXT = {"type": "string"}
BASE = {"type": "object", "properties": {"name": TEXT, "made": {"type": "integer"}}}


def of(place, own, base=BASE):
    whole = {"type": "object", "allOf": [{"$ref": "#/components/schemas/Base"}], "properties": own}
    return document(put(place, whole), Base=base)


@pytest.mark.parametrize("place", ["request-body", "response-body"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, TEXT), ({"description": "What it is called."}, TEXT), ({"minLength": 1}, TEXT | {"minLength": 1}),
    ],
)  # fmt: skip
def test_a_type_that_is_said_again_is_no_news(place, old, new):
    assert told(of(place, {"name": old}), of(place, {"name": new})) == []
    assert told(of(place, {"name": new}), of(place, {"name": old})) == []


def test_what_is_said_beside_it_is_told_as_that():
    one, other = {"name": {"minLength": 1}}, {"name": TEXT | {"minLength": 2}}
    assert told(of("request-body", one), of("request-body", other)) == [
        ("request-property-min-length-increased", "breaking")
    ]
    assert ("request-property-type-changed", "breaking") in told(
        of("request-body", {"name": {}}), of("request-body", {"name": {"type": "integer"}})
    )


def test_what_changed_in_the_schema_itself_is_told_of_that_alone():
    longer = {"type": "object", "properties": {**BASE["properties"], "name": TEXT | {"minLength": 3}}}
    assert told(of("request-body", {"name": {}}), of("request-body", {"name": TEXT}, longer)) == [
        ("request-property-min-length-increased", "breaking")
    ]
