"""Small sites give the facts on file, whichever platform they are made in the likeness of."""

from pathlib import Path

import pytest

from tests.platforms.golden_cases import CASES, facts_of, platforms_of

FOUND = sorted(path.parent for path in CASES.glob("*/*/pages"))


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_site_gives_the_facts_on_file(case: Path) -> None:
    assert case.parent.name in platforms_of(case), f"no page of it is one of {case.parent.name}"
    assert (case / "facts.jsonl").read_text(encoding="utf-8") == facts_of(case)


def test_there_are_cases() -> None:
    assert {case.parent.name for case in FOUND} >= {"mintlify", "pages"}
