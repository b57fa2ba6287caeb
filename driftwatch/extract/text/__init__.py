"""Markdown, MDX, HTML, AsciiDoc and reStructuredText to one tree of sections."""
