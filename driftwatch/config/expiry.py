"""The last day of what somebody accepts, as people write it: a date, or how long from today."""

from datetime import date, timedelta
from typing import Final

from driftwatch.errors import UsageError
from driftwatch.located.problem import shown
from driftwatch.patterns import lazy_regex

USUAL: Final = "30d"
"""How long something is accepted when nobody says it."""
_DATE: Final = lazy_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPAN: Final = lazy_regex(r"([0-9]{1,4})([dw])")
_DAYS: Final = {"d": 1, "w": 7}
_HINT: Final = "write a date such as 2027-01-31, or a span such as 30d or 2w"


def last_day(text: str, *, today: str) -> str:
    """Return the last day as an ISO date.

    Args:
        text: a date (`2027-01-31`), or days or weeks from today (`30d`, `2w`).
        today: ISO date, UTC.

    Raises:
        UsageError: it is neither, or before today.
    """
    day = _day(text.strip(), date.fromisoformat(today[:10]))
    if day is None:
        raise UsageError(f"{shown(text, ())} is no day until which something is accepted", hint=_HINT)
    if day.isoformat() < today[:10]:
        raise UsageError(f"{day} is in the past: today is {today[:10]}, UTC", hint=_HINT)
    return day.isoformat()


def _day(text: str, today: date) -> date | None:
    if span := _SPAN.fullmatch(text):
        return today + timedelta(days=int(span[1]) * _DAYS[span[2]])
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
