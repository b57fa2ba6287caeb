"""Tables that state limits: `Plan | Requests per minute`, or a row `Rate limit | 60 requests per minute`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.amounts import amounts, rates
from driftwatch.extract.blocks import Block, Callout, Section, Table, Text
from driftwatch.extract.columns import is_field_table
from driftwatch.extract.wording import slug, tidy, word
from driftwatch.model import address
from driftwatch.model.facts import Notice

_ROW: Final = re.compile(
    r"(?:api )?(?:rate|request|concurrency|usage) limits?(?: \(.{0,40}\))?$|限流|速率限制|лимит запросов"
)
_UNIT: Final = re.compile(
    r"(?:max(?:imum)? )?(requests?|tokens?|images?|calls?)\s?(?:per|/)\s?(second|minute|hour|day|month)"
    r"|\b(rpm|rps|rpd|tpm|tpd|qps|qpm)\b"
)
_NUMBER: Final = re.compile(r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d+)?\s?(?:k|m)?$", re.IGNORECASE)


def table_limits(page: Section) -> Iterator[Notice]:
    """Yield a notice for each limit that a table states."""
    for _, section in page.walk():
        for table in _tables(section.blocks):
            if not is_field_table(table.header):
                yield from _by_row(table, section.title)
                yield from _by_column(table, section.title)


def _by_row(table: Table, title: str) -> Iterator[Notice]:
    for row in (table.header, *table.rows):
        if len(row) > 1 and _ROW.fullmatch(word(row[0].plain)):
            stated = rates(tidy(row[1].plain))
            if stated:
                yield _notice(
                    word(row[0].plain), stated, text=f"{tidy(row[0].plain)}: {tidy(row[1].plain)}", title=title
                )


def _by_column(table: Table, title: str) -> Iterator[Notice]:
    for index, cell in enumerate(table.header[1:], start=1):
        unit = _UNIT.search(word(cell.plain))
        if not unit:
            continue
        for row in table.rows:
            stated = _limit(row[index], unit)
            if stated:
                subject = f"{tidy(row[0].plain)} {tidy(cell.plain)}"
                yield _notice(
                    subject,
                    stated,
                    text=f"{tidy(row[0].plain)}, {tidy(cell.plain)}: {tidy(row[index].plain)}",
                    title=title,
                )


def _limit(cell: Text, unit: re.Match[str]) -> tuple[str, ...]:
    plain = tidy(cell.plain)
    if not _NUMBER.fullmatch(plain):
        return rates(plain)
    written = unit[3] or f"{unit[1]} per {unit[2]}"
    return amounts(f"{plain} {written}")


def _notice(subject: str, stated: tuple[str, ...], *, text: str, title: str) -> Notice:
    at = address.join("notice", "rate-limit", slug(subject))
    return Notice(at=at, topic="rate-limit", text=text, amounts=stated, place=title, stated_by="table")


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Callout):
            yield from _tables(block.blocks)
