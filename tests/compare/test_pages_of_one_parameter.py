"""What a page states of a parameter otherwise than the specification of the call is compared page by page as well."""

import json

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_snapshots import site


def pages(method: str, *, kind: str = "integer", needed: str = "Yes", most: int = 90, default: int = 9) -> Snapshot:
    """Read the specification of a call and a page with a table of its parameter, or of the field of its body."""
    schema = {"type": "integer", "maximum": 50, "default": 5}
    called = {"parameters": [{"name": "limit", "in": "query", "schema": schema}]}
    if method == "POST":
        body = {"type": "object", "properties": {"limit": schema}}
        called = {"requestBody": {"content": {"application/json": {"schema": body}}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pictures", "version": "1"},
        "paths": {"/v1/pictures": {method.lower(): {**called, "responses": {"200": {"description": "Done."}}}}},
    }
    heading = "Query parameters" if method == "GET" else "Request parameters"
    table = "| Field | Type | Required | Description |\n|-|-|-|-|"
    row = f"| `limit` | {kind} | {needed} | How many at most. Range: 1-{most}. Default: `{default}`. |"
    guide = f"# Guide\n\n`{method} /v1/pictures`\n\n## {heading}\n\n{table}\n{row}\n"
    return site(**{"create.json": json.dumps(document), "guide": guide})


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("edit", "kind", "sides"),
    [
        ({"needed": "No"}, "became-optional", (True, False)),
        ({"most": 80}, "maximum.lowered", (90, 80)),
        ({"most": 99}, "maximum.raised", (90, 99)),
        ({"default": 8}, "default.changed", (9, 8)),
        ({"kind": "boolean"}, "type.changed", ("integer", "boolean")),
    ],
    ids=["needed", "lowered", "raised", "default", "type"],
)
def test_an_edit_of_a_page_beside_the_specification_is_told_of_the_page(method, edit, kind, sides):
    told = [
        one for one in compare(pages(method), pages(method, **edit)) if one.kind.startswith(("field.", "parameter."))
    ]
    (found,) = told
    assert (found.kind.partition(".")[2], (found.before, found.after)) == (kind, sides)
    assert [each.url.rpartition("/")[2] for each in found.sources] == ["guide"]
    assert (found.name if method == "GET" else found.field) == "limit"
