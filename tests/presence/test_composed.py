"""Of a page on which nothing is new, and which is not what it was, nothing is believed before another date."""

from collections.abc import Iterable

import pytest

from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import Line, PageText
from driftwatch.presence.came import Came, Ending
from driftwatch.presence.missing import LESSENED, MIXED
from driftwatch.presence.silence import ending_of, silent
from tests.presence.island import HTML, Answer, Island, Watch, html_about, page_about

PAGE = "/api/parcels.md"
WHOLE = page_about("parcels")
BODY, ERRORS, LIMITS = "## Request body", "## Errors", "## Limits"


def watched(**settings: object) -> tuple[Island, Watch]:
    site = Island()
    watch = Watch(site, **settings)
    watch.next_day()
    return site, watch


def told(site: Island, watch: Watch, body: str, *, path: str = PAGE, kind: str = "text/markdown") -> list[str]:
    site.answers[path] = Answer(body, kind)
    return sorted({each.id for each in watch.next_day()})


def rows_as_lines(text: str) -> str:
    return "\n\n".join(line for line in text.splitlines() if line)


SPOILT = {
    "twice": WHOLE + WHOLE,
    "a part twice": WHOLE[: WHOLE.index(LIMITS)] + WHOLE[WHOLE.index(BODY) :],
    "blank lines between rows": rows_as_lines(WHOLE),
    "in one line": WHOLE.replace("\n", " "),
}


@pytest.mark.parametrize("body", SPOILT.values(), ids=SPOILT)
def test_a_page_that_says_what_it_said_in_another_way_is_what_it_was_once_it_is_back(body: str) -> None:
    site, watch = watched()
    before = watch.facts()
    assert set(told(site, watch, body)) <= {"document-missing", "document-incomplete"}
    assert told(site, watch, WHOLE) == []
    assert watch.facts() == before


def test_a_page_whose_tables_became_lines_is_told_on_the_second_date() -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(rows_as_lines(WHOLE))
    (finding,) = watch.next_day()
    assert finding.id == "document-incomplete"
    assert finding.message == (
        "Document `api/parcels` came with nothing new: it says what it said, twice, in other blocks or together with "
        "another page. What it said before still stands (until `driftwatch run` gets the same on another date)."
    )
    assert "request-body-removed" in told(site, watch, rows_as_lines(WHOLE))
    assert told(site, watch, rows_as_lines(WHOLE)) == []


def test_an_edit_of_a_page_that_waits_is_told_with_it() -> None:
    site, watch = watched()
    assert told(site, watch, WHOLE + WHOLE) == ["document-incomplete"]
    assert "rate-limit-changed" in told(site, watch, WHOLE.replace("17 requests", "7 requests"))


EDITED = {
    "a section more": f"{WHOLE}\n## Labels\n\n| Name | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    "| `weight` | string | yes | What the weight of the parcel is. |\n",
    "a row twice": WHOLE.replace("| 409 |", "| 409 | The parcel exists already. | No |\n| 409 |"),
    "two rows changed places": WHOLE.replace("| `weight` | string | yes |", "| `weight` | integer | no |").replace(
        "| `contents` | integer | no |", "| `contents` | string | yes |"
    ),
    "words in another order": WHOLE.replace("Call this once for every parcel", "For every parcel call this once"),
    "a table as a list": WHOLE.replace("| 409 | The parcel exists already. | No |", "| 409 | It is there. | No |"),
}


@pytest.mark.parametrize("body", EDITED.values(), ids=EDITED)
def test_an_edit_in_words_of_the_page_is_told_at_once(body: str) -> None:
    site, watch = watched()
    found = told(site, watch, body)
    assert "document-missing" not in found
    assert "document-incomplete" not in found


def lines(kind: str, words: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(kind, (each,), 2 if kind == "heading" else 0) for each in words)


SAID = (
    *lines("heading", ["Move a crate"]),
    *lines(
        "sentence", ["Give the shelf that it goes to.", "The aisle is found by the shelf.", "It is moved at night."]
    ),
    *lines(
        "sample", ["POST /v1/crates JSON: aisle, box, crate, dock, edge, floor, gate, hook, night, rail, shelf, tower"]
    ),
    *lines("heading", ["Look for one"]),
    *lines("sentence", ["Ask by the number on its lid.", "Of two with one number the newer one is told."]),
)


