"""What nobody sees is spelled out, and so is what piles up on a letter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.manifests.file.yaml_text import comment
from driftwatch.model.json_values import indented
from driftwatch.reports.safe import one_line, visible

PILE = "a" + "\u0301\u0489\u0323\u0301"


@pytest.mark.parametrize(
    "text",
    [
        "Tiếng Việt",
        "e\u0302\u0301",  # ế, written as a letter and two marks
        "ที่นี่",
        "हिन्दी",
        "a\u0301b\u0301c\u0301",
        "\u0301\u0302",
    ],
)
def test_two_marks_on_a_letter_are_shown(text: str) -> None:
    assert visible(text) == text


def test_from_the_third_mark_on_they_are_spelled_out() -> None:
    assert visible(PILE) == "a\u0301\u0489{U+0323}{U+0301}"
    assert one_line(f"x {PILE}b\u0301") == "x a\u0301\u0489{U+0323}{U+0301}b\u0301"


def test_json_holds_the_same_value_without_the_pile() -> None:
    written = indented({"name": PILE})
    assert "a\u0301\u0489\\u0323\\u0301" in written
    assert json.loads(written) == {"name": PILE}


def test_a_comment_of_a_manifest_has_no_pile() -> None:
    assert comment(PILE).rstrip() == "# a\u0301\u0489"


@given(st.text(alphabet="ab \u0301\u0323\u0489\u200d\u202e", max_size=60))
def test_no_letter_ever_bears_three_marks(text: str) -> None:
    shown = visible(text)
    assert not any(all(mark in "\u0301\u0323\u0489" for mark in shown[at : at + 3]) for at in range(len(shown) - 2))
