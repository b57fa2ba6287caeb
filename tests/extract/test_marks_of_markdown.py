"""What is said in other dialects of Markdown: tables of kramdown, callouts of Docsify, fences beside components."""

import pytest

from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.blocks import Callout, Code, Paragraph, Table
from driftwatch.extract.text.fences import FenceEnds
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.text import Line


def lines_of(text: str) -> list[Line]:
    return list(watched([sections_of_markdown(text)]).text.lines)


def table_of(text: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    (table,) = (block for block in sections_of_markdown(text).blocks if isinstance(block, Table))
    return tuple(cell.plain for cell in table.header), [tuple(cell.plain for cell in row) for row in table.rows]


HEAD, ROWS = ("Size", "Price"), [("small", "3"), ("large", "5")]


@pytest.mark.parametrize(
    "text",
    [
        "| Size | Price\n|---\n| small | 3\n| large | 5\n",
        "| Size | Price |\n|------+-------|\n| small | 3 |\n| large | 5 |\n",
        "|------+-------|\n| Size | Price |\n|:-----|------:|\n| small | 3 |\n| large | 5 |\n",
        "| Size | Price |\n|---|---|\n| small | 3 |\n|---|---|\n| large | 5 |\n|---+---|\n",
    ],
)
def test_a_table_of_kramdown_has_a_head_and_rows_whatever_parts_them(text: str) -> None:
    assert table_of(text) == (HEAD, ROWS)


def test_rows_between_pipes_are_a_table_without_a_head() -> None:
    assert table_of("Prices:\n\n| small | 3 |\n| large | 5 |\n") == (("", ""), ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "The sizes are\n| small | 3 |\n| large | 5 |\n",
        "| small | 3 |\n",
        "| small |\n| large |\n",
        "| small | 3 |\n| large | 5\n",
        "+ | - | +\n- | + | -\n",
    ],
)
def test_other_lines_with_pipes_are_no_table(text: str) -> None:
    assert not [block for block in sections_of_markdown(text).blocks if isinstance(block, Table)]


@pytest.mark.parametrize(("mark", "kind"), [("!>", "warning"), ("?>", "tip")])
def test_a_paragraph_with_a_mark_is_a_callout_of_docsify(mark: str, kind: str) -> None:
    (callout, after) = sections_of_markdown(f"{mark} Mind the lid,\nit is heavy.\n\nBoxes are sent.\n").blocks
    assert isinstance(callout, Callout)
    assert callout.kind == kind
    assert isinstance(after, Paragraph)
    assert lines_of(f"{mark} Mind the lid,\nit is heavy.\n\n{mark} Twice.") == [
        Line("sentence", ("Mind the lid, it is heavy.",)),
        Line("sentence", ("Twice.",)),
    ]


def test_what_only_looks_like_its_mark_is_text() -> None:
    assert not [block for block in sections_of_markdown("!important\n\n?>x\n").blocks if isinstance(block, Callout)]


BELOW = [Line("heading", ("Below",), 1), Line("sentence", ("Boxes are sent.",))]


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"size": 3}\n',
        '<Note>\n```json\n{"size": 3}\n```</Note>\n',
        '<Note>\n\n```json\n{"size": 3}\n</Note>\n',
        '<Note>```json\n{"size": 3}\n```</Note>\n',
        '<Note>\n  <Code lang="js">~~~ json\n{"size": 3}\n~~~</Code></Note>\n',
        '- \n  ```json\n  {"size": 3}\n',
    ],
)
def test_a_page_goes_on_below_a_fence_however_it_ends(text: str) -> None:
    lines = lines_of(f"{text}\n## Below\n\nBoxes are sent.\n")
    assert lines[0] == Line("sample", ("JSON size: integer",))
    assert [line for line in lines[1:] if line.cells != ("note",)] == [
        Line("heading", ("Below",), line.level) if line.kind == "heading" else line for line in BELOW
    ]


@pytest.mark.parametrize(
    "code", ["#!/bin/sh\n## of boxes\nls", "<Note>```sh\nls\n```</Note>\n```", "a\n\n##\nb", "</Note> is an end"]
)
def test_code_that_shows_the_same_stays_code(code: str) -> None:
    (block,) = sections_of_markdown(f"````md\n{code}\n````\n").blocks
    assert isinstance(block, Code)
    assert block.text == code


def test_code_that_shows_a_component_ends_at_its_own_fence() -> None:
    blocks = sections_of_markdown("```md\n<Note>```sh\nls\n```</Note>\n```\n\nBoxes are sent.\n").blocks
    assert [type(block) for block in blocks] == [Code, Paragraph]


def test_the_end_of_a_fence_is_made_up_for_marks_that_people_write() -> None:
    lines = ["x", "", "## Below"]
    assert (FenceEnds(lines).below(0, "```"), FenceEnds(lines).below(0, "`" * 99)) == (2, 3)


def test_what_stands_between_the_marks_of_bold_is_bold_with_its_brackets() -> None:
    (block,) = sections_of_markdown("**page[size]** `integer`").blocks
    assert isinstance(block, Paragraph)
    assert [(run.text, run.strong, run.code) for run in block.text.runs] == [
        ("page[size]", True, False),
        (" ", False, False),
        ("integer", False, True),
    ]


@pytest.mark.parametrize("link", ["[**list[box]**](box.md)", '<a href="box.md">**list[box]**</a>'])
def test_brackets_in_a_link_in_bold_leave_its_parts_as_the_digest_of_a_page_counts_them(link: str) -> None:
    (block,) = sections_of_markdown(f"It is a {link}.").blocks
    assert isinstance(block, Paragraph)
    assert [run.text for run in block.text.runs if run.href == "box.md"] == ["list", "[", "box", "]"]
