"""Which captures a repository holds, and what each of them held."""

from pathlib import Path
from typing import Any

import pytest

from driftwatch.adapters.files import write_files
from driftwatch.errors import SnapshotError, UsageError
from driftwatch.history.captures import Captured, History, as_a_user_names, shared_homes, snapshot_in_folder
from driftwatch.history.walk import same_facts
from driftwatch.model import sharing, stored
from driftwatch.model.sharing import Mark
from driftwatch.model.stored import CAPTURES, DOCUMENTS, is_shared
from tests.history.commits import FOLDER, Commits, capture, captured, days_later
from tests.history.stories import document, story

TRAIL = f"{FOLDER}/{CAPTURES}"
Spec = dict[str, Any]


def without(path: str, method: str | None = None) -> Spec:
    spec = document()
    if method is None:
        del spec["paths"][path]
    else:
        del spec["paths"][path][method]
    return spec


def history_of(commits: Commits) -> History:
    return History(commits, FOLDER)  # type: ignore[arg-type]


def dates(history: History) -> list[str]:
    return [each.date for each in history.captures()]


def held(commits: Commits, folder: str = f"{FOLDER}/") -> dict[str, bytes]:
    return {path: content for path, content in commits.newest.items() if path.startswith(folder)}


def removed(commits: Commits, day: int) -> dict[str, bytes]:
    """Commit that the folder of the snapshot is gone; return what it held."""
    lost = held(commits)
    commits.add({path: text for path, text in commits.newest.items() if path not in lost}, when=days_later(day))
    return lost


def test_captures_are_listed_newest_first_with_their_lines() -> None:
    commits, history = captured(*story()[:3])
    newest, *_, first = history.captures()
    assert dates(history) == ["2026-03-17", "2026-03-16", "2026-03-15"]
    assert newest.commit == commits.made[-1].id
    assert newest.label == f"2026-03-17 ({newest.commit[:10]})"
    assert newest.capture is not None
    assert newest.capture.breaking == 2
    assert first.capture is not None
    assert (first.capture.operations, first.capture.breaking) == (3, 0)
    assert history.told() == 3


def test_as_many_are_listed_as_asked_for() -> None:
    _, history = captured(*story())
    assert [each.date for each in history.captures(limit=2)] == ["2026-03-20", "2026-03-19"]


def test_a_repository_without_captures_has_none() -> None:
    history = history_of(Commits())
    assert (history.captures(), history.told()) == ((), 0)


def test_a_capture_is_named_by_its_commit_and_another_commit_has_no_date() -> None:
    commits, history = captured(document())
    other = commits.add({**commits.newest, "README.md": b"# Clips\n"}, when=days_later(3))
    assert history.resolve(commits.made[0].id) == history.captures()[0]
    assert history.resolve(other) == Captured(commit=other, date="", subject="")
    assert history.resolve(other).label == other[:10]


def test_a_commit_that_holds_no_snapshot_is_refused() -> None:
    commits = Commits()
    empty = commits.add({"README.md": b"# Clips\n"}, when=days_later(0))
    with pytest.raises(UsageError, match=f"{empty[:10]} holds no snapshot in {FOLDER}/"):
        history_of(commits).at(empty, label="empty")


def test_a_damaged_file_is_named_with_the_commit_that_holds_it() -> None:
    commits, history = captured(document())
    damaged = commits.add({**commits.newest, f"{FOLDER}/api.jsonl": b"no JSON\n"}, when=days_later(1))
    with pytest.raises(SnapshotError, match=rf"{FOLDER}/api\.jsonl .*, as of commit {damaged[:10]}") as error:
        history.at(damaged, label="damaged")
    assert "git restore" in error.value.hint


