"""How the words of a page stand in lines where its markup is unusual: none is lost, none is cut out of its row."""

import pytest

from driftwatch.extract.pages.page_text import watched
from driftwatch.extract.text.blocks import Code
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.model.text import Line


def lines_of(markdown: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read(sections_of_markdown(markdown))]


def lines_of_html(html: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read(sections_of_html(f"<main><h1>T</h1>{html}</main>"))][1:]


def read(page: object) -> tuple[Line, ...]:
    return watched([page]).text.lines  # type: ignore[list-item]


def test_a_table_of_markdown_in_a_table_of_html_is_read():
    page = '<table width="100%">\n\n| Voice | Age |\n| --- | --- |\n| Ada | old |\n\n</table>\n\nAfter it.\n'
    assert lines_of(page) == [("Voice", "Age"), ("Ada", "old"), ("After it.",)]


def test_a_list_of_markdown_in_a_list_of_html_is_read():
    assert lines_of("<ul>\n\n- One thing.\n- Another thing.\n\n</ul>\n") == [("One thing.",), ("Another thing.",)]


def test_an_unclosed_list_of_html_is_read_to_the_end():
    assert lines_of("<ul>\n\nOne thing.\n") == [("One thing.",)]


def test_a_table_of_html_behind_other_tags_is_a_table():
    page = '<div class="wide"><table>\n<tr><th>Plan</th></tr>\n<tr><td>Free</td></tr>\n</table></div>\n'
    assert lines_of(page) == [("Plan",), ("Free",)]


@pytest.mark.parametrize("row", ["| size <Kind>Number</Kind> | Side. <Needed/> |", "size <Kind>Number</Kind> | Side."])
def test_components_in_a_row_leave_it_whole(row: str):
    lines = lines_of(f"| Name | About |\n| --- | --- |\n{row}\n| b | c |\n")
    assert sorted(lines[1:]) == [("b", "c"), ("size Number", "Side.")]


def test_what_a_component_in_a_row_shows_by_its_attributes_is_kept():
    page = "| Name | About |\n| --- | --- |\n| size | <Pill text='beta' /> Side. <Mark label=\"new\">it</Mark> |\n"
    assert lines_of(page)[1:] == [("size", "beta Side. new it")]


def test_a_component_that_reaches_beyond_its_row_ends_the_table():
    page = "<Part>\n\n| Name |\n| --- |\n| a |\n| b |</Part>\n\nAfter it.\n"
    assert lines_of(page) == [("Name",), ("a",), ("b",), ("After it.",)]


def test_a_placeholder_is_no_tag():
    assert lines_of("Send <name> and <mode> with it.\n") == [("Send <name> and <mode> with it.",)]


def test_what_is_written_between_a_tag_and_its_end_is_said_without_them():
    assert lines_of("Use <Kind>whole</Kind> numbers.\n\nAt 5<unit>ms</unit>.\n")[-1] == ("At 5 ms .",)


def test_a_badge_says_its_text():
    assert lines_of('It is <Badge type="tip" text="2.1 and later" /> here.\n') == [("It is 2.1 and later here.",)]


def test_a_written_blank_says_nothing():
    assert lines_of("One thing.{\" \"}\n\n{' '}\n\nAnother thing.\n") == [("One thing.",), ("Another thing.",)]


def test_of_markup_in_an_attribute_only_its_words_are_read():
    page = '<Tile title={<div className="row"><b>Fast</b><img src="/f.svg" /></div>}>Text.</Tile>\n'
    assert lines_of(page) == [("Fast",), ("Text.",)]


@pytest.mark.parametrize("target", ["<../a/plan (2).png>", "<my plan.png>", "<a.png> 'Plan'", "a_(2).png"])
def test_what_a_link_in_angle_brackets_leads_to_is_no_text(target: str):
    assert lines_of(f"See ![plan]({target}) or [the plan]({target}).\n") == [("See or the plan.",)]


def test_components_between_two_colons_are_read_like_tags():
    page = '::callout{icon="i-info"}\n**Own** hosts\n\nAsk us.\n::\n\nMore.\n'
    assert lines_of(page) == [("Own hosts",), ("Ask us.",), ("More.",)]
    page = '::grid\n  ::card{title="Keys" icon="i-key"}\n  Make one.\n  ::\n::\n\nMore.\n'
    assert sorted(lines_of(page)) == [("Keys",), ("Make one.",), ("More.",)]


