"""Tables about failures: which of their columns is the status, the meaning, the advice, and what a row says.

A table is known by its content: two cells that begin with a status of failure make one, whatever the head says.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.extract.text.blocks import Table, Text
from driftwatch.extract.words import error_words, vocabulary
from driftwatch.extract.words.retry_advice import is_judgement, retry_of, retry_of_prose, retry_said
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.wording import tidy, word
from driftwatch.model import address
from driftwatch.model.facts import ErrorRule, Retry
from driftwatch.patterns import lazy_regex

_FAILURE: Final = 400
_LONGEST: Final = 300
_FEWEST: Final = 2
"""Cells from which a column speaks for itself: one number may be an accident."""
_MOST: Final = 0.75
"""Share of the filled cells that must be codes: the others are words such as `timeout`, or a success."""
_CODE: Final = r"(?:[1-5]\d\d|[45][xX]{2})"
_CODES: Final = lazy_regex(
    rf"(?:HTTP\s|status\s)?({_CODE}(?:(?:\s?[,/、，;|&]\s?|\s(?:or|and|oder|ou|или|lub|y|和|或)\s|\s)(?:and\s"
    rf"|or\s)?{_CODE})*)(?![\w.-])",
    re.IGNORECASE,
)
_RANGE: Final = lazy_regex(r"(?:HTTP\s)?([45]\d\d)\s?(?:-|to|bis|до)\s?([45]\d\d)$", re.IGNORECASE)
_CONDITION: Final = lazy_regex(
    r"(?:with|when|where|if|and|plus|from|on|in|for|whose|after|\+|:|-)\s|[+(]", re.IGNORECASE
)
_STATUS: Final = lazy_regex(_CODE)
_BEGINS: Final = lazy_regex(
    r"(?:HTTP\s)?([45](?:\d\d|xx))(?![\w.%-]|,\d|(?:\s?/\s?|\s(?:per|an?)\s)"
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|years?|users?|ip|key|account)\b)",
    re.IGNORECASE,
)
"""A cell that begins with a status of failure; `400-500` is a range of something, `400ms` a time, `400/min` a rate."""
_VENDOR: Final = lazy_regex(r"(-\d{2,6}|[1-9]\d{3,6})(?:\s?[-:–]?\s?([A-Z][\w .]{2,60}))?$")
"""A number that a vendor gave a failure, with its name: `10001`, `-1003 TOO_MANY_REQUESTS`."""
_IDENTIFIER: Final = lazy_regex(r"[A-Za-z][A-Za-z0-9]*(?:[_.:-][A-Za-z0-9]+)+|[A-Z][A-Z0-9_]{3,60}|[1-9]\d{3,6}")
"""A name for programs: `invalid_key`, `rate.limited`, `TOO_FAST`, `10001`."""
_AGAIN: Final = lazy_regex(error_words.AGAIN, re.IGNORECASE)
_OF_AMOUNTS: Final = lazy_regex(error_words.OF_AMOUNTS, re.IGNORECASE)
_AMOUNT: Final = lazy_regex(rf"\d+\s?(?:{error_words.OF_AMOUNTS})", re.IGNORECASE)
_SAID: Final = lazy_regex(r"(?:HTTP|status)\s(?:status\s)?(?:code\s)?([45]\d\d)\b", re.IGNORECASE)
"""How a meaning begins that says the status: "HTTP 400. The code is unknown."."""
_SIGNS: Final = lazy_regex(r"[\u2e80-\u9fff]{2}")
_LETTERS: Final = lazy_regex(rf"[^\W\d_]{{3}}|{_SIGNS.pattern}")
"""A word, by which a column explains something."""
_STRONG_STATUS: Final = frozenset(
    (
        "status",
        "status code",
        "http status",
        "http status code",
        "http code",
        "http",
        "status or signal",
        "状态码",
        "http 状态码",
    )
)
_RETRY_COLUMNS: Final = frozenset(item.rstrip("?") for item in vocabulary.RETRY_COLUMNS)


class Stated(Struct, frozen=True):
    """A rule as one row states it, with the name for programs beside its status, "" for none."""

    rule: ErrorRule
    code: str = ""
    table: int = 0
    """Number of the section whose table it is a row of; 0 for what is no row."""
    is_of_call: bool = False
    """Whether it stands below the heading of one call: of the failures of others it says nothing."""


class _Columns(Struct, frozen=True):
    """Indexes of the columns of an error table; -1 for one that it does not have."""

    signal: int
    status: int = -1
    meaning: int = -1
    retry: int = -1
    action: int = -1
    code: int = -1
    """Names for programs that tell rows of one status apart."""


_NO_FAILURE: Final = lazy_regex(r"0{1,8}|\d[xX]{3,6}")
"""The code of a success among those of a vendor, and a range of codes: `0`, `5xxxx`."""


def is_error_table(table: Table, title: str = "", *, is_announced: bool = False) -> bool:
    """Tell whether the rows of a table are failures; `title` is the heading above it."""
    return _columns(table, title, is_announced=is_announced) is not None


def stated_in_table(
    table: Table,
    *,
    title: str,
    is_of_errors: bool = False,
    is_announced: bool = False,
    status: int | None = None,
) -> Iterator[Stated]:
    """Yield what the rows of an error table state; nothing for another table.

    Args:
        table: the table.
        title: the heading above it.
        is_of_errors: whether a heading further up is about failures.
        is_announced: whether it stands below a status of failure or a line about failures, as what is sent back with
            one may as well: then a column has to say that it holds codes.
        status: of rows that state none.
    """
    columns = _columns(table, title, is_of_errors=is_of_errors, is_announced=is_announced)
    is_of_vendor = columns is not None and any(vendor_code(tidy(row[columns.signal].plain))[0] for row in table.rows)
    for row in table.rows if columns else ():
        assert columns is not None  # noqa: S101 - or there would be no rows
        code = row[columns.code] if columns.code >= 0 else Text()
        for signal, name in _named_signals(row[columns.signal]):
            if is_of_vendor and _NO_FAILURE.fullmatch(signal):
                continue
            said = _SAID.match(_cell(row, columns.meaning))
            own = status_of(signal) or status_of(_cell(row, columns.status)) or (int(said[1]) if said else status)
            if own is None or own >= _FAILURE or columns.retry >= 0:
                rule = _rule(signal, name, status=own, row=row, columns=columns, title=title)
                yield Stated(rule, tidy(code.plain) if _is_name(code) else "")


def statuses_said(table: Table) -> tuple[str, ...]:
    """Return the statuses with which cells of a table begin in words: "HTTP 400. The code is unknown."."""
    found = (_SAID.match(tidy(cell.plain)) for row in table.rows for cell in row)
    return tuple(dict.fromkeys(match[1] for match in found if match))


def signals_of(text: Text) -> tuple[str, ...]:
    """Split a status cell into its signals.

    `500, 503` and `500 or 503` are two; `429 Too Many Requests` is `429`; `5xx` is `5XX`; `500-504` stays a range.
    """
    said = tidy(text.plain)
    if len(said) > _LONGEST or not any(map(str.isalnum, said)):  # "...": there are more
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


def vendor_code(said: str) -> tuple[str, str]:
    """Return the number that a vendor gave a failure and its name; ("", "") for anything else.

    >>> vendor_code("-1003 TOO_MANY_REQUESTS"), vendor_code("10001"), vendor_code("2024 Roadmap of 3 teams, May")
    (('-1003', 'TOO_MANY_REQUESTS'), ('10001', ''), ('', ''))
    """
    match = _VENDOR.match(said)
    return (match[1], match[2] or "") if match else ("", "")


def status_of(signal: str) -> int | None:
    """Return the status that a signal begins with."""
    match = re.match(r"[1-5]\d\d(?![\d-])", signal)
    return int(match.group()) if match else None


def begins_with_failure(said: str) -> bool:
    """Tell whether a text begins with a status that somebody answers, or with `4xx` or `5xx`."""
    match = _BEGINS.match(said)
    return match is not None and (match[1][1:].lower() == "xx" or int(match[1]) in error_words.FAILURES)


def is_identifier(said: str) -> bool:
    """Tell whether a text is a name for programs: `invalid_key`, `TOO_FAST`."""
    return _IDENTIFIER.fullmatch(said) is not None


def counts_something(said: str) -> bool:
    """Tell whether a number at the head of a text is an amount of what stands behind it: "400 GB - small"."""
    return _AMOUNT.match(said) is not None and not has_phrase(said)


def has_phrase(said: str) -> bool:
    """Tell whether a status stands at the head of a text with what it is called: "408 Request Timeout: It is slow"."""
    return bool(phrase_of(said))


def phrase_of(said: str) -> str:
    """Return the status at the head of a text with what it is called; "" where it is not called so.

    >>> phrase_of("HTTP 404 Not Found-none"), phrase_of("404 Boxes")
    ('HTTP 404 Not Found', '')
    """
    before = "HTTP " if said.startswith("HTTP ") else ""
    status, _, rest = said[len(before) :].partition(" ")
    low = rest.lower()
    length = max((len(phrase) for phrase in error_words.called(status) if low.startswith(phrase)), default=0)
    return f"{before}{status} {rest[:length]}" if length else ""


def _named_signals(cell: Text) -> Iterator[tuple[str, str]]:
    number, name = vendor_code(tidy(cell.plain))
    if number:
        yield number, name
    else:
        yield from ((signal, "") for signal in signals_of(cell))


def _is_reason(rest: str) -> bool:
    """Tell a reason phrase in brackets or behind a dash ("(Bad Request)", "- Not Found") from a condition."""
    plain = rest.strip("()-: ")
    return rest[0] in "(-:" and bool(re.fullmatch(r"[A-Z][A-Za-z' ]{2,40}", plain))


def _rule(
    signal: str, name: str, *, status: int | None, row: tuple[Text, ...], columns: _Columns, title: str
) -> ErrorRule:  # fmt: skip
    meaning = _cell(row, columns.meaning)
    action = _cell(row, columns.action)
    return ErrorRule(
        at=address.join("error-rule", address.step(signal)),
        signal=signal,
        status=status,
        meaning=": ".join(filter(None, (name, meaning))),
        retry=retry_of(_cell(row, columns.retry)) if columns.retry >= 0 else _advice(action, meaning),
        action=action,
        stated_by="table",
        locator=f"{title} > {tidy(row[columns.signal].plain)}".removeprefix(" > "),
    )


def _advice(action: str, meaning: str) -> Retry:
    """Return what a row without a column for it advises: what to do, else what the words say that explain it."""
    advice = retry_of_prose(action)
    return retry_said(meaning) if advice == "unspecified" else advice


def _columns(
    table: Table, title: str = "", *, is_of_errors: bool = False, is_announced: bool = False
) -> _Columns | None:
    """Find the columns of an error table; None when the table is about something else."""
    words = [word(cell.plain).rstrip("?") for cell in table.header]
    if {"schema", "model"} & set(words):
        return None
    signal = _signal(table, words, is_of_errors=is_of_errors or error_words.OF_FAILURES.search(title) is not None)
    if signal < 0:
        return None
    second = next((index for index in range(signal + 1, len(words)) if words[index] in vocabulary.STATUS_COLUMNS), -1)
    second = second if second >= 0 or _statuses(table, signal) else _status_column(table, words, besides=signal)
    if second >= 0 and not _statuses(table, second) and (words[signal] in _STRONG_STATUS or _statuses(table, signal)):
        signal, second = second, signal
    retry = _retry_column(table, words, besides=(signal, second))
    action = _first(words, vocabulary.ACTION_COLUMNS, besides=(signal, second, retry))
    used = (signal, second, retry, action)
    meaning = _meaning_column(table, words, besides=used)
    if max(meaning, retry, action) < 0 and second >= 0:
        signal, second, meaning = _with_words(table, signal, second)
    code = next((index for index in range(len(words)) if index not in (*used, meaning) and _names(table, index)), -1)
    if max(meaning, retry, action) < 0:
        return None
    columns = _Columns(signal=signal, status=second, meaning=meaning, retry=retry, action=action, code=code)
    if is_announced and words[signal] in vocabulary.STATUS_COLUMNS and _codes(table, signal, fewest=1):
        return columns
    return columns if _speaks_of_failures(table, columns, is_of_errors=is_of_errors, title=title) else None


def _speaks_of_failures(table: Table, columns: _Columns, *, is_of_errors: bool, title: str) -> bool:
    """Tell whether what looks like an error table has failures in it: statuses, advice, or codes of a vendor."""
    if _statuses(table, columns.signal) + (_statuses(table, columns.status) if columns.status >= 0 else 0):
        return True
    if columns.retry >= 0 and any(is_judgement(row[columns.retry].plain) for row in table.rows):
        return True
    about = is_of_errors or error_words.OF_FAILURES.search(f"{title} {table.header[columns.signal].plain}") is not None
    return about and _codes(table, columns.signal) and not _states_types(table)


def _states_types(table: Table) -> bool:
    """Tell whether each row says of which type it is: those of what is sent back with a failure are its fields."""
    heads = (index for index, cell in enumerate(table.header) if word(cell.plain) in vocabulary.TYPE_COLUMNS)
    return any(all(names_type(row[index].plain) for row in table.rows) for index in heads)


def _signal(table: Table, words: Sequence[str], *, is_of_errors: bool) -> int:
    """Find the column that says which failure: by its head, else by the statuses or codes in it."""
    named = _first(words, vocabulary.STATUS_COLUMNS)
    if named >= 0:
        return named
    for index in range(len(words)):
        filled = sum(1 for row in table.rows if row[index].plain)
        plain = not _OF_AMOUNTS.search(words[index])
        if plain and _statuses(table, index) >= max(_FEWEST, filled * _MOST):
            return index
    return 0 if is_of_errors and words and not _OF_AMOUNTS.search(words[0]) and _codes(table, 0) else -1


def _status_column(table: Table, words: Sequence[str], besides: int) -> int:
    """Find the column beside names of failures in which each cell begins with a status: "Typically answered with"."""
    columns = (index for index in range(len(words)) if index != besides and not _OF_AMOUNTS.search(words[index]))
    filled = ((index, sum(1 for row in table.rows if row[index].plain)) for index in columns)
    return next((index for index, count in filled if _FEWEST <= count == _statuses(table, index)), -1)


def _retry_column(table: Table, words: Sequence[str], besides: tuple[int, ...]) -> int:
    """Find the column that says whether to send again: by its head, where that or its cells leave no doubt."""
    named = _first(words, _RETRY_COLUMNS, besides=besides)
    if named >= 0:
        return named
    for index, said in enumerate(words):
        if index not in besides and _AGAIN.search(said) and any(is_judgement(row[index].plain) for row in table.rows):
            return index
    return -1


def _meaning_column(table: Table, words: Sequence[str], besides: tuple[int, ...]) -> int:
    """Find the column that explains: by its head, else the one that says most."""
    free = [index for index in range(len(words)) if index not in besides]
    prose = [index for index in free if not _names(table, index)]
    named = next((index for index in prose if words[index] in vocabulary.MEANING_COLUMNS), -1)
    if named >= 0:
        return named
    most = [
        (sum(len(row[index].plain) for row in table.rows), -index)
        for index in prose
        if any(_LETTERS.search(row[index].plain) for row in table.rows)
    ]
    return -max(most)[1] if most else next((one for one in free if words[one] in vocabulary.MEANING_COLUMNS), -1)


def _with_words(table: Table, signal: int, second: int) -> tuple[int, int, int]:
    """Return the columns of a table that has none but these two: one of them may say what went wrong in words."""
    for said, other in ((signal, second), (second, signal)):
        cells = [cell for row in table.rows if (cell := tidy(row[said].plain))]
        is_said = bool(cells) and all(map(_explains, cells)) and not _names(table, said)
        if is_said and _statuses(table, other) and not _statuses(table, said):
            return other, -1, said  # "Status | Error"
    return signal, second, -1


def _explains(said: str) -> bool:
    """Tell whether a cell is words: neither a name, `bad_request`, nor a rate, "10 per minute", nor "-" and "n/a"."""
    is_many = len(said.split()) > 1 or _SIGNS.search(said) is not None
    return is_many and _LETTERS.search(said) is not None and not said[0].isdigit()


def _first(words: Sequence[str], known: set[str] | frozenset[str], besides: tuple[int, ...] = ()) -> int:
    return next((index for index, said in enumerate(words) if said in known and index not in besides), -1)


def _statuses(table: Table, column: int) -> int:
    """Count the cells that begin with a status of failure, which most have no digit for."""
    cells = (row[column].plain for row in table.rows)
    return sum(1 for said in cells if ("4" in said or "5" in said) and begins_with_failure(tidy(said)))


def _codes(table: Table, column: int, fewest: int = _FEWEST) -> bool:
    """Tell whether a column holds codes of failures: numbers of a vendor, or names for programs."""
    cells = [said for row in table.rows if not _NO_FAILURE.fullmatch(said := tidy(row[column].plain))]
    known = sum(1 for said in cells if vendor_code(said)[0] or is_identifier(said))
    return known >= fewest and known >= len([said for said in cells if said]) * _MOST


def _names(table: Table, column: int) -> bool:
    """Tell whether all cells of a column are names for programs."""
    cells = [row[column] for row in table.rows if row[column].plain]
    return bool(cells) and all(map(_is_name, cells))


def _is_name(cell: Text) -> bool:
    said = tidy(cell.plain)
    return is_identifier(said) or (cell.codes == (said,) and " " not in said)


def _cell(row: tuple[Text, ...], column: int) -> str:
    return tidy(row[column].plain) if column >= 0 else ""
