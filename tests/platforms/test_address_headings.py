"""Calls that two headings name together: an address, and a method above or below it."""

import pytest

from tests.platforms.test_binding import names

TABLE = "\n| Name | Located in | Required | Schema |\n|-|-|-|-|\n| size | query | No | integer |\n"


@pytest.mark.parametrize(
    "method",
    ["GET", "`GET`", "Get", "[GET]", "GET: lists them", "GET - Lists them", "GET method", "GET request", "GET (lists)"],
)
def test_a_method_below_the_heading_of_an_address_is_a_call(method: str) -> None:
    page = f"# P\n\n### /widgets/{{id}}\n\n#### {method}\n\n##### Parameters\n{TABLE}"
    assert names(page) == {"GET /widgets/{id}": {"query size"}}


@pytest.mark.parametrize(
    "address", ["`/widgets`", "/widgets/", "Endpoint: /widgets", "https://api.example.com/widgets"]
)
def test_the_address_may_be_written_in_several_ways(address: str) -> None:
    page = f"# P\n\n## {address}\n\nAll of them.\n\n### GET\n{TABLE}\n### DELETE\n\nRemoves them all.\n"
    assert {call.rstrip("/") for call in names(page)} == {"GET /widgets", "DELETE /widgets"}


def test_each_address_has_methods_of_its_own() -> None:
    page = f"# P\n\n### /widgets\n\n#### GET\n{TABLE}\n#### POST\n\n### /boxes\n\n#### PUT\n"
    assert names(page) == {"GET /widgets": {"query size"}, "POST /widgets": set(), "PUT /boxes": set()}


@pytest.mark.parametrize("title", ["GET started", "Get widgets", "GET", "Delete"])
def test_a_heading_below_no_address_is_none(title: str) -> None:
    above = "Widgets" if title in ("GET", "Delete") else "/widgets"
    assert not names(f"# P\n\n### {above}\n\n#### {title}\n{TABLE}")


@pytest.mark.parametrize(
    "said",
    [
        "/widgets (POST)",
        "`/widgets` - POST",
        "/widgets | POST",
        "/widgets --- method POST",
        "/widgets: [POST]",
        "`/widgets POST`",
        "`/widgets` POST request",
    ],
)
def test_the_method_may_stand_behind_its_path(said: str) -> None:
    for page in (f"# P\n\n## {said}\n\n{TABLE}", f"# P\n\n## New\n\n> {said}\n\n{TABLE}"):
        assert names(page) == {"POST /widgets": {"query size"}}


@pytest.mark.parametrize(
    ("said", "read"), [("## /widgets POST", ["POST /widgets"]), ("/widgets POST", []), ("> /widgets POST", [])]
)
def test_without_a_sign_between_them_only_a_heading_or_code_is_a_call(said: str, read: list[str]) -> None:
    assert list(names(f"# P\n\n{said}\n\n{TABLE}")) == read


@pytest.mark.parametrize("said", ["/opt HEAD", "`/opt HEAD`", "## /opt HEAD", "`/var/log` GET", "`/index.html` GET"])
def test_a_file_and_a_word_are_no_call(said: str) -> None:
    assert not names(f"# P\n\n{said}\n\nText.\n")


@pytest.mark.parametrize("said", ["/widgets - get them", "/widgets (by POST)", "/widgets POST it", "widgets (POST)"])
def test_other_words_behind_a_path_name_no_method(said: str) -> None:
    assert not names(f"# P\n\n## {said}\n\nText.\n")
