"""`make rule`: a row is shown as it is written, with the file and the line where it stands."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from driftwatch.rules.catalogue import RULES, explained

ROOT = Path(__file__).parents[2]


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("driftwatch_rule_script", ROOT / "scripts" / "rule.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_row_is_shown_where_it_is_written(script: ModuleType) -> None:
    row = explained()["manifest-page-moved"].rows[0]
    where, _, written = script.shown(row).partition("\n")
    file, _, line = where.partition(":")
    text = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert "Rule(" in text[int(line) - 1]
    assert row.title in written


def test_a_row_that_a_function_makes_is_told_by_its_number(script: ModuleType) -> None:
    row = explained()["request-property-max-decreased"].rows[0]
    assert script.shown(row).startswith(f"row {RULES.index(row) + 1} of the catalogue is made by a function")
