"""Callouts that Asciidoctor draws as tables are callouts, and say as words what those tables said."""

from driftwatch.extract.pages.notices import notices
from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.blocks import Callout, List, Paragraph, Table
from driftwatch.extract.text.sections import sections_of_html

PAGE = """<html><body><main><h1>Sending</h1>
<div class="admonitionblock warning"><table><tbody><tr>
<td class="icon"><i class="fa icon-warning" title="Warning"></i></td>
<td class="content">Each key may send up to 60 <a href="/r">requests</a> per minute.</td>
</tr></tbody></table></div>
<div class="admonitionblock note"><table><tr>
<td class="icon"><div class="title">Note</div></td>
<td class="content"><div class="title">Lids</div><div class="paragraph"><p>A box has one.</p></div>
<div class="ulist"><ul><li><p>round</p></li><li><p>square</p></li></ul></div></td>
</tr></table></div>
</main></body></html>"""


def test_a_table_with_an_icon_is_a_callout() -> None:
    first, second = sections_of_html(PAGE).blocks
    assert isinstance(first, Callout)
    assert isinstance(second, Callout)
    assert (first.kind, second.kind) == ("warning", "note")
    (said,) = first.blocks
    assert isinstance(said, Paragraph)
    assert said.text.plain == "Each key may send up to 60 requests per minute."
    assert [type(block) for block in second.blocks] == [Paragraph, Paragraph, List]
    assert [notice.amounts for notice in notices(sections_of_html(PAGE))] == [("60 request/minute",)]


def test_its_words_are_those_of_the_table_as_they_were_before_it_was_known_as_a_callout() -> None:
    formerly = PAGE.replace("admonitionblock", "box")
    assert isinstance(sections_of_html(formerly).blocks[0], Table)
    assert watched((sections_of_html(PAGE),)) == watched((sections_of_html(formerly),))


def test_other_tables_in_such_a_box_are_read_as_what_they_are() -> None:
    for other in (
        PAGE.replace('class="content"', 'class="text"'),
        PAGE.replace("admonitionblock warning", "admonitionblock box").replace(
            "admonitionblock note", "admonitionblock"
        ),
        PAGE.replace("</tr>", "</tr><tr><td>More</td></tr>"),
    ):
        assert not any(isinstance(block, Callout) for block in sections_of_html(other).blocks)
    html = '<main><h1>Boxes</h1><div class="admonitionblock note"><p>Lids are apart.</p></div></main>'
    (said,) = sections_of_html(html).blocks
    assert isinstance(said, Paragraph)


def test_boxes_in_boxes_are_read_in_time_that_grows_with_the_sections_of_html() -> None:
    box = '<div class="admonitionblock note"><table><tr><td class="icon"></td><td class="content">'
    words = watched((sections_of_html(f"<main><h1>Boxes</h1>{box * 60}In.{'</td></tr></table></div>' * 60}</main>"),))
    assert "In." in " ".join(line.words for line in words.text.lines)
