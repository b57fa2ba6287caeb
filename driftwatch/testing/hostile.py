"""A gateway on loopback that gives a credential back in every way that was seen, and answers as no API should.

The first segment of the path chooses how: `/echo-gzip/v1/chat/completions`. `driftwatch selftest redaction` and the
tests call it; it knows nothing of driftwatch. By hand: `python -m driftwatch.testing.hostile --port 8809`.
"""

import argparse
import base64
import gzip
import html
import json
import socketserver
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit

_BROWSERS: Final = frozenset(
    "host accept accept-encoding accept-language user-agent connection content-type content-length".split()  # noqa: SIM905
)
"""Headers that carry no credential."""
_DRIP_S: Final = 0.05
_MEGABYTE: Final = 1 << 20
_LONGEST_HEAD: Final = 65_536

Behaviour = Callable[["Call", "HostileGateway"], Iterator[bytes]]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request as it came."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def path(self) -> str:
        """Without the query."""
        return self.target.partition("?")[0]

    def header(self, name: str) -> str:
        """The first header of a name in lower case, "" without one."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the query."""
        return dict(parse_qsl(urlsplit(self.target).query))

    @property
    def presented(self) -> str:
        """Every credential that came: of headers (without their scheme), else of the query."""
        sent = [value.partition(" ")[2] or value for name, value in self.headers if name not in _BROWSERS]
        return " ".join(sent or self.query.values()) or "nothing"


def answered(
    status: int, body: bytes | str | Mapping[str, Any], *, reason: str = "", kind: str = "application/json", **more: str
) -> bytes:
    """Write an answer with its length; `_` in the name of a header stands for a hyphen."""
    if isinstance(body, Mapping):
        body = json.dumps(body)
    data = body.encode() if isinstance(body, str) else body
    headers = {"content-type": kind, **{name.replace("_", "-"): value for name, value in more.items()}}
    lines = [f"HTTP/1.1 {status} {reason or 'X'}", *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, f"content-length: {len(data)}", "connection: close", "", ""])
    return head.encode("latin-1", "replace") + data


def refused(message: str, *, status: int = 401, **more: str) -> bytes:
    """Write a refusal with the envelope of most gateways."""
    error = {"message": message, "type": "invalid_request_error", "code": "invalid_api_key", "param": None}
    return answered(status, {"error": error}, **more)


