"""AsciiDoc says the same as the Markdown that it is written as: what is shown stays, what steers the build goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.text.asciidoc import former_markdown_of_asciidoc, markdown_of_asciidoc, markdowns_of_asciidoc
from driftwatch.extract.text.asciidoc_words import markdown_words
from driftwatch.extract.text.blocks import List
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Operation, Parameter
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Document
from driftwatch.model.text import FORM
from driftwatch.platforms.detection import statements_of

LINES = st.lists(
    st.sampled_from(
        ["", "= A", "== B", "|===", "| a | b", "a|x", "----", "====", "* one", "** two", "+", "term:: said",
         "ifdef::x[]", "endif::[]", "ifndef::x[]", ":x: y", "[source,json]", ".Title", "NOTE: so", "////", "--", "```",
         "// no", "2+|c"]
    ),
    max_size=30,
)  # fmt: skip


def shown(text: str) -> list[str]:
    return [line for line in markdown_of_asciidoc(text).split("\n") if line]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("== Widgets", ["## Widgets"]),
        ("[[widgets]]\n== Widgets ==", ["## Widgets {#widgets}"]),
        ("[#w]\n=== Widgets", ["### Widgets {#w}"]),
        ("[#widgets.all]\n=== Widgets", ['<a id="widgets.all"></a>', "### Widgets"]),
        ("See link:/a[the\nlist\nof all] and <<b,the\nnext>>.", ["See [the list of all](/a) and [the next](#b)."]),
        ("== operator<<\n```\na << b\n```\nSo.", ["## operator<<", "```", "a << b", "```", "So."]),
        ("<<<\n[source,c]\n----\na\n----\nSo.", ["```c", "a", "```", "So."]),
        (
            "----\na\nifdef::pdf[]\n----\n<<<\n----\nendif::[]\nifndef::pdf[b]\n----\nSo.",
            ["```", "a", "b", "```", "So."],
        ),
        ("See <<shapes.adoc#lid,Lid>>, <<shapes#lid,Lid>>.", ["See [Lid](shapes.adoc#lid), [Lid](shapes.adoc#lid)."]),
        ("See <<lids.all>>, <<shapes.adoc,Lid>>.", ["See [lids.all](#lids.all), [Lid](shapes.adoc)."]),
        ("See xref:2.0@shop:rest:shapes.adoc#lid[Lid].", ["See [Lid](shapes.adoc#lid)."]),
        ("See xref:rest:shapes.adoc[Lid], xref:lid[Lid].", ["See [Lid](shapes.adoc), [Lid](#lid)."]),
        ("* See xref:a.adoc[the\n  list].\n* b [1", ["- See [the list](a.adoc).", "- b [1"]),
        ("* a\n\nSee link:/a[the\nlist].\n\n* b", ["- a", "See [the list](/a).", "- b"]),
        (
            "* a\n+\nb\n\nSee link:/a[the\nlist].\n\n* c\n** d",
            ["- a", "    b", "See [the list](/a).", "- c", "    - d"],
        ),
        ("Ask `List<Box>\nall()` of `it`.", ["Ask `List<Box> all()` of `it`."]),
        (":site: https://x.example\n\nSee {site}/a[the\nlist].", ["See [the list](https://x.example/a)."]),
        ("Ask `it.\nSo.", ["Ask `it.", "So."]),
        ("See link:/a[the\n\nSo.", ["See link:/a[the", "So."]),
        (".Fields\n* a\n** b\n* c", ["**Fields**", "- a", "    - b", "- c"]),
        (". a\n.. b", ["1. a", "    1. b"]),
        ("size:: How many.\ncolour::\n  Which.", ["size", ":   How many.", "colour", ":   Which."]),
        ("size::\n\nHow many.", ["size", ":   How many."]),
        ("size::\n+\nHow many.\n+\nMore.", ["size", ":   How many.", "    More."]),
        ("size::\n--\nHow\nmany.\n\nMore.\n--\nSo.", ["size", ":   How", "    many.", "    More.", "    So."]),
        ("size::\n+\n--\n* a\n\nMore.\n--\n\nSo.", ["size", "- a", "More.", "So."]),
        ("size::\n+\n----\nx\n----\n+\nMore.\n+\n* a", ["size", "```", "x", "```", "More.", "- a"]),
        ("size::\n[NOTE]\n====\nMore.\n====\n", ["size", ":::note", "More.", ":::"]),
        ("size::\n\n== Lids", ["size", "## Lids"]),
        ("[quote, Ada, 'Lids, 2']\nLids\nclose.\n\nSo.", ["\u2014 Ada, Lids, 2", "Lids", "close.", "So."]),
        ('[quote, attribution="Ada Low, Jr", citetitle=Lids, role=wide]\nSo.', ["\u2014 Ada Low, Jr, Lids", "So."]),
        ('[quote, "Low, Ada", role=wide]\nSo.', ["\u2014 Low, Ada", "So."]),
        ("[quote.wide,Ada]\n____\nLids.\n____\n\nSo.", ["\u2014 Ada", "Lids.", "So."]),
        ("[quote]\n____\nLids.\n____\n\n[verse]\nSo.", ["Lids.", "So."]),
        ("[source,json]\n----\n{} <1>\n----\n<1> None.", ["```json", "{}", "```", "1. None."]),
        ("....\n```\n....", ["````", "```", "````"]),
        ("NOTE: Keys end.\nSo ask.", ["> [!NOTE]", "> Keys end.", "> So ask."]),
        ("[WARNING]\n====\nKeys end.\n====\nAfter.", [":::warning", "Keys end.", ":::", "After."]),
        (":base: /v2\n\n`GET {base}/a/\\{id}`", ["`GET /v2/a/{id}`"]),
        ("// nobody sees it\n////\nnor that\n////\nSeen.", ["Seen."]),
        ("ifdef::pdf[]\nPaper.\nendif::[]\nifndef::pdf[]\nScreen.\nendif::[]", ["Screen."]),
        ('ifeval::["{backend}" == "pdf"]\nPaper.\nendif::[]\nScreen.', ["Screen."]),
        ("include::more.adoc[]\nimage::a.png[A box]", ["![A box](a.png)"]),
        ("Widgets\n=======\n\nList\n----\nAll.\n\nGET /a\n~~~~~~", ["# Widgets", "## List", "All.", "### GET /a"]),
        ("Two\nlines\n-----\nx\n-----", ["Two", "lines", "```", "x", "```"]),
        ("Body:\n----\n{}\n----", ["Body:", "```", "{}", "```"]),
        ("* a\n+\n----\nx\n----\n\nAfter.", ["- a", "    ```", "    x", "    ```", "After."]),
    ],
)
def test_a_block_is_written_as_markdown_has_it(written: str, read: list[str]):
    assert shown(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*must* _not_ `x`", "**must** _not_ `x`"),
        ("`+{id}+`", "`{id}`"),
        ("<<size,the size>>", "[the size](#size)"),
        ("xref:a.adoc#b[there]", "[there](a.adoc#b)"),
        ("link:/a[`a`^] https://x.example/b[b,window=_blank]", "[`a`](/a) [b](https://x.example/b)"),
        ("for <host> and 1 < 2", "for &lt;host> and 1 < 2"),
        ("one.footnote:[Two.]", "one. (Two.)"),
        ("ends +", "ends<br>"),
    ],
)
def test_words_are_written_as_markdown_has_them(written: str, read: str):
    assert markdown_words(written, {}) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('[options="header"]\n|===\n| Name | Type\n| a\n| string\n|===', ["| Name | Type |", "| a | string |"]),
        ("|===\n|Name |Type\n\n|a\n|string\n|===", ["| Name | Type |", "| a | string |"]),
        ("[cols=2*]\n|===\n|a|b\n|c|d\n|===", ["|  |  |", "| a | b |", "| c | d |"]),
        ('[%header,cols="1m,2"]\n|===\n|N|T\n|a|x \\| y\n|===', ["| N | T |", "| `a` | x \\| y |"]),
        ("[%header,cols=2]\n|===\n|N|T\n|a|b\n|===", ["| N | T |", "| a | b |"]),
        ("[%header,cols=2*]\n|===\n|N|T\n.2+|a|b\n|c\n|===", ["| N | T |", "| a | b |", "| a | c |"]),
        ("[%header,cols=3*]\n|===\n|N|T|D\n2+|a|b\n|===", ["| N | T | D |", "| a |  | b |"]),
        ("[%header,cols=2]\n|===\n|N|T\n|a\na|One.\n\n* x\n* y\n|===", ["| N | T |", "| a | One. <br> <br>x <br>y |"]),
        (
            "[cols=2]\n|===\n| GET\n| /a\n\n| Codes\na| [cols=2]\n!===\n! 200\n! Is there\n! 404\n! Is not\n!===\n|===",
            ["|  |  |", "| GET | /a |", "| Codes | 200: Is there <br>404: Is not |"],
        ),
        ('[%header]\n,===\nN,T\na,"b, c"\n,===', ["| N | T |", "| a | b, c |"]),
    ],
)  # fmt: skip
def test_a_table_is_one_of_markdown(written: str, read: list[str]):
    assert [line for line in shown(written) if "---" not in line] == read


def test_the_facts_of_a_page_are_read():
    page = Page(
        url="https://docs.example.com/widgets.adoc",
        path="widgets.adoc",
        text=(
            "= Widgets\n:toc: left\n\n== List\n\n[source,http]\n----\nGET /v2/widgets\n----\n\n"
            '=== Query parameters\n\n[cols="1,1,2",options="header"]\n|===\n|Name\n|Type\n|Description\n\n'
            "|`size`\n|integer\n|How many.\n|===\n\n"
            "=== Response\n\n`id`:: (string) Its name.\n"
        ),
    )
    read = statements_of(page)
    facts = [fact for each in read.documentations for entry in each.entries for fact in entry.facts]
    assert [(fact.method, fact.path) for fact in facts if isinstance(fact, Operation)] == [("GET", "/v2/widgets")]
    assert [(fact.within, fact.name) for fact in facts if isinstance(fact, Parameter)] == [("query", "size")]
    assert [fact.type for fact in facts if isinstance(fact, Field) and fact.at.endswith(" · id")] == [("string",)]
    assert read.text is not None
    assert read.text.form > FORM  # its lines were others before it was written as Markdown


def test_empty_lines_part_nothing_from_the_item_that_it_is_attached_to():
    written = markdown_of_asciidoc("* one\n\n\n\n+\n--\n// no\ninclude::a[]\n\nSo.\n\n--\n")
    (items,) = sections_of_markdown(written).blocks
    assert isinstance(items, List)
    assert len(items.items[0].blocks) == 1


@pytest.mark.parametrize(
    ("text", "times"), [("= Lids\n\n== a<<\n----\nb\n----\nSo.\n", 1), ("= Lids\n\n\n\n\nSo.\n", 0)]
)
def test_a_page_that_was_read_otherwise_is_known_by_the_digest_of_then(text: str, times: int):
    def read(place: str, words: str) -> Document:
        return statements_of(Page(url=f"https://docs.example.com/{place}", path=place, text=words)).document

    assert markdowns_of_asciidoc(text) == (markdown_of_asciidoc(text), former_markdown_of_asciidoc(text))
    assert read("lids.adoc", text).formerly == (read("lids.md", former_markdown_of_asciidoc(text)).digest,) * times


@given(LINES)
def test_any_lines_are_a_page(lines: list[str]):
    markdown_of_asciidoc("\n".join(lines))


def test_a_long_page_is_read_in_linear_time():
    assert len(markdown_of_asciidoc("|a\n" * 4_000 + "|===\n" + "| x\n" * 10_000)) > 20_000
    assert markdown_of_asciidoc("ifndef::pdf[Screen.]\n" * 6_000).count("Screen.") == 6_000
    assert markdown_of_asciidoc("[" * 9_000 + "`" * 9_000 + "*" * 9_000)