def test_a_list_of_documents_that_was_deleted_beside_what_rests_on_it_is_missed() -> None:
    commits, history = captured(document())
    lost = f"{FOLDER}/{DOCUMENTS}"
    files = {path: text for path, text in commits.newest.items() if path != lost}
    with pytest.raises(SnapshotError, match=rf"^{lost} is missing, as of commit [0-9a-f]{{10}}$"):
        history.at(commits.add(files, when=days_later(3)), label="x")
    trail = commits.add({TRAIL: files[TRAIL]}, when=days_later(4))
    assert not history.at(trail, label="x").entries


def test_what_snapshots_share_is_read_once() -> None:
    commits, history = captured(document(), without("/v1/clips/{clip}", "delete"))
    first, second = (each.id for each in commits.made)
    read = history.several({first: "first", second: "second"})
    again = history.at(second, label="again")
    shared = [owner for owner in read[first].entries if owner.name == "POST /v1/clips"]
    assert shared
    for owner in shared:
        assert read[first].entries[owner] is read[second].entries[owner] is again.entries[owner]


def test_captures_without_a_line_are_compared_by_their_files() -> None:
    commits, history = captured(document(), document(), without("/v1/clips"))
    first, second, third = (Captured(commit=each.id, date="", subject="") for each in commits.made)
    assert same_facts(history, first, second)
    assert not same_facts(history, second, third)
    assert not same_facts(history, history.captures()[0], second)


def test_operations_that_any_capture_documented_are_known() -> None:
    commits, history = captured(document(), without("/v1/clips"))
    asked: list[str] = []
    tree = commits.tree
    commits.tree = lambda commit, folder: asked.append(commit) or tree(commit, folder)  # type: ignore[method-assign,func-returns-value]
    assert history.ever_documented(["GET /v1/clips/{}"]) == {"GET /v1/clips/{}"}
    seen = len(asked)
    keys = ["POST /v1/clips", "GET /v1/reels"]
    assert history.ever_documented(keys) == {"POST /v1/clips"}
    assert len(asked) > 2 * seen - 1


def test_captures_begin_anew_where_somebody_removed_the_folder() -> None:
    commits, history = captured(document(), document())
    removed(commits, 2)
    assert dates(history) == []
    capture(commits, document(), day=3)
    capture(commits, document(), day=4)
    assert dates(history) == ["2026-03-19", "2026-03-18"]
    assert [each.date for each in history.captures(limit=1)] == ["2026-03-19"]


def test_captures_go_on_where_the_removal_was_taken_back() -> None:
    commits, history = captured(document(), document())
    lost = removed(commits, 2)
    commits.add({**commits.newest, **lost}, when=days_later(3), subject='Revert "Remove"')
    capture(commits, document(), day=4)
    assert dates(history)[-2:] == ["2026-03-16", "2026-03-15"]
    assert len(dates(history)) == 4


def test_a_run_at_the_time_of_the_one_that_was_removed_begins_anew() -> None:
    commits, history = captured(document())
    removed(commits, 1)
    capture(commits, document(), day=0)
    assert dates(history) == ["2026-03-15"]
    assert history.captures()[0].commit == commits.made[-1].id


def test_what_was_removed_for_being_damaged_is_not_looked_into() -> None:
    commits = Commits()
    commits.add({TRAIL: b"no JSON\n"}, when=days_later(0))
    removed(commits, 1)
    capture(commits, document(), day=2)
    assert dates(history_of(commits)) == ["2026-03-17"]


def test_a_trail_that_was_empty_when_it_was_removed_is_not_restored() -> None:
    commits = Commits()
    commits.add({TRAIL: b""}, when=days_later(0))
    removed(commits, 1)
    capture(commits, document(), day=2)
    assert dates(history_of(commits)) == ["2026-03-17"]


def test_a_merge_that_was_squashed_stands_for_the_newest_capture_that_it_holds() -> None:
    apart = Commits()
    for day in range(3):
        capture(apart, document(), day=day)
    commits = Commits()
    commits.add(apart.newest, when=days_later(9), subject="Squashed")
    capture(commits, document(), day=10)
    history = history_of(commits)
    assert dates(history) == ["2026-03-25", "2026-03-17"]
    assert history.told() == 4