def fate(now: tuple[Line, ...], *, was: tuple[Line, ...] = SAID, facts: int = 0, ending: Ending = "line") -> str:
    documents = [Document(path="crates", url="https://docs.example.com/crates", digest="1")]
    previous = Snapshot([], documents, texts={"crates": lambda: PageText(lines=was)}, label="before")
    came = Came(path="crates", digest="2", facts=facts, owners=1, text=PageText(lines=now), ending=ending)
    return silent(previous, {"crates": came}).get("crates", "")


def test_a_line_that_is_the_beginning_of_one_and_the_end_of_another_one_has_a_gap() -> None:
    glued = lines("sentence", ["Give the shelf that is told."])
    assert fate((*SAID[:1], *glued)) == LESSENED
    assert fate((*SAID[:1], *lines("sentence", ["Give the shelf that is there."]))) == ""
    assert fate((*SAID[:2], *lines("sentence", ["The aisle is found."]), *SAID[4:])) == "", "of one line"
    assert fate((*SAID[:3], *lines("sentence", ["told newer", "shelf aisle", "lid number"]))) == "", "words anywhere"
    assert fate(glued, was=()) == "", "nothing was there"
    assert fate((*SAID[:1], *glued, *lines("sentence", ["The tower fell over the warehouse."]))) == "", "more is new"


def test_a_page_without_any_of_its_blocks_of_one_kind_was_not_shown_whole() -> None:
    without = tuple(line for line in SAID if line.kind != "sample")
    assert fate(without) == LESSENED
    assert fate((*without, *lines("sentence", ["It takes a crate."]))) == "", "something came in its place"
    two = (*SAID[:5], *lines("sample", ["GET /v1/crates JSON: lid, number"]), *SAID[5:])
    assert fate(SAID, was=two) == "", "one of two"
    row = (*SAID, *lines("row", ["lid"]))
    assert fate(SAID, was=row) == "", "a word"


def test_a_page_says_itself_over_again_only_below_the_same_headings() -> None:
    assert fate((*SAID, *SAID)) == MIXED
    assert fate((*SAID, *lines("heading", ["Move a box"]), *SAID[1:])) == ""
    assert fate((*SAID, *SAID[1:5])) == "", "no heading at all"
    assert fate((*SAID, *SAID[:2], *lines("sentence", ["It is new.", "And so is this one."]))) == "", "half of it"
    assert fate((*SAID, *SAID[:2])) == "", "two lines"
    more = (*SAID, *lines("sentence", [f"Crate {number} stands by the wall." for number in range(6)]))
    assert fate((*more, *(line for line in more if line.kind != "heading")), was=more) == MIXED, "so many lines"
    assert fate((*more, *lines("heading", ["Again"]), *more[2:]), was=more) == "", "below a new heading"
    assert fate((*SAID[:5], *SAID[1:])) == "", "no heading again"


def test_a_section_that_is_written_again_for_another_call_is_told_at_once() -> None:
    site, watch = watched()
    two = f"{WHOLE}\n## Take parcels back\n\n`DELETE https://api.example.com/v1/parcels`\n\nIt goes at once.\n\n"
    told(site, watch, two)
    errors = WHOLE[WHOLE.index(ERRORS) : WHOLE.index(LIMITS)]
    edited = (two + errors).replace("| `contents` | integer | no |", "| `contents` | integer | yes |")
    assert told(site, watch, edited) == ["page-section-added", "request-property-became-required"]


def test_a_part_that_came_twice_with_a_line_that_is_two_halves_waits() -> None:
    halves = lines("sentence", ["Ask by the number that it goes to."])
    assert fate((*SAID[:7], *halves, *SAID[2:])) == MIXED


@pytest.mark.parametrize("kind", ["row", "item"])
def test_rows_and_items_that_share_their_words_are_no_halves_of_each_other(kind: str) -> None:
    was = tuple(
        Line(kind, (name, "string", needed)) for name, needed in (("box", "no"), ("lid", "yes"), ("rope", "yes"))
    )
    title = lines("heading", ["Move a crate"])
    assert fate((*title, Line(kind, ("box", "string", "yes")), was[2]), was=(*title, *was)) == ""


