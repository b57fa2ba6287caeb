"""What a fetch leaves in logs, and how it ends when somebody has enough of it."""

import logging
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.model.reading import FetchPolicy
from tests.adapters.badserver import BadServer, Line, Request, answer, raw, redirect
from tests.adapters.still import StillTime

TEXT = b"# Chat\n\nSend a list of messages.\n"
SECRET = "s3cr3t" + "-9f8e7d6c5b4a"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


def test_every_document_is_one_line_of_the_log(server: BadServer, caplog: pytest.LogCaptureFixture) -> None:
    server.routes = {"/a.md": answer(TEXT), "/b.md": answer(b"", status=404)}
    policy = FetchPolicy(allowed_hosts=("127.0.0.1",), concurrency=1)
    with caplog.at_level(logging.INFO), HttpFetcher(policy, timing=StillTime().timing) as fetcher:
        fetcher.read([server.url("/a.md"), server.url("/b.md")])
    assert caplog.messages == [
        f"read {server.url('/a.md')}: {len(TEXT)} bytes",
        f"gone {server.url('/b.md')}: answered 404",
    ]


@pytest.mark.parametrize("path", ["/a.md", "/moved.md", "/down.md", "/lost.md", "/garbled.md"])
def test_no_key_of_a_query_reaches_a_log_or_a_detail(
    server: BadServer, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    server.routes = {
        "/a.md": answer(TEXT),
        "/moved.md": redirect(f"http://127.0.0.2/x?token={SECRET}"),
        "/down.md": answer(b"", status=500),
        "/garbled.md": raw(f"HTTP/1.1 200 OK\r\napi_key={SECRET}\r\n\r\n".encode()),
    }
    policy = FetchPolicy(allowed_hosts=("127.0.0.1",))
    # At DEBUG these libraries would log the whole URL.
    logging.getLogger("httpx").setLevel(logging.DEBUG)
    logging.getLogger("httpcore").setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG), HttpFetcher(policy, timing=StillTime().timing) as fetcher:
        (reading,) = fetcher.read([server.url(f"{path}?key={SECRET}")])
    assert server.paths()[0].endswith(SECRET)
    assert SECRET not in caplog.text
    assert SECRET not in reading.detail + reading.final_url + "".join(reading.redirects)


def test_a_fault_of_our_own_costs_one_document_and_is_logged_without_its_key(
    server: BadServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes = {"/a.md": answer(TEXT), "/b.md": answer(TEXT)}
    policy = FetchPolicy(allowed_hosts=("127.0.0.1",))
    with HttpFetcher(policy, timing=StillTime().timing) as fetcher:
        attempt = fetcher._attempt

        async def broken(url: str, *rest: object) -> object:
            if "/a.md" in url:
                raise RuntimeError("a bug")
            return await attempt(url, *rest)

        monkeypatch.setattr(fetcher, "_attempt", broken)
        readings = fetcher.read([server.url(f"/a.md?key={SECRET}"), server.url("/b.md")])
    assert [reading.state for reading in readings] == ["unreachable", "read"]
    assert "unexpected failure" in caplog.text
    assert SECRET not in caplog.text


def test_an_interrupt_ends_a_hanging_fetch(server: BadServer) -> None:
    """In a process of its own: the signal must end the read, a look-up that hangs included, and nothing else."""

    def hang(request: Request, line: Line) -> None:
        process.send_signal(signal.SIGINT)
        line.stopped.wait(60)

    server.routes = {"/hangs.md": hang}
    program = f"""
        import socket, time
        from driftwatch.adapters.http.fetcher import HttpFetcher
        from driftwatch.model.reading import FetchPolicy

        real = socket.getaddrinfo
        def hanging(host, *rest, **more):
            if host == "docs.example":
                time.sleep(600)
            return real(host, *rest, **more)
        socket.getaddrinfo = hanging

        policy = FetchPolicy(allowed_hosts=("127.0.0.1", "docs.example"), respect_robots=False)
        try:
            with HttpFetcher(policy) as fetcher:
                fetcher.read(["https://docs.example/", "{server.url("/hangs.md")}"])
        except KeyboardInterrupt:
            print("interrupted")
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        out, errors = process.communicate(timeout=120)
    assert (out, errors, process.returncode) == ("interrupted\n", "", 0)
