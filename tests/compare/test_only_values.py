"""What takes the place of the only value that was documented is another constant, however it is written."""

from itertools import product
from typing import Any

import pytest

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import body_changes

TEXT: dict[str, Any] = {"type": "string"}


def told(old: dict[str, Any], new: dict[str, Any], place: str) -> list[tuple[str, str]]:
    return [(one.id, one.level) for one in judge(body_changes(old, new, place=place))]


@pytest.mark.parametrize("place", ["request-property", "response-property"])
@pytest.mark.parametrize(("one", "other"), [("sent", "shipped"), (1, 2)])
def test_one_value_in_place_of_the_only_one_is_another_constant_however_it_is_written(one, other, place):
    kind = {"type": "string" if isinstance(one, str) else "integer"}
    ways = [[kind | {"const": value}, kind | {"enum": [value]}] for value in (one, other)]
    for old, new in product(*ways):
        assert told(old, new, place) == [(f"{place}-const-changed", "breaking")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(TEXT | {"enum": ["a"]}, TEXT | {"enum": ["a", "b"]}, id="one-more"),
        pytest.param(TEXT | {"enum": ["a", "b"]}, TEXT | {"enum": ["b"]}, id="one-less"),
        pytest.param(TEXT | {"enum": ["a", "c"]}, TEXT | {"enum": ["b", "c"]}, id="beside-another"),
        pytest.param(TEXT | {"enum": ["a"], "nullable": True}, TEXT | {"enum": ["b"], "nullable": True}, id="or-null"),
        pytest.param(TEXT | {"enum": ["a"]}, TEXT, id="any"),
        pytest.param(TEXT | {"enum": ["a"]}, TEXT | {"enum": ["a"], "title": "A"}, id="the-same"),
    ],
)
def test_lists_of_which_a_value_stays_or_that_have_others_are_no_constants(old, new):
    for place in ("request-property", "response-property"):
        assert not [rule for rule, _ in told(old, new, place) if "const" in rule]