def test_a_line_with_two_colons_that_nothing_ends_is_text():
    assert lines_of("Call it:\n\n::global\n\nMore.\n") == [("Call it:",), ("::global",), ("More.",)]
    assert lines_of("One.\n\n::\n\n::global\n") == [("One.",), ("::",), ("::global",)]


def test_what_front_matter_lists_for_readers_is_read_and_what_it_says_to_machines_is_not():
    said = "---\ntitle: Home\nchildren:\n- title: Own hosts\n  url: hosts\nhead:\n  - title: Meta\n---\n\nText.\n"
    assert lines_of(said) == [("Home",), ("title", "Own hosts"), ("Text.",)]


def test_the_title_in_front_matter_is_the_heading_of_a_page_that_has_none():
    front, below = "---\ndescription: Keep.\ntitle: 'Boxes'\n---\n\n", "Text.\n\n## Sizes\n\n### Small\n\nMore.\n"
    shown = read(sections_of_markdown(f"# Boxes\n\n- description: Keep.\n\n{below}"))
    assert read(sections_of_markdown(front + below)) == shown
    said = lines_of(f"{front}# All boxes\n\n{below}")
    assert (("title", "Boxes") in said, ("All boxes",) in said) == (True, True)
    said = lines_of(f"{front}# One\n\n# Two\n\n{below}")
    assert (("title", "Boxes") in said, ("One",) in said) == (True, True)


def test_an_empty_heading_says_nothing_however_many_blanks_end_it():
    assert lines_of("Text.\n\n###  \n\nMore.\n") == lines_of("Text.\n\n###\n\nMore.\n")


def test_markup_in_an_attribute_may_hold_braces_within_braces():
    page = "<Note title={<b style={{color: dark({base: {hue: 1}})}}>Mind the gap</b>}>Text.</Note>\n"
    assert lines_of(page) == [("Mind the gap",), ("Text.",)]


def test_what_a_script_computes_among_markup_in_an_attribute_says_nothing():
    page = "<Note title={<>Up to {count({of: {unit: 1}})} calls</>}>Text.</Note>\n"
    assert lines_of(page) == [("Up to calls",), ("Text.",)]


def test_a_written_quote_in_the_text_of_an_attribute_does_not_end_it():
    page = '<Note title={"The \\"fast\\" lane"}>Text.</Note>\n'
    assert lines_of(page) == [('The "fast" lane',), ("Text.",)]


def test_markup_is_read_out_of_an_attribute_of_any_name():
    page = "<Note icon={<Icon name='x' />} footer={<p>See <a href='/q'>quotas</a></p>}>Text.</Note>\n"
    assert lines_of(page) == [("See quotas",), ("Text.",)]
    page = "<Tile extra={<i>New</i>}>Text.</Tile>\n\n<Tab title='One' badge={<b>Beta</b>}>\n\nText.\n\n</Tab>\n"
    assert lines_of(page) == [("New",), ("Text.",), ("One",), ("Beta",), ("Text.",)]


def test_a_caption_and_what_stands_outside_the_cells_of_a_table_are_read_above_it():
    table = "<table><caption>Limits</caption><tr>of<td>Plan</td></tr><tr><td>Free</td></tr></table>"
    assert lines_of_html(table) == [("Limits",), ("of",), ("Plan",), ("Free",)]


def test_a_list_straight_in_a_list_and_words_between_items_are_read():
    html = "<ul><li>One.</li><ul><li>Two.</li></ul>Three.<li>Four.</li></ul><ol>Five.</ol>"
    assert lines_of_html(html) == [("One.",), ("Two.",), ("Three.",), ("Four.",), ("Five.",)]


@pytest.mark.parametrize(
    "html",
    ["<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>", "<dl><dt>a</dt>b<dd>c</dd></dl>", "<dl><dd>a</dd><dt>b</dt></dl>c"],
)
def test_terms_without_a_definition_and_words_beside_them_are_read(html: str):
    assert " ".join(cell for line in lines_of_html(html) for cell in line) == "a b c"


