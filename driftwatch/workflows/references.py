"""Files that a manifest refers to, below the folder of the project only."""

from pathlib import Path

from driftwatch.adapters.files import read_file


def path_below(reference: str, root: Path) -> Path | None:
    """Return the path of a reference when it stays inside the project."""
    path = (root / reference).resolve()
    return path if path.is_relative_to(root.resolve()) else None


def bytes_below(reference: str, root: Path) -> bytes | None:
    """Return the content of the file that a reference leads to; None when there is none inside the project."""
    path = path_below(reference, root)
    return read_file(path) if path is not None and path.is_file() else None


def text_below(reference: str, root: Path) -> str | None:
    """Return the same as text."""
    content = bytes_below(reference, root)
    return None if content is None else content.decode("utf-8", "replace")
