"""What a call has beside another part that says the same of it."""

import pytest

from tests.platforms.test_binding import names


def table(name: str) -> str:
    return f"\n| Name | Type |\n|-|-|\n| {name} | string |\n\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("### Request params\n", "### Request body\n"),
        ("**Request parameters**\n", "**Request body**\n"),
        ("### Parameters\n", "### Body\n"),
    ],
)
def test_parameters_beside_a_body_are_in_the_address(first: str, second: str) -> None:
    page = f"# P\n\n## POST /boxes/{{id}}\n\n{first}{table('dry')}{second}{table('size')}"
    assert names(page) == {"POST /boxes/{id}": {"query dry", "body size"}}


@pytest.mark.parametrize(
    "rest",
    [
        "### Response\n" + table("size"),  # nothing else is said to be the body
        "### Body\n" + table("dry"),  # it is described twice
        '### Body\n\n```json\n{"dry": "x", "size": "y"}\n```\n' + table("size"),
    ],
)
def test_without_a_body_of_its_own_they_are_the_body(rest: str) -> None:
    page = f"# P\n\n## POST /boxes\n\n### Request params\n{table('dry')}{rest}"
    assert "body dry" in names(page)["POST /boxes"]


def test_what_describes_a_parameter_called_body_is_in_it() -> None:
    page = f"# P\n\n## POST /boxes\n\n### Parameters\n{table('payload')}### Payload\n{table('size')}"
    assert "query payload" not in names(page)["POST /boxes"]


def test_a_schema_beside_parameters_is_in_no_query() -> None:
    model = "##### Schema\n" + table("name")
    page = f"# P\n\n#### GET /boxes/{{id}}\n\n##### Parameters\n{table('full')}{model}##### Responses\n\n- 200: fine\n"
    assert names(page)["GET /boxes/{id}"] == {"query full"}


@pytest.mark.parametrize(
    ("kind", "within"),
    [("string", "path"), ("integer", "path"), ("", "path"), ("boolean", "query"), ("bool", "query")],
)
def test_what_is_true_or_false_is_no_step_of_the_path_that_is_called_otherwise(kind: str, within: str) -> None:
    told = f"\n| Name | Type | Description |\n|-|-|-|\n| wait | {kind} | Says how the box is made |\n\n"
    page = f"# P\n\n## PUT /boxes/{{box_id}}\n\n### Parameters\n{told}### Body\n{table('size')}"
    assert f"{within} wait" in names(page)["PUT /boxes/{box_id}"]
