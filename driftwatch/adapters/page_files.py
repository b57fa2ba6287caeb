"""Pages that lie on this machine, read as if they came from a site: a folder of them, or one."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from driftwatch.adapters.files import MAX_FILE_BYTES, MAX_TREE_FILES, read_file
from driftwatch.adapters.stored_documents import StoredDocuments
from driftwatch.errors import UsageError

_NOT_WRITTEN_HERE: Final = frozenset({"node_modules", "__pycache__"})
"""Folders that tools fill beside what people write; hidden ones are left out as well."""


def documents_below(folder: Path, base: str) -> StoredDocuments:
    """Return what reads the files below a folder; links are not followed, as in a repository of docs.

    Args:
        folder: a checkout, a built site, or a folder of either.
        base: URL by which the folder is called.

    Raises:
        UsageError: it holds more files than are read.
    """
    found: dict[str, str] = {}
    for path in _files_below(folder):
        if len(found) >= MAX_TREE_FILES:
            raise UsageError(
                f"{folder} holds more than {MAX_TREE_FILES} files", hint="name the folder of its pages, such as docs"
            )
        found[path] = path
    return _documents(folder, base, found)


def one_document(path: Path, base: str, place: str) -> StoredDocuments:
    """Return what reads one file, which is called `place` below the base, whatever its name is."""
    return _documents(path.parent, base, {place: path.name})


def _documents(folder: Path, base: str, files: Mapping[str, str]) -> StoredDocuments:
    def load(names: Sequence[str]) -> Mapping[str, bytes | None]:
        return {name: _content(folder / name) for name in names}

    documents = StoredDocuments(base, load, is_whole=True)
    documents.turn_to(files, origin="")
    return documents


def _content(path: Path) -> bytes | None:
    return read_file(path) if path.stat().st_size <= MAX_FILE_BYTES else None


def _files_below(folder: Path) -> Iterator[str]:
    """Yield the paths of files below a folder, with slashes, sorted, so that a run reads them as another one does."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_WRITTEN_HERE)
        inside = Path(parent).relative_to(folder)
        for name in sorted(names):
            if not Path(parent, name).is_symlink() and Path(parent, name).is_file():
                yield (inside / name).as_posix()
