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


@pytest.mark.parametrize(
    "row",
    [
        "| Replaces v1, which stops answering in May 2027 | `DELETE /boxes/{id}` |\n",
        "| boxes.write | `DELETE /boxes/{id}` |\n",
        "| Only for admins of an account | `DELETE /boxes/{id}` |\n",
    ],
)
def test_a_row_that_says_more_than_a_label_is_told_beside_the_call(row: str):
    rows = LISTS["table"][0]
    assert kinds((CALLS, rows), (CALLS + MORE, rows + row)) == ["operation.added", "page.row.added"]


KEPT = "Keys are deleted after 30 days, and all clients must send X-Keep."


@pytest.mark.parametrize(
    "said",
    [
        KEPT,
        "All calls of this API must carry X-Sign.",
        "Wait 30 seconds before you retry a 503.",
        "Returns 409 where the box is full; never retry it.",
    ],
)
def test_what_a_section_says_besides_its_call_is_told_with_the_call(said: str):
    without, with_it = (site(boxes=CALLS + more) for more in ("", f"{MORE}\n{said}\n"))
    for old, new, kind in ((without, with_it, "added"), (with_it, without, "removed")):
        (told,) = (each for each in compare(old, new) if each.kind != f"operation.{kind}")
        assert (told.kind, told.after if kind == "added" else told.before) == (f"page.section.{kind}", [said])


def test_what_a_section_of_a_call_says_below_a_label_is_told():
    said = (
        "- Note: all calls must carry X-Sign.",
        "| Note | Said |\n| --- | --- |\n| Keys | All calls must carry X-Sign |",
    )
    for each in said:
        without, with_it = site(boxes=CALLS), site(boxes=f"{CALLS}{MORE}\n{each}\n")
        assert [each.kind for each in compare(without, with_it)] == ["operation.added", "page.section.added"]


def test_a_section_below_the_same_heading_as_that_of_a_call_is_told():
    page = "# API\n\n## Boxes\n\n### Read\n\n`GET /boxes`\n{}\n## Notes\n\nSome of them.\n{}"
    call, note = "\n### Delete\n\n`DELETE /boxes/{id}`\n", f"\n### Delete\n\n{KEPT}\n"
    without, with_it = site(guide=page.format("", "")), site(guide=page.format(call, note))
    assert [each.kind for each in compare(without, with_it)] == ["operation.added", "page.section.added"]
    assert [each.kind for each in compare(with_it, without)] == ["operation.removed", "page.section.removed"]


def test_all_that_describes_a_call_goes_along_with_it():
    more = MORE + "\nReturns all that was in it.\n\n| Field | Type |\n| --- | --- |\n| `why` | string |\n"
    more = more.replace("Throws one away.\n\n", "")
    without, with_it = site(boxes=CALLS), site(boxes=CALLS + more)
    assert [each.kind for each in compare(without, with_it)] == ["operation.added"]
