"""An index that lost several entries and has few new ones is believed on the second date; what it says then is told."""

import pytest
from msgspec import structs

from driftwatch.errors import LossError
from driftwatch.presence.links import lacks_many
from tests.presence.island import HTML, PLAIN, PROSE, ROOT, Answer, Island, Watch, page_about

MANY = 40
LOST = [f"/guides/{number}.md" for number in range(5)]


def site(*, without: list[str] = [], new: int = 0, dead: bool = False) -> Island:  # noqa: B006 - never changed
    """A site of which an index may lack entries; the pages are there still, unless they are `dead`."""
    island = Island()
    for number in range(MANY):
        text = PROSE.replace("billing works", f"subject {number} works").replace("five", str(number + 2))
        island.answers[f"/guides/{number}.md"] = Answer(text)
    for number in range(new):
        island.answers[f"/new/{number}.md"] = Answer(page_about("parcels").replace("parcels", f"crates{number}"))
    island.listed = [path for path in island.answers if path not in without]
    for path in without if dead else ():
        del island.answers[path]
    return island


def told(watch: Watch, island: Island) -> list[str]:
    watch.island = island
    return [each.id for each in watch.next_day()]


def watched() -> Watch:
    watch = Watch(site(), min_read_share=0.9)
    watch.next_day()
    return watch


def test_an_index_that_lacks_a_tenth_for_a_day_removes_nothing() -> None:
    watch = watched()
    before = watch.facts()
    assert told(watch, site(without=LOST)) == ["document-missing"] * 5
    assert (told(watch, site()), watch.facts()) == ([], before)


def test_what_it_lacks_on_two_dates_is_gone() -> None:
    watch = watched()
    told(watch, site(without=LOST))
    assert told(watch, site(without=LOST)).count("document-removed") == 5
    assert told(watch, site(without=LOST)) == []


def test_other_losses_meanwhile_hold_up_nothing() -> None:
    watch = watched()
    told(watch, site(without=LOST))
    assert told(watch, site(without=[*LOST, "/guides/9.md"])).count("document-removed") >= 5


@pytest.mark.parametrize(
    ("known", "lost", "fresh", "expected"),
    [
        (40, 4, 0, True),
        (40, 4, 1, True),
        (40, 3, 0, False),
        (10, 2, 0, False),
        (10, 3, 0, True),
        (40, 4, 2, False),
        (40, 20, 20, False),
    ],
    ids=["a tenth", "and one new", "less", "two of a small one", "three of it", "half as many new", "moved"],
)
def test_how_much_an_index_has_to_lack(known: int, lost: int, fresh: int, expected: bool) -> None:  # noqa: FBT001
    assert lacks_many(known, lost, fresh) is expected


def test_what_is_awaited_is_awaited_until_another_date_though_most_is_back() -> None:
    watch = watched()
    before = watch.facts()
    told(watch, site(without=LOST))
    watch.day -= 1
    assert told(watch, site(without=LOST[:2])) == []
    assert (told(watch, site()), watch.facts()) == ([], before)


def test_what_is_not_back_with_the_others_is_gone_on_the_second_date() -> None:
    """The other half: who takes two of five pages out on that day is told on the next one, as of all five."""
    watch = watched()
    told(watch, site(without=LOST))
    assert told(watch, site(without=LOST[:2])).count("document-removed") == 2


def test_what_answers_404_and_leaves_the_index_on_that_date_is_gone_at_once() -> None:
    watch, gone = watched(), site()
    gone.answers[LOST[0]] = Answer("no", PLAIN, status=404)
    assert told(watch, gone) == ["document-missing"]
    watch.day -= 1
    assert "document-removed" in told(watch, site(without=LOST[:1], dead=True))


@pytest.mark.parametrize("keys", [{"exclude": ("/nothing/*",)}, {"include": ("/guides/*", "/api/*")}])
def test_patterns_that_are_edited_on_that_day_remove_nothing(keys: dict[str, tuple[str, ...]]) -> None:
    watch = watched()
    watch.source = structs.replace(watch.source, **keys)
    assert set(told(watch, site(without=LOST))) == {"document-missing"}
    assert "document-removed" not in told(watch, site())


def test_what_patterns_leave_out_is_nobodys_drift_on_the_same_date() -> None:
    """The other half: such pages are no losses of the index, and not waited for."""
    watch = watched()
    watch.source = structs.replace(watch.source, exclude=tuple(LOST))
    assert [each for _ in range(3) for each in told(watch, site(without=LOST))] == []


def test_one_page_that_is_no_longer_listed_and_does_not_answer_is_gone_at_once() -> None:
    assert "document-removed" in told(watched(), site(without=LOST[:1], dead=True))


def test_one_page_that_is_no_longer_listed_and_says_what_it_said_may_be_back() -> None:
    watch = watched()
    before = watch.facts()
    assert told(watch, site(without=LOST[:1])) == ["document-missing"]
    assert (told(watch, site()), watch.facts()) == ([], before)


def test_such_a_page_is_gone_on_the_second_date_and_told_once() -> None:
    watch = watched()
    told(watch, site(without=LOST[:2]))
    watch.day -= 1
    assert told(watch, site(without=LOST[:2])) == [], "the same day says nothing new"
    assert told(watch, site(without=LOST[:2])).count("document-removed") == 2
    assert told(watch, site(without=LOST[:2])) == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer("no", PLAIN, status=503),
        Answer(PROSE),
        Answer(location="/guides/9.md"),
        Answer("<html><head><title>Docs</title></head><body></body></html>", HTML),
    ],
    ids=["fails", "something else", "redirects", "a shell"],
)
def test_what_is_no_longer_listed_and_answers_otherwise_is_gone_at_once(answer: Answer) -> None:
    island = site(without=LOST[:1])
    island.answers[LOST[0]] = answer
    assert "document-removed" in told(watched(), island)


def test_a_page_in_whose_place_another_is_listed_is_gone_at_once() -> None:
    assert "document-removed" in told(watched(), site(without=LOST[:1], new=1))


def test_a_page_that_a_person_no_longer_wants_is_not_asked_for() -> None:
    watch = watched()
    watch.source = structs.replace(watch.source, exclude=(LOST[0],))
    assert [each for _ in range(3) for each in told(watch, site(without=LOST[:1]))] == []


def test_who_awaits_nothing_has_no_page_asked_for_that_is_not_listed() -> None:
    watch = watched()
    watch.source = structs.replace(watch.source, confirm_removals=1)
    assert "document-removed" in told(watch, site(without=LOST[:1]))


def test_pages_in_whose_place_others_are_listed_are_gone_at_once() -> None:
    assert told(watched(), site(without=LOST, new=3)).count("document-missing") == 0


def test_most_of_an_index_is_still_for_a_person_to_accept() -> None:
    watch = watched()
    with pytest.raises(LossError):
        told(watch, site(without=[f"/guides/{number}.md" for number in range(MANY)]))


def test_what_a_person_takes_out_of_the_configuration_is_nobodys_drift() -> None:
    island = site()
    watch = Watch(island)
    pages = tuple(f"{ROOT}{path}" for path in island.answers if path.endswith(".md"))
    watch.source = structs.replace(watch.source, index="", documents=pages)
    assert [each for _ in range(2) for each in watch.next_day()] == []
    watch.source = structs.replace(watch.source, documents=pages[:-5])
    assert [each for _ in range(3) for each in watch.next_day()] == []
