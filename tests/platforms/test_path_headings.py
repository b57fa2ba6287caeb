"""Headings that are addresses, above the methods that these take."""

import pytest

from tests.platforms.test_binding import names

TABLE = "\n| Name | Type | Required |\n|-|-|-|\n| size | integer | No |\n"


@pytest.mark.parametrize(
    "below",
    [
        "- GET: lists them\n- POST: makes one\n",
        "- **GET**: lists them\n- **POST** - makes one\n",
        "* `GET` (all of them)\n* `POST` \u2192 makes one\n",
        "- GET\n- POST\n",
        "**GET**\n\nLists them.\n\n**POST**\n\nMakes one.\n",
        "`GET`: lists them\n\n`POST`: makes one\n",
        "| Method | Description |\n|-|-|\n| GET | lists them |\n| `post` | makes one |\n",
        "### Methods\n\n| Method | Description |\n|-|-|\n| GET | lists them |\n| POST | makes one |\n",
    ],
)
def test_methods_below_an_address_are_calls(below: str) -> None:
    assert names(f"# P\n\n## `/boxes/:id`\n\n{below}").keys() == {"GET /boxes/{id}", "POST /boxes/{id}"}


def test_what_stands_below_a_method_is_of_its_call() -> None:
    page = f"# P\n\n## /boxes\n\n**GET**\n\nQuery parameters:\n{TABLE}\n**POST**\n\nBody:\n{TABLE}"
    assert names(page) == {"GET /boxes": {"query size"}, "POST /boxes": {"body size"}}


@pytest.mark.parametrize(
    "below",
    [
        "- GET it done\n- POST it\n",
        "- GET: lists them\n- Others: nothing\n",
        "GET them all.\n\nPOST one.\n",
        "| Method | Path |\n|-|-|\n| run | /bin |\n",
        "- GET: lists them\n  - `size`: how large\n- POST: makes one\n  - `size`: how large\n",
        "- " + "\n- ".join(["GET: once more"] * 9) + "\n",
    ],
)
def test_other_words_below_an_address_name_no_call(below: str) -> None:
    assert not names(f"# P\n\n## /boxes\n\n{below}")


def test_below_another_heading_methods_are_none() -> None:
    assert not names("# P\n\n## Boxes\n\n- GET: lists them\n- POST: makes one\n")
