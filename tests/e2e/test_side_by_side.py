"""Several runs share one clone, each of a source of its own: no capture is lost."""

import os
import subprocess
import sys

import pytest

from tests.e2e.workshop import Workshop

RUNS = 6


@pytest.mark.slow
def test_runs_of_several_sources_at_the_same_time_lose_no_capture(workshop: Workshop) -> None:
    tables = (
        f'[sources.s{number}]\nindex = "{workshop.site.index_url}"\ninclude = ["/api/text/*"]\n'
        for number in range(RUNS)
    )
    (workshop.root / "driftwatch.toml").write_text("".join(tables))
    workshop.git("commit", "--quiet", "--all", "--message", "Watch more")
    before = workshop.git("rev-list", "--count", "HEAD")
    for day in ("2026-03-15", "2026-03-16"):
        started = [
            subprocess.Popen(
                (sys.executable, "-m", "driftwatch", "run", "--source", f"s{number}", "--fail-on", "never"),
                cwd=workshop.root,
                env={**os.environ, "DRIFTWATCH_NOW": f"{day}T05:17:00Z"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number in range(RUNS)
        ]
        said = [one.communicate(timeout=240)[1] for one in started]
        assert [one.returncode for one in started] == [0] * RUNS, said
    assert int(workshop.git("rev-list", "--count", "HEAD")) == int(before) + 2 * RUNS
    for number in range(RUNS):
        assert len(workshop.file(f"snapshots/s{number}/captures.jsonl").splitlines()) == 2
    assert workshop.status() == ""
