"""Days that are over, as people write them: a date, or how long ago."""

from datetime import date, timedelta
from typing import Final

from driftwatch.patterns import lazy_regex

_SPAN: Final = lazy_regex(r"([0-9]{1,4})([dw])")
_DAYS: Final = {"d": 1, "w": 7}
_NAMED: Final = {"today": 0, "yesterday": 1}
HINT: Final = "write a date such as 2026-10-01, `yesterday`, or how long ago: 7d, 2w"


def past_day(text: str, *, today: str) -> str:
    """Return the day that a text names, as an ISO date; "" when it names none.

    >>> past_day("yesterday", today="2026-03-01"), past_day("2w", today="2026-03-01")
    ('2026-02-28', '2026-02-15')
    """
    now = date.fromisoformat(today[:10])
    span = _SPAN.fullmatch(text)
    ago = int(span[1]) * _DAYS[span[2]] if span else _NAMED.get(text)
    if ago is not None:
        return (now - timedelta(days=ago)).isoformat()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return text if day.isoformat() == text else ""
