"""Elements that name a call: `<Route method="POST">/x</Route>`, `<Endpoint method="GET" url="/x" />`, of any name."""

from collections.abc import Mapping
from typing import Final

from driftwatch.extract.text.blocks import Paragraph, Run, Text
from driftwatch.extract.text.mdx import PLACES_OF_CALL
from driftwatch.extract.text.tree import Node
from driftwatch.extract.words.vocabulary import METHOD
from driftwatch.patterns import lazy_regex

_TARGET: Final = lazy_regex(r"(?:https?://|/)(?:[^\s\"'<>\\]|<[\w-]{1,40}>){0,400}")
PARTS_OF_CALL: Final = ("method", *PLACES_OF_CALL)
"""Attributes that name a call; where they name none that is known, a component still shows them."""


def with_call(attributes: Mapping[str, str | None], inner: list[Node]) -> list[Node]:
    """Write out the call that an element's attributes name: its path may also be the first thing in it."""
    method = METHOD.fullmatch(_plain(attributes.get("method")))
    if method is None:
        return inner
    for place in PLACES_OF_CALL:
        if _TARGET.fullmatch(said := _plain(attributes.get(place))):
            return [_named(method.group(), said), *inner]
    first = inner[0] if inner else None
    if isinstance(first, Paragraph) and _TARGET.fullmatch(said := first.text.plain.replace("\\", "")):
        return [_named(method.group(), said), *inner[1:]]
    return inner


def _plain(value: str | None) -> str:
    """Take what JSX puts around a text away: `{"GET"}`."""
    said = (value or "").strip()
    return said[1:-1].strip("\"'` ") if said[:1] + said[-1:] == "{}" else said


def _named(method: str, target: str) -> Paragraph:
    return Paragraph(Text((Run(f"{method.upper()} {target}", code=True),)))
