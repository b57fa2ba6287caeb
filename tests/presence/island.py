"""A small documentation site in memory, whose answers can be spoilt one by one, and its captures day by day."""

import json
from collections.abc import Callable, Sequence
from urllib.parse import urljoin

from driftwatch.config.keys import SourceConfig
from driftwatch.history.review import findings_between
from driftwatch.model.finding import Finding
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.presence.impostors import is_home_redirect, is_login_redirect
from driftwatch.presence.integrity import judge
from driftwatch.workflows.capture import Captured, capture

ROOT = "https://docs.example.com"
INDEX = f"{ROOT}/llms.txt"
MARKDOWN, HTML, JSON, PLAIN = "text/markdown", "text/html; charset=utf-8", "application/json", "text/plain"

_NOUNS = ("parcels", "couriers", "depots", "labels", "routes", "pickups", "returns", "tariffs")
_FIELDS = {
    "parcels": ("weight", "fragile", "contents"),
    "couriers": ("phone", "vehicle", "shift"),
    "depots": ("city", "capacity", "opening"),
    "labels": ("format", "width", "language"),
    "routes": ("origin", "target", "avoid"),
    "pickups": ("window", "street", "doorbell"),
    "returns": ("reason", "refund", "photo"),
    "tariffs": ("zone", "currency", "rounding"),
}


def page_about(noun: str) -> str:
    """A page that documents one call in a table, with its errors and a limit."""
    first, second, third = _FIELDS[noun]
    one = noun.removesuffix("s")
    return (
        f"# Create {noun}\n\n`POST https://api.example.com/v1/{noun}`\n\n"
        f"Call this once for every {one} that your warehouse hands over. The {one} is visible to all of your team "
        f"as soon as the answer has come, and its {first} can be edited until the evening.\n\n"
        f"## Request body\n\n| Name | Type | Required | Description |\n| --- | --- | --- | --- |\n"
        f"| `{first}` | string | yes | What the {first} of the {one} is. |\n"
        f"| `{second}` | boolean | no | Whether a {second} matters for the {one}. |\n"
        f"| `{third}` | integer | no | Number that stands for the {third}. |\n\n"
        f"## Errors\n\n| Status | Meaning | Retry |\n| --- | --- | --- |\n"
        f"| 409 | The {one} exists already. | No |\n| 429 | Too many {noun} at once. | Yes, with backoff |\n\n"
        f"## Limits\n\nRate limit: {10 + len(noun)} requests per minute for {noun}.\n"
    )


PROSE = (
    "# How billing works\n\nInvoices are written on the first day of each month. Failed calls are not charged.\n\n"
    "## Refunds\n\nA refund takes up to five working days. Ask the people of support; they read the journal.\n\n"
    "## Taxes\n\nPrices are without tax. The country of your company decides which rate applies to an invoice.\n"
)
SPEC = {
    "openapi": "3.1.0",
    "info": {"title": "Tracking", "version": "1.0.0"},
    "servers": [{"url": "https://track.example.com"}],
    "paths": {
        "/v1/scans": {
            "get": {
                "parameters": [{"name": "since", "in": "query", "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "Scans",
                        "content": {
                            "application/json": {
                                "schema": {"type": "object", "properties": {"place": {"type": "string"}}}
                            }
                        },
                    }
                },
            }
        }
    },
}


def html_about(noun: str) -> str:
    rows = "".join(f"<tr><td><code>{field}</code></td><td>string</td><td>yes</td></tr>" for field in _FIELDS[noun])
    return (
        f"<!DOCTYPE html><html><head><title>Create {noun}</title></head><body><main><h1>Create {noun}</h1>"
        f"<p><code>POST https://api.example.com/v1/{noun}</code></p><p>Every one of the {noun} is kept for a year, and "
        f"whoever asks for them sees those of the own team.</p><h2>Request body</h2><table><thead><tr><th>Name</th>"
        f"<th>Type</th><th>Required</th></tr></thead><tbody>{rows}</tbody></table></main></body></html>"
    )


