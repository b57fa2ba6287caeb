"""Calls of which the paths were rewritten in one way, while they were edited: another word, or other first steps."""

from typing import Any

import pytest

from driftwatch.compare.match.rewritten_paths import Sides, rewritten
from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.test_paths_called_otherwise import TEXT, folds, spec, told

LAYOUT = ("/v1/crates", "/v1/crates/{crate}", "/v1/lids", "/v1/lids/{lid}")
MORE = ("colour", "height", "weight", "depth")


def moves(old: dict[str, Any], new: dict[str, Any]) -> list[int]:
    return [count for kind, _, count in told(old, new) if kind == "endpoint-moved"]


def gone(old: dict[str, Any], new: dict[str, Any]) -> bool:
    return "api-path-removed-without-deprecation" in {kind for kind, *_ in told(old, new)}


def below(beginning: str, *paths: str) -> tuple[str, ...]:
    return tuple(path.replace("/v1", beginning) for path in paths)


def test_a_word_that_is_another_one_everywhere_is_one_move_and_what_was_edited_is_told_of_it():
    paths = ("/crate/{id}/seals", "/crate/{id}/marks", "/shops/{shop}/crate/tops")
    old, new = spec(*paths), spec(*(path.replace("crate", "crates") for path in paths), fields=MORE)
    for one, other in ((old, new), (new, old)):
        assert moves(one, other) == [3]
        assert not gone(one, other)
    assert ("response-optional-property-added", "info", 3) in told(old, new)


@pytest.mark.parametrize("beginning", ["/v2/shops/{shop}", "/api/v2", "/v1/{shop}"])
def test_another_version_with_another_layout_is_one_move(beginning: str):
    old, new = spec(*LAYOUT), spec(*below(beginning, *LAYOUT), fields=MORE)
    for one, other in ((old, new), (new, old)):
        assert moves(one, other) == [4]
        assert not gone(one, other)


@pytest.mark.parametrize("side", [0, 1])
def test_first_steps_that_one_side_has_elsewhere_as_well_were_not_rewritten(side: int):
    sides = [spec(*LAYOUT), spec(*below("/v2/shops/{shop}", *LAYOUT), fields=MORE)]
    further = ("/v2/shops/{shop}/tops", "/v1/tops")[side]
    for document in sides:
        document["paths"] |= spec(further)["paths"]
    assert moves(*sides) == []


def test_another_word_of_calls_that_have_little_in_common_is_another_thing():
    paths = ("/cats", "/cats/{id}", "/cats/{id}/seals")
    old = spec(*paths, fields=("purr", "claws"))
    new = spec(*(path.replace("cats", "dogs") for path in paths), fields=("bark", "chain", "walks"))
    assert moves(old, new) == []
    assert moves(
        spec(*paths, fields=MORE), spec(*(path.replace("cats", "dogs") for path in paths), fields=(*MORE, "x"))
    )


def refers(name: str, document: dict[str, Any]) -> dict[str, Any]:
    """Let all calls of a document answer with one named schema."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    for item in document["paths"].values():
        item["get"]["responses"] = {"200": {"description": "Done.", "content": content}}
    fields = dict.fromkeys((name.lower(), "colour"), TEXT)
    return document | {"components": {"schemas": {name: {"type": "object", "properties": fields}}}}


def test_another_word_of_calls_that_refer_to_other_schemas_is_another_thing():
    paths = ("/cats", "/cats/{id}", "/cats/{id}/seals")
    others = tuple(path.replace("cats", "dogs") for path in paths)
    assert moves(refers("Cat", spec(*paths)), refers("Dog", spec(*others))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("/crate", "/crate/{id}", "/shelf/{id}"), ("/crates", "/crates/{id}", "/shelfs/{id}")),
        (("/crate_lid", "/small_box/{id}", "/big_box"), ("/crate-lid", "/small-box/{id}", "/big-box")),
        (("/entry/{id}/box", "/entry/{id}", "/dish"), ("/entries/{id}/boxes", "/entries/{id}", "/dishes")),
    ],
)
def test_words_that_are_all_spelled_otherwise_in_one_way_are_one_move(old: tuple[str, ...], new: tuple[str, ...]):
    fields = ("colour", "height", "weight", "width")
    for one, other in ((old, new), (new, old)):
        assert moves(spec(*one, fields=fields), spec(*other, fields=(*fields, "more"))) == [3]


def test_words_that_are_spelled_otherwise_in_two_ways_are_two_moves():
    old, new = spec("/crate", "/bigBox"), spec("/crates", "/big-box")
    assert moves(old, new) == [1, 1]


def test_a_path_of_many_steps_is_held_against_no_other():
    long = "/a" * 40
    old, new = spec(*(f"/crate{long}/{name}" for name in "xyz")), spec(*(f"/case{long}/{name}" for name in "xyz"))
    assert told(old, new)


def test_nothing_is_rewritten_where_one_side_has_no_call_left():
    old = snapshot_of_openapi(spec("/crates"), place="spec", label="side")
    assert rewritten(Sides([*old.entries.values()], [], ((), ())), ()) == []


def test_all_methods_of_a_new_path_are_one_finding():
    old, new = spec("/crates"), spec("/crates", "/lids")
    new["paths"]["/lids"]["post"] = new["paths"]["/crates"]["post"] = {**new["paths"]["/lids"]["get"]}
    found = [one for one in folds(old, new) if one.id == "endpoint-added"]
    assert sorted(one.message for one in found) == [
        "`GET /lids` is new. The same holds for the method `POST` of its path.",
        "`POST /crates` is new.",
    ]
