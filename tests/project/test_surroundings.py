import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENDLESS = """\
import pathlib, tempfile, time

def test_that_is_ended_in_the_middle():
    pathlib.Path(tempfile.mkdtemp(prefix="driftwatch-"), "left").touch()
    pathlib.Path({begun!r}).touch()
    time.sleep(600)
"""
BLOCKED = "may only reach 127"

# `sys.audit` raises the event of the real call without making it: were the guard missing, nothing would be sent.


@pytest.mark.parametrize("host", ["192.0.2.1", "198.51.100.7", "::ffff:192.0.2.1", "2001:db8::1", "docs.example.com"])
def test_a_test_that_connects_to_another_machine_fails(host: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=BLOCKED):
        sys.audit("socket.connect", None, (host, 80))


@pytest.mark.parametrize("host", ["docs.example.com", b"docs.example.com", "192.0.2.1"])
def test_a_test_that_looks_up_another_machine_fails(host: str | bytes) -> None:
    with pytest.raises(pytest.fail.Exception, match=BLOCKED):
        sys.audit("socket.getaddrinfo", host, 443, 0, 0, 0)


def test_a_test_may_use_the_loopback_range() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.2", 0))
        server.listen()
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()


def test_git_knows_nothing_but_what_the_tests_tell_it() -> None:
    origins = subprocess.run(
        ["git", "config", "--list", "--show-origin"], cwd=os.environ["HOME"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert {f"file:{os.environ['HOME']}/gitconfig"} == {line.split("\t")[0] for line in origins}


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_run_that_is_ended_leaves_no_folder_of_ours(workers: str, tmp_path: Path) -> None:
    scratch, begun, file = (tmp_path / name for name in ("scratch", "begun", "test_endless.py"))
    scratch.mkdir()
    file.write_text(ENDLESS.format(begun=str(begun)), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-n", workers, "-c", os.devnull, str(file)]
    environment = {**os.environ, "TMPDIR": str(scratch), "PYTEST_DEBUG_TEMPROOT": str(tmp_path)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        while process.poll() is None and not begun.exists():
            time.sleep(0.05)
        held = [path.name for path in scratch.iterdir()]
        process.terminate()
        said = process.communicate()[0]
    finally:
        process.kill()
    assert begun.exists(), said
    assert held
    assert [] == [path.name for path in scratch.iterdir()]
