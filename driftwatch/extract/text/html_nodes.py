"""HTML elements to headings, blocks and components; knows the markup of Mintlify, Slate, GitBook and plain pages."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from types import MappingProxyType
from typing import Final

from msgspec import UNSET
from msgspec.structs import replace

from driftwatch.extract.text.blocks import Code, FieldBlock, Item, List, Paragraph, Run, Text, Within
from driftwatch.extract.text.call_tags import with_call
from driftwatch.extract.text.html_call_boxes import CALL_ALONE, below_its_call, opened
from driftwatch.extract.text.html_code import code_of, in_language
from driftwatch.extract.text.html_drawn_callouts import drawn_callout
from driftwatch.extract.text.html_element import PART as _PART
from driftwatch.extract.text.html_element import Element, around
from driftwatch.extract.text.html_field_boxes import boxed_field
from driftwatch.extract.text.html_field_lines import FieldLine, field_line, field_row, field_terms
from driftwatch.extract.text.html_inline import text_within
from driftwatch.extract.text.inline import joined
from driftwatch.extract.text.tables import table_of_cells
from driftwatch.extract.text.tree import (
    Head,
    Node,
    Part,
    callout_kind,
    callout_of,
    field_of,
    mark_head_above,
    section_of,
    within_of,
)
from driftwatch.extract.words.type_words import names_type, schema_of_type
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import is_deprecated_word, word
from driftwatch.patterns import lazy_regex

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_INLINE: Final = frozenset(
    (
        "a", "abbr", "b", "bdi", "big", "br", "button", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
        "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
        "wbr",
    )
)  # fmt: skip
_OF_CALL: Final = frozenset(("example uri", "example url"))
"""What Aglio writes below the heading of a call in a heading of the same level."""
_CELLS: Final = frozenset(("td", "th"))
_OF_TABLES: Final = _CELLS | {"tr", "thead", "tbody", "tfoot"}
_SPAN_LIMIT: Final = 200
_ID_PLACES: Final[dict[str, Within]] = {
    "header": "header", "path": "path", "query": "query", "body": "body",
    "response": "response", "cookie": "cookie",
}  # fmt: skip
_TAB_SETS: Final = frozenset(("tabbed-set", "sd-tab-set"))
"""Classes of tabs without roles of ARIA: Python-Markdown's and those of sphinx-design, a label for each part."""
_TAB_PANELS: Final = frozenset(("tabbed-block", "sd-tab-content"))
_NO_FIELD: Final = FieldBlock(name="")
_TITLE: Final = lazy_regex(r"(?:title|heading)(?:_[\w-]{4,8})?\Z", re.IGNORECASE)
"""How the class of a callout's title ends; Docusaurus puts a digest of its style behind it."""
_CALL: Final = lazy_regex(rf"(?:{ANY_METHOD})\s/")
_BOXES: Final = frozenset(("div", "section", "article"))


def nodes_of(element: Element, known: Mapping[int, list[Node]] = MappingProxyType({})) -> list[Node]:
    """Read what is inside an element, in its order; `known` is what some of its children were read as, by number."""
    found: list[Node] = []
    line: list[Element | str] = []
    silent = 0  # parts of it that are known to hold no words
    if (headed := field_line(element) or boxed_field(element)) is not None:
        return [_of_line(headed)]
    head = _field_head(element)
    if head is not None:
        return _authorization(element, head) if _is_authorization(element, head) else [_field(element, head)]
    for number, child in enumerate(element.children):
        if isinstance(child, str) or (number not in known and _is_inline(child)):
            line.append(child)
        elif _holds_marks(child) and not text_within(*line[silent:]).plain:
            line.extend(child.elements)
            silent = len(line)
        else:
            marks = tuple(filter(None, map(_mark, line)))
            _flush(line, found)
            silent = 0
            mark_head_above(found, marks)
            found.extend(_marked(known[number] if number in known else _block(child), marks))
    _flush(line, found)
    found = opened(found)
    if element.tag == "section":
        found = _marked(found, (element.attributes.get("id", ""),))
    return with_call(element.attributes, found) if "method" in element.attributes else found


