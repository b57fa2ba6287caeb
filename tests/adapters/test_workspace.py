"""The workspace: which driftwatch.toml counts, and where the files of a project lie."""

from pathlib import Path

import pytest

from driftwatch.adapters.workspace import Workspace
from driftwatch.config.keys import Config
from driftwatch.errors import ConfigError

ONE = '[sources.clips]\nindex = "https://docs.clips.example/llms.txt"\n'
TWO = f'{ONE}[sources.notes]\nindex = "https://docs.notes.example/llms.txt"\n'


def configured(folder: Path, text: str = ONE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "driftwatch.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_configuration_above_counts(tmp_path: Path) -> None:
    configured(tmp_path)
    near = configured(tmp_path / "a")
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    workspace = Workspace(tmp_path / "a" / "b" / "c")
    assert (workspace.file, workspace.root) == (near, tmp_path / "a")


def test_a_file_of_the_users_choice_counts_before_any_other(tmp_path: Path) -> None:
    configured(tmp_path)
    chosen = configured(tmp_path / "elsewhere", 'snapshots = "kept"\n' + TWO)
    workspace = Workspace(tmp_path, file=str(chosen))
    assert workspace.snapshots("notes") == tmp_path / "elsewhere" / "kept" / "notes"


def test_paths_are_relative_to_the_folder_of_the_configuration(tmp_path: Path) -> None:
    configured(tmp_path, 'reports = "told"\nmanifests = "relied"\n' + ONE)
    (tmp_path / "src").mkdir()
    workspace = Workspace(tmp_path / "src")
    assert workspace.snapshots("clips") == tmp_path / "snapshots" / "clips"
    assert (workspace.reports, workspace.manifests) == (tmp_path / "told", tmp_path / "relied")


def test_without_a_configuration_defaults_hold_where_one_can_do_without(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert (workspace.file, workspace.root) == (None, tmp_path)
    assert (workspace.manifests, workspace.fail_on) == (tmp_path / "contracts", Config().fail_on)
    assert (workspace.label(None), workspace.label("clips")) == ("diff", "clips")


def test_what_needs_a_configuration_says_that_there_is_none(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    for ask in (lambda: workspace.config, lambda: workspace.source(None), lambda: workspace.snapshots("clips")):
        with pytest.raises(ConfigError, match=r"there is no driftwatch\.toml here or above"):
            ask()


def test_a_faulty_configuration_hinders_only_what_asks_for_it(tmp_path: Path) -> None:
    file = configured(tmp_path, "sources = 3\n")
    workspace = Workspace(tmp_path)
    assert (workspace.file, workspace.root) == (file, tmp_path)
    with pytest.raises(ConfigError, match=r"driftwatch\.toml:1:1: sources: 3 is not a table"):
        workspace.label(None)


def test_a_report_is_called_after_the_only_source(tmp_path: Path) -> None:
    configured(tmp_path / "one")
    configured(tmp_path / "two", TWO)
    assert Workspace(tmp_path / "one").label(None) == "clips"
    assert Workspace(tmp_path / "two").label(None) == "diff"


def test_a_named_file_is_looked_for_where_the_user_is_and_then_at_the_root(tmp_path: Path) -> None:
    configured(tmp_path)
    here = tmp_path / "src"
    here.mkdir()
    workspace = Workspace(here)
    assert workspace.path_of("clips.yaml") == tmp_path / "clips.yaml"
    (here / "clips.yaml").touch()
    assert workspace.path_of("clips.yaml") == here / "clips.yaml"


def test_a_file_that_the_configuration_names_and_nobody_can_read_is_its_fault(tmp_path: Path) -> None:
    configured(tmp_path)
    (tmp_path / "levels.txt").write_bytes(b"\xff")
    for name in ("levels.txt", "missing.txt"):
        with pytest.raises(ConfigError, match=f"{name} cannot be read"):
            Workspace(tmp_path).text(name)


@pytest.mark.parametrize(("kind", "says"), [("folder", "is a folder"), ("link", "is a link that leads to no file")])
def test_what_is_called_like_the_configuration_and_is_no_file_is_named(tmp_path: Path, kind: str, says: str) -> None:
    there = tmp_path / "driftwatch.toml"
    there.mkdir() if kind == "folder" else there.symlink_to("nowhere")
    with pytest.raises(ConfigError, match=rf"driftwatch\.toml {says}"):
        _ = Workspace(start=tmp_path).config
