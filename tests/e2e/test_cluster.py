"""Captures on a Dask cluster of several processes: the same commits as one process makes, whatever becomes of a worker.

`CLUSTER_SOURCES=500 pytest -m "" tests/e2e/test_cluster.py -k many` captures more than a quick look needs.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from tests.e2e.many_sources import ManySites, Watch

pytest.importorskip("distributed", reason="the extra `dask` is not installed: `make setup` does it")
pytestmark = pytest.mark.slow

MANY = int(os.environ.get("CLUSTER_SOURCES", "12"))
WORKERS = 2
_STARTING_S = 90


class Cluster:
    """A scheduler and workers, each a process of its own; all of them end with the context, and by themselves."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._started: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def __enter__(self) -> Self:
        self._folder.mkdir()
        self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--idle-timeout", "600 seconds"
        )
        last = time.monotonic() + _STARTING_S
        while not self.address and time.monotonic() < last:
            time.sleep(0.1)
            try:
                self.address = json.loads(self._file.read_text())["address"]
            except (OSError, ValueError):
                continue
        assert self.address, "the scheduler did not start"
        for _ in range(WORKERS):
            self.hire()
        return self

    def hire(self) -> None:
        """Start one more worker, which no nanny starts again."""
        options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60")
        self.workers.append(self._start("worker", *options))

    def _start(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        started = subprocess.Popen(
            (sys.executable, "-m", f"distributed.cli.dask_{kind}", "--scheduler-file", str(self._file), *options),
            cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        self._started.append(started)
        return started

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._started):
            process.kill()
            process.wait(30)


@pytest.fixture
def sites() -> Iterator[ManySites]:
    with ManySites() as running:
        yield running


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with Cluster(tmp_path / "cluster") as running:
        yield running


def head(watch: Watch) -> str:
    return watch.git("rev-parse", "HEAD")


def test_a_cluster_commits_what_one_process_does_also_when_a_worker_is_killed(
    sites: ManySites, cluster: Cluster, tmp_path: Path
) -> None:
    one, other = Watch(tmp_path / "one", sites, 6), Watch(tmp_path / "other", sites, 6)
    assert one.driftwatch("run")[0] == 0
    asked = sites.times_asked("/s0002/p1.md")
    reached, killed = threading.Event(), threading.Event()

    def hold(path: str) -> None:
        if path == "/s0002/p1.md" and not killed.is_set():
            reached.set()
            killed.wait(60)

    sites.before = hold
    process = other.started("run", "--executor", "dask", "--scheduler", cluster.address)
    assert reached.wait(100)
    # Nobody knows which worker has the task: all end, and another one comes.
    for worker in tuple(cluster.workers):
        os.kill(worker.pid, signal.SIGKILL)
    cluster.hire()
    killed.set()
    out, err = process.communicate(timeout=150)
    assert process.returncode == 0, err
    assert head(other) == head(one)
    assert sites.times_asked("/s0002/p1.md") == asked + 2
    assert "Traceback" not in out + err
    day = "2026-03-16"
    sites.edited = {"s0001": "style"}
    code, out, _ = one.driftwatch("run", day=day)
    assert other.driftwatch("run", "--executor", "dask", "--scheduler", cluster.address, day=day)[:2] == (code, out)
    assert head(other) == head(one)


def test_many_sources_on_a_cluster_of_its_own_lose_nothing(sites: ManySites, tmp_path: Path) -> None:
    one, other = Watch(tmp_path / "one", sites, MANY), Watch(tmp_path / "other", sites, MANY)
    assert one.driftwatch("run")[0] == 0
    code, _, err = other.driftwatch("run", "--executor", "dask", "--jobs", "2")
    assert code == 0, err
    assert head(other) == head(one)
    assert other.git("status", "--porcelain") == ""


def test_a_scheduler_that_does_not_answer_is_told(sites: ManySites, tmp_path: Path, unused_port: int) -> None:
    watch = Watch(tmp_path / "team", sites, 1)
    process = watch.started("run", "--executor", "dask", "--scheduler", f"tcp://127.0.0.1:{unused_port}")
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert f"error: the Dask scheduler tcp://127.0.0.1:{unused_port} does not answer" in err
    assert watch.commits() == 1
