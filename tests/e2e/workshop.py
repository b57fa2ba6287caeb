"""A team's repository that watches the bundled site, driven through the command line."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.program import run
from driftwatch.demo.server import DemoSite


class Workshop:
    """A git repository with a driftwatch.toml, and the site that it watches."""

    def __init__(self, root: Path, site: DemoSite, monkeypatch: pytest.MonkeyPatch, capture: Any) -> None:
        self.root = root
        self.site = site
        self.monkeypatch = monkeypatch
        self._capture = capture
        self.err = ""
        monkeypatch.chdir(root)
        if (root / ".git").exists():
            return
        self.git("init", "--quiet", "--initial-branch=main")
        self.configure()
        self.git("add", "driftwatch.toml")
        self.git("commit", "--quiet", "--message", "Watch the docs")

    def configure(self, extra: str = "") -> None:
        text = f'[sources.cometapi]\nindex = "{self.site.index_url}"\n{extra}'
        (self.root / "driftwatch.toml").write_text(text)

    def configure_index(self, url: str) -> None:
        """Watch another address, and commit that."""
        (self.root / "driftwatch.toml").write_text(f'[sources.cometapi]\nindex = "{url}"\n')
        self.git("commit", "--quiet", "--all", "--message", "Watch another address")

    def on(self, day: str) -> None:
        self.monkeypatch.setenv("DRIFTWATCH_NOW", f"{day}T05:17:00Z")

    def driftwatch(self, *arguments: str) -> tuple[int, str]:
        """Run the command and return (exit code, stdout); stderr is in `err`."""
        self._capture.readouterr()
        code = run(list(arguments))
        out, self.err = self._capture.readouterr()
        return code, out

    def capture(self, version: str, *arguments: str) -> tuple[int, Any]:
        """Publish a version of the site, run the job on that day, and return (exit code, JSON report)."""
        self.site.switch(version)
        self.on(version)
        code, out = self.driftwatch("run", "--format", "json", *arguments)
        return code, json.loads(out) if out else None

    @staticmethod
    def findings(out: str) -> list[dict[str, Any]]:
        """The findings of a report in JSON, quiet ones as well."""
        found: list[dict[str, Any]] = json.loads(out)["findings"]
        return found

    def git(self, *arguments: str) -> str:
        done = subprocess.run(("git", *arguments), cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout

    def status(self) -> str:
        return self.git("status", "--porcelain=v2")

    def state(self) -> dict[str, str]:
        """All that a run that fails must leave alone: HEAD, branches, index, and every file of the work tree."""
        files = {
            path.relative_to(self.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.root).parts
        }
        kept = {
            "HEAD": (self.root / ".git" / "HEAD").read_text(),
            "refs": self.git("for-each-ref"),
            "index": self.git("ls-files", "--stage"),
            "status": self.status(),
        }
        return kept | files

    def file(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def captures(self) -> list[dict[str, Any]]:
        """The lines of captures.jsonl, oldest first."""
        return [json.loads(line) for line in self.file("snapshots/cometapi/captures.jsonl").splitlines()]

    def documents(self) -> dict[str, dict[str, Any]]:
        """The documents of the present snapshot, by place."""
        lines = self.file("snapshots/cometapi/documents.jsonl").splitlines()
        return {line["place"]: line for line in map(json.loads, lines[1:])}

    def unseen(self) -> dict[str, str]:
        """Places of documents that are carried over, with the reason."""
        return {place: each["reason"] for place, each in self.documents().items() if each.get("state") == "unseen"}

    def head(self) -> str:
        return self.git("rev-parse", "HEAD").strip()


class _NoCapture:
    """Stands for capsys, which lives as long as one test only."""

    def readouterr(self) -> tuple[str, str]:
        return "", ""


@contextmanager
def unattended(root: Path, site: DemoSite) -> Iterator[Workshop]:
    """A workshop for what is made once for many tests, which copy it; it says nothing."""
    root.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        yield Workshop(root, site, patch, _NoCapture())
