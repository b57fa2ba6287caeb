"""Pages as one tree of sections, from Markdown, MDX or HTML; the only place that uses bs4."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.html_code_groups import holds_groups, title_samples
from driftwatch.extract.text.html_element import PART, Element, all_in, announcements_of, around, content_of, title_of
from driftwatch.extract.text.html_layout_tables import unfold_layout
from driftwatch.extract.text.html_nesting import flattened
from driftwatch.extract.text.html_nodes import nodes_of
from driftwatch.extract.text.html_open_lists import open_lists
from driftwatch.extract.text.html_sphinx import holds_terms, open_terms
from driftwatch.extract.text.markdown import read_markdown
from driftwatch.extract.text.platform_blocks import in_markdown
from driftwatch.extract.text.tree import Node, page_of
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import fold
from driftwatch.patterns import lazy_regex

if TYPE_CHECKING:
    from bs4 import Tag

_DEPTH: Final = 120
"""Deeper than any page that people wrote; what lies below is read as text."""
_SKIPPED: Final = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "nav", "header", "footer", "iframe", "form", "button", "head",
        "canvas", "video", "audio", "object", "select", "dialog", "input",
    )
)  # fmt: skip
_MENUS: Final = frozenset(("menu", "menubar", "navigation", "search", "tree"))
"""Roles of what leads to other pages, by ARIA; Redoc has its list of contents in a `menu`."""
_HIDDEN_CLASSES: Final = frozenset(
    ("sr-only", "visually-hidden", "screen-reader-only", "hash-link", "headerlink", "anchor-link", "collapse-button")
)
_PERMALINKS: Final = frozenset(("¶", "#", "§", "🔗"))
"""Signs that a generator puts behind a heading or a term, to link to it."""
_NUMBERS: Final = lazy_regex(r"\s*\d+(?:\s+\d+)*\s*")
"""The numbers of lines beside a sample, which VitePress hides from readers who cannot see them."""
_HEADED: Final = ("article", "main", "section")
"""Parts of a page of which a `<header>` is the beginning; any other is that of the site."""
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPOKEN: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "td", "th", "dt", "dd"))
"""What a button stands in whose words are the page's: a question that opens, a field with fields of its own."""
_SPEAKS: Final = lazy_regex(
    rf"(?:[1-5](?:\d\d|XX)|default)\b\s\S|(?:{ANY_METHOD})\s(?:https?:/)?/\S|(?:\S{{1,40}}\s){{5}}\S", re.IGNORECASE
)
"""What a button says that is the page's: an answer or a call that opens, a whole sentence; others say what they do."""
_PAGES: Final = ("h1", "main", "article", "table", "code")
"""What no form holds that readers fill in, and one that is around a whole page or around the fields of a call."""
_ENDINGS: Final = lazy_regex(r"</(?:body|html)\s{0,99}>", re.IGNORECASE)
"""Browsers show what follows these as well; the parser would leave it out."""
_DECLARED: Final = lazy_regex(r"^\s{0,99}<\?xml[^<>]{0,200}>")
"""What XML begins with; the parser warns of it on the terminal of whoever runs this, and it says nothing of a page."""
_REQUIRED_STAR: Final = lazy_regex(
    r"<(?:mark|span|font|sup|em|abbr)\s[^<>]{0,80}(?:\bcolor\s?[:=]\s?[\"']?(?:red|#f00|#ff0000)\b"
    r"|\bclass=[\"'][^\"'<>]{0,60}\brequired\b)[^<>]{0,60}>\s{0,4}(?:<code>|`)?\s{0,4}\\?\*",
    re.IGNORECASE,
)
"""A star in red, or in a class of what is required: by forms and generators the sign of what must be there."""
_BREAK_ENDS: Final = lazy_regex(r"(?:<br\s?/?>)?</br\s{0,9}>", re.IGNORECASE)
"""Browsers break a line at the end of a break, too: `a</br>b` is what people write in cells of Markdown."""
_NEIGHBOURS: Final = frozenset(("prev", "next"))
"""Source: https://html.spec.whatwg.org/multipage/links.html#sequential-link-types."""
_STEPS: Final = 2
"""How many times the reading of HTML has changed what a page says."""
_SOUP: Final = 20_000_000
_TAGS: Final = 30_000
_LETTERS_PER_TAG: Final = 10


def sections_of_markdown(text: str) -> Section:
    """Read a Markdown or MDX page; any text gives a tree."""
    return _with_stars(read_markdown(in_markdown(text), _html_in_markdown), text)


def sections_of_html(html: str, *, steps_back: int = 0) -> Section:
    """Read an HTML page, or a part of one; any text gives a tree.

    `steps_back` reads it as it was once read. One step, and lists that were left in a paragraph are sentences, tables
    that place things have columns, links to the next page are words, and an end of a break is none; two, and calls of
    Sphinx are terms, and labels of samples stand apart from these.
    """
    body = body_of_html(html if steps_back else _BREAK_ENDS.sub("<br>", html))
    if body is None:
        return page_of([])
    content = content_of(body)
    if steps_back < _STEPS:
        open_terms(html, content)
        title_samples(html, content)
    if not steps_back:
        _leave_out_neighbours(content)
        unfold_layout(content)
        open_lists(content)
    announced = [node for element in announcements_of(body, content) for node in nodes_of(element)]
    title = title_of(body, content)
    titled = nodes_of(around(title)) if title is not None else []
    return _with_stars(page_of([*announced, *titled, *nodes_of(content)]), html)


