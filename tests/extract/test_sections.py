"""Pages as trees: what Markdown, MDX and HTML say alike gives the same tree."""

import pytest

from driftwatch.extract.text.blocks import Block, Callout, Code, FieldBlock, List, Paragraph, Section, Table
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown


def blocks(text: str) -> tuple[Block, ...]:
    return sections_of_markdown(text).blocks


def table(text: str) -> Table:
    found = blocks(text)[0]
    assert isinstance(found, Table)
    return found


def cells(found: Table) -> list[list[str]]:
    return [[cell.plain for cell in row] for row in found.rows]


def titles(page: Section) -> list[tuple[int, str, str]]:
    return [(section.level, section.kind, section.title) for _, section in page.walk()]


def test_the_injected_banner_is_no_part_of_the_page() -> None:
    banner = "> ## Documentation Index\n> Fetch it at: https://docs.test/llms.txt\n\n"
    agents = "> ## Agent Instructions\n> Be brief.\n\n"
    page = "# Title\n\nText.\n"
    assert sections_of_markdown(page) == sections_of_markdown(banner + agents + page)


def test_the_description_below_the_title_is_prose() -> None:
    page = sections_of_markdown("# Title\n\n> What it is.\n")
    assert [type(block) for block in page.blocks] == [Paragraph]


def test_headings_nest_by_level() -> None:
    page = sections_of_markdown("# A\n## B\n### C\n## D\n")
    assert titles(page) == [(1, "", "A"), (2, "", "B"), (3, "", "C"), (2, "", "D")]


def test_accordions_tabs_and_steps_are_sections() -> None:
    page = sections_of_markdown(
        '# A\n<Tabs>\n  <Tab title="One">\n  x\n  </Tab>\n</Tabs>\n<Accordion title="Two">y</Accordion>\n'
    )
    assert titles(page) == [(1, "", "A"), (2, "tab", "One"), (2, "accordion", "Two")]


def test_a_fence_of_four_backticks_may_hold_three() -> None:
    assert blocks("````yaml api/x.json POST /v1/x\na: 1\n```\nb: 2\n````\n") == (
        Code("yaml", "api/x.json POST /v1/x", "a: 1\n```\nb: 2"),
    )


def test_the_theme_of_a_fence_is_no_part_of_its_info() -> None:
    assert blocks("```python Name theme={null}\nx\n```\n") == (Code("python", "Name", "x"),)


def test_an_unclosed_fence_ends_with_the_page() -> None:
    assert blocks("```\n60 requests per minute\n") == (Code("", "", "60 requests per minute\n"),)


def test_what_is_indented_below_a_component_is_no_code() -> None:
    (callout,) = blocks(
        "<Note>\n    Text far in.\n\n    ```json\n    {}\n    ```\n\n"
        "    | a | b |\n    | - | - |\n    | 1 | 2 |\n</Note>\n"
    )
    assert isinstance(callout, Callout)
    assert [type(block) for block in callout.blocks] == [Paragraph, Code, Table]


def test_an_indented_block_of_a_plain_page_is_code() -> None:
    assert [type(block) for block in blocks("Text.\n\n    60 requests per minute\n\nMore.\n")] == [
        Paragraph,
        Code,
        Paragraph,
    ]


def test_tags_in_code_are_text() -> None:
    (block,) = blocks("Use `<ParamField>` and <YOUR_KEY>.\n")
    assert isinstance(block, Paragraph)
    assert block.text.plain == "Use <ParamField> and <YOUR_KEY>."


def test_escaped_pipes_stay_in_their_cell() -> None:
    assert cells(table("| a | b |\n|---|---|\n| `x\\|y` | z |\n")) == [["x|y", "z"]]


def test_a_line_break_in_a_cell_is_a_new_line() -> None:
    assert cells(table("| a |\n|---|\n| one<br/>two |\n")) == [["one\ntwo"]]


