"""A raw HTTP server on 127.0.0.1 that does what real servers do on a bad day.

A behaviour is a function that gets the request and writes any bytes it likes: half bodies, wrong lengths, drips.
"""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass
class Request:
    """What the client sent; header names are in lower case."""

    path: str
    headers: dict[str, str]


@dataclass
class Line:
    """The connection, as a behaviour sees it."""

    peer: socket.socket
    stopped: threading.Event

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.peer.sendall(part)

    def reset(self) -> None:
        """Break the connection off with a TCP reset."""
        self.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.peer.close()

    def drip(self, piece: bytes, every: float) -> None:
        """Send `piece` again and again until the client or the test has enough."""
        while not self.stopped.wait(every):
            self.peer.sendall(piece)


Behaviour = Callable[[Request, Line], None]


def answer(
    body: bytes = b"",
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    length: bool = True,
) -> Behaviour:
    """A plain and honest answer; without `length` the end of the connection is the end of the body."""
    lines = [f"HTTP/1.1 {status} Whatever", "Connection: close"]
    given = {"Content-Type": "text/markdown; charset=utf-8"} | dict(headers or {})
    lines += [f"{name}: {value}" for name, value in given.items()]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    return lambda _request, line: line.send(head, body)


def redirect(target: str, status: int = 302) -> Behaviour:
    return answer(status=status, headers={"Location": target})


def raw(*parts: bytes) -> Behaviour:
    return lambda _request, line: line.send(*parts)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """The first behaviour for the first request, and so on; the last one for all that follow."""
    left = list(behaviours)

    def behave(request: Request, line: Line) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(request, line)

    return behave


@dataclass
class BadServer:
    """Serves `routes` (path to behaviour, robots.txt missing unless given) and remembers every request."""

    routes: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError), socket.create_connection(self._listener.getsockname(), timeout=1):
            pass  # wakes the accept loop up
        for thread in self._threads:
            thread.join(timeout=5)
        self._listener.close()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The requested paths without robots.txt, in order."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def _accept(self) -> None:
        while not self._stopped.is_set():
            peer, _ = self._listener.accept()
            thread = threading.Thread(target=self._serve, args=(peer,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, peer: socket.socket) -> None:
        with peer, contextlib.suppress(OSError):
            peer.settimeout(5)
            request = _request_from(peer)
            if request is None:
                return
            with self._lock:
                self.requests.append(request)
            behaviour = self.routes.get(request.path.partition("?")[0], answer(b"no such page", status=404))
            behaviour(request, Line(peer, self._stopped))
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_WR)


def _request_from(peer: socket.socket) -> Request | None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = peer.recv(65_536)
        if not piece:
            return None
        head += piece
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return Request(first.split(" ")[1], {name.lower(): value.strip() for name, _, value in pairs})
