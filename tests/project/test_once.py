"""What one run has passed is left out of the next one, and nothing else is."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUITE = """\
import hypothesis
import pytest

from hypothesis import strategies

@pytest.fixture
def broken_behind():
    yield
    raise ValueError

@pytest.mark.parametrize("word", ["plain", "two\\nlines", "caf\\u00e9", "[a]::b"])
def test_passes(word): pass

@pytest.mark.parametrize("number", [1, 2])
def test_of_two_one_fails(number): assert number == 1

class TestOfAClass:
    def test_passes(self): pass

def test_fails_in_its_last_part(broken_behind): pass
def test_skips(): pytest.skip("not here")

@pytest.mark.xfail
def test_fails_as_expected(): raise ValueError

@pytest.mark.slow
def test_slow(): pass

@hypothesis.given(strategies.integers())
def test_property(number): pass
"""
WHOLE = "def test_one(): pass\ndef test_other(): pass\n"
SLOW_TOO = "def test_passes(): pass\n@pytest.mark.slow\ndef test_slow(): pass\n"
PASSED = [
    *(f"test_all.py::test_passes[{word}]" for word in ("plain", "two\\nlines", "caf\\xe9", "[a]::b")),
    "test_all.py::test_of_two_one_fails[1]", "test_all.py::TestOfAClass::test_passes",
    "test_slow_too.py::test_passes", "test_whole.py::test_one", "test_whole.py::test_other",
]  # fmt: skip
LEFT = [
    *("test_of_two_one_fails[2]", "test_fails_in_its_last_part", "test_skips", "test_fails_as_expected", "test_slow"),
    "test_property",
]


def run(folder: Path, *options: str) -> str:
    configuration = folder / "pytest.ini"
    configuration.write_text("[pytest]\nmarkers = slow\n", encoding="utf-8")
    (folder / "test_all.py").write_text(SUITE, encoding="utf-8")
    (folder / "test_whole.py").write_text(WHOLE, encoding="utf-8")
    (folder / "test_slow_too.py").write_text(f"import pytest\n{SLOW_TOO}", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(configuration), "-p", "scripts.once", "-p", "no:cacheprovider"]
    done = subprocess.run([*command, *options, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_what_has_passed_is_left_out_and_all_else_is_run(tmp_path: Path) -> None:
    passed = tmp_path / "passed"
    run(tmp_path, "-m", "not slow", f"--passed={passed}")
    assert passed.read_text(encoding="utf-8").splitlines() == [*PASSED, "test_whole.py"]
    for workers in ("0", "2"):
        said = run(tmp_path, "-v", "-n", workers, f"--leave-out={passed}")
        assert f"left out: {len(PASSED)} tests, which {passed} says have passed" in said
        run_now = {*(f"test_all.py::{name}" for name in LEFT), "test_slow_too.py::test_slow"}
        assert set(re.findall(r"test_\w+\.py::\S+", said)) == run_now


def test_a_property_within_a_test_says_its_number_of_examples_itself() -> None:
    """Measuring gives others fewer; of a test that is a property as a whole the plugin knows it."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for above, line in itertools.pairwise(lines):
            assert not re.match(r"\s+@given\b", line) or re.match(r"\s+@settings\(max_examples=", above), path


def test_ci_measures_first_and_then_runs_what_has_not_passed_by_the_command_of_the_readme() -> None:
    stages = re.findall(r"^stage '([^']+)' (.*)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    names = [name for name, _ in stages]
    assert names.index("coverage of the core") < names.index("tests")
    assert dict(stages)["coverage of the core"].endswith(' scripts/coverage_gate.py --passed "$have_passed"')
    assert dict(stages)["tests"].endswith(' test PYTEST_ARGS="-p scripts.once --leave-out=$have_passed"')
    assert "make test " in (ROOT / "README.md").read_text(encoding="utf-8")
