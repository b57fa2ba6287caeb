"""Headers as they travel, where a title says that these are what a call takes: `Authorization: Bearer <token>`."""

from collections.abc import Iterable
from typing import Final

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import below
from driftwatch.extract.text.blocks import Code, List
from driftwatch.extract.words.roles import Aim
from driftwatch.patterns import lazy_regex

_HEADER: Final = lazy_regex(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?(?!/)\S.{0,300}")
_SENT: Final = Aim("request", "header")
_OF_EITHER: Final = frozenset(
    (
        "cache-control", "connection", "content-encoding", "content-language", "content-length", "content-type", "date",
        "transfer-encoding", "via",
    )
)  # fmt: skip
"""Headers of requests and answers alike (RFC 9110 6.6, 7.6, 8): a title over these alone may be of an answer."""
_OF_ANSWERS: Final = frozenset(
    (
        "age", "allow", "etag", "last-modified", "location", "proxy-authenticate", "retry-after", "server",
        "set-cookie", "vary", "www-authenticate",
    )
)  # fmt: skip
"""Headers of answers (RFC 9110 8.8, 10.2, 11.6, 12.5)."""
_MOST: Final = 20
"""Headers of one call; more lines are something else."""
_LONGEST: Final = 4_000


def headers_of_code(block: Code, aim: Aim, *, place: str = "") -> tuple[DocumentedField, ...]:
    """Return the headers of which each line of a block of code is one; () where any line is something else."""
    lines = block.text.strip().splitlines() if aim == _SENT and len(block.text) <= _LONGEST else []
    return _headers((line.strip() for line in lines if line.strip()), place)


def headers_of_items(block: List, aim: Aim, *, place: str = "") -> tuple[DocumentedField, ...]:
    """Return the same of a list of which each item begins with one in code."""
    items = block.items if aim == _SENT else ()
    return _headers((item.text.runs[0].text if item.text.codes else "" for item in items), place)


def _headers(lines: Iterable[str], place: str) -> tuple[DocumentedField, ...]:
    found = [_HEADER.fullmatch(line) for line in lines]
    names = dict.fromkeys(match[1] for match in found if match)
    known = {name.lower() for name in names}
    is_whole = 0 < len(found) <= _MOST and all(found) and not known <= _OF_EITHER and known.isdisjoint(_OF_ANSWERS)
    return tuple(DocumentedField(name=name, locator=below(place, name)) for name in names) if is_whole else ()
