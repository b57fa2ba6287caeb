"""A receiver of notifications on loopback, that does what receivers do on a bad day and remembers what it took."""

import hashlib
import hmac
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Got:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class ReceiverStandIn:
    """Answers each request as the next of `answers` says, and 200 when there are no more."""

    url: str = ""
    got: list[Got] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


def status(code: int, *, body: bytes = b"ok", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def hangs(stop: threading.Event) -> Answer:
    def answer(_: BaseHTTPRequestHandler) -> None:
        stop.wait(20)

    return answer


def huge(handler: BaseHTTPRequestHandler) -> None:
    """Answers 200 and then sends without an end, as far as anybody reads."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(4096):
        try:
            handler.wfile.write(b"x" * 65_536)
        except OSError:
            return


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


def is_signed(got: Got, key: str) -> bool:
    """Check a signature as docs/notify.md tells receivers to."""
    moment, _, mac = got.headers["driftwatch-signature"].partition(",")
    signed = moment.removeprefix("t=").encode() + b"." + got.body
    return hmac.compare_digest(mac, "v1=" + hmac.new(key.encode(), signed, hashlib.sha256).hexdigest())


@contextmanager
def listening() -> Iterator[ReceiverStandIn]:
    stand_in = ReceiverStandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            stand_in.got.append(Got(path=self.path, headers=headers, body=body))
            (stand_in.answers.pop(0) if stand_in.answers else status(200))(self)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stand_in.url = f"http://127.0.0.1:{server.server_port}/services/T7Q2XZ81K/q8Zk2Lm9Qw4Rt6VbXy7Nt5Rw"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