def test_an_empty_first_cell_takes_the_value_above() -> None:
    assert cells(table("| a | b |\n|-|-|\n| x | 1 |\n|  | 2 |\n")) == [["x", "1"], ["x", "2"]]


def test_code_spans_of_a_cell_are_known_and_keep_their_spaces() -> None:
    assert table("| a |\n|-|\n| `Clip  2` and more |\n").rows[0][0].codes == ("Clip  2",)


def test_html_spans_are_expanded() -> None:
    page = sections_of_html(
        "<table><tr><th>a</th><th>b</th><th>c</th></tr><tr><td rowspan=2>x</td><td colspan=2>1</td></tr>"
        "<tr><td>2</td><td>3</td></tr></table>"
    )
    (found,) = page.blocks
    assert isinstance(found, Table)
    assert cells(found) == [["x", "1", "1"], ["x", "2", "3"]]


def test_zero_width_spaces_mean_nothing() -> None:
    assert sections_of_markdown("## Body\u200b\n").children == sections_of_markdown("## Body\n").children


def test_bullets_nest_and_hold_blocks() -> None:
    (found,) = blocks("- one\n  - two\n\n    ```js\n    x\n    ```\n- three\n")
    assert isinstance(found, List)
    assert [item.text.plain for item in found.items] == ["one", "three"]
    assert [type(block) for block in found.items[0].blocks] == [List]


def test_front_matter_is_kept_apart() -> None:
    page = sections_of_markdown("---\nopenapi: POST /v1/x\n---\n# T\n")
    assert (page.title, page.blocks) == ("T", (Code("yaml", "front-matter", "openapi: POST /v1/x"),))


def test_a_component_may_stand_on_several_lines() -> None:
    (field,) = blocks('<ParamField\n  query="limit"\n  type="integer"\n  default={20}\n>\n  Most.\n</ParamField>\n')
    assert isinstance(field, FieldBlock)
    assert (field.name, field.within, field.type, field.default) == ("limit", "query", "integer", "{20}")


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ("required", True),
        ("required={true}", True),
        ('required="true"', False),
        ("required={false}", False),
        ("", False),
    ],
)
def test_only_a_bare_or_true_attribute_is_required(attribute: str, expected: bool) -> None:  # noqa: FBT001
    (field,) = blocks(f'<ParamField body="a" {attribute}>x</ParamField>\n')
    assert isinstance(field, FieldBlock)
    assert field.required is expected


def test_a_field_in_a_callout_of_a_field_is_dropped() -> None:
    text = (
        '<ParamField body="a">\n<Note>\n<ParamField body="b">x</ParamField>\n</Note>\n<Expanda'
        'ble title="more">\n<ParamField body="c">y</ParamField>\n</Expandable>\n</ParamField>\n'
    )
    (field,) = blocks(text)
    assert isinstance(field, FieldBlock)
    assert [inner.name for inner in field.fields] == ["c"]


def test_gitbook_blocks_are_read() -> None:
    page = sections_of_markdown(
        '{% swagger method="post" path="/v1/x" %}\n'
        '{% swagger-parameter in="body" name="q" type="string" required="true" %}\nText.\n'
        '{% endswagger-parameter %}\n{% endswagger %}\n{% hint style="warning" %}\nCareful.\n{% endhint %}\n'
    )
    (operation,) = page.children
    (field,) = operation.blocks
    assert isinstance(field, FieldBlock)
    assert (operation.title, field.name, field.required) == ("POST /v1/x", "q", True)
    assert [block.kind for block in page.blocks if isinstance(block, Callout)] == ["warning"]


