"""No attack of tests/attacks.jsonl is left out: each has a test that can fail for it, here or elsewhere."""

import importlib
import subprocess
import sys
from pathlib import Path

from tests.attacks.payloads import ATTACKS, CLAIMED

ROOT = Path(__file__).parents[2]
ELSEWHERE = {
    "fs-symlink-file": ("tests/adapters/test_files.py::test_a_symbolic_link_is_not_written_through",),
    "fs-hardlink": ("tests/adapters/test_files.py::test_a_hard_link_is_broken_and_the_other_name_keeps_its_content",),
    "fs-fifo": ("tests/adapters/test_files.py::test_a_pipe_is_refused_at_once",),
    "fs-submodule": (
        "tests/adapters/test_files.py::test_a_submodule_is_refused",
        "tests/adapters/test_git_commit.py::test_a_submodule_in_our_place_is_refused",
    ),
    "git-filter": ("tests/adapters/test_git_situations.py::test_nothing_of_the_repository_is_run",),
    "git-hook": ("tests/adapters/test_git_situations.py::test_nothing_of_the_repository_is_run",),
    "git-config-alias": ("tests/adapters/test_git_situations.py::test_nothing_of_the_repository_is_run",),
    "net-redirect-downgrade": (
        "tests/adapters/test_http_transport.py::test_a_redirect_from_https_to_http_is_refused",
    ),
    "net-sslkeylog": (
        "tests/adapters/test_http_transport.py::test_a_certificate_nobody_vouches_for_is_refused",
        "tests/adapters/test_http_transport.py::test_a_certificate_of_another_name_is_refused",
    ),
}  # fmt: skip
"""Attacks whose real set-up another test makes already: a repository, a folder, a server with a certificate."""


def test_every_attack_is_exercised() -> None:
    for module in sorted(Path(__file__).parent.glob("test_*.py")):
        importlib.import_module(f"tests.attacks.{module.stem}")
    claimed = CLAIMED.keys() | ELSEWHERE.keys()
    assert sorted(ATTACKS.keys() - claimed) == []
    assert sorted(claimed - ATTACKS.keys()) == []
    assert len(ATTACKS) == 150


def test_the_tests_elsewhere_exist() -> None:
    named = sorted({test for tests in ELSEWHERE.values() for test in tests})
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-p", "no:xdist", *named]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    collected = {line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line}
    assert sorted(collected) == named
