"""What one document may hold is counted, and what is over that is a problem that names the limit."""

import json

import pytest

from driftwatch.errors import BudgetError, DocumentError
from driftwatch.extract.data import structured_text
from driftwatch.platforms import documented
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Page

SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "paths": {f"/{number}": {"get": {"responses": {"200": {"description": "-"}}}} for number in range(5)},
}


def stated(document):
    return statements_of(Page(url="https://x.example/spec.json", path="spec.json", text=json.dumps(document)))


@pytest.mark.parametrize(
    ("module", "limit", "what"),
    [
        (documented, "MOST_OPERATIONS", "operations"),
        (documented, "MOST_FACTS", "facts"),
        (structured_text, "MAX_VALUES", "values"),
        (structured_text, "MAX_KEYS", "keys of one object"),
    ],
)
def test_a_document_over_a_budget_states_nothing_and_says_which(monkeypatch, module, limit, what):
    assert not stated(SPEC).problems
    monkeypatch.setattr(module, limit, 4)
    found = stated(SPEC)
    (problem,) = found.problems
    assert f"over budget: more than 4 {what}" == problem.reason == found.why_unread
    assert () == found.documentations


def test_pointers_into_parts_of_parts_end_at_the_budget(monkeypatch):
    """Each level writes the one below out twice: 2 kB come to millions of fields."""

    def twice(number):
        below = {"$ref": f"#/components/schemas/L{number + 1}/properties/p"}
        return {"properties": {"p": {"type": "object", "properties": {"a": below, "b": below}}}}

    levels = {f"L{number}": twice(number) for number in range(30)}
    bomb = {**SPEC, "components": {"schemas": {**levels, "L30": {"properties": {"p": {"type": "string"}}}}}}
    monkeypatch.setattr(documented, "MOST_FACTS", 500)
    assert "over budget: more than 500 facts" == stated(bomb).why_unread


def test_commas_in_texts_are_no_values(monkeypatch):
    monkeypatch.setattr(structured_text, "MAX_VALUES", 10)
    assert {"a": "," * 50} == structured_text.read_structured(json.dumps({"a": "," * 50}))
    with pytest.raises(BudgetError, match="more than 10 values"):
        structured_text.read_structured(json.dumps([1] * 11))


@pytest.mark.parametrize("write", [json.dumps, lambda value: "".join(f"{key}: {one}\n" for key, one in value.items())])
def test_the_keys_of_one_object_are_bounded_and_those_of_several_are_not(monkeypatch, write):
    monkeypatch.setattr(structured_text, "MAX_KEYS", 10)
    assert 11 == len(structured_text.read_structured(json.dumps([{"a": number} for number in range(11)])))
    assert 10 == len(structured_text.read_structured(write({f"k{number}": number for number in range(10)})))
    with pytest.raises(BudgetError, match="more than 10 keys of one object"):
        structured_text.read_structured(write({f"k{number}": number for number in range(11)}))


def test_a_file_over_its_budget_is_wrong_usage():
    assert issubclass(BudgetError, DocumentError)
    assert 2 == BudgetError(3, "things").exit_code
    assert "over budget: more than 3 things" == BudgetError(3, "things").message