TWINS = [
    ("# T\n\nText with `code` and **bold**.\n", "<h1>T</h1><p>Text with <code>code</code> and <b>bold</b>.</p>"),
    (
        "# T\n\n| a | b |\n|-|-|\n| `x` | 1 |\n",
        (
            "<h1>T</h1><table><thead><tr><th>a</th><th>b</th></tr></thead><t"
            "body><tr><td><code>x</code></td><td>1</td></tr></tbody></table>"
        ),
    ),
    ("# T\n\n## U\n\n- one\n- two\n", "<h1>T</h1><h2>U</h2><ul><li>one</li><li>two</li></ul>"),
    ("# T\n\n```json\n{}\n```\n", '<h1>T</h1><pre><code class="language-json">{}\n</code></pre>'),
    ("# T\n\nOne.\n\nTwo.\n", '<h1>T</h1><div><span data-as="p">One.</span><span data-as="p">Two.</span></div>'),
]


@pytest.mark.parametrize(("markdown", "html"), TWINS)
def test_twins_give_the_same_tree(markdown: str, html: str) -> None:
    assert sections_of_markdown(markdown) == sections_of_html(
        f"<html><body><nav>Menu</nav><main>{html}</main></body></html>"
    )


def test_scripts_menus_and_footers_are_not_read() -> None:
    page = sections_of_html(
        "<body><nav>60 requests per minute</nav><main><h1>T</h1><script>x</"
        "script></main><footer>Last modified on May 1, 2026</footer></body>"
    )
    assert (page.title, page.blocks, page.children) == ("T", (), ())


@pytest.mark.parametrize(
    "html",
    [
        '<html><body class="toc2"></body></html><div id="content"><p>Kept for a day.</p></div>',
        "<main><section><header><h2>Kept for a day.</h2></header><p>Or more.</p></section></main>",
        '<form id="aspnetForm"><main><p>Kept for a day.</p></main></form>',
        "<form><h1>Boxes</h1><p>Kept for a day.</p></form>",
        "<div role='navigation'><main><p>Kept for a day.</p></main></div>",
        '<main><div role="tablist"><button role="tab">Kept for a day.</button></div></main>',
        "<main><h3><button>Kept for a day.</button></h3><div>How long?</div></main>",
        "<main><table><tr><td><button>Kept for a day.</button></td><td>string</td></tr></table></main>",
        "<main><blockquote><p>Boxes.</p><footer>Kept for a day.</footer></blockquote></main>",
        "<main><figure><pre>GET /boxes</pre><figcaption>Kept for a day.</figcaption></figure></main>",
    ],
)
def test_what_is_of_the_page_is_read_in_elements_that_are_mostly_of_the_site(html: str) -> None:
    assert "Kept for a day." in str(sections_of_html(html))


@pytest.mark.parametrize(
    "html",
    [
        "<header><p>Kept for a day.</p></header><main><p>Boxes.</p></main>",
        "<main><p>Boxes.</p><form><p>Kept for a day.</p><input></form></main>",
        "<main><p>Boxes.</p><div><button>Kept for a day.</button></div></main>",
        "<main><article><p>Boxes.</p><footer><p>Kept for a day.</p></footer></article></main>",
        "<div><ul role='menu'><li role='menuitem'>Kept for a day.</li></ul></div><div><h1>T</h1><p>Boxes.</p></div>",
        "<main><div role='navigation'><p>Kept for a day.</p></div><p>Boxes.</p></main>",
        "<div>Kept for a day.</div><div class='api-content'><h1>T</h1><p>Boxes.</p></div>",
    ],
)
def test_what_is_of_the_site_is_not_read_on_its_pages(html: str) -> None:
    assert "Kept for a day." not in str(sections_of_html(html))


def test_a_button_in_a_sentence_is_a_word_of_it() -> None:
    (found,) = sections_of_html("<main><p>Press <button>Save</button> twice.</p></main>").blocks
    assert isinstance(found, Paragraph)
    assert found.text.plain == "Press Save twice."


