"""Pages whose scripts draw the schemas of bodies and answers, as OpenAPI Generator's `html2` writes them."""

import time
from functools import partial

import pytest
from msgspec import structs

from driftwatch.assemble.assembly import assemble
from driftwatch.compare.compare import compare
from driftwatch.compare.reread import rereadings
from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.sections import sections_of_html
from driftwatch.extract.words.codegen_types import schema_named
from driftwatch.model.facts import UNSET, Field, Parameter, Response
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms import page_statements
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.generated.schema_views import views_in
from driftwatch.platforms.platform import Documentation, Statements
from driftwatch.presence.digests import in_todays_digests

DEFS = """
<script>
var defs = {}
defs["Kite"] = {"type": "object", "required": ["span"], "properties": {
  "span": {"type": "number", "description": "From tip to tip."}, "tail": {"$ref": "#/components/schemas/Tail"}}};
defs.Tail = {"type": "string", "enum": ["short", "long"]};
</script>
"""
DRAWS = "var view = new JSONSchemaView(schema, 3);"
CALL = """
<article id="api-Kites-flyKite-0" data-group="User" data-name="flyKite" data-version="0">
<h1>flyKite</h1><p>Let one fly</p>
<pre class="language-html prettyprinted" data-type="post"><code><span class="pln">/kites/{kite}</span></code></pre>
<h2>Parameters</h2>
<div class="methodsubtabletitle">Path parameters</div>
<table id="methodsubtable"><tr><th width="150px">Name</th><th>Description</th></tr>
<tr><td style="width:150px;">kite*</td><td><div class="json-schema-view"><div class="primitive">
<span class="type">
    UUID
</span><span class="format">
    (uuid)
</span></div><div class="inner required">
    Required
</div></div></td></tr></table>
<div class="methodsubtabletitle">Body parameters</div>
<table id="methodsubtable"><tr><th width="150px">Name</th><th>Description</th></tr>
<tr><td style="width:150px;">kite <span style="color:red;">*</span></td><td><p class="marked">Which.</p>
<script>$(document).ready(function() {
  var schemaWrapper = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Kite"}}},
    "required": true};
  var schema = schemaWrapper.schema;
</script></td></tr></table>
<h2>Responses</h2>
<h3 id="examples-Kites-flyKite-title-201"></h3>
<script>var responseKites201_description = `It is up.`;</script>
<ul id="responses-detail-Kites-flyKite-201" class="nav nav-tabs nav-tabs-examples" ></ul>
<script>
  var schemaWrapper = {"description": "It is up.", "content": {"application/json": {"schema": {"type": "object",
    "properties": {"height": {"type": "integer", "description": "In metres."}}}}}};
</script>
<h3 id="examples-Kites-flyKite-title-404"></h3>
<script>var responseKites404_description = `No such kite.`;</script>
<ul id="responses-detail-Kites-flyKite-404" class="nav nav-tabs nav-tabs-examples" ></ul>
</article>
"""
BODY = "request · application/json · $"


def page(*parts: str) -> Page:
    text = f"<!doctype html><html><body>{''.join(parts)}</body></html>"
    return Page(url="https://docs.example.com/index.html", path="index.html", text=text)


def read(*parts: str) -> Statements:
    return statements_of(page(*parts))


def trusted(statements: Statements) -> Documentation:
    return next(each for each in statements.documentations if each.form == "embedded")


def stated(*parts: str) -> dict[str, dict[tuple[str, str], object]]:
    entries = trusted(read(*parts)).entries
    return {entry.owner.name: {(type(fact).__name__, fact.at): fact for fact in entry.facts} for entry in entries}


def views(*parts: str) -> dict[str, dict[str, object]]:
    found = views_in(page(*parts).text)
    assert found is not None
    return found.document["paths"]  # type: ignore[index, call-overload, return-value]


