"""Specifications that are written in several files are read whole, whoever asks for them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec
from msgspec import structs

from driftwatch.adapters.files import read_file
from driftwatch.errors import DocumentError
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.openapi.bundle import bundled, is_specification, parts_of, refers_outward
from driftwatch.model.json_values import Json
from driftwatch.model.reading import Inventory, Reading
from driftwatch.ports import Fetcher
from driftwatch.presence.presence import why_unread
from driftwatch.redaction import redact_url

_NOT_THERE: Final = frozenset({"gone", "refused", "forbidden-by-robots"})
"""What cannot be had leaves a reference that leads nowhere, which is told; what fails today leaves the whole unread."""
_JSON: Final = "application/json"
MOST_FILES: Final = 10_000
"""Files that one specification may be written in; references to further ones lead nowhere."""


class WholeSpecifications:
    """A fetcher that brings what a specification refers to in other files into it.

    What is kept for the next run are the files as they came.

    Args:
        fetcher: reads.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._written_in: dict[str, tuple[Reading, ...]] = {}
        """The files of each specification that has several, itself first, by its URL."""
        self._wholes: set[str] = set()

    def stored(self) -> Inventory | None:
        """Return all that there is, where that is known without an index."""
        return self._fetcher.stored()

    def read(self, urls: Sequence[str], on_reading: Callable[[Reading], None] | None = None) -> tuple[Reading, ...]:
        """Read each URL once, and of a specification the files that it refers to as well."""
        return tuple([self._whole(each, self._fetcher.read) for each in self._fetcher.read(urls, on_reading)])

    def read_anew(self, urls: Sequence[str]) -> tuple[Reading, ...]:
        """Read each URL in full, with all its files."""
        parts = [part.url for url in urls for part in self._written_in.get(url, ())]
        anew = {each.url: each for each in self._fetcher.read_anew(tuple(dict.fromkeys((*urls, *parts))))}

        def again(wanted: Sequence[str]) -> tuple[Reading, ...]:
            further = {each.url: each for each in self._fetcher.read([url for url in wanted if url not in anew])}
            return tuple(anew.get(url) or further[url] for url in wanted)

        return tuple(self._whole(anew[url], again) for url in urls)

    def keep(self, reading: Reading) -> None:
        """Remember the files of a document as they came."""
        for each in self._written_in.get(reading.url, (reading,)):
            self._fetcher.keep(each)

    def forget_others(self) -> None:
        """Forget what was not read."""
        self._fetcher.forget_others()

    def without_parts(self, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        """Leave out the files that are only parts of a specification: they are no documents of their own."""
        parts = self.parts
        return tuple(reading for reading in readings if reading.url not in parts)

    @property
    def parts(self) -> frozenset[str]:
        """The URLs of files that are only parts of what was read so far."""
        return frozenset({part.url for files in self._written_in.values() for part in files[1:]} - self._wholes)

    def _whole(self, reading: Reading, read: Callable[[Sequence[str]], tuple[Reading, ...]]) -> Reading:
        document = _document(reading) if reading.state == "read" and refers_outward(reading.body) else None
        if document is None or not is_specification(document):
            return reading
        self._wholes.add(reading.url)
        documents, files = {reading.url: document}, [reading]
        waiting = parts_of(document, reading.url)
        while waiting and len(documents) < MOST_FILES:
            came = read(waiting[: MOST_FILES - len(documents)])
            if late := next((each for each in came if not _is_settled(each)), None):
                why = f"it refers to {redact_url(late.url)}: {why_unread(late)}"
                return structs.replace(reading, state=late.state, status=late.status, body=b"", detail=why)
            files += [each for each in came if each.state == "read"]
            documents |= {each.url: _document(each) for each in came}
            further = {url for each in came for url in parts_of(documents[each.url], each.url)}
            waiting = tuple(sorted(further - documents.keys()))
        if len(files) == 1:
            return reading
        self._written_in[reading.url] = tuple(files)
        return _bundled(reading, documents, files)


def whole_file(path: Path, content: bytes) -> Json:
    """Read a file of this machine with what it refers to in other files, below the current folder or else its own.

    `content` is what stands in it.

    Raises:
        DocumentError: it is no JSON or YAML.
    """
    document = read_structured(content)
    if not refers_outward(content) or not is_specification(document):
        return document
    own = path.resolve()
    top = Path.cwd().resolve() if own.is_relative_to(Path.cwd().resolve()) else own.parent
    documents: dict[str, Json] = {own.as_uri(): document}
    waiting = parts_of(document, own.as_uri())
    while waiting and len(documents) < MOST_FILES:
        came = {url: _part_below(top, url) for url in waiting[: MOST_FILES - len(documents)]}
        documents |= came
        further = {each for url, part in came.items() for each in parts_of(part, url)}
        waiting = tuple(sorted(further - documents.keys()))
    return bundled(own.as_uri(), documents)


def _part_below(top: Path, url: str) -> Json:
    from urllib.request import url2pathname  # with what speaks HTTP, a quarter of what a run imports

    path = Path(url2pathname(urlsplit(url).path)).resolve()
    try:
        return read_structured(read_file(path)) if path.is_relative_to(top) and path.is_file() else None
    except DocumentError:
        return None


def _bundled(reading: Reading, documents: dict[str, Json], files: Sequence[Reading]) -> Reading:
    try:
        body = msgspec.json.encode(bundled(reading.url, documents))
    except RecursionError:
        return reading
    return structs.replace(
        reading,
        body=body,
        content_type=_JSON,
        from_cache=any(each.from_cache for each in files),
        etag="",
        last_modified="",
    )


def _is_settled(reading: Reading) -> bool:
    return reading.state == "read" or reading.state in _NOT_THERE


def _document(reading: Reading) -> Json:
    """Return what a file holds; None where it is no JSON or YAML."""
    from driftwatch.platforms.detection import page_of

    if reading.state != "read":
        return None
    try:
        return read_structured(page_of(reading, reading.url).text)
    except DocumentError:
        return None
