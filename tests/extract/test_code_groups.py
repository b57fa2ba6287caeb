"""Each sample of a group of VitePress bears the label of its tab, as in Markdown; other groups keep their words."""

import re

import pytest

from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.page import Page
from driftwatch.platforms.detection import former_reading, statements_of

TABS = '<div class="tabs"><input id="a"><label for="a">Box call</label><input><label>It</label></div>'
BLOCKS = (
    '<div class="blocks"><div class="language-sh"><span class="lang">sh</span><pre><code>pack</code></pre></div>'
    '<div class="language-json"><span class="lang">json</span><pre><code>{"size": 1}</code></pre></div></div>'
)


def page_of(group: str) -> str:
    return f'<html><body><main><h1>Boxes</h1><p>Pack.</p><div class="vp-code-group">{group}</div></main></body></html>'


def test_labels_are_the_titles_of_samples() -> None:
    source = (
        '# Boxes\n\nPack.\n\n::: code-group\n\n```sh [Box call]\npack\n```\n\n```json [It]\n{"size": 1}\n```\n\n:::\n'
    )
    built = page_of(TABS + BLOCKS)
    assert watched((sections_of_html(built),)) == watched((sections_of_markdown(source),))
    former = watched((sections_of_html(built, steps_back=2),)).digest
    page = Page(url="https://docs.example.com/boxes", path="boxes", text=built)
    found = former_reading(statements_of(page), page, {"0" * 32})
    assert found is not None
    assert found.digest == former


@pytest.mark.parametrize(
    "group",
    [
        TABS,
        BLOCKS + "loose",
        TABS + BLOCKS + "loose",
        TABS.replace("<label>It</label>", "") + BLOCKS,
        TABS.replace("It", "It [x]") + BLOCKS,
        TABS.replace("<input", "<b>two</b><input") + BLOCKS,
        TABS + BLOCKS.replace("<pre>", "<p>").replace("</pre>", "</p>"),
    ],
)
def test_other_groups_keep_their_words(group: str) -> None:
    page = page_of(group)
    words = [word for line in watched((sections_of_html(page),)).text.lines for word in re.findall(r"\w+", line.words)]
    former = watched((sections_of_html(page, steps_back=2),))
    assert words == [word for line in former.text.lines for word in re.findall(r"\w+", line.words)]
    assert words
