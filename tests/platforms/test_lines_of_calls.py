"""Lines that name a call in further ways: behind a word for the server, below signs of a heading, with wide braces."""

import pytest

from driftwatch.extract.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter, Response
from driftwatch.platforms.call_lines import call_of_line
from driftwatch.platforms.pages import PageOperation, operations_of_page


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def body(operation: PageOperation) -> list[str]:
    at = "request · application/json · "
    found = [fact.at for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at)]
    return [each.removeprefix(at) for each in found if not each.endswith("$")]


def statuses(operation: PageOperation) -> list[str]:
    return [fact.status for fact in operation.facts if isinstance(fact, Response)]


@pytest.mark.parametrize("base", ["BASE_URL", "SHOP_API_ROOT", "HOST", "<server>", "<your host name>", "<API_URL>"])
def test_a_call_may_begin_with_a_word_for_the_server(base: str) -> None:
    found = call_of_line(f"GET {base}/widgets/{{id}}")
    assert found is not None
    assert (found.method, found.path, found.server) == ("GET", "/widgets/{id}", "")


@pytest.mark.parametrize("other", ["WIDGETS", "widgets_of_mine", "<account>"])
def test_another_word_in_front_of_a_path_is_none_for_the_server(other: str) -> None:
    assert call_of_line(f"GET {other}/parts") is None


def test_parameters_may_have_blanks_inside_their_braces() -> None:
    found = operations(
        "# Widgets\n\n### GET /widgets/{ widget_id }\n\nShows one.\n\n"
        "### DELETE /widgets/{ widget_id }/parts/{ part }\n\nOut.\n"
    )
    assert list(found) == ["GET /widgets/{widget_id}", "DELETE /widgets/{widget_id}/parts/{part}"]


def test_a_heading_without_a_space_behind_its_signs_names_the_call_of_its_line() -> None:
    found = operations(
        "#Widgets\n\n####POST `/widgets`\nMakes one.\n\nParameters:\n\n- `size` (integer, required): How large.\n\n"
        "####GET /widgets/:id\n\nShows one.\n"
    )
    assert list(found) == ["POST /widgets", "GET /widgets/{id}"]
    assert body(found["POST /widgets"]) == ["size"]


def test_two_calls_side_by_side_share_what_follows_behind_a_word_for_the_server() -> None:
    found = operations(
        "# Widgets\n\n## Show\n\n`GET BASE_URL/widgets/<id>`<br>`GET BASE_URL/widgets/by-name/<name>`\n\n"
        "### Response codes\n\n200 OK\n:   There it is.\n\n404 Not Found\n:   There is none.\n"
    )
    assert {call: statuses(each) for call, each in found.items()} == {
        "GET /widgets/{id}": ["200", "404"],
        "GET /widgets/by-name/{name}": ["200", "404"],
    }
