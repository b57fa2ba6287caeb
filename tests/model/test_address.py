"""Addresses are stable and injective."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.manifests.paths import claim_steps, written
from driftwatch.model import address, paths
from driftwatch.model.facts import Field

AWKWARD = ["", "$", '""', "\\", "\\n", "\n", "*", ".", "[]", "<x>", "·", " · ", " ", "\\e", '\\"\\"', "\\$", "a.b"]
NAMES = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=12))


def test_keys_blank_the_names_of_path_parameters() -> None:
    assert address.operation_key("get", "/v1/{a}/x/{b}:{c}/") == "GET /v1/{}/x/{}:{}"
    assert address.operation_key("GET", "/") == "GET /"
    assert address.path_parameters("/v1/{a}/x/{b}:{c}") == ("a", "b", "c")


@given(NAMES, NAMES)
def test_two_names_never_make_one_step(one: str, other: str) -> None:
    assert (address.escape(one) == address.escape(other)) == (one == other)


@given(NAMES)
def test_a_step_is_read_back_as_the_name(name: str) -> None:
    assert paths.unescape(address.escape(name)) == name


@pytest.mark.slow
@given(st.from_regex(r"[A-Za-z_][A-Za-z0-9_$-]{0,20}", fullmatch=True))
def test_a_plain_name_is_its_own_step(name: str) -> None:
    assert address.escape(name) == name


@given(st.lists(NAMES, min_size=1, max_size=5))
@example([""])
@example(["", "", ""])
@example(["$"])
@example(["a", "$", ""])
def test_a_path_of_any_names_is_read_back(names: list[str]) -> None:
    path = address.ROOT
    for name in names:
        path = address.child(path, address.escape(name))
    at = address.join("request", "application/json", path)
    assert paths.split(at) == ("request · application/json", path)
    assert [step.name for step in paths.steps(path)] == names
    parent, step = paths.cut(path)
    assert (address.child(parent, step.text), step.name) == (path, names[-1])


@given(st.lists(NAMES.filter(lambda name: name != "*"), min_size=1, max_size=5))
def test_a_manifest_writes_the_same_names(names: list[str]) -> None:
    path = address.ROOT
    for name in names:
        path = address.child(path, address.escape(name))
    assert paths.as_claimed(path) == tuple(names) == claim_steps(written(tuple(names)))


@pytest.mark.slow
@given(st.sets(NAMES, min_size=1, max_size=6))
def test_every_property_has_an_address_of_its_own(names: set[str]) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    body = {"content": {"application/json": {"schema": schema}}}
    call = {"requestBody": body, "responses": {"200": {"description": "Fine."}}}
    described = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/x": {"post": call}}}
    read = snapshot_of_openapi(described, place="spec", label="")
    facts = [fact for entry in read.entries.values() for fact in entry.facts]
    fields = [paths.split(fact.at)[1] for fact in facts if isinstance(fact, Field)]
    assert len({fact.at for fact in facts}) == len(facts)
    assert {paths.unescape(path) for path in fields if path != address.ROOT} == names


def test_a_media_type_and_a_header_without_a_name_stand_apart_from_what_holds_them() -> None:
    content = {"": {"schema": {"type": "string"}}}
    answer = {"description": "Fine.", "headers": {"": {"schema": {"type": "string"}}}, "content": content}
    call = {"requestBody": {"content": content}, "responses": {"200": answer}}
    described = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/x": {"post": call}}}
    read = snapshot_of_openapi(described, place="spec", label="")
    ats = [fact.at for entry in read.entries.values() for fact in entry.facts]
    assert len(set(ats)) == len(ats)


@given(NAMES)
def test_an_escaped_name_is_one_step(name: str) -> None:
    path = address.child(address.child(address.ROOT, "parent"), address.escape(name))
    assert path.startswith("parent.")
    assert address.join("request", path).count(address.SEPARATOR) == 1


def test_steps_fold_white_space_and_escape_the_separator() -> None:
    assert paths.split(address.join("error-rule", address.step("a ·  b\nc"))) == ("error-rule", "a \\· b c")