@pytest.mark.parametrize(
    ("page", "label"),
    [
        ("<Warning>Text.</Warning>", "warning"),
        ('<Aside type="caution">Text.</Aside>', "caution"),
        ('<Aside type="caution" title="Take care">Text.</Aside>', ""),
        ("<Aside>Text.</Aside>", ""),
        ("<Callout>Text.</Callout>", ""),
        (":::tip\nText.\n:::", "tip"),
        (":::tip Take care\nText.\n:::", ""),
        ("!!! danger\n    Text.", "danger"),
        ("> [!IMPORTANT]\n> Text.", "important"),
        ("> [!NOTE] Take care\n> Text.", ""),
        ("> Text.", ""),
        ('<div class="admonition caution"><p class="admonition-title">Caution</p><p>Text.</p></div>', "caution"),
        ('<div class="admonition tip"><p class="admonition-title">Take care</p><p>Text.</p></div>', ""),
        ('<div data-callout-type="warning"><p>Text.</p></div>', "warning"),
        ('<aside class="wide"><p>Text.</p></aside>', ""),
    ],
)
def test_the_kind_of_a_note_stands_above_it_where_it_has_no_title(page: str, label: str) -> None:
    read = sections_of_html if page.startswith("<div") or "<aside" in page else sections_of_markdown
    found = read(page).blocks[-1]
    assert isinstance(found, Callout)
    assert found.label == label


def test_the_markup_of_fields_is_read_from_html() -> None:
    page = sections_of_html(
        '<main><h1>T</h1><div class="api-section"><h4>Body</h4><div><div class="param-head" id="parameter-voice">'
        '<div data-component-part="field-name">voice\u200b</div><div data-component-part="field-meta">'
        '<div data-component-part="field-info-pill"><span>enum&lt;string&gt;</span></div>'
        '<div data-component-part="field-info-pill"><span>domyślnie:</span><span>alloy</span></div>'
        '<div data-component-part="field-required-pill">wymagane</div></div></div>'
        "<div><p>Which.</p></div></div></div></main>"
    )
    (field,) = page.children[0].blocks
    assert isinstance(field, FieldBlock)
    assert (field.name, field.type, field.required, field.default) == ("voice", "enum<string>", True, "alloy")


def test_code_between_short_codes_is_a_sample() -> None:
    page = sections_of_markdown(
        '{{< tabpane >}}\n{{< tab header="One" lang="json" >}}\n{"a": 1}\n\n{{< /tab >}}\n'
        "{{< highlight sh >}}\ncurl x\n{{< /highlight >}}\n{{< /tabpane >}}\n"
    )
    assert [block for block in page.blocks if isinstance(block, Code)] == [
        Code("json", "One", '{"a": 1}\n'),
        Code("sh", "", "curl x"),
    ]


def test_code_of_hugo_in_the_last_cell_of_a_row_ends_no_table() -> None:
    cell = '{{< code json >}}\n{\n  "a": "b | c"\n}\n{{< /code >}}\n'
    table = f"/boxes (POST) | \n---|---\nsent | {cell}codes | 201 (Created)\n"
    page = sections_of_markdown(f"# B\n\n{table}\nMore.\n")
    (read, code, more) = page.blocks
    assert isinstance(read, Table)
    assert [[cell.plain for cell in row] for row in read.rows] == [["sent", ""], ["codes", "201 (Created)"]]
    assert code == Code("json", "", '{\n  "a": "b | c"\n}')
    assert isinstance(more, Paragraph)
    open_one = sections_of_markdown(f"# B\n\n{table}".replace("{{< /code >}}\n", ""))
    assert isinstance(open_one.blocks[0], Table)
    assert any("{{< code json >}}" in cell.plain for row in open_one.blocks[0].rows for cell in row)


@pytest.mark.parametrize("page", ['{{< tab header="One" >}}\nWords\n{{< /tab >}}', '{{< tab lang="json" >}}\nWords'])
def test_short_codes_without_a_language_or_an_end_hold_what_they_hold(page: str) -> None:
    assert not [block for block in sections_of_markdown(page).blocks if isinstance(block, Code)]


