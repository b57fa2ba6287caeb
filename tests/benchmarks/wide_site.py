"""A site of pages of an invented API on loopback, with validators, of which any number can change."""

import hashlib

from driftwatch.demo.loopback import Answer, Asked, Loopback
from tests.benchmarks.grown_repository import text_of


class WideSite(Loopback):
    """Serves an index and its pages; `edition` is how often the first `changed` of them were edited."""

    def __init__(self, pages: int) -> None:
        super().__init__("127.0.0.1", 0)
        self._pages = pages
        self.edition = 0
        self.changed = 0

    @property
    def index_url(self) -> str:
        """Where a reader starts."""
        return f"{self.origin}/llms.txt"

    def page_urls(self) -> tuple[str, ...]:
        """The addresses of all pages."""
        return tuple(f"{self.origin}/page{number}.md" for number in range(self._pages))

    def reply(self, asked: Asked) -> Answer:
        if asked.path == "/llms.txt":
            links = (f"- [Thing {number}]({url})" for number, url in enumerate(self.page_urls()))
            return Answer(200, "\n".join(links).encode(), {"Content-Type": "text/plain"})
        name = asked.path.removeprefix("/page").removesuffix(".md")
        if not name.isdecimal() or int(name) >= self._pages:
            return Answer(404, b"no such page", {"Content-Type": "text/plain"})
        body = text_of(int(name), self.edition if int(name) < self.changed else 0).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if asked.headers.get("If-None-Match") == etag:
            return Answer(304, b"", {"ETag": etag})
        return Answer(200, body, {"Content-Type": "text/markdown", "ETag": etag})
