"""Lines that say with a method and an address, each in code, that a request is sent; pictures before a call."""

import pytest

from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Page
from tests.platforms.test_binding import names


@pytest.mark.parametrize(
    "line",
    [
        "`GET`-Request sent: `/v1/lids`",
        "`GET` request to `/v1/lids`.",
        "Send a `GET` request to the endpoint `/v1/lids`",
        "> \U0001f517 `GET /v1/lids`",
        "\u27a1\ufe0f `GET /v1/lids`",
    ],
)
def test_a_line_that_says_no_more_than_the_call_documents_it(line: str) -> None:
    assert set(names(f"# Lids\n\n## List\n\nAsks for `lids.read`.\n\n{line}\n\nIt lists them.\n")) == {"GET /v1/lids"}


@pytest.mark.parametrize(
    "line",
    [
        "`GET` is not allowed on `/v1/lids`",
        "`GET` instead of `/v1/lids`",
        "See `GET` and `/v1/lids`",
        "`GET` from `/v1/lids`",
        "Use `GET` on `/v1/lids`.",
        "Send `GET` to `/v1/lids`",
        "`GET` `/v1/lids`: not sent",
    ],
)
def test_a_line_that_says_something_else_names_no_call(line: str) -> None:
    assert not names(f"# Lids\n\n## List\n\n{line}\n\nIt lists them.\n")


@pytest.mark.parametrize("sign", ["\u274c", "\U0001f44e", "\U0001f6ab", "\u26a0\ufe0f", "\u2716", "\u26d4", "\u2620"])
def test_a_picture_that_may_deny_a_call_is_no_part_of_its_line(sign: str) -> None:
    assert set(names(f"# Style\n\n\u2705 `GET /v1/lids`\n\n{sign} `GET /v1/lid`\n")) <= {"GET /v1/lids"}


def test_front_matter_writes_the_same_path_as_the_heading_below_it() -> None:
    table = "## Parameters\n\n| Name | Type |\n|-|-|\n| tag | string |\n"
    text = f"---\ntitle: GET /lids/tag/:tag\n---\n\n# GET /lids/tag/:tag\n\n{table}"
    found = statements_of(Page(url="https://d.example/lids", path="lids", text=text)).documentations
    assert {entry.owner.name for each in found for entry in each.entries} == {"GET /lids/tag/{}"}


def test_an_object_may_be_what_the_response_is() -> None:
    page = "# Lids\n\n## Make\n\n`POST /v1/lids`\n\nResponse is `{ id, size, made_at }`. It may take a while.\n"
    assert names(page)["POST /v1/lids"] == {"response id", "response size", "response made_at"}
