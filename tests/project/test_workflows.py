"""What every workflow that we run or hand out keeps to; linters let some of it pass."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.project.pinned import PINNED

ROOT = Path(__file__).parents[2]
OURS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
HANDED_OUT = sorted((ROOT / "driftwatch").rglob("workflow*.y*ml"))
WORKFLOWS = OURS + HANDED_OUT
TOOLS = Path(sys.executable).parent
LINT = ["-shellcheck", str(TOOLS / "shellcheck"), "-pyflakes", ""]

Workflow = dict[str, object]


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def workflow(path: Path) -> Workflow:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only


def steps(workflow: Workflow) -> list[dict[str, object]]:
    return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


def test_nothing_is_permitted_unless_a_job_asks(workflow: Workflow) -> None:
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())


def test_every_job_ends(workflow: Workflow) -> None:
    assert [] == [name for name, job in workflow["jobs"].items() if "timeout-minutes" not in job]


def test_no_untrusted_event_runs_with_our_secrets(workflow: Workflow) -> None:
    assert set() == set(workflow["on"]) & {"pull_request_target", "workflow_run", "issue_comment"}


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_known_commit(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(?: # (\S+))?", path.read_text(encoding="utf-8"))
    assert [] == [(action, tag) for action, tag in used if not action.startswith("./") and PINNED.get(action) != tag]


def test_no_checkout_leaves_the_token_behind(workflow: Workflow) -> None:
    checkouts = [step for step in steps(workflow) if str(step.get("uses", "")).startswith("actions/checkout@")]
    assert [] == [step for step in checkouts if step.get("with", {}).get("persist-credentials") != "false"]


def test_no_script_is_pasted_together_from_expressions(workflow: Workflow) -> None:
    assert [] == [step["run"] for step in steps(workflow) if "${{" in str(step.get("run", ""))]


def test_there_are_workflows_to_judge() -> None:
    assert "ci.yml" in {path.name for path in OURS}
    assert HANDED_OUT


def test_actionlint_finds_nothing_in_the_workflows(path: Path, tmp_path: Path) -> None:
    written = tmp_path / "workflow.yml"
    written.write_text(path.read_text(encoding="utf-8").replace("@MINUTE@", "23"))
    at = path if path in OURS else written
    done = subprocess.run([TOOLS / "actionlint", *LINT, at], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("mistake", ["runs_on: ubuntu-24.04", "runs-on: ubuntu-24.04\n    timeout: 5"])
def test_actionlint_would_find_a_mistake(mistake: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(f"on: push\njobs:\n  one:\n    {mistake}\n    steps:\n      - run: 'true'\n")
    done = subprocess.run([TOOLS / "actionlint", *LINT, wrong], capture_output=True, text=True, check=False)
    assert done.returncode == 1


def test_shellcheck_finds_nothing_in_the_scripts() -> None:
    scripts = [ROOT / ".ci" / "run", *(ROOT / ".github").rglob("*.sh"), *(ROOT / "scripts").glob("*.sh")]
    done = subprocess.run([TOOLS / "shellcheck", *scripts], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("script", [".ci/run", "scripts/lock.sh", "scripts/smoke.sh"])
def test_every_script_is_executable_and_well_formed(script: str) -> None:
    mode = subprocess.run(["git", "ls-files", "--stage", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert mode.stdout.startswith("100755")
    assert subprocess.run(["bash", "-n", script], cwd=ROOT, check=False).returncode == 0
