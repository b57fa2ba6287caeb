"""Whether anything is known of what a call takes or answers, beside its path."""

from driftwatch.model.facts import Field, Parameter
from driftwatch.model.snapshot import Entry


def has_fields(entry: Entry, place: str = "") -> bool:
    """Tell whether a call has a field, a schema, or a parameter that does not stand in its path.

    Args:
        entry: what is documented; only a call has any.
        place: of the document that has to state it; "" for any.
    """
    if entry.owner.kind != "operation":
        return False
    first = entry.documents[0]
    stating = {first if place in entry.agreeing else place} if place else {*entry.documents}
    if entry.references and first in stating:
        return True
    return any(
        isinstance(fact, Field) or (isinstance(fact, Parameter) and fact.within != "path")
        for fact in entry.passing
        if (fact.document or first) in stating
    )
