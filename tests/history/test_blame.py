"""Dated changes, and since when each fact of an operation stands."""

import copy
from functools import partial
from typing import Any

import pytest

from driftwatch.cli.history import _standings_text
from driftwatch.errors import UsageError
from driftwatch.history.blame import blame, check_documented, known_fields, stands, steps
from driftwatch.history.captures import History
from driftwatch.history.review import findings_between
from driftwatch.model.facts import Contradiction, Operation, Statement
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.model.stored import entry_of
from tests.history.commits import FOLDER, TODAY, Commits, captured
from tests.history.stories import body_of, document, json_body
from tests.history.test_open_drift import Remembered

JUDGE = partial(findings_between, today=TODAY)


def longer_prompt(spec: dict[str, Any], limit: int = 900) -> dict[str, Any]:
    spec = copy.deepcopy(spec)
    body_of(spec)["properties"]["prompt"]["maxLength"] = limit
    return spec


def days() -> list[dict[str, Any]]:
    """Two days alike, a longer prompt, a clip that can be removed no more."""
    third = longer_prompt(document())
    fourth = copy.deepcopy(third)
    del fourth["paths"]["/v1/clips/{clip}"]["delete"]
    return [document(), document(), third, fourth]


def told(**asked: Any) -> list[tuple[str, list[str]]]:
    _, history = captured(*days())
    found = steps(history, JUDGE, **asked)
    return [(each.captured.date[-2:], [finding.id for finding in each.findings]) for each in found]


def test_each_capture_tells_what_it_brought_and_one_with_the_same_facts_nothing() -> None:
    removed, longer = "api-removed-without-deprecation", "request-property-max-length-increased"
    assert told() == [("18", [removed]), ("17", [longer]), ("16", []), ("15", [])]


def test_only_the_first_capture_of_all_is_called_first() -> None:
    _, history = captured(*days())
    assert [each.first for each in steps(history, JUDGE)] == [False, False, False, True]
    assert [each.first for each in steps(history, JUDGE, limit=2)] == [False, False]


@pytest.mark.parametrize(
    ("asked", "days_told"),
    [
        ({"operation": "POST /v1/clips"}, ["17"]),
        ({"operation": "DELETE /v1/clips/{any}"}, ["18"]),
        ({"operation": "POST *"}, ["17"]),
        ({"operation": "clips"}, []),
        ({"field": "prompt"}, ["17"]),
        ({"field": "pro*"}, ["17"]),
        ({"field": "model"}, []),
        ({"operation": "POST /v1/clips", "field": "model"}, []),
    ],
)
def test_findings_are_kept_of_the_operations_and_fields_that_are_asked_for(
    asked: dict[str, str], days_told: list[str]
) -> None:
    assert [day for day, findings in told(**asked) if findings] == days_told


def test_a_fact_stands_since_the_capture_that_changed_it_and_says_what_it_said_before() -> None:
    _, history = captured(*days())
    ((owner, standings),) = blame(history, "POST /v1/clips")
    assert owner.name == "POST /v1/clips"
    prompt = next(each for each in standings if each.at == "request · application/json · prompt")
    assert (prompt.since.date, prompt.from_start) == ("2026-03-17", False)
    assert prompt.says["max_length"] == 900
    assert prompt.said_before is not None
    assert prompt.said_before["max_length"] == 400
    operation = next(each for each in standings if each.at == "operation")
    assert (operation.since.date, operation.from_start, operation.said_before) == ("2026-03-15", True, None)
    assert [each.at for each in standings] == sorted(each.at for each in standings)


def test_the_named_schemas_that_an_operation_uses_are_told_under_their_names() -> None:
    _, history = captured(*days())
    ((_, standings),) = blame(history, "GET /v1/clips/{id}")
    assert "schema Clip · id" in {each.at for each in standings}


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("prompt", {"prompt"}),
        ("messages", {"messages", "messages[]", "messages[].role"}),
        ("*.role", {"messages[].role"}),
        ("nothing", set()),
    ],
)
def test_a_field_is_told_with_all_below_it(field: str, found: set[str]) -> None:
    spec = document()
    role = {"type": "string"}
    body_of(spec)["properties"]["messages"] = {"type": "array", "items": {"properties": {"role": role}}}
    _, history = captured(spec)
    ((_, standings),) = blame(history, "POST /v1/clips", field=field)
    assert {each.at.rpartition(" · ")[2] for each in standings} == found


def test_the_fields_of_an_operation_have_the_names_that_one_asks_for() -> None:
    _, history = captured(document())
    assert {"prompt"} <= set(known_fields(history, "POST /v1/clips"))
    assert "" not in known_fields(history, "POST /v1/clips")


