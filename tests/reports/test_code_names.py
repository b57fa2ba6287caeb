"""What code would call the thing that a finding is about."""

from typing import Any

import pytest
from msgspec import structs

from driftwatch.model.change import WORDS
from driftwatch.reports.code_names import CodeNames, code_names
from tests.reports.sample import REQUIRED, RETRY


@pytest.mark.parametrize(
    ("says", "own", "paths"),
    [
        ({"id": "request-property-enum-value-removed", "field": "model", "before": ["old-1", "k"], "after": ["k"]},
         ("old-1",), ("v1/images",)),
        ({"id": "values-value-removed", "operations": (), "field": "Models", "before": "old-1", "after": None},
         ("old-1",), ()),
        ({"id": "response-property-removed", "field": "data[].url"}, ("url",), ("v1/images",)),
        ({"id": "response-property-removed", "field": "data[]<oneOf:File>.url[]"}, ("url",), ("v1/images",)),
        ({"id": "response-property-renamed", "field": "data[].link", "before": "url", "after": "link"},
         ("url",), ("v1/images",)),
        ({"id": "new-required-request-property", "field": "seconds", "before": None}, (), ("v1/images",)),
        ({"id": "api-removed-without-deprecation", "field": None}, (), ("v1/images",)),
        ({"id": "endpoint-moved", "field": None, "operations": ("POST /v2/pictures",),
          "before": "POST /v1/images/edits", "after": "POST /v2/pictures"}, (), ("images/edits",)),
        ({"id": "api-removed-without-deprecation", "field": None, "operations": ("GET /api/v1/images/{id}/edits",)},
         (), ("v1/images",)),
        ({"id": "page-text-changed", "location": WORDS, "before": ["a"], "after": ["b"]}, (), ()),
    ],
)  # fmt: skip
def test_names_are_those_from_before_the_change(says: dict[str, Any], own: tuple[str, ...], paths: Any) -> None:
    finding = structs.replace(REQUIRED, **{"operations": ("POST /v1/images",), "before": None, "after": None, **says})
    assert code_names(finding) == CodeNames(own=own, paths=paths)


def test_a_path_is_cut_at_its_version_where_enough_of_it_is_left() -> None:
    paths = {
        "POST /v1/images/edits": "images/edits",
        "POST /api/v3/images/edits": "images/edits",
        "GET /v1/videos/{video_id}": "v1/videos",
        "GET /{tenant}/things": "",
        "GET /models": "models",
    }
    for operation, path in paths.items():
        finding = structs.replace(REQUIRED, id="endpoint-deprecated", field=None, operations=(operation,))
        assert code_names(finding).paths == ((path,) if path else ())


def test_what_pages_say_about_errors_has_no_name_in_code_but_that_of_the_failure() -> None:
    assert code_names(structs.replace(RETRY, area="notices")) == CodeNames()
