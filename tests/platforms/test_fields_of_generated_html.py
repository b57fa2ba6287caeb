"""Fields as generators of HTML write them without a table of theirs: Laravel's in forms to try out, Redoc's in rows."""

import pytest

from driftwatch.extract.text.blocks import FieldBlock, Paragraph, Section
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.model.facts import Field
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements

LAMPS = """
<div class="page"><h1>Lamps</h1>
<h2>Add a lamp</h2>
<form data-method="POST" data-path="api/lamps">
<h3>Request <button type="button" onclick="send()">Try it out</button></h3>
<p><small class="badge">POST</small> <b><code>api/lamps</code></b></p>
<h4><b>Body Parameters</b></h4>
<div><b><code>watt</code></b>&nbsp;&nbsp;
<small>integer</small>&nbsp;
<input type="text" style="display: none" name="watt" value="5"><br>
<p>What it takes. Example: <code>5</code></p></div>
<div><b><code>colour</code></b>&nbsp;&nbsp;<small>string</small>&nbsp; <i>optional</i> &nbsp;
<input type="text" style="display: none" name="colour" value="red"><br><p>How it shines.</p></div>
<div><details><summary><b><code>box</code></b>&nbsp;&nbsp;<small>object</small></summary>
<div><b><code>box.width</code></b> <small>number</small><br><p>In metres.</p></div></details></div>
</form></div>
"""

SHELVES = """
<div><h1>Shelves</h1>
<div><h2>Change a shelf</h2>
<h5>path<!-- --> Parameters</h5>
<table><tbody><tr><td kind="field" title="shelf_id"><span></span><span>shelf_id</span><div>required</div></td>
<td><div><div><span></span><span>string</span></div> <div><div><p>Which one.</p></div></div></div></td></tr>
</tbody></table>
<h5>Request Body schema: <span>application/json</span></h5>
<table><tbody>
<tr><td kind="field" title="parts"><span></span><button aria-label="expand"><span>parts</span></button>
<div>required</div></td>
<td><div><div><span>Array of </span><span>objects</span><span> (<!-- -->Part<!-- -->) </span></div>
<div><div><p>What it is made of.</p></div></div></div></td></tr>
<tr><td kind="field" title="width"><span></span><span>width</span></td>
<td><div><div><span></span><span>integer</span><span> &lt;int32&gt; </span></div> <div><div></div></div></div></td></tr>
</tbody></table>
<h3>Responses</h3>
<div><button><strong>202 </strong><span><p>Is being changed.</p></span></button></div>
<div><button><strong>404 </strong><span><p>There is no such shelf.</p></span></button></div>
<div><button><span class="http-verb">put</span><span>/shelves/{shelf_id}</span></button></div>
<button>Copy</button>
</div></div>
"""


def read(text: str) -> Statements:
    html = f"<!doctype html><html><body>{text}</body></html>"
    return statements_of(Page(url="https://docs.example.com/page.html", path="page.html", text=html))


def documented(text: str) -> dict[str, dict[str, object]]:
    entries = (entry for each in read(text).documentations for entry in each.entries)
    return {entry.owner.name: {fact.at: fact for fact in entry.facts} for entry in entries}


def words_of(text: str) -> str:
    found = read(text).text
    return " ".join(part for line in found.lines for part in line.cells) if found else ""


def test_a_form_to_try_a_call_out_documents_what_it_sends() -> None:
    found = documented(LAMPS)["POST /api/lamps"]
    body = "request · application/json · "
    assert {f"{body}watt", f"{body}colour", f"{body}box", f"{body}box.width"} <= found.keys()
    watt, colour = found[f"{body}watt"], found[f"{body}colour"]
    assert isinstance(watt, Field)
    assert watt.type == ("integer",)
    assert isinstance(colour, Field)
    assert not colour.required


def test_fields_beside_some_that_are_marked_as_optional_are_needed() -> None:
    body = "request · application/json · "

    def needed(page: str) -> set[str]:
        found = documented(f"{page}<h2>List lamps</h2><p><b>GET</b> <code>/api/lamps</code></p>")["POST /api/lamps"]
        return {at.removeprefix(body) for at, fact in found.items() if isinstance(fact, Field) and fact.required}

    assert needed(LAMPS) == {"watt", "box"}
    assert needed(LAMPS.replace("<i>optional</i>", "")) == set()
    assert needed(LAMPS.replace("<small>integer</small>", "<small>integer</small>&nbsp; <i>required</i>")) == {"watt"}


WATT = "What it takes. Example: <code>5</code>"
TERMS = """
<h1>Lamps</h1><h2>POST /api/lamps</h2><h3>Body parameters</h3>
<dl><dt>watt</dt><dd><code>integer</code> What it takes.</dd>
<dt>colour</dt><dd><code>string</code> <em>optional</em> How it shines.</dd></dl>
"""


