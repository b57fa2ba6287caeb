"""Repositories that are not as usual: missing, unborn, detached, dirty, closed, damaged, in use."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import driftwatch
from driftwatch.adapters.lock import run_lock
from tests.e2e.workshop import Workshop

PACKAGE = str(Path(driftwatch.__file__).parents[1])
NOW = dt.datetime(2026, 3, 16, 5, 17, tzinfo=dt.UTC)
CREATE_VIDEO = "snapshots/cometapi/operations/post-v1-embeddings.jsonl"
TRAIL = "snapshots/cometapi/captures.jsonl"


def test_a_first_capture_says_that_it_is_the_baseline(workshop: Workshop) -> None:
    workshop.on("2026-03-15")
    code, out = workshop.driftwatch("run", "--format", "json")
    assert code == 0
    assert json.loads(out)["old"]["label"] == "nothing"
    assert "cometapi: first capture, committed " in workshop.err
    assert workshop.git("log", "-1", "--format=%s").startswith("cometapi 2026-03-15: first capture, ")


def test_without_a_repository_a_run_says_how_to_make_one(captured: Workshop) -> None:
    shutil.rmtree(captured.root / ".git")
    files = sorted(captured.root.rglob("*"))
    code, out = captured.driftwatch("run", "--format", "json")
    assert (code, out) == (3, "")
    assert f"error: {captured.root} is not in a git repository\n" in captured.err
    assert "hint: run `git init`" in captured.err
    assert sorted(captured.root.rglob("*")) == files


def test_without_a_repository_two_files_can_be_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, captured: Workshop
) -> None:
    old = {
        "openapi": "3.1.0",
        "info": {},
        "paths": {"/a": {"get": {"responses": {}}}, "/b": {"get": {"responses": {}}}},
    }
    new = {**old, "paths": {"/a": old["paths"]["/a"]}}  # type: ignore[index]
    monkeypatch.chdir(tmp_path)
    for name, value in (("old.json", old), ("new.json", new)):
        Path(name).write_text(json.dumps(value))
    code, out = captured.driftwatch("diff", "old.json", "new.json", "--format", "json")
    assert code == 1
    assert [each["operations"] for each in captured.findings(out)] == [["GET /b"]]


def test_without_a_repository_a_snapshot_can_be_written_to_a_folder(captured: Workshop) -> None:
    committed = captured.root / "snapshots" / "cometapi" / "documents.jsonl"
    shutil.rmtree(captured.root / ".git")
    code, _ = captured.driftwatch("snapshot", "--out", "today")
    assert (code, captured.file("today/documents.jsonl")) == (0, committed.read_text())


def test_without_a_configuration_a_run_says_how_to_get_one(captured: Workshop) -> None:
    (captured.root / "driftwatch.toml").unlink()
    code, _ = captured.driftwatch("run")
    assert code == 2
    assert "error: there is no driftwatch.toml here or above\n  hint: run `driftwatch init`\n" in captured.err


def test_without_a_git_identity_the_job_commits_under_its_own_name(captured: Workshop) -> None:
    captured.monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    code, _ = captured.driftwatch("run")
    assert code == 0
    assert captured.git("log", "-1", "--format=%an <%ae> %cn") == "driftwatch <driftwatch@localhost> driftwatch\n"
    assert "git has no user.name and user.email: committing as driftwatch <driftwatch@localhost>" in captured.err


def test_what_others_staged_and_left_lying_stays_byte_for_byte(captured: Workshop) -> None:
    (captured.root / "staged.txt").write_text("mine, staged\n")
    (captured.root / "both.txt").write_text("staged\n")
    captured.git("add", "staged.txt", "both.txt")
    (captured.root / "both.txt").write_text("and edited since\n")
    (captured.root / "untracked.txt").write_text("mine\n")
    (captured.root / "driftwatch.toml").write_text(captured.file("driftwatch.toml") + "# a note\n")
    (captured.root / "snapshots" / "README.md").write_text("mine as well\n")
    before = captured.status()
    captured.site.answer("/errors/error-codes-handling.md", 404)
    code, _ = captured.driftwatch("run", "--fail-on", "never")
    assert (code, captured.status()) == (0, before)
    assert captured.file("both.txt") == "and edited since\n"
    touched = captured.git("show", "--name-only", "--format=").split()
    assert {path.split("/")[0] for path in touched} == {"snapshots", "reports"}
    assert "snapshots/README.md" not in touched


def test_a_second_run_at_the_same_time_is_told_to_wait(captured: Workshop) -> None:
    before = captured.state()
    with run_lock(captured.root / ".git", "cometapi", now=NOW):
        code, out = captured.driftwatch("run", "--format", "json")
    assert (code, out) == (3, "")
    assert "error: another driftwatch run" in captured.err
    assert f"process {os.getpid()}" in captured.err
    assert captured.state() == before
    assert captured.driftwatch("run")[0] == 0


def test_a_detached_head_takes_the_commit(captured: Workshop) -> None:
    captured.git("checkout", "--quiet", "--detach")
    before = captured.head()
    assert captured.driftwatch("run")[0] == 0
    assert captured.git("rev-parse", "HEAD~1").strip() == before == captured.git("rev-parse", "main").strip()


def test_a_branch_without_any_commit_takes_the_first_one(workshop: Workshop) -> None:
    shutil.rmtree(workshop.root / ".git")
    workshop.git("init", "--quiet", "--initial-branch=main")
    workshop.on("2026-03-15")
    assert workshop.driftwatch("run")[0] == 0
    assert workshop.git("log", "--format=%s").startswith("cometapi 2026-03-15: first capture")
    assert workshop.status() == "? driftwatch.toml\n"


def test_in_the_middle_of_a_merge_nothing_is_changed(captured: Workshop) -> None:
    (captured.root / ".git" / "MERGE_HEAD").write_text(captured.head() + "\n")
    before = captured.state()
    code, _ = captured.driftwatch("run")
    assert code == 3
    assert "a merge is in progress" in captured.err
    assert "git merge --abort" in captured.err
    assert captured.state() == before


def test_a_repository_that_cannot_be_written_is_named(captured: Workshop) -> None:
    lock = captured.root / ".git" / "driftwatch" / "cometapi.lock"
    lock.unlink()
    lock.mkdir()
    before = captured.state()
    code, _ = captured.driftwatch("run")
    assert code == 3
    assert f"error: the lock file {lock} cannot be made: Is a directory\n" in captured.err
    assert "hint: check that the .git folder can be written\n" in captured.err
    assert captured.state() == before


def commit_damage(workshop: Workshop, path: str, content: bytes) -> dict[str, str]:
    (workshop.root / path).write_bytes(content)
    workshop.git("commit", "--quiet", "--all", "--message", "Edit by hand")
    return workshop.state()


@pytest.mark.parametrize(
    "damage",
    [b"<<<<<<< HEAD\n", b"", b'{"owner":"operation"', b'{"owner":"operation","name":"A"}\n{"fact":"Nonsense"}\n'],
    ids=["conflict", "empty", "cut", "unknown-fact"],
)
def test_a_snapshot_that_was_damaged_by_hand_is_named_with_the_remedy(captured: Workshop, damage: bytes) -> None:
    before = commit_damage(captured, CREATE_VIDEO, damage)
    for command in (("run",), ("diff", "HEAD", "HEAD~1"), ("diff", "HEAD~1")):
        code, out = captured.driftwatch(*command)
        assert (code, out) == (2, "")
        assert f"error: {CREATE_VIDEO} " in captured.err
        assert f"`git log -- {CREATE_VIDEO}`" in captured.err
    assert captured.state() == before


def test_a_damaged_file_of_the_work_tree_alone_does_not_keep_a_run_from_going_on(captured: Workshop) -> None:
    assert captured.driftwatch("manifest", "init", "POST /v1/embeddings", "--output", "contracts/e.yaml")[0] == 0
    (captured.root / CREATE_VIDEO).write_bytes(b"scribble\n")
    code, _ = captured.driftwatch("run")
    assert code == 0
    code, out = captured.driftwatch("diff", "HEAD")
    assert (code, out) == (2, "")
    assert f"error: {CREATE_VIDEO} " in captured.err


@pytest.mark.parametrize("line", [b'{"at":"2026-03-1', b"<<<<<<< HEAD\n", b"{}\n"], ids=["cut", "conflict", "empty"])
def test_a_broken_line_of_the_trail_is_named_with_the_remedy(captured: Workshop, line: bytes) -> None:
    before = commit_damage(captured, TRAIL, (captured.root / TRAIL).read_bytes() + line)
    for command in (("run",), ("history",), ("diff",)):
        code, out = captured.driftwatch(*command)
        assert (code, out) == (2, "")
        assert f"error: {TRAIL}:2 is not of a driftwatch snapshot: " in captured.err
        assert f"`git log -- {TRAIL}`" in captured.err
    assert captured.state() == before


def test_a_snapshot_without_its_list_of_documents_is_named_with_the_remedy(captured: Workshop) -> None:
    captured.git("rm", "--quiet", "snapshots/cometapi/documents.jsonl")
    captured.git("commit", "--quiet", "--message", "Remove by hand")
    before = captured.state()
    code, _ = captured.driftwatch("run")
    assert code == 2
    assert "error: snapshots/cometapi/documents.jsonl is missing\n  hint: restore it from" in captured.err
    assert captured.driftwatch("snapshot", "--no-commit")[0] == 2
    assert "error: snapshots/cometapi/documents.jsonl is missing\n  hint: restore it from" in captured.err
    assert captured.state() == before


def test_who_removes_the_snapshot_starts_anew(captured: Workshop) -> None:
    captured.git("rm", "-r", "--quiet", "snapshots")
    captured.git("commit", "--quiet", "--message", "Start anew")
    assert captured.driftwatch("run")[0] == 0
    assert "cometapi: first capture, committed " in captured.err
    captured.on("2026-03-17")
    assert captured.driftwatch("run")[0] == 0
    assert captured.driftwatch("diff")[0] == 0
    code, out = captured.driftwatch("history", "--all")
    assert (code, len(out.splitlines())) == (0, 2)


def test_a_snapshot_of_a_newer_format_asks_for_a_newer_driftwatch(captured: Workshop) -> None:
    first, _, rest = captured.file(CREATE_VIDEO).partition("\n")
    newer = json.dumps({**json.loads(first), "format": 99}, separators=(",", ":"))
    before = commit_damage(captured, CREATE_VIDEO, f"{newer}\n{rest}".encode())
    code, _ = captured.driftwatch("run")
    assert code == 2
    assert "has snapshot format 99" in captured.err
    assert captured.state() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sources.cometapi\n", "driftwatch.toml:1:18: (top): not TOML: Expected ']' at the end of a"),
        ('[sources.cometapi]\nindx = "https://a.example"\n', "toml:2:1: sources.cometapi: unknown key 'indx'; did"),
        ("[sources.cometapi]\nindex = 3\n", "driftwatch.toml:2:1: sources.cometapi.index: 3 is not text"),
        ("[sources.cometapi]\n", "toml:1:10: sources.cometapi: it has none of `index`, `documents` and `repository`"),
        ("", "driftwatch.toml names no source"),
        ('snapshots = "../elsewhere"\n[sources.cometapi]\nindex = "http://127.0.0.1:1/llms.txt"\n', "lies outside the"),
        ('snapshots = "."\n[sources.a]\nindex = "http://127.0.0.1:1/llms.txt"\n', "snapshots: '.' is no folder"),
    ],
    ids=["syntax", "unknown-key", "type", "no-index", "no-source", "outside", "everything"],
)  # fmt: skip
def test_a_configuration_that_cannot_be_used_is_wrong_usage(captured: Workshop, text: str, said: str) -> None:
    (captured.root / "driftwatch.toml").write_text(text)
    before = captured.state()
    code, out = captured.driftwatch("run")
    assert (code, out) == (2, "")
    assert said in captured.err
    assert captured.state() == before


def test_all_that_is_wrong_with_a_configuration_is_told_in_one_go(captured: Workshop) -> None:
    (captured.root / "driftwatch.toml").write_text('[sources.a]\nindex = "x"\n[rules]\nendpoint-added = "none"\n')
    assert captured.driftwatch("run") == (2, "")
    assert "error: driftwatch.toml:2:1: sources.a.index: 'x' is not an http or https URL (write" in captured.err
    assert "\n  | driftwatch.toml:4:1: rules.endpoint-added: 'none' is not one of breaking, info" in captured.err


def test_a_configuration_in_the_folder_of_workflows_writes_nothing_there(captured: Workshop) -> None:
    captured.git("rm", "--quiet", "driftwatch.toml")
    (captured.root / ".github").mkdir()
    (captured.root / ".github" / "driftwatch.toml").write_text('[sources.a]\nindex = "http://127.0.0.1:1/llms.txt"\n')
    before = captured.state()
    code, _ = captured.driftwatch("run", "--config", ".github/driftwatch.toml")
    assert code == 2
    assert ".github/snapshots/a lies in .github\n  hint: change the paths in driftwatch.toml" in captured.err
    assert captured.state() == before


def test_a_source_that_is_not_configured_is_wrong_usage(captured: Workshop) -> None:
    before = captured.state()
    code, _ = captured.driftwatch("run", "--source", "cometap")
    assert code == 2
    assert "driftwatch.toml has no source 'cometap'; did you mean 'cometapi'?\n  hint: known: cometapi" in captured.err
    assert captured.state() == before


def test_one_source_that_fails_does_not_keep_the_others_from_running(captured: Workshop, unused_port: int) -> None:
    captured.configure(f'[sources.another]\nindex = "http://127.0.0.1:{unused_port}/llms.txt"\n')
    code, _ = captured.driftwatch("run")
    assert code == 3
    assert "error: another: the index " in captured.err
    assert "cometapi: committed " in captured.err


def test_a_user_who_may_not_write_the_repository_is_told_so(captured: Workshop) -> None:
    before = captured.state()
    with read_only(captured.root):
        done = run_without_powers(captured)
    assert (done.returncode, done.stdout) == (3, "")
    assert "cannot be " in done.stderr
    assert "Permission denied" in done.stderr
    assert "hint: check " in done.stderr
    assert captured.state() == before


@pytest.mark.parametrize("closed", ["contracts", "contracts/team"])
def test_a_folder_of_manifests_that_is_closed_is_told_and_the_capture_goes_on(captured: Workshop, closed: str) -> None:
    (captured.root / "contracts" / "team").mkdir(parents=True)
    captured.site.switch("2026-05-28")
    folder = captured.root / closed
    with of_mode(folder, 0):
        done = run_without_powers(captured)
    assert f"manifest left out: {closed}:1:1: (top): {folder} cannot be read: Permission denied\n" in done.stderr
    assert "cometapi: committed " in done.stderr


def test_a_folder_that_names_its_manifests_and_does_not_open_them_is_told_and_the_capture_goes_on(
    captured: Workshop,
) -> None:
    folder = captured.root / "contracts" / "team"
    folder.mkdir(parents=True)
    (folder / "ours.yaml").write_text("owner: team\n")
    captured.site.switch("2026-05-28")
    with of_mode(folder, 0o444):
        done = run_without_powers(captured)
    assert "manifest left out: contracts/team/ours.yaml:1:1: (top): " in done.stderr
    assert "Permission denied" in done.stderr
    assert "cometapi: committed " in done.stderr


@pytest.mark.parametrize("target", ["nowhere", "contracts"])
def test_a_folder_of_manifests_that_leads_nowhere_is_told_and_the_capture_goes_on(
    captured: Workshop, target: str
) -> None:
    (captured.root / "contracts").symlink_to(target)
    captured.site.switch("2026-05-28")
    captured.on("2026-05-28")
    assert captured.driftwatch("run")[0] == 1
    assert "manifest left out: contracts:1:1: (top): a link that leads nowhere\n" in captured.err
    assert captured.git("log", "-1", "--format=%s").startswith("cometapi ")


def test_streams_that_are_closed_end_nothing(captured: Workshop) -> None:
    command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-m", "driftwatch", "run"]
    environment = {**os.environ, "PYTHONPATH": PACKAGE}
    captured.site.switch("2026-05-28")
    captured.on("2026-05-28")
    assert subprocess.run(command, cwd=captured.root, env=environment, check=False).returncode == 1
    assert captured.git("log", "-1", "--format=%s").startswith("cometapi ")
    assert captured.git("status", "--porcelain") == ""


@contextmanager
def read_only(root: Path) -> Iterator[None]:
    """Take every right to write away."""
    paths = [root, *root.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(modes[path] & ~0o222)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(modes[path])


@contextmanager
def of_mode(folder: Path, mode: int) -> Iterator[None]:
    """Give a folder other rights for a while."""
    folder.chmod(mode)
    try:
        yield
    finally:
        folder.chmod(0o755)


def run_without_powers(captured: Workshop) -> subprocess.CompletedProcess[str]:
    """Run `driftwatch run` as somebody who may do no more than the files say, whoever runs the tests."""
    command = [*powerless(), sys.executable, "-m", "driftwatch", "run"]
    environment = {**os.environ, "PYTHONPATH": PACKAGE}
    return subprocess.run(command, cwd=captured.root, env=environment, capture_output=True, text=True, check=False)


def powerless() -> list[str]:
    """What to put in front of a command so that even root's cannot write what may not be written."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everything, and there is no setpriv to change that")
    return ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]
