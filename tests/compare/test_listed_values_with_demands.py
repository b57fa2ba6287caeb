"""Values that are listed one by one are one list, whatever is demanded of each of them besides."""

from typing import Any

import pytest

from tests.compare.schema_documents import body_changes

PLACES = ("request-body", "request-property", "response-body", "response-property")
TEXT = {"type": "string", "pattern": "A|B|C"}
NUMBER = {"type": "integer", "multipleOf": 2}
NO_X = {"type": "string", "not": {"pattern": "x"}}


def listed(*values: Any) -> dict[str, Any]:
    return {"enum": list(values)}


def offered(keyword: str, *values: Any, **more: Any) -> dict[str, Any]:
    return {keyword: [{"const": value, **more} for value in values]}


def both_ways(old: Any, new: Any, place: str) -> list[str]:
    return [change.kind for sides in ((old, new), (new, old)) for change in body_changes(*sides, place=place)]


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("beside", "values"),
    [(TEXT, "ABC"), (NUMBER, (2, 4, 6)), (NO_X, "ABC"), ({**TEXT, "maxLength": 1}, "ABC")],
    ids=str,
)
def test_a_list_written_as_alternatives_is_the_same_list(keyword: str, place: str, beside: Any, values: Any) -> None:
    assert [] == both_ways({**beside, **listed(*values)}, {**beside, **offered(keyword, *values)}, place)


@pytest.mark.parametrize("place", PLACES)
def test_the_demand_may_stand_in_each_alternative(place: str) -> None:
    each = {"type": "string", **offered("anyOf", "A", "B", "C", pattern=TEXT["pattern"])}
    assert [] == both_ways({**TEXT, **listed("A", "B", "C")}, each, place)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "other",
    [
        {**TEXT, **offered("oneOf", "A", "B")},
        {**TEXT, **offered("oneOf", "A", "B", "D")},
        {"type": "string", "pattern": "A|B", **offered("oneOf", "A", "B", "C")},
        {
            "type": "string",
            "anyOf": [{"const": "A", "pattern": "A|B|C"}, {"const": "B"}, {"const": "C", "pattern": "C"}],
        },
        {"type": "string", "not": {"const": "C"}, **offered("oneOf", "A", "B", "C")},
    ],
    ids=str,
)
def test_fewer_values_or_other_demands_are_told(place: str, other: Any) -> None:
    assert both_ways({**TEXT, **listed("A", "B", "C")}, other, place)
