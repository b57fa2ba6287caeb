"""Data of apiDoc: what its pages show once a script ran is read from what that script loads."""

import json
from typing import Any

import pytest
from msgspec import UNSET

from driftwatch.model.facts import ErrorRule, Field, Operation, Parameter, Response, Server
from driftwatch.model.page import Page
from driftwatch.platforms import documented
from driftwatch.platforms.detection import links_of, platform_of, statements_of
from driftwatch.platforms.platform import Statements, operations_of
from driftwatch.presence.links import text_format

SITE = "https://docs.example.com/api/"
PAGE = '<!doctype html><html><body><script id="template-article"><h2>{{article.title}}</h2></script>%s</body></html>'


def entry(**members: Any) -> dict[str, Any]:
    return {
        "type": "get",
        "url": "/boxes",
        "title": "List boxes",
        "name": "ListBoxes",
        "group": "Boxes",
        "version": "1.0.0",
        "filename": "src/boxes.js",
        "groupTitle": "Boxes",
        **members,
    }


def rows(group: str, *fields: dict[str, Any]) -> dict[str, Any]:
    return {"fields": {group: [{"group": group, "optional": False, "description": "", **field} for field in fields]}}


def page(text: str, name: str = "api_data.json") -> Page:
    return Page(url=SITE + name, path=name, text=text)


def read(*entries: dict[str, Any]) -> Statements:
    return statements_of(page(json.dumps(entries)))


def facts_of(stated: Statements, kind: type) -> dict[str, Any]:
    return {
        fact.at: fact
        for found in stated.documentations
        for each in found.entries
        for fact in each.facts
        if isinstance(fact, kind)
    }


def lines_of(stated: Statements) -> list[tuple[str, ...]]:
    return [line.cells for line in stated.text.lines] if stated.text else []


def scripted(entries: str, project: str = "{name:`Boxes`}") -> str:
    begin = '(()=>{var t=g("#template-article"),u=[{name:g(1)}];function f(){let e='
    return f"{begin}{entries};const p={project};f()}}}})();"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (json.dumps([entry()]), "api_data.json"),
        (f'define({{ "api": {json.dumps([entry()])} }});\n', "api_data.js"),
        (f"define({{ api: {json.dumps([entry()])} }});", "api_data.js"),
        (
            scripted('[{name:"ListBoxes",type:"get",url:"/boxes",version:`1.0.0`,group:\'Boxes\',title:"List boxes",'
                     'filename:"src/boxes.js",groupTitle:"Boxes",private:!1}]'),
            "assets/main.bundle.js",
        ),
    ],
)  # fmt: skip
def test_each_form_of_the_data_gives_the_same(text: str, name: str) -> None:
    found = page(text, name)
    assert platform_of(found).name == "apidoc"
    assert text_format(found.text) == "apidoc"
    stated = statements_of(found)
    assert [operations_of(each) for each in stated.documentations] == [("GET /boxes",)]
    assert lines_of(stated)[-3:] == [("Boxes",), ("List boxes",), ("GET /boxes",)]
    assert stated.problems == ()


def test_the_page_leads_to_its_data() -> None:
    old = page(PAGE % '<script data-main="main.js" src="vendor/require.min.js"></script>', "index.html")
    assert [link.url for link in links_of(old)] == [SITE + "api_data.js", SITE + "api_project.js"]
    new = page(PAGE % '<script src="assets/main.bundle.js?v=17"></script>', "index.html")
    assert [(link.url, link.kind) for link in links_of(new)] == [(SITE + "assets/main.bundle.js", "openapi")]
    assert {platform_of(each).name for each in (old, new)} == {"apidoc-site"}
    assert statements_of(old).documentations == ()


def test_only_the_newest_version_of_a_call_is_current() -> None:
    old = entry(version="1.9.0", url="/old", description="<p>Old words.</p>")
    stated = read(old, entry(version="1.10.0", url="/new"), entry(version="1.2.0", url="/older"))
    assert [operations_of(each) for each in stated.documentations] == [("GET /new",)]
    assert "Old words." not in str(lines_of(stated))


def test_the_order_of_the_file_means_nothing() -> None:
    entries = [
        entry(description="one", parameter=rows("Query", {"field": "size", "type": "Number"})),
        entry(description="two"),
        entry(name="Other", description="three", success=rows("Success 200", {"field": "id", "type": "Number"})),
        entry(name="", description="four"),
        entry(name="Lids", url="/lids"),
    ]
    one, other = read(*entries), read(*(dict(reversed(each.items())) for each in reversed(entries)))
    assert lines_of(one) == lines_of(other)
    assert facts_of(one, Field) == facts_of(other, Field)
    assert one.document == other.document


def test_calls_without_a_name_are_no_versions_of_one_another() -> None:
    stated = read(entry(name=""), entry(name="", url="/lids"))
    assert [operations_of(each) for each in stated.documentations] == [("GET /boxes",), ("GET /lids",)]


def test_two_entries_of_one_call_tell_it_together() -> None:
    more = entry(name="ListMore", parameter=rows("Query", {"field": "size", "type": "Number"}))
    stated = read(entry(), more)
    assert [operations_of(each) for each in stated.documentations] == [("GET /boxes",)]
    assert "parameter · query · size" in facts_of(stated, Parameter)


