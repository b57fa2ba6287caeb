"""What makes text inert on each surface, said of what a reader gets: rendered HTML, a terminal, a runner's log.

GitHub's own parser renders Markdown (cmarkgfm); raw HTML is let through, so that a tag which slipped in is seen. The
patterns are those of GitHub's filters, which look at text after rendering and leave code alone.
"""

import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

import cmarkgfm
from cmarkgfm import cmark

UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Characters that nobody sees or that reorder text: controls, formats (bidi, zero width, tags), what is unassigned."""
REFERENCES: Final = {
    "mention": re.compile(r"(?<![\w`])@[A-Za-z0-9]"),
    "issue": re.compile(r"(?<!\w)#\d|(?i:\bGH-\d)|\w/\w[\w.-]*#\d"),
    "commit": re.compile(r"(?<!\w)[0-9a-f]{40}(?!\w)"),
    "address": re.compile(r"(?i)https?:|www\.|\w@\w"),
    "shortcode": re.compile(r":[a-z0-9_+-]+:"),
    "mathematics": re.compile(r"\$"),
}
VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link"})
CODE: Final = frozenset({"code", "pre"})


class Rendered(HTMLParser):
    """HTML taken apart: its tags in order, and its text by whether it stands in code, in a link, or bare."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.comments: list[str] = []
        self.handlers: list[str] = []
        self.code = ""
        self.bare = ""
        self.linked = ""
        self._open: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for key, value in attrs if key in {"href", "src"}]
        self.handlers += [key for key, _ in attrs if key.startswith("on") or key == "style"]
        if tag not in VOID:
            self._open.append(tag)
        if tag in CODE or tag in {"td", "p", "li"}:
            self.code += "\n"
            self.bare += "\n"

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        if CODE & set(self._open):
            self.code += data
        elif "a" in self._open:
            self.linked += data
        else:
            self.bare += data


def github(markdown: str) -> Rendered:
    """Render Markdown as GitHub does, before its filters run."""
    return Rendered(cmarkgfm.github_flavored_markdown_to_html(markdown, options=cmark.Options.CMARK_OPT_UNSAFE))


def references(text: str) -> dict[str, list[str]]:
    """Find what GitHub would make live in text outside of code."""
    return {name: found for name, pattern in REFERENCES.items() if (found := pattern.findall(text))}


def unseen(text: str, *, allowed: str = "\n") -> list[str]:
    """Name the characters of a text that a reader cannot see, line ends apart."""
    return sorted(
        {
            f"U+{ord(each):04X}"
            for each in set(text)
            if each not in allowed and (unicodedata.category(each) in UNSEEN or re.match("[\ufe00-\ufe0f]", each))
        }
    )


def commands(text: str) -> list[str]:
    """Find lines that a runner of GitHub Actions takes for a command: `::name ...::`, and `##[name]` anywhere.

    Source: actions/runner, src/Runner.Common/ActionCommand.cs (TryParseV2 trims the line, TryParse looks anywhere).
    """
    lines = re.split(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", text)
    return [line for line in lines if line.strip().startswith("::") or "##[" in line]
