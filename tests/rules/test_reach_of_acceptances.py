"""Who accepts a finding by its name accepts what it told, and no edit that was not in it."""

from collections.abc import Mapping
from typing import Any

import pytest

from driftwatch.model.finding import Finding, Suppression
from driftwatch.rules.folding import folded
from driftwatch.rules.policy import matches
from driftwatch.workflows.accept import members_of
from tests.rules.edited_operations import between, spec

DONE: dict[str, Any] = {"responses": {"204": {"description": "-"}}}
TEXT, NUMBER = {"type": "string"}, {"type": "number"}
SCHEMES = {name: {"type": "apiKey", "in": "header", "name": f"X-{name}"} for name in ("key", "badge", "seal")}


def accepted(finding: Finding) -> Suppression:
    name = finding.fingerprint
    return Suppression(reason="-", owner="-", expires="", fingerprint=name, members=members_of(finding))


def reaches(one: Finding, later: tuple[Finding, ...]) -> bool:
    """Tell whether an acceptance reaches what was not in it; what was stays accepted, whatever joins it."""
    known = {each.fingerprint for each in one.single}
    others = [each for each in later if each.fingerprint not in known]
    assert others
    return any(matches(accepted(one), each) for each in others)


def calls(*named: str) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {"/kept": {"get": DONE}}
    for each in named:
        method, _, path = each.partition(" ")
        paths.setdefault(path, {})[method] = DONE
    return {"openapi": "3.1.0", "info": {"title": "Store", "version": "1"}, "paths": paths}


def objects(**schemas: Mapping[str, Any]) -> dict[str, Any]:
    answer = {name: {"$ref": f"#/components/schemas/{name}"} for name in schemas}
    body = {"application/json": {"schema": {"type": "object", "properties": answer}}}

    def edit(_path: str, operation: dict[str, Any]) -> None:
        operation["responses"] = {"200": {"description": "-", "content": body}}

    made = {name: {"type": "object", "properties": dict(fields)} for name, fields in schemas.items()}
    return spec("/things", edit=edit, schemas=made)


def needs(**lists: tuple[str, ...]) -> dict[str, Any]:
    def edit(path: str, operation: dict[str, Any]) -> None:
        operation["security"] = [{name: []} for name in lists[path[1:]]]

    return spec(*(f"/{name}" for name in lists), edit=edit, securitySchemes=SCHEMES)


@pytest.mark.parametrize("comes", [False, True])
def test_of_methods_that_come_or_leave_together_those_of_another_day_are_another_edit(*, comes: bool) -> None:
    steps = calls("get /x", "put /x", "delete /x", "post /x"), calls("get /x", "post /x"), calls("get /x")
    [one] = folded(between(*(steps[1::-1] if comes else steps[:2])))
    assert len(one.single) == 2
    assert not reaches(one, between(*(steps[:0:-1] if comes else steps[1:])))
    more = calls("get /x"), calls("get /x", "post /x", "head /x")
    assert not reaches(one, between(*(more if comes else more[::-1])))


def test_a_path_and_what_is_below_it_are_two_edits_where_one_went_first() -> None:
    below = "get /x/a", "get /x/b", "get /x/c"
    [one] = folded(between(calls("get /x", "put /x", *below), calls(*below)))
    [rest] = folded(between(calls(*below), calls()))
    assert len(rest.single) == 3
    assert not matches(accepted(one), rest)
    assert not reaches(rest, between(calls("get /x", "put /x"), calls()))
    assert not reaches(rest, between(calls(*below[1:], "get /x/d"), calls()))


def test_what_is_below_a_parameter_alone_is_no_resource() -> None:
    gone = "get /{a}/{b}", "get /{a}/x", "get /{c}/y/z"
    assert [len(one.single) for one in folded(between(calls(*gone), calls()))] == [1, 1, 1]
    of_one = "get /x/{id}/a", "get /x/{id}/b", "get /x/{id}/c"
    assert len(folded(between(calls("get /x", *of_one), calls("get /x")))) == 3
    [one] = folded(between(calls(*of_one), calls()))
    assert len(one.single) == 3


