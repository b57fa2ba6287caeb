"""Mutants: each is one small change of a file, and what no test notices is printed."""

import subprocess
import sys
from pathlib import Path

import pytest

import mutants

FILE = "driftwatch/compare/sign.py"
SOURCE = '''\
"""Signs é of numbers."""


class Sign(int, metaclass=type):
    width: "int" = 1


def sign(number: int, *, strict: bool = True) -> str | None:
    if not strict and number == 0:
        return f"{1 + number} é none"
    if "é" in "é" or number >= -0.5:
        return "plus"
    return None
'''


def changes(text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.before, each.after) for each in mutants.mutants_of(FILE, text)]


def test_each_comparison_connective_number_truth_and_answer_has_a_mutant_and_no_type_or_text() -> None:
    assert changes(SOURCE) == [
        (5, "1", "2"),
        (8, "True", "False"),
        (9, "not strict and number == 0", "not strict or number == 0"),
        (9, "not strict", "strict"),
        (9, "number == 0", "number != 0"),
        (9, "0", "1"),
        (10, "return f'{1 + number} é none'", "return None"),
        (11, "'é' in 'é' or number >= -0.5", "'é' in 'é' and number >= -0.5"),
        (11, "'é' in 'é'", "'é' not in 'é'"),
        (11, "number >= -0.5", "number > -0.5"),
        (11, "0.5", "1.5"),
        (12, "return 'plus'", "return None"),
    ]


def test_a_mutant_changes_its_own_place_and_nothing_else() -> None:
    for mutant in mutants.mutants_of(FILE, SOURCE):
        lines = mutants.mutated(SOURCE, mutant).splitlines()
        differing = [
            number for number, pair in enumerate(zip(lines, SOURCE.splitlines(), strict=True)) if len({*pair}) > 1
        ]
        assert differing == [mutant.line - 1]
        compile("\n".join(lines), FILE, "exec")


@pytest.mark.parametrize("module", ["driftwatch/compare/nothing.py", "driftwatch/config.py", "tests/conftest.py"])
def test_another_file_is_refused(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        mutants.arguments(["--module", module])
    assert "is no file of driftwatch/compare or driftwatch/rules" in capsys.readouterr().err


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one module, and tests that notice half of what can change in it."""
    source = "def is_large(number):\n    return number >= 10\n\n\ndef name():\n    return 'x'\n"
    test = "from sign import is_large\n\n\ndef test_large():\n    assert is_large(99)\n    assert not is_large(1)\n"
    profile = "import sys\nsys.path.insert(0, 'driftwatch/compare')\n"
    for name, text in ((FILE, source), ("tests/compare/test_sign.py", test), ("conftest.py", profile)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    monkeypatch.setattr(mutants, "TESTS", {"compare": ("tests/compare",)})
    monkeypatch.setattr(mutants, "OPTIONS", ("-x", "-q", "-p", "no:xdist", "-p", "no:driftwatch.testing.plugin"))
    return tmp_path


@pytest.mark.slow
def test_what_no_test_notices_is_printed_and_the_project_stays_as_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (project / FILE).read_text()
    monkeypatch.setattr(sys, "argv", ["mutants.py", "--module", FILE, "--limit", "0"])
    mutants.main()
    said = capsys.readouterr().out
    assert said.startswith("4 mutants of 1 files, seed 1\n")
    assert said.partition("3 of 4 survived:\n")[2].splitlines() == [
        f"{FILE}:2: number >= 10  ->  number > 10",
        f"{FILE}:2: 10  ->  11",
        f"{FILE}:6: return 'x'  ->  return None",
    ]
    assert f"noticed     {FILE}:2: return number >= 10  ->  return None" in said
    assert (project / FILE).read_text() == before


def test_a_choice_of_mutants_is_the_same_for_a_seed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[tuple[str, ...]] = []
    monkeypatch.setattr(mutants, "run", lambda chosen: [tried.append(tuple(map(mutants.shown, chosen))), *chosen][1:])
    for seed in ("1", "1", "2", "3", "4"):
        monkeypatch.setattr(sys, "argv", ["mutants.py", "--limit", "2", "--seed", seed])
        monkeypatch.setattr(mutants, "PACKAGES", ("driftwatch/compare",))
        mutants.main()
    assert tried[0] == tried[1]
    assert len(set(tried)) > 1
    assert "0 of 2 survived\n" in capsys.readouterr().out


@pytest.mark.slow
def test_tests_that_fail_without_a_mutant_are_told(project: Path) -> None:
    (project / "tests/compare/test_sign.py").write_text("def test_it():\n    assert False\n")
    with pytest.raises(SystemExit, match="the tests of compare fail without any mutant"):
        mutants.longest(project, {"compare"})


@pytest.mark.slow
def test_a_mutant_that_goes_on_for_ever_is_stopped(project: Path) -> None:
    (project / "tests/compare/test_sign.py").write_text("def test_it():\n    while True: pass\n")
    assert mutants.tests(project, "compare", limit=4.0) is None
