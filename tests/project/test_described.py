"""What the generated pages are made of: no key, member or shape without words, and a line for every rule."""

import re
from pathlib import Path

import pytest
from msgspec import Struct

from driftwatch.config import keys as config
from driftwatch.reports import history_shapes
from driftwatch.rules.catalogue import explained
from pages import configuration as configuration_page
from pages import json_formats, rules
from pages.structs import UndocumentedError, documented_members, members, structs_below, words

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


class Documented(Struct):
    """A table with one key."""

    key: str = ""
    """What it means."""


class Undocumented(Documented):
    """A table with a key that nobody described."""

    other: int = 1


def test_a_key_without_a_description_stops_the_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.meaning for each in documented_members(Documented)] == ["What it means."]
    with pytest.raises(UndocumentedError, match="no docstring below other"):
        documented_members(Undocumented)
    monkeypatch.setattr(config, "Config", Undocumented)
    with pytest.raises(UndocumentedError):
        configuration_page.configuration("<!-- keys of Undocumented: written by `make docs` -->\n<!-- end -->\n")


def test_a_table_of_the_configuration_that_is_not_on_the_page_stops_the_writing() -> None:
    with pytest.raises(UndocumentedError, match=r"docs/configuration\.md has tables of \[\]"):
        configuration_page.configuration("# Configuration\n")


def test_every_key_of_the_configuration_stands_on_its_page() -> None:
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    keys = [each.name for kind in structs_below(config.Config) for each in members(kind)]
    assert len(keys) > 35
    assert set(keys) == set(re.findall(r"^\| `(\w+)` \| (?!no colours)", page, re.MULTILINE)) - {"NO_COLOR"} - {
        "DRIFTWATCH_NOW", "GITHUB_TOKEN", "SOURCE_DATE_EPOCH",
    }  # fmt: skip


def test_a_shape_that_is_not_on_the_page_stops_the_writing() -> None:
    with pytest.raises(UndocumentedError, match=r"docs/json\.md tells nothing of .*Findings"):
        json_formats.json_formats("# JSON\n")


def test_choices_are_told_in_the_order_in_which_they_are_declared() -> None:
    level = next(each for each in members(history_shapes.HistoryFinding) if each.name == "level")
    assert words(level) == '`"breaking"`, `"warning"`, `"info"`'


def test_every_rule_has_one_line_that_can_be_linked() -> None:
    lines = [line for line in rules.rules_reference().splitlines() if line.startswith("| <a id=")]
    assert [re.findall(r'<a id="([^"]+)"></a>`([^`]+)`', line) for line in lines] == [
        [(rule.id, rule.id)] for rule in sorted(explained().values(), key=lambda each: (rules.area_of(each), each.id))
    ]
    assert len(lines) == len({rules.area_of(each) + each.id for each in explained().values()}) > 1400
