"""GitHub's rate limits: how long to wait, and when to give up until the next run.

Source: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

from collections.abc import Callable, Mapping
from typing import Final

from driftwatch.errors import PublishError

_FORBIDDEN: Final = 403
_TOO_MANY: Final = 429
_PAUSE: Final = 1.0
"""Seconds between two writes."""
_PATIENCE: Final = 120.0
"""Seconds that one run waits at the most; going on in spite of limits gets integrations banned."""
_FIRST: Final = 60.0


class Pacing:
    """Waits between writes and for limits; gives up when that takes too long in all."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._waited = 0.0
        self._wrote = False

    def before_write(self) -> None:
        """Wait a second between two writes."""
        if self._wrote:
            self._sleep(_PAUSE)
        self._wrote = True

    def wait(self, seconds: float, where: str) -> None:
        """Wait, unless the run has waited enough.

        Raises:
            PublishError: it has.
        """
        if self._waited + seconds > _PATIENCE:
            raise PublishError(
                f"{where}: GitHub asks to wait for {seconds:.0f} s",
                hint="the next run finishes what is left",
                final=True,
            )
        self._waited += seconds
        self._sleep(seconds)


def wait_of(status: int, headers: Mapping[str, str], now: float, attempt: int, *, about_rate: bool) -> float | None:
    """Return the seconds to wait for a refusal that is about the rate, None for any other."""
    exhausted = headers.get("x-ratelimit-remaining") == "0"
    if status not in (_FORBIDDEN, _TOO_MANY):
        return None
    after = _number(headers.get("retry-after"))
    if after is not None:
        return after
    if exhausted:
        reset = _number(headers.get("x-ratelimit-reset"))
        return max(reset - now, 1.0) if reset is not None else _FIRST
    return _FIRST * 2**attempt if status == _TOO_MANY or about_rate else None


def _number(text: str | None) -> float | None:
    return float(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 12 else None  # noqa: PLR2004
