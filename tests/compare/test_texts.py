"""What pages say in other words: once, by section, with the words; nothing for what only looks different."""

from functools import partial

import pytest
from msgspec import UNSET

from driftwatch.compare.pages import page_lines
from driftwatch.model.text import Line, PageText
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import changes_of, compare, lines_of, site

PLANS = "# Plans\n\n| Plan | Calls a day | Seats |\n| --- | --- | --- |\n| Free | 50 | 1 |\n| Team | 500 | 10 |\n"


def test_a_cell_is_told_by_row_and_column():
    assert lines_of(changes_of(PLANS, PLANS.replace("| 50 |", "| 20 |"))) == [
        ("page.row.changed", "Plans", ["Free · Calls a day: 50"], ["Free · Calls a day: 20"])
    ]


def test_a_row_that_came_is_told_with_all_of_its_cells():
    assert lines_of(changes_of(PLANS, PLANS + "| Scale | 9000 | 99 |\n")) == [
        ("page.row.added", "Plans", UNSET, ["Scale · Calls a day: 9000 · Seats: 99"])
    ]


def test_a_column_that_is_called_otherwise_is_told_once():
    assert lines_of(changes_of(PLANS, PLANS.replace("Seats", "People"))) == [
        ("page.row.changed", "Plans", ["Plan · Seats"], ["Plan · People"])
    ]


def test_a_sentence_is_told_before_and_after():
    before = "# Guide\n\n## Billing\n\nBills come by mail. Others cost a cent.\n"
    after = before.replace("by mail", "on paper")
    assert lines_of(changes_of(before, after)) == [
        ("page.text.changed", "Billing", ["Bills come by mail."], ["Bills come on paper."])
    ]


def test_all_that_differs_in_a_section_is_one_change():
    before = "# Guide\n\n## Use\n\nCall it twice. Then wait. Then stop.\n"
    after = "# Guide\n\n## Use\n\nCall it once. Then wait. Then stop at once.\n"
    (told,) = lines_of(changes_of(before, after))
    assert told[2:] == (["Call it twice.", "Then stop."], ["Call it once.", "Then stop at once."])


@pytest.mark.parametrize(
    "after",
    [
        PLANS.replace("| Free | 50 | 1 |\n| Team | 500 | 10 |", "| Team | 500 | 10 |\n| Free | 50 | 1 |"),
        PLANS.replace("# Plans", "Plans\n====="),
        PLANS.replace("| Free |", "| **Free** |"),
        PLANS.replace("| 50 |", "|   50   |"),
        PLANS + "\n![a picture](/p.png?v=2)\n",
        PLANS + "\n---\n\n*Last updated on 3 March 2026*\n",
    ],
)
def test_what_only_looks_different_is_silent(after):
    assert changes_of(PLANS, after) == ()


FIELDS_AS_TABLE = (
    "# Shelf\n\n## Response\n\n| Field | Type | Meaning |\n| --- | --- | --- |\n| id | string | Name of the shelf |\n"
    "| rows | array | How it is parted |\n| rows[].height | number | In cm |\n"
)
FIELDS_AS_COMPONENTS = (
    '# Shelf\n\n## Response\n\n<ResponseField name="id" type="string">\n  Name of the shelf\n</ResponseField>\n\n'
    '<ResponseField name="rows" type="array">\n  How it is parted\n\n'
    '  <ResponseField name="height" type="number">\n    In cm\n  </ResponseField>\n</ResponseField>\n'
)


def test_a_table_that_becomes_components_says_what_it_said():
    assert lines_of(changes_of(FIELDS_AS_TABLE, FIELDS_AS_COMPONENTS)) == []
    assert lines_of(changes_of(FIELDS_AS_COMPONENTS, FIELDS_AS_TABLE)) == []


@pytest.mark.parametrize(("word", "other"), [("In cm", "In inches"), ("of the shelf", "of its shelf")])
def test_a_word_that_changed_in_a_table_that_became_components_is_told(word, other):
    after = FIELDS_AS_COMPONENTS.replace(word, other)
    told = lines_of(changes_of(FIELDS_AS_TABLE, after)) + lines_of(changes_of(after, FIELDS_AS_TABLE))
    assert word in str(told)
    assert other in str(told)


