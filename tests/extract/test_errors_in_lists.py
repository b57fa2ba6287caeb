"""Lists of statuses that only their type sets apart, below headings in several languages."""

import pytest

from driftwatch.extract.failures.error_mentions import mentioned_errors
from driftwatch.extract.failures.error_rules import error_rules
from driftwatch.extract.text.prose import Sentence
from driftwatch.extract.text.sections import sections_of_markdown


def rules(heading: str, items: str) -> dict[str, str]:
    return {
        rule.signal: rule.meaning for rule in error_rules(sections_of_markdown(f"# Shop\n\n## {heading}\n\n{items}"))
    }


@pytest.mark.parametrize(
    "heading",
    ["Kody statusów", "에러 응답", "Mã lỗi", "Códigos de erro", "Коди помилок", "Kode kesalahan", "Hata kodu"],
)
def test_a_status_in_bold_needs_no_sign_behind_it(heading: str) -> None:
    found = rules(heading, "* **401** No key.\n* **404** Nothing there.\n")
    assert found == {"401": "No key.", "404": "Nothing there."}


def test_below_any_heading_a_success_among_them_says_that_they_are_statuses() -> None:
    assert rules("Numbers", "- `200` fine\n- `404` nothing there\n") == {"404": "nothing there"}
    assert rules("Numbers", "- **500** widgets\n- **400** boxes\n") == {}
    assert rules("Errors", "- 400: width in px\n- 500: height in px\n") == {}
    assert rules("Errors", "- 400: width in px\n- 500: no box\n") == {"400": "width in px", "500": "no box"}
    assert (
        len(rules("Errors", "- 400: The image is larger than allowed in px\n- 413: It is larger than allowed in MB\n"))
        == 2
    )
    assert rules("Limits", "- **200** calls\n- **500** requests per minute\n") == {}


def test_the_word_for_a_status_may_stand_before_it() -> None:
    found = rules("에러 응답", "- Status: 400 Bad Request\n\n    {}\n\n- Status: 401 Unauthorized\n")
    assert found == {"400": "Bad Request", "401": "Unauthorized"}


def test_a_code_may_have_its_status_in_brackets() -> None:
    found = rules("Codes d'erreur", "- `NO_LID` (404) - Il n'y en a pas\n- `TOO_FAST` (429) - Trop vite\n")
    assert found == {"404": "Il n'y en a pas", "429": "Trop vite"}


def test_the_code_of_a_success_among_those_of_a_vendor_is_no_failure() -> None:
    rows = "| code | 说明 |\n|-|-|\n| 0 | 成功 |\n| 40001 | 错误 |\n| 40100 | 未登录 |\n| 5xxxx | 其他 |\n"
    assert rules("约定", f"**状态码约定**\n\n{rows}") == {"40001": "错误", "40100": "未登录"}
    assert rules("Errors", "| Status | Meaning |\n|-|-|\n| 0 | Any error |\n| 404 | None |\n")["0"] == "Any error"


def test_an_item_may_announce_failures_that_a_list_in_it_names() -> None:
    items = "  - `200` - done\n  - `400` - bad size\n  - `404` - no such box\n"
    basics = f"- **Format**: JSON\n- **Status codes**:\n{items}- **Limits**:\n  - `400` - boxes\n"
    assert rules("Basics", basics) == {"400": "bad size", "404": "no such box"}
    assert rules("Basics", f"- **状态码**\uff1a\n{items}") == {"400": "bad size", "404": "no such box"}
    assert rules("Boxes", f"- **Method**: GET\n- **Errors**:\n{items}") == {}  # of that call alone
    assert rules("Basics", f"- Nothing of this:\n{items.replace('`', '')}") == {}


SAMPLE = '```json\n{"message": "No."}\n```\n\n'


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("404 Not Found", {"404": "Not Found"}),
        ("No such box (404)", {"404": "No such box"}),
        ("箱エラー\uff08409\uff09", {"409": "箱エラー"}),
        ("4.1 No such box (404)", {"404": "No such box"}),
        ("`404 NO_SUCH_BOX`", {"404": "NO_SUCH_BOX"}),
        ("Error response (404)", {}),  # says no more than the heading around it
        ("404", {}),
        ("Lids (300)", {}),
        ("4040 boxes", {}),
    ],
)
def test_a_heading_of_failures_above_a_sample_alone_names_one(title: str, found: dict[str, str]) -> None:
    assert rules("Errors", f"### {title}\n\n{SAMPLE}") == found
    assert rules("Boxes", f"### {title.replace('エラー', '')}\n\n{SAMPLE}") == {}
    assert rules("Errors of GET /boxes", f"### {title}\n\n{SAMPLE}") == {}  # of that call alone
    more = f"### {title}\n\n{SAMPLE}| Size | Lid |\n|-|-|\n| 1 | red |\n"
    assert rules("Errors", more) == {}


