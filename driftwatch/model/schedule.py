"""Schedules that capture: when they last ran."""

from datetime import datetime

from msgspec import Struct


class ScheduledRun(Struct, frozen=True, kw_only=True):
    """One scheduled run of a workflow that has ended.

    `at` is when it began, UTC; `conclusion` is GitHub's word for how it ended; `url` is its page.
    """

    at: datetime
    conclusion: str = ""
    url: str = ""