def test_a_sentence_that_moved_on_its_page_is_silent():
    before = "# Guide\n\n## One\n\nCalls are counted by day.\n\n## Two\n\nNothing else.\n"
    after = "# Guide\n\n## One\n\n## Two\n\nNothing else.\n\nCalls are counted by day.\n"
    assert changes_of(before, after) == ()


def test_a_section_that_moved_to_another_page_is_silent():
    section = "\n## Limits of batches\n\nA batch may hold ten thousand calls.\n"
    old = site(one="# One page\n" + section, two="# Two page\n\nWords.\n")
    new = site(one="# One page\n", two="# Two page\n\nWords.\n" + section)
    assert lines_of(compare(old, new)) == []


def test_a_section_that_went_is_told_with_what_it_said():
    before = "# Guide\n\nHello there.\n\n## Gone soon\n\nIt said this.\n\nAnd that.\n"
    assert lines_of(changes_of(before, "# Guide\n\nHello there.\n")) == [
        ("page.section.removed", "Gone soon", ["Gone soon", "It said this.", "And that."], UNSET)
    ]


def test_a_heading_that_was_reworded_is_one_change():
    before = "# Guide\n\n## Limits\n\nTen calls a second.\n"
    (told,) = lines_of(changes_of(before, before.replace("## Limits", "## Ceilings of use")))
    assert told == ("page.text.changed", "Ceilings of use", ["Limits"], ["Ceilings of use"])


def test_what_changes_alike_on_most_pages_is_told_once_for_the_site():
    pages = {f"page{number}": f"# Page {number}\n\nIts own words {number}.\n" for number in range(6)}
    old = site(**pages)
    new = site(**{place: f"Read this: the old console closes in May.\n\n{text}" for place, text in pages.items()})
    (told,) = compare(old, new)
    assert (told.kind, told.name) == ("page.text.changed", "every page")
    assert told.after == ["Read this: the old console closes in May."]


def test_a_new_page_is_told_as_a_document_alone():
    old = site(one="# One\n\nWords.\n")
    assert [each.kind for each in compare(old, site(one="# One\n\nWords.\n", two="# Two\n\nMore words here.\n"))] == [
        "document.added"
    ]


def test_a_sample_is_told_by_what_it_calls_and_sends():
    before = "# Guide\n\n```bash\ncurl https://api.example.com/v1/x -H 'X-Key: abc' -d '{\"n\": 1}'\n```\n"
    (told,) = lines_of(changes_of(before, before.replace("X-Key", "Authorization")))
    assert told[0] == "sample.call.changed"
    assert told[2] == ["POST https://api.example.com/v1/x · headers x-key · body n: integer"]
    assert lines_of(changes_of(before, before.replace('"n": 1', '"n": 2'))) == []


def test_what_a_contract_fact_tells_of_a_line_is_not_told_again():
    before = (
        "# Make a thing API\n\n`POST /things`\n\n## Body parameters\n\n| Name | Type | Required | Description |\n"
        "| --- | --- | --- | --- |\n| `to` | string | yes | Whom. |\n| `html` | string | no | What it says. |\n"
    )
    after = before.replace("| `html` | string | no |", "| `html` | string | yes |")
    assert [each.kind for each in changes_of(before, after)] == ["field.became-required"]
    both = changes_of(before, after.replace("What it says.", "What it says, in HTML."))
    assert sorted(each.kind for each in both) == ["field.became-required", "page.row.changed"]


def test_a_section_about_limits_of_an_api_is_marked():
    limits = "# API guide\n\n## Rate limits\n\nThere are some.\n"
    (told,) = changes_of(limits, limits.replace("some", "many"))
    assert told.traits == {"topical"}
    (told,) = changes_of(limits.replace("API ", ""), limits.replace("some", "many").replace("API ", ""))
    assert told.traits == set()


