"""Code among sentences, and links as they are written, tell that a page lost what set them apart."""

import pytest

from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import Line, PageText
from driftwatch.presence.came import Came, Sides
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.spilled import is_spilled
from tests.presence.island import Answer, Island, Watch

WORDS = "Who sails her writes down where she lies. Others read that in the morning, and call a pilot. "
TEXT = (
    "# Boats\n\nWhat a boat is.\n\n- [The list](#list)\n\n## List\n\n`GET https://api.example.com/v1/boats` lists "
    f'them.\n\n```json\n{{\n  "boat_name": "Ada",\n  "words": "{WORDS}",\n  "mast": "one"\n}}\n```\n\n'
    "## Get one\n\n`GET https://api.example.com/v1/boats/{id}` returns a boat.\n\n"
    '```json\n{\n  "boat_name": "Ada",\n  "anchor": "iron"\n}\n```\n\n## Sink one\n\n'
    "`DELETE https://api.example.com/v1/boats/{id}` answers with 204.\n"
)
PAGE = "/api/boats.md"


def page(*said: str) -> PageText:
    """A text of lines: `#` begins a heading, `|` a row, `$` a sample."""
    kinds = {"#": "heading", "|": "row", "$": "sample"}
    return PageText(lines=tuple(Line(kinds.get(each[0], "sentence"), (each.lstrip("#|$ "),)) for each in said))


def spilled(
    *now: str,
    was: tuple[str, ...] = ("# Boats", "A boat.", "$ JSON boat_name: string, sail_area: integer"),
    is_torn: bool = False,
) -> bool:
    before = page(*was)
    known = [Document(path="a", url="a", digest="0")]
    previous = Snapshot([], known, texts={"a": lambda: before}, label="before")
    came = Came(path="a", digest="1", facts=1, owners=1, text=page(*now), is_torn=is_torn)
    return is_spilled(Sides(before, came), OtherPages(previous, {"a": came}))


@pytest.mark.parametrize(
    "now",
    [
        ("# Boats", "A boat.", 'Ada", "boat_name": "Eve", "sail_area": 3'),
        ("# Boats", 'Ada", "boat_name": "Eve"', '"sail_area": 3 } ]'),
        ("# Boats", "A boat.", '| mast oak }, { "boat_name": "Eve", "sail_area": 3 '),
        ("# Boats", 'A bjson { "boat_name": "a", "sail_area": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1 }'),
    ],
)  # fmt: skip
def test_members_of_code_that_came_as_sentences_are_spilled(now: tuple[str, ...]) -> None:
    assert spilled(*now)


@pytest.mark.parametrize(
    "now",
    [
        ("# Boats", 'A boat is { "boat_name": "Ada", "sail_area": 3 }.'),
        ("# Boats", '{ "boat_name": "a", "sail_area": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1 }'),
        ("# Boats", 'Ada", "boat_name": "Eve", "boat_name": "Ada"'),
        ("# Boats", 'Say "yes": it is read, and "no": it is not.'),
        ("# Boats", "A boat.", 'Set "boat_name": "Eve" and "sail_area": 3 where she is to go about.'),
        ("# Boats", "A boat.", '"boat_name": "Eve", "sail_area": 3 make her go about.'),
        ("# Boats", "A boat, as they say.", 'Another "one".'),
        ("# Boats", "A boat."),
        ("# Boats", "A boat.", "$ JSON boat_name: string, sail_area: integer", 'Eve", "boat_name": 1, "sail_area": 3'),
    ],
)  # fmt: skip
def test_what_people_write_is_not_spilled(now: tuple[str, ...]) -> None:
    assert not spilled(*now)


def test_a_torn_sample_that_names_what_others_do_is_two() -> None:
    was = ("# Boats", "$ JSON hull: string", "$ JSON mast: string, anchor: string")
    both = "$ JSON hull: string, mast: string, anchor: string"
    assert spilled(was[0], both, was[2], was=was, is_torn=True)
    assert spilled(*was, both, was=was, is_torn=True), "beside both"
    assert not spilled(was[0], both, was[2], was=was), "it ends as it begins"
    assert not spilled(was[0], f"{both}, rope: string", was[2], was=was, is_torn=True), "a name is new"
    assert not spilled(was[0], "$ JSON hull: string, mast: string", was[2], was=was, is_torn=True), "one name"
    assert not spilled("# Ships", both, was[2], was=was, is_torn=True), "something else was edited"


def test_a_page_that_never_set_its_code_apart_is_edited() -> None:
    was = ("# Boats", 'Ada", "boat_name": "Eve", "sail_area": 3', "$ JSON boat_name: string, sail_area: integer")
    assert not spilled("# Boats", 'Ada", "boat_name": "Eve", "sail_area": 4', was=was)


def test_links_that_lost_their_targets_with_more_are_spilled() -> None:
    was = ("# Boats", "See the list.", "One.", "Two.", "Three.")
    assert spilled("# Boats", "See [the list][1].", was=was)
    assert not spilled("# Boats", "See [the list][1].", "One.", was=was), "two lines are taken out"
    assert not spilled("# Boats", "See [a list][1].", was=was), "it is another sentence"
    assert not spilled("# Boats", "See the [list].", was=was), "it may be left out by now"
    assert spilled("# Boats", "See the [list].", "[One].", was=(*was, "Four.", "Five."))


def test_what_a_page_lost_with_the_bounds_of_its_code_was_never_removed() -> None:
    site = Island()
    site.answers[PAGE] = Answer(TEXT)
    site.listed.append(PAGE)
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    site.answers[PAGE] = Answer(TEXT[: TEXT.index("is.")] + TEXT[TEXT.index('"Ada"') :])
    assert {each.id for each in watch.next_day()} == {"document-incomplete"}
    site.answers[PAGE] = Answer(TEXT)
    assert watch.next_day() == []
    assert watch.facts() == before