def test_words_in_other_blocks_are_the_same_words() -> None:
    rows = tuple(Line("row", (f"`crate{at}`", "string", f"Number {at} of them.")) for at in range(9))
    table = (*SAID[:2], Line("head", ("Name", "Type", "Meaning")), *rows)
    plain = (*SAID[:2], *lines("sentence", ["Name Type Meaning", *(row.words for row in rows)]))
    assert fate(plain, was=table) == MIXED
    cards = (f"{name} {cell}" for row in rows for name, cell in zip(table[2].cells, row.cells, strict=True))
    assert fate((*SAID[:2], *lines("sentence", cards)), was=table) == MIXED, "each cell below the name of its column"
    items = lines("item", (row.words for row in rows[:3]))
    assert fate((*SAID[:2], *items), was=table[:6]) == MIXED, "a list has no head"
    parts = (cell for row in rows for cell in (f"{row.key} {row.cells[1]}", f"{row.key} {row.cells[2]}"))
    assert fate((*SAID[:2], *lines("item", parts)), was=table) == MIXED, "each cell with what its row is about"
    sample = lines("sample", ["POST /v1/boxes JSON: lid, rope, hook, dock, edge, floor, gate, night, rail, tower, box"])
    assert fate(plain, was=(*table, *sample)) == MIXED
    assert fate((*plain, *lines("sentence", ["Of which more is told."])), was=(*table, *sample)) == ""
    assert (
        fate((*SAID[:2], *lines("item", ["Name Type Meaning", *(f"{row.words} New." for row in rows)])), was=table)
        == ""
    )
    other = tuple(Line("row", (row.cells[0], "integer", row.cells[2])) for row in rows)
    assert fate((*table[:3], *other), was=table) == "", "rows are rows still"
    ended = tuple(Line("row", (*row.cells[:2], f"{row.cells[2]}.")) for row in rows)
    assert fate((*table[:3], *ended, Line("row", ("`crate9`",))), was=table) == "", "and so are those beside one more"
    assert fate((*table[:3], *ended[1:], *lines("item", ["crate0 string Number 0 of them."])), was=table) == "", "one"
    assert fate((*SAID[:1], *lines("item", ["Give the shelf that it goes to."]), *SAID[2:])) == "", "one line"
    assert fate((*SAID[:1], *lines("item", ["Of another thing.", "Which is told now.", "Anew."]), *SAID[4:])) == ""


def test_lines_that_ran_together_bring_all_the_words_of_their_code() -> None:
    said = (
        Line("heading", ("Parcels",), level=1),
        *lines("sentence", (f"Word {number} of a parcel." for number in range(5))),
        Line("sample", ("JSON weight: integer",)),
    )
    code = " ".join(f"value{number}" for number in range(60))
    together = " ".join(line.words for line in said)
    assert fate((Line("sentence", (f"{together} {code}",)),), was=said) == MIXED
    assert fate((Line("sentence", (code,)),), was=said) != MIXED
    rows = (*said[:-1], *lines("row", (f"Row {number} | of a parcel" for number in range(4))))
    together = " ".join(line.words for line in rows)
    assert fate((Line("sentence", (together,)),), was=rows) == MIXED
    assert fate((Line("sentence", (f"{together} {code}",)),), was=rows) != MIXED, "no code was there"


def test_html_whose_tags_are_torn_is_not_believed_where_others_are_whole() -> None:
    site, watch = watched()
    for noun in ("routes", "labels"):
        site.answers[f"/html/{noun}"] = Answer(html_about(noun), HTML)
        site.listed.append(f"/html/{noun}")
    watch.next_day()
    before, whole = watch.facts(), site.answers["/api/tariffs"].body
    torn = whole.replace("</table></main>", "").replace("string</td>", "text</td>", 1)
    assert told(site, watch, torn, path="/api/tariffs", kind=HTML) == ["document-missing"]
    assert told(site, watch, whole, path="/api/tariffs", kind=HTML) == []
    assert watch.facts() == before
    assert told(site, watch, torn, path="/api/tariffs", kind=HTML) == ["document-missing"]
    assert "document-missing" not in told(site, watch, torn, path="/api/tariffs", kind=HTML)


