"""Messages that a block of code shows as they travel: a first line, headers, an empty line, and a body."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct

from driftwatch.extract.data.sample_json import json_of_sample
from driftwatch.extract.text.blocks import Code
from driftwatch.extract.words.roles import Aim
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_FIRST: Final = lazy_regex(
    rf"^[ \t]{{0,8}}(?:HTTP/\d(?:\.\d)?[ \t]{{1,8}}(?P<status>[1-5]\d\d)\b"
    rf"|(?:{ANY_METHOD})[ \t]\S{{1,2000}}[ \t]HTTP/\d)",
    re.MULTILINE,
)
"""The first line of an answer, or of a request."""
_HEADER: Final = lazy_regex(r"[ \t]{0,8}[A-Za-z][\w-]{0,60}[ \t]?:")
_SENT: Final = Aim("request", "body")
_ANSWERED: Final = Aim("response")


class RawMessage(Struct, frozen=True):
    """One message; `status` is "" for a request."""

    status: str
    body: str


def shown_by_messages(block: Code) -> Iterator[tuple[Aim, str, Json]]:
    """Yield the bodies as JSON of the messages that a block shows, with what these are and the status of an answer."""
    for message in messages_in(block.text):
        shown = json_of_sample(message.body)
        if shown is not None:
            yield (_ANSWERED, message.status, shown) if message.status else (_SENT, "200", shown)


def messages_in(text: str) -> Iterator[RawMessage]:
    r"""Yield the messages that have a body, each up to the first line of the next one.

    >>> list(messages_in("GET /lids HTTP/1.1\nHost: example.com\n\nHTTP/1.1 200 OK\nVary: *\n\n[]"))
    [RawMessage(status='200', body='[]')]
    >>> list(messages_in("HTTP/1.1 200 OK\nno header\n\n[]"))
    []
    """
    if "HTTP/" not in text:
        return
    firsts = list(_FIRST.finditer(text))
    ends = (*(match.start() for match in firsts), len(text))
    for first, (start, end) in zip(firsts, pairwise(ends), strict=True):
        body = _body(text[start:end])
        if body:
            yield RawMessage(first["status"] or "", body)


def _body(message: str) -> str:
    """Return what stands below the empty line, or where that is forgotten below the last header; "" for nothing."""
    lines = message.split("\n")
    for number, line in enumerate(lines[1:], start=1):
        if not line.strip() or line.lstrip().startswith(("{", "[")):
            return "\n".join(lines[number:]).strip()
        if not _HEADER.match(line):
            return ""
    return ""
