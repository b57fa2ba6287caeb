"""How a repository grows with captures of a documentation of pages: bytes and lines, which are the same on any machine.

    python tests/benchmarks/grown_repository.py [PAGES] [CAPTURES] [CHANGED]
    python tests/benchmarks/grown_repository.py operations [OPERATIONS] [CAPTURES] [CHANGED]
    python tests/benchmarks/grown_repository.py apart [OPERATIONS] [CAPTURES] [CHANGED]

Makes the captures of 300 pages in process, 100 of them, of which each changes three pages: a sentence, a row, and
whether a field is required; or of a specification of operations, which share files or have a file each. Prints what git
keeps before and after `git gc`, what lies in the work tree, and how many lines a capture changes.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import click
from msgspec import Struct, structs

sys.path.insert(0, str(Path(__file__).parents[2]))

from driftwatch.adapters.git.repository import GitRepository
from driftwatch.assemble.assembly import assemble
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import review
from driftwatch.model import sharing
from driftwatch.model.facts import Field
from driftwatch.model.finding import Side
from driftwatch.model.page import Page
from driftwatch.model.snapshot import CaptureCounts, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements
from driftwatch.rules.policy import Policy
from driftwatch.workflows.record import record_of
from tests.benchmarks.captured_year import START
from tests.benchmarks.large_spec import large_spec

BASE = "https://docs.example.com"
SOURCE = "pages"
PARTS = 6
LIMIT = "parameter · query · limit · $"
_CHANGED = re.compile(r"^(\d+)\t(\d+)\t(.*)$", re.MULTILINE)


class Growth(Struct, frozen=True):
    """Bytes of a repository, and the lines that its captures changed, the first apart."""

    files: int
    """Files of the snapshot, at the end."""
    packed_first: int
    packed: int
    unpacked: int
    work_tree: int
    text: int
    documents_lines: tuple[int, ...]
    """Lines of documents.jsonl that each capture but the first removed or added."""
    lines: tuple[int, ...]
    """The same of all files of the snapshot but captures.jsonl."""


def main() -> None:
    what, numbers = (
        (sys.argv[1], sys.argv[2:]) if sys.argv[1:] and not sys.argv[1].isdigit() else ("pages", sys.argv[1:])
    )
    sizes = [int(size) for size in numbers]
    count, captures, changed = (*sizes, *((300, 100, 3) if what == "pages" else (10_000, 50, 1))[len(sizes) :])
    if what == "apart":
        sharing.OWNERS = sharing.Mark(sys.maxsize, sys.maxsize)
    made = snapshots(count, captures, changed) if what == "pages" else specified(count, captures, changed)
    with tempfile.TemporaryDirectory() as folder:
        grown = grown_repository(Path(folder), made)
    raw = sum(len(text_of(number, 0)) for number in range(count)) if what == "pages" else 0
    click.echo(f"{count} {what}, {captures} captures, {changed} changed in each; {grown.files} files")
    for what, size in (
        *([("the pages themselves", raw)] if raw else []),
        ("snapshots/ in the work tree", grown.work_tree),
        ("  of that text/", grown.text),
        (".git before gc", grown.unpacked),
        (".git after gc", grown.packed),
        ("  of that the first capture", grown.packed_first),
        ("  one more capture", (grown.packed - grown.packed_first) // max(captures - 1, 1)),
    ):
        click.echo(f"{what:<30} {size / 1e3:>10,.1f} kB")
    for what, lines in (("documents.jsonl", grown.documents_lines), ("the snapshot", grown.lines)):
        click.echo(
            f"lines of {what} that a capture changes: {sum(lines) / len(lines):.1f} on average, {max(lines)} at most"
        )


def grown_repository(root: Path, made: Iterable[Snapshot]) -> Growth:
    """Capture snapshots in a new repository, one after the other, and measure it."""
    git(root, "init", "--quiet", "--template=")
    repository = GitRepository.discover(root)
    stored: dict[str, bytes] = {}
    before: Snapshot | None = None
    packed_first = 0
    for day, snapshot in enumerate(made):
        report = review(
            before or snapshot,
            snapshot,
            source=SOURCE,
            policy=Policy(),
            sides=(Side(label="before"), Side(label="now")),
        )
        now = START + timedelta(days=day)
        counts = CaptureCounts(read=len(snapshot.documents))
        record = record_of(snapshot, stored=stored, counts=counts, report=report, now=now, first=before is None)
        files = {f"snapshots/{SOURCE}/{path}": content for path, content in record.snapshot_files.items()}
        repository.commit_files(files, record.message, when=now)
        stored = {path: content for path, content in {**stored, **record.snapshot_files}.items() if content is not None}
        before = snapshot
        packed_first = packed_first or packed(root)
    unpacked = size_of(root / ".git")
    changes = [lines_of(root, commit) for commit in git(root, "rev-list", "--reverse", "HEAD").split()[1:]]
    return Growth(
        files=len(stored),
        packed_first=packed_first,
        packed=packed(root),
        unpacked=unpacked,
        work_tree=sum(map(len, stored.values())),
        text=sum(len(content) for path, content in stored.items() if path.startswith("text/")),
        documents_lines=tuple(each.get("documents.jsonl", 0) for each in changes),
        lines=tuple(sum(each.values()) - each.get("captures.jsonl", 0) for each in changes),
    )


def snapshots(pages: int, captures: int, changed: int) -> Iterator[Snapshot]:
    """Yield one snapshot a capture; each changes some pages further."""
    versions = [0] * pages
    for day in range(captures):
        for turn in range(changed if day else 0):
            versions[(day * changed + turn) * 7 % pages] += 1
        assembly = assemble([read(number, version) for number, version in enumerate(versions)])
        texts = {place: (lambda text=text: text) for place, text in assembly.texts.items()}
        yield Snapshot(assembly.entries, assembly.documents, texts=texts)


def specified(operations: int, captures: int, changed: int) -> Iterator[Snapshot]:
    """Yield one snapshot of a specification a capture; in each some operations allow another number."""
    snapshot = snapshot_of_openapi(large_spec(operations), place="openapi", label="openapi")
    owners = [owner for owner in snapshot.entries if owner.kind == "operation"]
    yield snapshot
    for turn in range(changed, captures * changed, changed):
        entries = dict(snapshot.entries)
        for owner in (owners[(turn + each) * 197 % len(owners)] for each in range(changed)):
            facts = [
                structs.replace(fact, maximum=100 + turn) if fact.at == LIMIT and isinstance(fact, Field) else fact
                for fact in entries[owner].facts
            ]
            entries[owner] = entry_of(owner, entries[owner].documents, facts)
        snapshot = snapshot.with_parts(entries=entries.values())
        yield snapshot


@cache
def read(number: int, version: int) -> Statements:
    path = f"area{number % 12}/page{number}.md"
    return statements_of(Page(url=f"{BASE}/{path}", path=path.removesuffix(".md"), text=text_of(number, version)))


def text_of(number: int, version: int) -> str:
    """Write a page; its versions differ in a sentence, then in a row, then in whether a field is required, and anew."""
    sentence, row, field = ((version + 2 - turn) // 3 for turn in range(3))
    call = f"`POST /v1/area{number % 12}/things{number}`\n\n"
    fields = "".join(
        f"| `field_{each}` | {'string' if each % 2 else 'integer'} | {'yes' if each == 1 and field % 2 else 'no'} "
        f"| What thing {number} has for part {each}, as its owner wrote it. |\n"
        for each in range(8)
    )
    parts = "".join(
        f"## Part {part} of thing {number}\n\n"
        + " ".join(f"Step {step} of part {part} takes thing {number * 31 + step} to its place." for step in range(8))
        + f"\n\n```bash\ncurl {BASE}/v1/things{number}/{part} -H 'X-Part: {part}'\n```\n\n"
        for part in range(PARTS)
    )
    return (
        f"# Thing {number}\n\n{call}A thing is made and kept. It was kept for {sentence + 3} moons.\n\n"
        f"## Body parameters\n\n| Name | Type | Required | Description |\n|-|-|-|-|\n{fields}\n"
        f"{parts}## Sizes\n\n| Plan | Things | Seats |\n|-|-|-|\n| Free | {row + 5} | 1 |\n| Team | {row + 50} | 9 |\n"
    )


def packed(root: Path) -> int:
    """Pack a repository, and return its bytes."""
    git(root, "gc", "--quiet", "--prune=now")
    return size_of(root / ".git")


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def lines_of(root: Path, commit: str) -> dict[str, int]:
    """Return how many lines a commit removed and added, by the file of the snapshot."""
    said = git(root, "show", "--numstat", "--format=", "--no-renames", commit)
    prefix = f"snapshots/{SOURCE}/"
    return {match[3].removeprefix(prefix): int(match[1]) + int(match[2]) for match in _CHANGED.finditer(said)}


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
