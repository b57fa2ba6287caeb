"""Names that stand alone on a line with their need, in boxes that generators make for each call and each object."""

from driftwatch.model.facts import Field, Parameter
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements


def read(text: str, path: str = "page.html") -> Statements:
    html = f"<!doctype html><html><body>{text}</body></html>" if path.endswith("html") else text
    return statements_of(Page(url=f"https://docs.example.com/{path}", path=path, text=html))


def facts(text: str, path: str = "page.html") -> dict[str, dict[str, object]]:
    entries = [entry for each in read(text, path).documentations for entry in each.entries]
    return {entry.owner.name: {fact.at: fact for fact in entry.facts} for entry in entries}


def of_kind(found: dict[str, object], kind: type) -> list[str]:
    return sorted(at for at, fact in found.items() if isinstance(fact, kind))


def test_a_label_with_its_need_is_no_field_and_a_name_above_a_link_is_none_in_an_answer() -> None:
    page = "# Shelves\n\n## Add\n\n`POST /shelves`\n\n### Request\n\nColours (optional)\n\nSay how they shine.\n"
    assert not of_kind(facts(page, "page.md")["POST /shelves"], Field)
    answer = '<h2>Add</h2><p>GET /shelves</p><h3>Response</h3><div>OK</div><div><a href="#Shelf">Shelf</a></div>'
    assert not of_kind(facts(answer).get("GET /shelves", {}), Parameter)


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
