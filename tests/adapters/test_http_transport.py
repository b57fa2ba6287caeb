"""Certificates are checked against the name, HTTP/2 is spoken, and a connection goes only where it was checked."""

import contextlib
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import h2.config
import h2.connection
import h2.events
import pytest

from driftwatch.adapters.http import transport
from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.model.reading import FetchPolicy, Reading
from tests.adapters.badserver import BadServer, answer
from tests.adapters.still import StillTime

TEXT = b"# Chat\n\nSend a list of messages.\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh self-signed certificate of docs.example with its key, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=docs.example"]
    command += ["-addext", "subjectAltName=DNS:docs.example", "-keyout", "key.pem", "-out", "cert.pem"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    (folder / "both.pem").write_text((folder / "key.pem").read_text() + (folder / "cert.pem").read_text())
    return folder / "both.pem"


class TlsServer:
    """Speaks HTTP/2 and nothing else on 127.0.0.1; remembers what it was asked under which name."""

    def __init__(self, certificate: Path) -> None:
        self.names: list[str | None] = []
        self.requests: list[dict[str, str]] = []
        self.connections = 0
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._context.set_alpn_protocols(["h2"])
        self._context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._stopped = False
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._stopped = True
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join(timeout=5)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            peer, _ = self._listener.accept()
            if self._stopped:
                peer.close()
                return
            threading.Thread(target=self._secure, args=(peer,), daemon=True).start()

    def _secure(self, peer: socket.socket) -> None:
        peer.settimeout(5)
        with peer, contextlib.suppress(OSError), self._context.wrap_socket(peer, server_side=True) as secured:
            self.connections += 1
            self._serve(secured)

    def _serve(self, peer: ssl.SSLSocket) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        connection.initiate_connection()
        peer.sendall(connection.data_to_send())
        while received := peer.recv(65_536):
            for event in connection.receive_data(received):
                if isinstance(event, h2.events.RequestReceived):
                    self._answer(connection, event)
            peer.sendall(connection.data_to_send())

    def _answer(self, connection: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
        headers = {str(name): str(value) for name, value in event.headers or ()}
        self.requests.append(headers)
        stream = event.stream_id
        assert stream is not None
        if headers[":path"] == "/cut.md":
            connection.send_headers(stream, [(":status", "200"), ("content-length", "900")])
            connection.send_data(stream, TEXT)
            connection.reset_stream(stream)
            return
        if headers[":path"] == "/short.md":
            connection.send_headers(stream, [(":status", "200"), ("content-length", "900")])
            connection.send_data(stream, TEXT, end_stream=True)
            return
        if headers[":path"] == "/down.md":
            target = f"http://docs.example:{self.port}/a.md"
            connection.send_headers(stream, [(":status", "302"), ("location", target)], end_stream=True)
            return
        connection.send_headers(stream, [(":status", "200"), ("content-type", "text/markdown")])
        connection.send_data(stream, TEXT, end_stream=True)


@pytest.fixture
def server(certificate: Path) -> Iterator[TlsServer]:
    running = TlsServer(certificate)
    yield running
    running.close()


async def this_machine(host: str, port: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


def read(server: TlsServer, *paths: str, host: str = "docs.example", trusted: Path | None = None) -> list[Reading]:
    policy = FetchPolicy(allowed_hosts=(f"{host}:{server.port}",), allow_private=True, respect_robots=False, attempts=2)
    tls = ssl.create_default_context(cafile=trusted) if trusted else None
    with HttpFetcher(policy, resolver=this_machine, timing=StillTime().timing, tls=tls) as fetcher:
        return list(fetcher.read([f"https://{host}:{server.port}{path}" for path in paths]))


def test_documents_are_read_over_http_2_under_the_name_of_the_host(server: TlsServer, certificate: Path) -> None:
    readings = read(server, "/a.md", "/b.md", "/c.md", trusted=certificate)
    assert [(reading.state, reading.body) for reading in readings] == [("read", TEXT)] * 3
    assert {request[":authority"] for request in server.requests} == {f"docs.example:{server.port}"}
    assert set(server.names) == {"docs.example"}
    assert server.connections == 1


def test_a_stream_that_is_cut_is_truncated_and_leaves_its_neighbours_alone(
    server: TlsServer, certificate: Path
) -> None:
    readings = read(server, "/a.md", "/cut.md", "/b.md", trusted=certificate)
    assert [reading.state for reading in readings] == ["read", "truncated", "read"]


def test_a_stream_that_ends_short_of_its_length_is_not_read(server: TlsServer, certificate: Path) -> None:
    (reading,) = read(server, "/short.md", trusted=certificate)
    assert reading.state in {"truncated", "unreachable"}


def test_a_redirect_from_https_to_http_is_refused(server: TlsServer, certificate: Path) -> None:
    (reading,) = read(server, "/down.md", trusted=certificate)
    assert (reading.state, reading.detail) == ("refused", "redirects from https to http")


def test_a_certificate_nobody_vouches_for_is_refused(
    server: TlsServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    (reading,) = read(server, "/a.md")
    assert reading.state == "unreachable"
    assert reading.detail.startswith("no TLS connection: certificate verify failed")
    assert "_ssl.c" not in reading.detail
    assert server.requests == []


def test_a_certificate_of_another_name_is_refused(server: TlsServer, certificate: Path) -> None:
    (reading,) = read(server, "/a.md", host="other.example", trusted=certificate)
    assert reading.state == "unreachable"
    assert server.requests == []


def test_a_further_document_is_read_without_a_search_for_a_module() -> None:
    sought: list[str] = []
    watch = SimpleNamespace(find_spec=lambda name, *_: sought.append(name))
    with (
        BadServer() as server,
        HttpFetcher(FetchPolicy(allowed_hosts=("127.0.0.1",)), timing=StillTime().timing) as one,
    ):
        for path in ("/a.md", "/b.md", "/c.md"):
            server.routes[path] = answer(TEXT)
        one.read([server.url("/a.md")])
        sys.meta_path.insert(0, watch)
        try:
            read = list(one.read([server.url("/b.md"), server.url("/c.md")]))
        finally:
            sys.meta_path.remove(watch)
    assert [reading.state for reading in read] == ["read", "read"]
    assert sought == []


SPOKEN = """
import asyncio, sys
from driftwatch.adapters.http.transport import GuardedTransport
from driftwatch.adapters.http_library import httpcore, httpx
from driftwatch.model.reading import FetchPolicy

assert not {"h2", "httpx._main"} & {*sys.modules}
import hpack, hyperframe.frame as frames

async def resolver(host, port):
    return ("93.184.216.34",)

async def read():
    head = hpack.Encoder().encode([(b":status", b"200"), (b"content-type", b"text/plain")])
    said = [
        frames.SettingsFrame().serialize(),
        frames.HeadersFrame(stream_id=1, data=head, flags=["END_HEADERS"]).serialize(),
        frames.DataFrame(stream_id=1, data=b"of two", flags=["END_STREAM"]).serialize(),
    ]
    network = httpcore.AsyncMockBackend(said, http2=True)
    policy = FetchPolicy(allowed_hosts=("docs.example",))
    async with GuardedTransport(policy, resolver, network=network) as transport:
        answer = await transport.handle_async_request(httpx.Request("GET", "https://docs.example/"))
        return answer.extensions["http_version"], await answer.aread()

print(asyncio.run(read()))
"""


def test_what_speaks_http_2_is_imported_when_a_server_does(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SPOKEN],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout == "(b'HTTP/2', b'of two')\n", told.stderr


def test_the_authorities_are_read_when_a_connection_is_to_be_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = transport.trusted_certificates

    def counted() -> ssl.SSLContext:
        asked.append("read")
        return read()

    monkeypatch.setattr(transport, "trusted_certificates", counted)
    with BadServer() as server:
        server.routes["/a.md"] = answer(TEXT)
        policy = FetchPolicy(
            allowed_hosts=("127.0.0.1", f"127.0.0.1:{server.port}", "localhost:1"), attempts=1, respect_robots=False
        )
        with HttpFetcher(policy, timing=StillTime().timing) as fetcher:
            (plain,) = fetcher.read([server.url("/a.md")])
            assert plain.state == "read"
            assert asked == []
            fetcher.read(["https://localhost:1/a.md", "https://localhost:1/b.md"])
            assert asked == ["read"]
