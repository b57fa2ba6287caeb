"""What a line of Markdown is: heading, fence, bullet, rule, admonition; its indentation; the front matter."""

import re
from typing import Final

from driftwatch.extract.mdx import Close, Line, Token

HEADING: Final = re.compile(r"[ \t]*(#{1,6})(?:[ \t]+(\S.*))?$")
ANCHOR: Final = re.compile(r"\s*\{#([\w-]{1,200})\}\s*$|\s*<a\s[^<>]{0,200}>\s*</a>\s*")
FENCE: Final = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})\s*(.*)$")
BULLET: Final = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])(?:[ \t]+|$)(.*)$")
DEFINITION: Final = re.compile(r" {0,3}:[ \t]+(\S.*)$")
"""Of the term on the line above: PHP Markdown Extra, as Hugo, Kramdown and Pandoc have it."""
RULE: Final = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}$")
ADMONITION: Final = re.compile(r"[ \t]*(?::::+|!!!)[ \t]*([A-Za-z]{1,20})?(.*)$")
ADMONITION_TITLE: Final = re.compile(r"\[([^\]]+)\]|\{title=\"([^\"]+)\"\}|\s+\"([^\"]+)\"|\s+([^\s{\"].*)")
"""What follows the kind of an admonition: `[Title]`, `"Title"`, or just words."""
GITHUB_NOTE: Final = re.compile(r"\[!([A-Za-z]{1,20})\]\s*")
THEME: Final = re.compile(r"\s*theme=\{[^{}]*\}")
IMPORT: Final = re.compile(r"(?:import\s[^;]{0,500}\sfrom\s|import\s+[\"']|export\s+(?:const|default|function)\s)")


def split_front_matter(text: str) -> tuple[str, str]:
    """Split a page into its front matter, without the lines around it, and the rest."""
    if not text.startswith("---\n"):
        return "", text
    front, ending, body = text[4:].partition("\n---")
    if not ending or (body and body[0] not in "\n \t"):
        return "", text
    return front, body


def dedented(token: Token, cut: int) -> Token:
    """Take up to `cut` spaces from the start of a line."""
    if not isinstance(token, Line):
        return token
    spaces = len(token.text) - len(token.text.lstrip())
    return Line(token.text[min(cut, spaces) :], raw=token.raw)


def indent_of(token: Token) -> int:
    """Return the column at which a token begins; a tab is four."""
    if isinstance(token, Line):
        bare = token.text.lstrip()
        return len(token.text[: len(token.text) - len(bare)].expandtabs(4))
    return 0 if isinstance(token, Close) else token.indent


def is_blank(token: Token) -> bool:
    """Tell whether a token is an empty line."""
    return isinstance(token, Line) and not token.text.strip()