def _mark(child: Element | str) -> str:
    """Return the anchor that an element is and nothing else, as Sphinx writes its labels: `<span id="x"></span>`."""
    return "" if isinstance(child, str) or child.children else _anchor(child)


def _holds_marks(element: Element) -> bool:
    """Tell whether a paragraph holds anchors and nothing else, as Markdown's HTML has those on lines of their own."""
    inner = [child for child in element.children if not isinstance(child, str) or child.strip()]
    return element.tag == "p" and bool(inner) and all(map(_mark, inner))


def _anchor(element: Element) -> str:
    """Return what links call an element: by its `id`, in older HTML by the `name` of an `<a>`."""
    said = element.attributes
    return said.get("id", "") or (said.get("name", "") if element.tag == "a" else "")


def _marked(nodes: list[Node], marks: Sequence[str]) -> list[Node]:
    """Give the anchors that stand right above a heading to it."""
    first = nodes[0] if nodes and any(marks) else None
    return [first.marked(marks), *nodes[1:]] if isinstance(first, Head) else nodes


def _flush(line: list[Element | str], found: list[Node]) -> None:
    text = text_within(*line)
    line.clear()
    if text.plain:
        found.append(Paragraph(text))


def _is_inline(element: Element) -> bool:
    is_apart = element.attributes.get("role") == "tab" or (element.tag == "button" and _PART in element.attributes)
    if element.tag not in _INLINE or element.attributes.get("data-as") == "p" or is_apart:
        return False
    return all(_is_inline(child) for child in element.elements)


def _block(element: Element) -> list[Node]:
    tag = element.tag
    if tag in _HEADINGS:
        text = text_within(*element.children)
        level = _HEADINGS[tag] + (word(text.plain) in _OF_CALL)
        inner = map(_anchor, element.elements)
        return [Head(level, text, element.attributes.get("id", "")).marked(inner)]
    if tag in _READERS:
        return _READERS[tag](element)
    if apart := _tabs(element) if _holds_tabs(element) else drawn_callout(element, nodes_of):
        return apart
    if element.attributes.get(_PART) in ("expandable", "accordion"):
        return _details(element)
    if label := _callout(element):
        titles = [child for child in element.elements if _is_title(child)]
        alone = next((said for child in titles if callout_kind(said := _said(child))), "")
        element.children = [child for child in element.children if child not in titles or _said(child) != alone]
        return [callout_of(callout_kind(label) or label, nodes_of(element), alone if titles else label)]
    nodes = in_language(element, nodes_of(element))
    is_part = tag in _BOXES and _is_of_call(nodes)
    return [Part(tuple(nodes))] if is_part else below_its_call(element, nodes) if tag in _BOXES else nodes


def _is_of_call(nodes: Sequence[Node]) -> bool:
    """Tell whether a call stands ahead of the first heading, and nothing but that call has those below it."""
    first = next((at for at, node in enumerate(nodes) if isinstance(node, Head | Part)), 0)
    said = (
        node.text if isinstance(node, Code) else node.text.plain
        for node in nodes[:first]
        if isinstance(node, Code | Paragraph)
    )
    return any(CALL_ALONE.fullmatch(each) for each in said)


def _holds_tabs(element: Element) -> bool:
    return not _TAB_SETS.isdisjoint(element.classes) or any(
        child.attributes.get("role") == "tablist" for child in element.elements
    )


def _tabs(element: Element) -> list[Node]:
    """Read each tab as what it is in Markdown, a section under its label; [] where labels and parts do not pair."""
    labels: list[Element] = []
    panels: list[Element] = []
    waiting = deque([element])
    while waiting:
        for child in waiting.popleft().children:
            if isinstance(child, str):
                if child.strip():
                    return []  # words that belong to no tab
            elif _is_tab_label(child):
                labels.append(child)
            elif _is_tab_panel(child):
                panels.append(child)
            else:
                waiting.append(child)
    if not labels or len(labels) != len(panels):
        return []
    pairs = zip(labels, panels, strict=True)
    return [section_of("tab", text_within(*label.children), nodes_of(panel)) for label, panel in pairs]


