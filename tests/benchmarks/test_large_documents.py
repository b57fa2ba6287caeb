"""Time and growth of reading, storing and comparing: `make bench`. Figures are for looking at; nothing fails on them.

Growth over 100, 1,000 and 10,000 operations should be linear in what is read, and in what changed beyond that.
"""

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from driftwatch.__main__ import ALLOCATIONS_PER_SWEEP
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import findings_between
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.workflows.resolve import snapshot_of_file
from tests.benchmarks.large_spec import changed, clique, large_spec, ring, union

SIZES = (100, 1_000, 10_000)
CHANGES = 10


@pytest.fixture(autouse=True)
def swept_as_by_the_command() -> Iterator[None]:
    """The command looks for cycles seldom: what is measured here is what it takes."""
    usual = gc.get_threshold()
    gc.set_threshold(ALLOCATIONS_PER_SWEEP)
    yield
    gc.set_threshold(*usual)


@pytest.fixture(scope="module", params=SIZES)
def sides(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp(f"spec{request.param}")
    spec = large_spec(request.param)
    (folder / "old.json").write_text(json.dumps(spec))
    (folder / "new.json").write_text(json.dumps(changed(spec, CHANGES)))
    return folder / "old.json", folder / "new.json"


def diff_files(old: Path, new: Path) -> int:
    one, other = snapshot_of_file(old, "old"), snapshot_of_file(new, "new")
    return len(findings_between(one, other, today="2026-01-01"))


def test_parse_alone_for_comparison(benchmark: Any, sides: tuple[Path, Path]) -> None:
    benchmark.extra_info["bytes"] = sides[0].stat().st_size
    assert benchmark(lambda: [json.loads(path.read_bytes()) for path in sides])


def test_diff_of_two_files(benchmark: Any, sides: tuple[Path, Path]) -> None:
    assert benchmark(diff_files, *sides) == CHANGES


def test_store_a_snapshot(benchmark: Any, sides: tuple[Path, Path]) -> None:
    text = sides[0].read_bytes()

    def store() -> dict[str, bytes]:
        return files_of(snapshot_of_openapi(read_json(text), place="spec", label="spec"))

    files = benchmark.pedantic(store, rounds=3)
    benchmark.extra_info["stored_share"] = round(sum(map(len, files.values())) / len(text), 2)
    assert files


def test_diff_of_two_stored_snapshots(benchmark: Any, sides: tuple[Path, Path]) -> None:
    stored = [files_of(snapshot_of_openapi(read_json(path.read_bytes()), place="spec", label="spec")) for path in sides]

    def diff() -> int:
        one, other = (snapshot_of_files(files, label="side") for files in stored)
        return len(findings_between(one, other, today="2026-01-01"))

    assert benchmark(diff) == CHANGES


INTERWOVEN: dict[str, Callable[[], tuple[Any, Any]]] = {
    "ring-changed": lambda: (ring(3_000), ring(3_000, more=True)),
    "ring-renamed-and-changed": lambda: (ring(3_000), ring(3_000, name="Dto", more=True)),
    "clique-renamed": lambda: (clique(60), clique(60, name="Kind")),
    "clique-renamed-and-changed": lambda: (clique(60), clique(60, name="Kind", more=True)),
}


@pytest.mark.parametrize("specs", INTERWOVEN.values(), ids=INTERWOVEN)
def test_diff_of_schemas_that_all_refer_to_each_other(benchmark: Any, specs: Callable[[], tuple[Any, Any]]) -> None:
    old, new = specs()

    def diff() -> int:
        one, other = (snapshot_of_openapi(spec, place="spec", label="side") for spec in (old, new))
        return len(findings_between(one, other, today="2026-01-01"))

    assert benchmark.pedantic(diff, rounds=3)


@pytest.mark.parametrize("size", [2**20, 2**23], ids=["1-mib", "8-mib"])
def test_diff_of_a_large_union(benchmark: Any, size: int) -> None:
    old, new = union(size), union(size, more=True)

    def diff() -> int:
        one, other = (snapshot_of_openapi(spec, place="spec", label="side") for spec in (old, new))
        return len(findings_between(one, other, today="2026-01-01"))

    assert benchmark.pedantic(diff, rounds=1) == 4  # in the request and in the response
