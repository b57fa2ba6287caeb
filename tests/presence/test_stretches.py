"""A page that says what it said but for one stretch lost it on the way, unless people take such stretches out."""

import pytest

from driftwatch.model.text import FORM, Line, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.sections import first_section_lost
from driftwatch.presence.stretches import lost_a_stretch, lost_its_order
from tests.presence.island import Answer, Island, Watch, page_about

WHOLE = """
# Parcels
A parcel is what a courier carries.
Weigh each parcel before it goes.
# Labels
Print a label for each parcel.
Stick the label on the long side.
Keep a copy of the label for a year.
# Depots
A depot is open from six to nine.
Ask the people of the depot for a key.
# Routes
A route begins and ends at a depot.
Couriers choose the order of a route.
Leave out what is closed on that day.
Tell the depot what was left out.
"""


def text(said: str) -> PageText:
    lines = [each for each in said.splitlines() if each]
    return PageText(
        lines=tuple(
            Line("heading", (each[2:],), level=1) if each[0] == "#" else
            Line("row", tuple(each[2:].split("|"))) if each[0] == "|" else Line("sentence", (each,))
            for each in lines
        )
    )  # fmt: skip


def first_lost(now: str, was: str = WHOLE) -> str:
    return first_section_lost(Sides(text(was), Came(path="a", digest="2", facts=0, owners=0, text=text(now))))


def test_sections_that_went_whole_are_known_by_the_first_of_them() -> None:
    assert first_lost(cut("# Depots")) == "Depots"
    assert first_lost(cut("# Labels", "# Routes")) == "Labels"
    assert [first_lost(now) for now in (WHOLE, "", cut("Stick"), cut("# Depots", "Ask the people"))] == [""] * 4
    assert first_lost(cut("# Depots").replace("Weigh each", "Weigh no")) == "", "another edit was made as well"


def is_lost(now: str, was: str = WHOLE) -> bool:
    return lost_a_stretch(Sides(text(was), Came(path="a", digest="2", facts=0, owners=0, text=text(now))))


def cut(first: str, last: str = "", *, instead: str = "") -> str:
    """The whole text without what stands from some words to before others, or to its end."""
    before, _, rest = WHOLE.partition(first)
    return before + instead + (rest[rest.index(last) :] if last else "")


@pytest.mark.parametrize(
    "now",
    [
        cut("Stick"),
        cut("ck the label on", instead=""),
        cut("Keep a copy", instead="Keep a copy of the la"),
        cut("Keep a copy", instead="Keep a copy of the la\nThe answer ended.\nTry once more.\n"),
        cut("# Depots"),
        cut("# Routes"),
        cut("A route begins"),
        cut("Couriers choose"),
        cut("Stick", "Ask the people"),
        cut("Stick", "# Routes"),
        cut("# Depots", "Ask the people"),
        cut("label on the", "people of the"),
        cut("# Parcels", "Weigh each"),
        cut("# Parcels", "parcel before"),
    ],
    ids=[
        "in a section",
        "in a word",
        "in a line",
        "in a line, and an error",
        "the last sections",
        "the last section",
        "behind a heading",
        "the end of the last section",
        "from one section into another one",
        "the end of a section, and the next one",
        "a heading, and what follows it",
        "from one word into another one",
        "the beginning",
        "the beginning, to the midst of a line",
    ],
)
def test_a_stretch_that_people_take_out_seldom_was_lost_on_the_way(now: str) -> None:
    assert is_lost(now)


@pytest.mark.parametrize(
    "now",
    [
        "",
        WHOLE,
        cut("# Labels", "# Depots"),
        cut("# Labels", "# Routes"),
        cut("Stick", "# Depots"),
        cut("Tell the depot"),
        cut("Leave out"),
        cut("A route", "Tell the depot"),
        cut("Couriers", "Tell the depot"),
        cut("Stick", instead="Labels are told of elsewhere.\n"),
        cut("Keep a copy", instead="Keep a c\nOne.\nTwo.\nThree.\nFour.\n"),
        cut("Keep a copy", instead="Keep a\nOne.\n"),
        cut("Keep a copy", "Ask the people", instead="Keep a copy of the la\nOne.\n"),
        cut("Stick", "Ask the people", instead="Stick the l\nStick the lab\nStick the label o\n"),
        cut("# Labels", "# Routes", instead="# Signs\n"),
        cut("# Depots").replace("# Parcels\n", "# Boxes\n"),
        cut("# Depots").replace("# Parcels\n", "# Boxes\n# Crates\n"),
    ],
    ids=[
        "nothing",
        "all",
        "one section",
        "two sections",
        "the end of one section",
        "the last sentence",
        "two last sentences",
        "sentences of the last section",
        "some of them",
        "a sentence in the place of the rest",
        "half a line, and much else",
        "two words, and something else",
        "something else in the midst",
        "three halves",
        "another section",
        "another title",
        "two other titles",
    ],
)  # fmt: skip
def test_what_people_take_out_or_write_was_edited(now: str) -> None:
    assert not is_lost(now)


def test_rows_have_no_order_and_tell_no_end() -> None:
    rows = "".join(f"| {name} | how it is sent\n" for name in ("boat", "cart", "foot", "rail", "road"))
    table = f"# Ways\nHow a parcel goes.\n{rows}"
    assert not is_lost("# Ways\nHow a parcel goes.\n| road | how it is sent\n", was=table)
    assert is_lost("# Ways\nHow a parcel goes.\n| road | how it is sent\n", was=f"{table}And then it is there.\n")


