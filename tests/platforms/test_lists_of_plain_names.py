"""Lists of fields whose names stand in plain words: with nothing behind them, or with a type in code."""

import pytest

from tests.platforms.test_binding import names

POST = "# P\n\n## Make a box\n\n`POST /x`\n\n"


def test_names_alone_below_a_heading_that_says_that_they_are_sent() -> None:
    page = f"{POST}### Body parameters\n\n* label:\n* size:\n"
    assert names(page) == {"POST /x": {"body label", "body size"}}


@pytest.mark.parametrize("heading", ["Response", "Successful response", "Schema properties\n\n### Response"])
def test_a_type_in_code_behind_each_name_makes_them_fields(heading: str) -> None:
    listed = (
        "* tags: `Tag[]`. All of them.\n* label: `String`. What it says.\n* state: `BoxState`.\n* size: `Integer`.\n"
    )
    page = f"{POST}### {heading}\n\n{listed}"
    found = {name.partition("[")[0] for name in names(page)["POST /x"]}
    assert found == {f"response {name}" for name in ("tags", "label", "state", "size")}


@pytest.mark.parametrize(
    "listed",
    [
        "* tags: `Tag[]`. All of them.\n* state: `BoxState`.\n",  # no type that is known
        "* size: `Integer`.\n* width: `Integer`.\n* see: `box.md`\n",
        "* size: `Integer`.\n* width: `Integer`.\n* Note: nothing else\n",
    ],
)
def test_other_code_behind_names_makes_none(listed: str) -> None:
    assert names(f"{POST}### Response\n\n{listed}").get("POST /x", set()) == set()


@pytest.mark.parametrize("heading", ["Schema properties", "Field definitions", "Field descriptions"])
def test_below_a_heading_that_only_says_fields_they_are_those_of_the_answer_around_it(heading: str) -> None:
    page = f"{POST}### Response\n\n#### {heading}\n\n* **code:** _string_; A code.\n* __name:__ _string_\n"
    assert names(page) == {"POST /x": {"response code", "response name"}}
