"""What pages say about failures: error tables, error headings and example envelopes to facts."""

from driftwatch.extract.blocks import Section
from driftwatch.model.facts import ErrorRule, Field


def error_rules(page: Section) -> tuple[ErrorRule, ...]:
    """Return one rule for each signal of the page, sorted; the first statement wins, later ones fill what it left open."""
    raise NotImplementedError


def error_envelope(page: Section) -> tuple[Field, ...]:
    """Return the shape of example error bodies at `error-envelope · …`: types only, never values."""
    raise NotImplementedError
