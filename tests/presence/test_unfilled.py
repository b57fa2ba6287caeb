"""A page that came as a frame waits: heads without rows, headings without text, one word in place of many."""

from collections.abc import Sequence

import pytest

from driftwatch.model.finding import Finding
from driftwatch.model.text import FORM, Line, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.unfilled import is_not_shown, is_unfilled, lost_rows
from tests.presence.island import Answer, Island, Watch, page_about

PAGE = "/api/parcels.md"
_SIGNS = {"#": "heading", "=": "head", "|": "row", "$": "sample"}


def lines(*said: str) -> tuple[Line, ...]:
    """Lines of a page: `#` begins a heading, `=` the head of a table, `|` a row, `$` a sample."""
    return tuple(_line(each) for each in said)


def _line(said: str) -> Line:
    kind, words = _SIGNS.get(said[0], "sentence"), said.lstrip("#=|$ ")
    cells = tuple(cell.strip() for cell in words.split("|")) if kind in ("head", "row") else (words,)
    return Line(kind, cells, level=len(said) - len(said.lstrip("#")))


ROWS = ("| bow | string | What stands in front", "| mast | integer | How tall it is", "| keel | boolean | Heavy or not")
BOATS = lines(
    "# Boats", "A boat is kept in the harbour.", "## Fields", "= Name | Type | Meaning", *ROWS, "## Sails",
    "Each sail is mended once a year.", "## Sample", "$ GET /boats", "## Ropes", "### Knots", "A knot holds.",
)  # fmt: skip
UP_TO_ROWS, BEHIND_ROWS = BOATS[:4], BOATS[7:]


def sides(now: Sequence[Line], *, was: Sequence[Line] = BOATS, form: int = FORM, kept: str = "full") -> Sides:
    text = PageText(lines=tuple(now), form=form)
    before = PageText(lines=tuple(was))
    came = Came(path="boats", digest="2", facts=1, owners=1, text=text)
    return Sides(before.digested() if kept == "digest" else before, came)


def unfilled(now: Sequence[Line], *, was: Sequence[Line] = BOATS, form: int = FORM, kept: str = "full") -> bool:
    return is_unfilled(sides(now, was=was, form=form, kept=kept))


def test_the_head_of_a_table_is_left_without_rows_by_nobody() -> None:
    empty = (*UP_TO_ROWS, *BEHIND_ROWS)
    assert unfilled(empty)
    assert unfilled(empty, kept="digest"), "what its lines say is not asked"
    assert unfilled(UP_TO_ROWS), "nor what stands below it"
    assert not unfilled((*UP_TO_ROWS[:3], *BEHIND_ROWS[:1], *lines("It has none."), *BEHIND_ROWS[1:])), "the head went"
    assert not unfilled((*empty, *lines("Names are told by support."))), "somebody wrote something"
    assert not unfilled(empty, form=FORM - 1)
    assert not unfilled((*empty, *lines("## More")), was=empty), "it had none, and nothing is lost"


def test_a_heading_is_left_without_anything_below_it_by_nobody() -> None:
    assert unfilled((*BOATS[:8], *BOATS[9:]))
    assert unfilled(BOATS[:-1])
    assert not unfilled((*BOATS[:11], *BOATS[13:])), "a section was taken out, whose parts are left"
    assert not unfilled((*BOATS[:10], *BOATS[11:])), "a sample may be drawn by what is written in its place"
    assert not unfilled((*BOATS[:7], *lines("## Sheets"), *BOATS[9:])), "one that nothing ever stood below"


def test_headings_alone_are_taken_out_by_nobody() -> None:
    assert unfilled(tuple(line for line in BOATS if line.level < 2))
    assert not unfilled((*BOATS[:2], *BOATS[3:])), "one"
    assert not unfilled((*BOATS[:2], *BOATS[3:7], *BOATS[8:11], *BOATS[12:], *lines("It is new.")))
    assert not unfilled((*BOATS[:2], *BOATS[3:7], *BOATS[8:9])), "with what stood below them"


@pytest.mark.parametrize(
    "note",
    ["Loading...", "| Loading…", "Failed to load the schema", "Couldn't fetch fields.", "Liquid error: internal"],
)
def test_a_note_in_place_of_what_cannot_be_shown_says_nothing(note: str) -> None:
    (line,) = lines(note)
    assert is_not_shown(line)
    assert unfilled((*UP_TO_ROWS, line, *BEHIND_ROWS))
    assert unfilled((*BOATS[:8], line, *BOATS[9:]))


def test_what_tells_more_than_that_is_a_sentence() -> None:
    assert not is_not_shown(Line("heading", ("Loading",), level=2))
    assert not is_not_shown(*lines("Loading a cart of more than ten barrels by hand costs two coins a barrel."))
    assert not is_not_shown(*lines("A boat is loaded in the harbour."))


