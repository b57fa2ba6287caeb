"""A row that lists a call goes along with the call; what such a row says of limits is told by itself."""

import pytest

from driftwatch.compare.compare import compare
from tests.compare.page_snapshots import site

CALLS = "# Boxes\n\n## GET /boxes\n\nReturns them.\n"
MORE = "\n## DELETE /boxes/{box_id}\n\nThrows one away.\n"
LISTS = {
    "table": (
        "| What | Call |\n| --- | --- |\n| List them | `GET /boxes` |\n",
        "| Throw away | `DELETE /boxes/:id` |\n",
    ),
    "columns": ("| Method | Path |\n| --- | --- |\n| GET | /boxes |\n", "| DELETE | /boxes/{id} |\n"),
    "bullets": ("- `GET /boxes`\n", "- `DELETE /boxes/{id}`\n"),
    "items": ("- `GET /boxes`: all of them\n", "- `DELETE /boxes/{id}`: throws one away\n"),
}


def kinds(old: tuple[str, str], new: tuple[str, str]) -> list[str]:
    before, after = (site(boxes=calls, start=f"# Start\n\nAll calls.\n\n{rows}") for calls, rows in (old, new))
    return [each.kind for each in compare(before, after)]


@pytest.mark.parametrize("form", LISTS)
def test_a_row_of_a_list_goes_along_with_the_call_that_came_or_went(form: str):
    rows, row = LISTS[form]
    without, with_it = (CALLS, rows), (CALLS + MORE, rows + row)
    assert kinds(without, with_it) == ["operation.added"]
    assert kinds(with_it, without) == ["operation.removed"]


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        (LISTS["table"][0], "| Throw away | `DELETE /bags/{id}` |\n"),
        (LISTS["table"][0], "| Throw away | `DELETE /boxes/{id}` or `DELETE /bags/{id}` |\n"),
        (LISTS["items"][0], "- Before `DELETE /boxes/{id}` ask us.\n"),
        (
            "| Call | Rate limit |\n| --- | --- |\n| `GET /boxes` | 50 per day |\n",
            "| `DELETE /boxes/{id}` | 5 per day |\n",
        ),
        ("Call it.\n", "Then `DELETE /boxes/{id}` throws one away.\n"),
    ],
)
def test_a_row_of_another_call_or_about_a_limit_is_told(rows: str, row: str):
    found = kinds((CALLS, rows), (CALLS + MORE, rows + row))
    assert len(found) > 1


def test_a_row_that_changes_is_told_beside_a_new_call():
    found = kinds(
        (CALLS, "| A | B |\n| --- | --- |\n| Throw | ask us |\n"),
        (CALLS + MORE, "| A | B |\n| --- | --- |\n| Throw | `DELETE /boxes/{id}` |\n"),
    )
    assert "page.row.changed" in found
