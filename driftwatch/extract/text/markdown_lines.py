"""What a line of Markdown is: heading, fence, bullet, rule, admonition; its indentation; the front matter."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from driftwatch.extract.text.inline import SHOWN
from driftwatch.extract.text.mdx import Close, Line, Token, attributes_of
from driftwatch.patterns import lazy_regex

HEADING: Final = lazy_regex(r"[ \t]*(#{1,6})(?:[ \t]+(\S.*))?[ \t]*$")
MARK: Final = lazy_regex(r"\s{0,3}<a\s{1,4}(?:id|name)=[\"']([^\"'<>]{1,120})[\"']\s?(?:/>|>\s?</a>)\s{0,20}$")
"""An element that is nothing but an anchor, in a line of its own."""
_ANCHOR: Final = lazy_regex(r"\s*\{#([\w-]{1,200})\}\s*$|\s*<a\s[^<>]{0,200}>\s*</a>\s*")
FENCE: Final = lazy_regex(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})\s*(.*)$")
BULLET: Final = lazy_regex(r"([ \t]*)([-*+]|\d{1,9}[.)])(?:[ \t]+|$)(.*)$")
DEFINITION: Final = lazy_regex(r" {0,3}:[ \t]+(\S.*)$")
"""Of the term on the line above: PHP Markdown Extra, as Hugo, Kramdown and Pandoc have it."""
RULE: Final = lazy_regex(r"[ \t]*(?:([-*_])[ \t]*(?:\1[ \t]*){2,}|<hr\s?/?>[ \t]*)$", re.IGNORECASE)
ADMONITION: Final = lazy_regex(r"[ \t]*(?::::+|!!!|\?\?\?\+?)[ \t]*([^\W\d_][\w-]{0,30})?(.*)$")
"""Of Docusaurus and others between `:::`; of MkDocs with its text indented, `???` where it can be folded."""
TAB: Final = lazy_regex(r"[ \t]*===[!+]?[ \t]+(?:\"([^\"]{1,200})\"|'([^']{1,200})')[ \t]*$")
"""Of the tabs of MkDocs, with their text indented."""
ADMONITION_TITLE: Final = lazy_regex(r"\[([^\]]+)\]|\{title=\"([^\"]+)\"\}|\s+\"([^\"]+)\"|\s+([^\s{\"].*)")
"""What follows the kind of an admonition: `[Title]`, `"Title"`, or just words."""
GITHUB_NOTE: Final = lazy_regex(r"\[!([A-Za-z]{1,20})\]\s*")
_DOCSIFY: Final = {"!> ": "[!WARNING] ", "?> ": "[!TIP] "}
"""What begins a callout of Docsify, which is a paragraph, and what begins one of GitHub that says as much."""
QUOTES: Final = (">", *_DOCSIFY)
"""How the first line of a quotation or of such a callout begins."""
_SHORTCODE: Final = r"\{\{[<%][ \t]*(tab|highlight|code|codeblock|code-block|snippet)\b([^{}<>%]{0,300})[>%]\}\}[ \t]*$"
SHORTCODE: Final = lazy_regex(rf"[ \t]*{_SHORTCODE}")
"""Of Hugo around code, as a fence is: `{{< tab header="Sample" lang="json" >}}` up to `{{< /tab >}}`."""
CELL_OF_CODE: Final = lazy_regex(rf"\|[ \t]*{_SHORTCODE}")
"""The last cell of a row that begins such code, which ends some lines further down: `output | {{< code json >}}`."""
SHORTCODE_LANG: Final = lazy_regex(r"\blang(?:uage)?=\"?([\w+-]{1,20})|^\s*([a-z][\w+-]{0,19})\b(?!=)")
SHORTCODE_TITLE: Final = lazy_regex(r"\b(?:header|title|name)=\"([^\"]{1,120})\"")
THEME: Final = lazy_regex(r"\s*theme=\{[^{}]*\}")
_FRONT_MATTER: Final = lazy_regex(r"---[ \t]{0,40}\n")
_OF_KEYS: Final = lazy_regex(
    r"(?:\s|#[^\n]*\n)*+(?:\{|[\"']?[\w$.@/-]{1,80}[\"']?[ \t]{0,9}:|$)"
    r"|\n(?:#[^\n]*\n)*+[\"']?[\w$@/][^\n:#`*]{0,80}:(?:\s|$)"
)
"""How front matter begins: with a key, or with nothing at all; else a page begins with a rule.

