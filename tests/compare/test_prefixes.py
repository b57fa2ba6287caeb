"""What a part of the path may have moved between: base URLs and paths, of all operations or of none."""

import pytest

from driftwatch.compare.prefixes import PathShift, path_shift
from driftwatch.extract.openapi import snapshot_of_openapi
from driftwatch.model.snapshot import Snapshot


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


def test_a_call_without_the_prefix_has_no_place_on_the_other_side():
    shift = PathShift("/v1", "")
    assert (shift.moved("GET /v1/boxes"), shift.moved("GET /v2/boxes"), shift.moved("GET /v1")) == (
        "GET /boxes",
        "",
        "",
    )
