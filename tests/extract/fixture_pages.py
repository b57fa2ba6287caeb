"""Every page of every fixture as it is served: the bundled site in all versions, cases of platforms, whole pages.

Pages that tests of the whole command build themselves are among them: each constant of theirs that is a page.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from driftwatch.demo.build import ORIGIN, VERSIONS, site_files

TESTS = Path(__file__).parents[1]
BASE = "https://docs.example.com"
_PAGE = {
    ".md": re.compile(r"(?:---\n.+?\n---\n\s*)?# \S.*\n(?s:.*)"),
    ".html": re.compile(r"(?is)<(?:!doctype )?html.*<p>.*"),
}
"""How a page begins, and not a file of configuration: Markdown with its title, HTML with something to read."""


@cache
def fixture_pages(*, suffix: str) -> dict[str, str]:
    """Return texts by a name that says where each comes from; `suffix` is `.md`, or `.html` for pages in HTML."""
    return dict(sorted((*_of_the_site(suffix), *_of_the_tests(suffix), *_of_whole_runs(suffix))))


def _of_the_site(suffix: str) -> Iterator[tuple[str, str]]:
    for version in VERSIONS:
        for path, content in site_files(version).items():
            text = content.decode().replace(ORIGIN, BASE)
            if path.endswith(".md") if suffix == ".md" else text.startswith("<!DOCTYPE html>"):
                yield f"{version}{path}", text


def _of_the_tests(suffix: str) -> Iterator[tuple[str, str]]:
    for folder in ("platforms/cases", "extract/pages"):
        for file in (TESTS / folder).rglob(f"*{suffix}"):
            yield file.relative_to(TESTS).as_posix(), file.read_text(encoding="utf-8")


def _of_whole_runs(suffix: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for file in sorted((TESTS / "e2e").glob("*.py")):
        for name, value in vars(import_module(f"tests.e2e.{file.stem}")).items():
            text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
            if not name.isupper() or name == "INDEX" or not isinstance(text, str) or text in seen:
                continue
            if _PAGE[suffix].fullmatch(text):
                seen.add(text)
                yield f"e2e/{file.stem}.{name}{suffix}", text
