"""Headings that are addresses of which nothing names the method."""

import pytest

from tests.platforms.test_binding import names

SENT = "Parameters:\n\n| Name | Type |\n|-|-|\n| size | integer |\n\n"


def test_without_a_method_an_address_is_any_call() -> None:
    page = f"# P\n\n## `/boxes/list`\n\n{SENT}## /boxes/find\n\nQuery parameters:\n\n- `name` (string): which\n"
    assert names(page) == {"ANY /boxes/list": {"unstated size"}, "ANY /boxes/find": {"query name"}}


@pytest.mark.parametrize(
    "named",
    [
        "## All\n\n| Method | Path |\n|-|-|\n| POST | /boxes/list |\n| GET | /boxes |\n\n",
        "## Try it\n\n```sh\ncurl -X POST https://api.example.com/boxes/list -d 'size=3'\n```\n\n",
    ],
)
def test_an_overview_or_a_sample_names_it(named: str) -> None:
    found = names(f"# P\n\n## /boxes/list\n\n{SENT}{named}")
    assert "body size" in found["POST /boxes/list"]
    assert "ANY /boxes/list" not in found


def test_of_two_methods_neither_is_guessed() -> None:
    listed = "## All\n\n| Method | Path |\n|-|-|\n| POST | /boxes/list |\n| GET | /boxes/list |\n\n"
    assert names(f"# P\n\n{listed}## /boxes/list\n\n{SENT}") == {"POST /boxes/list": set(), "GET /boxes/list": set()}


@pytest.mark.parametrize(
    "page",
    [
        f"## /etc/boxes.conf\n\n{SENT}",
        f"## /srv/boxes/list\n\n{SENT}",
        f"## /boxes/list.yaml\n\n{SENT}",
        f"## /kick\n\n{SENT}",
        "## /boxes/list\n\nIt lists them.\n",
        "## /boxes/list\n\n| Word | Meaning |\n|-|-|\n| box | a box |\n",
    ],
)
def test_other_paths_are_no_calls(page: str) -> None:
    assert names(f"# P\n\n{page}") == {}


def test_a_call_that_is_named_below_it_is_the_one() -> None:
    assert names(f"# P\n\n## /boxes/list\n\n### GET\n\n{SENT}") == {"GET /boxes/list": {"query size"}}
