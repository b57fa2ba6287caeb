"""What holds for every module of the package."""

import ast
import configparser
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "driftwatch"
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))
SHELL = {"__main__", "adapters", "cli", "demo", "history", "ports", "testing", "wiring", "worker", "workflows"}
HEAVY = {"bs4", "deepdiff", "git", "httpx", "jinja2", "jsonschema", "lxml", "markdown_it", "rich", "ruamel", "stamina"}


def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name: str) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8"))) or ""
    assert docstring.partition("\n")[0].endswith((".", ":")), f"{name} needs a docstring that begins with a sentence"


def test_every_module_at_the_top_is_either_core_or_shell() -> None:
    listed = contracts()["importlinter:contract:core"]["source_modules"].split()
    core = {name.removeprefix("driftwatch.") for name in listed}
    found = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert set() == core & SHELL
    assert set() == found - core - SHELL - {"__init__"}, "name it in the contract `core` of .importlinter"


def test_what_describes_the_world_and_what_a_workflow_needs_has_one_home() -> None:
    homes = {
        name
        for name in MODULES
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and "Protocol" in {ast.unparse(base).partition("[")[0] for base in node.bases}
    }
    assert {"driftwatch/ports.py", "driftwatch/platforms/platform.py"} == homes


def test_every_library_has_a_door() -> None:
    doors = {
        name.removeprefix("importlinter:contract:door-")
        for name in contracts().sections()
        if name.startswith("importlinter:contract:door-")
    }
    assert {"bs4", "click", "dask", "deepdiff", "git", "httpcore", "httpx", "jinja2"} == doors


def test_a_library_outside_its_door_breaks_a_contract(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "driftwatch", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    libraries = {"bs4", "click", "dask", "deepdiff", "distributed", "git", "httpcore", "httpx", "jinja2", "os"}
    intruder = "".join(f"import {name}\n" for name in sorted(libraries))
    (tmp_path / "driftwatch" / "compare" / "intruder.py").write_text(intruder, encoding="utf-8")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    illegal = set(re.findall(r"driftwatch\.compare\.intruder -> (\w+)", told.stdout))
    assert libraries == illegal, told.stdout


def test_the_wheel_is_marked_as_typed() -> None:
    assert (PACKAGE / "py.typed").exists()


def test_the_console_command_is_the_module() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"driftwatch": "driftwatch.__main__:main"} == project["scripts"]


def imported_by(code: str, folder: Path) -> list[str]:
    """Return the modules that are there after some code, in a folder that is no project of ours."""
    probe = (
        f"import sys, json\nsys.path.insert(0, {str(ROOT)!r})\n{code}\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", probe], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    modules: list[str] = json.loads(run.stdout.splitlines()[-1])
    return modules


def libraries(modules: list[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def ours(modules: list[str]) -> int:
    """Count our modules; a folder is none, it holds no code but the sentence that says what is in it."""
    return sum(name.startswith("driftwatch.") and not (ROOT / name.replace(".", "/")).is_dir() for name in modules)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["diff", "--help"]])
def test_asking_for_help_imports_no_heavy_library(arguments: list[str], tmp_path: Path) -> None:
    modules = imported_by(f"from driftwatch.cli.program import run\nassert run({arguments!r}) == 0", tmp_path)
    assert "click" in modules
    assert libraries(modules) & HEAVY == set()
    assert ours(modules) <= 14


def test_comparing_two_files_imports_what_it_needs(tmp_path: Path) -> None:
    for name, path in (("old", "/a"), ("new", "/b")):
        document = {"openapi": "3.1.0", "info": {"title": "", "version": "1"}, "paths": {path: {"get": {}}}}
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    command = ["diff", "old.json", "new.json", "--fail-on", "never"]
    modules = imported_by(f"from driftwatch.cli.program import run\nassert run({command}) == 0", tmp_path)
    assert libraries(modules) & HEAVY == set()
    assert {"importlib.metadata", "asyncio", "subprocess", "yaml", "http.client"} & {*modules} == set()
    assert ours(modules) <= 273


def test_a_run_imports_no_library_before_it_needs_it(tmp_path: Path) -> None:
    parts = "wiring, driftwatch.cli.run, driftwatch.workflows.run, driftwatch.adapters.git.repository"
    modules = imported_by(f"import driftwatch.{parts}, driftwatch.adapters.http.fetcher", tmp_path)
    assert libraries(modules) & HEAVY == {"httpx"}
    assert {"pygments", "importlib.metadata", "yaml", "h2"} & {*modules} == set()
    assert {"driftwatch.compare.compare", "driftwatch.manifests.threeway.check"} & {*modules} == set()
    assert "driftwatch.platforms.readers" not in modules  # a run whose documents are all as they were reads none
    assert ours(modules) <= 281


def test_the_examples_of_a_command_keep_their_lines() -> None:
    command = [sys.executable, "-m", "driftwatch", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "\\b" not in told
    assert "\n    driftwatch run\n" in told
