"""Lists of statuses that only their type sets apart, below headings in several languages."""

import pytest

from driftwatch.extract.error_rules import error_rules
from driftwatch.extract.sections import sections_of_markdown


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
    assert rules("Limits", "- **200** calls\n- **500** requests per minute\n") == {}


def test_the_word_for_a_status_may_stand_before_it() -> None:
    found = rules("에러 응답", "- Status: 400 Bad Request\n\n    {}\n\n- Status: 401 Unauthorized\n")
    assert found == {"400": "Bad Request", "401": "Unauthorized"}
