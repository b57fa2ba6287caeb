"""A page that came as a frame waits: heads without rows, headings without text, one word in place of many."""

from collections.abc import Sequence
from typing import Any

import pytest

from driftwatch.model.finding import Finding
from driftwatch.model.text import FORM, Line, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.unfilled import is_unfilled, lost_rows, notes_in, says_one_note
from tests.presence.island import Answer, Island, Watch, page_about

PAGE = "/api/parcels.md"
_SIGNS = {"#": "heading", "=": "head", "|": "row", "-": "item", "$": "sample"}


def lines(*said: str) -> tuple[Line, ...]:
    """Lines of a page: `#` begins a heading, `=` the head of a table, `|` a row, `-` an item, `$` a sample."""
    return tuple(_line(each) for each in said)


def _line(said: str) -> Line:
    kind, words = _SIGNS.get(said[0], "sentence"), said.lstrip("#=|-$ ")
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
    noted = sides((*UP_TO_ROWS, line, *BEHIND_ROWS))
    assert notes_in(noted) == [line]
    assert is_unfilled(noted)
    assert lost_rows(noted)
    assert unfilled((*BOATS[:1], line, *BOATS[7:])), "in place of a section"
    assert not unfilled((*BOATS[:1], line, *BOATS[2:])), "one line may be worded so"
    assert not unfilled((*UP_TO_ROWS, line, *BOATS[6:])), "or a row"


@pytest.mark.parametrize(
    "said",
    [
        "## Loading...",
        "Loading",
        "Loading a cart of more than ten barrels by hand costs two coins a barrel.",
        "Loading is done by hand; try again after an hour.",
        "A boat is loaded in the harbour.",
        "| bow | Loading...",
        "| 429 | Too many at once; try again.",
        "Failed to load: ask for another boat after ten minutes.",
        "- Something went wrong.",
        "This call is not available in your region.",
    ],
)
def test_what_tells_more_than_that_is_a_sentence(said: str) -> None:
    (line,) = lines(said)
    assert notes_in(sides((*UP_TO_ROWS, line, *BEHIND_ROWS))) == []


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


PARTS = lines("= Part | Type | Use", "| bow | string | Front", "| mast | integer | Sail", "| keel | boolean | Depth")


def test_a_column_is_left_empty_by_nobody() -> None:
    empty = lines("| bow | | Front", "| mast | | Sail", "| keel | | Depth")
    assert unfilled((*PARTS[:1], *empty), was=PARTS)
    assert not unfilled((*PARTS[:1], *empty), was=PARTS, kept="digest")
    assert not unfilled((*PARTS[:1], *empty[:2], PARTS[3]), was=PARTS), "one says something in it"
    assert not unfilled((*PARTS[:1], *empty[:2], *lines("| oar | | Depth")), was=PARTS), "another row"
    assert not unfilled((*PARTS[:1], *empty, *lines("They are optional.")), was=PARTS), "somebody wrote something"
    assert not unfilled((*lines("= Part | Use"), *lines("| bow | Fore", "| mast | Sail", "| keel | Deep")), was=PARTS)
    other = (*PARTS, *lines("= Knot | Type | Use", "| reef | hard | Sail"))
    assert not unfilled((*other[:2], *lines("| mast | | Sail"), *other[3:4], *other[4:]), was=other)
    few = (*PARTS[:1], *lines("| bow | | Front", "| mast | integer | Sail", "| keel | | Depth"))
    assert not unfilled((*PARTS[:1], *lines("| bow | | Front.", "| mast | | Sail.", "| keel | | Depth.")), was=few), (
        "one"
    )
    assert not unfilled(empty, was=PARTS[1:]), "rows without a head have no columns"


def test_one_word_in_all_cells_of_several_rows_is_written_by_nobody() -> None:
    assert unfilled((*PARTS[:1], *lines("| bow | N/A | N/A", "| mast | N/A | N/A", "| keel | N/A | N/A")), was=PARTS)
    same = lines("= Part | Type | Use", "| bow | string | Front", "| mast | string | Front", "| keel | string | Front")
    assert not unfilled((*same[:1], *lines("| bow | any | any", "| mast | any | any", "| keel | any | any")), was=same)
    plans = lines(
        "= Plan | Limit", *(f"| {plan} | {at}0" for at, plan in enumerate(("free", "one", "two", "all", "max")))
    )
    unified = lines(*(f"| {row.key} | 90" for row in plans[1:]))
    assert not unfilled((*plans[:1], *unified), was=plans), "a limit is one and the same for all plans"
    free = lines("| bow | unlimited | unlimited", "| mast | unlimited | unlimited", "| keel | unlimited | unlimited")
    assert not unfilled((*PARTS[:1], *free), was=PARTS), "both limits are"


