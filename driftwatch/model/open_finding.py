"""Findings that are open, with the captures between which they came."""

from msgspec import Struct

from driftwatch.model.finding import Finding, Side


class OpenFinding(Struct, frozen=True, kw_only=True):
    """A finding that still stands, and the two captures between which it came; for a breach the newest one."""

    finding: Finding
    old: Side
    new: Side
    commit: str = ""
    began: str = ""
    """ISO date of the capture that brought the first of what is told together, where others came later."""

    @property
    def since(self) -> str:
        """ISO date of the capture that brought it, or the first of it: more may join, and it stays what it is."""
        return self.began or self.new.date
