"""Pages in the format of API Blueprint: headings `Title [GET /widgets{?size}]` above lists of what a call takes.

The format: https://apiblueprint.org/documentation/specification.html.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.header_lines import headers_of_code
from driftwatch.extract.fields.mson import Attributes, aside_of
from driftwatch.extract.fields.queries import names_of_list
from driftwatch.extract.text.blocks import Block, Code, Item, List, Paragraph, Section
from driftwatch.extract.words.roles import Aim
from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.extract.words.wording import tidy
from driftwatch.model.address import path_parameters
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.messages.found_call import FoundCall
from driftwatch.platforms.messages.page_objects import with_targets
from driftwatch.platforms.messages.sample_places import BODILESS, NOTHING_SENT

_IN_BRACKETS: Final = lazy_regex(
    rf"(?P<title>.{{0,200}}?)\s?\[(?:(?P<method>{ANY_METHOD})\b)?\s?(?P<path>/[^\s\]]{{0,300}})?\]$"
)
_BARE: Final = lazy_regex(rf"(?P<title>)(?:(?P<method>{ANY_METHOD})\b)?\s?(?P<path>/\S{{0,300}})?$")
"""A heading that is a method, a path or both, without a title."""
_PART: Final = lazy_regex(r"(?P<name>Parameters|Attributes|Headers|Request|Response)\b", re.IGNORECASE)
_STATUS: Final = lazy_regex(r"Response\s(?P<status>[1-5]\d\d)\b", re.IGNORECASE)
_NEXT_HEADER: Final = lazy_regex(r" (?=[A-Za-z][A-Za-z0-9-]{1,60}: )")
_SENT: Final = Aim("request", "header")
_QUERY: Final = lazy_regex(r"\{[?&]([^{}]{1,300})\}")
_FRAGMENT: Final = lazy_regex(r"\{#[^{}]{1,200}\}")
_EXPANDED: Final = lazy_regex(r"\{\+([^{}]{1,100})\}")
_HOST: Final = lazy_regex(r"\bHOST:\s?(https?://[^\s/]{1,200}[^\s]{0,200})")


class BlueprintCall(Struct, frozen=True, kw_only=True):
    """One action of a page, with the title and the place of its heading."""

    title: str
    locator: str
    found: FoundCall


class _Heading(Struct, frozen=True):
    title: str
    method: str
    path: str


def is_blueprint(page: Section) -> bool:
    """Tell whether a page is written so: headings name a path in brackets and a method, and a list a response."""
    sections = [section for _, section in page.walk()]
    if not any(section.title.endswith("]") and _IN_BRACKETS.match(section.title) for section in sections):
        return False
    is_named = any(heading.method for section in sections if (heading := _heading(section)) is not None)
    return is_named and any(_STATUS.match(item.text.plain) for each in sections for item in _items(each.blocks))


def blueprint_calls(page: Section, place: str) -> Iterator[BlueprintCall]:
    """Yield the actions of a page of this format, in its order."""
    attributes = Attributes(page)
    server = _host(page)
    for own, section, resources in _actions(page):
        path = own.path or next((known.path for _, known in reversed(resources)), "")
        call = call_of_line(f"{own.method} {_plain(path)}") if path else None
        if call is not None:
            named = NamedCall(call.method, call.path, call.server or server)
            found = FoundCall(named, NOTHING_SENT, query=_query(path))
            title = own.title or next((known.title for _, known in reversed(resources)), "")
            _fill(found, [each for each, _ in resources], section, attributes, place)
            yield BlueprintCall(title=tidy(title), locator=section.title, found=found)


def _actions(page: Section) -> Iterator[tuple[_Heading, Section, list[tuple[Section, _Heading]]]]:
    """Yield the headings of actions, each with the resources that it is of, outermost first.

    The format tells sections apart by what their headings say, not by their levels: one that stands beside its resource
    is of it, too.
    """
    beside: dict[int, Section] = {}
    for above, section in page.walk():
        own = _heading(section)
        around = id(above[-1]) if above else 0
        if own is None or not own.method:
            beside[around] = section
            continue
        resources = list(_resources(above)) or list(_resources([beside[around]] if around in beside else []))
        yield own, section, resources


def _resources(sections: Sequence[Section]) -> Iterator[tuple[Section, _Heading]]:
    return ((each, known) for each in sections if (known := _heading(each)) is not None and known.path)


def _heading(section: Section) -> _Heading | None:
    said = section.heading.template or section.title
    match = (_IN_BRACKETS if said.endswith("]") else _BARE).match(said)
    if match is None or not (match["method"] or match["path"]):
        return None
    return _Heading(match["title"], match["method"] or "", match["path"] or "")


def _plain(path: str) -> str:
    """Return a URI template as the path of a call."""
    return _EXPANDED.sub(r"{\1}", _FRAGMENT.sub("", _QUERY.sub("", path))).partition("?")[0]


def _query(path: str) -> tuple[str, ...]:
    return tuple(name for said in _QUERY.findall(path) for name in names_of_list(said))


def _host(page: Section) -> str:
    texts = (block.text.plain for block in page.blocks[:4] if isinstance(block, Paragraph))
    match = next((match for text in texts if (match := _HOST.search(text[:600]))), None)
    return match[1].rstrip("/") if match else ""


def _fill(found: FoundCall, resources: Sequence[Section], section: Section, attributes: Attributes, place: str) -> None:
    """Take in what an action's own lists say, and the parameters that its resources have in common."""
    known = {field.name: field for each in resources for field in _parameters(each.blocks, attributes, each.title)}
    own = {field.name: field for field in _parameters(section.blocks, attributes, section.title)}
    in_path = frozenset(path_parameters(found.call.path))
    shared = {name: field for name, field in known.items() if name in in_path | found.query}
    stated = shared | own
    placed = [replace(field, within="path" if name in in_path else "query") for name, field in stated.items()]
    placed += [
        DocumentedField(name=name, within="query", locator=section.title)
        for name in found.query - stated.keys()
        if name
    ]
    found.request.extend(sorted(placed, key=lambda field: field.name))
    sent: list[Item] = []
    headers: dict[str, DocumentedField] = {}
    returned: dict[str, list[Item]] = {}
    for item in _items(section.blocks):
        part = _part(item)
        if part == "attributes":
            sent.append(item)
        elif part == "request":
            found.media_type = found.media_type or _media_type(item)
            sent.extend(_attributes(item))
            headers |= {field.name.lower(): field for field in _headers(item, section.title)}
        elif part == "response":
            match = _STATUS.match(item.text.plain)
            returned.setdefault(match["status"] if match else "200", []).extend(_attributes(item))
    found.request.extend(headers.values())
    within = "query" if found.call.method in BODILESS else "body"
    found.request.extend(_body(sent, attributes, section.title, place, within=within))
    for status, items in returned.items():
        found.responses[status] = list(_body(items, attributes, section.title, place, within="response"))


