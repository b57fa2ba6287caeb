"""Whose doing it is that a document came or went: the documentation's, or that of who chose other documents."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from driftwatch.config.keys import SourceConfig
from driftwatch.config.repositories import is_among
from driftwatch.config.sources import base_of
from driftwatch.extract.index.places import place_of
from driftwatch.model.asked import Asked
from driftwatch.model.snapshot import Document


def asked_of(source: SourceConfig) -> Asked:
    """Return what a source asks for; the order of patterns means nothing."""
    if source.repository:
        return Asked(exclude=_sorted(source.exclude), paths=_sorted(source.paths))
    places = (place_of(url, base_of(source)) for url in source.documents)
    return Asked(documents=_sorted(places), include=_sorted(source.include), exclude=_sorted(source.exclude))


def is_chosen_anew(document: Document, *, before: Asked, now: Asked) -> bool:
    """Tell whether a document is asked for now and was not before, whatever the documentation lists."""
    if document.path in now.documents and document.path not in before.documents:
        return True
    return _leaves_out(before, document) and not _leaves_out(now, document)


def _leaves_out(asked: Asked, document: Document) -> bool:
    if asked.paths:
        path = _path_in_repository(document)
        return bool(path) and (not is_among(path, asked.paths) or is_among(path, asked.exclude))
    path = urlsplit(document.url).path
    if asked.include and not any(fnmatchcase(path, pattern) for pattern in asked.include):
        return True
    return any(fnmatchcase(each, pattern) for each in (path, document.url) for pattern in asked.exclude)


def _path_in_repository(document: Document) -> str:
    """Return the path of a file: its place, and the extension that pages have in their address alone."""
    url = unquote(urlsplit(document.url).path)
    at = url.rfind(document.path)
    return "" if at < 0 else url[at:]


def _sorted(patterns: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(patterns)))
