"""The same input gives the same bytes: in any folder, locale, time zone and hash seed, in any order of arrival."""

import os
import shutil
import subprocess
import sys
import threading
import zlib
from pathlib import Path
from typing import Any

import driftwatch
from tests.e2e.workshop import Workshop

PACKAGE = str(Path(driftwatch.__file__).parents[1])
PLAIN = {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0", "COLUMNS": "80"}
STRANGE = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4321"}
LONGEST_DELAY_S = 0.02


def in_another_order(workshop: Workshop, seed: str) -> None:
    """Let each answer come a little later, by a number made of its path and a seed."""
    usual = workshop.site.answer_to
    never = threading.Event()

    def answer_to(path: str, validator: str | None) -> Any:
        never.wait(LONGEST_DELAY_S * (zlib.crc32(f"{seed}{path}".encode()) % 100) / 100)
        return usual(path, validator)

    workshop.monkeypatch.setattr(workshop.site, "answer_to", answer_to)


def run_in(root: Path, surroundings: dict[str, str]) -> None:
    """Run the job in a process of its own, whose mask for new files differs as well."""
    subprocess.run(
        (sys.executable, "-m", "driftwatch", "--quiet", "run", "--fail-on", "never"),
        cwd=root, env={**os.environ, **surroundings, "PYTHONPATH": PACKAGE},
        check=True, capture_output=True, umask=0o077 if surroundings is STRANGE else 0o022,
    )  # fmt: skip


def commit_of(root: Path) -> str:
    return subprocess.run(
        ("git", "rev-parse", "HEAD"), cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_two_machines_make_the_same_commits(workshop: Workshop, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "Zażółć gęślą jaźń"
    shutil.copytree(workshop.root, other)
    for version, seeds in (("2026-03-15", ("a", "b")), ("2026-05-28", ("c", "d"))):
        workshop.site.switch(version)
        workshop.on(version)
        for root, surroundings, seed in zip((workshop.root, other), (PLAIN, STRANGE), seeds, strict=True):
            in_another_order(workshop, seed)
            run_in(root, surroundings)
        assert commit_of(workshop.root) == commit_of(other)


def test_a_clone_that_remembers_no_document_makes_the_same_commit(captured: Workshop, tmp_path: Path) -> None:
    other = tmp_path / "clone"
    subprocess.run(("git", "clone", "--quiet", captured.root, other), check=True)
    captured.site.switch("2026-05-28")
    captured.on("2026-05-28")
    for root in (captured.root, other):
        captured.monkeypatch.chdir(root)
        captured.driftwatch("run", "--fail-on", "never")
    assert commit_of(captured.root) == commit_of(other)


def test_an_index_in_another_order_is_no_change(captured: Workshop) -> None:
    lines = captured.site.answer_to("/llms.txt", None).body.splitlines()
    captured.site.answer("/llms.txt", 200, b"\n".join(reversed(lines)) + b"\n", Content_Type="text/plain")
    assert captured.driftwatch("run")[0] == 0
    assert captured.git("show", "--name-only", "--format=") == "snapshots/cometapi/captures.jsonl\n"
