"""What of a page of HTML came tells by its tags: it waits for another date, and is read however long it stays so."""

import pytest

from driftwatch.presence.integrity import judge
from driftwatch.presence.silence import ending_of
from driftwatch.presence.torn import has_torn_sample
from tests.presence.island import HTML, MARKDOWN, PLAIN, Answer, Island, Watch, html_about, page_about

PAGE = "/api/tariffs"
WHOLE = html_about("tariffs")
EMBEDDED = "\n## Embed it\n\nPut this at the end:\n\n    <script src=/crates.js></script>\n    </body>\n    </html>\n"
ZONE, NUMBER = "zone</code></td><td>string", "zone</code></td><td>integer"


def watched() -> tuple[Island, Watch]:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    return site, watch


def told(site: Island, watch: Watch, body: str, *, path: str = PAGE, kind: str = HTML) -> list[str]:
    site.answers[path] = Answer(body, kind)
    return sorted({each.id for each in watch.next_day()})


@pytest.mark.parametrize("start", ["</head>", "<h1>", "<p>Every", "<tr><td><code>currency"])
def test_the_rear_part_of_a_page_is_not_believed_before_another_date(start: str) -> None:
    site, watch = watched()
    before, rear = watch.facts(), WHOLE[WHOLE.index(start) :]
    assert ending_of(rear) == "rear"
    assert told(site, watch, rear) in (["document-missing"], ["document-incomplete"])
    assert told(site, watch, WHOLE) == []
    assert watch.facts() == before


def test_a_page_that_lost_its_beginning_for_good_is_read_on_the_second_date() -> None:
    site, watch = watched()
    rear = WHOLE[WHOLE.index("<p>Every") :]
    assert told(site, watch, rear) == ["document-missing"]
    assert "api-path-removed-without-deprecation" in told(site, watch, rear)


@pytest.mark.parametrize(
    ("path", "kind", "whole", "old", "new"),
    [
        ("/api/parcels.md", MARKDOWN, page_about("parcels") + EMBEDDED, "integer | no", "integer | yes"),
        ("/api/parcels.md", PLAIN, page_about("parcels") + EMBEDDED, "integer | no", "integer | yes"),
        (PAGE, HTML, WHOLE.replace("<!DOCTYPE html><html>", ""), ZONE, NUMBER),
        (PAGE, HTML, "<!-- " + "crate " * 99 + "-->" + WHOLE, ZONE, NUMBER),
    ],
    ids=["a sample at its end", "of a server that calls all plain", "no tag that may be left out", "a long comment"],
)  # fmt: skip
def test_an_edit_of_a_page_that_always_ended_as_html_is_told_at_once(
    path: str, kind: str, whole: str, old: str, new: str
) -> None:
    site, watch = watched()
    told(site, watch, whole, path=path, kind=kind)
    watch.next_day()
    found = told(site, watch, whole.replace(old, new), path=path, kind=kind)
    assert found in (["request-property-became-required"], ["request-property-type-changed"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [("crates.md", HTML), ("crates.rst", ""), ("crates.adoc", ""), ("crates", "text/plain; charset=x")],
)
def test_a_page_that_begins_with_a_tag_that_it_speaks_of_is_no_escaped_page(name: str, kind: str) -> None:
    for text in ("&lt;html&gt; is the root of a page.\n", "&lt;html&gt; begins a page, and &lt;/html&gt; ends it.\n"):
        assert judge(f"https://docs.example.com/{name}", 200, kind, text.encode()) == ("read", "")


def test_a_component_whose_name_begins_as_that_of_a_sample_is_none() -> None:
    assert not has_torn_sample("<html><body><preview-box>{</preview-box></body></html>")


def test_what_a_page_adds_is_told_at_once_though_its_tags_are_torn_by_now() -> None:
    site, watch = watched()
    torn = WHOLE.replace("<p>Every", "<div><p>Every")
    row = "<tr><td><code>mass</code></td><td>string</td><td>yes</td></tr>"
    assert told(site, watch, torn.replace("</tbody>", f"{row}</tbody>")) == ["new-required-request-property"]
    told(site, watch, WHOLE)
    told(site, watch, WHOLE)
    assert told(site, watch, torn.replace(ZONE, NUMBER)) == ["document-missing"]


def test_a_page_of_markdown_that_an_error_in_html_stands_below_broke_off() -> None:
    site, watch = watched()
    before, text = watch.facts(), page_about("parcels")
    failed = "<html><body><h1>502 Bad Gateway</h1></body></html>\n"
    assert ending_of(text + failed) == "page"
    assert ending_of(f"{text}```html\n{failed}```\n") == "line"
    assert told(site, watch, text[: text.index("## Errors")] + failed, path="/api/parcels.md") == [
        "document-incomplete"
    ]
    site.answers["/api/parcels.md"] = Answer(text)
    assert (watch.next_day(), watch.facts()) == ([], before)