def test_words_that_are_only_joined_otherwise_are_marked_by_no_heading():
    costs = "# API guide\n\n## Prices\n\nYou pay per event, which costs 1 5 cents.\n"
    (told,) = changes_of(costs, costs.replace("pay per event", "pay-per-event"))
    assert told.traits == set()
    (told,) = changes_of(costs, costs.replace("1 5", "1-5"))
    assert told.traits == {"topical"}


def test_what_a_new_page_says_of_its_new_calls_is_news():
    rows = "| Status | Meaning |\n| --- | --- |\n| 402 | Pay first. |\n| 409 | It is there. |\n"
    page = f"# Boxes\n\n## POST /boxes\n\n{rows}"
    old = site(guide="# Guide\n\n## GET /boxes\n\nReturns them.\n")
    new = site(guide="# Guide\n\n## GET /boxes\n\nReturns them.\n", boxes=page)
    levels = {finding.id: finding.level for finding in judge(compare(old, new), strictness="strict")}
    assert levels == {"endpoint-added": "info", "error-rule-added": "info"}
    known = site(guide="# Guide\n\n## GET /boxes\n\nReturns them.\n", boxes=page.partition("| Status")[0])
    for strictness, level in (("tolerant", "info"), ("strict", "warning")):
        found = judge(compare(known, new), strictness=strictness)
        assert {finding.level for finding in found if finding.id == "error-rule-added"} == {level}


def test_keys_count_where_the_heading_itself_names_them():
    keys = "# API guide\n\n## Your API keys\n\nThere are some.\n\n### Where they lie\n\nIn one drawer.\n"
    (told,) = changes_of(keys, keys.replace("some", "many"))
    assert told.traits == {"topical"}
    (told,) = changes_of(keys, keys.replace("one", "another"))
    assert told.traits == set()


def test_that_a_new_page_is_about_something_in_preview_is_news_and_that_something_is_retired_is_not():
    old = site(guide="# Guide\n\nWords.\n")
    said = "The search of boxes is currently in beta.\n\nThe list of boxes is deprecated since May.\n"
    new = site(guide="# Guide\n\nWords.\n", search=f"# Search API\n\n{said}")
    levels = {finding.id: finding.level for finding in judge(compare(old, new))}
    assert levels["availability-notice-added"] == "info"
    assert levels["deprecation-notice-added"] == "warning"


def test_a_new_page_that_says_what_another_one_said_warns_nobody():
    said = "# Limits\n\nEach key may send 60 requests per minute.\n\n- 402: Pay first.\n- 409: It is there.\n"
    new = site(limits=said, copy=said.replace("Each", "Any"), other=said.replace("# Limits", "# Other"))
    added = {(each.sources[0].url, each.id): each.level for each in judge(compare(site(limits=said), new))}
    assert {level for (url, _), level in added.items() if url.endswith("/other")} == {"info"}
    assert added["https://docs.example.com/copy", "rate-limit-notice-added"] == "warning"


@pytest.mark.parametrize(
    "bar",
    ['<div role="banner">{}</div>', '<div class="announcementBar_x1">{}</div>', '<div id="banner"><p>{}</p></div>'],
)
def test_a_bar_above_the_content_of_all_pages_is_told_once_for_the_site(bar: str):
    def of_html(above: str):
        pages = {name: f"<h1>{name}</h1><p>About {name}.</p>" for name in ("boxes", "shelves", "rooms", "doors")}
        page = "<!DOCTYPE html><html><body>{}<nav>Menu</nav><main>{}</main></body></html>"
        return site(**{name: page.format(above, content) for name, content in pages.items()})

    said = "The old console moves to another address."
    (told,) = compare(of_html(""), of_html(bar.format(said)))
    assert (told.kind, told.traits, told.after) == ("page.text.changed", {"site"}, [said])
    (told,) = compare(of_html(bar.format(said)), of_html(bar.format(said.replace("old", "new"))))
    assert told.traits == {"site"}
    ended = compare(of_html(""), of_html(bar.format("The old API is deprecated since May.")))
    assert {change.kind for change in ended} == {"notice.added"}


