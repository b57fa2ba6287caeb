"""docs/action.md is true: its workflows are sound, and its first five minutes are walked through."""

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from driftwatch.demo.server import DemoSite
from driftwatch.workflows.workflow_origins import doubts
from tests.action.harness import ACTION, ROOT, Server
from tests.project.pinned import PINNED
from tests.workflows.fake_github import FakeGitHub

PAGE = (ROOT / "docs" / "action.md").read_text(encoding="utf-8")
BLOCKS = [
    (kind, textwrap.dedent(text))
    for _, kind, text in re.findall(r"^( *)```(\w+)\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
]
WORKFLOWS = [text for kind, text in BLOCKS if kind == "yaml" and text.startswith("name:")]
STEPS = next(text for kind, text in BLOCKS if kind == "yaml" and text.startswith("- id: app"))
TOOLS = Path(sys.executable).parent
OURS = "OWNER/REPO@" + "0" * 40


def loaded(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - strings only


def whole_workflows() -> list[str]:
    """The workflows of the page, and the one with the steps of a GitHub App put in."""
    head = WORKFLOWS[1][: WORKFLOWS[1].index(f"      - uses: {OURS}")]
    return [*WORKFLOWS, head + textwrap.indent(STEPS, " " * 6)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository that holds the action itself, so that calls of it are held against its inputs and outputs."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    shutil.copy(ROOT / "action.yml", tmp_path)
    return tmp_path


def test_the_page_has_workflows_for_each_mode() -> None:
    modes = {step.get("with", {}).get("mode", "commit") for text in whole_workflows() for step in steps(text)}
    assert modes == {"commit", "pull-request", "list", "doctor", "comment"}


@pytest.mark.parametrize(
    "text", whole_workflows(), ids=["commit", "pull-request", "matrix", "comment", "doctor", "app"]
)
def test_actionlint_finds_nothing(text: str, project: Path) -> None:
    file = project / ".github" / "workflows" / "drift.yml"
    file.write_text(text.replace(OURS, "./"))
    lint = [TOOLS / "actionlint", "-shellcheck", TOOLS / "shellcheck", "-pyflakes", "", file]
    done = subprocess.run(lint, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    file.write_text(text.replace(OURS, "./").replace("mode:", "mood:").replace("publish:", "pubish:"))
    assert subprocess.run(lint, cwd=project, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize(
    "text", whole_workflows(), ids=["commit", "pull-request", "matrix", "comment", "doctor", "app"]
)
def test_zizmor_finds_nothing_severe(text: str, project: Path) -> None:
    file = project / ".github" / "workflows" / "drift.yml"
    file.write_text(text.replace(OURS, f"OWNER/REPO@{'1' * 40}"))
    done = subprocess.run(
        [TOOLS / "zizmor", "--offline", "--persona", "regular", "--strict-collection", file],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def steps(text: str) -> list[dict[str, Any]]:
    return [step for job in loaded(text)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize(
    "text", whole_workflows(), ids=["commit", "pull-request", "matrix", "comment", "doctor", "app"]
)
def test_they_are_pinned_permitted_little_and_end(text: str) -> None:
    used = re.findall(r"uses: (\S+)(?: # (\S+))?", text)
    assert [] == [pair for pair in used if pair[0] != OURS and PINNED.get(pair[0]) != pair[1]]
    assert {doubt.says for doubt in doubts(text)} == {f"uses {OURS}, where no commit was filled in"}
    workflow = loaded(text)
    assert workflow["permissions"] == {}
    assert all({"permissions", "timeout-minutes"} <= job.keys() for job in workflow["jobs"].values())


def test_every_input_and_output_stands_on_the_page_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+?) \|", PAGE, re.MULTILINE))
    shown = {name: str(each["default"]) for name, each in ACTION["inputs"].items()}
    words = {"source": "all", "python": "`python3`", "token": "the job's"}
    words |= dict.fromkeys(("shard", "shards", "credentials", "allow-production", "notify"), "none")
    assert {name: words.get(name, f"`{default}`") for name, default in shown.items()} == {
        name: rows[name] for name in shown
    }
    assert ACTION["outputs"].keys() <= rows.keys()


def test_the_first_five_minutes_lead_to_an_issue_and_its_end(
    server: Server, github: FakeGitHub, site: DemoSite
) -> None:
    toml = next(text for kind, text in BLOCKS if kind == "toml")
    manifest = next(text for kind, text in BLOCKS if kind == "yaml" and text.startswith("driftwatch: 1"))
    inputs = next(step["with"] for step in steps(WORKFLOWS[0]) if step["uses"] == OURS)
    site.switch("2026-03-15")
    server.empty({"driftwatch.toml": toml.replace("https://apidoc.cometapi.com", site.origin)})
    assert server.run("2026-11-24", **inputs).failed == ""
    assert github.open_ones() == []
    server.push("contracts/chat.yaml", manifest.replace("https://apidoc.cometapi.com", site.origin))
    assert server.run("2026-11-25", **inputs).failed == ""
    (issue,) = github.open_ones()
    assert "`tone_of_the_answer`" in issue["body"]
    server.push("contracts/chat.yaml", server.file("contracts/chat.yaml").replace(", tone_of_the_answer", "") + "\n")
    assert server.run("2026-11-26", **inputs).failed == ""
    assert github.open_ones() == []