A key with a blank in it stands right below the dashes: else a sentence would be one.
"""
_REFERENCE: Final = lazy_regex(
    r" {0,3}\[(?!\^)([^\[\]]{1,200})\]:[ \t]*<?([^\s<>]{1,2000})>?(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$"
)
"""Where a link leads that is written elsewhere: `[name]: https://example.com`."""
_BY_REFERENCE: Final = lazy_regex(r"\[([^\[\]]{1,500})\](?:\[([^\[\]]{0,200})\]|(?![\[(:]))")


def split_front_matter(text: str) -> tuple[str, str]:
    """Split a page into its front matter, without the lines around it, and the rest."""
    begins = _FRONT_MATTER.match(text)
    if not begins:
        return "", text
    front, ending, body = text[begins.end() - 1 :].partition("\n---")
    if not ending or (body and body[0] not in "\n \t") or not _OF_KEYS.match(front):
        return "", text
    return front[1:], body


def with_links(tokens: Sequence[Token]) -> list[Token]:
    """Write links of which the targets stand elsewhere on the page as those with a target; readers see no targets."""
    targets: dict[str, str] = {}
    kept: list[Token] = []
    for token in tokens:
        match = _REFERENCE.match(token.text) if isinstance(token, Line) and not token.raw else None
        if match:
            targets.setdefault(_label(match[1]), match[2])
        else:
            kept.append(token)
    if not targets:
        return kept

    def linked(match: re.Match[str]) -> str:
        target = targets.get(_label(match[2] or match[1]))
        return match[0] if target is None else f"[{match[1]}]({target})"

    return [
        token for is_text, stretch in _stretches(kept) for token in (_linked(stretch, linked) if is_text else stretch)
    ]


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[bool, list[Token]]]:
    """Part the tokens where no link goes on, at blank lines, code and tags; say which are lines of text."""
    for is_text, stretch in groupby(tokens, key=_is_text):
        yield is_text, list(stretch)


def _is_text(token: Token) -> bool:
    return isinstance(token, Line) and not token.raw and not is_blank(token)


def _linked(lines: list[Token], linked: Callable[[re.Match[str]], str]) -> Iterable[Token]:
    """Write the links of a stretch, of which each may be broken between lines."""
    text = "\n".join(line.text for line in lines if isinstance(line, Line))
    return map(Line, _BY_REFERENCE.sub(linked, text).split("\n"))


def _label(text: str) -> str:
    """Return the name of a target, however it is broken and capitalised."""
    return " ".join(text.lower().split())


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


def indents_code(tokens: Iterable[Token]) -> bool:
    """Tell whether an indented block may be code: MDX, which a page with imports is, has no such code."""
    return not any(isinstance(token, Line) and token.module for token in tokens)


def is_blank(token: Token) -> bool:
    """Tell whether a token is an empty line."""
    return isinstance(token, Line) and not token.text.strip()


class Inside:
    """Tells which lines stand in a container: `:::note` opens one more in it, and `:::` ends the last of them."""

    def __init__(self, *, counted: bool) -> None:
        self.counted = counted
        self.open = 0

    def is_of(self, line: str) -> bool:
        """Tell whether a line stands in it; lines are asked about in their order."""
        bare = line.strip()
        if not bare.startswith(":::"):
            return True
        opens = self.counted and bool(bare.strip(": "))
        self.open += 1 if opens and not bare.endswith(":::") else 0 if opens else -1
        return self.open >= 0


def shown_in(braces: str) -> tuple[str, ...]:
    """Return what the attributes of a container show: `{label="Keys" icon="key"}`; () for what stands in no braces."""
    said = attributes_of(braces) if braces.lstrip().startswith("{") else {}
    return tuple(value for name in SHOWN if (value := said.get(name)))


def with_break(text: str) -> str:
    """Write a line of a paragraph; two spaces or a backslash at its end break it."""
    said = text.strip()
    if said.endswith("\\") and not said.endswith("\\\\"):
        return said[:-1].rstrip() + "<br>\n"
    return said + ("<br>\n" if text.endswith("  ") else "\n")


def is_quoted(line: str) -> bool:
    """Tell whether a line has the mark of a quotation."""
    return line.lstrip().startswith(">")


def unquoted(line: str) -> str:
    """Return a line of a quotation or a callout without its mark.

    >>> unquoted("> Mind the lid."), unquoted("!> Mind the lid.")
    ('Mind the lid.', '[!WARNING] Mind the lid.')
    """
    bare = line.lstrip()
    if kind := _DOCSIFY.get(bare[:3]):
        return kind + bare[3:]
    return bare[1:].removeprefix(" ") if bare.startswith(">") else line


def starts_block(text: str) -> bool:
    """Tell whether a line begins a block, whatever stands above it."""
    patterns = (BULLET, FENCE, HEADING, RULE, ADMONITION)
    return text.lstrip().startswith((">", "|")) or any(pattern.match(text) for pattern in patterns)


def goes_on(text: str) -> bool:
    """Tell whether a line belongs to the paragraph above it."""
    return bool(text.strip()) and not starts_block(text)


def goes_on_lazily(quoted: Sequence[str], line: str | None) -> bool:
    """Tell whether what is quoted ends with a paragraph that a line without the mark of quotations goes on with.

    Source: https://spec.commonmark.org/0.31.2/#laziness. Headings begin banners, which hold nothing of the page.

    >>> [goes_on_lazily([line], "lid.") for line in ("Mind the", "- Mind the", "# Mind", "", "| Mind |", "    mind")]
    [True, True, False, False, False, False]
    """
    if line is None or HEADING.match(quoted[0]) or not goes_on(line):
        return False
    item = BULLET.match(quoted[-1])
    last = item[3] if item else quoted[-1]
    return goes_on(last) and "|" not in last and not last.startswith("    ")


def titled(title: str) -> tuple[str, str]:
    """Return the title of a heading without the signs that close it, and its anchor.

    >>> titled("Sizes {#sizes} ##"), titled("C#")
    (('Sizes', 'sizes'), ('C#', ''))
    """
    title = title.strip()
    if title.endswith("#") and not title.rstrip("#").strip(" ").endswith("\\"):
        title = title.rstrip("#") if title.rstrip("#").endswith(" ") or not title.strip("#") else title
    anchor = _ANCHOR.search(title)
    return (_ANCHOR.sub("", title) if anchor else title), (anchor and anchor[1]) or ""
