"""A page that stops in the middle of what it said was cut on its way."""

import pytest

from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import Line, PageText
from driftwatch.presence.came import Came
from driftwatch.presence.missing import CUT, LESSENED
from driftwatch.presence.silence import ending_of, silent
from tests.presence.island import Answer, Island, Watch, page_about

SAID = ("Give a prompt.", "The answer holds the clip.", "It is kept for a day.")


def text(*sentences: str) -> PageText:
    return PageText(lines=tuple(Line("sentence", (each,)) for each in sentences))


BEFORE = text(*SAID)


def fate(
    *sentences: str, body: str = "# Clips", said: PageText = BEFORE, came: PageText | None = None
) -> dict[str, str]:
    documents = [Document(path="clips", url="https://docs.example.com/clips", digest="1")]
    previous = Snapshot([], documents, texts={"clips": lambda: said}, label="before")
    now = came or text(*sentences)
    answer = Came(path="clips", digest="2", facts=9, owners=1, text=now, ending=ending_of(body))
    return silent(previous, {"clips": answer})


def test_a_page_that_ends_in_the_middle_of_a_line_was_cut():
    assert fate("Give a prompt.", "The answer ho") == {"clips": CUT}


@pytest.mark.parametrize(
    "now",
    [
        ("Give a prompt.", "The answer holds the clip."),
        ("Give a prompt.", "The answer is a clip."),
        ("Give a prompt.", "The answer ho", "And more."),
        (*SAID[:2], "It is kept"),
    ],
    ids=["a line less", "another line", "two new ones", "the last line is shorter"],
)
def test_what_else_became_of_a_page_is_an_edit(now: tuple[str, ...]):
    assert fate(*now) == {}


SAMPLE, HALF = "JSON clip: string, prompt: string, size: integer", "JSON clip: string, size: integer"


@pytest.mark.parametrize(
    ("body", "now", "cut"),
    [
        ("# Clips\n\n```json\n{\n", HALF, True),
        ("# Clips\n\n```\nclip, si", HALF, True),
        ("# Clips\n\n```json\n{}\n```\n", HALF, False),
        ("# Clips\n\n```json\n{\n", "JSON clip: string, colour: string", False),
    ],
    ids=["open", "in a line", "closed", "another sample"],
)
def test_a_page_that_ends_in_a_code_block_was_cut(body: str, now: str, *, cut: bool):
    said = PageText(lines=(*BEFORE.lines[:1], Line("sample", (SAMPLE,)), *BEFORE.lines[1:]))
    came = PageText(lines=(*BEFORE.lines[:1], Line("sample", (now,))))
    assert fate(body=body, said=said, came=came) == ({"clips": CUT} if cut else {})


def test_a_page_whose_file_ends_is_whole_and_of_html_its_end_tells():
    assert fate("Give a prompt.", "The answer ho", body="# Clips\n") == {}
    assert fate("Give a prompt.", "The answer ho", body="<!doctype html><p>The answer ho") == {}
    assert fate("Give a prompt.", "The answer ho", said=BEFORE.digested()) == {}


def test_a_page_that_ends_in_a_wall_was_cut_and_one_that_asks_to_sign_in_in_passing_is_edited():
    wall = "Log in to see the rest."
    assert fate("Give a prompt.", wall, body="# Clips\n") == {"clips": CUT}
    assert fate(wall, "Give a prompt.", body="# Clips\n") == {}
    assert fate("Give a prompt.", "Log in with a key.", body="# Clips\n") == {}


