"""Facts and values as people read them."""

import json
import re
from types import SimpleNamespace
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.model.facts import AnyFact, ErrorRule, Field, MediaType, Parameter, RequestBody, Response, Values
from driftwatch.reports import safe, templated
from driftwatch.reports.sides import Part, Sides, sides_of
from driftwatch.reports.site.facts import sections_of
from driftwatch.reports.site.files import wide
from driftwatch.reports.site.model import Stand
from tests.reports.sample import RETRY

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def stands(*facts: AnyFact) -> tuple[Stand, ...]:
    return tuple(Stand(fact=fact, since=0) for fact in facts)


def smallest(kind: type[AnyFact]) -> AnyFact:
    tag = kind.__struct_config__.tag
    needed = {field.name: needed_value(field) for field in msgspec.structs.fields(kind) if field.required}
    return msgspec.convert({"fact": tag, **needed, "at": f"{tag} · name"}, kind)


def needed_value(field: Any) -> Any:
    if field.name == "within":
        return "query"
    if field.name == "topic":
        return "billing"
    return [] if "tuple" in str(field.type) else "text"


@pytest.mark.parametrize("kind", get_args(AnyFact), ids=lambda kind: kind.__name__)
def test_no_kind_of_fact_is_left_out(kind: type[AnyFact]) -> None:
    sections = sections_of(stands(smallest(kind)))
    assert [1] == [len(section.rows) + (section.head is not None) for section in sections]


def test_a_parameter_and_the_root_of_its_schema_are_one_row() -> None:
    parameter = Parameter(at="parameter · query · limit", name="limit", within="query", required=True)
    root = Field(at="parameter · query · limit · $", type=("integer",), maximum=100)
    (section,) = sections_of((Stand(fact=parameter, since=0), Stand(fact=root, since=3)))
    (row,) = section.rows
    assert ("limit", "integer", ("query", "required"), 3) == (row.name, row.kind, row.tags, row.since)
    assert [("maximum", "100")] == [(said.label, said.text) for said in row.says]


def test_a_response_heads_its_section_and_a_body_that_says_nothing_has_no_row() -> None:
    facts = (
        Response(at="response · 200", status="200"),
        MediaType(at="response · 200 · application/json", name="application/json", has_schema=True),
        Field(at="response · 200 · application/json · $", type=("object",)),
        Field(at="response · 200 · application/json · data.id", type=("string",), nullable=True, required=True),
    )
    (section,) = sections_of(stands(*facts))
    assert ("Response", "200", "200") == (section.title, section.name, section.head.name)
    assert [("", "application/json", "object"), ("data.", "id", "string or null")] == [
        (row.parent, row.name, row.kind) for row in section.rows
    ]


def test_sections_stand_in_the_order_of_reading() -> None:
    facts = (
        ErrorRule(at="error-rule · 429", signal="429", status=429),
        Response(at="response · 200", status="200"),
        RequestBody(at="request", required=True),
        Values(at="values · model", name="model", values=("a",)),
    )
    assert ["Request body", "Response", "Listed values", "Failures"] == [
        one.title for one in sections_of(stands(*facts))
    ]


def test_a_changed_fact_tells_only_what_was_otherwise() -> None:
    old = Field(at="request · application/json · n", type=("integer",), maximum=10, default=1)
    new = Field(at="request · application/json · n", type=("integer",), maximum=20, default=1, required=True)
    (section,) = sections_of((Stand(fact=new, since=1, before=old),))
    assert [("maximum", "10"), ("required", "no")] == [(one.label, one.text) for one in section.rows[0].before]


def test_members_of_lists_are_marked_one_by_one() -> None:
    sides = sides_of(["a", "b"], ["b", "c"])
    assert (Part("a", "gone"), Part("b", "kept")) == sides.before
    assert (Part("b", "kept"), Part("c", "new")) == sides.after


def test_words_of_texts_are_marked_one_by_one() -> None:
    sides = sides_of("60 calls a minute", "30 calls a minute")
    assert (Part("60", "gone"), Part(" calls a minute")) == sides.before
    assert (Part("30", "new"), Part(" calls a minute")) == sides.after


def test_what_was_not_documented_has_no_side() -> None:
    assert sides_of(None, None) is None
    assert sides_of(None, "x").before is None


