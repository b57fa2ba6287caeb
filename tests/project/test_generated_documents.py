import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

HELP = """\
Usage: driftwatch [OPTIONS] COMMAND [ARGS]...

  Tell what changed.

  run it daily: it commits one capture.

Options:
  --version  Show the version.
  --help     Show this message.

Commands:
  run       Capture, compare, report.
            With more on a second line.
  snapshot  Capture only.

Manifests:
  gate
"""


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("driftwatch_docs_script", ROOT / "scripts" / "docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_commands_are_those_that_the_help_lists(script: ModuleType) -> None:
    assert ["run", "snapshot", "gate"] == script.subcommands(HELP)


def test_help_without_commands_has_none_below(script: ModuleType) -> None:
    assert [] == script.subcommands(HELP.partition("Commands:")[0])


def test_a_page_that_is_missing_or_stale_is_named(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "ROOT", tmp_path)
    (tmp_path / "stale.md").write_text("old", encoding="utf-8")
    (tmp_path / "fresh.md").write_text("new", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"stale: missing\.md, stale\.md\n"):
        script.check({"missing.md": "new", "stale.md": "new", "fresh.md": "new"})


def test_a_page_just_written_is_fresh(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "ROOT", tmp_path)
    script.write({"page.md": "one\ntwo\n"})
    script.check({"page.md": "one\ntwo\n"})
    assert (tmp_path / "page.md").read_bytes() == b"one\ntwo\n"


def test_a_command_that_fails_stops_the_writing(script: ModuleType) -> None:
    with pytest.raises(SystemExit, match="ended with"):
        script.printed("no-such-command")


def test_examples_in_the_reference_stand_on_lines_of_their_own() -> None:
    assert "\\b" not in (ROOT / "docs" / "cli.md").read_text("utf-8")
