"""HTML that stands in Markdown as it is: what follows closely is parsed at once, as a parser costs most to begin."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.mdx import Line, RawHtml, Token
from driftwatch.patterns import lazy_regex

_WHOLE: Final = lazy_regex(r"<(\w{1,10})\b[^<]{0,2000}>")
_APART: Final = frozenset(("pre", "script", "style", "svg"))
"""Elements in which the words of a tag may be anything."""


def whole_html(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the HTML of a token with that of those right behind it, and the number of the next token.

    Only elements that end with their own tag are joined: another one would take in what follows it.
    """
    pieces: list[str] = []
    end = at
    while at < len(tokens):
        token = tokens[at]
        if isinstance(token, RawHtml) and (not pieces or _is_whole(token.text)):
            pieces.append(token.text)
            at = end = at + 1
            if not _is_whole(token.text):
                break
        elif isinstance(token, Line) and not token.raw and not token.text.strip():
            at += 1
        else:
            break
    return "\n".join(pieces), end


def _is_whole(text: str) -> bool:
    match = _WHOLE.match(text)
    name = match[1].lower() if match else ""
    return bool(name) and name not in _APART and text.lower().count(f"</{name}>") == text.lower().count(f"<{name}") == 1
