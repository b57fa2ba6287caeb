"""Tables that state limits: `Plan | Requests per minute`, `Endpoint | Limit`, or a row `Rate limit | 60 per minute`."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Section, Table, Text, tables_of
from driftwatch.extract.text.columns import is_field_table
from driftwatch.extract.words.amounts import amounts, rates
from driftwatch.extract.words.wording import slug, tidy, word
from driftwatch.model import address, paths
from driftwatch.model.facts import Notice
from driftwatch.patterns import lazy_regex

_ROW: Final = lazy_regex(
    r"(?:api )?(?:rate|request|concurrency|usage) limits?(?: \(.{0,40}\))?$|限流|速率限制|лимит запросов"
)
_UNIT: Final = lazy_regex(
    r"(?:max(?:imum)? )?(requests?|tokens?|images?|calls?)\s?(?:per|/)\s?(second|minute|hour|day|month)"
    r"|\b(rpm|rps|rpd|tpm|tpd|qps|qpm)\b"
)
_LIMITS: Final = lazy_regex(r"(?:[\w/-]{1,20} ){0,2}limits?(?: \(.{0,40}\))?$|rate$|限流|лимит")
_SEEN: Final = lazy_regex(
    r"\b(?:peak|average|avg|mean|p\d\d|observed|measured|expected|actual|estimated|new|current|typical|workload)\b",
    re.IGNORECASE,
)
"""How a column is called that says how many calls there are: none of them is too many."""
_OF_LIMITS: Final = lazy_regex(r"\b(?:rate|limits?|limiting|endpoints?|requests?)\b", re.IGNORECASE)
_LONGEST: Final = 90
_PER: Final = lazy_regex(r"(\d[\d,]{0,12})\s?((?:per|/)\s?\w{1,10})$", re.IGNORECASE)
_NUMBER: Final = lazy_regex(r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d+)?\s?(?:k|m)?$", re.IGNORECASE)


def table_limits(page: Section) -> Iterator[Notice]:
    """Yield a notice for each limit that a table states.

    What several sections state of the same subject is told apart by their titles; what stands below the page's own
    title keeps the plain subject.
    """
    found = list(_stated(page))
    times = Counter(at for at, _ in {(notice.at, notice.locator) for _, notice in found})
    for depth, notice in found:
        if depth and times[notice.at] > 1:
            topic, subject = paths.split(notice.at)
            part = _OF_LIMITS.sub(" ", notice.locator)
            yield replace(notice, at=address.join(topic, slug(f"{part} {subject}", _LONGEST)))
        else:
            yield notice


def _stated(page: Section) -> Iterator[tuple[int, Notice]]:
    for above, section in page.walk():
        for table in tables_of(section.blocks):
            if not is_field_table(table.header):
                for notice in (*_by_row(table, section.title), *_by_column(table, section.title)):
                    yield len(above), notice


def _by_row(table: Table, title: str) -> Iterator[Notice]:
    for row in (table.header, *table.rows):
        if len(row) > 1 and _ROW.fullmatch(word(row[0].plain)):
            stated = rates(_with_unit(tidy(row[1].plain)))
            if stated:
                yield _notice(
                    word(row[0].plain), stated, text=f"{tidy(row[0].plain)}: {tidy(row[1].plain)}", title=title
                )


def _by_column(table: Table, title: str) -> Iterator[Notice]:
    for index, cell in enumerate(table.header[1:], start=1):
        unit = _UNIT.search(word(cell.plain))
        if not unit and not _LIMITS.fullmatch(word(cell.plain)):
            continue
        if _SEEN.search(cell.plain) and "limit" not in word(cell.plain):
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


def _limit(cell: Text, unit: re.Match[str] | None) -> tuple[str, ...]:
    plain = tidy(cell.plain)
    if unit is None or not _NUMBER.fullmatch(plain):
        return rates(_with_unit(plain))
    written = unit[3] or f"{unit[1]} per {unit[2]}"
    return amounts(f"{plain} {written}")


def _with_unit(text: str) -> str:
    """Say what a limit without a unit counts: `100 per minute` are requests."""
    return _PER.sub(r"\1 requests \2", text)


def _notice(subject: str, stated: tuple[str, ...], *, text: str, title: str) -> Notice:
    at = address.join("notice", "rate-limit", slug(subject))
    return Notice(at=at, topic="rate-limit", text=text, amounts=stated, locator=title, stated_by="table")
