"""Labels that name a message in other forms: with a variant behind a dash, as a block of MkDocs, above code."""

import pytest

from driftwatch.extract.words.roles import role_of_title
from tests.platforms.test_binding import names

ROWS = "| Name | Type |\n|---|---|\n| lid | string |\n| size | integer |\n"
SHOWN = '{"lid": "a", "size": 2}'


def told(below: str, call: str = "POST /boxes") -> set[str]:
    return names(f"# Store\n\n## Do it\n\n`{call}`\n\nIt is done.\n\n{below}").get(call, set())


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Response \u2013 short form", "response"),
        ("Response - FULL", "response"),
        ("Request \u2014 `multipart/form-data`, with a token", "request"),
        ("Request body \u2014 JSON", "body"),
        ("Response \u2014 error", ""),
        ("Request - response pairs", ""),
        ("Query - the words", ""),
        ("Response-time", ""),
    ],
)
def test_a_message_may_be_named_with_its_variant_behind_a_dash(title: str, role: str) -> None:
    assert role_of_title(title) == role


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("/// details | Response", {"response lid", "response size"}),
        ("/// response-fields", {"response lid", "response size"}),
        ("/// api-response-spec\n    open: True\n", {"response lid", "response size"}),
        ("/// api-parameters\n    open: True\n", {"body lid", "body size"}),
    ],
)
def test_what_opens_a_block_of_mkdocs_is_a_label(opening: str, expected: set[str]) -> None:
    assert told(f"{opening}\n{ROWS}\n///\n") == expected


@pytest.mark.parametrize("opening", ["/// details", "/// note | Mind this", "/// collapse-code", "/// tab | Python"])
def test_what_only_shows_its_content_is_none(opening: str) -> None:
    assert not told(f"{opening}\n\n{ROWS}\n///\n") & {"response lid", "body lid", "query lid"}


def test_what_closes_a_block_ends_what_its_label_says() -> None:
    below = f"/// response-fields\n\n{ROWS}\n///\n\nIt has parts.\n\n{ROWS.replace('lid', 'top')}"
    assert "response lid" in told(below)
    assert "response top" not in told(below)


@pytest.mark.parametrize("info", ['json title="Example response"', "json Response", '{.json .x title="Response 200"}'])
def test_the_title_of_a_code_block_says_which_message_it_shows(info: str) -> None:
    body = "### Request body\n\n| Name | Type |\n|---|---|\n| top | string |\n\n"
    shown = f"### Ukuran\n\n```{info}\n{SHOWN}\n```\n\n{ROWS}"
    assert told(f"{body}{shown}") == {"body top", "response lid", "response size"}
    assert "response lid" not in told(f"{body}{shown}".replace(info, "json"))


def test_an_item_that_begins_with_a_blank_in_code_names_no_field() -> None:
    assert told("### Parameters\n\n- ` ` (space) - a gap.\n- `lid` string - closes it.\n") == {"body lid"}
