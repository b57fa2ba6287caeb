"""What components, and boxes of Hugo, show of their attributes: words for readers, not what machines are told."""

import pytest

from tests.extract.test_lines_of_forms import lines_of


@pytest.mark.parametrize(
    "said",
    [
        "items={[{question: 'Why so?', answer: `So it\n is.`}]}",
        "items={[\n  // None\n  {\n    question: 'Why so?',\n\n    answer: (<b>So it is.</b>),\n  },\n]}",
        "question='Why so?' answer={\"So it is.\"}",
        "steps={['Why so?', 'So it is.']}",
    ],
)
def test_what_attributes_say_in_words_is_shown_whatever_they_are_called(said: str):
    assert lines_of(f"<Quiz\n  {said}\n/>\n") == [("Why so?",), ("So it is.",)]


@pytest.mark.parametrize(
    "said",
    [
        "style={{fontFamily: 'Open Sans', color: 'Red'}}",
        "className='Flex gap' alt='A lid.'",
        "images={['/lids/a.png', 'https://x.example/b c.png', '#FF0000']}",
        "mode='wide open' order={[1, 2]} onOpen={() => log('Open it.')}",
        "options={{align: 'left', key: 'Lid size', code: `A sample of it.`, open: true}}",
        "sample={{raw: '{\"a\": 1}'}}",
    ],
)
def test_what_attributes_say_to_machines_is_not_shown(said: str):
    assert lines_of(f"<Quiz {said} />\n") == []


@pytest.mark.parametrize(
    "begin", ['alert title="Mind it"', 'note "Mind it"', 'notice tip "Mind it"', 'tip color="red" heading="Mind it"']
)
def test_the_title_of_a_box_is_shown(begin: str):
    name = begin.partition(" ")[0]
    assert ("Mind it",) in lines_of(f"{{{{< {begin} >}}}}\nText.\n{{{{< /{name} >}}}}\n")


@pytest.mark.parametrize(
    "begin", ["alert danger", 'alert "danger"', "alert", 'alert icon="red lid"', "alert color=Red"]
)
def test_what_kind_of_box_it_is_is_no_title(begin: str):
    shown = lines_of(f"{{{{< {begin} >}}}}\nText.\n{{{{< /alert >}}}}\n")
    assert [line for line in shown if line[0].lower() not in ("danger", "alert", "warning", "note")] == [("Text.",)]


def test_a_short_code_is_no_tag_though_it_is_called_like_one():
    assert lines_of('{{<details "Mind it">}}\nText.\n{{</details>}}\n') == [
        ('{{< details "Mind it">}} Text. {{< /details>}}',)
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("rows={[rows.filter(r=>r.a>1 && r.b<2), {q: 'Why so?'}]}", ["Why so?"]),
        ("rows={[<>So it is.</>, <li>Why so?</li>]}", ["So it is.", "Why so?"]),
        ("rows={[<li>Turn the <b>lid</b> <a href='/a'>here</a>.</li>]}", ["Turn the lid here."]),
        ("rows={[<div><p>Why so?</p><p>So it <br/> is.</p></div>]}", ["Why so?", "So it", "is."]),
        ("rows={ [{q: 'Why so?'}] }", ["Why so?"]),
        ("mode={'Some mode' === x ? 'c' : 'Dark mode'}", []),
        ("modes={['Some mode' === x ? 'c' : 'Dark mode', {q: 'Why so?'}]}", ["Why so?"]),
        ("modes={['Some ' + 'Mode', 'Why so?']}", ["Why so?"]),
        ("tracking='Clicked Button' event='Lid Turned' groupId='Lang Choice' font='Open Sans'", []),
        ("config={{apiKey: 'AIza Foo bar', note: 'Why so?'}}", ["Why so?"]),
        ("request='GET /v1/lids'", []),
    ],
)
def test_what_a_script_computes_or_is_wired_with_is_not_shown(said: str, shown: list[str]):
    assert lines_of(f"<Quiz {said} />\n") == [(line,) for line in shown]


def test_what_stands_beside_objects_of_fields_is_shown():
    fields = "{name: 'size', type: 'integer', description: 'How wide.', children: [{note: 'How deep it is.'}]}"
    others = "{title: 'Other words', description: 'Also here.'}"
    found = [cell for cells in lines_of(f"<Quiz rows={{[{fields}, {others}]}} />\n") for cell in cells]
    assert found == ["size", "field", "integer", "How wide.", "How deep it is.", "Other words", "Also here."]


@pytest.mark.parametrize(
    "begin", ["alert title='Mind \"it\"'", 'note "Mind \\"it\\""', 'tip color="red" heading="Mind \\"it\\""']
)
def test_the_title_of_a_box_may_hold_quotes(begin: str):
    name = begin.partition(" ")[0]
    assert ('Mind "it"',) in lines_of(f"{{{{< {begin} >}}}}\nText.\n{{{{< /{name} >}}}}\n")


def test_a_short_code_that_is_shown_as_code_stays_as_it_is_written():
    assert lines_of("Use `{{<details>}}`, or `{{</details>}}`.\n") == [("Use {{<details>}}, or {{</details>}}.",)]
