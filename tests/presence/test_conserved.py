"""Facts that go without their words, or with words that nobody takes out, are believed on the second date."""

import pytest

from driftwatch.model.text import FORM, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.conserved import (
    is_eaten,
    is_thinned,
    lost_facts_alone,
    says_less_in_a_torn_sample,
    shows_undrawn_blocks,
)
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.stretches import lost_its_order
from driftwatch.presence.unfilled import is_unfilled
from driftwatch.presence.unwritten import is_of_others
from tests.presence.island import Answer, Island, Watch, page_about
from tests.presence.lines import but, sides

BOATS = (
    "# Boats",
    "GET /v1/boats/{boat_id}",
    "Each boat is kept in the harbour.",
    "# Fields",
    "= Name | Type",
    "| bow | string of a colour",
    "| sail_area | number of metres",
    "# Sample",
    "This is what comes back.",
    "$JSON bow: string, sail_area: number",
)
CALLS = frozenset({"GET /v1/boats/{}"})


def nine() -> int:
    return 9


def test_facts_that_go_without_a_word_were_read_otherwise() -> None:
    def lost(now: list[str], *, stated: int = 9, facts: int = 2, form: int = FORM) -> bool:
        return lost_facts_alone(sides(BOATS, now, facts=facts, form=form), said=lambda: stated)

    joined = but(BOATS, (BOATS[1], f"{BOATS[1]} {BOATS[2]}"), (BOATS[2], ""))
    assert lost(joined)
    assert not lost(joined, form=FORM - 1)
    assert not lost(joined, stated=2), "nothing is told of it but words"
    assert not lost([*joined, "It is new."])
    rows = but(BOATS, (BOATS[4], "| Name | Type"))
    assert lost(rows), "the head of a table became a row of it"
    assert lost(rows, stated=1), "which is a field more"
    assert not lost(but(BOATS, (BOATS[1], "/v1/boats/{boat_id} GET")), stated=1)
    assert not lost(but(BOATS, (BOATS[9], ""))), "a sample was taken out"
    assert not lost(but(BOATS, (BOATS[2], ""))), "a sentence was taken out"
    assert not lost(but(BOATS, (BOATS[9], "$JSON keel: string"))), "a sample was written anew"
    assert lost(but(BOATS, (BOATS[9], "bow: string, sail_area: number")))
    assert not lost(but(BOATS, (BOATS[9], "A boat comes back.")))
    assert lost(but(BOATS, (BOATS[9], ""), (BOATS[1], f"`{BOATS[1]}"))), "words stand in other signs"
    longer = [f"{line} (#here)" if line[0] in "#GE" else line for line in BOATS]
    assert lost(longer), "an address stands behind each link"
    assert not lost(but(BOATS, (BOATS[2], f"{BOATS[2]} (#here)")))
    assert not lost(but(BOATS, (BOATS[1], "GET /v1/boats/:boat_id"))), "a value is written otherwise"


def test_several_lines_that_went_and_nothing_that_came_were_lost() -> None:
    def thinned(now: list[str], facts: int = 2) -> bool:
        return is_thinned(sides(BOATS, now, facts=facts), said=nine)

    assert thinned(but(BOATS, (BOATS[2], ""), (BOATS[5], ""), (BOATS[9], "")))
    assert thinned(but(BOATS, (BOATS[4], ""), (BOATS[5], ""), (BOATS[6], "")))
    assert not thinned(but(BOATS, (BOATS[5], ""), (BOATS[6], ""))), "two rows"
    assert not thinned(but(BOATS, (BOATS[2], "It is new."), (BOATS[4], ""), (BOATS[5], ""), (BOATS[6], "")))
    assert not thinned(but(BOATS, (BOATS[2], ""), (BOATS[8], ""), (BOATS[9], "")), facts=9)


NOTE = "Unable to render this definition."


def test_a_note_in_place_of_a_block_is_of_what_could_not_be_drawn() -> None:
    def noted(*changes: tuple[str, str], facts: int = 2, form: int = FORM) -> bool:
        return shows_undrawn_blocks(sides(BOATS, but(BOATS, *changes), facts=facts, form=form), said=nine)

    table = ((BOATS[4], NOTE), (BOATS[5], ""), (BOATS[6], ""))
    assert noted(*table)
    assert noted((BOATS[9], NOTE))
    assert noted((BOATS[8], NOTE), (BOATS[9], "")), "all below a heading"
    assert noted((BOATS[3], ""), *table[1:], (BOATS[4], ""), (BOATS[2], NOTE), (BOATS[1], "")), "and sections besides"
    assert not noted(*table, form=FORM - 1)
    assert not noted((BOATS[9], NOTE), facts=9)
    assert not noted(*table, (BOATS[3], "# Members"))
    assert not noted((BOATS[4], "Cannot load a string, a number, a colour."), (BOATS[5], ""), (BOATS[6], ""))
    assert not noted((BOATS[9], "$JSON keel: string"))
    assert not noted((BOATS[2], NOTE)), "a sentence in place of one"
    assert not noted((BOATS[9], "")), "nothing came"
    assert not shows_undrawn_blocks(sides(BOATS, [*BOATS, NOTE], facts=2), said=nine), "nothing went"


