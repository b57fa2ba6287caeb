"""Sentences that say which values a field may have."""

import pytest
from msgspec import UNSET

from driftwatch.extract.fields.value_sentences import field_called, values_said
from driftwatch.extract.text.blocks import Paragraph
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages.plain_page import operations_of_page


def said(sentence: str) -> dict[str, tuple[str, ...]]:
    (block,) = sections_of_markdown(sentence).blocks
    assert isinstance(block, Paragraph)
    return values_said(block.text)


@pytest.mark.parametrize(
    "sentence",
    [
        "`kind` must be one of `red`, `blue`, `dark_red`.",
        "**`kind` must be one of:** `red`, `blue`, or `dark_red`.",
        "Valid values for `kind`: `red`, `blue`, `dark_red`.",
        "It has a lid. Supported `kind` values are `red`, `blue` and `dark_red`. More follows.",
        "`kind` can be `red` (the default), `blue` or `dark_red`",
        "`kind` is one of `red`|`blue`|`dark_red`.",
        "`kind` should be either `red`, `blue`, or `dark_red` (in small letters).",
    ],
)
def test_a_sentence_lists_the_values_of_a_field(sentence: str) -> None:
    assert said(sentence) == {"kind": ("red", "blue", "dark_red")}


@pytest.mark.parametrize(
    "sentence",
    [
        "If `lid` is set, `kind` must be `red` or `blue`.",
        "`kind` can be `red` or `blue`, depending on `lid`.",
        "Possible values for `kind` include `red`, `blue`.",
        "`kind` must not be one of `red`, `blue`.",
        "`size` can be `string` or `number`.",
        "`size` must be `1` to `100`, or `all`.",
        "`start` and `end` must be `red`.",
        "`kind` must be one of `red`.",
        "`kind` can be `{a, b}`, `red` or `blue`.",
        "`kind` may be `kind` or `red`, `blue`.",
        "Send `kind`, `lid` and `size`.",
        "`kind` can be `red`, `blue` (more soon)",
        "Valid values for `kind`: `red`, `blue` and others.",
    ],
)
def test_a_sentence_of_a_condition_or_of_something_else_lists_none(sentence: str) -> None:
    assert said(sentence) == {}


def test_the_values_are_those_of_the_field_of_the_call() -> None:
    page = (
        "# Shop\n\n## POST /boxes\n\n**Body:**\n\n| Field | Type |\n|-|-|\n| kind | string |\n| lid | string |\n\n"
        "`kind` must be one of `red`, `blue`.\n\n- `lid` can be `flat` or `round`.\n"
    )
    (found,) = operations_of_page(sections_of_markdown(page), "boxes")
    enums = {fact.at.rpartition(" ")[2]: fact.enum for fact in found.facts if isinstance(fact, Field)}
    assert enums["kind"] == ("blue", "red")
    assert enums["lid"] == ("flat", "round")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("**Valid box kinds:** `red`, `blue`", "box kinds"),
        ("Allowed kind values are: `red` or `blue`.", "kind"),
        ("Allowed kinds are: `red` or `blue`.", ""),  # of one word, which may be of the service
        ("Supported methods: `GET`, `POST`", ""),
        ("Supported HTTP methods: `GET`, `POST`", ""),
        ("Supported languages: `python`, `ruby`", ""),
        ("Supported country values: `DE`, `FR` (more soon)", ""),
        ("Supported country codes: `DE`, `FR` - and others", ""),
        ("Supported country codes: `DE`, `FR` ...", ""),
        ("Valid box kinds: `red`, `blue` (if it has a lid)", ""),
        ("Valid box kinds: `red` (the default), `blue`", "box kinds"),
        ("It has a lid.\n**Supported kind values**: `red`, `blue`", "kind"),
        ("**Kinds:** `red`, `blue`", ""),
        ("Valid values: `red`, `blue`", ""),
        ("**Valid kinds:** any of `red`, `blue`", ""),
        ("Not all valid kinds: `red`, `blue`", ""),
    ],
)
def test_a_label_may_name_the_field_in_words(label: str, name: str) -> None:
    assert said(label) == ({name: ("red", "blue")} if name else {})


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("kind", "kind"),
        ("kinds", "kind"),
        ("box kinds", "boxKind"),
        ("lid categories", "lid_category"),
        ("statuses", "status"),
        ("ids", ""),
        ("lids", ""),
    ],
)
def test_a_field_is_called_by_its_name_or_in_words(words: str, name: str) -> None:
    names = ["kind", "boxKind", "lid_category", "status", "id", "ID"]
    assert field_called(words, names) == name


SHOWN = (
    '# Shop\n\n## POST /boxes\n\n**Request:**\n\n```json\n{"boxKind": "red", "lid": "flat", "marks": ["old"]}\n```\n\n'
)


@pytest.mark.parametrize(
    ("told", "enums"),
    [
        ("**Valid box kinds:** `red`, `blue`\n", {"boxKind": ("blue", "red")}),
        (
            "**Valid box kinds:** `red`, `blue`\n**Allowed lid values**: `flat`, `round`\n",
            {"boxKind": ("blue", "red"), "lid": ("flat", "round")},
        ),
        (
            "**Valid box kinds:**\n\n- `red` - As a rose\n- `blue` - As the sky\n",
            {"boxKind": ("blue", "red")},
        ),
        ("**Valid marks values:** `old`, `worn`\n", {"marks": UNSET, "marks[]": ("old", "worn")}),
        ("**Valid sizes:** `small`, `large`\n", {}),
        ("**Allowed lids**: `flat`, `round`\n", {}),
        ("**Supported lids:**\n\n- `flat` - By hand\n- `round` - By cart\n", {}),
        ("**Valid box kinds:** `red`, `blue` (more soon)\n", {}),
        ("**Valid sizes:**\n\n- `small` - By hand\n- `large` - By cart\n", {}),
    ],
)
def test_a_field_that_a_sample_shows_has_the_values_that_are_told(told: str, enums: dict[str, object]) -> None:
    (found,) = operations_of_page(sections_of_markdown(f"{SHOWN}{told}"), "boxes")
    at = "request · application/json · "
    fields = {fact.at.removeprefix(at): fact.enum for fact in found.facts if isinstance(fact, Field)}
    assert {name: enum for name, enum in fields.items() if name != "$"} == enums


def test_what_a_sample_of_an_answer_shows_is_not_sent() -> None:
    page = SHOWN.replace("**Request:**", "**Response:**") + "**Valid box kinds:** `red`, `blue`\n"
    (found,) = operations_of_page(sections_of_markdown(page), "boxes")
    assert not [fact for fact in found.facts if isinstance(fact, Field)]
