"""Lines that say with a method and an address, each in code, that a request is sent; pictures before a call."""

import pytest

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
    "line", ["`GET` is not allowed on `/v1/lids`", "`GET` instead of `/v1/lids`", "See `GET` and `/v1/lids`"]
)
def test_a_line_that_says_something_else_names_no_call(line: str) -> None:
    assert not names(f"# Lids\n\n## List\n\n{line}\n\nIt lists them.\n")
