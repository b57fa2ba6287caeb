"""The action's steps, executed: what is pushed, said, uploaded and opened, and what happens when things go wrong."""

import base64
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from tests.action.harness import ACTION, ROOT, SECRET, Server, git
from tests.workflows.fake_github import FakeGitHub
from tests.workflows.fake_schedules import WATCH

TRAIL = "snapshots/cometapi/captures.jsonl"


def test_a_run_pushes_its_capture_says_what_drifted_and_hands_its_reports_over(server: Server, site: DemoSite) -> None:
    site.switch(VERSIONS[2])
    job = server.run()
    assert job.failed == "", job.log
    assert server.tip() == git(job.work, "rev-parse", "HEAD")
    assert "Drift in `cometapi`" in job.summary
    assert not {"Keep issues in step", "Propose the captures", "List the sources"} & set(job.ran)
    folder = Path(job.outputs["run"]["folder"])
    assert json.loads((folder / "cometapi.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((folder / "cometapi.json").read_text())["schema"] == "driftwatch.findings/1"
    assert {path.name for path in folder.iterdir()} == {"summary.md", "cometapi.sarif", "cometapi.json"}
    assert job.used["actions/upload-artifact"]["name"] == "driftwatch-reports"
    assert job.used["actions/upload-artifact"]["path"] == str(folder)
    assert "github/codeql-action/upload-sarif" not in job.used


def test_findings_fail_the_job_only_after_all_is_pushed_and_uploaded(server: Server, site: DemoSite) -> None:
    site.switch(VERSIONS[2])
    job = server.run(fail_on="info", sarif="true", source="cometapi")
    assert (job.failed, job.code) == ("Judge", 1)
    assert server.tip() == git(job.work, "rev-parse", "HEAD")
    assert job.used["actions/upload-artifact"]["name"] == "driftwatch-reports-cometapi"
    assert job.used["github/codeql-action/upload-sarif"] == {"sarif_file": job.outputs["run"]["folder"]}


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target", "issue_comment", "workflow_run", ""])
def test_no_key_is_used_on_what_anybody_can_set_off(server: Server, event: str) -> None:
    job = server.run(mode="probe", event=event, credentials=f"THINGS_KEY={SECRET}")
    assert (job.failed, job.code, job.ran) == ("Check the inputs", 2, ["Check the inputs"])
    assert SECRET not in job.log


@pytest.mark.parametrize(
    ("credentials", "says"),
    [
        ("THINGS_KEY", "is not NAME=VALUE"),
        ("things key=x", "is not NAME=VALUE"),
        ("THINGS_KEY=", "the credential THINGS_KEY is empty"),
        ("PATH=/tmp", "PATH is no name for a credential"),
        ("GITHUB_TOKEN=x", "GITHUB_TOKEN is no name for a credential"),
        ("LD_PRELOAD=x", "LD_PRELOAD is no name for a credential"),
    ],
)
def test_a_credential_is_a_name_of_its_own_and_a_value(server: Server, credentials: str, says: str) -> None:
    job = server.run(mode="probe", credentials=f"\n{credentials}\n")
    assert (job.failed, job.code) == ("Call the API", 2)
    assert says in job.log
    assert server.tip() == git(job.work, "rev-parse", "HEAD")


def test_publishing_opens_issues_and_the_token_stands_in_no_log(server: Server, github: FakeGitHub) -> None:
    job = server.run(publish="true", artifact="")
    assert job.failed == "", job.log
    assert github.open_ones()
    assert SECRET not in job.log + job.summary
    assert set(job.used) == {"actions/cache/restore", "actions/cache/save"}


def test_a_fresh_checkout_asks_whether_documents_changed(server: Server, site: DemoSite) -> None:
    """What the job before read is found again, and what it stated as well."""
    server.run()
    before = len(site.requests)
    job = server.run("2026-12-02")
    assert job.failed == "", job.log
    answers = {status for _, path, status in site.requests[before:] if path not in ("/robots.txt", "/llms.txt")}
    assert answers == {304}
    assert "no drift" in job.summary.lower()


def test_without_the_cache_everything_is_read_in_full(server: Server, site: DemoSite) -> None:
    server.run(cache="false")
    before = len(site.requests)
    job = server.run("2026-12-02", cache="false")
    assert job.failed == "", job.log
    assert 304 not in {status for _, _, status in site.requests[before:]}
    assert not {"actions/cache/restore", "actions/cache/save"} & set(job.used)


def test_each_source_has_a_cache_of_its_own(server: Server) -> None:
    job = server.run(source="cometapi")
    assert job.used["actions/cache/restore"]["restore-keys"] == "driftwatch-cometapi-"
    assert job.used["actions/cache/save"]["path"] == ".git/driftwatch/cache"


def test_what_people_answer_in_issues_is_pushed_before_it_is_confirmed(server: Server, github: FakeGitHub) -> None:
    github.permissions = {"ann": "write"}
    assert server.run(publish="true").failed == ""
    number = min(github.issues)
    github.say(number, "/driftwatch accept until 2027-01-31 because ::error::known", author="ann")
    assert server.run("2026-12-02", publish="true", mode="none").failed == ""
    assert (github.issues[number]["state"], len(github.comments[number])) == ("open", 1)
    job = server.run("2026-12-03", publish="true")
    assert job.failed == "", job.log
    assert 'reason = "::error::known"' in server.file("driftwatch.toml")
    assert (github.issues[number]["state"], len(github.comments[number])) == ("closed", 3)
    assert SECRET not in job.log


def test_what_was_pushed_meanwhile_is_rebased_on_and_nothing_is_forced(server: Server) -> None:
    theirs: list[str] = []
    job = server.run(meanwhile={"Keep the captures": lambda: theirs.append(server.push("README.md", "theirs\n"))})
    assert job.failed == "", job.log
    assert git(server.bare, "rev-parse", "main~1") == theirs[0]
    assert server.file("README.md") == "theirs"


def test_captures_that_conflict_are_not_pushed_but_their_reports_are_uploaded(server: Server) -> None:
    theirs: list[str] = []
    text = server.file(TRAIL) + '\n{"of": "another run"}\n'
    job = server.run(meanwhile={"Keep the captures": lambda: theirs.append(server.push(TRAIL, text))})
    assert (job.failed, job.code) == ("Keep the captures", 3)
    assert server.tip() == theirs[0]
    assert not (job.work / ".git" / "rebase-merge").exists()
    assert "actions/upload-artifact" in job.used


def test_a_branch_that_is_protected_is_an_error_that_says_what_to_do(server: Server) -> None:
    hook = server.bare / "hooks" / "update"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    job = server.run()
    assert (job.failed, job.code) == ("Keep the captures", 3)
    assert "use mode: pull-request" in job.log


def test_a_job_that_is_run_again_goes_on_from_what_it_pushed(server: Server) -> None:
    before = server.tip()
    assert server.run().failed == ""
    pushed = server.tip()
    job = server.run("2026-12-02", at=before)
    assert job.failed == "", job.log
    assert git(server.bare, "rev-parse", "main~1") == pushed


def test_jobs_of_a_matrix_push_side_by_side(server: Server, site: DemoSite) -> None:
    server.push("driftwatch.toml", "".join(f'[sources.{name}]\nindex = "{site.index_url}"\n' for name in ("a", "b")))
    other: list[Any] = []
    job = server.run(source="a", meanwhile={"Keep the captures": lambda: other.append(server.run(source="b"))})
    assert [job.failed, other[0].failed] == ["", ""], job.log
    for name in ("a", "b"):
        assert server.file(f"snapshots/{name}/captures.jsonl")
    assert {path.name for path in Path(job.outputs["run"]["folder"]).iterdir()} == {"summary.md", "a.sarif"}


def test_what_is_not_scheduled_is_left_alone_unless_it_is_named(
    server: Server, site: DemoSite, github: FakeGitHub
) -> None:
    site.switch(VERSIONS[2])
    index = f'index = "{site.index_url}"\n'
    server.push("driftwatch.toml", f"[sources.cometapi]\n{index}scheduled = false\n[sources.other]\n{index}")
    before = server.file(TRAIL)
    job = server.run(publish="true")
    assert job.failed == "", job.log
    assert {path.name for path in Path(job.outputs["run"]["folder"]).iterdir()} == {"summary.md", "other.sarif"}
    assert (server.file(TRAIL), github.issues) == (before, {})
    assert server.run(mode="list").outputs["list"] == {"matrix": '{"source":["other"]}'}
    job = server.run(source="cometapi", publish="true")
    assert (Path(job.outputs["run"]["folder"]) / "cometapi.sarif").exists()
    assert server.file(TRAIL) != before
    assert github.open_ones()


def test_a_shallow_checkout_is_deepened(server: Server) -> None:
    job = server.run(mode="none", depth=1)
    assert job.failed == "", job.log
    assert "the checkout is shallow" in job.log
    assert (Path(job.outputs["run"]["folder"]) / "cometapi.json").exists()


def test_mode_none_pushes_nothing(server: Server) -> None:
    before = server.tip()
    assert server.run(mode="none", ref="refs/pull/7/merge").failed == ""
    assert server.tip() == before


def test_mode_list_captures_nothing_and_lists_the_sources(server: Server) -> None:
    job = server.run(mode="list", ref="refs/tags/v1")
    assert job.ran == ["Check the inputs", "Install driftwatch", "List the sources"]
    assert job.outputs["list"] == {"matrix": '{"source":["cometapi"]}'}


@pytest.mark.parametrize(("last", "code"), [("2026-11-29", 0), ("2026-11-20", 1)])
def test_mode_doctor_captures_nothing_and_fails_when_the_schedule_went_silent(
    server: Server, github: FakeGitHub, last: str, code: int
) -> None:
    server.push(".github/workflows/watch.yml", WATCH)
    github.schedules.add("watch.yml", (f"{last}T05:23:00Z", "success"))
    before = server.tip()
    job = server.run("2026-12-01", mode="doctor", publish="true", ref="refs/pull/7/merge", depth=1)
    assert job.ran == ["Check the inputs", "Install driftwatch", "See that captures still come in"]
    assert (job.code, server.tip(), github.writes) == (code, before, [])
    assert f"runs of watch.yml: last success {last}T05:23:00Z" in job.log
    assert SECRET not in job.log


def test_mode_doctor_takes_an_age(server: Server, github: FakeGitHub) -> None:
    server.push(".github/workflows/watch.yml", WATCH)
    github.schedules.add("watch.yml", ("2026-11-20T05:23:00Z", "success"))
    assert server.run("2026-12-01", mode="doctor", max_age="11").failed == ""
    assert server.run("2026-12-01", mode="doctor", max_age="$(id)").code == 2


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"config": "nope.toml"}, "error: nope.toml cannot be read: No such file or directory"),
        ({"source": "nope"}, "error: driftwatch.toml has no source 'nope'"),
    ],
)
def test_what_cannot_be_run_is_said_once(server: Server, inputs: dict[str, str], says: str) -> None:
    job = server.run(publish="true", **inputs)
    assert (job.failed, job.code) == ("Capture and compare", 2)
    assert says in job.log
    assert job.log.count("error: ") == 1
    assert job.outputs["run"]["exit-code"] == "2"


