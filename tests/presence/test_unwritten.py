"""What nobody wrote waits: lines of other pages, and halves of two lines, in place of what a page said."""

from driftwatch.model.facts import Operation
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.text import Line, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.doubts import doubt_of
from driftwatch.presence.missing import LESSENED, MIXED
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.unwritten import is_of_others, is_unwritten
from tests.presence.island import Answer, Island, Watch, page_about

PAGE = "/api/parcels.md"


def lines(*said: str) -> tuple[Line, ...]:
    """Lines of a page: `#` begins a heading, `|` a row, `$` a sample."""
    kinds = {"#": "heading", "|": "row", "$": "sample"}
    return tuple(Line(kinds.get(each[0], "sentence"), (each.lstrip("#|$ "),)) for each in said)


OURS = lines(
    "# Boats", "A boat is kept in the northern harbour.", "It is painted in spring.", "# Sails",
    "Each sail is mended once a year.", "| big sail", "| small sail", "# Anchors", "Anchors are counted in autumn.",
)  # fmt: skip
THEIRS = lines(
    "# Carts", "A cart stands in the southern yard.", "It is washed in summer.", "# Wheels",
    "Whoever paints a wheel paints it by hand.", "| front wheel", "| rear wheel", "# Horses", "Horses are fed at six.",
    "They sleep in the yard.", "Nobody rides them at night.", "They run on Sundays.", "| lead wheel",
)  # fmt: skip
CALLED = entry_of(Owner("operation", "GET /boats"), ("a",), [Operation(at="operation", method="GET", path="/boats")])


def unwritten(
    *now: Line,
    cited: tuple[Entry, ...] = (),
    calls: frozenset[str] = frozenset(),
    also: tuple[Line, ...] = (),
) -> bool:
    """Tell it of a page that says `now` where another one says `also` by now."""
    return is_unwritten(*heard(*now, calls=calls, also=also), "a", cited=cited)


def heard(
    *now: Line, calls: frozenset[str] = frozenset(), also: tuple[Line, ...] = (), was: tuple[Line, ...] = OURS
) -> tuple[Sides, OtherPages]:
    texts = {"a": PageText(lines=was), "b": PageText(lines=THEIRS), "c": PageText(lines=OURS[:1])}
    known = [Document(path=path, url=path, digest=f"0{path}") for path in texts]
    previous = Snapshot([], known, texts={path: lambda path=path: texts[path] for path in texts}, label="before")
    says = {"a": now, "b": THEIRS, "c": (*OURS[:1], *also)}
    came = {
        path: Came(path=path, digest=f"1{path}", facts=9, owners=1, calls=calls, text=PageText(lines=each))
        for path, each in says.items()
    }
    return Sides(previous.text("a"), came["a"]), OtherPages(previous, came)


def test_lines_of_another_page_in_place_of_a_part_of_a_section_were_not_written() -> None:
    assert unwritten(*OURS[:2], *THEIRS[8:11])
    assert unwritten(*OURS[:2], *THEIRS[8:11], *lines("A line of code that was read as words.", "$ GET /x"))
    assert not unwritten(*OURS[:2], *THEIRS[8:10]), "two sentences are taken over"
    assert not unwritten(*OURS[:2], *THEIRS[8:11], *lines("One thing.", "Another.")), "two lines are new"
    assert not unwritten(*OURS[:2], *THEIRS[8:11], also=THEIRS[8:11]), "they came on another page, too"
    assert not unwritten(*OURS[:2], *THEIRS[8:11], also=OURS[2:]), "what was there went to another page"
    assert not unwritten(*OURS[:2]), "nothing came"


def test_what_is_brought_in_line_with_other_pages_in_one_place_or_in_tables_was_written() -> None:
    rows = (*THEIRS[5:7], THEIRS[-1])
    assert not unwritten(*OURS[:2], *THEIRS[8:11], *OURS[3:]), "sentences in one section"
    assert not unwritten(*OURS[:5], *rows, *OURS[6:]), "rows"
    assert not unwritten(*OURS[:5], *rows), "rows, where a section was taken out"
    assert unwritten(OURS[0], THEIRS[1], *OURS[2:4], *THEIRS[8:10], *OURS[5:]), "sentences in two sections"


