"""Calls that a page writes with an id in their path: `/boxes/4f1a…`, which stands for any other of its kind."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.pages.page_calls import Site, fits

_ID: Final = lazy_regex(r"(?<=/)[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?=/|$)")
"""A UUID (RFC 9562), which is never the name of something that an API has."""


def with_parameters(sites: Sequence[Site]) -> tuple[Site, ...]:
    """Write ids in the paths of calls as parameters: as another call of the page does, else as `{id}`.

    What else of such a path is a value cannot be told, unless the page writes the call with parameters as well.
    """
    if not any(_ID.search(site.call.path) for site in sites):
        return tuple(sites)
    templates = [site.call for site in sites if "{" in site.call.path]
    return tuple(_with_parameters(site, templates) if _ID.search(site.call.path) else site for site in sites)


def _with_parameters(site: Site, templates: Sequence[NamedCall]) -> Site:
    template = next((call.path for call in templates if fits(site.call, call)), "")
    return replace(site, call=replace(site.call, path=template or "".join(_named(site.call.path))))


def _named(path: str) -> Iterator[str]:
    """Yield a path in pieces, its ids as `{id}`, `{id2}`: no two parameters have one name."""
    end, number = 0, 1
    for match in _ID.finditer(path):
        yield path[end : match.start()]
        yield "{id}" if number == 1 else f"{{id{number}}}"
        end, number = match.end(), number + 1
    yield path[end:]
