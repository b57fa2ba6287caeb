"""sitemap.xml: addresses without entities, within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.index.sitemap import LARGEST_SITEMAP, read_sitemap

BASE = "https://docs.example.com/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def urlset(*locations):
    inner = "".join(f"<url><loc>{location}</loc><lastmod>2026-01-02</lastmod></url>" for location in locations)
    return f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</urlset>\n'


def test_pages_are_read_in_their_order_and_once():
    text = urlset("https://docs.example.com/b", "https://docs.example.com/a", "https://docs.example.com/b")
    assert read_sitemap(text, BASE).pages == ("https://docs.example.com/b", "https://docs.example.com/a")


def test_an_index_names_sitemaps():
    text = f"{HEAD}<sitemapindex><sitemap><loc>/sitemap-1.xml</loc></sitemap></sitemapindex>"
    found = read_sitemap(text, BASE)
    assert (found.sitemaps, found.pages) == (("https://docs.example.com/sitemap-1.xml",), ())


def test_the_five_entities_and_cdata_are_read():
    text = urlset("https://docs.example.com/a?x=1&amp;y=2", "<![CDATA[https://docs.example.com/c]]>")
    assert read_sitemap(text, BASE).pages == ("https://docs.example.com/a?x=1&y=2", "https://docs.example.com/c")


def test_entities_are_refused():
    bomb = f'{HEAD}<!DOCTYPE urlset [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    found = read_sitemap(bomb, BASE)
    assert found.pages == ()
    assert "entities" in found.reason


@pytest.mark.parametrize("text", ["<!doctype html><html></html>", "", "{}", "<rss></rss>"])
def test_something_else_has_a_reason(text):
    assert read_sitemap(text, BASE).reason


def test_a_sitemap_that_ends_early_is_truncated():
    whole = urlset("https://docs.example.com/a", "https://docs.example.com/b")
    assert not read_sitemap(whole, BASE).truncated
    assert read_sitemap(whole[:-20], BASE).truncated


def test_images_comments_and_other_schemes_are_no_pages():
    text = urlset("ftp://docs.example.com/a").replace(
        "<urlset", "<!-- <loc>https://docs.example.com/old</loc> --><urlset", 1
    )
    text = text.replace("</url>", "<image:loc>https://docs.example.com/i.png</image:loc></url>")
    assert read_sitemap(text, BASE).pages == ()


@pytest.mark.slow
def test_more_addresses_than_the_protocol_allows_are_left_unread():
    text = urlset(*(f"/{number}" for number in range(LARGEST_SITEMAP + 5)))
    found = read_sitemap(text, BASE)
    assert (len(found.pages), found.truncated) == (LARGEST_SITEMAP, True)


@given(st.text(alphabet="<>/locurset !-[]&;", max_size=300))
def test_any_text_gives_a_value(text):
    found = read_sitemap(f"<urlset>{text}", BASE)
    assert all(page.startswith("http") for page in found.pages)


@pytest.mark.slow
@pytest.mark.parametrize("junk", ["<loc>" * 200_000, "<!--" * 250_000, "<urlset>" + "<loc></loc>" * 90_000])
def test_a_megabyte_of_junk_is_no_trouble(junk):
    assert read_sitemap(junk, BASE).pages == ()
