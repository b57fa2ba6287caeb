"""Which limit of a manifest a documented quantity is about."""

from typing import Final

from driftwatch.model.facts import Notice
from driftwatch.model.manifest import LimitTopic
from driftwatch.patterns import lazy_regex

_LONG: Final = lazy_regex(r"/(?:\d+ )?(?:month|year)$")


def topic_of(notice: Notice) -> LimitTopic:
    """Return what a notice about limits limits: how many at once, how much in a month, or else how fast."""
    if notice.topic == "billing":
        return "billing"
    counted = [amount for amount in notice.amounts if "/" in amount or "concurrent" in amount]
    if counted and all("concurrent" in amount for amount in counted):
        return "concurrency"
    return "quota" if counted and all(_LONG.search(amount) for amount in counted) else "rate"
