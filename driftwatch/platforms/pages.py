"""Plain pages (GitBook, Slate, widdershins, Stainless, tables by hand): endpoint headings and tables to operations."""

from msgspec import Struct

from driftwatch.extract.blocks import Section
from driftwatch.model.facts import AnyFact


class PageOperation(Struct, frozen=True, kw_only=True):
    """One documented call of a page with its facts (an Operation fact first); `server` is "" when none is stated."""

    method: str
    path: str
    facts: tuple[AnyFact, ...]
    server: str = ""


def operations_of_page(page: Section, place: str) -> tuple[PageOperation, ...]:
    """Return the operations that a page documents, in its order; `place` is the page's place in the site."""
    raise NotImplementedError
