"""Text from outside stays text in what GitHub renders, on a terminal and in workflow commands."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from driftwatch.model.json_values import indented
from driftwatch.reports.formats import COLOURED_TEXT, FORMATS
from driftwatch.reports.safe import (
    bare,
    code,
    command_data,
    fenced,
    link,
    log_line,
    one_line,
    prose,
    shown,
    unlinked,
    visible,
)
from tests.attacks.inert import references
from tests.reports.sample import HOSTILE_TEXT, REPORT

PIECES = [*"`|\\<>[]()!*_~#@&:%- \n\r\tab1$'\"", "\x1b", "\u202e", "\u200b", "::", "```", "<!--", "-->", "~~~"]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
GFM = MarkdownIt("gfm-like", {"linkify": False})


def outside_code(text: str) -> str:
    """Everything that a renderer shows outside of code, or takes for markup of the text's own."""
    found: list[str] = []
    waiting: list[Token] = list(GFM.parse(text))
    while waiting:
        token = waiting.pop()
        waiting.extend(token.children or [])
        if token.type in ("text", "html_inline", "html_block", "image", "link_open"):
            found.append(token.content + str(token.attrs or ""))
    return "".join(found)


@given(HOSTILE)
def test_a_code_span_holds_everything(text: str) -> None:
    assert set(outside_code(f"x {code(text)} y")) <= set("x y-")


@pytest.mark.slow
@given(HOSTILE)
def test_a_code_span_stays_in_its_table_cell(text: str) -> None:
    tokens = GFM.parse(f"| a | b |\n|---|---|\n| {code(text)} | last |\n")
    cells = [token for token in tokens if token.type == "td_open"]
    assert (len(cells), tokens[-1].type) == (2, "table_close")


@given(HOSTILE)
def test_a_fence_is_closed_by_nothing_inside(text: str) -> None:
    tokens = GFM.parse(fenced(text) + "\n\nafter\n")
    assert [token.type for token in tokens] == ["fence", "paragraph_open", "inline", "paragraph_close"]


@given(HOSTILE)
def test_a_message_makes_no_markup_of_what_stands_in_backticks(text: str) -> None:
    inside = text.replace("`", "'")
    assert "@" not in outside_code(prose(f"Field `{inside}` is new."))


@given(HOSTILE)
def test_a_link_is_a_plain_address_or_code(text: str) -> None:
    assert set(outside_code(link(f"https://a.example/{text}"))) & set("`|\\!*_~#@\x1b\u202e") <= set("_~#*!@")


@given(st.text(max_size=80))
def test_one_line_is_one_visible_line(text: str) -> None:
    assert one_line(text).isprintable() or one_line(text) == ""


@given(st.text(max_size=80))
def test_a_workflow_command_is_one_line(text: str) -> None:
    assert "\n" not in command_data(text)
    assert "\r" not in command_data(text)


def test_the_invisible_is_spelled_out() -> None:
    assert visible("a\u202eb\x1b[31m") == "a{U+202E}b{U+001B}[31m"


def test_values_are_told_from_their_texts() -> None:
    assert [shown(value) for value in ("a", "1", 1, True, "true", None, "", ["a", "b"])] == [
        "a", '"1"', "1", "true", '"true"', "null", '""', "a, b",
    ]  # fmt: skip


def test_markdown_of_a_hostile_report_mentions_nobody() -> None:
    assert not re.search(r"@octocat|<img|!\[x\]|fixes #1", outside_code(FORMATS["markdown"](REPORT)))


def test_a_terminal_gets_no_control_characters_but_our_colours() -> None:
    without_colours = re.sub(r"\x1b\[[0-9;]*m", "", COLOURED_TEXT(REPORT))
    assert all(character.isprintable() or character == "\n" for character in without_colours)
    assert "\x1b[31m\u202e" not in COLOURED_TEXT(REPORT)


def test_every_line_of_annotations_is_a_command_of_ours() -> None:
    lines = FORMATS["github"](REPORT).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::warning", "::notice"]
    assert not any("::set-output" in line.split("::", 2)[1] for line in lines)


def test_json_keeps_the_text_as_it_is() -> None:
    findings = json.loads(FORMATS["json"](REPORT))["findings"]
    assert HOSTILE_TEXT in [finding["after"] for finding in findings]


def test_junit_is_well_formed_xml() -> None:
    suite = ET.fromstring(FORMATS["junit"](REPORT))  # noqa: S314 - our own
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("4", "3")


@given(HOSTILE, st.integers(0, 3))
def test_a_line_of_a_log_is_no_command_of_a_runner(text: str, spaces: int) -> None:
    line = log_line(" " * spaces + text + "##[error]x")
    assert not line.lstrip().startswith("::")
    assert "##[" not in line + visible(f"{text}##[group]")
    assert line.isprintable()


def test_line_ends_inside_of_a_value_are_told_apart_from_spaces() -> None:
    assert (shown("a\n\n# b"), shown("a b")) == ("a ⏎ # b", "a b")


@pytest.mark.parametrize("name", ["seconds", "messages[].role", "POST /v1/videos/{id}", "X-Rate-Limit"])
def test_a_harmless_name_may_stand_outside_of_code(name: str) -> None:
    assert bare(name) == name


