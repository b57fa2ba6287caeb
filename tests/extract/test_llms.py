"""llms.txt: every form of link, and whether the index is whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.index.llms import LONGEST_INDEX, read_llms

BASE = "https://docs.example.com/llms.txt"


def urls(text):
    return [entry.url for entry in read_llms(text, BASE).entries]


@pytest.mark.parametrize(
    ("line", "url"),
    [
        (
            "- [Chat](https://docs.example.com/api/text/chat.md): Talk to it",
            "https://docs.example.com/api/text/chat.md",
        ),
        ("- [Chat](/api/text/chat.md)", "https://docs.example.com/api/text/chat.md"),
        ("- [Chat](api/text/chat.md)", "https://docs.example.com/api/text/chat.md"),
        ("- [Chat](./api/chat.md#head)", "https://docs.example.com/api/chat.md"),
        ('- [Chat](/api/chat.md "the title")', "https://docs.example.com/api/chat.md"),
        ("- [Chat](</api/a chat.md>)", "https://docs.example.com/api/a chat.md"),
        ("- [Chat](/api/a chat (new)/to talk.md)", "https://docs.example.com/api/a%20chat%20(new)/to%20talk.md"),
        ("- [Chat](/api/chat.md and more.md)", "https://docs.example.com/api/chat.md"),
        ("- [Chat](/api/chat to talk)", "https://docs.example.com/api/chat"),
        ("- [a (b)](/api/a_(b).md)", "https://docs.example.com/api/a_(b).md"),
        ("* </api/bare.md>", "https://docs.example.com/api/bare.md"),
        ("* <https://docs.example.com/api/auto.md>", "https://docs.example.com/api/auto.md"),
        ("See https://docs.example.com/api/plain.md.", "https://docs.example.com/api/plain.md"),
        (
            "- [spec](/api/openapi/post-chat.openapi.json)",
            "https://docs.example.com/api/openapi/post-chat.openapi.json",
        ),
    ],
)
def test_every_form_of_link_is_read(line, url):
    assert urls(line) == [url]


def test_reference_links_are_read_once():
    text = "- [Chat][1]\n- [Models][]\n- [quota]\n\n[1]: /a.md\n[models]: /b.md\n[quota]: /c.md\n"
    assert urls(text) == [f"https://docs.example.com/{name}.md" for name in "abc"]


def test_titles_are_kept_without_their_escapes():
    assert read_llms("- [Chat \\[beta\\]](/a.md)", BASE).entries[0].title == "Chat [beta]"


def test_images_code_and_other_schemes_are_no_entries():
    text = "![logo](/logo.md)\n```\n[x](/in-code.md)\n```\n[mail](mailto:a@example.com) [js](javascript:alert(1))\n"
    assert urls(text) == []


def test_an_index_of_the_largest_size_counts_as_truncated():
    entry = "- [Page](/page.md)\n"
    whole = read_llms(entry * 100, BASE)
    cut = read_llms((entry * LONGEST_INDEX)[:LONGEST_INDEX], BASE)
    assert (whole.truncated, cut.truncated) == (False, True)


def test_a_note_at_the_end_of_a_long_index_counts_as_truncated():
    long = "- [Page](/page.md): " + "words " * 10 + "\n"
    text = long * (60_000 // len(long))
    assert read_llms(text + "\n> Some entries were omitted because the index is too long.\n", BASE).truncated


@given(st.text(alphabet="[]()<>!\\# \n:/-ab`", max_size=300))
def test_any_text_gives_an_index(text):
    assert all(entry.url.startswith("http") for entry in read_llms(text, BASE).entries)


@pytest.mark.slow
@pytest.mark.parametrize("junk", ["[" * 1_000_000, "](" * 500_000, "[a](" * 250_000, "<http://" * 120_000])
def test_a_megabyte_of_junk_is_no_trouble(junk):
    assert read_llms(junk, BASE).truncated


@pytest.mark.parametrize("end", ["- [", "- [Vide", "- [Video]", "- [Video](", "- [Video](https://docs.exam"])
def test_an_index_that_ends_inside_an_entry_is_truncated(end: str) -> None:
    assert read_llms(f"# Docs\n\n- [A](/a.md)\n{end}", BASE).truncated


@pytest.mark.parametrize("end", ["- [A](/a.md)", "- [A](/a.md): What it is", "- plain", "[ ] to do", ""])
def test_an_index_without_a_last_line_end_is_whole(end: str) -> None:
    assert not read_llms(f"# Docs\n\n- [A](/a.md)\n{end}", BASE).truncated


def test_an_entry_at_the_end_that_lost_its_words_is_truncated() -> None:
    entries = "".join(f"- [{name}](/{name}.md): What it is.\n" for name in "abc")
    assert read_llms(entries + "- [D](/d.md)", BASE).truncated
    assert not read_llms(entries + "- [D](/d.md)\n", BASE).truncated
    assert not read_llms(entries + "- [D](/d.md): What", BASE).truncated
    assert not read_llms(entries.replace(": What it is.", "", 1) + "- [D](/d.md)", BASE).truncated
    assert not read_llms("- [A](/a.md): What it is.\n- [D](/d.md)", BASE).truncated
