"""driftwatch init --with skill: the file by which coding agents know how to ask."""

from pathlib import Path

import pytest

from tests.e2e.test_init import init

SKILL = Path("skills/driftwatch/SKILL.md")
DOCUMENTED = Path(__file__).parents[2] / "docs" / "skill" / "SKILL.md"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that watches something."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "driftwatch.toml").write_text('[sources.acme]\nindex = "https://docs.acme.example/llms.txt"\n')
    return tmp_path


def test_it_writes_the_documented_skill_and_nothing_else(watched: Path, capsys: Said) -> None:
    code, out, _ = init(capsys, "--with", "skill")
    assert (code, out.splitlines()[0]) == (0, f"wrote  .agents/{SKILL}")
    assert (watched / ".agents" / SKILL).read_text() == DOCUMENTED.read_text()
    assert {each.name for each in watched.iterdir()} == {"driftwatch.toml", ".agents"}


@pytest.mark.parametrize("folders", [(".claude",), (".claude", ".agents")])
def test_it_goes_to_each_folder_of_agents_that_is_there(watched: Path, capsys: Said, folders: tuple[str, ...]) -> None:
    for folder in folders:
        (watched / folder).mkdir()
    assert init(capsys, "--with", "skill")[0] == 0
    found = {str(each.relative_to(watched)) for each in watched.rglob("SKILL.md")}
    assert found == {f"{folder}/{SKILL}" for folder in folders}


def test_a_skill_that_was_edited_is_kept(watched: Path, capsys: Said) -> None:
    init(capsys, "--with", "skill")
    (watched / ".agents" / SKILL).write_text("ours")
    _, out, _ = init(capsys, "--with", "skill")
    assert ((watched / ".agents" / SKILL).read_text(), out.splitlines()[0]) == ("ours", f"kept   .agents/{SKILL}")


def test_a_link_is_not_followed_out_of_the_repository(watched: Path, tmp_path: Path, capsys: Said) -> None:
    (watched / ".agents" / SKILL).parent.mkdir(parents=True)
    (watched / ".agents" / SKILL).symlink_to(tmp_path / "elsewhere")
    init(capsys, "--with", "skill")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("folder", [".agents", ".agents/skills"])
def test_a_folder_that_is_a_link_is_not_followed_either(
    watched: Path, tmp_path: Path, capsys: Said, folder: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (watched / folder).parent.mkdir(exist_ok=True)
    (watched / folder).symlink_to(elsewhere)
    code, out, err = init(capsys, "--with", "skill")
    assert (code, out, list(elsewhere.iterdir())) == (2, "", [])
    assert f"error: .agents/{SKILL} cannot be written: {folder} is a link\n" in err


def test_without_a_configuration_there_is_nothing_to_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = init(capsys, "--with", "skill")
    assert (code, "there is no driftwatch.toml" in err, list(tmp_path.iterdir())) == (2, True, [])


def test_it_does_not_pretend_to_watch_as_well(watched: Path, capsys: Said) -> None:
    code, _, err = init(capsys, "https://docs.acme.example", "--with", "skill")
    assert (code, "--with skill watches nothing new" in err) == (2, True)


def test_hosts_of_production_go_with_monitoring_alone(watched: Path, capsys: Said) -> None:
    code, _, err = init(capsys, "--with", "skill", "--allow-production", "api.acme.example")
    assert (code, "--with monitoring" in err) == (2, True)
