"""Heads of fields as generated HTML marks them: a name in code and bold, then small words for its type and need.

Laravel's generators (Scribe and what came before it) write a box for each field so: `<b><code>size</code></b>
<small>integer</small> <i>optional</i>`, then what it is. Redoc writes a row of a table, of which the first cell says in
an attribute that it is a field, and the second begins with its type. API Blueprint's renderer Aglio writes a list of
terms: `<dt>size</dt><dd><code>number</code> <span>(required)</span>`.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from driftwatch.extract.text.html_element import Element
from driftwatch.extract.text.inline import STRONG_TAGS
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.wording import is_need_word, required_word, tidy
from driftwatch.patterns import lazy_regex

_BOXES: Final = frozenset(("div", "p", "summary"))
_BADGES: Final = frozenset(("small", "i", "em", "span"))
NAME: Final = lazy_regex(r"[A-Za-z_$@][\w$@.\[\]*-]{0,120}$")
_TYPE: Final = lazy_regex(r"((?:Array of )*[A-Za-z]\w{0,60}(?: or \w{1,60}){0,6})(?=$|\s)")
_LONGEST: Final = 60
"""Letters of a badge."""


class FieldLine(Struct, frozen=True):
    """The head of a field, and what stands behind it in the same box."""

    name: str
    type: str
    required: bool | None
    words: tuple[str, ...]
    """What its badges say beside its type."""
    rest: tuple[Element | str, ...]
    is_boxed: bool = False
    """As Laravel's generators write it, which mark each field that may be left out, and no other."""
    is_deprecated: bool = False
    is_drawn: bool = False
    """Only its looks say that it is a field."""


def field_line(box: Element) -> FieldLine | None:
    """Read a box that begins with the head of a field; None for any other."""
    said = [child for child in box.children if not isinstance(child, str) or child.strip()]
    name = _name(said[0]) if box.tag in _BOXES and len(said) > 1 else ""
    if not name:
        return None
    kind, words, at = "", list[str](), 1
    tags: dict[str, str] = {}
    for child in said[1:]:
        badge = tidy("".join(child.strings)) if isinstance(child, Element) and child.tag in _BADGES else ""
        is_type = bool(badge) and len(badge) <= _LONGEST and not kind and names_type(badge)
        if not is_type and not is_need_word(badge):
            break
        tags[child.tag if isinstance(child, Element) else ""] = badge
        kind, words, at = badge if is_type else kind, words if is_type else [*words, badge], at + 1
    if not kind:
        return None
    needed = (need for badge in words if (need := required_word(badge)) is not None)
    is_boxed = tags.pop("small", "") == kind and tags.keys() <= {"i"}
    return FieldLine(name, kind, next(needed, None), tuple(words), tuple(said[at:]), is_boxed)


def field_row(row: Sequence[Element]) -> FieldLine | None:
    """Read a row of Redoc's tables of fields; None for any other.

    It says "required" of what is, so that all else is not.
    """
    if len(row) != 2 or row[0].attributes.get("kind") != "field":  # noqa: PLR2004 - its name, and what it is
        return None
    named = tuple(piece for piece in map(tidy, row[0].strings) if piece)
    name, words = named[0] if named else "", named[1:]
    box = row[1]
    while (only := _only(box)) is not None:
        box = only
    inner = [child for child in box.children if not isinstance(child, str) or child.strip()]
    first = inner[0] if inner else ""
    said = tidy("".join(first.strings)) if isinstance(first, Element) and inner[1:] else ""
    match = _TYPE.match(said)
    if not name or match is None:
        return None
    is_required = any(required_word(each) is True for each in words)
    others = tuple(each for each in words if required_word(each) is not True)
    aside = said[match.end() :].strip()
    return FieldLine(name, match[1], is_required, (*others, *((aside,) if aside else ())), tuple(inner[1:]))


def field_terms(terms: Element) -> tuple[FieldLine, ...]:
    """Read a list of terms of which each is a field, with its type in code in front; () for any other."""
    inner = list(terms.elements)
    pairs = list(zip(inner[::2], inner[1::2], strict=False))
    found = [_term(*pair) for pair in pairs] if len(inner) == 2 * len(pairs) else []
    lines = tuple(line for line in found if line is not None)
    return lines if len(lines) == len(pairs) else ()


def _term(term: Element, said: Element) -> FieldLine | None:
    name = tidy("".join(term.strings))
    inner = [child for child in said.children if not isinstance(child, str) or child.strip()]
    first = inner[0] if inner else ""
    kind = tidy("".join(first.strings)) if isinstance(first, Element) and first.tag == "code" else ""
    if (term.tag, said.tag) != ("dt", "dd") or not NAME.match(name) or len(kind) > _LONGEST:
        return None
    if not names_type(kind):
        return None
    badge = inner[1] if len(inner) > 1 else ""
    need = tidy("".join(badge.strings)).strip("()") if isinstance(badge, Element) and badge.tag in _BADGES else ""
    required = required_word(need) if need else None
    words = () if required is not False else (need,)
    return FieldLine(name, kind, required, words, tuple(inner[1 if required is None else 2 :]))


def _only(box: Element) -> Element | None:
    """Return the box that is all that stands in another one."""
    inner = [child for child in box.children if not isinstance(child, str) or child.strip()]
    only = inner[0] if len(inner) == 1 else None
    return only if isinstance(only, Element) and only.tag == "div" else None


def _name(child: Element | str) -> str:
    """Return what is both in code and bold, and nothing else; "" for other text."""
    if isinstance(child, str) or child.tag not in STRONG_TAGS | {"code"}:
        return ""
    inner = [each for each in child.children if not isinstance(each, str) or each.strip()]
    only = inner[0] if len(inner) == 1 else None
    is_both = isinstance(only, Element) and {"code"} == {child.tag, only.tag} - STRONG_TAGS and child.tag != only.tag
    said = tidy("".join(child.strings)) if is_both else ""
    return said if NAME.match(said) else ""
