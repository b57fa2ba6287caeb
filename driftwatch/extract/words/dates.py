"""Dates in prose, as ISO 8601 writes them, however the page does; what could be two dates is none."""

import re
from typing import Final

from driftwatch.extract.words.amount_words import MONTHS
from driftwatch.patterns import lazy_regex

_LONGEST: Final = 4_000
_NAMED: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE: Final = lazy_regex(
    r"\b(?P<y1>20\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)"
    rf"|\b(?P<n2>{_NAMED})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>20\d\d)\b"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s(?:of\s|de\s)?(?P<n3>{_NAMED})\.?,?\s(?:de\s"
    rf"|del\s)?(?P<y3>20\d\d)\b"
    r"|(?P<y4>20\d\d)\s?年\s?(?P<m4>\d{1,2})\s?月\s?(?P<d4>\d{1,2})\s?日"
    r"|\b(?P<d5>\d{2})\.(?P<m5>\d{2})\.(?P<y5>20\d\d)\b"
    r"|\b(?P<y6>20\d\d)/(?P<m6>\d{2})/(?P<d6>\d{2})\b"
    r"|\b(?P<d7>\d{1,2})\stháng\s(?P<m7>\d{1,2})(?:\snăm\s|[,/]\s?)(?P<y7>20\d\d)\b"
    r"|\b(?P<y8>20\d\d)년\s?(?P<m8>\d{1,2})월\s?(?P<d8>\d{1,2})일",
    re.IGNORECASE,
)
_FORMS: Final = range(1, 9)
_MONTHS: Final = 12
_DAYS: Final = 31


def dates(text: str) -> tuple[str, ...]:
    """Return the days that a text names, each once, in order.

    >>> dates("From January 31, 2027 (31 января 2027), until 2027年2月1日")
    ('2027-01-31', '2027-02-01')
    """
    found = (_iso(match) for match in _DATE.finditer(text[:_LONGEST]))
    return tuple(dict.fromkeys(date for date in found if date))


def _iso(match: re.Match[str]) -> str:
    said = match.groupdict()
    form = next(number for number in _FORMS if said[f"y{number}"])
    month = MONTHS[said[f"n{form}"].lower()] if said.get(f"n{form}") else int(said[f"m{form}"])
    day = int(said[f"d{form}"])
    return f"{said[f'y{form}']}-{month:02}-{day:02}" if 0 < month <= _MONTHS and 0 < day <= _DAYS else ""
