"""Makes a repository with a year of daily captures, the same on every machine."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from driftwatch.adapters.git.repository import GitRepository
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import review
from driftwatch.model.finding import Side
from driftwatch.model.snapshot import CaptureCounts, Snapshot
from driftwatch.rules.policy import Policy
from driftwatch.workflows.record import record_of
from tests.benchmarks.large_spec import large_spec

START = datetime(2025, 10, 1, 5, 17, tzinfo=UTC)
CONFIG = '[sources.large]\nindex = "https://docs.example.com/openapi.json"\n'


def repository_of_a_year(root: Path, *, operations: int = 100, days: int = 365, every: int = 3) -> GitRepository:
    """Make a repository in `root` whose source `large` drifts each `every` days."""
    import subprocess

    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (root / "driftwatch.toml").write_text(CONFIG)
    repository = GitRepository.discover(root)
    stored: dict[str, bytes] = {}
    before: Snapshot | None = None
    for day, snapshot in snapshots(operations, days, every):
        now = START + timedelta(days=day)
        sides = (Side(label="before"), Side(label="now"))
        report = review(before or snapshot, snapshot, source="large", policy=Policy(), sides=sides)
        counts = CaptureCounts(read=1)
        record = record_of(snapshot, stored=stored, counts=counts, report=report, now=now, first=before is None)
        changes = {f"snapshots/large/{path}": content for path, content in record.snapshot_files.items()}
        repository.commit_files(changes, record.message, when=now, allow_empty=True)
        stored = {path: content for path, content in {**stored, **record.snapshot_files}.items() if content is not None}
        before = snapshot
    return repository


def snapshots(operations: int, days: int, every: int) -> Iterator[tuple[int, Snapshot]]:
    """Yield the days with their snapshots; on each `every`-th a request field of one operation changes."""
    import json

    spec: dict[str, Any] = large_spec(operations)
    paths = list(spec["paths"])
    snapshot = None
    for day in range(days):
        if day and day % every == 0:
            spec = _drifted(spec, paths[(day * 7) % operations], day)
            snapshot = None
        if snapshot is None:
            snapshot = snapshot_of_openapi(read_json(json.dumps(spec).encode()), place="spec", label="spec")
        yield day, snapshot


def _drifted(spec: dict[str, Any], path: str, day: int) -> dict[str, Any]:
    post = spec["paths"][path]["post"]
    schema = post["requestBody"]["content"]["application/json"]["schema"]
    field = f"field_{day % 12}"
    if day % 2:
        changed = {**schema, "required": ["name", field]}
    else:
        changed = {
            **schema,
            "properties": {**schema["properties"], f"extra_{day}": {"type": "string", "enum": ["a", "b"]}},
        }
    body = {"required": True, "content": {"application/json": {"schema": changed}}}
    return {**spec, "paths": {**spec["paths"], path: {"post": {**post, "requestBody": body}}}}
