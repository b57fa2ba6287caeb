"""What there is to watch at an address that somebody gave: an index, specifications, a repository."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Final, Literal, TypeAlias
from urllib.parse import urljoin, urlsplit

import msgspec
from msgspec import Struct, structs

from driftwatch.config.keys import SourceConfig
from driftwatch.config.repositories import remote_host, wrong_address
from driftwatch.config.sources import base_of
from driftwatch.errors import ObservationError, UsageError
from driftwatch.extract.index.docsify import docsify_of
from driftwatch.extract.index.llms import read_llms
from driftwatch.extract.index.page_links import pages_linked
from driftwatch.extract.index.places import ASCIIDOC, RESTRUCTURED
from driftwatch.extract.index.sitemap import read_sitemap
from driftwatch.extract.openapi.bundle import STRUCTURED
from driftwatch.extract.pages.coverage import is_hollow
from driftwatch.model.facts import Api
from driftwatch.model.page import Link, Page
from driftwatch.model.reading import Reading, host_if_any, host_of
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.detection import page_of
from driftwatch.platforms.platform import operations_of
from driftwatch.ports import Fetcher
from driftwatch.presence.links import WHOLE_FORMATS, Selection, kind_of, locale_of, text_format
from driftwatch.presence.presence import why_unread
from driftwatch.redaction import redact_url
from driftwatch.workflows.extraction import extracted, linked
from driftwatch.workflows.listing import is_watched, path_in_repository, whatever_is_listed
from driftwatch.workflows.whole_specifications import WholeSpecifications

Kind: TypeAlias = Literal["llms.txt", "sitemap", "specification", "page", "api-catalog", "repository", "docsify"]

_INDEXES: Final[tuple[Kind, ...]] = ("llms.txt", "docsify", "sitemap", "page")
"""What lists the pages of a site, the best first: a sitemap of a Docsify site lists its routes, not its files."""
_FEWEST_LINKED: Final = 3
"""Pages below its own folder that a page links to before it is a table of contents, itself counted."""
_FORGES: Final = frozenset({"github.com", "gitlab.com", "codeberg.org", "bitbucket.org"})
"""Where `https://HOST/OWNER/NAME` is a repository, with and without `.git`."""
_WELL_KNOWN: Final = ("/llms.txt", "/.well-known/llms.txt", "/sitemap.xml", "/.well-known/api-catalog")
_SITEMAP_LINE: Final = lazy_regex(r"(?im)^sitemap:[ \t]{0,9}(\S{1,2000})[ \t]*$")
_TO_DO: Final = {
    "refused": "public addresses alone are read, and those of this machine where one is named",
    "unreachable": "check the spelling and the network, in a browser; proxies of the environment are not used",
}
"""What to do about an address that nothing came of, by the state of its reading."""
_BEYOND: Final = lazy_regex(r"more than [0-9]+ documents are listed")
_OTHER_LANGUAGE: Final = lazy_regex(r"a copy in another language \(([\w-]{1,20})\)")
_MOST_FOLLOWED: Final = 20
"""Addresses that what was found first leads to."""
_MOST_SPECIFICATIONS: Final = 20
"""Specifications of which the operations are counted."""
_SPECIFICATION: Final = lazy_regex(rb"""(?m)^[\s{]{0,9}["']?(?:openapi|swagger)["']?\s{0,4}:\s{0,4}["']?[23]\.""")
_HEAD: Final = 5_000
"""Bytes of a file that are looked through for its version of OpenAPI."""
_DATA: Final = "/api_data.json"
"""The list of calls that apiDoc writes: its name is always the same."""
_ASIDE: Final = lazy_regex(r"(?i)(?:^|/)(?:\.[^/]*|__tests__|examples?|fixtures|node_modules|tests?|vendor)/|[*?\[\]]")
"""Folders of a repository that hold what is not its documentation, and names that would be patterns."""
_MARKUP: Final = (*ASCIIDOC, RESTRUCTURED)
"""Languages of pages that are watched where most pages are written in them. Source: the extensions of AsciiDoc and
reStructuredText."""
_PAGES: Final = (".md", ".mdx")
_MOST_LOOKED_INTO: Final = 5_000
_LONGEST_CATALOG: Final = 1_000_000
_RELATIONS: Final = ("item", "service-desc", "api-catalog")

Open: TypeAlias = Callable[[SourceConfig], AbstractContextManager[Fetcher]]


class Found(Struct, frozen=True, kw_only=True):
    """One thing that is there: how many pages it lists, or how many operations it describes.

    A page lists those that it links to, where they are several.
    """

    kind: Kind
    url: str
    count: int = 0
    hollow: bool = False
    """It is a page in which hardly a word stands."""
    drawn: bool = False
    """It is a page of a call in which empty boxes stand for the fields."""


class Markup(Struct, frozen=True, kw_only=True):
    """The pages of a repository in one language other than Markdown."""

    pattern: str
    """Of their paths, as `paths` writes it."""
    count: int
    is_watched: bool


class Discovery(Struct, frozen=True, kw_only=True):
    """What was found, and what would be watched."""

    source: SourceConfig
    found: tuple[Found, ...]
    pages: int
    """Documents that would be read."""
    operations: int
    """Those of the specifications among them: what pages document is known once they are read."""
    languages: Mapping[str, int]
    """Copies in other languages, which are left out."""
    elsewhere: Mapping[str, int]
    """Documents on hosts that may not be contacted, unless somebody adds them to `hosts`."""
    markup: tuple[Markup, ...] = ()
    """Pages of a repository that are not Markdown."""
    beyond: int = 0
    """Documents that are listed beyond those that one source may have; they are left out."""
    unread: str = ""
    """Why the address itself was not read, where something beside it was."""
    again: Mapping[str, str] = {}
    """Specifications of a repository that are left out, with the one that says the same."""


def as_repository(address: str) -> str:
    """Return the address of a repository as it is to be configured, "" when it is that of a site.

    >>> as_repository("https://github.com/acme/docs")
    'https://github.com/acme/docs.git'
    """
    if wrong_address(address):
        return ""
    scheme = urlsplit(address).scheme
    if scheme in ("ssh", "file") or address.endswith(".git") or (remote_host(address) and not scheme):
        return address
    parts = urlsplit(address)
    inside = [part for part in parts.path.split("/") if part]
    is_forge = scheme == "https" and parts.netloc in _FORGES and len(inside) == len(("owner", "name"))
    return f"https://{parts.netloc}/{'/'.join(inside)}.git" if is_forge else ""


def discover(address: str, *, open_fetcher: Open, is_path: bool = False) -> Discovery:
    """Look for what there is to watch.

    Args:
        address: of a site, an index, a specification or a repository.
        open_fetcher: opens what reads it, within the hosts of a source.
        is_path: it is the path of a repository on this machine.

    Raises:
        ObservationError: nothing can be read there.
    """
    if repository := address if is_path else as_repository(address):
        return _of_repository(SourceConfig(repository=repository), open_fetcher)
    source = SourceConfig(index=address)
    with open_fetcher(source) as fetcher:
        found = _looked_for(address, fetcher)
        return structs.replace(_chosen(source, found, fetcher), unread=found.unread)


def _of_repository(source: SourceConfig, open_fetcher: Open) -> Discovery:
    with open_fetcher(source) as fetcher:
        stored = fetcher.stored()
        urls = stored.urls if stored else ()
        found = Found(kind="repository", url=source.repository, count=len(urls))
        markup = _marked_up(urls, source)
        source = structs.replace(source, paths=(*source.paths, *(each.pattern for each in markup if each.is_watched)))
        if named := tuple(_specifications_among(urls, source, fetcher)):
            source = structs.replace(source, paths=(*source.paths, *named))
        whole = WholeSpecifications(fetcher)
        again = _said_again(source, whole)
        left = tuple(path for path in again if path not in named)
        kept = tuple(path for path in source.paths if path not in again)
        told = _told(structs.replace(source, paths=kept, exclude=(*source.exclude, *left)), (found,), whole)
        return structs.replace(told, again=again, markup=markup)


def _marked_up(urls: Iterable[str], source: SourceConfig) -> tuple[Markup, ...]:
    """Count the pages of a repository in languages other than Markdown; what most pages are in is watched."""
    base = base_of(source)
    paths = [path for url in urls if not _ASIDE.search(path := path_in_repository(url, base))]
    endings = Counter(ending for path in paths for ending in _MARKUP if path.lower().endswith(ending))
    pages = sum(path.lower().endswith(_PAGES) for path in paths if is_watched(path, source))
    return tuple(
        Markup(pattern=f"**/*{ending}", count=count, is_watched=count > pages) for ending, count in endings.items()
    )


def _said_again(source: SourceConfig, fetcher: Fetcher) -> dict[str, str]:
    """Return the paths of specifications that are editions of another one, such as a bundle and its parts.

    They have the same title, version and operations. The one in the highest folder stays, and is told beside each.
    """
    base = base_of(source)
    paths = {
        link.url: path_in_repository(link.url, base)
        for link in _selection(source, fetcher).chosen
        if kind_of(link.url) == "openapi"
    }
    urls = sorted(paths, key=lambda url: (paths[url].count("/"), paths[url]))[:_MOST_SPECIFICATIONS]
    kept: dict[tuple[object, ...], str] = {}
    again: dict[str, str] = {}
    for reading in fetcher.read(urls) if urls else ():
        edition = _edition(page_of(reading, base)) if reading.state == "read" else ()
        first = kept.setdefault(edition, paths[reading.url]) if edition else paths[reading.url]
        if first != paths[reading.url]:
            again[paths[reading.url]] = first
    return again


def _edition(page: Page) -> tuple[object, ...]:
    """Return title, version and operations of a specification; nothing of what has no operations."""
    documentations = extracted(page).documentations
    operations = frozenset(key for each in documentations for key in operations_of(each))
    facts = (fact for each in documentations for entry in each.entries for fact in entry.facts)
    api = next((fact for fact in facts if isinstance(fact, Api)), None)
    return (api.title, api.version, operations) if api is not None and operations else ()


def _specifications_among(urls: Sequence[str], source: SourceConfig, fetcher: Fetcher) -> Iterator[str]:
    """Yield the paths of specifications whose names do not say what they are, those in the highest folders first."""
    base = base_of(source)
    paths = {url: path_in_repository(url, base) for url in urls if urlsplit(url).path.endswith(STRUCTURED)}
    new = [url for url, path in paths.items() if not is_watched(path, source) and not _ASIDE.search(path)]
    new.sort(key=lambda url: (paths[url].count("/"), paths[url]))
    came = fetcher.read(new[:_MOST_LOOKED_INTO]) if new else ()
    found = (paths[each.url] for each in came if each.state == "read" and _is_specification(each))
    return islice(found, _MOST_SPECIFICATIONS)


def _is_specification(reading: Reading) -> bool:
    if reading.url.endswith(_DATA):
        return text_format(page_of(reading, reading.url).text) in WHOLE_FORMATS
    return _SPECIFICATION.search(reading.body[:_HEAD]) is not None


class _Looked(Struct, kw_only=True):
    """What was read so far, sorted by what it is."""

    indexes: list[Found] = []
    specifications: list[Found] = []
    catalogs: list[Found] = []
    pages: list[Found] = []
    further: dict[str, None] = {}
    unread: str = ""

    @property
    def all(self) -> tuple[Found, ...]:
        return (*self.indexes, *self.catalogs, *self.specifications, *self.pages)


def _looked_for(address: str, fetcher: Fetcher) -> _Looked:
    """Read what was given and what sites put beside it, then what these lead to."""
    looked = _Looked()
    tried = list(dict.fromkeys([address, *_beside(address)]))
    readings = fetcher.read(tried)
    if readings[0].state != "read" and not any(each.state == "read" for each in readings[1:]):
        raise _nothing_there(readings[0])
    looked.unread = "" if readings[0].state == "read" else why_unread(readings[0])
    for reading in readings:
        if reading.state == "read":
            _sort(reading, looked)
    further = [url for url in looked.further if url not in tried][:_MOST_FOLLOWED]
    for reading in fetcher.read(further) if further else ():
        if reading.state == "read":
            _sort(reading, looked)
    return looked


def _nothing_there(reading: Reading) -> ObservationError:
    to = f"; it leads to {redact_url(reading.final_url)}" if reading.final_url != reading.url else ""
    return ObservationError(
        f"{redact_url(reading.url)} could not be read: {why_unread(reading)}{to}",
        hint=_TO_DO.get(reading.state, "open it in a browser, and name the address that it ends at"),
    )


def _beside(address: str) -> Iterator[str]:
    """Yield where sites put what tells of all of them: at their root, and beside the page that was given."""
    for folder in dict.fromkeys([urljoin(address, "."), urljoin(address.rstrip("/") + "/", ".")]):
        yield urljoin(folder, "llms.txt")
        yield urljoin(folder, "sitemap.xml")
    for path in (*_WELL_KNOWN, "/robots.txt"):
        yield urljoin(address, path)


def _sort(reading: Reading, looked: _Looked) -> None:
    """Note what a document is, and what it leads to."""
    page = page_of(reading, reading.final_url)
    path = urlsplit(reading.url).path.lower()
    shape = text_format(page.text)
    if path.endswith("/robots.txt"):
        looked.further |= dict.fromkeys(_SITEMAP_LINE.findall(page.text))
    elif path.endswith("/api-catalog"):
        specifications = tuple(_catalogued(page))
        looked.further |= dict.fromkeys(specifications)
        looked.catalogs += [Found(kind="api-catalog", url=reading.url, count=len(specifications))]
    elif path.endswith(".xml") or (path.endswith("llms.txt") and shape != "html"):
        looked.indexes += _index(reading.url, page)
    elif shape in WHOLE_FORMATS:
        looked.specifications.append(Found(kind="specification", url=reading.url, count=_operations(page)))
    elif shape == "html" and docsify_of(page.text, page.url) is not None:
        looked.indexes.append(Found(kind="docsify", url=reading.url))
    elif kind_of(reading.url) == "page":
        looked.further |= dict.fromkeys(link.url for link in linked(page) or () if link.kind == "openapi")
        stated = extracted(page)
        seen, text = stated.document.seen, stated.text
        looked.further |= dict.fromkeys(seen.specifications if seen else ())
        hollow = "<script" in page.text and not stated.documentations and is_hollow(text.lines if text else ())
        count = len(pages_linked(page.text, page.url)) if shape == "html" else 0
        looked.pages.append(
            Found(
                kind="page",
                url=reading.url,
                count=count if count >= _FEWEST_LINKED else 0,
                hollow=hollow,
                drawn=bool(seen and seen.drawn),
            )
        )


def _index(url: str, page: Page) -> Iterator[Found]:
    """Yield an index that lists something."""
    if urlsplit(url).path.lower().endswith(".xml"):
        sitemap = read_sitemap(page.text, page.url)
        if sitemap.pages or sitemap.sitemaps:
            yield Found(kind="sitemap", url=url, count=len(sitemap.pages) or len(sitemap.sitemaps))
    elif entries := read_llms(page.text, page.url).entries:
        yield Found(kind="llms.txt", url=url, count=len(entries))


def _operations(page: Page) -> int:
    return len({key for found in extracted(page).documentations for key in operations_of(found)})


def _catalogued(page: Page) -> Iterator[str]:
    """Yield the specifications that an api-catalog (RFC 9727, a linkset of RFC 9264) names."""
    try:
        catalog = msgspec.json.decode(page.text) if len(page.text) <= _LONGEST_CATALOG else None
    except (msgspec.DecodeError, RecursionError):
        return
    linkset = catalog.get("linkset") if isinstance(catalog, dict) else None
    for context in linkset if isinstance(linkset, list) else ():
        for relation in _RELATIONS:
            targets = context.get(relation) if isinstance(context, dict) else None
            for target in targets if isinstance(targets, list) else ():
                href = target.get("href") if isinstance(target, dict) else None
                if isinstance(href, str) and (url := _joined(page.url, href)):
                    yield url


def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href)
        return url if host_of(url) else ""
    except ValueError:
        return ""


def _chosen(source: SourceConfig, looked: _Looked, fetcher: Fetcher) -> Discovery:
    """Decide what is the index: what was given where it is one, else one of `_INDEXES`, specifications, the page."""
    contents = [found for found in looked.pages if found.url == source.index and found.count]
    indexes = sorted((*looked.indexes, *contents), key=lambda found: _INDEXES.index(found.kind))
    named = (*looked.specifications, *(found for found in indexes if found.kind not in ("docsify", "page")))
    given = [found for found in named if found.url == source.index]
    specifications = tuple(found.url for found in looked.specifications)
    if given or indexes:
        index = _fuller((given or indexes)[0], contents, fetcher).url
        listed = {link.url for link in _selection(structs.replace(source, index=index), fetcher).chosen}
        documents = tuple(url for url in specifications if url != index and url not in listed)
        source = structs.replace(source, index=index, documents=documents)
    elif specifications:
        source = structs.replace(source, index="", documents=specifications)
    else:
        source = structs.replace(source, index="", documents=(source.index,))
    return _told(source, looked.all, fetcher)


def _fuller(index: Found, contents: Sequence[Found], fetcher: Fetcher) -> Found:
    """Return the page that was given in place of a sitemap that lists fewer pages below its folder.

    Hosts of many docs list in their sitemap the versions of each, not its pages.
    """
    if index.kind != "sitemap" or not contents:
        return index
    folder = urljoin(contents[0].url, ".")
    listed = _selection(SourceConfig(index=index.url), fetcher).chosen
    inside = sum(link.url.startswith(folder) for link in listed)
    return contents[0] if inside < contents[0].count else index


def _selection(source: SourceConfig, fetcher: Fetcher) -> Selection:
    """Return what belongs to a source; nothing where its index cannot be used."""
    try:
        return whatever_is_listed(source, fetcher).selection
    except ObservationError:
        return Selection()


def _told(source: SourceConfig, found: Sequence[Found], fetcher: Fetcher) -> Discovery:
    """Say what a source would read, in the language that most of it is in."""
    selection = _selection(source, fetcher)
    listed = [link.url for link in selection.chosen] + [url for url, _ in selection.left_out]
    source = structs.replace(source, locale=_language(listed) or source.locale)
    if source.locale != SourceConfig().locale:
        selection = _selection(source, fetcher)
    if not selection.chosen:
        raise UsageError(
            f"there is nothing to watch at {redact_url(source.repository or base_of(source))}",
            hint="name its llms.txt, its sitemap, an OpenAPI file, or a page of the documentation",
        )
    reasons = Counter(why for _, why in selection.left_out)
    languages = {told[1]: count for why, count in reasons.items() if (told := _OTHER_LANGUAGE.fullmatch(why))}
    foreign = [url for url, why in selection.left_out if why == "its host is not one of the source's hosts"]
    beyond = sum(count for why, count in reasons.items() if _BEYOND.fullmatch(why))
    return Discovery(
        source=source,
        found=tuple(found),
        pages=len(selection.chosen),
        operations=_operations_of(selection.chosen, source, fetcher),
        languages=dict(sorted(languages.items())),
        beyond=beyond,
        elsewhere=dict(Counter(filter(None, map(host_if_any, foreign))).most_common(10)),
    )


def _operations_of(chosen: Iterable[Link], source: SourceConfig, fetcher: Fetcher) -> int:
    wanted = [link.url for link in chosen if kind_of(link.url) == "openapi" or link.url in source.documents]
    if source.index and source.index in {link.url for link in chosen}:
        wanted.append(source.index)
    readings = fetcher.read(wanted[:_MOST_SPECIFICATIONS]) if wanted else ()
    return sum(_operations(page_of(each, base_of(source))) for each in readings if each.state == "read")


def _language(urls: Iterable[str]) -> str:
    """Return the language that is to be watched: English where there is some, or where nothing says otherwise."""
    counts = Counter(locale_of(url) for url in urls)
    if not counts or counts[""] or any(each == "en" or each.startswith("en-") for each in counts):
        return ""
    return counts.most_common(1)[0][0]
