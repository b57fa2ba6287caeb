"""Statements in prose about limits, billing, deprecation, availability, authentication, environments and base URLs."""

from driftwatch.extract.blocks import Section
from driftwatch.model.facts import Notice, Server


def notices(page: Section) -> tuple[Notice, ...]:
    """Return the page's notices, sorted by address; in doubt there is none."""
    raise NotImplementedError


def servers(page: Section) -> tuple[Server, ...]:
    """Return the base URLs that prose and tables state, sorted by address."""
    raise NotImplementedError