@pytest.mark.parametrize(
    "target",
    ['{{< relref "../boxes.md#one" >}}', '{{% ref "boxes" %}}', "{{ site.baseurl }}/boxes", "{{site.base}}/boxes#one"],
)
def test_a_link_leads_where_a_template_says(target: str) -> None:
    page = sections_of_markdown(f"# Boxes\n\n## [GET /boxes]({target}) {{#one}}\n\nSee [all of them]({target}).\n")
    assert titles(page) == [(1, "", "Boxes"), (2, "", "GET /boxes")]
    (text,) = [block for _, section in page.walk() for block in section.blocks]
    assert isinstance(text, Paragraph)
    assert text.text.plain == "See all of them."


UNCLOSED = "# A\n\n<{}>\n  <{}>One\n\nText.\n\n## B\n\n```http\nGET /things\n```\n"


@pytest.mark.parametrize(
    ("element", "part"), [("ul", "li"), ("ol", "li"), ("dl", "dt"), ("table", "tr><td"), ("h4", "b")]
)
def test_an_element_that_nothing_closes_ends_with_its_lines(element: str, part: str) -> None:
    page = sections_of_markdown(UNCLOSED.format(element, part))
    assert titles(page)[-1] == (2, "", "B")
    assert [type(block) for block in list(page.walk())[-1][1].blocks] == [Code]


def test_an_element_that_something_closes_may_have_blank_lines() -> None:
    page = sections_of_markdown("# A\n\n<ul>\n  <li>One\n\n  <li>Two</li>\n\n</ul>\n\nText.\n")
    assert [type(block) for block in page.blocks] == [List, Paragraph]


def test_code_that_nothing_closes_goes_on_to_the_end() -> None:
    assert titles(sections_of_markdown("# A\n\n<pre>\none\n\n## B\n")) == [(1, "", "A")]


def plain(page: Section) -> str:
    return " ".join(block.text.plain for block in page.blocks if isinstance(block, Paragraph))


WHOLE = '# A\n\n{{< figure alt="The flow" src="/a.png" >}}\n\n{{% alert title="Careful" %}}\nOnce.\n{{% /alert %}}\n'


@pytest.mark.parametrize(
    "page",
    [
        WHOLE.replace('figure alt="The flow" src="/a.png" ', 'figure\n  alt="The flow"\n  src="/a.png"\n'),
        WHOLE.replace('alert title="Careful"', 'alert\n  title="Careful"'),
        WHOLE.replace("/a.png", "/b.png?v=2"),
        WHOLE.replace(' src="/a.png"', " width=20 class='wide'"),
    ],
    ids=["over three lines", "a box over two lines", "another address", "another look"],
)
def test_how_a_short_code_is_laid_out_and_looks_says_nothing(page: str) -> None:
    assert sections_of_markdown(page) == sections_of_markdown(WHOLE)


def test_what_a_short_code_says_is_read_over_several_lines() -> None:
    assert plain(sections_of_markdown('# A\n\n{{< figure\n  alt="The flow"\n>}}\n')) == '{{< figure alt="The flow" >}}'


def test_a_short_code_that_never_ends_takes_no_line_below() -> None:
    page = sections_of_markdown("# A\n\n{{< figure\n\nText.\n\n## B\n")
    assert titles(page)[-1] == (2, "", "B")


def test_short_codes_in_a_fence_stay_as_they_are() -> None:
    (code,) = blocks('````\n```\n{{< figure\n  src="/a.png" >}}\n````\n')
    assert isinstance(code, Code)
    assert code.text == '```\n{{< figure\n  src="/a.png" >}}'


def test_the_words_of_one_code_span_are_one_name() -> None:
    (said,) = sections_of_html(
        "<p>Is <code><span>GET</span> <span>/shelves/{id}</span></code><code>x</code></p>"
    ).blocks
    assert isinstance(said, Paragraph)
    assert said.text.codes == ("GET /shelves/{id}", "x")