def test_the_words_of_an_edited_page_are_read_once_on_each_side(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[PageText] = []
    lines = PageText.lines.fget
    assert lines is not None
    monkeypatch.setattr(PageText, "lines", property(lambda self: asked.append(self) or lines(self)))
    words = " ".join(f"word{number} the" for number in range(60))
    before = text(*SAID, words)
    assert fate(*SAID[:2], "It is kept for two days.", words, said=before) == {}
    assert len(asked) == 2


LONG = tuple(f"The {word} of a clip is told in its answer." for word in ("size", "length", "sound", "place", "name"))


@pytest.mark.parametrize("count", [1, 2])
def test_a_page_of_which_no_more_than_the_first_half_came_was_cut(count: int):
    assert fate(*LONG[:count], body="# Clips\n", said=text(*LONG)) == {"clips": CUT}


@pytest.mark.parametrize(
    "now", [LONG[:4], LONG[1:3], (LONG[0], "More of it is told elsewhere."), (LONG[0], LONG[2])],
    ids=["more than half", "the middle", "a new line", "not in a row"],
)  # fmt: skip
def test_a_page_that_lost_other_lines_is_edited(now: tuple[str, ...]):
    assert fate(*now, body="# Clips\n", said=text(*LONG)) == {}


def test_a_line_that_is_read_in_another_form_without_its_end_was_cut():
    table = PageText(
        lines=(Line("sentence", SAID[:1]), Line("head", ("Name", "Kind", "Need")), Line("row", ("a", "b")))
    )
    assert fate(SAID[0], "| Name | Ki", said=table) == {"clips": CUT}
    assert fate(SAID[0], "| Name | Ki", body="# Clips\n", said=table) == {}


def test_rows_have_no_order_and_a_few_may_go_without_anything_else():
    rows = [Line("row", (f"name{number}", f"what the {number}th of them is for")) for number in range(9)]
    said = PageText(lines=(*text(*LONG[:1]).lines, *rows, *text(*LONG[1:]).lines))

    def left(*lines: Line) -> dict[str, str]:
        documents = [Document(path="clips", url="https://docs.example.com/clips", digest="1")]
        previous = Snapshot([], documents, texts={"clips": lambda: said}, label="before")
        came = Came(path="clips", digest="2", facts=9, owners=1, text=PageText(lines=lines))
        return silent(previous, {"clips": came})

    assert left(*said.lines[:1], *rows[5:]) == {"clips": CUT}
    assert left(*said.lines[:1], *rows[2:], *said.lines[10:]) == {}
    assert left(*said.lines[:1], *rows[8:], *said.lines[10:]) == {"clips": LESSENED}


def test_a_page_that_was_split_is_edited():
    documents = [Document(path="clips", url="https://docs.example.com/clips", digest="1")]
    previous = Snapshot([], documents, texts={"clips": lambda: text(*LONG)}, label="before")
    halves = {
        place: Came(path=place, digest=digest, facts=9, owners=1, text=text(*said))
        for place, digest, said in (("clips", "2", LONG[:2]), ("sounds", "3", LONG[2:]))
    }
    assert silent(previous, halves) == {}
    assert silent(previous, {"clips": halves["clips"]}) == {"clips": CUT}


@pytest.mark.parametrize("digest", ["3", "4"], ids=["as it was", "edited as well"])
def test_what_another_page_said_before_was_not_taken_there(digest: str):
    documents = [Document(path=place, url=f"https://docs.example.com/{place}", digest=was) for place, was in
                 (("clips", "1"), ("sounds", "3"))]  # fmt: skip
    texts = {"clips": lambda: text(*LONG), "sounds": lambda: text(*LONG[2:])}
    came = {
        "clips": Came(path="clips", digest="2", facts=9, owners=1, text=text(*LONG[:2])),
        "sounds": Came(path="sounds", digest=digest, facts=9, owners=1, text=text(*LONG[2:], "And more.")),
    }
    assert silent(Snapshot([], documents, texts=texts, label="before"), came) == {"clips": CUT}


LONGER = (*LONG, "It is kept for a day.", "Then it is gone for good.")


def test_a_page_that_ends_inside_a_table_was_cut_however_much_of_it_came():
    for body in ("<table><tr><td>size</td></tr>", "<table>\n  <tr>\n   ", "<p>Clips.</p>\n<table cla"):
        assert fate(*LONGER[:5], body=body, said=text(*LONGER)) == {"clips": CUT}
    assert fate(*LONGER[:5], body="<table><tr><td>size</td></tr></table>", said=text(*LONGER)) == {}
    assert fate(*LONGER[:4], LONGER[6], body="<table><tr>", said=text(*LONGER)) == {}


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        ("<Field name='size'>\nThe size.\n", "markup"),
        ("<Field name='size'>\nOne.\n</Field>\n\n<Field name='kept'>\nThe days.\n", "markup"),
        ("<Field name='size'>\nThe size.\n</Field>\n", "line"),
        ("<Tab>Words.</Tab>\n", "line"),
        ("<Field\n  name='size'\n/>\nThe size.\n", "line"),
        ("Give a <Name> of yours.\n", "line"),
    ],
)
def test_a_component_that_is_not_closed_was_cut(body: str, ending: str):
    assert ending_of(f"# Clips\n\n{body}") == ending


def test_what_a_component_holds_that_is_not_closed_is_read_in_another_order():
    now = (LONGER[2], *LONGER[:2], LONGER[3])
    body = "# Clips\n\n<Field name='size'>\nThe size.\n"
    assert fate(*now, body=body, said=text(*LONGER)) == {"clips": CUT}
    assert fate(*now, body="# Clips\n", said=text(*LONGER)) == {}
    assert fate(*now[:3], LONGER[-1], body=body, said=text(*LONGER)) == {}, "its end came"


