"""Golden files: every fact of a whole page. `PYTHONPATH=. python tests/extract/test_whole_pages.py` rewrites them."""

from pathlib import Path

import msgspec
import pytest

from driftwatch.extract.fields.components import component_facts
from driftwatch.extract.pages.page_facts import page_facts
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.facts import AnyFact
from driftwatch.platforms.pages.plain_page import operations_of_page

PAGES = Path(__file__).parent / "pages"
NAMES = ("clips.md", "errors.md", "widgets.html")


def tree_of(path: Path) -> Section:
    text = path.read_text(encoding="utf-8")
    return sections_of_html(text) if path.suffix == ".html" else sections_of_markdown(text)


def lines_of(page: Section) -> str:
    blocks = [("page", page_facts(page)), ("components", component_facts(page))]
    blocks += [(f"{item.method} {item.path}", item.facts) for item in operations_of_page(page, "widgets")]
    return "".join(f"# {title}\n{written(facts)}" for title, facts in blocks)


def written(facts: tuple[AnyFact, ...]) -> str:
    return "".join(msgspec.json.encode(fact).decode() + "\n" for fact in facts)


def golden(name: str) -> Path:
    return PAGES / f"{name.partition('.')[0]}.facts.jsonl"


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_page_gives_the_facts_on_file(name: str) -> None:
    assert golden(name).read_text(encoding="utf-8") == lines_of(tree_of(PAGES / name))


if __name__ == "__main__":
    for page in NAMES:
        golden(page).write_text(lines_of(tree_of(PAGES / page)), encoding="utf-8")
