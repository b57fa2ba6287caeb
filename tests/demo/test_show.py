"""The demo as a newcomer runs it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from driftwatch.cli.program import run

API = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))["api"]
CASE = re.compile(r"^  (\S+) +(\d{3}) +\d+ ms  (differs  .+)$", re.MULTILINE)


def test_the_demo_shows_whom_the_drift_hurts_and_leaves_what_it_promises(tmp_path: Path, capfd: Any) -> None:
    scratch = tmp_path / "watched"
    assert run(["demo", "--out", str(scratch)]) == 0
    out, _ = capfd.readouterr()
    assert "affects photo-team/POST /v1/images/edits: identifier dall-e-2 (contracts/image-edits.yaml:" in out
    assert "it says `Failed calls are charged at half their price.`, before `Failed calls are not charged.`" in out
    assert "the page no longer says `We couldn't bring one about while we wrote this page.`" in out
    assert "a row says `claude-sonnet-4-5 · Output: $14.00`, before `claude-sonnet-4-5 · Output: $12.00`" in out
    assert "Request field `model` no longer documents `dall-e-2`" in out
    tries = [line.split(maxsplit=1)[1] for line in out.splitlines() if line.startswith("  ") and "/driftwatch " in line]
    assert len(tries) == 6
    # Of the API each drift, and nothing else.
    assert CASE.findall(out) == [(each["case"], str(each["status"]), each["words"]) for each in API]
    kept = [path for path in scratch.rglob("*") if path.is_file()]
    assert not [path for path in kept if re.search(rb"demo-[0-9a-f]{32}", path.read_bytes())]
    assert subprocess.run(["git", "status", "--porcelain"], cwd=scratch, capture_output=True, check=True).stdout == b""
    surroundings = {**os.environ, "DRIFTWATCH_NOW": "2026-10-02T05:17:00Z"}
    held = subprocess.run(
        [sys.executable, "-m", "driftwatch", "check"], cwd=scratch, env=surroundings, capture_output=True, check=False
    )
    assert held.returncode == 1
    assert b"manifest-constant-not-in-enum" in held.stdout
