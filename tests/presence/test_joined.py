"""A page that is two answers in one waits, however much it states; who takes over sections of a page is believed."""

import pytest

from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import Line, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.joined import is_joined
from driftwatch.presence.other_pages import OtherPages
from tests.presence.island import HTML, Answer, Island, Watch, html_about, page_about

PAGE, OTHER = "/api/parcels.md", "/api/couriers.md"
WHOLE, ITS = page_about("parcels"), page_about("couriers")
SEAT = "| `seat` | string | no | Which seat the courier has. |\n| `hours` | integer | no | How many hours. |\n"
MORE = ITS.replace("| `shift`", SEAT + "| `shift`")


def after(text: str, words: str) -> str:
    return text[text.index(words) :]


def until(text: str, words: str) -> str:
    return text[: text.index(words)]


JOINED = {
    "in the midst of two sentences": until(WHOLE, "hands over") + after(MORE, "answer has come"),
    "in the midst of two tables": until(WHOLE, "| `fragile`") + after(MORE, "| `seat`"),
    "the other page first": until(MORE, "`shift`") + after(WHOLE, "| 429"),
    "the other page below it": WHOLE + "\n" + MORE,
    "the other page in its midst": until(WHOLE, "| 429") + MORE + after(WHOLE, "| 429"),
    "in the midst of a row": until(WHOLE, "a fragile matters") + after(MORE, "seat the courier"),
}


@pytest.mark.parametrize("body", JOINED.values(), ids=JOINED)
def test_two_answers_in_one_are_what_they_were_once_they_are_back(body: str) -> None:
    site = Island()
    site.answers[OTHER] = Answer(MORE)
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    site.answers[PAGE] = Answer(body)
    assert {each.id for each in watch.next_day()} <= {"document-incomplete", "document-missing"}
    site.answers[PAGE] = Answer(WHOLE)
    assert watch.next_day() == []
    assert watch.facts() == before


def test_two_answers_of_html_in_one_are_torn() -> None:
    site = Island()
    for noun in ("routes", "labels", "depots"):
        site.answers[f"/html/{noun}"] = Answer(html_about(noun), HTML)
        site.listed.append(f"/html/{noun}")
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    one, other = html_about("routes"), html_about("labels")
    joined = until(one, "<td><code>target") + "</td></tr></table></main></body></html>" + other
    site.answers["/html/routes"] = Answer(joined.replace("<html><head>", "<html lang=en><head>"), HTML)
    assert {each.id for each in watch.next_day()} <= {"document-incomplete", "document-missing"}
    site.answers["/html/routes"] = Answer(one, HTML)
    assert watch.next_day() == []
    assert watch.facts() == before


def lines(*said: str) -> tuple[Line, ...]:
    """Lines of a page: `#` begins a heading, `|` a row."""
    return tuple(_line(each) for each in said)


def _line(said: str) -> Line:
    if said.startswith("#"):
        return Line("heading", (said[2:],), level=1)
    return Line("row", tuple(said[1:].split("|"))) if said.startswith("|") else Line("sentence", (said,))


OURS = lines(
    "# Boats", "A boat is kept in the northern harbour.", "# Sails", "Each sail is mended once a year.", "|big|twenty",
    "|small|ten", "# Anchors", "Anchors are counted in autumn.", "Nobody counts them in spring.",
)  # fmt: skip
THEIRS = lines(
    "# Carts", "A cart is kept in the southern yard.", "# Wheels", "Each wheel is painted by hand.", "|front|two",
    "|rear|four", "# Horses", "Horses are fed at six in the morning.", "They sleep in the yard.",
)  # fmt: skip


def joined(
    now: tuple[Line, ...],
    *,
    said: tuple[Line, ...] = THEIRS,
    theirs: tuple[Line, ...] | None = THEIRS,
    kept: str = "full",
) -> bool:
    texts = {"a": PageText(lines=OURS), "b": PageText(lines=said)}
    if kept == "digest":
        texts["a"] = texts["a"].digested()
    known = [Document(path=path, url=path, digest=f"0{path}") for path in texts]
    previous = Snapshot([], known, texts={path: lambda path=path: texts[path] for path in texts}, label="before")
    came = {"a": Came(path="a", digest="1", facts=9, owners=1, text=PageText(lines=now))}
    if theirs is not None:
        came["b"] = Came(path="b", digest="1b", facts=9, owners=1, text=PageText(lines=theirs))
    return is_joined(Sides(previous.text("a"), came["a"]), OtherPages(previous, came), "a")