def test_one_note_below_several_headings_stands_for_what_cannot_be_drawn() -> None:
    titles = [lines(f"# Part {at}") for at in range(4)]
    was = tuple(
        line for at, title in enumerate(titles) for line in (*title, *lines(f"Said of {at}.", f"More of {at}."))
    )

    def below(*note: str, times: int = 3) -> tuple[Line, ...]:
        return (*(line for title in titles[:times] for line in (*title, *lines(*note))), *was[3 * times :])

    def noted(now: Sequence[Line], **settings: Any) -> bool:
        return says_one_note(sides(now, **{"was": was, **settings}))

    assert noted(below("TODO"))
    assert noted(below("It cannot be drawn.", "Ask support."))
    assert not noted(below("TODO"), kept="digest")
    assert not noted(below(*(f"Line {at}." for at in range(11)))), "a text of its own"
    assert not noted(below("TODO", times=2)), "twice"
    assert not noted((*below("TODO"), *lines("And more."))), "something else was written"
    assert not noted(below("- TODO")), "an item is told of something"
    assert not noted(lines(*(f"{line.words} TODO" for line in was))), "below no heading"
    one, two = lines("# A", "One.", "Two."), lines("# B", "Two.")
    assert not noted((*one, *two, *one, *two)), "different ones"
    short = tuple(line for at, title in enumerate(titles) for line in (*title, *lines(f"Said of {at}.")))
    assert not noted(tuple(line for title in titles for line in (*title, *lines("It waits."))), was=short), "one line"
    text = PageText(lines=below("It is gone."), form=FORM)
    gone = Came(path="boats", digest="2", facts=1, owners=1, text=text, farewells=frozenset(["It is gone."]))
    assert not says_one_note(Sides(PageText(lines=was), gone)), "who retires several calls says so below each"


FIELDS = "| Name | Type | Required | Description |\n| --- | --- | --- | --- |\n"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("## `POST https://api.example.com/v1/{}`", "document-incomplete"),
        ("## Send {}", "api-path-removed-without-deprecation"),
    ],
)
def test_one_note_in_place_of_fields_is_awaited_where_the_calls_stand(head: str, told: str) -> None:
    nouns = ("lid", "tape", "rope", "foam")
    rows = "| `{0}_id` | string | yes | Which {0}. |\n| `{0}_size` | integer | no | How large the {0} is. |\n"
    said = "{}\n\n`POST https://api.example.com/v1/{}`\n\n{}{}\n"
    site = Island()
    whole = (said.format(head.format(noun), noun, FIELDS, rows.format(noun)) for noun in nouns)
    site.answers[PAGE] = Answer("\n".join((page_about("parcels"), *whole)))
    watch = Watch(site)
    watch.next_day()
    noted = (f"{head.format(noun)}\n\nIt cannot be shown.\n" for noun in nouns)
    site.answers[PAGE] = Answer("\n".join((page_about("parcels"), *noted)))
    assert told in ids(watch.next_day())


def test_no_value_in_place_of_many_is_a_variable_that_nobody_resolved() -> None:
    was = lines(*(f"Use `{word}` for it." for word in ("oar", "rope", "hook", "lamp", "flag", "bell")))
    now = lines(*("Use `{{ value }}` for it." for _ in was))
    assert unfilled(now, was=was)
    for sign in ("undefined", "[object Object]", "NaN"):
        assert unfilled(lines(*(f"Use `{sign}` for it." for _ in was)), was=was)
    for word in ("30", "object", "null", "Deprecated", "undefined sail"):
        assert not unfilled(lines(*(f"Use `{word}` for it." for _ in was)), was=was), "that is written by people"
    assert not unfilled(now[:2] + was[2:], was=was), "twice"
    assert not unfilled((*now, *now), was=was), "more came than went"
    assert not unfilled(lines(*("Use `undefined` now." for _ in was)), was=was[:1] * 6), "one word was another one"
    assert not unfilled(now, was=was, kept="digest")
    assert not unfilled(was[1:], was=was), "nothing came in its place"
    address = lines(*(f"Sail to `north/sea/old/harbour/{at}/quay` at six." for at in range(4)))
    assert not unfilled(lines(*(f"Sail to `{{{{base}}}}/{at}/quay` at six." for at in range(4))), was=address)


