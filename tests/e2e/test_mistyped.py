"""What somebody types who does not know the commands yet: one message that says what is wrong with it."""

import subprocess
from pathlib import Path

import pytest

from driftwatch.cli.program import run
from tests.e2e.test_init import init

Said = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("group", ["observe", "manifest", "issues"])
def test_a_group_without_a_command_is_its_help_and_no_error(here: Path, capsys: Said, group: str) -> None:
    code = run([group])
    out, err = capsys.readouterr()
    assert (code, out.startswith(f"Usage: driftwatch {group}"), err) == (0, True, "")


def test_a_number_that_is_none_is_told_between_which_it_has_to_be(here: Path, capsys: Said) -> None:
    assert run(["triage", "abc"]) == 2
    assert "'abc' is no whole number from 100 to 599." in capsys.readouterr().err
    assert run(["triage", "99"]) == 2
    assert "99 is not in the range 100<=x<=599" in capsys.readouterr().err
    assert run(["doctor", "--max-age", "x"]) == 2
    assert "'x' is no whole number from 1." in capsys.readouterr().err


@pytest.mark.parametrize("path", ["/nowhere/docs", "./docs", "../docs", "~/docs"])
def test_a_folder_that_is_not_there_is_no_address_of_a_site(here: Path, capsys: Said, path: str) -> None:
    code = run(["init", path])
    assert (code, f"there is no folder {path}" in capsys.readouterr().err, list(here.iterdir())) == (2, True, [])


def test_a_repository_on_this_machine_has_no_hosts(here: Path, capsys: Said) -> None:
    docs = here / "docs"
    docs.mkdir()
    (docs / "a.md").write_text("# A\n\n`GET /v1/a`\n")
    for call in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", "-C", str(docs), *call], check=True)
    code = run(["init", str(docs), "--name", "acme"])
    out = capsys.readouterr().out
    assert (code, "found repository" in out, "hosts" in out) == (0, True, False)


def test_a_day_of_no_calendar_is_told_as_one(here: Path, capsys: Said) -> None:
    subprocess.run(["git", "init", "--quiet", "."], check=True)
    assert init(capsys)[0] == 0
    assert run(["diff", "2026-13-45"]) == 2
    assert "no revision '2026-13-45': no calendar has that day" in capsys.readouterr().err
