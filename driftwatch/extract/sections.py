"""Pages as one tree of sections, from Markdown, MDX or HTML; the only place that uses bs4."""

from driftwatch.extract.blocks import Section


def sections_of_markdown(text: str) -> Section:
    """Read a Markdown or MDX page; any text gives a tree."""
    raise NotImplementedError


def sections_of_html(html: str) -> Section:
    """Read an HTML page; any text gives a tree."""
    raise NotImplementedError