def test_rows_that_lost_a_column_or_all_that_they_said_were_not_written() -> None:
    bare = lines("| bow | |", "| mast | |", "| keel | |")
    assert unfilled((*UP_TO_ROWS, *bare, *BEHIND_ROWS))
    narrow = lines(
        "= Name | Meaning", "| bow | What stands in front", "| mast | How tall it is", "| keel | Heavy or not"
    )
    assert unfilled((*UP_TO_ROWS[:3], *narrow, *BEHIND_ROWS))
    assert not unfilled((*UP_TO_ROWS, *narrow[1:], *BEHIND_ROWS)), "they say most of it still"
    assert not unfilled((*UP_TO_ROWS, *bare[:2], BOATS[6], *BEHIND_ROWS)), "two of them"
    assert not unfilled((*UP_TO_ROWS, *lines("| bow | |", "| mast | |", "| sail | |"), *BEHIND_ROWS)), "another name"
    rest = (*lines("= Code | Sense"), *lines(*(f"| {number} | Of the {number}th kind" for number in range(4))))
    fewer = (*rest[:1], *lines(*(f"| {number} | kind" for number in range(3))))
    assert not unfilled(fewer, was=rest), "one row was taken out, and the others were shortened"


def test_one_word_in_place_of_many_is_a_variable_that_nobody_resolved() -> None:
    was = lines(*(f"Use `{word}` for it." for word in ("oar", "rope", "hook", "lamp", "flag", "bell")))
    now = lines(*("Use `{{ value }}` for it." for _ in was))
    assert unfilled(now, was=was)
    assert not unfilled(now[:2] + was[2:], was=was), "twice"
    assert not unfilled((*now, *now), was=was), "more came than went"
    assert not unfilled(lines(*("Use `oar` now." for _ in was)), was=was[:1] * 6), "one word was another one"
    assert not unfilled(now, was=was, kept="digest")
    assert not unfilled(was[1:], was=was), "nothing came in its place"


def test_several_rows_are_not_taken_out_without_a_word() -> None:
    assert lost_rows(sides((*UP_TO_ROWS[:3], *BEHIND_ROWS)))
    assert lost_rows(sides((*UP_TO_ROWS, *lines("| ke"), *BEHIND_ROWS))), "one of them was torn"
    assert not lost_rows(sides((*UP_TO_ROWS, *lines("| oar | string | Long"), *BEHIND_ROWS))), "one was written"
    assert lost_rows(sides((*UP_TO_ROWS, *lines("What stands in front"), *BEHIND_ROWS))), "or read as a sentence"
    assert not lost_rows(sides((*UP_TO_ROWS, *lines("There is a keel."), *BEHIND_ROWS))), "a sentence was"
    few = (*BOATS[:4], *lines("| sail | string | Long", "| rope | string | Thick"), *BOATS[4:])
    moved = (*BOATS[:4], *lines("| bow | string", "What stands in front"), *BEHIND_ROWS)
    assert lost_rows(sides(moved, was=few)), "torn more than once, and no word is new"
    assert not lost_rows(sides((*moved[:5], *lines("| mast", "| keel"), *moved[5:]), was=few)), "two rows went"
    cards = lines(" ".join(line.words for line in BOATS[4:7]))
    assert not lost_rows(sides((*UP_TO_ROWS, *cards, *BEHIND_ROWS))), "all words are there"
    assert not lost_rows(sides((*UP_TO_ROWS, *lines("| ke"), *BEHIND_ROWS), kept="digest")), "nobody knows"
    assert not lost_rows(sides((*UP_TO_ROWS, BOATS[4], *BEHIND_ROWS))), "two were"
    same = (*BOATS, *BOATS[3:5], *BOATS[3:5])
    assert not lost_rows(sides((*BOATS[:4], *BOATS[5:]), was=same)), "one row of several tables"
    assert not lost_rows(sides((*UP_TO_ROWS[:3], *BEHIND_ROWS), form=FORM - 1))


def ids(findings: list[Finding]) -> list[str]:
    return sorted(each.id for each in findings)


def test_a_table_whose_rows_do_not_come_is_waited_for_and_told_on_the_second_date() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    whole = page_about("parcels")
    start, end = whole.index("| 409"), whole.index("## Limits")
    site.answers[PAGE] = Answer(f"{whole[:start]}| Loading... |\n\n{whole[end:]}")
    assert ids(watch.next_day()) == ["document-incomplete"]
    site.answers[PAGE] = Answer(whole)
    assert watch.next_day() == []
    assert watch.facts() == before
    site.answers[PAGE] = Answer(whole[:start] + whole[end:])
    assert ids(watch.next_day()) == ["document-incomplete"]
    assert "error-rule-removed" in ids(watch.next_day()), "whoever did take them out is heard of"
