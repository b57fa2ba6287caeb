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


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_asking_for_help_imports_no_heavy_library(arguments: list[str]) -> None:
    probe = (
        "import json, runpy, sys\n"
        f"sys.argv = ['driftwatch', *{arguments!r}]\n"
        "try:\n    runpy.run_module('driftwatch', run_name='__main__')\n"
        "except SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    imported = {name.partition(".")[0] for name in json.loads(run.stdout.splitlines()[-1])}
    assert "click" in imported
    assert set() == imported & HEAVY


def test_the_examples_of_a_command_keep_their_lines() -> None:
    command = [sys.executable, "-m", "driftwatch", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "\\b" not in told
    assert "\n    driftwatch run\n" in told
