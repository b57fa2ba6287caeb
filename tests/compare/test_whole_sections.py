"""A section that came or went is told once, with the samples in it."""

from msgspec import UNSET

from tests.compare.page_snapshots import changes_of, lines_of

GUIDE = "# Guide\n\nHello there.\n"
PART = "\n## Ask for a box\n\nIt is sent at once.\n\n```json\n{%s}\n```\n"
ONE, TWO = PART % '"lid": true', PART % '"lid": true, "size": 3'
SAYS = ["Ask for a box", "It is sent at once.", "JSON lid: boolean"]


def test_a_section_that_came_or_went_is_told_with_its_samples():
    assert lines_of(changes_of(GUIDE, GUIDE + ONE)) == [("page.section.added", "Ask for a box", UNSET, SAYS)]
    assert lines_of(changes_of(GUIDE + ONE, GUIDE)) == [("page.section.removed", "Ask for a box", SAYS, UNSET)]


def test_a_sample_that_changes_with_its_section_is_told_with_it():
    (told,) = lines_of(changes_of(GUIDE + ONE, GUIDE + TWO.replace("at once", "later")))
    befores, afters = (
        ["It is sent at once.", "JSON lid: boolean"],
        ["It is sent later.", "JSON lid: boolean, size: integer"],
    )
    assert told[0] == "page.text.changed"
    assert told[2] == befores
    assert told[3] == afters


def test_a_sample_that_changes_alone_is_told_as_one():
    (told,) = lines_of(changes_of(GUIDE + ONE, GUIDE + TWO))
    assert told[0] == "sample.call.changed"
