"""Tables whose first column is headed by the message that they list: "Request body", "Query"."""

import pytest

from tests.platforms.test_binding import names

ROWS = "|---|---|---|\n| lid | Yes | The lid |\n| size | No | The size |\n"


def told(head: str, *, title: str = "Request URL", call: str = "POST /boxes", rows: str = ROWS) -> set[str]:
    return names(f"# Store\n\n## Do it\n\n### {title}\n\n`{call}`\n\n{head}\n{rows}")[call]


@pytest.mark.parametrize(
    ("head", "within"),
    [
        ("| Request body | Mandatory | Description |", "body"),
        ("| JSON body | Required | Description |", "body"),
        ("| Query | Required | Description |", "query"),
        ("| Query string | Required | Notes |", "query"),
        ("| Query | Default | Notes |", "query"),
        ("| Response body | Required | Description |", "response"),
    ],
)
def test_the_head_of_a_column_says_which_message_its_names_are_of(head: str, within: str) -> None:
    assert told(head) == {f"{within} lid", f"{within} size"}


@pytest.mark.parametrize(
    "head",
    [
        "| Query | Result | Description |",
        "| Query | Example | Description |",
        "| Query | Notes | Description |",
        "| Element | Meaning | Description |",
        "| Body | Size | Description |",
    ],
)
def test_without_a_type_a_need_or_a_default_it_is_no_table_of_fields(head: str) -> None:
    assert told(head) == set()


def test_a_row_that_says_that_there_is_nothing_is_no_field() -> None:
    rows = "|---|---|---|\n| NONE | N/A | Nothing is sent |\n"
    assert told("| Request body | Mandatory | Description |", rows=rows) == set()


@pytest.mark.parametrize("title", ["3.2.4.5.1. Payload Definition", "Payload structure", "Body format"])
def test_a_heading_that_describes_a_payload_is_of_what_is_sent(title: str) -> None:
    page = f"# Store\n\n## POST /boxes\n\n### {title}\n\n| Field | Type |\n|---|---|\n| lid | string |\n"
    assert names(page)["POST /boxes"] == {"body lid"}


@pytest.mark.parametrize("head", ["Nombre del parámetro | Tipo | Obligatorio", "Tên tham số | Type | Required"])
def test_names_are_headed_in_several_languages(head: str) -> None:
    page = f"# Store\n\n## POST /boxes\n\n### Request body\n\n| {head} |\n|---|---|---|\n| lid | string | |\n"
    assert names(page)["POST /boxes"] == {"body lid"}