def test_tabs_that_are_not_chosen_are_read():
    html = '<div role="tabpanel">One.</div><div role="tabpanel" hidden>Two.</div><div hidden>Three.</div>'
    assert lines_of_html(html) == [("One.",), ("Two.",)]


@pytest.mark.parametrize("said", ["Updated endpoint with changes:", "Modified 3 fields.", "Last updated by the team."])
def test_a_sentence_that_begins_like_a_date_of_editing_is_read(said: str):
    assert lines_of(f"# T\n\n- {said}\n")[1:] == [(said,)]


@pytest.mark.parametrize(
    "said",
    ["Last updated on August 3, 2026", "Updated 3 days ago", "Last modified: 03/08/26", "最后更新于 2026年8月3日"],
)
def test_when_a_page_was_edited_is_no_line_of_it(said: str):
    assert lines_of(f"# T\n\n{said}\n") == [("T",)]


def test_the_name_of_a_variable_is_a_word_and_a_placeholder_is_none():
    assert lines_of("Set `SHOP_API_KEY`, and send `Bearer $SHOP_API_KEY`.\n") == [
        ("Set SHOP_API_KEY, and send Bearer {key}.",)
    ]


def test_a_parameter_of_a_path_is_no_placeholder_of_a_key():
    assert lines_of("Call `PUT /keys/{tokenId}` with `Bearer {token}`.\n") == [
        ("Call PUT /keys/{tokenId} with Bearer {key}.",)
    ]


def test_a_title_that_names_a_scheme_hides_no_secret():
    assert lines_of("# Basic Integration\n\nBearer Authentication it is.\n")[0] == ("Basic Integration",)


def test_what_mkdocs_folds_or_puts_into_tabs_is_read():
    page = (
        '??? warning "In beta"\n    It may change:\n\n    * Fields may come.\n\n    Ask us.\n\n'
        '=== "Python"\n\n    #### Install it\n\n    ```bash\n    pip install x\n    ```\n\n'
        '=== "Java"\n\n    Not yet.\n\nEnd.\n'
    )
    assert lines_of(page) == [
        ("In beta",), ("It may change:",), ("Fields may come.",), ("Ask us.",), ("End.",),
        ("Python",), ("Install it",), ("Java",), ("Not yet.",),
    ]  # fmt: skip


def test_a_note_of_mkdocs_ends_where_it_is_no_longer_indented():
    assert lines_of("!!! note\n    - Said in it\nSaid after it\n") == [
        ("Said in it",),
        ("note",),
        ("Said after it",),
    ]


def test_links_with_their_targets_elsewhere_say_their_words_alone():
    page = (
        "Call [Client::join] or [leave it][out], not `a[0]` or [none].\n\n"
        '[client::join]: https://example.com/join "Join"\n[out]: <https://example.com/out>\n'
        "[^1]: It costs nothing.\n"
    )
    assert lines_of(page) == [
        ("Call Client::join or leave it, not a[0] or [none].",),
        ("[^1]: It costs nothing.",),
    ]


def test_a_link_that_is_broken_between_lines_says_its_words_alone():
    targets = "[1]: /boxes\n[Small ones]: /small\n"
    page = f"Shelves hold [the larger\nboxes][1], and [small\n  ones][].\n\n```\n[1]\n```\n\n{targets}"
    assert lines_of(page) == [("Shelves hold the larger boxes, and small ones.",)]


def test_a_sentence_that_begins_with_a_quote_is_parted_whatever_the_quote_looks_like():
    assert lines_of('It ends. "Basic " comes next.\n') == lines_of("It ends. “Basic ” comes next.\n")


def test_imports_and_exports_of_a_page_are_no_words_of_it():
    page = (
        'import {\n  One,\n  Two,\n} from "@/parts";\n\nexport const Kind = ({children}) => (\n'
        "  <span style={{\n    color: 'red',\n  }}>\n\n    {children}\n  </span>\n);\n\n# Title\n\nWords.\n"
    )
    assert lines_of(page) == [("Title",), ("Words.",)]


def test_what_looks_like_an_export_without_an_end_is_read():
    assert lines_of("export const it is (said.\n\nWords.\n")[-1] == ("Words.",)
    assert lines_of("import it from the desk.\nAll of it.\n") == [("import it from the desk.",), ("All of it.",)]


