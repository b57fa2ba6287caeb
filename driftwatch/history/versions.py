"""The committed versions of a file."""

from collections.abc import Iterator
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
    for commit in repository.commits(path, limit=_MOST):
        content = repository.file(commit.id, path)
        if content is not None:
            yield commit.id, content
