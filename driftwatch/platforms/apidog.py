"""Apidog and Apifox: the `.md` export with an OpenAPI fence, and the text of their HTML app."""

from driftwatch.extract.blocks import Section
from driftwatch.platforms.pages import PageOperation


def embedded_openapi(page: Section) -> tuple[str, ...]:
    """Return the YAML texts of the page's `## OpenAPI Specification` fences (Fern has the same heading)."""
    raise NotImplementedError


def operations_of_page(page: Section, place: str) -> tuple[PageOperation, ...]:
    """Return the operation that a text dump of the Apidog app shows, if any."""
    raise NotImplementedError
