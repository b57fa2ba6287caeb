"""Headings that are addresses of which nothing names the method: "### /boxes/list" above a table of parameters.

The method is the one that an overview of the page or its samples name for the address, else it stays open: nothing is
guessed. Such a heading counts where what stands below it says what is sent or returned.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Paragraph, Section
from driftwatch.model.address import operation_key
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.endpoint_headings import call_without_method
from driftwatch.platforms.calls.named_call import ANY, NamedCall
from driftwatch.platforms.calls.sample_calls import method_of_samples
from driftwatch.platforms.messages.told import Path, Told, sections_of
from driftwatch.platforms.pages.page_calls import Site

_SIGNS: Final = ("/", "http")
_ON_DISK: Final = lazy_regex(
    r"/(?:etc|usr|var|home|opt|tmp|dev|proc|sys|mnt|srv|root|s?bin|lib|run|boot)/|.{0,300}\.(?!json$|xml$|php$)[a-z]{1,5}$"
)
_STEPS: Final = 2
"""Steps of an address without a method: `/kick` alone is as often what people type in a chat."""
_MOST: Final = 20
"""Addresses of a page for which its samples are looked through."""


def with_addresses(
    sites: tuple[Site, ...], page: Section, told: Sequence[Told], listed: Iterable[NamedCall]
) -> tuple[Site, ...]:
    """Add headings that are addresses to the sites of a page, where none of these stands in them or has their path.

    Args:
        sites: those of the calls that the page names.
        page: its tree.
        told: all that it says of fields.
        listed: the calls of its overviews.
    """
    telling = {
        each.place[0][:length]
        for each in told
        if each.fields and (each.says_role or each.names_arguments)
        for length in range(1, len(each.place[0]) + 1)
    }
    found = tuple(_headed(page, telling)) if telling else ()
    if not found:
        return sites
    inside = {site.home[:length] for site in sites for length in range(len(site.home) + 1)}
    known = {operation_key("", site.call.path) for site in sites}
    others = [each for each in found if each.home not in inside and operation_key("", each.call.path) not in known]
    methods: dict[str, set[str]] = {}
    for call in listed:
        methods.setdefault(operation_key("", call.path), set()).add(call.method)
    added = (_with_method(each, page, methods, is_few=len(others) <= _MOST) for each in others)
    return tuple(sorted((*sites, *(each for each in added if each is not None)), key=lambda site: site.place))


def _headed(page: Section, telling: set[Path]) -> Iterator[Site]:
    for path, above, section in sections_of(page):
        said = section.heading.plain
        if above and path in telling and said.startswith(_SIGNS) and not _ON_DISK.match(said):
            call = call_without_method(Paragraph(section.heading))
            if call is not None and call.path.count("/") >= _STEPS:
                yield Site(call=call, place=(path, -1), home=path, title=section.title, is_named=True)


def _with_method(site: Site, page: Section, methods: dict[str, set[str]], *, is_few: bool) -> Site | None:
    """Return a site with its method; None where an overview lists several, of which each may be meant."""
    named = methods.get(operation_key("", site.call.path), set())
    if len(named) > 1:
        return None
    method = next(iter(named), "") or (method_of_samples(page, site.call.path) if is_few else "")
    return replace(site, call=NamedCall(method or ANY, site.call.path, site.call.server))