def test_a_note_of_any_kind_says_its_title():
    assert lines_of("::: panel-link Now see [the rest](/rest)\n:::\n\n:::tip{icon=x}\nAsk.\n:::\n") == [
        ("Now see the rest",),
        ("Ask.",),
        ("tip",),
    ]


def test_templates_of_gitbook_say_what_stands_in_them_however_they_are_set():
    parts = (
        '{% content-ref url="a/" %}',
        "[boxes](a/)",
        "{% endcontent-ref %}",
        '{% embed url="https://docs.example.com" %}',
    )
    said = [("boxes",), ("After it.",)]
    assert lines_of("\n".join(parts) + "\n\nAfter it.\n") == said
    assert lines_of("\n\n".join(parts) + "\n\nAfter it.\n") == said


@pytest.mark.parametrize(
    "host", ["SHOP_URL", "$SHOP_URL", "${SHOP_URL}", "<shop url>", "{{host}}", "localhost:80", "api.example.com"]
)
def test_a_call_is_read_whose_host_the_reader_puts_in(host: str):
    sample = f"curl -u $USER -X DELETE '{host}/boxes?of=1' \\\n  -H 'X-Key: 1' -o out.d/a\n"
    assert lines_of(f"```bash\n{sample}```\n") == [(f"DELETE {host}/boxes · headers x-key",)]


def test_a_command_of_curl_without_an_address_is_no_call():
    assert lines_of("```bash\ncurl --version\ncurl -o a.b/c -u $USER\n```\n") == []


def test_xml_is_read_without_a_warning_of_the_parser():
    said = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>Closed</Code><Message>Come back.</Message></Error>'
    assert [line.cells for line in read(sections_of_html(said))] == [("Closed",), ("Come back.",)]


def test_the_language_of_a_sample_and_a_rule_say_nothing():
    sample = "<pre><code>box = 1</code></pre>"
    page = f'<div class="language-py theme"><button class="copy"></button><span class="lang">py</span>{sample}</div>'
    assert lines_of_html(page + '<p>The <span class="lang">Py</span> box.</p>') == [("The Py box.",)]
    assert lines_of("One.\n\n<hr>\n\nTwo.\n<hr/>\n\nThree.\n") == [("One.",), ("Two.",), ("Three.",)]


def test_a_block_of_code_of_gitbook_and_a_tab_of_hugo_say_their_titles():
    assert ("Ask for a box",) in lines_of('{% code title="Ask for a box" %}\n```js\nx\n```\n{% endcode %}\n')
    assert ("By mail",) in lines_of('{{% tab name="By mail" %}}\nWrite.\n{{% /tab %}}\n')


@pytest.mark.parametrize(
    "value", [">\n  Kept for\n  a day.", "|-\n  Kept for a day.", "\n  Kept for a day.", "Kept for a day."]
)
def test_what_front_matter_says_on_several_lines_is_read(value: str):
    page = (
        f"---\ntitle: Boxes\ndescription: {value}\nhead:\n  [\n    [meta, x]\n  ]\nsidebar:\n  order: 3\n---\n\nText.\n"
    )
    assert lines_of(page) == [("Boxes",), ("description", "Kept for a day."), ("Text.",)]


def test_the_parts_of_a_home_page_are_read_from_its_front_matter():
    page = (
        "---\nlayout: home\nhero:\n  name: Boxes\n  text: Kept for a day\n  image:\n    src: /box.png\n  actions:\n"
        "    - theme: brand\n      text: Begin\n      link: /begin\nfeatures:\n  - icon: box\n    title: Small\n"
        "    details: They fit.\n---\n"
    )
    said = [
        ("name", "Boxes"),
        ("text", "Kept for a day"),
        ("text", "Begin"),
        ("title", "Small"),
        ("details", "They fit."),
    ]
    assert lines_of(page) == said


def test_calls_in_a_specification_that_a_page_shows_are_examples_of_it_and_no_samples_of_the_page():
    call = "curl https://api.example.com/boxes -d '{\"size\": 1}'"
    shown = f"paths:\n  /boxes:\n    x-codeSamples:\n      - source: {call}\nopenapi: 3.1.0"
    of_page, of_document = (
        [line.kind for line in read(sections_of_markdown(f"# Boxes\n\n```\n{code}\n```\n"))] for code in (call, shown)
    )
    assert "sample" in of_page
    assert "sample" not in of_document


