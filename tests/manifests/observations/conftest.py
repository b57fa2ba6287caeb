from pathlib import Path

import pytest

from driftwatch.model.stored import CAPTURES, files_of
from tests.manifests.documentation import snapshot, text_of

PARTS = {
    "response": {"fields": {"id": "string"}},
    "errors": {"cases": {"rate-limited": {"status": 429, "retry": "after-header", "evidence": "documented"}}},
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one manifest of one call, and nothing documented yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRIFTWATCH_NOW", "2026-11-26T09:00:00Z")
    (tmp_path / "driftwatch.toml").write_text('[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n')
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "things.yaml").write_bytes(text_of(PARTS))
    return tmp_path


@pytest.fixture
def documented(project: Path) -> Path:
    """The same with a capture of its documentation, which says when to try again."""
    rule = {"fact": "error-rule", "at": "error-rule · 429", "signal": "429", "status": 429, "retry": "yes"}
    for name, content in {**files_of(snapshot(pages=[rule])), CAPTURES: b""}.items():
        path = project / "snapshots" / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return project
