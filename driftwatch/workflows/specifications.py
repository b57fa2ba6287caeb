"""OpenAPI files that pages link to and that were not read: what would say more than the pages that name them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import structs

from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import allowed_hosts
from driftwatch.extract.index.places import place_of
from driftwatch.model.reading import host_if_any
from driftwatch.model.seen import Seen
from driftwatch.model.snapshot import Document
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.platform import Statements

_FORM: Final = lazy_regex(r"\.(?:json|ya?ml)\Z")


def with_unread(
    stated: Iterable[Statements],
    links: Mapping[str, Sequence[str]],
    tried: Collection[str],
    base: str,
    *,
    is_repository: bool = False,
) -> list[Statements]:
    """Return statements whose documents name the OpenAPI files that they link to and that nobody tried to read.

    Args:
        stated: what documents state.
        links: addresses of OpenAPI files that a reader of the page knows of, by its place.
        tried: places of all documents that were read, or could not be.
        base: the address to which places are relative.
        is_repository: whether the documents are files, some folder of which is the top of the site that links.
    """
    read = _Read(tried, base, is_repository=is_repository)
    return [_with_unread(each, links.get(each.document.path, ()), read) for each in stated]


class _Read:
    """Tells whether an OpenAPI file was asked for: at its address, by the name that a page uses, as JSON or as YAML."""

    def __init__(self, tried: Collection[str], base: str, *, is_repository: bool) -> None:
        self._base = base
        self._tried = {_without_suffix(place) for place in tried if _without_suffix(place) != place}
        self._ends = {end for place in self._tried for end in _ends(place)} if is_repository else set()

    def has(self, url: str) -> bool:
        """Tell whether the file of a URL was read, or could not be: either way there is nothing to add."""
        place = _without_suffix(place_of(url, self._base))
        return place in self._tried or place in self._ends


def hosts_to_add(documents: Iterable[Document], source: SourceConfig) -> Iterator[tuple[str, str]]:
    """Yield one address for each host that would have to be configured, with the key to add."""
    known = set(allowed_hosts(source))
    urls = sorted({url for each in documents if each.seen is not None for url in each.seen.specifications})
    for url in urls:
        host = host_if_any(url) if url.lower().startswith(("http://", "https://")) else ""
        if host and host not in known:
            known.add(host)
            yield url, f'an OpenAPI file that pages link to; to read it add "{host}" to `hosts`, and it to `documents`'


def _without_suffix(place: str) -> str:
    """Return the place of a file without its suffix: a vendor gives one specification as JSON and as YAML."""
    return _FORM.sub("", place)


def _ends(place: str) -> Iterator[str]:
    """Yield the place of a file relative to each folder above it, any of which may be the top of the site."""
    parts = place.split("/")
    return ("/".join(parts[number:]) for number in range(1, len(parts)))


def _with_unread(stated: Statements, links: Sequence[str], read: _Read) -> Statements:
    document = stated.document
    seen = document.seen or Seen()
    if not (seen.specifications or links) or any(item.form != "table" for item in stated.documentations):
        return stated
    unread = tuple(sorted({url for url in (*seen.specifications, *links) if not read.has(url)}))
    seen = structs.replace(seen, specifications=unread)
    return structs.replace(stated, document=structs.replace(document, seen=seen if seen != Seen() else None))
