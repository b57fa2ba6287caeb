"""The captures of the bundled site that this repository holds are those that the program makes today.

They go stale when the site, the format, the rules or the manifest change; `make example` makes them anew.
"""

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from driftwatch.cli.program import run
from driftwatch.config.reading import parse_config
from driftwatch.demo.build import VERSIONS
from driftwatch.demo.show import contract

ROOT = Path(__file__).parents[2]
STALE = "run `make example` on a commit that holds all else, and merge what it commits as it is"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("driftwatch_example_script", ROOT / "scripts" / "example.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def script() -> ModuleType:
    return loaded()


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scratch repository in which the site was captured once more, on the same commit where the clone has it."""
    there = tmp_path_factory.mktemp("example") / "repository"
    loaded().replay(ROOT, there)
    return there


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def told(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Ask a command about the example, in JSON."""
    config = ["--config", str(folder / "driftwatch.toml")]
    capsys.readouterr()
    code = run([*arguments, *config, "--source", "example", "--format", "json"])
    out, err = capsys.readouterr()
    assert code in (0, 1), err
    return json.loads(out)


def test_the_captures_here_are_what_the_program_makes_today(script: ModuleType, replayed: Path) -> None:
    assert script.files_of(ROOT), STALE
    assert script.differences(ROOT, replayed) == [], STALE


def test_the_captures_here_are_the_commits_that_the_program_makes_today(script: ModuleType, replayed: Path) -> None:
    if git(ROOT, "rev-parse", "--is-shallow-repository") == "true" and script.start(ROOT) is None:
        pytest.skip(
            "the clone is shallow and lacks the commits of the captures; their files were compared all the same"
        )
    assert script.captures(ROOT) == script.captures(replayed), STALE
    days = git(replayed, "log", "--max-count=3", "--format=%ad %cd", "--date=short").splitlines()
    assert days == [f"{version} {version}" for version in reversed(VERSIONS)]


def test_history_and_blame_tell_of_the_captures(replayed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    captures = told(replayed, capsys, "history")
    assert [(capture["date"], capture["first"]) for capture in captures] == [
        (VERSIONS[2], False), (VERSIONS[1], False), (VERSIONS[0], True),
    ]  # fmt: skip
    blamed = told(replayed, capsys, "blame", "POST /v1/videos", "model")
    assert {fact["since"] for each in blamed for fact in each["facts"]} == {VERSIONS[0], VERSIONS[2]}


def test_the_reports_name_whom_the_drift_hurts(replayed: Path) -> None:
    report = (replayed / "reports" / VERSIONS[2] / "example" / "post-v1-images-edits.md").read_text("utf-8")
    assert "**breaking**" in report
    assert "Affects `photo-team/POST /v1/images/edits`" in report
    assert "`contracts/example/image-edits.yaml:11`" in report
    assert "line 14 `identifier dall-e-2`" in report


def test_what_the_readme_shows_is_what_comes_out(replayed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, shown = (ROOT / "README.md").read_text("utf-8").partition("## What comes out\n")
    command, _, rest = shown.strip().removeprefix("`driftwatch ").partition("`, in a clone")
    lines = rest.partition("```text\n")[2].partition("```")[0].splitlines()
    capsys.readouterr()
    assert run([*command.split(), "--config", str(replayed / "driftwatch.toml")]) == 1
    # Commits are others in each clone that captures the site anew.
    printed = re.sub(r"\([0-9a-f]{10}\)", "()", capsys.readouterr().out).splitlines()
    assert [line for line in lines if line != "..." and re.sub(r"\([0-9a-f]{10}\)", "()", line) not in printed] == []


def test_every_document_is_of_the_bundled_site(script: ModuleType, replayed: Path) -> None:
    _, *lines = (replayed / "snapshots" / "example" / "documents.jsonl").read_text("utf-8").splitlines()
    assert lines
    assert all(json.loads(line)["url"].startswith(f"{script.ORIGIN}/") for line in lines)


def test_the_example_is_not_scheduled_and_leads_nowhere(script: ModuleType) -> None:
    config = parse_config((ROOT / "driftwatch.toml").read_text("utf-8"))
    assert config.scheduled == ("cometapi",)
    assert config.sources["example"].index == f"{script.ORIGIN}/llms.txt"


def test_the_manifest_of_the_example_is_that_of_the_demo(script: ModuleType) -> None:
    assert (ROOT / "contracts" / "example" / "image-edits.yaml").read_text("utf-8") == contract(script.ORIGIN)


@pytest.fixture
def team(tmp_path: Path, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another repository that has this one's configuration and manifests; the site has one version there."""
    monkeypatch.setattr(script, "VERSIONS", VERSIONS[:1])
    root = tmp_path / "team"
    git(tmp_path, "init", "--quiet", "team")
    (root / "contracts").mkdir()
    (root / "contracts" / "one.yaml").write_text(contract(script.ORIGIN))
    (root / "driftwatch.toml").write_bytes((ROOT / "driftwatch.toml").read_bytes())
    (root / "reports" / "2026-01-01" / "cometapi").mkdir(parents=True)
    (root / "reports" / "2026-01-01" / "cometapi" / "summary.md").write_text("theirs\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Begin")
    return root


def test_only_what_is_stale_is_captured_anew_and_a_new_history_begins(
    team: Path, script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.refresh(team)
    first = git(team, "rev-parse", "HEAD")
    assert git(team, "show", "--no-patch", "--format=%s", "HEAD~1") == "Begin"
    assert not script.refresh(team)
    assert git(team, "rev-parse", "HEAD") == first
    before = script.files_of(team)
    assert "reports/example.md" in before
    monkeypatch.setattr(script, "VERSIONS", VERSIONS[1:2])
    assert script.refresh(team)
    removal = git(team, "show", "--name-status", "--format=", "HEAD~1").splitlines()
    assert dict(reversed(line.split("\t")) for line in removal) == dict.fromkeys(before, "D")
    assert git(team, "rev-parse", "HEAD~2") == first
    days = [line for line in (team / "reports" / "example.md").read_text("utf-8").splitlines() if line[:3] == "## "]
    assert days == [f"## {VERSIONS[1]}"]
    assert [one["commit"] for one in told(team, capsys, "history", "--all")] == [git(team, "rev-parse", "HEAD")]
    assert git(team, "status", "--porcelain") == ""


def test_without_their_commits_captures_are_compared_but_for_the_names_of_those(
    replayed: Path, script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "VERSIONS", VERSIONS[:2])
    shallow, again = tmp_path / "shallow", tmp_path / "again"
    git(replayed, "branch", "two", "HEAD~1")
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=two", f"file://{replayed}", "shallow")
    shutil.copy(replayed / "driftwatch.toml", shallow)
    shutil.copytree(replayed / "contracts", shallow / "contracts", dirs_exist_ok=True)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "another")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "another@driftwatch.invalid")
    script.replay(shallow, again)
    assert script.start(shallow) is None
    assert script.differences(shallow, again) == []
    assert script.files_of(shallow) != script.files_of(again)
