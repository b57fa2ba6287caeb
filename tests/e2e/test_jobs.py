"""Sources side by side: the same bytes as one after the other, whatever ends a process, and output in order."""

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.many_sources import ManySites, Watch, descendants, is_python

pytestmark = pytest.mark.slow
WORKER = "spawn_main"


@pytest.fixture
def sites() -> Iterator[ManySites]:
    with ManySites() as running:
        yield running


def test_side_by_side_commits_what_one_after_the_other_does_in_the_same_order_of_output(
    sites: ManySites, tmp_path: Path
) -> None:
    one, other = Watch(tmp_path / "one", sites, 4), Watch(tmp_path / "other", sites, 4)
    for day, edited in (("2026-03-15", {}), ("2026-03-16", {"s0001": "style", "s0003": "size"})):
        sites.edited = edited
        code, out, _ = one.driftwatch("run", "--format", "markdown", day=day)
        assert other.driftwatch("run", "--jobs", "3", "--format", "markdown", day=day)[:2] == (code, out)
        assert other.git("rev-parse", "HEAD") == one.git("rev-parse", "HEAD")
        assert all(f"`{name}`" in out for name in edited)
    assert other.git("status", "--porcelain") == ""


def test_progress_tells_of_each_source(sites: ManySites, tmp_path: Path) -> None:
    watch = Watch(tmp_path / "team", sites, 3)
    _, _, err = watch.driftwatch("run", "--jobs", "2")
    assert sorted(re.findall(r"read, (\d) of 3", err)) == ["1", "2", "3"]
    assert sorted(re.findall(r"(s\d+): first capture, committed", err)) == list(watch.names)


def test_a_source_that_cannot_be_read_keeps_no_other_from_being_captured(sites: ManySites, tmp_path: Path) -> None:
    watch = Watch(tmp_path / "team", sites, 4)
    text = (watch.root / "driftwatch.toml").read_text()
    (watch.root / "driftwatch.toml").write_text(text.replace("/s0001/llms.txt", "/s0001/none.txt"))
    code, _, err = watch.driftwatch("run", "--jobs", "2")
    assert code == 3
    assert "error: s0001: the index" in err
    assert watch.commits() == 1 + 3


def test_a_worker_that_is_killed_loses_no_capture(sites: ManySites, tmp_path: Path) -> None:
    one, other = Watch(tmp_path / "one", sites, 5), Watch(tmp_path / "other", sites, 5)
    one.driftwatch("run")
    reached, killed = threading.Event(), threading.Event()

    def hold(path: str) -> None:
        if path == "/s0003/p1.md" and not killed.is_set():
            reached.set()
            killed.wait(60)

    sites.before = hold
    process = other.started("run", "--jobs", "2")
    assert reached.wait(60)
    workers = [child for child in descendants(process.pid) if is_python(child, WORKER)]
    assert len(workers) == 2
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    killed.set()
    err = process.communicate(timeout=120)[1]
    assert process.returncode == 0, err
    assert other.git("rev-parse", "HEAD") == one.git("rev-parse", "HEAD")
    assert other.commits() == 1 + 5


def test_what_ends_every_process_is_told_and_all_others_are_captured(sites: ManySites, tmp_path: Path) -> None:
    watch = Watch(tmp_path / "team", sites, 5)
    process = watch.started("run", "--jobs", "2")

    def end_whoever_reads(path: str) -> None:
        if path == "/s0002/p0.md":
            for child in descendants(process.pid):
                if is_python(child, WORKER):
                    os.kill(child, signal.SIGKILL)

    sites.before = end_whoever_reads
    err = process.communicate(timeout=150)[1]
    assert process.returncode == 3, err
    assert "s0002 could not be captured: it ended 2 processes" in err
    assert watch.commits() == 1 + 4


def test_workers_end_with_a_run_that_is_killed(sites: ManySites, tmp_path: Path) -> None:
    watch = Watch(tmp_path / "team", sites, 4)
    reached, released = threading.Event(), threading.Event()

    def hold(path: str) -> None:
        if path.endswith(".md"):
            reached.set()
            released.wait(60)

    sites.before = hold
    process = watch.started("run", "--jobs", "2")
    assert reached.wait(60)
    workers = [child for child in descendants(process.pid) if is_python(child, WORKER)]
    process.kill()
    process.communicate(timeout=60)
    last = time.monotonic() + 30
    while time.monotonic() < last and any(is_python(worker, WORKER) for worker in workers):
        time.sleep(0.05)
    assert not [worker for worker in workers if is_python(worker, WORKER)]
    released.set()
    sites.before = lambda _: None
    assert watch.driftwatch("run", "--jobs", "2")[0] == 0
    assert watch.commits() == 1 + 4
