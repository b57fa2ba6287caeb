"""Names that stand alone on a line with their need, in boxes that generators make for each call and each object."""

from driftwatch.model.facts import Field, Operation, Parameter, Response
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements

SHELF = """
<h1><a name="Shelves">Shelves</a></h1>
<div class="call"><a name="findShelves"></a>
  <div><a href="#Calls">Up</a><pre><code><span>get</span>: /shelves</code></pre></div>
  <div>Look for shelves (<span>findShelves</span>)</div>
  <h3>Query parameters</h3>
  <div><div>width (optional)</div>
  <div><span>Query Parameter</span> &mdash; How wide. default: 80 format: int32</div>
  <div>wood (required)</div>
  <div><span>Query Parameter</span> &mdash; Of what. </div></div>
  <h3>Return type</h3>
  <div>array[<a href="#Shelf">Shelf</a>]</div>
  <h3>Responses</h3><h4>200</h4>Found.<h4>404</h4>None.
</div>
<hr>
<div class="call"><a name="addShelf"></a>
  <div><a href="#Calls">Up</a><pre><code><span>post</span>: /shelves</code></pre></div>
  <h3>Request body</h3>
  <div><div>body <a href="#Shelf">Shelf</a> (required)</div>
  <div><span>Body Parameter</span> &mdash; The shelf to add. </div></div>
  <h3>Responses</h3><h4>201</h4>Added.
</div>
<p>That is all.</p>
<h2><a name="__Models">Models</a></h2>
<div><h3><a name="Shelf"><code>Shelf</code> - A shelf</a> <a href="#Models">Up</a></h3>
<div>What holds books.</div>
<div><div>width </div><div><span><a href="#integer">Integer</a></span> How wide. format: int32</div>
<div>wood (optional)</div><div><span><a href="#string">String</a></span> </div>
<div>Enum:</div><div>oak</div><div>white pine</div>
<div>parts (optional)</div><div><span><a href="#Part">array[Part]</a></span> </div></div></div>
<div><h3><a name="Part"><code>Part</code> - </a></h3>
<div><div>price (optional)</div><div><span><a href="#number">BigDecimal</a></span> </div></div></div>
"""


def read(text: str, path: str = "page.html") -> Statements:
    html = f"<!doctype html><html><body>{text}</body></html>" if path.endswith("html") else text
    return statements_of(Page(url=f"https://docs.example.com/{path}", path=path, text=html))


def facts(text: str, path: str = "page.html") -> dict[str, dict[str, object]]:
    entries = [entry for each in read(text, path).documentations for entry in each.entries]
    return {entry.owner.name: {fact.at: fact for fact in entry.facts} for entry in entries}


def of_kind(found: dict[str, object], kind: type) -> list[str]:
    return sorted(at for at, fact in found.items() if isinstance(fact, kind))


def test_what_is_sent_stands_on_a_line_with_its_need_and_below_it_where_it_travels() -> None:
    found = facts(SHELF)["GET /shelves"]
    assert of_kind(found, Parameter) == ["parameter · query · width", "parameter · query · wood"]
    wide, wood = found["parameter · query · width"], found["parameter · query · wood"]
    assert isinstance(wide, Parameter)
    assert isinstance(wood, Parameter)
    assert not wide.required
    assert wood.required
    field = found["parameter · query · width · $"]
    assert isinstance(field, Field)
    assert field.type == ("integer",)


def test_answers_and_bodies_of_a_box_are_those_of_the_call_that_it_begins_with() -> None:
    found = facts(SHELF)
    assert {name for name, of in found.items() if of_kind(of, Operation)} == {"GET /shelves", "POST /shelves"}
    assert of_kind(found["GET /shelves"], Response) == ["response · 200", "response · 404"]
    assert of_kind(found["POST /shelves"], Response) == ["response · 201"]
    items = found["GET /shelves"]["response · 200 · application/json · []"]
    body = found["POST /shelves"]["request · application/json · $"]
    assert isinstance(items, Field)
    assert isinstance(body, Field)
    assert items.ref == body.ref != ""


def test_an_object_is_known_by_the_anchor_in_its_heading_and_those_not_marked_as_optional_are_required() -> None:
    described = read(SHELF).objects["Shelf"]
    fields = {fact.at: fact for fact in described}
    assert fields["schema · width"].required
    assert fields["schema · width"].type == ("integer",)
    assert not fields["schema · wood"].required
    assert fields["schema · wood"].enum == ("oak", "white pine")
    assert fields["schema · parts"].type == ("array",)
    assert fields["schema · parts[]"].ref.endswith("Part")


def test_a_label_with_its_need_is_no_field_and_a_name_above_a_link_is_none_in_an_answer() -> None:
    page = "# Shelves\n\n## Add\n\n`POST /shelves`\n\n### Request\n\nColours (optional)\n\nSay how they shine.\n"
    assert not of_kind(facts(page, "page.md")["POST /shelves"], Field)
    answer = '<h2>Add</h2><p>GET /shelves</p><h3>Response</h3><div>OK</div><div><a href="#Shelf">Shelf</a></div>'
    assert not of_kind(facts(answer).get("GET /shelves", {}), Parameter)


def test_what_is_one_line_of_a_form_is_a_field_of_its_body() -> None:
    form = """<h2>Add</h2><p>POST /shelves</p><h3>Form parameters</h3>
    <div>width (optional)</div><div>Form Parameter &mdash; How wide.</div>"""
    found = facts(form)["POST /shelves"]
    assert any(at.endswith(" · width") for at in of_kind(found, Field))


def test_items_that_say_where_a_name_travels_and_of_what_type_it_is_are_fields() -> None:
    address = "<h3>URL</h3><code>https://api.example.com/shelves/{id}</code>"
    call = f"<h2>findShelves</h2>{address}<h3>HTTP Method</h3><code>PUT</code>"
    items = ("Path: <b>id</b> String", "Query: width Integer", "Form: wood String", "Body: shelf Shelf")
    listed = "".join(f"<li>{item}<p>So it is.</p></li>" for item in items)
    found = facts(f"{call}<h3>Parameters</h3><ul>{listed}</ul>")["PUT /shelves/{}"]
    assert of_kind(found, Parameter) == ["parameter · path · id", "parameter · query · width"]
    assert [at for at in of_kind(found, Field) if at.startswith("request")][-1].endswith(" · wood")
    other = f"{call}<h3>Parameters</h3><ul>{listed}<li>Note: width matters</li></ul>"
    assert of_kind(facts(other)["PUT /shelves/{}"], Parameter) == []
