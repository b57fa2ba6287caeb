"""The committed versions of a file."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from driftwatch.ports import Repository

_MOST: Final = 20
"""How many versions are looked at."""


def versions(repository: Repository, path: str) -> Iterator[tuple[str, bytes]]:
    """Return commit and content of a file, newest first; the commits that removed it are passed over.

    Args:
        repository: holds them.
        path: relative to its root.
    """
    file = PurePosixPath(path)
    folder = "" if file.parent == PurePosixPath(".") else file.parent.as_posix()
    for commit in repository.commits(path, limit=_MOST):
        blob = repository.tree(commit.id, folder).get(file.name)
        if blob is not None:
            yield commit.id, repository.blobs([blob])[blob]
