"""driftwatch demo --serve: the site and its API for whoever wants to try things by hand."""

import os
import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from driftwatch.cli.program import run

KEY = "demo-0123456789abcdef"


def got(url: str, **headers: str) -> bytes:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", urlsplit(url).path, headers=headers)
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read()
    finally:
        connection.close()


def test_site_and_api_answer_until_they_are_stopped(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "driftwatch", "demo", "--serve", "--version", "2026-05-28", "--port", "0"]
    surroundings = {**os.environ, "DRIFTWATCH_DEMO_KEY": KEY}
    with subprocess.Popen(command, cwd=tmp_path, env=surroundings, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        try:
            said = served.stdout.readline() + served.stdout.readline()
            index, api = re.findall(r"http://127\.0\.0\.1:\d+\S*(?=[\n,])", said)
            assert b"/api/text/chat" in got(index)
            assert b'"data"' in got(f"{api}/api/models", Authorization=f"Bearer {KEY}")
        finally:
            served.send_signal(signal.SIGTERM)
        assert (served.stdout.read(), served.wait(10)) == ("stopped\n", 0)
    assert "2026-05-28" in said
    assert KEY not in said


def test_the_port_of_the_api_is_the_next_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRIFTWATCH_DEMO_KEY", KEY)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1] - 1
        assert run(["demo", "--serve", "--port", str(port)]) == 2
    assert f"ports {port} and {port + 1} cannot be listened on" in capsys.readouterr().err


@pytest.mark.parametrize("key", ["", "short", "with a space in it", "with-a-newline\nin-it"])
def test_without_a_key_it_says_how_to_make_one_up(
    key: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRIFTWATCH_DEMO_KEY", key)
    assert run(["demo", "--serve"]) == 2
    err = capsys.readouterr().err
    assert "DRIFTWATCH_DEMO_KEY holds no key" in err
    assert not key or key not in err


def test_a_port_that_is_taken_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DRIFTWATCH_DEMO_KEY", KEY)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(["demo", "--serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("--version", "2026-05-28"), "--serve"), (("--serve", "--version", "2020-01-01"), "2026-10-01")],
)
def test_a_version_is_one_that_is_served(
    arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["demo", *arguments]) == 2
    assert says in capsys.readouterr().err
