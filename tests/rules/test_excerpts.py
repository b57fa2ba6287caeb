"""What a page says, before and now, in one sentence."""

from msgspec import UNSET, structs

from driftwatch.model.change import WORDS, Change
from driftwatch.model.snapshot import Owner
from driftwatch.rules.excerpts import excerpt, of_section


def told(before: list[str | None], after: list[str | None], *traits: str) -> str:
    change = Change(
        kind="page.text.changed", role="page", owner=Owner("page", "guide"), location=WORDS, before=before, after=after,
        traits=frozenset(traits),
    )  # fmt: skip
    return excerpt(change, lambda text: f"`{text}`")


def test_a_long_line_is_cut_around_the_words_that_differ():
    line = " ".join(f"w{number}" for number in range(40))
    assert told([line], [line.replace("w20", "other")]) == (
        "says `... w14 w15 w16 w17 w18 w19 other w21 w22 w23 w24 w25 w26 ...`, "
        "before `... w14 w15 w16 w17 w18 w19 w20 w21 w22 w23 w24 w25 w26 ...`"
    )


def test_the_key_of_a_row_stays_however_long_it_is():
    key = " ".join(f"k{number}" for number in range(12))
    assert told([f"{key} · Free: 50"], [f"{key} · Free: 20"]) == (f"says `{key} · Free: 20`, before `{key} · Free: 50`")


def test_lines_that_differ_in_blanks_alone_are_shown_whole():
    assert told(["a  b"], ["a b"]) == "says `a b`, before `a b`"


def test_of_rows_that_came_or_went_one_is_shown_and_no_sentence_above_them():
    before: list[str | None] = ["It takes sizes.", "small", None, "wide · 3"]
    after: list[str | None] = [None, "large", "tall · 2", None]

    def shown(kind: str) -> str:
        owner = Owner("page", "guide")
        change = Change(kind=kind, role="page", owner=owner, location=WORDS, before=before, after=after)
        return excerpt(change, lambda text: f"`{text}`")

    assert shown("page.row.added") == "now says `tall · 2`, and 3 more lines"
    assert shown("page.row.removed") == "no longer says `It takes sizes.`, and 3 more lines"
    assert shown("page.row.changed") == "says `large`, before `small`, and 3 more lines"
    assert shown("page.text.changed") == "no longer says `It takes sizes.`, and 3 more lines"


def test_what_a_page_says_of_itself_is_shown_only_where_nothing_else_differs():
    front = "description: Send and track parcels."
    assert told([front, "Ten a day."], [front.replace("Send", "Weigh"), "Two a day."], "front").startswith(
        "says `Two a day.`"
    )
    assert told([front], [front.replace("Send", "Weigh")], "front").startswith("says `description: Weigh")
    assert told(["note: A", "B"], ["note: C", "D"], "front").startswith("says `note: C`")


def test_a_sentence_of_the_body_is_shown_whatever_it_begins_with():
    assert told(["summary: It is up.", "B"], ["summary: It ends in May.", "D"]).startswith("says `summary: It ends in")


def test_a_section_of_its_heading_alone_is_not_told_to_say_its_heading():
    def said(*lines: str, kind: str = "page.section.added") -> str:
        owner = Owner("page", "guide")
        change = Change(kind=kind, role="page", owner=owner, location=WORDS, name="Guide > Regions", after=lines)
        if kind.endswith("removed"):
            change = structs.replace(change, before=lines, after=UNSET)
        return of_section(change, lambda text: f"`{text}`")

    assert said("Regions") == said("Regions", kind="page.section.removed") == ""
    assert said("Regions", "The EU.") == ": the page now says `The EU.`"
    assert said("The EU.", kind="page.section.removed") == ": the page no longer says `The EU.`"