def test_names_of_one_object_that_lose_a_word_are_one_edit_and_one_more_later_is_another() -> None:
    first = objects(B={"client_id": TEXT, "client_uri": NUMBER, "client_key": TEXT})
    second = objects(B={"id": TEXT, "uri": NUMBER, "client_key": TEXT})
    [one] = folded(between(first, second))
    assert len(one.single) == 2
    assert not reaches(one, between(second, objects(B={"id": TEXT, "uri": NUMBER, "key": TEXT})))
    assert not reaches(
        one, between(objects(B={"client_id": TEXT, "client_no": NUMBER}), objects(B={"id": TEXT, "no": NUMBER}))
    )


def test_names_of_other_objects_that_lose_the_same_word_are_told_with_them_only_where_all_are_the_same() -> None:
    old, new = objects(B={"client_id": TEXT}, L={"client_no": NUMBER}), objects(B={"id": TEXT}, L={"no": NUMBER})
    assert [len(one.single) for one in folded(between(old, new))] == [1, 1]
    before, after = {"client_id": TEXT, "client_no": NUMBER}, {"id": TEXT, "no": NUMBER}
    old, new = (objects(B=side, L=side, O=before) for side in (before, after))
    [one] = folded(between(old, new))
    assert len(one.single) == 4
    assert not reaches(one, between(new, objects(B=after, L=after, O=after)))


def test_calls_whose_lists_lose_the_same_proofs_on_another_day_are_another_edit() -> None:
    every, few = ("key", "badge", "seal"), ("seal",)
    old, new = needs(boxes=every, lids=every, jars=every), needs(boxes=few, lids=every, jars=every)
    [one] = folded(between(old, new))
    assert len(one.single) == 2
    last = needs(boxes=few, lids=few, jars=few)
    [more] = folded(between(new, last))
    assert len(more.single) == 4
    assert not matches(accepted(one), more)
    [single] = folded(between(old, needs(boxes=every, lids=every[1:], jars=every[1:])))
    assert not reaches(single, between(old, needs(boxes=every[1:], lids=every, jars=every)))


def test_a_path_that_goes_as_a_whole_is_named_by_itself_whatever_was_below_it() -> None:
    few, more = ("get /x", "put /x"), ("get /x", "put /x", "get /x/a", "post /x/a/b")
    found = [folded(between(calls("get /y", *below), calls("get /y"))) for below in (few, more)]
    assert [[len(each.single) for each in one] for one in found] == [[2], [4]]
    assert found[0][0].fingerprint == found[1][0].fingerprint
    assert not reaches(found[0][0], between(calls("get /z", "put /z", "get /y"), calls("get /y")))


def test_calls_like_others_that_came_below_one_path_are_another_edit_where_they_come_later() -> None:
    def below(*names: str) -> dict[str, Any]:
        def edit(_path: str, operation: dict[str, Any]) -> None:
            operation["responses"] = {
                "200": {
                    "description": "-",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/T"}}},
                }
            }

        return spec("/boats", *(f"/boats/{name}" for name in names), edit=edit, schemas={"T": {"type": "object"}})

    [one] = folded(between(below(), below("a", "b")))
    assert len(one.single) == 2
    assert not reaches(one, between(below("a", "b"), below("a", "b", "c", "d")))
    assert not reaches(one, between(below(), below("a", "b", "c")))


def test_a_form_and_a_length_that_another_text_gets_later_are_another_edit() -> None:
    bound = TEXT | {"pattern": "^a$", "minLength": 2}
    [one] = folded(between(objects(B={"v": TEXT}), objects(B={"v": bound})))
    assert len(one.single) > 1
    assert not reaches(one, between(objects(B={"v": bound, "w": TEXT}), objects(B={"v": bound, "w": bound})))
