"""The words of a page, line by line, in their normal form: what only looks different reads the same.

A table keeps its rows as a set, a list its keyed items; prose is a sentence a line. Every visible word of the tree
stands in exactly one line, except for those of samples, of which `sample_lines` tells calls, names and types.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from msgspec import UNSET, Struct

from driftwatch.extract.pages.sample_lines import sample_lines
from driftwatch.extract.text.blocks import Block, Callout, Code, FieldBlock, Item, List, Paragraph, Section, Table, Text
from driftwatch.extract.text.prose import without_placeholders
from driftwatch.extract.words.wording import tidy
from driftwatch.model.text import Line, PageText, digest_of_text
from driftwatch.patterns import lazy_regex, pieces_of
from driftwatch.redaction import redact

_DEEPEST: Final = 40
"""Lists within lists; deeper than any page."""
_ENDING: Final = lazy_regex(r"[.!?。！？；](?:(?<=[.!?])\s+(?=[A-Z\"'“”„‘’«»(\[\d`*$])|(?<=[。！？；])\s*)")
_DATED: Final = lazy_regex(
    r"(?:(?:last |page )?(?:modified|updated|edited)(?: on| at)?|derni[eè]re (?:modification|mise à jour)(?: le)?"
    r"|ostatnia (?:modyfikacja|aktualizacja)|zuletzt (?:geändert|aktualisiert)(?: am)?|última actualización"
    r"|последнее (?:изменение|обновление)|(?:最后|上次|最近)(?:更新|修改)(?:于|时间)?)"
    r"(?:\b|(?=[:：\d ]))[ :：]{0,3}(?=.{0,40}?(?:(?:19|20)\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d\d|\d ?(?:天|小时|分钟)?前"
    r"|\b(?:ago|yesterday|today|назад|вчера|сегодня|hier|il y a|vor|gestern|heute|temu|wczoraj|hace|ayer|hoy)\b))"
    r"[\w ,:.+/-]{4,40}$",
    re.IGNORECASE,
)
"""When a page was edited, as generators write it in several languages: named noise. It names a day, or how long ago."""
_TITLE: Final = lazy_regex(
    r"(?:title|filename|label)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))|\[([^\[\]]+)\]|(?<!\S)([^\s=]+)(?!\S)"
)
"""The title of a code block in what follows its language: `title="Request"`, `[Request]`, or just words."""
_SETTINGS: Final = lazy_regex(
    r"\{[^{}]*\}|\[[^\[\]\w]*(?:\d[^\[\]a-zA-Z]*)?\]|(?<!\S)(?:showLineNumbers|lines|wrap|expandable|nowrap|copy|noCopy|linenums)(?!\S)"
    r"|(?<!\S)(?!title=|filename=|label=)[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S*)"
)
"""What follows the language of a code block and steers how it looks: marked lines, switches, an icon."""
_SPECIFICATION: Final = lazy_regex(r"^(?:openapi|swagger):\s{0,9}[\"']?[23]\.", re.MULTILINE)
"""In a block that shows an OpenAPI document whole: what is called in it are its own examples."""
_KEYED: Final = lazy_regex(r"([^\s:][^:]{0,60}?)\s?(?::|\s[-=])\s(.+)", re.DOTALL)
"""An item that begins with what it is about, then a colon or a dash."""
_NOISE: Final = frozenset(
    [
        "date",
        "lastmod",
        "updated",
        "modified",
        "created",
        "slug",
        "id",
        "permalink",
        "icon",
        "sidebar",
        "sidebartitle",
        "sidebar_position",
        "sidebar_label",
        "sidebar_class_name",
        "image",
        "og",
        "ogimage",
        "canonical",
        "keywords",
        "tags",
        "layout",
        "weight",
        "nav_order",
        "toc",
        "hide_title",
        "mode",
        "template",
        "custom_edit_url",
        "draft",
        "robots",
        "asindexpage",
        "iconname",
        "twitter",
    ]
)
"""Keys of front matter that steer a generator: named noise."""
_FRONT: Final = lazy_regex(r"([A-Za-z][\w:-]{0,40}):[ \t]{0,4}(.{0,2000})")
_TITLED: Final = lazy_regex(r"^title:", re.MULTILINE)
_SHOWN_WITHIN: Final = frozenset(("hero", "features"))
"""Keys of front matter whose parts are shown: https://vitepress.dev/reference/default-theme-home-page."""
_SHOWN_ANYWHERE: Final = frozenset(("title", "description", "label", "heading", "tagline", "subtitle", "text"))
"""Keys of parts that generators show wherever they stand: of pages below, of cards, of authors."""
_FOR_MACHINES: Final = _NOISE | {"head", "meta", "metadata", "seo", "opengraph", "metatags", "schema", "api", "openapi"}
"""Keys of front matter whose parts are for search engines, or are a specification."""
_PART: Final = lazy_regex(r"[ \t]{1,40}(?:-[ \t]{1,4})?([A-Za-z][\w-]{0,40}):[ \t]{1,4}(.{1,2000})")
_STEERS: Final = frozenset(
    ("link", "theme", "src", "icon", "image", "target", "rel", "width", "height", "dark", "light")
)
"""Keys of such parts that say nothing."""
_LISTED: Final = lazy_regex(r"\s{1,40}(?:[\[\]{}#]|-\s)")
"""How a line begins that is a part of a list or a mapping, and not of a text."""
_FOLDED: Final = lazy_regex(r"[>|][+-]?\d?")
"""What stands for a text in the lines below."""


