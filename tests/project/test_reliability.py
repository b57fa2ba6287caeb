"""docs/reliability.md names only tests that exist, and one for every fault."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE_ROW = re.compile(r"^\| (?!fault|---)(.+) \|$", re.MULTILINE)
EXIT_CODES = {"0", "1", "2", "3", "130", "-"}


def rows() -> list[list[str]]:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    return [row.split(" | ") for row in TABLE_ROW.findall(text) if not row.startswith("---")]


def existing_tests() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    return {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}


def test_every_test_that_the_page_names_exists() -> None:
    named = {name for row in rows() for name in re.findall(r"`(test_\w+)`", row[-1])}
    assert set() == named - existing_tests()


def test_every_fault_has_an_exit_code_and_a_test() -> None:
    found = rows()
    assert len(found) > 40
    assert [] == [row[0] for row in found if len(row) != 4 or row[2] not in EXIT_CODES or "`test_" not in row[3]]


def test_every_fault_test_stands_on_the_page() -> None:
    named = {name for row in rows() for name in re.findall(r"`(test_\w+)`", row[-1])}
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "e2e").glob("test_faults_*.py")]
    written = {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    assert sorted(written - named - ELSEWHERE) == []


ELSEWHERE = {
    # Questions of people, not faults.
    "test_a_history_without_changes_says_so",
    "test_before_the_first_capture_every_question_says_so",
    "test_live_finds_nothing_removed_behind_a_page_that_is_down",
    "test_live_of_a_site_that_is_down_is_not_observed",
    "test_live_without_a_configuration_is_wrong_usage",
    "test_outside_of_a_repository_a_revision_is_wrong_usage",
    "test_outside_of_a_repository_the_history_is_not_observed",
    "test_the_history_of_nothing_is_empty",
    "test_without_a_configuration_a_run_says_how_to_get_one",
}
