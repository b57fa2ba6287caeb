"""What was pickled is written as before: snapshots, entries, statements and errors pass between processes."""

import pickle
from pathlib import Path
from typing import Any

import pytest
from msgspec import json, structs

from driftwatch.config.keys import SourceConfig
from driftwatch.errors import BudgetError, DriftwatchError, LossError, ProbeError, PublishError
from driftwatch.model import facts
from driftwatch.model.page import Page
from driftwatch.model.record import Record
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.platforms import kept
from driftwatch.platforms.detection import links_of, statements_of
from driftwatch.platforms.kept import Kept
from driftwatch.presence.links import sameness_of

EXAMPLE = Path(__file__).parents[2] / "snapshots" / "example"
ERRORS: list[DriftwatchError] = [
    LossError("too much", hint="look"),
    BudgetError(5, "pages"),
    ProbeError("refused", "no", hint="never"),
    PublishError("down", status=502, lost=True),
]
SPECIFICATION = """{"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
"servers": [{"url": "https://api.example.com"}],
"paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": {
"$ref": "#/components/schemas/A"}}}}, "responses": {"200": {"description": "fine"}}}}},
"components": {"schemas": {"A": {"type": "object", "properties": {"x": {"type": "string", "default": ""}}}}}}"""
TABLE = "| Field | Type | Required |\n|---|---|---|\n| `x` | string | yes |\n"
PAGE = f"# Create a\n\n`POST /v1/a`\n\n## Request body\n\n{TABLE}"


def again(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - of our own


def example() -> Snapshot:
    files = {path.relative_to(EXAMPLE).as_posix(): path.read_bytes() for path in EXAMPLE.rglob("*") if path.is_file()}
    return snapshot_of_files(files, label="example")


def test_a_snapshot_that_was_pickled_is_written_to_the_same_bytes() -> None:
    snapshot = example()
    found = again(snapshot)
    assert files_of(found) == files_of(snapshot)
    assert (found.label, found.digest, found.content) == (snapshot.label, snapshot.digest, snapshot.content)
    assert again(found).entries.keys() == snapshot.entries.keys()


@pytest.mark.parametrize("text", [SPECIFICATION, PAGE], ids=["specification", "page"])
def test_statements_that_were_pickled_state_the_same(text: str) -> None:
    page = Page(url="https://docs.example.com/a", path="a", content_type="", text=text)
    stated = Kept(statements=statements_of(page), links=links_of(page), sameness=sameness_of(page))
    assert stated.statements.documentations
    assert kept.are_equal(again(stated), stated)


def every_fact(kind: type[Record]) -> list[type[Record]]:
    return [kind, *(further for each in kind.__subclasses__() for further in every_fact(each))]


@pytest.mark.parametrize("kind", every_fact(facts.Fact)[1:])
def test_a_fact_that_was_pickled_leaves_out_what_it_left_out(kind: type[Record]) -> None:
    needed = {each.name: "x" for each in structs.fields(kind) if each.required}
    fact = kind(**needed)
    assert json.encode(again(fact)) == json.encode(fact)
    assert again(fact) == fact


def test_a_value_that_equals_the_default_and_is_another_type_is_kept() -> None:
    field = facts.Field(at="a", default=0)
    assert again(field).default == 0
    assert again(facts.Field(at="a", default=False)).default is False
    assert again(facts.Field(at="a", default=None)).default is None


def test_a_document_and_a_configuration_pass() -> None:
    document = Document(path="a", url="https://docs.example.com/a", digest="d" * 32)
    assert json.encode(again(document)) == json.encode(document)
    source = SourceConfig(documents=("https://docs.example.com/a",), content="text")
    assert again(source) == source


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_comes_back_as_it_was_raised(error: DriftwatchError) -> None:
    found = again(error)
    assert type(found) is type(error)
    assert found.__dict__ == error.__dict__
    assert str(found) == str(error)


def test_a_default_that_a_configuration_states_is_not_written_out() -> None:
    stated = json.decode(b'"api"')
    snapshot = example()
    same = Snapshot(snapshot.entries.values(), snapshot.documents.values(), texts=snapshot.texts, content=stated)
    assert files_of(same)["documents.jsonl"] == files_of(snapshot)["documents.jsonl"]


def test_an_empty_object_of_a_field_is_the_one_that_all_fields_have_and_written_as_nothing() -> None:
    assert again(facts.NOTHING) is facts.NOTHING
    field = facts.Field(at="schema · a", type=("string",))
    found = again(field)
    read = json.decode(json.encode(field), type=facts.Field)
    assert found == read == field
    for name in ("dependent_required", "xml", "value_names", "value_remarks", "mapping"):
        assert getattr(found, name) is getattr(read, name) is getattr(field, name) is facts.NOTHING
    assert json.encode(found) == json.encode(read) == json.encode(field)
    assert b"mapping" not in json.encode(field)
