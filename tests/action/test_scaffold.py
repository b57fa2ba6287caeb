"""The workflow that `driftwatch init` writes: its scripts, executed on a real remote."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.action.harness import ROOT, SECRET, Server, git
from tests.publish.fake_github import FakeGitHub

TEXT = (ROOT / "driftwatch/cli/scaffold/workflow.yml").read_text(encoding="utf-8")
STEPS = {step["name"]: step for step in yaml.safe_load(TEXT)["jobs"]["drift"]["steps"]}
TRAIL = "snapshots/cometapi/captures.jsonl"


@pytest.fixture
def step(server: Server, tmp_path: Path) -> Any:
    work = server.checkout("work")
    program = tmp_path / "bin" / "driftwatch"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m driftwatch "$@"\n')
    program.chmod(0o755)
    known = {
        "github.token": SECRET, "github.ref": "refs/heads/main", "github.repository": server.repository,
        "github.server_url": f"file://{tmp_path / 'server'}",
    }  # fmt: skip

    def run(name: str, **named: str) -> subprocess.CompletedProcess[str]:
        values = {f"${{{{ {key} }}}}": value for key, value in (known | named).items()}
        environment = {
            "PATH": f"{program.parent}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path), "HOME": str(tmp_path),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "DRIFTWATCH_NOW": "2026-12-01T05:17:00Z",
            **server.environment, **{key: values[value] for key, value in STEPS[name].get("env", {}).items()},
        }  # fmt: skip
        script = ["bash", "--noprofile", "--norc", "-e", "-c", STEPS[name]["run"]]
        return subprocess.run(script, cwd=work, env=environment, capture_output=True, text=True, check=False)

    return run


def test_it_captures_pushes_and_keeps_issues_in_step(
    step: Any, server: Server, github: FakeGitHub, tmp_path: Path
) -> None:
    before = server.tip()
    assert step("Run").returncode == 0
    assert "Drift in `cometapi`" in (tmp_path / "summary.md").read_text()
    theirs = server.push("README.md", "theirs\n")
    assert step("Push").returncode == 0
    assert git(server.bare, "rev-parse", "main~1") == theirs
    assert git(server.bare, "rev-parse", "main~2") == before
    assert step("Keep issues in step").returncode == 0
    assert github.open_ones()


def test_captures_that_conflict_are_not_pushed(step: Any, server: Server) -> None:
    step("Run")
    theirs = server.push(TRAIL, server.file(TRAIL) + '\n{"of": "another run"}\n')
    done = step("Push")
    assert (done.returncode, server.tip()) == (3, theirs)
    assert SECRET not in done.stdout + done.stderr


def test_a_tag_is_no_place_for_captures(step: Any, server: Server) -> None:
    assert step("Push", **{"github.ref": "refs/tags/v1"}).returncode == 2
    assert server.branches() == ["main"]
