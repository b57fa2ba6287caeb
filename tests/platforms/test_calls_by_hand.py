"""Calls as people write them by hand: without a slash, with the parameters of their query, several in a block."""

import pytest

from driftwatch.extract.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages import PageOperation, operations_of_page

URL_TABLE = "**Widgets - URL parameters**\n\n| Parameter | Required | Value |\n|-|-|-|\n"


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "widgets")
    return {f"{item.method} {item.path}": item for item in found}


def parameters(operation: PageOperation) -> dict[str, str]:
    return {fact.name: fact.within for fact in operation.facts if isinstance(fact, Parameter)}


def body(operation: PageOperation) -> dict[str, Field]:
    at = "request · application/json · "
    found = [fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(at)]
    return {fact.at.removeprefix(at): fact for fact in found if not fact.at.endswith("$")}


def test_a_call_without_a_slash_may_be_written_with_its_query() -> None:
    found = operations(
        "# Widgets\n\n## Fill\n\n    POST store/fill\n\n## Parts\n\n    GET store/widgets/{id}/parts?kind={kind}\n\n"
        f"{URL_TABLE}| id | Yes | String |\n| kind | No | String |\n"
    )
    assert list(found) == ["POST /store/fill", "GET /store/widgets/{id}/parts"]
    assert parameters(found["GET /store/widgets/{id}/parts"]) == {"id": "path", "kind": "query"}


def test_the_query_of_a_line_of_code_names_its_parameters_and_that_of_a_sample_none() -> None:
    found = operations(
        "# Widgets\n\n## Show\n\n```\nGET /widgets/{id}?shade={shade}&in=cm\n```\n\nShows one.\n\n"
        "## Count\n\n```\nGET /widgets/count?since=2020\n```\n\nCounts them.\n"
    )
    assert parameters(found["GET /widgets/{id}"]) == {"shade": "query", "in": "query"}
    assert parameters(found["GET /widgets/count"]) == {}


def test_calls_without_a_slash_may_share_a_block() -> None:
    assert list(operations("# Widgets\n\n## Fill\n\n    POST store/widgets\n\n    PUT store/widgets\n")) == [
        "POST /store/widgets",
        "PUT /store/widgets",
    ]


@pytest.mark.parametrize(("beside", "within"), [("", "query"), ("\nGET /parts/{widgetId}", None)])
def test_a_parameter_of_the_url_may_be_called_as_one_in_the_path_of_another_section(
    beside: str, within: str | None
) -> None:
    found = operations(
        f"# Widgets\n\n## Show\n\n```\nGET /widgets/{{widgetId}}\n```\n\n{URL_TABLE}| widgetId | Yes | String |\n\n"
        f"## Parts\n\n```\nGET /parts{beside}\n```\n\n{URL_TABLE}| widgetId | No | String |\n"
    )
    assert parameters(found["GET /parts"]).get("widgetId") == within
