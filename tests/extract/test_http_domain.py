"""What the HTTP domain of Sphinx says in the source says the same on the built page, of older releases as well."""

import re
from collections.abc import Iterable

import pytest
from msgspec import to_builtins

from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.restructured_text import markdown_of_restructured
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.model.page import Page
from driftwatch.model.text import Line
from driftwatch.platforms.detection import former_reading, known_by, statements_of
from driftwatch.platforms.platform import Statements

SOURCE = """
Boxes
=====

.. http:post:: /boxes/(int:box_id)/lids/(tag)

   Adds a lid -- a round one.

   round
     Fits any box.

     * It turns.

   :param tag: What is written on it.
   :param note: Why.
   :query string sort: Allowed values:

      - ``size``
      - ``name``

   :<json int size: How large.
   :json colour: Which colour.
   :>json string id: Its name.
   :reqheader X-Trace: Who asks.
   :resheader Location: Where it is.
   :status 201: It is there.
   :status 404: No such box.
   :permission: Packers

.. http:get:: /boxes/(string:name)

   One box.
"""

TOP = """<!DOCTYPE html><html><body><div role="main"><section id="boxes"><h1>Boxes</h1>
<dl class="http post"><dt class="sig sig-object http" id="post--boxes">
<span class="sig-name descname"><span class="pre">POST</span> </span><span class="sig-name descname"><span
 class="pre">/boxes/</span></span><span class="sig-paren">(</span><span class="property"><span
 class="pre">int:</span> </span><em class="sig-param">box_id</em><span class="sig-paren">)</span><span
 class="sig-name descname">/lids/</span><span class="sig-paren">(</span><em class="sig-param">tag</em><span
 class="sig-paren">)</span><a class="headerlink" href="#post--boxes">\u00b6</a></dt>
<dd><p>Adds a lid \u2013 a round one.</p>
<dl><dt>round</dt><dd><p>Fits any box.</p><ul><li><p>It turns.</p></li></ul></dd></dl>
"""
VALUES = "<ul><li><p><code>size</code></p></li><li><p><code>name</code></p></li></ul>"
BODIES = (
    ("Parameters", ("<strong>tag</strong> \u2013 What is written on it.", "<strong>note</strong> \u2013 Why.")),
    ("Query Parameters", (f"<strong>sort</strong> (<em>string</em>) \u2013 <p>Allowed values:</p>{VALUES}",)),
    ("Request JSON Object", ("<strong>size</strong> (<em>int</em>) \u2013 How large.",)),
    ("JSON Parameters", ("<strong>colour</strong> \u2013 Which colour.",)),
    ("Response JSON Object", ("<strong>id</strong> (<em>string</em>) \u2013 Its name.",)),
    ("Request Headers", ('<span><a href="https://x.example/h">X-Trace</a></span> \u2013 Who asks.',)),
    ("Response Headers", ('<a href="https://x.example/h">Location</a> \u2013 Where it is.',)),
    ("Status Codes", ('<a href="https://x.example/201">201 Created</a> \u2013 It is there.',
                      '<a href="https://x.example/404">404 Not Found</a> \u2013 No such box.')),
    ("Permission", ("Packers",)),
)  # fmt: skip
END = """</dd></dl>
<dl class="get"><dt id="get--boxes"><code class="descname">GET </code><code
 class="descname">/boxes/</code><span>(</span><em
 class="property">string: </em><em>name</em><span>)</span></dt><dd><p>One box.</p></dd></dl>
</section></div></body></html>"""


def body(entries: Iterable[str], *, listed: bool) -> str:
    paragraphs = [f"<p>{entry}</p>" for entry in entries]
    is_list = listed or len(paragraphs) > 1
    return f"<ul>{''.join(f'<li>{each}</li>' for each in paragraphs)}</ul>" if is_list else paragraphs[0]


def as_terms() -> str:
    pairs = (
        f"<dt>{label}<span>:</span></dt><dd>{body(said, listed=label != 'Permission')}</dd>" for label, said in BODIES
    )
    return f'{TOP}<dl class="field-list simple">{"".join(pairs)}</dl>{END}'


def as_table() -> str:
    rows = (
        f'<tr><th class="field-name">{label}:</th>{between}<td class="field-body">{body(said, listed=False)}</td></tr>'
        for label, said in BODIES
        for between in ["</tr><tr><td>&#160;</td>" * (len(label) > len("Status Codes"))]
    )
    return f'{TOP}<table class="docutils field-list"><col><tbody>{"".join(rows)}</tbody></table>{END}'


def read(text: str, name: str = "boxes.html") -> Statements:
    return statements_of(Page(url=f"https://docs.example.com/{name}", path=name, text=text))


