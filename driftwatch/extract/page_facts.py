"""Everything that a page states on its own account, outside operations."""

from driftwatch.extract.blocks import Section
from driftwatch.model.facts import AnyFact


def page_facts(page: Section) -> tuple[AnyFact, ...]:
    """Return error rules, the error envelope, notices, servers and value lists of a page, sorted by address."""
    raise NotImplementedError
