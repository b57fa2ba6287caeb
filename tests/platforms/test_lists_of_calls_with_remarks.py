"""Lists of calls in which remarks or further lists stand, names as paths write them, and calls written with queries."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.model.page import Page
from driftwatch.platforms.detection import platform_of
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "boxes")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def sent(operation: PageOperation) -> set[str]:
    at = "request · application/json · "
    found = (fact.at for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at))
    return {each.removeprefix(at) for each in found} - {"$"}


def test_one_item_in_three_may_be_a_remark() -> None:
    page = "# Shop\n\n- `GET /boxes` - all.\n- `POST /boxes` - a new one.\n- Lids are served from `/lids/:name`.\n"
    assert set(operations(page)) == {"GET /boxes", "POST /boxes"}
    assert not operations(f"{page}- Colours are words.\n- Sizes are numbers.\n")


def test_a_list_in_an_item_lists_calls_as_well() -> None:
    page = (
        "# Shop\n\n1. **Boxes** - what there is:\n"
        "   - `GET /boxes?shelf=<shelf>` - all\n   - `DELETE /boxes/:id` - one\n"
        "2. **Lids** - later.\n"
    )
    found = operations(page)
    assert set(found) == {"GET /boxes", "DELETE /boxes/{id}"}
    assert parameters(found["GET /boxes"]) == {"shelf": "query"}
    deep = "".join(f"{'  ' * depth}- item\n" for depth in range(12))
    assert not operations(f"# Shop\n\n{deep}{'  ' * 12}- `GET /boxes` - all\n{'  ' * 12}- `PUT /boxes` - one\n")


@pytest.mark.parametrize("title", ["Additions", "Breaking changes", "Removed", "What's new", "2.1.0"])
def test_a_list_of_what_a_release_has_changed_lists_no_calls(title: str) -> None:
    assert not operations(
        f"# Shop\n\n## {title}\n\n- `GET /boxes` - all\n- `POST /boxes` - now with a lid\n- Faster.\n"
    )


def test_files_beside_remarks_are_no_paths() -> None:
    page = "# Clean up\n\n- Delete `out/boxes-1.json`\n- Delete `out/boxes-2.json`\n- Tell the others.\n"
    assert not operations(page)


@pytest.mark.parametrize("written", [":shelf", "{shelf}", "<shelf>"])
def test_an_item_may_name_a_parameter_as_the_path_does(written: str) -> None:
    found = operations(f"# Shop\n\n## GET /shelves/:shelf\n\n**Path parameters:**\n\n- `{written}` - Which shelf.\n")
    assert parameters(found["GET /shelves/{shelf}"]) == {"shelf": "path"}


def test_what_stands_in_a_list_of_no_fields_is_no_parameter() -> None:
    found = operations(
        "# Shop\n\n## GET /shelves/:shelf\n\nShows one.\n\n- `:shelf` stands for a shelf.\n- And so on.\n"
    )
    assert parameters(found["GET /shelves/{shelf}"]) == {}


@pytest.mark.parametrize(
    "code",
    [
        "```http\nGET /boxes?shelf=3&kind=red\n```",
        "```\nGET /boxes\nGET /boxes?shelf=3\nGET /boxes?kind=red\nGET /boxes?shelf=4\nGET /boxes?shelf=5\n```",
        "```http\nGET /boxes?shelf=3&kind=red\nAuthorization: Bearer abc\n```",
    ],
)
def test_a_block_of_a_call_alone_shows_its_query(code: str) -> None:
    found = operations(f"# Shop\n\n## Find boxes\n\n{code}\n\n## GET /lids\n\nAll lids.\n")
    assert parameters(found["GET /boxes"]) == {"shelf": "query", "kind": "query"}


def test_a_program_shows_no_query_of_a_call() -> None:
    found = operations("# Shop\n\n## GET /boxes\n\n```python\nget('/boxes?shelf=3')\n```\n")
    assert parameters(found["GET /boxes"]) == {}


def test_a_cell_of_a_whole_call_shows_its_query() -> None:
    found = operations(
        "# Shop\n\n| Call | Success response |\n|-|-|\n"
        "| `GET /boxes?shelf=3` | `200`, all |\n| `POST /boxes` | `201`, the new one |\n"
    )
    assert parameters(found["GET /boxes"]) == {"shelf": "query"}
    assert {fact.status for fact in found["POST /boxes"].facts if isinstance(fact, Response)} == {"201"}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Lists them by `id`. Accepts `shelf`\n(default: all) and `size` (default `3`).", {"shelf", "size"}),
        ("This endpoint also supports `shelf`, `size`.", {"shelf", "size"}),
        ("Accepts `json` and `xml`.", set()),
        ("Accepts `GET` and `HEAD`.", set()),
        ("The kind accepts `red` and `blue`.", set()),
        ("Accepts `shelf`.", set()),
    ],
)
def test_a_sentence_may_say_which_parameters_a_call_accepts(said: str, names: set[str]) -> None:
    assert set(parameters(operations(f"# Shop\n\n## GET /boxes\n\n{said}\n")["GET /boxes"])) == names


def test_a_cell_may_say_the_same_and_which_body_behind_a_comma() -> None:
    found = operations(
        "# Shop\n\n| Method | Path | Description |\n|-|-|-|\n"
        "| GET | `/boxes` | All. Accepts `shelf` (up to 3), `size`. |\n"
        '| POST | `/boxes` | Makes one, body: `{ "name": "...", "lid": "..." }` |\n'
    )
    assert set(parameters(found["GET /boxes"])) == {"shelf", "size"}
    assert sent(found["POST /boxes"]) == {"name", "lid"}


HEADERS = "# Shop\n\n## GET /boxes\n\n**Headers:**\n\n```\n{}\n```\n\nAll of them.\n"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Authorization: Bearer abc", {"Authorization"}),
        ("X-Box-Key: abc\nand more", set()),
    ],
)
def test_a_block_below_headers_states_headers(lines: str, names: set[str]) -> None:
    assert set(parameters(operations(HEADERS.format(lines))["GET /boxes"])) == names


JOINED = """\
# Shop

## POST /boxes
**Body:**
- `name` (string, required): What it is called.
- `lid` (boolean): Whether it has one.
**Response:**
- `id` (string): Its id.
**Errors:**
- `409` - There is one.
"""


def test_a_label_at_the_end_of_an_item_parts_two_lists() -> None:
    page = Page(url="https://docs.example.com/boxes.md", path="boxes.md", text=JOINED, content_type="")
    (documented,) = platform_of(page).statements(page).documentations
    facts = {fact.at for entry in documented.entries for fact in entry.facts}
    assert "request · application/json · lid" in facts
    assert "response · 200 · application/json · id" in facts
    assert "response · 409" in facts
    assert "request · application/json · id" not in facts


def test_a_label_in_an_item_with_a_list_of_its_own_stays_there() -> None:
    items = "- `name` (string): One. **Response:**\n  - `id` (string): Its id.\n- `lid` (string): One.\n"
    text = f"# Shop\n\n## POST /boxes\n\n{items}"
    page = Page(url="https://docs.example.com/boxes.md", path="boxes.md", text=text, content_type="")
    (documented,) = platform_of(page).statements(page).documentations
    assert not any(fact.at.startswith("response") for entry in documented.entries for fact in entry.facts)
