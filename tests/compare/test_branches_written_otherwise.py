"""Branches of a union without names that take the same values on both sides are the same, however they are written."""

from itertools import permutations
from typing import Any

import pytest

from tests.compare.schema_documents import body_changes

PLACES = ("request-body", "request-property", "response-body", "response-property")


def thing(n: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"n": n, "name": {"type": "string"}}, **more}


TYPES = [("string", "integer"), ("integer", "boolean"), ("boolean", "string")]
OLD = [thing({"type": list(types)}) for types in TYPES]
NEW = [thing({"anyOf": [{"type": name} for name in types]}) for types in TYPES]
FURTHER = {"type": "object", "properties": {"other": {"type": "boolean"}}, "required": ["other"]}
KINDS = {"oneOf": "one-of", "anyOf": "any-of"}


@pytest.mark.parametrize("keyword", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_only_the_branch_that_came_is_told_whatever_the_order_of_the_others(keyword: str, place: str) -> None:
    for order in permutations(NEW):
        for sides in (({keyword: OLD}, {keyword: [*order, FURTHER]}), ({keyword: [*order, FURTHER]}, {keyword: OLD})):
            told = {change.kind for change in body_changes(*sides, place=place)}
            assert told <= {f"field.{KINDS[keyword]}.added", f"field.{KINDS[keyword]}.removed"}


@pytest.mark.parametrize("place", PLACES)
def test_titles_of_branches_that_were_swapped_are_not_their_values(place: str) -> None:
    old = [{**branch, "title": title} for branch, title in zip(OLD, "ABC", strict=True)]
    new = [{**branch, "title": title} for branch, title in zip(NEW, "BCA", strict=True)]
    told = {change.kind for change in body_changes({"anyOf": old}, {"anyOf": [*new, FURTHER]}, place=place)}
    assert told <= {"field.any-of.added"}


@pytest.mark.parametrize("place", PLACES)
def test_a_branch_that_takes_other_values_is_still_held_against_the_one_that_is_like_it(place: str) -> None:
    new = [*NEW[:2], thing({"type": ["boolean", "string", "object"]})]
    (told,) = body_changes({"anyOf": OLD}, {"anyOf": new}, place=place)
    assert (told.before, told.after) == ("boolean or string", "boolean or object or string")
