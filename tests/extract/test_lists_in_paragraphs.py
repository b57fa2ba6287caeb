"""A list that Python-Markdown left in a paragraph, and a table that only places things, are read as what they are."""

import json

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

INNER = "<table><tr><th>Lid</th></tr><tr><td>5</td></tr></table>"
BOXES = "<TABLE><TR><TD><P>Lids</P><P>Close.</P><TR><TD><TABLE><TR><TD>Lid<TD>Rim<TR><TD>5<TD>6</TABLE></TABLE>"


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
        ("<p>Send:\n- a lid</p>", [("sentence", "Send: - a lid")]),
        ("<p>Send:<br />\n* a lid<br />\n* <b><code>1</code></b> box</p>",
         [("sentence", "Send:"), ("sentence", "a lid"), ("sentence", "1 box")]),
        ("<p>First:\n1. open\n2. close</p>", [("sentence", "First:"), ("sentence", "open"), ("sentence", "close")]),
        ("<p>Send:\n- a lid\n  - a rim\n- a box</p>",
         [("sentence", "Send:"), ("sentence", "a lid"), ("sentence", "a rim"), ("sentence", "a box")]),
        ("<p>Lids\n- and rims - are round.</p>", [("sentence", "Lids - and rims - are round.")]),
        ("<p>The balance is 5\n- 3\n- 1 euro.</p>", [("sentence", "The balance is 5 - 3 - 1 euro.")]),
        ("<p>Price:\n- 5 euro\n- 6 euro</p>", [("sentence", "Price: - 5 euro - 6 euro")]),
        ("<p>total = a\n+ b\n+ c</p>", [("sentence", "total = a + b + c")]),
        ("<p>area = width\n* height\n* depth</p>", [("sentence", "area = width * height * depth")]),
        ("<p>Use\n1. or version\n2. of it.</p>", [("sentence", "Use 1. or version 2. of it.")]),
        ("<p>In\n3. quarter and\n4. quarter.</p>", [("sentence", "In 3. quarter and 4. quarter.")]),
        ("<p>Send:\n- \n- </p>", [("sentence", "Send: - -")]),
        (
            f"<table><tbody><tr>in<td><img></td><td><div>{INNER}</div></td></tr><tr><td><h2>Lids</h2><p>Close.</p>",
            [("sentence", "in"), ("head", "Lid"), ("row", "5"), ("heading", "Lids"), ("sentence", "Close.")],
        ),
        ("<table><tr><td>Shade</td></tr><tr><td><p>red</p></td></tr></table>", [("head", "Shade"), ("row", "red")]),
        ("<table><tr><td>Lid</td><td><p>a</p><p>b</p></td></tr></table>", [("head", "Lid", "a b")]),
        ("<table><tr><td>Lid</td><td>Of <table><tr><td>a</td></tr></table></td></tr></table>",
         [("head", "Lid", "Of a")]),
        ("<table role='presentation'><tr><th>A</th></tr><tr><td>b</td></tr></table>", [("head", "A"), ("row", "b")]),
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
    cell = "<table><tr><th>Price</th><th>Of</th></tr>{}</table>"
    around = f"<table><tr><td><p>Logo</p><p>Of lids</p></td><td>{cell}</td></tr></table>"
    assert lines_of(around.format("".join(inner))) == lines_of(around.format("".join(reversed(inner))))


@pytest.mark.parametrize("body", [KEYS, "<P>Sizes:\n- small\n- big</P>", "<p>Sizes:&#10;- small&#10;- big</p>", BOXES])
def test_a_page_is_known_by_what_it_said_before(body: str) -> None:
    page = Page(url="https://docs.example.com/lids.html", path="lids.html", text=built(body), content_type="")
    assert steps_back(page.text) == (1,)
    stated = statements_of(page)
    former = watched((sections_of_html(page.text, steps_back=1),)).digest
    assert former != stated.document.digest
    found = former_reading(stated, page, {former})
    assert found is not None
    assert found.digest == former


def test_data_of_apidoc_is_read_as_it_always_was() -> None:
    entry = {"type": "get", "url": "/lids", "filename": "f", "group": "g", "description": f"{KEYS}{BOXES}"}
    page = Page(url="https://docs.example.com/api_data.json", path="api_data.json", text=json.dumps([entry]))
    stated = statements_of(page)
    assert stated.text is not None
    said = [line.cells for line in stated.text.lines]
    assert any("How many (default: 10) - kind (string)" in words for (words, *_) in said)
    assert ("Lids Close.",) in said
    assert former_reading(stated, page, {stated.document.digest}) is None