@pytest.mark.parametrize(
    ("operation", "field", "is_there"),
    [
        ("POST /v1/clips", None, True),
        ("POST /v1/films", None, False),
        ("POST /v1/clips", "prompt", True),
        ("GET /v1/clips/{id}", "id", True),
        ("POST /v1/clips", "nothing", False),
    ],
)
def test_a_snapshot_says_whether_a_call_and_a_field_of_it_stand(
    operation: str, field: str | None, *, is_there: bool
) -> None:
    _, history = captured(document())
    newest = history.captures()[0]
    assert stands(history.at(newest.commit, label=newest.label), operation, field) is is_there


def test_a_pattern_names_each_operation_that_fits() -> None:
    _, history = captured(document())
    assert [owner.name for owner, _ in blame(history, "* /v1/clips/*")] == [
        "DELETE /v1/clips/{}",
        "GET /v1/clips/{}",
    ]


def test_without_a_capture_there_is_nobody_to_ask() -> None:
    with pytest.raises(UsageError, match="no capture yet"):
        blame(History(Commits(), FOLDER), "POST /v1/clips")  # type: ignore[arg-type]


def test_an_operation_that_is_not_documented_is_told_with_the_one_that_was_meant() -> None:
    _, history = captured(document())
    with pytest.raises(UsageError, match=r"no operation 'POST /v1/clip'.*POST /v1/clips"):
        blame(history, "POST /v1/clip")


def test_an_owner_without_a_call_is_no_operation() -> None:
    spec = document()
    spec["webhooks"] = {"done": {"post": {"requestBody": {"content": json_body({"type": "string"})}}}}
    _, history = captured(spec)
    assert {owner.kind for owner, _ in blame(history, "*")} == {"operation"}


def test_a_history_without_captures_has_no_steps() -> None:
    _, history = captured()
    assert list(steps(history, lambda _old, _new: ())) == []


def test_a_contradiction_is_told_in_words_with_both_sides() -> None:
    def side(of_table: str) -> Snapshot:
        owner = Owner("operation", "POST /v1/clips")
        said = (
            Statement(says="integer", stated_by="schema"),
            Statement(says=of_table, stated_by="table", document="clips"),
        )
        facts = (
            Operation(at="operation", method="POST", path="/v1/clips"),
            Contradiction(at="contradiction · type · size", aspect="type", subject="size", statements=said),
        )
        return Snapshot((entry_of(owner, ("clips",), facts),), digest=of_table)

    ((_, facts),) = blame(Remembered(side("string"), side("boolean")), "POST /v1/clips")
    (told,) = (each for each in facts if each.at.startswith("contradiction"))
    assert list(told.words.items()) == [("the schema says", "integer"), ("the table says", "boolean")]
    assert told.words_before == {"the schema says": "integer", "the table says": "string"}
    assert "the schema says integer, the table says boolean" in _standings_text("POST /v1/clips", facts)


def test_an_operation_that_no_capture_ever_documented_is_refused_with_the_nearest_name() -> None:
    _, history = captured(*days())
    for known in ("POST /v1/clips", "DELETE /v1/clips/{clip}", "POST /v1/*"):
        check_documented(history, known)
    with pytest.raises(UsageError, match=r"POST /v1/clip'; did you mean 'POST /v1/clips'"):
        check_documented(history, "POST /v1/clip")
    check_documented(History(folder=FOLDER, repository=Commits()), "POST /v1/clip")


def joined(limit: int) -> dict[str, Any]:
    """A body of two parts and of two alternatives, each with fields of its own, and one that both have."""
    spec = document()
    body = body_of(spec)
    text = {"type": "string", "maxLength": limit}
    choices = [
        {"type": "object", "properties": {name: text, "tags": {"type": "array", "items": text}}} for name in "ab"
    ]
    own = {
        "type": "object",
        "properties": {"prompt": text, "sender": {"type": "object", "properties": {"prompt": text}}},
    }
    body.clear()
    body.update({"allOf": [own, {"oneOf": choices}]})
    return spec


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("prompt", ["prompt"]),
        ("sender", ["sender", "sender.prompt"]),
        ("sender.prompt", ["sender.prompt"]),
        ("a", ["a"]),
        ("tags", ["tags", "tags", "tags[]", "tags[]"]),
        ("<allOf:object>.prompt", ["prompt"]),
        ("prom", []),
        ("object", []),
    ],
)
def test_a_field_of_a_part_or_an_alternative_is_found_by_the_name_that_findings_give_it(
    field: str, expected: list[str]
) -> None:
    _, history = captured(joined(900), joined(800))
    ((_, standings),) = blame(history, "POST /v1/clips", field=field)
    sent = [each for each in standings if each.at.startswith("request")]
    assert sorted(each.at.rpartition(">.")[2] for each in sent) == expected
    assert all(not each.from_start for each in sent if "maxLength" in each.says)


def test_a_change_of_a_part_is_told_of_the_field_by_its_name() -> None:
    _, history = captured(joined(900), joined(800))
    found = list(steps(history, JUDGE, operation="POST /v1/clips", field="prompt"))
    assert [bool(each.findings) for each in found] == [True, False]