@pytest.mark.parametrize(
    ("note", "is_awaited"),
    [
        (NOTE, True),
        ('{% include "fields.md" %}', True),
        ("Liquid error: internal", True),
        ("It is told elsewhere.", False),
        ("See the boat object.", False),
        ("No body is needed any more.", False),
        ("The payload was replaced by the common envelope.", False),
    ],
)
def test_who_takes_out_a_table_may_write_what_took_its_place(note: str, *, is_awaited: bool) -> None:
    found = sides(BOATS, but(BOATS, (BOATS[4], note), (BOATS[5], ""), (BOATS[6], "")))
    assert shows_undrawn_blocks(found, said=nine) is is_awaited


@pytest.mark.parametrize(
    "now",
    [
        ["GET /v1/boats/", "Each boat is kept in the harbour."],
        ["| bow | string o\u2026", "| sail_area | number..."],
        ["| bow | string of... Read more", "| sail_area | num\u2026"],
    ],
)
def test_what_was_eaten_out_of_lines_was_not_edited(now: list[str]) -> None:
    was = [*BOATS[1:3]] if now[0].startswith("G") else [*BOATS[5:7]]
    assert is_eaten(sides(BOATS, but(BOATS, *zip(was, now, strict=True))))


def test_lines_that_were_shortened_by_hand_were_edited() -> None:
    for changes in (
        [(BOATS[1], "GET /v1/boats")],
        [(BOATS[1], "GET /v1/ships/{boat_id}")],
        [(BOATS[5], "| bow | string o\u2026")],
        [(BOATS[5], "| bow | string"), (BOATS[6], "| sail_area | number")],
        [(BOATS[5], "| bow | text\u2026"), (BOATS[6], "| sail_area | number\u2026")],
        [(BOATS[5], "| keel | string\u2026"), (BOATS[6], "| sail_area | number\u2026")],
        [(BOATS[5], "| bow | string | ...")],
        [(BOATS[2], "Each..."), (BOATS[8], "What...")],
        [(BOATS[2], "Each boat is kept.")],
        [(BOATS[2], "")],
        [(BOATS[each], BOATS[each].replace("_", "")) for each in (1, 6, 9)],
    ):
        assert not is_eaten(sides(BOATS, but(BOATS, *changes))), changes
    assert not is_eaten(sides(BOATS, but(BOATS, (BOATS[1], "GET /v1/boats/")), form=FORM - 1))
    assert not is_eaten(sides(BOATS, but(BOATS, (BOATS[1], "# GET /v1/boats/")))), "it is a heading by now"
    assert is_eaten(sides(BOATS, but(BOATS, (BOATS[2], "Each boat..."), (BOATS[8], "This is what\u2026"))))
    oars = ("GET /v1/oars/{oar}", "GET /v1/oars/{rib}")
    assert is_eaten(sides([*BOATS, *oars], [*BOATS, "GET /v1/oars/", "GET /v1/oars/"])), "two lines are alike by now"


def test_a_torn_sample_that_says_less_was_not_edited() -> None:
    less = but(BOATS, (BOATS[9], "$JSON bow: string"))
    assert says_less_in_a_torn_sample(sides(BOATS, less, is_torn=True))
    assert not says_less_in_a_torn_sample(sides(BOATS, less))
    assert not says_less_in_a_torn_sample(sides(BOATS, less, is_torn=True, form=FORM - 1))
    assert not says_less_in_a_torn_sample(sides(BOATS, BOATS, is_torn=True))
    assert not says_less_in_a_torn_sample(sides(BOATS, but(less, (BOATS[2], "It is new.")), is_torn=True))
    assert not says_less_in_a_torn_sample(sides(BOATS, but(BOATS, (BOATS[9], "$JSON keel: string")), is_torn=True))
    assert not says_less_in_a_torn_sample(
        sides(BOATS, but(BOATS, (BOATS[9], f"{BOATS[9]}, bow: string")), is_torn=True)
    )


WHOLE = page_about("parcels")
TABLE = WHOLE[WHOLE.index("| Name") : WHOLE.index("## Errors")]


@pytest.mark.parametrize(
    ("came", "told"),
    [
        (WHOLE.replace(TABLE, "Failed to load this view.\n\n"), "document-incomplete"),
        (WHOLE.replace(TABLE, '{% include "fields.md" %}\n\n'), "document-incomplete"),
    ],
    ids=["not drawn", "not included"],
)
def test_such_a_page_is_told_on_the_second_date(came: str, told: str) -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    site.answers["/api/parcels.md"] = Answer(came)
    assert {each.id for each in watch.next_day()} == {told}
    site.answers["/api/parcels.md"] = Answer(WHOLE)
    assert watch.next_day() == []


