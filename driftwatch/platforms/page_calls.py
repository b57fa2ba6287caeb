"""The calls that a page names, each with the section that documents it."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.blocks import Block, Code, List, Paragraph, Section
from driftwatch.extract.wording import word
from driftwatch.platforms.endpoint_headings import (
    NamedCall,
    call_of_section,
    call_of_text,
    call_without_method,
    names_call,
)
from driftwatch.platforms.page_fields import Path, Place, sections_of

_ENDPOINT_TITLES: Final = frozenset(
    (
        "endpoint", "endpoints", "http request", "request url", "url", "request", "api endpoint",
        "route", "method", "request line",
        "http method", "definition", "接口地址", "请求地址", "请求", "эндпоинт",
    )
)  # fmt: skip


class Site(Struct, frozen=True, kw_only=True):
    """A place at which a page names a call."""

    call: NamedCall
    place: Place
    home: Path
    """The section that documents the call: where it is named, or the one around an "Endpoint" of its own."""
    title: str
    """Of that section."""
    is_named: bool = False
    """The section's own heading names the call, or one that only announces it ("Endpoint")."""
    is_sample: bool = False
    """A code block shows it, which may be a call that only serves as an example."""


def sites_of(page: Section) -> tuple[Site, ...]:
    """Return the sites of all calls that a page names in headings and lines of their own, in reading order."""
    found: list[tuple[Site, tuple[Section, ...]]] = []
    for path, above, section in sections_of(page):
        found.extend((site, above) for site in _of_section(path, section))
    inside = _calls_by_section([site for site, _ in found if not site.is_sample])
    return tuple(_at_home(site, above, inside) for site, above in found)


def _of_section(path: Path, section: Section) -> Iterator[Site]:
    """Yield the call of a heading, else those that lines name, else the one that the section shows in another way."""
    is_named = names_call(section)
    lines = [] if is_named else list(_lines(section))
    for number, named in lines:
        is_announced = is_endpoint_title(section.title) or _is_labelled(section.blocks[number])
        yield Site(call=named, place=(path, number), home=path, title=section.title, is_named=is_announced)
    if lines:
        return
    call = call_of_section(section)
    if call is None:
        yield from _without_method(path, section)
    else:
        is_sample = not is_named and any(isinstance(block, Code) for block in section.blocks)
        yield Site(call=call, place=(path, -1), home=path, title=section.title, is_named=is_named, is_sample=is_sample)


def _without_method(path: Path, section: Section) -> Iterator[Site]:
    """Yield the address that stands alone under "Endpoint"."""
    for number, block in enumerate(section.blocks):
        call = call_without_method(block) if is_endpoint_title(section.title) or _is_labelled(block) else None
        if call is not None:
            yield Site(call=call, place=(path, number), home=path, title=section.title)
            return


def _lines(section: Section) -> Iterator[tuple[int, NamedCall]]:
    is_list = is_endpoint_title(section.title)
    for number, block in enumerate(section.blocks):
        texts = [block.text] if isinstance(block, Paragraph) else []
        texts += [item.text for item in block.items] if is_list and isinstance(block, List) else []
        for text in texts:
            call = call_of_text(text)
            if call is not None:
                yield number, call


def _is_labelled(block: Block) -> bool:
    """Tell whether the call of a line has a label: "**Definition** `GET /widgets`"."""
    said = block.text.runs[0] if isinstance(block, Paragraph) and block.text.runs else None
    return said is not None and said.strong and not said.code and is_endpoint_title(said.text)


def is_endpoint_title(title: str) -> bool:
    """Tell whether a heading only announces a call: "Endpoint", "HTTP request"."""
    return word(title) in _ENDPOINT_TITLES


def _calls_by_section(sites: Sequence[Site]) -> dict[Path, set[NamedCall]]:
    """Return for each section the calls that it and the sections in it name."""
    found: dict[Path, set[NamedCall]] = {}
    for site in sites:
        for length in range(len(site.home) + 1):
            found.setdefault(site.home[:length], set()).add(site.call)
    return found


def _at_home(site: Site, above: Sequence[Section], inside: dict[Path, set[NamedCall]]) -> Site:
    """Give the calls that stand under "Endpoint" to the section around it, where that has no others."""
    home = site.home
    if not home or not is_endpoint_title(site.title):
        return site
    own = {site.call, *inside.get(home, ())}
    if not inside.get(home[:-1], set()) <= own:
        return site
    return replace(site, home=home[:-1], title=above[-1].title)
