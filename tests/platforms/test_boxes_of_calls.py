"""Boxes that name a call ahead of their headings: these are of that call, and no line of the page changes."""

import pytest

from driftwatch.model.facts import AnyFact, Operation, Response
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements


def read(text: str) -> Statements:
    html = f"<!doctype html><html><body>{text}</body></html>"
    return statements_of(Page(url="https://docs.example.com/page.html", path="page.html", text=html))


def answers(text: str) -> dict[str, list[str]]:
    entries = [entry for each in read(text).documentations for entry in each.entries]
    return {each.owner.name: [fact.status for fact in each.facts if isinstance(fact, Response)] for each in entries}


def facts_of(statements: Statements) -> list[AnyFact]:
    return [fact for each in statements.documentations for entry in each.entries for fact in entry.facts]


BOX = "<div><p>GET /shelves</p><h3>Responses</h3><p>None.</p></div>"


def headed(text: str) -> list[tuple[str, str]]:
    """Return the lines of a page, each with the heading above it."""
    found, title = list[tuple[str, str]](), ""
    for line in said.lines if (said := read(text).text) else ():
        title = line.cells[0] if line.kind == "heading" else title
        found += [] if line.kind == "heading" else [(title, line.cells[0])]
    return found


def test_a_box_that_begins_with_a_call_leaves_the_lines_of_its_page_as_they_are() -> None:
    around = f"<h2>Shelves</h2>{BOX}<p>Below.</p>{BOX.replace('get', 'post')}<h2>Others</h2><p>End.</p>"
    flat = around.replace("<div>", "").replace("</div>", "")
    assert headed(around) == headed(flat)
    assert headed(f"{BOX}<h2>Others</h2><p>End.</p>") == headed(BOX[5:-6] + "<h2>Others</h2><p>End.</p>")
    listed = f"<h2>Shelves</h2><ul><li>{BOX}</li></ul>"
    assert headed(listed) == headed(listed.replace("<div>", "").replace("</div>", ""))


def test_a_box_whose_headings_are_as_great_as_the_one_above_ends_that() -> None:
    page = "<h1>Rooms</h1><h3>Shelves</h3><p>Of wood.</p>" + BOX
    assert headed(page)[-1] == ("Responses", "None.")
    assert list(answers(page)) == ["GET /shelves"]


def test_answers_below_a_call_that_a_box_begins_with_are_its_own() -> None:
    boxes = [
        f"<div><pre><code>{call}</code></pre><p>Does it.</p><h3>Responses</h3><h4>{status}</h4><p>So.</p></div>"
        for call, status in (("get: /shelves", 200), ("DELETE /shelves/{id}", 204), ("put /shelves/{id}", 202))
    ]
    assert answers("<h1>Shelves</h1>" + "<hr>".join(boxes) + "<p>End.</p>") == {
        "GET /shelves": ["200"],
        "DELETE /shelves/{}": ["204"],
        "PUT /shelves/{}": ["202"],
    }


@pytest.mark.parametrize(
    "box",
    [
        "<div><div>{title}</div></div><div><div>{below}</div></div>",
        "<div class='sect1'>{title}<div class='sectionbody'>{below}</div></div>",
        "<div class='sect1'>{title}<div class='sectionbody'>{below}</div></div><div class='sect1'><h2>End</h2></div>",
    ],
)
def test_a_box_that_holds_all_below_a_heading_is_its_section_and_the_call_is_of_that_name(box: str) -> None:
    below = "<pre><code>GET /shelves</code></pre><h3>Query</h3><p><b>size</b> <code>integer</code></p>"
    boxed = read(f"<main>{box.format(title='<h2>List shelves</h2>', below=below)}</main>")
    flat = read(f"<main><h2>List shelves</h2>{below}{'<h2>End</h2>' if 'End' in box else ''}</main>")
    assert facts_of(boxed) == facts_of(flat)
    assert boxed.text == flat.text
    assert [fact.summary for fact in facts_of(boxed) if isinstance(fact, Operation)] == ["List shelves"]
