"""Fields in boxes of components: a name set apart, badges beside it, and what it is below."""

from collections import Counter

import pytest

from driftwatch.extract.text.blocks import FieldBlock, Item, List, Section
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.model.facts import Field, Parameter
from tests.extract.raw_words import words_of_html
from tests.extract.test_conserved_words import text_of, words_of
from tests.platforms.test_fields_of_generated_html import documented

KILNS = """
<h1>Add a kiln</h1>
<div class="call"><div class="verb">POST</div> <div class="path">/kilns/{kiln_id}</div></div>
<p>Builds one.</p>
<h2>Parameters</h2><h3>Path Parameters</h3>
<div class="panel"><div class="row"><div class="head"><strong>kiln_id</strong><div class="need">required</div></div>
<div class="told"><div><p>Which one.</p></div><div><span class="type">string</span></div></div></div></div>
<h3>Query Parameters</h3>
<div class="panel">
<div class="row"><div class="head"><strong>cone</strong></div>
<div class="told"><div><span class="type">string</span></div>
<div class="tags">Allowed values: <span>low</span> <span>high</span></div><p>How hot.</p></div></div>
<div class="row"><div class="head"><strong>hours</strong><span class="flag">deprecated</span></div>
<div class="told"><div><span class="type">integer</span> <span>format: int32</span></div>
<div class="tags"><span>&gt;= 1</span></div></div></div></div>
<h2>Request Body</h2>
<div class="panel"><details open><summary><span class="type">object</span></summary>
<div class="row"><div class="head"><strong>shelves</strong><div class="need">required</div></div>
<div class="told"><div><span class="type">Array</span></div><details><summary><span class="type">object</span></summary>
<div class="row"><div class="head"><strong>type</strong></div>
<div class="told"><div><p>What stands on it.</p></div><div><span class="type">string</span></div></div></div>
</details></div></div>
<div class="row"><div class="head"><strong>owner</strong></div>
<div class="told"><p>Whose it is.</p><details><summary><span class="type">object</span></summary>
<div class="row"><div class="head"><strong>mail</strong></div>
<div class="told"><div><span class="type">string</span></div></div></div></details></div></div>
</details></div>
"""

OVENS = """
<h1>Change an oven</h1>
<pre><span class="verb">PATCH</span> <h2 class="path">/ovens/{oven_id}</h2></pre>
<h2>Request</h2>
<details open><summary><h3>Path Parameters</h3></summary><ul>
<div class="item"><span class="line"><strong class="property">oven_id</strong><span class="schema-type">string</span>
<span class="rule"></span><span class="need">required</span></span><p>Which one.</p></div></ul></details>
<details open><summary><h3>Body</h3></summary><ul>
<div class="item"><div><span class="line"><strong class="property">state</strong>
<span class="schema-name">string</span></span>
<p>What it does.</p><p><strong>Possible values: </strong>[<code>cold</code>, <code>hot</code>]</p></div></div>
<div class="item"><div><span class="line"><strong class="property">label</strong>
<span class="schema-name">string</span></span>
<p><strong>Possible values: </strong><code>&lt;= 64 characters</code></p></div></div>
<div class="item"><details><summary><span class="line"><strong class="property">trays</strong>
<span class="schema-name">object[]</span></span></summary>
<div><p>From top to bottom.</p><div class="item"><div><span class="line"><strong class="property">depth</strong>
<span class="schema-name">number</span><span class="need">required</span></span>
<p>In cm.</p></div></div></div></details></div>
</ul></details>
"""

LATHES = """
<h1>Find lathes</h1><p><code>GET /lathes</code></p><h3>Query Parameters</h3>
<div class="flex gap"><div class="flex"><div class="flex row"><span class="text-sm font-bold">speed</span>
<span class="text-red">*</span></div><div><p>Turns a minute.</p></div></div>
<div class="flex"><div class="flex row"><div>
<span class="font-bold">Type</span><div><div><span>integer</span></div></div>
</div>
<span class="text-red">Required</span></div></div></div>
"""


def field(found: dict[str, object], at: str) -> Field:
    fact = found[at]
    assert isinstance(fact, Field)
    return fact


def names(section: Section) -> list[str]:
    """List all that is read as a field of a component."""
    return [name for _, inner in section.walk() for block in inner.blocks for name in _names(block)]


def _names(block: object) -> list[str]:
    if isinstance(block, FieldBlock):
        return [block.name, *(name for each in block.fields for name in _names(each))]
    inner = block.items if isinstance(block, List) else block.blocks if isinstance(block, Item) else ()
    return [name for each in inner for name in _names(each)]


def test_the_type_stands_below_the_name_and_fields_in_a_box_that_folds() -> None:
    found = documented(KILNS)["POST /kilns/{}"]
    body = "request · application/json · "
    assert isinstance(needed := found["parameter · path · kiln_id"], Parameter)
    assert needed.required
    assert field(found, "parameter · query · cone · $").enum == ("high", "low")
    assert isinstance(old := found["parameter · query · hours"], Parameter)
    assert old.deprecated
    assert not old.required
    assert field(found, f"{body}shelves").required
    assert field(found, f"{body}shelves[].type").type == ("string",)
    assert field(found, f"{body}owner").type == ("object",)
    assert field(found, f"{body}owner.mail").type == ("string",)


def test_the_badges_stand_in_the_line_of_the_name() -> None:
    found = documented(OVENS)["PATCH /ovens/{}"]
    body = "request · application/json · "
    assert "parameter · path · oven_id" in found
    assert field(found, f"{body}state").enum == ("cold", "hot")
    assert not field(found, f"{body}label").enum
    assert field(found, f"{body}trays[].depth").required
    assert not field(found, f"{body}trays").required


