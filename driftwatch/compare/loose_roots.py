"""Below which addresses a page that names no call states fields: `request`, `request · query`, `response`."""

from driftwatch.model.address import SEPARATOR
from driftwatch.model.facts import AnyFact, Field
from driftwatch.model.paths import split
from driftwatch.model.snapshot import Entry


def loose_roots(entry: Entry) -> set[str]:
    """Return the roots of what a page says of fields without a call."""
    roots = {split(fact.at)[0] for fact in entry.facts if isinstance(fact, Field)}
    return {at for at in roots if at.partition(SEPARATOR)[0] in ("request", "response")}


def is_first_or_last(fact: AnyFact, sides: tuple[Entry, Entry]) -> bool:
    """Tell whether a fact is of fields without a call of which one side of a page has none at all.

    Those are bound by now to a call that is known, or their tables came or went with their rows, which are told.
    """
    if not isinstance(fact, Field) or any(entry.owner.kind != "page" for entry in sides):
        return False
    old, new = map(loose_roots, sides)
    return split(fact.at)[0] in old ^ new
