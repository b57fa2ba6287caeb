"""Everything that a page states on its own account, outside operations."""

from collections.abc import Iterable

from driftwatch.extract.base_urls import servers
from driftwatch.extract.blocks import Section
from driftwatch.extract.error_envelope import error_envelope
from driftwatch.extract.error_rules import error_facts
from driftwatch.extract.notices import notices
from driftwatch.extract.prose import sentences_of
from driftwatch.extract.value_lists import value_lists
from driftwatch.model.facts import ADDRESS, AnyFact, ErrorRule, Notice


def page_facts(page: Section) -> tuple[AnyFact, ...]:
    """Return error rules and what contradicts itself of them, envelope, notices, servers and value lists, sorted."""
    sentences = tuple(sentences_of(page))
    failures = tuple(error_facts(page, sentences))
    found: tuple[AnyFact, ...] = (
        *failures,
        *error_envelope(page),
        *(one for one in notices(page, sentences) if one.topic != "availability" or not _says_a_failure(one, failures)),
        *servers(page),
        *value_lists(page),
    )
    return tuple(sorted(found, key=ADDRESS))


def _says_a_failure(notice: Notice, failures: Iterable[AnyFact]) -> bool:
    """Tell whether the words are what a failure means: "503: it is unavailable" is no news of today."""
    return any(isinstance(one, ErrorRule) and notice.text in f"{one.meaning} {one.action}" for one in failures)