class Answer:
    """What an address answers."""

    def __init__(self, body: str = "", kind: str = MARKDOWN, status: int = 200, location: str = "") -> None:
        self.body, self.kind, self.status, self.location = body, kind, status, location


class Island:
    """The site, as a fetcher: paths and what they answer; the index lists `listed`."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {f"/api/{noun}.md": Answer(page_about(noun)) for noun in _NOUNS[:-1]}
        self.answers["/api/tariffs"] = Answer(html_about("tariffs"), HTML)
        self.answers["/guides/billing.md"] = Answer(PROSE)
        self.answers["/openapi.json"] = Answer(json.dumps(SPEC, indent=1), JSON)
        self.listed = list(self.answers)
        self.index: str | None = None

    @property
    def calls(self) -> list[str]:
        """The pages that document a call in Markdown."""
        return [path for path in self.answers if path.startswith("/api/") and path.endswith(".md")]

    def read(self, urls: Sequence[str], on_reading: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        readings = tuple(self._read(url) for url in urls)
        for reading in readings if on_reading else ():
            on_reading(reading)
        return readings

    def _read(self, url: str) -> Reading:
        target = url
        while (answer := self._answer(target)).location:
            target = urljoin(target, answer.location)
            if is_home_redirect(url, target):
                return Reading(url=url, final_url=target, state="soft-404")
            if is_login_redirect(url, target):
                return Reading(url=url, final_url=target, state="login")
        body = answer.body.encode()
        state, detail = judge(url, answer.status, answer.kind, body)
        body = body if state == "read" else b""
        return Reading(
            url=url, final_url=target, state=state, status=answer.status, content_type=answer.kind, body=body,
            detail=detail,
        )  # fmt: skip

    def _answer(self, url: str) -> Answer:
        if url == INDEX:
            lines = [f"- [{path}]({ROOT}{path}): words\n" for path in self.listed]
            return Answer(self.index or f"# Docs\n\n## Pages\n\n{''.join(lines)}", PLAIN)
        return self.answers.get(url.removeprefix(ROOT), Answer("no", PLAIN, status=404))

    def read_anew(self, urls: Sequence[str]) -> tuple[Reading, ...]:
        return self.read(urls)

    def stored(self) -> None:
        """Know nothing without asking."""

    def keep(self, reading: Reading) -> None:
        """Remember nothing."""

    def forget_others(self) -> None:
        """Remember nothing."""


class Silent:
    """Tells nobody how it goes."""

    def say(self, line: str) -> None:
        """Say nothing."""

    def started(self, what: str, total: int) -> None:
        """Say nothing."""

    def step(self, line: str) -> None:
        """Say nothing."""

    def finished(self) -> None:
        """Say nothing."""


class Watch:
    """Captures the island day by day, each on top of the one before, as files."""

    def __init__(self, island: Island, **settings: object) -> None:
        self.island = island
        self.source = SourceConfig(index=INDEX, **{"min_read_share": 0.5, **settings})
        self.day = 0
        self.known: Snapshot | None = None
        self.captured: Captured | None = None

    def next_day(self, days: int = 1, *, accept_loss: bool = False) -> list[Finding]:
        """Capture on the next day and return what is told of it."""
        self.day += days
        today = f"2026-05-{self.day:02}"
        made = capture(
            self.source, previous=self.known, fetcher=self.island, talk=Silent(), label=today, today=today,
            accept_loss=accept_loss,
        )  # fmt: skip
        before = made.before
        self.captured = made
        self.known = snapshot_of_files(files_of(made.snapshot), label=today)
        return list(findings_between(before, self.known, today=today)) if before is not None else []

    def facts(self) -> dict[str, bytes]:
        """The files of the newest snapshot."""
        assert self.known is not None
        return dict(files_of(self.known))