def of_headings(headings: str) -> dict[str, tuple[int | None, str, str]]:
    found = error_rules(sections_of_markdown(f"# Shop\n\n{headings}"))
    return {rule.signal: (rule.status, rule.meaning, rule.action) for rule in found}


def test_below_a_code_its_status_and_meaning_may_stand_in_a_paragraph() -> None:
    found = of_headings(
        "### LID_001 - Lid missing\n**HTTP Status:** 404 Not Found\n**Description:** It has no lid\n\n"
        "```json\n{}\n```\n\n"
        "### `BOX_SHUT`\n\nThe box is shut.\n\n**Status**: 409\n\n**Meaning**: It is shut\n\n**Resolution**: Open it\n"
    )
    assert found == {"LID_001": (404, "It has no lid", ""), "BOX_SHUT": (409, "It is shut", "Open it")}


def test_a_code_stands_before_how_it_is_called() -> None:
    assert of_headings("### BOX_1: Shut\n\n- Status: 409\n- Meaning: It is shut\n") == {
        "BOX_1": (409, "It is shut", "")
    }


def test_a_heading_in_words_and_a_success_are_no_codes() -> None:
    assert of_headings("### Test 8: No key\n\n**HTTP Status:** 401 Unauthorized\n**Note:** As it should be\n") == {}
    assert of_headings("### PARTLY_DONE\n\n**HTTP Status:** 207 Multi-Status\n**Description:** Some failed\n") == {}
    assert of_headings("### BOX_SHUT\n\nSee **Status** and 409 and **this: that**.\n") == {}


@pytest.mark.parametrize(
    "heading",
    [
        "## v1.2\n\n**Status:** 410 Gone **Notes:** none\n",
        "## V_1\n\n**Status:** 410 Gone **Notes:** none\n",
        "## v1_2\n\n**Status:** 410 Gone **Notes:** none\n",
        "## 2024\n\n**Status:** 410 Gone **Notes:** none\n",
        "## Rate-Limits - how many\n\n**Status:** 429 **Limit:** 100 per minute\n",
    ],
)
def test_a_version_and_words_with_a_dash_are_no_codes(heading: str) -> None:
    assert of_headings(heading) == {}


def test_a_code_may_stand_right_behind_the_status() -> None:
    items = "- **`409 box_taken`** \u2013 somebody has it\n- `503 full`: the store is full\n"
    found = error_rules(sections_of_markdown(f"# Shop\n\n## Boxes\n\n{items}"))
    assert {(rule.status, rule.signal, rule.meaning) for rule in found} == {
        (409, "409", "somebody has it"),
        (503, "503", "the store is full"),
    }
    assert rules("Errors", "- `404 missing`: there is none\n") == {"404": "there is none"}


def test_behind_a_status_with_a_code_no_sign_need_stand() -> None:
    items = "- `413 box_too_large` for boxes over the limit\n- `409 BOX_TAKEN` on `/boxes` \u2013 somebody has it\n"
    assert rules("Boxes", items) == {"413": "for boxes over the limit", "409": "on /boxes - somebody has it"}
    found = error_rules(sections_of_markdown(f"# Shop\n\n## Boxes\n\n{items}- `409 no_lid` when there is none\n"))
    assert {rule.signal for rule in found} == {"413", "409 BOX_TAKEN", "409 no_lid"}


@pytest.mark.parametrize(
    "items",
    [
        "- `404 requests` for the small plan\n- `500 requests` for the large one\n",
        "- `404` boxes in the store\n- `500` lids\n",
        "- `413 box_too_large`, `409 box_taken`\n- `500 no_room`, and more\n",  # names alone
        "- `413 box_too_large`\n- `409 box_taken`\n",
        "- `200 box_made` for a new one\n- `201 lid_made` for another\n",
        "- the `413 box_too_large` for large ones\n- the `409 box_taken` for others\n",
        "- `400 bad_box` is no longer returned\n- `500 box_down` was renamed to `503 box_away`\n",
        "- `404 box_gone` and `410 box_lost` mean the same\n- `409 box_taken` comes from the lid\n",
    ],
)
def test_other_words_behind_a_number_say_no_failure(items: str) -> None:
    assert rules("Boxes", items) == {}


