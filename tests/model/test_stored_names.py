"""Names of stored files, and how what an owner refers to is used."""

import pytest

from driftwatch.model.facts import AnyFact, Field, Operation
from driftwatch.model.known import Known
from driftwatch.model.snapshot import Entry, Owner, Reference, Snapshot
from driftwatch.model.stored import entry_of, files_of, operation_file, operation_stem, snapshot_of_files

CALL = Owner("operation", "POST /v1/clips")


@pytest.mark.parametrize(
    ("key", "variant", "file"),
    [
        ("POST /v1/clips/{}", "", "operations/post-v1-clips-_.jsonl"),
        ("POST /v1/clips", "video/seedance", "operations/post-v1-clips~video-seedance.jsonl"),
    ],
)
def test_an_operation_has_a_file_of_its_name(key: str, variant: str, file: str) -> None:
    assert operation_file(key, variant) == file
    assert file.startswith(operation_stem(key))


def files_for(*owners: Owner) -> set[str]:
    return {name for name in files_of(Snapshot([entry_of(owner, (), ()) for owner in owners])) if "/" in name}


@pytest.mark.parametrize(("name", "file"), [("Con", "Con_"), ("lpt1", "lpt1_"), ("Console", "Console"), ("?", "root")])
def test_a_name_that_machines_keep_to_themselves_is_changed(name: str, file: str) -> None:
    assert files_for(Owner("schema", name)) == {f"schemas/{file}.jsonl"}


def test_a_schema_of_a_document_stands_in_the_folder_of_its_document() -> None:
    assert files_for(Owner("schema", "Clip", scope="api/openapi.json")) == {"schemas/api-openapi-json/Clip.jsonl"}


def test_long_names_are_cut_and_told_apart() -> None:
    names = files_for(Owner("schema", "A" * 300), Owner("schema", "A" * 301))
    assert len(names) == 2
    assert all(len(name) == len("schemas/.jsonl") + 100 for name in names)


def field(at: str, ref: str) -> Field:
    return Field(at=at, type=("object",), ref=ref)


USED: list[AnyFact] = [
    field("parameter · query · filter", "Filter"),
    field("request · application/json · clip", "Clip"),
    field("response · 200 · application/json · $", "Answer"),
    field("response · 200 · header · x-next", "Next"),
    field("error-envelope · code", "Mistake"),
]
CALLS = {"Answer": "response", "Clip": "request", "Filter": "parameter", "Mistake": "either", "Next": "header"}
SENT = {"Answer": "request", "Clip": "response", "Filter": "header", "Mistake": "either", "Next": "parameter"}


@pytest.mark.parametrize(
    ("owner", "event", "usages"),
    [
        (CALL, "", CALLS),
        (CALL, "webhook", SENT),
        (Owner("page", "errors"), "", dict.fromkeys(CALLS, "either")),
        (Owner("schema", "Clips"), "", dict.fromkeys(CALLS, "either")),
    ],
)
def test_a_reference_says_how_the_schema_is_used_read_back_as_well(
    owner: Owner, event: str, usages: dict[str, str]
) -> None:
    call = Operation(at="operation", method="POST", path="/v1/clips", event=event)
    entry = entry_of(owner, (), [call, *USED] if owner == CALL else USED)
    expected = tuple(Reference(name, usage) for name, usage in usages.items())  # type: ignore[arg-type]
    assert entry.references == expected
    assert read_back(entry).references == expected


def read_back(entry: Entry) -> Entry:
    return snapshot_of_files(files_of(Snapshot([entry])), label="").entries[entry.owner]


def test_what_a_callback_is_sent_counts_as_an_answer() -> None:
    at = "callback · done · POST {$request.body#/hook} · request · application/json · $"
    (used,) = entry_of(CALL, (), [field(at, "Done")]).references
    assert used == Reference("Done", "response")


def test_a_schema_by_which_another_one_only_asks_is_told_from_one_that_stands_in_it() -> None:
    asked = [field("schema · <if>", "Kind"), field("schema · <not>.lid", "Lid"), field("schema · lid", "Lid")]
    for each in (entry_of(Owner("schema", "Box"), (), asked), read_back(entry_of(Owner("schema", "Box"), (), asked))):
        assert each.references == (Reference("Kind", "asked"), Reference("Lid", "asked"), Reference("Lid", "either"))


def test_files_that_are_at_hand_are_not_read_again() -> None:
    files = files_of(Snapshot([entry_of(CALL, (), USED)]))
    known = Known()
    first = snapshot_of_files(files, label="first", known=known)
    second = snapshot_of_files(files, label="second", known=known)
    assert first.entries[CALL] is second.entries[CALL]
    assert len(known.entries) == 1
