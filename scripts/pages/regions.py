"""The parts of a page that are written by `make docs`, between marks in a page that is written by hand.

<!-- keys of SourceConfig: written by `make docs` -->
...
<!-- end -->
"""

import re
from collections.abc import Callable

REGION = re.compile(r"(<!-- ([a-z]+) of ([\w /.-]+): written by `make docs` -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str, writers: dict[str, Callable[[str], str]]) -> str:
    """Write every region of a page anew; `writers` make the text of a kind of region, given its name."""
    return REGION.sub(lambda found: f"{found[1]}\n{writers[found[2]](found[3])}\n{found[4]}", page)


def named(page: str, kind: str) -> list[str]:
    """Return what the regions of one kind are about, in order."""
    return [found[3] for found in REGION.finditer(page) if found[2] == kind]


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(map(cell, each))} |\n" for each in lines)


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