@pytest.mark.parametrize(
    ("was", "came"),
    [
        (WHOLE.replace("/v1/parcels", "/v1/parcels/{parcel}/{lid}"), WHOLE.replace("/v1/parcels", "/v1/parcels//")),
        (f"{WHOLE}\nA courier carries it home.\n\nNobody waits for it.\n", f"{WHOLE}\nA courier...\n\nNobody...\n"),
    ],
    ids=["values of paths", "ends of sentences"],
)
def test_what_was_eaten_is_awaited(was: str, came: str) -> None:
    site = Island()
    site.answers["/api/parcels.md"] = Answer(was)
    watch = Watch(site)
    watch.next_day()
    site.answers["/api/parcels.md"] = Answer(came)
    assert [each.id for each in watch.next_day()] == ["document-incomplete"]
    site.answers["/api/parcels.md"] = Answer(was)
    assert watch.next_day() == []


def test_a_page_whose_lines_moved_and_were_torn_lost_its_order() -> None:
    was = ("# Boats", *(f"Sentence number {at} of the boats." for at in range(8)))
    half = [*was[:3], "Sentence number 2 of number 6 of the boats.", *was[8:], *was[4:6]]
    assert lost_its_order(sides(was, half))
    assert not lost_its_order(sides(was, [*half[:3], "It is new, and all of it.", *half[4:]]))


def test_a_column_of_which_no_value_is_left_was_not_drawn() -> None:
    was = ("= Name | Type | Meaning", *(f"| {name} | string | Its {name} side." for name in ("bow", "sail", "keel")))

    def emptied(value: str, rows: int = 3) -> bool:
        return is_unfilled(sides(was[: rows + 1], [each.replace("string", value) for each in was[: rows + 1]]))

    assert emptied("n/a")
    assert not emptied("-"), "none of them has one"
    assert not emptied("n/a", rows=2)
    narrow = [each.replace("Type | ", "").replace("string | ", "") for each in was]
    assert is_unfilled(sides(was, narrow))
    assert not is_unfilled(sides(was[:3], narrow[:3])), "two rows"


ANEW = (
    "# Manage boxes\n\n`POST https://api.example.com/v2/boxes`\n\nAll boxes lie in one place since the move.\n\n"
    "## Body\n\n| Field | Kind | Needed | Remark |\n| --- | --- | --- | --- |\n"
    "| `amount` | decimal | always | Costs with tax. |\n| `mass` | decimal | always | Grams. |\n"
    "| `tone` | text | never | One of the palette. |\n\n"
    "## Failures\n\n| Code | Why |\n| --- | --- |\n| 422 | It is refused. |\n"
)


def test_a_page_of_which_nothing_is_left_is_another_one() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    site.answers["/api/parcels.md"] = Answer(ANEW.replace("example.com", "example.org"))
    assert [each.id for each in watch.next_day()] == ["document-missing"]
    site.answers["/api/parcels.md"] = Answer(WHOLE)
    assert watch.next_day() == []
    site.answers["/api/parcels.md"] = Answer(ANEW)
    assert "endpoint-added" in {each.id for each in watch.next_day()}, "it is of the next version"


def test_what_a_page_said_that_does_not_answer_is_known() -> None:
    watch = Watch(Island())
    watch.next_day()
    assert watch.known is not None
    text = watch.known.text("api/depots")
    assert text is not None
    lines, others = text.lines, OtherPages(watch.known, {}, ["api/depots"])
    assert others.is_said(lines[0], "api/parcels")
    assert others.goes_on_as("api/parcels", lines) == lines
    assert others.is_called("POST /v1/depots", "api/parcels")
    nothing = OtherPages(watch.known, {})
    assert not nothing.is_said(lines[0], "api/parcels"), "it is not asked for any longer"
    assert not nothing.is_called("POST /v1/depots", "api/parcels")
    gone = OtherPages(watch.known.with_parts(texts={}), {}, ["api/depots"])
    assert not gone.is_said(lines[0], "api/parcels"), "nobody knows its words"


def test_calls_of_another_page_do_not_come_in_place_of_sections() -> None:
    watch = Watch(Island())
    watch.next_day()
    assert watch.known is not None
    was, other = (watch.known.text(f"api/{noun}") for noun in ("parcels", "depots"))
    assert was is not None
    assert other is not None
    cited = [entry for entry in watch.known.entries.values() if "api/parcels" in entry.documents]
    at = next(at for at, line in enumerate(was.lines) if line.words == "Errors")
    text = PageText(lines=(*was.lines[:at], *other.lines))
    others = OtherPages(watch.known, {}, ["api/depots"])

    def is_taken(*calls: str) -> bool:
        came = Came(path="api/parcels", digest="2", facts=99, owners=2, text=text, calls=frozenset(calls))
        return is_of_others(Sides(was, came), others, "api/parcels", cited=cited, said=nine)

    assert is_taken("POST /v1/parcels", "POST /v1/depots")
    assert not is_taken("POST /v1/parcels")
    assert not is_taken("POST /v1/parcels", "POST /v1/new")
