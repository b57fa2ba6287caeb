"""What blocks say of themselves: the head of a table's first column, the title of a code block, needs in all rows."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.text.blocks import Block, Code, Paragraph, Table
from driftwatch.extract.text.columns import columns_of
from driftwatch.extract.words.role_words import NOT_SENT, OBJECTS
from driftwatch.extract.words.roles import aim_of, role_of_title
from driftwatch.extract.words.vocabulary import MESSAGE_COLUMNS
from driftwatch.extract.words.wording import word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.captions import path_of_caption
from driftwatch.platforms.messages.raw_messages import messages_in

_PLACES: Final = frozenset(("path", "query"))
_OF_MESSAGE: Final = _PLACES | {"body", "response"}
_NO_WAYS: Final = NOT_SENT - {"notification"} | set(OBJECTS)
"""Words of a heading below which no way to send something is described; one of several notifications may be sent."""
_TYPE: Final = lazy_regex(r"[A-Z][a-z0-9]{1,40}(?:[A-Z][A-Za-z0-9]{0,40}){1,8}")
"""The name of a type as code has it, which describes what something else holds: `WidgetLid`."""
_NEAR: Final = 4
"""Blocks above a table among which the message is that it explains."""
_TITLE: Final = lazy_regex(r"\btitle=[\"']([^\"']{1,80})[\"']")
"""What the first line of a code block calls it."""


def head_of(table: Table, here: Sequence[str], blocks: Sequence[Block], at: int) -> tuple[str, ...]:
    """Return what the fields of a table are of, where nothing above it, `here`, says so.

    The head of the column of their names may: "Path parameter"; so may a whole message right above, but for other
    tables, of which the table says what is in its body, where it is one of these `blocks`, the one at `at`.
    """
    aim = aim_of(here)
    if not aim.side and blocks[at] is table and (shown := _shown_by(blocks[max(at - _NEAR, 0) : at])):
        return shown
    is_of_message = any(word(cell.plain) in MESSAGE_COLUMNS for cell in table.header[:1])
    is_first = columns_of(table.header if is_of_message else table.header[:1]).get("name") == 0
    said = table.header[0].plain if is_first else ""
    is_open = aim.side in ("", "request") and not aim.within
    return (said,) if is_open and role_of_title(said) in (_OF_MESSAGE if is_of_message else _PLACES) else ()


def _shown_by(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Say as a heading would which body a message shows, as it travels, with its first line and headers."""
    block = next((each for each in reversed(blocks) if not isinstance(each, Table) and not _is_caption(each)), None)
    found = list(messages_in(block.text)) if isinstance(block, Code) else []
    if len(found) != 1:
        return ()
    return (f"Response {found[0].status}" if found[0].status else "Request body",)


def _is_caption(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(path_of_caption(block.text))


def is_way(title: str, fields: Sequence[DocumentedField]) -> bool:
    """Tell whether a table below `title` may list what is sent in one way of several: "Warning", with its needs."""
    *_, last = ("", *word(title).split())
    if _TYPE.fullmatch(title.strip()):
        return False
    return bool(fields) and all(field.required is not None for field in fields) and last not in _NO_WAYS


def title_in(block: Code) -> str:
    """Return what the first line of a code block says behind its language: a title, be it in quotes."""
    title = _TITLE.search(block.info)
    return title[1] if title else block.info


def title_of(block: Code) -> str:
    """Return what the first line of a code block calls the message that it shows; "" where it calls none.

    >>> title_of(Code("json", 'title="Response 201"', "{}")), title_of(Code("json", "Response", "{}"))
    ('Response 201', 'Response')
    """
    said = title_in(block)
    return said if said and role_of_title(said) in ("request", "response") else ""
