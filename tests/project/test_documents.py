"""What the documents of the project say must be so."""

import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import driftwatch

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"(?<![\w./-])docs/[\w./-]*\w\.(?:md|json|png)\b")
TEAMS_OWN = {"docs/index.md", "docs/operations.md", "docs/runbook.md", "docs/slo.md"}
"""What a manifest may refer to in the repository of a team."""
ANCHOR = re.compile(r"\]\(([^)\s#]*)#([^)\s]+)\)")
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


def tracked(*patterns: str) -> dict[str, str]:
    command = ["git", "ls-files", "-z", *patterns]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = [name for name in listing.split("\0") if name and (ROOT / name).is_file()]
    return {name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in names}


def test_every_document_that_is_named_anywhere_exists() -> None:
    kinds = ("*.md", "*.py", "*.toml", "*.yml", "*.yaml", "*.sh", "Makefile", ".ci/*")
    texts = tracked(*kinds, ":!tests/*", ":!snapshots/*", ":!reports/*")
    named = {(where, name) for where, text in texts.items() for name in NAMED.findall(text) if name not in TEAMS_OWN}
    assert {name for _, name in named} >= {"docs/json.md", "docs/snapshot.schema.json", "docs/configuration.md"}
    assert set() == {(where, name) for where, name in named if not (ROOT / name).is_file()}


def anchors(text: str) -> set[str]:
    """The names of a page's headings as GitHub makes them, and those that it sets itself."""
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for heading in re.findall(r"^#{1,6} +(.+?) *$", outside, re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return {*found, *re.findall(r'<a id="([^"]+)">', outside)}


@pytest.mark.parametrize("name", documents())
def test_every_link_to_a_heading_finds_it(name: str) -> None:
    page = ROOT / name
    for target, anchor in ANCHOR.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            other = page.parent / target if target else page
            assert anchor in anchors(other.read_text(encoding="utf-8")), f"{name}: {target}#{anchor}"


def test_a_link_to_a_heading_that_is_not_there_would_be_found() -> None:
    assert anchors('# One `two`, three\n\n## A\n\n## A\n\n```text\n# not this\n```\n<a id="x-y"></a>\n') == {
        "one-two-three", "a", "a-1", "x-y",
    }  # fmt: skip


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
