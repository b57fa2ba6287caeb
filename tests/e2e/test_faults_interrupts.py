"""Runs that are cut off: a signal or a kill leaves the old state or the new one, and the next run starts clean."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import driftwatch
from driftwatch.adapters.files import read_tree
from driftwatch.model.stored import digest_of
from tests.e2e.workshop import Workshop

PACKAGE = str(Path(driftwatch.__file__).parents[1])
SIGNALLED = str(Path(__file__).with_name("signalled_run.py"))
HELD = "/errors/error-codes-handling.md"
LONGEST = 60


@contextmanager
def a_run_in_the_middle_of_reading(workshop: Workshop) -> Iterator[tuple[subprocess.Popen[str], threading.Event]]:
    """A run of its own process that waits for an answer of the site, which comes once the event is set."""
    asked, go_on = threading.Event(), threading.Event()
    usual = workshop.site.answer_to

    def answer_to(path: str, validator: str | None) -> object:
        if path == HELD and not go_on.is_set():
            asked.set()
            go_on.wait(LONGEST)
        return usual(path, validator)

    workshop.monkeypatch.setattr(workshop.site, "answer_to", answer_to)
    process = subprocess.Popen(
        (sys.executable, "-m", "driftwatch", "run"),
        cwd=workshop.root, env={**os.environ, "PYTHONPATH": PACKAGE},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert asked.wait(LONGEST)
        yield process, go_on
    finally:
        go_on.set()
        process.kill()
        process.communicate()


def signalled(workshop: Workshop, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, SIGNALLED, *arguments, "run", "--fail-on", "never"),
        cwd=workshop.root, env={**os.environ, "PYTHONPATH": PACKAGE},
        capture_output=True, text=True, check=False, start_new_session=True, timeout=LONGEST,
    )  # fmt: skip


def is_whole(workshop: Workshop) -> bool:
    """Whether the snapshot is committed, is what its line says, and nothing else is left."""
    stored = read_tree(workshop.root / "snapshots" / "cometapi")
    notes = list((workshop.root / ".git" / "driftwatch").glob("pending-*"))
    leftovers = list(workshop.root.rglob(".driftwatch-*"))
    line = workshop.captures()[-1]
    return (workshop.status(), line["digest"], notes, leftovers) == ("", digest_of(stored), [], [])


def test_an_interrupt_while_reading_changes_nothing(captured: Workshop) -> None:
    before = captured.state()
    with a_run_in_the_middle_of_reading(captured) as (running, _):
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=LONGEST)
    assert (running.returncode, out) == (130, "")
    assert err.endswith("interrupted; nothing was changed\n")
    assert "Traceback" not in err
    assert captured.state() == before
    assert captured.driftwatch("run")[0] == 0


def test_a_kill_while_reading_changes_nothing_and_leaves_no_lock(captured: Workshop) -> None:
    before = captured.state()
    with a_run_in_the_middle_of_reading(captured) as (running, _):
        running.kill()
        running.communicate(timeout=LONGEST)
    assert captured.state() == before
    assert captured.driftwatch("run")[0] == 0
    assert is_whole(captured)


def test_a_run_beside_another_run_changes_nothing_and_the_first_goes_on(captured: Workshop) -> None:
    before = captured.state()
    with a_run_in_the_middle_of_reading(captured) as (running, go_on):
        code, out = captured.driftwatch("run")
        assert (code, out) == (3, "")
        assert f"error: another driftwatch run (process {running.pid}, since 2026-03-16T05:17:00Z)" in captured.err
        assert captured.state() == before
        go_on.set()
        running.communicate(timeout=LONGEST)
    assert running.returncode == 0
    assert is_whole(captured)


@pytest.mark.parametrize(
    ("where", "number", "committed"),
    [
        ("unpack-objects", "1", False),
        ("update-ref", "1", False),
        ("file", "1", True),
        ("file", "7", True),
        ("update-index", "1", True),
    ],
)
def test_after_a_kill_in_the_commit_the_next_run_heals(
    captured: Workshop, where: str, number: str, *, committed: bool
) -> None:
    before = captured.state()
    captured.site.switch("2026-05-28")
    captured.on("2026-05-28")
    done = signalled(captured, "SIGKILL", where, number)
    assert done.returncode == -signal.SIGKILL
    assert (captured.head() != before["HEAD"], len(captured.git("log", "--format=%h").split())) == (
        True,
        3 if committed else 2,
    )
    captured.on("2026-05-29")
    code, _ = captured.driftwatch("run", "--fail-on", "never")
    assert code == 0
    assert is_whole(captured)
    assert ("finished what an interrupted run left" in captured.err) is committed


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupt_in_the_commit_lets_it_end_and_says_so(captured: Workshop, name: str) -> None:
    captured.site.switch("2026-05-28")
    captured.on("2026-05-28")
    done = signalled(captured, name, "update-ref", "1")
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.endswith(f"interrupted; cometapi is committed as {captured.head()[:10]}\n")
    assert is_whole(captured)


def test_an_interrupt_before_the_commit_changes_nothing(captured: Workshop) -> None:
    before = captured.state()
    done = signalled(captured, "SIGINT", "log", "1")
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.endswith("interrupted; nothing was changed\n")
    assert captured.state() == before
