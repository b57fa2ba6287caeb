"""MyST is read as what the built page shows: words in a directive are the page's, and no sample."""

import pytest

from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.myst import plain_markdown
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.page import Page
from driftwatch.platforms.detection import former_reading, known_by, statements_of
from driftwatch.platforms.plain import former_readings

HEADED = ('<a id="a"></a>', "# A")
TABS = (
    "`````{tabs}\n````{tab} Shell\nRun:\n\n    box send --to GET /lids\n\n```{warning}\nKeys end.\n```\n````\n`````\n"
    "\n(lids)=\n## Lids\n\nSee {ref}`lids` and {ref}`there <boxes>`.\n"
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("```{note}\nKeys end.\n```", [":::note", "Keys end.", ":::"]),
        ("```{admonition} Mind\n:class: tip\nKeys end.\n```", [":::note Mind", "Keys end.", ":::"]),
        ("```{warning} Keys end.\n```", [":::warning", "Keys end.", ":::"]),
        ("```{deprecated} 2.1\nUse boxes.\n```", ["Deprecated since version 2.1", "Use boxes."]),
        ("```{versionadded} 2.1 Boxes.\n```", ["New in version 2.1: Boxes."]),
        ("````{tab-set}\n```{tab-item} One\nA lid.\n```\n````", ['=== "One"', "    A lid."]),
        ("```{code-block} json\n---\ncaption: A lid\n---\n{}\n```", ["**A lid**", "```json", "{}", "```"]),
        (":::{code-block} json\n{}\n:::", ["```json", "{}", "```"]),
        ("```{list-table} Lids\n:header-rows: 1\n* - a\n  - {ref}`b <c>`\n* - d\n  - e\n```",
         ["**Lids**", "| a | [b](#c) |", "| --- | --- |", "| d | e |"]),
        ("```{csv-table}\n:header: a, b\nd, e\n```", ["| a | b |", "| --- | --- |", "| d | e |"]),
        ("```{eval-rst}\n.. note:: Keys end.\n```", [":::note", "Keys end.", ":::"]),
        ("```{dropdown} More\nA lid.\n```", ["**More**", "A lid."]),
        ("```{toctree}\n:hidden:\npage\nThe lid <lid>\n```\n% unseen\nSeen.", ["- The lid", "Seen."]),
        ("(a)=\n# A\n\n    {kbd}`b`\n\n- c\n\n    {kbd}`b`", [*HEADED, "    {kbd}`b`", "- c", "    `b`"]),
        ("::: {list-table}\n* - a\n  - b\n:::", ["|  |  |", "| --- | --- |", "| a | b |"]),
        (
            "````{tip}\n```{note}\n```\n````\n```{code} sh\n(b)=\n```\n(a)=\n# A\n{external+b:ref}`c`",
            [":::tip", ":::note", ":::", ":::", "```{code} sh", "(b)=", "```", *HEADED, "`c`"],
        ),
        ("```{figure} a.png\nA lid.\n```", ["A lid."]),
        ("- a\n\n  ```{tip}\n  A lid.\n  ```", ["- a", "  :::tip", "  A lid.", "  :::"]),
        ("```{tip}\n---\nA lid.\n```", [":::tip", "---", "A lid.", ":::"]),
        ("````{tip}\n```sh\nls\n````", [":::tip", "```sh", "ls", "```", ":::"]),
        ("```{tip}\n- a\n\n    b\n\nc\n\n    d\n```", [":::tip", "- a", "    b", "c", "```", "d", "```", ":::"]),
        ("(a)=\n# A\n{kbd}`a` is {py:class}`b` or {own}`c`.", [*HEADED, "`a` is `b` or {own}`c`."]),
        ("(a)=\n# A\n(nobody)=\nA {term}`lid`.", [*HEADED, "(nobody)=", "A lid."]),
        ("(a)=\n# A\n`/a/{code}` or `/b`", [*HEADED, "`/a/{code}` or `/b`"]),
        ("(a)=\n# A\n``a`{kbd}`` or \\`{kbd}`b` or `c", [*HEADED, "``a`{kbd}`` or \\``b` or `c"]),
        ("(a)=\n# A\n`/a\n{code}` {kbd}`b\nc` {kbd}`d`", [*HEADED, "`/a", "{code}` {kbd}`b", "c` `d`"]),
        ("(a)=\n# A\n| `a |\n| {kbd}`b` |", [*HEADED, "| `a |", "| `b` |"]),
        ("(lids)=\n\n# Lids\n\n{ref}`lids`", ['<a id="lids"></a>', "# Lids", "[Lids](#lids)"]),
        ("(lids)=\nLids\n---\n{ref}`lids`", ['<a id="lids"></a>', "Lids", "---", "[Lids](#lids)"]),
        ("(a)=\n# A\n```md\n{ref}`a`\n```\n{ref}`a`", [*HEADED, "```md", "{ref}`a`", "```", "[A](#a)"]),
    ],
)  # fmt: skip
def test_directives_and_roles_are_written_as_what_is_shown(written: str, read: list[str]) -> None:
    assert [line for line in plain_markdown(written).split("\n") if line.strip()] == read


@pytest.mark.parametrize(
    "text",
    [
        "```{r}\nls\n```",
        "```{python}\n1\n```",
        "A {kbd}`c`.",
        ":::{note}\nA lid.\n:::",
        "a (b)=",
        "````md\n```{tip}\nA lid.\n```\n(a)=\n# A\n````",
        "(a)=\nA lid.",
        "`GET /v1/coupons/{code}` or `GET /v2/coupons/{code}`",
        "`${env:X}` is `{Date:dd.MM.yyyy}` or `%{NUMBER:x}`",
    ],
)
def test_other_dialects_stay_as_they_are(text: str) -> None:
    assert plain_markdown(text) == text


def test_directives_nest_no_deeper_than_a_page_needs() -> None:
    deep = "".join("`" * (60 - at) + "{tip}\n" for at in range(40)) + "A lid.\n"
    assert "A lid." in plain_markdown(deep)


def test_a_directive_stands_apart_from_the_paragraphs_beside_it() -> None:
    text = "A lid\n```{deprecated} 1.0\nUse boxes.\n```\n```{versionadded} 2\n```\nand\n```{index} a\n```\na rim.\n"
    said = [line.words for line in watched((sections_of_markdown(plain_markdown(text)),)).text.lines]
    assert said == ["A lid", "Deprecated since version 1.0", "Use boxes.", "New in version 2", "and", "a rim."]


def test_the_words_of_a_page_are_watched_and_known_as_they_were_read_before() -> None:
    page = Page(url="https://docs.example.com/lids.md", path="lids.md", text=TABS, content_type="text/markdown")
    stated = statements_of(page)
    assert stated.text is not None
    assert ("Keys end.",) in [line.cells for line in stated.text.lines]
    former = watched((sections_of_markdown(TABS),)).digest
    assert [each.digest for each in former_readings(page)] == [former]
    found = former_reading(stated, page, {former})
    assert known_by(stated, found, {former}).document.formerly == (former,)
