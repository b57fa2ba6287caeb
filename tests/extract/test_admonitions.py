"""Admonitions whose kind is written in any script hold what stands below them."""

import pytest

from driftwatch.model.page import Page
from driftwatch.model.snapshot import Document
from driftwatch.model.text import Line
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements


def read(text: str) -> Statements:
    return statements_of(Page(url="https://docs.example.com/lids", path="lids.md", text=text))


def document(text: str) -> Document:
    return read(text).document


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("!!! примечание\n    Kryshki 圆的。\n", ""),
        ('??? совет "俯视"\n    Kryshki 圆的。\n', "俯视"),
        ("::: 注意 俯视\nKryshki 圆的。\n:::\n", "俯视"),
    ],
)
def test_what_stands_below_a_kind_of_any_script_is_said(text: str, title: str) -> None:
    said = read(f"# Lids\n\n{text}").text
    assert said is not None
    words = [title] if title else []
    assert said.lines[1:] == tuple(Line("sentence", (each,)) for each in (*words, "Kryshki 圆的。"))


def test_such_a_page_is_known_by_the_digest_that_it_had_when_its_admonition_was_none() -> None:
    before = document("# Lids\n\n!!!\n    Kryshki 圆的。\n")
    assert document("# Lids\n\n!!! совет\n    Kryshki 圆的。\n").formerly == (before.digest,)
    assert document("# Lids\n\n```\n!!! совет\n```\n").formerly == ()
    assert document("# Lids\n\n!!! note\n    Kryshki 圆的。\n").formerly == before.formerly == ()