def test_columns_in_another_order_are_silent_and_cells_that_changed_places_are_not():
    turned = "# Plans\n\n| Calls a day | Plan | Seats |\n| --- | --- | --- |\n| 50 | Free | 1 |\n| 500 | Team | 10 |\n"
    assert changes_of(PLANS, turned) == ()
    (told,) = lines_of(changes_of(PLANS, PLANS.replace("| 50 | 1 |", "| 1 | 50 |")))
    assert told[2:] == (["Free · Calls a day: 50 · Seats: 1"], ["Free · Calls a day: 1 · Seats: 50"])


def test_of_a_sample_only_the_names_that_differ_are_shown():
    before = '# Guide\n\n```json\n{"id": "a", "size": 1}\n```\n'
    (told,) = lines_of(changes_of(before, before.replace('"size": 1', '"size": "1"')))
    assert told[2:] == (["JSON id: string, size: integer"], ["JSON id: string, size: string"])


def test_a_key_of_a_sample_that_is_a_day_or_an_id_is_a_value():
    before = '# Use\n\n```json\n{"days": {"2026-05-01": {"calls": 4}}, "by": {"9f1c2d3e4a5b6c7d": 1}}\n```\n'
    after = before.replace("2026-05-01", "2026-09-01").replace("9f1c2d3e4a5b6c7d", "0a1b2c3d4e5f6a7b")
    assert changes_of(before, after) == ()
    assert changes_of(before, after.replace("calls", "times"))


def test_placeholders_of_a_key_and_capital_letters_say_nothing():
    before = "# Sign In\n\nSend `Bearer $API_KEY` with each call.\n"
    assert changes_of(before, "# Sign in\n\nSend `Bearer <YOUR_API_KEY>` with each call.\n") == ()


def test_of_equal_lines_the_one_is_told_whose_section_lost_it():
    before = "# Guide\n\n## One\n\nIt is off.\n\n## Two\n\nIt is off.\n"
    after = "# Guide\n\n## One\n\nIt is off.\n\n## Two\n\nIt is on by now.\n"
    assert [(kind, name) for kind, name, *_ in lines_of(changes_of(before, after))] == [("page.text.changed", "Two")]


def test_a_numbered_heading_may_be_underlined():
    before = "# Guide\n\n## 3. Send it\n\nThere.\n"
    assert changes_of(before, "# Guide\n\n3. Send it\n---\n\nThere.\n") == ()


def with_texts(snapshot, change):
    """Return a snapshot whose texts are kept otherwise."""
    kept = {place: change(make()) for place, make in snapshot.texts.items()}
    return snapshot.with_parts(texts={place: partial(kept.__getitem__, place) for place in kept})


def test_words_of_another_normal_form_are_taken_anew_in_silence():
    old = with_texts(site(guide=PLANS), lambda text: PageText(lines=text.lines, form=text.form + 1))
    assert lines_of(compare(old, site(guide=PLANS.replace("| 50 |", "| 20 |")))) == []


def test_words_against_digests_tell_that_something_differs_and_none_of_the_words():
    old = with_texts(site(guide=PLANS), lambda text: text.digested())
    (told,) = compare(old, site(guide=PLANS.replace("| 50 |", "| 20 |")))
    assert (told.kind, told.after) == ("page.digest.changed", {"rows": 1})
    assert compare(old, site(guide=PLANS)) == ()


def test_a_banner_of_pages_of_which_digests_are_kept_is_told_once_and_without_words():
    pages = {f"page{number}": f"# Page {number}\n\nIts own words {number}.\n" for number in range(6)}
    banner = "Read this: the old console closes in May."
    old = with_texts(site(**pages), lambda text: text.digested())
    new = with_texts(
        site(**{place: f"{banner}\n\n{text}" for place, text in pages.items()}), lambda text: text.digested()
    )
    (told,) = compare(old, new)
    assert told.name == "every page"
    assert "console" not in repr((told.before, told.after))


