"""What `make quick`, `make rule` and `make case` do and say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import case
import quick
import rule
from driftwatch.rules.catalogue import RULES, explained
from tests.platforms import golden_cases

ROOT = Path(__file__).parents[2]
ID = "request-property-became-required"


def ended(function: object) -> object:
    """Run a script's main; return its exit code, or what it said as it failed."""
    try:
        function()  # type: ignore[operator]
    except SystemExit as stopped:
        return stopped.code
    return 0


class TestQuick:
    @pytest.fixture(autouse=True)
    def parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(quick, "PARTS", {"greeting": self.script("print('hello')"), "silence": self.script("")})

    def script(self, text: str) -> list[str]:
        return [sys.executable, "-c", text]

    def test_nothing_is_said_of_what_passes_but_how_long_it_took(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert ended(quick.main) == 0
        lines = sorted(line.split() for line in capsys.readouterr().out.splitlines())
        assert [line[0] for line in lines if line[0] == "ok"] == ["ok", "ok"]
        assert {line[-1] for line in lines} == {"greeting", "silence", "all"}

    def test_what_fails_is_named_and_all_that_it_said_is_shown(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        loud = "import sys; print('to stdout'); print('to stderr', file=sys.stderr); sys.exit(3)"
        monkeypatch.setitem(quick.PARTS, "greeting", self.script(loud))
        assert ended(quick.main) == "failed: greeting"
        said = capsys.readouterr().out
        assert "to stdout\nto stderr\n" in said
        assert "FAILED" in said

    def test_a_part_that_asks_gets_no_answer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(quick.PARTS, "greeting", self.script("import sys; sys.exit(len(sys.stdin.read()))"))
        assert ended(quick.main) == 0


def test_the_quick_look_has_tests_types_imports_lint_and_formatting_and_its_folders_exist() -> None:
    commands = quick.PARTS.values()
    said = [" ".join(command[1:]) for command in commands]
    assert sum("pytest" in each for each in said) >= 2
    assert any("mypy" in each for each in said)
    assert any(command[0].endswith("lint-imports") for command in commands)
    assert sum(command[0].endswith("ruff") for command in commands) == 2
    given = [argument for command in commands for argument in command if argument.startswith("tests")]
    assert len(given) == len(set(given))
    assert all((ROOT / each).exists() for each in given)


class Called:
    """Stands for a test that was collected."""

    def __init__(self, **params: object) -> None:
        self.callspec = self
        self.params = params


def test_of_the_tests_those_of_one_id_are_kept() -> None:
    (row,) = explained()[ID].rows
    other = next(each for each in RULES if ID not in {each.id_at(place) for place in each.roles})
    place = next(each for each in row.roles if row.id_at(each) == ID)
    mine = [Called(rule=row), Called(rule=row, place=place)]
    items = [*mine, Called(rule=other), Called(rule="text"), Called(), object()]
    rule.Only(ID).pytest_collection_modifyitems(items)  # type: ignore[arg-type]
    assert items == mine


def test_a_row_is_shown_as_it_is_written_with_its_place() -> None:
    (row,) = explained()[ID].rows
    where, _, text = rule.shown(row).partition("\n")
    path, _, line = where.partition(":")
    assert (ROOT / path).read_text().splitlines()[int(line) - 1].strip().startswith("Rule(")
    assert f'id="{row.id}"' in text
    assert f'title="{row.title}"' in text


def test_a_new_id_is_told_what_a_row_needs_and_shown_the_nearest_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["rule.py", f"{ID}-again"])
    assert ended(rule.main) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"there is no rule '{ID}-again'.")
    (row,) = explained()[ID].rows
    assert f'title="{row.title}"' in said.partition("The nearest one:")[2]


def test_without_an_id_the_use_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["rule.py", ""])
    assert str(ended(rule.main)).startswith("usage: make rule NAME=ID")


@pytest.mark.slow
def test_a_rule_is_explained_and_its_example_runs() -> None:
    command = [sys.executable, "scripts/rule.py", ID]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ID in done.stdout
    assert " passed" in done.stdout


class TestCase:
    @pytest.fixture(autouse=True)
    def cases(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """An empty folder of cases, as deep in a project as that of the tests."""
        folder = tmp_path / "tests" / "platforms" / "cases"
        folder.mkdir(parents=True)
        monkeypatch.setattr(case, "CASES", folder)
        return folder

    def run(self, monkeypatch: pytest.MonkeyPatch, *options: str) -> object:
        monkeypatch.setattr(sys, "argv", ["case.py", *options])
        return ended(case.main)

    @pytest.mark.parametrize("options", [(), ("",), ("../x",), ("mintlify", "--force"), ("mintlify", "--accept", "x")])
    def test_anything_but_a_platform_is_refused(
        self, options: tuple[str, ...], cases: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert str(self.run(monkeypatch, *options)).startswith("usage: make case PLATFORM=NAME")
        assert list(cases.iterdir()) == []

    def test_a_first_case_is_begun_then_written_then_held(
        self, cases: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        name = self.platform_of_the_first_page(cases)
        assert self.run(monkeypatch, name) == 0
        assert f"began tests/platforms/cases/{name}/first" in capsys.readouterr().out
        assert self.run(monkeypatch, name) == 0
        assert f"wrote tests/platforms/cases/{name}/first/facts.jsonl" in capsys.readouterr().out
        facts = (cases / name / "first" / "facts.jsonl").read_text()
        assert '"fact":"operation","at":"operation"' in facts
        assert '"method":"POST"' in facts
        assert self.run(monkeypatch, name) == 0
        assert capsys.readouterr().out == f"ok    tests/platforms/cases/{name}/first\n"

    def test_facts_that_differ_are_shown_and_stay_until_they_are_accepted(
        self, cases: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        name = self.platform_of_the_first_page(cases)
        self.run(monkeypatch, name)
        self.run(monkeypatch, name)
        stored = cases / name / "first" / "facts.jsonl"
        right = stored.read_text()
        stored.write_text(right.replace('"method":"POST"', '"method":"PUT"'))
        assert self.run(monkeypatch, name) == "failed: first"
        said = capsys.readouterr().out
        assert "--- tests/platforms/cases" in said
        assert f"make case PLATFORM={name} ACCEPT=1" in said
        assert stored.read_text() != right
        assert self.run(monkeypatch, name, "--accept") == 0
        assert stored.read_text() == right

    def test_pages_of_another_platform_are_told(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.run(monkeypatch, "unheard-of")
        assert self.run(monkeypatch, "unheard-of") == "failed: first"
        assert "its pages are of " in capsys.readouterr().out

    def platform_of_the_first_page(self, cases: Path) -> str:
        """The platform that takes the page with which a case begins."""
        begun = cases / "any" / "first"
        case.begin(begun)
        (name,) = golden_cases.platforms_of(begun)
        (begun / "pages" / "things" / "create.md").unlink()
        for folder in (begun / "pages" / "things", begun / "pages", begun, begun.parent):
            folder.rmdir()
        return name
