"""Sentences about the fields of a call as a whole: which of them are needed, and which another call lists."""

import pytest

from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field, Parameter
from driftwatch.platforms.pages.plain_page import operations_of_page

ROWS = "\n| Field | Type |\n|-|-|\n| a | string |\n| b | string |\n\n"
MARKED = ROWS.replace("| b |", "| b? |")


def needed(markdown: str) -> dict[str, set[str]]:
    """Operation -> the names of what it needs."""
    return {
        f"{operation.method} {operation.path}": {
            fact.name if isinstance(fact, Parameter) else fact.at.rpartition(" · ")[2]
            for fact in operation.facts
            if isinstance(fact, Parameter | Field) and fact.required and not fact.at.endswith("$")
        }
        for operation in operations_of_page(sections_of_markdown(markdown), "p")
    }


@pytest.mark.parametrize(
    ("said", "rows", "names"),
    [
        ("", ROWS, set()),
        ("", MARKED, {"a"}),
        ("All parameters to this endpoint are optional.", MARKED, set()),
        ("> All fields are optional and nullable.", MARKED, set()),
        ("All parameters of this endpoint except for `a` are optional.", ROWS, {"a"}),
        ("All parameters are optional and nullable, excluding `b`.", ROWS, {"b"}),
        ("All parameters are optional if `a` is set.", MARKED, {"a"}),
        ("Not all parameters are optional.", MARKED, {"a"}),
        ("\u6240\u6709\u53c2\u6570\u5747\u4e3a\u53ef\u9009\u3002", MARKED, set()),
    ],
)
def test_a_sentence_says_which_fields_of_a_call_are_optional(said: str, rows: str, names: set[str]) -> None:
    assert needed(f"# P\n\n## POST /x\n\n{said}\n\n### Request body\n{rows}") == {"POST /x": names}
    assert needed(f"# P\n\n## POST /x\n\n### Request body\n{rows}\n{said}\n") == {"POST /x": names}


def test_what_has_a_default_is_not_needed() -> None:
    rows = (
        "\n| Field | Type | Description |\n|-|-|-|\n| a | string | |\n| b? | string | |\n| c | int | default: `1` |\n\n"
    )
    assert needed(f"# P\n\n## POST /x\n\n### Request body\n{rows}") == {"POST /x": {"a"}}
    rows = "\n| Field | Type | Default |\n|-|-|-|\n| a | string | none |\n| b? | string | |\n\n"
    assert needed(f"# P\n\n## POST /x\n\n### Request body\n{rows}") == {"POST /x": set()}


def test_marks_in_one_request_say_nothing_of_another() -> None:
    page = f"# P\n\n## POST /x\n\n### Request body\n{ROWS}## POST /y\n\n### Request body\n{MARKED}"
    assert needed(page) == {"POST /x": set(), "POST /y": {"a"}}


def test_beside_a_column_of_what_is_required_marks_say_nothing() -> None:
    rows = "\n| Field | Type | Required |\n|-|-|-|\n| a | string | one of these |\n| b? | string | |\n\n"
    assert needed(f"# P\n\n## POST /x\n\n### Request body\n{rows}") == {"POST /x": set()}


def test_what_a_response_marks_is_always_there_as_before() -> None:
    page = f"# P\n\n## GET /x\n\nAll parameters are optional.\n\n### Query parameters\n{MARKED}### Response\n{MARKED}"
    assert needed(page) == {"GET /x": {"a"}}


def names_of(markdown: str, call: str) -> set[str]:
    (operation,) = (
        each for each in operations_of_page(sections_of_markdown(markdown), "p") if f"{each.method} {each.path}" == call
    )
    return {fact.name for fact in operation.facts if isinstance(fact, Parameter)}


