"""The other way round: what differs between two versions of an owner, and which of it no change speaks of.

The comparison asks of each kind of fact what it knows to ask. The audit asks nothing: it holds all facts of both sides
against each other, each in the one form that means the same (driftwatch.compare.forms), and what no change and no
waiver covers is a change of its own. So a kind of statement that somebody forgot to compare is told, though nobody
knows yet what it means.

It runs in every comparison, so that a capture, its history and its open drift tell the same. What it may look at is
counted; where that is not enough it says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from typing import Final

from msgspec import UNSET, Struct

from driftwatch.compare import structural
from driftwatch.compare.covering import Gap, Told
from driftwatch.compare.forms import Holder, meaning_of_fact
from driftwatch.compare.sameness import Sameness
from driftwatch.model.change import Change, Role
from driftwatch.model.failure import listed
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Entry, Owner

NOT_EXPLAINED: Final = "comparison.not-explained"
AUDIT_ENDED: Final = "comparison.audit-ended"

MOST_FACTS: Final = 200_000
MOST_QUESTIONS: Final = 10_000
MOST_STEPS: Final = 200_000
"""Some seconds, where everything differs and nothing of it is told."""


class Budget(Struct):
    """What an audit may still do."""

    facts: float = MOST_FACTS
    """Facts that are held against each other."""
    questions: float = MOST_QUESTIONS
    """Places of which it is asked whether they are only written otherwise."""
    steps: float = MOST_STEPS
    """What finding out which values those admit may take: alternatives that are written out or held against others."""

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left of it."""
        return min(self.facts, self.questions, self.steps) < 0


def unlimited() -> Budget:
    """Return a budget that nothing spends."""
    return Budget(facts=inf, questions=inf, steps=inf)


class Audit:
    """The audit of one comparison.

    Args:
        told: all that was told.
        same: tells rewritings, which say the same in another form, from differences.
        budget: what it may look at.
    """

    def __init__(self, told: Told, same: Sameness, budget: Budget) -> None:
        self._told = told
        self._same = same
        self._budget = budget
        self.is_cut = False
        """Whether some of the owner that was looked at last was not."""

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left of the budget."""
        return self._budget.is_spent

    def of(self, holder: Holder) -> Iterator[Change]:
        """Yield that two versions of an owner differ where nothing was told."""
        gaps = [gap for gap in self._gaps(holder) if not self._told.covers(holder.old.owner, holder.new.owner, gap)]
        kept = [gap for gap in gaps if not self._is_the_same(holder, gap)]
        if kept:
            yield _change(holder.new.owner, kept)

    def _gaps(self, holder: Holder) -> Iterator[Gap]:
        self._budget.facts -= len(holder.old.facts) + len(holder.new.facts)
        for at, (old, new) in holder.pairs():
            if old is not None and new is not None:
                yield from (Gap(old, new, at, attribute) for attribute in holder.differing(old, new))
            elif any(fact is not None and holder.says_something(fact) for fact in (old, new)):
                yield Gap(old, new, at)

    def _is_the_same(self, holder: Holder, gap: Gap) -> bool:
        if gap.kind == "error-rule" and gap.attribute == "meaning":
            return self._same.means_the_same(holder.new.owner, gap)
        if gap.kind != "field":
            return False
        if self._budget.is_spent:
            self.is_cut = True  # nobody knows: it is said how far the audit came
            return True
        asked, done = self._same.asked, self._same.work
        try:
            return self._same.holds(holder, gap)
        finally:
            self._budget.questions -= self._same.asked - asked
            self._budget.steps -= self._same.work - done


def audited(
    audit: Audit,
    pairs: Sequence[tuple[Entry, Entry]],
    between: Callable[[tuple[Entry, Entry]], Iterable[Change]],
    source: Owner,
) -> Iterator[Change]:
    """Audit the owners that differ, as far as the budget goes; `source` is the owner that stands for all of them."""
    for number, pair in enumerate(pairs):
        yield from between(pair)
        if audit.is_spent and (audit.is_cut or number + 1 < len(pairs)):
            whole = number + (not audit.is_cut)
            yield Change(
                kind=AUDIT_ENDED, role="api", owner=source, location="operation", before=len(pairs), after=whole
            )
            return


def _change(owner: Owner, gaps: Iterable[Gap]) -> Change:
    role: Role = "api" if owner.kind == "schema" else owner.kind
    return Change(
        kind=NOT_EXPLAINED,
        role=role,
        owner=owner,
        operations=(owner,) if owner.kind == "operation" else (),
        location={"page": "documents", "schema": "schemas"}.get(owner.kind, "operation"),
        before=UNSET,
        after=listed({place for gap in gaps for place in _places(gap)}),
    )


def _places(gap: Gap) -> list[str]:
    """Name what differs: the address of a fact, with the attribute, or the path inside it."""
    if not gap.attribute or gap.old is None or gap.new is None:
        return [gap.at]
    sides = ({gap.attribute: meaning_of_fact(fact).get(gap.attribute)} for fact in (gap.old, gap.new))
    found: Json = structural.difference(*sides)
    paths = sorted({path for side in found or () for path in side}) or [gap.attribute]
    return [f"{gap.at}: {path}" for path in paths]
