"""Every page that no other platform claims: Markdown, HTML or reStructuredText with headings and tables."""

from typing import Final

from msgspec import Struct, structs

from driftwatch.model.page import Link, Page
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.markdown_pages import statements_of_markdown
from driftwatch.platforms.page_statements import statements_of_html
from driftwatch.platforms.platform import Statements
from driftwatch.presence.links import text_format

_DIRECTIVE: Final = lazy_regex(r"\s{0,200}\.\.\s{1,9}([\w:.+-]{1,60})::(?:\s|$)")
_ITEM: Final = lazy_regex(r"\s{0,200}(?:[-*+•]|\(?(?:\d{1,9}|[a-z#])[.)])\s")
_OF_CODE: Final = frozenset(
    (
        "code", "code-block", "sourcecode", "literalinclude", "parsed-literal", "math", "raw", "graphviz", "digraph",
        "mermaid", "uml", "doctest", "testcode", "testsetup", "testoutput", "productionlist", "http:example", "prompt",
    )
)  # fmt: skip
"""Directives whose text is a sample; that of all others is prose, however deep it is indented."""
_OF_SAMPLES: Final = 4
"""Blanks before a line of a sample in Markdown."""


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
        if page.path.endswith(".rst"):
            return statements_of_markdown(structs.replace(page, text=outdented(page.text)))
        if text_format(page.text) != "html":
            return statements_of_markdown(page)
        return statements_of_html(page)


class _Block(Struct, frozen=True):
    """An indented block of reStructuredText: where it begins, what is cut off its lines, whether it is a sample."""

    indent: int = 0
    cut: int = 0
    is_sample: bool = False


def outdented(text: str) -> str:
    r"""Write reStructuredText so that only samples are indented as samples: what a directive says is no code.

    >>> outdented(".. note::\n\n    Keys end.\n\nSo::\n\n  run it\n")
    '.. note::\n\nKeys end.\n\nSo::\n\n    run it\n'
    """
    written: list[str] = []
    blocks = [_Block()]
    above, is_apart = "", True
    for line in text.split("\n"):
        bare = line.lstrip(" \t")
        if not bare:
            written.append("")
            is_apart = True
            continue
        indent = len(line[: len(line) - len(bare)].expandtabs(8))
        while indent < blocks[-1].indent:
            blocks.pop()
        if indent > blocks[-1].indent and not blocks[-1].is_sample and (is_apart or _DIRECTIVE.match(above)):
            blocks.append(_opened(indent, above, blocks[-1]))
        at = blocks[-1]
        deeper = max(0, _OF_SAMPLES - (at.indent - at.cut)) if at.is_sample else 0
        written.append(" " * (indent - at.cut + deeper) + bare)
        above, is_apart = line, False
    return "\n".join(written)


def _opened(indent: int, above: str, around: _Block) -> _Block:
    """Begin a block below a line, by what that line announces."""
    directive = _DIRECTIVE.match(above)
    if directive[1] in _OF_CODE if directive else above.rstrip().endswith("::"):
        return _Block(indent, around.cut, is_sample=True)
    if directive is None and _ITEM.match(above):
        return _Block(indent, around.cut)
    return _Block(indent, around.cut + indent - around.indent)
