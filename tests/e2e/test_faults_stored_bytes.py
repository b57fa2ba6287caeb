"""One byte of a stored file that is no UTF-8: every command names the file and how to get it back."""

from pathlib import Path

import pytest

from tests.e2e.workshop import Workshop

FOLDER = "snapshots/cometapi"
OPERATION = f"{FOLDER}/operations/post-v1-embeddings.jsonl"
FILES = (OPERATION, f"{FOLDER}/documents.jsonl", f"{FOLDER}/captures.jsonl")
OF_WORK_TREE = (("check",), ("diff", "HEAD", FOLDER), ("snapshot", "--no-commit"))
OF_GIT = (
    ("run",),
    ("diff",),
    ("diff", "--open"),
    ("history", "--all"),
    ("blame", "POST /v1/embeddings"),
    ("site", "--out", "public"),
)
LISTING = ("proposal", "list", "--since", "HEAD~1")
"""Reads captures.jsonl alone."""


def spoil(workshop: Workshop, path: str) -> None:
    """Change one byte near the end of a file, inside a text."""
    file = workshop.root / path
    content = bytearray(file.read_bytes())
    content[content.rindex(b'"') - 1] = 0xFF
    file.write_bytes(bytes(content))


def refused(workshop: Workshop, command: tuple[str, ...], path: str) -> None:
    code, out = workshop.driftwatch(*command)
    assert (code, out) == (2, ""), workshop.err
    assert f"error: {path}" in workshop.err.replace("error: cometapi: ", "error: ")
    assert "byte 0xff is not UTF-8" in workshop.err
    assert f"`git restore {path}`" in workshop.err
    assert f"`git restore --source=COMMIT {path}`" in workshop.err


@pytest.fixture
def team(captured: Workshop) -> Workshop:
    """A repository of two captures with a manifest."""
    assert captured.driftwatch("manifest", "init", "POST /v1/embeddings", "--output", "contracts/e.yaml")[0] == 0
    assert captured.driftwatch("run", "--fail-on", "never")[0] == 0
    return captured


@pytest.mark.parametrize("path", FILES[:2], ids=lambda path: Path(path).stem)
def test_in_the_work_tree_it_is_refused_until_it_is_restored(team: Workshop, path: str) -> None:
    spoil(team, path)
    for command in OF_WORK_TREE:
        refused(team, command, path)
    team.git("restore", path)
    for command in OF_WORK_TREE:
        assert team.driftwatch(*command)[0] in {0, 1}, team.err


@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).stem)
def test_in_a_capture_it_is_refused_and_nothing_is_committed_on_top(team: Workshop, path: str) -> None:
    spoil(team, path)
    team.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    spoiled = team.head()
    for command in (*OF_GIT, *([LISTING] if path.endswith("captures.jsonl") else [])):
        refused(team, command, path)
    assert team.head() == spoiled


def test_in_an_older_capture_its_commit_is_named_and_the_newest_ones_are_still_compared(captured: Workshop) -> None:
    spoil(captured, OPERATION)
    captured.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    spoiled = captured.head()
    captured.git("restore", "--source=HEAD@{1}", OPERATION)
    captured.git("commit", "--quiet", "--all", "--message", "Restore")
    for day in ("2026-03-16", "2026-03-17"):
        captured.on(day)
        assert captured.driftwatch("run", "--fail-on", "never")[0] == 0
    assert captured.driftwatch("diff")[0] == 0
    refused(captured, ("history", "--all"), OPERATION)
    assert f"as of commit {spoiled[:10]}" in captured.err
