"""Calls that two headings name together, or a heading and what is below it: an address, and a method beside it."""

import re
from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.blocks import Code, Paragraph, Section, Text
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import LINE, LONGEST_TARGET, METHOD, call_matched, call_of_line, method_alone
from driftwatch.platforms.calls.endpoint_headings import BARE, call_of_section
from driftwatch.platforms.calls.named_call import NamedCall

_METHOD_TITLE: Final = lazy_regex(
    rf"\[?{METHOD}\]?(?:\s(?:request|method|call))?(?:\s?[:\uff1a\u2013\u2014-]\s.{{1,160}}|\s\(.{{1,160}}\))?$",
    re.IGNORECASE,
)
"""A heading that names the method alone, with what it does behind a sign: "GET", "GET: lists them"."""
_LONGEST_METHODS: Final = 60


def call_at(section: Section, above: Sequence[Section]) -> NamedCall | None:
    """Return the call that a section names by its heading or below it, `above` being the sections around it."""
    return call_below_address(section, above) or call_of_section(section)


def call_below_address(section: Section, above: Sequence[Section]) -> NamedCall | None:
    """Join a heading that is a method with the one around it that is an address: `GET` below `/widgets`."""
    if not above or "/" not in above[-1].heading.plain:
        return None
    said = _METHOD_TITLE.match(_short(section.heading))
    return _joined(said[1], above[-1].heading) if said else None


def call_around_heading(section: Section) -> NamedCall | None:
    """Join a method with the heading right behind it that is its address: `GET` above "###### https://…/widgets"."""
    method = section.blocks[-1] if section.blocks else None
    is_short = isinstance(method, Paragraph) and len(method.text.plain) <= _LONGEST_METHODS
    said = method_alone(tidy(method.text.plain)) if isinstance(method, Paragraph) and is_short else ""
    if not section.children or not said:
        return None
    return _joined(said, section.children[0].heading)


def call_ahead(section: Section) -> NamedCall | None:
    """Join the method with which a heading begins and the address alone below it: "GET All boxes" above `/boxes`."""
    said = _short(section.heading)
    first = method_alone(said) or said.partition(" ")[0]
    block = section.blocks[0] if section.blocks and first.isupper() and method_alone(first) else None
    target = block.text.strip() if isinstance(block, Code) else block.text.plain if isinstance(block, Paragraph) else ""
    is_alone = bool(target) and len(target) <= LONGEST_TARGET and not any(map(str.isspace, target))
    return call_of_line(f"{first} {target}") if is_alone else None


def _joined(method: str, heading: Text) -> NamedCall | None:
    address = BARE.match(_short(heading))
    return call_matched(LINE.match(f"{method} {address['target']}")) if address else None


def _short(heading: Text) -> str:
    return tidy(heading.plain) if len(heading.plain) <= LONGEST_TARGET else ""
