"""Everything that a page states on its own account, outside operations."""

from driftwatch.extract.failures.error_envelope import error_envelope
from driftwatch.extract.failures.error_rules import error_facts
from driftwatch.extract.pages.base_urls import servers
from driftwatch.extract.pages.notices import notices
from driftwatch.extract.pages.value_lists import value_lists
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.prose import sentences_of
from driftwatch.model.facts import ADDRESS, AnyFact, ErrorRule


def page_facts(page: Section) -> tuple[AnyFact, ...]:
    """Return error rules and what contradicts itself of them, envelope, notices, servers and value lists, sorted."""
    sentences = tuple(sentences_of(page))
    failures = tuple(error_facts(page, sentences))
    found: tuple[AnyFact, ...] = (
        *failures,
        *error_envelope(page),
        *notices(page, sentences, tuple(one for one in failures if isinstance(one, ErrorRule))),
        *servers(page),
        *value_lists(page),
    )
    return tuple(sorted(found, key=ADDRESS))