def _is_tab_label(element: Element) -> bool:
    return element.tag == "label" or element.attributes.get("role") == "tab"


def _is_tab_panel(element: Element) -> bool:
    classes = element.classes
    if "tabbed-content" in classes:  # of older pages, where it is no box around all the parts
        return not any("tabbed-block" in child.classes for child in element.elements)
    return element.attributes.get("role") == "tabpanel" or not _TAB_PANELS.isdisjoint(classes)


def _callout(element: Element) -> str:
    """Name the kind of callout that an element is, as it says it itself; "" for none."""
    if element.tag == "blockquote":
        return "quote"
    said = [element.attributes.get("data-callout-type", "")]
    if element.tag == "aside" or element.classes & {"callout", "admonition", "alert", "hint"}:
        said += [*sorted(name.rpartition("-")[2] for name in element.classes), "notice"]
    return next(filter(callout_kind, said), "")


def _is_title(child: Element) -> bool:
    """Tell whether something in a callout is its title: its kind's name where the page gives it none."""
    return any(map(_TITLE.search, child.classes))


def _said(child: Element | str) -> str:
    return "" if isinstance(child, str) else word(text_within(*child.children).plain)


def _of_line(headed: FieldLine, below: Sequence[Node] = ()) -> FieldBlock:
    """Make the field of its head; one that stands inside another may be called by its path: `box.width` in `box`."""
    said = replace(
        _NO_FIELD,
        name=headed.name,
        type=headed.type,
        required=headed.required,
        deprecated=headed.is_deprecated,
        words=headed.words,
        is_boxed=headed.is_boxed,
        is_drawn=headed.is_drawn,
    )
    inside = (f"{headed.name}.", f"{headed.name}[].")
    nodes = [
        replace(node, name=node.name.removeprefix(inside[0]).removeprefix(inside[1]))
        if isinstance(node, FieldBlock)
        else node
        for node in (*nodes_of(around(*headed.rest)), *below)
    ]
    return field_of(said, nodes)


def _details(element: Element) -> list[Node]:
    summary = next((child for child in element.elements if child.tag == "summary"), None)
    rest = Element(element.tag, {})
    rest.children = [child for child in element.children if child is not summary]
    if summary is not None and (headed := field_line(summary) or boxed_field(summary)) is not None:
        return [_of_line(headed, nodes_of(rest))]
    title = text_within(*summary.children) if summary else Text()
    inside = nodes_of(rest)
    if names_type(title.plain) and any(isinstance(node, FieldBlock) for node in inside):
        return [Paragraph(title), *inside]
    kind = "expandable" if element.attributes.get(_PART) == "expandable" else "accordion"
    kind = "expandable" if rest.part("field-name") is not None else kind
    return [section_of(kind, title, inside)]


def _list(element: Element) -> list[Node]:
    return [List(tuple(_items(element)))]


def _definitions(element: Element) -> list[Node]:
    """Read terms with a line each on what they are; what holds more (a reference of functions) is read as it comes.

    So is a term that is a call, as Sphinx writes them: what is told of it are no words for its name.
    """
    items: list[Item] = []
    term = Text()
    if fields := field_terms(element):
        return [*map(_of_line, fields)]
    if any(isinstance(child, str) and child.strip() for child in element.children) or not _is_told(element):
        return nodes_of(element)
    known: dict[int, list[Node]] = {}  # to read nothing twice, at each depth
    for number, child in enumerate(element.children):
        if isinstance(child, str):
            continue
        if child.tag != "dd":
            term = text_within(*child.children)
            if child.tag != "dt" or _CALL.match(term.plain):
                return nodes_of(element, known)
            continue
        nodes = known[number] = _block(child)
        if len(nodes) != 1 or not isinstance(nodes[0], Paragraph) or not term.plain:
            return nodes_of(element, known)
        items.append(Item(joined((*term.runs, Run(": "), *nodes[0].text.runs))))
    return [List(tuple(items), is_definitions=True)] if items else []


