"""What docstrings show as an example is what the code does."""

import doctest
import importlib
from pathlib import Path

import pytest

import driftwatch

ROOT = Path(driftwatch.__file__).parent
MODULES = [
    ".".join(file.relative_to(ROOT.parent).with_suffix("").parts)
    for file in sorted(ROOT.rglob("*.py"))
    if ">>> " in file.read_text("utf-8")
]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_are_true(module: str) -> None:
    shown = doctest.testmod(importlib.import_module(module))
    assert 0 < shown.attempted
    assert 0 == shown.failed


def test_modules_with_examples_are_found() -> None:
    assert "driftwatch.patterns" in MODULES
