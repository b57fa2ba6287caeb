"""One table of what driftwatch takes: `make bench`. Seconds of processor time of whole processes, ratios of one run.

    python tests/benchmarks/table.py [--markdown] [ROW ...]

A limit is what a run of these rows in an idle machine is held to by whoever reads the table; nothing fails on it, since
seconds are of machines; counted work is held by tests. A peer is run where its
command is found: `pip install urlwatch`, or URLWATCH=path.
"""

# ruff: noqa: E402, T201 - it is run as a program, and prints: that is its job
import compileall
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from tests.benchmarks.captured_year import CONFIG, START, snapshots
from tests.benchmarks.large_spec import changed, large_spec
from tests.benchmarks.wide_site import WideSite

RUNS = 3
PAGES = 200
CHANGED = 70
CAPTURES = 1_000
SOURCES = 4_000
SIDE_BY_SIDE = 24
DAY = "2026-03-15T05:17:00Z"
NEXT = "2026-03-16T05:17:00Z"
LOAD = "import json, sys; [json.load(open(path, 'rb')) for path in sys.argv[1:]]"
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith(("GIT_", "DRIFTWATCH_", "GITHUB_"))
} | {"PYTHONPATH": str(ROOT), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


@dataclass(frozen=True)
class Row:
    """One line: what is done, seconds of it, what it is held to, and what a peer or a bare reader takes."""

    work: str
    now: float
    limit: str
    peer: str = ""
    peer_seconds: float | None = None

    def cells(self) -> tuple[str, str, str, str, str]:
        beside = f"{self.peer} {self.peer_seconds:.2f} s" if self.peer_seconds is not None else self.peer or "-"
        ratio = f"{self.now / max(self.peer_seconds, 0.001):.1f}" if self.peer_seconds else "-"
        return self.work, f"{self.now:.2f} s", self.limit, beside, ratio


def main() -> None:
    compileall.compile_dir(ROOT / "driftwatch", quiet=2)
    wanted = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    rows = [row for name, made in ROWS.items() if not wanted or name in wanted for row in made()]
    head = ("work", "now", "limit", "peer", "times the peer")
    lines = [head, *(row.cells() for row in rows)]
    print(f"{machine()}\n")
    if "--markdown" in sys.argv:
        print("\n".join(f"| {' | '.join(line)} |" for line in (lines[0], ("---",) * 5, *lines[1:])))
        return
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def machine() -> str:
    """Say what it ran on, and how busy that was: a loaded machine shows more seconds than an idle one."""
    names = (line.partition(":")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line)
    load = os.getloadavg()[0]
    return (
        f"{next(names, platform.machine()).strip()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, load {load:.1f}"
    )


def cpu(*command: str, cwd: Path, day: str = DAY, more: Mapping[str, str] | None = None) -> float:
    """Run a command, and return the seconds of processor time that it took with all that it started and waited for."""
    with tempfile.TemporaryFile() as said:
        environment = {**ENVIRONMENT, "DRIFTWATCH_NOW": day, **(more or {})}
        started = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=said, env=environment)
        _, status, usage = os.wait4(started.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if code:
            raise SystemExit(f"{' '.join(command)} exited with {code}: {said.read().decode(errors='replace')[-2000:]}")
    assert isinstance(usage, resource.struct_rusage)
    return usage.ru_utime + usage.ru_stime


def driftwatch(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "driftwatch", "--quiet", *arguments)


def best(measured: Callable[[], float]) -> float:
    return min(measured() for _ in range(RUNS))


def repository(root: Path, configuration: str) -> Path:
    root.mkdir(parents=True)
    subprocess.run(("git", "init", "-q", str(root)), check=True, env=ENVIRONMENT)
    (root / "driftwatch.toml").write_text(configuration)
    return root


def pages() -> Iterator[Row]:
    """A site of pages, unchanged and changed, against a program that fetches and compares them as text."""
    with tempfile.TemporaryDirectory() as folder, WideSite(PAGES) as site:
        home = repository(Path(folder) / "team", f'[sources.wide]\nindex = "{site.index_url}"\n')
        run = driftwatch("run", "--fail-on", "never")
        cpu(*run, cwd=home)
        peer = Urlwatch(Path(folder) / "peer", site)
        unchanged = best(lambda: cpu(*run, cwd=home, day=NEXT))
        beside = peer.seconds()
        yield Row(f"run: {PAGES} unchanged pages", unchanged, "1.5 times the peer", "urlwatch", beside)
        site.edition = 1
        site.changed = CHANGED
        edited = cpu(*run, cwd=home, day=NEXT)
        beside = peer.seconds()
        yield Row(f"run: {CHANGED} of {PAGES} pages changed", edited, "3 times the peer", "urlwatch", beside)


class Urlwatch:
    """The peer, with the same pages; the first run fills its store."""

    def __init__(self, folder: Path, site: WideSite) -> None:
        self._program = os.environ.get("URLWATCH") or shutil.which("urlwatch")
        self._folder = folder
        folder.mkdir()
        jobs = "---\n".join(f"url: {url}\n" for url in site.page_urls())
        (folder / "urls.yaml").write_text(jobs)
        (folder / "config.yaml").write_text("report: {text: {details: true}, stdout: {enabled: true}}\n")
        self.seconds()

    def seconds(self) -> float | None:
        if self._program is None:
            return None
        files = ("--urls", "urls.yaml", "--config", "config.yaml", "--cache", "cache.db", "--hooks", "none.py")
        return cpu(self._program, *files, cwd=self._folder, more={"HOME": str(self._folder)})


def specifications() -> Iterator[Row]:
    """Large OpenAPI files against a bare reader of JSON."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spec = large_spec(3_000)
        (folder / "old.json").write_text(json.dumps(spec))
        (folder / "new.json").write_text(json.dumps(changed(spec, 10)))
        empty = best(lambda: cpu(sys.executable, "-c", "pass", cwd=folder))
        load = best(lambda: cpu(sys.executable, "-c", LOAD, "old.json", "new.json", cwd=folder)) - empty
        size = (folder / "old.json").stat().st_size / 1e6
        found = best(lambda: cpu(*driftwatch("diff", "old.json", "new.json", "--fail-on", "never"), cwd=folder))
        yield Row(f"diff: two files of {size:.0f} MB", found, "4 times the peer", "json.load", load)


def small() -> Iterator[Row]:
    """What is paid by the smallest run."""
    with tempfile.TemporaryDirectory() as folder, DemoSite(VERSIONS[0]) as site:
        home = repository(Path(folder) / "team", f'[sources.demo]\nindex = "{site.index_url}"\n')
        run = driftwatch("run", "--fail-on", "never")
        cpu(*run, cwd=home)
        yield Row("run: the unchanged demo site", best(lambda: cpu(*run, cwd=home, day=NEXT)), "0.35 s")
        imports = best(lambda: cpu(sys.executable, "-c", "import driftwatch.workflows.run", cwd=home))
        empty = best(lambda: cpu(sys.executable, "-c", "pass", cwd=home))
        yield Row("imports of a run", imports - empty, "0.12 s")


def history() -> Iterator[Row]:
    """What looks back over many captures."""
    with tempfile.TemporaryDirectory() as folder:
        home = repository(Path(folder) / "team", CONFIG)
        captured(home)
        for name, arguments in {
            "history": ("history",),
            "blame": ("blame", "POST /area3/things3/{id}"),
            "site": ("site", "--out", str(Path(folder) / "site")),
        }.items():
            seconds = cpu(*driftwatch(*arguments), cwd=home)
            yield Row(f"{name}: {CAPTURES:,} captures", seconds, "1.5 s")


def captured(home: Path) -> None:
    """Write the captures with one process of git."""
    from driftwatch.history.review import review
    from driftwatch.model.finding import Side
    from driftwatch.model.snapshot import CaptureCounts, Snapshot
    from driftwatch.rules.policy import Policy
    from driftwatch.workflows.record import record_of

    stored: dict[str, bytes] = {}
    before: Snapshot | None = None
    lines: list[bytes] = []
    for day, snapshot in snapshots(20, CAPTURES, 10):
        now = START + timedelta(days=day)
        sides = (Side(label="before"), Side(label="now"))
        report = review(before or snapshot, snapshot, source="large", policy=Policy(), sides=sides)
        counts = CaptureCounts(read=1)
        record = record_of(snapshot, stored=stored, counts=counts, report=report, now=now, first=before is None)
        message = record.message.encode()
        lines.append(b"commit refs/heads/bench\ncommitter b <b@b> %d +0000\n" % now.timestamp())
        lines.append(b"data %d\n%s\n" % (len(message), message))
        for path, content in record.snapshot_files.items():
            name = f"snapshots/large/{path}".encode()
            lines.append(
                b"D %s\n" % name
                if content is None
                else b"M 644 inline %s\ndata %d\n%s\n" % (name, len(content), content)
            )
        stored = {path: content for path, content in {**stored, **record.snapshot_files}.items() if content is not None}
        before = snapshot
    subprocess.run(("git", "fast-import", "--quiet"), cwd=home, input=b"".join(lines), check=True, env=ENVIRONMENT)
    subprocess.run(("git", "checkout", "-q", "-f", "bench"), cwd=home, check=True, env=ENVIRONMENT)


def sources() -> Iterator[Row]:
    """What a configuration of many sources costs, and capturing some side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many = (f'[sources.s{number:04}]\nindex = "https://h{number}.example/llms.txt"\n' for number in range(SOURCES))
        home = repository(folder / "many", "".join(many))
        yield Row(f"sources: {SOURCES:,} of them", best(lambda: cpu(*driftwatch("sources"), cwd=home)), "0.50 s")
        with WideSite(4) as site:
            tables = (
                f'[sources.s{number:03}]\nindex = "{site.index_url}?s={number}"\n' for number in range(SIDE_BY_SIDE)
            )
            text = "".join(tables)
            one, other = repository(folder / "one", text), repository(folder / "other", text)
            after = cpu(*driftwatch("run", "--fail-on", "never"), cwd=one)
            beside = cpu(*driftwatch("run", "--jobs", "2", "--fail-on", "never"), cwd=other)
            label = f"run --jobs 2: {SIDE_BY_SIDE} sources of 4 pages"
            yield Row(label, beside, "1.5 times the peer", "one after the other", after)


ROWS: dict[str, Callable[[], Iterator[Row]]] = {
    "pages": pages,
    "specifications": specifications,
    "small": small,
    "history": history,
    "sources": sources,
}

if __name__ == "__main__":
    main()
