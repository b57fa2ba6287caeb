"""What a configuration asks for of a source's documents, as captures keep it."""

from collections.abc import Iterable

from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import base_of
from driftwatch.extract.index.places import place_of
from driftwatch.model.asked import Asked


def asked_of(source: SourceConfig) -> Asked:
    """Return what a source asks for; the order of patterns means nothing."""
    if source.repository:
        return Asked(exclude=_sorted(source.exclude), paths=_sorted(source.paths))
    places = (place_of(url, base_of(source)) for url in source.documents)
    return Asked(documents=_sorted(places), include=_sorted(source.include), exclude=_sorted(source.exclude))


def _sorted(patterns: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(patterns)))
