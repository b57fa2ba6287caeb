"""One thing that was looked at, for `driftwatch doctor`."""

from msgspec import Struct


class Check(Struct, frozen=True, kw_only=True):
    """One thing that was looked at."""

    what: str
    says: str
    passed: bool = True
    hint: str = ""
