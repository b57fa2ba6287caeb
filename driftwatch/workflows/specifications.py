"""OpenAPI files that pages link to and that were not read: what would say more than the pages that name them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import structs

from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import allowed_hosts
from driftwatch.extract.places import place_of
from driftwatch.model.reading import host_of
from driftwatch.model.seen import Seen
from driftwatch.model.snapshot import Document
from driftwatch.platforms.platform import Statements


def with_unread(
    stated: Iterable[Statements], links: Mapping[str, Sequence[str]], tried: Collection[str], base: str
) -> list[Statements]:
    """Return statements whose documents name the OpenAPI files that they link to and that nobody tried to read.

    Args:
        stated: what documents state.
        links: addresses of OpenAPI files that a reader of the page knows of, by its place.
        tried: places of all documents that were read, or could not be.
        base: the address to which places are relative.
    """
    return [_with_unread(each, links.get(each.document.path, ()), tried, base) for each in stated]


def hosts_to_add(documents: Iterable[Document], source: SourceConfig) -> Iterator[tuple[str, str]]:
    """Yield one address for each host that would have to be configured, with the key to add."""
    known = set(allowed_hosts(source))
    urls = sorted({url for each in documents if each.seen is not None for url in each.seen.specifications})
    for url in urls:
        host = _host(url)
        if host and host not in known:
            known.add(host)
            yield url, f'an OpenAPI file that pages link to; to read it add "{host}" to `hosts`, and it to `documents`'


def _with_unread(stated: Statements, links: Sequence[str], tried: Collection[str], base: str) -> Statements:
    document = stated.document
    seen = document.seen or Seen()
    if not (seen.specifications or links) or any(item.form != "table" for item in stated.documentations):
        return stated
    unread = tuple(sorted({url for url in (*seen.specifications, *links) if place_of(url, base) not in tried}))
    seen = structs.replace(seen, specifications=unread)
    return structs.replace(stated, document=structs.replace(document, seen=seen if seen != Seen() else None))


def _host(url: str) -> str:
    try:
        return host_of(url) if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""
