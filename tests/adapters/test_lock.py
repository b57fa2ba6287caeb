import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from driftwatch.adapters.lock import commit_lock, run_lock
from driftwatch.errors import RepositoryError

PROJECT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 1, 6, tzinfo=UTC)

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from driftwatch.adapters.lock import run_lock
with run_lock(Path(sys.argv[1]), "docs", now=datetime(2026, 11, 1, 6, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with run_lock(tmp_path, "docs", now=NOW), pytest.raises(RepositoryError) as caught:
        run_lock(tmp_path, "docs", now=NOW).__enter__()
    assert caught.value.message == (
        f"another driftwatch run (process {os.getpid()}, since 2026-11-01T06:00:00Z) is writing docs"
    )
    assert caught.value.hint == "wait until it has finished, then run again"


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    with run_lock(tmp_path, "docs", now=NOW):
        pass
    with run_lock(tmp_path, "docs", now=NOW) as path:
        assert path == tmp_path / "driftwatch/docs.lock"


def test_a_lock_is_released_when_its_block_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), run_lock(tmp_path, "docs", now=NOW):
        raise KeyError
    with run_lock(tmp_path, "docs", now=NOW) as path:
        assert path.exists()


def test_two_sources_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with run_lock(tmp_path, "docs", now=NOW) as one, run_lock(tmp_path, "other", now=NOW) as two:
        assert one != two


def test_the_lock_of_a_killed_process_is_gone(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(RepositoryError, match=f"process {holder.pid}"):
            run_lock(tmp_path, "docs", now=NOW).__enter__()
        holder.send_signal(signal.SIGKILL)
    with run_lock(tmp_path, "docs", now=NOW) as path:
        assert str(os.getpid()) in path.read_text()


@pytest.mark.parametrize("source", ["", "../x", "a/b", ".hidden", "a\nb", "a" * 101])
def test_a_source_name_cannot_choose_another_file(tmp_path: Path, source: str) -> None:
    with pytest.raises(RepositoryError):
        run_lock(tmp_path, source, now=NOW).__enter__()
    assert list(tmp_path.rglob("*")) == []


def test_a_lock_file_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "driftwatch").mkdir()
    (tmp_path / "precious").write_text("theirs")
    (tmp_path / "driftwatch/docs.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(RepositoryError, match=r"docs\.lock"):
        run_lock(tmp_path, "docs", now=NOW).__enter__()
    assert (tmp_path / "precious").read_text() == "theirs"


def test_a_git_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "driftwatch").write_text("a file where the folder should be")
    with pytest.raises(RepositoryError, match="cannot be made"):
        run_lock(tmp_path, "docs", now=NOW).__enter__()


def test_who_wants_to_commit_waits_for_others(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with commit_lock(tmp_path):
            order.append("second")

    with commit_lock(tmp_path):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.2)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]
    assert list(tmp_path.iterdir()) == []


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    with (
        commit_lock(tmp_path),
        pytest.raises(RepositoryError, match=r"committing for 0\.1 seconds"),
        commit_lock(tmp_path, seconds=0.1),
    ):
        pytest.fail("two hold it")


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="cannot be opened"), commit_lock(tmp_path / "none"):
        pytest.fail("there is nothing to hold")
