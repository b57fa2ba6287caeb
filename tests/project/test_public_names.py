"""The names that scripts may import: those that SECURITY.md promises, at hand without being asked for."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import driftwatch
import driftwatch.testing

ROOT = Path(__file__).parents[2]
SPEC = 'openapi: 3.1.0\ninfo: {{title: A, version: "1"}}\npaths: {{{}}}\n'
CALL = "/a: {get: {responses: {'204': {description: done}}}}"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two versions of a document, of which the newer one has lost its only operation."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(SPEC.format(CALL))
    new.write_text(SPEC.format(""))
    return old, new


def promised() -> list[str]:
    """The names in the row about Python of what scripts may rely on."""
    row = re.search(r"^\| Python \| (.+) \|$", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE)
    return re.findall(r"`(\w+(?:\.\w+)*)`", row[1])


def test_security_promises_the_names_of_all_and_no_others() -> None:
    names = [f"driftwatch.{name}" for name in driftwatch.__all__]
    names += [f"driftwatch.testing.{name}" for name in driftwatch.testing.__all__]
    assert sorted(names) == sorted(promised())


def test_every_public_name_is_there() -> None:
    assert set(driftwatch.__all__) <= set(dir(driftwatch))
    assert None not in {getattr(driftwatch, name, None) for name in driftwatch.__all__}
    with pytest.raises(AttributeError, match="has no attribute 'differ'"):
        driftwatch.differ  # noqa: B018 - asked for


def test_type_checkers_know_the_same_names() -> None:
    stub = ast.parse((ROOT / "driftwatch" / "__init__.pyi").read_text(encoding="utf-8"))
    imported = {name.name for node in stub.body if isinstance(node, ast.ImportFrom) for name in node.names}
    (listed,) = [ast.literal_eval(node.value) for node in stub.body if isinstance(node, ast.Assign)]
    assert listed == driftwatch.__all__
    assert imported | {"__version__"} == set(listed)


def test_importing_driftwatch_imports_nothing_else_of_it() -> None:
    probe = "import sys, driftwatch; print([name for name in sys.modules if name.startswith('driftwatch.')])"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_script_compares_two_files_and_renders_the_report(files: tuple[Path, Path]) -> None:
    report = driftwatch.diff(*files)
    assert [(finding.id, finding.level) for finding in report.findings] == [
        ("api-path-removed-without-deprecation", "breaking")
    ]
    assert isinstance(report, driftwatch.Report)
    assert isinstance(report.findings[0], driftwatch.Finding)
    assert '"driftwatch.findings/1"' in driftwatch.render(report, "json")


def test_what_is_rendered_is_what_the_command_prints(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from driftwatch.cli.program import run

    monkeypatch.chdir(files[0].parent)
    for name in ("text", "markdown", "json", "sarif", "junit", "github"):
        assert run(["diff", "old.yaml", "new.yaml", "--format", name]) == 1
        assert driftwatch.render(driftwatch.diff("old.yaml", "new.yaml"), name) == capsys.readouterr().out


def test_what_cannot_be_compared_says_what_to_do(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(driftwatch.DriftwatchError, match="there is nothing at") as caught:
        driftwatch.diff(files[0], tmp_path / "gone.yaml")
    assert caught.value.hint
    with pytest.raises(driftwatch.DriftwatchError, match="holds no snapshot"):
        driftwatch.diff(files[0], tmp_path)
    with pytest.raises(driftwatch.DriftwatchError, match="there is no format 'html'"):
        driftwatch.render(driftwatch.diff(*files), "html")
