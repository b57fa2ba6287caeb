"""Which documents of a site are read, and what is said of the others."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.model.page import Link, Page
from driftwatch.presence.links import Scope, distinct, index_verdict, kind_of, locale_of, select, text_format

BASE = "https://docs.example.com/llms.txt"
ROOT = "https://docs.example.com"


def scope(**changed):
    return Scope(base=BASE, hosts=("docs.example.com",), **changed)


def chosen(*paths, **changed):
    return [
        link.url.removeprefix(ROOT) for link in select([Link(ROOT + path) for path in paths], scope(**changed)).chosen
    ]


def reasons(*paths, **changed):
    selection = select([Link(ROOT + path) for path in paths], scope(**changed))
    return {url.removeprefix(ROOT): reason for url, reason in selection.left_out}


def test_the_markdown_twin_is_read_and_the_html_is_left_out():
    assert chosen("/api/chat", "/api/chat.md") == ["/api/chat.md"]
    assert reasons("/api/chat", "/api/chat.md") == {
        "/api/chat": "the same document as https://docs.example.com/api/chat.md"
    }


def test_other_hosts_are_left_out():
    selection = select([Link("https://evil.example.net/api/chat.md")], scope())
    assert selection.chosen == ()
    assert "host" in selection.left_out[0][1]


@pytest.mark.parametrize("prefix", ["fr", "pl", "zh-Hans", "pt-BR", "ko"])
def test_copies_in_other_languages_are_left_out(prefix):
    assert chosen("/api/chat.md", f"/{prefix}/api/chat.md", f"/{prefix}/only-there.md") == ["/api/chat.md"]


def test_a_locale_may_stand_below_the_root_of_the_docs():
    assert chosen("/docs/api/chat.md", "/docs/ru/api/chat.md") == ["/docs/api/chat.md"]


def test_a_code_that_is_also_a_word_counts_only_beside_its_twin():
    assert chosen("/id/tokens.md", "/no/limits.md", "/limits.md") == ["/id/tokens.md", "/limits.md"]


def test_another_locale_can_be_watched():
    assert chosen("/api/chat.md", "/fr/api/chat.md", "/de/api/chat.md", locale="fr") == ["/fr/api/chat.md"]


def test_openapi_files_have_no_language():
    assert chosen("/fr/openapi.json") == ["/fr/openapi.json"]


def test_patterns_exclude_paths():
    assert chosen("/blog/a.md", "/api/a.md", exclude=("/blog/*",)) == ["/api/a.md"]
    assert reasons("/blog/a.md", exclude=("/blog/*",)) == {"/blog/a.md": "excluded by the configuration"}


def test_images_indexes_and_full_texts_are_no_documents():
    assert chosen("/logo.png", "/style.css", "/llms-full.txt", "/a.md") == ["/a.md"]


def test_the_script_that_names_the_documents_of_swagger_ui_is_read():
    assert chosen("/docs/swagger-initializer.js", "/docs/app.js") == ["/docs/swagger-initializer.js"]
    assert chosen("/doc/api_data.js", "/doc/main.js") == ["/doc/api_data.js"]


def test_what_is_over_the_limit_is_told():
    paths = [f"/p{number}.md" for number in range(5)]
    assert chosen(*paths, limit=3) == paths[:3]
    assert len(reasons(*paths, limit=3)) == 2


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_the_choice_does_not_depend_on_the_order(shuffler: random.Random):
    paths = ["/a", "/a.md", "/fr/a.md", "/b.json", "/id/x", "/x", "/c.png", "/a.md?version=2"]
    links = [Link(ROOT + path) for path in paths]
    expected = select(links, scope())
    shuffler.shuffle(links)
    assert select(links, scope()) == expected


def page(path, text):
    return Page(url=ROOT + path, path=path.strip("/"), text=text)


def test_redirects_and_copies_are_read_once():
    same = "# Chat\n\nTalk.\n"
    pages, left_out, copies = distinct(
        [page("/responses", same), page("/api/responses", same), page("/b", "# Other\n")], BASE
    )
    assert [item.url for item in pages] == [ROOT + "/api/responses", ROOT + "/b"]
    assert copies == {"api/responses": ("responses",)}
    assert left_out == ((ROOT + "/responses", f"the same document as {ROOT}/api/responses"),)


@pytest.mark.parametrize(
    ("previous", "count", "truncated", "verdict"),
    [
        (0, 10, False, "ok"),
        (100, 98, False, "ok"),
        (100, 60, False, "ok"),
        (100, 50, False, "suspicious"),
        (100, 0, False, "suspicious"),
        (100, 100, True, "suspicious"),
        (2, 1, False, "ok"),
        (1, 0, False, "suspicious"),
    ],
)
def test_an_index_that_lost_most_is_suspicious(previous, count, truncated, verdict):
    assert index_verdict(previous, count, truncated=truncated) == verdict


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html>", "html"),
        ("\ufeff  <html lang='en'>", "html"),
        ('{"openapi": "3.1.0"}', "openapi"),
        ("openapi: 3.0.0\npaths: {}\n", "openapi"),
        ("# a comment\nswagger: '2.0'\n", "openapi"),
        ("---\nopenapi: 3.1.0\n", "openapi"),
        ("# Title\n\ntext", "markdown"),
        ("[![badge](x)](y)\n# T", "markdown"),
        ("{% hint %}\n", "markdown"),
        ("<!-- written by hand -->\n\n# T\n", "markdown"),
        ("<!-- saved -->\n<!doctype html>\n<html>", "html"),
        ("---\ntitle: x\nopenapi: post /v1/videos\n---\n", "markdown"),
        ("", "markdown"),
    ],
)
def test_the_format_is_told_by_the_first_characters(text, kind):
    assert text_format(text) == kind


def test_kinds_are_told_by_the_address():
    assert [kind_of(ROOT + path) for path in ("/a.yaml", "/llms.txt", "/sitemap-1.xml", "/a")] == [
        "openapi",
        "index",
        "index",
        "page",
    ]


def test_locales_are_told_by_the_first_segment():
    assert [locale_of(ROOT + path) for path in ("/fr/a", "/api/fr", "/zh-Hant/a", "/docs/de/a", "/")] == [
        "fr",
        "",
        "zh-hant",
        "de",
        "",
    ]
