"""What blocks say of themselves: the head of a table's first column, the title of a code block, needs in all rows."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.blocks import Code, Table
from driftwatch.extract.columns import columns_of
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.role_words import NOT_SENT, OBJECTS
from driftwatch.extract.roles import aim_of, role_of_title
from driftwatch.extract.vocabulary import MESSAGE_COLUMNS
from driftwatch.extract.wording import word
from driftwatch.patterns import lazy_regex

_PLACES: Final = frozenset(("path", "query"))
_OF_MESSAGE: Final = _PLACES | {"body", "response"}
_NO_WAYS: Final = NOT_SENT - {"notification"} | set(OBJECTS)
"""Words of a heading below which no way to send something is described; one of several notifications may be sent."""
_TYPE: Final = lazy_regex(r"[A-Z][a-z0-9]{1,40}(?:[A-Z][A-Za-z0-9]{0,40}){1,8}")
"""The name of a type as code has it, which describes what something else holds: `WidgetLid`."""
_TITLE: Final = lazy_regex(r"\btitle=[\"']([^\"']{1,80})[\"']")
"""What the first line of a code block calls it."""


def head_of(table: Table, here: Sequence[str]) -> tuple[str, ...]:
    """Return the head of a column of names that says where they travel, where nothing above the table, `here`, does."""
    is_of_message = any(word(cell.plain) in MESSAGE_COLUMNS for cell in table.header[:1])
    is_first = columns_of(table.header if is_of_message else table.header[:1]).get("name") == 0
    said = table.header[0].plain if is_first else ""
    aim = aim_of(here)
    is_open = aim.side in ("", "request") and not aim.within
    return (said,) if is_open and role_of_title(said) in (_OF_MESSAGE if is_of_message else _PLACES) else ()


def is_way(title: str, fields: Sequence[DocumentedField]) -> bool:
    """Tell whether a table below `title` may list what is sent in one way of several: "Warning", with its needs."""
    *_, last = ("", *word(title).split())
    if _TYPE.fullmatch(title.strip()):
        return False
    return bool(fields) and all(field.required is not None for field in fields) and last not in _NO_WAYS


def title_of(block: Code) -> str:
    """Return what the first line of a code block calls the message that it shows; "" where it calls none.

    >>> title_of(Code("json", 'title="Response 201"', "{}")), title_of(Code("json", "Response", "{}"))
    ('Response 201', 'Response')
    """
    title = _TITLE.search(block.info)
    said = title[1] if title else block.info
    return said if said and role_of_title(said) in ("request", "response") else ""