def test_a_configuration_without_sources_is_no_empty_matrix(server: Server) -> None:
    server.push("driftwatch.toml", "")
    job = server.run(mode="list")
    assert (job.failed, job.code) == ("List the sources", 2)


def test_a_site_that_cannot_be_read_pushes_nothing_and_fails_with_3(server: Server) -> None:
    before = server.push("driftwatch.toml", '[sources.cometapi]\nindex = "http://127.0.0.1:9/llms.txt"\n')
    job = server.run()
    assert (job.failed, job.code) == ("Judge", 3)
    assert server.tip() == before


@pytest.mark.parametrize("mode", ["commit", "pull-request"])
@pytest.mark.parametrize("ref", ["refs/tags/v1", "refs/pull/7/merge"])
def test_without_a_branch_captures_have_nowhere_to_go(server: Server, mode: str, ref: str) -> None:
    job = server.run(mode=mode, ref=ref)
    assert (job.ran, job.code) == (["Check the inputs"], 2)
    assert f"'{ref}', which is not a branch" in job.log


@pytest.mark.parametrize("text", ["$(touch owned)", "x; touch owned", "--help"])
@pytest.mark.parametrize("name", ["config", "source", "fail-on", "mode"])
def test_inputs_are_never_executed(server: Server, name: str, text: str) -> None:
    job = server.run(**{name: text})
    assert job.failed
    assert not (job.work / "owned").exists()