def captured(statements: Statements, previous: Snapshot | None, kept: str) -> Snapshot:
    found = assemble([statements], previous)
    (text,) = found.texts.values()
    texts = dict.fromkeys(found.texts, text.digested if kept == "digest" else partial(text.in_form, text.form))
    snapshot = Snapshot(found.entries, found.documents, texts=texts)
    noted = rereadings(previous, snapshot) if previous is not None else None
    return Snapshot(found.entries, found.documents, texts=texts, reread=noted)


def words_of(statements: Statements) -> str:
    assert statements.text is not None
    return "\n".join(line.words for line in statements.text.lines)


def test_a_body_and_the_named_schemas_are_read_from_their_scripts() -> None:
    found = stated(DEFS, CALL, f"<script>{DRAWS}</script>")
    body = found["POST /kites/{}"]["Field", BODY]
    assert isinstance(body, Field)
    assert body.ref == "Kite"
    span, tail = found["Kite"]["Field", "schema · span"], found["Tail"]["Field", "schema · $"]
    assert isinstance(span, Field)
    assert isinstance(tail, Field)
    assert (span.type, span.required) == (("number",), True)
    assert tail.enum == ("long", "short")


def test_parameters_and_answers_stand_beside_them() -> None:
    call = stated(DEFS, CALL, f"<script>{DRAWS}</script>")["POST /kites/{}"]
    parameters = [fact for fact in call.values() if isinstance(fact, Parameter)]
    assert [(each.name, each.within, each.required) for each in parameters] == [("kite", "path", True)]
    assert sorted(fact.status for fact in call.values() if isinstance(fact, Response)) == ["201", "404"]
    height = call["Field", "response · 201 · application/json · height"]
    assert isinstance(height, Field)
    assert height.type == ("integer",)


def test_older_pages_show_one_schema_of_any_form() -> None:
    older = CALL.replace('"content": {"application/json": {"schema": ', '"schema": ').replace("}}},", "},")
    older = older.replace('"In metres."}}}}}};', '"In metres."}}}};').replace("#/components/schemas/", "#/definitions/")
    call = stated(DEFS, older, f"<script>{DRAWS}</script>")["POST /kites/{}"]
    body = call["Field", BODY]
    assert isinstance(body, Field)
    assert body.ref == "Kite"
    assert ("Field", "response · 201 · application/json · height") in call


def test_what_scripts_write_is_watched_as_words() -> None:
    said = words_of(read(DEFS, CALL, f"<script>{DRAWS}</script>"))
    for words in (
        "Status: 201 - It is up.",
        "Status: 404 - No such kite.",
        "span: From tip to tip.",
        "height: In metres.",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("before", "now"),
    [("No such kite.", "It is lost."), ('"number"', '"integer"'), ('["span"]', "[]"), ("In metres.", "In feet.")],
)
def test_any_edit_of_a_script_changes_what_the_page_says(before: str, now: str) -> None:
    one = read(DEFS, CALL, f"<script>{DRAWS}</script>")
    two = read(DEFS.replace(before, now), CALL.replace(before, now), f"<script>{DRAWS}</script>")
    assert one.document.digest != two.document.digest


def test_oldest_pages_write_the_status_of_an_answer_themselves() -> None:
    older = CALL.replace('<ul id="responses-detail-Kites-flyKite-', '<ul id="').replace("var responseKites", "var r")
    for status in ("201", "404"):
        head = f'<h3 id="examples-Kites-flyKite-title-{status}"></h3>'
        older = older.replace(head, f"<h3> Status: {status} - Said. </h3>")
    call = stated(DEFS, older, f"<script>{DRAWS}</script>")["POST /kites/{}"]
    assert sorted(fact.status for fact in call.values() if isinstance(fact, Response)) == ["201", "404"]
    assert ("Field", "response · 201 · application/json · height") in call


