"""The check of the length of files: a long one is asked about, one that is too long is refused."""

import importlib.util
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "lengths.py"


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("driftwatch_lengths_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return module


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, int], None]:
    def written(name: str, lines: int) -> None:
        (tmp_path / name).write_text("x = 1\n" * lines, encoding="utf-8")

    return written


def test_files_of_300_lines_are_passed_in_silence(
    script: ModuleType, write: Callable[[str, int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    write("short.py", 300)
    script.main()
    assert ("", "") == capsys.readouterr()


def test_longer_files_are_listed_and_pass_up_to_500_lines(
    script: ModuleType, write: Callable[[str, int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    write("long.py", 301)
    write("longest.py", 500)
    write("notes.txt", 900)
    script.main()
    assert capsys.readouterr().out.splitlines()[1:] == ["   500  longest.py", "   301  long.py"]


def test_a_file_of_more_than_500_lines_is_refused_by_name(
    script: ModuleType, write: Callable[[str, int], None]
) -> None:
    write("short.py", 300)
    write("endless.py", 501)
    with pytest.raises(SystemExit, match=r"longer than 500 lines: endless\.py \(501\)\n"):
        script.main()


def test_what_git_ignores_does_not_count_nor_what_is_gone(
    script: ModuleType, write: Callable[[str, int], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".gitignore").write_text("made.py\n", encoding="utf-8")
    write("made.py", 900)
    write("gone.py", 900)
    subprocess.run(["git", "-C", str(tmp_path), "add", "gone.py"], check=True)
    (tmp_path / "gone.py").unlink()
    script.main()
    assert not capsys.readouterr().out