def _leave_out_neighbours(content: Element) -> None:
    """Drop the links to the pages before and after, which say by themselves that they are that."""
    for element in [content, *(inner for inner, _ in all_in(content))]:
        if any(map(_is_neighbour, element.elements)):
            element.children = [
                child for child in element.children if isinstance(child, str) or not _is_neighbour(child)
            ]


def _is_neighbour(element: Element) -> bool:
    return element.tag == "a" and not _NEIGHBOURS.isdisjoint(element.attributes.get("rel", "").split())


def steps_back(html: str) -> tuple[int, ...]:
    """Return the steps back, the last one first, at which a page may have been read otherwise.

    Whether it was at the first of them its tree tells alone: tags are written in any case, and line ends as entities.
    """
    return (1, 2) if holds_terms(html) or holds_groups(html) else (1,)


def _with_stars(page: Section, text: str) -> Section:
    """Note that a page sets stars in red or in a class of what is required: such a star needs no legend."""
    is_told = ("red" in text or "#f" in text.lower()) and _REQUIRED_STAR.search(text) is not None
    return replace(page, has_required_stars=True) if is_told else page


def _html_in_markdown(html: str) -> Sequence[Node]:
    body = body_of_html(html)
    return nodes_of(body) if body else []


def body_of_html(html: str) -> Element | None:
    """Return what readers see of an HTML page, element by element; None where it has no body."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  (280 ms to import, and most pages are Markdown)

    body = BeautifulSoup(flattened(_sane(_ENDINGS.sub("", _DECLARED.sub("", fold(html))))), "lxml").body
    return _element(body) if body is not None else None


def _sane(html: str) -> str:
    """Cut what is nothing but tags: no page has so many for so little text, and each costs 30 microseconds."""
    if len(html) > _SOUP or html.count("<") < _TAGS or len(html) > _LETTERS_PER_TAG * html.count("<"):
        return html if len(html) <= _SOUP else html[:_SOUP]
    return "<".join(html.split("<", _TAGS)[:_TAGS])


def _element(tag: "Tag") -> Element:
    """Copy the part of bs4's tree that readers see, without recursion."""
    top = Element(tag.name, _attributes(tag))
    waiting = [(tag, top, 0)]
    while waiting:
        source, target, depth = waiting.pop()
        for child in _visible(source):
            if isinstance(child, str):
                target.children.append(child)
            elif depth >= _DEPTH:
                target.children.append(child.get_text(" "))
            else:
                inner = Element(child.name, _attributes(child))
                target.children.append(inner)
                waiting.append((child, inner, depth + 1))
    return top


def _visible(tag: "Tag") -> Iterator["Tag | str"]:
    from bs4 import Comment, Tag  # noqa: PLC0415  (as above)
    from bs4.element import NavigableString  # noqa: PLC0415

    for child in tag.children:
        if isinstance(child, Tag):
            if not _is_hidden(child):
                yield child
        elif isinstance(child, NavigableString) and not isinstance(child, Comment):
            yield str(child)


def _is_hidden(tag: "Tag") -> bool:
    """Tell whether readers never see an element; the tabs that are not chosen yet are one click away."""
    if tag.name in _SKIPPED or (tag.has_attr("hidden") and tag.get("role") != "tabpanel"):
        return not _is_content(tag)
    if tag.name == "a" and tag.get_text(strip=True) in _PERMALINKS:
        return True
    if tag.get("aria-hidden") == "true" and _NUMBERS.fullmatch(tag.get_text(" ")):
        return True
    if tag.get("role") in _MENUS:
        return tag.find(_PAGES) is None
    classes = _attributes(tag).get("class", "").split()
    return bool(_HIDDEN_CLASSES.intersection(classes)) or (classes == ["lang"] and _names_language(tag))


def _is_content(tag: "Tag") -> bool:
    """Tell whether an element that is mostly of the site belongs to its page: Mintlify's `<button>` of a field, say."""
    around = tag.parent
    if tag.name == "header":
        return bool(tag.find("h1") or tag.find_parent(_HEADED))
    if tag.name == "button":
        is_tab = tag.get("role") == "tab" or _SPEAKS.match(tag.get_text(" ", strip=True)) is not None
        return PART in tag.attrs or is_tab or (around is not None and around.name in _SPOKEN and not _acts(tag, around))
    if tag.name == "form":
        return tag.find(_PAGES) is not None
    return tag.name == "footer" and around is not None and around.name in ("blockquote", "figure")


def _acts(button: "Tag", around: "Tag") -> bool:
    """Tell whether a button in a heading is one beside its words: "Request [Try it out]"."""
    others = (child for child in around.children if child is not button and getattr(child, "name", "") != "button")
    return around.name in _HEADINGS and any(child.get_text(strip=True) for child in others)


def _names_language(tag: "Tag") -> bool:
    """Tell whether an element is the label above a sample that VitePress makes of the language of its fence."""
    around = tag.parent
    return around is not None and _attributes(around).get("class", "").startswith("language-")


def _attributes(tag: "Tag") -> dict[str, str]:
    return {str(name): " ".join(value) if isinstance(value, list) else str(value) for name, value in tag.attrs.items()}