_MATERIAL = (
    '<div class="tabbed-set"><input type="radio" /><input type="radio" />'
    '<div class="tabbed-labels"><label for="a">By mail</label><label for="b">By ship</label></div>'
    '<div class="tabbed-content"><div class="tabbed-block"><p>Two days.</p></div>'
    '<div class="tabbed-block"><p>Two weeks.</p></div></div></div>'
)
_PYTHON_MARKDOWN = (
    '<div class="tabbed-set"><input type="radio" /><label for="a">By mail</label>'
    '<div class="tabbed-content"><p>Two days.</p></div><input type="radio" /><label for="b">By ship</label>'
    '<div class="tabbed-content"><p>Two weeks.</p></div></div>'
)
_SPHINX = (
    '<div class="sd-tab-set"><input type="radio"><label class="sd-tab-label">By mail</label>'
    '<div class="sd-tab-content"><p>Two days.</p></div><input type="radio"><label class="sd-tab-label">By ship'
    '</label><div class="sd-tab-content"><p>Two weeks.</p></div></div>'
)
_DOCUSAURUS = (
    '<div class="tabs-container"><ul role="tablist"><li role="tab">By mail</li><li role="tab">By ship</li></ul>'
    '<div><div role="tabpanel"><p>Two days.</p></div><div role="tabpanel" hidden><p>Two weeks.</p></div></div></div>'
)
_STARLIGHT = (
    '<x-tabs><ul role="tablist"><li><a role="tab">By mail</a></li><li><a role="tab">By ship</a></li></ul>'
    '<div role="tabpanel"><p>Two days.</p></div><div role="tabpanel" hidden><p>Two weeks.</p></div></x-tabs>'
)


@pytest.mark.parametrize("html", [_MATERIAL, _PYTHON_MARKDOWN, _SPHINX, _DOCUSAURUS, _STARLIGHT])
def test_tabs_of_a_built_page_are_the_sections_that_they_are_in_its_source(html: str):
    source = '=== "By mail"\n\n    Two days.\n\n=== "By ship"\n\n    Two weeks.\n'
    built = read(sections_of_html(f"<main><h1>T</h1>{html}</main>"))
    assert built == read(sections_of_markdown(f"# T\n\n{source}"))


@pytest.mark.parametrize(
    "parts", ['<p role="tabpanel">Here.</p>', 'or <p role="tabpanel">Here.</p><p role="tabpanel"></p>']
)
def test_tabs_without_a_part_each_lose_no_word(parts: str):
    tabs = '<p role="tablist"><a role="tab">One</a><a role="tab">Two</a></p>'
    said = [cell for line in lines_of_html(f"<div>{tabs}{parts}</div>") for cell in line]
    assert {"One", "Two", "Here."} <= set(said)


def test_a_tab_without_a_label_shows_its_value():
    page = '<Tabs>\n<TabItem value="mail">\n\nTwo days.\n\n</TabItem>\n</Tabs>\n'
    assert lines_of(page) == [("mail",), ("Two days.",)]


@pytest.mark.parametrize("info", ["sh [npm]", "sh {1,3} [npm]", 'sh title="npm"', "sh npm {1}", "sh [1,2] npm"])
def test_the_label_of_a_code_block_is_read(info: str):
    assert lines_of(f"```{info}\nnpm run it\n```\n") == [("npm",)]


@pytest.mark.parametrize("source", ['<source src="a.mp3" type="audio/mpeg">', '<track src="a.vtt" kind="captions">'])
def test_elements_that_nothing_closes_are_markup(source: str):
    assert lines_of(f"Listen.\n\n<audio controls>\n    {source}\n</audio>\n") == [("Listen.",)]


def test_a_name_in_angle_brackets_is_no_element_that_nothing_closes():
    assert lines_of("Copy <source> to <input> first.\n") == [("Copy <source> to <input> first.",)]


def test_tables_that_a_table_puts_side_by_side_are_tables():
    one = "\n    <table><tr><th>Sign</th></tr>\n    <tr><td>{}</td></tr>\n    </table>\n"
    page = f"<table><tr>\n<td>{one.format('sun')}</td>\n<td>{one.format('moon')}</td>\n</tr></table>\n\nAfter it.\n"
    assert lines_of(page) == [("Sign",), ("sun",), ("Sign",), ("moon",), ("After it.",)]


