"""What travels as text is one, whether a schema says so or not: only what is demanded of texts binds it."""

from typing import Any

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document

TEXTS = {"type": "array", "items": {"type": "string"}}


def levels(old: dict[str, Any], new: dict[str, Any], **how: Any) -> list[str]:
    """Return the levels of what is told of a query parameter that had one schema and has another one."""
    sides = (document({"parameters": [{"name": "code", "in": "query", "schema": each, **how}]}) for each in (old, new))
    return [finding.level for finding in judge(changes(*sides))]


@pytest.mark.parametrize("demand", [{"pattern": "^[a-f]+$"}, {"minLength": 3}, {"maxLength": 9, "default": "abc"}])
def test_what_a_parameter_without_a_type_demands_of_texts_it_demands_of_all_that_can_be_sent(demand):
    text = {"type": "string", **demand}
    assert levels(demand, text) == levels(text, demand) == ["info"]
    assert "breaking" in levels({}, text)
    assert "breaking" in levels(demand, {"type": "integer", **demand})
    assert "breaking" in levels(demand, {**text, "anyOf": [{"pattern": "b"}, {"pattern": "c"}]})


@pytest.mark.parametrize(
    "kept",
    [
        {"minimum": 1, "maximum": 9},
        {"multipleOf": 5},
        {"exclusiveMinimum": 0, "maxLength": 9},
        {"minItems": 2},
        {"items": {"type": "string"}},
        {"minProperties": 1},
    ],
)
def test_what_a_parameter_without_a_type_demands_of_other_values_than_texts_says_that_it_was_none(kept):
    assert "breaking" in levels(kept, {"type": "string", **kept})


@pytest.mark.parametrize("beside", [{"items": {"type": "string"}}, {"minItems": 2}, {"minimum": 3}, {"default": "a"}])
def test_what_a_text_says_of_values_of_another_type_binds_no_list_that_it_takes_the_place_of(beside):
    assert "breaking" not in levels(TEXTS, {"type": "string", **beside}, explode=False)
    assert "breaking" in levels(TEXTS, {"type": "string", "pattern": "^a$", **beside}, explode=False)
