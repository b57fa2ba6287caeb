"""What a page costs grows with its length alone: work is counted here, not timed."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag

from driftwatch.extract.fields import sample_roots
from driftwatch.extract.text import html_nesting, html_nodes, mdx
from driftwatch.extract.text.blocks import Code, Paragraph, Text
from driftwatch.extract.text.html_element import Element
from driftwatch.extract.text.html_nesting import ENDED_BY, MAX_STEPS, flattened
from driftwatch.extract.text.markdown import read_markdown
from driftwatch.extract.text.prose import sentences_of
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.extract.text.tree import Node
from driftwatch.model.json_values import Json
from driftwatch.platforms.pages.binding import bound
from driftwatch.platforms.pages.page_calls import sites_of
from driftwatch.platforms.pages.page_fields import told_by
from driftwatch.platforms.pages.plain_page import operations_of_page

DEEP = {
    "containers": "<div>word <br/>word ",
    "lists": "<ul><li>word <br>word ",
    "tables": "<table><tr><td>word <br>word ",
    "cells alone": "<td><p><tr><li>word <br>word ",
    "inline": "<b>word<i>word <br> ",
    "end tags that close nothing": "<b><div>word<br/></b>word ",
    "end tags out of order": "<div><b>word<br/></div>word<div> ",
    "code": "<pre><code>word<br/>word\n\n",
    "headings": "<h2><span>word<br>word",
}


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def depths(html: str) -> list[int]:
    """How deep each element lies, without <html> and <body>: the root's own elements lie 1 deep."""
    found: list[int] = []
    waiting = [(soup(html).body, 0)]
    while waiting:
        tag, depth = waiting.pop()
        inner = [child for child in tag.children if isinstance(child, Tag)] if tag is not None else []
        found += [depth + 1] * len(inner)
        waiting += [(child, depth + 1) for child in inner]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", DEEP)
def test_a_page_that_nests_without_end_costs_no_more_steps_than_allowed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_nesting, "MAX_STEPS", 20_000)
    page = DEEP[name] * 500
    flat = flattened(page)
    assert sum(depths(flat)) <= max(20_000, 121 * len(depths(flat)))
    assert soup(flat).get_text().count("word") == soup(page).get_text().count("word")


@pytest.mark.parametrize("name", DEEP)
def test_no_page_nests_deeper_than_it_is_counted(name: str) -> None:
    page = DEEP[name] * 50
    counted = [depth for tag, depth in html_nesting._depths(page) if not tag.closes]
    assert max(depths(page)) <= max(counted)
    assert sum(depths(page)) <= sum(counted)


@pytest.mark.slow
def test_an_ordinary_page_stays_as_it_is_however_long() -> None:
    page = "<section><h2>Title</h2><ul><li>a<li>b<br></ul><table><tr><td>1<td>2</table><p>x<p>y</section>" * 3_000
    assert flattened(page) == page
    assert sum(depth for _, depth in html_nesting._depths(page)) < MAX_STEPS


@pytest.mark.parametrize(("new", "old"), [(new, old) for new, ended in ENDED_BY.items() for old in sorted(ended)])
def test_a_start_tag_ends_what_it_ends_for_the_parser(new: str, old: str) -> None:
    found = soup(f"<body><{old}>x<{new}>y")
    outer, inner = found.find(old), found.find_all(new)[-1]
    assert outer is not inner
    assert outer not in inner.parents


def test_text_below_the_deepest_element_is_still_read() -> None:
    page = "<div>" * 8000 + "<h2>Rate limits</h2><p>60 requests per minute<br>for each key</p>"
    told = sections_of_html(page)
    assert "60 requests per minute" in str(told)