def test_a_page_whose_links_lost_their_targets_lost_its_end():
    said = text("See the list of clips and how it is paged.", "Each clip has a size.", "It is kept for a day.")
    now = ("See the [list of clips][1] and how it is [paged].", "Each clip ha")
    assert fate(*now, said=said) == {"clips": CUT}
    assert fate(now[0], *("Each clip has a size.", "It is kept for a day."), said=said) == {"clips": CUT}
    assert fate(now[0], body="# Clips\n", said=said) == {"clips": CUT}
    assert fate(now[0], *LONG, body="# Clips\n", said=text(said.lines[0].words, *LONG)) == {}
    assert fate(*now, "And another one.", said=said) == {}


def fate_among_others(*sentences: str, body: str, others: str) -> dict[str, str]:
    places = ("clips", "sounds", "voices")
    documents = [Document(path=place, url=f"https://docs.example.com/{place}", digest="1") for place in places]
    came = {
        place: Came(path=place, digest=place, facts=9, owners=1, text=text(*LONGER, place), ending=ending_of(others))
        for place in places[1:]
    }
    came["clips"] = Came(path="clips", digest="2", facts=9, owners=1, text=text(*sentences), ending=ending_of(body))
    return silent(Snapshot([], documents, texts=dict.fromkeys(places, lambda: text(*LONGER)), label="before"), came)


@pytest.mark.parametrize(
    ("now", "body"),
    [
        (LONGER[:5], "# Clips"),
        ((*LONGER[:6], "Then it is go"), "# Clips"),
        ((*LONGER[:3], "It is", "another kind", "of text."), "# Clips\n<pre>It is"),
    ],
    ids=["lines", "the last words", "what is read as something else"],
)
def test_a_page_that_ends_as_no_other_one_does_was_cut(now: tuple[str, ...], body: str):
    assert fate_among_others(*now, body=body, others="# Sounds\n") == {"clips": CUT}
    assert fate_among_others(*now, body=body, others=body) == {}
    assert fate_among_others(*now, body="# Clips\n", others="# Sounds\n") == {}


def test_what_a_table_without_its_end_is_read_as_says_nothing_new():
    row = Line("row", ("size", "How large it is: small, or large."))
    said = PageText(lines=(*text(*LONG).lines, row, *text(*LONGER[5:]).lines))
    body = "<table><tr><td>size"
    assert fate(*LONG, "size How large it is:", "small, or lar", body=body, said=said) == {"clips": CUT}
    assert fate(*LONG, "size How tall it is:", "small, or lar", body=body, said=said) == {}


def test_a_page_that_ends_in_the_middle_of_a_link_was_cut():
    said = ("Give a prompt.", "Ask for the list of clips, page by page.", "It is kept for a day.")
    assert fate(said[0], "Ask for the [list of clips](../clips/", said=text(*said)) == {"clips": CUT}
    assert fate(said[0], "Ask for a [list of clips](../clips/", said=text(*said)) == {}


@pytest.mark.parametrize("tag", ["<img src=", "<", "</p"])
def test_a_page_that_ends_in_the_middle_of_a_tag_was_cut(tag: str):
    assert fate(*LONGER[:5], tag, body=f"# Clips\n\n{tag}", said=text(*LONGER)) == {"clips": CUT}
    assert fate(*LONGER[:4], LONGER[6], tag, body=f"# Clips\n\n{tag}", said=text(*LONGER)) == {}


def in_html(text: str) -> str:
    """A page whose table of fields is written in tags, as it is where cells hold paragraphs."""
    rows = "".join(
        f"  <tr>\n    <td>`{name}`</td>\n    <td>string</td>\n"
        f'    <td style={{{{ textAlign: "left" }}}}>\n      What the {name} is.\n    </td>\n  </tr>\n'
        for name in ("weight", "contents", "sender", "receiver", "insurance", "colour", "smell", "depth")
    )
    head = "<thead>\n  <tr>\n    <th>Name</th>\n    <th>Type</th>\n    <th>Description</th>\n  </tr>\n</thead>\n"
    before, _, rest = text.partition("| Name |")
    table = f"<table>\n{head}<tbody>\n{rows}</tbody>\n</table>\n\n"
    return before + table + rest[rest.index("## Errors") :]


@pytest.mark.parametrize("said", ["", "\n<div class=error>An error came up while this page was rendered.</div>\n"])
def test_a_table_in_tags_that_breaks_off_is_read_as_many_lines_and_says_nothing(said: str) -> None:
    site = Island()
    text = in_html(page_about("parcels"))
    site.answers["/api/parcels.md"] = Answer(text)
    watch = Watch(site)
    watch.next_day()
    before = watch.facts()
    site.answers["/api/parcels.md"] = Answer(text[: text.index("What the receiver")] + said)
    assert {each.id for each in watch.next_day()} <= {"document-missing", "document-incomplete"}
    site.answers["/api/parcels.md"] = Answer(text)
    assert (watch.next_day(), watch.facts()) == ([], before)
