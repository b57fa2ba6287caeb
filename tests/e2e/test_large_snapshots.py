"""A specification of more than a thousand operations: few files, the same ones wherever it is captured, no noise."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from driftwatch.model import sharing
from driftwatch.model.sharing import Mark
from driftwatch.workflows import record
from tests.e2e.test_same_bytes import commit_of
from tests.e2e.workshop import Workshop

MANY = 1_030
DAYS = ("2026-03-15", "2026-03-16", "2026-03-17", "2026-03-18")


def specification(operations: int, *, required: tuple[int, ...] = ()) -> str:
    """Operations in forty areas; some of them require their parameter."""
    paths = {
        f"/v1/area{number % 40}/things{number}": {
            "get": {
                "parameters": [
                    {"name": "limit", "in": "query", "required": number in required, "schema": {"type": "integer"}}
                ],
                "responses": {"200": {"description": "ok"}},
            }
        }
        for number in range(operations)
    }
    return json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths})


def publish(workshop: Workshop, text: str) -> None:
    workshop.site.answer(
        "/api/openapi.json", 200, text.encode(), Content_Type="application/json", ETag=f'"{hash(text)}"'
    )


def run(workshop: Workshop, day: str) -> list[Any]:
    workshop.on(day)
    _, out = workshop.driftwatch("run", "--format", "json", "--fail-on", "never")
    return json.loads(out)["findings"] if out else []


def files_of_owners(workshop: Workshop) -> set[str]:
    names = workshop.git("ls-tree", "-r", "--name-only", "HEAD", "snapshots/cometapi").splitlines()
    below = {name.removeprefix("snapshots/cometapi/") for name in names}
    return {name for name in below if "/" in name}


def touched(workshop: Workshop) -> set[str]:
    return set(workshop.git("show", "--format=", "--name-only", "HEAD", "--", "snapshots").splitlines())


@pytest.fixture
def large(workshop: Workshop) -> Workshop:
    address = f"{workshop.site.origin}/api/openapi.json"
    (workshop.root / "driftwatch.toml").write_text(f'[sources.cometapi]\nindex = "{address}"\n')
    publish(workshop, specification(MANY))
    return workshop


def test_a_change_of_one_operation_is_a_change_of_one_of_few_files(large: Workshop) -> None:
    run(large, DAYS[0])
    first = files_of_owners(large)
    assert 0 < len(first) < 20
    publish(large, specification(MANY, required=(7,)))
    assert [each["id"] for each in run(large, DAYS[1])] == ["request-parameter-became-required"]
    assert files_of_owners(large) == first
    shared = {path for path in touched(large) if "/shared/" in path}
    assert len(shared) == 1
    assert touched(large) - shared == {f"snapshots/cometapi/{name}.jsonl" for name in ("captures", "documents")}
    assert run(large, DAYS[2]) == []


def test_sharing_begins_and_goes_on_without_a_word(large: Workshop) -> None:
    with pytest.MonkeyPatch.context() as earlier:
        earlier.setattr(sharing, "OWNERS", Mark(5_000, 4_000))
        run(large, DAYS[0])
    assert len(files_of_owners(large)) == MANY
    assert run(large, DAYS[1]) == []
    shared = files_of_owners(large)
    assert len(shared) < 20
    assert "no drift" in large.git("log", "-1", "--format=%s")
    publish(large, specification(MANY - 40))  # fewer than where it began
    assert {each["id"] for each in run(large, DAYS[2])} == {"api-path-removed-without-deprecation"}
    assert files_of_owners(large) == shared
    told = [line[:10] for line in large.driftwatch("history")[1].splitlines() if line.startswith("2026")]
    assert told == [DAYS[2], DAYS[0]]  # nothing is told of the day between
    assert "2026-03-15" in large.driftwatch("blame", "GET /v1/area7/things7", "limit")[1]
    assert large.driftwatch("diff", DAYS[0], DAYS[1], "--fail-on", "info")[0] == 0


def test_what_is_gone_was_documented_in_a_file_that_operations_share(large: Workshop) -> None:
    run(large, DAYS[0])
    publish(large, specification(MANY - 1))
    run(large, DAYS[1])
    gone = f"GET /v1/area{(MANY - 1) % 40}/things{MANY - 1}"
    code, out = large.driftwatch("history", gone)
    assert (code, gone in out) == (0, True)
    assert large.driftwatch("history", "GET /v1/area1/never")[0] == 2


def test_code_scanning_is_told_a_file_that_is_there(large: Workshop) -> None:
    run(large, DAYS[0])
    publish(large, specification(MANY - 1, required=(7,)))
    run(large, DAYS[1])
    _, out = large.driftwatch("diff", "--format", "sarif", "--fail-on", "never")
    results = json.loads(out)["runs"][0]["results"]
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert len(places) == 2
    assert all((large.root / place).is_file() for place in places)
    assert sum("/shared/operations" in place for place in places) == 1


def test_the_same_files_are_made_elsewhere_and_in_other_processes(large: Workshop, tmp_path: Path) -> None:
    run(large, DAYS[0])
    others = [tmp_path / "taken-in", tmp_path / "jobs"]
    for other in others:
        shutil.copytree(large.root, other)
    publish(large, specification(MANY - 60, required=(7,)))
    large.on(DAYS[1])
    assert large.driftwatch("snapshot", "--out", str(tmp_path / "parcel"))[0] == 0
    large.driftwatch("run", "--fail-on", "never")
    expected = commit_of(large.root)
    assert len(files_of_owners(large)) < 20
    for other, arguments in zip(others, (("--from", str(tmp_path / "parcel")), ("--jobs", "2")), strict=True):
        large.monkeypatch.chdir(other)
        assert large.driftwatch("run", *arguments, "--fail-on", "never")[0] == 0
        assert commit_of(other) == expected


@pytest.mark.parametrize("where", [("--out", "parcel"), ("--no-commit",)], ids=["out", "work-tree"])
def test_a_snapshot_of_too_many_parts_is_written_nowhere(workshop: Workshop, where: tuple[str, ...]) -> None:
    workshop.monkeypatch.setattr(record, "MOST_PARTS", 20)
    before = workshop.state()
    workshop.on(DAYS[0])
    assert workshop.driftwatch("snapshot", *where)[0] == 3
    assert "operations, schemas, pages and texts, and 20 are the most" in workshop.err
    assert workshop.state() == before
    assert not (workshop.root / "parcel").exists()


def test_a_work_tree_of_two_layouts_is_read_or_refused_in_one_sentence(large: Workshop) -> None:
    run(large, DAYS[0])
    folder = large.root / "snapshots" / "cometapi"
    single = folder / "operations" / "get-v1-area7-things7.jsonl"
    section = next(
        f'{{"owner":{part}' if not part.startswith('{"owner"') else part
        for path in (folder / "shared").rglob("*.jsonl")
        for part in path.read_text().split('\n{"owner":')
        if 'area7/things7"' in part.partition("\n")[0]
    )
    single.parent.mkdir()
    single.write_text(section.rstrip("\n") + "\n")
    assert large.driftwatch("show", "GET /v1/area7/things7")[0] == 0
    single.write_text(single.read_text().replace("integer", "string"))
    code, _ = large.driftwatch("show", "GET /v1/area7/things7")
    assert code != 0
    assert "say different things of GET /v1/area7/things7" in large.err