@pytest.mark.parametrize(
    ("page", "call", "needed"),
    [
        (LAMPS.replace('"POST"', '"PATCH"').replace(">POST<", ">PATCH<"), "PATCH /api/lamps", set()),
        (LAMPS.replace(WATT, "Default: <code>3</code>"), "POST /api/lamps", {"box"}),
        (LAMPS.replace(WATT, "May be left out."), "POST /api/lamps", {"box"}),
        (LAMPS.replace("<small>", "<span>").replace("</small>", "</span>"), "POST /api/lamps", set()),
        (TERMS, "POST /api/lamps", set()),
    ],
)
def test_fields_beside_optional_ones_are_needed_in_forms_alone(page: str, call: str, needed: set[str]) -> None:
    found = documented(f"{page}<h2>List lamps</h2><p><b>GET</b> <code>/api/lamps</code></p>")[call]
    fields = {at.rpartition(" ")[2]: fact for at, fact in found.items() if isinstance(fact, Field)}
    assert {"watt", "colour"} <= fields.keys()
    assert {name for name, fact in fields.items() if fact.required} == needed


def test_marks_in_one_form_say_nothing_of_another() -> None:
    other = LAMPS.replace("lamps", "bulbs").replace("<i>optional</i>", "")
    found = documented(LAMPS + other)["POST /api/bulbs"]
    assert not any(fact.required for fact in found.values() if isinstance(fact, Field))


def test_words_of_such_a_form_are_watched_but_for_its_buttons() -> None:
    assert "How it shines" in words_of(LAMPS)
    assert "optional" in words_of(LAMPS)
    assert "Try it out" not in words_of(LAMPS)


def test_a_form_to_fill_in_is_none_of_the_page() -> None:
    said = "<h1>News</h1><p>What is new.</p><form><h3>Subscribe</h3><p>Get our letter.</p><input name='mail'></form>"
    assert "letter" not in words_of(said)


def test_rows_of_redoc_are_fields_of_the_call_below_them() -> None:
    found = documented(SHELVES)["PUT /shelves/{}"]
    body = "request · application/json · "
    assert "parameter · path · shelf_id" in found
    parts, width = found[f"{body}parts"], found[f"{body}width"]
    assert isinstance(parts, Field)
    assert parts.required
    assert parts.type == ("array",)
    assert isinstance(width, Field)
    assert not width.required
    assert width.type == ("integer",)
    assert {"response · 202", "response · 404"} <= found.keys()


def test_what_a_button_says_of_an_answer_is_watched() -> None:
    assert "There is no such shelf" in words_of(SHELVES)
    assert "Copy" not in words_of(SHELVES)


def test_a_box_that_only_begins_with_a_name_is_no_field() -> None:
    def blocks(html: str) -> list[object]:
        section: Section = sections_of_html(html)
        return [block for _, each in section.walk() for block in each.blocks]

    said = "<div><b><code>watt</code></b> <small>see below</small><p>Text.</p></div>"
    assert not any(isinstance(block, FieldBlock) for block in blocks(said))
    assert any(isinstance(block, Paragraph) for block in blocks(said))
    assert not any(isinstance(block, FieldBlock) for block in blocks("<div><b>watt</b> <small>integer</small></div>"))


def test_terms_with_their_types_in_code_are_fields() -> None:
    said = """
<h1>Boxes</h1><h2>Find boxes <a class="permalink" href="#find">¶</a></h2>
<p>GET /boxes{?lid,size}</p>
<div><strong>URI Parameters</strong><div class="collapse-button"><span>Hide</span><span>Show</span></div></div>
<dl><dt>lid</dt><dd><code>string</code>&nbsp;<span class="required">(required)</span>&nbsp;<p>Of which kind.</p></dd>
<dt>size</dt><dd><code>number</code>&nbsp;<span>(optional)</span>&nbsp;
<span><strong>Example: </strong><span>3</span></span></dd></dl>
"""
    found = documented(said)["GET /boxes"]
    lid, size = found["parameter · query · lid · $"], found["parameter · query · size · $"]
    assert isinstance(lid, Field)
    assert lid.required
    assert lid.type == ("string",)
    assert isinstance(size, Field)
    assert not size.required
    assert size.type == ("number",)
    assert "Hide" not in words_of(said)
    assert "Of which kind" in words_of(said)


def test_terms_that_begin_with_other_code_are_words() -> None:
    said = (
        "<h1>X</h1><dl><dt>lid</dt><dd><code>string</code> One.</dd><dt>size</dt><dd><code>--size</code> Two.</dd></dl>"
    )
    assert all(not isinstance(block, FieldBlock) for _, each in sections_of_html(said).walk() for block in each.blocks)


def test_blocks_within_a_cell_keep_their_words_apart() -> None:
    row = "<tr><td>one<div>two</div></td><td>three<p>four</p></td></tr>"
    said = f"<h1>X</h1><table><tr><th>A</th><th>B</th></tr>{row}</table>"
    assert "onetwo" not in words_of(said)
    assert "threefour" not in words_of(said)


def test_signs_that_link_to_a_heading_are_no_words_of_it() -> None:
    said = "<h1>Boxes <a href='#boxes'>¶</a></h1><h2>Errors<a class='permalink' href='#errors'>#</a></h2><p>None.</p>"
    assert [section.title for _, section in sections_of_html(said).walk() if section.title] == ["Boxes", "Errors"]