def test_a_row_that_got_a_column_more_is_told_whole():
    before = "# Plans\n\n| Plan | Calls |\n| --- | --- |\n| Free | 50 |\n"
    after = "# Plans\n\n| Plan | Calls | Seats |\n| --- | --- | --- |\n| Free | 20 | 1 |\n"
    (told,) = lines_of(changes_of(before, after))
    assert "Free · Calls: 20 · Seats: 1" in told[3]
    assert "Free · Calls: 50" in told[2]


def test_lines_beyond_those_that_are_held_against_each_other_are_paired_as_they_stand():
    def page(word):
        return (
            "# Guide\n\n" + "\n\n".join(f"Sentence {number} says {word} {number * 7}." for number in range(70)) + "\n"
        )

    (told,) = lines_of(changes_of(page("alpha"), page("omega")))
    assert told[2][:2] == ["Sentence 0 says alpha 0.", "Sentence 1 says alpha 7."]
    assert told[3][:2] == ["Sentence 0 says omega 0.", "Sentence 1 says omega 7."]
    assert len(told[2]) == len(told[3]) == 70


def test_a_heading_of_nothing_that_another_replaces_is_one_section_less_and_one_more():
    before = "# Guide\n\nHello.\n\n## Alpha\n\nOne thing here.\n"
    after = "# Guide\n\nHello.\n\n## Omega\n\nQuite another matter.\n"
    assert [kind for kind, *_ in lines_of(changes_of(before, after))] == [
        "page.section.removed",
        "page.section.added",
    ]


def test_what_changed_alike_on_most_pages_is_told_whichever_pages_those_are():
    pages = {f"page{number}": f"# Page {number}\n\nIts own words {number}.\n" for number in range(8)}
    first, second = "Read this: the old console closes in May.", "Since June all keys need a scope of their own."
    changed = {
        place: "".join(f"{said}\n\n" for said, on in ((first, number < 5), (second, number > 2)) if on) + text
        for number, (place, text) in enumerate(pages.items())
    }
    told = compare(site(**pages), site(**changed))
    said = [line for each in told for line in each.after]
    assert said.count(first) == said.count(second) == 1


def test_a_copy_that_is_one_no_longer_is_no_new_page():
    old, words = site(one="# One\n\nWords of both.\n"), "# One\n\nWords of both.\n"
    new = site(one="# One\n\nWords of the first alone.\n", two=words)
    assert [each.kind for each in compare(old, new)] == ["page.text.changed"]


def test_a_section_whose_heading_is_only_written_otherwise_is_one_section():
    before = "# Guide (beta)\n\nCalls are counted.\n\n## Rules: all\n\nEach call counts.\n"
    after = "# Guide [beta]\n\nCalls are refused.\n\n## Rules, all\n\nOnly some calls count.\n"
    assert lines_of(changes_of(before, after)) == [
        ("page.text.changed", "Guide [beta]", ["Calls are counted."], ["Calls are refused."]),
        ("page.text.changed", "Rules, all", ["Each call counts."], ["Only some calls count."]),
    ]


def test_of_a_sentence_without_blanks_one_sign_that_differs_is_a_rewording():
    before, after = (
        "# 指南\n\n请求超过限制时会被拒绝\uff0c请稍后重试。\n",
        "# 指南\n\n请求超过限制时会被延迟,请稍后重试。\n",
    )
    assert lines_of(changes_of(before, after)) == [
        (
            "page.text.changed",
            "指南",
            ["请求超过限制时会被拒绝\uff0c请稍后重试。"],
            ["请求超过限制时会被延迟,请稍后重试。"],
        )
    ]
    assert changes_of("# 指南\n\n请求会被拒绝\uff0c请重试。\n", "# 指南\n\n请求会被拒绝,请重试。\n") == ()


