"""What a page says, before and now, in one sentence."""

from msgspec import UNSET, structs

from driftwatch.model.change import WORDS, Change, Headline
from driftwatch.model.snapshot import Owner
from driftwatch.rules.excerpts import excerpt, of_rows, of_section


def told(before: list[str | None], after: list[str | None]) -> str:
    change = Change(
        kind="page.text.changed", role="page", owner=Owner("page", "guide"), location=WORDS, before=before, after=after,
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


def test_the_line_that_matters_is_shown_whichever_it_is_and_the_others_are_counted():
    before: list[str | None] = ["It takes sizes.", "small", None, "wide · 3"]
    after: list[str | None] = [None, "large", "tall · 2", None]

    def shown(kind: str, headline: Headline) -> str:
        owner = Owner("page", "guide")
        change = Change(
            kind=kind, role="page", owner=owner, location=WORDS, before=before, after=after, headline=headline
        )
        return of_rows(change, lambda text: f"`{text}`")

    more = ", and 3 more lines"
    assert shown("page.row.added", Headline(2, "row")) == f"there is a row more: the page now says `tall · 2`{more}"
    assert shown("page.row.removed", Headline(0)) == (
        f"a row is gone, and the page no longer says `It takes sizes.`{more}"
    )
    assert shown("page.row.changed", Headline(1, "row")) == f"a row says `large`, before `small`{more}"
    assert shown("page.row.changed", Headline(1, "head")) == f"the head of a table says `large`, before `small`{more}"


def test_a_section_of_its_heading_alone_is_not_told_to_say_its_heading():
    def said(*lines: str, kind: str = "page.section.added") -> str:
        owner = Owner("page", "guide")
        change = Change(
            kind=kind, role="page", owner=owner, location=WORDS, name="Guide > Regions", after=lines,
            headline=Headline(len(lines) - 1),
        )  # fmt: skip
        if kind.endswith("removed"):
            change = structs.replace(change, before=lines, after=UNSET)
        return of_section(change, lambda text: f"`{text}`")

    assert said("Regions") == said("Regions", kind="page.section.removed") == ""
    assert said("Regions", "The EU.") == ": the page now says `The EU.`"
    assert said("The EU.", kind="page.section.removed") == ": the page no longer says `The EU.`"
