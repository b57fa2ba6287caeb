"""Hold Python files to a length at which one can be read at a sitting.

    python scripts/lengths.py

A file of more than 300 lines is listed, as a question: does it hold two things? One of more than 500 fails the check.
"""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASKED_FROM = 300
REFUSED_FROM = 500


def main() -> None:
    lengths = lengths_of(ROOT, python_files(ROOT))
    asked = longer_than(ASKED_FROM, lengths)
    refused = longer_than(REFUSED_FROM, lengths)
    if asked:
        print(f"longer than {ASKED_FROM} lines; does one of them hold two things?")
        print("\n".join(f"  {length:4}  {name}" for name, length in asked.items()))
    if refused:
        named = ", ".join(f"{name} ({length})" for name, length in refused.items())
        sys.exit(f"error: longer than {REFUSED_FROM} lines: {named}\nhint: part it by topic")


def python_files(root: Path) -> list[str]:
    """Return the files that git tracks or would track, by path below `root`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.py"]
    listing = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
    return sorted(name for name in listing.decode().split("\0") if name)


def lengths_of(root: Path, names: Iterable[str]) -> dict[str, int]:
    """Count lines by file; a file that git tracks and that is gone from the work tree has none."""
    return {name: (root / name).read_bytes().count(b"\n") for name in names if (root / name).is_file()}


def longer_than(limit: int, lengths: Mapping[str, int]) -> dict[str, int]:
    """Return the files of more lines than that, the longest first."""
    longest_first = sorted(lengths.items(), key=lambda item: (-item[1], item[0]))
    return {name: length for name, length in longest_first if length > limit}


if __name__ == "__main__":
    main()
