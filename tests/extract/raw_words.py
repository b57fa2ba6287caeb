"""Where the visible words of a page stand in its raw text, found without the readers that are tested by it.

Markdown is scanned line by line, HTML by what a browser would show; both know only the forms that our fixtures have.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from bs4 import BeautifulSoup, Comment, Tag

SHOWN = (
    "title", "label", "description", "caption", "placeholder", "tip", "name", "type", "default", "summary",
    "cta", "tags", "post",
)  # fmt: skip
"""Attributes of components whose value is shown."""
PLACES = ("path", "query", "header", "cookie", "body")
"""Attributes that hold the name of a field and are shown themselves, as where the field travels."""
MARKS = ("required", "deprecated")
NOTES = ("note", "info", "tip", "warning", "danger", "caution", "important", "check", "success", "error")
"""Kinds of notes, whose names are shown above those without a title."""
PLAIN = ("mark", "attribute")
"""Kinds of spots in which no sign is Markdown."""
_BANNER = "> ## Documentation Index"
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})\s*(\S*)[ \t]*(.*)$")
_LABEL = re.compile(r"(?:title=)?\"?([^\"{=]*?)\"?\s*(?:\"|theme=|showLineNumbers|$)")
_OPENAPI = re.compile(r"(?:^|\s)(?:get|post|put|patch|delete) /", re.IGNORECASE)
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_NOTE = re.compile(r"(?:!!!|:::)[ \t]*\w*[ \t]*")
_RULE = re.compile(r"[ \t]*(?:-{3,}|={3,}|\*{3,}|:{3,})[ \t]*$")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}[-:| \t]*$")
_TAG = re.compile(r"</?[A-Z][\w.]*(?:\s+[\w-]+(?:=(?:\"[^\"]*\"|\{[^}]*\}))?)*\s*/?>")
_OF_TEMPLATE = re.compile(r"\b(title|style)=\"([^\"]*)\"")
"""What a template tag of GitBook shows."""
_CALL = frozenset(("method", "url", "endpoint", "uri", "route"))
"""Attributes of an element that names a call."""
_ATTRIBUTE = re.compile(r"([\w-]+)(?:=(?:\"([^\"]*)\"|\{([^}]*)\}))?")
_WORD = re.compile(r"[^\W_]+")
_KEY = re.compile(r"\$\{?\w*KEY\b\}?|<\w*(?:KEY|key)\w*>|sk-(?:[\w*-]+|\.{3})|\bCOMETAPI_KEY\b")
_MODIFIED = re.compile(
    r"(?:last (?:modified|updated)|ostatnia modyfikacja|dernière modification)[\w :,+-]*", re.IGNORECASE
)


class Spot(NamedTuple):
    """A stretch of raw text that readers see."""

    kind: str
    """heading, prose, title (of a note), item, cell, merged (the cell above, where a row leaves it empty), attribute,
    mark (an attribute whose name is shown), or label of a code block."""
    start: int
    end: int


def spots_of(text: str) -> Iterator[Spot]:
    """Yield where the words of a Markdown page stand, in order; samples and OpenAPI blocks are left out."""
    tags = dict(_tags(text))
    table, hidden, above = False, 0, Spot("merged", 0, 0)
    for start, line, below in _lines(text):
        if _FENCE.match(line):
            yield from _label(start, line)
            continue
        table = ("|" in line and "|" in below and bool(_DELIMITER.match(below))) or (table and "|" in line)
        for piece in _outside(text, start, start + len(line), tags, hidden):
            found = list(_of_line(text, *piece, is_cell=table))
            is_merged = table and bool(re.match(r"[ \t]*\|[ \t]*\|", line))
            above = above if is_merged or not found else found[0]._replace(kind="merged")
            yield from ([above] if found and is_merged else [])
            yield from found
        for tag in (tag for tag in tags if start <= tag <= start + len(line)):
            yield from _attributes(text, tag, tags[tag])
            hidden = max(hidden, tags[tag])


def words_of_markdown(text: str) -> Counter[str]:
    """Count the visible words of a Markdown page, without those of samples; merged cells as often as they apply."""
    return Counter(
        word
        for spot in spots_of(text)
        for word in words_in(text[spot.start : spot.end] if spot.kind in PLAIN else shown(text[spot.start : spot.end]))
    )


def words_of_html(page: str) -> Counter[str]:
    """Count the words of an HTML page that a browser shows below its frame, without those of samples."""
    soup = BeautifulSoup(page.replace("</body>", "").replace("</html>", ""), "lxml")
    body = soup.select_one("#content-area") or soup.select_one("main") or soup.body
    assert body is not None
    for hidden in body.select("script, style, nav, pre, .absolute, .headerlink, .lang, .copy"):
        hidden.decompose()
    for of_site in body.select("footer:not(blockquote footer), button:not([role=tab], p button, td button, h3 button)"):
        of_site.decompose()
    _name_in_english(body)
    found = Counter(words_in(_MODIFIED.sub("", " ".join(_strings(body)))))
    notes = Counter(str(note["data-callout-type"]) for note in body.select("[data-callout-type]"))
    return found + _of_places(body) + _of_merged_cells(body) + notes


def _name_in_english(body: Tag) -> None:
    """Write what the pills of a field say as lines do, whatever the language of the page."""
    for pill in body.select('[data-component-part="field-required-pill"]'):
        pill.string = "required"
    for pill in body.select('[data-component-part="field-info-pill"] > span:first-child:not(:only-child)'):
        pill.string = "default"


def _of_places(body: Tag) -> Counter[str]:
    """Count where fields travel, which HTML says by their anchors alone."""
    found: Counter[str] = Counter()
    for head in body.select(".param-head[id]"):
        place = str(head["id"]).partition("-")[0]
        pills = [pill.get_text() for pill in head.select('[data-component-part="field-info-pill"]')]
        if place in PLACES and place not in pills[1:]:
            found[place] += 1
    return found


def _of_merged_cells(body: Tag) -> Counter[str]:
    """Count once more what rows have in common: cells over several rows, and first cells that are left empty below."""
    found: Counter[str] = Counter()
    for wide in body.select("[rowspan]"):
        found.update(words_in(wide.get_text()) * (int(str(wide["rowspan"])) - 1))
    for table in body.select("table"):
        above = ""
        for row in table.select("tr"):
            cell = row.select_one("td, th")
            said = cell.get_text() if cell else ""
            found.update(words_in(above) if not said.strip() else [])
            above = said if said.strip() else above
    return found


def words_in(text: str) -> list[str]:
    """Split a text into its words, in lower case; whatever stands for a key is one word."""
    return _WORD.findall(_KEY.sub(" key ", text).lower())


def shown(source: str) -> str:
    """Take the marks of inline Markdown from a text: targets of links, pictures, tags, escapes."""
    pieces = re.split(r"(`+[^`]*`+)", source)
    return "".join(piece.strip("`") if piece.startswith("`") else _without_marks(piece) for piece in pieces)


def _without_marks(piece: str) -> str:
    piece = re.sub(r"!\[[^\]]*\]\([^)]*\)|<!--.*?-->", "", piece)
    piece = re.sub(r"\]\([^)]*\)", "]", piece)
    return html.unescape(re.sub(r"</?[a-zA-Z][^>]*>", " ", re.sub(r"\\(.)", r"\1", piece)))


def _strings(body: Tag) -> Iterator[str]:
    for found in body.descendants:
        if isinstance(found, str) and not isinstance(found, Comment):
            yield found
        elif isinstance(found, Tag) and found.name not in ("code", "em", "strong", "a", "b", "i"):
            yield " "


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the lines of a page with those below them, of a code block the first; without the banner of a site."""
    at, fence, is_banner = 0, "", False
    lines = text.splitlines(keepends=True)
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        opening = _FENCE.match(line.rstrip())
        is_banner = line.rstrip() == _BANNER or (is_banner and line.startswith(">"))
        if fence:
            fence = "" if opening and opening[1].startswith(fence) and not opening[2] else fence
        elif not is_banner:
            yield at, line.rstrip("\r\n"), below.rstrip()
            fence = opening[1] if opening else ""
        at += len(line)


