"""From a change to a finding: level, words, identity."""

import pytest
from msgspec.structs import replace

from driftwatch.model.change import Change
from driftwatch.model.snapshot import Owner
from driftwatch.model.source import Source
from driftwatch.rules.judge import judge
from driftwatch.rules.places import quoted
from driftwatch.rules.rows.lifecycle import Calendar, dated
from driftwatch.rules.wording import shown

OPERATION = Owner("operation", "POST /things/{}")


def change(kind="field.maximum.lowered", role="request-property", **details):
    known = {
        "owner": OPERATION,
        "operations": (OPERATION,),
        "location": "request.body",
        "media_type": "application/json",
        "field": "limit",
        "before": 9,
        "after": 5,
        "sources": (Source(url="https://docs.example.com/things"),),
    }
    return Change(kind=kind, role=role, **{**known, **details})


def one(*changes, **options):
    (found,) = judge(changes, **options)
    return found


def test_the_direction_decides_the_level():
    response = change(role="response-property", location="response.body", status="200")
    assert ("breaking", "info") == (one(change()).level, one(response).level)


def test_the_body_of_an_answer_to_head_binds_nobody_since_none_comes():
    head = Owner("operation", "HEAD /things/{}")
    widened = {"kind": "field.maximum.raised", "role": "response-property", "before": 5, "after": 9}
    answer = {"location": "response.body", "status": "200"}
    told = {owners: one(change(**widened, **answer, operations=owners)) for owners in ((head,), (head, OPERATION))}
    assert [finding.level for finding in told.values()] == ["info", "warning"]
    header = change(kind="header.removed", role="response-header", location="response.header", operations=(head,))
    assert one(header).level != "info"


def test_what_is_read_only_no_longer_below_something_that_is_need_not_be_sent():
    lost = {"kind": "field.became-not-read-only", "before": True, "after": False}
    assert one(change(**lost, traits=frozenset({"required"}))).level == "breaking"
    assert one(change(**lost, traits=frozenset({"required", "read-only"}))).level == "info"


def test_an_operation_is_called_as_it_is_documented():
    found = one(change(), paths={OPERATION: "POST /things/{thing_id}"})
    assert ("POST /things/{thing_id}",) == found.operations


def test_the_message_is_a_sentence_with_names_in_backticks():
    message = one(change(field="a`b\n**c**")).message
    assert message.endswith(".")
    assert message[0].isupper()
    assert "`a'b **c**`" in message
    assert "\n" not in message


def test_a_fingerprint_does_not_depend_on_the_operations_reached():
    shared = change(owner=Owner("schema", "Box"))
    more = replace(shared, operations=(OPERATION, Owner("operation", "GET /things")))
    assert one(shared).fingerprint == one(more).fingerprint


@pytest.mark.parametrize(
    "other", [{"field": "size"}, {"before": True}, {"after": 5.5}, {"media_type": "text/plain"}, {"name": "x"}]
)
def test_a_fingerprint_tells_different_changes_apart(other):
    assert one(change(before=1)).fingerprint != one(change(**{"before": 1, **other})).fingerprint


def test_a_number_and_the_same_number_written_with_a_point_have_one_fingerprint():
    assert one(change(after=5)).fingerprint == one(change(after=5.0)).fingerprint


def test_the_same_change_told_twice_is_one_finding_of_all_operations():
    other = Owner("operation", "GET /things")
    found = one(change(), replace(change(), operations=(other,)))
    assert ("GET /things", "POST /things/{}") == found.operations


@pytest.mark.parametrize("stated_by", ["table", "prose", "component", "example"])
def test_what_no_schema_states_is_at_most_a_warning(stated_by):
    weak = (Source(url="https://docs.example.com/things", stated_by=stated_by),)
    assert "warning" == one(change(sources=weak)).level


def test_what_a_draft_changes_is_only_noted():
    assert "info" == one(change(traits=frozenset({"preview"}))).level


def test_a_change_that_no_rule_knows_is_not_lost():
    assert ("unclassified-change", "warning") == (one(change("field.colour.changed")).id, one(change("x.y")).level)


@pytest.mark.parametrize(
    ("sunset", "trait"),
    [
        ("2026-11-24", "sunset-too-soon"),
        ("2026-12-24T00:00:00Z", "sunset-ahead"),
        ("soon", "sunset-unreadable"),
        ("2026-13-45", "sunset-unreadable"),
    ],
)
def test_a_sunset_date_is_held_against_today(sunset, trait):
    calendar = Calendar(today="2026-11-24", grace_days=30)
    assert trait in dated(change("operation.removed", sunset=sunset), calendar)


def test_a_sunset_day_that_came_no_longer_lies_ahead():
    assert "sunset-ahead" not in dated(change("operation.removed", sunset="2026-11-24"), Calendar(today="2026-11-24"))


def test_what_is_said_of_a_failure_is_written_in_words():
    told = change("error-rule.added", role="page", name="-1", after={"meaning": "It's late."})
    assert "Failure `-1` is now documented: meaning `It's late.`." == one(told).message


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "`true`"),
        (["b", "a"], "`b`, `a`"),
        ([], "`[]`"),
        ({"a": 1}, '`{"a":1}`'),
        (list("abcdefgh"), "`a`, `b`, `c`, `d`, `e`, `f` and 2 more"),
    ],
)
def test_values_are_written_for_people(value, text):
    assert text == shown(value)


def test_a_long_name_is_cut():
    assert 122 == len(quoted("x" * 1_000_000))


def test_a_shared_schema_that_webhooks_send_as_well_is_told_once_for_both():
    box = {"owner": Owner("schema", "Box"), "role": "response-property"}
    sent = change(location="request.body", operations=(Owner("operation", "POST webhook:made"),), **box)
    found = one(sent, change(location="response.body", **box))
    assert ("response.body", 2) == (found.location, len(found.operations))


def test_what_a_webhook_sends_is_called_so():
    sent = change(role="response-property", location="webhook.request.body")
    assert "webhook request field `limit`" in one(sent).message.lower()


@pytest.mark.parametrize(
    ("traits", "level", "advice"),
    [
        (frozenset({"still-listed"}), "info", "Nothing has to be done"),
        (frozenset(), "warning", "The documentation is silent here"),
    ],
)
def test_a_list_whose_values_are_in_other_lists_asks_for_nothing(traits, level, advice):
    finding = one(change("values.removed", "page", location="values", traits=traits, before=["a"]))
    assert (finding.id, finding.level) == ("values-removed", level)
    assert finding.advice.startswith(advice)
