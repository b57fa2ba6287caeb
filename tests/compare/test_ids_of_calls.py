"""Calls that went elsewhere and are known again by their ids: only where one call of an API is called so."""

from typing import Any

from driftwatch.rules.judge import judge
from tests.compare.schema_documents import changes, document, put

TEXT = {"type": "string"}
FIELDS = ("id", "name", "colour", "height")


def calls(*rows: tuple[str, str, str]) -> dict[str, Any]:
    """A document of calls, each with a path, an id and a tag."""
    answer = {"type": "object", "properties": dict.fromkeys(FIELDS, TEXT)}
    return {
        **document({}),
        "paths": {
            path: {"get": {**put("response-body", answer, whole=True), "operationId": name, "tags": [tag]}}
            for path, name, tag in rows
        },
    }


def moves(old: dict[str, Any], new: dict[str, Any]) -> set[tuple[Any, Any]]:
    return {(one.before, one.after) for one in judge(changes(old, new)) if one.id == "endpoint-moved"}


KEPT = (("/lids", "List", "Lids"), ("/lids/{lid}/marks", "ListMarks", "Lids"))


def test_an_id_that_other_calls_have_as_well_says_not_where_a_call_went():
    old = calls(*KEPT, ("/shops/{shop}/boxes", "List", "Boxes"))
    new = calls(*KEPT, ("/senders", "List", "Senders"))
    assert moves(old, new) == set()
    assert moves(new, old) == set()


def test_an_id_that_several_tags_have_says_it_together_with_the_tag():
    old = calls(*KEPT, ("/shops/{shop}/boxes", "List", "Boxes"))
    new = calls(*KEPT, ("/stores/{store}/all-boxes", "List", "Boxes"), ("/senders", "List", "Senders"))
    assert moves(old, new) == {("GET /shops/{shop}/boxes", "GET /stores/{store}/all-boxes")}


def test_an_id_that_one_tag_has_twice_says_nothing():
    twice = ("/boxes/old", "List", "Boxes")
    old = calls(*KEPT, twice, ("/shops/{shop}/boxes", "List", "Boxes"))
    new = calls(*KEPT, twice, ("/senders", "List", "Boxes"))
    assert moves(old, new) == set()


def test_an_id_of_one_call_alone_says_it_whatever_its_tags():
    old = calls(*KEPT, ("/shops/{shop}/boxes", "listBoxes", "Boxes"))
    new = calls(*KEPT, ("/senders", "listBoxes", "Senders"))
    assert moves(old, new) == {("GET /shops/{shop}/boxes", "GET /senders")}


def test_an_id_that_another_tag_takes_as_well_by_now_says_it_together_with_the_tag():
    old = calls(("/shops/{shop}/boxes", "List", "Boxes"), ("/lids/{lid}/marks", "ListMarks", "Lids"))
    new = calls(("/stores/all-boxes", "List", "Boxes"), *KEPT)
    assert moves(old, new) == {("GET /shops/{shop}/boxes", "GET /stores/all-boxes")}