def test_a_page_that_goes_on_as_another_one_in_the_midst_of_a_section_is_joined() -> None:
    assert joined((*OURS[:5], *THEIRS[6:])), "it lost the rest of its own section"
    assert joined((*OURS[:3], *THEIRS[5:])), "it lacks the beginning of the other one"
    assert joined((*THEIRS[:5], *OURS[6:])), "the other one ends before its section does"
    assert joined((*OURS[:3], *lines("Each sail is painted by hand."), *THEIRS[4:8])), "in the midst of a sentence"
    assert joined((*OURS[:5], *lines("rear four more"), *THEIRS[6:])), "whatever stands at the seam"
    assert joined((*THEIRS, *OURS)), "all of it came"


def test_sections_of_another_page_are_written() -> None:
    assert not joined((*OURS[:6], *THEIRS[6:])), "whole ones in place of whole ones"
    assert not joined((*OURS, *THEIRS[6:])), "a section more"
    assert not joined((*OURS[:4], *THEIRS[3:6], *OURS[4:])), "a part of one, in the midst of another"
    assert not joined((*OURS[:5], *THEIRS[7:])), "two sentences"
    assert not joined((*OURS[:5], *THEIRS[6:], *OURS[6:])), "what follows stands below it"
    assert not joined((*OURS[:3], *THEIRS[3:6], *OURS[7:], *THEIRS[6:7])), "something of its own stands between them"


def test_what_the_other_page_lost_went_to_this_one() -> None:
    assert not joined((*OURS[:5], *THEIRS[6:]), theirs=THEIRS[:2])
    assert not joined((*OURS[:5], *THEIRS[6:]), theirs=None)


def test_of_hashes_nothing_is_told() -> None:
    assert not joined((*OURS[:5], *THEIRS[6:]), kept="digest")


def test_most_of_what_came_is_of_the_other_page() -> None:
    new = lines(*(f"Sentence number {at} tells something new." for at in range(9)))
    assert not joined((*OURS[:5], *THEIRS[6:], *new))
    assert not joined((*OURS[:5], *THEIRS[6:7], *new, *THEIRS[7:]))
    assert not joined((*OURS[:5], *THEIRS[6:7], *new[:2], *THEIRS[7:])), "it is written among lines of its own"


def test_a_page_that_repeats_what_it_says_in_common_with_another_one_takes_nothing_over() -> None:
    common = (OURS[1], OURS[3], OURS[4])
    theirs = (*THEIRS[:6], *common)
    assert not joined((*OURS[:5], *common), said=theirs, theirs=theirs)


def test_a_page_that_takes_over_all_of_another_one_is_told_on_the_second_date_whatever_else_it_says_by_then() -> None:
    watch = Watch(Island())
    watch.next_day()

    def told(day: int) -> list[Finding]:
        watch.island.answers[PAGE] = Answer(f"{WHOLE}\nChecked by hand {day} times.\n\n{MORE}")
        return watch.next_day()

    watch.island.answers[OTHER] = Answer(MORE)
    watch.next_day()
    (finding,) = told(1)
    assert finding.id == "document-incomplete"
    assert "with nothing new: it says what it said, twice, in other blocks or together with another" in finding.message
    assert {"page-section-added", "rate-limit-changed"} & {each.id for each in told(2)}


def test_a_page_that_is_joined_with_another_one_each_day_waits() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    for noun in ("couriers", "depots", "labels"):
        site.answers[PAGE] = Answer(f"{WHOLE}\n{page_about(noun)}")
        assert [each.id for each in watch.next_day()] == ["document-incomplete"]
    site.answers[PAGE] = Answer(WHOLE)
    assert (watch.next_day(), watch.facts()) == ([], before)