def _label(start: int, line: str) -> Iterator[Spot]:
    """Yield the title of a code block."""
    opening = _FENCE.match(line)
    label = _LABEL.match(opening[3]) if opening else None
    if opening and label and label[1] and not _OPENAPI.search(line):
        yield Spot("label", start + opening.start(3) + label.start(1), start + opening.start(3) + label.end(1))


def _tags(text: str) -> Iterator[tuple[int, int]]:
    fenced = [
        match.span()
        for match in re.finditer(r"^[ \t]*(`{3,}|~{3,}).*?^[ \t]*\1[ \t]*$", text, re.DOTALL | re.MULTILINE)
    ]
    code = [match.span() for match in re.finditer(r"`[^`\n]+`", text)]
    for match in _TAG.finditer(text):
        if not any(start <= match.start() < end for start, end in (*fenced, *code)):
            yield match.span()


def _outside(text: str, start: int, end: int, tags: Mapping[int, int], hidden: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a line that are in no tag."""
    at = max(start, min(hidden, end))
    for tag in sorted(tag for tag in tags if start <= tag < end):
        yield at, tag
        at = min(tags[tag], end)
    yield at, end


def _of_line(text: str, start: int, end: int, *, is_cell: bool) -> Iterator[Spot]:
    line = text[start:end]
    bare = line.lstrip("> \t")
    start += len(line) - len(bare)
    bare = bare.rstrip()
    heading = _HEADING.match(bare)
    for match in _OF_TEMPLATE.finditer(bare) if bare.startswith("{%") else ():
        yield Spot("attribute" if match[1] == "title" else "mark", start + match.start(2), start + match.end(2))
    if bare.startswith("{%") or not bare or _MODIFIED.match(bare) or _RULE.match(bare) or _DELIMITER.match(bare):
        return
    if is_cell:
        for cell in re.finditer(r"(?:[^|\\]|\\.)+", bare):
            if cell[0].strip():
                blank = len(cell[0]) - len(cell[0].lstrip())
                yield Spot("cell", start + cell.start() + blank, start + cell.start() + len(cell[0].rstrip()))
    elif heading:
        yield Spot("heading", start + heading.start(1), start + heading.end(1))
    else:
        item, note = _ITEM.match(bare), _NOTE.match(bare)
        begin = item.end() if item else note.end() if note else 0
        if note and begin == len(bare) and note[0].strip("!: ").lower() in NOTES:
            yield Spot("mark", start, start + begin)
        yield Spot("item" if item else "title" if note else "prose", start + begin, start + len(bare))


def _attributes(text: str, start: int, end: int) -> Iterator[Spot]:
    if text[start + 1] == "/":
        return
    inside = re.match(r"<[\w.]+", text[start:end])
    assert inside is not None
    name = text[start + 1 : start + inside.end()]
    if name.lower() in NOTES and not re.search(r"\stitle=", text[start:end]):
        yield Spot("mark", start + 1, start + 1 + len(name))
    call = _CALL if re.search(r"\smethod=", text[start:end]) else frozenset()
    for match in _ATTRIBUTE.finditer(text, start + inside.end(), end):
        value = 2 if match[2] is not None else 3
        if (match[1] in MARKS and match[2] is None) or match[1] in PLACES or match[1] == "default":
            yield Spot("mark", match.start(1), match.end(1))
        if match[value] and (match[1] in SHOWN or match[1] in PLACES or match[1] in call):
            yield Spot("attribute", match.start(value), match.end(value))