def test_a_label_says_which_word_is_the_type() -> None:
    found = documented(LATHES)["GET /lathes"]
    assert isinstance(speed := found["parameter · query · speed"], Parameter)
    assert speed.required
    assert field(found, "parameter · query · speed · $").type == ("integer",)


@pytest.mark.parametrize("page", [KILNS, OVENS, LATHES])
def test_each_word_of_a_box_is_told_once(page: str) -> None:
    html = f"<!doctype html><html><body>{page}</body></html>"
    said, visible = words_of(text_of("page.html", html)), words_of_html(html)
    assert (visible - said, said - visible) == (Counter(), Counter())


@pytest.mark.parametrize(
    "prose",
    [
        "<div><strong>Strings</strong> <em>string</em><p>Text of any length.</p></div>",
        "<p><strong>size</strong> <code>integer</code></p>",
        "<div><strong>Price</strong><div class='need'>optional</div><p>Costs nothing.</p></div>",
        "<div class='card'><span class='name'>Ada</span> wrote <span class='type'>string</span> theory.</div>",
        "<div><a class='name' href='/x'><b>box</b></a><span class='type'>object</span></div>",
        "<div class='row'><div class='label'>Colour</div><div><span class='type'>string</span></div></div>",
        "<div><strong>Rate limit</strong><span class='type'>number</span></div>",
        "<div><strong class='name'>tier</strong><span class='plan'>Gold</span><span class='type'>string</span></div>",
        "<div class='menu'><div><b>array</b></div><div><b>object</b></div></div>",
    ],
)
def test_what_is_set_apart_without_a_type_beside_it_is_no_field(prose: str) -> None:
    html = f"<!doctype html><html><body><h1>Guide</h1>{prose}</body></html>"
    assert names(sections_of_html(html)) == []


def test_a_box_of_several_is_none_of_them() -> None:
    html = "<h1>Kinds</h1><div>" + "".join(
        f"<div class='row'><strong>{name}</strong><span class='type'>string</span><p>About {name}.</p></div>"
        for name in ("first", "second", "third")
    )
    assert names(sections_of_html(f"<!doctype html><html><body>{html}</div></body></html>")) == [
        "first", "second", "third"
    ]  # fmt: skip


def told_below(heading: str, inside: str) -> dict[str, object]:
    call = "<h1>Add a kiln</h1><p><code>POST /kilns</code></p><h2>Request body</h2>"
    table = "<table><tr><th>Field</th><th>Type</th></tr><tr><td>cone</td><td>string</td></tr></table>"
    return documented(f"{call}{table}{heading}{inside}")["POST /kilns"]


DRAWN = '<div class="row"><span class="name">hours</span><span class="type">integer</span><p>How long.</p></div>'


@pytest.mark.parametrize(
    "title", ["Client options", "Plans", "Changelog", "Related objects", "Events", "Glossary", "Errors"]
)
def test_a_box_is_believed_where_a_table_is(title: str) -> None:
    table = "<table><tr><th>Name</th><th>Type</th></tr><tr><td>hours</td><td>integer</td></tr></table>"
    for inside in (DRAWN, table):
        assert not any("hours" in at for at in told_below(f"<h2>{title}</h2>", inside))
        assert "request · application/json · hours" in told_below("<h2>Request body</h2>", inside)


def test_what_stands_in_a_box_that_is_no_field_is_still_read() -> None:
    table = "<table><tr><th>Field</th><th>Type</th></tr><tr><td>kiln</td><td>integer</td></tr></table>"
    box = DRAWN.replace("How long.", f"How long.</p><h4>Response</h4>{table}<p>")
    found = documented(f"<h1>Add a kiln</h1><p><code>POST /kilns</code></p>{box}")["POST /kilns"]
    assert "response · 200 · application/json · kiln" in found
    assert not any("hours" in at for at in found)


@pytest.mark.parametrize("label", ["Note", "Returns", "JSON"])
def test_a_label_in_bold_is_no_name(label: str) -> None:
    drawn = f'<div class="row"><div><strong>{label}</strong></div><div class="type">object</div><p>The kiln.</p></div>'
    assert not any(label in at for at in told_below("", drawn))
    assert f"request · application/json · {label}" in told_below("", drawn.replace("<strong>", "<strong class='name'>"))


def test_a_type_beside_a_word_in_bold_needs_a_class_that_says_so() -> None:
    entry = '<div class="entry"><strong>hours</strong> <span class="tag">integer</span><p>We changed hours.</p></div>'
    assert not any("hours" in at for at in told_below("", entry))


@pytest.mark.parametrize(
    "said",
    [
        '<div><span class="type">object</span><span class="need">required</span></div><p>Its lid.</p>',
        '<span class="type">object</span><div class="tags"><span class="need">required</span></div>',
    ],
)
def test_a_need_beside_the_type_is_of_the_field(said: str) -> None:
    box = f'<div class="row"><div><strong>door</strong></div><div class="told">{said}</div></div>'
    assert field(told_below("", box), "request · application/json · door").required


@pytest.mark.parametrize(
    "said",
    [
        '<span class="type">object</span><div><code>lid</code> is <em class="need">required</em></div>',
        '<span class="type">object</span><div><code>lid</code><span class="need">required</span></div>',
    ],
)
def test_a_need_beside_another_name_is_of_that(said: str) -> None:
    box = f'<div class="row"><div><strong>door</strong></div><div class="told">{said}</div></div>'
    assert not field(told_below("", box), "request · application/json · door").required


def test_values_that_are_not_all_are_no_enumeration() -> None:
    values = "Allowed values: <span>1</span> <span>2</span> <span>and more</span>"
    box = (
        f'<div class="row"><div><b>cone</b></div><div><span class="type">integer</span></div><div>{values}</div></div>'
    )
    assert not field(told_below("", box), "request · application/json · cone").enum
