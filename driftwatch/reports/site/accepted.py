"""What the team accepted: the drift of all captures by the suppression that accepts it."""

from collections.abc import Sequence

from msgspec import Struct

from driftwatch.model.finding import Finding, Suppression
from driftwatch.reports.site.model import Moment


class Accepted(Struct, frozen=True, kw_only=True):
    """One suppression and the findings that it accepts, newest first, each with its capture."""

    suppression: Suppression
    findings: tuple[tuple[Moment, Finding], ...]

    @property
    def patterns(self) -> tuple[tuple[str, str], ...]:
        """By what it matches, in words."""
        one = self.suppression
        named = (("fingerprint", one.fingerprint), ("rule", one.rule), ("operation", one.operation))
        return tuple((name, value) for name, value in (*named, ("field", one.field)) if value)


def accepted_of(moments: Sequence[Moment]) -> tuple[Accepted, ...]:
    """Gather accepted findings (captures oldest first) by suppression, the one that expires first in front."""
    found: dict[Suppression, list[tuple[Moment, Finding]]] = {}
    for moment in reversed(moments):
        for finding in moment.accepted:
            suppression = moment.outcome(finding).suppression
            if suppression is not None:
                found.setdefault(suppression, []).append((moment, finding))
    groups = [Accepted(suppression=one, findings=tuple(told)) for one, told in found.items()]
    return tuple(sorted(groups, key=lambda one: (one.suppression.expires or "9", one.suppression.where)))
