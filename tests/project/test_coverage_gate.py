"""The coverage gate: it fails on a drop, and on an exception that is needed no longer."""

import sys
from pathlib import Path
from typing import Any

import pytest

import coverage_gate

SOURCE = """\
def sign(number):
    if number < 0:
        return -1
    return 1
"""
TABLE = """\
# Why.
runs = [["tests/one"], ["tests/two"]]

[floors]
"driftwatch/model" = 100
"driftwatch/rules" = 62.5
"""
EXCEPTION = """
[[exceptions]]
file = "driftwatch/model/sign.py"
line = "return -1"
why = "no number is that small"

[[exceptions]]
file = "driftwatch/model/sign.py"
line = "if number < 0:"
why = "no number is that small"

"""


def told(lines: int = 0, branches: int = 0) -> dict[str, Any]:
    """What coverage.py reports of a file of four lines and two branches, of which so many are not reached."""
    return {
        "summary": {
            "num_statements": 4, "covered_lines": 4 - lines, "num_branches": 2, "covered_branches": 2 - branches,
        },
        "missing_lines": [3][:lines],
        "missing_branches": [[2, 3]][:branches],
    }  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two parts of one file each, and the table of the gate."""
    for part in ("model", "rules"):
        file = tmp_path / "driftwatch" / part / "sign.py"
        file.parent.mkdir(parents=True)
        file.write_text(SOURCE)
    table = tmp_path / "scripts" / "coverage.toml"
    table.parent.mkdir()
    table.write_text(TABLE)
    monkeypatch.setattr(coverage_gate, "ROOT", tmp_path)
    monkeypatch.setattr(coverage_gate, "TABLE", table)
    return tmp_path


def gate(monkeypatch: pytest.MonkeyPatch, model: dict[str, Any], rules: dict[str, Any], *options: str) -> object:
    """Run the gate where so much was reached; return its exit code, or what it said as it failed."""
    files = {"driftwatch/model/sign.py": model, "driftwatch/rules/sign.py": rules}
    monkeypatch.setattr(coverage_gate, "measured", lambda *_: files)
    monkeypatch.setattr(sys, "argv", ["coverage_gate.py", *options])
    try:
        coverage_gate.main()
    except SystemExit as stopped:
        return stopped.code
    return 0


def test_what_reaches_its_floor_passes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gate(monkeypatch, told(), told(1, 1)) == 0


def test_a_drop_fails_and_is_told_with_both_numbers(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = project / "scripts" / "coverage.toml"
    table.write_text(TABLE.replace("62.5", "83.5"))
    said = str(gate(monkeypatch, told(), told(1, 1)))
    assert said.startswith("driftwatch/rules: 66.67 % of lines and branches are reached, 83.50 % were\n")
    assert "driftwatch/model" not in said
    assert "scripts/coverage.toml" in said


def test_a_hair_below_its_floor_is_the_count_of_another_python(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = project / "scripts" / "coverage.toml"
    table.write_text(TABLE.replace("62.5", "66.8"))
    assert gate(monkeypatch, told(), told(1, 1)) == 0
    table.write_text(TABLE.replace("62.5", "66.9"))
    assert gate(monkeypatch, told(), told(1, 1)) != 0


def test_of_a_part_that_is_reached_as_a_whole_each_line_that_is_not_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = str(gate(monkeypatch, told(1, 1), told()))
    assert "driftwatch/model: 66.67 %" in said
    assert "  driftwatch/model/sign.py:2: if number < 0:\n  driftwatch/model/sign.py:3: return -1\n" in said


def test_an_exception_excuses_a_line_by_its_text(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = project / "scripts" / "coverage.toml"
    table.write_text(TABLE.replace("[floors]", f"{EXCEPTION}[floors]"))
    assert gate(monkeypatch, told(1, 1), told(1, 1)) == 0
    moved = project / "driftwatch" / "model" / "sign.py"
    moved.write_text(SOURCE.replace("-1", "-2"))
    said = str(gate(monkeypatch, told(1, 1), told(1, 1)))
    assert "driftwatch/model/sign.py:3: return -2" in said
    assert "driftwatch/model/sign.py: the exception for 'return -1' is needed no longer" in said


def test_an_exception_for_what_is_reached_by_now_fails(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = project / "scripts" / "coverage.toml"
    table.write_text(TABLE.replace("[floors]", f"{EXCEPTION}[floors]"))
    said = str(gate(monkeypatch, told(), told()))
    assert said.count("is needed no longer") == 2


def test_an_exception_for_a_file_that_is_not_there_fails(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = project / "scripts" / "coverage.toml"
    table.write_text(TABLE.replace("[floors]", f"{EXCEPTION}[floors]".replace("sign.py", "gone.py")))
    assert "driftwatch/model/gone.py: the exception" in str(gate(monkeypatch, told(), told()))


def test_an_exception_without_a_reason_fails(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = project / "scripts" / "coverage.toml"
    table.write_text(TABLE.replace("[floors]", f"{EXCEPTION}[floors]".replace("no number is that small", "")))
    assert str(gate(monkeypatch, told(1, 1), told())).count("has no reason") == 2


def test_a_part_that_is_not_there_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "scripts" / "coverage.toml").write_text(TABLE.replace("rules", "rulers"))
    assert gate(monkeypatch, told(), told()) == "scripts/coverage.toml: there is no driftwatch/rulers"


def test_what_is_reached_is_recorded_and_all_else_in_the_table_stays(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gate(monkeypatch, told(), told(1, 1), "--record") == 0
    assert (project / "scripts" / "coverage.toml").read_text() == TABLE.replace("62.5", "66.66")


def test_another_option_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(gate(monkeypatch, told(), told(), "--force")).startswith("usage: ")


@pytest.mark.slow
def test_what_is_measured_is_what_the_tests_of_all_runs_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "house"
    package.mkdir()
    (package / "__init__.py").write_text(SOURCE)
    settings = '[tool.coverage.run]\nbranch = true\nparallel = true\nsource = ["house"]\n'
    (tmp_path / "pyproject.toml").write_text(settings)
    for name, number in (("test_below", -3), ("test_above", 3)):
        (tmp_path / f"{name}.py").write_text(f"import house\ndef test_it(): assert house.sign({number})\n")
    monkeypatch.setattr(coverage_gate, "ROOT", tmp_path)
    profile = "import hypothesis\nhypothesis.settings.register_profile('quick')\n"
    (tmp_path / "conftest.py").write_text(profile)
    for name in ("COV_CORE_SOURCE", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    both = coverage_gate.measured([["test_below.py"], ["test_above.py"]])["house/__init__.py"]
    assert (both["missing_lines"], both["missing_branches"]) == ([], [])
    with pytest.raises(SystemExit, match=r"failed: the tests of test_nothing\.py"):
        coverage_gate.measured([["test_nothing.py"]])


def test_the_gate_holds_the_history_the_nouns_presence_and_the_rules_to_every_branch() -> None:
    table = coverage_gate.tomllib.loads(coverage_gate.TABLE.read_text())
    whole = {part for part, floor in table["floors"].items() if floor == 100}
    assert {f"driftwatch/{part}" for part in ("history", "model", "presence", "rules")} <= whole
    assert all((coverage_gate.ROOT / test).exists() for run in table["runs"] for test in run)
