"""Hard-coded ids against the lists that the documentation has for their field."""

import pytest

from driftwatch.manifests.check.check import check
from tests.manifests.documentation import PAGE, TODAY, manifest, snapshot

HELD = {"field": "model", "value": "m-1", "source": PAGE, "evidence": "documented"}


def documented(schema):
    body = {"type": "object", "properties": {"model": schema}}
    return {"requestBody": {"content": {"application/json": {"schema": body}}}}


def claims(schema, **over):
    held = manifest({"request": {"fields": {"model": "string"}}, "identifiers": [{**HELD, **over}]})
    return [
        (breach.change.kind, breach.use.claim, breach.change.before)
        for breach in check((held,), snapshot(documented(schema)), today=TODAY)
        if breach.change.kind == "manifest.field.constant"
    ]


def test_an_id_that_is_listed_is_fine():
    assert claims({"type": "string", "enum": ["m-1", "m-2"]}) == []


def test_an_id_that_is_no_longer_listed_is_told_by_its_line():
    told = claims({"type": "string", "enum": ["m-2"]})
    assert told == [("manifest.field.constant", "identifier m-1", ["m-1"])]


@pytest.mark.parametrize("schema", [{"type": "string"}, {"anyOf": [{"enum": ["m-2"]}, {"type": "string"}]}])
def test_a_field_without_a_closed_list_says_nothing_of_ids(schema):
    assert claims(schema) == []


def test_an_id_that_is_not_claimed_to_be_documented_is_left_alone():
    seen = {"label": "observed only", "at": "2026-11-01", "ref": "obs/1"}
    assert claims({"type": "string", "enum": ["m-2"]}, evidence=seen) == []
