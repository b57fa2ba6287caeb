"""What every workflow that we run or hand out keeps to; linters let some of it pass."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from driftwatch.cli.program import run
from driftwatch.workflows.workflow_origins import doubts
from tests.project.pinned import PINNED

ROOT = Path(__file__).parents[2]
OURS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
DRIFTWATCH = "acme/driftwatch@2ae1e2a5b8d2f8d5ad7d9e0c6a0b3f9d8c7e6f51"
MONITORS = ("init", "--with", "monitoring", "--uses", DRIFTWATCH, "--allow-production", "api.example.com")
PRESET = ("--preset", "cometapi")
HANDED_OUT = {
    "watches.yml": (("init", *PRESET, "--uses", DRIFTWATCH),),
    "placeholder.yml": (("init", *PRESET),),
    "monitors.yml": (("init", *PRESET), MONITORS),
}
"""What `driftwatch init` writes, and how it is called for that; the last file counts."""
MANIFEST = """\
driftwatch: 1
contract: POST /things
base_url: https://api.example.com
environment: production
docs: https://docs.example.com/things
accessed: 2026-11-01
auth: Bearer $THINGS_KEY
request: [name]
response: [id]
owner: things-team
"""
WORKFLOWS = [path.name for path in OURS] + list(HANDED_OUT)
TOOLS = Path(sys.executable).parent
LINT = ["-shellcheck", str(TOOLS / "shellcheck"), "-pyflakes", ""]

Workflow = dict[str, object]


@pytest.fixture(params=WORKFLOWS)
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param not in HANDED_OUT:
        return ROOT / ".github" / "workflows" / request.param
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "things.yaml").write_text(MANIFEST)
    for command in HANDED_OUT[request.param]:
        assert run(list(command)) == 0
    name = "driftwatch-monitoring.yml" if request.param == "monitors.yml" else "driftwatch.yml"
    return tmp_path / ".github" / "workflows" / name


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


def unknown_actions(text: str) -> list[tuple[str, str]]:
    used = re.findall(r"uses: (\S+)(?: # (\S+))?", text)
    return [(action, tag) for action, tag in used if not action.startswith("./") and PINNED.get(action) != tag]


def test_every_action_is_pinned_to_a_known_commit(path: Path) -> None:
    ours = [(DRIFTWATCH, "")] if DRIFTWATCH in path.read_text(encoding="utf-8") else []
    assert ours == unknown_actions(path.read_text(encoding="utf-8"))


def test_the_action_uses_only_known_commits() -> None:
    assert [] == unknown_actions((ROOT / "action.yml").read_text(encoding="utf-8"))


def test_no_job_may_do_more_than_it_needs(path: Path, workflow: Workflow) -> None:
    allowed = {"contents": {"read", "write"}, "issues": {"write"}}
    if path.name == "release.yml":
        allowed |= {"attestations": {"write"}, "id-token": {"write"}, "packages": {"write"}}
    for job in workflow["jobs"].values():
        assert [] == [each for each in job["permissions"].items() if each[1] not in allowed.get(each[0], set())]


def test_what_only_says_something_is_permitted_nothing(path: Path, workflow: Workflow) -> None:
    writes = {name for name, job in workflow["jobs"].items() if "write" in job["permissions"].values()}
    watches = {name for name, job in workflow["jobs"].items() if any("uses" in step for step in job["steps"])}
    assert writes <= watches


def test_nothing_is_installed_by_a_name(path: Path) -> None:
    assert [] == [doubt for doubt in doubts(path.read_text(encoding="utf-8")) if "placeholder" not in doubt.says]


def test_two_runs_that_write_are_never_at_once(workflow: Workflow) -> None:
    writing = [job for job in workflow["jobs"].values() if "write" in job["permissions"].values()]
    assert not writing or workflow["concurrency"]["cancel-in-progress"] == "false"


def test_no_checkout_leaves_the_token_behind(workflow: Workflow) -> None:
    checkouts = [step for step in steps(workflow) if str(step.get("uses", "")).startswith("actions/checkout@")]
    assert [] == [step for step in checkouts if step.get("with", {}).get("persist-credentials") != "false"]


def test_no_script_is_pasted_together_from_expressions(workflow: Workflow) -> None:
    assert [] == [step["run"] for step in steps(workflow) if "${{" in str(step.get("run", ""))]


def test_there_are_workflows_to_judge() -> None:
    assert "ci.yml" in {path.name for path in OURS}
    scaffold = {path.name for path in (ROOT / "driftwatch").rglob("*.y*ml") if "demo" not in path.parts}
    assert scaffold == {"workflow.yml", "workflow-placeholder.yml", "workflow-monitoring.yml"}


def test_a_job_with_a_secret_has_it_from_an_environment_and_runs_on_a_schedule_alone(workflow: Workflow) -> None:
    with_secrets = [job for job in workflow["jobs"].values() if "secrets." in str(job)]
    assert all(job.get("environment") for job in with_secrets)
    assert not with_secrets or set(workflow["on"]) <= {"schedule", "workflow_dispatch"}
    assert all("github.event.repository.fork" in str(job.get("if")) for job in with_secrets)


def test_a_release_is_built_once_and_only_from_a_tag_of_a_version() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    assert workflow["on"] == {"push": {"tags": ["v[0-9]+.[0-9]+.[0-9]+"]}}
    built = [name for name, job in workflow["jobs"].items() if ".ci/run" in str(job["steps"])]
    assert built == ["build"]
    others = {name: job for name, job in workflow["jobs"].items() if name != "build"}
    assert all("build" in job["needs"] and "actions/download-artifact@" in str(job) for job in others.values())
    assert "attest" in others["index"]["needs"]
    assert {"attest", "image"} <= set(others["release"]["needs"])


def test_actionlint_finds_nothing_in_the_workflows(path: Path) -> None:
    done = subprocess.run([TOOLS / "actionlint", *LINT, path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_zizmor_finds_nothing_in_the_workflows(path: Path) -> None:
    options = ["--offline", "--persona", "pedantic", "--strict-collection"]
    done = subprocess.run([TOOLS / "zizmor", *options, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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
