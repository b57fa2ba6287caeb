"""Which capture brought what differs between the first one and the newest, where none told it in the same words."""

from collections.abc import Callable, Sequence
from typing import Final

from driftwatch.history.captures import Captured, History
from driftwatch.history.walk import changed
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Snapshot

_ONE_BY_ONE: Final = 8
"""Captures that are looked at before steps grow: a comparison of large documents takes some tenths of a second."""


class Origins:
    """Compares the first capture with later ones, as few as it takes.

    Args:
        history: the captures of a source.
        captures: those that are looked back on, newest first; the last of them is the first one.
        first: the snapshot of that.
        between: compares two snapshots.
    """

    def __init__(
        self,
        history: History,
        captures: Sequence[Captured],
        first: Snapshot,
        between: Callable[[Snapshot, Snapshot], tuple[Finding, ...]],
    ) -> None:
        self._history = history
        self._captures = captures
        self._first = first
        self._between = between
        self._found: dict[int, frozenset[str]] = {}
        self._numbers: tuple[int, ...] = ()

    def of(self, finding: Finding) -> int:
        """Return the number of the capture that brought a finding of the newest one.

        Looks back one by one, then in steps that grow, then between the last two of them: what was gone for a while
        long ago may be taken for what never went.
        """
        self._numbers = self._numbers or tuple(changed(self._history, self._captures)) or (0,)
        has, step = 0, 1
        while has + step < len(self._numbers) and self._is_found(finding, has + step):
            has, step = has + step, step if has < _ONE_BY_ONE else step * 2
        lacks = min(has + step, len(self._numbers))
        while lacks - has > 1:
            middle = (has + lacks) // 2
            has, lacks = (middle, lacks) if self._is_found(finding, middle) else (has, middle)
        return self._numbers[has]

    def _is_found(self, finding: Finding, index: int) -> bool:
        """Tell whether the first capture differs in the same way from one that changed something."""
        number = self._numbers[index]
        if number not in self._found:
            captured = self._captures[number]
            snapshot = self._history.at(captured.commit, label=captured.label)
            self._found[number] = frozenset(each.fingerprint for each in self._between(self._first, snapshot))
        return finding.fingerprint in self._found[number]
