"""Everything that a page states on its own account, outside operations."""

from driftwatch.extract.base_urls import servers
from driftwatch.extract.blocks import Section
from driftwatch.extract.error_envelope import error_envelope
from driftwatch.extract.error_rules import error_facts
from driftwatch.extract.notices import notices
from driftwatch.extract.prose import sentences_of
from driftwatch.extract.value_lists import value_lists
from driftwatch.model.facts import ADDRESS, AnyFact


def page_facts(page: Section) -> tuple[AnyFact, ...]:
    """Return error rules and what contradicts itself of them, envelope, notices, servers and value lists, sorted."""
    sentences = tuple(sentences_of(page))
    found: tuple[AnyFact, ...] = (
        *error_facts(page, sentences),
        *error_envelope(page),
        *notices(page, sentences),
        *servers(page),
        *value_lists(page),
    )
    return tuple(sorted(found, key=ADDRESS))
