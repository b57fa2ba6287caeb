"""Labels that say of which calls of a section the fields below them are: "Request body (POST)", "PUT body"."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.calls.methods_in_titles import methods_of
from driftwatch.platforms.pages.plain_page import operations_of_page

_ASKED = "**Query parameters (GET):**\n- `maker` (string): By maker\n- `open` (boolean): By state\n\n"
_SENT = "**Request body (POST):**\n\n| Field | Type | Required |\n|-|-|-|\n| `title` | string | yes |\n\n"
_READ = {"GET /boxes": {"query maker", "query open"}, "POST /boxes": {"body title"}}


def names(markdown: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for operation in operations_of_page(sections_of_markdown(markdown), "p"):
        its = found.setdefault(f"{operation.method} {operation.path.rstrip('/')}", set())
        for fact in operation.facts:
            if isinstance(fact, Parameter):
                its.add(f"{fact.within} {fact.name}")
            elif isinstance(fact, Field) and not fact.at.endswith("$"):
                its.add(f"{'body' if fact.at.startswith('request') else 'response'} {fact.at.rpartition(' · ')[2]}")
    return found


@pytest.mark.parametrize(
    "calls",
    [
        "`GET /boxes/`\n`POST /boxes/` *(keepers only)*",
        "| Method | Path | Who |\n|-|-|-|\n| GET | `/boxes` | Any |\n| POST | `/boxes` | Keepers |",
        "```\nGET    /boxes   - all of them\nPOST   /boxes   - one more\n```",
        "- `GET /boxes` - Lists them\n- `POST /boxes` - Makes one",
        "**Endpoint:** `POST /boxes` or `GET /boxes`",
        "- **Endpoint**: `GET /boxes` | `POST /boxes`",
    ],
)
def test_a_label_that_names_a_method_is_of_the_call_of_that_method(calls: str) -> None:
    assert names(f"# P\n\n## Lids\n\nAbout lids.\n\n## Boxes\n\n{calls}\n\n{_ASKED}{_SENT}") == _READ


def test_what_no_such_label_names_is_of_no_call_of_a_list() -> None:
    calls = "| Method | Path |\n|-|-|\n| GET | `/boxes` |\n| POST | `/boxes` |"
    page = f"# P\n\n## Boxes\n\n{calls}\n\n{_ASKED}**Response:**\n\n| Field | Type |\n|-|-|\n| `id` | integer |\n"
    assert names(page) == {"GET /boxes": {"query maker", "query open"}, "POST /boxes": set()}


def test_a_method_of_calls_at_several_addresses_says_nothing() -> None:
    calls = "```\nGET  /boxes     - all\nGET  /boxes/all - more\nPOST /boxes     - one more\n```"
    page = f"# P\n\n## Boxes\n\n{calls}\n\n{_ASKED}{_SENT}"
    assert names(page) == {"GET /boxes": set(), "GET /boxes/all": set(), "POST /boxes": {"body title"}}


def test_forms_of_one_call_share_what_such_a_label_says() -> None:
    page = f"# P\n\n## Boxes\n\n**URL**: `/boxes[/{{id}}]`\n**HTTP method**: GET / POST\n\n{_ASKED}{_SENT}"
    assert names(page) == {
        "GET /boxes": {"query maker", "query open"},
        "GET /boxes/{id}": {"query maker", "query open"},
        "POST /boxes": {"body title"},
        "POST /boxes/{id}": {"body title"},
    }


def test_a_label_names_the_method_of_no_call_in_another_section() -> None:
    assert names(f"# P\n\n## Lids\n\n### `PUT /lids`\n\nMakes lids.\n\n## Boxes\n\n{_SENT}") == {"PUT /lids": set()}


def test_several_addresses_behind_one_label_are_no_ways_of_one_call() -> None:
    page = f"# P\n\n## Boxes\n\n**Endpoints:** `GET /boxes`, `POST /lids`\n\n{_ASKED}"
    assert "query maker" not in names(page).get("POST /lids", set())


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Request body (POST)", {"POST"}),
        ("PUT/PATCH body", {"PUT", "PATCH"}),
        ("Query parameters for GET", {"GET"}),
        ("Request body for `POST /boxes`", set()),
        ("Request body", set()),
        ("Get parameters", set()),
        ("POST", set()),
    ],
)
def test_only_a_title_that_says_what_fields_are_for_names_methods(title: str, said: set[str]) -> None:
    assert methods_of(("Boxes", title, "Notes")) == said
