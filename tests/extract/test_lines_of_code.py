"""Which blocks are code, and the lines of those that generators colour: a sample says the same in Markdown and HTML."""

import pytest

from driftwatch.extract.text.blocks import Callout, Code, List, Paragraph
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown

CALL = "POST /widgets HTTP/1.1\nContent-Type: application/json\n\nlast"


def code_of(html: str) -> Code:
    (found,) = (block for block in sections_of_html(html).blocks if isinstance(block, Code))
    return found


@pytest.mark.parametrize(
    "inner",
    [
        # Expressive Code (Astro Starlight): an empty line holds a line break, the others hold none
        "".join(
            f'<div class="ec-line"><div class="code">{f"<span>{line}</span>" if line else chr(10)}</div></div>'
            for line in CALL.split("\n")
        ),
        # boxes with line breaks of their own, or with line breaks between them
        "".join(f"<div>{line}\n</div>" for line in CALL.split("\n")),
        "\n".join(f"<div>{line or chr(10)}</div>" for line in CALL.split("\n")),
        "<ol>" + "".join(f"<li>{line or chr(10)}</li>" for line in CALL.split("\n")) + "</ol>",
        CALL.replace("\n", "<br>"),
        CALL,
    ],
)
def test_each_box_in_code_is_a_line(inner: str):
    assert code_of(f"<pre><code>{inner}</code></pre>").text == CALL


def test_text_beside_a_box_in_code_is_a_line_of_its_own():
    assert code_of("<pre>one<div>two</div>three</pre>").text == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        ('<pre data-language="http"><code>', "http"),
        ('<pre><code data-lang="json">', "json"),
        ('<pre data-language="plaintext"><code>', ""),
        ('<pre data-language="http"><code class="language-json">', "json"),
    ],
)
def test_the_language_of_code_is_read_from_what_generators_call_it(tags: str, language: str):
    assert code_of(f"{tags}GET /widgets</code></pre>").lang == language


LISTED = "Keys:\n\n    - `size` - How wide.\n    - `color` - How bright.\n"


def test_a_page_of_mdx_has_no_code_by_indentation():
    page = sections_of_markdown(f"import Note from '../note.mdx'\n\n{LISTED}")
    assert [type(block) for block in page.blocks] == [Paragraph, List]


def test_an_indented_block_of_markdown_is_code():
    assert [type(block) for block in sections_of_markdown(LISTED).blocks] == [Paragraph, Code]
    shown = f"```js\nimport note from './note.js'\n```\n\n{LISTED}"
    assert [type(block) for block in sections_of_markdown(shown).blocks] == [Code, Paragraph, Code]


@pytest.mark.parametrize("mark", ["admonitionHeading_XrWP", "admonition-heading", "admonition-title"])
@pytest.mark.parametrize(("title", "label", "blocks"), [("info", "info", 1), ("Keep this", "", 2)])
def test_the_title_of_a_callout_is_known_with_a_digest_behind_its_class(mark: str, title: str, label: str, blocks: int):
    html = f'<div class="theme-admonition alert"><div class="{mark}">{title}</div><div><p>Text.</p></div></div>'
    (found,) = sections_of_html(html).blocks
    assert isinstance(found, Callout)
    assert (found.label, len(found.blocks)) == (label, blocks)


@pytest.mark.parametrize("begin", ["---\n", "--- \n", "---\t\n"])
def test_front_matter_may_begin_with_blanks_behind_its_dashes(begin: str):
    page = sections_of_markdown(f"{begin}title: Widgets\n---\n\nText.\n")
    assert [type(block) for block in page.blocks] == [Code, Paragraph]


@pytest.mark.parametrize("front", ["", "\n", "# Nothing yet.\n", "\n# Nothing yet.\n\n"])
def test_front_matter_may_hold_nothing(front: str):
    page = sections_of_markdown(f"---\n{front}---\n\nText.\n\n---\n\nMore.\n")
    assert [block.text.plain for block in page.blocks if isinstance(block, Paragraph)] == ["Text.", "More."]


@pytest.mark.parametrize(
    "begin", ["# Boxes\n\nText.", "Text, and: more.", "My text: more.", "- Text: more.", "> Text.", "1. One: more."]
)
def test_a_page_that_begins_with_a_rule_has_no_front_matter(begin: str):
    page = sections_of_markdown(f"---\n\n{begin}\n\n---\n\nLast.\n")
    assert not any(isinstance(block, Code) for _, section in page.walk() for block in section.blocks)


@pytest.mark.parametrize(
    "front",
    [
        "title: A",
        "# So.\ntitle: A",
        "'title' : A",
        "{title: A}",
        "\u6807\u9898: A",
        "og:title: A",
        "My title: A\nsize: 2",
        '"my title": A',
        "# So.\nMy title:\n  a: 1",
    ],
)
def test_what_begins_with_a_key_is_front_matter(front: str):
    (block, text) = sections_of_markdown(f"---\n{front}\n---\n\nText.\n").blocks
    assert isinstance(block, Code)
    assert (block.info, block.text, type(text)) == ("front-matter", front, Paragraph)


@pytest.mark.parametrize(
    "quoted", ["> Mind the\nlid of it.", "> Mind\nthe\n> lid of it.", "> [!TIP]\n> Mind the\nlid of it."]
)
def test_a_quotation_goes_on_in_lines_without_its_mark(quoted: str):
    (found, after) = sections_of_markdown(f"{quoted}\n\nAfter.\n").blocks
    assert isinstance(found, Callout)
    assert isinstance(after, Paragraph)
    assert [block.text.plain for block in found.blocks if isinstance(block, Paragraph)] == ["Mind the lid of it."]


@pytest.mark.parametrize(
    "quoted", ["> # Lids", "> ```\n> x\n> ```", "> | a | b |\n> | --- | --- |\n> | c | d |", "> a\n>", ">     x"]
)
def test_what_ends_no_paragraph_of_a_quotation_does_not_go_on(quoted: str):
    (_, after) = sections_of_markdown(f"{quoted}\nAfter.\n").blocks
    assert isinstance(after, Paragraph)
    assert after.text.plain == "After."


@pytest.mark.parametrize("block", ["- After.", "1. After.", "```\nAfter.\n```", "## After", "<Note>After.</Note>"])
def test_a_block_below_a_quotation_is_none_of_it(block: str):
    found = sections_of_markdown(f"> Mind it.\n{block}\n").walk()
    (quotation,) = (block for _, section in found for block in section.blocks if getattr(block, "kind", "") == "quote")
    assert "After" not in str(quotation)
