"""Serve the bundled site over loopback, with validators and redirects as a real documentation host has them.

By hand: `python -m driftwatch.demo.server --version 2026-05-28 --port 8808`.
"""

import argparse
import hashlib
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

import msgspec

from driftwatch.demo.build import ORIGIN, VERSIONS, redirects, site_files

_NOT_FOUND = (
    b'<!DOCTYPE html><html lang="en"><head><title>Page not found - CometAPI</title></head>'
    b"<body><h1>404</h1><p>There is no page at this address.</p></body></html>\n"
)
_TYPES = {
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
_HTML = "text/html; charset=utf-8"


class Answer(msgspec.Struct, frozen=True):
    """What the server says to one path: status, body, headers."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}


class DemoSite:
    """The site of one version on a port of its own; a context manager.

    `requests` logs (method, path, status) in order of arrival. `switch` publishes another version at the same
    address; `answer` makes one path fail as a test wishes. `origin` is what its pages call the site, by default the
    address that it listens on.
    """

    def __init__(self, version: str, host: str = "127.0.0.1", port: int = 0, *, origin: str = "") -> None:
        self._origin = origin
        self.requests: list[tuple[str, str, int]] = []
        self._server = ThreadingHTTPServer((host, port), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._special: dict[str, Answer] = {}
        self._pages: Mapping[str, bytes] = {}
        self._moved: Mapping[str, str] = {}
        self.switch(version)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def origin(self) -> str:
        """What its pages call the site, such as `http://127.0.0.1:8808`."""
        return self._origin or f"http://{self._server.server_address[0]!s}:{self.port}"

    @property
    def index_url(self) -> str:
        """The address of `llms.txt`, where a reader starts."""
        return f"{self.origin}/llms.txt"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def switch(self, version: str) -> None:
        """Publish another version; special answers end."""
        origin = self.origin.encode()
        pages = {path: text.replace(ORIGIN.encode(), origin) for path, text in site_files(version).items()}
        self._pages, self._moved = pages, redirects(version)
        self._special.clear()

    def answer(self, path: str, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer `path` in a special way from now on; `_` in the name of a header stands for a hyphen."""
        self._special[path] = Answer(status, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def answer_to(self, path: str, validator: str | None) -> Answer:
        """Give the answer to a path; `validator` is what the request says in If-None-Match."""
        if path in self._special:
            return self._special[path]
        if path in self._moved:
            return Answer(301, b"", {"Location": self._moved[path]})
        if path not in self._pages:
            return Answer(404, _NOT_FOUND, {"Content-Type": _HTML})
        body = self._pages[path]
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if validator == etag:
            return Answer(304, b"", {"ETag": etag})
        return Answer(200, body, {"Content-Type": _type_of(path), "ETag": etag})


def _type_of(path: str) -> str:
    return next((kind for suffix, kind in _TYPES.items() if path.endswith(suffix)), _HTML)


def _handler_of(site: DemoSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._say(with_body=True)

        def do_HEAD(self) -> None:
            self._say(with_body=False)

        def _say(self, *, with_body: bool) -> None:
            path = self.path.split("?", 1)[0]
            answer = site.answer_to(path, self.headers.get("If-None-Match"))
            site.requests.append((self.command, self.path, answer.status))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304 and "Content-Length" not in answer.headers:  # noqa: PLR2004, a 304 has no body and no length
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if with_body:
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the name is the standard library's
            """Stay silent: `requests` is the log."""

    return Handler


def main() -> None:
    """Serve one version until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m driftwatch.demo.server", description=main.__doc__)
    parser.add_argument("--version", choices=VERSIONS, default=VERSIONS[0], help="which dated version to serve")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8808, help="port to listen on, 0 for any free one")
    options = parser.parse_args()
    with DemoSite(options.version, options.host, options.port) as site:
        print(f"serving {options.version} at {site.index_url}; stop with Ctrl-C", flush=True)  # noqa: T201
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
