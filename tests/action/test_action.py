"""The action's steps, executed: what is pushed, said and opened, and what happens when things go wrong."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from driftwatch.demo.build import VERSIONS
from tests.action.harness import ACTION, ROOT, Job, python_stub
from tests.e2e.workshop import Workshop
from tests.publish.fake_github import REPOSITORY, FakeGitHub

TOKEN = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one
Use = Callable[..., Job]


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def remote(drifted: Workshop, tmp_path: Path) -> Path:
    bare = tmp_path / "server" / REPOSITORY
    git(tmp_path, "clone", "--quiet", "--bare", str(drifted.root), str(bare))
    return bare


@pytest.fixture
def use(drifted: Workshop, remote: Path, tmp_path: Path, api: str) -> Use:
    stub, _ = python_stub(tmp_path)

    def job(day: str = "2026-12-01", **inputs: str) -> Job:
        return Job(
            work=drifted.root,
            temporary=tmp_path / f"runner-{day}",
            inputs={"python": str(stub), **{key.replace("_", "-"): value for key, value in inputs.items()}},
            github={
                "action_path": str(ROOT), "token": TOKEN, "ref_name": "main", "repository": REPOSITORY,
                "server_url": f"file://{tmp_path / 'server'}",
            },
            environment={
                "DRIFTWATCH_NOW": f"{day}T05:17:00Z", "GITHUB_API_URL": api, "GITHUB_REPOSITORY": REPOSITORY,
            },
        ).run()  # fmt: skip

    return job


def test_a_run_pushes_its_capture_and_says_what_drifted(use: Use, drifted: Workshop, remote: Path) -> None:
    drifted.site.switch(VERSIONS[2])
    job = use()
    assert job.failed == "", job.log
    assert git(remote, "rev-parse", "main") == drifted.head()
    assert "Drift in `cometapi`" in job.summary
    assert "Keep issues in step" not in job.ran


def test_reports_for_machines_are_written(use: Use) -> None:
    folder = Path(use().outputs["run"]["folder"])
    assert json.loads((folder / "cometapi.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((folder / "cometapi.json").read_text())["schema"] == "driftwatch.findings/1"
    assert {path.name for path in folder.iterdir()} == {"summary.md", "cometapi.sarif", "cometapi.json"}


def test_publishing_opens_issues_and_the_token_stands_in_no_log(use: Use, github: FakeGitHub) -> None:
    job = use(publish="true")
    assert job.failed == "", job.log
    assert github.open_ones()
    assert TOKEN not in job.log + job.summary


def test_findings_fail_the_job_only_after_the_capture_is_pushed(use: Use, drifted: Workshop, remote: Path) -> None:
    drifted.site.switch(VERSIONS[2])
    job = use(fail_on="info")
    assert (job.failed, job.code) == ("Judge", 1)
    assert git(remote, "rev-parse", "main") == drifted.head()


def test_a_push_that_is_rejected_is_rebased_and_not_forced(
    use: Use, drifted: Workshop, remote: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(remote), str(other))
    (other / "README.md").write_text("theirs\n")
    git(other, "add", "README.md")
    git(other, "commit", "--quiet", "--message", "Theirs")
    git(other, "push", "--quiet", "origin", "HEAD:main")
    theirs = git(other, "rev-parse", "HEAD")
    job = use()
    assert job.failed == "", job.log
    assert git(remote, "rev-parse", "main~1") == theirs
    assert git(remote, "show", "main:README.md") == "theirs"


def test_captures_that_conflict_are_not_pushed(use: Use, drifted: Workshop, remote: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(remote), str(other))
    trail = other / "snapshots/cometapi/captures.jsonl"
    trail.write_text(trail.read_text() + '{"of": "another run"}\n')
    git(other, "commit", "--quiet", "--all", "--message", "Theirs")
    git(other, "push", "--quiet", "origin", "HEAD:main")
    theirs = git(remote, "rev-parse", "main")
    job = use()
    assert (job.failed, job.code) == ("Keep the captures", 3)
    assert git(remote, "rev-parse", "main") == theirs
    assert not (drifted.root / ".git" / "rebase-merge").exists()


def test_mode_none_pushes_nothing(use: Use, remote: Path) -> None:
    before = git(remote, "rev-parse", "main")
    assert use(mode="none").failed == ""
    assert git(remote, "rev-parse", "main") == before


def test_a_site_that_cannot_be_read_pushes_nothing_and_fails_with_3(use: Use, drifted: Workshop, remote: Path) -> None:
    before = git(remote, "rev-parse", "main")
    (drifted.root / "driftwatch.toml").write_text('[sources.cometapi]\nindex = "http://127.0.0.1:9/llms.txt"\n')
    job = use()
    assert (job.failed, job.code) == ("Judge", 3)
    assert git(remote, "rev-parse", "main") == before


@pytest.mark.parametrize("text", ["$(touch owned)", "x; touch owned", "--help"])
@pytest.mark.parametrize("name", ["config", "source", "fail-on", "mode"])
def test_inputs_are_never_executed(use: Use, drifted: Workshop, name: str, text: str) -> None:
    job = use(**{name: text})
    assert job.failed
    assert not (drifted.root / "owned").exists()


def test_what_is_installed_is_held_against_hashes(use: Use, tmp_path: Path) -> None:
    use(mode="none")
    calls = (tmp_path / "python.log").read_text().splitlines()
    assert any("--require-hashes" in call and "requirements/runtime.txt" in call for call in calls)
    assert any("--no-deps" in call and call.endswith(str(ROOT)) for call in calls)


def test_every_input_and_output_is_described() -> None:
    described: list[dict[str, Any]] = [*ACTION["inputs"].values(), *ACTION["outputs"].values()]
    assert all(each["description"] for each in described)


def test_the_action_and_the_workflows_satisfy_zizmor() -> None:
    zizmor = str(Path(sys.executable).with_name("zizmor"))
    looked_at = ["action.yml", ".github/workflows", "driftwatch/cli/scaffold/workflow.yml"]
    options = ["--offline", "--persona", "pedantic", "--strict-collection"]
    done = subprocess.run([zizmor, *options, *looked_at], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