def test_html_whose_tags_were_torn_before_is_edited_like_any_other() -> None:
    site, watch = watched()
    for noun in ("routes", "labels", "parcels"):
        site.answers[f"/html/{noun}"] = Answer(html_about(noun), HTML)
        site.listed.append(f"/html/{noun}")
    torn = html_about("routes").replace("</table></main>", "")
    site.answers["/html/routes"] = Answer(torn, HTML)
    watch.next_day()
    edited = torn.replace("string</td>", "text</td>", 1)
    assert edited != torn
    found = told(site, watch, edited, path="/html/routes", kind=HTML)
    assert found
    assert "document-missing" not in found
    newly = html_about("parcels").replace("</table></main>", "").replace("string</td>", "text</td>", 1)
    assert told(site, watch, newly, path="/html/parcels", kind=HTML) == ["document-missing"], "this one was whole"
    mended = edited.replace("text</td>", "number</td>").replace("</body>", "</table></main></body>")
    assert "document-missing" not in told(site, watch, mended, path="/html/routes", kind=HTML)
    again = mended.replace("number</td>", "text</td>").replace("</table></main>", "")
    assert "document-missing" in told(site, watch, again, path="/html/routes", kind=HTML), "it was mended"


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        ("<!doctype html><body><main><div>One</div></main></body>", ""),
        ("<!doctype html><body><main><div>One</main></body>", "torn"),
        ("<!doctype html><body><table><tr><td>One</body>", "torn"),
        ("<!doctype html><body><p>One<p>Two<ul><li>Three</ul></body>", ""),
        ("<!doctype html><body>One</pre></body>", "torn"),
        ("# Tags\n\nOpen it with `<div>`.\n", "line"),
        ("<!doctype html><body><div>One</div><script>put('<div class=x>' + '<ul>')</script></body>", ""),
        ("<!doctype html><body><div>One</div><!-- <div> here --><textarea><pre></textarea></body>", ""),
        ("<!doctype html><body><DIV>One</div><presence>Two</presence><main-menu></body>", ""),
        ("<!doctype html><body><div>One</div><script>'<div>'</body>", ""),
        ("<!doctype html><body><div>One<script>'</div>'</script></div></div></body>", "torn"),
        ("<!doctype html><body><script>'<ul>'</script><div>One</body>", "torn"),
        ('<html><body><div data-demo="<html><ul>" id=a>One</div></body></html>', ""),
        ("<html><body><p title='<div>' class = \"</ul>\" x=1>One</p></body></html>", ""),
        ("<html><body><p>a = '<div>' and b=\"</body></html>", "torn"),
        ('<html><body><p class="<div>One</body></html><html>', "torn"),
        ('<html><body><p a=b c="d><html>One</body></html>', "torn"),
    ],
)
def test_tags_that_must_be_closed_tell_whether_html_is_torn(body: str, ending: Ending) -> None:
    assert ending_of(body) == ending


def test_html_that_is_torn_on_most_pages_is_written_so() -> None:
    assert fate((*SAID[:5], *lines("sentence", ["Ask by the letters on its lid."])), ending="torn") == ""


def test_a_page_that_states_what_another_one_does_is_held_against_all_of_it() -> None:
    site, watch = watched()
    alike = WHOLE.replace("# Create parcels", "# Send parcels").replace("Call this once", "Use this once")
    site.answers["/api/sending.md"] = Answer(alike)
    site.listed.append("/api/sending.md")
    watch.next_day()
    before = watch.facts()
    cut = alike[: alike.index("| `fragile`")] + alike[alike.index("| 429") :]
    assert told(site, watch, cut, path="/api/sending.md") == ["document-incomplete"]
    assert told(site, watch, alike, path="/api/sending.md") == []
    assert watch.facts() == before


END = "\n## Help\n\nAsk the people of support.\n"
HOURS = "\n## Hours\n\nCouriers ride from six to ten.\n"
SHIFT = "| `shift` | integer | no | Number that stands for the shift. |\n"
SEAT = "| `seat` | string | no | Which seat the courier has. |\n"


