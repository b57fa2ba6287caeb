"""A bound of a size that is stated by the keyword for numbers: `maximum` of a list means how long it may be."""

from typing import Any

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

LIST: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
TEXT: dict[str, Any] = {"type": "string"}


def levels(old: Any, new: Any) -> set[str]:
    sides = (document(put("request-property", side)) for side in (old, new))
    return {one.level for one in judge(changes(*sides))}


@pytest.mark.parametrize(
    ("schema", "by_number", "by_size"),
    [
        (LIST, "maximum", "maxItems"),
        (LIST, "minimum", "minItems"),
        (TEXT, "maximum", "maxLength"),
        (TEXT, "minimum", "minLength"),
    ],
)
def test_a_bound_that_was_meant_before_breaks_nothing(schema: Any, by_number: str, by_size: str) -> None:
    said, meant = {**schema, by_size: 8}, {**schema, by_number: 8}
    assert levels(meant, said) == levels(said, meant) == {"info"}
    assert levels({**schema, by_number: 9}, said) == {"breaking", "info"}
    assert levels(schema, said) == {"breaking"}


def test_a_bound_of_numbers_is_one_of_numbers() -> None:
    either = {"type": ["integer", "string"]}
    assert levels({**either, "maximum": 8}, {**either, "maximum": 8, "maxLength": 8}) == {"breaking"}
