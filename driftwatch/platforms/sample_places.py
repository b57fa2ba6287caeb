"""Where the request samples of a page send parameters of which its headings do not say where they travel."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct

from driftwatch.extract.blocks import Section
from driftwatch.platforms.sample_calls import codes_of, method_of_curl

_CURL: Final = re.compile(r"(?:^|[\s$&;|])curl\s")
_QUERY: Final = re.compile(r"https?://[^\s\"'?]{1,300}\?([^\s\"'\\#]{1,2000})")
_PAIR: Final = re.compile(r"(?:^|&)([A-Za-z_][\w.\[\]-]{0,80})=")
_DATA: Final = re.compile(r"\s(?:-d|-F|--data(?:-[a-z]{1,12})?|--form(?:-string)?|--json)[\s=]{0,3}")
_KEY: Final = re.compile(r"\"([A-Za-z_][\w-]{0,80})\"\s{0,5}:")
_FORM: Final = re.compile(r"(?<![\w?&=/])['\"]?([A-Za-z_][\w.\[\]-]{0,80})=")


class Sent(Struct):
    """The names that samples of one method send."""

    query: set[str]
    body: set[str]


def sent_by_samples(page: Section) -> dict[str, Sent]:
    """Return by method what the curl samples of a page send in the query and in the body."""
    found: dict[str, Sent] = {}
    for command in _commands(page):
        sent = found.setdefault(method_of_curl(command), Sent(set(), set()))
        for match in _QUERY.finditer(command):
            sent.query.update(_PAIR.findall(match[1]))
        data = _DATA.search(command)
        if data:
            sent.body.update(_KEY.findall(command, data.end()))
            sent.body.update(_FORM.findall(command, data.end()))
    return found


def _commands(page: Section) -> Iterator[str]:
    for text in codes_of(page):
        starts = [match.start() for match in _CURL.finditer(text)]
        for start, end in pairwise((*starts, len(text))):
            yield text[start:end]
