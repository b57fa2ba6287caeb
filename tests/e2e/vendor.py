"""A vendor who publishes docs as a git repository, and a team that watches it."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.program import run


def page(name: str, *fields: str) -> str:
    """Write a page of one call and the fields of its body: `name type required`, each."""
    rows = "".join("| `{}` | {} | {} | words |\n".format(*field.split()) for field in fields)
    table = f"| Field | Type | Required | Description |\n|---|---|---|---|\n{rows}"
    return f"# Create {name}\n\n`POST /v1/{name}`\n\n## Request body\n\n{table}"


class Vendor:
    """A repository of documentation; each edit is one commit of a day."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, when: str = "") -> str:
        dated = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when} if when else {}
        done = subprocess.run(
            ("git", *arguments), cwd=self.root, check=True, capture_output=True, text=True, env={**os.environ, **dated}
        )
        return done.stdout

    def edit(self, when: str, **files: str | None) -> str:
        """Commit pages, by the names of their files below docs/; None for one that goes. Returns the commit."""
        folder = self.root / "docs"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            path = folder / f"{name}.md"
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_text(text)
        self.git("add", "-A")
        moment = when if "T" in when else f"{when}T12:00:00Z"
        self.git("commit", "--quiet", "--allow-empty", "--message", f"Edit of {when}", when=moment)
        return self.git("rev-parse", "HEAD").strip()


class Team:
    """A repository that watches the vendor's, driven through the command line."""

    def __init__(self, root: Path, vendor: Vendor, monkeypatch: pytest.MonkeyPatch, capture: Any) -> None:
        self.root = root
        self._monkeypatch = monkeypatch
        self._capture = capture
        self.err = ""
        root.mkdir()
        monkeypatch.chdir(root)
        self.git("init", "--quiet", "--initial-branch=main")
        (root / "driftwatch.toml").write_text(f'[sources.vendor]\nrepository = "{vendor.root}"\n')
        self.git("add", "driftwatch.toml")
        self.git("commit", "--quiet", "--message", "Watch the docs")

    def git(self, *arguments: str) -> str:
        done = subprocess.run(("git", *arguments), cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout

    def on(self, day: str) -> None:
        self._monkeypatch.setenv("DRIFTWATCH_NOW", f"{day}T05:17:00Z")

    def driftwatch(self, *arguments: str) -> tuple[int, str]:
        """Run the command and return (exit code, stdout); stderr is in `err`."""
        self._capture.readouterr()
        code = run(list(arguments))
        out, self.err = self._capture.readouterr()
        return code, out

    def json(self, *arguments: str) -> Any:
        return json.loads(self.driftwatch(*arguments, "--format", "json")[1])

    def captures(self) -> list[dict[str, Any]]:
        """The lines of captures.jsonl, oldest first."""
        text = (self.root / "snapshots/vendor/captures.jsonl").read_text()
        return [json.loads(line) for line in text.splitlines()]
