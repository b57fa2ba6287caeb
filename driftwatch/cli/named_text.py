"""Text of any size that the user names: a file, or `-` for standard input."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path


@contextmanager
def opened(name: str) -> Iterator[Callable[[int], str]]:
    """Open a text; yields what returns its next characters, at most so many."""
    from driftwatch.adapters.files import text_of

    if name == "-":
        yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n").read
        return
    with text_of(Path(name)) as read:
        yield read
