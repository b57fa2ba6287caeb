"""Whether what a document stated that is gone is stated elsewhere: then nothing is lost with it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from driftwatch.compare.page_lines import Words, words_of
from driftwatch.model.facts import AnyFact, identity_of
from driftwatch.model.snapshot import Entry, Snapshot

_SPECIFIC: Final = 4
"""Words from which a line says something; fewer are a heading or a label."""


class Elsewhere:
    """What the new side says anywhere.

    Args:
        old: the snapshot before.
        new: the snapshot after.
        pairs: the owners that are on both sides.
    """

    def __init__(self, old: Snapshot, new: Snapshot, pairs: Iterable[tuple[Entry, Entry]]) -> None:
        self.old = old
        self.new = new
        self.partners = {one.owner: other for one, other in pairs}

    def has_all_of(self, place: str) -> bool:
        """Tell whether all that a document stated, and said in words, stands somewhere; what is unknown does not."""
        cited = [entry for entry in self.old.entries.values() if place in entry.documents]
        text = self.old.text(place)
        if not cited and text is None:
            return False
        return all(self._states(entry, place) for entry in cited) and self._says(place)

    def _states(self, entry: Entry, place: str) -> bool:
        facts = [fact for fact in entry.facts if (fact.document or entry.documents[0]) == place]
        if entry.owner.kind == "page":
            return self._page_facts.issuperset(map(identity_of, facts))
        partner = self.partners.get(entry.owner) or self.new.entries.get(entry.owner)
        return partner is not None and _stated(partner.facts) >= _stated(facts)

    def _says(self, place: str) -> bool:
        text = self.old.text(place)
        if text is None:
            return True
        lines = (words_of(line.words) for line in text.lines)
        return all(line in self._lines for line in lines if len(line) >= _SPECIFIC)

    @cached_property
    def _page_facts(self) -> frozenset[str]:
        entries = (entry for owner, entry in self.new.entries.items() if owner.kind == "page")
        return frozenset(identity_of(fact) for entry in entries for fact in entry.facts)

    @cached_property
    def _lines(self) -> frozenset[Words]:
        texts = (self.new.text(place) for place in self.new.texts)
        return frozenset(words_of(line.words) for text in texts if text is not None for line in text.lines)


def _stated(facts: Iterable[AnyFact]) -> frozenset[str]:
    return frozenset(map(identity_of, facts))