class Watched(Struct, frozen=True, kw_only=True):
    """What of a page is watched as text, and the digest of all that it says."""

    text: PageText
    digest: str


def watched(trees: Iterable[Section], fences: Iterable[str] = ()) -> Watched:
    """Return the words of a page in their normal form.

    Args:
        trees: the parts of the page, in order.
        fences: the texts of blocks that were read apart (an OpenAPI document); they count for the digest alone.
    """
    lines: list[Line] = []
    codes: list[str] = list(fences)
    for tree in trees:
        lines.extend(_page(tree))
        codes.extend(_unseen_words(tree))
    kept = tuple(line for line in _cleaned(lines) if line.words)
    return Watched(text=PageText(lines=kept), digest=digest_of_text(kept, map(_folded, codes)))


def _cleaned(lines: list[Line]) -> list[Line]:
    """Look for secrets and placeholders in all lines at once: most pages have none, and looking is slow to begin."""
    whole = "\n".join(cell for line in lines for cell in line.cells)
    return lines if redact(without_placeholders(whole)) == whole else list(map(_clean, lines))


def _clean(line: Line) -> Line:
    """Redact a line, and write the placeholder of a key in one way: `$API_KEY` and `<YOUR_KEY>` mean the same.

    The name of a variable that holds a key (`SHOP_API_KEY`) is a word like others: readers have to set it.
    """
    cells = tuple(redact(without_placeholders(cell)) for cell in line.cells)
    return line if cells == line.cells else Line(line.kind, cells, line.level)


def _page(tree: Section) -> Iterator[Line]:
    """Return the lines of a page; the title in its front matter is its heading, as generators show it, if none is."""
    has_heading = tree.title or any(section.level == 1 for section in tree.children)
    front = next((block for block in tree.blocks if isinstance(block, Code) and block.info == "front-matter"), None)
    if front is None or has_heading or not _TITLED.search(front.text):
        return _section(tree, 1)
    said = list(_front_matter(front.text))
    title = next((line for line in said if line.cells[0] == "title"), None)
    if title is None:
        return _section(tree, 1)
    said.remove(title)
    blocks = _blocks([block for block in tree.blocks if block is not front], 1)
    below = (line for section in tree.children for line in _section(section, 2))
    return chain((Line("heading", title.cells[1:], 1),), said, blocks, below)


def _section(section: Section, level: int) -> Iterator[Line]:
    title = tidy(section.heading.plain) or tidy(section.title)
    if title:
        yield Line("heading", (title,), level)
    yield from _blocks(section.blocks, level)
    for child in section.children:
        yield from _section(child, level + 1 if title else level)


def _blocks(blocks: Sequence[Block], level: int, depth: int = 0) -> Iterator[Line]:
    for block in blocks if depth < _DEEPEST else ():
        if isinstance(block, Paragraph):
            yield from _sentences(block.text)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, List):
            yield from _list(block, level, depth)
        elif isinstance(block, FieldBlock):
            yield from _field(block, level + 1, depth)
        elif isinstance(block, Callout):
            yield from _callout(block, level, depth)
        elif block.info == "front-matter":
            yield from _front_matter(block.text)
        else:
            yield from _sample(block)


def _callout(block: Callout, level: int, depth: int) -> Iterator[Line]:
    if block.drawn is not None:
        yield from _table(block.drawn)
        return
    yield from _blocks(block.blocks, level, depth + 1)
    # Behind what it says: findings show that first.
    yield from [Line("sentence", (block.label,))] if block.label and block.blocks else ()


def _sample(block: Code) -> Iterator[Line]:
    """Yield the title of a code block, which readers see above it, and what its code calls and sends."""
    title = tidy(" ".join(part for parts in _TITLE.findall(_SETTINGS.sub(" ", block.info)) for part in parts))
    if title:
        yield Line("sentence", (title,))
    if _SPECIFICATION.search(block.text) is None:
        yield from (Line("sample", (said,)) for said in sample_lines(block.text))


def _sentences(text: Text) -> Iterator[Line]:
    for piece in pieces_of(text.plain, _ENDING):
        said = tidy(piece)
        if said and not _DATED.match(said):
            yield Line("sentence", (said,))


def _table(table: Table) -> Iterator[Line]:
    width = max((len(table.header), *map(len, table.rows)), default=0)
    if any(cell.plain for cell in table.header):
        yield Line("head", _cells(table.header, width))
    yield from sorted(Line("row", _cells(row, width)) for row in table.rows)
    yield from sorted(line for cell in table.beyond for line in _sentences(cell))