ONE = "## Make\n\n```\nPOST /x\n```\n\n### Query parameters\n" + ROWS
TWO = (
    "## Try\n\n```\nPOST /x/test\n```\n\n### Query parameters\n\n{said}\n\n| Field | Type |\n|-|-|\n| c | string |\n\n"
)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("In addition to all parameters accepted by [`POST /x`](#make), these are accepted:", {"a", "b", "c"}),
        (
            "These are in addition to the usual parameters accepted by the [`/x` endpoint](#make) above.",
            {"a", "b", "c"},
        ),
        ("In addition to the parameters of [making one](#make), these are taken:", {"a", "b", "c"}),
        ("In addition to [making one](#make), it has parameters of its own.", {"c"}),
        ("Takes the same parameters as `POST /x`, and more:", {"a", "b", "c"}),
        ("Takes the same parameters as `POST /x`, except `a`:", {"c"}),
        ("Takes not all parameters of `POST /x`.", {"c"}),
        ("Takes the same parameters as `POST /y`:", {"c"}),
        ("Call `POST /x` after it.", {"c"}),
    ],
)
def test_a_call_may_take_what_another_one_takes(said: str, names: set[str]) -> None:
    for page in (f"# P\n\n{ONE}{TWO}", f"# P\n\n{TWO}{ONE}"):
        assert names_of(page.format(said=said), "POST /x/test") == names
        assert names_of(page.format(said=said), "POST /x") == {"a", "b"}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("All parameters are required.", {"a", "b"}),
        ("All parameters are mandatory, except `b`.", set()),
        ("All parameters are required if `a` is set.", set()),
        ("All parameters are required unless otherwise stated.", {"a", "b"}),
        ("All other parameters are required.", set()),
    ],
)
def test_a_sentence_says_which_fields_of_a_section_are_required(said: str, names: set[str]) -> None:
    assert needed(f"# P\n\n## POST /x\n\n### Request body\n\n{said}\n{ROWS}") == {"POST /x": names}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Its box.", {"a"}),
        ("Its box; required only when it is large.", set()),
        ("Its box. Required if `b` is not sent.", set()),
        ("Either `a` or `b` must be provided.", set()),
        ("Must be either `red` or `blue`.", {"a"}),
        ("Its box, which is required by law.", {"a"}),
    ],
)
def test_what_is_needed_under_a_condition_a_heading_does_not_make_needed(said: str, names: set[str]) -> None:
    heading = f"### Required parameters\n\n| Name | Type | Description |\n|-|-|-|\n| a | string | {said} |\n"
    assert needed(f"# P\n\n## POST /x\n\n{heading}") == {"POST /x": names}
    column = f"### Parameters\n\n| Name | Type | Mandatory | Description |\n|-|-|-|-|\n| a | string | YES | {said} |\n"
    assert needed(f"# P\n\n## POST /x\n\n{column}") == {"POST /x": names}


def sent(markdown: str) -> set[str]:
    (*_, last) = operations_of_page(sections_of_markdown(markdown), "p")
    return {
        fact.at.rpartition(" · ")[2]
        for fact in last.facts
        if isinstance(fact, Field) and fact.at.startswith("request · ") and not fact.at.endswith("$")
    }


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("_Optional parameters_: Send only those that you want to change.", {"size", "red"}),
        ("**Required parameters**: Pass all that there are in addition to what changes.", {"size", "red"}),
        ("Parameters: none.", set()),
        ("Note: The words below are only two of many colours.", set()),
    ],
)
def test_a_label_with_a_remark_behind_it_speaks_of_the_list_below(label: str, names: set[str]) -> None:
    page = f"# P\n\n## Change\n\n`PUT /x`\n\n{label}\n\n* `size` - how large it is.\n* `red` - whether it is red.\n"
    assert sent(page) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("_Optional parameters_: `size` containing how large it is.", {"size"}),
        ("Parameters: `size` and `red`", {"size", "red"}),
        ("Example: `size`", set()),
    ],
)
def test_a_label_in_plain_words_names_fields_in_its_own_line(line: str, names: set[str]) -> None:
    assert sent(f"# P\n\n## Change\n\n`PUT /x`\n\n{line}\n") == names


def test_a_call_that_changes_any_fields_of_another_needs_none_of_them() -> None:
    page = (
        "# P\n\n## Create it\n\n`POST /x`\n\n**Required parameters**: `size` of it\n\n## Change it\n\n`PUT /x/{id}`\n\n"
        "Clients may change any of the required or optional parameters as listed in the [Create it](#create-it) call.\n"
    )
    assert sent(page) == {"size"}
    assert needed(page) == {"POST /x": {"size"}, "PUT /x/{id}": set()}


@pytest.mark.parametrize("noun", ["variables", "information", "members", "details"])
def test_what_is_returned_may_be_announced_in_any_noun_for_fields(noun: str) -> None:
    said = f"Returns how they are, in JSON, with the following {noun}:\n\n- `size`: how large\n- `lids`: how many\n"
    (found,) = operations_of_page(sections_of_markdown(f"# P\n\n## GET /x\n\n{said}"), "p")
    fields = {fact.at.rpartition(" · ")[2] for fact in found.facts if isinstance(fact, Field)}
    assert {"size", "lids"} < fields
    assert all(fact.at.startswith("response") for fact in found.facts if isinstance(fact, Field))


def test_what_explains_the_values_of_a_field_below_it_is_not_returned() -> None:
    said = "- `lid`: one of `red` or `blue`:\n  - red: it is shut\n  - blue: it is open\n- `size`: how large\n"
    (found,) = operations_of_page(
        sections_of_markdown(f"# P\n\n## GET /x\n\nReturns the following fields:\n\n{said}"), "p"
    )
    fields = {fact.at.rpartition(" · ")[2] for fact in found.facts if isinstance(fact, Field)}
    assert fields == {"$", "lid", "size"}
