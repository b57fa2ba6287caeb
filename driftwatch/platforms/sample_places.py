"""Where a page sends parameters of which no heading says where they travel: by its samples, or in a sentence."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct

from driftwatch.extract.blocks import Section
from driftwatch.extract.prose import texts_of
from driftwatch.platforms.sample_calls import codes_of, method_of_curl

_SENTENCES: Final = re.compile(r"(?<=[.!?])\s")
_LONGEST: Final = 400
_ALL: Final = "*"
_WRITING: Final = frozenset(("POST", "PUT", "PATCH"))
_METHOD: Final = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b")
_IN_QUERY: Final = re.compile(
    r"\bparameters\b[^.]{0,80}\b(?:sent|passed|provided|supplied|specified)\b[^.]{0,40}\bquery\sstring\b", re.IGNORECASE
)
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
    """Return by method what the curl samples of a page send in the query and in the body.

    Where a sentence says that the parameters of a method may stand in the query string, they do.
    """
    found: dict[str, Sent] = {}
    for command in _commands(page):
        sent = found.setdefault(method_of_curl(command), Sent(set(), set()))
        for match in _QUERY.finditer(command):
            sent.query.update(_PAIR.findall(match[1]))
        data = _DATA.search(command)
        if data:
            sent.body.update(_KEY.findall(command, data.end()))
            sent.body.update(_FORM.findall(command, data.end()))
    return found | {method: Sent({_ALL}, set()) for method in _said_in_query(page)}


def _said_in_query(page: Section) -> Iterator[str]:
    """Yield the methods of which a sentence says that their parameters may be sent in the query string."""
    for _, section in page.walk():
        for text in texts_of(section.blocks):
            for said in _SENTENCES.split(text.plain) if "query string" in text.plain else ():
                if len(said) <= _LONGEST and _IN_QUERY.search(said):
                    yield from _WRITING & set(_METHOD.findall(said))


def _commands(page: Section) -> Iterator[str]:
    for text in codes_of(page):
        starts = [match.start() for match in _CURL.finditer(text)]
        for start, end in pairwise((*starts, len(text))):
            yield text[start:end]