@pytest.mark.slow
@pytest.mark.parametrize("opening", ["a<Card title=}}\n", "<ParamField path='\n", "<Note {{\n\n\n"])
def test_tags_that_do_not_end_are_looked_through_once(opening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0

    class Counting(mdx._TagEnd):
        def found_in(self, line: str) -> int:
            nonlocal looked
            before = self.at
            end = super().found_in(line)
            looked += (self.at if end < 0 else end) - before
            return end

    monkeypatch.setattr(mdx, "_TagEnd", Counting)
    page = opening * 3_000
    mdx.tokens_of(page)
    assert looked <= 2_000_000 + 2 * len(page)


def test_a_tag_may_end_many_lines_below() -> None:
    page = (
        "<ParamField\n" + "\n".join(f'  a{number}="{{x}} > \'"' for number in range(150)) + "\n>\ntext\n</ParamField>"
    )
    tokens = mdx.tokens_of(page)
    assert isinstance(tokens[0], mdx.Open)
    assert len(tokens[0].attributes) == 150


@pytest.mark.slow
def test_code_spans_are_told_of_their_sentence_but_not_in_a_paragraph_of_thousands() -> None:
    few = list(sentences_of(sections_of_markdown("Use `a` now. Use `b` then. " * 3)))
    assert [sentence.codes for sentence in few[:2]] == [("a", "a", "a"), ("b", "b", "b")]
    many = sections_of_html("<p>" + "Use <code>a</code> now.<br>" * 2000 + "</p>")
    assert {sentence.codes for sentence in sentences_of(many)} == {()}


def test_a_page_of_code_alone_is_code() -> None:
    (block,) = sections_of_markdown("```text\n" + "<div>\n" * 3000 + "```\n").blocks
    assert isinstance(block, Code)
    assert not isinstance(block, Paragraph)


@pytest.mark.slow
def test_a_page_of_calls_and_tables_states_each_table_a_few_times_at_most() -> None:
    many = 1_000
    calls = "".join(f"`POST /x{number}`\n\n" for number in range(many))
    table = "\n| Name | Type |\n|-|-|\n| a | string |\n\n"
    for page in (
        f"# P\n\n{calls}" + f"## Parameters\n{table}" * many,
        f"# P\n\n## Endpoints\n\n{calls}" + f"## Body\n{table}" * many,
        "# P\n\n" + "".join(f"## POST /x{number}\n\n### Body\n{table}" for number in range(many)),
    ):
        tree = sections_of_markdown(page)
        told = told_by(tree, {})
        assert len(told) >= many
        assert sum(map(len, bound(told, sites_of(tree)))) <= 8 * len(told)


@pytest.mark.slow
def test_deep_sections_are_bound_in_one_look_a_level() -> None:
    deep = "# P\n\n" + "".join(f"{'#' * level} S\n\n" for level in range(2, 7))
    page = deep + "`POST /x`\n\n" + "###### Body\n\n| Name | Type |\n|-|-|\n| a | string |\n\n" * 2_000
    tree = sections_of_markdown(page)
    ((*_, last),) = bound(told_by(tree, {}), sites_of(tree))
    assert last.fields[0].name == "a"


def test_samples_are_walked_once_however_many_tables_stand_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[str] = []

    def counted(value: Json, path: str, depth: int) -> Iterator[tuple[str, set[str], int]]:
        walked.append(path)
        yield from objects(value, path, depth)

    objects = sample_roots._objects
    monkeypatch.setattr(sample_roots, "_objects", counted)
    steps = []
    for tables in (10, 40):
        walked.clear()
        rows = "".join(f"| Name | Type |\n|-|-|\n| x{at} | string |\n| y{at} | string |\n\n" for at in range(tables))
        page = f'# A\n\n## Read\n\n`GET /w`\n\n```json\n{{"a": {{"x1": 1, "y1": 2}}}}\n```\n\n{rows}'
        operations_of_page(sections_of_markdown(page), "p")
        steps.append(len(walked))
    assert steps[0] == steps[1] > 0


def test_terms_within_terms_are_read_once_at_each_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    real = html_nodes._block

    def counted(element: Element) -> list[Node]:
        nonlocal read
        read += 1
        return real(element)

    monkeypatch.setattr(html_nodes, "_block", counted)
    sections_of_html("<!doctype html><body>" + "<dl><dt>a<dd>" * 60)
    assert read < 400


def test_marks_below_each_other_are_looked_at_a_few_times_each(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    real = html_nodes.text_within

    def counted(*parts: Element | str) -> Text:
        nonlocal looked
        looked += len(parts)
        return real(*parts)

    monkeypatch.setattr(html_nodes, "text_within", counted)
    sections_of_html("<main><h1>x</h1>" + "<p><a id='x'></a></p>" * 1_000 + "</main>")
    assert looked < 5_000


def test_html_that_follows_closely_is_parsed_at_once() -> None:
    asked: list[str] = []

    def parsed(html: str) -> list[Node]:
        asked.append(html)
        return []

    read_markdown("# T\n\n" + "<ul><li>x</li></ul>\n" * 50 + "\n<ul><li>y</li></ul>\n\nText.\n", parsed)
    assert len(asked) == 1


def test_html_that_is_left_open_takes_in_nothing_that_follows() -> None:
    one = sections_of_markdown("# T\n\n<ul><li>a\n\n<table><tr><th>Name</th></tr><tr><td>b</td></tr></table>\n")
    assert [type(block).__name__ for block in one.blocks] == ["List", "Table"]
    two = sections_of_markdown("# T\n\n<ul><li>a</li></ul>\n<ol><li>b</li></ol>\n")
    assert [type(block).__name__ for block in two.blocks] == ["List", "List"]
