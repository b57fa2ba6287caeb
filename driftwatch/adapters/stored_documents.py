"""Documents that are kept as files, read as if they came from a site: those of a commit, those of a saved folder."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from driftwatch.model.reading import Inventory, Reading
from driftwatch.presence.integrity import judge

_TYPES: Final = {
    "md": "text/markdown",
    "mdx": "text/markdown",
    "markdown": "text/markdown",
    "html": "text/html",
    "htm": "text/html",
    "json": "application/json",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "txt": "text/plain",
    "xml": "application/xml",
}
_LFS: Final = b"version https://git-lfs.github.com/spec/"
_OK: Final = 200
_DOUBTED: Final = frozenset({"empty", "truncated", "soft-404", "blocked", "login"})
"""What may have come in place of a page over the network: of a file that is whole nobody doubts it."""
_MOST_NAMESAKES: Final = 50
"""Files of one name that are looked through for one that a link may mean."""

Load = Callable[[Sequence[str]], Mapping[str, bytes | None]]
"""Returns contents by the names that the keeper gives them; None for what is larger than is read."""


class StoredDocuments:
    """A fetcher of files that are there already.

    Args:
        base: URL of the top folder.
        load: reads contents.
        url_of: says what a file is called, by its path; by default its path below the base.
        is_whole: every file is what its author wrote, to the last byte: no page of an error stands in its place.
    """

    def __init__(
        self, base: str, load: Load, url_of: Callable[[str], str] | None = None, *, is_whole: bool = False
    ) -> None:
        self._base = base
        self._top = unquote(urlsplit(base).path)
        self._load = load
        self._is_whole = is_whole
        self._url_of = url_of or partial(below, base)
        self._names: Mapping[str, str] = {}
        self._urls: Mapping[str, str] = {}
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._origin = ""
        self._read: dict[tuple[str, str], Reading] = {}

    def turn_to(self, files: Mapping[str, str], *, origin: str) -> None:
        """Answer from now on with these files.

        Args:
            files: all that there is: path to the name of the content.
            origin: where it is from: a commit, or the name of a folder.
        """
        self._names, self._origin = files, origin
        self._urls = {self._url_of(path): path for path in files}
        self._by_name = defaultdict(list)
        for path in files:
            self._by_name[path.rpartition("/")[2]].append(path)
        self._read = {key: reading for key, reading in self._read.items() if files.get(key[0]) == key[1]}

    def stored(self) -> Inventory:
        """Return all that there is."""
        return Inventory(urls=tuple(self._urls), origin=self._origin)

    def read(self, urls: Sequence[str], on_reading: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        """Read each URL once; a URL of the site's root is looked for in the folders that hold documents, too."""
        paths = {url: self._path(url) for url in dict.fromkeys(urls)}
        self._read_ahead(path for path in paths.values() if path)
        found = tuple(self._reading(url, path) for url, path in paths.items())
        for reading in found:
            if on_reading is not None:
                on_reading(reading)
        return found

    def read_anew(self, urls: Sequence[str]) -> tuple[Reading, ...]:
        """Read each URL once: nothing is remembered from another run."""
        return self.read(urls)

    def keep(self, reading: Reading) -> None:
        """Nothing is to be remembered: asking costs nothing."""

    def forget_others(self) -> None:
        """Nothing was remembered."""

    def _path(self, url: str) -> str:
        """Return the path that a URL names, "" when there is no such file."""
        if url in self._urls:
            return self._urls[url]
        parts, base = urlsplit(url), urlsplit(self._base)
        if parts.netloc != base.netloc:
            return ""
        path = unquote(parts.path)
        inside = path.removeprefix(self._top) if path.startswith(self._top) else path.lstrip("/")
        return inside if inside in self._names else self._below_a_root(inside)

    def _below_a_root(self, inside: str) -> str:
        """Look for a path in the folder from which the site is built, wherever that lies, when only one has it."""
        named = self._by_name.get(inside.rpartition("/")[2], ())
        found = [path for path in named if path.endswith(f"/{inside}")] if len(named) <= _MOST_NAMESAKES else []
        return found[0] if len(found) == 1 else ""

    def _read_ahead(self, paths: Iterable[str]) -> None:
        wanted = {path: self._names[path] for path in paths if (path, self._names[path]) not in self._read}
        contents = self._load(tuple(dict.fromkeys(wanted.values()))) if wanted else {}
        urls = {path: url for url, path in self._urls.items()}
        for path, name in wanted.items():
            self._read[path, name] = _judged(urls[path], contents.get(name), is_whole=self._is_whole)

    def _reading(self, url: str, path: str) -> Reading:
        if not path:
            return Reading(url=url, final_url=url, state="gone", detail="there is no such file")
        known = self._read[path, self._names[path]]
        return known if known.url == url else Reading(
            url=url, final_url=known.final_url, state=known.state, status=known.status,
            content_type=known.content_type, body=known.body, detail=known.detail,
        )  # fmt: skip


def below(top: str, path: str) -> str:
    """Return the URL of a file below that of a folder."""
    return urljoin(top, quote(path, safe="/!$'()*+,;=@~"))


def _judged(url: str, body: bytes | None, *, is_whole: bool) -> Reading:
    if body is None:
        return Reading(url=url, final_url=url, state="too-large", detail="larger than `max_megabytes`")
    if body.startswith(_LFS):
        return Reading(url=url, final_url=url, state="wrong-type", detail="kept by Git LFS, not in the repository")
    kind = _TYPES.get(urlsplit(url).path.rpartition(".")[2].lower(), "text/plain")
    state, detail = judge(url, _OK, kind, body)
    if state != "read" and not (is_whole and state in _DOUBTED):
        return Reading(url=url, final_url=url, state=state, detail=detail, content_type=kind)
    return Reading(url=url, final_url=url, state="read", status=_OK, content_type=kind, body=body)
