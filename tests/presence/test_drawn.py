"""A page whose fields a script draws by now says nothing of them: they are not gone, and it is told what to try."""

import pytest

from driftwatch.extract.text.empty_boxes import empty_boxes
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of
from driftwatch.presence.missing import DRAWN
from tests.presence.island import HTML, Answer, Island, Watch, html_about

PAGE = "/api/tariffs"
STATIC = html_about("tariffs")
TABLE = STATIC[STATIC.index("<table") : STATIC.index("</table>") + len("</table>")]
BOX = '<div class="api-skeleton sm"></div>'
DRAWN_BY_SCRIPT = STATIC.replace(TABLE, BOX * 2)


def body(content: str) -> str:
    return f"<!DOCTYPE html><html><body><main><h1>List boxes</h1>{content}</main></body></html>"


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (BOX, 1),
        (BOX * 3, 3),
        ('<div class="react-loading-skeleton"><span class="placeholder"> </span></div>', 1),
        ("<p><span class=loading></span></p>", 1),
        (f'<div class="loading">Words{BOX}</div>', 1),
        ('<div class="api-skeleton">Words</div>', 0),
        ('<div class="image-placeholder"><img src="/map.png"></div>', 0),
        ('<div class="skeletons"></div><div class="loading-text"></div>', 0),
        ('<p class="note">class="loading "</p>', 0),
        ('<input placeholder="size"><p>A loading bay.</p>', 0),
    ],
)
def test_boxes_count_whose_class_says_so_and_in_which_nothing_is_seen(content: str, count: int) -> None:
    assert empty_boxes(body(content)) == count


def test_boxes_of_menus_are_none_of_the_content() -> None:
    assert empty_boxes(f"<html><body><nav>{BOX}</nav><div>{BOX}</div><main><h1>Boxes</h1></main></body></html>") == 0
    assert empty_boxes('<html class="loading">') == 0


class Watched:
    """The site, of which a first capture was taken."""

    def __init__(self) -> None:
        self.site = Island()
        self.watch = Watch(self.site)
        self.watch.next_day()

    def next_day(self, page: str) -> list[Finding]:
        """Tell what is found on a day on which the page is this one."""
        self.site.answers[PAGE] = Answer(page, HTML)
        return list(self.watch.next_day())

    @property
    def known(self) -> Snapshot:
        """The newest capture."""
        assert self.watch.known is not None
        return self.watch.known


@pytest.fixture
def site() -> Watched:
    return Watched()


def test_fields_that_a_script_draws_by_now_are_not_gone_however_long_it_does(site: Watched) -> None:
    before = site.watch.facts()
    (told,) = site.next_day(DRAWN_BY_SCRIPT)
    assert (told.id, told.level) == ("document-incomplete", "info")
    assert "empty boxes in place of its fields" in told.message
    written = files_of(site.known)
    for _ in range(9):
        assert site.next_day(DRAWN_BY_SCRIPT) == []
    assert {**site.watch.facts(), "documents.jsonl": b""} == {**before, "documents.jsonl": b""}
    assert files_of(site.known) == written, "the days are not counted"
    known = site.known.documents["api/tariffs"]
    assert (known.state, known.reason, site.known.seen().drawn) == ("unseen", DRAWN, 1)
    assert site.next_day(STATIC) == []
    assert site.watch.facts() == before
    assert site.known.seen().drawn == 0


def test_words_of_such_a_page_that_change_are_told(site: Watched) -> None:
    site.next_day(DRAWN_BY_SCRIPT)
    (told,) = site.next_day(DRAWN_BY_SCRIPT.replace("kept for a year", "kept for a month"))
    assert told.id == "document-incomplete"
    assert "kept for a month" in str(told.after)


def test_a_field_that_was_edited_while_a_script_drew_it_is_told_once_it_stands_there_again(site: Watched) -> None:
    site.next_day(DRAWN_BY_SCRIPT)
    edited = STATIC.replace("<code>zone</code></td><td>string", "<code>zone</code></td><td>integer")
    assert [each.id for each in site.next_day(edited)] == ["request-property-type-changed"]


def test_a_page_of_a_call_that_had_no_field_is_taken_as_it_came() -> None:
    site = Watched()
    site.site.answers[PAGE] = Answer(STATIC.replace(TABLE, ""), HTML)
    site.watch = Watch(site.site)
    site.watch.next_day()
    assert site.next_day(DRAWN_BY_SCRIPT) == [], "all that is seen is what was seen"
    assert site.known.seen().drawn == 1
    assert site.next_day(STATIC.replace(TABLE, "")) == []
    told = site.next_day(DRAWN_BY_SCRIPT.replace("</main>", "<p>Prices go up in May.</p></main>"))
    assert [each.id for each in told] == ["pages-not-understood", "page-text-changed"]
    assert told[0].message == "Pages of calls whose fields a script draws, so that none is delivered: `api/tariffs`."
    assert site.known.documents["api/tariffs"].state == "read"


def test_a_table_that_went_and_left_no_box_went(site: Watched) -> None:
    for _ in range(2):
        site.next_day(STATIC.replace(TABLE, ""))
    assert site.known.documents["api/tariffs"].state == "read"


def test_boxes_beside_fields_say_nothing(site: Watched) -> None:
    assert site.next_day(STATIC.replace("</main>", f"{BOX}</main>")) == []
    assert site.known.seen().drawn == 0


def elsewhere(site: Watched, page: str, *, instead_of: str) -> list[Finding]:
    """Tell what is found on a day on which a page stands at another address."""
    site.site.answers.pop(instead_of, None)
    site.site.answers["/reference/tariffs"] = Answer(page, HTML)
    site.site.listed = list(site.site.answers)
    return list(site.watch.next_day())


def test_a_page_that_moved_on_the_day_on_which_a_script_began_to_draw_it_lost_no_field(site: Watched) -> None:
    told = elsewhere(site, DRAWN_BY_SCRIPT, instead_of=PAGE)
    assert {each.level for each in told} == {"info"}
    assert {each.id for each in told} == {"pages-not-understood", "document-moved", "page-row-removed"}
    assert elsewhere(site, DRAWN_BY_SCRIPT, instead_of=PAGE) == []
    edited = STATIC.replace("<code>zone</code></td><td>string", "<code>zone</code></td><td>integer")
    told = elsewhere(site, edited, instead_of=PAGE)
    assert "request-property-type-changed" in {each.id for each in told}
    assert "request-property-added" not in {each.id for each in told}


def test_a_page_in_markdown_that_gave_way_to_one_that_a_script_draws_lost_no_field(site: Watched) -> None:
    page = DRAWN_BY_SCRIPT.replace("tariffs", "parcels")
    told = elsewhere(site, page, instead_of="/api/parcels.md")
    assert not [each.message for each in told if "property" in each.id or "body" in each.id]


def test_a_call_that_went_is_gone_whatever_a_script_draws_for_another_one(site: Watched) -> None:
    told = elsewhere(site, DRAWN_BY_SCRIPT.replace("/v1/tariffs", "/v1/zones"), instead_of=PAGE)
    lost = [each.id for each in told if "POST /v1/tariffs" in each.message]
    assert lost == ["api-path-removed-without-deprecation"]