def test_an_empty_format_says_nothing() -> None:
    call = stated(DEFS, CALL.replace("(uuid)", "(\n, \n)"), f"<script>{DRAWS}</script>")["POST /kites/{}"]
    field = call["Field", "parameter · path · kite · $"]
    assert isinstance(field, Field)
    assert "," not in field.format


def test_a_page_that_was_kept_without_what_its_scripts_write_says_the_same() -> None:
    now = read(DEFS, CALL, f"<script>{DRAWS}</script>")
    before = watched((sections_of_html(page(DEFS, CALL, f"<script>{DRAWS}</script>").text),))
    known = structs.replace(now.document, digest=before.digest)
    assert known.digest != now.document.digest
    assert now.text is not None
    old = Snapshot([], [known], texts={known.path: lambda: before.text})
    found = in_todays_digests(old, [], [now.document], {known.path: now.text})
    assert found.documents[known.path].digest == now.document.digest


@pytest.mark.parametrize("kept", ["full", "digest"])
@pytest.mark.parametrize("edit", ["", "Let one fly"])
def test_who_begins_to_read_scripts_tells_no_drift(monkeypatch: pytest.MonkeyPatch, kept: str, edit: str) -> None:
    site = page(DEFS, CALL, f"<script>{DRAWS}</script>")
    with monkeypatch.context() as switched_off:
        switched_off.setattr(page_statements, "views_in", lambda _: None)
        before = captured(statements_of(site), None, kept)
    if edit:
        site = structs.replace(site, text=site.text.replace(edit, "Let two fly"))
    today = statements_of(site)
    assert today.text is not None
    known = in_todays_digests(before, [site], [today.document], {site.path: today.text})
    after = captured(today, known, kept)
    assert (known.documents[site.path].digest == today.document.digest) is (not edit)
    assert edit or [change.kind for change in compare(known, after)] == []


def test_fields_of_a_form_are_one_body() -> None:
    form = CALL.replace("Path parameters", "Form parameters").replace("UUID", "File")
    form = form[: form.index('<div class="methodsubtabletitle">Body')] + form[form.index("<h2>Responses") :]
    call = stated(DEFS, form, f"<script>{DRAWS}</script>")["POST /kites/{}"]
    field = call["Field", "request · multipart/form-data · kite"]
    assert isinstance(field, Field)
    assert field.required


@pytest.mark.parametrize(
    "text",
    [
        f"{DEFS}{CALL}",  # nothing draws
        f"{DEFS}<script>{DRAWS}</script>",  # no call
        f"<script>{DRAWS} var schemaWrapper = {{}};</script>",
        CALL.replace("/kites/{kite}", "kites").replace("html", DRAWS),  # no path
        f"<script>{DRAWS}</script>" + CALL.replace('data-type="post"', 'data-type="json"'),
    ],
)
def test_other_pages_are_left_alone(text: str) -> None:
    assert views_in(text) is None


def test_the_script_that_links_the_schemas_behind_all_calls_is_no_answer_of_the_last() -> None:
    for last in ("{}; schemaWrapper.definitions = defs;", '{ "components": { "schemas" : defs}};'):
        behind = f"<script>var schemaWrapper = {last}</script>"
        said = views(DEFS, CALL, behind, DRAWS)["/kites/{kite}"]["post"]["responses"]  # type: ignore[index]
        assert said["404"] == {}
        assert "content" in said["201"]
        assert read(DEFS, CALL, behind, DRAWS).problems == ()


def test_markup_inside_a_schema_is_none_of_the_page() -> None:
    hidden = DEFS.replace(
        "From tip to tip.", "<pre data-type='get'><div class='inner required'> var schemaWrapper = {}"
    )
    assert list(views(hidden, CALL, DRAWS)) == ["/kites/{kite}"]


