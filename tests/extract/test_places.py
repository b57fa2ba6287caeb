"""Places and normalised texts: what is the same document as yesterday."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.index.places import LONGEST_PLACE, former_digest_of, place_of

BASE = "https://docs.example.com/llms.txt"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://docs.example.com/api/text/chat", "api/text/chat"),
        ("https://docs.example.com/api/text/chat.md", "api/text/chat"),
        ("https://docs.example.com/api/text/chat/", "api/text/chat"),
        ("https://docs.example.com/api/text/chat/index.html?x=1#y", "api/text/chat"),
        ("http://docs.example.com/api/text/chat.mdx", "api/text/chat"),
        ("/api/openapi/post-chat.openapi.json", "api/openapi/post-chat.openapi.json"),
        ("https://docs.example.com/", "index"),
        ("https://docs.example.com/index.md", "index"),
        ("https://other.example.com/api/chat", "other.example.com/api/chat"),
        ("https://docs.example.com/a//./b", "a/b"),
    ],
)
def test_a_place_is_the_path_in_the_site(url, place):
    assert place_of(url, BASE) == place


def test_a_place_holds_nothing_dangerous():
    place = place_of("https://docs.example.com/a%2F..%2F..%2Fetc/p%C2%B7q%0A%00r", BASE)
    assert ".." not in place.split("/")
    assert "·" not in place
    assert place.isprintable()


def test_replaced_characters_stay_distinct():
    assert place_of("/a%20b", BASE) != place_of("/a%09b", BASE)


@given(st.text(max_size=400))
def test_every_url_has_a_short_place(url):
    place = place_of(url, BASE)
    assert place
    assert len(place) <= LONGEST_PLACE
    assert place_of(url, BASE) == place


BANNER = "> ## Documentation Index\n> Fetch the complete index at: https://docs.example.com/llms.txt\n> Use it.\n\n"
PAGE = "# Chat\n\nIt's here.\n\n```json theme={null}\n{}\n```\n"


@pytest.mark.parametrize(
    "other",
    [
        BANNER + PAGE,
        "> ## Agent Instructions\n> Be kind.\n\n" + PAGE,
        PAGE.replace("It's", "It\u2019s").replace("\n\n", "\n\n\n") + "\nLast modified on July 13, 2026\n",
        PAGE.replace(" theme={null}", ""),
    ],
)
def test_what_a_generator_adds_does_not_count(other):
    assert former_digest_of("markdown", other) == former_digest_of("markdown", PAGE)


def test_words_count():
    assert former_digest_of("markdown", PAGE.replace("here", "there")) != former_digest_of("markdown", PAGE)


def test_signed_images_and_build_hashes_do_not_count():
    one = '<html><script src="/app-0a1b2c3d4e.js">x</script><p>See https://cdn.example.com/a.png?sig=a1 now</p></html>'
    two = '<html><script src="/app-ffffffff00.js">y</script><p>See https://cdn.example.com/a.png?sig=zz now</p></html>'
    assert former_digest_of("html", one) == former_digest_of("html", two)


@pytest.mark.slow
@pytest.mark.parametrize("junk", ["<" * 1_000_000, "<script" * 150_000, "https://a?" * 100_000, "> \n" * 300_000])
def test_a_megabyte_of_junk_is_no_trouble(junk):
    assert former_digest_of("html", junk)
    assert former_digest_of("markdown", junk)