def test_several_rows_are_not_taken_out_without_a_word() -> None:
    assert lost_rows(sides((*UP_TO_ROWS[:3], *BEHIND_ROWS)))
    assert lost_rows(sides((*UP_TO_ROWS, *lines("| ke"), *BEHIND_ROWS))), "one of them was torn"
    assert not lost_rows(sides((*UP_TO_ROWS, *lines("| oar | string | Long"), *BEHIND_ROWS))), "one was written"
    assert lost_rows(sides((*UP_TO_ROWS, *lines("What stands in front"), *BEHIND_ROWS))), "or read as a sentence"
    assert not lost_rows(sides((*UP_TO_ROWS, *lines("There is a keel."), *BEHIND_ROWS))), "a sentence was"
    for edited in ("| bow | integer | What stands in front", "| mast | integer | How tall", "| mast | string | Tall"):
        assert not lost_rows(sides((*UP_TO_ROWS, *lines(edited), *BEHIND_ROWS))), "two went, and one was edited"
    assert lost_rows(sides((*UP_TO_ROWS, *lines("| mas"), BOATS[4], *BEHIND_ROWS))), "two, one of which was torn"
    assert not lost_rows(sides((*UP_TO_ROWS, *lines("| mast | integer"), BOATS[4], *BEHIND_ROWS))), "or shortened"
    assert not lost_rows(sides((*UP_TO_ROWS, *lines("| mas"), *BOATS[4:5], *BOATS[6:]))), "one"
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
    whole = page_about("parcels").replace("| 409", "| 404 | No courier is near. | No |\n| 409")
    site = Island()
    site.answers[PAGE] = Answer(whole)
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    start, end = whole.index("| 404"), whole.index("## Limits")
    site.answers[PAGE] = Answer(f"{whole[:start]}| Loading... |\n\n{whole[end:]}")
    assert ids(watch.next_day()) == ["document-incomplete"]
    site.answers[PAGE] = Answer(whole)
    assert watch.next_day() == []
    assert watch.facts() == before
    site.answers[PAGE] = Answer(whole[:start] + whole[end:])
    assert ids(watch.next_day()) == ["document-incomplete"]
    assert "error-rule-removed" in ids(watch.next_day()), "whoever did take them out is heard of"


def _with_rows(title: str, head: str, rows: Sequence[str]) -> str:
    table = "\n".join((head, "| --- " * (head.count("|") - 1) + "|", *rows))
    return page_about("parcels") + f"\n## {title}\n\n{table}\n"


def _limits(*amounts: int) -> str:
    plans = zip(("Free", "Basic", "Plus", "Pro", "Max"), amounts, strict=True)
    return _with_rows(
        "Rate limits", "| Plan | Rate limit |", [f"| {one} | {each} requests per minute |" for one, each in plans]
    )


def _fields(*rows: str) -> str:
    return _with_rows("Request body", "| Name | Type | Required | Description |", rows)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (
            page_about("parcels"),
            page_about("parcels").replace("once. | Yes, with backoff |", "once; try again. | No |"),
            "error-rule-retry-changed",
        ),
        (
            page_about("parcels"),
            page_about("parcels").replace(
                "17 requests per minute for parcels", "4 requests per minute; try again then"
            ),
            "rate-limit-changed",
        ),
        (_limits(10, 20, 50, 100, 500), _limits(1000, 1000, 1000, 1000, 1000), "rate-limit-changed"),
        (
            _fields(*(f"| `{one}` | string | no | How {one} it is. |" for one in ("tall", "wide", "old", "heavy"))),
            _fields("| `tall` | string | no | How tall it is. |", "| `wide` | integer | no | How wide it is. |"),
            "request-property-type-changed",
        ),
    ],
)
def test_what_is_edited_into_the_same_words_or_beside_rows_that_went_is_told_at_once(
    was: str, now: str, told: str
) -> None:
    site = Island()
    site.answers[PAGE] = Answer(was)
    watch = Watch(site)
    watch.next_day()
    site.answers[PAGE] = Answer(now)
    assert told in ids(watch.next_day())


def _told_each_day(*pages: str) -> list[list[str]]:
    site = Island()
    site.answers[PAGE] = Answer(pages[0])
    watch = Watch(site)
    watch.next_day()
    found = []
    for page in pages[1:]:
        site.answers[PAGE] = Answer(page)
        found.append(sorted({each.id for each in watch.next_day()}))
    return found


def test_rows_that_went_are_told_on_the_second_date_whatever_else_is_edited_then() -> None:
    names = ("axle", "bell", "cord", "drum", "edge", "fork")
    rows = [f"| `{name}` | string | no | What the {name} of it is. |\n" for name in names]

    def page(*left: str) -> str:
        whole = page_about("parcels")
        return whole.replace("| `contents`", "".join(left) + "| `contents`")

    whole, less = page(*rows), page(*rows[:1], *rows[4:])
    reworded = less.replace("once for every", "once per")
    waits = ["document-incomplete"]
    assert _told_each_day(whole, less, reworded) == [waits, ["page-text-changed", "request-property-removed"]]
    assert _told_each_day(whole, less, page(*rows[4:])) == [waits, ["request-property-removed"]], "above them as well"
    assert _told_each_day(whole, less, page(*rows[:3]), whole) == [waits, waits, []], "others on each date"
