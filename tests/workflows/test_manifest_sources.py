"""Each manifest is held against the source that it was read from, also where several share a host."""

from pathlib import Path

import pytest

from driftwatch.adapters.workspace import Workspace
from driftwatch.cli.talk import QuietTalk
from driftwatch.errors import UsageError
from driftwatch.model.finding import Report, Side
from driftwatch.model.manifest import Manifest
from driftwatch.wiring import App
from driftwatch.workflows.manifest_sources import by_source, read_elsewhere
from driftwatch.workflows.manifests import joined, read_manifests

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
    "another version in a folder": (
        'documents = ["https://docs.acme.example/v1.3"]',
        'documents = ["https://docs.acme.example/v1.2"]',
    ),
    "pages published elsewhere": (
        'repository = "https://forge.example/acme/guides.git"\npublished = "https://docs.acme.example/guides/"',
        'repository = "https://forge.example/acme/docs.git"\npublished = "https://docs.acme.example/v2/"',
    ),
}
PAGES = {
    "another port": "http://127.0.0.1:8702/v2/orders",
    "another version in a folder": "https://docs.acme.example/v1.2/orders",
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


@pytest.mark.parametrize("page", ["docs", "docs/", "docs.html"])
def test_a_page_above_several_sources_is_no_nearer_to_the_deeper_one(tmp_path: Path, page: str) -> None:
    found = manifest(tmp_path, f"https://acme.example/{page}")
    indexes = {"near": "docs/llms.txt", "deep": "docs/v2/ref/llms.txt"}
    there = workspace(tmp_path, {name: f'index = "https://acme.example/{at}"' for name, at in indexes.items()})
    assert by_source(there, [found]) == {"near": (found,)}
    operations = tmp_path / "snapshots/deep/operations"
    operations.mkdir(parents=True)
    (operations / "post-v1-orders.jsonl").write_text('{"owner":"operation","name":"POST /v1/orders"}\n', "utf-8")
    assert by_source(there, [found]) == {"deep": (found,)}, "both fit alike: the operation decides"


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


@pytest.mark.parametrize(
    ("page", "is_lost"),
    [
        ("https://elsewhere.example/orders", True),
        ("https://docs.one.example.evil.example/orders", True),
        ("https://docs.two.example/blog/orders", True),
        ("https://docs.one.example/orders", False),
        ("https://docs.two.example/api/orders", False),
        ("https://help.three.example/orders", False),
    ],
)
def test_a_manifest_of_whose_pages_no_source_watches_any_is_said_to_be_so(
    tmp_path: Path, page: str, *, is_lost: bool
) -> None:
    found = manifest(tmp_path, page)
    there = workspace(
        tmp_path,
        {
            "one": 'index = "https://docs.one.example/llms.txt"',
            "two": 'index = "https://docs.two.example/llms.txt"\nexclude = ["/blog/*"]',
            "three": 'repository = "https://forge.example/three.git"\npublished = "https://help.three.example/"',
        },
    )
    assert read_elsewhere(there, [found]) == ((found,) if is_lost else ())
    alone = workspace(tmp_path, {"one": 'index = "https://docs.one.example/llms.txt"'})
    assert read_elsewhere(alone, [found]) == ()


def test_a_source_that_is_named_means_its_own_manifests(tmp_path: Path) -> None:
    (tmp_path / "contracts").mkdir()
    for name, page in (("one", "https://docs.one.example/a"), ("two", "https://docs.two.example/b")):
        contract = MANIFEST.format(page=page).replace("/v1/orders", f"/v1/{name}")
        (tmp_path / "contracts" / f"{name}.yaml").write_text(contract, encoding="utf-8")
    sources = {name: f'index = "https://docs.{name}.example/llms.txt"' for name in ("one", "two", "three")}
    workspace(tmp_path, sources)
    policies = App(talk=QuietTalk(), start=tmp_path).policies
    contracts = {"one": ["POST /v1/one"], "two": ["POST /v1/two"], None: ["POST /v1/one", "POST /v1/two"]}
    for source, known in contracts.items():
        assert [each.contract for each in policies.manifests_at((), source=source).manifests] == known
    named = (str(tmp_path / "contracts/one.yaml"),)
    assert [each.contract for each in policies.manifests_at(named, source="two").manifests] == ["POST /v1/one"]
    with pytest.raises(UsageError, match="no manifest in contracts/ was read from source three"):
        policies.manifests_at((), source="three")
    (tmp_path / "contracts/three.yaml").write_text("driftwatch: 1\n", encoding="utf-8")
    policies = App(talk=QuietTalk(), start=tmp_path).policies
    assert [each.file for each in policies.manifests_at((), source="three").errors][:1] == ["contracts/three.yaml"]


def test_one_report_of_several_sources_names_what_they_are_held_against_once() -> None:
    old, new = Side(label="the manifests"), Side(label="the newest snapshot")
    reports = [Report(source=name, old=old, new=new, findings=()) for name in "ab"]
    assert joined(reports).new.label == "the newest snapshot"
    assert joined(reports).source == "a, b"
