"""Real git repositories for the tests, made and looked at with the git command, not with the code under test."""

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from driftwatch.adapters.git.repository import GitRepository

WHEN = datetime(2026, 11, 1, 6, tzinfo=UTC)
FIRST = {"snapshots/docs/a.json": b"a1\n", "snapshots/docs/b.json": b"b1\n", "reports/1.md": b"one\n"}
SECOND = {
    "snapshots/docs/a.json": b"a2\n",
    "snapshots/docs/b.json": None,
    "snapshots/docs/new/c.json": b"c2\n",
    "reports/2.md": b"two\n",
}
OURS = ("snapshots/docs", "reports")


def git(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run git in `root` and return its output."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, text=True, env={**os.environ, **(env or {})}
    )
    return done.stdout


def new_repository(root: Path, *options: str) -> Path:
    """Make a repository with one commit that holds README.md and src/code.py."""
    root.mkdir(exist_ok=True)
    git(root, "init", "-q", *options)
    (root / "src").mkdir()
    (root / "README.md").write_bytes(b"read me\n")
    (root / "src/code.py").write_bytes(b"code\n")
    git(root, "add", "-A")
    date = {"GIT_AUTHOR_DATE": "2026-10-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-10-01T00:00:00Z"}
    git(root, "commit", "-q", "-m", "begin", env=date)
    return root


def with_first_capture(root: Path) -> GitRepository:
    """Make a repository that holds the files of FIRST as its newest commit."""
    new_repository(root)
    repository = GitRepository.discover(root)
    repository.commit_files(FIRST, "docs: first capture", when=WHEN)
    return repository


def state(root: Path) -> tuple[str, str, str]:
    """Return what the user sees: the status, what is staged and what is not."""
    return git(root, "status", "--porcelain=v2"), git(root, "diff", "--cached"), git(root, "diff")


def files_of(root: Path, revision: str = "HEAD") -> dict[str, bytes]:
    """Return every file of a commit, by path."""
    names = git(root, "ls-tree", "-r", "-z", "--name-only", revision).split("\0")
    show = ["git", "cat-file", "blob"]
    return {
        name: subprocess.run([*show, f"{revision}:{name}"], cwd=root, check=True, capture_output=True).stdout
        for name in names
        if name
    }