def facts(stated: Statements) -> list[str]:
    found = [fact for each in stated.documentations for entry in each.entries for fact in entry.facts]
    left_out = ("locator", "stated_by", "document")
    said = [to_builtins(fact) for fact in (*found, *stated.facts)]
    return sorted(str({key: value for key, value in each.items() if key not in left_out}) for each in said)


def lines(stated: Statements) -> tuple[Line, ...]:
    assert stated.text is not None
    return stated.text.lines


@pytest.mark.parametrize("built", [as_terms(), as_table()])
def test_the_built_page_says_what_the_source_says(built: str) -> None:
    source, page = read(SOURCE, "boxes.rst"), read(built)
    assert lines(page) == lines(source)
    assert facts(page) == facts(source)
    found = "\n".join(facts(page))
    assert all(f"'at': '{at}'" in found for at in (
        "parameter · path · box_id", "parameter · path · tag", "parameter · query · sort",
        "parameter · header · x-trace", "request · application/json · size", "request · application/json · colour",
        "response · 201",
    ))  # fmt: skip
    assert "'enum': ('name', 'size')" in found


def known_as(text: str, path: str, *pinned: str) -> tuple[str, ...]:
    page = Page(url=f"https://docs.example.com/{path}", path=path, text=text)
    stated, digests = statements_of(page), frozenset(pinned)
    return known_by(stated, former_reading(stated, page, digests), digests).document.formerly


def test_a_page_is_known_by_what_was_read_of_it_formerly() -> None:
    former = watched((sections_of_html(as_terms(), steps_back=2),)).digest
    assert known_as(as_terms(), "boxes", former) == (former,)
    assert known_as(as_terms(), "boxes", read(as_terms()).document.digest) == ()
    assert known_as(as_terms(), "boxes", "0" * 32) == ()
    plain = as_terms().replace("descname", "other")
    assert known_as(plain, "boxes", former) == ()
    written = markdown_of_restructured(SOURCE, steps_back=2)
    former = read(written, "boxes.md").document.digest
    assert known_as(SOURCE, "boxes.rst", former) == (former,)
    assert known_as(written, "boxes.md", "0" * 32) == ()
    assert known_as(SOURCE, "boxes.rst") == known_as("<html><body><p>A lid.</p></body></html>", "lid", former) == ()


def statuses(stated: Statements) -> list[str]:
    said = re.findall(r"'at': '(response|error-rule) \u00b7 (\d+)'", "\n".join(facts(stated)))
    return sorted(map(" ".join, said))


def test_a_status_in_prose_is_one_that_is_answered_and_called_what_it_is() -> None:
    source = (
        "Boxes\n=====\n\n.. http:get:: /boxes/(int:id)\n\n"
        "   One box. It answers :http:statuscode:`404` if there is none.\n   Denied with a :statuscode:`403`.\n"
        "   For no box a :status:`400` will be returned.\n\n"
        "Lids\n----\n\n``GET /lids``\n\nIt returns :http:statuscode:`429` when there are too many.\n"
    )
    assert statuses(read(source, "boxes.rst")) == ["response 400", "response 403", "response 404", "response 429"]
    errors = "\n\nErrors\n------\n\n- :http:statuscode:`400`: Wrong.\n- :http:statuscode:`401 Unauthorized`: Who?\n"
    rules = statuses(read(source + errors, "boxes.rst"))[:5]
    assert rules == [f"error-rule {status}" for status in (400, 401, 403, 404, 429)]
    page = (
        '<html><body><main><h1>Boxes</h1><dl><dt><code class="descname">GET </code><code class="descname">/boxes/'
        "</code>(<em>int: </em><em>id</em>)</dt><dd><p>One box. It answers <a href='https://x.example/4'>404 Not Found"
        "</a> if there is none. Denied with a <a href='https://x.example/3'>403 Forbidden</a>. "
        "For no box a 400 Bad Request will be returned.</p></dd></dl>"
        "<h2>Lids</h2><p><code>GET /lids</code></p><p>It returns <a href='https://x.example/9'>429 Too Many Requests"
        "</a> when there are too many.</p></main></body></html>"
    )
    assert lines(read(page)) == lines(read(source, "boxes.rst"))


def test_calls_that_share_a_definition_all_have_its_fields() -> None:
    term = '<dt><code class="descname">GET </code><code class="descname">/boxes</code></dt>'
    terms = term + term.replace("boxes", "lids")
    row = "<dt>Query Parameters</dt><dd><ul><li><strong>size</strong> (<em>int</em>) \u2013 How large.</li></ul></dd>"
    fields = f'<dl class="field-list">{row}</dl>'
    stated = read(f"<html><body><main><h1>A</h1><dl>{terms}<dd>{fields}</dd></dl></main></body></html>")
    entries = [entry for each in stated.documentations for entry in each.entries]
    asked = {entry.owner.name: any("query" in fact.at for fact in entry.facts) for entry in entries}
    assert asked == {"GET /boxes": True, "GET /lids": True}


