"""Whether a call has a field, and which of its documents states one."""

from driftwatch.model.call_fields import has_fields
from driftwatch.model.facts import Field, Operation, Parameter
from driftwatch.model.snapshot import Owner
from driftwatch.model.stored import entry_of

CALL = Owner("operation", "GET /jobs/{id}")
IS_CALL = Operation(at="operation", method="GET", path="/jobs/{id}", stated_by="prose")
IN_PATH = Parameter(at="path · id", name="id", within="path", stated_by="prose")
IN_QUERY = Parameter(at="query · size", name="size", within="query", stated_by="prose")
ANSWERED = Field(at="response 200 · name", stated_by="prose")
REFERS = Field(at="response 200", ref="Job", stated_by="schema")


def test_only_calls_have_fields():
    assert not has_fields(entry_of(Owner("page", "jobs"), ("jobs",), (ANSWERED,)))


def test_what_stands_in_the_path_is_none():
    assert not has_fields(entry_of(CALL, ("jobs",), (IS_CALL, IN_PATH)))


def test_parameters_fields_and_schemas_are():
    for fact in (IN_QUERY, ANSWERED, REFERS):
        entry = entry_of(CALL, ("jobs", "other"), (IS_CALL, fact))
        assert has_fields(entry)
        assert has_fields(entry, "jobs")


def test_of_a_page_beside_the_first_only_what_it_states():
    beside = Field(at="response 200 · size", stated_by="prose", document="other")
    entry = entry_of(CALL, ("jobs", "other"), (IS_CALL, IN_PATH, beside))
    assert (has_fields(entry), has_fields(entry, "jobs"), has_fields(entry, "other")) == (True, False, True)


def test_a_page_that_agrees_states_what_the_first_does():
    entry = entry_of(CALL, ("jobs", "other"), (IS_CALL, ANSWERED, REFERS))
    assert has_fields(entry, "other") == ("other" in entry.agreeing)