def test_a_table_in_a_cell_beside_words_leaves_its_row_whole():
    inner = "<table><tr><td>inner</td></tr></table>"
    page = f"<table><tr><th>Name</th><th>About</th></tr>\n<tr><td>size</td><td>{inner}</td></tr></table>\n"
    assert lines_of(page) == [("Name", "About"), ("size", "inner")]


@pytest.mark.parametrize(
    "source",
    [
        "![A ship](ship.png){ width=500 }\nHere it is.",
        "![A ship](ship.png){ loading=lazy align='left' }\nHere it is.",
        "[Here](here.md){ .button .big } it is.",
        '[Here](here.md){:target="_blank"} it is.',
        "**Here**{ .red } it is.",
        "Here it is.\n{: .note #here }",
    ],
)
def test_how_something_looks_is_no_word(source: str):
    assert lines_of(source + "\n") == [("Here it is.",)]


@pytest.mark.parametrize("said", ["Call /boxes/{id} now.", "Send {a=1} now.", "See [it](/x){id} now."])
def test_what_stands_in_braces_besides_is_read(said: str):
    assert "{" in lines_of(said + "\n")[0][0]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ('<div class="top"><h1>Boxes</h1></div><main><p>They float.</p></main>', ["Boxes", "They float."]),
        (
            (
                '<div id="header"><h1>Boxes</h1><h2>NAME</h2><p>box - one of them</p><div id="toc">Sinking</div></div>'
                '<div id="content"><h2>Sinking</h2><p>They float.</p></div>'
            ),
            ["Boxes", "NAME", "box - one of them", "Sinking", "They float."],
        ),
        ('<h1 class="logo">Site</h1><main><h1>Boxes</h1><p>They float.</p></main>', ["Boxes", "They float."]),
        ("<h1>Site</h1><h1>Menu</h1><main><p>They float.</p></main>", ["They float."]),
    ],
)
def test_the_title_of_a_page_is_read_where_it_stands_beside_the_content(html: str, lines: list[str]):
    assert [" ".join(line.cells) for line in read(sections_of_html(f"<body>{html}</body>"))] == lines


@pytest.mark.parametrize(
    "html",
    [
        '<div class="language-http adaptive"><pre class="shiki"><code>GET /x</code></pre></div>',
        '<div class="highlight-http notranslate"><div class="highlight"><pre>GET /x</pre></div></div>',
        '<div class="language-http highlighter-rouge"><div class="highlight"><pre>GET /x</pre></div></div>',
    ],
)
def test_code_has_the_language_of_the_box_around_it(html: str):
    (code,) = sections_of_html(f"<main><h1>T</h1>{html}</main>").blocks
    assert isinstance(code, Code)
    assert code.lang == "http"


def test_fields_that_an_attribute_lists_as_objects_are_read():
    page = (
        '<ApiCall\n  method="POST"\n  path="/boxes"\n  formFields={[\n    {\n      name: "size",\n'
        '      type: "string",\n      required: true,\n      description:\n        "How wide: {narrow}, or wide.",\n'
        "    },\n  ]}\n/>\n"
    )
    assert lines_of(page) == [
        ("POST /boxes",),
        ("size",),
        ("field", "body, string, required"),
        ("How wide: {narrow}, or wide.",),
    ]


def test_fields_in_objects_with_a_schema_are_read():
    param = '{"name":"kind","in":"query","required":false,"description":"Of it.","schema":{"type":"string"}}'
    assert lines_of(f"<Item param={{{param}}} />\n") == [("kind",), ("field", "query, string"), ("Of it.",)]


def test_what_objects_without_a_name_show_is_read():
    assert lines_of('<Steps of={[{title: "Fold", icon: "box"}, {title: "Ship"}]} />\n') == [("Fold",), ("Ship",)]


@pytest.mark.parametrize("value", ['{{marginTop: "1rem"}}', "{[1, 2]}", "{[a, ...b]}", "{[{]}", "{{name: size}}"])
def test_what_a_script_computes_or_styles_shows_nothing(value: str):
    assert lines_of(f"<Box data={value} />\n\nAfter it.\n")[-1:] == [("After it.",)]
