"""What is said in the section of one call is held against that call's own tables, on a page that documents several."""

import pytest

from driftwatch.assemble.assembly import assemble
from driftwatch.model.facts import Contradiction
from driftwatch.platforms.detection import statements_of
from tests.platforms.pages_of_ours import page

_BOXES = "| Name | Type | Required | Default |\n|-|-|-|-|\n| size | integer | yes | 3 |\n| kind | string | no | red |\n"
_LIDS = "| Name | Type | Required | Default |\n|-|-|-|-|\n| size | integer | no | 5 |\n"


def told(boxes: str = "", lids: str = "", before: str = "", boxes_title: str = "POST /boxes") -> list[tuple[str, str]]:
    """Return call and address of each contradiction of a page with two calls, each with text of its own."""
    text = f"# Boxes\n\n{before}\n\n## {boxes_title}\n\n{_BOXES}\n{boxes}\n\n## GET /lids\n\n{_LIDS}\n{lids}\n"
    entries = assemble([statements_of(page("/boxes.md", text))]).entries
    return [
        (entry.owner.name, fact.at.removeprefix("contradiction \u00b7 "))
        for entry in entries
        for fact in entry.facts
        if isinstance(fact, Contradiction)
    ]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("`size` defaults to `7`.", "default \u00b7 request \u00b7 application/json \u00b7 size"),
        ("### Notes\n\nSend `size` as a string.", "type \u00b7 request \u00b7 application/json \u00b7 size"),
        ("- `kind` defaults to `blue`.", "default \u00b7 request \u00b7 application/json \u00b7 kind"),
        ("`size` is optional.", "required \u00b7 request \u00b7 application/json \u00b7 size"),
        ("### Request body\n\n`size` is optional.", "required \u00b7 request \u00b7 application/json \u00b7 size"),
        (
            "### Request\n\n```bash\ncurl -d '{}' https://api.example.com/v1/boxes\n```\n\n`size` is optional.",
            "required \u00b7 request \u00b7 application/json \u00b7 size",
        ),
        (
            "### Parameters\n\n#### Remarks\n\n`size` is optional.",
            "required \u00b7 request \u00b7 application/json \u00b7 size",
        ),
    ],
)
def test_what_the_section_of_a_call_says_is_held_against_that_call(said: str, at: str) -> None:
    assert told(said) == [("POST /boxes", at)]


def test_each_section_is_held_against_its_own_call_alone() -> None:
    assert told("`size` defaults to `5`.", "`size` defaults to `5`.") == [
        ("POST /boxes", "default \u00b7 request \u00b7 application/json \u00b7 size")
    ]


@pytest.mark.parametrize(
    "said",
    [
        "`size` defaults to `3`.",
        "Unlike here, `size` defaults to `5` in `GET /lids`.",
        "GET /lids has a narrower range: `size` defaults to `5`.",
        "See `/lids`, whose `size` defaults to `5`.",
        "For lids, `size` defaults to `5`.",
        "### GET /bags\n\n`size` defaults to `9`.",
        "### Of another service\n\n`POST /v1/jars`\n\n`size` defaults to `9`.",
        "### Example: list the lids\n\n```bash\ncurl https://api.example.com/lids?size=9\n```\n\n`size` is optional.",
        "### Example request\n\n`size` is optional.",
        "### Request\n\n```bash\ncurl https://api.example.com/lids?size=9\n```\n\n`size` is optional.",
        "### Request\n\n```bash\ncurl -X POST https://api.example.com/lids\n```\n\n`size` is optional.",
        "[List lids](#get-lids): `size` is optional.",
        "- As in [the list](/guides/lids) `size` defaults to `5`.",
        "> [List lids](#get-lids): `size` is optional.",
        "### PATCH\n\n`size` is optional.",
        "### PATCH parameters\n\n`size` is optional.",
        "### See also: listing lids\n\n`size` defaults to `5`.",
        "### Nested: `lid`\n\n| Name | Type | Required |\n|-|-|-|\n| size | string | no |\n\n`size` is optional.",
        "### Lid object\n\n`size` is a string.",
        "### Webhook payload\n\nSend `size` as a string.",
        "### Update\n\nSame path, with PATCH. `size` is optional.",
        "### Lids\n\n#### Parameters\n\n`size` is optional.",
    ],
)
def test_what_may_be_of_another_call_contradicts_nothing(said: str) -> None:
    assert told(said) == []


def test_what_a_page_of_several_calls_says_above_them_contradicts_nothing() -> None:
    assert told(before="`size` defaults to `9`.") == []


def test_a_heading_that_names_two_calls_makes_no_section_of_one() -> None:
    assert told("`size` defaults to `9`.", boxes_title="POST, PUT /boxes") == []


def test_the_values_of_another_call_s_table_are_none_of_this_one() -> None:
    table = "### Kinds\n\n| Kind value | Meaning |\n|-|-|\n| `green` | x |\n| `grey` | y |\n"
    assert told("Take `kind` from the table.", table) == []
