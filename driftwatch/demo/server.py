"""Serve the bundled site over loopback, with validators and redirects as a real documentation host has them.

By hand: `driftwatch demo --serve --version 2026-05-28`.
"""

import hashlib
from collections.abc import Mapping

from driftwatch.demo.build import ORIGIN, redirects, site_files
from driftwatch.demo.loopback import Answer, Asked, Loopback

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


class DemoSite(Loopback):
    """The site of one version on a port of its own; a context manager.

    `switch` publishes another version at the same address; `answer` makes one path fail as a test wishes. `origin` is
    what its pages call the site, by default the address that it listens on.
    """

    def __init__(self, version: str, host: str = "127.0.0.1", port: int = 0, *, origin: str = "") -> None:
        super().__init__(host, port)
        self._origin = origin
        self._special: dict[str, Answer] = {}
        self._pages: Mapping[str, bytes] = {}
        self._moved: Mapping[str, str] = {}
        self.switch(version)

    @property
    def origin(self) -> str:
        """What its pages call the site, such as `http://127.0.0.1:8808`."""
        return self._origin or super().origin

    @property
    def index_url(self) -> str:
        """The address of `llms.txt`, where a reader starts."""
        return f"{self.origin}/llms.txt"

    def switch(self, version: str) -> None:
        """Publish another version; special answers end."""
        origin = self.origin.encode()
        pages = {path: text.replace(ORIGIN.encode(), origin) for path, text in site_files(version).items()}
        self._pages, self._moved = pages, redirects(version)
        self._special.clear()

    def answer(self, path: str, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer `path` in a special way from now on; `_` in the name of a header stands for a hyphen."""
        self._special[path] = Answer(status, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def reply(self, asked: Asked) -> Answer:
        """Give a document, to who wants to read one."""
        if asked.method not in {"GET", "HEAD"}:
            return Answer(405, b"", {"Allow": "GET, HEAD"})
        return self.answer_to(asked.path, asked.headers.get("If-None-Match"))

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
