"""A parameter in the path of a call is a fact of its page, whether or not a row tells of it, and once."""

import json

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.facts import Parameter
from driftwatch.model.path_parameters import but_of_path
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import entry_of
from tests.compare.page_snapshots import changes_of, site, site_after

HEAD = "| Name | Type | Description |\n|-|-|-|\n"
ROW = "| `{}` | string | Which box |\n"


def page(path: str, rows: str = "", title: str = "Parameters", *, verb: str = "Returns") -> str:
    told = f"### {title}\n\n{HEAD}{rows}\n" if rows else ""
    return f"# Boxes\n\n## Get a box\n\n`GET {path}`\n\n{verb} what is kept.\n\n{told}"


def parameters(snapshot: Snapshot) -> list[tuple[str, str, bool]]:
    facts = (fact for entry in snapshot.entries.values() for fact in entry.facts)
    return [(fact.within, fact.name, fact.required) for fact in facts if isinstance(fact, Parameter)]


def as_before(snapshot: Snapshot) -> Snapshot:
    """Return what a driftwatch read that knew of no parameter without a row."""
    entries = snapshot.entries.values()
    return snapshot.with_parts(entries=[entry_of(one.owner, one.documents, but_of_path(one.facts)) for one in entries])


@pytest.mark.parametrize("path", ["/boxes/{box_id}", "/boxes/:box_id", "/boxes/<box_id>"])
@pytest.mark.parametrize("told", ["", ROW.format("box_id"), ROW.format("boxId")])
@pytest.mark.parametrize("title", ["Parameters", "Path parameters", "Request"])
def test_each_is_one_fact(path: str, told: str, title: str) -> None:
    assert parameters(site(guide=page(path, told, title))) == [("path", "box_id", True)]


def test_a_page_with_a_row_and_one_without_state_one_parameter() -> None:
    found = site(guide=page("/boxes/{box_id}", ROW.format("box_id")), more=page("/boxes/{id}"))
    assert parameters(found) == [("path", "box_id", True)]


def test_it_is_nothing_that_is_understood_of_a_call() -> None:
    (change,) = (
        each
        for each in changes_of(page("/boxes/{id}", ROW.format("size")), page("/boxes/{id}"))
        if each.kind == "capture.not-understood"
    )
    assert isinstance(change.after, dict)
    assert change.after["fields"] == 0


@pytest.mark.parametrize("text", [page("/boxes/{id}"), page("/boxes/{id}/{lid}", ROW.format("lid"))])
def test_an_upgrade_tells_nothing_of_it(text: str) -> None:
    for one, other in (
        (as_before(site(guide=text)), site(guide=text)),
        (site(guide=text), as_before(site(guide=text))),
    ):
        assert compare(one, other) == ()


def test_an_upgrade_with_an_edit_tells_the_edit_alone() -> None:
    edited = page("/boxes/{id}", verb="Gives")
    (change,) = compare(as_before(site(guide=page("/boxes/{id}"))), site(guide=edited))
    assert change.kind == "page.text.changed"


def kinds(before: str, after: str) -> list[tuple[str, str | None]]:
    return [(each.kind, each.name) for each in changes_of(before, after) if each.location != "text"]


def test_another_name_in_the_path_is_told_as_a_specification_tells_it() -> None:
    assert kinds(page("/boxes/{id}"), page("/boxes/{box_id}")) == [("parameter.renamed", "box_id")]


def test_one_that_is_described_where_its_path_names_it_anew_comes_as_documented() -> None:
    bare, described = page("/boxes/{id}"), page("/boxes/{box_id}", "| `box_id` | integer | Which box |\n")
    assert ("parameter.added", "box_id") in kinds(bare, described)
    assert not [kind for sides in ((bare, described), (described, bare)) for kind, _ in kinds(*sides) if "type" in kind]


def test_a_row_that_comes_and_goes_documents_what_the_path_has() -> None:
    sides = page("/boxes/{id}", ROW.format("size")), page("/boxes/{id}", ROW.format("size") + ROW.format("id"))
    for (before, after), kind in ((sides, "added"), (sides[::-1], "removed")):
        (change,) = changes_of(before, after)
        assert change.kind == f"parameter.{kind}"
        assert change.traits == {"path", "required", "in-template"}


def test_a_path_that_moves_is_one_change() -> None:
    rows = "".join(map(ROW.format, ("size", "lid", "color")))
    assert kinds(page("/boxes/{id}", rows), page("/crates/{id}", rows)) == [("operation.moved", None)]
    assert kinds(page("/boxes/{id}", rows), page("/rooms/{room}/boxes/{id}", rows)) == [("operation.moved", None)]


def test_what_the_path_of_an_unseen_page_states_another_page_tells_by_its_own_name() -> None:
    texts = {"guide": page("/boxes/{id}"), "more": page("/boxes/{box_id}")}
    before = site(**texts)
    told = page("/boxes/{box_id}", ROW.format("box_id"))
    assert parameters(site_after(before, {"guide": "timeout"}, more=told)) == [("path", "box_id", True)]


def test_a_page_tells_of_the_parameter_of_a_specification_by_its_own_name() -> None:
    stated = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    paths = {"/boxes/{id}": {"get": {"parameters": [stated], "responses": {"200": {"description": "It"}}}}}
    text = json.dumps({"openapi": "3.1.0", "info": {"title": "Boxes", "version": "1"}, "paths": paths})
    found = site(openapi=text, guide=page("/boxes/{box_id}", ROW.format("box_id")))
    assert parameters(found) == [("path", "id", True)]


ID = ROW.format("id")


@pytest.mark.parametrize(
    ("path", "told", "stated"),
    [
        ("/boxes/{id}", f"### Query parameters\n\n{HEAD}{ID}", [("path", "id", True), ("query", "id", False)]),
        ("/boxes", f"### Query parameters\n\n{HEAD}{ID}", [("query", "id", False)]),
        (
            "/boxes/{id}",
            f"### Path parameters\n\n{HEAD}{ID}\n### Query parameters\n\n{HEAD}{ID}",
            [("path", "id", True), ("query", "id", False)],
        ),
        (
            "/boxes/{id}",
            f"### Query parameters\n\n{HEAD}{ID}\n### Path parameters\n\n{HEAD}{ID}",
            [("path", "id", True), ("query", "id", False)],
        ),
        (
            "/boxes/{id}?id=3",
            f"### Query parameters\n\n{HEAD}{ID}",
            [("path", "id", True), ("query", "id", False)],
        ),
        (
            "/boxes/{id}",
            "| Name | In | Type |\n|-|-|-|\n| `id` | query | string |\n",
            [("path", "id", True), ("query", "id", False)],
        ),
    ],
)
def test_what_a_heading_calls_the_query_stays_there(path: str, told: str, stated: list[tuple[str, str, bool]]) -> None:
    assert parameters(site(guide=f"{page(path)}{told}\n")) == stated
