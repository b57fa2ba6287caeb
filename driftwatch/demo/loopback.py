"""A server on loopback in a thread of its own: what the bundled site and its API have in common."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

import msgspec

LONGEST_BODY = 1_000_000
"""Bytes of a request that are read; a longer one is refused unread."""
_NOT_MODIFIED = 304


class Asked(msgspec.Struct, frozen=True):
    """What a client asks."""

    method: str
    path: str
    """Without its query."""
    headers: Message
    body: bytes = b""


class Answer(msgspec.Struct, frozen=True):
    """What the server says: status, body, headers."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}


class Loopback(ABC):
    """Listens on a port of its own; a context manager. `requests` logs (method, path, status) in order of arrival."""

    def __init__(self, host: str, port: int) -> None:
        self.requests: list[tuple[str, str, int]] = []
        self._server = ThreadingHTTPServer((host, port), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @abstractmethod
    def reply(self, asked: Asked) -> Answer:
        """Give the answer to a request."""

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def origin(self) -> str:
        """The address that it listens on, such as `http://127.0.0.1:8808`."""
        return f"http://{self._server.server_address[0]!s}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self.close()

    def close(self) -> None:
        """Let go of the port; leaving the context does."""
        self._server.server_close()


def _handler_of(server: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _respond(self) -> None:
            length = self.headers.get("Content-Length", "0")
            fits = length.isdecimal() and int(length) <= LONGEST_BODY and "Transfer-Encoding" not in self.headers
            if fits:
                asked = Asked(
                    self.command, self.path.split("?", 1)[0], self.headers, self.rfile.read(int(length))
                )  # fmt: skip
                answer = server.reply(asked)
            else:
                answer, self.close_connection = Answer(413), True
            server.requests.append((self.command, self.path, answer.status))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != _NOT_MODIFIED and "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _respond  # noqa: N815 - the names of http.server

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the name is the standard library's
            """Stay silent: `requests` is the log."""

    return Handler