def test_a_short_heading_of_signs_that_went_here_and_came_elsewhere_did_not_move():
    before = site(one="# 一\n\n第一页。\n\n## 错误代码\n\n这里什么也没有说明。\n", two="# 二\n\n第二页。\n")
    after = site(
        one="# 一\n\n第一页。\n\n这里什么也没有说明。\n", two="# 二\n\n第二页。\n\n## 错误代码\n\n另一页的说明。\n"
    )
    assert [(each.kind, each.owner.name) for each in compare(before, after)] == [
        ("page.section.removed", "one"),
        ("page.section.added", "two"),
    ]


FAILURES = (
    "## Errors\n\n| Status | Meaning |\n| --- | --- |\n| 409 | It exists already. |\n| 415 | Not of that kind. |\n"
)


def test_failures_and_limits_that_moved_to_another_page_are_silent():
    limit = "## Limits\n\nRate limit: 20 requests per minute for all.\n"
    before = site(guide=f"# Guide\n\nWords.\n\n{FAILURES}\n{limit}", other="# Other\n\nMore words.\n")
    after = site(
        guide="# Guide\n\nWords.\n", errors=f"# Errors\n\n{FAILURES}", other=f"# Other\n\nMore words.\n\n{limit}"
    )
    assert [each.kind for each in compare(before, after)] == ["document.added"]


def test_a_failure_that_came_elsewhere_with_another_meaning_is_told():
    more = "## Codes\n\n| Status | Meaning |\n| --- | --- |\n| 418 | No tea here. |\n| 451 | Not in this country. |\n"
    before = site(guide=f"# Guide\n\nWords.\n\n{FAILURES}", other=f"# Other\n\nMore words.\n\n{more}")
    after = site(
        guide="# Guide\n\nWords.\n",
        other=f"# Other\n\nMore words.\n\n{more}\n{FAILURES.replace('already', 'no longer')}",
    )
    told = [(each.kind, each.status) for each in compare(before, after) if each.location == "errors"]
    assert sorted(told) == [("error-rule.added", "409"), ("error-rule.removed", "409")]


def test_in_a_section_of_many_other_lines_each_is_told_beside_what_it_was():
    """Where nobody holds all lines against all, those that share a rare word are held against each other."""
    old = [f"The step of part{number} takes some time to its end." for number in range(100)]
    new = ["A wholly new remark.", *(line.replace("some time", "a while") for line in old)]
    page = "# Guide\n\nWords.\n\n## Steps\n\n"
    (told,) = lines_of(changes_of(page + "\n\n".join(old) + "\n", page + "\n\n".join(new[:1] + new[:0:-1]) + "\n"))
    pairs = sorted(zip(told[2], told[3], strict=True), key=str)
    assert pairs == sorted([*zip(old, new[1:], strict=True), (None, new[0])], key=str)


def test_in_a_table_of_many_other_rows_nothing_alike_is_told_as_changed():
    head = "# Guide\n\nWords.\n\n## Codes\n\n| Code | Means |\n| --- | --- |\n"
    old, new = ("".join(f"| {side}{n} | {side}word{n} |\n" for n in range(100)) for side in ("a", "b"))
    (told,) = lines_of(changes_of(head + old, head + new))
    assert told[2].count(None) == told[3].count(None) == 100


@pytest.mark.parametrize("key", ["Model", "Family"])
def test_a_row_that_goes_with_its_value_is_told_once_wherever_its_cell_stands(key: str):
    columns = {"Model": "| `{0}` | {1} |", "Family": "| {1} | `{0}` |"}
    rows = [columns[key].format(*row) for row in (("dot-1", "dots"), ("dot-2", "dots"), ("line-1", "lines"))]
    head = "| Model | Family |" if key == "Model" else "| Family | Model |"
    page = "# Models\n\n## Available models\n\n" + "\n".join((head, "|-|-|", *rows))
    less = page.removesuffix("\n" + rows[-1])
    assert [(each.kind, each.before) for each in changes_of(page, less)] == [("values.value.removed", "line-1")]
    assert [(each.kind, each.after) for each in changes_of(less, page)] == [("values.value.added", "line-1")]


