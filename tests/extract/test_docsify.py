"""Docsify: which page is such a site's, and which files its sidebar lists."""

import pytest

from driftwatch.extract.index.docsify import docsify_of, pages_in_sidebar

AT = "https://kiln.example.com/docs/"


def shell(configuration, tag='<script src="//cdn.example.com/npm/docsify@4"></script>'):
    script = f"<script>window.$docsify = {configuration}</script>" if configuration else ""
    return f'<!DOCTYPE html><html><body><div id="app">Please wait</div>{script}{tag}</body></html>'


@pytest.mark.parametrize(
    ("configuration", "sidebar"),
    [
        ("{ name: 'Kiln', loadSidebar: true }", AT + "_sidebar.md"),
        ("{ name: 'Kiln', loadSidebar: 'summary.md' }", AT + "summary.md"),
        ('{ "loadSidebar": "/menu.md" }', AT + "menu.md"),
        ("{ loadSidebar: true, basePath: '/kiln/v2' }", "https://kiln.example.com/kiln/v2/_sidebar.md"),
        ("{ loadSidebar: true, basePath: 'https://pages.example.com/' }", "https://pages.example.com/_sidebar.md"),
        ("{ name: 'Kiln' }", ""),
        ("{ loadSidebar: false }", ""),
        ("{\n // loadSidebar: true,\n name: 'Kiln' }", ""),
        ("", AT + "_sidebar.md"),
    ],
)
def test_sidebar_is_where_configuration_says(configuration, sidebar):
    assert docsify_of(shell(configuration), AT + "#/").sidebar == sidebar


def test_attributes_of_the_tag_configure_it_too():
    tag = '<script src="//cdn.example.com/docsify" data-load-sidebar="menu.md" data-homepage="home.md"></script>'
    found = docsify_of(shell("", tag), AT)
    assert (found.sidebar, found.homepage) == (AT + "menu.md", AT + "home.md")


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><h1>How we build our site</h1><pre>window.$docsify = { loadSidebar: true }</pre></body></html>",
        "<html><body><script>track('docsify')</script><p>Words.</p></body></html>",
        '<html><body><script src="/docsify-themes.js"></script></body></html>',
        shell("{ loadSidebar: true, basePath: 'http://[' }"),
        shell("{ loadSidebar: 'http://[' }"),
        "# Docsify\n\nWords.\n",
        "",
    ],
)
def test_page_that_does_not_run_it_is_none(text):
    assert docsify_of(text, AT) is None


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("[Firings](firings.md)", "firings.md"),
        ("[Firings](/firings)", "firings.md"),
        ("[Firings](firings)", "firings.md"),
        ("[Firings](#/firings)", "firings.md"),
        ("[Firings](/#/firings?id=start)", "firings.md"),
        ('[Firings](v2/firings.md "All firings")', "v2/firings.md"),
        ("[Second](/v2/)", "v2/README.md"),
        ("[Release 2.1](releases/2.1)", "releases/2.1.md"),
        ("[Old](old.html)", "old.html"),
        ("[Start](/)", "README.md"),
        ("[Start](README)", "README.md"),
    ],
)
def test_link_of_a_sidebar_leads_to_the_file_that_is_shown(link, path):
    site = docsify_of(shell("{ loadSidebar: true }"), AT)
    listed = {entry.url for entry in pages_in_sidebar(f"- {link}\n", site)}
    assert listed == {AT + "README.md", AT + path}


@pytest.mark.parametrize("link", ["[Forge](https://forge.example.com/kiln)", "[Plan](plan.png)", "[All](kiln.zip)"])
def test_what_is_no_page_is_left_out(link):
    site = docsify_of(shell("{ loadSidebar: true }"), AT)
    assert [entry.url for entry in pages_in_sidebar(f"- {link}\n", site)] == [AT + "README.md"]


def test_page_of_another_site_is_taken_where_it_is_a_file():
    site = docsify_of(shell("{ loadSidebar: true, homepage: 'home.md' }"), AT)
    listed = pages_in_sidebar("- [Changes](https://files.example.com/changes.md#new)\n", site)
    assert [entry.url for entry in listed] == [AT + "home.md", "https://files.example.com/changes.md"]
