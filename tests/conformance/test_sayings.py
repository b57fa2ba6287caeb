"""What no finding may say: held over every example of a rule and every pair of documents, in both directions."""

import copy
from collections.abc import Iterator

import pytest

from driftwatch.compare.compare import compare
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model.address import METHODS
from driftwatch.model.change import Change
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.judge import documented_paths, judge
from tests.compare.schema_documents import document, put
from tests.conformance.differing import CALENDAR
from tests.conformance.sayings import faults
from tests.conformance.situations import PAIRS
from tests.conformance.test_differences import changes_of_schemas
from tests.conformance.test_other_differs import CASES, sides_of
from tests.rules.examples import placed
from tests.rules.test_catalogue import ROWS

ENOUGH = 300
"""Findings that a corpus gives at least: a law over nothing holds nothing."""


def read(*documents) -> tuple[Snapshot, ...]:
    return tuple(snapshot_of_openapi(each, place="spec", label="") for each in documents)


def judged(old: Snapshot, new: Snapshot) -> Iterator[tuple[Finding, Change]]:
    for one, other in ((old, new), (new, old)):
        changes = compare(one, other)
        paths = documented_paths(changes, one, other)
        for change in changes:
            yield from ((finding, change) for finding in judge([change], calendar=CALENDAR, paths=paths))


CORPORA = {
    "examples of rules": lambda: (placed(rule.example, role) for rule, role in ROWS),
    "changes of schemas": lambda: (read(old, new) for _, old, new, _ in changes_of_schemas()),
    "situations and other differs' cases": lambda: (
        *(read(old, new) for old, new, _ in PAIRS.values()),
        *(read(*sides_of(case)) for case in CASES.values()),
    ),
}


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_finding_says_what_none_may_say(corpus):
    told = [each for pair in CORPORA[corpus]() for each in judged(*pair)]
    assert len(told) > ENOUGH
    assert [] == sorted({fault for finding, change in told for fault in faults(finding, change)})


def thing(schema):
    content = {"application/json": {"schema": {"type": "object", "properties": {"f": schema}}}}
    answer = {"200": {"description": "-", "content": content}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"get": {"responses": answer}}},
    }


def messages(old, new):
    return [finding.message for finding, _ in list(judged(*read(thing(old), thing(new))))]


def test_a_text_and_the_value_that_it_reads_as_are_told_apart():
    (now, _) = messages({"default": "true"}, {"default": True})
    assert now == 'The default of response field `f` of response `200` is now `true`, before `"true"`.'
    (now, _) = messages({"default": "0"}, {"default": []})
    assert now == 'The default of response field `f` of response `200` is now an empty list, before `"0"`.'


def test_items_and_alternatives_are_words_and_no_signs():
    object_of = {"type": "object", "properties": {"a.b": {"type": "string"}}}
    union = [object_of, {"type": "object", "properties": {"c": {"type": "integer"}}}]
    wider = [{"type": "object", "properties": {"a.b": {"type": "boolean"}}}, union[1]]
    (now, _) = messages({"oneOf": union}, {"oneOf": wider})
    assert now == (
        "The type of response field `f.a.b` (as `object with a.b`) of response `200` is now `boolean`, before `string`."
    )
    (now, _) = messages({"type": "array", "items": {"type": "string"}}, {"type": "array", "items": {"type": "integer"}})
    assert now.startswith("The type of each item of response field `f` of response `200` is now")


def test_what_a_list_at_the_top_holds_is_told_of_each_item():
    sides = [
        {"type": "array", "items": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": type_}}}}}
        for type_ in ("string", "integer")
    ]
    for place, whole in (
        ("request-body", "request field `a` of each item of each item of the request body"),
        ("response-body", "response field `a` of each item of each item of response `200`"),
        ("request-parameter", "field `a` of each item of each item of query parameter `thing`"),
    ):
        (now, _) = judged(*read(*(document(put(place, schema)) for schema in sides)))
        assert now[0].message == f"The type of {whole} is now `integer`, before `string`."
        assert str(now[0].field).endswith("[][].a")
        assert [] == list(faults(*now))


def test_a_renamed_field_is_told_with_both_paths():
    old, new = ({"type": "object", "properties": {name: {"type": "string"}}} for name in ("user_name", "userName"))
    (now, _) = messages(old, new)
    assert now == "Response field `f.userName` of response `200` was called `f.user_name` before."


def drafted(document):
    """Call every operation of a document a draft."""
    document = copy.deepcopy(document)
    for item in (item for item in document.get("paths", {}).values() if isinstance(item, dict)):
        calls = [item.get(method) for method in METHODS] + list(item.get("additionalOperations", {}).values())
        for call in calls:
            if isinstance(call, dict):
                call["x-stability-level"] = "draft"
    return document


@pytest.mark.parametrize("corpus", ["changes of schemas", "other differs' cases"])
def test_everything_about_a_draft_is_information(corpus):
    schemas = ((old, new) for _, old, new, _ in changes_of_schemas())
    pairs = schemas if corpus == "changes of schemas" else map(sides_of, CASES.values())
    told = [finding for sides in pairs for finding, _ in judged(*read(*map(drafted, sides))) if finding.operations]
    assert len(told) > ENOUGH
    assert set() == {finding.message for finding in told if finding.level != "info"}
