"""The same words are read as the same lines, or the version of their normal form is another one."""

from tests.platforms.lines_on_file import Reading, on_file, read_otherwise, readings

ANEW = "run: python -m tests.platforms.lines_on_file"


def test_pages_that_say_the_same_are_read_as_they_were_in_this_version_of_the_normal_form() -> None:
    before, now = on_file(), readings()
    assert read_otherwise(before, now) == [], "raise FORM in driftwatch/model/text.py, then " + ANEW
    assert before == now, "pages or the version are other ones, " + ANEW


def test_another_version_or_another_text_may_be_read_otherwise() -> None:
    one = Reading(1, "text", "lines")
    assert read_otherwise({"a": one}, {"a": one._replace(lines="others"), "b": one}) == ["a"]
    assert read_otherwise({"a": one}, {"a": Reading(2, "text", "others")}) == []
    assert read_otherwise({"a": one}, {"a": Reading(1, "other text", "others")}) == []
