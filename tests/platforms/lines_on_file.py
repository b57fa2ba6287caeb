"""What the words of our pages read as, by the version of the normal form, so that nobody changes it unseen.

    python -m tests.platforms.lines_on_file

writes lines_on_file.jsonl anew. It refuses where a page that says the same is read otherwise in the same version: then
the first run after an upgrade would tell drift that is none, and `FORM` in driftwatch/model/text.py is to be raised.
"""

# ruff: noqa: T201 - it is run as a program, and prints: that is its job
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from driftwatch.model.text import FORM
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Page

ROOT = Path(__file__).parents[2]
ON_FILE = Path(__file__).with_suffix(".jsonl")
FOLDERS = ("driftwatch/demo/site/2026-03-15", "tests/extract/pages", "tests/platforms/cases")
TYPES = {".md": "text/markdown", ".html": "text/html"}


class Reading(NamedTuple):
    """What a page is read as: digests of its text and of its lines, and the version of their normal form."""

    form: int
    text: str
    lines: str


def readings() -> dict[str, Reading]:
    """Return what the pages of ours are read as now, by their paths in this repository."""
    return {file.relative_to(ROOT).as_posix(): _reading(file) for file in _files()}


def on_file() -> dict[str, Reading]:
    """Return what they were read as when it was last written."""
    found = map(json.loads, ON_FILE.read_text(encoding="utf-8").splitlines())
    return {each.pop("page"): Reading(**each) for each in found}


def read_otherwise(before: Mapping[str, Reading], now: Mapping[str, Reading]) -> list[str]:
    """Name the pages that say the same and are read otherwise in the same version."""
    both = ((page, before[page], reading) for page, reading in now.items() if page in before)
    return [page for page, one, other in both if one[:2] == other[:2] and one.lines != other.lines]


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (file for file in sorted((ROOT / folder).rglob("*")) if file.suffix in TYPES)


def _reading(file: Path) -> Reading:
    text = file.read_text(encoding="utf-8")
    page = Page(url=f"https://docs.example.com/{file.name}", path=file.stem, text=text, content_type=TYPES[file.suffix])
    lines = "\n".join("\x1f".join((line.kind, str(line.level), *line.cells)) for line in statements_of(page).text.lines)
    return Reading(FORM, *(hashlib.sha256(part.encode()).hexdigest()[:16] for part in (text, lines)))


def main() -> None:
    now = readings()
    if unlike := read_otherwise(on_file() if ON_FILE.exists() else {}, now):
        sys.exit(f"read otherwise in the same version, raise FORM first: {', '.join(unlike)}")
    written = (json.dumps({"page": page, **reading._asdict()}) for page, reading in now.items())
    ON_FILE.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")
    print(f"wrote {ON_FILE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
