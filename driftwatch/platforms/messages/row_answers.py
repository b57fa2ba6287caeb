"""With which statuses the calls of a list answer, as rows and items say: `Success | 201 Created`, "(404 if none)"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.failures.error_tables import counts_something
from driftwatch.extract.text.blocks import Run, Table, Text
from driftwatch.extract.words.error_words import PHRASES
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.vocabulary import STATUS_COLUMNS
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.messages.role_lines import calls_of_row
from driftwatch.platforms.messages.status_cases import is_known
from driftwatch.platforms.messages.statuses import is_of_answers, status_at_head, statuses_in

_OUTCOMES: Final = frozenset(("success", "on success", "success status", "success code", "ok"))
"""Heads of columns that say how a call answers when all went well, beside words for answers."""
_NEXT: Final = lazy_regex(r"\s?(?:[,;/|\u00b7\u3001\uff0c]|\bor\b|\band\b)\s?(?=[1-5]\d\d)")
_ASIDE: Final = lazy_regex(r"[(\uff08]((?:HTTP\s)?[1-5]\d\d(?![\w.,-]\d)[^()\uff08\uff09]{0,200})[)\uff09]")
_ARROW: Final = lazy_regex(r"(?:->|=>|\u2192)\s?(?=[1-5]\d\d\b)")
_WHEN: Final = lazy_regex(
    r"(?:^|[.;]\s)(?:([45]\d\d)(?=\s(?:if|when|unless|otherwise)\b|:\s[a-z])|([45](?!00)\d\d)(?=\s(?:for|without)\s))"
)
"""When a call fails, at the head of a cell or a sentence: "404 for a closed room"; round numbers may be limits."""
_MEANT: Final = lazy_regex(r"^([1-5]\d\d)\s?=\s?")
_BEGUN: Final = lazy_regex(r"([1-5]\d\d)\s([A-Z].{0,300})")
_CODED: Final = lazy_regex(r"([1-5]\d\d)(?:$|\s(?:[A-Z{\[]|\w{1,40}[\[<]))")
"""A status in code and what is returned, which its sign or its capital tells from words: "200 ms"."""
_BOUND: Final = lazy_regex(
    r"\b(?:up\sto|limit|limited\sto|at\s(?:most|least)|max|maximum|than|of)\s?[:=]?\s?$", re.IGNORECASE
)
_DIGITS: Final = lazy_regex(r"\b[1-5]\d\d\b")
_EMPTY: Final = frozenset(("", "-", "\u2013", "\u2014", "n/a"))
_LONGEST: Final = 1_000


def answers_of_rows(table: Table) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the statuses that the rows of a list of calls name, by method and path as the row writes them."""
    if not any(_DIGITS.search(cell.plain) for row in table.rows for cell in row):
        return {}
    heads = [tidy(head.plain) for head in table.header]
    told = [_says_outcome(head) for head in heads]
    coded = [at for at in range(len(heads)) if word(heads[at]) in STATUS_COLUMNS and _is_of_statuses(table, at)]
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in table.rows:
        statuses = tuple(dict.fromkeys(_of_row(row, told, coded)))
        for key in calls_of_row(row) if statuses else ():
            found[key] = () if key in found else statuses
    return found


def answers_behind(text: Text) -> tuple[str, ...]:
    """Return the statuses that an item names behind the call at its head: "(204 on success; 409 if in use)", "-> 404".

    >>> answers_behind(Text((Run(" - stop it (202=told, 409=not running)"),)))
    ('202', '409')
    """
    plain = tidy(text.plain)[:_LONGEST]
    if not _DIGITS.search(plain):
        return ()
    arrow = _ARROW.search(plain)
    rows = [match[1] for match in _ASIDE.finditer(plain)] + ([plain[arrow.end() :]] if arrow else [])
    found = [status for row in rows for status in _all_of(row)]
    failed = (match[1] or match[2] for match in _WHEN.finditer(plain))
    return tuple(dict.fromkeys((*found, *failed, *statuses_in(text))))


def _of_row(row: Sequence[Text], told: Sequence[bool], coded: Sequence[int]) -> Iterator[str]:
    for at, cell in enumerate(row):
        if at in coded:
            yield from _all_of(tidy(cell.plain))
        elif told[at]:
            first = next((run for run in cell.runs if run.text.strip()), Run(""))
            head = status_at_head(first.text) if first.code or first.strong else ""
            yield from _all_of(tidy(cell.plain)) or _in_code(cell) or ((head,) if head else statuses_in(cell))
        elif "/" not in cell.plain:
            yield from answers_behind(cell)


def _in_code(cell: Text) -> tuple[str, ...]:
    """Return the statuses with which pieces of code begin, before what is answered: "`201 Box` / `422` if full"."""
    said = (code for code in cell.codes if not _is_amount(code, cell.plain.partition(code)[0]))
    found = (_CODED.match(code) for code in said)
    return tuple(dict.fromkeys(match[1] for match in found if match is not None and is_known(match[1])))


def _is_amount(code: str, before: str) -> bool:
    """Tell whether a number counts what stands behind it, or is a bound of something: "500 Items", "up to 200"."""
    is_object = any(sign in code for sign in "{[<")
    return not is_object and (counts_something(code) or _BOUND.search(before[-20:]) is not None)


def _says_outcome(head: str) -> bool:
    return word(head) in _OUTCOMES or role_of_title(head) == "response" or is_of_answers(head)


def _is_of_statuses(table: Table, column: int) -> bool:
    """Tell whether each cell of a column holds statuses and nothing else, as that of a project's state does not."""
    said = [tidy(row[column].plain) for row in table.rows]
    filled = [each for each in said if each not in _EMPTY]
    return bool(filled) and all(_all_of(each) for each in filled)


def _all_of(said: str) -> tuple[str, ...]:
    """Return the statuses of which a text consists, each with what it means; () where one piece is none."""
    pieces = [_MEANT.sub(r"\1: ", piece) for piece in _NEXT.split(said[:_LONGEST])]
    found = [_status_of(piece.rstrip(" .")) for piece in pieces]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _status_of(piece: str) -> str:
    """Return the status with which a piece begins, with its phrase or a condition behind it; "" for a mere number."""
    begun = _BEGUN.match(piece)
    phrase = PHRASES.get(begun[1]) if begun else None
    is_phrased = begun is not None and phrase is not None and begun[2].lower().startswith(phrase)
    return begun[1] if begun is not None and is_phrased else status_at_head(piece)