def _is_told(element: Element) -> bool:
    """Tell whether each term of a definition list has a definition of its own below it."""
    tags = [child.tag for child in element.elements]
    return all(below == "dd" for tag, below in zip_longest(tags, tags[1:]) if tag == "dt")


def _code(element: Element) -> list[Node]:
    return [code_of(element)]


def _items(element: Element) -> list[Item]:
    """Read the items of a list; what stands between them (a list that is in none) belongs to the one above."""
    items: list[Item] = []
    for is_item, children in groupby(element.children, _is_item):
        if is_item:
            items.extend(_item(nodes_of(child)) for child in children if isinstance(child, Element))
        elif nodes := nodes_of(around(*children)):
            above = items.pop() if items else _item([])
            items.append(Item(above.text, (*above.blocks, *callout_of("", nodes).blocks)))
    return items


def _is_item(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag == "li"


def _item(nodes: Sequence[Node]) -> Item:
    if nodes and isinstance(nodes[0], Paragraph):
        return Item(nodes[0].text, callout_of("", nodes[1:]).blocks)
    return Item(Text(), callout_of("", nodes).blocks)


def _table(element: Element) -> list[Node]:
    above = nodes_of(around(*_outside_cells(element)))
    rows = list(_rows(element))
    if (headed := [line for row in rows if (line := field_row(row))]) and len(headed) == len(rows):
        return [*above, *map(_of_line, headed)]
    if rows and all(map(_is_box, (cell for row in rows for cell in row))):
        return [*above, *(node for row in rows for cell in row for node in nodes_of(cell))]
    grid = _grid(rows)
    is_headless = _is_headless(rows) and (all(map(_begins_in_code, grid)) or _states_types(grid))
    if grid and (is_headless or (all(map(_begins_in_code, grid)) and _is_headed_by_rows(rows))):
        return [*above, table_of_cells((Text(),) * len(grid[0]), grid)]
    return [*above, table_of_cells(grid[0], grid[1:])] if grid else above


def _is_box(cell: Element) -> bool:
    """Tell whether a cell holds a table: one of which all cells do only puts these side by side."""
    return any(child.tag == "table" for child in cell.elements)


def _is_headless(rows: Sequence[Sequence[Element]]) -> bool:
    return len(rows) > 1 and not any(cell.tag == "th" for row in rows for cell in row)


def _is_headed_by_rows(rows: Sequence[Sequence[Element]]) -> bool:
    """Tell whether the heads of a table are those of its rows: `<th>name</th><td>What it is.</td>`."""
    return all([cell.tag for cell in row[:2]] == ["th", "td"] for row in rows if row)


def _states_types(grid: Sequence[tuple[Text, ...]]) -> bool:
    """Tell whether a column behind the first holds the types of fields from the first row on, so that none names it."""
    return any(all(schema_of_type(cell.plain) for cell in column) for column in list(zip(*grid, strict=False))[1:])


def _begins_in_code(row: tuple[Text, ...]) -> bool:
    return len(row) > 1 and bool(row[0].runs) and row[0].runs[0].code


def _outside_cells(element: Element) -> Iterator[Element | str]:
    """Yield what stands in a table and in none of its cells: a caption, and what browsers show above the table."""
    for child in element.children:
        if isinstance(child, str) or child.tag not in _OF_TABLES:
            yield _heading(child) if isinstance(child, Element) and child.tag == "caption" else child
        elif child.tag not in _CELLS:
            yield from _outside_cells(child)


def _heading(caption: Element) -> Element:
    """Make a caption what it serves as: a line in bold above its table."""
    line, strong = Element("p", caption.attributes), Element("strong", {})
    strong.children.extend(caption.children)
    line.children.append(strong)
    return line


def _rows(element: Element) -> Iterator[list[Element]]:
    for child in element.elements:
        if child.tag == "tr":
            yield [cell for cell in child.elements if cell.tag in _CELLS]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _grid(rows: Sequence[Sequence[Element]]) -> list[tuple[Text, ...]]:
    """Expand rowspan and colspan."""
    below: dict[int, tuple[int, Text]] = {}
    grid: list[tuple[Text, ...]] = []
    for row in rows:
        cells: list[Text] = []
        for cell in row:
            _fill(cells, below)
            text = text_within(*cell.children)
            for _ in range(_span(cell, "colspan")):
                down = _span(cell, "rowspan") - 1
                if down:
                    below[len(cells)] = (down, text)
                cells.append(text)
        _fill(cells, below)
        if cells:
            grid.append(tuple(cells[:_SPAN_LIMIT]))
    return grid


def _fill(cells: list[Text], below: dict[int, tuple[int, Text]]) -> None:
    while len(cells) in below and len(cells) < _SPAN_LIMIT:
        left, text = below.pop(len(cells))
        if left > 1:
            below[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: Element, name: str) -> int:
    said = cell.attributes.get(name, "")
    return (
        min(max(int(said), 1), _SPAN_LIMIT)
        if said.isascii() and said.isdigit() and len(said) < len(str(_SPAN_LIMIT)) + 1
        else 1
    )


def _field_head(element: Element) -> Element | None:
    """Find the head of the field that an element is: its child with name and pills."""
    for child in element.elements:
        if "param-head" in child.classes or child.attributes.get(_PART) == "field-name":
            return child if child.attributes.get(_PART) != "field-name" else element
    return None


def _is_authorization(element: Element, head: Element) -> bool:
    """Tell whether Mintlify wrote this head for a security scheme of the OpenAPI file, where it is no parameter."""
    return any(item.attributes.get("id", "").startswith("authorization-") for item in (head, element))


def _authorization(element: Element, head: Element) -> list[Node]:
    """Read the head of a security scheme as what it says: its name with its pills, then what it means."""
    name = text_within(*(head.part("field-name") or head).children).plain
    said = " ".join((name, *(text for _, text in _pills(head))))
    below = [child for child in element.elements if child is not head]
    return [Paragraph(joined((Run(said),))), *(node for child in below for node in nodes_of(child))]


def _field(element: Element, head: Element) -> FieldBlock:
    name = head.part("field-name") or head
    pills = list(_pills(head))
    place: Within = _ID_PLACES.get(
        (head.attributes.get("id") or element.attributes.get("id", "")).partition("-")[0], ""
    )
    plain = [text for prefix, text in pills if not prefix]
    located = next((within for text in plain[1:] if (within := within_of(text))), place)
    default = next((text for prefix, text in pills if prefix), UNSET)
    rest: list[Node] = []
    for child in element.elements:
        if child is not head and (head is not element or not child.attributes.get(_PART, "").startswith("field-")):
            rest.extend(nodes_of(child) if child.tag != "details" else _block(child))
        elif head is element and child.attributes.get(_PART) == "field-content":
            rest.extend(nodes_of(child))
    block = FieldBlock(
        name=text_within(*name.children).plain,
        within=located,
        type=plain[0] if plain else "",
        required=head.part("field-required-pill") is not None,
        deprecated=head.part("field-deprecated-pill") is not None or any(map(is_deprecated_word, plain[1:])),
        default=default,
    )
    return field_of(block, rest)


def _pills(head: Element) -> Iterator[tuple[str, str]]:
    """Yield (prefix, text) of each pill: the prefix is `default:` in the page's language, mostly "" ."""
    waiting: list[Element] = [head]
    while waiting:
        element = waiting.pop(0)
        if element.attributes.get(_PART) == "field-info-pill":
            spans = [text_within(*child.children).plain for child in element.elements]
            if len(spans) > 1 and spans[0].rstrip().endswith((":", "：")):
                yield word(spans[0]), " ".join(spans[1:]).strip()
            else:
                yield "", text_within(*element.children).plain
        else:
            waiting[:0] = list(element.elements)


_READERS: Final[dict[str, Callable[[Element], list[Node]]]] = {
    "pre": _code,
    "table": _table,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "details": _details,
}
