"""Calls that a page writes with an id in place of a parameter."""

import pytest

from tests.platforms.test_binding import names

ONE = "5b1c9a10-3f7e-4a62-8d0b-2c4e6f8a9b01"
TWO = "0d9e8f7a-6b5c-4d3e-9f1a-0b2c3d4e5f60"


@pytest.mark.parametrize(
    ("written", "call"),
    [
        (f"/boxes/{ONE}", "/boxes/{id}"),
        (f"/boxes/{ONE}/lids/{TWO}", "/boxes/{id}/lids/{id2}"),
        (f"/boxes/{ONE.upper()}/ship", "/boxes/{id}/ship"),
        (f"/boxes/{ONE[:-1]}", f"/boxes/{ONE[:-1]}"),  # no UUID
        ("/boxes/red", "/boxes/red"),
    ],
)
def test_an_id_in_a_path_stands_for_any_other(written: str, call: str) -> None:
    assert set(names(f"# Store\n\n## Find one\n\n```\nGET {written}\n```\n\nIt is found.\n")) == {f"GET {call}"}


def test_it_is_the_call_that_the_page_writes_with_parameters() -> None:
    page = (
        "# Store\n\n## Find one\n\n`GET /boxes/{box_id}`\n\n| Parameter | Type |\n|-|-|\n| lid | string |\n\n"
        f"## A lid of one\n\n```\nGET /boxes/{ONE}\n```\n\n## Ship one\n\n```\nPOST /boxes/{ONE}/ship\n```\n"
    )
    assert names(page).keys() == {"GET /boxes/{box_id}", "POST /boxes/{id}/ship"}
    assert "query lid" in names(page)["GET /boxes/{box_id}"]


def test_another_example_of_an_id_is_the_same_call() -> None:
    page = "# Store\n\n## Find one\n\n```\nGET /boxes/{}\n```\n\nIt is found.\n"
    assert names(page.replace("{}", ONE)) == names(page.replace("{}", TWO))
