"""Golden cases: small sites of ours as they lie in tests/platforms/cases/PLATFORM/CASE/, and every fact that they give.

`pages/` holds the documents under their paths in the site; `facts.jsonl` what the snapshot of them is, file by file.
`make case PLATFORM=mintlify` runs those of a platform, or begins a folder for a new one.
"""

from pathlib import Path

from driftwatch.assemble.assembly import assemble
from driftwatch.extract.index.places import place_of
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of
from driftwatch.platforms.detection import platform_of, statements_of
from driftwatch.platforms.platform import Page

CASES = Path(__file__).parent / "cases"
SITE = "https://docs.example.com/"
TYPES = {".html": "text/html", ".json": "application/json", ".yaml": "application/yaml"}


def pages_of(case: Path) -> list[Page]:
    """The documents of a case, as if they had been fetched from https://docs.example.com/."""
    folder = case / "pages"
    return [
        Page(
            url=SITE + (path := file.relative_to(folder).as_posix()),
            path=place_of(SITE + path, SITE + "llms.txt"),
            text=file.read_text(encoding="utf-8"),
            content_type=TYPES.get(file.suffix, "text/markdown"),
        )
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    ]


def platforms_of(case: Path) -> set[str]:
    return {platform_of(page).name for page in pages_of(case)}


def facts_of(case: Path) -> str:
    """Every file of the snapshot of a case, each under its name."""
    found = assemble([statements_of(page) for page in pages_of(case)])
    files = files_of(Snapshot(found.entries, found.documents))
    return "".join(f"# {name}\n{content.decode()}" for name, content in files.items())
