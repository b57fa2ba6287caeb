"""What the documents of the project say must be so."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import driftwatch

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
MAKE = re.compile(r"(?:^(?: {4})?(?:\$ )?make ([a-z-]+)(?= *$| +#| +[A-Z_]+=)|`make ([a-z-]+)[^`\n]*`)", re.MULTILINE)


def documents() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    ours = ("tests/", "driftwatch/", "snapshots/", "reports/")
    return [name for name in listing.splitlines() if name.endswith("README.md") or not name.startswith(ours)]


def commands(name: str) -> set[str]:
    """Return the verbs of make that a document names, in a block of its own or in a line of text."""
    found = MAKE.findall((ROOT / name).read_text(encoding="utf-8"))
    return {block or inline for block, inline in found}


def verbs() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


@pytest.mark.parametrize("name", documents())
def test_every_make_command_in_a_document_exists(name: str) -> None:
    assert set() == commands(name) - verbs()


@pytest.mark.parametrize("name", documents())
def test_every_relative_link_in_a_document_leads_somewhere(name: str) -> None:
    targets = LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    relative = [target for target in targets if not re.match(r"[a-z]+:|[{<]", target)]
    assert [] == [target for target in relative if not (ROOT / name).parent.joinpath(target).exists()]


def test_the_readme_opens_with_the_two_commands() -> None:
    assert {"demo", "test"} <= commands("README.md")


def test_make_alone_prints_every_verb_that_has_a_text() -> None:
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = re.findall(r"^([a-z-]+):.*  ## ", makefile, re.MULTILINE)
    assert described == re.findall(r"^  ([a-z-]+) ", printed, re.MULTILINE)
    assert {"setup", "demo", "test", "check", "docs", "bench", "build"} <= set(described)


def test_package_project_file_and_changelog_agree_on_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d[^\]]*)\]", changelog, re.MULTILINE)
    assert driftwatch.__version__ == project["version"] == released[0]


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(path.name for path in folder.glob("0*.md")) == listed
