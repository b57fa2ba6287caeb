"""Every page of every fixture as it is served: the bundled site in all versions, cases of platforms, whole pages."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from driftwatch.demo.build import ORIGIN, VERSIONS, site_files

TESTS = Path(__file__).parents[1]
BASE = "https://docs.example.com"


@cache
def fixture_pages(*, suffix: str) -> dict[str, str]:
    """Return texts by a name that says where each comes from; `suffix` is `.md`, or `.html` for pages in HTML."""
    return dict(sorted((*_of_the_site(suffix), *_of_the_tests(suffix))))


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