@pytest.mark.parametrize(
    ("kind", "url", "keys"),
    [
        ("get / post", "boxes/:id", ["GET /boxes/{}", "POST /boxes/{}"]),
        ("PUT|PATCH", "/boxes/{id}", ["PUT /boxes/{}", "PATCH /boxes/{}"]),
        ("get", "https://box.example.com/v1/boxes/<id>?size=1", ["GET /v1/boxes/{}"]),
        ("get", "/boxes/:id?", ["GET /boxes/{}", "GET /boxes"]),
        ("socket", "box", []),
        ("", "/boxes", []),
        ("get", "not a path at all", []),
    ],
)
def test_a_call_is_a_method_and_a_path(kind: str, url: str, keys: list[str]) -> None:
    stated = read(entry(type=kind, url=url))
    assert sorted(key for each in stated.documentations for key in operations_of(each)) == sorted(keys)


def test_the_server_stands_in_the_address_or_is_that_of_the_project() -> None:
    stated = read(entry(url="https://box.example.com/v1/boxes"))
    assert [each.server for each in stated.documentations] == ["https://box.example.com"]
    data = '[{type:"get",url:"/boxes",title:"B",group:"B",filename:"f",groupTitle:"B"}]'
    stated = statements_of(page(scripted(data, '{url:"https://box.example.com/v2/"}'), "main.bundle.js"))
    assert [each.server for each in stated.documentations] == ["https://box.example.com/v2"]
    assert [fact.url for fact in stated.facts if isinstance(fact, Server)] == ["https://box.example.com/v2"]


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ({"type": "Number", "size": "1-50"}, {"minimum": 1, "maximum": 50}),
        ({"type": "Number", "allowedValues": ["0..255"]}, {"minimum": 0, "maximum": 255, "enum": UNSET}),
        ({"type": "String", "size": "2..5"}, {"min_length": 2, "max_length": 5}),
        ({"type": "String", "size": "..5"}, {"max_length": 5}),
        ({"type": "String[]", "size": "..5"}, {"max_items": 5}),
        ({"type": "String", "allowedValues": ['"a"', "'b'"]}, {"enum": ("a", "b")}),
        ({"type": "Boolean", "defaultValue": "true"}, {"default": True}),
        ({"type": "String", "optional": True}, {"required": False}),
        ({"type": "String", "description": "<p>May be left out: <b>optional</b>.</p>"}, {"required": False}),
        ({"type": "String"}, {"required": True}),
    ],
)
def test_a_row_says_of_a_field(field: dict[str, Any], says: dict[str, Any]) -> None:
    stated = read(entry(type="post", parameter=rows("Body", {"field": "lid", **field})))
    found = facts_of(stated, Field)["request · application/json · lid"]
    assert {name: getattr(found, name) for name in says} == says


@pytest.mark.parametrize("default", ["nil", "undefined", "[0,0"])
def test_words_for_nothing_and_cut_lists_are_no_default(default: str) -> None:
    stated = read(
        entry(type="post", parameter=rows("Body", {"field": "lid", "type": "array", "defaultValue": default}))
    )
    assert not isinstance(facts_of(stated, Field)["request · application/json · lid"].default, str)


@pytest.mark.parametrize("name", ["OTHERS:", "--", "a field of words", "readKey/writeKey", "<hr>x</hr> "])
def test_what_is_no_name_is_no_field(name: str) -> None:
    stated = read(entry(type="post", parameter=rows("Body", {"field": name, "type": "String"})))
    assert not [at for at in facts_of(stated, Field) if at.startswith("request")]
    assert name.strip() in str(lines_of(stated))


def test_a_list_that_is_returned_holds_the_fields_below_it() -> None:
    success = rows("Success 200", {"field": "-", "type": "Object[]"}, {"field": "id", "type": "Number"})
    found = facts_of(read(entry(success=success)), Field)
    assert "response · 200 · application/json · [].id" in found


def test_names_of_failures_are_no_fields_and_their_statuses_are_told() -> None:
    failures = rows("Error 4xx", {"field": "BoxGone"}, {"field": "NoBox", "type": "404"}, {"field": "409 Taken"})
    samples = [{"title": "Full:", "content": "HTTP/1.1 507 Insufficient Storage\n{}", "type": "json"}]
    stated = read(entry(error={**failures, "examples": samples}))
    assert {fact.status for fact in facts_of(stated, Response).values()} == {"4XX", "404", "409", "507"}
    assert facts_of(stated, Field) == {}
    assert ("BoxGone", "", "") in lines_of(stated)


def test_what_a_failure_returns_is_read_where_each_row_has_a_type() -> None:
    failure = rows("404", {"field": "reason", "type": "String"}, {"field": "more", "type": "Object"})
    assert "response · 404 · application/json · reason" in facts_of(read(entry(error=failure)), Field)
    failure = rows("404", {"field": "NoBox", "type": "Object"})
    assert facts_of(read(entry(error=failure)), Field) == {}


