"""A page that came with all that it said below other headings, or escaped, is believed on the second date."""

import re
from collections.abc import Sequence

import pytest

from driftwatch.model.text import FORM, Line, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.reframed import is_escaped, is_reframed
from tests.presence.island import HTML, Answer, Island, Watch, html_about, page_about

PAGE = "/api/parcels.md"
_SIGNS = {"#": "heading", "=": "head", "|": "row", "$": "sample"}


def lines(*said: str) -> tuple[Line, ...]:
    """Lines of a page: `#` begins a heading, `=` the head of a table, `|` a row, `$` a sample."""
    kinds = ((_SIGNS.get(each[0]), each) for each in said)
    found = ((kind or "sentence", each[1:].lstrip() if kind else each) for kind, each in kinds)
    return tuple(
        Line(kind, tuple(words.split(" | ")) if kind in ("head", "row") else (words,)) for kind, words in found
    )


BOATS = ("# Boats", "Each is kept in the harbour.", "# Fields", "= Name | Type", "| bow | string", "# Sails", "A sail.")


def reframed(*now: str, was: Sequence[str] = BOATS, stated: int = 2, form: int = FORM, kept: str = "full") -> bool:
    return is_reframed(sides(*now, was=was, form=form, kept=kept), said=lambda: stated)


def sides(*now: str, was: Sequence[str] = BOATS, form: int = FORM, kept: str = "full") -> Sides:
    before = PageText(lines=lines(*was))
    came = Came(path="boats", digest="2", facts=2, owners=1, text=PageText(lines=lines(*now), form=form))
    return Sides(before.digested() if kept == "digest" else before, came)


def below(*labels: str) -> tuple[str, ...]:
    """The page below other headings."""
    first, second, head, third = labels
    return (f"# {first}", BOATS[1], f"# {second}", f"= {head}", BOATS[4], f"# {third}", BOATS[6])


KEYS = below("docs.one", "docs.two", "docs.three | docs.four", "docs.five")


def test_all_that_a_page_said_below_other_headings_was_not_edited() -> None:
    assert reframed(*KEYS, stated=9)
    assert reframed(*KEYS, kept="digest", stated=9)
    assert not reframed(*KEYS, stated=9, form=FORM - 1)
    assert not reframed(*KEYS[:-1], stated=9), "a sentence went as well"
    assert not reframed(*KEYS, "It is new.", stated=9)
    assert not reframed(*KEYS, "# More", stated=9), "and so is a section"
    assert not reframed(*BOATS, stated=9)
    assert not reframed(*BOATS, "# More", stated=9), "nothing went"


def test_names_in_headings_are_facts() -> None:
    models = tuple(line for name in ("oak-1", "elm-2", "ash-3") for line in (f"# {name}", "A model of text."))
    others = tuple(line for name in ("fir-4", "yew-5", "box-6") for line in (f"# {name}", "A model of text."))
    assert not reframed(*others, was=models), "as much is stated of them"
    named = (KEYS[0], BOATS[1], KEYS[2], *BOATS[3:5], KEYS[5], BOATS[6])
    assert not reframed(*named), "none of their words is left, and no fact went"
    assert reframed(*named, stated=3)


def test_most_headings_or_most_heads_are_others() -> None:
    wide = ("# Boats", "= Name | Type | Length | Built", "| bow | string | 9 | 1990")
    assert reframed("# t.boats", *wide[1:], "# t.sails", "# t.oars", was=(*wide, "# Sails", "# Oars"), stated=9)
    assert reframed(wide[0], "= t.name | t.type | t.length | Built", wide[2], was=wide, stated=9)
    assert reframed("# t.boats", "= t.name | t.type | Length | Built", wide[2], was=wide, stated=9), "three of five"


def test_headings_that_are_worded_anew_have_words_of_what_they_said() -> None:
    worded = below("All boats", "Their fields", "Name | Type", "Of sails")
    assert not reframed(*worded)
    assert reframed(*worded, stated=9), "unless what stands below them is no longer understood"
    few = below("Boats", "Fields", "Field | Kind", "Sails")
    assert not reframed(*few, stated=9), "one table has other columns"
    assert not reframed(*below("Ships", "Columns", "Name | Type", "Sails"), stated=9), "two headings"
    long = (*BOATS, *(f"# Part {each}" for each in "abcdef"))
    assert not reframed(*KEYS, *long[len(BOATS) :], was=long, stated=9), "most are as they were"


