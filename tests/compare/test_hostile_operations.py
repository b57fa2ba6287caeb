"""Names from outside of any size and shape: comparing ends, and tells the truth."""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.compare.match.likeness import alike_names
from tests.rules.examples import findings_between, operation, snapshot

NAMES = ["a · b", "$", "[]", "a.b[].c", "<oneOf:x>", "\\", "`", "\u202e", "x" * 100_000, "{id}", "callback", " "]


def with_parameters(*names):
    return snapshot(operation({"parameters": [{"name": name, "in": "query", "schema": {}} for name in names]}))


@pytest.mark.parametrize("name", NAMES)
def test_a_parameter_of_any_name_is_added_and_removed(name):
    if not name.strip():
        return
    old, new = with_parameters(), with_parameters(name)
    assert ["parameter.added"] == [change.kind for change in compare(old, new)]
    assert ["parameter.removed"] == [change.kind for change in compare(new, old)]


@pytest.mark.parametrize("name", NAMES)
def test_a_callback_of_any_name_is_added_and_removed(name):
    called = {"callbacks": {name: {"{$request.body#/url}": {"post": {"responses": {"200": {"description": "-"}}}}}}}
    old, new = snapshot(operation({})), snapshot(operation(called))
    assert ["callback.added"] == [change.kind for change in compare(old, new)]
    assert ["callback.removed"] == [change.kind for change in compare(new, old)]


def test_long_names_are_not_held_against_each_other():
    assert not alike_names("a" * 1_000_000, "a" * 1_000_001)


@pytest.mark.slow
def test_a_thousand_parameters_that_all_changed_their_names_end():
    old = with_parameters(*(f"alpha{index}" for index in range(1_000)))
    new = with_parameters(*(f"omega{index}" for index in range(1_000)))
    assert {"new-optional-request-parameter", "request-parameter-removed"} >= {
        finding.id for finding in findings_between(old, new)
    }
