"""docs/limits.md says what the code says, and a repository grows by what changes, as it claims."""

import pkgutil
import re
from pathlib import Path

import pytest

from driftwatch.config.keys import SourceConfig
from tests.benchmarks.grown_repository import grown_repository, snapshots, specified

ROWS = re.findall(
    r"^\| [^|]+ \| ([\d,]+) \| [^|]+ \| `(driftwatch[\w.]+)` \|$",
    (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_the_tables_are_read() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize(("number", "name"), ROWS)
def test_a_limit_that_is_documented_is_the_one_of_the_code(number: str, name: str) -> None:
    module, _, constant = name.rpartition(".")
    of_source = module.endswith("SourceConfig")
    known = getattr(SourceConfig(), constant) if of_source else pkgutil.resolve_name(name)
    assert int(number.replace(",", "")) == known


@pytest.mark.slow
def test_a_capture_writes_the_lines_of_the_pages_that_changed_and_no_others(tmp_path: Path) -> None:
    grown = grown_repository(tmp_path, snapshots(12, 5, 3))
    assert grown.documents_lines == (6,) * 4
    assert grown.lines == (12,) * 4
    assert grown.packed < grown.unpacked


@pytest.mark.slow
def test_a_capture_of_a_large_specification_writes_the_line_of_the_operation_that_changed(tmp_path: Path) -> None:
    grown = grown_repository(tmp_path, specified(1_010, 4, 1))
    assert grown.files < 40
    assert grown.lines == (2,) * 3
