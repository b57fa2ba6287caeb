"""What a source asks for, in a form in which two configurations that ask for the same are equal."""

from driftwatch.config.keys import SourceConfig
from driftwatch.model.asked import Asked
from driftwatch.presence.asked import asked_of


def test_a_site_asks_for_documents_by_their_places_and_for_patterns_in_any_order() -> None:
    site = "https://docs.example.com"
    one = SourceConfig(
        documents=(f"{site}/b.md", f"{site}/a.md"), include=("/b/*", "/a/*", "/b/*"), exclude=("/old/*",)
    )
    asked = Asked(documents=("a", "b"), include=("/a/*", "/b/*"), exclude=("/old/*",))
    assert asked_of(one) == asked


def test_a_repository_asks_for_files_by_its_patterns() -> None:
    one = SourceConfig(repository="https://git.example.com/docs", paths=("b/**", "a/**"), exclude=("a/old/**",))
    assert asked_of(one) == Asked(paths=("a/**", "b/**"), exclude=("a/old/**",))


def test_a_source_that_chooses_nothing_asks_for_everything() -> None:
    assert asked_of(SourceConfig(index="https://docs.example.com/llms.txt")) == Asked()
