"""Inline HTML as runs of text: what is code, bold, linked, and where lines end."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.text.html_element import Element
from driftwatch.extract.text.inline import CODE_TAGS, ITALIC_TAGS, is_filled_in, joined

_LINES: Final = ("br", "li", "p", "div")
"""What begins on a line of its own."""


def text_within(*children: Element | str) -> Text:
    """Read inline content."""
    return joined(_runs_of(children, Run("")))


def _runs_of(children: Iterable[Element | str], look: Run) -> Iterator[Run]:
    before: Element | str = ""
    for child in children:
        is_named = isinstance(child, Element) and child.tag in ITALIC_TAGS and _is_step(child, before)
        yield from _runs(child, replace(look, variable=True) if is_named else look)
        before = child


def _is_step(italic: Element, before: Element | str) -> bool:
    said = italic.children[0] if len(italic.children) == 1 else ""
    return isinstance(said, str) and isinstance(before, str) and is_filled_in(before, said)


def _runs(child: Element | str, look: Run) -> Iterator[Run]:
    if isinstance(child, str):
        yield Run(child, code=look.code, strong=look.strong, href=look.href, variable=look.variable)
        return
    if child.tag in _LINES:
        yield Run("\x00")
    inner = Run(
        "",
        code=look.code or child.tag in CODE_TAGS,
        strong=look.strong or child.tag in ("b", "strong"),
        href=look.href or (child.attributes.get("href", "") if child.tag == "a" else ""),
        variable=look.variable,
    )
    runs = _runs_of(child.children, inner)
    yield from _as_one(runs) if inner.code and not look.code else runs
    if child.tag in ("p", "div", "li", "td"):
        yield Run("\x00")


def _as_one(runs: Iterable[Run]) -> Iterator[Run]:
    """Join what stands in one code span: generators put an element around each word of it."""
    for look, alike in groupby(runs, lambda run: (run.code, run.strong, run.href)):
        yield Run("".join(run.text for run in alike), *look)