def _parameters(blocks: Sequence[Block], attributes: Attributes, title: str) -> Iterator[DocumentedField]:
    for item in _items(blocks):
        part = _part(item)
        if part == "parameters":
            yield from attributes.fields(item.blocks, place=title)
        elif part == "request":
            yield from _parameters(item.blocks, attributes, title)


def _headers(item: Item, place: str) -> Iterator[DocumentedField]:
    """Yield the headers that a message is sent with, as they travel: a line each, which reading joined."""
    parts = (inner for inner in _items(item.blocks) if _part(inner) == "headers")
    joined = (block.text.plain for part in parts for block in part.blocks if isinstance(block, Paragraph))
    lines = (Code("", "", "\n".join(_NEXT_HEADER.split(text))) for text in joined)
    return (replace(field, within="header") for block in lines for field in headers_of_code(block, _SENT, place=place))


def _attributes(item: Item) -> Iterator[Item]:
    return (inner for inner in _items(item.blocks) if _part(inner) == "attributes")


def _body(
    items: Sequence[Item], attributes: Attributes, title: str, place: str, *, within: str
) -> Iterator[DocumentedField]:
    """Yield the fields of a body, of which each item states one form."""
    fields = attributes.bodies([(aside_of(item.text), item.blocks) for item in items], place=title)
    return (replace(field, within=within) for field in with_targets(fields, place))


def _media_type(item: Item) -> str:
    said = aside_of(item.text).partition(";")[0].strip().lower()
    return said if "/" in said and " " not in said else ""


def _part(item: Item) -> str:
    match = _PART.match(item.text.plain)
    return match["name"].lower() if match else ""


def _items(blocks: Sequence[Block]) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, List):
            yield from block.items