def test_an_edited_line_beside_lines_of_another_page_was_written() -> None:
    edited = lines("It is painted in July.")
    assert not unwritten(*OURS[:2], *edited, *THEIRS[7:11])
    assert unwritten(*OURS[:2], *edited, *THEIRS[5:11]), "unless next to all is of that one"


def test_whole_sections_in_place_of_others_are_written_unless_another_call_is_documented_with_them() -> None:
    assert not unwritten(*OURS[:3], *THEIRS[7:], cited=(CALLED,))
    assert not unwritten(*OURS[:3], *THEIRS[7:], cited=(CALLED,), calls=frozenset(("GET /boats", "GET /carts")))
    assert unwritten(*OURS[:3], *THEIRS[7:], cited=(CALLED,), calls=frozenset(("GET /carts",)))


def test_a_line_that_is_halves_of_two_was_not_written() -> None:
    half = lines("A boat is kept in the southern yard.")
    assert unwritten(*OURS[:1], *half, *OURS[4:])
    assert not unwritten(*OURS[:1], *half, *OURS[2:]), "one line"
    assert not unwritten(*OURS[:1], *lines("A boat is kept in harbour."), *OURS[4:]), "a line without its midst"
    assert not unwritten(*OURS[:1], *lines("A boat is kept in July."), *OURS[4:]), "a line that was edited"
    assert not unwritten(*OURS[:3], *lines("| small sail big sail"), *OURS[7:]), "rows share their words"


def test_many_lines_of_other_pages_came_where_nothing_was_lost() -> None:
    torn = lines("Each sail stands in the southern yard.")
    assert unwritten(*OURS, *THEIRS[2:], *torn)
    assert not unwritten(*OURS, *THEIRS[4:], *torn), "a section or two"
    assert not unwritten(*OURS, *THEIRS[2:], *lines("One thing is new.", "Another is.", "And a third."))
    assert not unwritten(*OURS, *THEIRS[2:]), "none of them is torn"


def test_a_page_that_has_lines_of_others_alone_in_place_of_its_own_was_not_written() -> None:
    def of_others(*now: Line, also: tuple[Line, ...] = (), said: int = 9) -> bool:
        return is_of_others(*heard(*now, also=also), "a", said=lambda: said)

    assert of_others(*OURS[:2], *THEIRS[7:11], *OURS[5:]), "three lines are lost"
    assert not of_others(*OURS[:2], *THEIRS[8:11], *OURS[5:], said=10), "sentences are taken over"
    assert not of_others(*OURS[:3], *THEIRS[7:11], *OURS[4:]), "one line is lost"
    assert of_others(*OURS[:3], *THEIRS[2:12], *OURS[4:]), "and many come"
    assert not of_others(*OURS[:2], *THEIRS[7:11], *OURS[5:], also=THEIRS[7:11]), "they came on another page, too"
    assert not of_others(*OURS[:2], *THEIRS[7:10], *lines("They graze."), *OURS[5:]), "a line is new"
    assert not of_others(*OURS, *THEIRS[2:12]), "nothing is lost"
    assert of_others(*OURS, *THEIRS[2:12], *lines("Wagons.", "A wagon", "is", "torn."), said=10), "but a fact"
    assert not of_others(*OURS[:2], *THEIRS[2:6], *lines("It is torn."), said=10), "few lines, of which one is new"
    assert not of_others(*OURS[:3], *THEIRS[7:]), "whole sections"
    assert of_others(*OURS[:3], *THEIRS[7:], said=10), "with a fact"