def beside(other: str) -> tuple[Island, Watch]:
    site, watch = watched()
    site.answers[PAGE], site.answers["/api/couriers.md"] = Answer(WHOLE + END), Answer(other)
    watch.next_day()
    watch.next_day()
    return site, watch


def test_a_page_whose_rest_is_that_of_another_one_is_mixed_up_though_both_end_alike() -> None:
    other = page_about("couriers").replace(SHIFT, HOURS) + END
    site, watch = beside(other)
    before = watch.facts()
    mixed = WHOLE[: WHOLE.index(BODY)] + other[other.index(BODY) :]
    assert told(site, watch, mixed) == ["document-incomplete"]
    assert told(site, watch, WHOLE + END) == []
    assert watch.facts() == before


def test_a_page_that_states_more_with_lines_of_another_one_was_edited() -> None:
    other = page_about("couriers").replace(SHIFT, SHIFT + SEAT + HOURS) + END
    site, watch = beside(other)
    assert "new-optional-request-property" in told(site, watch, WHOLE[: WHOLE.index(BODY)] + other[other.index(BODY) :])


def test_what_several_pages_took_over_from_one_was_written_there() -> None:
    """Though they state less than before: an answer is mixed up alone."""
    other = page_about("couriers").replace(SHIFT, HOURS) + END
    site, watch = beside(other)
    for noun in ("depots", "routes"):
        text = page_about(noun)
        site.answers[f"/api/{noun}.md"] = Answer(text[: text.index(BODY)] + other[other.index(BODY) :])
    assert "document-incomplete" not in told(site, watch, WHOLE[: WHOLE.index(BODY)] + other[other.index(BODY) :])


def guide(subject: str, *, more: str = "") -> str:
    """A page of words alone."""
    return (
        f"# About {subject}\n\nWhoever sends {subject} finds them here.\n\n## How {subject} are counted\n\n"
        f"All {subject} of a day are counted at night. Those of a week are summed up on Sunday.\n\n"
        f"## Where {subject} go\n\nThe {subject} of the north go by train. The {subject} of the south go by ship.\n\n"
        f"## Who loses {subject}\n\nLost {subject} are found in spring. Nobody pays for {subject} in summer.\n{more}"
    )


def test_words_that_go_on_as_those_of_another_page_are_mixed_up_though_neither_states_a_fact() -> None:
    site, watch = watched()
    for name in ("bales", "casks", "drums"):
        site.answers[f"/guides/{name}.md"] = Answer(guide(name))
        site.listed.append(f"/guides/{name}.md")
    watch.next_day()
    before, mixed = watch.facts(), guide("bales")
    mixed = mixed[: mixed.index("## Where")] + guide("casks")[guide("casks").index("## Where") :]
    assert told(site, watch, mixed, path="/guides/bales.md") == ["document-incomplete"]
    assert (told(site, watch, guide("bales"), path="/guides/bales.md"), watch.facts()) == ([], before)
    site.answers["/guides/drums.md"] = Answer(mixed.replace("bales", "drums"))
    assert "document-incomplete" not in told(site, watch, mixed, path="/guides/bales.md"), "it was written on two"


TWO_CALLS = (
    "# Move crates\n\n## Take one\n\n`POST https://api.example.com/v1/crates`\n\nIt goes to a shelf.\n\n"
    "## Lose one\n\n`DELETE https://api.example.com/v1/crates/{crate}`\n\nIt is found by nobody after that.\n\n"
    "The lid stays where it was. Whoever asks for the crate is told so.\n"
)


def test_a_page_that_states_more_of_fewer_calls_is_mixed_up() -> None:
    site, watch = beside(page_about("couriers").replace(SHIFT, SHIFT + SEAT + HOURS))
    site.answers["/api/crates.md"] = Answer(TWO_CALLS)
    site.listed.append("/api/crates.md")
    watch.next_day()
    other = site.answers["/api/couriers.md"].body
    mixed = TWO_CALLS[: TWO_CALLS.index("`DELETE")] + other[other.index(BODY) :]
    assert told(site, watch, mixed, path="/api/crates.md") == ["document-incomplete"]


FRONT = '---\ntitle: "Create parcels"\ndescription: How a parcel is made.\n---\n\n'


