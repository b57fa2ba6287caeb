"""Headers as they travel, where a title says that these are what a call takes: `Authorization: Bearer <token>`."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.field_tables import below
from driftwatch.extract.text.blocks import Code, Item, List, Run, Text
from driftwatch.extract.words.roles import Aim
from driftwatch.patterns import lazy_regex

_HEADER: Final = lazy_regex(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?(?!/)\S.{0,300}")
_NAME: Final = lazy_regex(
    r"(?P<name>[A-Za-z][A-Za-z0-9]{0,40}(?:-[A-Za-z0-9]{1,40}){1,6}|Authorization|Accept|Cookie|Host)\s?:?\s?"
)
"""A name that nothing but a header has: of several words, or one of those that every client sends."""
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


def names_in_code(block: List, aim: Aim) -> List:
    """Return a list whose items begin with names of headers in bold as if these stood in code.

    A capital in bold begins a label elsewhere, "**Note**"; names that only headers have do not, below a title of these.
    """
    heads = [item.text.runs[0] for item in block.items if item.text.runs] if aim == _SENT else []
    found = [_NAME.fullmatch(head.text) for head in heads if head.strong and not head.code]
    if len(found) != len(block.items) or not _are_sent({match["name"].lower() for match in found if match}, found):
        return block
    return replace(block, items=tuple(map(_in_code, block.items)))


def _in_code(item: Item) -> Item:
    first, *rest = item.text.runs
    name = first.text.strip().removesuffix(":").rstrip()
    behind = [Run(":"), *rest] if name != first.text.strip() else rest
    return replace(item, text=Text((Run(name, code=True), *behind)))


def _headers(lines: Iterable[str], place: str) -> tuple[DocumentedField, ...]:
    found = [_HEADER.fullmatch(line) for line in lines]
    names = dict.fromkeys(match[1] for match in found if match)
    is_whole = _are_sent({name.lower() for name in names}, found)
    return tuple(DocumentedField(name=name, locator=below(place, name)) for name in names) if is_whole else ()


def _are_sent(names: set[str], found: Sequence[object]) -> bool:
    """Tell whether all of what was looked at are headers, `names`, and such as a call takes."""
    is_whole = 0 < len(found) <= _MOST and all(found)
    return is_whole and not names <= _OF_EITHER and names.isdisjoint(_OF_ANSWERS)
