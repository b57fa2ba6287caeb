"""Hostile names become plain file names, one each; hostile folders are refused; git runs nothing of theirs."""

import contextlib
import re
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from driftwatch.adapters.git.repository import GitRepository
from driftwatch.errors import ConfigError, DriftwatchError, UsageError
from driftwatch.manifests.scaffold.manifest import file_name
from driftwatch.model.finding import Finding, Report, Side
from driftwatch.model.snapshot import Owner, OwnerKind, Snapshot
from driftwatch.model.stored import DOCUMENTS, entry_of, files_of, snapshot_of_files
from driftwatch.reports.grouping import groups_of
from driftwatch.reports.names import slug
from driftwatch.workflows.proposal import find
from driftwatch.workflows.record import report_files
from tests.attacks.payloads import ATTACKS, Attack, exercises, texts
from tests.workflows.desk import Desk, drift, wanted
from tests.workflows.fake_github import BOT, FakeGitHub, served

KINDS: tuple[OwnerKind, ...] = ("operation", "page", "schema", "api")
NAMES = [
    each.text for each in ATTACKS.values() if each.surface in {"filename", "markdown", "git"} and each.kind == "text"
]
PATH = re.compile(r"(api|(apis|operations|pages|schemas)(/[A-Za-z0-9_-]+)?/[A-Za-z0-9_-]+(~[A-Za-z0-9_-]+)*)\.jsonl")
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|~|$)")


def owners(name: str) -> list[Owner]:
    """Everything that can be called so: each kind, as a name, a variant and a scope."""
    plain = [Owner(kind, name, "", "") for kind in KINDS if name]
    return [
        *plain,
        Owner("operation", "GET /v1/x", name, ""),
        Owner("operation", f"POST /{name}", name, ""),
        Owner("schema", "Error", "", f"{name} of a document"),
    ]


def paths_of(*names: str) -> dict[Owner, str]:
    """Where each owner's facts are stored."""
    entries = {owner: entry_of(owner, (), ()) for name in names for owner in owners(name)}
    files = files_of(Snapshot(entries.values(), (), label="now"))
    return {
        owner: path
        for path, content in files.items()
        if path != DOCUMENTS
        for owner in snapshot_of_files({path: content}, label="now").entries
    }


@exercises(*texts("filename"), *texts("git"))
def test_a_hostile_name_is_stored_under_a_plain_one(attack: Attack) -> None:
    where = paths_of(attack.text)
    for owner, path in where.items():
        assert PATH.fullmatch(path), (owner, path)
        assert not [part for part in PurePosixPath(path).parts if DEVICE.match(part)]
        assert all(len(part) <= 255 for part in PurePosixPath(path).parts)
    assert len({path.casefold() for path in where.values()}) == len(where)


@exercises(*texts("filename"))
def test_a_hostile_name_names_no_report_page_or_manifest(attack: Attack) -> None:
    finding = Finding(
        id="x", level="breaking", area="request", operations=(f"POST /{attack.text}",), location="request",
        message="x", advice="x", fingerprint="0" * 12,
    )  # fmt: skip
    other = Finding(
        id="y", level="info", area="request", operations=(attack.text,), location="request", schema=attack.text,
        message="x", advice="x", fingerprint="1" * 12,
    )  # fmt: skip
    report = Report(source="docs", old=Side(label="a"), new=Side(label="b"), findings=(finding, other))
    names = [*report_files(report), f"{slug(attack.text)}.html", file_name(f"POST /{attack.text}", attack.text)]
    assert len(set(names)) == len(groups_of(report)) + 3
    for name in names:
        assert re.fullmatch(r"[a-z0-9-]+\.(md|html|yaml)", name), name
        assert not DEVICE.match(name), name
        assert len(name) <= 255


@exercises("fs-300-chars")
def test_long_names_that_differ_at_the_end_are_two_files(attack: Attack) -> None:
    other = attack.text[:-1] + "b"
    first, second = (set(paths_of(name).values()) for name in (attack.text, other))
    both = paths_of(attack.text, other)
    assert len(set(both.values())) == len(both)
    assert all(len(PurePosixPath(path).name) <= 220 for path in first | second)


