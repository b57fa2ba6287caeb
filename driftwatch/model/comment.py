"""Comments of people on issues."""

from typing import Final

from msgspec import Struct

from driftwatch.patterns import lazy_regex

LOGIN: Final = lazy_regex(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]{1,38})?")
"""A person's; that of an app ends in `[bot]`."""


class Comment(Struct, frozen=True, kw_only=True):
    """One comment as the tracker has it."""

    id: int
    author: str
    body: str
    made: str = ""
    """ISO date, UTC."""
    edited: bool = False
