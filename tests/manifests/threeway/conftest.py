import json
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.program import run
from driftwatch.model.stored import CAPTURES, files_of
from tests.manifests.documentation import OPERATION, snapshot, text_of

PARTS = {
    "response": {"fields": {"id": "string", "name": "string"}},
    "errors": {"cases": {"rate-limited": {"status": 429, "retry": "after-header", "evidence": "documented"}}},
}
NAMED = {"id": {"type": "string"}, "name": {"type": "string"}}


class Team:
    """A folder with a manifest, a capture of its documentation, and recorded calls."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, capture: Any) -> None:
        self.root = root
        self._monkeypatch = monkeypatch
        self._capture = capture
        self.err = ""

    def on(self, time: str) -> None:
        self._monkeypatch.setenv("DRIFTWATCH_NOW", time)

    def documents(self, properties: dict[str, Any]) -> None:
        schema = {"type": "object", "properties": properties}
        answers = {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}
        rule = {"fact": "error-rule", "at": "error-rule · 429", "signal": "429", "status": 429, "retry": "yes",
                "meaning": "too many calls", "action": "wait and try again"}  # fmt: skip
        captured = snapshot({**OPERATION, "responses": answers}, pages=[rule])
        for name, content in {**files_of(captured), CAPTURES: b""}.items():
            path = self.root / "snapshots" / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def relies(self, parts: dict[str, Any]) -> None:
        (self.root / "contracts").mkdir(exist_ok=True)
        (self.root / "contracts" / "things.yaml").write_bytes(text_of(parts))

    def records(self, *lines: dict[str, Any]) -> int:
        call = {"method": "POST", "url": "https://api.example.com/things", "status": 200}
        (self.root / "calls.ndjson").write_text("\n".join(json.dumps(call | each) for each in lines))
        return self.driftwatch("observe", "import", "calls.ndjson")[0]

    def driftwatch(self, *arguments: str) -> tuple[int, str]:
        self._capture.readouterr()
        code = run(list(arguments))
        out, self.err = self._capture.readouterr()
        return code, out

    def check(self, *arguments: str) -> tuple[int, list[tuple[str, str]]]:
        code, out = self.driftwatch("check", "--format", "json", *arguments)
        return code, [(one["id"], one["level"]) for one in json.loads(out)["findings"]]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Team:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "driftwatch.toml").write_text('[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n')
    made = Team(tmp_path, monkeypatch, capsys)
    made.on("2026-11-24T09:00:00Z")
    made.documents(NAMED)
    made.relies(PARTS)
    return made
