"""What a part of the path may have moved between: base URLs and paths, of all operations or of none."""

import pytest

from driftwatch.compare.match.prefixes import PathShift, path_shift
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.folding import folded
from tests.rules.examples import findings_between


def served(*urls: str, paths: tuple[str, ...] = ("/boxes",)) -> Snapshot:
    answers = {"get": {"responses": {"200": {"description": "Done."}}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "servers": [{"url": url} for url in urls],
        "paths": dict.fromkeys(paths, answers),
    }
    return snapshot_of_openapi(document, place="spec", label="side")


API, EU = "https://api.example.com", "https://eu.example.com"


def test_what_left_all_base_urls_for_the_paths_is_a_shift():
    shift = path_shift(served(f"{API}/v1", f"{EU}/v1"), served(API, EU, paths=("/v1/boxes", "/v2/lids")))
    assert shift == PathShift("", "/v1")
    assert path_shift(served(API, paths=("/v1/boxes",)), served(f"{API}/v1")) == PathShift("/v1", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (served(API), served(f"{API}-2", paths=("/-2/boxes",))),
        (served(API), served(EU, paths=("/v1/boxes",))),
        (served(f"{API}/v1", f"{EU}/v1"), served(API, f"{EU}/v1", paths=("/v1/boxes",))),
        (served(f"{API}/v1"), served(API, paths=("/lids",))),
        (served(f"{API}/v1"), served(API)),
    ],
    ids=["no step of the path", "another host", "only one base URL", "other calls", "the same calls"],
)
def test_what_did_not_move_from_all_to_all_is_none(old: Snapshot, new: Snapshot):
    assert path_shift(old, new) is None
    assert path_shift(new, old) is None


def test_a_base_url_that_comes_while_a_part_of_the_path_moves_is_told_besides():
    whole, short = served(f"{API}/v1"), served(API, EU, paths=("/v1/boxes",))
    assert [("server-added", "info"), ("server-path-prefix-moved", "info")] == levels(whole, short)
    assert [("server-path-prefix-moved", "info"), ("server-removed", "breaking")] == levels(short, whole)


def test_a_base_url_that_goes_while_a_part_of_the_path_moves_is_told_besides():
    whole, short = served(f"{API}/v1", f"{EU}/v1"), served(API, paths=("/v1/boxes",))
    assert [("server-path-prefix-moved", "info"), ("server-removed", "breaking")] == levels(whole, short)
    assert [("server-added", "info"), ("server-path-prefix-moved", "info")] == levels(short, whole)


def levels(old: Snapshot, new: Snapshot) -> list[tuple[str, str]]:
    return sorted((one.id, one.level) for one in findings_between(old, new))


def test_a_call_without_the_prefix_has_no_place_on_the_other_side():
    shift = PathShift("/v1", "")
    assert (shift.moved("GET /v1/boxes"), shift.moved("GET /v2/boxes"), shift.moved("GET /v1")) == (
        "GET /boxes",
        "",
        "",
    )


def told(old: Snapshot, new: Snapshot) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.id, one.operations) for one in folded(findings_between(old, new))]


THINGS = ("/boxes", "/boxes/{id}", "/lids", "/keys")


@pytest.mark.parametrize("prefix", ["/v9/store", "//api.example.com", "/store"])
def test_first_steps_that_all_paths_gain_or_lose_are_one_move(prefix: str):
    short, long = served(API, paths=THINGS), served(API, paths=tuple(prefix + path for path in THINGS))
    ((there, gained),) = told(short, long)
    ((back, lost),) = told(long, short)
    assert there == back == "endpoint-moved"
    assert len(gained) == len(lost) == len(THINGS)


def test_a_few_calls_below_other_first_steps_are_other_calls():
    old, new = (served(API, paths=paths) for paths in (("/boxes", "/lids"), ("/store/boxes", "/store/lids")))
    assert "endpoint-moved" not in {rule for rule, _ in told(old, new)}


def test_calls_of_which_most_are_not_below_the_same_first_steps_are_other_calls():
    old = served(API, paths=(*THINGS, *(f"/old/{number}/x" for number in range(9))))
    new = served(API, paths=(*(f"/store{path}" for path in THINGS), *(f"/new/{number}/y" for number in range(9))))
    assert "endpoint-moved" not in {rule for rule, _ in told(old, new)}


def regional(name: str, **says: object) -> Snapshot:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "servers": [{"url": f"https://{{{name}}}.example.com", "variables": {name: {"default": "eu", **says}}}],
        "paths": {"/boxes": {"get": {"responses": {"200": {"description": "Done."}}}}},
    }
    return snapshot_of_openapi(document, place="spec", label="side")


def test_a_variable_of_a_base_url_that_has_another_name_is_no_other_address():
    assert [("server-variables-renamed", "info")] == levels(regional("region"), regional("place"))
    assert [("server-changed", "breaking")] == levels(regional("region"), regional("place", default="us"))
    assert [("server-changed", "breaking")] == levels(regional("region"), regional("place", enum=["eu", "us"]))


def chosen(*values: str, paths: tuple[str, ...] = ("/boxes",), urls: tuple[str, ...] = (API,)) -> Snapshot:
    """Paths that begin with a parameter, which stands for one of some values; for any where none is listed."""
    schema = {"type": "string", **({"enum": [*values]} if values else {})}
    parameter = {"name": "release", "in": "path", "required": True, "schema": schema}
    call = {"get": {"parameters": [parameter], "responses": {"200": {"description": "Done."}}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Boxes", "version": "1"},
        "servers": [{"url": url} for url in urls],
        "paths": {f"/{{release}}{path}": call for path in paths},
    }
    return snapshot_of_openapi(document, place="spec", label="side")


def test_a_parameter_may_take_the_place_of_what_the_base_urls_ended_with():
    old, new = served(f"{API}/v1", f"{API}/v2"), chosen("v1", "v2")
    shift, back = path_shift(old, new), path_shift(new, old)
    assert shift == PathShift("", "/v1", frozenset({"/v1", "/v2"}))
    assert back == PathShift("/v1", "", frozenset({"/v1", "/v2"}))
    assert shift.moved("GET /boxes") == "GET /{}/boxes"
    assert back.moved("GET /{}/boxes") == "GET /boxes"
    assert back.moved("GET /boxes") == ""
    assert [("server-path-prefix-moved", "info")] == levels(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (served(f"{API}/v1"), chosen("v2")),
        (served(f"{API}/v1"), chosen()),
        (served(f"{API}/v1"), chosen("v1", urls=(API, EU))),
        (served(f"{API}/v1", paths=("/lids",)), chosen("v1")),
        (served(f"{EU}/v1"), chosen("v1")),
    ],
    ids=["another value", "any value", "two base URLs", "other calls", "another host"],
)
def test_a_parameter_that_need_not_stand_for_it_takes_no_place(old: Snapshot, new: Snapshot):
    assert path_shift(old, new) is None
    assert path_shift(new, old) is None
