"""What calls must prove: alternatives that came or went together, and the schemes that did so with them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from driftwatch.model.change import Change
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Owner
from driftwatch.rules.edits import written_out

_LEFT: Final = "security.requirement-removed"
_CAME: Final = "security.requirement-added"
_SCHEMES: Final = {"security-scheme.removed": 0, "security-scheme.added": 1}
_LISTS: Final = frozenset(f"{of_all}{kind}" for of_all in ("", "global-") for kind in (_LEFT, _CAME))


class Proofs:
    """Which alternatives one list of them gained or lost at once, whatever scopes each needs: that is one edit.

    A scheme that came, or is gone, did so with the calls that accept it by now, or no longer, where these were all
    edited alike.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        names: defaultdict[tuple[Owner, str], set[str]] = defaultdict(set)
        found = [change for change in changes if change.kind in _LISTS]
        for change in found:
            names[change.owner, change.kind].add(change.name or "")
        self._lists = {key: written_out(*sorted(each)) for key, each in names.items()}
        self._edits: tuple[defaultdict[str, set[str]], ...] = defaultdict(set), defaultdict(set)
        """The edits that let a scheme go, and those that brought one, by its name."""
        for change in found:
            for side, each in zip(self._edits, _sides(change), strict=True):
                for name in each:
                    side[name].add(self.edit(change))

    def sides(self, change: Change) -> list[Json]:
        """Return what a list lost with an alternative, or gained, and what it has instead; none for other changes."""
        together = self._lists.get((change.owner, change.kind)) if change.kind in _LISTS else None
        left, came = _sides(change)
        return [together, *(came if left else ())] if together else []

    def edit(self, change: Change) -> str:
        """Return the edit that a scheme, or an alternative, came or went with; "" for other changes."""
        if change.kind in _SCHEMES:
            known = self._edits[_SCHEMES[change.kind]].get(change.name or "", set())
            return next(iter(known)) if len(known) == 1 else ""
        sides = self.sides(change)
        return written_out("proofs", change.kind, *sides) if sides else ""


def _sides(change: Change) -> tuple[list[str], list[str]]:
    """Return the alternatives that a change lets go, and those that it brings."""
    name = [change.name or ""]
    if change.kind.endswith(_CAME):
        return [], name
    return name, [str(each) for each in change.after] if isinstance(change.after, list) else []
