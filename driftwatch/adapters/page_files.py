"""Pages that lie on this machine, read as if they came from a site: a folder of them, or one."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote, urljoin

from driftwatch.adapters.files import MAX_FILE_BYTES, MAX_TREE_FILES, read_file
from driftwatch.adapters.stored_documents import StoredDocuments
from driftwatch.errors import UsageError
from driftwatch.extract.index.places import place_of
from driftwatch.model.stored import DOCUMENTS

_NOT_WRITTEN_HERE: Final = frozenset({"node_modules", "__pycache__"})
"""Folders that tools fill beside what people write; hidden ones are left out as well."""


class PagesOnDisk:
    """Files as documents of a site, and what each is called.

    Args:
        folder: where they lie.
        base: URL by which the folder is called.
        files: URLs by path in the folder.
    """

    def __init__(self, folder: Path, base: str, files: Mapping[str, str]) -> None:
        self._paths = {url: path for path, url in files.items()}

        def load(names: Sequence[str]) -> Mapping[str, bytes | None]:
            return {name: _content(folder / name) for name in names}

        self.documents = StoredDocuments(base, load, files.__getitem__, is_whole=True)
        self.documents.turn_to(dict(zip(files, files, strict=True)), origin="")

    def path(self, url: str) -> str:
        """Return the path of a document in its folder; what of it is no UTF-8 is U+FFFD."""
        return os.fsencode(self._paths[url]).decode("utf-8", "replace") if url in self._paths else url

    def named(self, text: str) -> str:
        """Return a text in which documents are called by their paths, not by their URLs."""
        for url in sorted(self._paths, key=len, reverse=True):
            text = text.replace(url, self.path(url))
        return text


def pages_below(folder: Path, base: str) -> PagesOnDisk:
    """Return the files below a folder; links are not followed, as in a repository of docs, and snapshots are no pages.

    Args:
        folder: a checkout, a built site, or a folder of either.
        base: URL by which the folder is called.

    Raises:
        UsageError: it holds more files than are read, or a folder that cannot be read.
    """
    found: list[str] = []
    for path in _files_below(folder):
        if len(found) >= MAX_TREE_FILES:
            raise UsageError(
                f"{folder} holds more than {MAX_TREE_FILES} files", hint="name the folder of its pages, such as docs"
            )
        found.append(path)
    return PagesOnDisk(folder, base, _urls(found, base))


def one_page(path: Path, base: str, place: str) -> PagesOnDisk:
    """Return one file, which is called `place` below the base, whatever its name is."""
    return PagesOnDisk(path.parent, base, {path.name: urljoin(base, place)})


def _urls(paths: Sequence[str], base: str) -> dict[str, str]:
    """Return the URL of each file; `api.md` and `api/index.md`, which a site has at one address, have one each."""
    urls = {path: urljoin(base, quote(os.fsencode(path), safe="/!$'()*+,;=@~")) for path in paths}
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, url in urls.items():
        places[place_of(url, base)].append(path)
    for together in places.values():
        stem = together[0].rpartition(".")[0]
        for path in together:
            if path.rpartition(".")[0] != stem:
                urls[path] = "~.".join(urls[path].rsplit(".", 1))
    return urls


def _content(path: Path) -> bytes | None:
    return read_file(path) if path.stat().st_size <= MAX_FILE_BYTES else None


def _files_below(folder: Path) -> Iterator[str]:
    """Yield the paths of files below a folder, with slashes, sorted, so that a run reads them as another one does."""
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_WRITTEN_HERE)
        if DOCUMENTS in names:
            folders.clear()
            continue
        inside = Path(parent).relative_to(folder)
        for name in sorted(names):
            if not Path(parent, name).is_symlink() and Path(parent, name).is_file():
                yield (inside / name).as_posix()


def _refuse(error: OSError) -> None:
    raise UsageError(f"{error.filename} cannot be read: {error.strerror}", hint="check its permissions") from None