def test_a_commit_that_a_person_made_beside_runs_takes_no_line_of_theirs() -> None:
    commits, history = captured(document())
    commits.add({**commits.newest, TRAIL: commits.newest[TRAIL] + b"\n"}, when=days_later(1), subject="Edited")
    capture(commits, document(), day=2)
    runs = {each.date: each.capture.at[:10] if each.capture else "" for each in history.captures()}
    assert runs["2026-03-17"] == "2026-03-17"
    assert runs["2026-03-15"] == "2026-03-15"


def test_commits_beyond_the_lines_that_there_are_have_the_date_of_the_commit() -> None:
    commits = Commits()
    commits.add({TRAIL: b"\n"}, when=days_later(0))
    capture(commits, document(), day=1)
    newest, oldest = history_of(commits).captures()
    assert newest.capture is not None
    assert (oldest.capture, oldest.date) == (None, "2026-03-15")


def test_a_folder_holds_a_snapshot_when_it_lists_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "snapshots" / "clips"
    assert snapshot_in_folder(folder, label="now") is None
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("ours")
    assert snapshot_in_folder(folder, label="now") is None
    commits, _ = captured(document())
    write_files(tmp_path, held(commits))
    found = snapshot_in_folder(folder, label="now")
    assert found is not None
    assert len([owner for owner in found.entries if owner.kind == "operation"]) == 3
    (folder / DOCUMENTS).write_bytes(b"no JSON\n")
    with pytest.raises(SnapshotError, match=f"^{FOLDER}/{DOCUMENTS}"):
        snapshot_in_folder(folder, label="now")


def test_lines_that_git_ended_otherwise_in_the_work_tree_say_the_same(tmp_path: Path) -> None:
    commits, _ = captured(*story()[:1])
    write_files(tmp_path, held(commits))
    as_committed = snapshot_in_folder(tmp_path / FOLDER, label="now")
    for file in (tmp_path / FOLDER).rglob("*.*"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    again = snapshot_in_folder(tmp_path / FOLDER, label="now")
    assert as_committed is not None
    assert again is not None
    assert as_committed.entries.keys() == again.entries.keys()
    assert [one.digest for one in as_committed.entries.values()] == [one.digest for one in again.entries.values()]
    assert as_committed.texts == again.texts


def test_a_folder_is_named_from_where_the_user_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner, outer = tmp_path / "here", tmp_path / "there"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert as_a_user_names(inner / "snapshots") == "snapshots"
    assert as_a_user_names(outer) == outer.as_posix()


@pytest.fixture
def shares_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the owners of small snapshots share files."""
    monkeypatch.setattr(stored, "FEW", 1)
    monkeypatch.setattr(sharing, "OWNERS", Mark(1, 1))


@pytest.mark.usefixtures("shares_files")
def test_an_operation_that_shares_a_file_is_known_to_have_been_documented() -> None:
    commits, history = captured(*story()[:4])
    assert any(is_shared(path.removeprefix(f"{FOLDER}/")) for path in commits.newest)
    gone = "DELETE /v1/clips/{}"
    assert history.ever_documented([gone, "POST /v1/clips", "GET /v9/nothing"]) == {gone, "POST /v1/clips"}
    newest = history.at(history.captures()[0].commit, label="newest")
    assert gone not in {owner.name for owner in newest.entries}


@pytest.mark.usefixtures("shares_files")
def test_the_file_that_operations_share_is_found_by_their_names(tmp_path: Path) -> None:
    commits, _ = captured(*story()[:1])
    folder = tmp_path / FOLDER
    assert shared_homes(folder) == {}
    write_files(tmp_path, held(commits))
    homes = shared_homes(folder)
    assert homes["POST /v1/clips", ""] == "shared/operations.jsonl"
    assert len(homes) == 3
    (folder / "shared" / "operations.jsonl").write_bytes(b"scribble\n")
    with pytest.raises(SnapshotError, match=r"shared/operations\.jsonl is not of a driftwatch snapshot"):
        shared_homes(folder)
