"""Every visible word of a page stands in exactly one line of its text: none is lost, none is told twice."""

from collections import Counter

import pytest

from driftwatch.model.page import Page
from driftwatch.model.text import PageText
from driftwatch.platforms.detection import statements_of
from tests.extract.fixture_pages import BASE, fixture_pages
from tests.extract.raw_words import words_in, words_of_html, words_of_markdown

pytestmark = pytest.mark.slow


def text_of(name: str, text: str) -> PageText:
    words = statements_of(Page(url=f"{BASE}/{name}", path=name, text=text)).text
    assert words is not None
    return words


def words_of(text: PageText) -> Counter[str]:
    """Count the words of a page's lines, without those of samples and without what readers add to name a line."""
    found: Counter[str] = Counter()
    for line in text.lines:
        if line.kind == "item" and line.cells[0] == "field":
            found.update(words_in(line.cells[1].removeprefix("response")))
        elif line.kind != "sample":
            found.update(words_in(line.words))
    return found


@pytest.mark.parametrize("name", fixture_pages(suffix=".md"))
def test_each_visible_word_of_markdown_is_in_one_line(name: str) -> None:
    source = fixture_pages(suffix=".md")[name]
    said, visible = words_of(text_of(name, source)), words_of_markdown(source)
    assert (visible - said, said - visible) == (Counter(), Counter())


@pytest.mark.parametrize("name", fixture_pages(suffix=".html"))
def test_each_visible_word_of_html_is_in_one_line(name: str) -> None:
    source = fixture_pages(suffix=".html")[name]
    said, visible = words_of(text_of(name, source)), words_of_html(source)
    assert (visible - said, said - visible) == (Counter(), Counter())
