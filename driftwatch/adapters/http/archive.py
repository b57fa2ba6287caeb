"""A recorded run as HTTP Archive 1.2, the format that browsers and proxies write and show.

Source: http://www.softwareishard.com/blog/har-12-spec/

Two members begin with an underscore, as the format asks of additions: `_driftwatch` of the log (the source as
configured) and `_failure` of an entry (how the exchange failed).
"""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from driftwatch import __version__
from driftwatch.errors import UsageError
from driftwatch.model.reading import ReadingState
from driftwatch.redaction import redact

MAX_RECORDING_BYTES: Final = 700_000_000
"""What the documents of a run may be together, and a third more: bytes that are no text are written as base64."""

FailureKind = Literal["connect", "read", "timeout"] | ReadingState


class Failure(Struct, frozen=True, kw_only=True):
    """How an exchange failed: on the network, or with the state that the reader gives such an answer."""

    kind: FailureKind
    reason: str


class Header(Struct, frozen=True):
    """One header of a request or response."""

    name: str
    value: str


class Content(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """A body, unpacked; `size` in bytes."""

    size: int
    mime_type: str
    text: str = ""
    encoding: Literal["", "base64"] = ""

    @property
    def body(self) -> bytes:
        """The bytes; raises ValueError when they are not what the encoding says."""
        return base64.b64decode(self.text, validate=True) if self.encoding else self.text.encode()


class Asked(Struct, frozen=True, kw_only=True, rename="camel"):
    """A request."""

    method: str
    url: str
    http_version: str = "HTTP/1.1"
    cookies: tuple[()] = ()
    headers: tuple[Header, ...] = ()
    query_string: tuple[()] = ()
    headers_size: int = -1
    body_size: int = 0


class Answered(Struct, frozen=True, kw_only=True, rename="camel"):
    """A response; status 0 without any, as browsers write it."""

    status: int
    content: Content
    headers: tuple[Header, ...] = ()
    status_text: str = ""
    http_version: str = "HTTP/1.1"
    cookies: tuple[()] = ()
    redirect_url: str = msgspec.field(default="", name="redirectURL")
    headers_size: int = -1
    body_size: int = -1


class Timings(Struct, frozen=True, kw_only=True):
    """How long the parts of an exchange took, in milliseconds; not measured."""

    send: float = 0.0
    wait: float = 0.0
    receive: float = 0.0


class Entry(Struct, frozen=True, kw_only=True, rename="camel"):
    """One exchange: a request and what came of it."""

    started_date_time: str
    request: Asked
    response: Answered
    time: float = 0.0
    cache: dict[str, None] = {}
    timings: Timings = Timings()
    failure: Failure | UnsetType = msgspec.field(default=UNSET, name="_failure")


class Creator(Struct, frozen=True, kw_only=True):
    """What wrote the file."""

    name: str = "driftwatch"
    version: str = __version__


class RecordingOf(Struct, frozen=True, kw_only=True):
    """What the recording is of."""

    source: str
    settings: str
    """The source as driftwatch.toml has it: `[sources.NAME]` and its keys."""
    started: str


class Log(Struct, frozen=True, kw_only=True):
    """All exchanges, in the order in which they began."""

    entries: tuple[Entry, ...]
    of: RecordingOf = msgspec.field(name="_driftwatch")
    version: str = "1.2"
    creator: Creator = Creator()


class Archive(Struct, frozen=True, kw_only=True):
    """The whole file."""

    log: Log


class Recording(Struct, frozen=True, kw_only=True):
    """A recorded run, to be answered out of."""

    source: str
    settings: str
    """Text of a driftwatch.toml that has this source."""
    started: datetime
    entries: Mapping[str, Sequence[Entry]]
    """By redacted URL, in the order in which they were asked."""


def read_recording(content: bytes, *, file: str) -> Recording:
    """Read what a `Recorder` wrote.

    Raises:
        UsageError: it is no such file.
    """
    hint = "`driftwatch run --record FILE` writes one"
    try:
        log = msgspec.json.decode(content, type=Archive).log
        started = datetime.fromisoformat(log.of.started)
        for entry in log.entries:
            _ = entry.response.content.body
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UsageError(f"{file} is no recording: {redact(str(error))[:200]}", hint=hint) from None
    if started.tzinfo is None:
        raise UsageError(f"{file} is no recording: its time has no time zone", hint=hint)
    entries: dict[str, list[Entry]] = {}
    for entry in log.entries:
        entries.setdefault(entry.request.url, []).append(entry)
    return Recording(source=log.of.source, settings=log.of.settings, started=started, entries=entries)
