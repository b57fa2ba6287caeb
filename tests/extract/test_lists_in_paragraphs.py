"""A list that Python-Markdown left in a paragraph, and a table that only places things, are read as what they are."""

import pytest

from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.sections import sections_of_html, steps_back
from driftwatch.model.page import Page
from driftwatch.platforms.detection import former_reading, statements_of

CALL = "<h2>List lids</h2><pre>GET /lids</pre>"
KEYS = (
    "<p><b>Query parameters:</b>\n- <code>size</code> (integer) - How many (default: 10)\n"
    "- <code>kind</code> (string)</p>"
)


def built(body: str) -> str:
    return f"<!doctype html><html><body><main><h1>Lids</h1>{body}</main></body></html>"


def lines_of(body: str) -> list[tuple[str, ...]]:
    return [(line.kind, *line.cells) for line in watched((sections_of_html(built(body)),)).text.lines[1:]]


def test_bullets_below_a_line_of_words_are_fields_of_the_call() -> None:
    page = Page(url="https://docs.example.com/lids.html", path="lids.html", text=built(CALL + KEYS), content_type="")
    (documented,) = statements_of(page).documentations
    facts = [fact.at for fact in documented.entries[0].facts]
    assert "parameter · query · size" in facts
    assert "parameter · query · kind" in facts


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>Send:\n- a lid</p>", [("sentence", "Send:"), ("sentence", "a lid")]),
        ("<p>Send<br />\n* a lid<br />\n* a box</p>",
         [("sentence", "Send"), ("sentence", "a lid"), ("sentence", "a box")]),
        ("<p>First:\n1. open\n2. close</p>", [("sentence", "First:"), ("sentence", "open"), ("sentence", "close")]),
        ("<p>Send:\n- a lid\n  - a rim\n- a box</p>",
         [("sentence", "Send:"), ("sentence", "a lid"), ("sentence", "a rim"), ("sentence", "a box")]),
        ("<p>Lids\n- and rims - are round.</p>", [("sentence", "Lids - and rims - are round.")]),
        ("<p>In\n3. quarter and\n4. quarter.</p>", [("sentence", "In 3. quarter and 4. quarter.")]),
        ("<p>Send:\n- \n- </p>", [("sentence", "Send: - -")]),
        ("<table><tr><td>Lids</td></tr><tr><td>They close.</td></tr></table>",
         [("sentence", "Lids"), ("sentence", "They close.")]),
        (
            "<table><tbody><tr>in<td>Logo</td><td><table><tr><th>Lid</th></tr><tr><td>5</td></tr></table></td></tr>",
            [("sentence", "in"), ("sentence", "Logo"), ("head", "Lid"), ("row", "5")],
        ),
        ("<table role='presentation'><tr><th>A</th><td>b</td></tr></table>", [("sentence", "A"), ("sentence", "b")]),
        ("<table><tr><td>Lid</td><td>Rim</td></tr><tr><td>a</td><td>b</td></tr></table>",
         [("head", "Lid", "Rim"), ("row", "a", "b")]),
        ("<table><thead><tr><td>Lid</td></tr></thead><tr><td>a</td></tr></table>", [("head", "Lid"), ("row", "a")]),
        ('<p>A lid.</p><div><a rel="prev" href="a">Before: boxes</a><a rel="nofollow next">Rims</a></div>',
         [("sentence", "A lid.")]),
        ("<p>Open</br>Close</p>", [("sentence", "Open Close")]),
    ],
)  # fmt: skip
def test_a_page_says_what_its_author_wrote(body: str, lines: list[tuple[str, ...]]) -> None:
    assert lines_of(body) == lines


def test_rows_of_a_table_that_places_others_may_change_places() -> None:
    inner = ["<tr><td>5</td><td>Lid</td></tr>", "<tr><td>6</td><td>Box</td></tr>"]
    around = "<table><tr><td>Logo</td><td><table><tr><th>Price</th><th>Of</th></tr>{}</table></td></tr></table>"
    assert lines_of(around.format("".join(inner))) == lines_of(around.format("".join(reversed(inner))))


def test_a_page_is_known_by_what_it_said_before() -> None:
    page = Page(url="https://docs.example.com/lids.html", path="lids.html", text=built(KEYS), content_type="")
    assert steps_back(page.text) == (1,)
    stated = statements_of(page)
    former = watched((sections_of_html(page.text, steps_back=1),)).digest
    assert former != stated.document.digest
    found = former_reading(stated, page, {former})
    assert found is not None
    assert found.digest == former