def test_another_row_that_goes_beside_a_value_is_told():
    models = "# Models\n\n## Models\n\n| Family | Model |\n|-|-|\n| dots | `dot-1` |\n| dots | `dot-2` |\n"
    limits = "\n## Limits\n\n| Plan | Calls |\n|-|-|\n| Free | 5 |\n"
    changes = changes_of(f"{models}| lines | `line-1` |\n{limits}| Paid | 9 |\n", models + limits)
    assert {each.kind for each in changes} == {"values.value.removed", "page.row.removed"}


COMPONENTS = (
    "# Box API\n\nWords of it.\n\n## Options\n\nThere are some.\n\n"
    '<ParamField query="size" type="string" required>\n  How large.\n</ParamField>\n'
)
MORE_COMPONENTS = (
    '\n<ParamField query="depth" type="string" required>\n  How deep.\n</ParamField>\n'
    '\n<ParamField query="width" type="integer">\n  How wide.\n</ParamField>\n'
)


def test_components_of_fields_that_came_are_rows_of_their_section_and_no_sections():
    before = COMPONENTS.partition("<ParamField")[0]
    added = [
        "size · query, string, required · How large.",
        "depth · query, string, required · How deep.",
        "width · query, integer · How wide.",
    ]
    after = COMPONENTS + MORE_COMPONENTS
    assert lines_of(changes_of(before, after)) == [("page.row.added", "Options", UNSET, added)]
    assert lines_of(changes_of(after, before)) == [("page.row.removed", "Options", added, UNSET)]


def test_a_component_that_is_told_as_a_field_is_told_once():
    assert [each.kind for each in changes_of(COMPONENTS, COMPONENTS + MORE_COMPONENTS)] == ["field.added"] * 2


def test_a_section_with_components_that_came_is_one_section():
    before = COMPONENTS.partition("## Options")[0]
    (told,) = lines_of(changes_of(before, COMPONENTS))
    assert told[:2] == ("page.section.added", "Options")
    assert told[3][-3:] == ["size", "query, string, required", "How large."]


def test_columns_that_have_each_others_names_above_the_same_cells_are_told():
    after = PLANS.replace("| Calls a day | Seats |", "| Seats | Calls a day |")
    heads = (["Plan · Calls a day · Seats"], ["Plan · Seats · Calls a day"])
    assert lines_of(changes_of(PLANS, after)) == [("page.row.changed", "Plans", *heads)]


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        (":::tip Boxes go away. :::", ":::tip Boxes go away.\n:::"),
        (":::tip\nBoxes go away.", ":::tip\nBoxes go away.\n:::"),
    ],
)
def test_what_stands_below_a_container_that_ends_on_its_first_line_or_nowhere_is_none_of_it(opened: str, closed: str):
    said = "# Boxes\n\n{}\n\n`POST /boxes`\n\n| Field | Type |\n| --- | --- |\n| `size` | integer |\n"
    assert [each.kind for each in changes_of(said.format(closed), said.format(opened))] == []


def test_the_words_of_each_line_are_found_out_once_however_often_it_is_asked_for(monkeypatch):
    told = PageText(lines=[Line("sentence", (f"Call number {number} is made.",)) for number in range(40)])
    other = PageText(lines=[*told.lines[1:], Line("sentence", ("A call is made.",))])
    asked: list[str] = []
    find = page_lines.words_of
    monkeypatch.setattr(page_lines, "words_of", lambda text: asked.append(text) or find(text))
    removed, added = page_lines.differing(page_lines.placed(told), page_lines.placed(other))
    assert [one.line.words for one in (*removed, *added)] == ["Call number 0 is made.", "A call is made."]
    assert len(asked) == len(set(asked)) == 41


def test_the_words_of_a_long_line_are_those_of_its_parts_and_not_held():
    part = "One call, and one more. "
    held = page_lines._known_words.cache_info().currsize
    assert page_lines.words_of(part * 40) == page_lines.words_of(part) * 40
    assert page_lines._known_words.cache_info().currsize <= held + 1