def test_failures_are_told_by_the_names_that_calls_give_them() -> None:
    named = rows(
        "Error 4xx",
        {"field": "BoxGone", "description": "<p>It is gone. Do not retry.</p>"},
        {"field": "NoBox", "type": "404", "description": "<p>There is none.</p>"},
        {"field": "404"},
        {"field": "words of a title"},
    )
    again = entry(name="Other", url="/lids", error=rows("409", {"field": "LidTaken", "type": "Object"}))
    away = rows("Error 4xx", {"field": "BoxGone", "description": "Away."})
    others = [entry(name=name, url=f"/{name}", error=away) for name in ("cups", "hats")]
    stated = read(entry(error=named), again, *others)
    found = {fact.signal: fact for fact in stated.facts if isinstance(fact, ErrorRule)}
    assert {signal: (rule.status, rule.meaning) for signal, rule in found.items()} == {
        "404 NoBox": (404, "There is none."),
        "409 LidTaken": (409, ""),
        "BoxGone": (None, "Away."),
    }
    assert read(entry(error=named)).facts[1].retry == "no"


@pytest.mark.parametrize("name", ["message", "error_code", "body.statusCode", "Errors"])
def test_members_of_a_body_without_types_are_no_failures(name: str) -> None:
    stated = read(entry(error=rows("Error 4xx", {"field": name}, {"field": "BoxGone"})))
    assert stated.facts == ()


def test_nothing_is_returned_with_a_status_that_has_no_body() -> None:
    stated = read(entry(success=rows("204", {"field": "nothing"})))
    assert {fact.status for fact in facts_of(stated, Response).values()} == {"204"}
    assert facts_of(stated, Field) == {}


def test_parameters_below_what_is_returned_are_not_returned() -> None:
    assert facts_of(read(entry(success=rows("Query", {"field": "size", "type": "Number"}))), Response) == {}


def test_headers_of_the_answer_are_not_sent() -> None:
    sent = rows("Request Headers", {"field": "X-Key", "type": "String"})
    returned = rows("Response Headers", {"field": "X-Total", "type": "Number"})
    stated = read(entry(header={"fields": sent["fields"] | returned["fields"]}))
    assert set(facts_of(stated, Parameter)) == {"parameter · header · x-key"}


def test_a_deprecated_call_is_told() -> None:
    stated = read(entry(deprecated={"content": "<p>Use lids.</p>"}))
    assert facts_of(stated, Operation)["operation"].deprecated
    assert ("Use lids.",) in lines_of(stated)


def test_a_file_that_is_cut_or_empty_of_calls_is_a_problem() -> None:
    whole = f'define({{ "api": {json.dumps([entry()])} }});'
    assert [problem.path for problem in statements_of(page(whole[:-40], "api_data.js")).problems] == ["api_data.js"]
    cut = json.dumps([entry(), entry()])[:-30]
    assert statements_of(page(cut)).why_unread == "unreadable"
    nothing = statements_of(page(scripted('[{type:"a"}]') + "// groupTitle: filename:", "main.bundle.js"))
    assert nothing.why_unread == "unreadable"


def test_what_is_said_of_the_project_is_read_as_text() -> None:
    header = {"title": "Start", "content": "<h2>Keys</h2><p>Send one.</p>"}
    project = {"name": "Boxes", "url": "https://box.example.com", "header": header}
    stated = statements_of(page(f"define({json.dumps(project)});", "api_project.js"))
    assert ("Send one.",) in lines_of(stated)
    assert stated.documentations == ()


@pytest.mark.parametrize(("limit", "what"), [("MOST_OPERATIONS", "operations"), ("MOST_FACTS", "facts")])
def test_more_calls_than_one_document_may_state_are_a_problem(
    monkeypatch: pytest.MonkeyPatch, limit: str, what: str
) -> None:
    monkeypatch.setattr(documented, limit, 2)
    stated = read(*(entry(name="", url=f"/{number}") for number in range(3)))
    assert stated.why_unread == f"over budget: more than 2 {what}"
    assert stated.documentations == ()


@pytest.mark.parametrize("text", ["[![badge](x)](y) words", "[]", '[{"type": "a"}]', "(words)", "define(lid)"])
def test_other_texts_are_not_taken_for_data(text: str) -> None:
    assert text_format(text) == "markdown"
    assert platform_of(page(text, "a.md")).name == "pages"


def test_every_word_is_watched_once() -> None:
    sent = rows("Body", {"field": "lid", "type": "String", "size": "2..5", "description": "<p>Which <i>lid</i>.</p>"})
    whole = entry(
        type="post",
        description="<p>Makes one.</p><ul><li>Slowly.</li></ul>",
        groupDescription="All of boxes.",
        permission=[{"name": "packer"}],
        examples=[{"title": "By hand:", "content": "curl -X POST /boxes", "type": "sh"}],
        parameter=sent,
    )
    said = "\n".join(" ".join(cells) for cells in lines_of(read(whole)))
    for words in ("All of boxes.", "Makes one.", "Slowly.", "Permission: packer", "By hand:", "Which lid", "2..5"):
        assert said.count(words) == 1, words