@pytest.mark.parametrize(
    "text",
    ["fixes #1", "GH-1", "@octocat", "a@b.example", "https://evil.example", "www.evil.example", "0" * 40, ":tada:"],
)
def test_what_github_makes_live_does_not_stand_outside_of_code(text: str) -> None:
    assert bare(text) == "…"
    assert references(text)
    said = unlinked(f"Field `{text}` of `id` is new.")
    assert said.startswith("Field `")
    assert said.endswith("` of `id` is new.")
    assert {} == references(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Field `claude-3-5-sonnet-20241022` costs `$0.06`, before `USD 5/1000000 token`.", None),
        ("Document `https://docs.example.com/a.md` is new.", "Document `docs.example.com/a.md` is new."),
        ("The list `@octocat` fixes `#1`.", "The list `{U+0040}octocat` fixes `{U+0023}1`."),
        ("hthttps://tps://evil.example", "hthttps{U+003A}//tps{U+003A}//evil.example"),
        ("at 12:30:45, std::string, a:b", None),
        (":100: and 5:1234:6, but :1:", "{U+003A}100: and 5{U+003A}1234:6, but :1:"),
        ("é ü 中", None),
    ],
)
def test_values_stay_readable_where_there_is_no_code(text: str, said: str | None) -> None:
    assert unlinked(text) == (said or text)


@given(HOSTILE)
def test_a_plain_line_is_one_line_in_which_nothing_is_live(text: str) -> None:
    said = unlinked(text)
    assert len(said.splitlines()) <= 1
    # No emoji has a name of digits alone but these two, and 12:30:45 has to stay readable here.
    told = re.sub(r":(?!(?:100|1234):)(?=[0-9]+:)", " ", said)
    assert {} == {kind: found for kind, found in references(told).items() if kind != "mathematics"}


def test_a_plain_line_is_cut_at_its_length() -> None:
    assert len(unlinked("@a " * 500, limit=90)) <= 90


def test_json_hides_nothing_and_stays_the_same_value() -> None:
    value = {"\u202e##[error]x": ["\x9b31m\x7f\ufe0f", "\U000e0041é\n"]}
    text = indented(value)
    assert json.loads(text) == value
    assert all(character.isprintable() or character == "\n" for character in text.replace("\ufe0f", "\0"))
    assert "##[" not in text


@given(HOSTILE, HOSTILE)
def test_a_name_with_backticks_brings_nothing_to_life_beside_them(one: str, other: str) -> None:
    assert not set("@#$") & set(outside_code(prose(f"`{one}` names no `{other}`")))


SKIPS = (
    "[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]", "***NO_CI***", "[skip azp]", "[azp skip]",
    "[skip azurepipelines]", "[skip travis]", "[travis skip]", "[skip circleci]", "[skip appveyor]", "[CI SKIP]",
    "[skip netlify]", "[skip render]", "[skip cd]", "[vercel skip]", "[CF-Pages-Skip]", "[skip-ci]", "[Skip-CI]",
    "--skip-ci", "--ci-skip", "skip-checks: true", "skip-checks:true",
    "[skip  ci]", "[ skip ci ]", "[skip\tci]", "[skip\nci]",
)  # fmt: skip
"""What services document, and what a sloppy matcher would take for it."""
OBEYED = re.compile(
    r"(?i)\[[^\]]*skip[^\]]*\]|\[\s*no[\s_-]*ci\s*\]|\*\*\*\s*no_ci|skip[\s_-]*(ci|checks)\b|ci[\s_-]*skip"
)


@pytest.mark.parametrize("words", SKIPS)
@pytest.mark.parametrize("written", [bare, visible, one_line, code, prose, fenced, log_line])
def test_no_service_is_told_to_skip_a_commit(words: str, written: Callable[[str], str]) -> None:
    assert OBEYED.search(one_line(words)) is None
    for text in (words, f"field {words} of `x`", f"`{words}` and {words}", words.replace(" ", " \u200b")):
        assert OBEYED.search(written(text).replace("\\", "")) is None, written(text)


@given(
    st.lists(
        st.sampled_from(["[", "]", "skip", "SKIP", "ci", "no", "-", "_", " ", "*", "checks", ":", "x"]), max_size=12
    )
)
@example(["ci", "-", "-", "-", "-", "skip"])
@example(["[", " ", " ", " ", " ", "no", "_", "_", "_", "_", "ci", "]"])
def test_no_joining_of_words_tells_a_service_to_skip(pieces: list[str]) -> None:
    assert OBEYED.search(visible("".join(pieces))) is None


@pytest.mark.parametrize(
    "name", ["skip", "items[].skip", "skip_count", "GET /v1/skips", "notice", "no_cipher", "precision"]
)
def test_a_name_that_skips_nothing_stays_as_it_is(name: str) -> None:
    assert (bare(name), visible(name)) == (name, name)


def test_a_sentence_that_a_message_quotes_is_shown_whole():
    said = "Send the key of the box in the header of each call, and no other key, for " + "a box and " * 16 + "a lid."
    assert said in prose(f"A new notice says `{said}`.")
