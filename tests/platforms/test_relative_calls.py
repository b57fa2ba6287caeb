"""Calls below a heading that says with what their paths begin."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Parameter
from driftwatch.platforms.pages.plain_page import operations_of_page

LISTED = "| Method | Path |\n|-|-|\n| GET | /v2/boxes |\n| GET | /v2/boxes/lids |\n| DELETE | /v2/boxes/{id} |\n\n"


def calls(markdown: str) -> dict[str, set[str]]:
    found = operations_of_page(sections_of_markdown(markdown), "boxes")
    return {
        f"{each.method} {each.path}": {fact.name for fact in each.facts if isinstance(fact, Parameter)}
        for each in found
    }


def test_calls_that_the_page_lists_are_told_with_what_their_paths_begin_with() -> None:
    told = "### `GET /`\n\n- Query: `size`\n\n### `GET /lids`\n\nAll lids.\n\n### `DELETE /{id}`\n\nIt goes.\n"
    assert calls(f"# Shop\n\n{LISTED}## Boxes (`/v2/boxes`)\n\n{told}") == {
        "GET /v2/boxes": {"size"},
        "GET /v2/boxes/lids": set(),
        "DELETE /v2/boxes/{id}": set(),
    }


def test_what_begins_with_a_parameter_stands_beside_the_root() -> None:
    told = "### GET /\n\nAll.\n\n### GET /{id}\n\nOne.\n"
    assert list(calls(f"# Shop\n\n## Boxes (`/v2/boxes`)\n\n{told}")) == ["GET /v2/boxes", "GET /v2/boxes/{id}"]


@pytest.mark.parametrize(
    ("heading", "call"),
    [
        ("`/box/_lid`", "GET /{box}/_lid"),
        ("Boxes (`/v2/boxes`)", "GET /lids"),
        ("Boxes (`/v2/boxes`)", "GET /v2/boxes/a"),
    ],
)
def test_a_whole_path_stays_as_it_is(heading: str, call: str) -> None:
    assert list(calls(f"# Shop\n\n## {heading}\n\n### {call}\n\nOne.\n")) == [call]


@pytest.mark.parametrize(
    ("heading", "path", "call"),
    [
        ("Boxes (`/v2/boxes`)", "/lids", "/v2/boxes/lids"),
        ("Boxes (`/v2/boxes`)", "/", "/v2/boxes"),
        ("Boxes (`/v2/boxes`)", "/boxes/{id}", "/boxes/{id}"),
        ("The resource `/v2/boxes`", "/lids", "/lids"),
        ("Boxes (`/v2/boxes`) - with a key", "/lids", "/v2/boxes/lids"),
        ("Boxes (base: `/v2/boxes`) [beta]", "/", "/v2/boxes"),
        ("Boxes (see below) `/v2/boxes` - with a key", "/lids", "/lids"),
        ("Boxes (`/v2/boxes`) as `/v3/boxes`", "/lids", "/lids"),
        ("Boxes (formerly `/v2/boxes`)", "/lids", "/lids"),
        ("Boxes (not `/v2/boxes`) - with a key", "/lids", "/lids"),
        ("Boxes (`size`) of `/v2/boxes` (new)", "/lids", "/lids"),
        ("Boxes (base path: `/v2/boxes`): all calls", "/lids", "/v2/boxes/lids"),
        ("Boxes (under `/v2/boxes`), with a key", "/lids", "/v2/boxes/lids"),
        ("Boxes (`/v2/boxes`) (beta)", "/lids", "/v2/boxes/lids"),
        ("Boxes (`/v2/boxes`) are now below the root", "/lids", "/lids"),
        ("Boxes (renamed from `/v2/boxes`) in 2024", "/lids", "/lids"),
        ("Boxes (moved away from `/v2/boxes`)", "/lids", "/lids"),
        ("Boxes (until May at `/v2/boxes`)", "/lids", "/lids"),
    ],
)
def test_a_list_below_such_a_heading_in_brackets_is_behind_it(heading: str, path: str, call: str) -> None:
    rows = f"| Method | Path |\n|-|-|\n| POST | {path} |\n| PUT | {path} |\n"
    assert list(calls(f"# Shop\n\n## {heading}\n\n{rows}")) == [f"POST {call}", f"PUT {call}"]
