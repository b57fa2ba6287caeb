"""A variable of a base URL that has one value is that value: to write it out, or to take it out, moves nothing."""

from itertools import permutations
from typing import Any

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.rules.judge import judge

LEVELS = ("top", "path", "operation")
PLAIN = {"url": "https://box.example/v1"}


def variable(*values: str, default: str = "v1") -> dict[str, Any]:
    return {"default": default, "enum": list(values)} if values else {"default": default}


def templated(*values: str, default: str = "v1") -> dict[str, Any]:
    return {"url": "https://box.example/{v}", "variables": {"v": variable(*values, default=default)}}


def api(level: str, *servers: dict[str, Any], path: str = "/boxes") -> dict[str, Any]:
    stated = {each: {"servers": list(servers)} if each == level else {} for each in LEVELS}
    operation = {**stated["operation"], "responses": {"200": {"description": "Done."}}}
    head = {"openapi": "3.1.0", "info": {"title": "Boxes", "version": "1"}}
    return {**head, **stated["top"], "paths": {path: {**stated["path"], "get": operation}}}


def found(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    sides = (snapshot_of_openapi(each, place="spec", label="") for each in (old, new))
    return [(one.id, one.level) for one in judge(compare(*sides, audit=True))]


@pytest.mark.parametrize("one", LEVELS)
@pytest.mark.parametrize("other", LEVELS)
def test_a_base_url_that_writes_the_only_value_out_is_the_same(one: str, other: str) -> None:
    old, new = api(one, templated("v1")), api(other, PLAIN)
    assert found(old, new) == found(new, old) == []


@pytest.mark.parametrize("level", LEVELS)
def test_variables_of_which_another_value_can_be_chosen_stay(level: str) -> None:
    regions = {"r": {"default": "eu", "enum": ["eu", "us"]}}
    both = {"url": "https://{r}.box.example/{v}", "variables": {**regions, "v": variable("v1")}}
    one = {"url": "https://{r}.box.example/v1", "variables": regions}
    assert found(api(level, both), api(level, one)) == found(api(level, one), api(level, both)) == []
    fewer = {**one, "variables": {"r": variable("eu", default="eu")}}
    assert {each[1] for each in found(api(level, both), api(level, fewer))} == {"warning"}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("server", [templated(), templated("v1", "v2"), templated("v2", default="v2")])
def test_what_leaves_a_choice_or_is_another_value_is_another_base_url(level: str, server: dict[str, Any]) -> None:
    assert "breaking" in {each[1] for each in found(api(level, server), api(level, PLAIN))}


@pytest.mark.parametrize("server", [templated("v2"), {"url": "https://box.example/{v}"}])
def test_a_variable_whose_default_is_not_its_only_value_says_nothing_certain(server: dict[str, Any]) -> None:
    assert found(api("top", server), api("top", PLAIN)) == [("server-changed", "breaking")]


def test_a_base_url_beside_the_one_that_it_means_is_one_too_many_and_no_other() -> None:
    both = api("top", templated("v1"), PLAIN)
    assert [level for _, level in found(both, api("top", PLAIN)) if level == "breaking"] == []
    assert [level for _, level in found(api("top", PLAIN), both) if level == "breaking"] == []


@pytest.mark.parametrize(("one", "other"), list(permutations(([templated("v1")], [PLAIN]), 2)))
def test_paths_that_are_cut_elsewhere_reach_the_same(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    whole = {"url": "https://box.example"}
    assert found(api("operation", *one), api("operation", whole, path="/v1/boxes")) == found(
        api("operation", *other), api("operation", whole, path="/v1/boxes")
    )
