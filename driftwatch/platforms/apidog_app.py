"""The HTML of Apidog and Apifox, or a text dump of it."""

import re
from typing import Final

from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.page import Link, Page
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.apidog import operations_of_page
from driftwatch.platforms.page_statements import Tree, statements_of_tree, table_documentations
from driftwatch.platforms.platform import Statements
from driftwatch.presence.links import text_format

_MARK: Final = lazy_regex(
    r"Modified at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d|Maintainer: ?Not configured|\b(?:assets|cdn)\.(?:apidog|apifox)\.c"
    r"|\b(?:apidog|apifox)\.(?:com|cn|io)\b",
    re.IGNORECASE,
)

_NAMES: Final = ("apidog", "apifox", "modified at ", "maintainer:")
"""What each mark has one of; the pattern is slow on a whole page, and hardly any page is of this app."""


class ApidogApp:
    """Pages that the Apidog app shows."""

    name = "apidog"

    def recognises(self, page: Page) -> bool:
        """Tell by the footer and by the assets of the app."""
        said = page.text.lower()
        if not any(name in said for name in _NAMES):
            return False
        return text_format(page.text) != "openapi" and _MARK.search(page.text) is not None

    def links(self, page: Page) -> tuple[Link, ...]:  # noqa: ARG002 - part of the protocol
        """Return nothing: the page holds its operation."""
        return ()

    def statements(self, page: Page) -> Statements:
        """Return what the page states."""
        is_html = text_format(page.text) == "html"
        tree: Section = sections_of_html(page.text) if is_html else sections_of_markdown(page.text)
        operations = operations_of_page(tree, page.path)
        return statements_of_tree(
            page,
            trees=(Tree(page.path, tree),),
            documentations=table_documentations(page, operations),
            problems=(),
            document_format="html" if is_html else "markdown",
        )
