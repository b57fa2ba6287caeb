"""Sentences that say whether a field is needed that only the sample of a request shows."""

import pytest

from driftwatch.extract.fields.need_sentences import needs_said
from driftwatch.extract.text.inline import text_of
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page

SHOWN = '# Shop\n\n## POST /boxes\n\n**Request:**\n\n```json\n{"size": 3, "lid": {"kind": "flat"}}\n```\n\n'


def needs(page: str) -> dict[str, bool | None]:
    (found,) = operations_of_page(sections_of_markdown(page), "boxes")
    at = "request · application/json · "
    fields = (fact for fact in found.facts if isinstance(fact, Field) and not fact.at.endswith("$"))
    return {fact.at.removeprefix(at): fact.required for fact in fields}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("`size` is optional (default: 3).", {"size": False}),
        ("The `size` field is required.", {"size": True}),
        ("`size` and `lid` are mandatory", {"size": True, "lid": True}),
        ("It makes one. `lid` is required. `size` is optional.", {"lid": True, "size": False}),
    ],
)
def test_what_a_sample_shows_and_a_sentence_calls_needed_or_not_is_a_field(said: str, found: dict[str, bool]) -> None:
    assert needs_said(text_of(said)) == found
    assert needs(f"{SHOWN}{said}\n") == found


@pytest.mark.parametrize(
    "said",
    [
        "`size` is required if there is no `lid`.",
        "`size` is optional. It is needed unless `lid` is sent.",
        "Either `size` or `lid` is required.",
        "Only `size` is required.",
        "`size` is not required.",
        "`size` is optional in lids.",
        "In other calls `size` is required.",
        "size is required.",
        "`size: 3` is required.",
    ],
)
def test_what_is_said_of_a_case_or_of_something_else_is_not_taken(said: str) -> None:
    assert needs_said(text_of(said)) == {}


@pytest.mark.parametrize(
    "page",
    [
        f"{SHOWN}`kind` is optional. `count` is required.\n",  # in an object, and not shown
        SHOWN.replace("**Request:**", "**Response:**") + "`size` is required.\n",
        SHOWN.replace("POST", "GET") + "`size` is required.\n",
        f"{SHOWN}### Response\n\n`size` is optional.\n",
        f"{SHOWN}### Webhook payload\n\n`size` is required.\n",
        f"{SHOWN}### Query parameters\n\n`size` is required.\n",
        f"{SHOWN}### Headers\n\n`size` is required.\n",
        SHOWN.replace("**Request:**", "### Request") + "#### When you send a lid\n\n`size` is required.\n",
        SHOWN.replace("/boxes", "/boxes/{size}") + "`size` is required.\n",
    ],
)
def test_what_no_sample_of_what_is_sent_shows_is_no_field(page: str) -> None:
    assert needs(page) == {}


def test_what_a_table_says_stands() -> None:
    table = "| Field | Type | Required |\n|-|-|-|\n| size | integer | no |\n\n"
    assert needs(f"{SHOWN}{table}`size` is required.\n") == {"size": False}
