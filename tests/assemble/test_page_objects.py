"""Objects that pages describe once: named schemas of the site, to which calls refer."""

import pytest

from driftwatch.assemble.assembly import Assembly, assemble
from driftwatch.compare.compare import compare
from driftwatch.extract.inline import text_of
from driftwatch.model.facts import Field
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.page_objects import returned_by
from driftwatch.presence.presence import Presence

TABLE = "| Field | Type | Description |\n|-|-|-|\n"
USER = f"# User\n\n## User object\n\n{TABLE}| id | string | Of the user |\n| age | integer | In years |\n"
CALLS = (
    "# Calls\n\n## GET /me\n\nReturns a [user](user#user-object).\n\n"
    "## GET /users\n\nReturns a list of [users](/user#user-object).\n"
)
SPEC = (
    '{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{"/me":{"get":{"responses":{"200":{"content":'
    '{"application/json":{"schema":{"type":"object","properties":{"id":{"type":"string"}}}}}}}}}}}'
)


def site(previous: Snapshot | None = None, unseen: tuple[str, ...] = (), **texts: str) -> Assembly:
    read = [
        statements_of(Page(url=f"https://docs.example.com/{place}", path=place, text=text))
        for place, text in texts.items()
    ]
    gone = [
        Presence(path=place, url=f"https://docs.example.com/{place}", state="unseen", reason="x") for place in unseen
    ]
    return assemble(read, previous, gone)


def snapshot(assembly: Assembly) -> Snapshot:
    return Snapshot(assembly.entries, assembly.documents)


def references(assembly: Assembly) -> dict[str, list[tuple[str, str]]]:
    return {
        entry.owner.name: [(fact.at, fact.ref) for fact in entry.facts if isinstance(fact, Field) and fact.ref]
        for entry in assembly.entries
        if entry.owner.kind == "operation"
    }


def schemas(assembly: Assembly) -> list[str]:
    return [entry.owner.name for entry in assembly.entries if entry.owner.kind == "schema"]


def test_calls_refer_to_what_another_page_describes() -> None:
    found = site(user=USER, calls=CALLS)
    assert references(found) == {
        "GET /me": [("response · 200 · application/json · $", "user-object")],
        "GET /users": [("response · 200 · application/json · []", "user-object")],
    }
    assert schemas(found) == ["user-object"]


def test_what_differs_in_an_object_is_one_change_with_the_calls_that_it_reaches() -> None:
    after = USER.replace("| age | integer | In years |\n", "")
    (change,) = compare(snapshot(site(user=USER, calls=CALLS)), snapshot(site(user=after, calls=CALLS)))
    assert (change.kind, change.owner, change.field) == (
        "field.removed",
        Owner("schema", "user-object", scope="page-objects"),
        "age",
    )
    assert [owner.name for owner in change.operations] == ["GET /me", "GET /users"]


def test_a_link_to_what_no_page_describes_says_nothing() -> None:
    found = site(calls=CALLS)
    assert references(found) == {"GET /me": [], "GET /users": []}
    assert all(len(entry.facts) == 1 for entry in found.entries if entry.owner.kind == "operation")


def test_an_object_that_no_call_returns_is_no_schema() -> None:
    assert schemas(site(user=USER)) == []


def test_objects_of_one_name_on_two_pages_are_told_apart() -> None:
    found = site(user=USER, old=USER, calls=CALLS, more="# M\n\n## GET /old\n\nReturns a [user](old#user-object).\n")
    assert schemas(found) == ["user-object (old)", "user-object (user)"]
    assert references(found)["GET /old"][0][1] == "user-object (old)"


@pytest.mark.parametrize("unseen", [("user",), ("calls",), ("user", "calls")])
def test_a_page_that_could_not_be_read_takes_nothing_away(unseen: tuple[str, ...]) -> None:
    texts = {"user": USER, "calls": CALLS}
    before = site(**texts)
    now = site(snapshot(before), unseen, **{place: text for place, text in texts.items() if place not in unseen})
    assert references(now) == references(before)
    assert schemas(now) == ["user-object"]
    kinds = {change.kind for change in compare(snapshot(before), snapshot(now))}
    assert kinds <= {"document.unreadable"}
    again = site(snapshot(now), **texts)
    assert [change.kind for change in compare(snapshot(now), snapshot(again))] == []


def test_beside_a_specification_a_link_adds_no_reference() -> None:
    found = site(user=USER, calls=CALLS, spec=SPEC)
    assert references(found)["GET /me"] == []
    assert schemas(found) == ["user-object"]


@pytest.mark.parametrize(
    ("sentence", "returned"),
    [
        ("Returns a [user](#u).", ("here#u", False, "200")),
        ("Makes one. On success returns a `201` with the new [user](#u). Fires [x](#y).", ("here#u", False, "201")),
        ("Returns an array of [users](/other.md#u) for the key.", ("other#u", True, "200")),
        ("返回 [用户](#u) 列表。", ("here#u", False, "200")),
        ("Returns a partial [user](#u).", None),
        ("Returns nothing. See the [user](#u).", None),
        ("Takes a [user](#u).", None),
        ("Returns a [user](/other).", None),
    ],
)
def test_sentences_say_what_a_call_returns(sentence: str, returned: tuple[str, bool, str] | None) -> None:
    found = returned_by(text_of(sentence), "here")
    assert (found and (found.target, found.is_array, found.status)) == returned