@pytest.mark.parametrize("sign", ["{{ page.title }}", "${title}", "%title%", "undefined", "[object Object]"])
def test_a_heading_that_nobody_resolved_is_none(sign: str) -> None:
    assert reframed(f"# {sign}", *BOATS[1:])
    assert not reframed(f"# {sign}", *BOATS[1:], kept="digest")
    assert not reframed(f"# How to write {sign}", *BOATS[1:])


def test_signs_that_were_escaped_once_more_are_the_same_signs() -> None:
    was = (*BOATS, "$ JSON bow: string", 'Say "ahoy" & wave.', "A <b> is bold.")
    now = (*BOATS, "$ JSON &quot;bow&quot;: string", 'Say "ahoy" &amp;amp; wave.', "A &lt;b> is bold.")
    assert is_escaped(sides(*now, was=was))
    assert not is_escaped(sides(*now, "This tells something else.", was=was))
    assert not is_escaped(sides(*now, was=was, kept="digest"))
    assert not is_escaped(sides(*was, now[-2], was=was)), "nothing went"
    assert not is_escaped(sides(*now[:-3], *was[-3:-2], *now[-2:], was=was)), "two of them may be written"
    bare = (*BOATS, "$ JSON bow: string, mast: integer")
    assert is_escaped(sides(*BOATS, '$ JSON "bow": string, "mast": integer', was=bare))


def test_an_endless_number_in_such_a_sign_stops_nothing() -> None:
    endless = "&#" + "1" * 5000 + ";"
    assert is_escaped(sides(*BOATS, f"A sign &quot;&lt;&gt;&amp;{endless[1:]}.", was=(*BOATS, "A sign.")))
    assert is_escaped(sides(*BOATS, f"A sign &quot;&lt;&gt;{endless}.", was=(*BOATS, "A sign.")))


def test_a_page_that_shows_the_keys_of_its_labels_for_a_day_lost_nothing() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    whole = page_about("parcels")
    keys = re.sub(r"(?m)^(#+) (\w)(.*)$", r"\1 docs.\2", whole)
    assert keys.count("# docs.") == 4, "all headings, and no head of a table"
    site.answers[PAGE] = Answer(keys)
    (finding,) = watch.next_day()
    assert finding.id == "document-incomplete"
    assert "nothing new: but for headings, or heads of tables, it says what it said. What it said" in finding.message
    site.answers[PAGE] = Answer(whole)
    assert watch.next_day() == []
    assert watch.facts() == before
    site.answers[PAGE] = Answer(keys)
    watch.next_day()
    assert "request-body-removed" in {each.id for each in watch.next_day()}, "who did that is heard of"


def test_one_heading_that_is_worded_anew_is_told_at_once() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    site.answers["/api/tariffs"] = Answer(html_about("tariffs").replace("Request body", "What is charged"), HTML)
    assert "document-incomplete" not in {each.id for each in watch.next_day()}


def test_a_head_of_which_cells_are_empty_is_of_columns_that_are_not() -> None:
    assert reframed(*BOATS[:3], "= Name | ", *BOATS[4:], stated=2)
    assert not reframed(*BOATS[:3], "= Name | Kind", *BOATS[4:], stated=2), "a column was named anew"
    assert not reframed(*BOATS[:3], "= Name", *BOATS[4:], stated=2)


def test_links_and_tags_that_are_shown_are_no_words() -> None:
    shown = (
        "# Boats",
        '<Note type="tip">Each is kept in the ![harbour](https://boats.example/at-sea.png "At sea").</Note>',
    )
    assert is_escaped(sides(*shown, *BOATS[2:]))
    assert not is_escaped(sides("# Boats", "<b>Each</b> is kept on a trailer behind the house.", *BOATS[2:]))


def test_headings_that_say_that_calls_are_removed_were_written() -> None:
    gone = below("Removed: boats", "Removed: fields", "Name | Type", "Removed: sails")
    assert not reframed(*gone, stated=9)
    assert reframed(*below("Moved: boats", "Moved: fields", "Name | Type", "Moved: sails"), stated=9)
