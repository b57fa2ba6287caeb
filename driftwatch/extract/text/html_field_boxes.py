"""Boxes of fields as components draw them: a name set apart, badges beside it, and below what the field is.

Generators that lay out a reference with components (for Astro, Docusaurus, VitePress) write no table and no label for
a reader of text: the class of an element says that it holds a type. A box is one where its first words are a name in
an element of its own, all else in the line of the name are badges, and a type stands in one of them or in an element
below that says so by its class. Markdown writes no such classes, so prose in bold is none of these.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from driftwatch.extract.text.html_element import Element
from driftwatch.extract.text.html_field_lines import NAME, FieldLine
from driftwatch.extract.text.inline import STRONG_TAGS
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.vocabulary import OUTRIGHT_NEED
from driftwatch.extract.words.wording import is_deprecated_word, required_word, tidy, word
from driftwatch.patterns import lazy_regex

_BOXES: Final = frozenset(("div", "li", "summary", "section", "span"))
_BLOCKS: Final = frozenset(("div", "p", "ul", "ol", "dl", "details", "pre", "table", "section", "blockquote"))
"""What begins the description of a field in the element that holds its name."""
_NAMING: Final = frozenset(("name", "property", "key", "param", "bold"))
"""Words of classes of what a field is called."""
_SET_APART: Final = _NAMING - {"bold"}
"""Those that say so, and do not only tell how it looks."""
_TYPING: Final = frozenset(("type", "datatype"))
_BADGES: Final = frozenset(("nullable", "read-only", "write-only", "readonly", "writeonly", "read only", "write only"))
"""What badges say beside types, needs and deprecation."""
_WORDS: Final = lazy_regex(r"[a-z]+")
_HUMPS: Final = lazy_regex(r"(?<=[a-z])(?=[A-Z])")
_STEPS: Final = 4
"""Boxes around the line of a name that are looked through."""
_PARTS: Final = 40
"""Elements of a box in which its type is looked for."""
_LONGEST: Final = 60
"""Letters of a badge."""
_MOST: Final = 400
"""Letters of an element that are looked at, blanks of its layout among them."""
_CLOSED: Final = frozenset(("details", "table", "ul", "ol", "dl", "pre", "p", "a"))
"""Elements in which no type of the box stands: what they hold are other fields, or prose."""
_INTRODUCED: Final = lazy_regex(r"(?:allowed|possible|accepted|valid)\svalues\s?:", re.IGNORECASE)


class _Part(NamedTuple):
    """An element of a box, in those around it, and what stands beside it."""

    path: tuple[Element, ...]
    beside: Sequence[Element | str]


def boxed_field(box: Element) -> FieldLine | None:
    """Read a box of a field; None for any other, and for one that holds several."""
    path = _path(box)
    if path is None or any(map(_holds_several, path[:-1])):
        return None
    name, *line = _significant(path[-1])
    is_named = isinstance(name, Element) and not _SET_APART.isdisjoint(_class_words(name))
    if not is_named and not _is_written_as_name(tidy(_said(name))):
        return None
    beside = list(takewhile(lambda each: _is_type(each) or _is_badge(each), line))
    described = line[len(beside) :]
    kinds = [each for each in beside if _is_type(each)]
    if len(kinds) > 1 or not all(isinstance(each, Element) and each.tag in _BLOCKS for each in described[:1]):
        return None
    below = [*described, *_below(path)]
    inside = [] if kinds else _badges_in(below)
    found = next(iter(kinds or inside[:1]), None)
    if not isinstance(found, Element) or (kinds and not is_named and _TYPING.isdisjoint(_class_words(found))):
        return None
    badges = [each for each in (*beside, *inside[1:]) if each is not found and isinstance(each, Element)]
    rest = [_with_values(_without(each, (found, *inside[1:]))) for each in below]
    return _line(tidy(_said(name)), tidy(_said(found)), [tidy(_said(each)) for each in badges], rest)


def _line(name: str, kind: str, badges: list[str], rest: list[Element | str]) -> FieldLine:
    needs = [need for badge in badges if (need := required_word(badge)) is not None]
    words = tuple(each for each in badges if required_word(each) is not True and not is_deprecated_word(each))
    is_deprecated = any(map(is_deprecated_word, badges))
    need = next(iter(needs), None)
    return FieldLine(name, kind, need, words, tuple(rest), is_deprecated=is_deprecated, is_drawn=True)


def _path(box: Element) -> tuple[Element, ...] | None:
    """Return a box and those inside it down to the line that begins with a name."""
    path = [box]
    while path[-1].tag in _BOXES and len(path) <= _STEPS:
        first = next(filter(_has_words, path[-1].children), "")
        if isinstance(first, str):
            return None
        if _is_name(first):
            return tuple(path)
        path.append(first)
    return None


def _is_name(element: Element) -> bool:
    is_marked = not _NAMING.isdisjoint(_class_words(element)) and not _is_label(element)
    is_single = not any(element.elements) and (is_marked or element.tag in STRONG_TAGS)
    return is_single and NAME.match(tidy(_said(element))) is not None


def _is_written_as_name(said: str) -> bool:
    """Tell whether letters alone say that a word in bold is a name, and no label of what is below it: "Returns"."""
    return "_" in said or not said[:1].isupper()


def _is_label(piece: Element | str) -> bool:
    return word(_said(piece)) in _TYPING


def _holds_several(element: Element) -> bool:
    """Tell whether another part of an element is a box like its first one."""
    first, *others = _significant(element)
    kind = (first.tag, first.classes) if isinstance(first, Element) else None
    return any(
        isinstance(each, Element) and (each.tag, each.classes) == kind and _path(each) is not None for each in others
    )


def _below(path: tuple[Element, ...]) -> Iterator[Element | str]:
    """Yield what stands in a box behind the line of its name, the innermost first."""
    for each in reversed(path[:-1]):
        yield from _significant(each)[1:]


def _badges_in(below: list[Element | str]) -> list[Element]:
    """Find the element that says by its class, or by a label, that it holds a type, and what says a need beside it.

    The type comes first; without one there are none.
    """
    waiting = [_Part((each,), below) for each in reversed(below) if isinstance(each, Element)]
    found: list[_Part] = []
    needs: list[_Part] = []
    is_labelled = False
    for _ in range(_PARTS):
        if not waiting:
            break
        part = waiting.pop()
        element = part.path[-1]
        if any(element.elements):
            beside = _significant(element)
            waiting.extend(_Part((*part.path, each), beside) for each in reversed(_parts(element)))
            continue
        is_of_type = is_labelled or not _TYPING.isdisjoint(_class_words(element))
        if not found and is_of_type and _is_type(element):
            found.append(part)
        elif element.classes and word(_said(element)) in OUTRIGHT_NEED:
            needs.append(part)
        is_labelled = _is_label(element)
    own = [each for each in needs if found and _is_of(found[0], each)]
    return [each.path[-1] for each in (*found, *own)]


def _is_of(kind: _Part, need: _Part) -> bool:
    """Tell whether a need is of the field whose type is found: it stands next to that, or among badges alone.

    What says "`lid` is required" speaks of another one.
    """
    at = need.beside.index(need.path[-1])
    near = (*need.beside[max(at - 1, 0) : at], *need.beside[at + 1 : at + 2])
    are_badges = (_is_type(each) or _is_badge(each) or _is_label(each) for each in need.beside)
    return any(each in kind.path for each in near) or all(are_badges)


def _parts(element: Element) -> list[Element]:
    """Return the elements in which badges may stand."""
    if element.tag == "details":
        return _summaries(element)
    return [] if element.tag in _CLOSED or _path(element) is not None else list(element.elements)


def _without(piece: Element | str, gone: tuple[Element, ...]) -> Element | str:
    """Return a part of a box without its badges, which are told beside its name."""
    is_opened = isinstance(piece, Element) and any(each in gone for of in _summaries(piece) for each in of.elements)
    if isinstance(piece, str) or (piece.tag in _CLOSED and not is_opened):
        return piece
    left = Element("div" if is_opened else piece.tag, piece.attributes)
    left.children.extend(_without(each, gone) for each in piece.children if each not in gone)
    return left


def _summaries(element: Element) -> list[Element]:
    return [each for each in element.elements if each.tag == "summary"] if element.tag == "details" else []


def _with_values(piece: Element | str) -> Element | str:
    """Mark each value as code that stands in an element of its own behind "Allowed values:".

    What has more than one word may be none: "and more".
    """
    if isinstance(piece, str) or piece.tag in _CLOSED:
        return piece
    said = _significant(piece)
    is_listing = len(said) > 1 and isinstance(said[0], str) and _INTRODUCED.fullmatch(tidy(said[0])) is not None
    is_listing = is_listing and all(isinstance(each, str) or len(_said(each).split()) == 1 for each in said[1:])
    made = Element(piece.tag, piece.attributes)
    made.children.extend(
        _in_code(each) if is_listing and isinstance(each, Element) else _with_values(each) for each in piece.children
    )
    return made


def _in_code(element: Element) -> Element:
    made = Element("code", {})
    made.children.append(tidy("".join(element.strings)))
    return made


def _is_type(piece: Element | str) -> bool:
    said = tidy(_said(piece))
    return isinstance(piece, Element) and 0 < len(said) <= _LONGEST and names_type(said)


def _is_badge(piece: Element | str) -> bool:
    said = tidy(_said(piece))
    is_known = word(said) in OUTRIGHT_NEED | _BADGES or is_deprecated_word(said) or said == "*"
    return isinstance(piece, Element) and len(said) <= _LONGEST and is_known


def _class_words(element: Element) -> frozenset[str]:
    return frozenset(_WORDS.findall(_HUMPS.sub(" ", element.attributes.get("class", "")).lower()))


def _significant(element: Element) -> list[Element | str]:
    """Return what is in an element, without blanks and what holds no words."""
    return list(filter(_has_words, element.children))


def _has_words(piece: Element | str) -> bool:
    return bool(piece.strip()) if isinstance(piece, str) else piece.has_text


def _said(piece: Element | str) -> str:
    """Return the words of a part where they are few, as those of names and badges are; else more than a badge has."""
    if isinstance(piece, str):
        return piece
    said = ""
    for each in piece.strings:
        said += each
        if len(said) > _MOST:
            break
    return said
