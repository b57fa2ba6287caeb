"""The two laws of pages: whoever edits a visible word finds it in the diff, and whoever edits none finds nothing."""

from random import Random
from zlib import crc32

import pytest
from msgspec import UNSET

from driftwatch.compare.compare import compare
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_edits import Edit, cosmetic_edits, visible_edits, visible_edits_of_html
from tests.compare.page_snapshots import site
from tests.extract.fixture_pages import fixture_pages
from tests.extract.raw_words import words_in

pytestmark = pytest.mark.slow
MARKDOWN, HTML = fixture_pages(suffix=".md"), fixture_pages(suffix=".html")


def says(change: Change, words: tuple[str, ...]) -> bool:
    sides = (side for side in (change.before, change.after) if side is not UNSET)
    told = f"{change.kind} {change.name} {change.field} {' '.join(map(str, sides))}"
    return not set(words).isdisjoint(words_in(told))


def edits_in_silence(before: Snapshot, edits: list[Edit]) -> list[str]:
    return [
        f"{edit.what}: {edit.words}"
        for edit in edits
        if not any(says(change, edit.words) for change in compare(before, site(page=edit.text)))
    ]


@pytest.mark.parametrize("name", MARKDOWN)
def test_a_visible_edit_of_markdown_is_told_with_its_words(name: str) -> None:
    edits = list(visible_edits(MARKDOWN[name], Random(crc32(name.encode()))))  # noqa: S311 - the same edits on each run
    assert edits
    assert edits_in_silence(site(page=MARKDOWN[name]), edits) == []


@pytest.mark.parametrize("name", HTML)
def test_a_visible_edit_of_html_is_told_with_its_words(name: str) -> None:
    edits = list(visible_edits_of_html(HTML[name], Random(crc32(name.encode()))))  # noqa: S311 - as above
    assert edits
    assert edits_in_silence(site(page=HTML[name]), edits) == []


@pytest.mark.parametrize("name", MARKDOWN)
def test_an_edit_of_looks_alone_is_silent(name: str) -> None:
    before = site(page=MARKDOWN[name])
    edits = {what: text for what, text in cosmetic_edits(MARKDOWN[name]) if text != MARKDOWN[name]}
    told = {what: compare(before, site(page=text)) for what, text in edits.items()}
    assert {what: changes for what, changes in told.items() if changes} == {}


@pytest.mark.parametrize("what", [what for what, _ in cosmetic_edits("")])
def test_each_edit_of_looks_finds_pages_to_change(what: str) -> None:
    assert [name for name, text in MARKDOWN.items() if dict(cosmetic_edits(text))[what] != text]
