"""Disks that take no more, and what fails once a commit is made: told as what they are, with the commit there is."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import driftwatch
from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.github import api as github_api
from driftwatch.cli import output
from tests.e2e.workshop import Workshop

PACKAGE = str(Path(driftwatch.__file__).parents[1])
FULL = [errno.ENOSPC, errno.EDQUOT, errno.EROFS]
needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")


def refusing(number: int) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return refuse


def committed(workshop: Workshop) -> str:
    return f"cometapi is committed as {workshop.head()[:10]}"


def drift(workshop: Workshop) -> None:
    workshop.site.switch("2026-05-28")
    workshop.on("2026-05-28")


@pytest.mark.parametrize("number", FULL)
def test_a_scratch_folder_that_takes_nothing_is_not_needed(captured: Workshop, number: int) -> None:
    drift(captured)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "mkdtemp", refusing(number))
        assert captured.driftwatch("run")[0] == 1
    assert captured.git("log", "-1", "--format=%s").startswith("cometapi 2026-05-28: ")


@pytest.mark.parametrize("names", [("unpack-objects", "index-pack"), ("update-ref",)])
def test_a_disk_that_fills_up_under_git_changes_nothing(captured: Workshop, names: tuple[str, ...]) -> None:
    drift(captured)
    before = captured.state()
    attempt = GitCommands.attempt

    def full(self: GitCommands, *arguments: str, **more: Any) -> Any:
        if set(names) & set(arguments):
            return type(attempt(self, "version"))(128, b"", b"fatal: write error: No space left on device")
        return attempt(self, *arguments, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GitCommands, "attempt", full)
        code, out = captured.driftwatch("run")
    assert (code, out) == (3, "")
    assert "error: the disk is full: " in captured.err
    assert captured.state() == before


def driftwatch_with(workshop: Workshop, **streams: Any) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "driftwatch", "run", "--fail-on", "never")
    own = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    environment = {**os.environ, "PYTHONPATH": PACKAGE}
    return subprocess.run(command, cwd=workshop.root, env=environment, text=True, check=False, timeout=120, **own)


@needs_dev_full
def test_a_report_that_stdout_does_not_take_is_told_with_the_commit(captured: Workshop) -> None:
    drift(captured)
    before = captured.head()
    with Path("/dev/full").open("w") as full:
        done = driftwatch_with(captured, stdout=full)
    assert captured.head() != before
    assert done.returncode == 3
    assert f"error: {committed(captured)}, but stdout cannot be written: No space left on device\n" in done.stderr
    assert "`driftwatch diff` tells the last capture again" in done.stderr
    assert captured.status() == ""


@needs_dev_full
def test_a_full_stderr_ends_no_run(captured: Workshop) -> None:
    drift(captured)
    before = captured.head()
    with Path("/dev/full").open("w") as full:
        done = driftwatch_with(captured, stderr=full)
    assert done.returncode == 0
    assert "breaking" in done.stdout
    assert captured.head() != before


@pytest.mark.parametrize("number", [*FULL, errno.EIO])
def test_an_output_file_on_a_full_disk_is_told_with_the_commit(captured: Workshop, number: int) -> None:
    drift(captured)
    before = captured.head()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_text", refusing(number))
        code, out = captured.driftwatch("run", "--output", "report.txt")
    assert (code, out) == (3, "")
    assert captured.head() != before
    says = f"error: {committed(captured)}, but report.txt cannot be written: {os.strerror(number)}\n"
    assert says in captured.err
    assert "nothing was changed" not in captured.err


def test_an_output_file_on_a_full_disk_is_no_wrong_usage_of_a_diff_either(captured: Workshop) -> None:
    captured.driftwatch("run")
    captured.monkeypatch.setattr(Path, "write_text", refusing(errno.ENOSPC))
    assert captured.driftwatch("diff", "--output", "report.txt") == (3, "")
    assert "error: report.txt cannot be written: No space left on device\n" in captured.err


@needs_dev_full
def test_an_output_that_is_a_full_device_is_told_with_the_commit(captured: Workshop) -> None:
    drift(captured)
    assert captured.driftwatch("run", "--output", "/dev/full") == (3, "")
    assert f"error: {committed(captured)}, but /dev/full cannot be written: No space left on device\n" in captured.err


def test_issues_that_cannot_be_published_are_told_with_the_commit(captured: Workshop, unused_port: int) -> None:
    drift(captured)
    captured.monkeypatch.setattr(github_api.time, "sleep", lambda _: None)
    captured.monkeypatch.setenv("GITHUB_TOKEN", "t")
    captured.monkeypatch.setenv("GITHUB_REPOSITORY", "o/r")
    captured.monkeypatch.setenv("GITHUB_API_URL", f"http://127.0.0.1:{unused_port}")
    code, _ = captured.driftwatch("--quiet", "run", "--publish", "--fail-on", "never")
    assert code == 3
    assert f"error: {committed(captured)}, but GET /" in captured.err


def test_a_fault_of_ours_after_the_commit_is_told_with_the_commit(captured: Workshop) -> None:
    drift(captured)
    captured.monkeypatch.setattr(output, "exit_code", lambda *_: list[int]().pop())
    assert captured.driftwatch("run")[0] == 4
    assert "error: internal error: IndexError in " in captured.err
    assert f"; {committed(captured)}\n" in captured.err


def test_an_interrupt_after_the_commit_is_told_with_the_commit(captured: Workshop) -> None:
    drift(captured)

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    captured.monkeypatch.setattr(output, "rendered", interrupt)
    assert captured.driftwatch("run")[0] == 130
    assert captured.err.endswith(f"interrupted; {committed(captured)}\n")


def test_a_work_tree_that_cannot_follow_the_commit_is_told_with_the_commit(captured: Workshop) -> None:
    drift(captured)
    attempt = GitCommands.attempt

    def closing(self: GitCommands, *arguments: str, **more: Any) -> Any:
        answer = attempt(self, *arguments, **more)
        if "update-ref" in arguments:
            captured.monkeypatch.setattr(Path, "replace", refusing(errno.ENOSPC))
        return answer

    captured.monkeypatch.setattr(GitCommands, "attempt", closing)
    assert captured.driftwatch("run") == (3, "")
    assert f"error: the capture is committed as {captured.head()[:12]}, but the work tree lags behind: " in captured.err
    assert "No space left on device" in captured.err
    assert "the next run brings it up to date" in captured.err


def test_an_error_of_one_source_names_no_commit_of_another(captured: Workshop, unused_port: int) -> None:
    captured.configure(f'[sources.zebra]\nindex = "http://127.0.0.1:{unused_port}/llms.txt"\n')
    drift(captured)
    assert captured.driftwatch("run", "--fail-on", "never")[0] == 3
    assert "error: zebra: the index " in captured.err
    assert "is committed as" not in captured.err
