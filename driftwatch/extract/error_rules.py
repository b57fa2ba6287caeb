"""What pages say about failures: error tables and error headings to rules.

A merged cell (`500, 503, 504`) is a rule for each code; a code with a condition ("500 with `error.code: x`") is a
signal of its own, and what is no code at all (`Path mistake`) stays a signal in words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract import vocabulary
from driftwatch.extract.blocks import Block, Callout, Paragraph, Section, Table, Text, tables_of
from driftwatch.extract.error_mentions import mentioned_errors
from driftwatch.extract.wording import tidy, word
from driftwatch.model import address
from driftwatch.model.facts import ErrorRule, Retry

_FAILURE: Final = 400
_LONGEST: Final = 300
_CODE: Final = r"(?:[1-5]\d\d|[45][xX]{2})"
_CODES: Final = re.compile(
    rf"(?:HTTP\s|status\s)?({_CODE}(?:(?:\s?[,/、，;|&]\s?|\s(?:or|and|oder|ou|или|lub|y|和|或)\s|\s)(?:and\s"
    rf"|or\s)?{_CODE})*)(?![\w.-])",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"(?:HTTP\s)?([45]\d\d)\s?(?:-|to|bis|до)\s?([45]\d\d)$", re.IGNORECASE)
_CONDITION: Final = re.compile(
    r"(?:with|when|where|if|and|plus|from|on|in|for|whose|after|\+|:|-)\s|[+(]", re.IGNORECASE
)
_STATUS: Final = re.compile(_CODE)
_STRONG_STATUS: Final = frozenset(
    (
        "status",
        "status code",
        "http status",
        "http status code",
        "http code",
        "status or signal",
        "状态码",
        "http 状态码",
    )
)
_RETRY_SENTENCE: Final = re.compile(
    r"(?:^|[.!]\s|then\s)retry\b(?! (?:is|will|does|only))|\bsafe to retry\b|\bretry with (?:exponential )?backoff",
    re.IGNORECASE,
)
_NO_RETRY_SENTENCE: Final = re.compile(
    r"\b(?:do not|don't|never|not)\s(?:\w+\s)?retry|\bretrying (?:will not|won't|does not) help", re.IGNORECASE
)
_USUALLY_NO: Final = (
    "usually no",
    "usually not",
    "generally no",
    "rarely",
    "mostly no",
    "not usually",
    "normally no",
    "typically no",
    "zwykle nie",
    "обычно нет",
    "通常否",
    "通常不",
)
_YES: Final = (
    "yes",
    "safe",
    "retry",
    "✅",
    "✔",
    "true",
    "是",
    "да",
    "tak",
    "oui",
    "ja",
    "sí",
    "sim",
    "はい",
    "可",
    "예",
)
_NO: Final = (
    "no",
    "never",
    "don't",
    "do not",
    "false",
    "❌",
    "✗",
    "否",
    "нет",
    "nie",
    "non",
    "nein",
    "não",
    "いいえ",
    "不",
    "아니",
)


class _Columns(Struct, frozen=True):
    """Indexes of the columns of an error table; -1 for one that it does not have."""

    signal: int
    status: int = -1
    meaning: int = -1
    retry: int = -1
    action: int = -1


def error_rules(page: Section) -> tuple[ErrorRule, ...]:
    """Return one rule for each signal of the page, sorted.

    A table is believed before a heading; later statements fill what the first left open. Order means nothing else.
    On a page with an error table, a status that only its prose mentions is a rule as well.
    """
    found: dict[str, ErrorRule] = {}
    statements = sorted(
        error_statements(page), key=lambda rule: (rule.stated_by != "table", rule.retry == "unspecified")
    )
    for rule in statements:
        known = found.get(rule.at)
        found[rule.at] = _filled(known, rule) if known else rule
    if any(rule.stated_by == "table" for rule in statements):
        for rule in mentioned_errors(page):
            found.setdefault(rule.at, rule)
    return tuple(found[at] for at in sorted(found))


def error_statements(page: Section) -> tuple[ErrorRule, ...]:
    """Return every statement about a failure in reading order; several may speak of one signal."""
    return tuple(rule for _, section in page.walk() for rule in (*_of_tables(section), *_of_heading(section)))


def retry_of(text: str) -> Retry:
    """Read the cell of a retry column.

    >>> retry_of("Usually no"), retry_of("Yes, with backoff"), retry_of("It depends")
    ('usually-no', 'yes', 'unspecified')
    """
    said = word(text)
    if said.startswith(_USUALLY_NO):
        return "usually-no"
    first = re.split(r"[\s,.;:(，。]", said, maxsplit=1)[0]
    if first in _NO or said.startswith(("do not", "don't", "不")):
        return "no"
    return "yes" if first in _YES or said.startswith("可") else "unspecified"


def signals_of(text: Text) -> tuple[str, ...]:
    """Split a status cell into its signals.

    `500, 503` and `500 or 503` are two; `429 Too Many Requests` is `429`; `5xx` is `5XX`; `500-504` stays a range.
    """
    said = tidy(text.plain)
    if not said or len(said) > _LONGEST:
        return ()
    if ends := _RANGE.match(said):
        return (f"{ends[1]}-{ends[2]}",)
    match = _CODES.match(said)
    if not match:
        return (said,)
    rest = said[match.end() :].strip()
    codes = tuple(dict.fromkeys(code.upper() for code in _STATUS.findall(match[1])))
    conditional = bool(rest) and (_CONDITION.match(rest) is not None or (len(text.codes) > 1 and len(codes) == 1))
    if conditional and not _is_reason(rest):
        return tuple(f"{code} {rest}" for code in codes)
    return codes


def _is_reason(rest: str) -> bool:
    """Tell a reason phrase in brackets or behind a dash ("(Bad Request)", "- Not Found") from a condition."""
    plain = rest.strip("()-: ")
    return rest[0] in "(-:" and bool(re.fullmatch(r"[A-Z][A-Za-z' ]{2,40}", plain))


def _filled(known: ErrorRule, other: ErrorRule) -> ErrorRule:
    return replace(
        known,
        meaning=known.meaning or other.meaning,
        retry=other.retry if known.retry == "unspecified" else known.retry,
        action=known.action or other.action,
    )


def _of_tables(section: Section) -> Iterator[ErrorRule]:
    for table in tables_of(section.blocks):
        columns = _columns(table)
        if columns is None:
            continue
        for row in table.rows:
            for signal in signals_of(row[columns.signal]):
                status = _status(signal) or _status(_cell(row, columns.status))
                if status is None or status >= _FAILURE or columns.retry >= 0:
                    yield _rule(signal, status=status, row=row, columns=columns, section=section)


def _rule(signal: str, *, status: int | None, row: tuple[Text, ...], columns: _Columns, section: Section) -> ErrorRule:
    return ErrorRule(
        at=address.join("error-rule", address.step(signal)),
        signal=signal,
        status=status,
        meaning=_cell(row, columns.meaning),
        retry=retry_of(_cell(row, columns.retry))
        if columns.retry >= 0
        else _retry_of_prose(_cell(row, columns.action)),
        action=_cell(row, columns.action),
        stated_by="table",
        locator=f"{section.title} > {tidy(row[columns.signal].plain)}".removeprefix(" > "),
    )


def is_error_table(table: Table) -> bool:
    """Tell whether the rows of a table are failures."""
    return _columns(table) is not None


def _columns(table: Table) -> _Columns | None:
    """Find the columns of an error table; None when the table is about something else."""
    words = [word(cell.plain).rstrip("?") for cell in table.header]
    if {"schema", "model"} & set(words):
        return None
    signal = _first(words, vocabulary.STATUS_COLUMNS)
    if signal < 0:
        return None
    second = next((index for index in range(signal + 1, len(words)) if words[index] in vocabulary.STATUS_COLUMNS), -1)
    if second >= 0 and words[signal] in _STRONG_STATUS and not _numbers(table, second):
        signal, second = second, signal
    columns = _Columns(
        signal=signal,
        status=second,
        meaning=_first(words, vocabulary.MEANING_COLUMNS, besides=(signal, second)),
        retry=_first(words, {item.rstrip("?") for item in vocabulary.RETRY_COLUMNS}),
        action=_first(words, vocabulary.ACTION_COLUMNS),
    )
    if max(columns.meaning, columns.retry, columns.action) < 0:
        return None
    coded = _numbers(table, signal) + (_numbers(table, second) if second >= 0 else 0)
    judged = columns.retry >= 0 and any(retry_of(row[columns.retry].plain) != "unspecified" for row in table.rows)
    return columns if coded or judged else None


def _first(words: Sequence[str], known: set[str] | frozenset[str], besides: tuple[int, ...] = ()) -> int:
    return next((index for index, said in enumerate(words) if said in known and index not in besides), -1)


def _numbers(table: Table, column: int) -> int:
    """Count the cells that begin with a status of failure."""
    plain = (tidy(row[column].plain) for row in table.rows)
    return sum(1 for text in plain if re.match(r"(?:HTTP\s)?[45](?:\d\d|xx)(?!\d)", text, re.IGNORECASE))


def _of_heading(section: Section) -> Iterator[ErrorRule]:
    """Read an accordion or heading that names statuses only: `400`, `500 or 503`, `429 Too Many Requests`."""
    title = tidy(section.title)
    match = _CODES.match(title)
    rest = title[match.end() :].strip(" :-") if match else ""
    if not match or (rest and not re.fullmatch(r"[A-Z][A-Za-z' ]{2,40}", rest.strip("()"))):
        return
    prose = [tidy(block.text.plain) for block in _prose(section.blocks)]
    said = " ".join(prose)
    for code in dict.fromkeys(_STATUS.findall(match[1])):
        status = _status(code)
        if (status is None or status >= _FAILURE) and said:
            yield ErrorRule(
                at=address.join("error-rule", code.upper()),
                signal=code.upper(),
                status=status,
                meaning=prose[0],
                retry=_retry_of_prose(said),
                action=" ".join(prose[1:]),
                stated_by="prose",
                locator=title,
            )


def _retry_of_prose(text: str) -> Retry:
    no, yes = _NO_RETRY_SENTENCE.search(text), _RETRY_SENTENCE.search(text)
    if bool(no) == bool(yes):
        return "unspecified"
    return "no" if no else "yes"


def _status(signal: str) -> int | None:
    match = re.match(r"[1-5]\d\d(?![\d-])", signal)
    return int(match.group()) if match else None


def _cell(row: tuple[Text, ...], column: int) -> str:
    return tidy(row[column].plain) if column >= 0 else ""


def _prose(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Callout):
            yield from _prose(block.blocks)
