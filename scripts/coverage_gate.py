"""How much of the core its own tests reach, lines and branches, held against the floors in scripts/coverage.toml.

    python scripts/coverage_gate.py            measure; exit 1 when a part is below its floor
    python scripts/coverage_gate.py --record   measure, and write what was found as the floors
    python scripts/coverage_gate.py --passed FILE   measure, and add the names of tests that passed to FILE

Only the core, and only tests that are not marked as slow: measuring costs more than running. `make coverage` measures
everything. Properties are tried with the same examples in every run, so that the numbers are the same as well.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "scripts" / "coverage.toml"
WHOLE = 100
SLACK = 0.15
"""Percent that a Python of another version counts otherwise; a part that is reached as a whole has none."""


class Missed(NamedTuple):
    """A line that is not reached (or not left one way), with its text."""

    file: str
    number: int
    line: str


class Part(NamedTuple):
    """A file or folder: percent of its lines and branches that count as reached, and what is missing."""

    percent: float
    missed: list[Missed]


def main() -> None:
    match sys.argv[1:]:
        case [] | ["--record"]:
            noting = []
        case ["--passed", file]:
            noting = ["-p", "scripts.once", f"--passed={file}"]
        case _:
            sys.exit("usage: python scripts/coverage_gate.py [--record | --passed FILE]")
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    files = measured(table["runs"], noting)
    parts = {name: part_of(name, files, table.get("exceptions", []), ROOT) for name in table["floors"]}
    for name, part in parts.items():
        print(f"{part.percent:6.2f} %  (floor {table['floors'][name]:6.2f})  {name}")
    if "--record" in sys.argv[1:]:
        TABLE.write_text(recorded(TABLE.read_text(encoding="utf-8"), parts), encoding="utf-8", newline="\n")
        return
    wrong = [*below(parts, table["floors"]), *idle(table.get("exceptions", []), files, ROOT)]
    if wrong:
        sys.exit("\n".join((*wrong, f"hint: add a test, or see {TABLE.relative_to(ROOT)}")))


def measured(runs: list[list[str]], noting: Sequence[str] = ()) -> Mapping[str, Any]:
    """Run the tests side by side, with further options of pytest; return what coverage.py reports of each file."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "CI": "true", "COVERAGE_FILE": str(Path(folder, "data"))}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for run in [pool.submit(tested, run, noting, surroundings) for run in runs]:
                run.result()
        report = Path(folder, "report.json")
        for command in (["combine", "--quiet"], ["json", "--quiet", "-o", str(report)]):
            subprocess.run([sys.executable, "-m", "coverage", *command], cwd=ROOT, env=surroundings, check=True)
        files: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))["files"]
        return files


def tested(run: list[str], noting: Sequence[str], surroundings: dict[str, str]) -> None:
    options = ["-q", *noting, "-p", "no:xdist", "-m", "not slow", "--hypothesis-profile=quick"]
    # Threads are not followed: Python 3.11 fails to start one while another begins to be traced, once in many
    # runs, and the core starts none.
    measuring = ["run", "--concurrency=multiprocessing"]
    command = [sys.executable, "-m", "coverage", *measuring, "-m", "pytest", *options, *run]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nfailed: the tests of {', '.join(run)}")


def part_of(name: str, files: Mapping[str, Any], exceptions: list[dict[str, str]], root: Path) -> Part:
    """Add up a file or folder; what an exception excuses counts as reached."""
    own = {file: told for file, told in files.items() if file == name or file.startswith(f"{name}/")}
    if not own:
        sys.exit(f"{TABLE.relative_to(ROOT)}: there is no {name}")
    excused = {(each["file"], each["line"]) for each in exceptions}
    every = [each for file in own for each in missing(file, files, root)]
    left = [each for each in every if (each.file, each.line) not in excused]
    sums = [told["summary"] for told in own.values()]
    total = sum(each["num_statements"] + each["num_branches"] for each in sums)
    return Part(WHOLE * (total - len(left)) / total if total else WHOLE, left)


def missing(file: str, files: Mapping[str, Any], root: Path) -> Iterator[Missed]:
    """Yield lines that are not reached, and once for each way not taken those that are not left both ways."""
    lines = (root / file).read_text(encoding="utf-8").splitlines()
    told = files[file]
    for number in (*told["missing_lines"], *(begin for begin, _ in told["missing_branches"])):
        yield Missed(file, number, lines[number - 1].strip())


def below(parts: Mapping[str, Part], floors: Mapping[str, float]) -> Iterator[str]:
    """Yield a line for each part below its floor; of a part that is to be reached as a whole, what is missing."""
    for name, part in parts.items():
        floor = floors[name]
        if part.percent >= floor - (SLACK if floor < WHOLE else 0):
            continue
        yield f"{name}: {part.percent:.2f} % of lines and branches are reached, {floor:.2f} % were"
        if floor >= WHOLE:
            yield from (f"  {each.file}:{each.number}: {each.line}" for each in sorted(set(part.missed)))


def idle(exceptions: list[dict[str, str]], files: Mapping[str, Any], root: Path) -> Iterator[str]:
    """Yield a line for each exception that excuses nothing (any more), or that gives no reason."""
    for each in exceptions:
        found = missing(each["file"], files, root) if each["file"] in files else iter(())
        if each["line"] not in {one.line for one in found}:
            yield f"{each['file']}: the exception for {each['line']!r} is needed no longer"
        elif not each.get("why"):
            yield f"{each['file']}: the exception for {each['line']!r} has no reason"


def recorded(text: str, parts: Mapping[str, Part]) -> str:
    """Return the table with the floors anew, rounded down to hundredths, and all else as it is."""
    head, mark, _ = text.partition("[floors]\n")
    return head + mark + "".join(f'"{name}" = {int(part.percent * 100) / 100:g}\n' for name, part in parts.items())


if __name__ == "__main__":
    main()
