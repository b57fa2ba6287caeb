"""HTML that nests without end, made flat: a tree of it is built in a time that grows with the square of its depth.

Elements are opened and closed here as libxml2 does it, with which lxml and bs4 make their tree: its tables are
`htmlStartClose` and `htmlEndPriorities` in https://gitlab.gnome.org/GNOME/libxml2/-/blob/master/HTMLparser.c. Where
the two differ, the depth that is counted here is the greater one.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from driftwatch.patterns import lazy_regex

MAX_STEPS: Final = 20_000_000
"""Steps from elements up to the root that a page may cost, some 8 seconds; a page of 100,000 tags, 50 deep, costs 5
million."""
_DEPTH: Final = 120
"""Tags that lie deeper are dropped from a page that costs more, and their text is kept."""

_TAG: Final = lazy_regex(r"<(?:(!--)|(/?)([a-zA-Z][^\s/>]{0,40})([^>]{0,10000})>?)")
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_ONCE: Final = frozenset(("html", "head", "body"))
_CELLS: Final = frozenset(("p", "td", "th"))
ENDED_BY: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("p", "div", "ul", "ol", "dl", "table", "pre", "blockquote", "h1", "h2", "h3"), frozenset(("p",))),
    **dict.fromkeys(("td", "th"), _CELLS),
    **dict.fromkeys(("tr", "tbody", "tfoot"), _CELLS | {"tr"}),
    "li": frozenset(("p", "li")),
    "dt": frozenset(("p", "dd")),
    "dd": frozenset(("p", "dt")),
    "option": frozenset(("option",)),
}
"""Open elements that a start tag ends: what people leave unclosed, out of a longer table of libxml2."""
_RAW: Final = frozenset(("script", "style"))
PARTS: Final = {"table": "<tr", "ul": "<li", "ol": "<li", "dl": "<dt"}
"""Elements of which the parts hold the content, and how those begin: what has none stands around Markdown."""
_NESTED: Final = lazy_regex(r"<(/?)(" + "|".join(PARTS) + r")(?=[\s>]|$)", re.IGNORECASE)
_PRIORITY: Final = {"div": 150, "table": 190}
_OTHER: Final = 100
_LOOK_UP: Final = 50
"""Open elements among which the one that an end tag closes is looked for."""


class _Tag(Struct, frozen=True):
    start: int
    end: int
    name: str
    closes: bool
    nests: bool


def flattened(html: str) -> str:
    """Return a page as it is, or without the tags that lie too deep when its tree would cost too much."""
    if html.count("<") ** 2 <= MAX_STEPS:
        return html
    steps = 0
    for _, depth in _depths(html):
        steps += depth
        if steps > MAX_STEPS:
            return _cut(html)
    return html


def _cut(html: str) -> str:
    kept: list[str] = []
    at = 0
    for tag, depth in _depths(html):
        if depth > _DEPTH:
            kept.append(html[at : tag.start])
            at = tag.end
    kept.append(html[at:])
    return " ".join(kept)


def _depths(html: str) -> Iterator[tuple[_Tag, int]]:
    """Yield each tag that makes or ends an element, with the depth of that element."""
    opened: list[str] = []
    for tag in _tags(html):
        if not tag.closes:
            while opened and opened[-1] in ENDED_BY.get(tag.name, ()):
                opened.pop()
            yield tag, len(opened) + 1
            opened += [tag.name] if tag.nests else []
        elif (place := _closed(tag.name, opened)) is not None:
            yield tag, place + 1
            del opened[place:]


def _closed(name: str, opened: list[str]) -> int | None:
    """Tell which of the open elements an end tag closes; None when it closes none."""
    priority = _PRIORITY.get(name, _OTHER)
    for place in range(len(opened) - 1, max(len(opened) - _LOOK_UP, 0) - 1, -1):
        if opened[place] == name:
            return place
        if _PRIORITY.get(opened[place], _OTHER) > priority:
            return None
    return None


def _tags(html: str) -> Iterator[_Tag]:
    at = 0
    while (match := _TAG.search(html, at)) is not None:
        comment, closing, written, rest = match.groups()
        at = match.end()
        if comment:
            at = html.find("-->", at)
        else:
            name = written.lower()
            nests = name not in _VOID and name not in _ONCE and not rest.endswith("/")
            yield _Tag(match.start(), match.end(), name, closes=bool(closing), nests=nests)
            if name in _RAW and not closing:
                at = html.find("</", at)
        if at < 0:
            return


def opened_on(name: str, line: str) -> int:
    """Count the elements of a name that a line opens more than it ends; those that never nest need no count."""
    if name not in PARTS or "<" not in line:
        return 0
    ends = [match[1] for match in _NESTED.finditer(line) if match[2].lower() == name]
    return len(ends) - 2 * ends.count("/")


def cut_at(lines: list[str], ending: str) -> tuple[str, str]:
    """Join lines up to the end of an element in the last one, and return what stands behind it as well."""
    before, last = lines[:-1], lines[-1]
    cut = last.lower().rfind(ending)
    end = cut + len(ending) if cut >= 0 else len(last)
    return "\n".join((*before, last[:end])), last[end:]