def test_rows_that_another_page_has_as_well_are_taken_over() -> None:
    was, rows = (*OURS[:7], *lines("| spare sail"), *OURS[7:]), (*THEIRS[5:7], THEIRS[-1])
    assert not is_of_others(*heard(*was[:5], *rows, *was[8:], was=was), "a", said=lambda: 10)


def test_of_what_nobody_wrote_it_is_told_whether_anything_is_lacking() -> None:
    def doubt(*now: Line) -> str:
        return doubt_of(*heard(*now), "a", cited=(), said=lambda: 9, is_odd=False)

    torn = lines("Each sail stands in the southern yard.")
    assert doubt(OURS[0], THEIRS[1], *OURS[2:4], *THEIRS[8:10], *OURS[5:]) == LESSENED
    assert doubt(*OURS, *THEIRS[2:], *torn) == MIXED
    assert doubt(*OURS, *THEIRS[2:], *lines("One thing is new.", "Another is.", "And a third.")) == ""


def held(*bodies: str, whole: str = page_about("parcels")) -> list[list[str]]:
    site = Island()
    site.answers[PAGE] = Answer(whole)
    watch = Watch(site)
    watch.next_day()
    told = []
    for body in bodies:
        site.answers[PAGE] = Answer(body)
        told.append(sorted({each.id for each in watch.next_day()}))
    return told


def test_a_page_that_breaks_off_at_another_place_on_the_next_date_waits_on() -> None:
    whole = page_about("parcels")
    later, earlier = whole[: whole.index("exists already")], whole[: whole.index("`contents`") + 5]
    assert held(later, earlier, whole) == [["document-missing"], ["document-missing"], []]
    assert held(earlier, later, whole) == [["document-missing"], ["document-missing"], []]
    assert "error-rule-removed" in held(later, later)[1], "the same on two dates"
    until, before = whole[: whole.index("| 429")], whole[: whole.index("| `contents`")]
    assert held(until, before, whole)[1:] == [["document-incomplete"], []], "at the end of a line"


def test_a_page_that_lost_its_beginning_waits_for_the_same_loss() -> None:
    whole = page_about("parcels") + "\n## Help\n\nAsk the people of support for a form, and fill in all of it.\n" * 4
    first, second = (whole[whole.index(at) :] for at in ("## Request", "## Errors"))
    assert held(first, second, whole, whole=whole) == [["document-incomplete"], ["document-incomplete"], []]


def test_what_is_taken_out_of_a_page_that_lost_its_beginning_is_no_other_loss() -> None:
    help_lines = [f"Ask the people of support for form {at}, and fill in all of it." for at in range(4)]
    whole = "\n\n".join((page_about("parcels") + "\n## Help", *help_lines, ""))
    front = whole[whole.index("## Request") :]
    told = held(front, front.replace(f"{help_lines[1]}\n\n", ""), whole=whole)
    assert "api-path-removed-without-deprecation" in told[1]


def test_a_page_that_is_another_one_each_day_waits_for_a_week() -> None:
    others = [page_about(noun) for noun in ("couriers", "depots")]
    assert held(*others, page_about("parcels")) == [["document-missing"], ["document-missing"], []]
    assert "document-missing" not in held(others[0], others[0])[1]


def test_an_error_below_what_was_sent_says_that_the_rest_is_missing() -> None:
    whole = page_about("parcels") + "\n## Help\n\nAsk the people of support.\n"
    cut = whole[: whole.index("## Limits")]
    assert held(f'{cut}\n{{"error":"internal"}}\n', whole, whole=whole) == [["document-incomplete"], []]


def test_a_page_that_documents_no_call_any_longer_and_does_not_say_so_waits() -> None:
    whole = page_about("parcels")
    emptied = whole.replace("`POST https://api.example.com/v1/parcels`\n\n", "")
    assert held(emptied, whole) == [["document-incomplete"], []]
    assert "api-path-removed-without-deprecation" in held(emptied, emptied)[1]
    retired = emptied + "\n`POST /v1/parcels` is deprecated and no longer available.\n"
    assert "document-incomplete" not in held(retired)[0]
