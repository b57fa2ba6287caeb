"""A folder with manifests of what the fake gateway serves, and the gateway."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakegate import KEY, SECOND, FakeGate
from tests.probe.contracts import CHAT, CHAT_MINIMAL, CHAT_PRODUCTION, IMAGES, UPLOADS


@pytest.fixture
def gate() -> Iterator[FakeGate]:
    with FakeGate() as one:
        yield one


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with three contracts; nothing is documented."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRIFTWATCH_NOW", "2026-11-26T09:00:00Z")
    monkeypatch.setenv("FAKE_KEY", KEY)
    monkeypatch.setenv("FAKE_ORG", SECOND)
    (tmp_path / "driftwatch.toml").write_text('[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n')
    for name, text in (("chat", CHAT), ("images", IMAGES), ("uploads", UPLOADS)):
        path = tmp_path / "contracts" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    fixtures = tmp_path / "fixtures"
    fixtures.mkdir()
    (fixtures / "chat.min.json").write_text(json.dumps(CHAT_MINIMAL))
    (fixtures / "chat.prod.json").write_text(json.dumps(CHAT_PRODUCTION))
    (fixtures / "images.json").write_text('{"prompt": "a cat", "n": 4}')
    (fixtures / "upload.json").write_text('{"file": "@fixtures/cat.png"}')
    (fixtures / "cat.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path
