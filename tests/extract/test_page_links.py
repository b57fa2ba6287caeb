"""The pages that a page of HTML links to, as its table of contents."""

import pytest

from driftwatch.extract.index.page_links import pages_linked

AT = "https://kiln.example.com/docs/index.html"


def linked(*targets, at=AT):
    text = "".join(f'<p><a class="x" href="{target}">Words</a></p>' for target in targets)
    return [entry.url for entry in pages_linked(text, at)][1:]


def test_page_itself_comes_first_and_each_once():
    text = '<a href="a.html">A</a> <a href="a.html#b">B</a> <a href="">C</a>'
    assert [entry.url for entry in pages_linked(text, AT)] == [AT, "https://kiln.example.com/docs/a.html"]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("firings.html", "firings.html"),
        ("./v2/firings/", "v2/firings/"),
        ("/docs/firings", "firings"),
        ("https://kiln.example.com/docs/firings.html?from=menu#start", "firings.html"),
        ("a.html?x=1&amp;y=2", "a.html"),
    ],
)
def test_pages_at_or_below_its_folder_are_listed(target, path):
    assert linked(target) == [f"https://kiln.example.com/docs/{path}"]


@pytest.mark.parametrize(
    "target",
    [
        "#start",
        "../",
        "/other/firings.html",
        "https://forge.example.com/docs/firings.html",
        "mailto:kiln@example.com",
        "javascript:void(0)",
        "http://[",
        "genindex.html",
        "search.html",
        "py-modindex.html",
        "_sources/firings.rst.txt",
        "api/_modules/kiln.html",
    ],
)
def test_others_are_not(target):
    assert linked(target) == []


def test_both_kinds_of_quotes_are_read_and_what_is_never_closed_is_not():
    assert [entry.url for entry in pages_linked("<a\nid='x' href='b.html'>B</a><a href=\"c.html", AT)][1:] == [
        "https://kiln.example.com/docs/b.html"
    ]