@pytest.mark.parametrize(
    "items",
    [
        "- `404 requests`: the small plan\n- `500 requests`: the large one\n",
        "- `404 items`: most of them\n- `502 ms`: the slowest\n",
        "- 404 boxes: all of the store\n- 500 lids: most of them\n",
        "- 503 no_room and more: it is full\n- 409 box_taken, or another: it is taken\n",
        "- `404 boxes` hold - lids\n- `500 boxes` hold - more\n",
        "- 409 box_taken: somebody has it\n- 503 no_room: it is full\n",
        "- 450 box-size: the largest\n- 460 lid-size: the largest\n",
        "- 400 box_size 2: the largest\n- 500 lid_size 3: the largest\n",
    ],
)
def test_words_right_behind_a_number_are_no_code(items: str) -> None:
    assert rules("Boxes", items) == {}


def test_a_reason_of_one_word_behind_the_status_is_no_code() -> None:
    items = "- 401 Unauthorized - no key\n- `403 Forbidden`: of another\n- **409 Conflict** \u2013 it is taken\n"
    assert rules("Boxes", items) == {"401": "no key", "403": "of another", "409": "it is taken"}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("- `408 Request Timeout`: It was slow.", {"408": "It was slow."}),
        ("- 413 Request Entity Too Large: The lid is too big.", {"413": "The lid is too big."}),
        ("- `504 Gateway Time-out`: Nothing came.", {"504": "Nothing came."}),
        ("- `502 Bad Gateway` / `503 Service Unavailable`: Wait.", {"502": "Wait.", "503": "Wait."}),
        ("- 500, 503 or 504: Wait.", {"500": "Wait.", "503": "Wait.", "504": "Wait."}),
        ("- 408 requests - the most in an hour", {}),
        ("- 500 or 1000: The sizes of lids", {}),
    ],
)
def test_a_status_with_what_it_is_called_is_no_amount(item: str, expected: dict[str, str]) -> None:
    assert rules("Errors", f"- `400 Bad Request`: It is wrong.\n{item}\n") == {"400": "It is wrong.", **expected}


def test_a_word_between_two_samples_is_no_meaning() -> None:
    sample = '```json\n{"error": "shut"}\n```\n'
    page = (
        f"# Lids\n\n`POST /lids`\n\n### Error response (400 Bad Request)\n\n{sample}\nor\n\n{sample}\n## More\n\nSo.\n"
    )
    assert all(rule.meaning != "or" for rule in error_rules(sections_of_markdown(page)))


@pytest.mark.parametrize(
    ("title", "item", "expected"),
    [
        ("Boxes", "- 404 Not Found-none", {"404": "none"}),
        ("Boxes", "- `HTTP 404 Not Found`-there is none", {"404": "there is none"}),
        ("Boxes", "- `504 Gateway Time-out`: Nothing came.", {"504": "Nothing came."}),
        ("Boxes", "- 502 Bad Gateway / 503 Not There: Wait.", {"502": "Wait.", "503": "Wait."}),
        ("Boxes", "- 500 Widgets and 400 Boxes: sold out", {}),
        ("Errors", "- 500 Widgets and 400 Boxes: sold out", {}),
        ("Boxes", "- 401 / 500: width and height in px", {}),
    ],
)
def test_what_a_status_is_called_is_known(title: str, item: str, expected: dict[str, str]) -> None:
    assert rules(title, f"- 400 Bad Request-invalid body\n{item}\n- 409 Conflict: It is taken.\n") == {
        "400": "invalid body",
        "409": "It is taken.",
        **expected,
    }


def test_lines_that_each_begin_with_a_status_are_a_list_of_them() -> None:
    lines = "`200 (OK)`: The box.<br/>\n`404 (NOT FOUND)`: There is none.<br/>\n`409 (CONFLICT)`: It is taken.\n"
    assert rules("Response", lines) == {"404": "There is none.", "409": "It is taken."}
    assert rules("Boxes", "400 boxes are old,<br/>\n404 boxes are new.\n") == {}


def test_a_status_in_code_is_one_by_each_name_that_it_has() -> None:
    codes = ("413", "413 Payload Too Large", "413 Content Too Large", "413 Request Entity Too Large", "413 Boxes")
    found = mentioned_errors([Sentence(f"It gives `{code}`.", (code,), "Boxes") for code in codes])
    assert [(rule.signal, rule.status) for rule in found] == [("413", 413)] * 4
