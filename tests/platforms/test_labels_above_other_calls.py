"""Pages that name one call below the other, each with its label and table, and no heading between them."""

import pytest

from tests.platforms.test_binding import names

ANSWER = '**200 Response:** A list\n\n```json\n[{"lid": "red"}]\n```\n\n'
TABLE = "| Param | Type |\n|-|-|\n| size | number |\n\n"


def call(line: str) -> str:
    return f"```\n{line}\n```\n\n"


def test_what_is_answered_by_one_call_says_nothing_of_the_table_below_the_next() -> None:
    page = f"# P\n\n## Boxes\n\n{call('GET /boxes')}{ANSWER}---\n\n{call('GET /lids')}{TABLE}{ANSWER}"
    assert names(page) == {"GET /boxes": set(), "GET /lids": {"query size"}}


def test_what_stands_behind_the_label_of_an_answer_is_of_it_as_long_as_no_call_comes() -> None:
    page = f"# P\n\n## Boxes\n\n{call('GET /boxes')}{ANSWER}{TABLE}{call('POST /lids')}{TABLE}"
    assert names(page) == {"GET /boxes": {"response size"}, "POST /lids": {"body size"}}


def test_a_label_right_above_a_call_speaks_of_what_is_below_it() -> None:
    page = f"# P\n\n## Boxes\n\n{call('GET /lids')}{ANSWER}**Response**\n\n{call('GET /boxes')}{TABLE}"
    assert "response size" in names(page)["GET /boxes"]


@pytest.mark.parametrize("line", ["`{}`", "**{}**", "```http\n{}\n```"])
def test_the_line_of_the_next_call_may_be_a_paragraph(line: str) -> None:
    first, second = line.format("GET /boxes"), line.format("POST /boxes")
    page = f"# P\n\n## Boxes\n\n{first}\n\n**Response**\n\n{TABLE}{second}\n\n{TABLE}"
    assert names(page) == {"GET /boxes": {"response size"}, "POST /boxes": {"body size"}}


@pytest.mark.parametrize(
    "again",
    [
        "`GET /widgets`",
        "```\nGET /widgets\n```",
        "```\nGET /widgets?page=2\n```",
        "```\nGET https://h.example/widgets\n```",
    ],
)
@pytest.mark.parametrize(
    "head", ["## GET /widgets", "## Widgets\n\n`GET /widgets`", "## Widgets\n\nURL: /widgets\n\nMethod: GET"]
)
def test_the_same_call_again_leaves_the_label_of_its_answer(head: str, again: str) -> None:
    sample = '```\nHTTP/1.1 200 OK\n\n{"size": 3}\n```'
    found = names(f"# P\n\n{head}\n\n**Response:**\n\n{sample}\n\n{again}\n\n{TABLE}")
    assert {call: told - {"query page"} for call, told in found.items()} == {"GET /widgets": {"response size"}}


def test_the_same_call_with_a_value_leaves_it_too() -> None:
    page = f"# P\n\n## GET /boxes/{{id}}\n\n{ANSWER}{call('GET /boxes/3')}{TABLE}"
    assert "response size" in names(page)["GET /boxes/{id}"]
