"""Lint, formatting, types, import contracts and the pure tests that take no time, side by side.

    python scripts/quick.py

Most of what needs no network, browser or process of its own, with a few examples of each property; `make test` and
`make check` run all. Says nothing of what passes but how long it took, and shows all that a failing part said.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent
FAST = "not slow and not thorough"
PYTEST = [sys.executable, "-m", "pytest", "-q", "-m", FAST, "--hypothesis-profile=quick", "-p", "no:xdist"]
# The longest first, so that two of them end at about the same time, without the traffic between workers of one run:
# a test of these takes a millisecond.
PARTS = {
    "tests of rules and comparing": [*PYTEST, "tests/rules", "tests/compare"],
    "tests of reading and manifests": [
        *PYTEST, "tests/extract", "tests/platforms", "tests/manifests",
        "tests/test_alignment.py", "tests/test_config.py", "tests/test_redaction.py",
    ],
    "tests of presence and reports": [*PYTEST, "tests/presence", "tests/reports", "tests/assemble", "tests/located"],
    "tests of history": [*PYTEST, "tests/history", "tests/model", "tests/test_spelling.py"],
    "types": [sys.executable, "-m", "mypy"],
    "import contracts": [str(TOOLS / "lint-imports")],
    "lint": [str(TOOLS / "ruff"), "check", "--quiet"],
    "lengths": [sys.executable, "scripts/lengths.py"],
    "format": [str(TOOLS / "ruff"), "format", "--check", "--quiet"],
}  # fmt: skip


def main() -> None:
    started = time.monotonic()
    failed = []
    with ThreadPoolExecutor(max(2, os.cpu_count() or 1)) as pool:
        for done in as_completed([pool.submit(ran, name) for name in PARTS]):
            name, code, seconds, said = done.result()
            print(f"{'ok' if code == 0 else 'FAILED':<7} {seconds:5.1f} s  {name}", flush=True)
            if code:
                failed.append(name)
                print(said, flush=True)
    print(f"{time.monotonic() - started:5.1f} s in all")
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def ran(name: str) -> tuple[str, int, float, str]:
    started = time.monotonic()
    done = subprocess.run(
        PARTS[name], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    return name, done.returncode, time.monotonic() - started, done.stdout + done.stderr


if __name__ == "__main__":
    main()
