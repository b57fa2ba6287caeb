"""A merge that nobody finished leaves its marks in a page: it says two things, and is awaited."""

import pytest

from driftwatch.presence.unmerged import is_unmerged
from tests.presence.island import Answer, Island, Watch, page_about

PAGE = "/api/parcels.md"
OURS, BETWEEN, THEIRS = "<<<<<<< HEAD\n", "=======\n", ">>>>>>> errors of parcels\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"One.\n{OURS}Two.\n{BETWEEN}Three.\n{THEIRS}Four.\n", True),
        (f"{OURS}{BETWEEN}{THEIRS}", True),
        (f"{OURS}Two.\n{BETWEEN}Three.\n".replace("\n", "\r\n") + THEIRS, True),
        (f"{OURS}Two.\n{THEIRS}{BETWEEN}", False),
        (f"{OURS}Two.\n{BETWEEN}", False),
        (f"{OURS}Two.\n", False),
        (f"A title\n{BETWEEN}\nOf two lines.\n", False),
        (f"It begins with `{OURS.strip()}`.\n{BETWEEN}{THEIRS}", False),
        ("", False),
    ],
)
def test_the_three_marks_stand_in_their_order(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_unmerged(text) is expected


def marked(text: str) -> str:
    line = "| 409 | The parcel exists already. | No |\n"
    assert line in text
    return text.replace(line, f"{OURS}{line}{BETWEEN}| 410 | The parcel is gone. | No |\n{THEIRS}")


def test_what_a_merge_left_is_awaited_and_whole_again_the_day_after() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    site.answers[PAGE] = Answer(marked(page_about("parcels")))
    (told,) = watch.next_day()
    assert told.id == "document-missing"
    assert "it holds the marks of a merge that nobody finished" in told.message
    site.answers[PAGE] = Answer(page_about("parcels"))
    assert (watch.next_day(), watch.facts()) == ([], before)


def test_marks_that_stay_are_what_a_page_says_and_hold_back_no_later_edit() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    text = marked(page_about("parcels"))
    site.answers[PAGE] = Answer(text)
    watch.next_day()
    assert watch.next_day() != []
    site.answers[PAGE] = Answer(text.replace("Too many parcels at once.", "Too many parcels in a minute."))
    assert "document-missing" not in {each.id for each in watch.next_day()}


def test_pages_with_marks_came_however_many_of_them() -> None:
    site = Island()
    watch = Watch(site, min_read_share=0.9)
    watch.next_day()
    for path in site.calls[:3]:
        line = next(line for line in site.answers[path].body.splitlines(keepends=True) if line.startswith("| 409"))
        both = f"{OURS}{line}{BETWEEN}| 410 | It is gone. | No |\n{THEIRS}"
        site.answers[path] = Answer(site.answers[path].body.replace(line, both))
    assert [each.id for each in watch.next_day()] == ["document-missing"] * 3
    assert "document-missing" not in {each.id for each in watch.next_day()}
