"""What one answer lacks and the next one has is no drift; what both lack is."""

from collections import Counter
from functools import partial

import pytest

from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import FORM, Line, PageText
from driftwatch.presence.came import Came
from driftwatch.presence.second_look import MOST, doubtful_losses, nearer
from tests.presence.island import JSON, MARKDOWN, PLAIN, Answer, Island, Watch, page_about

PAGE = "/api/parcels.md"


class Moody(Island):
    """A site whose first answers of a run may differ from the next ones."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()
        self.first: dict[str, Answer] = {}
        """What a path answers when it is asked for the first time."""

    def _answer(self, url: str) -> Answer:
        path = url.removeprefix("https://docs.example.com")
        self.asked[path] += 1
        return self.first[path] if self.asked[path] == 1 and path in self.first else super()._answer(url)


def without_its_middle(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[: len(lines) // 3] + lines[2 * len(lines) // 3 :])


def watched() -> tuple[Moody, Watch]:
    site = Moody()
    watch = Watch(site)
    watch.next_day()
    site.asked.clear()
    return site, watch


@pytest.mark.parametrize(
    "spoilt",
    [
        Answer(without_its_middle(page_about("parcels"))),
        Answer("OK", PLAIN),
        Answer("no healthy upstream", PLAIN),
        Answer('{"message": "Rate exceeded"}', JSON),
        Answer("# Maintenance\n\nOur documentation is being updated.\n", MARKDOWN),
        Answer(page_about("couriers")),
    ],
    ids=["no middle", "ok", "gateway", "json", "maintenance", "another page"],
)
def test_one_spoilt_answer_is_asked_for_again_and_tells_nothing(spoilt: Answer) -> None:
    site, watch = watched()
    before = watch.facts()
    site.first[PAGE] = spoilt
    assert watch.next_day() == []
    assert site.asked[PAGE] == 2
    assert watch.facts() == before


def test_a_loss_that_lasts_is_told() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(without_its_middle(page_about("parcels")))
    assert {each.id for each in watch.next_day()} == {"document-incomplete"}
    assert site.asked[PAGE] == 2
    assert "request-body-removed" in {each.id for each in watch.next_day()}


def test_the_answer_that_says_more_is_believed_whichever_comes_first() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer("OK", PLAIN)
    site.first[PAGE] = Answer(page_about("parcels").replace("yes | What", "no | What"))
    assert {each.id for each in watch.next_day()} == {"request-property-became-optional"}
    assert site.asked[PAGE] == 1, "nothing much is missing: one answer is enough"
    site.asked.clear()
    site.first[PAGE] = Answer(without_its_middle(page_about("parcels")))
    watch.next_day()
    assert site.asked[PAGE] == 2
    assert watch.known is not None
    assert watch.known.documents[PAGE.strip("/").removesuffix(".md")].reason == "lessened"


def _itself(text: PageText) -> PageText:
    return text


def test_words_in_another_normal_form_are_no_loss() -> None:
    lines = tuple(Line(kind="sentence", cells=(f"The box number {number} is here.",)) for number in range(20))
    before = Document(path="boxes", url="https://docs.example.com/boxes", digest="0" * 32)
    came = Came(path="boxes", digest="1" * 32, facts=0, owners=0, text=PageText(lines=lines[:5]))
    losses = {}
    for form in (FORM, FORM - 1):
        text = PageText(lines=lines, form=form)
        known = Snapshot((), (before,), texts={"boxes": partial(_itself, text)})
        losses[form] = doubtful_losses(known, {"boxes": came}, ())
    assert losses == {FORM: ("boxes",), FORM - 1: ()}


def test_a_small_edit_is_asked_for_once() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(page_about("parcels").replace("429", "503"))
    assert watch.next_day()
    assert site.asked[PAGE] == 1


def test_a_site_that_is_down_is_not_asked_again() -> None:
    site = Moody()
    for number in range(2 * MOST):
        path = f"/guides/{number}.md"
        site.answers[path] = Answer(page_about("parcels").replace("parcel", f"thing{number}"))
        site.listed.append(path)
    watch = Watch(site, min_read_share=0.05)
    watch.next_day()
    site.asked.clear()
    for number in range(MOST + 1):
        site.answers[f"/guides/{number}.md"] = Answer(f"# Maintenance\n\nCome back in {number} hours.\n")
    watch.next_day()
    assert max(site.asked.values()) == 1


def test_an_index_whose_new_addresses_lead_nowhere_removes_nothing() -> None:
    site = Moody()
    guides = [f"/guides/{noun}.md" for noun in ("cranes", "ramps", "scales", "vans")]
    site.answers |= {path: Answer(f"# About {path}\n\nThe team keeps {path} for all that come.\n") for path in guides}
    site.listed += guides
    watch = Watch(site, min_read_share=0.05)
    watch.next_day()
    site.listed = [f"/v2{path}" if path in guides else path for path in site.listed]
    assert {each.id for each in watch.next_day()} <= {"document-missing"}
    assert watch.known is not None
    assert {path.strip("/").removesuffix(".md") for path in guides} <= set(watch.known.documents)


def test_of_two_readings_that_counts_which_has_more_of_what_was_there() -> None:
    kept, fresh, other = (Line("sentence", (each,)) for each in ("It closes.", "It opens.", "It turns."))
    before = PageText(lines=(kept, other))
    today, former = PageText(lines=(kept, fresh)), PageText(lines=(kept, other, fresh))
    assert nearer(before, today, former) is former
    assert nearer(before.digested(), today, former) is former
    assert nearer(before, former, former.in_form(FORM)) is former
    assert nearer(PageText(lines=(kept,)), today, former) is today
