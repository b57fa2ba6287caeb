"""Calls and lists of fields as Sphinx shows them in HTML, made what the same is read as in reStructuredText.

A call of the HTTP domain is a term (`<dl class="http get"><dt>GET /boxes</dt><dd>`), and what is sent and answered are
fields in its definition: `<dl class="field-list"><dt>Query Parameters:</dt><dd><ul><li><strong>size</strong>
(<em>int</em>) -- How many.`; older ones write fields as a table. The term becomes a heading, each kind of field a label
above a list. Other fields, `:size: How many.` in the source, become items with a name.
Source: https://sphinxcontrib-httpdomain.readthedocs.io/en/stable/#basic-usage.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import and_
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.html_element import Element, around
from driftwatch.extract.text.html_inline import text_within
from driftwatch.extract.text.http_domain import KINDS, STATUS_CODES, Named, grouped, typed_steps, with_steps
from driftwatch.extract.words.error_words import called
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import lazy_regex

_NAME: Final = "descname"
"""Class of the name in a term of Sphinx, of each version."""
_SIGNATURE: Final = lazy_regex(
    rf"\b{_NAME}\b[^<>]{{0,200}}>\s{{0,9}}(?:<[^<>]{{1,200}}>\s{{0,9}}){{0,3}}(?:{ANY_METHOD}|ANY|TRACE)\b"
)
_FIELDS: Final = "field-list"
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_CALL: Final = lazy_regex(rf"(?:{ANY_METHOD}|ANY|TRACE) (?:https?:/)?/.{{0,1000}}")
_TYPED: Final = lazy_regex(r"(?<=:) (?=[A-Za-z_][\w.-]{0,80}\))")
"""What parts the type of a step of the path from its name."""
_DASH: Final = lazy_regex(r"\s{0,9}(?:[–—]|--)(?:\s{1,9}|$)")
"""What stands between the name of a field with its type, and what is said of it."""
_ASIDE: Final = lazy_regex(r"\((.{1,300})\)")
_OF_NO_REGISTRY: Final = {"449": "retry with"}
"""What the generator calls a status that no registry has."""
_ROWS: Final = ("thead", "tbody", "tr")
_LABELS: Final = ("dt", "th")
_CELLS: Final = (*_LABELS, "dd", "td")


class _Field(Named, frozen=True):
    """A field, and what is said of it."""

    said: tuple[Element | str, ...] = ()
    below: tuple[Element | str, ...] = ()


def holds_terms(html: str) -> bool:
    """Tell whether a page holds a list of fields, or a term that begins with a method."""
    return _FIELDS in html or (_NAME in html and _SIGNATURE.search(html) is not None)


def open_terms(html: str, content: Element) -> None:
    """Write each call of the content of a page as a heading, one level below the heading that it stands under.

    Other lists of fields (`:size: How many.`) become lists of items, as they are read in the source.
    """
    level = 0
    waiting = [content] if holds_terms(html) else []
    while waiting:
        element = waiting.pop()
        level = _HEADINGS.get(element.tag, level)
        inner = list(element.elements)
        if element.tag == "dl" and _are_calls(inner):
            element.children = [*_opened(element, min(level + 1, len(_HEADINGS)))]
            element.tag, element.attributes = "div", {}
            inner = [child for child in element.elements if child.tag not in _HEADINGS]  # the next call is beside it
        elif (
            _FIELDS in element.classes and (pairs := _pairs(element)) and not any(label in KINDS for label, _ in pairs)
        ):
            element.children = [_named(label, body) for label, body in pairs]
            element.tag, element.attributes = "ul", {}
            inner = list(element.elements)
        waiting.extend(reversed(inner))


def _are_calls(inner: Sequence[Element]) -> bool:
    """Tell whether there are calls among terms, none of which shares its definition with another one.

    Those that do stay terms: below headings of their own, all but the last would be without their fields.
    """
    calls = [_call_of(child) for child in inner if child.tag in {"dt", "dd"}]
    return any(calls) and not any(map(and_, map(bool, calls), map(bool, calls[1:])))


def _call_of(term: Element) -> str:
    """Return the call that a term is about, as it is written; "" for other terms."""
    if term.tag != "dt" or not any(_NAME in child.classes for child in term.elements):
        return ""
    said = tidy(text_within(*term.children).plain)
    return _TYPED.sub("", said) if _CALL.fullmatch(said) else ""


def _opened(terms: Element, level: int) -> Iterator[Element | str]:
    call = ""
    for child in terms.children:
        if isinstance(child, Element) and (written := _call_of(child)):
            call = written
            yield _made(f"h{level}", _made("code", with_steps(call)), attributes=child.attributes)
        elif isinstance(child, Element) and child.tag == "dd":
            yield from _within(child, call)
        else:
            yield child


def _within(definition: Element, call: str) -> Iterator[Element | str]:
    """Yield what is told of a call, and its fields behind that, in the order of those that are read in the source."""
    fields: list[_Field] = []
    for child in definition.children:
        pairs = _pairs(child) if isinstance(child, Element) and _FIELDS in child.classes else []
        if not pairs:
            yield _terms(child) if isinstance(child, Element) and child.tag == "dl" else child
        for label, body in pairs:
            if label in KINDS:
                fields.extend(_field(label, entry) for entry in _entries(body))
            else:
                yield _made("ul", _named(label, body))
    steps = typed_steps(call)
    for label, group in grouped(fields, with_steps(call), steps, _Field).items():
        yield _made("p", _made("strong", label))
        write = _status if label == STATUS_CODES else partial(_item, types=steps)
        yield _made("ul", *map(write, group))


def _terms(terms: Element) -> Element:
    """Write terms as items, each with all that it means: a term that stands alone would be a label of what follows."""
    items: list[Element] = []
    for child in terms.children:
        if isinstance(child, Element) and child.tag == "dt":
            items.append(_made("li", *child.children))
        elif isinstance(child, Element) and child.tag == "dd" and items:
            items[-1].children.extend((": ", *_in_line(child.children)))
        elif _says(child):
            return terms
    return _made("ul", *items)


def _named(label: str, body: Element) -> Element:
    return _made("li", _made("strong", label), ": ", *_in_line(body.children))


def _in_line(pieces: Sequence[Element | str]) -> Iterator[Element | str]:
    """Yield what is in a box without the paragraph around its first words, so that these stand in the line before."""
    first = next(filter(_says, pieces), "")
    for piece in pieces:
        yield from piece.children if piece is first and isinstance(piece, Element) and piece.tag == "p" else (piece,)


def _pairs(fields: Element) -> list[tuple[str, Element]]:
    """Return the label and the body of each field, whether these are terms or rows of a table; [] where none pair."""
    cells: list[Element] = []
    waiting = deque(fields.children)
    while waiting:
        child = waiting.popleft()
        if isinstance(child, Element) and child.tag in _ROWS:
            waiting.extendleft(reversed(child.children))
        elif isinstance(child, Element) and child.tag in _CELLS and _says(child):
            cells.append(child)
        elif _says(child):
            return []
    if [cell.tag in _LABELS for cell in cells] != [True, False] * (len(cells) // 2):
        return []
    labels = (tidy(text_within(*cell.children).plain).removesuffix(":").rstrip() for cell in cells[::2])
    return list(zip(labels, cells[1::2], strict=True))


def _entries(body: Element) -> list[Element]:
    """Return what holds each field of a kind: one stands alone, several in a list."""
    inner = [child for child in body.children if _says(child)]
    only = inner[0] if len(inner) == 1 else ""
    items = [child for child in only.children if _says(child)] if isinstance(only, Element) and only.tag == "ul" else []
    listed = [item for item in items if isinstance(item, Element) and item.tag == "li"]
    return listed if listed and len(listed) == len(items) else [body]


def _says(piece: Element | str) -> bool:
    return bool(piece.strip()) if isinstance(piece, str) else piece.has_text


def _field(kind: str, entry: Element) -> _Field:
    first = next(filter(_says, entry.children), "")
    is_apart = isinstance(first, Element) and first.tag == "p"
    line = first.children if isinstance(first, Element) and is_apart else entry.children
    below = tuple(child for child in entry.children if child is not first) if is_apart else ()
    front, said = _parted(line)
    head = next((piece for piece in front if isinstance(piece, Element)), None)
    name = tidy(text_within(head).plain) if head is not None else ""
    aside = tidy(text_within(*front).plain).removeprefix(name).strip()
    typed = _ASIDE.fullmatch(aside)
    if not name or (aside and typed is None):
        return _Field(kind, "", said=tuple(line), below=below)
    if below and not around(*said).has_text:  # a list in a paragraph, which ends that: what is said begins below
        said, below = tuple(_in_line(below)), ()
    return _Field(kind, name, typed[1] if typed else "", said=said, below=below)


def _parted(line: list[Element | str]) -> tuple[list[Element | str], tuple[Element | str, ...]]:
    for at, piece in enumerate(line):
        if isinstance(piece, str) and (dash := _DASH.search(piece)):
            return [*line[:at], piece[: dash.start()]], (piece[dash.end() :], *line[at + 1 :])
    return line, ()


def _status(field: _Field) -> Element:
    """Write a status without what it is called: the generator adds that, and its releases say it differently."""
    status, _, phrase = field.name.partition(" ")
    known = (*called(status), _OF_NO_REGISTRY.get(status, ""))
    return _item(replace(field, name=status) if phrase and _letters(phrase) in map(_letters, known) else field, {})


def _letters(phrase: str) -> str:
    """Return what is the same of a phrase in each edition: "Multi Status" and "multi-status"."""
    return "".join(filter(str.isalpha, phrase.lower()))


def _item(field: _Field, types: Mapping[str, str]) -> Element:
    if not field.name:
        return _made("li", *field.said, *field.below)
    kind = field.type or types.get(field.name, "")
    aside = f" ({kind})" if kind else ""
    colon = ": " if around(*field.said, *field.below).has_text else ""
    return _made("li", _made("code", field.name), aside + colon, *field.said, *field.below)


def _made(tag: str, *children: Element | str, attributes: dict[str, str] | None = None) -> Element:
    made = Element(tag, attributes or {})
    made.children.extend(children)
    return made