def test_a_page_that_came_twice_with_its_front_matter_waits() -> None:
    site, watch = watched()
    told(site, watch, FRONT + WHOLE)
    before = watch.facts()
    assert told(site, watch, (FRONT + WHOLE) * 2) == ["document-incomplete"]
    assert (told(site, watch, FRONT + WHOLE), watch.facts()) == ([], before)


def test_a_section_that_is_written_again_in_other_words_above_it_does_not() -> None:
    assert fate((*SAID, *lines("heading", ["Title of another one"]), *SAID[1:])) == ""
    assert fate((*SAID, *lines("heading", ["Title of another one"]), *SAID)) == MIXED


CODES = (
    *lines("heading", ["Fates of a crate"]),
    Line("head", ("Code", "Meaning")),
    *(Line("row", (f"{at}0", f"It {word}.")) for at, word in enumerate(("waits", "moves", "falls", "breaks"), start=1)),
)


def test_rows_that_came_once_more_are_the_same_set() -> None:
    assert fate((*CODES, *CODES[2:5]), was=CODES) == MIXED
    assert fate((*CODES, *CODES[1:]), was=CODES) == MIXED
    assert fate((*CODES, *CODES[2:5], *lines("sentence", ["30 It fa"])), was=CODES) == MIXED, "and half a one"
    assert fate((*CODES, *CODES[2:4]), was=CODES) == "", "two rows"
    assert fate((*CODES, *CODES[2:5]), was=CODES, facts=9) == "", "more is stated with them"
    assert fate((*CODES, *lines("heading", ["Fates of a box"]), *CODES[2:5]), was=CODES) == "", "of another section"
    assert fate((*CODES[:2], *CODES[3:], *CODES[3:]), was=CODES) == "", "a row went"
    assert fate((*CODES, *CODES[2:5], *(Line("row", (each, "It is new.")) for each in "567")), was=CODES) == ""


def test_a_page_without_a_heading_that_came_twice_waits() -> None:
    plain = (*SAID[1:5], *SAID[6:])
    assert fate((*plain, *plain), was=plain) == MIXED
    assert fate((*plain, *plain[:3]), was=plain) == "", "half of it"
    assert fate((*plain, *plain, *lines("sentence", [f"It is new {at}." for at in range(5)])), was=plain) == ""


def test_a_page_that_lost_its_title_and_says_nothing_in_its_place_came_without_its_beginning() -> None:
    below = lines("heading", ["Look for one", "Count them"])
    assert fate(SAID[2:]) == LESSENED
    assert fate((*lines("item", ["shelf that it goes to"]), *SAID[2:])) == LESSENED, "and half a line"
    assert fate((*below, *SAID[6:]), was=(*SAID, *below[1:])) == LESSENED, "headings below it are others by now"
    assert fate((*lines("heading", ["Move it"]), *SAID[2:])) == "", "it is called otherwise"
    assert fate((*lines("heading", ["Guide"]), *SAID[2:])) == "", "by a word that is new"
    assert fate((*lines("heading", ["Crate"]), *SAID[1:5], *SAID[6:])) == "", "by fewer words"
    assert fate((*lines("sentence", ["A lorry takes boxes over the bridge."]), *SAID[2:])) == "", "something came"
    assert fate((*SAID[1:], SAID[0])) == "", "it stands elsewhere"
    assert fate((*SAID[:1], *SAID[3:])) == "", "it stands"
    assert fate(SAID, was=(*lines("sentence", ["It is new, and may change."]), *SAID)) == "", "a banner was taken off"


def test_the_only_row_of_a_page_that_became_words_is_the_same_words() -> None:
    table = (*SAID[:3], Line("head", ("Name", "Type")), Line("row", ("`crate`", "string", "Which crate it is.")))
    words = (*SAID[:3], *lines("sentence", ["Name Type", "`crate` string Which crate it is."]))
    assert fate(words, was=table) == MIXED
    more = (*table, Line("row", ("`box`", "string", "Which box it is.")))
    assert fate((*words, more[-1]), was=more) == "", "another one is a row still"
    assert fate((*SAID[:3], *lines("sentence", ["It takes the name of a crate."])), was=table) == "", "other words"
