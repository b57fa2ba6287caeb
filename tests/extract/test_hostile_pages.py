"""Any text gives a tree and facts, the same ones each time, in a time that grows with its length alone."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.fields.components import component_facts
from driftwatch.extract.pages.page_facts import page_facts
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.inline import text_of
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import AnyFact
from driftwatch.platforms import apidog
from driftwatch.platforms.pages.plain_page import operations_of_page

PIECES = st.sampled_from(
    [
        *"|`*[)\\»\u00a0",
        *(
            "# ",
            "\n",
            "\n\n",
            "| ",
            "---",
            "```",
            "````",
            "- ",
            "1. ",
            "> ",
            "    ",
            "  ",
            "**",
            "](",
            "&amp;",
            ":::",
            "!!!",
        ),
        *("<Note>", "</Note>", '<ParamField body="a" type="string[]" required>', "</ParamField>", "<Expandable>"),
        *(
            "</Expandable>",
            "<table><tr><td>",
            "{% swagger %}",
            "{% endswagger %}",
            "<details>",
            "<summary>",
            "{/*",
            "<!--",
        ),
        *("-->", "POST /v1/x", "GET", "| Name | Type | Required |\n|-|-|-|\n", "| Status | Retry? |\n|-|-|\n"),
        *("60 requests per minute", "$10", "Default: `x`", "One of `a`, `b`", "500 or 503", "Base URL: https://a.test"),
        '{"error": {"code": 1}}',
        *("x\n: String. y\n", ": ", "<dl><dt>a<dd>"),
        *(
            "## Parameters\n",
            "## Response\n",
            "POST /a\n\n",
            '<Route method="GET">/x</Route>',
            "<x method='PUT' url='/y'>",
        ),
        *(
            "429 - `a_b`: x",
            "Retry 429; do not retry 400. ",
            "<dl><dt>402</dt><dd>",
            "### 500",
            "-1003 A_B",
            "每分钟 5 次请求",
        ),
        *(
            "five requests per day",
            "`n` defaults to 2. ",
            "`n` must be between 1 and 4. ",
            "Repeat `n`. ",
            "2027年1月1日",
        ),
    ]
)
PAGES = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)


def facts_of(page: Section) -> tuple[AnyFact, ...]:
    operations = (*operations_of_page(page, "p"), *apidog.operations_of_page(page, "p"))
    return (*page_facts(page), *component_facts(page), *(fact for item in operations for fact in item.facts))


@pytest.mark.slow
@given(PAGES)
def test_any_text_gives_the_same_facts_each_time(text: str) -> None:
    assert facts_of(sections_of_markdown(text)) == facts_of(sections_of_markdown(text))
    assert facts_of(sections_of_html(text)) == facts_of(sections_of_html(text))


@pytest.mark.slow
@given(PAGES)
def test_the_facts_of_a_page_have_addresses_of_their_own(text: str) -> None:
    for read in (sections_of_markdown, sections_of_html):
        for facts in (page_facts(read(text)), component_facts(read(text))):
            keys = [(type(fact), fact.at) for fact in facts]
            assert sorted(set(keys), key=repr) == sorted(keys, key=repr)


@given(st.text(alphabet=string.printable, max_size=200))
def test_inline_text_keeps_its_words(text: str) -> None:
    plain = text_of(text.replace("<", "").replace("]", "").replace("&", "").replace("{", "").replace("[", "")).plain
    assert [char for char in plain if char.isalnum()] == [char for char in text if char.isalnum()]


HUGE = {
    "brackets": "[" * 1_000_000,
    "emphasis": "*a_ " * 250_000,
    "pipes": "|" * 200_000 + "\n",
    "divs": "<div>" * 100_000,
    "backticks": "`a``b" * 200_000,
    "quotes": ">" * 1_000_000,
    "bullets": "- " * 500_000,
    "components": "<Note>\n" * 140_000,
    "open tags": "<A " * 300_000,
    "templates": "{% a " * 200_000,
    "cells": "<td>" * 250_000,
    "comments": "<!--" * 250_000,
    "numbers": "1 request " * 100_000,
    "parentheses": "](a (" * 200_000,
    "definitions": "a\n: b\n\n" * 120_000,
    "definitions without terms": ": b\n" * 250_000,
    "tags with methods": "<a method=" * 100_000,
    "exports without an end": "export const a = (\n\n" * 50_000,
    "references": "[a]: /x\n" + "[a][a] " * 140_000,
    "tables of nothing": "<table>\n" * 120_000,
    "folds": "??? x\n    a\n" * 70_000,
    "tags that might have methods": "<a b" * 250_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HUGE)
def test_a_megabyte_of_junk_has_no_facts(name: str) -> None:
    assert facts_of(sections_of_markdown(HUGE[name])) == ()
    assert facts_of(sections_of_html(HUGE[name])) == ()
