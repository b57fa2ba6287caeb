"""Code blocks of HTML: what they say, line by line, and in which language."""

from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Code
from driftwatch.extract.text.html_code_groups import TITLE
from driftwatch.extract.text.html_element import Element
from driftwatch.extract.text.tree import Node
from driftwatch.extract.words.vocabulary import METHOD
from driftwatch.patterns import lazy_regex

_LANGUAGE: Final = lazy_regex(r"(?:language|lang|highlight|sourceCode)-([\w+#-]{1,30})")
_STATED: Final = ("data-language", "data-lang")
"""Attributes that name a language where no class does: of what Astro colours, of what Hugo colours."""
_METHODS: Final = ("data-type", "data-method", "data-http-method")
"""Attributes with the method of a call whose path is all that is written: apidoc shows it by its style sheet."""
_NONE: Final = "plaintext"
"""What Astro calls a fence that names no language."""
_LINES: Final = frozenset(("div", "p", "li", "tr"))
"""Elements that are lines of their own, with or without a line break in the text."""


def code_of(element: Element) -> Code:
    """Read a `<pre>`, and the `<code>` that it mostly holds."""
    inner = next((child for child in element.elements if child.tag == "code"), element)
    names = " ".join(item.attributes.get("class", "") for item in (inner, element))
    language = _LANGUAGE.search(names)
    said = inner.attributes.get("language") or element.attributes.get("language") or (language[1] if language else "")
    text = _text(inner).strip("\n")
    method = next(filter(None, map(element.attributes.get, _METHODS)), "")
    if METHOD.fullmatch(method) and text.strip().startswith(("/", "http")):
        return Code("", method.upper(), text)
    title = element.attributes.get(TITLE, "")
    return Code(said or _stated(element, inner), f"[{title}]" if title else "", text)


def _stated(*elements: Element) -> str:
    said = next(filter(None, (element.attributes.get(name) for element in elements for name in _STATED)), "")
    return "" if said == _NONE else said


def in_language(element: Element, nodes: list[Node]) -> list[Node]:
    """Give code the language that only the box around it bears: that of VitePress, Sphinx and Jekyll."""
    said = _LANGUAGE.match(element.attributes.get("class", "")) if len(nodes) == 1 else None
    if said is None or not isinstance(nodes[0], Code) or nodes[0].lang or said[1] == "default":
        return nodes
    return [replace(nodes[0], lang=said[1])]


def _text(element: Element) -> str:
    """Join the text of an element: one that is a line begins below what is before it, and ends with a line break."""
    found: list[str] = []
    in_line = is_below = False
    for child in element.children:
        if isinstance(child, Element) and child.tag in _LINES:
            found.append("\n" * in_line + _text(child).removesuffix("\n") + "\n")
            in_line, is_below = False, True
            continue
        said = child if isinstance(child, str) else "\n" if child.tag == "br" else _text(child)
        said = said.removeprefix("\n") if is_below and isinstance(child, str) else said
        if said:
            found.append(said)
            in_line, is_below = not said.endswith("\n"), False
    return "".join(found)
