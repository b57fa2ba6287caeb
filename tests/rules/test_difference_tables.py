"""Which differences from oasdiff are explained, and which row judges a change."""

import copy

from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.model.change import Change
from driftwatch.rules.catalogue import RULES
from driftwatch.rules.differences import Difference
from driftwatch.rules.judge import judge, rule_of
from driftwatch.rules.rows.lifecycle import Calendar
from driftwatch.rules.wording import subject
from tests.history.commits import read_spec
from tests.history.stories import body_of, document

ONCE = Difference(
    title="told once",
    theirs=("request-parameter-*",),
    ours=("api-path-*",),
    when=frozenset({"path", "parameter"}),
    reason="one change is told once",
)


def test_a_difference_is_about_the_ids_of_both_tools() -> None:
    assert [ONCE.is_about(each) for each in ("request-parameter-removed", "api-path-renamed", "api-tag-added")] == [
        True, True, False,
    ]  # fmt: skip


def test_what_only_driftwatch_says_is_explained_for_changes_with_one_of_the_traits() -> None:
    assert ONCE.explains_extra("api-path-renamed", {"path"})
    assert not ONCE.explains_extra("api-path-renamed", {"body"})
    assert not ONCE.explains_extra("request-parameter-removed", {"path"})
    always = Difference(title="always", ours=("api-path-*",), reason="always")
    assert always.explains_extra("api-path-renamed", ())


def test_what_only_oasdiff_says_is_explained_where_driftwatch_says_its_own_of_it() -> None:
    assert ONCE.explains_missing("request-parameter-removed", {"api-path-renamed"})
    assert not ONCE.explains_missing("request-parameter-removed", {"api-tag-added"})
    assert not ONCE.explains_missing("api-path-renamed", {"api-path-renamed"})


def test_what_only_oasdiff_says_of_the_same_values_is_explained_by_that_alone() -> None:
    same = Difference(title="same", theirs=("request-*",), of_same_values=True, reason="nothing changed")
    assert same.explains_missing("request-parameter-removed", {"api-tag-added"}, same_values=True)
    assert not same.explains_missing("request-parameter-removed", {"request-parameter-added"})
    assert not same.explains_missing("api-tag-added", (), same_values=True)
    assert not ONCE.explains_missing("request-parameter-removed", (), same_values=True)


def lowered() -> Change:
    """A limit of a request field is lowered."""
    old, new = (copy.deepcopy(document()) for _ in range(2))
    body_of(new)["properties"]["seconds"]["maximum"] = 9
    (change,) = compare(read_spec(old), read_spec(new))
    return change


def test_the_row_of_a_change_is_the_one_that_judges_it() -> None:
    row = rule_of(lowered(), Calendar(today="2026-11-25"))
    (finding,) = judge([lowered()])
    assert row in RULES
    assert row.on == lowered().kind == "field.maximum.lowered"
    assert finding.id in {row.id_at(each) for each in row.roles}


def test_a_field_of_what_failures_answer_is_told_of_their_body() -> None:
    at_errors = structs.replace(lowered(), location="errors", field="error.code")
    assert subject(at_errors) == "field `error.code` of the error body"
    assert subject(structs.replace(at_errors, field=None)) == "the error body"
