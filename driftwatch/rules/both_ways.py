"""What one edit did to what is sent and to what is received: of the same schema, or in the same call.

Fields of many objects are called `name` or `status`. That one is gone from what a call is sent, and another one from
what another call answers, are two edits of one name, in one comparison as in those of two weeks.
"""

from collections import defaultdict
from typing import Final

from msgspec import structs

from driftwatch.model.change import Change
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Owner
from driftwatch.rules.cause import Causes
from driftwatch.rules.edits import written_out

_DIGITS: Final = 12


class BothWays:
    """Names of edits, by what each edit of a name was done to: these tell it from others of the same name."""

    def __init__(self) -> None:
        self._ways: defaultdict[str, defaultdict[Owner, defaultdict[str, set[str]]]]
        self._ways = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
        """Causes by edit, by what it was done to, and by the way in which it is told of that."""
        self._names: dict[tuple[str, str], str] = {}

    def note(self, change: Change, causes: Causes) -> None:
        """Note what an edit was done to."""
        if causes.way:
            self._ways[causes.edit][change.owner][causes.way].add(causes.cause)

    def settle(self) -> None:
        """Name each edit after all to which it was done in several ways: to be asked for when all is noted."""
        for edit, places in self._ways.items():
            owners = sorted(owner for owner, ways in places.items() if len(ways) > 1)
            said = ([owner.kind, owner.name, owner.variant, owner.scope] for owner in owners)
            name = written_out(edit, *said)[:_DIGITS] if owners else ""
            for owner in owners:
                self._names |= {(edit, cause): name for causes in places[owner].values() for cause in causes}

    def told(self, finding: Finding) -> Finding:
        """Return a finding with the name of its edit; with none where it is told alone, or by its cause."""
        if finding.edit not in self._ways:
            return finding
        return structs.replace(finding, edit=self._names.get((finding.edit, finding.cause), ""))
