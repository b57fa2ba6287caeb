"""A release is made only where tag, version and changelog agree."""

import pytest

from scripts.release_notes import notes

CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n{}\n## [0.2.0] - 2026-11-26\n\n### Added\n\n- A thing.\n\n"
    "## [0.1.0] - 2026-01-02\n\n- All.\n"
)


def test_the_notes_are_the_section_of_the_version() -> None:
    assert notes("v0.2.0", changelog=CHANGELOG.format(""), version="0.2.0") == "### Added\n\n- A thing."
    assert notes("v0.1.0", changelog=CHANGELOG.format(""), version="0.1.0") == "- All."


@pytest.mark.parametrize(
    ("tag", "version", "changelog", "said"),
    [
        ("v0.2.1", "0.2.0", CHANGELOG.format(""), "the tag v0.2.1"),
        ("0.2.0", "0.2.0", CHANGELOG.format(""), "the tag 0.2.0"),
        ("v0.3.0", "0.3.0", CHANGELOG.format(""), "no section"),
        ("v0.2.0", "0.2.0", CHANGELOG.format("\n- Not yet.\n"), "unreleased"),
        ("v0.2.0", "0.2.0", CHANGELOG.format("").replace(" - 2026-11-26", ""), "no date"),
        ("v0.2.0", "0.2.0", CHANGELOG.format("").replace("### Added\n\n- A thing.\n", ""), "is empty"),
    ],
)
def test_what_does_not_agree_is_told(tag: str, version: str, changelog: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        notes(tag, changelog=changelog, version=version)
