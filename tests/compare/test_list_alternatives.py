"""A named list of values beside an alternative that takes more: what it lost may be sent all the same."""

import pytest

from tests.compare.schema_documents import document, put
from tests.compare.test_ends_and_alternatives import told

TEXT = {"type": "string"}
RIG = {"$ref": "#/components/schemas/Rig"}
HULL = {"$ref": "#/components/schemas/Hull"}


def listing(*values):
    return {"type": "string", "enum": [*values]}


def sails(place, schema, *rigs, **named):
    return document(put(place, schema), Rig=listing(*rigs), **named)


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_a_list_beside_any_text_only_names_what_is_known(place, keyword):
    schema = {keyword: [RIG, TEXT]}
    sides = sails(place, schema, "sloop", "ketch"), sails(place, schema, "sloop")
    for old, new in (sides, sides[::-1]):
        [(name, level)] = told(old, new)
        assert (name.startswith(place), level) == (True, "info")


def test_a_value_that_another_list_of_the_union_has_by_now_may_be_sent_all_the_same():
    either = {"anyOf": [RIG, HULL]}
    old = sails("request-property", either, "sloop", "ketch", Hull=listing("cat"))
    new = sails("request-property", either, "sloop", Hull=listing("cat", "ketch"))
    assert {level for _, level in told(old, new)} == {"info"}


@pytest.mark.parametrize("beside", [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]+$"}, HULL])
def test_what_nothing_beside_the_list_takes_is_refused(beside):
    schema = {"anyOf": [RIG, beside]}
    named = {"Hull": listing("cat")}
    old, new = (sails("request-property", schema, *rigs, **named) for rigs in (("sloop", "ketch"), ("sloop",)))
    assert "breaking" in {level for _, level in told(old, new)}


def test_whoever_has_the_list_alone_as_well_is_refused_there():
    def both(*rigs):
        whole = {"type": "object", "properties": {"free": {"anyOf": [RIG, TEXT]}, "bound": RIG}}
        return document(put("request-body", whole), Rig=listing(*rigs))

    assert "breaking" in {level for _, level in told(both("sloop", "ketch"), both("sloop"))}
