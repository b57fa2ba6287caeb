"""The release checklist of one manifest: items, verdicts, evidence."""

from typing import Final, Literal, TypeAlias

from msgspec import Struct

Verdict: TypeAlias = Literal["pass", "fail", "unknown", "waived"]
Target: TypeAlias = Literal["production", "load-test"]
VERDICTS: Final[tuple[Verdict, ...]] = ("fail", "unknown", "pass", "waived")


class GateItem(Struct, frozen=True, kw_only=True):
    """One item of the checklist with what speaks for its verdict; names from outside are in backticks."""

    id: str
    title: str
    verdict: Verdict
    evidence: str
    hint: str = ""
    """What to do, and which command does it; empty where there is nothing to do."""


class Gate(Struct, frozen=True, kw_only=True):
    """The checklist of one manifest, in the order of the runbook."""

    manifest: str
    contract: str
    file: str
    target: Target
    date: str
    items: tuple[GateItem, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many items have a verdict."""
        return sum(1 for item in self.items if item.verdict == verdict)

    def is_open(self, *, unknown_blocks: bool) -> bool:
        """Whether the release may go: nothing failed, and nothing unknown where that blocks."""
        return not self.count("fail") and not (unknown_blocks and self.count("unknown"))