class HostileGateway:
    """Serves on a port of its own; a context manager. `calls` are the requests that came, in their order."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.calls: list[Call] = []
        self.closing = threading.Event()
        self._server = socketserver.ThreadingTCPServer((host, port), _handler_of(self), bind_and_activate=False)
        self._server.allow_reuse_address = self._server.daemon_threads = True
        self._server.server_bind()
        self._server.server_activate()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def origin(self) -> str:
        """Its address, such as `http://127.0.0.1:8809`."""
        return f"http://{self._server.server_address[0]!s}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, call: Call) -> Iterator[bytes]:
        """Give the bytes that answer a call, piece by piece."""
        behaviour = BEHAVIOURS.get(call.path.split("/")[1])
        return behaviour(call, self) if behaviour else iter((refused("There is no such path.", status=404),))


def _handler_of(gateway: HostileGateway) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        timeout = 60.0
        disable_nagle_algorithm = True

        def handle(self) -> None:
            with suppress(OSError, ValueError):
                call = self._call()
                gateway.calls.append(call)
                for piece in gateway.answer(call):
                    self.wfile.write(piece)

        def _call(self) -> Call:
            method, target, _ = self.rfile.readline(_LONGEST_HEAD).decode("latin-1").split(" ", 2)
            headers = []
            while line := self.rfile.readline(_LONGEST_HEAD).decode("latin-1").strip():
                name, _, value = line.partition(":")
                headers.append((name.strip().lower(), value.strip()))
            body = self.rfile.read(int(dict(headers).get("content-length", "0")))
            return Call(method=method, target=target, headers=tuple(headers), body=body)

    return Handler


def _one(make: Callable[[str], bytes]) -> Behaviour:
    """Answer at once with what is made of the credentials that came."""
    return lambda call, _: iter((make(call.presented),))


def _split(call: Call, _: HostileGateway) -> Iterator[bytes]:
    """Send the credential in chunks that cut it in two."""
    key = call.presented.encode()
    yield b"HTTP/1.1 401 X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    for part in (b'{"error": {"message": "not ', key[: len(key) // 2], key[len(key) // 2 :], b'"}}'):
        yield f"{len(part):x}\r\n".encode() + part + b"\r\n"
        time.sleep(0.001)
    yield b"0\r\n\r\n"


def _hung(_: Call, gateway: HostileGateway) -> Iterator[bytes]:
    gateway.closing.wait(60)
    yield b""


def _hung_body(_: Call, gateway: HostileGateway) -> Iterator[bytes]:
    yield b'HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{"id": '
    gateway.closing.wait(60)


def _drip(_: Call, gateway: HostileGateway) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n"
    while not gateway.closing.wait(_DRIP_S):
        yield b" "


def _drip_head(_: Call, gateway: HostileGateway) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 X\r\nx-slow: "
    while not gateway.closing.wait(_DRIP_S):
        yield b"a"


def _endless(call: Call, gateway: HostileGateway) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 X\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n"
    while not gateway.closing.is_set():
        yield call.presented.encode() * 512


def _bomb(window: int) -> Behaviour:
    def send(_: Call, __: HostileGateway) -> Iterator[bytes]:
        engine = zlib.compressobj(9, zlib.DEFLATED, window)
        coding = b"gzip" if window > zlib.MAX_WBITS else b"deflate"
        yield b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-encoding: "
        yield coding + b"\r\n\r\n"
        for _step in range(256):
            yield engine.compress(b" " * _MEGABYTE)
        yield engine.flush()

    return send


def _events(*, done: bool) -> Behaviour:
    def send(call: Call, _: HostileGateway) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
        for word in ("Hel", "lo", call.presented):
            yield f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'content': word}}]})}\n\n".encode()
        yield b"data: [DONE]\n\n" if done else b""

    return send


def _utf16(key: str) -> bytes:
    return answered(401, json.dumps({"error": {"message": key}}).encode("utf-16"), kind="application/json")


def _elided(key: str) -> bytes:
    return refused(f"Incorrect API key provided: {key[:8]}{'*' * 12}{key[-8:]}")


def _parts(key: str) -> bytes:
    body = f'--sep\r\ncontent-disposition: form-data; name="a"; filename="{key}"\r\n\r\n{key}\r\n--sep--\r\n'
    return answered(200, body, kind="multipart/mixed; boundary=sep")


def _page(key: str) -> bytes:
    text = f"<!doctype html><title>{html.escape(key)}</title><a href='/?key={quote(key, safe='')}'>again</a>"
    return answered(403, text, kind="text/html; charset=utf-8")


BEHAVIOURS: Final[Mapping[str, Behaviour]] = {
    # the credential comes back
    "echo-body": _one(lambda key: refused(f"Incorrect API key provided: {key}.")),
    "echo-elided": _one(_elided),
    "echo-field-name": _one(lambda key: answered(200, {"id": "a", key: {key: 1}, "usage": {f"by {key}": 2}})),
    "echo-outside": _one(lambda key: answered(200, {"id": key, "object": "thing", "error": None})),
    "echo-header": _one(lambda key: refused("no", x_received=key, x_ratelimit_limit=key, deprecation=key, sunset=key)),
    "echo-request-id": _one(lambda key: refused("no", x_request_id=key, retry_after=key)),
    "echo-type": _one(lambda key: answered(401, "no", kind=f"text/{quote(key, safe='')}; charset={key}")),
    "echo-challenge": _one(lambda key: refused("no", www_authenticate=f'Bearer realm="{key}"', allow=key)),
    "echo-reason": _one(lambda key: answered(401, "{}", reason=key)),
    "echo-cookie": _one(lambda key: refused("no", set_cookie=f"session={key}; Path=/")),
    "echo-redirect": _one(lambda key: answered(302, "", location=f"/echo-body/?api_key={quote(key, safe='')}")),
    "echo-html": _one(_page),
    "echo-gzip": _one(
        lambda key: answered(
            401, gzip.compress(json.dumps({"error": {"message": key}}).encode()), content_encoding="gzip"
        )
    ),
    "echo-invalid-utf8": _one(lambda key: answered(401, b'{"error": "\xff\xc3(' + key.encode() + b'\xf0"}')),
    "echo-utf16": _one(_utf16),
    "echo-base64": _one(lambda key: refused(base64.b64encode(f"user:{key}".encode()).decode())),
    "echo-percent": _one(lambda key: refused("".join(f"%{byte:02X}" for byte in key.encode()))),
    "echo-hex": _one(lambda key: refused(key.encode().hex())),
    "echo-escaped": _one(
        lambda key: answered(401, '{"error": "%s"}' % "".join(f"\\u{ord(sign):04x}" for sign in key))  # noqa: UP031
    ),
    "echo-path": _one(lambda key: refused(f"no route for {unquote(key)}", status=404)),
    "echo-split": _split,
    "echo-events": _events(done=False),
    "echo-parts": _one(_parts),
    "echo-garbage": _one(lambda key: f"{key} {key}\r\n\r\n{key}".encode()),
    "echo-bad-header": _one(lambda key: f"HTTP/1.1 401 X\r\n{key}\r\nbad header {key}: x\r\n\r\n".encode()),
    "echo-bad-length": _one(lambda key: f"HTTP/1.1 401 X\r\ncontent-length: {key}\r\n\r\n{key}".encode()),
    "echo-bad-chunk": _one(lambda key: f"HTTP/1.1 401 X\r\ntransfer-encoding: chunked\r\n\r\n{key}\r\n".encode()),
    "echo-bad-gzip": _one(lambda key: answered(401, b"\x1f\x8b" + key.encode(), content_encoding="gzip")),
    "echo-bad-coding": _one(lambda key: answered(401, "no", content_encoding=key)),
    # no API at all
    "html-301": _one(lambda _: answered(301, "<html>Moved</html>", kind="text/html", location="https://docs.example/")),
    "error-200": _one(lambda _: refused("upstream overloaded", status=200)),
    "hung": _hung,
    "hung-body": _hung_body,
    "drip": _drip,
    "drip-head": _drip_head,
    "endless": _endless,
    "gzip-bomb": _bomb(16 + zlib.MAX_WBITS),
    "deflate-bomb": _bomb(zlib.MAX_WBITS),
    "garbage": _one(lambda _: b"\x00\x01\x02SSH-2.0-nothing\r\n"),
    "closed": _one(lambda _: b""),
    "short-body": _one(lambda _: b'HTTP/1.1 200 X\r\ncontent-length: 90\r\n\r\n{"id": 1'),
    "short-gzip": _one(lambda key: answered(200, gzip.compress(key.encode() * 9)[:-12], content_encoding="gzip")),
    "events": _events(done=True),
    "events-cut": _events(done=False),
}
"""How it answers, by the first segment of the path."""


def main() -> None:
    """Serve until the process ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8809)
    with HostileGateway(port=parser.parse_args().port) as gateway:
        print(f"{gateway.origin}/: {', '.join(BEHAVIOURS)}", flush=True)  # noqa: T201
        threading.Event().wait()


if __name__ == "__main__":
    main()