def test_the_name_of_a_branch_is_never_executed(server: Server, github: FakeGitHub, site: DemoSite) -> None:
    branch = "a;touch${IFS}owned;$(touch${IFS}owned)&#%2e'\""
    git(server.bare, "branch", branch, "main")
    site.switch(VERSIONS[2])
    job = server.run(branch=branch, mode="pull-request")
    assert job.failed == "", job.log
    (pull,) = github.pulls.open_ones()
    assert (pull["base"], pull["head"]) == (branch, f"driftwatch/captures/{branch}/2026-12-01")
    again = server.run("2026-12-02", branch=branch)
    assert again.failed == "", again.log
    assert not [*job.work.glob("**/owned"), *again.work.glob("**/owned")]


def test_a_summary_that_the_runner_would_drop_is_cut_between_lines(server: Server, tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text(
        "import pathlib, sys\n"
        "lines = ('\u00e9' * 50 + '\\n') * 12000\n"
        "if '--output' in sys.argv:\n"
        "    pathlib.Path(sys.argv[sys.argv.index('--output') + 1]).write_text(lines, 'utf-8')\n"
    )
    server.stub.write_text(server.stub.read_text().replace("-m driftwatch", str(long)))
    job = server.run(mode="none", source="cometapi")
    size = len(job.summary.encode())
    assert 890_000 < size < 1_000_000
    assert set(job.summary.partition("\n\n")[0].splitlines()) == {"é" * 50}
    assert "This is not all" in job.summary


def test_what_the_documentation_says_is_no_command_to_the_runner(server: Server) -> None:
    lines = server.run(mode="none").log.splitlines()
    stopped = next(line for line in lines if line.startswith("::stop-commands::"))
    assert f"::{stopped.removeprefix('::stop-commands::')}::" in lines
    assert len(stopped) == len("::stop-commands::") + 32


def test_the_server_is_shown_one_token_even_where_the_checkout_left_another(tmp_path: Path) -> None:
    shown: list[list[str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.append(self.headers.get_all("Authorization", []))
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        address = f"http://127.0.0.1:{listening.server_port}"
        threading.Thread(target=listening.handle_request, daemon=True).start()
        git(tmp_path, "init", "--quiet", "--initial-branch=main")
        git(tmp_path, "config", f"http.{address}/.extraheader", "AUTHORIZATION: basic left-behind")
        script = f'source "{ROOT}/.github/action/git.sh"; git ls-remote "$remote"'
        environment = {"PATH": os.environ["PATH"], "SERVER": address, "REPOSITORY": "a/b", "TOKEN": SECRET}
        done = subprocess.run(
            ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
    token = base64.b64encode(f"x-access-token:{SECRET}".encode()).decode()
    assert shown == [[f"basic {token}"]]
    assert token in done.stdout.partition("::add-mask::")[2]


def test_what_is_installed_is_held_against_hashes(server: Server) -> None:
    server.run(mode="list")
    calls = server.python_log.read_text().splitlines()
    assert any("--require-hashes" in call and "requirements/runtime.txt" in call for call in calls)
    assert any("--no-deps" in call and call.endswith(str(ROOT)) for call in calls)


def test_every_input_and_output_is_described() -> None:
    described: list[dict[str, Any]] = [*ACTION["inputs"].values(), *ACTION["outputs"].values()]
    assert all(each["description"] for each in described)


def test_the_action_and_the_workflows_satisfy_zizmor() -> None:
    zizmor = str(Path(sys.executable).with_name("zizmor"))
    looked_at = ["action.yml", ".github/workflows"]
    options = ["--offline", "--persona", "pedantic", "--strict-collection"]
    done = subprocess.run([zizmor, *options, *looked_at], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_source_that_is_refused_reaches_its_issue_and_then_fails_the_job(
    server: Server, site: DemoSite, github: FakeGitHub
) -> None:
    def refusals() -> list[str]:
        return [issue["title"] for issue in github.open_ones() if "not captured" in issue["title"]]

    assert server.run(publish="true").failed == ""
    before = server.tip()
    site.answer("/llms.txt", 200, site.answer_to("/llms.txt", None).body[:1200].rpartition(b"\n")[0])
    for day in ("2026-12-02", "2026-12-03"):
        job = server.run(day, publish="true")
        assert (job.failed, job.code, job.outputs["run"]["exit-code"]) == ("Judge", 3, "3"), job.log
        assert refusals() == ["Documentation of cometapi is not captured any longer"]
        assert server.tip() == before
    site.switch(VERSIONS[1])
    assert server.run("2026-12-04", publish="true").failed == ""
    assert refusals() == []
