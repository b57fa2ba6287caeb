"""When the set-up has work to do, and what it says when it cannot."""

import contextlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("pyproject.toml", "requirements/build.txt", "requirements/runtime.txt", "requirements/dev.txt")


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("driftwatch_setup_script", ROOT / "scripts" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a space in its name, with lock files and a .venv whose Python is the one of the tests."""
    folder = tmp_path / "a clone"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def work(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the set-up did, without doing it."""
    done: list[str] = []
    monkeypatch.setattr(script, "venv_is_usable", lambda: True)
    monkeypatch.setattr(script, "install", done.append)
    return done


def test_a_finished_set_up_is_not_done_again(script: ModuleType, clone: Path, work: list[str]) -> None:
    script.set_up("dev")
    script.set_up("dev")
    assert ["dev"] == work


def test_what_developers_have_is_enough_to_run(script: ModuleType, clone: Path, work: list[str]) -> None:
    script.set_up("dev")
    script.set_up("runtime")
    assert ["dev"] == work


def test_what_runs_is_not_enough_for_developers(script: ModuleType, clone: Path, work: list[str]) -> None:
    script.set_up("runtime")
    script.set_up("dev")
    assert ["runtime", "dev"] == work


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements/build.txt", "requirements/dev.txt"])
def test_a_changed_lock_is_installed(script: ModuleType, clone: Path, work: list[str], changed: str) -> None:
    script.set_up("dev")
    (clone / changed).write_text("another", encoding="utf-8")
    script.set_up("dev")
    assert ["dev", "dev"] == work


def test_a_set_up_that_was_interrupted_is_done_again(
    script: ModuleType, clone: Path, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(level: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(script, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            script.set_up("dev")
    script.set_up("dev")
    assert ["dev"] == work


def test_two_set_ups_at_once_do_the_work_once(
    script: ModuleType, clone: Path, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.contextmanager
    def after_the_other() -> Iterator[None]:
        Path(script.stamp_path("dev")).write_text(script.stamp_for("dev"), encoding="utf-8")
        yield

    monkeypatch.setattr(script, "one_at_a_time", after_the_other)
    script.set_up("dev")
    assert [] == work


def test_a_clone_that_moved_gets_a_new_environment(script: ModuleType, clone: Path, tmp_path: Path) -> None:
    Path(script.stamp_path("dev")).write_text(script.stamp_for("dev"), encoding="utf-8")
    moved = clone.rename(tmp_path / "moved")
    os.chdir(moved)
    assert script.stamp_of("dev") != script.stamp_for("dev")
    assert not script.venv_is_usable()


def test_an_environment_whose_python_is_gone_is_not_used(script: ModuleType, clone: Path) -> None:
    (clone / ".venv" / "bin" / "python").unlink()
    assert not script.venv_is_usable()


def test_a_python_without_venv_is_told_what_to_install(
    script: ModuleType, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "module_exists", lambda _name: False)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        script.make_venv()
    assert not (clone / ".venv").exists()


def test_an_environment_that_is_a_link_to_another_clone_s_is_left_as_it_is(
    script: ModuleType, clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = (clone / ".venv").rename(tmp_path / "environment of another clone")
    (clone / ".venv").symlink_to(elsewhere, target_is_directory=True)
    monkeypatch.setattr(script, "run", lambda *_command: 0)
    script.make_venv()
    assert not (clone / ".venv").is_symlink()
    assert (elsewhere / "bin" / "python").is_symlink()


def test_without_ensurepip_the_pip_of_this_python_is_used(
    script: ModuleType, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(script, "module_exists", lambda name: name == "pip")
    monkeypatch.setattr(script, "run", lambda *command: calls.append(command) or 0)
    script.make_venv()
    assert [(sys.executable, "-m", "venv", "--clear", "--without-pip", ".venv")] == calls


def test_a_python_that_is_too_old_is_told_so_when_there_is_no_other(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        script.hand_over_to_a_newer_python()


def test_a_wrong_call_says_how_to_call(script: ModuleType) -> None:
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "setup.py"), "all"], capture_output=True, text=True, check=False
    )
    assert "usage: python3 scripts/setup.py runtime|dev" in run.stderr
    assert run.returncode == 1
