"""Names in the code of a repository: found as whole words, whatever the names are, within bounds."""

from pathlib import Path

import pytest

from driftwatch.adapters.git import search
from driftwatch.adapters.git.repository import GitRepository
from driftwatch.model.code_line import CodeLine
from tests.adapters.git_sandbox import git, new_repository

FILES = {
    "src/edit.py": 'URL = f"{BASE}/v1/images/edits"\nmodel = "dall-e-2"\nmodels = 1\n',
    "src/deep/other.ts": "// images/edits\nconst quality = 'hd'\n",
    "contracts/edit.yaml": "contract: POST /v1/images/edits\nfields: [model]\n",
    "snapshots/docs/a.jsonl": '{"name": "model"}\n',
    "reports/2026-10-01/docs/x.md": "model\n",
    "reports.py": "model = 2\n",
    "bundle.js": f"model;{'x' * 2000}\n",
    "--open-files-in-pager=touch pwned": "-O model\n",
}
LEFT_OUT = ("contracts", "snapshots", "reports")


def repository(root: Path, files: dict[str, str] | None = None) -> GitRepository:
    new_repository(root)
    for path, text in (FILES if files is None else files).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "code")
    return GitRepository.discover(root)


def found(made: GitRepository, *names: str) -> list[tuple[str, int]]:
    lines = made.lines_naming(names, commit=str(made.head()), leave_out=LEFT_OUT)
    return [(line.path, line.number) for line in lines]


def test_lines_are_found_that_name_something_as_a_whole_word(tmp_path: Path) -> None:
    made = repository(tmp_path)
    assert found(made, "model") == [("--open-files-in-pager=touch pwned", 1), ("reports.py", 1), ("src/edit.py", 2)]
    assert found(made, "v1/images/edits") == [("src/edit.py", 1)]
    assert found(made, "dall-e-2") == [("src/edit.py", 2)]
    assert found(made, "odel", "no-such-name") == []


def test_each_line_says_which_names_it_holds(tmp_path: Path) -> None:
    made = repository(tmp_path)
    lines = made.lines_naming(("model", "dall-e-2", "images/edits"), commit=str(made.head()), leave_out=LEFT_OUT)
    assert [line for line in lines if line.path.startswith("src/")] == [
        CodeLine("src/deep/other.ts", 1, ("images/edits",)),
        CodeLine("src/edit.py", 1, ("images/edits",)),
        CodeLine("src/edit.py", 2, ("model", "dall-e-2")),
    ]


@pytest.mark.parametrize(
    "name",
    ["--open-files-in-pager=touch pwned", "-O", "-e", "--", ":(top)src", "HEAD:src", ".*", "a\nb", "\0abc", "ab"],
)
def test_a_name_is_neither_an_option_nor_a_pattern_nor_a_path(tmp_path: Path, name: str) -> None:
    made = repository(tmp_path)
    assert found(made, name) == []
    assert not (tmp_path / "pwned").exists()
    # Beside another name it does not keep that one from being found.
    assert ("reports.py", 1) in found(made, name, "model")


def test_a_setting_of_the_repository_changes_nothing(tmp_path: Path) -> None:
    made = repository(tmp_path)
    before = found(made, "model")
    for key in ("grep.column", "grep.fullName", "submodule.recurse"):
        git(tmp_path, "config", key, "true")
    git(tmp_path, "config", "grep.patternType", "perl")
    git(tmp_path, "config", "color.ui", "always")
    (tmp_path / ".gitattributes").write_text("* -diff\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "settings")
    assert found(GitRepository.discover(tmp_path), "model") == before


def test_bounds_hold_and_what_was_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = repository(tmp_path, {f"src/{number:03}.py": "word = 1\n" * 50 for number in range(60)})
    per_file = [path for path, _ in found(made, "word")].count("src/000.py")
    assert per_file == search._MOST_OF_A_FILE
    monkeypatch.setattr(search, "MOST_LINES", 7)
    assert len(found(made, "word")) == 7
    monkeypatch.setattr(search, "MOST_LINES", 10**6)
    monkeypatch.setattr(search, "_MOST_BYTES", 3000)
    assert 0 < len(found(made, "word")) < 60
    assert found(made, *(f"no-such-{number}" for number in range(search.MOST_NAMES)), "word") == []


def test_a_command_that_does_not_end_is_ended(tmp_path: Path) -> None:
    made = repository(tmp_path)
    answer = made._commands.beginning("cat-file", "--batch", limit=10, seconds=0.2)  # waits for what nobody says
    assert (answer.output, answer.is_whole) == (b"", False)


def test_a_shallow_clone_and_one_without_older_blobs_are_searched(tmp_path: Path) -> None:
    repository(tmp_path / "origin")
    git(tmp_path / "origin", "config", "uploadpack.allowFilter", "true")
    url = f"file://{tmp_path}/origin"
    git(tmp_path, "clone", "-q", "--depth", "1", url, "shallow")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", url, "partial")
    assert found(GitRepository.discover(tmp_path / "shallow"), "dall-e-2") == [("src/edit.py", 2)]
    assert found(GitRepository.discover(tmp_path / "partial"), "dall-e-2") == []
