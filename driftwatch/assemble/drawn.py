"""A call of which every page shows empty boxes keeps the fields that it was known to have: a script draws them now.

A page that stands where it stood is unseen as a whole (driftwatch.presence.silence). One that moved on the same day, or
came in place of another form, is a new page: what it says is taken as it came, but for the fields.
"""

from collections.abc import Collection, Mapping

from driftwatch.model.call_fields import has_fields
from driftwatch.model.facts import AnyFact, Contradiction
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of


def with_drawn_fields(
    entries: Mapping[Owner, Entry], previous: Snapshot, drawn: Collection[str]
) -> Mapping[Owner, Entry]:
    """Return entries with what the snapshot before knows of calls whose pages all have empty boxes for the fields.

    Args:
        entries: what is documented.
        previous: the snapshot before.
        drawn: places of such pages.
    """
    if not drawn:
        return entries
    return {owner: _kept(entry, previous.entries.get(owner), drawn) for owner, entry in entries.items()}


def _kept(entry: Entry, before: Entry | None, drawn: Collection[str]) -> Entry:
    if before is None or not all(place in drawn for place in entry.documents):
        return entry
    if has_fields(entry) or not has_fields(before) or (before.references and before.scope != entry.scope):
        return entry
    facts: dict[tuple[type, str], AnyFact] = {
        (type(fact), fact.at): fact
        for fact in before.facts
        if not fact.document and not isinstance(fact, Contradiction)
    }
    facts |= {(type(fact), fact.at): fact for fact in entry.facts}
    return entry_of(entry.owner, entry.documents, facts.values())