@given(JSON, JSON)
def test_any_two_values_can_be_set_side_by_side_within_bounds(before: Any, after: Any) -> None:
    sides = sides_of(before, after)
    assert (sides is None) == (before is None and after is None)
    for side in (sides.before, sides.after) if sides else ():
        assert side is None or sum(len(part.text) for part in side) <= 2 * len(json.dumps([before, after])) + 4000


def test_a_text_of_a_megabyte_is_not_compared_word_by_word() -> None:
    sides = sides_of("a b " * 250_000, "b a " * 250_000)
    assert (["gone"], ["new"]) == ([part.mark for part in sides.before], [part.mark for part in sides.after])


def test_one_word_of_a_long_text_is_marked_where_it_stands_and_the_rest_is_cut() -> None:
    words = [f"word{number}" for number in range(5000)]
    sides = sides_of(" ".join(words), " ".join([*words[:3000], "other", *words[3001:]]))
    for side, text, mark in ((sides.before, "word3000", "gone"), (sides.after, "other", "new")):
        before, changed, after = side
        assert Part(text, mark) == changed
        assert before.text.startswith("…")
        assert before.text.endswith("word2999 ")
        assert after.text.startswith(" word3001")
        assert after.text.endswith("…")


def test_words_that_stay_between_two_changes_are_cut_in_the_middle() -> None:
    kept = " ".join(f"word{number}" for number in range(100))
    sides = sides_of(f"one {kept} two", f"three {kept} four")
    assert [("one", "gone"), ("two", "gone")] == [(part.text, part.mark) for part in sides.before[::2]]
    assert " … " in sides.before[1].text


def test_members_that_changed_are_shown_before_those_that_stay() -> None:
    names = [f"value-{number}" for number in range(300)]
    sides = sides_of(names, [*names[:-1], "other"])
    assert (Part("value-299", "gone"), Part("other", "new")) == (sides.before[-1], sides.after[-1])
    assert (200, 200, (100, 100)) == (len(sides.before), len(sides.after), sides.left_out)


def test_what_is_cut_says_so() -> None:
    (part,) = sides_of(None, "x" * 5000).after
    assert part.text.endswith("x…")


@given(st.text())
def test_any_text_stays_text_in_a_badge(text: str) -> None:
    drawn = templated.page(
        "badge.svg.j2", label=safe.one_line(text, limit=40), says="no drift", level="none", wide=wide
    )
    assert drawn.count("<") == templated.page(
        "badge.svg.j2", label="x", says="no drift", level="none", wide=wide
    ).count("<")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://user:word@example.com/", "http://a b", ""],
)
def test_no_other_address_than_a_plain_one_of_the_web_becomes_a_link(url: str) -> None:
    assert "" == safe.web_address(url)


@given(st.text())
def test_parting_a_message_loses_nothing(message: str) -> None:
    parts = safe.spans(message)
    assert message.replace("`", "") == "".join(text for text, _ in parts).replace("`", "")


def test_a_text_beside_a_list_is_a_list_of_one() -> None:
    sides = sides_of("a", ["a", "b"])
    assert sides is not None
    assert (sides.before, sides.after, sides.listed) == ((Part("a"),), (Part("a"), Part("b", "new")), True)
    assert sides_of(["b"], "a") == Sides(before=(Part("b", "gone"),), after=(Part("a", "new"),), listed=True)


def test_a_quoted_sentence_ends_once_where_no_backtick_is_shown() -> None:
    macros = templated._escaping().from_string('{% import "site/parts.html.j2" as parts %}{{ parts.message(finding) }}')
    two = structs.replace(RETRY, message="A notice says `It is closed.`. A row says `Open`.")
    assert macros.render(finding=two).strip() == (
        "A notice says <code>It is closed.</code> A row says <code>Open</code>."
    )


def test_the_status_of_a_failure_is_told_once() -> None:
    macros = templated._escaping().from_string(
        '{% import "site/parts.html.j2" as parts %}{{ parts.finding(one, "f", "", moment, site, "") }}'
    )
    moment, site = SimpleNamespace(outcome=lambda _: SimpleNamespace(state="open", suppression=None)), SimpleNamespace()
    for field, place in (("429", "errors 429"), ("slow_down", "errors 429 · slow_down")):
        one = structs.replace(RETRY, status="429", field=field)
        (about,) = re.findall('<p class="about">(.*?)</p>', macros.render(one=one, moment=moment, site=site))
        assert re.sub("<.*?>", "", about).endswith(f" · {place}")
