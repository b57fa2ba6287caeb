"""Every page that no other platform claims: Markdown or HTML with headings and tables."""

from driftwatch.model.page import Link, Page
from driftwatch.platforms.markdown_pages import statements_of_markdown
from driftwatch.platforms.page_statements import statements_of_html
from driftwatch.platforms.platform import Statements
from driftwatch.presence.links import text_format


class PlainPages:
    """Pages by hand or from tools without a mark of their own (Slate, widdershins, Stainless)."""

    name = "pages"

    def recognises(self, page: Page) -> bool:  # noqa: ARG002 - part of the protocol
        """Take every page."""
        return True

    def links(self, page: Page) -> tuple[Link, ...]:  # noqa: ARG002 - part of the protocol
        """Return nothing: what such a page says stands on it."""
        return ()

    def statements(self, page: Page) -> Statements:
        """Return what the page states."""
        if text_format(page.text) != "html":
            return statements_of_markdown(page)
        return statements_of_html(page)
