"""Statuses below headings that are greater than those of the calls in front of them, as RAML's renderer writes them."""

from driftwatch.model.facts import Response
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of

CALL = "<h4>{call}</h4><p>Does it.</p>"
STATUS = "<h2>HTTP status code <a>{status}</a></h2><p>So it is.</p>"
SENT = "<h2>URI Parameters</h2><ul><li><strong>id</strong>: required (string)<p>Which one.</p></li></ul>"


def answers(text: str) -> dict[str, list[str]]:
    html = f"<!doctype html><html><body><h1>Shelves</h1>{text}</body></html>"
    found = statements_of(Page(url="https://docs.example.com/page.html", path="page.html", text=html))
    entries = [entry for each in found.documentations for entry in each.entries]
    return {each.owner.name: [fact.status for fact in each.facts if isinstance(fact, Response)] for each in entries}


def call(said: str, *statuses: str, sent: str = "") -> str:
    return CALL.format(call=said) + sent + "".join(STATUS.format(status=status) for status in statuses)


def test_statuses_that_alternate_with_calls_are_those_of_the_call_in_front_of_them() -> None:
    page = call("get /shelves", "200") + call("put /shelves/{id}", "200", "404", sent=SENT) + call("post /books", "201")
    assert answers(page) == {"GET /shelves": ["200"], "PUT /shelves/{}": ["200", "404"], "POST /books": ["201"]}


def test_statuses_behind_the_last_call_alone_may_be_of_all() -> None:
    assert answers(call("get /shelves") + call("post /books", "429")) == {"GET /shelves": [], "POST /books": []}


def test_statuses_behind_another_section_are_not_those_of_the_call_in_front_of_it() -> None:
    other = "<h2>Errors</h2><p>Of all calls.</p>" + STATUS.format(status="429")
    page = call("get /shelves", "200") + call("put /shelves/{id}", "200") + call("post /books", "201") + other
    assert answers(page)["POST /books"] == ["201"]
