"""Each manifest is held against the source that it was read from, also where several share a host."""

from pathlib import Path

import pytest

from driftwatch.adapters.workspace import Workspace
from driftwatch.model.manifest import Manifest
from driftwatch.workflows.manifest_sources import by_source
from driftwatch.workflows.manifests import read_manifests

MANIFEST = """\
driftwatch: 1
contract: POST /v1/orders
base_url: https://api.acme.example
environment: production
docs: {page}
accessed: 2026-11-24
auth: Bearer $ACME_KEY
request: [sku]
response: [id]
owner: shop
"""


def manifest(folder: Path, page: str) -> Manifest:
    file = folder / "orders.yaml"
    file.write_text(MANIFEST.format(page=page), encoding="utf-8")
    (found,) = read_manifests([file], root=folder, today="2026-11-24").manifests
    return found


def workspace(folder: Path, sources: dict[str, str]) -> Workspace:
    tables = "\n".join(f"[sources.{name}]\n{keys}" for name, keys in sources.items())
    (folder / "driftwatch.toml").write_text(tables, encoding="utf-8")
    return Workspace(folder)


CASES = {
    "another host": ('index = "https://docs.other.example/llms.txt"', 'index = "https://docs.acme.example/llms.txt"'),
    "another port": ('index = "http://127.0.0.1:8701/llms.txt"', 'index = "http://127.0.0.1:8702/llms.txt"'),
    "another folder": (
        'index = "https://docs.acme.example/v1/llms.txt"',
        'index = "https://docs.acme.example/v2/llms.txt"',
    ),
    "other paths": (
        'index = "https://docs.acme.example/llms.txt"\ninclude = ["/guides/*"]',
        'index = "https://docs.acme.example/llms.txt"\nexclude = ["/guides/*"]',
    ),
    "another document": (
        'documents = ["https://docs.acme.example/v2/users.json"]',
        'documents = ["https://docs.acme.example/v2/orders.json"]',
    ),
    "another repository of a forge": (
        'repository = "https://forge.example/acme/guides.git"',
        'repository = "https://forge.example/acme/docs.git"',
    ),
    "pages published elsewhere": (
        'repository = "https://forge.example/acme/guides.git"\npublished = "https://docs.acme.example/guides/"',
        'repository = "https://forge.example/acme/docs.git"\npublished = "https://docs.acme.example/v2/"',
    ),
}
PAGES = {
    "another port": "http://127.0.0.1:8702/v2/orders",
    "another repository of a forge": "https://forge.example/acme/docs/blob/HEAD/v2/orders.md",
}


@pytest.mark.parametrize("other", CASES)
def test_a_manifest_belongs_to_the_source_that_its_page_is_nearest_to(tmp_path: Path, other: str) -> None:
    theirs, mine = CASES[other]
    found = manifest(tmp_path, PAGES.get(other, "https://docs.acme.example/v2/orders"))
    for keys in ({"theirs": theirs, "mine": mine}, {"mine": mine, "theirs": theirs}):
        assert by_source(workspace(tmp_path, keys), [found]) == {"mine": (found,)}


def test_of_sources_that_fit_alike_the_one_that_documents_the_operation_is_taken(tmp_path: Path) -> None:
    found = manifest(tmp_path, "https://docs.acme.example/orders")
    one = {name: f'index = "https://docs.acme.example/{name}.txt"' for name in ("first", "second", "third")}
    there = workspace(tmp_path, one)
    assert by_source(there, [found]) == {"first": (found,)}, "nothing was captured yet"
    operations = tmp_path / "snapshots/second/operations"
    operations.mkdir(parents=True)
    (operations / "post-v1-orders.jsonl").write_text('{"owner":"operation","name":"POST /v1/orders"}\n', "utf-8")
    assert by_source(there, [found]) == {"second": (found,)}


def test_an_operation_is_found_in_a_file_that_several_share(tmp_path: Path) -> None:
    found = manifest(tmp_path, "https://docs.acme.example/orders")
    there = workspace(tmp_path, {name: f'index = "https://docs.acme.example/{name}.txt"' for name in ("one", "two")})
    shared = tmp_path / "snapshots/two/shared/operations"
    shared.mkdir(parents=True)
    lines = ('{"owner":"operation","name":"GET /v1/users"}\n', '{"owner":"operation","name":"POST /v1/orders"}\n')
    (shared / "v1.jsonl").write_text("".join(lines), "utf-8")
    assert by_source(there, [found]) == {"two": (found,)}


def test_a_damaged_snapshot_decides_nothing(tmp_path: Path) -> None:
    found = manifest(tmp_path, "https://docs.acme.example/orders")
    there = workspace(tmp_path, {name: f'index = "https://docs.acme.example/{name}.txt"' for name in ("one", "two")})
    operations = tmp_path / "snapshots/two/operations"
    operations.mkdir(parents=True)
    (operations / "post-v1-orders.jsonl").write_bytes(b"{\xff\n")
    assert by_source(there, [found]) == {"one": (found,)}


def test_a_manifest_whose_pages_no_source_watches_is_the_first_ones(tmp_path: Path) -> None:
    found = manifest(tmp_path, "https://elsewhere.example/orders")
    there = workspace(tmp_path, {name: f'index = "https://docs.{name}.example/llms.txt"' for name in ("one", "two")})
    assert by_source(there, [found]) == {"one": (found,)}
