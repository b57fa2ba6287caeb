"""What directives of Sphinx are for, by name: in reStructuredText, and in MyST, which is Markdown with directives."""

from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.patterns import lazy_regex

_ENTRY: Final = lazy_regex(r"([^\s<].{0,300}?)\s{1,20}<[^<>]{1,300}>$")
OF_CODE: Final = frozenset(
    (
        "code", "code-block", "sourcecode", "parsed-literal", "math", "graphviz", "digraph", "mermaid", "uml",
        "doctest", "testcode", "testoutput", "productionlist", "http:example", "prompt", "code-tab",
    )
)  # fmt: skip
"""Directives whose text is a sample; that of all others is prose, however deep it is indented."""
UNSEEN: Final = frozenset(
    (
        "contents", "include", "index", "highlight", "currentmodule", "module", "meta", "image", "literalinclude",
        "raw", "sectionauthor", "codeauthor", "role", "default-role", "default-domain", "py:module",
        "title", "sectnum", "tabularcolumns", "unicode", "replace", "target-notes", "testsetup", "http:currentmodule",
    )
)  # fmt: skip
"""Directives that show no words of their own: what they name stands elsewhere, or steers the build."""
NOTES: Final = frozenset(
    ("note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error", "seealso", "admonition")
)
SINCE: Final = {
    "deprecated": "Deprecated since version",
    "versionadded": "New in version",
    "versionchanged": "Changed in version",
    "versionremoved": "Removed in version",
}
"""Source: https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html."""
CAPTIONS: Final = ("caption", "subtitle")
"""Options that are shown above what a directive holds."""


def titles_in(entries: Sequence[str]) -> Iterator[str]:
    """Yield what a list of pages calls those to which it gives a name itself: `The lid <lid>`."""
    return (match[1] for line in entries if (match := _ENTRY.match(line)))


def outdented(lines: Sequence[str]) -> list[str]:
    """Return what a directive holds without the indentation that all of it has."""
    cut = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[cut:] for line in lines]