@exercises("fs-nfc-collision", "fs-file-dir-collision")
def test_names_that_a_file_system_takes_for_one_are_two_files(attack: Attack) -> None:
    one, other = attack.payload
    where = paths_of(one, other)
    folded = {unicodedata.normalize("NFC", path).casefold() for path in where.values()}
    assert len(folded) == len(where)
    assert not [path for path in where.values() for rest in where.values() if rest.startswith(f"{path}/")]


def test_all_hostile_names_together_are_as_many_files() -> None:
    entries = {owner: entry_of(owner, (), ()) for name in NAMES for owner in owners(name)}
    files = files_of(Snapshot(entries.values(), (), label="now"))
    assert len(files) == len(entries) + 1
    assert len({unicodedata.normalize("NFKC", path).casefold() for path in files}) == len(files)


def test_git_finds_nothing_wrong_with_what_is_committed(tmp_path: Path) -> None:
    repository = repository_at(tmp_path)
    entries = {owner: entry_of(owner, (), ()) for name in NAMES for owner in owners(name)}
    files = files_of(Snapshot(entries.values(), (), label="now"))
    repository.commit_files(
        {f"snapshots/docs/{path}": content for path, content in files.items()},
        "x",
        when=datetime(2026, 3, 15, tzinfo=UTC),
    )
    checked = subprocess.run(["git", "fsck", "--strict"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "error" not in checked.stdout + checked.stderr
    assert "warning" not in checked.stdout + checked.stderr
    assert not list(tmp_path.glob("**/pwn*"))


def repository_at(root: Path) -> GitRepository:
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    return GitRepository.discover(root)


@exercises("git-arg")
def test_a_revision_is_no_option(attack: Attack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "pwn"
    text = attack.text.replace("/opt/pwn", str(mark))
    repository = repository_at(tmp_path / "root")
    with pytest.raises(DriftwatchError):
        repository.resolve(text, folder="snapshots/docs")
    with pytest.raises(DriftwatchError):
        repository.blobs([text])
    with contextlib.suppress(DriftwatchError):
        assert repository.commits(text) == ()
    assert not mark.exists()


@exercises("git-author")
def test_a_name_that_breaks_out_of_a_commit_is_refused(
    attack: Attack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = repository_at(tmp_path)
    monkeypatch.setenv("GIT_AUTHOR_NAME", attack.text)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "x@y.invalid")
    with pytest.raises(ConfigError):
        repository.commit_files({"snapshots/docs/a.jsonl": b"x"}, "x", when=datetime(2026, 3, 15, tzinfo=UTC))
    assert repository.head() is None


@exercises("gha-branch-name")
def test_a_branch_for_captures_has_no_name_from_outside(attack: Attack) -> None:
    class Host:
        repository = "acme/api-drift"

        def into(self, _base: str) -> tuple[()]:
            return ()

        def was_proposed(self, _branch: str) -> bool:
            return False

        def branches(self, beginning: str) -> tuple[str, ...]:
            return (f"{beginning}{attack.text}",)

        def author(self) -> str:
            return BOT

    with pytest.raises(UsageError):
        find(Host(), base=attack.text, today="2026-12-01")  # type: ignore[arg-type]
    free = find(Host(), base="main", today="2026-12-01").free  # type: ignore[arg-type]
    assert re.fullmatch(r"driftwatch/captures/main/2026-12-01(\.\d+)?", free)
    subprocess.run(["git", "check-ref-format", "--branch", free], check=True, capture_output=True)


@exercises("md-outsider-copies-body")
def test_a_copy_of_our_issue_by_somebody_else_is_left_alone(attack: Attack) -> None:
    github = FakeGitHub()
    with served(github) as url:
        desk = Desk(github, url)
        desk.sync(drift(wanted("videos", "a")))
        (ours,) = github.open_ones()
        copied = github.open_issue(ours["body"], author="mallory", labels=tuple(ours["labels"]), title=ours["title"])
        before = dict(github.issues[copied])
        for state in (drift(wanted("videos", "a", "b")), drift()):
            desk.sync(state)
        desk.tracker.close()
    assert github.issues[copied] == before
    assert github.notes(copied) == []
    assert github.issues[ours["number"]]["state"] == "closed"
