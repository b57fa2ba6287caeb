"""Peak memory of whole processes on a wide site: a first capture, one of unchanged pages, and what looks back at both.

    python tests/benchmarks/memory.py [PAGES]

Prints what the kernel tells of each process when it has ended (`ru_maxrss`), and its seconds of processor time. The
site is served by this process, which is small: a child never seems smaller than the one that starts it.
"""

# ruff: noqa: T201 - it is run as a program, and prints: that is its job
import compileall
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.table import DAY, ENVIRONMENT, NEXT, ROOT, driftwatch, machine, repository
from tests.benchmarks.wide_site import WideSite

PAGES = 5_000
AIM_MB = 200


def main() -> None:
    compileall.compile_dir(ROOT / "driftwatch", quiet=2)
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    print(f"{machine()}; {pages:,} pages, aim {AIM_MB} MB")
    for what, memory, seconds in peaks(pages):
        print(f"{what:16} {memory:4.0f} MB  {seconds:6.2f} s", flush=True)


def peaks(pages: int) -> Iterator[tuple[str, float, float]]:
    """Yield what was done, its peak in MB, and its seconds of processor time with all that it started."""
    with tempfile.TemporaryDirectory() as folder, WideSite(pages) as site:
        watched = f'[sources.wide]\nindex = "{site.index_url}"\nmax_documents = {pages + 1}\n'
        home = repository(Path(folder) / "team", watched)
        run = driftwatch("run", "--fail-on", "never")
        commands = {
            "run: first": run,
            "run: unchanged": run,
            "snapshot --out": driftwatch("snapshot", "--out", str(Path(folder) / "parcel")),
            "site": driftwatch("site", "--out", str(Path(folder) / "site")),
            "blame": driftwatch("blame", "*"),
        }
        for day, (what, command) in zip((DAY, *[NEXT] * len(commands)), commands.items(), strict=False):
            yield what, *peak(command, cwd=home, day=day)


def peak(command: tuple[str, ...], *, cwd: Path, day: str) -> tuple[float, float]:
    """Run a command; return the most memory that it held at once in MB, and its seconds of processor time."""
    environment = {**ENVIRONMENT, "DRIFTWATCH_NOW": day}
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=said, env=environment)
        _, status, usage = os.wait4(started.pid, 0)
        said.seek(0)
        if os.waitstatus_to_exitcode(status):
            raise SystemExit(f"{' '.join(command)} failed: {said.read().decode(errors='replace')[-2000:]}")
    assert isinstance(usage, resource.struct_rusage)
    return usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
