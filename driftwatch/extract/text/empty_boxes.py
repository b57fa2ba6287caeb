"""Boxes that stand empty in the HTML that is delivered, until a script fills them."""

from collections import deque
from typing import Final

from driftwatch.extract.text.html_element import Element, content_of
from driftwatch.extract.text.sections import body_of_html
from driftwatch.patterns import lazy_regex

_WORDS: Final = ("skeleton", "placeholder", "loading")
"""How a class of such a box ends: `openapi-skeleton`, `react-loading-skeleton`, Bootstrap's `placeholder`."""
_ENDS: Final = lazy_regex(rf"(?:.*[\W_])?(?:{'|'.join(_WORDS)})")
_WRITTEN: Final = lazy_regex(rf"class=[\"']?(?:[^\"'<>]{{0,200}}[\s_-])?(?:{'|'.join(_WORDS)})[\"'\s>]")
_SHOWN: Final = frozenset(("img", "picture", "image", "object", "embed", "math"))
"""What readers see without a word."""


def empty_boxes(html: str) -> int:
    """Count the boxes in the content of a page that a class calls a skeleton, and in which nothing is to be seen."""
    if _WRITTEN.search(html) is None or (body := body_of_html(html)) is None:
        return 0
    count = 0
    waiting = deque([content_of(body)])
    while waiting:
        element = waiting.popleft()
        if any(map(_ENDS.fullmatch, element.classes)) and not _shows(element):
            count += 1
        else:
            waiting.extend(element.elements)
    return count


def _shows(box: Element) -> bool:
    """Tell whether readers see anything in a box."""
    waiting: list[Element] = [box]
    while waiting:
        element = waiting.pop()
        if element.tag in _SHOWN or any(isinstance(each, str) and each.strip() for each in element.children):
            return True
        waiting.extend(element.elements)
    return False
