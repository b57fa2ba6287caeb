"""The workflow that `driftwatch init` writes: the action as it calls it, executed on a real remote."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from driftwatch.cli.program import run
from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from tests.action.harness import SECRET, Server, git
from tests.workflows.fake_github import FakeGitHub

USES = "acme/driftwatch@2ae1e2a5b8d2f8d5ad7d9e0c6a0b3f9d8c7e6f51"
TRAIL = "snapshots/cometapi/captures.jsonl"


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The job of the workflow, as it is written into an empty folder."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run(["init", "--preset", "cometapi", "--uses", USES]) == 0
    workflow = yaml.safe_load((folder / ".github" / "workflows" / "driftwatch.yml").read_text())
    written: dict[str, Any] = workflow["jobs"]["drift"]
    return written


@pytest.fixture
def inputs(job: dict[str, Any]) -> dict[str, str]:
    given: dict[str, str] = next(step["with"] for step in job["steps"] if step["uses"] == USES)
    return given


def test_it_captures_pushes_and_keeps_issues_in_step(
    inputs: dict[str, str], server: Server, site: DemoSite, github: FakeGitHub
) -> None:
    site.switch(VERSIONS[2])
    before = server.tip()
    done = server.run(**inputs)
    assert done.failed == "", done.log
    assert "Drift in `cometapi`" in done.summary
    assert git(server.bare, "rev-parse", "main~1") == before
    assert github.open_ones()
    assert SECRET not in done.log


def test_captures_that_conflict_are_not_pushed(inputs: dict[str, str], server: Server) -> None:
    theirs: list[str] = []
    text = server.file(TRAIL) + '\n{"of": "another run"}\n'
    done = server.run(meanwhile={"Keep the captures": lambda: theirs.append(server.push(TRAIL, text))}, **inputs)
    assert (done.failed, done.code, server.tip()) == ("Keep the captures", 3, theirs[0])
    assert SECRET not in done.log


def test_a_tag_is_no_place_for_captures(inputs: dict[str, str], server: Server) -> None:
    done = server.run(ref="refs/tags/v1", **inputs)
    assert (done.failed, done.code) == ("Check the inputs", 2)
    assert server.branches() == ["main"]


def test_it_permits_what_its_inputs_need_and_no_more(job: dict[str, Any], inputs: dict[str, str]) -> None:
    assert inputs == {"publish": "true"}
    assert job["permissions"] == {"contents": "write", "issues": "write"}
