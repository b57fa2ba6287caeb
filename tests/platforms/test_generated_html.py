"""A page in Markdown and the HTML that MkDocs builds of it say the same: the same facts, and the same lines."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from driftwatch.model.facts import AnyFact
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Owner
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements
from tests.extract.fixture_pages import BASE, fixture_pages

CONFIGURATION = """\
site_name: Docs
theme: mkdocs
plugins: []
use_directory_urls: false
markdown_extensions: [tables, fenced_code, admonition, toc, sane_lists]
"""
COMPONENT = re.compile(r"^\s*(?:<[A-Z]|\{%)", re.MULTILINE)
"""What MkDocs does not know: components, and the template tags of GitBook."""
OF_MINTLIFY = re.compile(r"\A\n*(?:>[^\n]*\n)+\n|[ ]theme=\{null\}|\n## OpenAPI\n.*\Z", re.DOTALL)
"""What Mintlify puts into the Markdown of a page, and what no other generator reads."""


def pages() -> dict[str, str]:
    """Return the fixtures that any generator can build: those without components."""
    written = {name: OF_MINTLIFY.sub("", text) for name, text in fixture_pages(suffix=".md").items()}
    return {name: text for name, text in written.items() if not COMPONENT.search(text)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build all of them as one site."""
    folder = tmp_path_factory.mktemp("mkdocs")
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    for name, text in pages().items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml"))
    subprocess.run(command, check=True, capture_output=True)
    return folder / "site"


def read(name: str, text: str) -> Statements:
    return statements_of(Page(url=f"{BASE}/{name}", path=name, text=text))


def stated(statements: Statements) -> list[tuple[Owner, list[AnyFact]]]:
    """Return what is stated of operations, and of what else a page documents."""
    entries = (entry for each in statements.documentations for entry in each.entries)
    return [(entry.owner, list(entry.facts)) for entry in entries]


@pytest.mark.slow
@pytest.mark.parametrize("name", pages())
def test_html_of_a_page_says_what_its_markdown_says(built: Path, name: str) -> None:
    html = (built / name).with_suffix(".html").read_text(encoding="utf-8")
    one, other = read(name, pages()[name]), read(name, html)
    assert one.text is not None
    assert other.text is not None
    assert other.text.lines == one.text.lines
    assert other.facts == one.facts
    assert stated(other) == stated(one)