def _cells(row: Sequence[Text], width: int) -> tuple[str, ...]:
    cells = tuple(tidy(cell.plain) for cell in row)
    return cells + ("",) * (width - len(cells))


def _list(block: List, level: int, depth: int) -> Iterator[Line]:
    """Yield the items: those with a key among themselves sorted, when nothing is nested in any of them."""
    items = [tuple(_item(item, level, depth)) for item in block.items]
    if all(len(lines) == 1 and lines[0].kind == "item" for lines in items):
        items.sort()
    for lines in items:
        yield from lines


def _item(item: Item, level: int, depth: int) -> Iterator[Line]:
    key, rest = _keyed(item.text)
    if key:
        first, *more = pieces_of(rest, _ENDING)
        yield Line("item", (key, tidy(first)))
        yield from (Line("sentence", (said,)) for piece in more if (said := tidy(piece)))
    else:
        yield from _sentences(item.text)
    yield from _blocks(item.blocks, level, depth + 1)


def _keyed(text: Text) -> tuple[str, str]:
    """Split an item into what it is about and what it says; ("", "") where it is just a sentence."""
    match = _KEYED.fullmatch(text.plain)
    if match is None or _ENDING.search(match[1]):
        return "", ""
    key, rest = tidy(match[1]), match[2].strip()
    return (key, rest) if key and tidy(rest) else ("", "")


def _field(field: FieldBlock, level: int, depth: int) -> Iterator[Line]:
    yield Line("heading", (tidy(field.name) or "body",), level)
    default = "" if isinstance(field.default, type(UNSET)) else f"default {tidy(str(field.default))}"
    needed = ("required",) if field.required else ()
    old = ("deprecated",) if field.deprecated else ()
    said = tuple(part for part in (field.within, tidy(field.type), *needed, *old, default, *field.words) if part)
    if said:
        yield Line("item", ("field", ", ".join(said)))
    yield from _blocks(field.blocks, level, depth + 1)
    for inner in field.fields if depth < _DEEPEST else ():
        yield from _field(inner, level + 1, depth + 1)
    yield from _blocks(field.apart, level, depth + 1)


def _front_matter(text: str) -> Iterator[Line]:
    key, said = "", list[str]()
    for line in text.splitlines():
        match = _FRONT.fullmatch(line.rstrip())
        if match:
            yield from _keyed_words(key, said)
            key, said = match[1], [] if _FOLDED.fullmatch(match[2]) else [match[2]]
        elif line[:1] in (" ", "\t", "-") and (part := _PART.fullmatch(f" {line.rstrip()}")):
            yield from _keyed_words(part[1], [part[2]]) if _is_shown(key.lower(), part[1].lower()) else ()
        elif line[:1] in (" ", "\t") and key.lower() not in _SHOWN_WITHIN and not _LISTED.match(line):
            said.append(line)
    yield from _keyed_words(key, said)


def _is_shown(key: str, part: str) -> bool:
    """Tell whether a part of a list or a mapping of front matter is shown: `children: [{title: ...}]`."""
    if key in _SHOWN_WITHIN:
        return part not in _STEERS
    return part in _SHOWN_ANYWHERE and key not in _FOR_MACHINES


def _keyed_words(key: str, said: Sequence[str]) -> Iterator[Line]:
    words = tidy(" ".join(said).strip("\"' "))
    if words and key.lower().partition(":")[0] not in _NOISE:
        yield Line("item", (key, words))


def _unseen_words(tree: Section) -> Iterator[str]:
    """Yield what readers look at and no line holds: samples with their titles, and where links lead."""
    for _, section in tree.walk():
        yield from _targets(section.heading)
        yield from _of_blocks(section.blocks)


def _of_blocks(blocks: Sequence[Block | Item], depth: int = 0) -> Iterator[str]:
    for block in blocks if depth < _DEEPEST else ():
        if isinstance(block, Code):
            yield block.info
            yield block.text
        elif isinstance(block, Table):
            cells = (cell for row in (block.header, *block.rows, block.beyond) for cell in row)
            yield from (target for cell in cells for target in _targets(cell))
        elif isinstance(block, Paragraph):
            yield from _targets(block.text)
        elif isinstance(block, Callout) and block.drawn is not None:
            yield from _of_blocks((block.drawn,), depth + 1)
        elif isinstance(block, List):
            yield from _of_blocks(block.items, depth + 1)
        else:
            yield from _targets(block.text) if isinstance(block, Item) else ()
            yield from _of_blocks(block.blocks, depth + 1)
            yield from _of_blocks((*block.fields, *block.apart), depth + 1) if isinstance(block, FieldBlock) else ()


def _targets(text: Text) -> Iterator[str]:
    """Yield where links lead, without their queries: those only track who came."""
    yield from (re.sub(r"\?[^#]*", "", run.href) for run in text.runs if run.href)


def _folded(code: str) -> str:
    return " ".join(code.split())
