"""Everything that a page states on its own account, outside operations."""

from driftwatch.extract.base_urls import servers
from driftwatch.extract.blocks import Section
from driftwatch.extract.error_envelope import error_envelope
from driftwatch.extract.error_rules import error_facts
from driftwatch.extract.notices import notices
from driftwatch.extract.value_lists import value_lists
from driftwatch.model.facts import AnyFact


def page_facts(page: Section) -> tuple[AnyFact, ...]:
    """Return error rules and what contradicts itself of them, envelope, notices, servers and value lists, sorted."""
    found: tuple[AnyFact, ...] = (
        *error_facts(page),
        *error_envelope(page),
        *notices(page),
        *servers(page),
        *value_lists(page),
    )
    return tuple(sorted(found, key=lambda fact: fact.at))