def test_statuses_go_without_what_any_release_calls_them() -> None:
    called = ("200 OK", "207 Multi Status", "418 I\u2019m a teapot", "449 Retry With", "499 Own words")
    pairs = "".join(f"<li><p><a href='https://x.example/s'>{each}</a> \u2013 So.</p></li>" for each in called)
    page = f"{TOP}<dl class='field-list'><dt>Status Codes</dt><dd><ul>{pairs}</ul></dd></dl>{END}"
    said = [line.cells for line in lines(read(page)) if line.cells[-1] == "So."]
    assert [cells[0] for cells in said] == ["200", "207", "418", "449", "499 Own words"]


def test_terms_that_are_no_calls_stay_as_they_are() -> None:
    page = '<main><h1>A</h1><dl><dt><code class="descname">GET</code> it now</dt><dd>Yes.</dd></dl></main>'
    assert watched((sections_of_html(page),)) == watched((sections_of_html(page, steps_back=2),))


@pytest.mark.parametrize(
    "fields",
    [
        "<dl class=field-list>loose<dt>Query Parameters</dt><dd><p><strong>size</strong> -- many</p></dd></dl>",
        "<dl class=field-list><dt>Query Parameters</dt><dt>Parameters</dt><dd><p><b>size</b> -- many</p></dd></dl>",
        "<dl class=field-list><dt>Query Parameters</dt><dd><ul>loose<li><p><b>size</b> -- many</p></li></ul></dd></dl>",
        "<dl class=field-list><dt>Query Parameters</dt><dd><p>the <b>size</b> too -- many</p></dd></dl>",
        "<dl class=field-list><dt>Status Codes</dt><dd><p><b>404 Lost</b> -- many</p></dd></dl>",
        "<dl class=field-list><dt>Query Parameters</dt><dd></dd></dl>",
        "<dl>loose<dt>size</dt><dd>many</dd></dl>",
        "<dl><dd>size</dd><dt>many</dt></dl>",
        "<dl><dt>size</dt></dl>",
        "<table class=field-list><tr><th>Query Parameters:</th></tr></table>",
    ],
)
def test_no_word_is_lost_where_fields_are_written_otherwise(fields: str) -> None:
    page = f"{TOP.partition('<p>')[0]}{fields}</dd></dl></section></div></body></html>"
    said = sorted(re.findall(r"\w+", " ".join(line.words for line in lines(read(page)))))
    seen = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", fields))
    assert sorted([*seen, "Boxes", "POST", "boxes", "box_id", "lids", "tag", *said_of_path(said)]) == said


def said_of_path(said: list[str]) -> list[str]:
    """Return the words of the parameter that the path types, which stands below it."""
    return ["Path", "Parameters", "box_id", "int"] if "int" in said else []


def test_fields_in_fields_are_items_in_items() -> None:
    source = """
Boxes
=====

``GET /boxes``
--------------

Response Structure
------------------

:size:  How large
   it is.
:lid:
   :colour: Which colour.

   It closes.

After.
"""
    lid = (
        "<dl class='field-list simple'><dt>colour<span>:</span></dt><dd><p>Which colour.</p></dd></dl><p>It closes.</p>"
    )
    built = (
        "<html><body><main><h1>Boxes</h1><h2><code>GET /boxes</code></h2><h2>Response Structure</h2>"
        "<dl class='field-list'><dt>size<span>:</span></dt><dd><p>How large\nit is.</p></dd>"
        f"<dt>lid<span>:</span></dt><dd>{lid}</dd></dl><p>After.</p></main></body></html>"
    )
    page, text = read(built), read(source, "boxes.rst")
    assert lines(page) == lines(text)
    assert facts(page) == facts(text)
    assert any(" \u00b7 lid.colour'" in fact for fact in facts(page))


def test_a_list_right_below_a_field_is_none_of_its_words() -> None:
    source = "Boxes\n=====\n\n.. http:get:: /a\n\n   :>json b:\n     - red\n     - blue\n   :>json c: One\n     - two\n"
    apart = source.replace("b:\n", "b:\n\n").replace("blue\n", "blue\n\n")
    said = lines(read(source, "boxes.rst"))
    assert said == lines(read(apart, "boxes.rst"))
    assert [line.cells for line in said][-4:] == [("b",), ("red",), ("blue",), ("c", "One - two")]
