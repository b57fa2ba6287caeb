"""Bounds of the length of texts that a format keeps anyway: they are noted, and break nobody."""

import pytest

from tests.compare.test_ends_and_alternatives import told_of

WAYS = ["request-property", "response-property", "request-parameter"]
KEPT = [
    ("uuid", {"maxLength": 36}), ("uuid", {"minLength": 36}), ("uuid", {"minLength": 1, "maxLength": 64}),
    ("date", {"maxLength": 10}), ("date", {"minLength": 8}),
    ("ipv4", {"maxLength": 15}), ("ipv4", {"minLength": 7}), ("ipv6", {"minLength": 2, "maxLength": 45}),
]  # fmt: skip
DEMANDED = [
    ("uuid", {"maxLength": 35}), ("uuid", {"minLength": 37}), ("ipv4", {"maxLength": 14}), ("ipv6", {"maxLength": 39}),
    ("date", {"maxLength": 9}), ("date-time", {"maxLength": 40}), ("email", {"maxLength": 320}),
    ("uri", {"maxLength": 2048}), ("uuid", {"pattern": "^[0-9a-f]{36}$"}),
]  # fmt: skip


def text(format_, **stated):
    return {"type": "string", "format": format_, **stated}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("format_", "bounds"), KEPT, ids=str)
def test_a_length_that_every_text_of_the_format_has_breaks_nobody(way, format_, bounds):
    for sides in ((text(format_), text(format_, **bounds)), (text(format_, **bounds), text(format_))):
        assert {"info"} == {level for _, level in told_of(way, *sides)}


@pytest.mark.parametrize(("format_", "bounds"), DEMANDED, ids=str)
def test_a_length_that_not_every_text_of_the_format_has_is_a_demand(format_, bounds):
    assert {"breaking"} == {level for _, level in told_of("request-property", text(format_), text(format_, **bounds))}


def test_a_length_without_the_format_is_a_demand():
    plain = {"type": "string"}
    assert ("request-property-max-length-set", "breaking") in told_of(WAYS[0], plain, {**plain, "maxLength": 36})
    stated = told_of(WAYS[0], plain, text("uuid", maxLength=36))
    assert {("request-property-type-changed", "breaking"), ("request-property-max-length-set", "info")} == {*stated}


def test_a_shorter_length_is_a_demand_where_a_longer_one_was_none():
    found = told_of("request-property", text("uuid", maxLength=40), text("uuid", maxLength=20))
    assert [("request-property-max-length-decreased", "breaking")] == found
    assert {"info"} == {
        lv for _, lv in told_of("request-property", text("uuid", maxLength=40), text("uuid", maxLength=36))
    }


def test_no_length_at_all_is_a_demand():
    for stated in ({"type": "string"}, text("uuid")):
        found = told_of("request-parameter", stated, {**stated, "maxLength": 0})
        assert [("request-parameter-max-length-set", "breaking")] == found
