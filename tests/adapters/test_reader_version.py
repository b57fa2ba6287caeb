"""The identity of what reads documents out: another one for other code, tables and parsers, and cheap to find out."""

import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from driftwatch.adapters.kept_statements import reader_version

PARTS = ("errors.py", "extract")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name in ("errors.py", "extract/words.py", "extract/tables/units.json", "reports/site.py"):
        file = tmp_path / "package" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}\n")
    return tmp_path / "package"


def found(package: Path, *parsers: str) -> str:
    return reader_version(package, PARTS, parsers or ("msgspec",))


@pytest.mark.parametrize("name", ["errors.py", "extract/words.py", "extract/tables/units.json", "extract/new.py"])
def test_other_code_and_other_tables_read_otherwise(package: Path, name: str) -> None:
    before = found(package)
    with (package / name).open("a") as file:
        file.write("changed")
    assert found(package) != before


def test_a_file_by_another_name_reads_otherwise(package: Path) -> None:
    before = found(package)
    (package / "extract/words.py").rename(package / "extract/tables/words.py")
    assert found(package) != before


@pytest.mark.parametrize("name", ["reports/site.py", "extract/__pycache__/words.cpython-311.pyc", "extract/words.pyc"])
def test_what_reads_nothing_and_what_is_compiled_does_not_count(package: Path, name: str) -> None:
    before = found(package)
    (package / name).parent.mkdir(exist_ok=True)
    (package / name).write_text("anything")
    assert found(package) == before


def test_another_version_of_a_parser_reads_otherwise(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), str(tmp_path / "site"), *sys.path])
    seen = set()
    for name in ("some_parser_x-1.0.dist-info", "some_parser_x-1.1.dist-info", "Some_Parser_X-0.9.egg-info"):
        folder = tmp_path / "site" / name
        folder.mkdir(parents=True)
        seen.add(found(package, "Some.Parser_x"))
        folder.rmdir()
    assert len(seen) == 3


def test_a_parser_that_is_not_installed_has_no_version(package: Path) -> None:
    with pytest.raises(PackageNotFoundError):
        found(package, "no-such-parser-of-ours")


def test_what_reads_metadata_is_not_imported() -> None:
    code = (
        "import sys; from pathlib import Path; from driftwatch import wiring\n"
        "from driftwatch.adapters.kept_statements import reader_version\n"
        "reader_version(Path(wiring.__file__).parent, wiring.READING, wiring._PARSERS)\n"
        "print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run((sys.executable, "-c", code), check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False"]
