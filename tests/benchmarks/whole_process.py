"""CPU and peak memory of whole `driftwatch diff` processes, against a bare json.load of the same files.

    python tests/benchmarks/whole_process.py [OLD NEW]

Without files, documents of 100, 1,000 and 10,000 operations are made. Prints seconds of CPU (user and system), the
ratio to json.load, peak resident memory, and the lines that a reviewer reads. The package is compiled first, as an
installed one is: else every run would compile it anew where Python may not keep what it compiled.
"""

import compileall
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.large_spec import changed, large_spec

LOAD = "import json, sys; [json.load(open(path, 'rb')) for path in sys.argv[1:]]"
SIZES = (100, 1_000, 10_000)
RUNS = 3


def main() -> None:
    compileall.compile_dir(Path(__file__).parents[2] / "driftwatch", quiet=2)
    if len(sys.argv) == 3:
        report(f"{sys.argv[1]} {sys.argv[2]}", Path(sys.argv[1]), Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            old, new = Path(folder) / "old.json", Path(folder) / "new.json"
            spec = large_spec(size)
            old.write_text(json.dumps(spec))
            new.write_text(json.dumps(changed(spec, 10)))
            report(f"{size} operations, 10 changes", old, new)


def report(what: str, old: Path, new: Path) -> None:
    empty = min(measured(sys.executable, "-c", "pass")[0] for _ in range(RUNS))
    load = min(measured(sys.executable, "-c", LOAD, str(old), str(new))[0] for _ in range(RUNS)) - empty
    command = (sys.executable, "-m", "driftwatch", "diff", str(old), str(new), "--fail-on", "never")
    runs = [measured(*command) for _ in range(RUNS)]
    cpu, memory, lines = min(runs)
    print(  # noqa: T201 - this is its job
        f"{what}: json.load {load:.2f} s, diff {cpu:.2f} s CPU ({cpu / max(load, 0.001):.1f} times), "
        f"{memory / 1024:.0f} MB, {lines} lines",
        flush=True,
    )


def measured(*command: str) -> tuple[float, int, int]:
    """Run a command; return its CPU seconds, its peak memory in kB, and the lines that it printed."""
    with tempfile.TemporaryFile() as out:
        started = subprocess.Popen(command, stdout=out, cwd=Path(__file__).parents[2])
        _, _, usage = os.wait4(started.pid, 0)
        out.seek(0)
        lines = out.read().count(b"\n")
    assert isinstance(usage, resource.struct_rusage)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, lines


if __name__ == "__main__":
    main()