def test_words_of_another_normal_form_lost_nothing() -> None:
    before = PageText(lines=text(WHOLE).lines, form=FORM - 1)
    assert not lost_a_stretch(Sides(before, Came(path="a", digest="2", facts=0, owners=0, text=text(cut("Stick")))))


PAGE = "/guides/billing.md"
RECEIPTS = "\n## Receipts\n\nA receipt is sent to each payer. It names the day.\n"


def watched() -> tuple[Island, Watch, str]:
    site = Island()
    whole = site.answers[PAGE].body + RECEIPTS
    site.answers[PAGE] = Answer(whole)
    watch = Watch(site)
    watch.next_day()
    return site, watch, whole


def test_a_guide_that_ends_early_is_told_as_incomplete_and_its_end_on_the_second_date_alone() -> None:
    site, watch, whole = watched()
    before = watch.facts()
    site.answers[PAGE] = Answer(whole.removesuffix(RECEIPTS))
    assert [each.id for each in watch.next_day()] == ["document-incomplete"]
    site.answers[PAGE] = Answer(whole)
    assert (watch.next_day(), watch.facts()) == ([], before)
    site.answers[PAGE] = Answer(whole.removesuffix(RECEIPTS))
    assert [each.id for each in watch.next_day()] == ["document-incomplete"]
    assert [each.id for each in watch.next_day()] == ["page-section-removed"]


def test_what_a_guide_lost_and_another_one_has_now_went_there() -> None:
    site, watch, whole = watched()
    site.answers[PAGE] = Answer(whole.removesuffix(RECEIPTS))
    site.answers["/guides/receipts.md"] = Answer(f"# Proofs\n{RECEIPTS}")
    site.listed.append("/guides/receipts.md")
    assert "document-incomplete" not in [each.id for each in watch.next_day()]


def lessened_alike(*pages: str, title: str = "## Limits", last: str = "") -> tuple[list[str], Watch]:
    """What is told where pages lose their last section, of one title and with words of their own."""
    site = Island()
    watch = Watch(site)
    watch.next_day()
    for noun in pages:
        before, _, rest = page_about(noun).partition(title)
        site.answers[f"/api/{noun}.md"] = Answer(before + (rest[rest.index(last) :] if last else ""))
    return sorted({each.id for each in watch.next_day()}), watch


def test_sections_of_one_title_that_several_pages_lose_whole_were_taken_out() -> None:
    assert lessened_alike("parcels", "couriers", "depots")[0] == ["page-section-removed", "rate-limit-notice-removed"]
    told, watch = lessened_alike("parcels", "couriers")
    assert told == ["document-incomplete"], "of two pages it may be chance"
    assert "document-incomplete" not in [each.id for each in watch.next_day()]


def test_pages_that_lose_more_than_sections_or_other_ones_are_not_edited_alike() -> None:
    pages = ("parcels", "couriers", "depots")
    assert "document-incomplete" in lessened_alike(*pages, title="| 429")[0]
    assert "document-incomplete" in lessened_alike(*pages, title="## Errors", last="Rate limit")[0]
    site = Island()
    for noun in pages:
        site.answers[f"/api/{noun}.md"] = Answer(page_about(noun).replace("## Limits", f"## How many {noun}"))
    watch = Watch(site)
    watch.next_day()
    for noun in pages:
        site.answers[f"/api/{noun}.md"] = Answer(page_about(noun).partition("## Limits")[0])
    assert {each.id for each in watch.next_day()} == {"document-incomplete"}


def test_a_guide_that_loses_one_more_section_each_day_is_told_from_the_second_date_on() -> None:
    site = Island()
    parts = [f"## Part {at}\n\nWords of part {at} stand here now. They say {at} things.\n\n" for at in range(12)]
    site.answers[PAGE] = Answer("".join(("# Parts\n\nThere are some.\n\n", *parts)))
    watch = Watch(site)
    watch.next_day()
    told = []
    for left in (11, 10, 9):
        site.answers[PAGE] = Answer("".join(("# Parts\n\nThere are some.\n\n", *parts[:left])))
        told.append([each.id for each in watch.next_day()])
    assert told == [["document-incomplete"], ["page-section-removed"] * 2, ["document-incomplete"]]


def test_what_stands_below_a_whole_section_in_place_of_all_further_ones_is_an_error_unless_it_was_edited() -> None:
    assert is_lost(cut("# Depots", instead="Service unavailable.\nTry again in a minute.\n"))
    assert not is_lost(cut("# Depots", instead="One.\nTwo.\nThree.\nFour.\n"))
    assert not is_lost(cut("# Depots", instead="Couriers choose the order of the day.\n"))


def test_what_is_left_in_another_order_was_lost() -> None:
    def is_left(*left: str) -> bool:
        now = Came(path="a", digest="2", facts=0, owners=0, text=text("\n".join(("# Boats", *left))))
        return lost_its_order(Sides(text("# Boats\nOne.\nTwo.\nThree.\nFour.\nFive."), now))

    assert is_left("Five.", "Four.")
    assert not is_left("Four.", "Five."), "three are taken out"
    assert not is_left("Four.", "Three.", "Two."), "two are"
    assert not is_left("Five.", "Four.", "Six."), "one is new"
