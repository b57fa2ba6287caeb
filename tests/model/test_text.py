"""The words of pages on disk: read back as written, and nothing but words where Markdown is rendered."""

import pickle
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from driftwatch.errors import SnapshotError
from driftwatch.extract.words.wording import tidy
from driftwatch.model.text import Line, PackedText, PageText, digest_of_text, head_of, text_of, unpacked, written
from tests.counting import calls_of

HOSTILE = (
    "<script>alert(1)</script>",
    "![a picture](https://tracker.example.com/p.png)",
    "[a link](javascript:alert(1))",
    "https://live.example.com and www.live.example.com",
    "mail me@example.com or @somebody",
    "<!-- hidden --> &lt;b&gt; &#60;i&#62;",
    "# no heading",
    "- no item",
    "1. no item either",
    "2) nor this",
    "> no quotation",
    "| no | table |",
    "--- ---",
    "=== under",
    "+ plus",
    ": definition",
    "*bold* **strong** _em_ __strong__ ~~gone~~ `code`",
    "a\\ b\\\\ c",
    "trailing backslash \\",
    "[x]: https://reference.example.com",
    "$x^2$ and {% raw %}",
    "    indented",
)
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60)).map(tidy)
some = words.filter(bool)
lines = st.one_of(
    st.builds(lambda text, level: Line("heading", (text,), level), some, st.integers(1, 9)),
    st.builds(lambda text: Line("sentence", (text,)), some),
    st.builds(lambda text: Line("sample", (text,)), some),
    st.builds(lambda key, rest: Line("item", (key, rest)), some, some),
)
tables = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        lambda head, rows: [Line("head", tuple(head)), *(Line("row", tuple(row)) for row in rows)],
        st.lists(some, min_size=width, max_size=width),
        st.lists(st.lists(words, min_size=width, max_size=width), max_size=3),
    )
)
pages = st.lists(st.one_of(lines.map(lambda line: [line]), tables), max_size=8).map(
    lambda parts: PageText(lines=tuple(line for part in parts for line in part))
)


@given(pages)
def test_a_text_is_read_back_as_it_was_written(text):
    content = written("guide/limits", text, version=2)
    head = head_of(content, "text/guide-limits.md")
    assert (head.document, head.format) == ("guide/limits", 2)
    assert text_of(content, head) == text


@given(pages)
def test_a_text_shows_neither_a_picture_nor_a_link_nor_markup_of_its_own(text):
    body = written("guide", text, version=2).decode().partition("-->")[2]
    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body)
    for tag in ("<img", "<a ", "<script", "<em", "<s>"):
        assert tag not in shown
    assert "://" not in body  # what GitHub would make a link by itself
    assert "www." not in body.lower()


@given(pages, st.sampled_from(["", "\n", "a\nb_", "_\n_", "www\n.", ":\n//"]))
def test_a_line_is_written_as_it_would_be_alone(text: PageText, broken: str) -> None:
    said = (*text.lines, Line("sentence", (broken,)))
    alone = [written("guide", PageText(lines=(line,)), version=2).decode().split("\n", 1)[1] for line in said]
    whole = written("guide", PageText(lines=said), version=2).decode().split("\n", 1)[1]
    assert whole.split() == "".join(alone).split()


def test_writing_a_text_takes_few_steps_a_line() -> None:
    said = [Line("sentence", (f"Call {number} of a page says nothing of note.",)) for number in range(1_000)]
    text = PageText(lines=said)
    written("guide", text, version=2)
    steps = calls_of(lambda: written("guide", text, version=2))
    assert steps <= 7.5 * len(said)  # 9 where each line is searched by itself


@given(pages)
def test_where_only_digests_are_kept_no_word_is(text):
    digested = text.digested()
    assert digested.digested() is digested
    content = written("guide", digested, version=2)
    assert text_of(content, head_of(content, "x")) == digested
    for line in text.lines:
        for cell in line.cells:
            if len(cell) > 13:
                assert cell.encode() not in content


def test_what_a_page_says_and_what_it_samples_tell_it_apart():
    one = (Line("sentence", ("Send it.",)),)
    assert len(digest_of_text(one, ())) == 32
    assert digest_of_text(one, ()) != digest_of_text(one, ("curl",))
    assert digest_of_text(one, ()) != digest_of_text((Line("heading", ("Send it.",), 1),), ())


def test_a_file_without_its_first_line_is_refused():
    with pytest.raises(SnapshotError, match=r"text/a\.md is not of a driftwatch snapshot") as refused:
        head_of(b"# Title\n", "text/a.md")
    assert "`git restore text/a.md`" in refused.value.hint


def test_equal_texts_are_one_value_and_show_their_lines() -> None:
    said = (Line("sentence", ("Calls are billed.",)),)
    one, other = PageText(lines=said), PageText(lines=iter(said))
    assert {one, other} == {one}
    assert one != PageText(lines=said, form=one.form + 1)
    assert repr(one) == f"PageText(lines={said!r}, kept='full', form={one.form})"


@given(st.lists(lines), st.sampled_from(["full", "digest"]))
def test_a_text_comes_back_from_what_was_packed(said: list[Line], kept: Literal["full", "digest"]) -> None:
    text = PageText(lines=said, kept=kept)
    assert unpacked(text.packed) == text
    assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301 - our own


@pytest.mark.parametrize("damaged", [b"", b"\xc1", b"\x91\x01", b"\xff" * 9])
def test_packed_bytes_that_are_no_lines_are_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="these are no lines"):
        unpacked(PackedText(damaged, "full", 1))


def test_the_lines_of_a_stored_text_are_read_when_somebody_asks_for_them_and_once() -> None:
    said = [Line("heading", ("Plans",), 1), Line("sentence", ("All of them are free.",))]
    asked: list[str] = []

    def lines() -> list[Line]:
        asked.append("read")
        return said

    text = PageText(lines=lines, kept="full", form=1)
    assert (text.kept, text.form, asked) == ("full", 1, [])
    assert text.lines == tuple(said)
    assert text == PageText(lines=said, form=1)
    assert asked == ["read"]
