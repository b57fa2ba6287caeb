"""A page that came with all that it said below other headings, or escaped, is believed on the second date."""

from collections.abc import Sequence

import pytest

from driftwatch.model.text import FORM, Line, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.reframed import is_reframed
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
    before = PageText(lines=lines(*was))
    came = Came(path="boats", digest="2", facts=2, owners=1, text=PageText(lines=lines(*now), form=form))
    sides = Sides(before.digested() if kept == "digest" else before, came)
    return is_reframed(sides, said=lambda: stated)


def below(*labels: str) -> tuple[str, ...]:
    """The page below other headings."""
    first, second, head, third = labels
    return (f"# {first}", BOATS[1], f"# {second}", f"= {head}", BOATS[4], f"# {third}", BOATS[6])


KEYS = below("docs.one", "docs.two", "docs.three | docs.four", "docs.five")


def test_all_that_a_page_said_below_other_headings_was_not_edited() -> None:
    assert reframed(*KEYS)
    assert not reframed(*KEYS, form=FORM - 1)
    assert not reframed(*KEYS, kept="digest"), "nobody knows whether a word is left"
    assert reframed(*KEYS, kept="digest", stated=9), "but what went with them is known"
    assert not reframed(*KEYS[:-1]), "a sentence went as well"
    assert not reframed(*KEYS, "It is new.")
    assert not reframed(*KEYS, "# More"), "and so is a section"
    assert not reframed(*BOATS)
    assert not reframed(*BOATS, "# More"), "nothing went"


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
    assert reframed(*now, was=was)
    assert not reframed(*now, "This tells something else.", was=was)
    assert not reframed(*now, was=was, kept="digest")
    assert not reframed(*now[:-3], *was[-3:-2], *now[-2:], was=was), "two of them may be written"
    assert reframed(*BOATS, '$ JSON "bow": string, "mast": integer', was=(*BOATS, "$ JSON bow: string, mast: integer"))


def test_a_page_that_shows_the_keys_of_its_labels_for_a_day_lost_nothing() -> None:
    site = Island()
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    whole = page_about("parcels")
    keys = whole
    for at, label in enumerate(
        ("Request body", "Errors", "Limits", "Name", "Type", "Required", "Description", "Retry")
    ):
        keys = keys.replace(f"## {label}\n", f"## docs.label_{at}\n").replace(f"| {label} |", f"| docs.label_{at} |")
    site.answers[PAGE] = Answer(keys)
    assert [each.id for each in watch.next_day()] == ["document-incomplete"]
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