@pytest.mark.parametrize(
    ("part", "broken", "unknown"),
    [
        ('"required": true};', '"required": ', {"reference.unresolved", "schema.unresolved"}),
        ('"number"', "number", {"schema.unresolved"}),
        ('"In metres."', "NaN", {"reference.unresolved"}),
        ('"In metres."', "[" * 20_000, {"reference.unresolved"}),
    ],
)
def test_what_a_damaged_script_said_is_kept_and_the_rest_is_read(part: str, broken: str, unknown: set[str]) -> None:
    before = assemble([read(DEFS, CALL, DRAWS)])
    damaged = [each.replace(part, broken) for each in (DEFS, CALL.replace("404", "405"), DRAWS)]
    known = Snapshot(before.entries, before.documents)
    after = assemble([read(*damaged)], known)
    assert ([each.state for each in after.documents], after.problems) == (["read"], ())
    kinds = {change.kind for change in compare(known, Snapshot(after.entries, after.documents))}
    assert kinds == {"response.added", "response.removed", *unknown}


def test_a_page_of_damaged_scripts_alone_counts_as_unread() -> None:
    damaged = read(CALL, "<script>var schemaWrapper = {no};</script>" * 40, DRAWS)
    assert [each.reason for each in damaged.problems] == ["the scripts of the page hold no schemas"]
    assert read(DEFS, CALL, DRAWS).problems == ()


@pytest.mark.parametrize(
    ("written", "said"), [("From\ttip", "From tip"), ("From\\' tip", "From' tip"), ("\\x46rom tip", "From tip")]
)
def test_scripts_are_read_as_scripts_write_their_values(written: str, said: str) -> None:
    found = read(DEFS.replace("From tip", written), CALL, DRAWS)
    assert found.problems == ()
    assert f"span: {said} to tip." in words_of(found)


def test_half_a_character_and_a_number_that_none_can_hold_are_read_as_they_are_written() -> None:
    odd = DEFS.replace('"From tip', '"\\ud800 From tip').replace('"number",', '"number", "default": 1e999,')
    kite = stated(odd.replace('"short"', '"\\udfff"'), CALL, DRAWS)
    span, tail = kite["Kite"]["Field", "schema · span"], kite["Tail"]["Field", "schema · $"]
    assert isinstance(span, Field)
    assert isinstance(tail, Field)
    assert (span.default, tail.enum) == ("1e999", ("long", "{U+DFFF}"))


def test_the_values_of_a_list_are_those_of_its_items() -> None:
    listed = CALL.replace("    UUID\n", "    array[String]\n").replace(
        '</span><span class="format">\n    (uuid)\n', "</span><b>Enum: </b><code>red</code>, <code>blue</code><span>"
    )
    call = stated(DEFS, listed, DRAWS)["POST /kites/{}"]
    array, item = (call["Field", f"parameter · path · kite · {at}"] for at in ("$", "[]"))
    assert isinstance(array, Field)
    assert isinstance(item, Field)
    assert (array.enum, item.enum) == (UNSET, ("blue", "red"))


def test_a_megabyte_of_junk_is_no_trouble() -> None:
    started = time.process_time()
    for junk in (
        'var schemaWrapper = {"a": ',
        "<b>Enum: </b><code>",
        '<ul id="responses-detail-',
        "var schemaWrapper = [",
        '{"a":',
    ):
        views_in(DRAWS + CALL + junk * (1_000_000 // len(junk)))
    assert time.process_time() - started < 10


def test_types_of_generators_are_those_of_java() -> None:
    assert schema_named("array[Kite]", {"Kite"}) == {"type": "array", "items": {"$ref": "#/components/schemas/Kite"}}
    assert schema_named("map[String, Integer]", ()) == {"type": "object", "additionalProperties": {"type": "integer"}}
    assert schema_named("Date", (), "date") == {"type": "string", "format": "date"}
    assert schema_named("byte[]", ()) == {"type": "string", "format": "byte"}
    assert schema_named("Kite", ()) == {}
    assert schema_named("Object", {"Object"}) == {"type": "object"}  # any object is written so as well
    assert schema_named("array[" * 40 + "Kite" + "]" * 40, {"Kite"})
