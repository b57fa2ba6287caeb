"""Labels of the method and the address of a call: in two languages, and addresses that stand alone above a method."""

import pytest

from tests.platforms.test_binding import names

FIELDS = "\n\n**Body**\n\n| Field | Type |\n|-|-|\n| lid | string |\n"


@pytest.mark.parametrize(
    ("address", "method"),
    [
        ("接口地址 (URL)", "请求方式"),
        ("端點路徑\uff08URL\uff09", "請求方法\uff08Method\uff09"),
        ("Ścieżka (URL)", "Metoda (Method)"),
        ("Endpoint (URL)", "Method"),
    ],
)
def test_a_label_may_say_in_brackets_what_it_is_in_english(address: str, method: str) -> None:
    page = f"# P\n\n## Box\n\n- **{address}**: `/boxes`\n- **{method}**: `POST`{FIELDS}"
    assert names(page) == {"POST /boxes": {"body lid"}}


def test_the_rows_of_a_table_about_a_call_may_be_labelled_so() -> None:
    page = f"# P\n\n## Box\n\n| 项目 | 值 |\n|-|-|\n| 请求地址 (URL) | /boxes |\n| 请求方式 (Method) | PUT |{FIELDS}"
    assert names(page) == {"PUT /boxes": {"body lid"}}


def test_what_a_field_is_in_brackets_is_no_label_of_a_call() -> None:
    page = "# P\n\n## Box\n\n- Picture (url): https://example.com/boxes\n- Method (how it is shut): POST"
    assert names(f"{page}{FIELDS}") == {}


@pytest.mark.parametrize(
    "picture", ["头像 (URL): /avatars/{id}.png", "头像地址\uff08URL\uff09: /avatars/{id}.png", "Zdjęcie (url): /a.png"]
)
def test_what_a_picture_is_in_brackets_is_no_address_of_a_call(picture: str) -> None:
    assert names(f"# P\n\n## Box\n\n方法: POST\n\n{picture}\n\n路径: /boxes{FIELDS}") == {"POST /boxes": {"body lid"}}
    assert names(f"# P\n\n## Box\n\n方法: POST\n\n{picture}{FIELDS}") == {}


def test_a_label_without_brackets_says_more_than_one_with_them() -> None:
    page = "# P\n\n## Box\n\n方法: POST\n\n地址 (URL): /all\n\n路径: /boxes"
    assert names(f"{page}{FIELDS}") == {"POST /boxes": {"body lid"}}


def test_the_method_may_stand_before_the_address_as_well() -> None:
    page = f"# P\n\n## Box\n\n- **接口地址**\uff1aPUT /boxes\n- **请求方式**\uff1aPUT{FIELDS}"
    assert names(page) == {"PUT /boxes": {"body lid"}}


@pytest.mark.parametrize("address", ["`/boxes/:id`", "> /boxes/:id\n>", "```\n/boxes/:id\n```", "/boxes/:id"])
@pytest.mark.parametrize("method", ["Method: POST", "- Method: `POST`\n- Auth: none", "**Method:** POST"])
def test_an_address_may_stand_alone_above_the_label_of_its_method(address: str, method: str) -> None:
    assert names(f"# P\n\n## Box\n\n{address}\n\n{method}{FIELDS}") == {"POST /boxes/{id}": {"body lid"}}


def test_one_that_stands_alone_further_down_is_none_of_such_a_method() -> None:
    page = "# P\n\n## Box\n\nMethod: POST\n\nIt is kept.\n\nIn a folder.\n\n`/var/boxes`\n"
    assert names(f"{page}{FIELDS}") == {}


def test_a_call_of_a_client_that_is_named_as_an_address_is_no_label_of_one() -> None:
    """Generated clients list their calls by name: one that is called `Url` says nothing of all tables of the page."""
    table = (
        "| Method | HTTP request |\n|-|-|\n| [**Find**](#find) | **Get** /boxes |\n| [**Url**](#url) | **Get** /url |"
    )
    page = f"# P\n\n{table}\n\n## Find\n\n### Other Parameters\n\n| Name | Type |\n|-|-|\n| **lid** | **string** |\n"
    assert names(page) == {"GET /boxes": {"query lid"}, "GET /url": set()}


@pytest.mark.parametrize("place", ["/usr/local/bin", "`/etc/boxes`", "/boxes/lid.png", "`/boxes/index.html`"])
def test_a_file_above_such_a_method_is_no_address(place: str) -> None:
    assert names(f"# P\n\n## Box\n\n{place}\n\n- Method: POST{FIELDS}") == {}
